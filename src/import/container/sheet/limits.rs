//! What a workbook may hold: bounded, however far its files claim to reach.

use super::{Cell, Refused, Row, Value};

const MOST_ROWS: usize = 200_000;
const MOST_CELLS: usize = 4_000_000;
const MOST_COLUMNS: usize = 16_384;
const LONGEST_CELL: usize = 1024 * 1024;
const MOST_WORDS: usize = 256 * 1024 * 1024;
const MOST_SHEETS: usize = 500;

/// Counts what was read of a file, so that no more is read than its limits allow.
#[derive(Debug, Default)]
pub(super) struct Limits {
    sheets: usize,
    rows: usize,
    cells: usize,
    words: usize,
}

impl Limits {
    /// Counts a sheet.
    pub(super) fn sheet(&mut self) -> Result<(), Refused> {
        self.sheets += 1;
        within(self.sheets, MOST_SHEETS, "sheets")
    }

    /// Counts a row that holds something.
    pub(super) fn row(&mut self) -> Result<(), Refused> {
        self.rows += 1;
        within(self.rows, MOST_ROWS, "rows that hold anything")
    }

    /// Counts a cell.
    pub(super) fn cell(&mut self, cell: &Cell) -> Result<(), Refused> {
        self.cells += 1;
        within(cell.column + 1, MOST_COLUMNS, "columns")?;
        within(self.cells, MOST_CELLS, "cells that hold anything")?;
        let (Value::Text(words) | Value::Number(words) | Value::Error(words)) = &cell.value else {
            return Ok(());
        };
        self.words += words.len();
        if words.len() > LONGEST_CELL {
            return Err(Refused::TooLarge(
                "one of its cells holds more than 1 MB of words".to_owned(),
            ));
        }
        if self.words > MOST_WORDS {
            return Err(Refused::TooLarge(
                "its cells hold more than 256 MB of words".to_owned(),
            ));
        }
        Ok(())
    }

    /// Takes a cell into the rows of a sheet, into a new row where its row is one.
    pub(super) fn take(
        &mut self,
        rows: &mut Vec<Row>,
        number: usize,
        cell: Cell,
    ) -> Result<(), Refused> {
        self.cell(&cell)?;
        if rows.last().is_none_or(|row| row.number != number) {
            self.row()?;
            rows.push(Row {
                number,
                ..Row::default()
            });
        }
        if let Some(row) = rows.last_mut() {
            row.cells.push(cell);
        }
        Ok(())
    }
}

fn within(count: usize, most: usize, what: &str) -> Result<(), Refused> {
    if count <= most {
        return Ok(());
    }
    let digits = most.to_string();
    let thousands = digits.as_bytes().rchunks(3).rev();
    let thousands: Vec<_> = thousands.map(String::from_utf8_lossy).collect();
    let most = thousands.join(",");
    Err(Refused::TooLarge(format!("it has more than {most} {what}")))
}

/// Drops what says nothing: cells of white space alone; sorts what stands out of order.
pub(super) fn tidied(mut rows: Vec<Row>) -> Vec<Row> {
    for row in &mut rows {
        if !row.cells.is_sorted_by_key(|cell| cell.column) {
            row.cells.sort_by_key(|cell| cell.column);
        }
        row.cells.dedup_by_key(|cell| cell.column);
    }
    if !rows.is_sorted_by_key(|row| row.number) {
        rows.sort_by_key(|row| row.number);
    }
    rows
}
