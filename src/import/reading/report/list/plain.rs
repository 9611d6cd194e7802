//! Items without any marker: one on each line, or one a paragraph.

use super::super::headings;
use super::super::markers;
use super::super::titles::Title;
use super::Reader;

/// Lines are wrapped no narrower than this, where the text itself says nothing else.
const NARROWEST: usize = 60;

impl Reader<'_> {
    /// Tells whether no line between a heading and the next carries a marker.
    pub(super) fn is_unmarked_ahead(&self, after: usize) -> bool {
        let lines = self.pages.lines;
        let mut own = self.pages.next_words(after).take(60).take_while(|&at| {
            headings::read(&lines[at].text, self.rules.in_section).is_none()
                && self.pages.title(at).is_none()
        });
        own.all(|at| markers::marked(&lines[at].text).is_none())
    }

    /// Tells whether a line that could be a title may as well be an item without a marker:
    /// the first under its heading, or one with more of the list behind it.
    pub(super) fn may_be_plain_item(&self, at: usize) -> bool {
        if !self.block.unmarked
            || self
                .pages
                .title(at)
                .is_some_and(|title| title != Title::Theme)
        {
            return false;
        }
        self.block.count == 0 || self.block.plain.is_some() && self.list_goes_on(at)
    }

    /// Tells whether another heading of the list comes before any title.
    fn list_goes_on(&self, at: usize) -> bool {
        let lines = self.pages.lines;
        // A title stands above words, not above another title.
        let next = self.pages.next_words(at).next();
        if next.is_none_or(|next| self.pages.title(next).is_some()) {
            return true;
        }
        self.pages
            .next_words(at)
            .take(40)
            .take_while(|&next| self.pages.title(next).is_none() && !lines[next].heading)
            .any(|next| headings::read(&lines[next].text, self.rules.in_section).is_some())
    }

    /// A line under a heading is an item where the items carry no markers.
    pub(super) fn is_plain_item(&self, at: usize) -> bool {
        let text = self.pages.lines[at].text.as_str();
        let unmarked = self.block.style.is_none() && self.block.bullet.is_none();
        let under = self.heading.is_some() && (self.block.count == 0 || self.block.plain.is_some());
        let only = self.block.unmarked && self.block.count == 0;
        unmarked
            && under
            && self.strays == 0
            && (only || !is_commentary(text))
            && !text.ends_with(':')
            && text.split_whitespace().count() <= 60
    }

    pub(super) fn plain_item(&mut self, at: usize) {
        let line = &self.pages.lines[at];
        let said = "it has neither a number nor a bullet".to_owned();
        self.begin(at, None, &line.text, Some(said));
        self.block.plain.get_or_insert(line.indent);
    }

    /// Tells whether a line is the rest of the one before: that one is full, so that the
    /// first word of this one found no room on it, or this one can begin no item.
    pub(super) fn is_wrapped(&self, at: usize) -> bool {
        let lines = self.pages.lines;
        let Some(before) = at.checked_sub(1).map(|before| &lines[before]) else {
            return false;
        };
        let line = &lines[at];
        let ended = before.text.ends_with(['.', ';', '!', '?']) || before.text.ends_with("; and");
        let small = line.text.starts_with(char::is_lowercase);
        if self
            .block
            .plain
            .is_some_and(|indent| line.indent >= indent + 2)
        {
            return true;
        }
        if ended {
            return small && before.text.ends_with('.') && !self.block.small;
        }
        if small && !self.block.small {
            return true;
        }
        let first = line.text.split_whitespace().next().unwrap_or_default();
        before.text.chars().count() + 1 + first.chars().count() > self.block.width
    }

    /// Returns how wide the text is wrapped, by its paragraphs and by the lines of a list.
    pub(super) fn width_of_list(&self, headed_at: usize) -> usize {
        let lines = self.pages.lines;
        let own = self
            .pages
            .next_words(headed_at)
            .take(60)
            .take_while(|&at| headings::read(&lines[at].text, self.rules.in_section).is_none())
            .map(|at| lines[at].text.chars().count())
            .filter(|&length| length <= 120)
            .max();
        own.unwrap_or(0)
            .max(self.pages.width().unwrap_or(NARROWEST))
    }
}

/// Tells whether a paragraph begins as those do that speak about recommendations.
fn is_commentary(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    [
        "The", "We", "This", "Our", "In", "It", "There", "These", "As", "A", "An", "To", "For",
    ]
    .contains(&first)
}
