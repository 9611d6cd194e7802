//! The tables of a file: rows that a reader marks, or lines parted by tabs.

use crate::domain::draft::Place;
use crate::import::container::line::Line;

/// A table, or a part of one on one page.
pub(super) struct Table {
    /// The line of its first row among all lines
    pub(super) first: usize,
    /// The line of its last row
    pub(super) last: usize,
    /// Its rows
    pub(super) rows: Vec<TableRow>,
}

/// One row.
pub(super) struct TableRow {
    /// Where it stands
    pub(super) place: Place,
    /// Its cells, trimmed; paragraphs are lines
    pub(super) cells: Vec<String>,
}

impl TableRow {
    pub(super) fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }

    /// Returns the columns that hold anything.
    pub(super) fn filled(&self) -> Vec<usize> {
        (0..self.cells.len())
            .filter(|&at| !self.cells[at].is_empty())
            .collect()
    }
}

/// Returns the tables in order.
pub(super) fn tables(lines: &[Line]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut open: Option<Option<usize>> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((number, cells)) = row_of(line) else {
            // A blank line parts no table.
            if !line.is_blank() {
                open = None;
            }
            continue;
        };
        if open != Some(number) {
            tables.push(Table {
                first: at,
                last: at,
                rows: Vec::new(),
            });
            open = Some(number);
        }
        let table = tables.last_mut().expect("one was opened");
        table.last = at;
        table.rows.push(TableRow {
            place: line.place(),
            cells,
        });
    }
    tables
}

fn row_of(line: &Line) -> Option<(Option<usize>, Vec<String>)> {
    let clean = |cell: &str| {
        let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
        let text = lines.collect::<Vec<_>>().join("\n");
        // A dash in a cell says that there is nothing.
        let is_dash = matches!(text.as_str(), "-" | "–" | "—");
        if is_dash { String::new() } else { text }
    };
    match &line.row {
        Some(row) => Some((
            Some(row.table),
            row.cells.iter().map(|cell| clean(cell)).collect(),
        )),
        None if line.text.contains('\t') => {
            Some((None, line.text.split('\t').map(clean).collect()))
        }
        None => None,
    }
}
