//! What a PDF is refused for, and what is said about one that is read.

use std::collections::HashSet;

use super::furniture::Spot;
use super::page::Page;
use super::piece::Piece;
use super::printed::Printed;
use crate::domain::draft::DraftNote;
use crate::import::container::{Refused, note};

/// Refuses a file of pictures, and one whose font does not say its letters.
pub(super) fn refuse(pages: &[Page]) -> Result<(), Refused> {
    if pages.iter().all(|page| page.seen.is_empty()) {
        let why = match pages.iter().find(|page| page.drawn.picture > 0.0) {
            Some(page) => format!(
                "could not be read: page {} holds a picture and no text: this PDF is a scan; annexe does not read pictures",
                page.number
            ),
            None => "is a PDF without text; its letters may be drawn as shapes: get it as text or as a Word document".to_owned(),
        };
        return Err(Refused::Unreadable(why));
    }
    let unmapped = |page: &&Page| page.drawn.unmapped * 50 > page.drawn.glyphs;
    match pages.iter().find(unmapped) {
        Some(page) => Err(Refused::Unreadable(format!(
            "could not be read: page {} is set in a font that does not say which letters it prints; get it as a Word document, or as a PDF made anew",
            page.number
        ))),
        None => Ok(()),
    }
}

/// Says what was left out of the pages or is unsure on them.
pub(super) fn of(pages: &[Page], furniture: &HashSet<Spot>) -> Vec<DraftNote> {
    let mut notes = Vec::new();
    let scans = on(pages, |page| {
        page.seen.is_empty() && page.drawn.picture > 0.2
    });
    if let Some((place, which)) = &scans {
        let words = format!("{which} a picture and no text; annexe does not read pictures");
        notes.push(note(words, place));
    }
    let recognised = on(pages, |page| page.seen.iter().any(|line| line.invisible));
    if let Some((place, which)) = &recognised {
        let words =
            format!("{which} text that a machine recognised in a picture: compare the words");
        notes.push(note(words, place));
    }
    let odd = on(pages, |page| page.drawn.unmapped > 0);
    if let Some((place, which)) = &odd {
        let words = format!("{which} characters that the font does not name, read as \u{FFFD}");
        notes.push(note(words, place));
    }
    let rotated = on(pages, |page| page.drawn.rotated > 2);
    if let Some((place, which)) = &rotated {
        let words = format!("{which} text that does not stand upright, which was left out");
        notes.push(note(words, place));
    }
    notes.extend(left_out(pages, furniture));
    notes.extend(artifacts(pages, furniture));
    notes
}

/// Says what stands in the middle of a page and is marked as no part of its text.
fn artifacts(pages: &[Page], furniture: &HashSet<Spot>) -> Option<DraftNote> {
    let is_text = |page: &Page, piece: &Piece| {
        let line = page.line_at(piece.baseline);
        let letters = piece.text.chars().filter(|c| c.is_alphabetic()).count();
        let inside = line > 2 && line + 2 <= page.seen.len();
        piece.artifact && letters >= 12 && inside && !furniture.contains(&(page.number, line))
    };
    let found = pages.iter().find_map(|page| {
        let piece = page
            .drawn
            .pieces
            .iter()
            .find(|piece| is_text(page, piece))?;
        Some((page, piece))
    });
    let (page, piece) = found?;
    let words = format!(
        "text that the file marks as no part of the report was left out, the first of it `{}`",
        piece.text
    );
    let place = format!("{}:{}", page.number, page.line_at(piece.baseline));
    Some(note(words, &place))
}

/// Says what is unsure about lines.
pub(super) fn doubts(lines: &[Printed]) -> Vec<DraftNote> {
    let doubted = lines.iter().filter_map(|line| Some((line, line.doubt?)));
    doubted
        .map(|(line, doubt)| note(doubt.to_owned(), &format!("{}:{}", line.page, line.number)))
        .collect()
}

/// Returns the first page that something is true of, and words for all of them.
fn on(pages: &[Page], is_so: impl Fn(&Page) -> bool) -> Option<(String, String)> {
    let found: Vec<usize> = pages
        .iter()
        .filter(|page| is_so(page))
        .map(|page| page.number)
        .collect();
    let first = found.first()?;
    Some((format!("{first}:1"), which(&found)))
}

/// `page 3 holds`, `pages 3, 4 and 7 hold`.
fn which(pages: &[usize]) -> String {
    const MOST: usize = 8;
    let shown: Vec<String> = pages.iter().take(MOST).map(usize::to_string).collect();
    match (shown.as_slice(), pages.len()) {
        ([one], 1) => format!("page {one} holds"),
        (shown, count) if count > MOST => {
            format!(
                "pages {} and {} others hold",
                shown.join(", "),
                count - MOST
            )
        }
        ([before @ .., last], _) => format!("pages {} and {last} hold", before.join(", ")),
        ([], _) => String::new(),
    }
}

/// Says how many headers and footers were left out, with the first that has words.
fn left_out(pages: &[Page], furniture: &HashSet<Spot>) -> Option<DraftNote> {
    let lines = pages.iter().flat_map(|page| &page.seen);
    let mut found = lines.filter(|line| furniture.contains(&(line.page, line.number)));
    let first = found
        .clone()
        .find(|line| line.text.chars().any(char::is_alphabetic));
    let example = first.map_or(String::new(), |line| format!(", such as `{}`", line.text));
    let place = found
        .next()
        .map(|line| format!("{}:{}", line.page, line.number))?;
    let words = match furniture.len() {
        1 => format!("1 header, footer or page number was left out{example}"),
        count => format!("{count} headers, footers and page numbers were left out{example}"),
    };
    Some(note(words, &place))
}
