//! One page: its lines as they are seen, and its text in the order of reading by place alone.

use super::aligned;
use super::baselines;
use super::bullets;
use super::drawn::Drawn;
use super::grid::{self, Table};
use super::gutter::{self, Band};
use super::piece::Piece;
use super::printed::Printed;

/// A page with its pieces.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its number, from 1
    pub number: usize,
    /// What is drawn on it
    pub drawn: Drawn,
    /// The lines as they are seen from top to bottom, whatever is part of the text
    pub seen: Vec<Printed>,
    /// The heights of the lines in order, each with the line's number
    pub heights: Vec<(f32, usize)>,
}

impl Page {
    /// Looks over what is drawn on a page.
    pub fn of(mut drawn: Drawn, number: usize) -> Page {
        without_hidden(&mut drawn.pieces);
        bullets::add(&mut drawn);
        weigh(&mut drawn.pieces);
        let all: Vec<&Piece> = drawn.pieces.iter().collect();
        let lines = baselines::lines(&all).into_iter();
        let mut seen: Vec<Printed> = lines.filter_map(|line| Printed::of(line, number)).collect();
        for (at, line) in seen.iter_mut().enumerate() {
            line.number = at + 1;
        }
        let mut heights: Vec<(f32, usize)> = seen
            .iter()
            .map(|line| (line.baseline, line.number))
            .collect();
        heights.sort_by(|a, b| a.0.total_cmp(&b.0));
        Page {
            number,
            drawn,
            seen,
            heights,
        }
    }

    /// Returns which line of the page stands at a baseline.
    pub fn line_at(&self, baseline: f32) -> usize {
        let after = self
            .heights
            .partition_point(|(height, _)| *height < baseline);
        let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
        let near = near.filter_map(|at| self.heights.get(at));
        let apart = |(height, _): &&(f32, usize)| (height - baseline).abs();
        let nearest = near.min_by(|a, b| apart(a).total_cmp(&apart(b)));
        nearest.map_or(1, |(_, number)| *number)
    }

    /// Reads the page by place: tables, columns from left to right, lines from top to bottom.
    pub fn by_place(&self) -> Vec<Printed> {
        let marked = self.drawn.pieces.iter().filter(|piece| piece.artifact);
        let artifacts = marked.map(Piece::length).sum::<usize>();
        let all = self.drawn.pieces.iter().map(Piece::length).sum::<usize>();
        // Where most of a page is marked as no part of the text, the marks are wrong.
        let trusted = artifacts * 3 < all;
        let text = |piece: &&Piece| !(trusted && piece.artifact);
        let mut pieces: Vec<&Piece> = self.drawn.pieces.iter().filter(text).collect();
        let tables = grid::tables(&self.drawn.rules, &mut pieces, self.number);
        let bands = gutter::bands(&pieces);
        let mut lines = in_order(&pieces, tables, &bands, self.number);
        for line in &mut lines {
            line.number = self.line_at(line.baseline);
            if let Some((table, _)) = &mut line.row {
                *table += 1_000 * self.number;
            }
        }
        lines
    }
}

/// Text without paint is a second copy of what is seen, unless it is nearly all there is: then
/// it is the reading of a scanned picture.
fn without_hidden(pieces: &mut Vec<Piece>) {
    let count = |hidden: bool| -> usize {
        let of = pieces.iter().filter(|piece| piece.invisible == hidden);
        of.map(Piece::length).sum()
    };
    if count(true) < 4 * count(false) {
        pieces.retain(|piece| !piece.invisible);
    }
}

/// Fonts that do not say their weight are bold where they have much more ink than most.
fn weigh(pieces: &mut [Piece]) {
    let mut inks: Vec<(f32, usize)> = pieces
        .iter()
        .filter_map(|piece| Some((piece.ink?, piece.length())))
        .collect();
    inks.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = inks.iter().map(|(_, length)| length).sum::<usize>() / 2;
    let mut passed = 0;
    let usual = inks.iter().find(|(_, length)| {
        passed += length;
        passed > half
    });
    let Some(&(usual, _)) = usual else { return };
    for piece in pieces {
        piece.bold |= piece.ink.is_some_and(|ink| ink > 1.3 * usual);
    }
}

/// A place in the order of reading: how far down, which column.
type Order = (usize, usize);

fn order_of(bands: &[Band], baseline: f32, left: f32) -> Order {
    let before = bands.iter().filter(|band| band.bottom < baseline).count();
    match bands.get(before).filter(|band| band.top <= baseline) {
        Some(band) => {
            let column = band.starts.iter().filter(|start| left >= **start - 3.0);
            (2 * before + 1, column.count())
        }
        None => (2 * before, 0),
    }
}

fn in_order(pieces: &[&Piece], tables: Vec<Table>, bands: &[Band], page: usize) -> Vec<Printed> {
    let mut groups: std::collections::BTreeMap<Order, (Vec<&Piece>, Vec<Table>)> =
        std::collections::BTreeMap::new();
    for piece in pieces {
        let order = order_of(bands, piece.baseline, piece.left);
        groups.entry(order).or_default().0.push(piece);
    }
    for table in tables {
        let order = order_of(bands, table.top, table.columns[0]);
        groups.entry(order).or_default().1.push(table);
    }
    groups
        .into_values()
        .flat_map(|(pieces, tables)| column(&pieces, tables, page))
        .collect()
}

/// Reads one column: its lines, and its tables between them.
fn column(pieces: &[&Piece], tables: Vec<Table>, page: usize) -> Vec<Printed> {
    let edges = edges(pieces);
    let mut lines = aligned::lines(baselines::lines(pieces), page);
    for line in &mut lines {
        line.column = edges;
    }
    for (number, table) in tables.into_iter().enumerate() {
        let at = lines.partition_point(|line| line.baseline < table.top);
        let rows = table.rows.into_iter().map(|row| Printed {
            column: edges,
            row: row.row.map(|(_, cells)| (number + 1, cells)),
            ..row
        });
        lines.splice(at..at, rows);
    }
    lines
}

fn edges(pieces: &[&Piece]) -> (f32, f32) {
    let left = pieces
        .iter()
        .map(|piece| piece.left)
        .fold(f32::MAX, f32::min);
    let right = pieces.iter().map(|piece| piece.right).fold(0.0, f32::max);
    (left, right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::container::pdf::piece::sample as piece;

    fn page(pieces: Vec<Piece>) -> Page {
        let drawn = Drawn {
            pieces,
            ..Drawn::default()
        };
        Page::of(drawn, 1)
    }

    #[test]
    fn a_copy_without_paint_is_not_read_twice() {
        let mut hidden = piece("words of the page", 0.0, 10.2);
        hidden.invisible = true;
        let twice = page(vec![piece("words of the page", 0.0, 10.0), hidden.clone()]);
        assert_eq!(twice.seen.len(), 1);
        assert_eq!(twice.seen[0].text, "words of the page");
        assert!(page(vec![hidden]).seen[0].invisible);
    }

    #[test]
    fn what_has_much_more_ink_is_bold() {
        let mut pieces = vec![
            piece("Heading", 0.0, 10.0),
            piece("the text of it", 0.0, 30.0),
        ];
        pieces[0].ink = Some(0.35);
        pieces[1].ink = Some(0.2);
        let page = page(pieces);
        assert!(page.seen[0].bold && !page.seen[1].bold);
    }
}
