//! Action plans: a table in which each recommendation stands with its answer and what is to be done.
//!
//! A file is an action plan when it has such a table and makes no recommendations beside it: a report
//! that prints a plan again in an annexe stays a report.

mod actions;
mod answer;
mod apart;
mod blocks;
pub(super) mod cell;
mod entry;
pub(super) mod facts;
mod header;
mod markers;
mod owner;
pub(super) mod pairing;
mod rows;
mod state;
mod table;
mod target;

use crate::domain::draft::{DraftNote, Place, Source};
use crate::domain::plan_draft::PlanDraft;
use crate::domain::words::folded;
use crate::import::container::Text;
use crate::import::container::line::Line;
use header::Holds;
use table::{Table, tables};

/// Reads an action plan; nothing where the lines are none, or are a report.
pub fn read(text: &Text, source: &Source) -> Option<PlanDraft> {
    let tables = tables(&text.lines);
    let plans: Vec<&Table> = tables
        .iter()
        .filter(|table| header::of_table(table).is_some())
        .collect();
    let first = plans.first()?.first;
    let facts = facts::read(&text.lines, &tables, first);
    if is_a_report(text, &tables, source) {
        return None;
    }
    let mut reading = Reading {
        notes: text.notes.clone(),
    };
    let entries = rows::entries(&text.lines, &tables, &mut reading);
    if entries.is_empty() {
        return None;
    }
    let mut draft = PlanDraft {
        title: facts.title,
        answers: facts.answers,
        said_on: facts.said_on,
        ..PlanDraft::of(source.clone())
    };
    for entry in entries {
        let mut row = blocks::row(entry, draft.rows.len(), &mut reading);
        row.about.published_on = facts.published_on;
        draft.rows.push(row);
    }
    draft.notes = reading.notes;
    Some(draft)
}

/// Reads an action plan whose form a workbook holds: under the title of one, a table with a column
/// for the answer and one for what was done. Other sheets are trackers, whose columns a mapping names.
pub fn read_form(text: &Text, source: &Source) -> Option<PlanDraft> {
    let is_form = |table: &Table| {
        header::of_table(table).is_some_and(|(_, header)| {
            header.at(Holds::Answer).is_some()
                && header.at(Holds::Both).is_some()
                && header.at(Holds::Status).is_none()
        })
    };
    let forms: Vec<Table> = tables(&text.lines).into_iter().filter(is_form).collect();
    let titled = |line: &Line| line.row.is_none() && folded(&line.text).contains("action plan");
    if forms.is_empty() || !text.lines.iter().any(titled) {
        return None;
    }
    // A sheet without the columns of the form is another thing, such as the definitions.
    let is_of_form = |at: usize| {
        forms
            .iter()
            .any(|form| (form.first..=form.last).contains(&at))
    };
    let mut form = text.clone();
    for (at, line) in form.lines.iter_mut().enumerate() {
        if line.row.is_some() && !is_of_form(at) {
            *line = Line::default();
        }
    }
    read(&form, source)
}

/// One sentence beside the tables may look like a recommendation; a list of them is a report's.
const OWN_RECOMMENDATIONS: usize = 2;

/// Tells whether the lines beside the tables make recommendations: then it is a report that prints a plan.
fn is_a_report(text: &Text, tables: &[Table], source: &Source) -> bool {
    let mut rest = text.clone();
    for table in tables
        .iter()
        .filter(|table| header::of_table(table).is_some())
    {
        for line in &mut rest.lines[table.first..=table.last] {
            line.text.clear();
            line.row = None;
        }
    }
    let report = crate::import::reading::report::read(rest, source.clone());
    report.is_ok_and(|report| {
        report.recommendations.len() >= OWN_RECOMMENDATIONS || !report.ratings.is_empty()
    })
}

/// What is noted while a plan is read.
#[derive(Default)]
struct Reading {
    notes: Vec<DraftNote>,
}

impl Reading {
    fn note(&mut self, words: impl Into<String>, row: Option<usize>, place: &Place) {
        self.notes.push(DraftNote {
            words: words.into(),
            about: row,
            place: place.clone(),
        });
    }
}

#[cfg(test)]
mod tests;
