//! `report action-plan`: in the form of HMPPS's action plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::listing::total;
use super::step::{said, steps, target};
use super::{Filter, section, selection, untitled};
use crate::document::{Cell, Column, Document, Layout, Total, plain};
use crate::domain::action::ActionOf;
use crate::domain::response::Answer;
use crate::error::Result;
use crate::store::Store;

const COLUMNS: [Column; 8] = [
    Column::new("reference", "Rec No"),
    Column::new("recommendation", "Recommendation"),
    Column::new("answer", "Agreed / Partly Agreed / Not Agreed"),
    Column::new("action_taken", "Response: Action Taken / Planned"),
    Column::new("owner", "Responsible Owner"),
    Column::new("target_date", "Target Date"),
    Column::new("newest_update", "Newest update"),
    Column::in_data("action", "Action"),
];

/// Returns the action plan of a filter as at a day: for each recommendation its answer, then its actions.
pub fn action_plan(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let mut rows = Vec::new();
    let mut answers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut lines = selection(&survey, filter);
    lines.retain(|line| line.heading.counts());
    lines.dedup_by_key(|line| line.item.recommendation_id);
    let steps = steps(store, filter, day)?;
    for line in &lines {
        let id = line.item.recommendation_id;
        let answer = line.standing.response.map(|response| response.answer);
        *answers
            .entry(answer.map_or("not answered", Answer::words))
            .or_default() += 1;
        let responses = store.responses_of(id)?;
        let response = responses
            .iter()
            .rfind(|response| response.answered_on.last_day() <= day);
        let reason = response
            .and_then(|response| response.reason)
            .map(|reason| format!(" ({})", reason.words()));
        let answered = answer.map(|answer| format!("{answer}{}", reason.unwrap_or_default()));
        let words = response.map(|response| response.words.clone());
        rows.push(vec![
            Cell::Reference(line.item.reference.clone()),
            Cell::Text(line.item.words.clone()),
            Cell::text_or_nothing(answered),
            Cell::text_or_nothing(words),
            Cell::Nothing,
            Cell::Nothing,
            Cell::Nothing,
            Cell::Nothing,
        ]);
        for step in steps
            .iter()
            .filter(|step| step.action.of == ActionOf::Recommendation(id))
        {
            rows.push(vec![
                Cell::Reference(line.item.reference.clone()),
                Cell::Nothing,
                Cell::Nothing,
                Cell::Text(step.action.words.clone()),
                Cell::text_or_nothing(step.action.owner.clone()),
                target(&step.action),
                Cell::Text(said(step, day)),
                Cell::Reference(step.action.reference.clone()),
            ]);
        }
    }
    let mut document = untitled(store, "action-plan", "Action plan".to_owned())?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = vec![plain(
        "Sorted by unit, then the oldest first. What HMPPS answered stands beside each recommendation, what owners say beside each action.",
    )];
    document.totals = vec![total("recommendations", "Recommendations", lines.len())];
    document.totals.extend(by_answer(&answers, lines.len()));
    document.sections = vec![section("plan", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}

fn by_answer(answers: &BTreeMap<&str, usize>, all: usize) -> Vec<Total> {
    let words = Answer::ALL
        .map(Answer::words)
        .into_iter()
        .chain(["not answered"]);
    words
        .map(|answer| Total {
            key: answer.replace(' ', "_"),
            label: format!("of these {answer}"),
            count: answers.get(answer).copied().unwrap_or(0) as u64,
            of: Some(all as u64),
        })
        .collect()
}
