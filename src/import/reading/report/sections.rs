//! Where the sections of a report begin, and which lines belong to the page rather than
//! to the text: contents pages, page headers, page numbers.

use std::collections::{HashMap, HashSet};

use crate::import::container::line::Line;

use super::contents::{is_contents_entry, lines_of_contents};
use super::{folded, footnotes};

use super::markers;
use super::tables::{self, Table};
use super::titles::{Title, is_annexe, title_of};

/// The lines of a document with what is known about each.
pub(super) struct Pages<'a> {
    /// Every line
    pub lines: &'a [Line],
    contents: HashSet<usize>,
    titles: Vec<Option<Title>>,
    running: HashSet<usize>,
    headers: HashMap<&'a str, usize>,
    width: Option<usize>,
    /// For each line the next one that is neither blank nor of the page
    following: Vec<usize>,
    tables: Vec<Table>,
    /// The lines that begin footnotes whose marks are glued to words: their numbers
    footnotes: HashMap<usize, u32>,
    footnote_numbers: HashSet<u32>,
}

impl<'a> Pages<'a> {
    /// Looks over the lines.
    pub fn of(lines: &'a [Line]) -> Self {
        let mut pages = Pages {
            lines,
            contents: lines_of_contents(lines),
            titles: Vec::new(),
            running: HashSet::new(),
            headers: repeated(lines),
            width: wrapped_width(lines),
            following: Vec::new(),
            tables: Vec::new(),
            footnotes: footnotes::glued(lines),
            footnote_numbers: HashSet::new(),
        };
        pages.footnote_numbers = pages.footnotes.values().copied().collect();
        pages.titles = (0..lines.len()).map(|at| pages.read_title(at)).collect();
        pages.following = pages.find_following();
        pages.forget_running_titles();
        pages.following = pages.find_following();
        pages.tables = tables::tables(lines, |at| pages.is_furniture(at));
        pages
    }

    /// Tells whether a line is a footnote whose mark is glued to a word of the text.
    pub fn is_footnote(&self, at: usize) -> bool {
        self.footnotes.contains_key(&at)
    }

    /// Tells whether some footnote that begins with a bare number has this one.
    pub fn has_footnote(&self, number: &str) -> bool {
        let number = number.parse::<u32>().ok();
        number.is_some_and(|number| self.footnote_numbers.contains(&number))
    }

    /// Returns the table that a line is a row of.
    pub fn table(&self, at: usize) -> Option<&Table> {
        self.lines[at].row.as_ref()?;
        let after = self.tables.partition_point(|table| table.range.end <= at);
        self.tables
            .get(after)
            .filter(|table| table.range.contains(&at))
    }

    /// Returns all tables in order.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Finds what follows each line once, so that looking ahead takes no longer where many
    /// lines belong to the page.
    fn find_following(&self) -> Vec<usize> {
        let mut following = vec![self.lines.len(); self.lines.len()];
        let mut next = self.lines.len();
        for at in (0..self.lines.len()).rev() {
            following[at] = next;
            if !self.lines[at].is_blank() && !self.is_furniture(at) {
                next = at;
            }
        }
        following
    }

    /// A title that comes again above an item in the middle of a list is the page's header.
    fn forget_running_titles(&mut self) {
        let is_running = |at: &usize| {
            let next = self
                .next_words(*at)
                .next()
                .map(|next| markers::marked(&self.lines[next].text));
            matches!(next, Some(Some((markers::Marker::Number(_, value, _), _))) if value > 1)
        };
        let titles = (0..self.lines.len())
            .filter(|&at| matches!(self.titles[at], Some(Title::Recommendations(_))));
        let running: Vec<usize> = titles.skip(1).filter(is_running).collect();
        for at in running {
            self.titles[at] = None;
            self.running.insert(at);
        }
    }

    /// Returns the title that a line is; entries of a contents page are none.
    pub fn title(&self, at: usize) -> Option<Title> {
        self.titles[at]
    }

