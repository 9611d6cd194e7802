//! Where a list ends: at a title that is none of its own headings.

use super::super::markers::{self, Marker, Style};
use super::super::titles::Title;
use super::super::{headings, note};
use super::Reader;

impl Reader<'_> {
    /// Tells whether a title ends the list. A title above another addressee's heading does not.
    pub(super) fn ends_at(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        if self.pages.title(at).is_some() && !self.continues_a_sentence(at) {
            return true;
        }
        if self.is_chapter(at) {
            self.list.notes.push(note(
                format!("the list was taken to end at `{}`", line.text),
                line,
            ));
            return true;
        }
        let started = !self.list.items.is_empty() || self.open.is_some();
        let marked = line.heading || line.bold;
        let plain = self.gap && started && self.is_plain_title(at) && !self.may_be_plain_item(at);
        if !(marked || plain) || markers::marked(&line.text).is_some_and(|_| !line.heading) {
            return false;
        }
        if !started && self.leads_to_items(at) {
            return false;
        }
        if self.open.as_ref().is_some_and(|open| open.breaks_off()) {
            return false;
        }
        if plain && !marked {
            self.list.notes.push(note(
                format!("the list was taken to end at `{}`", line.text),
                line,
            ));
        }
        true
    }

    /// Tells whether a line is a theme above an addressee's heading: `Staffing`.
    pub(super) fn is_theme(&self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let named = match self.pages.title(at) {
            Some(Title::Theme) => true,
            Some(_) => false,
            None => {
                let plain = self.gap && !self.block.unmarked && self.is_plain_title(at);
                (line.heading || line.bold || plain) && markers::number(&line.text).is_none()
            }
        };
        named && self.leads_to_heading(at)
    }

    /// Tells whether a title stands above the next item of the list: a theme within it.
    pub(super) fn is_theme_of_items(&self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let named = match self.pages.title(at) {
            Some(Title::Theme) => true,
            Some(_) => false,
            None => line.heading || line.bold || self.gap && self.is_plain_title(at),
        };
        let expected = self.block.last.or(self.previous).map_or(1, |last| last + 1);
        let first = self.pages.next_words(at).next();
        let next = first.and_then(|next| markers::number(&self.pages.lines[next].text));
        let follows = matches!(next, Some((Marker::Number(_, value, _), _)) if value == expected);
        let unfinished = self.open.as_ref().is_some_and(|open| open.breaks_off());
        named
            && follows
            && self.heading.is_some()
            && !unfinished
            && markers::number(&line.text).is_none()
    }

    /// `4. The arrangements`: a numbered title that could be taken for an item.
    pub(super) fn is_chapter(&self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let alone = self
            .pages
            .lines
            .get(at + 1)
            .is_none_or(|next| next.is_blank());
        let Some((Marker::Number(_, value, Style::Dot), words)) = markers::number(&line.text)
        else {
            return false;
        };
        let back = self.block.last.is_some_and(|last| value <= last);
        let other = self.block.small || self.open.as_ref().is_some_and(|open| open.is_complete());
        let short = words.split_whitespace().count() <= 8 && !words.ends_with(['.', ':', ';', ',']);
        let started = self.block.count > 0
            && self
                .block
                .style
                .is_none_or(|style| style == Style::Dot || back);
        self.gap
            && alone
            && short
            && words.starts_with(char::is_uppercase)
            && started
            && (other || back || line.heading)
    }

    pub(super) fn is_plain_title(&self, at: usize) -> bool {
        let text = self.pages.lines[at].text.as_str();
        let alone = self
            .pages
            .lines
            .get(at + 1)
            .is_none_or(|next| next.is_blank());
        alone
            && text.starts_with(char::is_uppercase)
            && !text.ends_with(['.', ':', ';', ',', '?'])
            && text.split_whitespace().count() <= 10
            && markers::marked(text).is_none()
            && headings::in_sentence(text, self.rules.verbs).is_none()
    }

    pub(super) fn leads_to_heading(&self, at: usize) -> bool {
        self.pages
            .next_words(at)
            .take(2)
            .take_while(|&next| self.pages.title(next).is_none())
            .any(|next| {
                headings::read(&self.pages.lines[next].text, self.rules.in_section).is_some()
            })
    }

    pub(super) fn leads_to_items(&self, at: usize) -> bool {
        let next = self.pages.next_words(at).next();
        next.is_some_and(|next| markers::number(&self.pages.lines[next].text).is_some())
    }
}
