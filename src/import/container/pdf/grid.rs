//! Tables that are drawn with lines: the cells between their rules.

use super::baselines;
use super::cells;
use super::drawn::Rule;
use super::piece::Piece;
use super::printed::Printed;

/// Rules that are nearer than this are one.
const NEAR: f32 = 3.0;

/// A table of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    /// Where it begins
    pub top: f32,
    /// Where it ends
    pub bottom: f32,
    /// The left ends of its columns, and the right end of the last
    pub columns: Vec<f32>,
    /// Its rows: the first line of each, with its cells
    pub rows: Vec<Printed>,
}

/// The lines between cells: where they stand and from where to where they reach.
#[derive(Clone, Copy, Debug)]
struct Side {
    at: f32,
    from: f32,
    to: f32,
}

/// Finds the ruled tables of a page; the pieces that stand in them are taken out.
pub(super) fn tables(rules: &[Rule], pieces: &mut Vec<&Piece>, page: usize) -> Vec<Table> {
    let mut tables = Vec::new();
    for (across, down) in grids(rules) {
        let Some(grid) = Grid::of(&across, &down) else {
            continue;
        };
        let (inside, outside): (Vec<&Piece>, Vec<&Piece>) =
            pieces.iter().partition(|piece| grid.holds(piece));
        if let Some(table) = grid.table(&inside, page) {
            *pieces = outside;
            tables.push(table);
        }
    }
    tables
}

