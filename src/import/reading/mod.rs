//! What the lines of a report say: one file per noun, and `report` which calls them in
//! order. Words are kept as printed; what is unsure becomes a question or a note.

pub mod plan;
pub mod report;
pub mod tracker;

mod alert;
mod annexe;
mod annexe_paragraphs;
mod annexe_rows;
mod annexe_tables;
mod columns;
mod comments;
mod contents;
mod cover;
mod dates;
mod fieldwork;
mod findings;
mod footnotes;
mod headings;
mod inspected;
mod item;
mod joint;
mod key_questions;
mod layout;
mod list;
mod markers;
mod names;
mod rating_table;
mod rating_words;
mod ratings;
mod recommendations;
mod repairs;
mod sections;
mod source;
mod tables;
mod timescale;
mod titles;

use super::container::line::Line;
use crate::domain::draft::DraftNote;

/// Makes a note that is about no one recommendation.
fn note(words: impl Into<String>, line: &Line) -> DraftNote {
    DraftNote {
        words: words.into(),
        about: None,
        place: line.place(),
    }
}

/// Folds words for comparison: lower case, letters and figures only, single spaces.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parted = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            parted = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut parted) {
            out.push(' ');
        }
        match c.is_ascii() {
            true => out.push(c.to_ascii_lowercase()),
            false => out.extend(c.to_lowercase()),
        }
    }
    out
}
