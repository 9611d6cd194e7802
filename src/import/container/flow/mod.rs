//! The paragraphs and tables of a document or web page, put in order as lines with their places.
//!
//! A reader tells what begins and ends; here is judged which tables are tables and which only
//! arrange a page, and the lines are written with a blank one between paragraphs.

mod grid;

use super::line::{Line, Row};
use grid::{Cell, Dropped, Grid, Room};

/// A paragraph or cell of more than this is no text that a person wrote.
const LARGEST: usize = 1024 * 1024;
/// Tables in tables in tables: a deeper one is read as words of the one around it.
const DEEPEST: usize = 8;

/// A paragraph as a reader found it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Its words, the marker of its list before them; a line break inside is a line break
    pub text: String,
    /// Whether it is set as a heading
    pub heading: bool,
    /// Whether all of it is bold
    pub bold: bool,
    /// Whether it begins with the mark of a footnote
    pub footnote: bool,
    /// How far it is indented, in characters
    pub indent: usize,
    /// Whether it begins an item of a list
    pub item: bool,
}

impl Paragraph {
    /// Tells whether it ends a sentence and stands in no list.
    pub fn is_complete(&self) -> bool {
        !self.item && self.text.trim_end().ends_with(['.', '?', '!'])
    }
}

/// What stands in a document or in a cell, in order.
#[derive(Clone, Debug)]
enum Block {
    /// A paragraph, and the table and row that it stands in, if one only arranges it
    Paragraph(Paragraph, Option<(usize, usize)>),
    /// A table
    Table(Grid),
}

/// What is open while a document is read.
enum Open {
    Table(Grid),
    /// A text box: its blocks follow the next paragraph that ends a sentence
    Aside(Vec<Block>),
}

/// A document while it is read.
#[derive(Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// Text boxes that wait for the end of a sentence, and how deep in tables they stand
    waiting: Vec<(usize, Block)>,
    paragraphs: usize,
    tables: usize,
    /// Tables that are open beyond the deepest
    beyond: usize,
    /// For cells that are left empty
    room: Room,
    /// Where a paragraph or cell was too large
    too_large: Option<String>,
}

impl Flow {
    /// Adds a paragraph; one without words is none.
    pub fn paragraph(&mut self, paragraph: Paragraph) {
        let paragraph = tidied(paragraph);
        if paragraph.text.is_empty() {
            return;
        }
        if paragraph.text.len() > LARGEST {
            self.too_large.get_or_insert(self.place());
        }
        if !self.in_table() {
            self.paragraphs += 1;
        }
        self.add(Block::Paragraph(paragraph, None));
    }

    /// Adds a paragraph, if there is one.
    pub fn paragraph_if(&mut self, paragraph: Option<Paragraph>) {
        paragraph
            .into_iter()
            .for_each(|paragraph| self.paragraph(paragraph));
    }

    /// Returns where the next paragraph stands: `paragraph 41`, or `table 2, row 3`.
    pub fn place(&self) -> String {
        let table = self.open.iter().rev().find_map(|open| match open {
            Open::Table(grid) => Some(grid),
            Open::Aside(_) => None,
        });
        match table {
            Some(grid) => place_of_row(grid.number, grid.rows.len().max(1)),
            None => format!("paragraph {}", self.paragraphs + 1),
        }
    }

    /// Tells whether a table is open.
    pub fn in_table(&self) -> bool {
        self.open.iter().any(|open| matches!(open, Open::Table(_)))
    }

    /// Begins a table.
    pub fn begin_table(&mut self) {
        if self.beyond > 0 || self.open.len() >= DEEPEST {
            self.beyond += 1;
            return;
        }
        self.tables += 1;
        self.open
            .push(Open::Table(Grid::new(self.tables, self.room.clone())));
    }

    /// Begins a row of the innermost table.
    pub fn begin_row(&mut self) {
        if let Some(grid) = self.grid() {
            grid.begin_row();
        }
    }

    /// Leaves columns of the row empty that the table begins with.
    pub fn skip_columns(&mut self, count: usize) {
        if let Some(grid) = self.grid() {
            grid.begin_cell(count.min(100), 1);
        }
    }

    /// Begins a cell that reaches over some columns and rows.
    pub fn begin_cell(&mut self, columns: usize, rows: usize) {
        if let Some(grid) = self.grid() {
            grid.begin_cell(columns, rows);
        }
    }

    /// Lets the cell reach over more columns.
    pub fn widen_cell(&mut self, columns: usize) {
        if let Some(grid) = self.grid() {
            grid.widen_cell(columns);
        }
    }

    /// Leaves the row out that was begun last: it keeps its number and has no words.
    pub fn drop_row(&mut self) {
        if let Some(grid) = self.grid() {
            grid.dropped = Dropped::Row;
        }
    }

    /// Leaves the cell out that was begun last.
    pub fn drop_cell(&mut self) {
        if let Some(grid) = self.grid() {
            grid.dropped = grid.dropped.max(Dropped::Cell);
        }
    }

