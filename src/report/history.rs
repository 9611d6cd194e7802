//! `log` and `check`.

use std::collections::BTreeSet;

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, Paragraph, plain};
use crate::domain::partial_date::PartialDate;
use crate::error::Result;
use crate::store::{LogEntry, Problem, Store};

/// Which changes a history tells. Everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Recorded on or after this date
    pub since: Option<PartialDate>,
    /// Of this recommendation, alert, action or fact, as it was typed
    pub item: Option<String>,
    /// Recorded by this person
    pub by: Option<String>,
    /// At most so many, the newest
    pub most: Option<usize>,
}

impl LogFilter {
    /// Tells whether a change is one of these; `about` has those that touched the item.
    fn takes(&self, entry: &LogEntry, about: Option<&BTreeSet<i64>>) -> bool {
        // An instant begins with its day.
        let first = self.since.map(|since| since.first_day().to_string());
        let by = |by: &String| entry.who.to_lowercase() == by.trim().to_lowercase();
        first.is_none_or(|first| entry.at >= first)
            && self.by.as_ref().is_none_or(by)
            && about.is_none_or(|about| about.contains(&entry.number))
    }

    /// Says each filter, the item by its reference in full; the keys are those of `--format json`.
    fn in_words(&self, item: Option<String>) -> Vec<(&'static str, String)> {
        let LogFilter {
            since,
            item: _,
            by,
            most,
        } = self;
        let words = [
            ("recorded_since", since.map(|since| since.for_people())),
            ("item", item),
            ("recorded_by", by.clone()),
            ("at_most", most.map(|most| most.to_string())),
        ];
        let given = |(key, words): (&'static str, Option<String>)| Some((key, words?));
        words.into_iter().filter_map(given).collect()
    }
}

/// Returns the history in sentences, the newest change first.
pub fn log(store: &Store, filter: &LogFilter) -> Result<Document> {
    const COLUMNS: [Column; 7] = [
        Column::new("change", "Change"),
        Column::new("at", "When (UTC)"),
        Column::new("who", "Who"),
        Column::in_data("command", "Command"),
        Column::new("summary", "What"),
        Column::in_data("why", "Why"),
        Column::in_data("undone_by", "Taken back by"),
    ];
    let mut document = untitled(store, "log", "History".to_owned())?;
    let item = filter.item.as_deref();
    let (item, about) = item
        .map(|item| store.changes_about(item))
        .transpose()?
        .unzip();
    document.filters = filter.in_words(item);
    let rows = store
        .log()?
        .into_iter()
        .filter(|entry| filter.takes(entry, about.as_ref()))
        .take(filter.most.unwrap_or(usize::MAX))
        .map(|entry| {
            let undone = entry
                .undone_by
                .map(|by| format!(" [taken back by change {by}]"))
                .unwrap_or_default();
            let why = entry
                .why
                .as_ref()
                .map(|why| format!(" – {why}"))
                .unwrap_or_default();
            vec![
                Cell::Number(entry.number),
                Cell::Text(entry.at.replace('T', " ").replace('Z', "")),
                Cell::Text(entry.who),
                Cell::Text(entry.command),
                Cell::Text(format!("{}{why}{undone}", entry.summary)),
                Cell::text_or_nothing(entry.why),
                entry.undone_by.map_or(Cell::Nothing, Cell::Number),
            ]
        });
    document.sections = vec![section(
        "changes",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}

/// What was found of the evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookedAt {
    /// How many files were looked at
    pub files: usize,
    /// How many addresses were not
    pub addresses: usize,
    /// The files that are gone or were changed, each in a sentence
    pub faults: Vec<String>,
}

impl LookedAt {
    fn in_words(&self) -> Paragraph {
        let files = count(self.files, "file", "files");
        let found = match self.faults.len() {
            0 => "all as recorded".to_owned(),
            faults => format!("{faults} gone or changed since they were shown"),
        };
        let addresses = match self.addresses {
            0 => String::new(),
            some => format!("; {} not looked at", count(some, "address", "addresses")),
        };
        plain(format!("Evidence: {files}, {found}{addresses}."))
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Returns what a check found, in a document that says what was checked.
pub fn check(store: &Store, problems: &[Problem], looked: Option<&LookedAt>) -> Result<Document> {
    const COLUMNS: [Column; 2] = [
        Column::new("of", "In"),
        Column::new("problem", "What is wrong"),
    ];
    let mut document = untitled(store, "check", "Check of the register".to_owned())?;
    document.intro = vec![plain(
        "Checked: the file, the schema, the references between rows, and every row against the sealed history.",
    )];
    document.intro.push(plain(match problems {
        [] if looked.is_some_and(|looked| !looked.faults.is_empty()) => {
            "The register itself is as it was recorded."
        }
        [] => "No problem was found.",
        _ => "Keep the file as it is, restore a copy from before, and compare the two with `annexe log`.",
    }));
    document.intro.extend(looked.map(LookedAt::in_words));
    let faults = looked.map_or(&[][..], |looked| &looked.faults);
    let problems = problems.iter().map(|problem| (problem.of, &problem.what));
    let faults = faults.iter().map(|fault| ("evidence", fault));
    let rows = problems
        .chain(faults)
        .map(|(of, what)| vec![Cell::Text(of.to_owned()), Cell::Text(what.clone())]);
    document.sections = vec![section(
        "problems",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}
