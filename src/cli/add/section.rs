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
use crate::cli::message::message;
use crate::cli::output::show_aside;

impl Walk<'_> {
    /// Returns the items of a pasted section; none where it has none, which is said. Items without
    /// a heading of their own are addressed `to` whom the last heading was; without one it is asked.
    pub(super) fn items_of_section(&self, text: &str, to: &[BodyId]) -> Result<Vec<Entered>> {
        items(self, text, to)
    }
}

fn items(walk: &Walk<'_>, text: &str, to: &[BodyId]) -> Result<Vec<Entered>> {
    let (draft, to) = match read(text) {
        Some(draft) if to.is_empty() && lacks_a_heading(&draft) => (draft, whom(walk)?),
        Some(draft) => (draft, to.to_vec()),
        None => {
            let to = if to.is_empty() {
                whom(walk)?
            } else {
                to.to_vec()
            };
            let Some(draft) = read(&under_a_heading(walk, text, &to)) else {
                message("No recommendations were found in it: numbers or bullets are looked for");
                return Ok(Vec::new());
            };
            (draft, to)
        }
    };
    let intake = walk.store.match_draft(&draft, &answers(walk))?;
    show(walk, &intake)?;
    taken(walk, &intake, &to)
}

fn read(text: &str) -> Option<Draft> {
    let has_items = |draft: &Draft| !draft.recommendations.is_empty();
    import::read_report(text.as_bytes(), "pasted text")
        .ok()
        .filter(has_items)
}

fn lacks_a_heading(draft: &Draft) -> bool {
    let mut items = draft.recommendations.iter();
    items.any(|item| item.addressees.is_empty())
}

fn whom(walk: &Walk<'_>) -> Result<Vec<BodyId>> {
    message("It has no heading “X should:” for all of its items.");
    addressee::ask_one(walk.session, walk.bodies, &walk.publication)
}

/// Puts a text under the heading that a report would have, so that it can be read as one.
fn under_a_heading(walk: &Walk<'_>, text: &str, to: &[BodyId]) -> String {
    let names: Vec<&str> = to.iter().map(|&body| walk.bodies.name(body)).collect();
    format!("{} should:\n{text}", names.join(" and "))
}

/// Shows what was read, as an import does.
fn show(walk: &Walk<'_>, intake: &Intake) -> Result<()> {
    let mut preview = report::preview(walk.store, intake)?;
    // The inspection is known, and what is unclear is asked right after.
    preview
        .sections
        .retain(|section| matches!(section.key, "recommendations" | "notes"));
    show_aside(preview)?;
    let has_more = !intake.earlier.is_empty() || !intake.ratings.is_empty();
    if has_more || intake.alert.is_some() {
        message("Only its recommendations are taken here; a whole report: annexe import -");
    }
    Ok(())
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