    fn read_title(&self, at: usize) -> Option<Title> {
        let line = &self.lines[at];
        let text = line.text.as_str();
        let far = line.row.is_some()
            || line.footnote
            || text.is_empty()
            || text.len() > 160
            || text.contains('\t');
        if far || self.contents.contains(&at) || is_contents_entry(text) {
            return None;
        }
        if markers::bullet(text).is_some()
            || text.ends_with(['.', '?', ',', ';']) && !is_short_number(text)
        {
            return None;
        }
        let marked = line.heading || line.bold;
        if text.starts_with(char::is_lowercase) && !marked {
            return None;
        }
        let title = match title_of(text, marked) {
            Some(Title::Annexe) => self.broken_title(at).or(Some(Title::Annexe)),
            title => title,
        };
        let loose = matches!(title, Some(Title::Previous | Title::Alert));
        title.filter(|_| !loose || marked || self.stands_alone(at))
    }

    /// The title of an annexe may be broken over two lines.
    fn broken_title(&self, at: usize) -> Option<Title> {
        let next = self
            .lines
            .get(at + 1)
            .filter(|next| !next.is_blank() && next.text.len() < 100)?;
        let joined = format!("{} {}", self.lines[at].text, next.text);
        title_of(&joined, false).filter(|title| matches!(title, Title::Previous | Title::Alert))
    }

    /// Tells whether blank lines, or none, are around a line; an annexe's title needs none.
    fn stands_alone(&self, at: usize) -> bool {
        let blank = |at: Option<&Line>| at.is_none_or(Line::is_blank);
        is_annexe(&self.lines[at].text)
            || blank(self.lines.get(at + 1))
                && blank(at.checked_sub(1).and_then(|at| self.lines.get(at)))
    }

    /// Tells whether a long line stands before this one: such a text is not wrapped, so
    /// each of its lines is a paragraph.
    pub fn is_after_long_line(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|at| self.lines[at].text.len() > 120)
    }

    /// Returns how wide the paragraphs of the text are wrapped; nothing where none is.
    pub fn width(&self) -> Option<usize> {
        self.width
    }

    /// Tells whether a line belongs to the page: its header or its number.
    pub fn is_furniture(&self, at: usize) -> bool {
        let text = self.lines[at].text.as_str();
        is_page_number(text)
            || is_protective_mark(text)
            || self.running.contains(&at)
            || self.is_header(at)
    }

    /// Tells whether a line is a page's header: known words, or a line that comes again and again.
    fn is_header(&self, at: usize) -> bool {
        let text = self.lines[at].text.as_str();
        let known = text.starts_with("Inspection of ") && !text.ends_with('.');
        let paged = without_page_number(text).len() + 3 <= text.len();
        known && (text.contains(':') || paged || self.count(text) > 1) || self.is_repeated(at)
    }

    /// Tells whether the same line comes at least three times.
    pub fn is_repeated(&self, at: usize) -> bool {
        self.count(&self.lines[at].text) >= 3
    }

    fn count(&self, text: &str) -> usize {
        self.headers
            .get(without_page_number(text))
            .copied()
            .unwrap_or(0)
    }

    /// Tells whether the line is part of a contents page.
    pub fn is_contents(&self, at: usize) -> bool {
        self.contents.contains(&at) || is_contents_entry(&self.lines[at].text)
    }

    /// Returns the next lines that are neither blank nor of the page.
    pub fn next_words(&self, after: usize) -> impl Iterator<Item = usize> + '_ {
        let next = |at: usize| {
            let next = self.following.get(at).copied();
            next.filter(|&next| next < self.lines.len())
        };
        std::iter::successors(next(after), move |&at| next(at))
    }

    /// Returns where an alert ends; one that is no annexe ends at the next section, or where
    /// recommendations begin.
    pub fn end_of_alert(&self, from: usize) -> usize {
        if is_annexe(&self.lines[from].text) {
            return self.end_of_annexe(from);
        }
        let ends = |at: &usize| {
            matches!(self.title(*at), Some(title) if title != Title::Theme)
                || self.lines[*at].heading
                || super::headings::read(&self.lines[*at].text, false).is_some()
        };
        (from + 1..self.lines.len())
            .find(ends)
            .unwrap_or(self.lines.len())
    }

    /// Returns where the section that begins at a title ends: at the next annexe, or the next known title.
    pub fn end_of_annexe(&self, from: usize) -> usize {
        (from + 1..self.lines.len())
            .find(|&at| is_annexe(&self.lines[at].text) && self.title(at).is_some())
            .unwrap_or(self.lines.len())
    }
}

