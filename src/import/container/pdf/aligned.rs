//! Tables without rules: words that begin at the same place on several lines are a column.

use super::cells;
use super::columns::{self, is_number_alone};
use super::gaps::{self, Row, column_of};
use super::piece::Piece;
use super::printed::Printed;
use super::spans;

/// What is said of rows that were told from gaps of several widths.
const MIXED: &str = "a table without lines begins here, and its rows were told by the gaps between its cells; compare what was read of it";

/// What is said of a number that stands in the middle of the lines beside it.
const MIDDLE: &str =
    "a number stands in the middle of the lines beside it; compare which words it belongs to";

/// What is said of lists that stand side by side.
const BESIDE: &str = "lists stand side by side from here on and were read one after the other; compare what was read of them";

/// Makes lines of pieces; those that are the rows of a table become rows.
pub(super) fn lines(lines: Vec<Vec<&Piece>>, page: usize) -> Vec<Printed> {
    let rows = gaps::rows(lines, page);
    let mut out = Vec::new();
    let mut number = 500;
    let mut at = 0;
    while at < rows.len() {
        match columns::table(&rows, at) {
            Some((end, columns)) => {
                number += 1;
                out.extend(read(&rows[at..end], &columns, page, number));
                at = end;
            }
            None => {
                out.push(rows[at].line.clone());
                if stands_in_the_middle(&rows, at) {
                    let beside = out.iter_mut().rev().take(2);
                    beside.for_each(|line| line.doubt = Some(MIDDLE));
                }
                at += 1;
            }
        }
    }
    out
}

