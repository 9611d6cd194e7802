//! What a report says, before it has a format.
//!
//! Every report makes one `Document`; every format is written once, over `Document`.
//! A leaf: it knows dates and text, and nothing of the register.

use crate::domain::partial_date::PartialDate;

/// One report: a head, totals, and sections of rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// A short machine name: `outstanding`
    pub key: &'static str,
    /// The heading: `Outstanding recommendations: West Kent PDU`
    pub title: String,
    /// The day for which the report is drawn; nothing where the report has no day
    pub as_at: Option<PartialDate>,
    /// The head of the register that the report was drawn from: `change 214 · 9f3a 77c0 21de`;
    /// empty for what is only shown in passing
    pub head: String,
    /// Filters in words, each with its key: (`body`, `West Kent PDU`). Printed above the result
    pub filters: Vec<(&'static str, String)>,
    /// Paragraphs under the heading
    pub intro: Vec<Paragraph>,
    /// Numbers that reconcile with the rows
    pub totals: Vec<Total>,
    /// The sections, in order
    pub sections: Vec<Section>,
}

/// One number with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// A machine name that never changes: `outstanding`
    pub key: String,
    /// What it counts, for people
    pub label: String,
    /// The count
    pub count: u64,
    /// Out of how many, where it is a part (`n/N`)
    pub of: Option<u64>,
}

/// A part of a document: a heading and its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// A machine name: `inherited`
    pub key: &'static str,
    /// Its heading, if it has one
    pub heading: Option<String>,
    /// Paragraphs under the heading
    pub intro: Vec<Paragraph>,
    /// How the rows are laid out on paper
    pub layout: Layout,
    /// The columns; every row has one cell for each
    pub columns: Vec<Column>,
    /// The rows
    pub rows: Vec<Vec<Cell>>,
}

/// How rows are laid out on paper. Data formats (CSV, JSON) do not differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A row is a line of a table with a header
    Table,
    /// A row is a record: each cell stands under its column's heading in bold, as annexe one is published
    Record,
    /// A row is one line: label and value, without a header (facts about one thing)
    Facts,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// A machine name in snake case that never changes: `published_on`
    pub key: &'static str,
    /// The heading for people
    pub heading: &'static str,
    /// Where the column is shown
    pub shown: Shown,
}

/// Where a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// On paper and in data
    Everywhere,
    /// Only on paper: table, plain, Markdown
    Paper,
    /// Only in data: CSV, JSON
    Data,
    /// In this section nowhere: its heading says it
    Nowhere,
}

impl Column {
    /// Makes a column that is shown everywhere.
    pub const fn new(key: &'static str, heading: &'static str) -> Self {
        Column {
            key,
            heading,
            shown: Shown::Everywhere,
        }
    }

    /// Makes a column that only people see.
    pub const fn on_paper(key: &'static str, heading: &'static str) -> Self {
        Column {
            key,
            heading,
            shown: Shown::Paper,
        }
    }

    /// Makes a column that only data formats carry.
    pub const fn in_data(key: &'static str, heading: &'static str) -> Self {
        Column {
            key,
            heading,
            shown: Shown::Data,
        }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: printed as an en dash, null in JSON, empty in CSV
    Nothing,
    /// Text, which may have line breaks
    Text(String),
    /// Text with emphasis
    Rich(Paragraph),
    /// A reference or code, which is never broken over lines
    Reference(String),
    /// A date: ISO in data, `18 May 2022` for people
    Date(PartialDate),
    /// A count, to the right
    Number(i64),
    /// Several short values; an array in JSON, joined with `; ` elsewhere
    List(Vec<String>),
}

impl Cell {
    /// Makes a cell of an optional text.
    pub fn text_or_nothing(text: Option<impl Into<String>>) -> Cell {
        text.map_or(Cell::Nothing, |text| Cell::Text(text.into()))
    }

    /// Makes a cell of an optional date.
    pub fn date_or_nothing(date: Option<PartialDate>) -> Cell {
        date.map_or(Cell::Nothing, Cell::Date)
    }
}

/// A run of text with emphasis.
pub type Paragraph = Vec<Span>;

/// Text of one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The words
    pub text: String,
    /// Their weight
    pub style: Style,
}

/// The weight of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Upright
    Plain,
    /// Bold: grades
    Bold,
    /// Italic: titles
    Italic,
}

/// Makes a paragraph of plain words.
pub fn plain(text: impl Into<String>) -> Paragraph {
    vec![Span {
        text: text.into(),
        style: Style::Plain,
    }]
}
