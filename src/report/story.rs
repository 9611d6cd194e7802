//! `show`: the whole story of one recommendation in date order, each voice named, each fact with its handle.

use chrono::NaiveDate;

use super::beside::beside;
use super::item::found;
use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::domain::action::{Action, ActionOf, ActionState, Update};
use crate::domain::closure::Closure;
use crate::domain::escalation::Escalation;
use crate::domain::evidence::{Evidence, Shown};
use crate::domain::finding::Finding;
use crate::domain::inspection::InspectionKind;
use crate::domain::partial_date::PartialDate;
use crate::domain::recommendation::{Cited, Recommendation};
use crate::domain::response::Response;
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Inspection, Store};

const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];

const EVENTS: [Column; 6] = [
    Column::new("date", "Date"),
    Column::new("who", "Who said it"),
    Column::on_paper("what_and_where", "What"),
    Column::in_data("what", "What"),
    Column::new("handle", "Handle"),
    Column::in_data("source", "Read in"),
];

const INSPECTORATE: &str = "The inspectorate";

const SERVICE: &str = "HMPPS";

/// One dated fact of the story. A draft's facts have no date yet and come last.
struct Event {
    on: Option<PartialDate>,
    who: String,
    what: String,
    handle: String,
    source: Option<String>,
}

/// Returns the story of a recommendation, with how it stands on a day.
pub fn story(store: &Store, recommendation: &Recommendation, day: NaiveDate) -> Result<Document> {
    let reference = recommendation.reference();
    let mut document = untitled(store, "show", reference)?;
    document.as_at = Some(day.into());
    document.intro = vec![plain(recommendation.words.clone())];
    let made = store.inspection_of_id(recommendation.inspection_id)?;
    let mut events = vec![made_event(store, recommendation, &made)?];
    for finding in store.findings_of(recommendation.id)? {
        events.push(finding_event(store, &finding)?);
    }
    events.extend(
        store
            .responses_of(recommendation.id)?
            .into_iter()
            .map(response_event),
    );
    events.extend(
        store
            .closures_of(recommendation.id)?
            .into_iter()
            .map(closure_event),
    );
    events.extend(plan_events(store, recommendation)?);
    // Drafts have no date yet: they are shown, marked, and count nowhere.
    events.retain(|event| event.on.is_none_or(|on| on.last_day() <= day));
    events.sort_by_key(|event| (event.on.is_none(), event.on.map(PartialDate::last_day)));
    document.sections = vec![
        section(
            "facts",
            None,
            Layout::Facts,
            &FACTS,
            facts(store, recommendation, &made, day)?,
        ),
        section(
            "story",
            Some("What was said, in order of date"),
            Layout::Table,
            &EVENTS,
            events.into_iter().map(cells).collect(),
        ),
    ];
    document
        .sections
        .extend(beside(store, recommendation, day)?);
    Ok(document)
}

fn fact(name: &str, value: impl Into<String>) -> Vec<Cell> {
    vec![Cell::Text(name.to_owned()), Cell::Text(value.into())]
}

fn facts(
    store: &Store,
    recommendation: &Recommendation,
    made: &Inspection,
    day: NaiveDate,
) -> Result<Vec<Vec<Cell>>> {
    let bodies = store.bodies()?;
    let names: Vec<&str> = recommendation
        .addressees
        .iter()
        .map(|&body| bodies.name(body))
        .collect();
    let mut facts = vec![fact("Addressed to", names.join(" and "))];
    facts.push(fact("Made by", made_by(store, made)?));
    facts.extend(standings(store, recommendation, day)?);
    if let Some(source) = place_and_hash(store, recommendation.cited.as_ref())? {
        facts.push(fact("Read in", source));
    }
    if let Some(printed) = recommendation
        .printed_number
        .as_ref()
        .filter(|printed| **printed != recommendation.number)
    {
        facts.push(fact("Printed number", printed.clone()));
    }
    Ok(facts)
}