/// Makes the rows of a table, or lines with tabs where they cannot be told apart; either is said
/// where it is not sure.
fn read(inside: &[Row<'_>], columns: &[f32], page: usize, number: usize) -> Vec<Printed> {
    if are_side_by_side(inside, columns) {
        return one_after_another(inside, columns, page);
    }
    let by_cells = by_cells(inside, columns);
    let by_lines = || (firsts(inside, columns), are_interleaved(inside, columns));
    let (firsts, mixed) = by_cells.unwrap_or_else(by_lines);
    let mut table = table_rows(inside, columns, &firsts, (page, number));
    if !are_sure(&table) {
        return unsure(inside);
    }
    if let Some(first) = table.first_mut().filter(|_| mixed) {
        first.doubt = Some(MIXED);
    }
    table
}

/// Tells whether a line is a number alone, between two lines that begin beside it.
fn stands_in_the_middle(rows: &[Row<'_>], at: usize) -> bool {
    let row = &rows[at];
    let beside = |other: Option<&Row<'_>>| {
        other.is_some_and(|other| {
            let apart = (other.line.baseline - row.line.baseline).abs();
            let after = other.line.left - row.line.right;
            apart < 1.6 * row.line.size && (0.0..6.0 * row.line.size).contains(&after)
        })
    };
    let alone = row.pieces.len() == 1 && is_number_alone(row.pieces[0]);
    alone && beside(rows.get(at + 1)) && at.checked_sub(1).is_some_and(|at| beside(rows.get(at)))
}

/// Tells whether the columns are lists of their own: one that is not the first has a heading that
/// announces one.
fn are_side_by_side(inside: &[Row<'_>], columns: &[f32]) -> bool {
    let later = inside.iter().flat_map(|row| &row.pieces);
    let mut later = later.filter(|piece| column_of(piece, columns) > 0);
    later.any(|piece| piece.text.ends_with("should:"))
}

/// The lines of each column, one column after another.
fn one_after_another(inside: &[Row<'_>], columns: &[f32], page: usize) -> Vec<Printed> {
    let column = |column: usize| {
        inside.iter().filter_map(move |row| {
            let own = row.pieces.iter().copied();
            let own = own.filter(|piece| column_of(piece, columns) == column);
            Printed::of(own.collect(), page)
        })
    };
    let mut lines: Vec<Printed> = (0..columns.len()).flat_map(column).collect();
    if let Some(first) = lines.first_mut() {
        first.doubt = Some(BESIDE);
    }
    lines
}

/// The lines that begin a row by the cells of each column.
pub(super) fn by_cells(inside: &[Row<'_>], columns: &[f32]) -> Option<(Vec<usize>, bool)> {
    let size = inside.first()?.line.size;
    let found = spans::rows(&baselines(inside, columns), size)?;
    let first = |top: &f32| inside.partition_point(|row| row.line.baseline < top - 0.01);
    Some((found.tops.iter().map(first).collect(), found.mixed))
}

/// Where the lines of each column stand.
fn baselines(inside: &[Row<'_>], columns: &[f32]) -> Vec<Vec<f32>> {
    let lines = |column: usize| -> Vec<f32> {
        let in_column = inside.iter().filter(|row| row.has(columns, column));
        in_column.map(|row| row.line.baseline).collect()
    };
    (0..columns.len()).map(lines).collect()
}

fn are_interleaved(inside: &[Row<'_>], columns: &[f32]) -> bool {
    let lines = inside
        .iter()
        .map(|row| (row.line.baseline, row.line.baseline));
    spans::are_interleaved(&baselines(inside, columns), &lines.collect::<Vec<_>>())
}

/// Makes the rows that begin with these lines.
fn table_rows(
    inside: &[Row<'_>],
    columns: &[f32],
    firsts: &[usize],
    (page, number): (usize, usize),
) -> Vec<Printed> {
    let ends = firsts.iter().skip(1).copied().chain([inside.len()]);
    firsts
        .iter()
        .zip(ends)
        .filter_map(|(&from, to)| row(&inside[from..to], columns, page, number))
        .collect()
}

/// Where some cells of a column begin with a small letter and others do not, rows are parted at
/// the wrong lines.
fn are_sure(table: &[Printed]) -> bool {
    let rows = || table.iter().filter_map(|line| line.row.as_ref());
    let width = rows().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    (0..width).all(|column| {
        let cells = rows().skip(1).filter_map(|(_, cells)| cells.get(column));
        let begin =
            |is: fn(char) -> bool| cells.clone().filter(|cell| cell.starts_with(is)).count();
        let (small, large) = (begin(char::is_lowercase), begin(char::is_uppercase));
        small * 6 <= large || large * 6 <= small
    })
}

/// The lines of a table whose rows cannot be told, as lines with tabs.
fn unsure(rows: &[Row<'_>]) -> Vec<Printed> {
    let mut lines: Vec<Printed> = rows.iter().map(|row| row.line.clone()).collect();
    if let Some(first) = lines.first_mut() {
        first.doubt = Some(
            "a table without lines begins here, and its rows could not be told apart; compare what was read of it",
        );
    }
    lines
}

fn row(lines: &[Row<'_>], columns: &[f32], page: usize, number: usize) -> Option<Printed> {
    let mut cells: Vec<Vec<Printed>> = vec![Vec::new(); columns.len()];
    let size = lines.first()?.line.size;
    let end = |column: usize| columns.get(column + 1).map_or(0.0, |next| next - size);
    for line in lines {
        for (column, cell) in cells.iter_mut().enumerate() {
            let inside = |piece: &&&Piece| column_of(piece, columns) == column;
            let pieces = line.pieces.iter().filter(inside).copied().collect();
            cell.extend(Printed::of(pieces, page).map(|line| Printed {
                column: (columns[column], end(column)),
                ..line
            }));
        }
    }
    let words: Vec<String> = cells.iter().map(|lines| cells::words(lines)).collect();
    let first = lines.first()?.line.clone();
    Some(Printed {
        bold: lines.iter().all(|row| row.line.bold),
        text: words.join("\t"),
        row: Some((number, words)),
        second: columns.get(1).copied(),
        ..first
    })
}

/// Tells whether the first cell of a line is a number: `1.4`, `2.`.
fn is_number(row: &Row<'_>, columns: &[f32]) -> bool {
    let first = row
        .pieces
        .first()
        .filter(|piece| column_of(piece, columns) == 0);
    first.is_some_and(|piece| {
        piece.text.len() <= 6 && piece.text.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The lines that begin a row: after a wider gap, where there are such; else those that have
/// words in the first column and in the last, or begin a sentence after one that has ended.
fn firsts(inside: &[Row<'_>], columns: &[f32]) -> Vec<usize> {
    let last = columns.len() - 1;
    let first = |at: usize| inside[at].has(columns, 0);
    let whole = |at: usize| first(at) && inside[at].has(columns, last);
    let gaps: Vec<f32> = inside
        .windows(2)
        .map(|pair| pair[1].line.baseline - pair[0].line.baseline)
        .collect();
    let usual = gaps
        .iter()
        .copied()
        .filter(|gap| *gap > 4.0)
        .fold(f32::MAX, f32::min);
    let wide = |at: usize| gaps[at - 1] > 1.12 * usual;
    let gapped = (1..inside.len()).filter(|&at| wide(at)).count() >= 2;
    // A cell of the last column that stands lower than the first line of its row is set in the
    // middle of it: a row then ends with its sentence.
    let middle = (1..inside.len()).any(|at| !first(at) && inside[at].has(columns, last))
        || !whole(0) && !gapped;
    let ended = |at: usize| inside[at - 1].line.text.ends_with(['?', '.', '*', '%']);
    let capital = |at: usize| inside[at].line.text.starts_with(char::is_uppercase);
    let numbered = inside.iter().filter(|row| is_number(row, columns)).count() * 3
        > inside.iter().filter(|row| row.has(columns, 0)).count() * 2;
    let begins = |at: &usize| match *at {
        0 => true,
        at if numbered => first(at),
        at if gapped => wide(at) && first(at),
        at if middle => ended(at) && capital(at) && first(at),
        at => whole(at) || first(at) && ended(at) && capital(at),
    };
    (0..inside.len()).filter(begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::container::pdf::piece::sample as piece;

    fn shown(pieces: &[Piece]) -> Vec<String> {
        let all: Vec<&Piece> = pieces.iter().collect();
        let found = lines(super::super::baselines::lines(&all), 1);
        found
            .into_iter()
            .map(|line| match line.row {
                Some((_, cells)) => cells.join(" | "),
                None => line.text,
            })
            .collect()
    }

    #[test]
    fn columns_without_rules_become_rows() {
        let pieces = [
            piece(
                "a title that goes over the whole of the page and its columns",
                0.0,
                10.0,
            ),
            piece("Key question", 0.0, 40.0),
            piece("Score", 200.0, 40.0),
            piece("Does planning focus on what", 0.0, 52.0),
            piece("26%", 200.0, 52.0),
            piece("keeps others safe?", 0.0, 64.0),
            piece("Is the advice personal?", 0.0, 76.0),
            piece("41%", 200.0, 76.0),
            piece(
                "What follows goes over the whole of the page and its columns",
                0.0,
                100.0,
            ),
        ];
        let lines = shown(&pieces);
        assert_eq!(
            lines[1..4],
            [
                "Key question | Score",
                "Does planning focus on what keeps others safe? | 26%",
                "Is the advice personal? | 41%"
            ]
        );
        assert_eq!(lines.len(), 5);
    }

    #[test]
    fn a_list_is_no_table() {
        let mut pieces = Vec::new();
        for at in 0..6u8 {
            let down = 24.0 * f32::from(at);
            pieces.push(piece(&format!("{}.", at + 1), 0.0, 20.0 + down));
            pieces.push(piece("improve the plans", 30.0, 20.0 + down));
            pieces.push(piece("of the unit", 30.0, 32.0 + down));
        }
        assert_eq!(
            shown(&pieces)[0..2],
            ["1. improve the plans", "of the unit"]
        );
    }
}
