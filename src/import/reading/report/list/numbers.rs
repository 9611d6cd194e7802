//! Numbered lines: items, parts of items, footnotes, or words that begin with a figure.

use super::super::markers::{self, Marker, Style};
use super::super::{headings, note};
use super::Reader;

/// What a numbered line is.
enum Role {
    Item,
    Part,
    Continuation,
    Footnote,
}

impl Reader<'_> {
    /// A figure on a line of its own is an item's number where it is the next one and
    /// words follow it; otherwise it is the page's.
    pub(super) fn is_number_alone(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let expected = self.block.last.or(self.previous).map_or(1, |last| last + 1);
        let numbered =
            matches!(self.block.style, None | Some(Style::Bare)) && self.block.bullet.is_none();
        let follows = self.pages.next_words(at).next().is_some_and(|next| {
            markers::marked(&self.pages.lines[next].text).is_none()
                && self.heading_at(next).is_none()
        });
        if line.text != expected.to_string() || !numbered || !follows || self.heading.is_none() {
            return false;
        }
        self.begin(at, Some(line.text.clone()), "", None);
        (self.block.style, self.block.last, self.previous) =
            (Some(Style::Bare), Some(expected), Some(expected));
        true
    }

    pub(super) fn number(
        &mut self,
        at: usize,
        printed: &str,
        value: u32,
        style: Style,
        words: &str,
    ) -> bool {
        let line = &self.pages.lines[at];
        if words.is_empty() && style == Style::Bare {
            return self.prose(at);
        }
        if self.heading.is_none() && !self.rules.bare_items {
            return true;
        }
        match self.role(at, value, style, words) {
            Role::Item => {
                let said = self.said_of_number(value);
                let (words, rest) = parted(words, value, style);
                self.begin(at, Some(printed.to_owned()), words, said);
                (self.block.style, self.block.last) = (Some(style), Some(value));
                self.previous = Some(value);
                if let Some(rest) = rest {
                    self.next_on_line(at, value + 1, style, rest);
                }
            }
            Role::Part => return self.part(at),
            Role::Continuation => return self.prose(at),
            Role::Footnote => {
                let short: String = line.text.chars().take(40).collect();
                self.list.notes.push(note(
                    format!("`{short}` was taken as a footnote and left out"),
                    line,
                ));
                if !self.pages.is_footnote(at) {
                    self.close();
                }
                self.in_footnote = true;
            }
        }
        true
    }

    /// Begins the items that follow on the same line: `(1) keep it; (2) count it`.
    fn next_on_line(&mut self, at: usize, value: u32, style: Style, text: &str) {
        let (mut value, mut text) = (value, Some(text));
        while let Some(rest) = text {
            let (words, after) = parted(rest, value, style);
            let said = "it stands on one line with the item before".to_owned();
            self.begin(at, Some(value.to_string()), words, Some(said));
            (self.block.last, self.previous) = (Some(value), Some(value));
            (value, text) = (value + 1, after);
        }
    }

    /// Judges what a numbered line is by the numbers before it.
    fn role(&self, at: usize, value: u32, style: Style, words: &str) -> Role {
        let expected = self.block.last.map_or(1, |last| last + 1);
        let first = self.block.count == 0;
        if value > 999 && value != self.block.last.or(self.previous).map_or(1, |last| last + 1) {
            return Role::Continuation;
        }
        let capital = words.starts_with(char::is_uppercase);
        let other_style = self.block.style.is_some_and(|known| known != style)
            || (self.block.style.is_none() && !first);
        let complete = self.open.as_ref().is_none_or(|open| open.is_complete());
        let noted = style == Style::Bare && self.pages.is_footnote(at);
        if noted && self.block.style != Some(Style::Bare) {
            return Role::Footnote;
        }
        if other_style || (style == Style::Bare && !first && value != expected) {
            return match &self.open {
                Some(open) if open.announces_parts() && style != Style::Bare => Role::Part,
                Some(_) if value == expected && !capital => Role::Item,
                Some(_) if !(self.gap || capital && complete) => Role::Continuation,
                _ => Role::Footnote,
            };
        }
        if !first && value + 1 < expected {
            return match &self.open {
                Some(open) if open.announces_parts() => Role::Part,
                _ if capital && self.block.small => Role::Footnote,
                // The numbers go on behind it, so it stands between two items.
                _ if self.next_number(at) == Some(expected) => Role::Footnote,
                _ => Role::Item,
            };
        }
        if !first && value > expected + 10 && !self.gap {
            return Role::Continuation;
        }
        Role::Item
    }

    /// Says what is odd about a number.
    fn said_of_number(&self, value: u32) -> Option<String> {
        let before = self.block.last.or(self.previous);
        match before {
            Some(last) if value == last && self.block.last.is_some() => {
                Some(format!("the number {value} is printed twice"))
            }
            Some(last) if value > last + 1 => Some(format!(
                "the numbers go from {last} to {value}: the words of what is missing may be at the end of {last}"
            )),
            Some(last) if self.block.last.is_some() && value < last => Some(format!(
                "the numbers go back from {last} to {value} under the same heading"
            )),
            None if value > 1 => Some(format!("the numbers begin with {value}")),
            _ => None,
        }
    }

    /// The number of the next numbered line nearby, before another heading.
    pub(super) fn next_number(&self, at: usize) -> Option<u32> {
        let near = self.pages.next_words(at).take(12);
        let near = near.filter(|&next| self.pages.lines[next].row.is_none());
        near.take_while(|&next| {
            headings::read(&self.pages.lines[next].text, self.rules.in_section).is_none()
        })
        .find_map(
            |next| match markers::marked(&self.pages.lines[next].text)? {
                (Marker::Number(_, value, _), _) => Some(value),
                _ => None,
            },
        )
    }
}

/// Parts the words of an item from the next one, where that follows on the same line.
fn parted(words: &str, value: u32, style: Style) -> (&str, Option<&str>) {
    let next = value + 1;
    let (sign, ended): (String, &[char]) = match style {
        Style::Bracket => (format!(" ({next}) "), &[]),
        Style::Dot => (format!(" {next}. "), &['.', ';']),
        Style::Lettered | Style::Bare | Style::Nested => return (words, None),
    };
    let found = words.find(&sign).filter(|&at| {
        let before = words[..at].trim_end_matches(" and").trim_end();
        ended.is_empty() || before.ends_with(ended)
    });
    match found {
        Some(at) => (&words[..at], Some(&words[at + sign.len()..])),
        None => (words, None),
    }
}
