//! The columns of all sheets that are read: how many of their cells hold something, how many were taken.

use super::layout::Layout;
use crate::import::container::sheet::Row;

/// Counts by heading.
#[derive(Default)]
pub(super) struct Columns {
    counts: Vec<(String, usize, usize)>,
    /// For each column of the sheet that is read: which of the counts it is
    of_sheet: Vec<(usize, usize)>,
}

impl Columns {
    /// Begins a sheet.
    pub(super) fn begin(&mut self, layout: &Layout<'_>) {
        self.of_sheet.clear();
        for (column, heading) in &layout.header.headings {
            let same = |(known, ..): &(String, _, _)| known.eq_ignore_ascii_case(heading);
            let at = self.counts.iter().position(same).unwrap_or_else(|| {
                self.counts.push((heading.clone(), 0, 0));
                self.counts.len() - 1
            });
            self.of_sheet.push((*column, at));
        }
    }

    /// Counts the cells of a row below the header.
    pub(super) fn count(&mut self, row: &Row) {
        for cell in &row.cells {
            if let Some(at) = self.at(cell.column) {
                self.counts[at].1 += 1;
            }
        }
    }

    /// Counts the cells of a row that were taken, by their columns.
    pub(super) fn take(&mut self, mut columns: Vec<usize>) {
        columns.sort_unstable();
        columns.dedup();
        for column in columns {
            if let Some(at) = self.at(column) {
                self.counts[at].2 += 1;
            }
        }
    }

    fn at(&self, column: usize) -> Option<usize> {
        let found = self
            .of_sheet
            .binary_search_by_key(&column, |(column, _)| *column)
            .ok()?;
        Some(self.of_sheet[found].1)
    }

    /// Returns the counts: heading, cells that hold something, cells that were taken.
    pub(super) fn counts(self) -> Vec<(String, usize, usize)> {
        self.counts
    }
}
