//! Whose a publication is, and what is known of it when what is printed joins what is here.

use std::fmt::Display;

use super::Answers;
use super::names::Namer;
use crate::domain::body::{Bodies, BodyId};
use crate::domain::draft::{Draft, DraftNote, Place, Read};
use crate::domain::inspection::{InspectionFacts, InspectionKind};
use crate::domain::resolution::NameContext;
use crate::error::Result;
use crate::store::Inspection;

/// Returns the inspected body: as answered, as printed, or none for a report on no one body.
pub(super) fn inspected_body(
    draft: &Draft,
    facts: &InspectionFacts,
    answers: &Answers,
    namer: &mut Namer<'_>,
) -> Result<Option<BodyId>> {
    if let Some(name) = &answers.body {
        return Ok(Some(namer.bodies.find(name)?.id));
    }
    let Some(Read {
        value: printed,
        place,
    }) = &draft.publication.body
    else {
        return Ok(None);
    };
    if facts.kind == InspectionKind::Thematic {
        return Ok(None);
    }
    namer.context.day = facts.published_on.map(|date| date.last_day());
    let asked = namer.questions.len();
    let found = namer.bodies_of(printed, place);
    for question in &mut namer.questions[asked..] {
        // What a body is called on the cover is answered by a flag of its own.
        if question.answer.starts_with("--map") {
            question.answer = question
                .answer
                .replace(&format!("--map \"{printed}="), "--body \"");
        }
    }
    if let [one, _, ..] = found.as_slice() {
        namer.ask(
            format!("`{printed}` names several bodies; which was inspected?"),
            "--body NAME".to_owned(),
            place,
        );
        return Ok(Some(*one));
    }
    Ok(found.first().copied())
}

/// Returns what a name in the report means by where it stands.
pub(super) fn context(
    draft: &Draft,
    facts: &InspectionFacts,
    own: Option<BodyId>,
    belongs: Option<&Inspection>,
    bodies: &Bodies,
) -> NameContext {
    let published = facts
        .published_on
        .or_else(|| belongs.and_then(|inspection| inspection.facts.published_on));
    NameContext {
        own,
        abbreviation: draft.publication.abbreviation.clone(),
        area: draft
            .publication
            .area
            .as_ref()
            .and_then(|area| bodies.find(area).ok())
            .map(|area| area.id),
        day: published.map(|date| date.last_day()),
    }
}

/// Returns what is here, with what the report prints where nothing is here or it is finer.
/// What disagrees is noted and changes nothing.
pub(super) fn joined(
    printed: &InspectionFacts,
    here: &InspectionFacts,
    notes: &mut Vec<DraftNote>,
) -> InspectionFacts {
    let mut facts = here.clone();
    if let (Some(known), Some(read)) = (here.published_on, printed.published_on)
        && known != read
    {
        if known.is_sharpened_by(read) {
            facts.published_on = Some(read);
        } else if !read.is_sharpened_by(known) {
            let words =
                format!("it prints {read} as its date of publication; the register keeps {known}");
            notes.push(DraftNote {
                words,
                about: None,
                place: String::new(),
            });
        }
    }
    facts.published_on = facts.published_on.or(printed.published_on);
    let InspectionFacts {
        kind: _,
        title,
        taken_from,
        published_on: _,
        fieldwork_on,
        fieldwork_words,
        announced_on,
        led_by,
        isbn,
        rating,
        score,
    } = printed.clone();
    facts.fieldwork_on = match (facts.fieldwork_on, fieldwork_on) {
        (Some(known), Some(read)) if known.is_sharpened_by(read) => Some(read),
        (known, read) => known.or(read),
    };
    // Titles and names are printed in many ways; the register keeps the first.
    facts.title = facts.title.or(title);
    facts.taken_from = facts.taken_from.or(taken_from);
    facts.fieldwork_words = facts.fieldwork_words.or(fieldwork_words);
    facts.led_by = facts.led_by.or(led_by);
    facts.announced_on = kept(facts.announced_on, announced_on, "its announcement", notes);
    facts.isbn = kept(facts.isbn, isbn, "its ISBN", notes);
    facts.rating = kept(facts.rating, rating, "its overall rating", notes);
    facts.score = kept(facts.score, score, "its score", notes);
    facts
}

/// Keeps what is here; what is printed fills a gap, or is noted where it says something else.
fn kept<T: PartialEq + Display>(
    here: Option<T>,
    printed: Option<T>,
    what: &str,
    notes: &mut Vec<DraftNote>,
) -> Option<T> {
    if let (Some(here), Some(printed)) = (&here, &printed)
        && here != printed
    {
        notes.push(disagreement(
            what,
            &printed.to_string(),
            &here.to_string(),
            &Place::new(),
        ));
    }
    here.or(printed)
}

/// Says that a file prints something else than the register keeps.
pub(super) fn disagreement(what: &str, printed: &str, here: &str, place: &Place) -> DraftNote {
    DraftNote {
        words: format!("it prints {printed} as {what}; the register keeps {here}"),
        about: None,
        place: place.clone(),
    }
}
