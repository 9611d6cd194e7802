//! `show`: the whole story of one recommendation in date order, each voice named, each fact with its handle.

use chrono::NaiveDate;

use super::item::found;
use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, plain};
use crate::domain::closure::Closure;
use crate::domain::finding::Finding;
use crate::domain::partial_date::PartialDate;
use crate::domain::recommendation::{Cited, Recommendation};
use crate::domain::response::Response;
use crate::domain::scope::Asked;
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Inspection, Store};

const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];

const EVENTS: [Column; 5] = [
    Column::new("date", "Date"),
    Column::new("who", "Who said it"),
    Column::new("what", "What"),
    Column::new("handle", "Handle"),
    Column::in_data("source", "Source"),
];

const INSPECTORATE: &str = "The inspectorate";

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
    document.sections.extend(others(store, recommendation)?);
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
    if let Some(source) = source(store, recommendation.cited.as_ref())? {
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
    let survey = store.survey(
        Asked {
            body: None,
            exact: false,
        },
        day,
    )?;
    let lines = survey.lines();
    let mine = lines
        .iter()
        .filter(|line| line.item.recommendation_id == recommendation.id);
    let mut facts: Vec<Vec<Cell>> = mine
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
                format!("{state}. {}", found(&survey.bodies, &line.standing)),
            )
        })
        .collect();
    if facts.is_empty() {
        facts.push(fact("On this day", "Not published yet"));
    }
    Ok(facts)
}

fn made_event(store: &Store, recommendation: &Recommendation, made: &Inspection) -> Result<Event> {
    Ok(Event {
        on: made.facts.published_on,
        who: INSPECTORATE.to_owned(),
        what: format!("recommended it in {}", made.code),
        handle: recommendation.reference(),
        source: source(store, recommendation.cited.as_ref())?,
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
        source: source(store, finding.cited.as_ref())?,
    })
}

fn response_event(response: Response) -> Event {
    let reason = response
        .reason
        .map(|reason| format!(" ({})", reason.words()))
        .unwrap_or_default();
    Event {
        on: Some(response.answered_on),
        who: "HMPPS".to_owned(),
        what: format!("{}{reason}:\n{}", response.answer, response.words),
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

fn cells(event: Event) -> Vec<Cell> {
    let Event {
        on,
        who,
        what,
        handle,
        source,
    } = event;
    vec![
        on.map_or(Cell::Text("no date yet".to_owned()), Cell::Date),
        Cell::Text(who),
        Cell::Text(what),
        Cell::Reference(handle),
        Cell::text_or_nothing(source),
    ]
}

/// Returns `report.txt:112`, with the beginning of the file's hash.
fn source(store: &Store, cited: Option<&Cited>) -> Result<Option<String>> {
    let Some(Cited { source_id, place }) = cited else {
        return Ok(None);
    };
    let source = store.source(*source_id)?;
    let place = if place.is_empty() {
        String::new()
    } else {
        format!(":{place}")
    };
    let hash = source
        .sha256
        .map(|hash| format!(" (SHA-256 {hash})"))
        .unwrap_or_default();
    Ok(Some(format!("{}{place}{hash}", source.name)))
}

/// Links, other printings of its words, and what the import noted.
fn others(store: &Store, recommendation: &Recommendation) -> Result<Vec<Section>> {
    const LINKS: [Column; 4] = [
        Column::new("link", "Link"),
        Column::new("other", "Other"),
        Column::new("words", "Words"),
        Column::new("handle", "Handle"),
    ];
    const PRINTED: [Column; 2] = [
        Column::new("printed_in", "Printed in"),
        Column::new("words", "Words"),
    ];
    const NOTES: [Column; 2] = [Column::new("note", "Note"), Column::new("place", "Place")];
    let links = store.links_of(recommendation.id)?.into_iter().map(|link| {
        let kind = if link.incoming {
            link.kind.passive()
        } else {
            link.kind.words()
        };
        vec![
            Cell::Text(kind.to_owned()),
            Cell::Reference(link.other),
            Cell::Text(link.words),
            Cell::Reference(format!("#l{}", link.id)),
        ]
    });
    let printed = store.reprints_of(recommendation.id)?;
    let printed = printed
        .into_iter()
        .filter(|(_, words)| *words != recommendation.words);
    let printed = printed.map(|(code, words)| vec![Cell::Reference(code), Cell::Text(words)]);
    let notes = store.notes(recommendation.inspection_id, Some(recommendation.id))?;
    let notes = notes
        .into_iter()
        .map(|note| vec![Cell::Text(note.words), Cell::Text(note.place)]);
    let sections = vec![
        section(
            "links",
            Some("Links"),
            Layout::Table,
            &LINKS,
            links.collect(),
        ),
        section(
            "printed_again",
            Some("Its words as printed again"),
            Layout::Table,
            &PRINTED,
            printed.collect(),
        ),
        section(
            "notes",
            Some("What the import noted"),
            Layout::Table,
            &NOTES,
            notes.collect(),
        ),
    ];
    Ok(sections
        .into_iter()
        .filter(|section| !section.rows.is_empty())
        .collect())
}

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