fn made_by(store: &Store, made: &Inspection) -> Result<String> {
    let bodies = store.bodies()?;
    let of = made.body_id.map(|body| bodies.name(body).to_owned());
    let title = of
        .or_else(|| made.facts.title.clone())
        .unwrap_or_else(|| "no one body".to_owned());
    let published = made
        .facts
        .published_on
        .map_or("not published yet".to_owned(), |date| {
            format!("published {}", date.for_people())
        });
    let through = made
        .known_through
        .as_ref()
        .map(|code| format!(", known through {code}"))
        .unwrap_or_default();
    Ok(format!(
        "{} ({title}, {}, {published}{through})",
        made.code, made.facts.kind
    ))
}

/// How it stands on the day, for each addressee and holder.
fn standings(
    store: &Store,
    recommendation: &Recommendation,
    day: NaiveDate,
) -> Result<Vec<Vec<Cell>>> {
    let survey = store.survey_of(recommendation.id, day)?;
    let lines = survey.lines();
    let mut facts: Vec<Vec<Cell>> = lines
        .iter()
        .map(|line| {
            let holder = survey.bodies.name(line.standing.holder);
            let state = match line.standing.state {
                State::Outstanding => "Outstanding",
                State::Sufficient => "Settled",
                State::Closed => "Closed",
                State::Carried => "Carried by a plan",
            };
            fact(
                &format!("Under {holder}"),
                format!("{state}: {}", found(&survey.bodies, &line.standing)),
            )
        })
        .collect();
    if facts.is_empty() {
        facts.push(fact("On this day", "Not published yet"));
    }
    Ok(facts)
}

fn made_event(store: &Store, recommendation: &Recommendation, made: &Inspection) -> Result<Event> {
    let is_plan = made.facts.kind == InspectionKind::Plan;
    Ok(Event {
        on: made.facts.published_on,
        who: if is_plan { SERVICE } else { INSPECTORATE }.to_owned(),
        what: format!(
            "{} in {}",
            if is_plan {
                "planned it"
            } else {
                "recommended it"
            },
            made.code
        ),
        handle: recommendation.reference(),
        source: place_of(store, recommendation.cited.as_ref())?,
    })
}

fn finding_event(store: &Store, finding: &Finding) -> Result<Event> {
    let inspection = store.inspection_of_id(finding.inspection_id)?;
    let bodies = store.bodies()?;
    let place = inspection
        .body_id
        .map(|body| format!(" at {}", bodies.name(body)))
        .unwrap_or_default();
    let draft = if inspection.facts.published_on.is_none() {
        " (draft, not published)"
    } else {
        ""
    };
    let remark = finding
        .remark
        .as_ref()
        .map(|remark| format!("\nRemark: {remark}"))
        .unwrap_or_default();
    let printed = finding
        .printed_progress
        .as_ref()
        .filter(|printed| !printed.eq_ignore_ascii_case(finding.progress.words()));
    let printed = printed
        .map(|printed| format!(", printed as “{printed}”"))
        .unwrap_or_default();
    Ok(Event {
        on: inspection.facts.published_on,
        who: INSPECTORATE.to_owned(),
        what: format!(
            "found {}{place} ({}){draft}{printed}:\n{}{remark}",
            finding.progress, inspection.code, finding.words
        ),
        handle: format!("#f{}", finding.id),
        source: place_of(store, finding.cited.as_ref())?,
    })
}

fn response_event(response: Response) -> Event {
    let reason = response
        .reason
        .map(|reason| format!(" ({})", reason.words()))
        .unwrap_or_default();
    let part = response
        .part
        .map(|part| format!(", this part: {part}"))
        .unwrap_or_default();
    Event {
        on: Some(response.answered_on),
        who: SERVICE.to_owned(),
        what: format!("{}{reason}{part}:\n{}", response.answer, response.words),
        handle: format!("#r{}", response.id),
        source: None,
    }
}

fn closure_event(closure: Closure) -> Event {
    Event {
        on: Some(closure.decided_on),
        who: closure.decided_by,
        what: format!("{}: {}", closure.decision, closure.reason),
        handle: format!("#c{}", closure.id),
        source: None,
    }
}

