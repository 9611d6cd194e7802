//! `show` of an organisational alert: its concerns, what the service announced, and what was said of that.

use chrono::NaiveDate;

use super::event::{self, Event};
use super::plan_events::plan_events;
use super::step::target;
use super::story::INSPECTORATE;
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
    document.intro = vec![plain(alert.words.clone())];
    let concerns = (1..)
        .zip(&alert.concerns)
        .map(|(number, words)| vec![Cell::Number(number), Cell::Text(words.clone())]);
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
        event::told(events(store, inspection, (id, &alert.reference), day)?, day),
    ];
    Ok(document)
}

/// What was said of the alert: that it was raised, and of each action under it.
fn events(
    store: &Store,
    inspection: &Inspection,
    (id, reference): (i64, &str),
    day: NaiveDate,
) -> Result<Vec<Event>> {
    let raised = Event {
        on: inspection.facts.published_on,
        who: INSPECTORATE.to_owned(),
        what: format!("reported it in {}", inspection.code),
        handle: reference.to_owned(),
        source: None,
    };
    let bodies = store.bodies()?;
    let inspected = inspection.body_id.map(|body| bodies.name(body));
    let all = inspected.unwrap_or(&inspection.code);
    let mut events = vec![raised];
    events.extend(plan_events(store, ActionOf::Alert(id), all, day)?);
    Ok(events)
}
