//! `report action-plan`: in the form of HMPPS's action plan.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::listing::total;
use super::step::{Step, said, steps, target};
use super::{Filter, section, selection, titled, untitled, without_empty};
use crate::document::{Cell, Column, Document, Layout, Total, plain};
use crate::domain::action::ActionOf;
use crate::domain::body::{Bodies, BodyId};
use crate::domain::response::{Answer, Response};
use crate::domain::words::capitalised;
use crate::error::Result;
use crate::store::{Line, Store};

/// On paper a recommendation's words and answer stand in its first row; in data in every row.
const COLUMNS: [Column; 15] = [
    Column::new("reference", "Rec No"),
    Column::on_paper("recommendation_once", "Recommendation"),
    Column::on_paper("answer_once", "Agreed / Partly Agreed / Not Agreed"),
    Column::on_paper("response_and_action", "Response: Action Taken / Planned"),
    Column::in_data("recommendation", "Recommendation"),
    Column::in_data("answer", "Agreed / Partly Agreed / Not Agreed"),
    Column::in_data("response", "Response"),
    Column::in_data("action_reference", "Action"),
    Column::in_data("action", "Action Taken / Planned"),
    Column::new("owner", "Responsible Owner"),
    Column::on_paper("target", "Target Date"),
    Column::in_data("target_date", "Target Date"),
    Column::in_data("target_words", "Target in words"),
    Column::in_data("first_target", "First Target Date"),
    Column::new("newest_update", "Newest update"),
];

/// What is counted where addressees of a joint recommendation were answered differently.
const DIFFERENTLY: &str = "answered differently for each addressee";

/// A recommendation, or an alert, with what HMPPS answered: the beginning of each of its rows.
struct Asked {
    reference: String,
    words: String,
    /// Agreed, partly agreed or not agreed, with why and which part
    answer: Option<String>,
    /// The answer in words
    response: Option<String>,
    /// Under which answer it is counted
    counted: &'static str,
}

