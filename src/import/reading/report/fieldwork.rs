//! When fieldwork began, and when the inspection was announced.

use super::dates::{self, Found};
use super::note;
use super::sections::Pages;
use crate::domain::draft::DraftNote;
use crate::domain::inspection::InspectionFacts;

/// Reads the dates of fieldwork and announcement into the facts.
pub(super) fn read(pages: &Pages, end: usize, facts: &mut InspectionFacts) -> Vec<DraftNote> {
    let mut notes = Vec::new();
    for (at, line) in pages.lines[..end].iter().enumerate() {
        let named = [
            "ieldwork",
            "IELDWORK",
            "nnounced",
            "visited",
            "e inspected this",
        ];
        if !named.iter().any(|word| line.text.contains(word)) {
            continue;
        }
        let around = around(pages, at);
        for sentence in dates::sentences(&around) {
            let lower = sentence.to_lowercase();
            if is_about_fieldwork(&lower) {
                let found = after_verb(sentence);
                let refused = found.and_then(|found| sharpen(facts, found));
                notes.extend(refused.map(|words| note(words, line)));
            }
            if facts.announced_on.is_none()
                && lower.contains("announced")
                && lower.contains("inspection")
            {
                facts.announced_on = announced(sentence);
            }
        }
    }
    notes.dedup_by(|one, other| one.words == other.words);
    notes
}

/// A sentence may be broken over lines: a line with its neighbours of the same paragraph.
fn around(pages: &Pages, at: usize) -> String {
    let lines = pages.lines;
    let joins = |at: &usize| {
        lines
            .get(*at)
            .is_some_and(|line| !line.is_blank() && !line.heading && !line.text.contains('\t'))
    };
    if lines[at].text.contains('\t') {
        return lines[at].text.clone();
    }
    let before = (0..2)
        .filter_map(|back| at.checked_sub(back + 1))
        .take_while(joins)
        .last()
        .unwrap_or(at);
    let after = (at + 1..at + 3).take_while(joins).last().unwrap_or(at);
    let words: Vec<&str> = lines[before..=after]
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    words.join(" ")
}

fn is_about_fieldwork(lower: &str) -> bool {
    let verbs = [
        "started",
        "began",
        "beginning",
        "commenced",
        "conducted",
        "took place",
        "carried out",
        "undertaken",
        "visited",
        "completed",
        "start",
        "dates",
    ];
    let named = lower.contains("fieldwork") && !lower.contains("before the inspection fieldwork");
    let visited = lower.contains("inspection team visited") || lower.contains("we inspected this");
    visited
        || (named
            && (verbs.iter().any(|verb| lower.contains(verb)) || lower.starts_with("fieldwork")))
}

/// The first date of the sentence after the word that announces it.
fn after_verb(sentence: &str) -> Option<Found> {
    let begins = [
        "beginning",
        "started",
        "began",
        "commenced",
        "commencing",
        "starting",
    ];
    let at = begins
        .iter()
        .filter_map(|word| sentence.find(word))
        .min()
        .unwrap_or(0);
    dates::all(&sentence[at..])
        .into_iter()
        .next()
        .or_else(|| dates::all(sentence).into_iter().next())
}

/// Keeps the finer of two dates that fit; says where a second one does not.
fn sharpen(facts: &mut InspectionFacts, found: Found) -> Option<String> {
    match facts.fieldwork_on {
        None => {}
        Some(known) if known.is_sharpened_by(found.date) => {}
        Some(known) if known == found.date => {
            facts.fieldwork_words = facts.fieldwork_words.take().or(found.range);
            return None;
        }
        Some(known) if found.date.is_sharpened_by(known) => return None,
        Some(known) => {
            let (other, known) = (found.date.for_people(), known.for_people());
            return Some(format!(
                "another date of fieldwork is printed here: {other}; {known} was kept"
            ));
        }
    }
    facts.fieldwork_on = Some(found.date);
    facts.fieldwork_words = found.range;
    None
}

/// `The inspection was announced on 5 May 2022`.
fn announced(sentence: &str) -> Option<crate::domain::partial_date::PartialDate> {
    let at = sentence
        .find("announced on ")
        .or_else(|| sentence.find("announced in "))?;
    let rest: String = sentence[at..]
        .split_whitespace()
        .skip(2)
        .take(4)
        .collect::<Vec<_>>()
        .join(" ");
    dates::all(&rest).into_iter().next().map(|found| found.date)
}
