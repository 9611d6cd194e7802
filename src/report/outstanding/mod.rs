//! `report outstanding`: what is not closed and not settled as sufficient (rules 3 to 9), as a paper
//! for a board: totals and charts, what changed since the last meeting, then unit by unit.

mod changes;
mod place;
mod since;
mod totals;

use chrono::NaiveDate;

use super::comparison::Lines;
use super::listing::distinct;
use super::{Filter, titled, untitled};
use crate::document::{Document, Paragraph, plain};
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// How much is said of each item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Detail {
    /// One line
    Brief,
    /// Everything
    #[default]
    Full,
}

/// What a paper on outstanding recommendations holds beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paper {
    /// How much is said of each item
    pub detail: Detail,
    /// The last meeting: what changed since is listed
    pub since_meeting: Option<NaiveDate>,
}

/// Returns what is outstanding for a filter as at a day.
pub fn outstanding(
    store: &Store,
    filter: &Filter,
    day: NaiveDate,
    paper: Paper,
) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let listed = match paper.since_meeting {
        Some(_) => Lines::of(&survey, filter),
        None => Lines::taken(&survey, filter),
    };
    let all = &listed.taken;
    let lines: Vec<&Line<'_>> = all
        .iter()
        .filter(|line| line.standing.state == State::Outstanding)
        .collect();
    let counted: Vec<&Line<'_>> = lines
        .iter()
        .copied()
        .filter(|line| line.heading.counts())
        .collect();
    let name = filter.asked.body.map(|body| survey.bodies.name(body));
    let mut document = untitled(
        store,
        "outstanding",
        titled("Outstanding recommendations", filter, &survey.bodies),
    )?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = intro(&counted, ended(&survey, filter, day));
    document.totals = totals::totals(&survey, all, &lines, &counted);
    document.charts = totals::charts(&survey, &counted);
    if let Some(then) = paper.since_meeting {
        let since = since::since(store, &survey, &listed, filter, then)?;
        document.totals.extend(since.totals);
        document.intro.extend(since.intro);
        document.sections.extend(since.section);
    }
    let places = place::sections(&survey, &lines, name, paper.detail);
    document.sections.extend(places);
    Ok(document)
}

/// Says what a reader needs to add up: the order, shared items, a body that is no more.
fn intro(counted: &[&Line<'_>], ended: Option<String>) -> Vec<Paragraph> {
    let mut intro = vec![plain("Sorted by unit, then the oldest first.")];
    let recommendations = distinct(counted.iter().copied());
    if recommendations != counted.len() {
        intro.push(plain(format!(
            "The {recommendations} recommendations in the total stand in {} lines: one that is shared or addressed jointly is listed under each unit and counted once, under its least progress.",
            counted.len()
        )));
    }
    let is_at_a_part =
        |line: &&Line<'_>| line.standing.grade.is_none() && !line.standing.at_parts.is_empty();
    if counted.iter().copied().any(|line| is_at_a_part(&line)) {
        intro.push(plain(
            "Graded only at a part: inspectors graded it at one unit below its addressee. Such a grade is shown with its place and, sufficient or not, settles nothing for the whole.",
        ));
    }
    intro.extend(ended.map(plain));
    intro
}

fn ended(survey: &Survey, filter: &Filter, day: NaiveDate) -> Option<String> {
    let body = survey.bodies.get(filter.asked.body?);
    let successors: Vec<&str> = survey
        .bodies
        .successors(body.id, day)
        .iter()
        .map(|&id| survey.bodies.name(id))
        .collect();
    let replaced = if successors.is_empty() {
        String::new()
    } else {
        format!(", replaced by {}", successors.join(" and "))
    };
    body.has_ended(day)
        .then(|| format!("{} has ended{replaced}.", body.name))
}
