//! A line of a text, whatever file it was taken out of.

use crate::domain::draft::Place;

/// One line of a text, its marks understood and taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Line {
    /// Its place among the lines of the file, from 1; a blank line counts
    pub number: usize,
    /// Where it stands, as questions and notes give it: `112` of a text, `3:14` (page and line) of a
    /// PDF, `paragraph 41` or `table 2, row 3` of a document or web page
    pub place: Place,
    /// Its words without markup and without space around them; tabs inside stay. Of a row of a
    /// table: its cells between tabs
    pub text: String,
    /// How far it is indented, in characters
    pub indent: usize,
    /// Whether it is marked as a heading (`#`)
    pub heading: bool,
    /// Whether all of it is bold
    pub bold: bool,
    /// Whether it begins with the mark of a footnote
    pub footnote: bool,
    /// The row of a table that it is, where the file says so
    pub row: Option<Row>,
}

/// A row of a table that a file marks as one.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// Which table of the file it belongs to, from 1
    pub table: usize,
    /// The cells by column, each with its paragraphs and list items as lines. A cell that reaches
    /// over several columns or rows has its words in the first one; the others are empty
    pub cells: Vec<String>,
}

impl Line {
    /// Makes a line of words alone.
    pub fn new(place: impl Into<Place>, text: impl Into<String>) -> Self {
        Line {
            place: place.into(),
            text: text.into(),
            ..Line::default()
        }
    }

    /// Makes a line of a row of a table.
    pub fn of_row(place: impl Into<Place>, row: Row) -> Self {
        let cells: Vec<String> = row
            .cells
            .iter()
            .map(|cell| cell.replace(['\t', '\n'], " "))
            .collect();
        Line {
            row: Some(row),
            ..Line::new(place, cells.join("\t").trim())
        }
    }

    /// Returns the place of the line, as questions and notes give it.
    pub fn place(&self) -> Place {
        self.place.clone()
    }

    /// Tells whether nothing is on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}
