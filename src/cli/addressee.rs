//! To whom? One unit or organisation, or several under a joint heading.

use annexe::domain::body::{Bodies, BodyId, BodyKind};
use annexe::domain::name::is_abbreviation;
use anyhow::Result;
use chrono::NaiveDate;

use super::prompt;
use super::publication::Publication;
use super::session::Session;

/// Names longer than this are shortened to an abbreviation in messages.
const LONG: usize = 24;

const ANOTHER: &str = "another…";
const JOINTLY: &str = "several, jointly…";
const SECTION: &str = "paste the whole section, with its headings";

/// What is answered to "To whom?".
pub enum Answer {
    /// Nothing more is recorded
    Finished,
    /// To these
    To(Vec<BodyId>),
    /// A whole section is pasted, which has its own headings
    Section,
}

/// Asks to whom the items of a heading are addressed, those likeliest first. To be finished
/// stands at the very first, where `finished` says in which words.
pub fn ask(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
    finished: Option<&str>,
) -> Result<Answer> {
    let mut shown: Vec<&str> = finished.into_iter().collect();
    let before = shown.len();
    let offered = offered(bodies, publication);
    shown.extend(offered.iter().map(|&body| bodies.name(body)));
    shown.extend([ANOTHER, JOINTLY, SECTION]);
    let question = finished.map_or("To whom", |_| "To whom next");
    let chosen = prompt::choice(session, "--to", question, &shown)?;
    match chosen.checked_sub(before) {
        None => Ok(Answer::Finished),
        Some(_) if shown[chosen] == SECTION => Ok(Answer::Section),
        Some(place) => chosen_of(session, bodies, publication, &offered, place).map(Answer::To),
    }
}

/// Asks to whom one item is addressed.
pub fn ask_one(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
) -> Result<Vec<BodyId>> {
    let offered = offered(bodies, publication);
    let mut shown: Vec<&str> = offered.iter().map(|&body| bodies.name(body)).collect();
    shown.extend([ANOTHER, JOINTLY]);
    let place = prompt::choice(session, "--to", "To whom", &shown)?;
    chosen_of(session, bodies, publication, &offered, place)
}

/// Returns whom a place in the list means: one that is offered, another, or several.
fn chosen_of(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
    offered: &[BodyId],
    place: usize,
) -> Result<Vec<BodyId>> {
    match offered.get(place) {
        Some(&body) => Ok(vec![body]),
        None if place == offered.len() => Ok(vec![another(session, bodies, publication)?]),
        None => jointly(session, bodies, publication, offered),
    }
}

/// Asks which body a printed name means.
pub fn meant(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
    printed: &str,
) -> Result<BodyId> {
    let question = format!("Who is meant by “{printed}”");
    prompt::body(session, "--to", &question, bodies, day(publication))
}

/// Returns names in a row: `West Kent PDU and KSS`.
pub fn names(bodies: &Bodies, to: &[BodyId]) -> String {
    let names: Vec<&str> = to.iter().map(|&body| short_name(bodies, body)).collect();
    names.join(" and ")
}

fn short_name(bodies: &Bodies, body: BodyId) -> &str {
    let body = bodies.get(body);
    let abbreviated = body.aliases.iter().find(|alias| is_abbreviation(alias));
    match abbreviated {
        Some(alias) if body.name.chars().count() > LONG => alias,
        _ => &body.name,
    }
}

/// The inspected body and what lies above it, down from a report's own to the national service.
fn offered(bodies: &Bodies, publication: &Publication) -> Vec<BodyId> {
    let own = publication.body_id.into_iter();
    let above = publication
        .body_id
        .map(|body| bodies.above(body))
        .unwrap_or_default();
    let mut offered: Vec<BodyId> = own.chain(above).collect();
    let hmpps = bodies.find("HMPPS").ok().map(|body| body.id);
    offered.extend(hmpps.filter(|body| !offered.contains(body)));
    offered.retain(|&body| bodies.get(body).kind != BodyKind::Department);
    offered
}

fn another(session: &Session, bodies: &Bodies, publication: &Publication) -> Result<BodyId> {
    prompt::body(session, "--to", "Which", bodies, day(publication))
}

fn jointly(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
    offered: &[BodyId],
) -> Result<Vec<BodyId>> {
    let mut shown: Vec<(String, bool)> = offered
        .iter()
        .map(|&body| (bodies.name(body).to_owned(), false))
        .collect();
    shown.push((ANOTHER.to_owned(), false));
    loop {
        let ticked = prompt::ticks(session, "--to", "Jointly to", &shown)?;
        let mut to: Vec<BodyId> = ticked
            .iter()
            .filter_map(|&place| offered.get(place))
            .copied()
            .collect();
        if ticked.contains(&offered.len()) {
            let body = another(session, bodies, publication)?;
            if !to.contains(&body) {
                to.push(body);
            }
        }
        if !to.is_empty() {
            return Ok(to);
        }
    }
}

fn day(publication: &Publication) -> Option<NaiveDate> {
    publication.facts.published_on.map(|date| date.last_day())
}
