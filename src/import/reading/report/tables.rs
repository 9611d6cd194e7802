//! The tables that a file marks as ones: their heads, their columns, and rows that go on.

use std::ops::Range;

use super::columns::{self, Column};
use super::folded;
use crate::import::container::line::Line;

/// A table, also one that goes on over pages.
#[derive(Debug)]
pub(super) struct Table {
    /// The line of its first row, and the line after its last
    pub range: Range<usize>,
    /// What its columns hold
    pub columns: Vec<Column>,
    /// Its rows without the head
    pub rows: Vec<TableRow>,
    /// Whether a head says what its columns hold
    pub headed: bool,
}

/// A row below the head.
#[derive(Debug)]
pub(super) struct TableRow {
    /// Its line
    pub at: usize,
    /// Its cells by column
    pub cells: Vec<String>,
}

impl TableRow {
    /// Returns the only cell that has words, if it is the only one.
    pub fn banner(&self) -> Option<&str> {
        let mut filled = self.cells.iter().filter(|cell| !cell.is_empty());
        let only = filled.next()?;
        filled.next().is_none().then_some(only.as_str())
    }
}

impl Table {
    /// Returns the cell of a row that stands in a column, if it has words.
    pub fn cell<'a>(&self, row: &'a TableRow, column: &Column) -> Option<&'a str> {
        let at = self.columns.iter().position(|known| known == column)?;
        let cell = row.cells.get(at)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Returns whom the nearest row above asks, up to a row that stands between groups: the cell may
    /// be merged over several rows.
    pub fn owner_above(&self, row: &TableRow) -> Option<&str> {
        let before = self
            .rows
            .iter()
            .rev()
            .skip_while(|above| above.at >= row.at);
        let own = before.take(50).take_while(|above| above.banner().is_none());
        own.into_iter()
            .find_map(|above| self.cell(above, &Column::Addressee))
    }

    /// Tells whether it has such a column.
    pub fn has(&self, column: &Column) -> bool {
        self.columns.contains(column)
    }

    /// Tells whether it grades earlier recommendations, or says what was found of them.
    pub fn is_of_findings(&self) -> bool {
        self.has(&Column::Recommendation)
            && (self.has(&Column::Finding) || self.has(&Column::Grade))
    }

    /// Tells whether a head says that it grades recommendations.
    pub fn is_graded(&self) -> bool {
        self.headed && self.has(&Column::Recommendation) && self.has(&Column::Grade)
    }

    /// Tells whether it lists recommendations.
    pub fn is_of_recommendations(&self) -> bool {
        self.has(&Column::Recommendation) && !self.is_of_findings()
    }

    /// Tells whether some cell of it holds a sentence.
    pub fn is_wordy(&self) -> bool {
        let mut cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.any(|cell| cell.split_whitespace().count() >= 5)
    }

    /// Returns what stands in columns of no known meaning: `Priority: High; Timescale: May`.
    pub fn others(&self, row: &TableRow) -> Option<String> {
        let named = self.columns.iter().zip(&row.cells).filter_map(|pair| {
            let (Column::Other(name), cell) = pair else {
                return None;
            };
            let words = super::repairs::spaced(cell);
            match (name.is_empty(), words.is_empty()) {
                (_, true) => None,
                (true, _) => Some(words),
                (false, _) => Some(format!("{name}: {words}")),
            }
        });
        let all = named.collect::<Vec<_>>().join("; ");
        (!all.is_empty()).then_some(all)
    }
}

/// Finds the tables of a text in order. Two that follow each other with nothing between but what
/// `is_of_page` says to be of the page are one that was parted, where they have as many columns.
pub(super) fn tables(lines: &[Line], is_of_page: impl Fn(usize) -> bool) -> Vec<Table> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut parted = true;
    for (at, line) in lines.iter().enumerate() {
        let Some(row) = &line.row else {
            parted |= !line.is_blank() && !is_of_page(at);
            continue;
        };
        let goes_on = runs.last().filter(|_| !parted).is_some_and(|run| {
            let before = run.last().and_then(|&before| lines[before].row.as_ref());
            before.is_some_and(|before| {
                before.table == row.table || before.cells.len() == row.cells.len()
            })
        });
        match runs.last_mut().filter(|_| goes_on) {
            Some(run) => run.push(at),
            None => runs.push(vec![at]),
        }
        parted = false;
    }
    runs.iter().map(|run| table(lines, run)).collect()
}

fn table(lines: &[Line], run: &[usize]) -> Table {
    let rows: Vec<TableRow> = run
        .iter()
        .map(|&at| TableRow {
            at,
            cells: cells(&lines[at]),
        })
        .collect();
    let range = run[0]..run[run.len() - 1] + 1;
    let head = rows
        .iter()
        .take(4)
        .position(|row| columns::is_head(&row.cells));
    let Some(head) = head else {
        return Table {
            columns: columns::by_content(&rows),
            range,
            rows,
            headed: false,
        };
    };
    let name = |cells: &[String]| cells.iter().map(|cell| folded(cell)).collect::<Vec<_>>();
    let names = name(&rows[head].cells);
    let printed = rows[head].cells.clone();
    let rows: Vec<TableRow> = rows
        .into_iter()
        // The head comes again on every page.
        .filter(|row| name(&row.cells) != names)
        .collect();
    Table {
        columns: columns::by_head(&printed, &rows),
        range,
        rows,
        headed: true,
    }
}

fn cells(line: &Line) -> Vec<String> {
    let cells = line.row.iter().flat_map(|row| &row.cells);
    cells.map(|cell| cell.trim().to_owned()).collect()
}

/// Puts the words of another cell or row behind those before: a sentence that was parted goes on.
pub(super) fn continued(before: &str, words: &str) -> String {
    let ended = before.ends_with(['.', '!', '?', ';', ':']);
    let begins = !words.starts_with(char::is_lowercase);
    let sign = if ended || begins { '\n' } else { ' ' };
    match before.is_empty() {
        true => words.to_owned(),
        false => format!("{before}{sign}{words}"),
    }
}
