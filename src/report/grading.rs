//! What the walk through a re-inspection shows: the list of what is due, one item, the summary.

use chrono::NaiveDate;

use super::listing::total;
use super::{Due, due, section, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, Total, plain};
use crate::domain::action::{Action, ActionOf, ActionState};
use crate::domain::body::Bodies;
use crate::domain::finding::Finding;
use crate::domain::partial_date::PartialDate;
use crate::domain::progress::Progress;
use crate::domain::recommendation::Recommendation;
use crate::domain::standing::Item;
use crate::domain::words::beginning;
use crate::error::Result;
use crate::store::{Inspection, Store};

/// How much of an answer or finding stands in the one line that each has.
const ONE_LINE: usize = 60;

const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];

const DUE: [Column; 5] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::new("addressee", "Addressed to"),
    Column::new("published_on", "Published"),
    Column::new("progress", "Marked here"),
];

/// Returns what an inspection may grade as two sections, with what it has graded already.
pub fn due_list(
    store: &Store,
    inspection: &Inspection,
    today: NaiveDate,
    all: bool,
) -> Result<Document> {
    let Due { own, others } = due(store, inspection, today, all)?;
    let marked = Marked::at(store, inspection)?;
    let bodies = store.bodies()?;
    let rows = |items: &[Item]| {
        items
            .iter()
            .map(|item| row(&bodies, &marked, item))
            .collect()
    };
    let mut document = untitled(store, "due", format!("Due at {}", inspection.code))?;
    let still = |item: &&Item| marked.grade(item).is_none();
    document.intro = vec![plain("Sorted by age, the oldest first.")];
    document.totals = vec![
        total("due", "Due", own.len() + others.len()),
        total(
            "not_marked",
            "Not marked yet",
            own.iter().chain(&others).filter(still).count(),
        ),
    ];
    document.sections = vec![
        titled("own", "Of this unit and its region", rows(&own)),
        titled(
            "others",
            "Asked above the region, or of it by reports about others",
            rows(&others),
        ),
    ];
    Ok(document)
}

fn titled(key: &'static str, heading: &str, rows: Vec<Vec<Cell>>) -> Section {
    section(key, Some(heading), Layout::Table, &DUE, rows)
}

fn row(bodies: &Bodies, marked: &Marked, item: &Item) -> Vec<Cell> {
    vec![
        Cell::Reference(item.reference.clone()),
        Cell::Text(item.words.clone()),
        Cell::Text(bodies.name(item.addressee).to_owned()),
        Cell::Date(item.published),
        Cell::text_or_nothing(marked.grade(item).map(Progress::words)),
    ]
}

/// What an inspection has marked so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    findings: Vec<Finding>,
}

impl Marked {
    /// Reads what an inspection has marked.
    pub fn at(store: &Store, inspection: &Inspection) -> Result<Marked> {
        Ok(Marked {
            findings: store.findings_at(inspection.id)?,
        })
    }

    /// Returns the grade of an item, where it is marked.
    pub fn grade(&self, item: &Item) -> Option<Progress> {
        let covers = |finding: &&Finding| {
            let mut covered = finding.covers.iter();
            covered.any(|covered| covered.recommendation_id == item.recommendation_id)
        };
        self.findings
            .iter()
            .find(covers)
            .map(|found| found.progress)
    }
}

/// Returns one item with a line each for what was answered, done and found last.
pub fn to_grade(store: &Store, recommendation: &Recommendation, place: &str) -> Result<Document> {
    let title = format!("{place}: {}", recommendation.reference());
    let mut document = untitled(store, "grade", title)?;
    document.intro = vec![plain(recommendation.words.clone())];
    let facts = [
        ("Asked of", asked_of(store, recommendation)?),
        ("Answer", answer(store, recommendation)?),
        ("Actions", actions(store, recommendation)?),
        ("Last finding", last_finding(store, recommendation)?),
    ];
    let rows = facts.map(|(name, value)| vec![Cell::Text(name.to_owned()), Cell::Text(value)]);
    document.sections = vec![section("facts", None, Layout::Facts, &FACTS, rows.to_vec())];
    Ok(document)
}

