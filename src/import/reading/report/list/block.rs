//! The headings of a list, and the block of items that each begins.

use super::super::headings::{self, Heading};
use super::super::markers::{self, Marker, Style};
use super::super::{note, timescale};
use super::{Block, Reader};
use crate::domain::draft::{Question, flag};
use crate::import::container::line::Line;

impl<'a> Reader<'a> {
    /// Reads a heading on one line, or broken over two.
    pub(super) fn heading_at(&self, at: usize) -> Option<(Heading, usize)> {
        let line = &self.pages.lines[at];
        let read =
            headings::read(&line.text, self.rules.in_section).filter(|_| !self.is_wrapped_item(at));
        if let Some(heading) = read.or_else(|| self.heading_at_the_end(at)) {
            return (!self.continues_a_sentence(at)).then_some((heading, 1));
        }
        if self.rules.in_section && self.name_is_followed_by_items(at) {
            let marked = line.heading || line.bold;
            if let Some(heading) = headings::read_name_alone(unbulleted(&line.text), marked) {
                return Some((heading, 1));
            }
        }
        self.broken_heading(at)
    }

    /// `2. HMPPS and the CRCs should` is an item where its sentence goes on on the next line.
    fn is_wrapped_item(&self, at: usize) -> bool {
        let lines = self.pages.lines;
        let numbered = markers::number(&lines[at].text).is_some() && !lines[at].text.ends_with(':');
        let goes_on = |line: &Line| line.text.starts_with(char::is_lowercase);
        numbered && lines.get(at + 1).is_some_and(goes_on)
    }

    /// The heading may end the paragraph that introduces the list: `… of services. HMPPS should:`.
    fn heading_at_the_end(&self, at: usize) -> Option<Heading> {
        let text = self.pages.lines[at].text.as_str();
        let first = self.heading.is_none() && self.open.is_none() && self.list.items.is_empty();
        let introduces = self.rules.in_section && first && text.contains("recommendation");
        let (_, last) = text.rsplit_once(". ").filter(|_| introduces)?;
        headings::read(last, false).filter(|_| self.name_is_followed_by_items(at))
    }

    /// A line that follows an unfinished one without a blank is no heading.
    pub(super) fn continues_a_sentence(&self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let bare = !line.heading && !line.bold && markers::marked(&line.text).is_none();
        let unfinished = self.open.as_ref().is_some_and(|open| open.breaks_off());
        bare && !self.gap && unfinished
    }

    pub(super) fn name_is_followed_by_items(&self, at: usize) -> bool {
        let next = self.pages.next_words(at).next();
        next.is_some_and(|next| markers::marked(&self.pages.lines[next].text).is_some())
    }

    pub(super) fn broken_heading(&self, at: usize) -> Option<(Heading, usize)> {
        let lines = self.pages.lines;
        let first = &lines[at];
        if !(self.gap
            || first.heading
            || first.bold
            || self.open.as_ref().is_none_or(|open| open.is_complete()))
        {
            return None;
        }
        if first.text.ends_with(['.', ':', ';'])
            || markers::number(&first.text).is_some()
            || first.text.len() > 160
        {
            return None;
        }
        let next = if first.heading || first.bold {
            self.pages.next_words(at).next()?
        } else {
            at + 1
        };
        let second = lines
            .get(next)
            .filter(|line| !line.is_blank() && markers::marked(&line.text).is_none())?;
        let joined = format!("{} {}", unbulleted(&first.text), second.text);
        let heading = headings::read(&joined, false)?;
        // Two marked headings are a theme and a heading, unless the first one breaks off.
        let whole = ["The ", "HM", "His ", "Her "]
            .iter()
            .any(|opening| second.text.starts_with(opening));
        let own = headings::read(&second.text, false).is_some();
        // A name that is broken over two lines fills the first one.
        let fits = || {
            let word = second.text.split(' ').next().unwrap_or_default();
            let length = first.text.chars().count() + 1 + word.chars().count();
            second.text.split(' ').count() >= 4 && length * 2 < self.width_of_list(at)
        };
        let alone = own && (first.heading || first.bold || whole || fits());
        (!alone || breaks_off(&first.text)).then_some((heading, next - at + 1))
    }

