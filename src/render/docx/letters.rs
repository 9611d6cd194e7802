//! How wide words are in print, so that columns are made for them and references never break.
//!
//! Everything is counted in half ems: about the width of one character, which is what
//! `render::widths` shares out.

use crate::document::{Span, Style};
use crate::render::text::without_weight;

/// The advances of the characters from the space to the tilde in Arial, in thousandths of an em.
const ADVANCES: [u16; 95] = [
    278, 278, 355, 557, 557, 890, 667, 191, 334, 334, 390, 584, 278, 334, 278, 278, 557, 557, 557,
    557, 557, 557, 557, 557, 557, 557, 278, 278, 584, 584, 584, 557, 1016, 667, 667, 723, 723, 667,
    611, 778, 723, 278, 500, 667, 557, 834, 723, 778, 667, 778, 723, 667, 611, 723, 667, 944, 667,
    667, 611, 278, 278, 278, 470, 557, 334, 557, 557, 500, 557, 557, 278, 557, 557, 223, 223, 500,
    223, 834, 557, 557, 557, 557, 334, 500, 278, 557, 500, 723, 500, 500, 500, 334, 260, 334, 584,
];
/// The advance of a letter beyond ASCII: most are European.
const OTHER: u16 = 600;
/// The advance of an ideograph.
const WIDE: u16 = 1000;
/// Words in bold are wider by so many hundredths; narrow letters gain most.
const BOLD: usize = 112;

/// Returns the width of the widest line of a paragraph and of its widest word, in half ems.
pub fn widest(words: &[Span]) -> (usize, usize) {
    let text = without_weight(words);
    let is_bold = words.iter().any(|span| span.style == Style::Bold);
    let line = text.lines().map(thousandths).max().unwrap_or(0);
    let word = text.split([' ', '\n']).map(thousandths).max().unwrap_or(0);
    (half_ems(line, is_bold), half_ems(word, is_bold))
}

/// Returns how many lines a paragraph takes in a column of so many half ems.
pub fn lines(words: &[Span], column: usize) -> usize {
    let text = without_weight(words);
    // A line that is broken between words stays shorter than its column.
    let broken = |line: &str| (thousandths(line) * 11 / 10).div_ceil(column.max(1) * 500);
    text.split('\n').map(|line| broken(line).max(1)).sum()
}

/// Returns as much of a text as stands on one line of so many half ems, with an ellipsis where it was longer.
pub fn beginning(text: &str, room: usize) -> String {
    if half_ems(thousandths(text), false) <= room {
        return text.to_owned();
    }
    let mut left = room.saturating_sub(2) * 500;
    let fits = |c: &char| match left.checked_sub(advance(*c)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// Counts half ems. A little is added: programs round differently, and a word that just fits may not.
fn half_ems(thousandths: usize, is_bold: bool) -> usize {
    let percent = if is_bold { BOLD } else { 100 };
    match thousandths * percent / 100 {
        0 => 0,
        width => (width + 100).div_ceil(500),
    }
}

fn thousandths(text: &str) -> usize {
    text.chars().map(advance).sum()
}

fn advance(c: char) -> usize {
    let place = (c as usize).checked_sub(' ' as usize);
    let known = place.and_then(|place| ADVANCES.get(place)).copied();
    let other = if c >= '\u{2e80}' { WIDE } else { OTHER };
    usize::from(known.unwrap_or(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain;
    use crate::render::paper::bold;

    #[test]
    fn narrow_letters_and_bold_words_are_measured_as_they_are_printed() {
        let line = |words: &[Span]| widest(words).0;
        assert!(line(&plain("illicit")) * 2 < line(&plain("mammoth")));
        assert!(line(&bold("Some progress")) > line(&plain("Some progress")));
        assert_eq!(line(&plain("保護観察")), 9);
        assert_eq!(
            widest(&plain("a reference\nstands")).1,
            widest(&plain("reference")).0
        );
        assert_eq!(widest(&plain("")), (0, 0));
    }

    #[test]
    fn lines_are_counted_with_those_that_were_there() {
        assert_eq!(lines(&plain("one\ntwo\n\nfour"), 40), 4);
        assert!(lines(&plain("word ".repeat(100)), 40) > 10);
        assert!(lines(&plain("word"), 0) >= 1);
    }

    #[test]
    fn a_running_title_stays_on_its_line() {
        assert_eq!(beginning("Outstanding", 40), "Outstanding");
        let cut = beginning(&"Outstanding recommendations ".repeat(9), 40);
        assert!(cut.ends_with('…') && widest(&plain(&*cut)).0 <= 40, "{cut}");
        assert_eq!(beginning("Outstanding", 0), "…");
    }
}