/// What owners said of each action, every move of a date, and what was escalated.
fn plan_events(store: &Store, recommendation: &Recommendation) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    let evidence = store.evidence_of(recommendation.id)?;
    for action in
        store.actions_under(ActionOf::Recommendation(recommendation.id), NaiveDate::MAX)?
    {
        events.extend(target_events(&action));
        events.extend(
            action
                .updates
                .iter()
                .map(|update| update_event(&action, update, &evidence)),
        );
    }
    for escalation in store.escalations_of(recommendation.id)? {
        events.extend(escalation_events(store, &escalation)?);
    }
    Ok(events)
}

fn target_events(action: &Action) -> Vec<Event> {
    let owner = action
        .owner
        .clone()
        .unwrap_or_else(|| "The service".to_owned());
    let mut before: Option<String> = None;
    let mut events = Vec::new();
    for target in &action.targets {
        let what = match (&before, target.reason) {
            (Some(before), Some(reason)) => {
                let note = target
                    .note
                    .as_ref()
                    .map(|note| format!(": {note}"))
                    .unwrap_or_default();
                let asked = target
                    .asked_by
                    .as_ref()
                    .map(|who| format!(", asked by {who}"))
                    .unwrap_or_default();
                format!(
                    "moved {} from {before} to {} ({reason}{asked}){note}",
                    action.reference, target.due
                )
            }
            _ => format!(
                "undertook {} by {}:\n{}",
                action.reference, target.due, action.words
            ),
        };
        before = Some(target.due.to_string());
        let (on, who) = (Some(target.set_on), owner.clone());
        events.push(Event {
            on,
            who,
            what,
            handle: format!("#t{}", target.id),
            source: None,
        });
    }
    events
}

fn update_event(action: &Action, update: &Update, evidence: &[Evidence]) -> Event {
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
    Event {
        on: Some(update.said_on),
        who: action
            .owner
            .clone()
            .unwrap_or_else(|| "The owner".to_owned()),
        what: format!(
            "said that {} is {}{note}{}{none}",
            action.reference,
            update.state,
            shown.concat()
        ),
        handle: format!("#u{}", update.id),
        source: None,
    }
}

fn escalation_events(store: &Store, escalation: &Escalation) -> Result<Vec<Event>> {
    let bodies = store.bodies()?;
    let by = escalation.by.map_or("The addressee".to_owned(), |body| {
        bodies.name(body).to_owned()
    });
    let to = bodies.name(escalation.to);
    let handle = || format!("#e{}", escalation.id);
    let mut events = vec![Event {
        on: Some(escalation.raised_on.into()),
        who: by,
        what: format!("escalated it to {to}:\n{}", escalation.reason),
        handle: handle(),
        source: None,
    }];
    if let Some((outcome, ended_on)) = escalation.ended {
        events.push(Event {
            on: Some(ended_on.into()),
            who: to.to_owned(),
            what: format!("{outcome} the escalation"),
            handle: handle(),
            source: None,
        });
    }
    Ok(events)
}

fn cells(event: Event) -> Vec<Cell> {
    let Event {
        on,
        who,
        what,
        handle,
        source,
    } = event;
    // A fact that was typed has no source: who recorded it stands in the log.
    let read_in = source.as_ref().map(|source| format!("\nRead in {source}"));
    vec![
        on.map_or(Cell::Text("no date yet".to_owned()), Cell::Date),
        Cell::Text(who),
        Cell::Text(format!("{what}{}", read_in.unwrap_or_default())),
        Cell::Text(what),
        Cell::Reference(handle),
        Cell::text_or_nothing(source),
    ]
}

/// Returns where a fact was read: `report.txt:112`.
fn place_of(store: &Store, cited: Option<&Cited>) -> Result<Option<String>> {
    let Some(Cited { source_id, place }) = cited else {
        return Ok(None);
    };
    let name = store.source(*source_id)?.name;
    Ok(Some(if place.is_empty() {
        name
    } else {
        format!("{name}:{place}")
    }))
}

/// Returns the same with the hash of the file.
fn place_and_hash(store: &Store, cited: Option<&Cited>) -> Result<Option<String>> {
    let Some(place) = place_of(store, cited)? else {
        return Ok(None);
    };
    let hash = cited
        .map(|cited| store.source(cited.source_id))
        .transpose()?
        .and_then(|source| source.sha256);
    Ok(Some(hash.map_or(place.clone(), |hash| {
        format!("{place} (SHA-256 {hash})")
    })))
}
