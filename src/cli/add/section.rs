//! A pasted section: read as an import reads it, shown as an import shows it.

use annexe::domain::body::BodyId;
use annexe::domain::code::number_for_reference;
use annexe::domain::draft::Draft;
use annexe::import;
use annexe::report::{self, Entered};
use annexe::store::{Answers, Entry, Intake};
use anyhow::Result;

use super::sheet::Sheet;
use super::walk::Walk;
use crate::cli::addressee;
use crate::cli::output::{message, show_aside};

/// Returns the items of a pasted section; none where it has none, which is said. Items without
/// a heading of their own are addressed `to` whom the last heading was.
pub fn items(walk: &Walk<'_>, text: &str, to: &[BodyId]) -> Result<Vec<Entered>> {
    let Some(draft) = read(walk, text, to) else {
        return Ok(Vec::new());
    };
    let intake = walk.store.match_draft(&draft, &answers(walk))?;
    let mut preview = report::preview(walk.store, &intake)?;
    // The inspection is known, and what is unclear is asked right after.
    preview
        .sections
        .retain(|section| matches!(section.key, "recommendations" | "notes"));
    show_aside(preview)?;
    taken(walk, &intake, to)
}

/// Reads the text; where it has no heading, under the last one.
fn read(walk: &Walk<'_>, text: &str, to: &[BodyId]) -> Option<Draft> {
    let under_a_heading = || {
        let names: Vec<&str> = to.iter().map(|&body| walk.bodies.name(body)).collect();
        format!("{} should:\n{text}", names.join(" and "))
    };
    let has_items = |draft: &Draft| !draft.recommendations.is_empty();
    let read = |text: &str| import::read(text.as_bytes(), "pasted text");
    let draft = read(text).ok().filter(has_items);
    let draft = draft.or_else(|| read(&under_a_heading()).ok().filter(has_items));
    if draft.is_none() {
        message(
            "No recommendations were found in it: a heading “X should:” and numbers or bullets are looked for",
        );
    }
    draft
}

fn answers(walk: &Walk<'_>) -> Answers {
    let publication = &walk.publication;
    let here = publication.here.is_some();
    let body = publication.body_id.map(|body| walk.bodies.name(body));
    Answers {
        inspection: here.then(|| publication.code.clone()),
        body: body.filter(|_| !here).map(str::to_owned),
        published: publication.facts.published_on.filter(|_| !here),
        kind: (!here).then_some(publication.facts.kind),
        code: (!here).then(|| publication.code.clone()),
        today: Some(walk.session.today),
        ..Answers::default()
    }
}

/// Takes what is new, with numbers that are free and addressees that are known.
fn taken(walk: &Walk<'_>, intake: &Intake, to: &[BodyId]) -> Result<Vec<Entered>> {
    let mut sheet = walk.sheet.clone();
    let before = sheet.items.len();
    let mut meant: Vec<(String, BodyId)> = Vec::new();
    for entry in intake.entries.iter().filter(|entry| entry.here.is_none()) {
        let to = addressees(walk, entry, to, &mut meant)?;
        let number = number(&sheet, entry);
        let words = entry.words.clone();
        sheet.items.push(Entered { number, words, to });
    }
    Ok(sheet.items.split_off(before))
}

/// Returns the printed number where it can be the reference's, else the next that is free.
fn number(sheet: &Sheet, entry: &Entry) -> String {
    let printed = entry
        .printed_number
        .as_ref()
        .filter(|printed| number_for_reference(printed) == entry.number)
        .unwrap_or(&entry.number);
    match sheet.why_not(printed, None) {
        None => printed.clone(),
        Some(why) => {
            let next = sheet.next_number();
            message(&format!("{why}; it is {next} here"));
            next
        }
    }
}

/// Returns whom an entry is addressed to; a name that no unit has is asked about once.
fn addressees(
    walk: &Walk<'_>,
    entry: &Entry,
    to: &[BodyId],
    meant: &mut Vec<(String, BodyId)>,
) -> Result<Vec<BodyId>> {
    if entry.printed_addressees.is_empty() {
        return Ok(to.to_vec());
    }
    let mut found = entry.addressees.clone();
    if !found.is_empty() {
        return Ok(found);
    }
    for printed in &entry.printed_addressees {
        let known = meant.iter().find(|(name, _)| name == printed);
        let body = match known {
            Some((_, body)) => *body,
            None => addressee::meant(walk.session, walk.bodies, &walk.publication, printed)?,
        };
        meant.push((printed.clone(), body));
        found.push(body);
    }
    Ok(found)
}
