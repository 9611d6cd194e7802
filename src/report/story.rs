//! `show`: the whole story of one recommendation in date order, each voice named, each fact with its handle.

use chrono::NaiveDate;

use super::beside::beside;
use super::event::{self, Event};
use super::item::found;
use super::plan::plan_in_words;
use super::plan_events::plan_events;
use super::step;
use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::domain::action::ActionOf;
use crate::domain::body::Bodies;
use crate::domain::closure::Closure;
use crate::domain::finding::Finding;
use crate::domain::inspection::InspectionKind;
use crate::domain::recommendation::{Cited, Recommendation};
use crate::domain::response::Response;
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Inspection, Store, Survey};

const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];

pub(super) const INSPECTORATE: &str = "The inspectorate";

const SERVICE: &str = "HMPPS";

/// Returns the story of a recommendation, with how it stands on a day.
pub fn story(store: &Store, recommendation: &Recommendation, day: NaiveDate) -> Result<Document> {
    let reference = recommendation.reference();
    let mut document = untitled(store, "show", reference)?;
    document.as_at = Some(day.into());
    document.intro = vec![plain(recommendation.words.clone())];
    let made = store.inspection_of_id(recommendation.inspection_id)?;
    let survey = store.survey_of(recommendation.id, day)?;
    let mut events = vec![made_event(store, recommendation, &made)?];
    for finding in store.findings_of(recommendation.id)? {
        events.push(finding_event(store, &finding)?);
    }
    let bodies = store.bodies()?;
    let responses = store.responses_of(recommendation.id)?;
    for response in responses {
        events.push(response_event(store, &bodies, response)?);
    }
    events.extend(
        store
            .closures_of(recommendation.id)?
            .into_iter()
            .map(closure_event),
    );
    let addressees = recommendation.addressees.iter();
    let addressees: Vec<&str> = addressees.map(|&body| bodies.name(body)).collect();
    let of = ActionOf::Recommendation(recommendation.id);
    events.extend(plan_events(store, of, &addressees.join(" and "), day)?);
    document.sections = vec![
        section(
            "facts",
            None,
            Layout::Facts,
            &FACTS,
            facts(store, recommendation, &made, &survey)?,
        ),
        event::told(events, day),
    ];
    let steps = step::of_recommendation(&survey, &survey.lines(), recommendation.id);
    if !steps.is_empty() {
        let rows = steps.iter().map(|step| step::cells(step, day)).collect();
        let actions = section(
            "actions",
            Some("Actions"),
            Layout::Table,
            &step::COLUMNS,
            rows,
        );
        document.sections.insert(1, actions);
    }
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
    survey: &Survey,
) -> Result<Vec<Vec<Cell>>> {
    let bodies = &survey.bodies;
    let names: Vec<&str> = recommendation
        .addressees
        .iter()
        .map(|&body| bodies.name(body))
        .collect();
    let mut facts = vec![fact("Addressed to", names.join(" and "))];
    facts.push(fact("Made by", made_by(store, made)?));
    facts.extend(standings(survey));
    let themes = store.themes_of(recommendation.id)?;
    if !themes.is_empty() {
        facts.push(fact("Themes", themes.join("; ")));
    }
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

/// How it stands on the day, for each addressee and holder: what was found, what was answered, what is next.
fn standings(survey: &Survey) -> Vec<Vec<Cell>> {
    let lines = survey.lines();
    if lines.is_empty() {
        return vec![fact("On this day", "Not published yet")];
    }
    let (mut facts, mut plans) = (Vec::new(), Vec::new());
    for line in &lines {
        let holder = survey.bodies.name(line.standing.holder);
        let state = match line.standing.state {
            State::Outstanding => "Outstanding",
            State::Sufficient => "Settled",
            State::Closed => "Closed",
            State::Carried => "Carried by a plan",
        };
        let found = found(&survey.bodies, &line.standing);
        facts.push(fact(
            &format!("Under {holder}"),
            format!("{state}: {found}"),
        ));
        plans.push((holder, plan_in_words(survey, line)));
    }
    // What holds for all is said once.
    plans.dedup_by(|one, other| one.1 == other.1);
    let is_for_all = plans.len() == 1;
    facts.extend(plans.into_iter().map(|(holder, plan)| {
        let name = format!("Answer and plan, {holder}");
        fact(if is_for_all { "Answer and plan" } else { &name }, plan)
    }));
    facts
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
        source: event::read_in(store, recommendation.cited.as_ref())?,
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
        source: event::read_in(store, finding.cited.as_ref())?,
    })
}

fn response_event(store: &Store, bodies: &Bodies, response: Response) -> Result<Event> {
    let source = event::read_in(store, response.cited.as_ref())?;
    let only_for = response
        .body_id
        .map(|body| format!(" for {}", bodies.name(body)));
    let reason = response
        .reason
        .map(|reason| format!(" ({})", reason.words()))
        .unwrap_or_default();
    let part = response
        .part
        .map(|part| format!(", this part: {part}"))
        .unwrap_or_default();
    Ok(Event {
        on: Some(response.answered_on),
        who: SERVICE.to_owned(),
        what: format!(
            "{}{}{reason}{part}:\n{}",
            response.answer,
            only_for.unwrap_or_default(),
            response.words
        ),
        handle: format!("#r{}", response.id),
        source,
    })
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

/// Returns where a fact was read, with the whole hash of the file.
fn place_and_hash(store: &Store, cited: Option<&Cited>) -> Result<Option<String>> {
    let Some(cited) = cited else {
        return Ok(None);
    };
    let place = event::place_of(store, cited)?;
    let hash = store.source(cited.source_id)?.sha256;
    Ok(Some(match hash {
        Some(hash) => format!("{place} (SHA-256 {hash})"),
        None => place,
    }))
}
