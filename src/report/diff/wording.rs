//! The wording of a difference: what came, went, or was corrected.

use super::sides::Sides;
use crate::domain::partial_date::PartialDate;
use crate::domain::words::beginning;
use crate::error::Result;
use crate::store::{Differing, Image};

/// How much of a text a sentence quotes.
const QUOTED: usize = 120;

/// Returns a date as people read it.
pub(super) fn date(image: &Image, column: &str) -> String {
    let text = image.get(column).unwrap_or_default();
    let date = text.parse::<PartialDate>();
    date.map_or_else(|_| text.to_owned(), PartialDate::for_people)
}

/// Says what came or went, or names what was corrected of it.
pub(super) fn came_or_went(one: &Differing, came: &str, went: &str, what: &str) -> String {
    match (&one.was, &one.is) {
        (Some(was), Some(is)) => format!("{came} {what}: {}", corrected(was, is)),
        (Some(_), None) => format!("{went} {what}"),
        _ => format!("{came} {what}"),
    }
}

pub(super) fn came_or_altered(one: &Differing, came: &str, went: &str) -> String {
    match (&one.was, &one.is) {
        (Some(was), Some(is)) => corrected(was, is),
        (Some(_), None) => went.to_owned(),
        _ => came.to_owned(),
    }
}

/// Says what came or went with one of its columns, or how that was corrected.
pub(super) fn plainly(one: &Differing, came: &str, went: &str, column: &str) -> String {
    let words = |image: &Image| beginning(image.get(column).unwrap_or_default(), QUOTED);
    match (&one.was, &one.is) {
        (Some(was), Some(is)) => corrected(was, is),
        (Some(was), None) => format!("{went}: {}", words(was)),
        (_, is) => format!("{came}: {}", is.as_ref().map(words).unwrap_or_default()),
    }
}

/// Says of each column that differs what it holds and what it held.
pub(super) fn corrected(was: &Image, is: &Image) -> String {
    let mut columns: Vec<&str> = was.columns().chain(is.columns()).collect();
    columns.sort_unstable();
    columns.dedup();
    let said: Vec<String> = columns
        .into_iter()
        .filter(|column| was.get(column) != is.get(column))
        .map(|column| {
            let held = |image: &Image| match image.get(column) {
                Some(_) if column.ends_with("_on") => date(image, column),
                Some(text) => beginning(text, QUOTED),
                None => "nothing".to_owned(),
            };
            let name = column.trim_end_matches("_id").replace('_', " ");
            format!("{name} corrected to {} (was {})", held(is), held(was))
        })
        .collect();
    said.join("; ")
}

pub(super) fn graded(sides: &Sides<'_>, one: &Differing) -> Result<String> {
    let image = one.image();
    let (grade, at) = sides.finding(image.row("finding_id").unwrap_or_default())?;
    let (Some(was), Some(is)) = (&one.was, &one.is) else {
        if one.is.is_none() {
            return Ok(format!("finding of {at} taken back ({grade})"));
        }
        let id = image.row("recommendation_id").unwrap_or_default();
        let before = sides.grade_before(id)?;
        let before = before.map_or(String::new(), |grade| format!(" (was {grade})"));
        return Ok(match grade.as_str() {
            "not graded" => format!("found at {at}, not graded{before}"),
            grade => format!("graded {grade} at {at}{before}"),
        });
    };
    Ok(format!("finding of {at}: {}", corrected(was, is)))
}

pub(super) fn closed(one: &Differing) -> String {
    let said = |image: &Image| {
        let by = image.get("decided_by").unwrap_or_default();
        let reason = beginning(image.get("reason").unwrap_or_default(), QUOTED);
        let done = match image.get("decision").unwrap_or_default() {
            "reopened" => "reopened".to_owned(),
            decision => format!("closed ({decision})"),
        };
        format!("{done}, {}, by {by}: {reason}", date(image, "decided_on"))
    };
    in_a_sentence(one, said)
}

