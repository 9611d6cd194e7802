//! The tables of a file: rows that a reader marks, or lines parted by tabs.

use crate::domain::draft::Place;
use crate::import::container::line::Line;

/// A table, or a part of one on one page.
pub(in crate::import::reading) struct Table {
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
        // The rule under a header of Markdown is a row without cells.
        if line.row.as_ref().is_some_and(|row| row.cells.is_empty()) {
            continue;
        }
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

/// Returns the cells of a row: those that the reader of the file marks, or what tabs part.
fn row_of(line: &Line) -> Option<(Option<usize>, Vec<String>)> {
    if let Some(row) = &line.row {
        let cells = row.cells.iter().map(|cell| clean(cell));
        return Some((Some(row.table), cells.collect()));
    }
    let before = tabs_before(line);
    if !line.text.contains('\t') && before < 2 {
        return None;
    }
    let empty = std::iter::repeat_n(String::new(), before);
    Some((
        None,
        empty.chain(line.text.split('\t').map(clean)).collect(),
    ))
}

/// Returns how many empty cells stood before the first words: the indent of a tab is four.
fn tabs_before(line: &Line) -> usize {
    match line.indent % 4 {
        0 if !line.is_blank() => (line.indent / 4).min(20),
        _ => 0,
    }
}

/// Takes the space off a cell; between paragraphs one blank line stays, which parts what stands around it.
fn clean(cell: &str) -> String {
    let mut text = String::new();
    for line in cell.lines().map(str::trim) {
        match line {
            "" if text.is_empty() || text.ends_with("\n\n") => {}
            "" => text.push('\n'),
            line => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    let text = text.trim_end().to_owned();
    // A dash in a cell says that there is nothing.
    let is_dash = matches!(text.as_str(), "-" | "–" | "—");
    if is_dash { String::new() } else { text }
}
