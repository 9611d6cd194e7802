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

/// What is answered to "To whom?".
pub enum Answer {
    /// Nothing more is recorded
    Finished,
    /// To these
    To(Vec<BodyId>),
}

/// Asks to whom the items of a heading are addressed, those likeliest first. The choice to be
/// finished stands at the very first where `finished` says in which words.
pub fn ask(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
    finished: Option<&str>,
) -> Result<Answer> {
    let offered = offered(bodies, publication);
    let mut shown: Vec<String> = finished.map(str::to_owned).into_iter().collect();
    shown.extend(offered.iter().map(|&body| bodies.name(body).to_owned()));
    shown.extend(["another…".to_owned(), "several, jointly…".to_owned()]);
    let question = if finished.is_some() {
        "To whom next"
    } else {
        "To whom"
    };
    let chosen = prompt::choice(session, "--to", question, &shown)?;
    let Some(place) = chosen.checked_sub(usize::from(finished.is_some())) else {
        return Ok(Answer::Finished);
    };
    let to = match offered.get(place) {
        Some(&body) => vec![body],
        None if place == offered.len() => vec![another(session, bodies, publication)?],
        None => jointly(session, bodies, publication, &offered)?,
    };
    Ok(Answer::To(to))
}

/// Asks to whom one item is addressed.
pub fn ask_one(
    session: &Session,
    bodies: &Bodies,
    publication: &Publication,
) -> Result<Vec<BodyId>> {
    match ask(session, bodies, publication, None)? {
        Answer::To(to) => Ok(to),
        Answer::Finished => unreachable!("it was not offered"),
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
    shown.push(("another…".to_owned(), false));
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
