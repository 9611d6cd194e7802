//! Lists of recommendations: headings, items, what stands between them.

use super::headings::{self, Heading};
use super::item::Open;
use super::markers::{self, Marker, Style};
use super::note;
use super::repairs::Vocabulary;
use super::sections::{Pages, Title};
use crate::domain::draft::{DraftNote, DraftRecommendation};

/// How a list is to be read.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// Whether any short name may head a list
    pub in_section: bool,
    /// Whether items may stand without a heading
    pub bare_items: bool,
    /// The words after an addressee inside a sentence
    pub verbs: &'static [&'static str],
    /// The line before which the list ends
    pub end: usize,
}

/// The items of a list.
#[derive(Debug, Default)]
pub(super) struct List {
    /// In order
    pub items: Vec<DraftRecommendation>,
    /// What is said about them
    pub notes: Vec<DraftNote>,
    /// The line after the last that was read
    pub end: usize,
}

/// Where the reader stands within the items under one heading.
#[derive(Debug, Default)]
struct Block {
    style: Option<Style>,
    bullet: Option<(char, usize)>,
    last: Option<u32>,
    count: usize,
    small: bool,
}

pub(super) struct Reader<'a> {
    pages: &'a Pages<'a>,
    vocabulary: &'a Vocabulary,
    rules: Rules,
    list: List,
    heading: Option<Heading>,
    block: Block,
    open: Option<Open>,
    /// The last number of all blocks
    previous: Option<u32>,
    gap: bool,
    in_footnote: bool,
    strays: usize,
}

/// Reads the list that begins at a line.
pub(super) fn read(pages: &Pages, vocabulary: &Vocabulary, from: usize, rules: Rules) -> List {
    let mut reader = Reader {
        pages,
        vocabulary,
        rules,
        list: List::default(),
        heading: None,
        block: Block::default(),
        open: None,
        previous: None,
        gap: true,
        in_footnote: false,
        strays: 0,
    };
    let mut at = from;
    while at < rules.end {
        match reader.step(at) {
            Some(lines) => at += lines,
            None => break,
        }
    }
    reader.close();
    reader.list.end = at;
    reader.list
}

