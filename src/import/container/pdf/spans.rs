//! The rows of a table without lines between them, by the cells of each column: lines of a column
//! that stand close together are a cell, and cells that reach beside one another are a row,
//! whether they are set at the top of it or in its middle.

/// How much wider the gap between two cells is at least than between two lines of one, in parts
/// of the size of the letters.
const WIDER: f32 = 0.14;
/// Lines further apart than this, in parts of their size, are no lines of one cell.
const LOOSE: f32 = 1.65;

/// The rows that were found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rows {
    /// How far down the first line of each stands
    pub tops: Vec<f32>,
    /// Whether gaps of several widths were found, so that a wide one inside a cell was passed over
    pub mixed: bool,
}

/// Finds the rows by the baselines of the lines in each column, from top to bottom; nothing where
/// the gaps do not tell them. `size` is that of the letters.
pub(super) fn rows(columns: &[Vec<f32>], size: f32) -> Option<Rows> {
    let mut gaps: Vec<f32> = columns
        .iter()
        .flat_map(|lines| lines.windows(2).map(|pair| pair[1] - pair[0]))
        .filter(|gap| *gap > 0.9 * size)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let pitch = *gaps.first()?;
    let loose = pitch > LOOSE * size;
    let mut reach = if loose { 0.0 } else { pitch };
    let wider = WIDER * size;
    let mut mixed = false;
    // From the narrowest gap on: the first width at which every row has its first cell.
    loop {
        let found = bands(columns, reach + wider, size);
        let next = gaps.iter().find(|gap| **gap > reach + wider);
        if found.len() < 2 || next.is_none() {
            return None;
        }
        let whole = found.iter().all(|band| is_row(columns, *band));
        if whole || loose && !mixed && !are_interleaved(columns, &found) {
            let tops = found.iter().map(|band| band.0).collect();
            return Some(Rows {
                tops,
                mixed: mixed || !whole,
            });
        }
        mixed = true;
        reach = *next?;
    }
}

/// Tells whether a line that has the first cell alone stands beside one that has none: the first
/// cell then stands in the middle of a row.
pub(super) fn are_interleaved(columns: &[Vec<f32>], bands: &[(f32, f32)]) -> bool {
    bands.windows(2).any(|pair| {
        let (one, other) = (filled(columns, pair[0]), filled(columns, pair[1]));
        let lone = |cells: &[bool]| cells[0] && !cells[1..].contains(&true);
        lone(&one) && !other[0] || lone(&other) && !one[0]
    })
}

/// Which columns have words in a band.
fn filled(columns: &[Vec<f32>], (top, bottom): (f32, f32)) -> Vec<bool> {
    let inside = |line: &f32| (top..=bottom).contains(line);
    let filled = columns.iter().map(|lines| lines.iter().any(inside));
    filled.collect()
}

/// A row has a first cell, and others beside it; a line in the first column alone heads rows.
fn is_row(columns: &[Vec<f32>], band: (f32, f32)) -> bool {
    let filled = filled(columns, band);
    let one_line = columns[0]
        .iter()
        .filter(|line| (band.0..=band.1).contains(*line))
        .count()
        == 1;
    filled[0] && (one_line || filled[1..].contains(&true))
}

/// Puts the lines of each column that are at most so far apart together, and those cells that
/// reach beside one another.
fn bands(columns: &[Vec<f32>], reach: f32, size: f32) -> Vec<(f32, f32)> {
    let mut cells: Vec<(f32, f32)> = Vec::new();
    for lines in columns {
        let whole = lines.chunk_by(|a, b| b - a <= reach);
        cells.extend(whole.filter_map(|cell| Some((*cell.first()?, *cell.last()?))));
    }
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut bands: Vec<(f32, f32)> = Vec::new();
    for (top, bottom) in cells {
        match bands.last_mut().filter(|band| top <= band.1 + 0.3 * size) {
            Some(band) => band.1 = band.1.max(bottom),
            None => bands.push((top, bottom)),
        }
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tops(columns: &[&[f32]]) -> Option<Vec<f32>> {
        let columns: Vec<Vec<f32>> = columns.iter().map(|lines| lines.to_vec()).collect();
        rows(&columns, 10.0).map(|rows| rows.tops)
    }

    #[test]
    fn a_cell_in_the_middle_of_a_row_belongs_to_it() {
        let question = [10.0, 30.0, 42.0, 60.0, 78.0, 90.0];
        assert_eq!(
            tops(&[&question, &[10.0, 36.0, 60.0, 84.0]]),
            Some(vec![10.0, 30.0, 60.0, 78.0])
        );
    }

    #[test]
    fn lines_that_are_all_far_apart_are_rows_each() {
        assert_eq!(
            tops(&[&[10.0, 30.0, 50.0], &[10.0, 50.0]]),
            Some(vec![10.0, 30.0, 50.0])
        );
    }

    #[test]
    fn paragraphs_of_a_cell_are_no_rows() {
        let first = [10.0, 80.0, 120.0];
        let second = [10.0, 22.0, 40.0, 80.0, 92.0, 120.0];
        let columns = [first.to_vec(), second.to_vec()];
        let found = rows(&columns, 10.0).unwrap();
        assert_eq!((found.tops, found.mixed), (vec![10.0, 80.0, 120.0], true));
        // The name of a row stands between the two paragraphs beside it.
        let columns = [vec![10.0, 47.0, 90.0], vec![10.0, 36.0, 58.0, 90.0]];
        let found = rows(&columns, 10.0).unwrap();
        assert_eq!(found.tops, [10.0, 36.0, 90.0]);
    }

    #[test]
    fn lines_without_wider_gaps_tell_no_rows() {
        assert_eq!(tops(&[&[10.0, 22.0, 34.0], &[10.0, 34.0]]), None);
    }
}