pub(super) fn answered(one: &Differing) -> String {
    in_a_sentence(one, |image| {
        let answer = image.get("answer").unwrap_or_default();
        let reason = image.get("reason").map(|reason| format!(" ({reason})"));
        format!(
            "answered by HMPPS: {answer}{}, {}",
            reason.unwrap_or_default(),
            date(image, "answered_on")
        )
    })
}

pub(super) fn planned(one: &Differing) -> String {
    in_a_sentence(one, |image| {
        let words = beginning(image.get("words").unwrap_or_default(), QUOTED);
        let owner = image.get("owner").map(|owner| format!(", {owner}"));
        format!("action planned: {words}{}", owner.unwrap_or_default())
    })
}

pub(super) fn moved(sides: &Sides<'_>, one: &Differing) -> Result<String> {
    let action = one.image().row("action_id").unwrap_or_default();
    let before = sides.target_before(action)?.map(|was| {
        let date = was.parse::<PartialDate>();
        format!(" (was {})", date.map_or(was, PartialDate::for_people))
    });
    let came = one.was.is_none();
    let before = before.filter(|_| came).unwrap_or_default();
    Ok(in_a_sentence(one, |image| {
        let due = match image.get("due_on") {
            Some(_) => date(image, "due_on"),
            None => image.get("words").unwrap_or_default().to_owned(),
        };
        match image.get("reason") {
            Some(reason) => format!("target date moved to {due} ({reason}){before}"),
            None => format!("target date {due}{before}"),
        }
    }))
}

pub(super) fn updated(one: &Differing) -> String {
    in_a_sentence(one, |image| {
        let state = image.get("state").unwrap_or_default();
        let note = image
            .get("note")
            .map(|note| format!(": {}", beginning(note, QUOTED)));
        format!(
            "owner says {state}, {}{}",
            date(image, "said_on"),
            note.unwrap_or_default()
        )
    })
}

pub(super) fn escalated(sides: &Sides<'_>, one: &Differing) -> String {
    let to = sides
        .body(one.image().row("to_body_id").unwrap_or_default())
        .to_owned();
    let ended = |image: &Image| {
        let outcome = image.get("outcome")?;
        Some(format!("{outcome}, {}", date(image, "ended_on")))
    };
    match (&one.was, &one.is) {
        (Some(was), Some(is)) if ended(was) != ended(is) => match ended(is) {
            Some(ended) => format!("escalation to {to} {ended}"),
            None => format!("escalation to {to} waits for an answer again"),
        },
        _ => in_a_sentence(one, |image| {
            let reason = beginning(image.get("reason").unwrap_or_default(), QUOTED);
            let ended = ended(image).map(|ended| format!("; {ended}"));
            format!(
                "escalated to {to}, {}: {reason}{}",
                date(image, "raised_on"),
                ended.unwrap_or_default()
            )
        }),
    }
}

pub(super) fn inspected(sides: &Sides<'_>, one: &Differing) -> String {
    in_a_sentence(one, |image| {
        let kind = image.get("kind").unwrap_or_default();
        let of = image
            .row("body_id")
            .map(|body| format!(" of {}", sides.body(body)));
        let published = match image.get("published_on") {
            Some(_) => format!("published {}", date(image, "published_on")),
            None => "not published yet".to_owned(),
        };
        format!("inspection ({kind}){}, {published}", of.unwrap_or_default())
    })
}

pub(super) fn rated(one: &Differing, column: &str) -> String {
    in_a_sentence(one, |image| {
        let standard = image.get("standard").unwrap_or_default();
        let sign = if column == "percent" { "%" } else { "" };
        format!(
            "{standard}: {}{sign}",
            image.get(column).unwrap_or_default()
        )
    })
}

/// Says a fact that came, that it was taken back, or what was corrected of it.
pub(super) fn in_a_sentence(one: &Differing, said: impl Fn(&Image) -> String) -> String {
    match (&one.was, &one.is) {
        (Some(was), Some(is)) => corrected(was, is),
        (Some(was), None) => format!("taken back: {}", said(was)),
        (_, is) => is.as_ref().map(said).unwrap_or_default(),
    }
}