impl Reader<'_> {
    /// Reads one line; returns how many lines were used, or nothing where the list ends.
    fn step(&mut self, at: usize) -> Option<usize> {
        let line = &self.pages.lines[at];
        if line.is_blank() {
            (self.gap, self.in_footnote) = (true, false);
            return Some(1);
        }
        if let Some((heading, lines)) = self.heading_at(at) {
            self.begin_block(heading, at, lines);
            return Some(lines);
        }
        if self.is_number_alone(at) || self.is_skipped(at) {
            return Some(1);
        }
        if self.ends_at(at) {
            return None;
        }
        let goes_on = match markers::marked(&line.text) {
            Some((Marker::Number(printed, value, style), words)) => {
                self.number(at, &printed, value, style, words)
            }
            Some((Marker::Bullet(sign), words)) => self.bullet(at, sign, words),
            Some((Marker::Letter(_), _)) => self.part(at),
            None => self.prose(at),
        };
        self.gap = false;
        goes_on.then_some(1)
    }

    /// A figure on a line of its own is an item's number where it is the next one and
    /// words follow it; otherwise it is the page's.
    fn is_number_alone(&mut self, at: usize) -> bool {
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

    fn is_skipped(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        if line.footnote {
            self.in_footnote = true;
        } else if self.in_footnote && markers::marked(&line.text).is_some() {
            self.in_footnote = false;
        }
        self.in_footnote || self.pages.is_furniture(at)
    }

    /// Reads a heading on one line, or broken over two.
    fn heading_at(&self, at: usize) -> Option<(Heading, usize)> {
        let line = &self.pages.lines[at];
        if let Some(heading) = headings::read(&line.text, self.rules.in_section) {
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

    /// A line that follows an unfinished one without a blank is no heading.
    fn continues_a_sentence(&self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let bare = !line.heading && !line.bold && markers::marked(&line.text).is_none();
        let unfinished = self.open.as_ref().is_some_and(|open| open.breaks_off());
        bare && !self.gap && unfinished
    }

    fn name_is_followed_by_items(&self, at: usize) -> bool {
        let next = self.pages.next_words(at).next();
        next.is_some_and(|next| markers::marked(&self.pages.lines[next].text).is_some())
    }

    fn broken_heading(&self, at: usize) -> Option<(Heading, usize)> {
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
        let alone = headings::read(&second.text, false).is_some() && (first.heading || first.bold);
        (!alone || breaks_off(&first.text)).then_some((heading, next - at + 1))
    }

    fn begin_block(&mut self, heading: Heading, at: usize, lines: usize) {
        self.close();
        if let Some(partner) = &heading.together_with {
            let words = format!("the heading adds `{partner}`, which is kept in this note only");
            self.list.notes.push(note(words, &self.pages.lines[at]));
        }
        self.heading = Some(heading);
        self.block = Block {
            style: self.style_ahead(at + lines - 1),
            ..Block::default()
        };
        (self.gap, self.strays, self.in_footnote) = (false, 0, false);
    }

    /// Finds how the items after a heading are numbered: by the first, or by the second
    /// where the first one's number was lost.
    fn style_ahead(&self, after: usize) -> Option<Style> {
        let mut marked =
            self.pages.next_words(after).take(40).filter_map(|at| {
                markers::marked(&self.pages.lines[at].text).map(|(marker, _)| marker)
            });
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

    /// Tells whether a title ends the list. A title above another addressee's heading does not.
    fn ends_at(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        match self.pages.title(at) {
            Some(Title::Theme) => return !self.leads_to_heading(at),
            Some(_) => return true,
            None => {}
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
        let plain = self.gap && started && self.is_plain_title(at);
        if !(marked || plain) || markers::marked(&line.text).is_some_and(|_| !line.heading) {
            return false;
        }
        if self.leads_to_heading(at) || (!started && self.leads_to_items(at)) {
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

    /// `4. The arrangements`: a numbered title that could be taken for an item.
    fn is_chapter(&self, at: usize) -> bool {
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

    fn is_plain_title(&self, at: usize) -> bool {
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

    fn leads_to_heading(&self, at: usize) -> bool {
        self.pages
            .next_words(at)
            .take(2)
            .take_while(|&next| self.pages.title(next).is_none())
            .any(|next| {
                headings::read(&self.pages.lines[next].text, self.rules.in_section).is_some()
            })
    }

    fn leads_to_items(&self, at: usize) -> bool {
        let next = self.pages.next_words(at).next();
        next.is_some_and(|next| markers::number(&self.pages.lines[next].text).is_some())
    }

    fn number(&mut self, at: usize, printed: &str, value: u32, style: Style, words: &str) -> bool {
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
                self.begin(at, Some(printed.to_owned()), words, said);
                (self.block.style, self.block.last) = (Some(style), Some(value));
                self.previous = Some(value);
            }
            Role::Part => return self.part(at),
            Role::Continuation => return self.prose(at),
            Role::Footnote => {
                let short: String = line.text.chars().take(40).collect();
                self.list.notes.push(note(
                    format!("`{short}` was taken as a footnote and left out"),
                    line,
                ));
                self.close();
                self.in_footnote = true;
            }
        }
        true
    }

    /// Judges what a numbered line is by the numbers before it.
    fn role(&self, at: usize, value: u32, style: Style, words: &str) -> Role {
        let expected = self.block.last.map_or(1, |last| last + 1);
        let first = self.block.count == 0;
        let capital = words.starts_with(char::is_uppercase);
        let other_style = self.block.style.is_some_and(|known| known != style)
            || (self.block.style.is_none() && !first);
        let complete = self.open.as_ref().is_none_or(|open| open.is_complete());
        if other_style || (style == Style::Bare && !first && value != expected) {
            return match &self.open {
                Some(open) if open.announces_parts() && style != Style::Bare => Role::Part,
                Some(_) if value == expected && !capital => Role::Item,
                Some(_) if !self.gap && !(capital && complete) => Role::Continuation,
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

    fn bullet(&mut self, at: usize, sign: char, words: &str) -> bool {
        if self.heading.is_none() && !self.is_bare_item(words) {
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

    fn is_bare_item(&self, words: &str) -> bool {
        self.rules.bare_items && words.split_whitespace().count() >= 5
    }

    fn is_nested(&self, sign: char, indent: usize) -> bool {
        let (Some(open), Some((first, level))) = (&self.open, self.block.bullet) else {
            return false;
        };
        let deeper = indent >= level + 2;
        let other = sign != first && (open.announces_parts() || matches!(sign, 'o' | '◦' | '–'));
        deeper || other
    }

    /// A bullet without a number in a numbered list: its number was lost, or it is a part.
    fn unnumbered(&mut self, at: usize, words: &str) -> bool {
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

    /// The number of the next numbered line nearby, before another heading.
    fn next_number(&self, at: usize) -> Option<u32> {
        let near = self.pages.next_words(at).take(12);
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

    fn begin(&mut self, at: usize, printed: Option<String>, words: &str, said: Option<String>) {
        self.close();
        let addressees = self
            .heading
            .as_ref()
            .map_or(&[][..], |heading| &heading.addressees);
        let mut open = Open::new(printed, words, addressees, &self.pages.lines[at]);
        open.notes.extend(said);
        self.open = Some(open);
        if self.block.count == 0 {
            self.block.small = words.starts_with(char::is_lowercase);
        }
        self.block.count += 1;
        self.strays = 0;
    }

    fn part(&mut self, at: usize) -> bool {
        let text = &self.pages.lines[at].text;
        match &mut self.open {
            Some(open) => open.add_line(text),
            None => self.stray(at, "a line without an item before it was left out"),
        }
        true
    }

    /// A line without a marker: it continues an item, is one, or is left out.
    fn prose(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let small = line.text.starts_with(|c: char| c.is_lowercase());
        if let Some(open) = &mut self.open {
            if !self.gap || small || open.is_empty() || open.breaks_off() {
                open.join(&line.text, self.vocabulary);
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

    fn stray(&mut self, at: usize, words: &str) {
        self.close();
        self.strays += 1;
        if self.strays == 1 {
            self.list.notes.push(note(words, &self.pages.lines[at]));
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take().filter(|open| !open.is_empty()) else {
            return;
        };
        let index = self.list.items.len();
        let (item, notes) = open.close(self.rules.verbs);
        self.list
            .notes
            .extend(notes.into_iter().map(|words| DraftNote {
                words,
                about: Some(index),
                place: item.place.clone(),
            }));
        self.list.items.push(item);
    }
}

/// What a numbered line is.
enum Role {
    Item,
    Part,
    Continuation,
    Footnote,
}

/// A heading that goes on: `The Saltmere and the`.
fn breaks_off(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    text.ends_with(',') || ["and", "the", "of", "&", "for", "with"].contains(&last)
}

fn unbulleted(text: &str) -> &str {
    markers::bullet(text).map_or(text, |(_, words)| words)
}
