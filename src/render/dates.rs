//! Dates in words, which no line of a page breaks.

use crate::document::{Paragraph, Span};
use crate::domain::partial_date::MONTHS;

/// What stands between the parts of a date: a space at which no line ends.
const NO_BREAK: char = '\u{a0}';

/// Returns the words with their dates made whole: no line ends within `18 May 2022`.
pub fn with_whole_dates(words: &[Span]) -> Paragraph {
    let whole = |span: &Span| Span {
        text: whole_dates(&span.text),
        style: span.style,
    };
    words.iter().map(whole).collect()
}

fn whole_dates(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut before = None;
    for word in text.split(' ') {
        whole.extend(before.map(|before| {
            if is_one_date(before, word) {
                NO_BREAK
            } else {
                ' '
            }
        }));
        whole.push_str(word);
        before = Some(word);
    }
    whole
}

/// Tells whether two words are parts of one date: a day and a month, or a month and a year.
fn is_one_date(one: &str, other: &str) -> bool {
    let day = one.trim_start_matches(|c: char| !c.is_alphanumeric());
    let is_day = matches!(day.len(), 1 | 2) && day.bytes().all(|byte| byte.is_ascii_digit());
    let year = other.bytes().take_while(u8::is_ascii_digit).count();
    is_day && MONTHS.contains(&other) || MONTHS.contains(&day) && year == 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_whole_and_other_words_are_left_alone() {
        for (text, whole) in [
            ("18 May 2022", "18\u{a0}May\u{a0}2022"),
            (
                "by 1 June 2027 (first May 2026)",
                "by 1\u{a0}June\u{a0}2027 (first May\u{a0}2026)",
            ),
            (
                "in 12 cases  May they\n3 of 4",
                "in 12 cases  May they\n3 of 4",
            ),
            ("", ""),
        ] {
            assert_eq!(whole_dates(text), whole);
        }
    }
}