    /// Reads a heading with words after it on the same line: `HMPPS should: 1. improve …`.
    pub(super) fn heading_before_words(&self, at: usize) -> Option<(Heading, &'a str)> {
        let text = self.pages.lines[at].text.as_str();
        let end = text.find("should:").map(|found| found + "should:".len())?;
        let rest = text[end..].trim();
        let heading = headings::read(&text[..end], false)?;
        (!rest.is_empty()).then_some((heading, rest))
    }

    pub(super) fn begin_block(&mut self, heading: Heading, at: usize, lines: usize) {
        self.close();
        self.ask_for_lost_list();
        if let Some(partner) = &heading.together_with {
            let words = format!("the heading adds `{partner}`, which is kept in this note only");
            self.list.notes.push(note(words, &self.pages.lines[at]));
        }
        self.timescale.clone_from(&heading.timescale);
        self.heading = Some(heading);
        self.block = Block {
            style: self.style_ahead(at + lines - 1),
            unmarked: self.is_unmarked_ahead(at + lines - 1),
            headed_at: at,
            width: self.width_of_list(at + lines - 1),
            ..Block::default()
        };
        (self.gap, self.strays, self.in_footnote) = (false, 0, false);
    }

    /// A line that says by when the items below it are asked for: `Within three months:`.
    pub(super) fn is_timescale(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let apart = line.heading || line.bold || line.text.ends_with(':') || self.gap;
        let going_on = self.open.as_ref().is_some_and(|open| open.breaks_off());
        let heads = self.name_is_followed_by_items(at) || self.leads_to_heading(at);
        if !(apart && heads && !going_on && timescale::is_one(&line.text)) {
            return false;
        }
        self.close();
        self.timescale = Some(line.text.trim_end_matches(':').to_owned());
        self.gap = true;
        true
    }

    /// A heading under which no item was found must not go unseen.
    pub(super) fn ask_for_lost_list(&mut self) {
        if self.heading.is_none() || self.block.count > 0 {
            return;
        }
        let line = &self.pages.lines[self.block.headed_at];
        self.list.questions.push(lost_list(
            &format!("the list under `{}` could not be read", line.text),
            line,
        ));
    }

    /// Finds how the items after a heading are numbered: by the first, or by the second
    /// where the first one's number was lost.
    pub(super) fn style_ahead(&self, after: usize) -> Option<Style> {
        let lines = self.pages.lines;
        let heads = |at: usize| headings::read(&lines[at].text, self.rules.in_section).is_some();
        let own = self
            .pages
            .next_words(after)
            .take(40)
            .take_while(|&at| !heads(at))
            .filter(|&at| lines[at].row.is_none());
        let mut marked =
            own.filter_map(|at| markers::marked(&lines[at].text).map(|(marker, _)| marker));
        match marked.next()? {
            Marker::Number(_, _, style) => Some(style),
            Marker::Letter(_) => None,
            Marker::Bullet(_) => match marked.next()? {
                Marker::Number(_, value, style) => {
                    let expected = self.previous.unwrap_or(0) + 2;
                    (value == expected || value == 2).then_some(style)
                }
                Marker::Bullet(_) | Marker::Letter(_) => None,
            },
        }
    }
}

/// Asks about a list that was not read; a person may say that there is none.
pub(in super::super) fn lost_list(words: &str, line: &Line) -> Question {
    Question {
        words: words.to_owned(),
        answer: flag("--leave-out", &line.place),
        place: line.place(),
    }
}

/// A heading that goes on: `The Saltmere and the`.
fn breaks_off(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with(',') || ["and", "the", "of", "&", "for", "with"].contains(&last)
}

fn unbulleted(text: &str) -> &str {
    markers::bullet(text).map_or(text, |(_, words)| words)
}