/// Tells whether nothing but a page's number stands on the line.
pub(super) fn is_page_number(text: &str) -> bool {
    let inner =
        text.trim_matches(|c: char| matches!(c, '-' | '–' | '|' | '[' | ']') || c.is_whitespace());
    let lower = inner.to_lowercase();
    let inner = lower.strip_prefix("page ").unwrap_or(&lower);
    let number = inner.split(" of ").next().unwrap_or_default();
    let all = inner
        .split(" of ")
        .all(|part| part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
    all && !number.is_empty()
}

/// `OFFICIAL`, `OFFICIAL – SENSITIVE`: how a government paper is to be handled.
fn is_protective_mark(text: &str) -> bool {
    text.starts_with("OFFICIAL")
        && matches!(folded(text).as_str(), "official" | "official sensitive")
}

fn is_short_number(text: &str) -> bool {
    text.len() <= 4
}

fn without_page_number(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '|')
        .trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '|')
}

/// Finds the width of wrapped paragraphs: four lines or more, each but the last about as
/// long as the others and going on in small letters.
fn wrapped_width(lines: &[Line]) -> Option<usize> {
    lines
        .split(Line::is_blank)
        .filter_map(|paragraph| {
            let (_, full) = paragraph.split_last().filter(|(_, full)| full.len() >= 3)?;
            let lengths = || full.iter().map(|line| line.text.chars().count());
            let (least, most) = (lengths().min()?, lengths().max()?);
            let small = |line: &&Line| line.text.starts_with(char::is_lowercase);
            let going_on = paragraph.iter().skip(1).filter(small).count();
            (least + 14 >= most && going_on * 3 >= full.len() * 2).then_some(most)
        })
        .max()
}

/// Counts the lines that could be headers of pages.
fn repeated(lines: &[Line]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for line in lines.iter().filter(|line| could_be_header(line)) {
        *counts.entry(without_page_number(&line.text)).or_insert(0) += 1;
    }
    counts.retain(|_, count| *count > 1);
    counts
}

fn could_be_header(line: &Line) -> bool {
    let text = without_page_number(&line.text);
    let asked = [
        "progress",
        "recommendation",
        "finding",
        "should",
        "inadequate",
        "requires improvement",
        "areas for",
        "question",
        "percentage",
        "yes",
    ];
    let lower = text.to_lowercase();
    (12..=160).contains(&text.len())
        && text.starts_with(char::is_uppercase)
        && !text.ends_with([':', '.', ';', '?', ','])
        && !text.contains('\t')
        && markers::marked(text).is_none()
        && !asked.iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_told_from_sentences_and_contents_entries() {
        for (text, title) in [
            ("Recommendations", Some(Title::Recommendations(true))),
            ("OUR RECOMMENDATIONS", Some(Title::Recommendations(true))),
            ("5. Recommendations", Some(Title::Recommendations(true))),
            (
                "Annexe one – Progress against previous recommendations",
                Some(Title::Previous),
            ),
            ("Annexe two – Organisational alert", Some(Title::Alert)),
            ("Appendix 4: Data", Some(Title::Annexe)),
            ("1. Organisational delivery", Some(Title::Other)),
            ("Annexe 2 has more on this", None),
            ("We make recommendations", None),
        ] {
            assert_eq!(title_of(text, false), title, "{text}");
        }
        for entry in [
            "Recommendations\t5",
            "Recommendations ........ 6",
            "Foreword 3",
            "Annexe one – Web links\t21",
        ] {
            assert!(is_contents_entry(entry), "{entry}");
        }
        for other in [
            "1.1\tLeadership\tGood",
            "Score\t1/27",
            "of 27",
            "Does it?\t37%",
        ] {
            assert!(!is_contents_entry(other), "{other}");
        }
    }

    #[test]
    fn page_numbers_are_known() {
        for text in ["15", "- 4 -", "Page 3 of 40", "3 of 40"] {
            assert!(is_page_number(text), "{text}");
        }
        assert!(!is_page_number("2022") && !is_page_number("1.") && !is_page_number(""));
    }
}
