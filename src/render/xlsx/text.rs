//! Words that fit a cell, a line or the margin of a sheet.

use crate::document::{Cell, plain};
use crate::domain::partial_date::MONTHS;
use crate::render::text::{visible, visible_on_one_line, without_weight};
use crate::render::wrap::{width_of, wrap};

/// Excel holds so many units of UTF-16 in a cell.
const MOST: usize = 32_767;
/// Room for the words that say that something was cut.
const ROOM: usize = 80;
/// Header and footer hold 255 units each, in three parts.
const MARGIN: usize = 75;

/// Returns the words of a cell: empty for nothing.
pub fn words(cell: &Cell) -> String {
    match cell {
        Cell::Nothing | Cell::Continued => String::new(),
        Cell::Text(text) => fitting(&visible(text)),
        Cell::Reference(text) => fitting(&visible_on_one_line(text)),
        Cell::Rich(spans) => fitting(&visible(&without_weight(spans))),
        Cell::Date(date) => date.for_people(),
        Cell::Number(number) => number.to_string(),
        Cell::List(items) => fitting(&visible_on_one_line(&items.join("; "))),
    }
}

/// Returns the text as far as a cell holds it, and says what was cut.
pub fn fitting(text: &str) -> String {
    if units(text) <= MOST {
        return text.to_owned();
    }
    let kept = beginning(text, MOST - ROOM);
    let cut = text.chars().count() - kept.chars().count();
    format!("{kept}… (cut: {cut} characters more; the whole is in the CSV)")
}

/// Returns the first units of a text, without breaking a character.
pub fn beginning(text: &str, most: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// Counts as Excel does.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Tells whether Excel would make something else of the text once somebody edits its cell: a
/// formula, a number, a date, a truth.
pub fn is_taken_for_more(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['=', '+', '-', '@', '|', '\''])
        || units(text) <= VALUE && is_like_a_value(text)
}

/// No number and no date is longer.
const VALUE: usize = 40;

fn is_like_a_value(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphabetic()).next();
    let word = word.unwrap_or_default().to_lowercase();
    let is_month = |month: &str| word.len() > 2 && month.to_lowercase().starts_with(&word);
    text.starts_with(|c: char| c.is_numeric() || ".,(%#£$€¥".contains(c))
        || matches!(&*word, "true" | "false")
        || text.contains(char::is_numeric) && MONTHS.into_iter().any(is_month)
}

/// Returns how many lines a text takes in a column that is as wide as so many digits.
pub fn lines(text: &str, digits: usize) -> usize {
    let columns = width_of(text) as f64;
    let wide: f64 = text.chars().map(in_digits).sum();
    // A column takes more letters where many of them are narrow.
    let fit = digits as f64 * SURE * columns / wide.max(1.0);
    wrap(&plain(text), fit as usize).len()
}

/// Words break earlier in some programs than in others.
const SURE: f64 = 0.95;

/// Returns how wide a letter is in Arial, in digits.
fn in_digits(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.42,
        'f' | 't' | 'I' | ' ' | '.' | ',' | ';' | ':' | '!' | '/' | '[' | ']' => 0.5,
        'r' | '-' | '(' | ')' | '"' => 0.62,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 1.6,
        'A'..='Z' | '&' => 1.28,
        ' '..='~' => 1.0,
        c => 1.1 * width_of(c.encode_utf8(&mut [0; 4])) as f64,
    }
}

/// Returns a text for the margin of a sheet, where `&` begins an instruction.
pub fn in_margin(text: &str) -> String {
    let whole = text.replace('&', "&&");
    if units(&whole) <= MARGIN {
        return whole;
    }
    let mut fits = String::new();
    for c in text.chars() {
        let written = if c == '&' {
            "&&".to_owned()
        } else {
            c.to_string()
        };
        if units(&fits) + units(&written) >= MARGIN {
            break;
        }
        fits += &written;
    }
    fits + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_cell_holds_is_cut_and_that_is_said() {
        let most = "x".repeat(MOST);
        assert_eq!(fitting(&most), most);
        let cut = fitting(&format!("{most}y"));
        assert!(units(&cut) <= MOST, "{}", units(&cut));
        let words = "x… (cut: 81 characters more; the whole is in the CSV)";
        assert!(cut.ends_with(words), "{}", &cut[MOST - ROOM - 10..]);
        let wide = fitting(&"🚪".repeat(20_000));
        assert!(units(&wide) <= MOST && wide.contains("(cut: 3657 characters"));
    }

    #[test]
    fn an_ampersand_in_the_margin_is_one_and_no_instruction() {
        assert_eq!(in_margin("R&D &P"), "R&&D &&P");
        let long = in_margin(&"&".repeat(300));
        assert!(units(&long) <= MARGIN && long.ends_with("&&…"), "{long}");
        assert_eq!(long.matches('&').count() % 2, 0);
    }

    #[test]
    fn what_excel_would_read_as_a_value_stays_words_when_it_is_edited() {
        for text in [
            "=1+1",
            " =1",
            "-1",
            "'x",
            "1E5",
            "00123",
            " 12",
            ".5",
            "(12)",
            "50%",
            "£5",
            "1/2",
            "12:30",
            "#REF!",
            "TRUE",
            "false",
            "May 2022",
            "Sep-22",
            "3 May 2022",
        ] {
            assert!(is_taken_for_more(text), "{text}");
        }
        let numbered = "1. Ensure that every handover is written down on the day";
        for text in [
            "fenmarsh-2022/1",
            "Truth 5",
            "Maybe 5",
            "May",
            "No progress",
            "",
            numbered,
        ] {
            assert!(!is_taken_for_more(text), "{text}");
        }
    }

    #[test]
    fn lines_are_counted_as_they_wrap() {
        assert_eq!(lines("one two three", 8), 2);
        assert_eq!(lines("one\n\ntwo", 20), 3);
        assert_eq!(lines("", 20), 1);
        let sentence = "it is little, until it is lifted ".repeat(4);
        assert_eq!(lines(&sentence, 60), 2);
        assert_eq!(lines(&sentence.to_uppercase(), 60), 3);
        assert_eq!(lines(&"保護".repeat(30), 60), 3);
    }
}
