//! `show` of an organisational alert: its concerns and what the service announced.

use chrono::NaiveDate;

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::error::Result;
use crate::store::{AlertAction, Inspection, Store};

/// Returns an organisational alert with its concerns and what the service announced, as it stood on a day.
pub fn alert(store: &Store, inspection: &Inspection, id: i64, day: NaiveDate) -> Result<Document> {
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
    document.as_at = Some(day.into());
    let published = inspection.facts.published_on;
    if published.is_some_and(|date| date.last_day() > day) {
        document.intro = vec![plain("Not published on this day.")];
        return Ok(document);
    }
    document.intro = vec![plain(alert.words)];
    let concerns = (1..)
        .zip(alert.concerns)
        .map(|(number, words)| vec![Cell::Number(number), Cell::Text(words)]);
    let responses =
        (1..)
            .zip(alert.responses)
            .map(|(number, AlertAction { words, said }): (i64, _)| {
                let said = said.filter(|(_, said_on)| said_on.last_day() <= day);
                vec![
                    Cell::Reference(format!("{}.{number}", alert.reference)),
                    Cell::Text(words),
                    Cell::text_or_nothing(said.map(|(state, _)| state.words())),
                    Cell::date_or_nothing(said.map(|(_, said_on)| said_on)),
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
