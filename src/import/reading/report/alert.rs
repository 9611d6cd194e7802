//! The organisational alert: its concerns and what the service announced.

use super::repairs::{self, Vocabulary, Words};
use super::sections::Pages;
use super::titles::Title;
use super::{dates, markers, note};
use crate::domain::draft::{AlertResponse, DraftAlert, DraftNote, Read};
use crate::domain::partial_date::PartialDate;

/// One paragraph or bullet of the annexe.
struct Piece {
    words: Words,
    bulleted: bool,
    at: usize,
}

/// Reads the alert, where the report has an annexe on one.
pub(super) fn read(pages: &Pages, vocabulary: &Vocabulary) -> (Option<DraftAlert>, Vec<DraftNote>) {
    let Some(from) = (0..pages.lines.len()).find(|&at| pages.title(at) == Some(Title::Alert))
    else {
        return (None, Vec::new());
    };
    let pieces = pieces(pages, vocabulary, from);
    let mut notes = Vec::new();
    let alert = assembled(pages, from, &pieces, &mut notes);
    if alert.concerns.is_empty() && alert.words.is_empty() {
        return (None, notes);
    }
    let title = &pages.lines[from];
    if !title.text.to_lowercase().contains("organisational") {
        let words = format!("`{}` was read as an organisational alert", title.text);
        notes.push(note(words, title));
    }
    if alert.responses.is_empty() {
        notes.push(note("the alert prints no responses", &pages.lines[from]));
    }
    (Some(alert), notes)
}

/// Splits the annexe into paragraphs and bullets.
fn pieces(pages: &Pages, vocabulary: &Vocabulary, from: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gap = true;
    let mut in_footnote = false;
    for at in from + 1..pages.end_of_alert(from) {
        let line = &pages.lines[at];
        if line.is_blank() {
            (gap, in_footnote) = (true, false);
            continue;
        }
        let marked = markers::marked(&line.text).filter(|(marker, _)| !marker.is_bare_number());
        in_footnote = (in_footnote && marked.is_none()) || line.footnote;
        if in_footnote || pages.is_furniture(at) {
            continue;
        }
        match (marked, pieces.last_mut()) {
            (Some((_, words)), _) => pieces.push(Piece {
                words: Words::new(words),
                bulleted: true,
                at,
            }),
            (None, Some(last))
                if (!gap && !pages.is_after_long_line(at))
                    || line.text.starts_with(char::is_lowercase) =>
            {
                last.words.join(&line.text, vocabulary);
            }
            (None, _) => pieces.push(Piece {
                words: Words::new(&line.text),
                bulleted: false,
                at,
            }),
        }
        gap = false;
    }
    pieces
}

/// The first run of bullets are the concerns, a later one the responses.
fn assembled(
    pages: &Pages,
    from: usize,
    pieces: &[Piece],
    notes: &mut Vec<DraftNote>,
) -> DraftAlert {
    let mut alert = DraftAlert {
        words: String::new(),
        concerns: Vec::new(),
        responses: Vec::new(),
        place: pages.lines[from].place(),
    };
    let mut second = "";
    for piece in pieces {
        let words = &piece.words.text;
        let place = pages.lines[piece.at].place();
        if !piece.bulleted {
            if alert.concerns.is_empty() {
                alert.words = joined(&alert.words, words);
            } else if alert.responses.is_empty() {
                second = words;
            } else {
                notes.push(note(
                    "a paragraph after the responses to the alert was left out",
                    &pages.lines[piece.at],
                ));
            }
        } else if second.is_empty() {
            alert.concerns.push(Read {
                value: words.clone(),
                place,
            });
        } else {
            alert.responses.push(response(words, second, place, notes));
        }
    }
    alert
}

fn joined(before: &str, words: &str) -> String {
    repairs::spaced(&format!("{before} {words}"))
}

/// Reads one response; where the bullet says nothing of its state, the introduction may.
fn response(
    words: &str,
    introduction: &str,
    place: String,
    notes: &mut Vec<DraftNote>,
) -> AlertResponse {
    let own = state(words);
    let state = own.or_else(|| state(introduction));
    if own.is_none() && state.is_some() {
        notes.push(DraftNote {
            words: "the response says nothing of its state; it is taken from the words that introduce it".into(),
            about: None,
            place: place.clone(),
        });
    }
    AlertResponse {
        words: words.to_owned(),
        state,
        said_on: date(introduction),
        place,
    }
}

/// Returns what the words say last of a state.
fn state(words: &str) -> Option<&'static str> {
    let folded = format!(" {} ", super::folded(words));
    let last = |sign: &str| folded.rfind(sign);
    [
        (" completed ", "completed"),
        (" in progress ", "in progress"),
        (" ongoing ", "in progress"),
        (" on going ", "in progress"),
    ]
    .into_iter()
    .filter_map(|(sign, state)| last(sign).map(|at| (at, state)))
    .max()
    .map(|(_, state)| state)
}

fn date(introduction: &str) -> Option<PartialDate> {
    dates::all(introduction).first().map(|found| found.date)
}
