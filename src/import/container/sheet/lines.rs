//! The rows of a workbook as lines, for a form that is no list: its titles, then the rows of its table.

use super::{Row, Sheet, Workbook};
use crate::import::container::Text;
use crate::import::container::line::{self, Line};

/// A row of a table fills as many cells as this; what stands above the first is titles.
const FILLED: usize = 3;

/// Returns the visible sheets as lines: each a table of its own, the titles above it as paragraphs.
pub fn lines(workbook: &Workbook) -> Text {
    let mut lines = Vec::new();
    let seen = workbook.sheets.iter().filter(|sheet| !sheet.hidden);
    for (at, sheet) in seen.enumerate() {
        let mut in_table = false;
        for row in sheet.rows.iter().filter(|row| !row.hidden) {
            in_table |= row.cells.len() >= FILLED;
            if in_table {
                lines.push(table_row(sheet, row, at + 1));
            } else {
                lines.extend(titles(sheet, row));
            }
        }
        lines.push(Line::default());
    }
    for (number, line) in (1..).zip(&mut lines) {
        line.number = number;
    }
    Text {
        lines,
        notes: workbook.notes.clone(),
        address: None,
    }
}

fn table_row(sheet: &Sheet, row: &Row, table: usize) -> Line {
    let width = row.cells.last().map_or(0, |cell| cell.column + 1);
    let mut cells = vec![String::new(); width];
    for cell in &row.cells {
        cells[cell.column] = cell.value.words();
    }
    Line::of_row(sheet.row_place(row.number), line::Row { table, cells })
}

/// The cells above a table, each a paragraph.
fn titles(sheet: &Sheet, row: &Row) -> Vec<Line> {
    let title = |cell: &super::Cell| {
        let words = cell.value.words().replace('\n', " ");
        Line::new(sheet.place(row.number, cell.column), words.trim())
    };
    let cells = row.cells.iter().map(title);
    cells.flat_map(|line| [line, Line::default()]).collect()
}
