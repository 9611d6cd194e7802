//! Lists of recommendations: headings, items, what stands between them.

mod block;
mod ends;
mod items;
mod letters;
mod numbers;
mod plain;
mod rows;

pub(super) use block::lost_list;
pub(super) use rows::lines;

use super::headings::Heading;
use super::item::Open;
use super::markers::{self, Marker, Style};
use super::note;
use super::repairs::Vocabulary;
use super::sections::Pages;
use crate::domain::draft::{DraftNote, DraftRecommendation, Question};

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
    /// What must be asked: headings under which no item was found
    pub questions: Vec<Question>,
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
    /// Whether no line before the next heading carries a marker
    unmarked: bool,
    /// The indent of the first item that carries no marker; nothing where items carry one
    plain: Option<usize>,
    /// The letter of the last item, where letters number them
    letter: Option<String>,
    /// Whether an item had a second paragraph
    paragraphs: bool,
    /// The line of the heading
    headed_at: usize,
    /// How wide lines without markers are wrapped
    width: usize,
}

pub(super) struct Reader<'a> {
    pages: &'a Pages<'a>,
    vocabulary: &'a Vocabulary,
    rules: Rules,
    list: List,
    heading: Option<Heading>,
    block: Block,
    open: Option<Open>,
    /// By when the items are asked for, as a heading above them says
    timescale: Option<String>,
    /// The last number of all blocks
    previous: Option<u32>,
    /// The last capital letter that counts items, over all blocks
    letter: Option<String>,
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
        timescale: None,
        previous: None,
        letter: None,
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
    reader.ask_for_lost_list();
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
        if line.row.is_some() {
            return Some(self.table(at));
        }
        if let Some((heading, lines)) = self.heading_at(at) {
            self.begin_block(heading, at, lines);
            return Some(lines);
        }
        if let Some((heading, rest)) = self.heading_before_words(at) {
            self.begin_block(heading, at, 1);
            return self.line(at, rest).then_some(1);
        }
        if self.is_number_alone(at) || self.is_skipped(at) || self.is_timescale(at) {
            return Some(1);
        }
        if self.is_theme(at) {
            self.close();
            return Some(1);
        }
        if self.is_theme_of_items(at) {
            self.close();
            let words = format!(
                "`{}` stands above items and is kept in this note only",
                line.text
            );
            self.list.notes.push(note(words, line));
            self.gap = true;
            return Some(1);
        }
        if self.ends_at(at) {
            return None;
        }
        let goes_on = self.line(at, &line.text);
        self.gap = false;
        goes_on.then_some(1)
    }

    /// Reads a line, or what follows a heading on it, by its marker.
    fn line(&mut self, at: usize, text: &str) -> bool {
        match markers::marked(text) {
            Some((Marker::Number(printed, value, style), words)) => {
                self.number(at, &printed, value, style, words)
            }
            Some((Marker::Bullet(sign), words)) => self.bullet(at, sign, words),
            Some((Marker::Letter(letter), words)) => self.letter(at, &letter, words),
            None if self.block.count == 0 && text.len() < self.pages.lines[at].text.len() => {
                self.begin(at, None, text, None);
                true
            }
            None => self.prose(at),
        }
    }

    fn is_skipped(&mut self, at: usize) -> bool {
        let line = &self.pages.lines[at];
        let ends =
            markers::marked(&line.text).is_some() || line.heading || self.pages.title(at).is_some();
        self.in_footnote = line.footnote || (self.in_footnote && !ends);
        let header = !self.in_footnote && self.pages.is_repeated(at);
        if header && !self.gap && self.open.is_some() {
            let words = format!(
                "`{}` comes again and again; it was taken for the page's header",
                line.text
            );
            self.list.notes.push(note(words, line));
        }
        self.in_footnote || self.pages.is_furniture(at)
    }

    fn begin(&mut self, at: usize, printed: Option<String>, words: &str, said: Option<String>) {
        self.close();
        let addressees = self
            .heading
            .as_ref()
            .map_or(&[][..], |heading| &heading.addressees);
        let mut open = Open::new(printed, words, addressees, &self.pages.lines[at]);
        open.notes.extend(said);
        if let Some(timescale) = &self.timescale {
            open.notes.push(format!("it stands under `{timescale}`"));
        }
        if stands_beside_another(words) {
            open.notes.push(
                "two columns may stand side by side here: words of another item may be in it"
                    .to_owned(),
            );
        }
        self.open = Some(open);
        if self.block.count == 0 {
            self.block.small = words.starts_with(char::is_lowercase);
        }
        self.block.count += 1;
        self.strays = 0;
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
        let has_footnote = |mark: &str| self.pages.has_footnote(mark);
        let (item, notes) = open.close(self.rules.verbs, &has_footnote);
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

/// Tells whether another item or heading follows on the same line after a wide gap.
fn stands_beside_another(words: &str) -> bool {
    let mut behind = words.split("   ").skip(1).map(str::trim);
    behind.any(|words| {
        !words.is_empty() && (markers::marked(words).is_some() || words.ends_with(':'))
    })
}
