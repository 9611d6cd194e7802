//! Items without numbers, their parts, and the lines that continue them.

use super::super::headings::{self, Heading};
use super::super::note;
use super::Reader;

impl Reader<'_> {
    pub(super) fn bullet(&mut self, at: usize, sign: char, words: &str) -> bool {
        if self.heading.is_none() && !self.is_bare_item(words) {
            if self
                .open
                .as_ref()
                .is_some_and(|open| open.announces_parts())
            {
                return self.part(at);
            }
            self.stray(at, "a bullet under no heading was left out");
            return true;
        }
        if self.strays > 0 && self.block.style.is_none() && self.block.count > 0 {
            self.stray(at, "bullets after a paragraph were left out");
            return true;
        }
        if self.block.style.is_some() {
            return self.unnumbered(at, words);
        }
        let indent = self.pages.lines[at].indent;
        if self.is_nested(sign, indent) {
            return self.part(at);
        }
        let said = self
            .block
            .bullet
            .filter(|&(first, _)| first != sign)
            .map(|_| "it begins with another bullet than the items before".to_owned());
        self.begin(at, None, words, said);
        self.block.bullet.get_or_insert((sign, indent));
        true
    }

    pub(super) fn is_bare_item(&self, words: &str) -> bool {
        self.rules.bare_items && words.split_whitespace().count() >= 5
    }

    /// A line is wrapped where it is long; a short one before a capital may have ended.
    fn is_doubtful(&self, at: usize) -> bool {
        let lines = self.pages.lines;
        let short = at
            .checked_sub(1)
            .is_some_and(|before| lines[before].text.chars().count() < 50)
            || self.block.plain.is_some();
        let ended = self
            .open
            .as_ref()
            .is_some_and(|open| !open.breaks_off() && !open.is_empty());
        !self.gap && short && ended && lines[at].text.starts_with(char::is_uppercase)
    }

    pub(super) fn is_nested(&self, sign: char, indent: usize) -> bool {
        let (Some(open), Some((first, level))) = (&self.open, self.block.bullet) else {
            return false;
        };
        let deeper = indent >= level + 2;
        let other = sign != first && (open.announces_parts() || matches!(sign, 'o' | '◦' | '–'));
        deeper || other
    }

    /// A bullet without a number in a numbered list: its number was lost, or it is a part.
    pub(super) fn unnumbered(&mut self, at: usize, words: &str) -> bool {
        let last = self.block.last.unwrap_or(if self.block.count == 0 {
            self.previous.unwrap_or(0)
        } else {
            0
        });
        let next = self.next_number(at);
        let lost = self.block.count == 0 || next == Some(last + 2);
        if !lost {
            return self.part(at);
        }
        let number = next.map_or(last + 1, |next| next.saturating_sub(1).max(1));
        let said = format!("its number is not printed; by its place it is {number}");
        self.begin(at, None, words, Some(said));
        (self.block.last, self.previous) = (Some(number), Some(number));
        true
    }

    pub(super) fn part(&mut self, at: usize) -> bool {
        let text = &self.pages.lines[at].text;
        match &mut self.open {
            Some(open) => open.add_line(text),
            None => self.stray(at, "a line without an item before it was left out"),
        }
        true
    }

    /// A line without a marker: it continues an item, is one, or is left out.
    pub(super) fn prose(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        if self.goes_on(at) {
            self.join(at);
            return true;
        }
        if self.is_plain_item(at) {
            self.plain_item(at);
            return true;
        }
        if self.is_second_paragraph(at) {
            self.add_paragraph(at);
            return true;
        }
        if headings::read(&line.text, false).is_none() && line.text.ends_with("should:") {
            let words = format!("`{}` was not taken for the heading of a list", line.text);
            self.list.notes.push(note(words, line));
            if !self.rules.in_section {
                return false;
            }
            if self.strays == 0 && self.block.last.is_some() {
                // What follows is asked of someone else than the items before.
                self.begin_block(Heading::of_nobody(), at, 1);
                return true;
            }
        }
        if self.rules.bare_items && headings::in_sentence(&line.text, self.rules.verbs).is_some() {
            self.heading = None;
            self.begin(at, None, &line.text, None);
            return true;
        }
        self.close();
        if !self.list.items.is_empty() {
            self.stray(
                at,
                "a paragraph between or after the recommendations was left out",
            );
        }
        self.strays <= 2
    }

    /// Tells whether a line without a marker goes on with the item before it.
    fn goes_on(&self, at: usize) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        if open.is_empty() || open.breaks_off() {
            return true;
        }
        if self.block.plain.is_some() {
            return !self.gap && self.is_wrapped(at);
        }
        let small = self.pages.lines[at].text.starts_with(char::is_lowercase);
        let parted = !small && self.pages.is_after_long_line(at) && open.is_complete();
        small || !(self.gap || parted)
    }

    fn join(&mut self, at: usize) {
        let line = &self.pages.lines[at];
        let doubtful = self.is_doubtful(at);
        let open = self.open.as_mut().expect("what goes on has an item");
        if doubtful {
            open.notes.push(format!(
                "`{}` was joined to it, though it begins with a capital",
                line.text
            ));
        }
        open.join(&line.text, self.vocabulary);
    }

    /// A paragraph after an item is its second one where the numbers go on behind it.
    fn is_second_paragraph(&self, at: usize) -> bool {
        let goes_on = self.block.last.is_some()
            && self.next_number(at) == self.block.last.map(|last| last + 1);
        let heads = self.pages.lines[at].text.ends_with(':');
        self.open.is_some() && self.strays == 0 && !heads && (goes_on || self.block.paragraphs)
    }

    fn add_paragraph(&mut self, at: usize) {
        let line = &self.pages.lines[at];
        self.block.paragraphs = true;
        if let Some(open) = &mut self.open {
            open.add_line(&line.text);
            open.notes.push(format!(
                "the paragraph on line {} was read as part of it",
                line.place()
            ));
        }
    }
}