    /// Ends a table; one that is said to arrange the page comes out as its paragraphs.
    pub fn end_table(&mut self, arranges: bool) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let Some(Open::Table(_)) = self.open.last() else {
            return;
        };
        let Some(Open::Table(grid)) = self.open.pop() else {
            return;
        };
        if arranges || grid.only_arranges() {
            for block in grid.unrolled() {
                self.add(block);
            }
        } else {
            self.add(Block::Table(grid));
        }
    }

    /// Begins a text box that hangs on the paragraph being read.
    pub fn begin_aside(&mut self) {
        self.open.push(Open::Aside(Vec::new()));
    }

    /// Ends a text box.
    pub fn end_aside(&mut self) {
        while self.in_table_of_aside() {
            self.end_table(false);
        }
        if let Some(Open::Aside(_)) = self.open.last()
            && let Some(Open::Aside(blocks)) = self.open.pop()
        {
            let depth = self.open.len();
            self.waiting
                .extend(blocks.into_iter().map(|block| (depth, block)));
        }
    }

    fn in_table_of_aside(&self) -> bool {
        let aside = self.open.iter().any(|open| matches!(open, Open::Aside(_)));
        aside && matches!(self.open.last(), Some(Open::Table(_)))
    }

    /// Puts the text boxes here that wait in this cell, or in the text around all tables.
    pub fn release_asides(&mut self) {
        let depth = self.open.len();
        let waiting = std::mem::take(&mut self.waiting);
        let (here, elsewhere) = waiting.into_iter().partition(|(own, _)| *own >= depth);
        self.waiting = elsewhere;
        let here: Vec<(usize, Block)> = here;
        here.into_iter().for_each(|(_, block)| self.add(block));
    }

    fn grid(&mut self) -> Option<&mut Grid> {
        match self.open.last_mut() {
            Some(Open::Table(grid)) if self.beyond == 0 => Some(grid),
            _ => None,
        }
    }

    fn add(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Aside(blocks)) => blocks.push(block),
            Some(Open::Table(grid)) => grid.add(block),
            None => self.blocks.push(block),
        }
    }

    /// Ends the document: whatever is still open is closed, and the lines are written.
    pub fn lines(mut self) -> Result<Vec<Line>, String> {
        while !self.open.is_empty() {
            match self.open.last() {
                Some(Open::Table(_)) => self.end_table(false),
                _ => self.end_aside(),
            }
        }
        self.release_asides();
        let mut lines = Lines::default();
        for block in self.blocks {
            match block {
                Block::Paragraph(paragraph, at) => lines.paragraph(&paragraph, at),
                Block::Table(grid) => {
                    if let Some(row) = lines.table(&grid) {
                        let place = place_of_row(grid.number, row);
                        self.too_large.get_or_insert(place);
                    }
                }
            }
        }
        match self.too_large {
            Some(place) => Err(place),
            None => Ok(lines.lines),
        }
    }
}

/// The lines while they are written.
#[derive(Default)]
struct Lines {
    lines: Vec<Line>,
    paragraphs: usize,
    after_item: bool,
}

impl Lines {
    /// Items of a list stand under each other; between other paragraphs is a blank line.
    fn paragraph(&mut self, paragraph: &Paragraph, at: Option<(usize, usize)>) {
        let place = match at {
            Some((table, row)) => place_of_row(table, row),
            None => {
                self.paragraphs += 1;
                format!("paragraph {}", self.paragraphs)
            }
        };
        if !(paragraph.item && self.after_item) {
            self.blank();
        }
        for (at, text) in paragraph.text.split('\n').enumerate() {
            let line = Line {
                indent: paragraph.indent,
                heading: paragraph.heading,
                bold: paragraph.bold,
                footnote: paragraph.footnote && at == 0,
                ..Line::new(place.clone(), text.trim())
            };
            self.push(line);
        }
        self.after_item = paragraph.item;
    }

    /// Writes the rows of a table; returns a row that is too large.
    fn table(&mut self, grid: &Grid) -> Option<usize> {
        let mut too_large = None;
        self.blank();
        for (at, row) in (1..).zip(&grid.rows) {
            let cells: Vec<String> = row.iter().map(Cell::text).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.iter().any(|cell| cell.len() > LARGEST) {
                too_large.get_or_insert(at);
            }
            let row = Row {
                table: grid.number,
                cells,
            };
            self.push(Line::of_row(place_of_row(grid.number, at), row));
        }
        self.after_item = false;
        too_large
    }

    fn blank(&mut self) {
        let place = self.lines.last().map(|last| last.place.clone());
        if let Some(place) = place
            && self.lines.last().is_some_and(|last| !last.is_blank())
        {
            self.push(Line::new(place, ""));
        }
    }

    fn push(&mut self, mut line: Line) {
        line.number = self.lines.len() + 1;
        self.lines.push(line);
    }
}

fn place_of_row(table: usize, row: usize) -> String {
    format!("table {table}, row {row}")
}

/// Takes blanks off the ends, and tabs out of items and headings: they part a number from its words.
fn tidied(mut paragraph: Paragraph) -> Paragraph {
    let lines = paragraph.text.split('\n').map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    let text = lines.join("\n");
    let numbered = paragraph.item || paragraph.heading || begins_with_number(&text);
    paragraph.text = match (numbered, paragraph.heading) {
        (_, true) => spaced(&text.replace('\n', " ")),
        (true, false) => text.split('\n').map(spaced).collect::<Vec<_>>().join("\n"),
        (false, false) => text,
    };
    if paragraph.heading {
        paragraph.heading = may_be_heading(&paragraph.text);
    }
    paragraph
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `3.<tab>improve`, typed by hand.
fn begins_with_number(text: &str) -> bool {
    let first = text.split(['\t', ' ']).next().unwrap_or_default();
    let bare = first.trim_matches(['(', ')', '.', ':']);
    let number = bare.len() <= 3 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let marked = number && bare.len() < first.len() && !bare.is_empty();
    marked || matches!(first, "•" | "·" | "-" | "–" | "o" | "▪" | "◦")
}

/// Some set whole recommendations in the look of a heading: a sentence is none.
fn may_be_heading(text: &str) -> bool {
    let words = text.trim_start_matches(|c: char| !c.is_alphabetic());
    let numbered = begins_with_number(text);
    let sentence = words.ends_with(['.', ';']) && words.split(' ').count() > 12;
    let small = numbered && words.starts_with(char::is_lowercase);
    !small && !sentence && text.len() <= 300
}
