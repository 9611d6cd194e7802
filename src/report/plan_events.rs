//! The plan's part of a story: what owners undertook and said, every move of a date, what was escalated.

use chrono::NaiveDate;

use super::event::{Event, read_in};
use super::plan::completed_late;
use crate::domain::action::{Action, ActionOf, ActionState, Update};
use crate::domain::escalation::{Escalated, Escalation};
use crate::domain::evidence::{Evidence, Shown};
use crate::domain::partial_date::PartialDate;
use crate::domain::target::{SlipReason, Target};
use crate::error::Result;
use crate::store::Store;

/// What owners said of each action under a recommendation or an alert, every move of a date, and
/// what was escalated: where nobody is named, by those whom all of it is asked of.
pub(super) fn plan_events(
    store: &Store,
    of: ActionOf,
    all: &str,
    day: NaiveDate,
) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    let evidence = store.evidence_of(of, day)?;
    for action in store.actions_under(of, day)? {
        events.extend(planned_event(store, &action)?);
        events.extend(target_events(store, &action)?);
        for update in &action.updates {
            events.push(update_event(store, &action, update, &evidence)?);
        }
    }
    for escalation in store.escalations_of(of)? {
        events.extend(escalation_events(store, &escalation, all)?);
    }
    Ok(events)
}

/// That an action was planned, where no target was set by then.
fn planned_event(store: &Store, action: &Action) -> Result<Option<Event>> {
    let Some(planned_on) = action.planned_on.filter(|_| is_planned_first(action)) else {
        return Ok(None);
    };
    Ok(Some(Event {
        on: Some(planned_on),
        who: owner(action),
        what: format!(
            "undertook {}, without a target date:\n{}",
            action.reference, action.words
        ),
        handle: action.reference.clone(),
        source: read_in(store, action.cited.as_ref())?,
    }))
}

/// Tells whether an action was planned before its first target was set.
fn is_planned_first(action: &Action) -> bool {
    let first = action.first_target().map(|target| target.set_on.last_day());
    let planned_on = action.planned_on.map(PartialDate::last_day);
    planned_on.is_some_and(|planned_on| first.is_none_or(|first| first > planned_on))
}

fn target_events(store: &Store, action: &Action) -> Result<Vec<Event>> {
    let owner = owner(action);
    let before = [None].into_iter().chain(action.targets.iter().map(Some));
    let event = |(before, target): (Option<&Target>, &Target)| {
        Ok(Event {
            on: Some(target.set_on),
            who: owner.clone(),
            what: match (before, target.reason) {
                (Some(before), Some(reason)) => moved(action, before, target, reason),
                _ => set(action, target),
            },
            handle: format!("#t{}", target.id),
            source: read_in(store, target.cited.as_ref())?,
        })
    };
    before.zip(&action.targets).map(event).collect()
}

/// Says that the first target was set, with what is to be done where that was not told before.
fn set(action: &Action, target: &Target) -> String {
    let (reference, until) = (&action.reference, target.due.in_a_sentence());
    if is_planned_first(action) {
        format!("set the first target date of {reference}: {until}")
    } else {
        format!("undertook {reference}, {until}:\n{}", action.words)
    }
}

fn moved(action: &Action, before: &Target, target: &Target, reason: SlipReason) -> String {
    let said = |before: &str, text: &Option<String>| {
        text.as_ref()
            .map(|text| format!("{before}{text}"))
            .unwrap_or_default()
    };
    format!(
        "moved {} from {} to {} ({reason}{}){}",
        action.reference,
        before.due.quoted(),
        target.due.quoted(),
        said(", asked by ", &target.asked_by),
        said(":\n", &target.note)
    )
}

/// Whose voice an update is.
fn owner(action: &Action) -> String {
    let owner = action.owner.clone();
    owner.unwrap_or_else(|| "The owner, not named".to_owned())
}

fn update_event(
    store: &Store,
    action: &Action,
    update: &Update,
    evidence: &[Evidence],
) -> Result<Event> {
    let note = update
        .note
        .as_ref()
        .map(|note| format!(":\n{note}"))
        .unwrap_or_default();
    let shown: Vec<String> = evidence
        .iter()
        .filter(|item| item.shown == Shown::ForUpdate(update.id))
        .map(|item| format!("\nShown by {} (#v{})", item.address, item.id))
        .collect();
    let none = if update.state == ActionState::Completed && shown.is_empty() {
        "\nNo evidence was given"
    } else {
        ""
    };
    Ok(Event {
        on: Some(update.said_on),
        who: owner(action),
        what: format!(
            "said that {} is {}{}{note}{}{none}",
            action.reference,
            update.state,
            completed_late(action, update),
            shown.concat()
        ),
        handle: format!("#u{}", update.id),
        source: read_in(store, update.cited.as_ref())?,
    })
}

fn escalation_events(store: &Store, escalation: &Escalation, all: &str) -> Result<Vec<Event>> {
    let bodies = store.bodies()?;
    let by = escalation.by.map(|body| bodies.name(body));
    let by = by.unwrap_or(all).to_owned();
    let to = bodies.name(escalation.to);
    let what = match escalation.of {
        Escalated::Recommendation(_) => "it".to_owned(),
        Escalated::Action(id) => store.action(id)?.reference,
    };
    let handle = || format!("#e{}", escalation.id);
    let mut events = vec![Event {
        on: Some(escalation.raised_on.into()),
        who: by,
        what: format!("escalated {what} to {to}:\n{}", escalation.reason),
        handle: handle(),
        source: None,
    }];
    if let Some(ended) = &escalation.ended {
        let words = ended.words.as_ref().map(|words| format!(":\n{words}"));
        events.push(Event {
            on: Some(ended.on.into()),
            who: to.to_owned(),
            what: format!(
                "{} the escalation of {what}{}",
                ended.outcome,
                words.unwrap_or_default()
            ),
            handle: handle(),
            source: None,
        });
    }
    Ok(events)
}
