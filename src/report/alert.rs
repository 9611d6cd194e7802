//! `show` of an organisational alert: its concerns and what the service announced.

use chrono::NaiveDate;

use super::step::target;
use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::domain::action::ActionOf;
use crate::error::Result;
use crate::store::{Inspection, Store};

/// Returns an organisational alert with its concerns and what the service announced, as it stood on a day.
pub fn alert(store: &Store, inspection: &Inspection, id: i64, day: NaiveDate) -> Result<Document> {
    const CONCERNS: [Column; 2] = [
        Column::new("number", "No"),
        Column::new("concern", "Concern"),
    ];
    const RESPONSES: [Column; 6] = [
        Column::new("reference", "Reference"),
        Column::new("announced", "What the service announced"),
        Column::new("owner", "Responsible Owner"),
        Column::new("target", "Target date"),
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
    let actions = store.actions_under(ActionOf::Alert(id), day)?;
    let responses = actions.iter().map(|action| {
        let newest = action.newest_update();
        vec![
            Cell::Reference(action.reference.clone()),
            Cell::Text(action.words.clone()),
            Cell::text_or_nothing(action.owner.clone()),
            target(action),
            Cell::text_or_nothing(newest.map(|update| update.state.words())),
            Cell::date_or_nothing(newest.map(|update| update.said_on)),
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
