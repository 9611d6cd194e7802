//! A line with the gaps between its pieces, where columns of a table may begin.

use super::piece::{Piece, SPACE, TAB};
use super::printed::Printed;

/// Places nearer than this are the same.
pub(super) const NEAR: f32 = 2.0;
/// A gap in parts of the size of the letters, from which on it is more than a space.
const MORE: f32 = 0.4;
/// From which on it parts more than words for certain.
const CLEAR: f32 = 0.9;

/// A line of pieces from left to right, with its words.
pub(super) struct Row<'a> {
    /// Its pieces
    pub pieces: Vec<&'a Piece>,
    /// Its words
    pub line: Printed,
    /// Where words of it begin after a gap that is wider than a space
    pub starts: Vec<f32>,
    /// Whether a gap of it parts more than words
    pub wide: bool,
    /// Whether such a gap is too narrow to be seen in its words
    pub narrow: bool,
}

/// Makes rows of the pieces of lines.
pub(super) fn rows<'a>(lines: Vec<Vec<&'a Piece>>, page: usize) -> Vec<Row<'a>> {
    let least = least(&lines);
    let made = lines.into_iter().filter_map(|mut pieces| {
        pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
        let line = Printed::of(pieces.clone(), page)?;
        let mut row = Row {
            pieces,
            line,
            starts: Vec::new(),
            wide: false,
            narrow: false,
        };
        row.look(least);
        Some(row)
    });
    made.collect()
}

/// How wide a gap is at least that parts two columns. Where spaces are printed between words, a
/// gap without one parts more than words, however narrow it is.
fn least(lines: &[Vec<&Piece>]) -> f32 {
    let pieces = || lines.iter().flatten();
    let spaced = pieces().filter(|piece| piece.text.contains(' ')).count();
    let unspaced = lines.iter().map(|line| {
        let mut line = line.clone();
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        let pairs = line.windows(2);
        let narrow = pairs.filter(|pair| !is_spaced(pair) && (SPACE..MORE).contains(&gap(pair)));
        narrow.count()
    });
    match unspaced.sum::<usize>() * 2 < spaced {
        true => SPACE,
        false => MORE,
    }
}

fn gap(pair: &[&Piece]) -> f32 {
    (pair[1].left - pair[0].right) / pair[1].size
}

fn is_spaced(pair: &[&Piece]) -> bool {
    pair[0].space_after || pair[1].space_before
}

impl Row<'_> {
    fn look(&mut self, least: f32) {
        for pair in self.pieces.windows(2) {
            let gap = gap(pair);
            let parts = !is_spaced(pair) && least < MORE && gap > least;
            self.wide |= gap > CLEAR || parts;
            if (parts || gap > MORE) && pair[1].size > 0.85 * self.line.size {
                self.starts.push(pair[1].left);
                self.narrow |= parts && gap < TAB;
            }
        }
    }

    /// Tells whether words reach over a place.
    pub fn crosses(&self, start: f32) -> bool {
        let over =
            |piece: &&Piece| piece.left < start - NEAR && piece.right > start - 0.2 * piece.size;
        self.pieces.iter().any(over)
    }

    /// Tells whether words begin at a place.
    pub fn begins_at(&self, start: f32) -> bool {
        let at = |piece: &&Piece| (piece.left - start).abs() < NEAR;
        self.pieces.iter().any(at)
    }

    /// Tells whether words of a column stand on the line.
    pub fn has(&self, columns: &[f32], column: usize) -> bool {
        let mut pieces = self.pieces.iter();
        pieces.any(|piece| column_of(piece, columns) == column)
    }
}

/// The column that a piece begins in.
pub(super) fn column_of(piece: &Piece, columns: &[f32]) -> usize {
    let before = columns.partition_point(|start| *start <= piece.left + NEAR);
    before.saturating_sub(1)
}
