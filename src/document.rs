//! What a report says, before it has a format.
//!
//! Every report makes one `Document`; every format is written once, over `Document`.
//! A leaf: it knows dates and text, and nothing of the register.

use crate::domain::partial_date::PartialDate;

/// One report: a head, totals, charts, and sections of rows.
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
    /// What is printed around the report on paper
    pub imprint: Imprint,
    /// Filters in words, each with its key: (`body`, `West Kent PDU`). Printed above the result
    pub filters: Vec<(&'static str, String)>,
    /// Paragraphs under the heading
    pub intro: Vec<Paragraph>,
    /// Numbers that reconcile with the rows
    pub totals: Vec<Total>,
    /// Counts drawn as bars, after the totals
    pub charts: Vec<Chart>,
    /// The sections, in order. Those of one key are parts of one list: a sheet holds them together
    pub sections: Vec<Section>,
}

/// What is printed around a report on paper; a report is the same without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// The meeting that the paper is for
    pub meeting: Option<PartialDate>,
    /// The protective marking, at the head and the foot of each page: `OFFICIAL-SENSITIVE`
    pub marking: Option<String>,
    /// Who drew the paper, for the properties of its file
    pub author: Option<String>,
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

/// Counts that are compared, each a bar beside its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// A machine name: `by_age`
    pub key: &'static str,
    /// Its heading: `By age`
    pub title: String,
    /// What is counted and in which order, for people who do not see the bars
    pub description: String,
    /// The bars, in order
    pub bars: Vec<Bar>,
}

/// One bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What it counts: `5 years and more`
    pub label: String,
    /// The count
    pub count: u64,
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

/// Where a report is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In lines of text, where there is room for few columns: table, plain, Markdown
    Lines,
    /// On pages: Word, HTML, PDF
    Pages,
    /// On sheets that people sort and filter: Excel
    Sheets,
    /// In programs: CSV, JSON
    Data,
}

/// The places where a column is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown(u8);

impl Shown {
    /// In every place
    pub const EVERYWHERE: Shown = Shown(0b1111);
    /// In no place: the heading of the section says it
    pub const NOWHERE: Shown = Shown(0);
    /// Where people read
    pub const ON_PAPER: Shown = Shown::in_one(Place::Lines).and(Place::Pages);
    /// Where values are sorted, filtered and counted
    pub const IN_DATA: Shown = Shown::in_one(Place::Sheets).and(Place::Data);

    /// Makes the set of one place.
    pub const fn in_one(place: Place) -> Shown {
        Shown::NOWHERE.and(place)
    }

    /// Adds a place.
    pub const fn and(self, place: Place) -> Shown {
        Shown(self.0 | 1 << place as u8)
    }

    /// Takes a place away.
    pub const fn without(self, place: Place) -> Shown {
        Shown(self.0 & !(1 << place as u8))
    }

    /// Tells whether the column is shown in a place.
    pub const fn is_in(self, place: Place) -> bool {
        self.0 & 1 << place as u8 != 0
    }
}

impl Column {
    /// Makes a column that is shown everywhere.
    pub const fn new(key: &'static str, heading: &'static str) -> Self {
        Column {
            key,
            heading,
            shown: Shown::EVERYWHERE,
        }
    }

    /// Makes a column that is shown where people read, and not where values are sorted.
    pub const fn on_paper(key: &'static str, heading: &'static str) -> Self {
        Column::new(key, heading).shown(Shown::ON_PAPER)
    }

    /// Makes a column that is shown where values are sorted, and not where people read.
    pub const fn in_data(key: &'static str, heading: &'static str) -> Self {
        Column::new(key, heading).shown(Shown::IN_DATA)
    }

    /// Returns the column as shown in other places.
    pub const fn shown(self, shown: Shown) -> Self {
        Column { shown, ..self }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing: printed as an en dash, null in JSON, empty in CSV
    Nothing,
    /// The same as in the row above, and not said again: left empty on paper, null in data
    Continued,
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
