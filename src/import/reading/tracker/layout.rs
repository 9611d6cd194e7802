//! A mapping laid over a sheet: where the columns stand, and which rows are rows of the list.

use std::collections::HashSet;

use super::field::Field;
use super::header::{Header, plain};
use super::mapping::Mapping;
use super::totals::{Sum, is_count};
use crate::import::container::sheet::{Cell, Row, Sheet, Value};

/// A sheet whose columns are known.
pub(super) struct Layout<'s> {
    /// The sheet
    pub(super) sheet: &'s Sheet,
    /// Its header
    pub(super) header: Header,
    /// What is read of which column
    columns: Vec<(Field, usize)>,
    /// Cells that reach over several columns: row from 1, column from 0
    wide: HashSet<(usize, usize)>,
}

/// Why a mapping does not fit a sheet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A sheet is not there
    #[error("the mapping reads a sheet called `{0}`, and there is none; the sheets are {1}")]
    Sheet(String, String),
    /// Columns are not there
    #[error(
        "the mapping reads {columns}, and {place} has no such heading; its headings are {headings}: correct the mapping or the sheet"
    )]
    Columns {
        /// The headings that are missing
        columns: String,
        /// The sheet
        place: String,
        /// The headings that are there
        headings: String,
    },
    /// A column of a few words holds hundreds of others
    #[error(
        "the mapping reads `{heading}` as {field}, and it holds more than {} different words that are none, such as {such_as}: read it as update, or leave it out",
        super::foreign::MOST_WORDS
    )]
    Words {
        /// The heading of the column
        heading: String,
        /// What it is read as
        field: &'static str,
        /// The first two
        such_as: String,
    },
    /// No row looks like a header
    #[error("{0} has no header: no row holds {1}")]
    Header(String, String),
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A row of the list
    Listed,
    /// The header once more
    Header,
    /// A row of totals
    Total,
    /// A heading within the list: the column it stands in, and its words
    Heading(usize, String),
    /// Nothing in the columns that are read
    Elsewhere,
}

impl<'s> Layout<'s> {
    /// Lays a mapping over a sheet; a column that is gone is named.
    pub(super) fn of(sheet: &'s Sheet, mapping: &Mapping) -> Result<Layout<'s>, Misfit> {
        let place = match sheet.name.as_str() {
            "" => "the table".to_owned(),
            name => format!("the sheet `{name}`"),
        };
        let missing = |heading: &str| {
            let is_without = |(of, without): &(String, String)| {
                *of == sheet.name && plain(without) == plain(heading)
            };
            mapping.without.iter().any(is_without)
        };
        let wanted = mapping.headings().filter(|heading| !missing(heading));
        let names = |headings: &[&str]| {
            headings
                .iter()
                .map(|heading| format!("`{heading}`"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let Some(header) = Header::with(sheet, wanted.clone()) else {
            let wanted: Vec<&str> = wanted.collect();
            return Err(Misfit::Header(place, names(&wanted)));
        };
        let gone: Vec<&str> = wanted
            .filter(|heading| header.column(heading).is_none())
            .collect();
        if !gone.is_empty() {
            let there: Vec<&str> = header
                .headings
                .iter()
                .map(|(_, heading)| heading.as_str())
                .collect();
            return Err(Misfit::Columns {
                columns: names(&gone),
                place,
                headings: names(&there),
            });
        }
        let columns = mapping
            .columns
            .iter()
            .filter_map(|(field, heading)| Some((*field, header.column(heading)?)));
        let wide = sheet
            .merged
            .iter()
            .filter(|merged| merged.right > merged.left);
        Ok(Layout {
            sheet,
            wide: wide.map(|merged| (merged.top, merged.left)).collect(),
            columns: columns.collect(),
            header,
        })
    }

    /// Returns the columns of a field, in order.
    pub(super) fn columns(&self, wanted: Field) -> impl Iterator<Item = usize> {
        let of_field = self
            .columns
            .iter()
            .filter(move |(field, _)| *field == wanted);
        of_field.map(|(_, column)| *column)
    }

    /// Returns what is read of a column; the first of two.
    pub(super) fn field(&self, column: usize) -> Option<Field> {
        let found = self.columns.iter().find(|(_, known)| *known == column);
        found.map(|(field, _)| *field)
    }

    /// Tells whether a field is read of a column of this sheet.
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns(field).next().is_some()
    }

    /// Returns the rows below the header.
    pub(super) fn rows(&self) -> &'s [Row] {
        &self.sheet.rows[self.header.rows.end..]
    }

    /// Tells what a row below the header is.
    pub(super) fn sort(&self, row: &Row) -> Sort {
        if self.header.is_repeated_by(row) {
            return Sort::Header;
        }
        if self.is_total(row) {
            return Sort::Total;
        }
        if let Some(cell) = self.heading_within(row) {
            return Sort::Heading(cell.column, plain(&cell.value.words()));
        }
        let is_read = row
            .cells
            .iter()
            .any(|cell| self.field(cell.column).is_some());
        if is_read {
            Sort::Listed
        } else {
            Sort::Elsewhere
        }
    }

    /// A row that begins with a word for a sum, and holds nothing but figures and counts beside it.
    fn is_total(&self, row: &Row) -> bool {
        let Some((first, others)) = row.cells.split_first() else {
            return false;
        };
        let is_one = match Sum::of(&first.value.words()) {
            Some(Sum::Surely) => true,
            // `Total number of visits to be made` may be what is asked for.
            Some(Sum::Perhaps) => !self.field(first.column).is_some_and(Field::is_sentence),
            None => false,
        };
        is_one && others.iter().all(|cell| self.is_figures(cell))
    }

    /// Tells whether a row that is not taken as totals may be one to people.
    pub(super) fn is_like_totals(&self, row: &Row) -> bool {
        row.cells.split_first().is_some_and(|(first, others)| {
            Sum::of(&first.value.words()).is_some()
                && others.iter().all(|cell| self.is_figures(cell))
        })
    }

    fn is_figures(&self, cell: &Cell) -> bool {
        match &cell.value {
            Value::Number(_) => true,
            Value::Text(words) => is_count(words),
            Value::Error(_) => self
                .field(cell.column)
                .is_none_or(|field| !field.is_sentence()),
            Value::Date(..) | Value::Bool(_) => false,
        }
    }

    /// A lone cell that reaches over several columns, or stands in the first one and is no sentence of the list.
    fn heading_within<'r>(&self, row: &'r Row) -> Option<&'r Cell> {
        let [cell] = row.cells.as_slice() else {
            return None;
        };
        let is_text = matches!(cell.value, Value::Text(_));
        let reaches = self.wide.contains(&(row.number, cell.column));
        let is_sentence = self.field(cell.column).is_some_and(Field::is_sentence);
        let is_first = self
            .columns
            .iter()
            .all(|(_, column)| *column >= cell.column);
        (is_text && (reaches || is_first && !is_sentence)).then_some(cell)
    }
}

/// Tells whether a sheet is called so that one might take its rows for closed.
pub(super) fn is_closed(name: &str) -> bool {
    let name = name.to_lowercase();
    ["closed", "archive", "complete", "done", "historic"]
        .iter()
        .any(|word| name.contains(word))
}
