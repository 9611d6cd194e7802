//! Lines of a given width, broken between words.

use unicode_width::UnicodeWidthChar;

use crate::document::{Paragraph, Span, Style};

type Letter = (char, Style);

/// Breaks a paragraph into lines of at most `width` columns.
///
/// Line breaks in the text stay. Only a word that is wider than a whole line is broken.
/// The text must be visible already: what has no width of its own is not counted.
pub fn wrap(paragraph: &[Span], width: usize) -> Vec<Paragraph> {
    let letters: Vec<Letter> = paragraph
        .iter()
        .flat_map(|span| span.text.chars().map(|c| (c, span.style)))
        .collect();
    letters
        .split(|(c, _)| *c == '\n')
        .flat_map(|line| wrap_line(line, width))
        .map(|line| spans(&line))
        .collect()
}

/// Returns how many columns a text takes on a terminal.
pub fn width_of(text: &str) -> usize {
    text.chars().map(width_of_char).sum()
}

/// Returns the widest line of a text, and its widest word.
pub fn widest(text: &str) -> (usize, usize) {
    let line = text.lines().map(width_of).max();
    let word = text.split(is_gap).map(width_of).max();
    (line.unwrap_or(0), word.unwrap_or(0))
}

fn wrap_line(letters: &[Letter], width: usize) -> Vec<Vec<Letter>> {
    let mut lines: Vec<Vec<Letter>> = vec![Vec::new()];
    for word in letters.split(|(c, _)| is_gap(*c)).filter(|w| !w.is_empty()) {
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            *line = word.to_vec();
        } else if letters_width(line) + 1 + letters_width(word) <= width {
            line.push(gap(line, word));
            line.extend_from_slice(word);
        } else {
            lines.push(word.to_vec());
        }
        break_last(&mut lines, width);
    }
    lines
}

/// Breaks the last line as often as it takes, where one word is wider than a line.
fn break_last(lines: &mut Vec<Vec<Letter>>, width: usize) {
    let last = lines.pop().unwrap_or_default();
    let mut rest = &last[..];
    while let Some(at) = overflow(rest, width) {
        let (line, after) = rest.split_at(after_a_mark(rest, at));
        lines.push(line.to_vec());
        rest = after;
    }
    lines.push(rest.to_vec());
}

/// Returns where a line gets too wide; never at its start, so that breaking ends.
fn overflow(line: &[Letter], width: usize) -> Option<usize> {
    let mut column = 0;
    line.iter().enumerate().position(|(at, (c, _))| {
        column += width_of_char(*c);
        at > 0 && width_of_char(*c) > 0 && column > width
    })
}

/// Returns where a word is broken that has room up to a place: after a hyphen or a stroke in its
/// second half, else there.
fn after_a_mark(line: &[Letter], at: usize) -> usize {
    let marked = line[..at].iter().rposition(|(c, _)| is_mark(*c));
    marked
        .map(|mark| mark + 1)
        .filter(|after| after * 2 > at)
        .unwrap_or(at)
}

/// Tells whether a word that is too long may well be broken after a character.
pub fn is_mark(c: char) -> bool {
    matches!(c, '-' | '/')
}

/// A space between two words, in their weight if they share one.
fn gap(line: &[Letter], word: &[Letter]) -> Letter {
    let before = line.last().map(|letter| letter.1);
    let after = word.first().map(|letter| letter.1);
    match before {
        Some(style) if before == after => (' ', style),
        _ => (' ', Style::Plain),
    }
}

fn spans(line: &[Letter]) -> Paragraph {
    line.chunk_by(|one, next| one.1 == next.1)
        .map(|run| Span {
            text: run.iter().map(|letter| letter.0).collect(),
            style: run[0].1,
        })
        .collect()
}

/// Tells whether a line may break at a character. A no-break space is no gap: that is what it is for.
pub fn is_gap(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

fn letters_width(letters: &[Letter]) -> usize {
    letters.iter().map(|letter| width_of_char(letter.0)).sum()
}

fn width_of_char(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain;

    fn lines(text: &str, width: usize) -> Vec<String> {
        wrap(&plain(text), width)
            .iter()
            .map(|line| line.iter().map(|span| span.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn lines_break_between_words_and_where_the_text_breaks() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("one\n\n two", 8), ["one", "", "two"]);
        assert_eq!(lines("18\u{a0}May 2022", 6), ["18\u{a0}May", "2022"]);
        assert_eq!(lines("", 8), [""]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_at_the_width() {
        assert_eq!(lines("a abcdefgh b", 3), ["a", "abc", "def", "gh", "b"]);
        assert_eq!(lines("保護観察", 5), ["保護", "観察"]);
        assert_eq!(lines("保護", 1), ["保", "護"]);
        assert_eq!(lines("cafe\u{301}s", 4), ["cafe\u{301}", "s"]);
    }

    #[test]
    fn a_word_of_a_megabyte_is_broken_at_once() {
        // One that copied the rest of the word for each line would not come to an end here.
        assert_eq!(lines(&"x".repeat(1_000_000), 40).len(), 25_000);
    }

    #[test]
    fn weights_survive_the_breaking() {
        let bold = |text: &str| Span {
            text: text.to_owned(),
            style: Style::Bold,
        };
        let paragraph = [plain("Done – "), vec![bold("Some progress")]].concat();
        let lines = wrap(&paragraph, 11);
        assert_eq!(lines[0], [plain("Done – "), vec![bold("Some")]].concat());
        assert_eq!(lines[1], vec![bold("progress")]);
    }

    #[test]
    fn a_word_that_is_too_long_is_broken_after_a_hyphen_or_a_stroke_where_it_has_one() {
        let lines = |text: &str, width| {
            let lines = wrap(&plain(text), width);
            let words = lines.iter().map(|line| line[0].text.clone());
            words.collect::<Vec<_>>().join("|")
        };
        let reference = "barking-and-havering-2023/12";
        assert_eq!(lines(reference, 24), "barking-and-havering-|2023/12");
        assert_eq!(lines(reference, 16), "barking-and-|havering-2023/12");
        assert_eq!(lines("a-unbreakableword", 10), "a-unbreaka|bleword");
    }
}