/// Returns the action plan of a filter as at a day: for each recommendation its answer and actions,
/// then what was announced under alerts.
pub fn action_plan(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let mut lines = selection(&survey, filter);
    lines.retain(|line| line.heading.counts());
    let steps = steps(store, filter, day)?;
    let (mut rows, mut counts, mut seen) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for line in &lines {
        let id = line.item.recommendation_id;
        if seen.insert(id) {
            let asked = Asked::of(store, &survey.bodies, &lines, line, day)?;
            *counts.entry(asked.counted).or_default() += 1;
            rows.extend(asked.rows(&steps, ActionOf::Recommendation(id), day));
        }
    }
    let title = titled("Action plan", filter, &survey.bodies);
    let mut document = untitled(store, "action-plan", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = vec![plain(
        "Sorted by unit, then the oldest first. What HMPPS answered stands beside each recommendation, what owners say beside each action.",
    )];
    document.totals = totals(&counts, seen.len(), &steps);
    let table = |key, heading, rows| section(key, heading, Layout::Table, &COLUMNS, rows);
    let alerts = alert_rows(store, &steps, day)?;
    document.sections = without_empty(vec![
        table("plan", None, rows),
        table("alerts", Some("Under organisational alerts"), alerts),
    ]);
    Ok(document)
}

/// The recommendations by answer add up to all; the actions are those of the rows.
fn totals(counts: &BTreeMap<&str, usize>, all: usize, steps: &[Step]) -> Vec<Total> {
    let words = Answer::ALL.map(Answer::words).into_iter();
    let by_answer = words
        .chain(["not answered", DIFFERENTLY])
        .map(|answer| Total {
            of: Some(all as u64),
            ..total(
                &answer.replace(' ', "_"),
                &format!("of these {answer}"),
                counts.get(answer).copied().unwrap_or(0),
            )
        });
    let seldom = |total: &Total| total.label.ends_with(DIFFERENTLY) && total.count == 0;
    let mut totals = vec![total("recommendations", "Recommendations", all)];
    totals.extend(by_answer.filter(|total| !seldom(total)));
    let announced = steps.iter().filter(|step| step.alert().is_some()).count();
    totals.push(total("actions", "Actions", steps.len() - announced));
    if announced > 0 {
        totals.push(total("announced", "Actions under alerts", announced));
    }
    totals
}

/// Returns the rows of what was announced under alerts, which HMPPS does not answer.
fn alert_rows(store: &Store, steps: &[Step], day: NaiveDate) -> Result<Vec<Vec<Cell>>> {
    let alerts: BTreeMap<i64, &Step> = steps
        .iter()
        .filter_map(|step| Some((step.alert()?, step)))
        .collect();
    let mut rows = Vec::new();
    for (id, step) in alerts {
        let inspection = store.inspection_of_id(store.inspection_of_alert(id)?)?;
        let asked = Asked {
            reference: store.alert_reference(&inspection, id)?,
            words: step.about.clone(),
            answer: None,
            response: None,
            counted: "",
        };
        rows.extend(asked.rows(steps, ActionOf::Alert(id), day));
    }
    Ok(rows)
}

impl Asked {
    fn of(
        store: &Store,
        bodies: &Bodies,
        lines: &[Line<'_>],
        line: &Line<'_>,
        day: NaiveDate,
    ) -> Result<Asked> {
        let id = line.item.recommendation_id;
        let mut responses = store.responses_of(id)?;
        responses.retain(|response| response.answered_on.last_day() <= day);
        let mut newest: Vec<(BodyId, Option<&Response>)> = Vec::new();
        for own in lines.iter().filter(|own| own.item.recommendation_id == id) {
            let addressee = own.item.addressee;
            let answered = responses
                .iter()
                .rfind(|response| response.holds_for(addressee));
            if newest.iter().all(|(body, _)| *body != addressee) {
                newest.push((addressee, answered));
            }
        }
        let answers = newest.iter().map(|(_, response)| answer(*response));
        let answers: BTreeSet<&'static str> = answers.collect();
        let one = newest.iter().all(|(_, response)| {
            response.map(|given| given.id) == newest[0].1.map(|given| given.id)
        });
        newest.truncate(if one { 1 } else { newest.len() });
        let joined = |say: fn(&Response) -> String| {
            let said = newest.iter().filter_map(|(body, response)| match response {
                Some(response) if one => Some(say(response)),
                Some(response) => Some(format!("{}: {}", bodies.name(*body), say(response))),
                // Of one addressee that waits while another was answered, that is said.
                None if one => None,
                None => Some(format!("{}: not answered", bodies.name(*body))),
            });
            Some(said.collect::<Vec<_>>().join("\n")).filter(|said| !said.is_empty())
        };
        Ok(Asked {
            reference: line.item.reference.clone(),
            words: line.item.words.clone(),
            answer: joined(in_words),
            response: joined(|response| response.words.clone()),
            counted: match answers.first() {
                Some(answer) if answers.len() == 1 => answer,
                _ => DIFFERENTLY,
            },
        })
    }

    /// Returns a row for each action; where there is none, one row.
    fn rows(&self, steps: &[Step], of: ActionOf, day: NaiveDate) -> Vec<Vec<Cell>> {
        let own: Vec<&Step> = steps.iter().filter(|step| step.action.of == of).collect();
        if own.is_empty() {
            return vec![self.row(None, true, day)];
        }
        let first = own
            .iter()
            .take(1)
            .map(|step| self.row(Some(step), true, day));
        let others = own
            .iter()
            .skip(1)
            .map(|step| self.row(Some(step), false, day));
        first.chain(others).collect()
    }

    /// Says what was answered, or that nothing was; an alert is not answered so.
    fn answer_on_paper(&self) -> Option<String> {
        let answer = self.answer.as_deref().unwrap_or("not answered");
        (!self.counted.is_empty()).then(|| capitalised(answer))
    }

    fn row(&self, step: Option<&Step>, is_first: bool, day: NaiveDate) -> Vec<Cell> {
        let action = step.map(|step| &step.action);
        let once = |text: &Option<String>| text.clone().filter(|_| is_first);
        let planned = action.map(|action| {
            let number = action.reference.rsplit('/').next().unwrap_or_default();
            format!("{number} {}", action.words)
        });
        let at_first = |cell| if is_first { cell } else { Cell::Continued };
        let both = [once(&self.response), planned].into_iter().flatten();
        let due = action.and_then(|action| action.current_target());
        let words = due.filter(|target| target.due.date().is_none());
        vec![
            Cell::Reference(self.reference.clone()),
            at_first(Cell::Text(self.words.clone())),
            at_first(Cell::text_or_nothing(self.answer_on_paper())),
            Cell::text_or_nothing(Some(both.collect::<Vec<_>>().join("\n"))),
            Cell::Text(self.words.clone()),
            Cell::text_or_nothing(self.answer.clone()),
            Cell::text_or_nothing(self.response.clone()),
            action.map_or(Cell::Nothing, |action| {
                Cell::Reference(action.reference.clone())
            }),
            Cell::text_or_nothing(action.map(|action| action.words.clone())),
            Cell::text_or_nothing(action.and_then(|action| action.owner.clone())),
            action.map_or(Cell::Nothing, target),
            Cell::date_or_nothing(action.and_then(|action| action.due())),
            Cell::text_or_nothing(words.map(|target| target.due.to_string())),
            Cell::date_or_nothing(action.and_then(|action| action.first_due())),
            step.map_or(Cell::Nothing, |step| Cell::Text(said(step, day))),
        ]
    }
}

fn answer(response: Option<&Response>) -> &'static str {
    response.map_or("not answered", |response| response.answer.words())
}

/// Says what was answered, why, and which part is agreed.
fn in_words(response: &Response) -> String {
    let reason = response
        .reason
        .map(|reason| format!(" ({})", reason.words()));
    let part = response.part.as_ref().map(|part| format!(": {part}"));
    format!(
        "{}{}{}",
        response.answer,
        reason.unwrap_or_default(),
        part.unwrap_or_default()
    )
}
