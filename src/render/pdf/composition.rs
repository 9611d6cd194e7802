//! A document as strips: its title, its circumstances, its totals and its paragraphs.

use krilla::tagging::{ListNumbering, Tag as Kind};
use std::num::NonZeroU16;

use super::fonts::Faces;
use super::lines::{Line, Text, styled};
use super::strip::{Ink, Look, Strip};
use super::tags::{Tag, Tags};
use super::{charts, sections};
use crate::document::{Document, Paragraph, Span, Style};
use crate::render::paper::{self, Numeric};
use crate::render::text::visible_on_one_line;

const TITLE: f32 = 18.0;
const HEADING: f32 = 12.0;
const CIRCUMSTANCES: f32 = 9.0;
/// The size of paragraphs.
pub const WORDS: f32 = 9.5;
/// A line of words that is longer than this is hard to read.
const LONGEST_LINE: f32 = 560.0;
/// The least width of a total.
const TOTAL: f32 = 104.0;
const TOTAL_NUMBER: f32 = 15.0;
const TOTAL_LABEL: f32 = 8.0;
/// The gap between two things beside each other.
pub const GUTTER: f32 = 16.0;

/// A document that is being set.
pub struct Composition {
    /// The faces, with every word that was set
    pub faces: Faces,
    /// What the strips are parts of
    pub tags: Tags,
    /// What was set, in order
    pub strips: Vec<Strip>,
    /// The heads of the tables
    pub heads: Vec<Strip>,
    /// The room between the margins
    pub width: f32,
    /// The columns that stand to the right
    pub numeric: Numeric,
}

/// Sets a document between margins.
pub fn compose(document: &Document, width: f32) -> Composition {
    let mut composition = Composition {
        faces: Faces::new(),
        tags: Tags::default(),
        strips: Vec::new(),
        heads: Vec::new(),
        width,
        numeric: Numeric::of(document),
    };
    composition.title(document);
    for paragraph in &document.intro {
        composition.paragraph(paragraph, WORDS);
    }
    composition.totals(document);
    charts::add(&mut composition, &document.charts);
    sections::add(&mut composition, &document.sections);
    if paper::says_nothing(document) {
        composition.paragraph(&styled(paper::NO_ROWS, Style::Plain), WORDS);
    }
    composition
}

impl Composition {
    /// Adds a heading; level one is the title. What says nothing is no heading.
    pub fn heading(&mut self, text: &str, level: u16) {
        if text.trim().is_empty() {
            return;
        }
        let (size, above, below) = if level == 1 {
            (TITLE, 0.0, 3.0)
        } else {
            (HEADING, 20.0, 3.0)
        };
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let tag = self.tags.root(Kind::Hn(level, Some(paper::short(text))));
        let look = Look::of(size, Ink::Accent);
        let mut strip = self.words(&styled(text, Style::Bold), look, self.width, tag);
        strip.above = above;
        strip.height += below;
        strip.stays_with_next = true;
        strip.bookmark = Some(paper::short(text));
        self.strips.push(strip);
    }

    /// Adds a paragraph.
    pub fn paragraph(&mut self, paragraph: &[Span], size: f32) {
        let tag = self.tags.root(Kind::P);
        let paragraph = paper::visible_paragraph(paragraph);
        let width = self.width.min(LONGEST_LINE);
        let mut strip = self.words(&paragraph, Look::of(size, Ink::Black), width, tag);
        strip.above = 3.0;
        strip.height += 1.0;
        self.strips.push(strip);
    }

    /// Sets words as a strip of their own.
    fn words(&mut self, paragraph: &[Span], look: Look, width: f32, tag: Tag) -> Strip {
        let lines = self.lines(paragraph, look.size, width);
        let mut strip = Strip::default();
        strip.write(lines, (0.0, 0.0), look, Some(tag));
        strip
    }

    /// Breaks words into lines of a width in points.
    pub fn lines(&mut self, paragraph: &[Span], size: f32, width: f32) -> Vec<Line> {
        let text = Text::of(&mut self.faces, paragraph, true);
        text.lines(&mut self.faces, width / size)
    }

    fn title(&mut self, document: &Document) {
        self.heading(&paper::title(document), 1);
        for line in paper::circumstances(document) {
            let tag = self.tags.root(Kind::P);
            let look = Look::of(CIRCUMSTANCES, Ink::Grey);
            let strip = self.words(&styled(&line, Style::Plain), look, self.width, tag);
            self.strips.push(strip);
        }
        let mut rule = Strip {
            above: 5.0,
            ..Strip::default()
        };
        rule.block((0.0, 0.0), (self.width, 1.2), Ink::Accent);
        rule.height = 6.0;
        self.strips.push(rule);
    }

    /// Sets the totals beside each other, each its number above its label.
    fn totals(&mut self, document: &Document) {
        if document.totals.is_empty() {
            return;
        }
        let list = self.tags.root(Kind::L(ListNumbering::None));
        let beside = ((self.width + GUTTER) / (TOTAL + GUTTER)).floor().max(1.0) as usize;
        let beside = beside.min(document.totals.len()).max(beside.min(4));
        let width = (self.width + GUTTER) / beside as f32 - GUTTER;
        let totals: Vec<(String, String)> = document.totals.iter().map(paper::total).collect();
        for row in totals.chunks(beside) {
            let mut strip = Strip {
                above: 10.0,
                ..Strip::default()
            };
            for (at, (label, number)) in row.iter().enumerate() {
                let x = at as f32 * (width + GUTTER);
                self.total(&mut strip, (label, number), (x, width), list);
            }
            self.strips.push(strip);
        }
    }

    /// The label comes first for those who hear the page, and stands below the number.
    fn total(&mut self, strip: &mut Strip, total: (&str, &str), place: (f32, f32), list: Tag) {
        let (x, width) = place;
        let item = self.tags.child(list, Kind::LI);
        let tag = Some(self.tags.child(item, Kind::Lbl));
        let top = super::strip::line_height(TOTAL_NUMBER) - 2.0;
        let label = self.lines(&styled(total.0, Style::Plain), TOTAL_LABEL, width);
        strip.write(label, (x, top), Look::of(TOTAL_LABEL, Ink::Black), tag);
        let tag = Some(self.tags.child(item, Kind::LBody));
        let number = self.lines(&number(total.1), TOTAL_NUMBER, width);
        strip.write(number, (x, 0.0), Look::of(TOTAL_NUMBER, Ink::Accent), tag);
    }
}

/// Writes the number in bold and that of which it is a part upright: **17** of 34.
fn number(number: &str) -> Paragraph {
    match number.split_once(' ') {
        Some((part, whole)) => [
            paper::bold(part),
            styled(&format!(" {whole}"), Style::Plain),
        ]
        .concat(),
        None => paper::bold(number),
    }
}

/// Returns a text that is no longer than a string in a PDF may be.
pub fn described(text: &str) -> String {
    paper::cut(&visible_on_one_line(text), 4_000)
}
