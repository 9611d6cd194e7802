//! `log` and `check`.

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::error::Result;
use crate::store::{Problem, Store};

/// Returns the history in sentences, the newest change first, at most so many.
pub fn log(store: &Store, most: Option<usize>) -> Result<Document> {
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
    let rows = store
        .log()?
        .into_iter()
        .take(most.unwrap_or(usize::MAX))
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

/// Returns what a check found, in a document that says what was checked.
pub fn check(store: &Store, problems: &[Problem]) -> Result<Document> {
    const COLUMNS: [Column; 2] = [
        Column::new("of", "In"),
        Column::new("problem", "What is wrong"),
    ];
    let mut document = untitled(store, "check", "Check of the register".to_owned())?;
    document.intro = vec![plain(
        "Checked: the file, the schema, the references between rows, and every row against the sealed history.",
    )];
    if problems.is_empty() {
        document.intro.push(plain("No problem was found."));
    } else {
        document.intro.push(plain(
            "Keep the file as it is, restore a copy from before, and compare the two with `annexe log`.",
        ));
    }
    let rows = problems.iter().map(|problem| {
        vec![
            Cell::Text(problem.of.to_owned()),
            Cell::Text(problem.what.clone()),
        ]
    });
    document.sections = vec![section(
        "problems",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}
