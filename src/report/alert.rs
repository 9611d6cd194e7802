//! `show` of an organisational alert: its concerns and what the service announced.

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::error::Result;
use crate::store::{Inspection, Store};

/// Returns an organisational alert with its concerns and what the service announced.
pub fn alert(store: &Store, inspection: &Inspection, id: i64) -> Result<Document> {
    const CONCERNS: [Column; 2] = [
        Column::new("number", "No"),
        Column::new("concern", "Concern"),
    ];
    const RESPONSES: [Column; 4] = [
        Column::new("reference", "Reference"),
        Column::new("announced", "What the service announced"),
        Column::new("state", "State"),
        Column::new("said_on", "As of"),
    ];
    let found = store
        .alerts(inspection.id)?
        .into_iter()
        .find(|alert| alert.id == id);
    let alert = found.expect("the alert was found by its number");
    let mut document = untitled(
        store,
        "alert",
        format!("Organisational alert {}", alert.reference),
    )?;
    document.intro = vec![plain(alert.words)];
    let concerns = (1..)
        .zip(alert.concerns)
        .map(|(number, words)| vec![Cell::Number(number), Cell::Text(words)]);
    let responses =
        (1..)
            .zip(alert.responses)
            .map(|(number, (words, state, said_on)): (i64, _)| {
                vec![
                    Cell::Reference(format!("{}.{number}", alert.reference)),
                    Cell::Text(words),
                    Cell::text_or_nothing(state),
                    Cell::date_or_nothing(said_on),
                ]
            });
    document.sections = vec![
        section(
            "concerns",
            Some("Concerns"),
            Layout::Table,
            &CONCERNS,
            concerns.collect(),
        ),
        section(
            "responses",
            Some("Responses"),
            Layout::Table,
            &RESPONSES,
            responses.collect(),
        ),
    ];
    Ok(document)
}