/// Parts the rules of a page into groups that touch.
fn grids(rules: &[Rule]) -> Vec<(Vec<Side>, Vec<Side>)> {
    let is_across = |rule: &&Rule| rule.right - rule.left >= rule.bottom - rule.top;
    let (across, down): (Vec<&Rule>, Vec<&Rule>) = rules.iter().partition(is_across);
    let across = merged(across.iter().map(|rule| Side {
        at: (rule.top + rule.bottom) / 2.0,
        from: rule.left,
        to: rule.right,
    }));
    let down = merged(down.iter().map(|rule| Side {
        at: (rule.left + rule.right) / 2.0,
        from: rule.top,
        to: rule.bottom,
    }));
    // Rules that follow one another from top to bottom without a gap are one table.
    let mut spans: Vec<(f32, f32)> = down.iter().map(|side| (side.from, side.to)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut zones: Vec<(f32, f32)> = Vec::new();
    for (from, to) in spans {
        match zones.last_mut().filter(|zone| from <= zone.1 + NEAR) {
            Some(zone) => zone.1 = zone.1.max(to),
            None => zones.push((from, to)),
        }
    }
    let within = |zone: &(f32, f32), at: f32| at > zone.0 - NEAR && at < zone.1 + NEAR;
    zones
        .iter()
        .map(|zone| {
            let rows = across.iter().filter(|side| within(zone, side.at));
            let columns = down.iter().filter(|side| within(zone, side.from));
            (rows.copied().collect(), columns.copied().collect())
        })
        .collect()
}

/// Puts rules at the same place together that touch.
fn merged(sides: impl Iterator<Item = Side>) -> Vec<Side> {
    let mut sides: Vec<Side> = sides.collect();
    sides.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut groups: Vec<Vec<Side>> = Vec::new();
    for side in sides {
        match groups
            .last_mut()
            .filter(|group| side.at - group[0].at < NEAR)
        {
            Some(group) => group.push(side),
            None => groups.push(vec![side]),
        }
    }
    let mut out: Vec<Side> = Vec::new();
    for mut group in groups {
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let at = group[0].at;
        let first = out.len();
        for side in group {
            match out[first..]
                .last_mut()
                .filter(|last| side.from <= last.to + NEAR)
            {
                Some(last) => last.to = last.to.max(side.to),
                None => out.push(Side { at, ..side }),
            }
        }
    }
    out
}

/// The lines of one table.
struct Grid {
    across: Vec<Side>,
    down: Vec<Side>,
    rows: Vec<f32>,
    columns: Vec<f32>,
}

impl Grid {
    fn of(across: &[Side], down: &[Side]) -> Option<Grid> {
        let left = down.iter().map(|side| side.at).fold(f32::MAX, f32::min);
        let right = down.iter().map(|side| side.at).fold(0.0, f32::max);
        let over = |side: &&Side| {
            side.to > left + NEAR && side.from < right - NEAR
                || side.from < left + NEAR && side.to > left
        };
        let across: Vec<Side> = across.iter().filter(over).copied().collect();
        let ends = |pick: fn(&Side) -> f32| across.iter().map(pick).collect::<Vec<f32>>();
        let columns = distinct(
            down.iter()
                .map(|side| side.at)
                .chain(ends(|side| side.from))
                .chain(ends(|side| side.to)),
        );
        let rows = distinct(
            across
                .iter()
                .map(|side| side.at)
                .chain(down.iter().flat_map(|side| [side.from, side.to])),
        );
        (columns.len() >= 3 && rows.len() >= 2).then(|| Grid {
            across,
            down: down.to_vec(),
            rows,
            columns,
        })
    }

    fn holds(&self, piece: &Piece) -> bool {
        let (x, y) = middle(piece);
        x > self.columns[0]
            && x < self.columns[self.columns.len() - 1]
            && y > self.rows[0]
            && y < self.rows[self.rows.len() - 1]
    }

    /// The cell that a piece stands in: its row and column, moved to the first of a merged cell.
    fn cell(&self, piece: &Piece) -> (usize, usize) {
        let (x, y) = middle(piece);
        let mut row = self.rows.partition_point(|at| *at <= y).saturating_sub(1);
        let mut column = self
            .columns
            .partition_point(|at| *at <= x)
            .saturating_sub(1);
        while column > 0 && !covers(&self.down, self.columns[column], y) {
            column -= 1;
        }
        while row > 0 && !covers(&self.across, self.rows[row], x) {
            row -= 1;
        }
        (row, column)
    }

    fn table(&self, inside: &[&Piece], page: usize) -> Option<Table> {
        let width = self.columns.len() - 1;
        let mut held: Vec<Vec<&Piece>> = vec![Vec::new(); width * (self.rows.len() - 1)];
        for piece in inside {
            let (row, column) = self.cell(piece);
            held.get_mut(row * width + column)?.push(piece);
        }
        let used = |column: usize| {
            held.iter()
                .skip(column)
                .step_by(width)
                .any(|cell| !cell.is_empty())
        };
        let kept: Vec<usize> = (0..width).filter(|&column| used(column)).collect();
        let rows: Vec<Printed> = held
            .chunks(width)
            .filter_map(|row| self.printed_row(row, &kept, page))
            .collect();
        let full = |row: &Printed| {
            let cells = row.row.iter().flat_map(|(_, cells)| cells);
            cells.filter(|cell| !cell.is_empty()).count() >= 2
        };
        rows.iter().any(full).then(|| Table {
            top: self.rows[0],
            bottom: self.rows[self.rows.len() - 1],
            columns: self.columns.clone(),
            rows,
        })
    }

    /// Makes the line of a row: the words of each cell, the place of the first.
    fn printed_row(&self, cells: &[Vec<&Piece>], kept: &[usize], page: usize) -> Option<Printed> {
        let lines_of = |column: usize| -> Vec<Printed> {
            // Words keep off the rules by some points.
            let edges = (self.columns[column], self.columns[column + 1] - 5.0);
            baselines::lines(&cells[column])
                .into_iter()
                .filter_map(|line| Printed::of(line, page))
                .map(|line| Printed {
                    column: edges,
                    ..line
                })
                .collect()
        };
        let lines: Vec<Vec<Printed>> = kept.iter().map(|&column| lines_of(column)).collect();
        let all = || lines.iter().flatten();
        let first = all()
            .min_by(|a, b| a.baseline.total_cmp(&b.baseline))?
            .clone();
        let words: Vec<String> = lines.iter().map(|lines| cells::words(lines)).collect();
        Some(Printed {
            bold: all().all(|line| line.bold),
            left: all().map(|line| line.left).fold(f32::MAX, f32::min),
            right: all().map(|line| line.right).fold(0.0, f32::max),
            text: words.join("\t"),
            row: Some((0, words)),
            second: self.columns.get(1).copied(),
            ..first
        })
    }
}

fn middle(piece: &Piece) -> (f32, f32) {
    let x = (piece.left + piece.right) / 2.0;
    (x, piece.baseline - 0.3 * piece.size)
}

fn covers(sides: &[Side], at: f32, place: f32) -> bool {
    sides.iter().any(|side| {
        (side.at - at).abs() < NEAR && side.from - 1.0 <= place && place <= side.to + 1.0
    })
}

fn distinct(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|a, b| (*a - *b).abs() < NEAR);
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::container::pdf::piece::sample as piece;

    fn across(top: f32, left: f32, right: f32) -> Rule {
        Rule {
            left,
            top,
            right,
            bottom: top,
        }
    }

    fn down(left: f32, top: f32, bottom: f32) -> Rule {
        Rule {
            left,
            top,
            right: left,
            bottom,
        }
    }

    #[test]
    fn the_cells_of_a_ruled_table_are_rows() {
        let rules = [
            across(10.0, 0.0, 200.0),
            across(30.0, 0.0, 200.0),
            across(60.0, 0.0, 100.0),
            across(90.0, 0.0, 200.0),
            down(0.0, 10.0, 90.0),
            down(100.0, 10.0, 90.0),
            down(200.0, 10.0, 90.0),
        ];
        let all = [
            piece("Action", 5.0, 22.0),
            piece("Owner", 105.0, 22.0),
            piece("train", 5.0, 42.0),
            piece("all staff", 5.0, 54.0),
            piece("Head of unit", 105.0, 42.0),
            piece("measure it", 5.0, 72.0),
            piece("outside", 5.0, 120.0),
        ];
        let mut pieces: Vec<&Piece> = all.iter().collect();
        let tables = tables(&rules, &mut pieces, 3);
        assert_eq!(pieces.len(), 1);
        let rows: Vec<Vec<String>> = tables[0]
            .rows
            .iter()
            .map(|row| row.row.clone().unwrap().1)
            .collect();
        assert_eq!(
            rows,
            [
                ["Action", "Owner"],
                ["train all staff", "Head of unit"],
                ["measure it", ""]
            ]
        );
    }

    #[test]
    fn a_box_around_text_is_no_table() {
        let rules = [
            across(10.0, 0.0, 200.0),
            across(90.0, 0.0, 200.0),
            down(0.0, 10.0, 90.0),
            down(200.0, 10.0, 90.0),
        ];
        let all = [piece("text", 5.0, 22.0)];
        let mut pieces: Vec<&Piece> = all.iter().collect();
        assert!(tables(&rules, &mut pieces, 1).is_empty());
        assert_eq!(pieces.len(), 1);
    }
}
