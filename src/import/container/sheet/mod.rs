//! Sheets: workbooks of Excel and LibreOffice, and tables as text, as rows of typed cells.
//!
//! What a column means is none of its business. A cell keeps how it is shown where the file says so:
//! a date that is shown as a month is a month, and `1.10` is not `1.1`.

mod archive;
mod excel;
mod format;
mod hidden;
mod limits;
mod lines;
mod ods;
mod ods_styles;
mod quotes;
mod separated;
#[cfg(test)]
mod workbooks;

pub use lines::lines;

use chrono::NaiveDate;

use super::kind::Kind;
use super::{LARGEST, Refused, elsewhere, note};
use crate::domain::draft::{DraftNote, Place};
use crate::import::NotReadable;

/// The sheets of a workbook, or the one of a table as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// Its sheets, in order
    pub sheets: Vec<Sheet>,
    /// The encoding, the separator, what is not as its name says
    pub notes: Vec<DraftNote>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a table as text, which has no sheets
    pub name: String,
    /// Whether it is hidden
    pub hidden: bool,
    /// Its rows that hold anything, in order
    pub rows: Vec<Row>,
    /// Cells that are merged
    pub merged: Vec<Merged>,
    /// Columns that are hidden, from 0
    pub hidden_columns: Vec<usize>,
}

/// One row that holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1, as the sheet shows it
    pub number: usize,
    /// Whether it is hidden, be it by a filter
    pub hidden: bool,
    /// Its cells that hold anything, by column
    pub cells: Vec<Cell>,
}

/// One cell that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column, from 0
    pub column: usize,
    /// What it holds
    pub value: Value,
    /// Whether it, or a part of it, is struck out
    pub struck: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words
    Text(String),
    /// A number, as it is shown
    Number(String),
    /// A date
    Date(NaiveDate, Shown),
    /// Yes or no
    Bool(bool),
    /// The error of a formula: `#REF!`
    Error(String),
}

/// What a cell shows of its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Day, month and year
    Day,
    /// Month and year
    Month,
    /// The year alone
    Year,
    /// No year: `27-Mar`
    WithoutYear,
    /// The file does not say
    Unknown,
}

/// A range of merged cells; its words stand in the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The first row, from 1
    pub top: usize,
    /// The last row, from 1
    pub bottom: usize,
    /// The first column, from 0
    pub left: usize,
    /// The last column, from 0
    pub right: usize,
}

impl Sheet {
    /// Returns the place of a cell as people name it: `Open!F14`; `F14` of a table as text.
    pub fn place(&self, row: usize, column: usize) -> Place {
        self.named(&format!("{}{row}", letters(column)))
    }

    /// Returns the place of a row: `Open!row 14`; `row 14` of a table as text: `R14` is a cell of the column R.
    pub fn row_place(&self, row: usize) -> Place {
        self.named(&format!("row {row}"))
    }

    fn named(&self, within: &str) -> Place {
        if self.name.is_empty() {
            within.to_owned()
        } else {
            format!("{}!{within}", self.name)
        }
    }
}

impl Row {
    /// Returns the cell of a column, if it holds anything.
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        let found = self.cells.binary_search_by_key(&column, |cell| cell.column);
        found.ok().map(|at| &self.cells[at])
    }
}

impl Value {
    /// Returns what the cell shows, in words; a date as the register writes it.
    pub fn words(&self) -> String {
        match self {
            Value::Text(words) | Value::Number(words) | Value::Error(words) => words.clone(),
            Value::Date(date, Shown::Month) => date.format("%B %Y").to_string(),
            Value::Date(date, Shown::Year) => date.format("%Y").to_string(),
            Value::Date(date, Shown::Day | Shown::WithoutYear | Shown::Unknown) => {
                date.format("%-d %B %Y").to_string()
            }
            Value::Bool(true) => "TRUE".to_owned(),
            Value::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// Returns the letters of a column: `A` for 0, `AA` for 26.
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    letters
        .iter()
        .rev()
        .map(|&letter| char::from(letter))
        .collect()
}

/// Tells whether a file holds a table: a workbook by its bytes, a table as text by its name.
pub fn is_one(bytes: &[u8], name: &str) -> bool {
    match Kind::of(bytes) {
        Kind::Xlsx | Kind::Ods => true,
        Kind::Text | Kind::Html => has_ending(name, &TABLES),
        _ => false,
    }
}

/// Tells whether text without a name that says so is a table: what was copied out of a sheet.
pub fn reads_as_one(bytes: &[u8]) -> bool {
    Kind::of(bytes) == Kind::Text && separated::is_even(bytes)
}

const TABLES: [&str; 8] = ["csv", "tsv", "tab", "xlsx", "xlsm", "xlsb", "xls", "ods"];

fn has_ending(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| {
        endings
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
}

/// Reads the sheets of a file, or says why it cannot be read.
///
/// `name` is the file's name without its folder: what a file is, its bytes say; where the name says
/// something else, that is noted.
pub fn read(bytes: &[u8], name: &str) -> Result<Workbook, NotReadable> {
    if bytes.len() > LARGEST {
        return Err(NotReadable::TooLarge {
            name: name.to_owned(),
            why: format!("{} MB, and the limit is 100 MB", bytes.len() / 1024 / 1024),
        });
    }
    let kind = Kind::of(bytes);
    let read = match kind {
        Kind::Xlsx => archive::within_limits(bytes).and_then(|()| excel::read(bytes)),
        Kind::Ods => archive::within_limits(bytes).and_then(|()| ods::read(bytes)),
        Kind::Text => separated::read(bytes),
        Kind::Html => Err(Refused::unreadable(
            "is a web page, whatever its name says: open it in Excel and save it as an Excel workbook (xlsx)",
        )),
        kind => Err(elsewhere::refused(kind, bytes, name)),
    };
    let mut workbook = read.map_err(|refusal| refusal.of(name))?;
    if workbook.sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(Refused::unreadable("has no cell that holds anything").of(name));
    }
    workbook.notes.extend(misnamed(kind, name));
    Ok(workbook)
}

fn misnamed(kind: Kind, name: &str) -> Option<DraftNote> {
    let (fits, is): (&[&str], _) = match kind {
        Kind::Xlsx => (&["xlsx", "xlsm", "xlsb"], "an Excel workbook"),
        Kind::Ods => (&["ods"], "a spreadsheet of LibreOffice (ods)"),
        _ => (&["csv", "tsv", "tab", "txt"], "a table as text"),
    };
    let is_said = has_ending(name, &TABLES) && !has_ending(name, fits);
    is_said.then(|| note(format!("read as {is}, though its name says otherwise"), ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_that_a_sheet_shows() {
        for (column, shown) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), shown);
        }
    }

    #[test]
    fn what_is_no_sheet_is_refused_in_one_line() {
        for (bytes, says) in [
            (
                &b"<html><table>"[..],
                "tracker.xlsx is a web page, whatever its name says",
            ),
            (
                b"PK\x03\x04 xl/workbook.xml cut off",
                "tracker.xlsx is cut off or damaged",
            ),
        ] {
            assert!(is_one(bytes, "tracker.xlsx"));
            let refused = read(bytes, "tracker.xlsx").unwrap_err().to_string();
            assert!(refused.starts_with(says), "{refused}");
            assert!(!refused.contains('\n'), "{refused}");
        }
    }
}