/// How many actions there are, and how many of them their owners call what.
fn actions(store: &Store, recommendation: &Recommendation) -> Result<String> {
    let of = ActionOf::Recommendation(recommendation.id);
    let actions = store.actions_under(of, NaiveDate::MAX)?;
    if actions.is_empty() {
        return Ok("none recorded".to_owned());
    }
    let said = |action: &Action| action.newest_update().map(|update| update.state);
    let counts = ActionState::ALL.into_iter().map(|state| {
        let count = actions
            .iter()
            .filter(|action| said(action) == Some(state))
            .count();
        (count, state.words())
    });
    let silent = actions
        .iter()
        .filter(|action| said(action).is_none())
        .count();
    let counts: Vec<String> = counts
        .chain([(silent, "without a word")])
        .filter(|(count, _)| *count > 0)
        .map(|(count, state)| format!("{count} {state}"))
        .collect();
    Ok(format!(
        "{} (owners say: {})",
        actions.len(),
        counts.join(", ")
    ))
}

fn asked_of(store: &Store, recommendation: &Recommendation) -> Result<String> {
    let bodies = store.bodies()?;
    let names: Vec<&str> = recommendation
        .addressees
        .iter()
        .map(|&body| bodies.name(body))
        .collect();
    Ok(names.join(" and "))
}

fn answer(store: &Store, recommendation: &Recommendation) -> Result<String> {
    let newest = store.responses_of(recommendation.id)?.pop();
    Ok(newest.map_or("none recorded".to_owned(), |response| {
        let words = beginning(&response.words, ONE_LINE);
        format!(
            "{} ({}): {words}",
            response.answer.words(),
            response.answered_on.for_people()
        )
    }))
}

/// Returns the newest finding that is published: drafts come last and date from nothing yet.
fn last_finding(store: &Store, recommendation: &Recommendation) -> Result<String> {
    for finding in store.findings_of(recommendation.id)?.into_iter().rev() {
        let inspection = store.inspection_of_id(finding.inspection_id)?;
        if inspection.facts.published_on.is_some() {
            let words = beginning(&finding.words, ONE_LINE);
            return Ok(format!(
                "{} ({}): {words}",
                finding.progress.printed(),
                inspection.code
            ));
        }
    }
    Ok("none".to_owned())
}

/// Returns the counts of what was marked by grade, and what of it is still due.
pub fn marked_so_far(
    store: &Store,
    inspection: &Inspection,
    remaining: &[Item],
) -> Result<Document> {
    let marked = Marked::at(store, inspection)?;
    let date = inspection.facts.published_on.map(PartialDate::for_people);
    let published = date.map_or("a draft".to_owned(), |date| format!("published {date}"));
    let mut document = untitled(store, "marked", format!("{}, {published}", inspection.code))?;
    document.totals = grades(&marked.findings);
    document
        .totals
        .push(total("remaining", "Not marked yet", remaining.len()));
    if !remaining.is_empty() {
        // Their references in a row: a table of them would push the counts off the screen.
        let references = remaining.iter().map(|item| item.reference.clone());
        let row = vec![
            Cell::Text("What remains".to_owned()),
            Cell::List(references.collect()),
        ];
        document.sections = vec![section("remaining", None, Layout::Facts, &FACTS, vec![row])];
    }
    Ok(document)
}

fn grades(findings: &[Finding]) -> Vec<Total> {
    let count = |grade: Progress| {
        let graded = findings.iter().filter(|finding| finding.progress == grade);
        graded.map(|finding| finding.covers.len()).sum()
    };
    Progress::ALL
        .into_iter()
        .map(|grade| {
            total(
                &grade.words().replace(' ', "_"),
                grade.printed(),
                count(grade),
            )
        })
        .collect()
}
