//! Tables without rules: words that begin at the same place on several lines are a column.

use super::cells;
use super::piece::Piece;
use super::printed::Printed;

/// Places nearer than this are the same.
const NEAR: f32 = 2.0;
/// Columns that a table has at most.
const MOST: usize = 12;

/// A line of pieces from left to right, with its words.
struct Row<'a> {
    pieces: Vec<&'a Piece>,
    line: Printed,
}

/// Makes lines of pieces; those that are the rows of a table become rows.
pub(super) fn lines(lines: Vec<Vec<&Piece>>, page: usize) -> Vec<Printed> {
    let rows: Vec<Row<'_>> = lines
        .into_iter()
        .filter_map(|mut pieces| {
            pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
            let line = Printed::of(pieces.clone(), page)?;
            Some(Row { pieces, line })
        })
        .collect();
    let mut out = Vec::new();
    let mut number = 500;
    let mut at = 0;
    while at < rows.len() {
        match table(&rows, at) {
            Some((end, columns)) => {
                number += 1;
                let table = table_rows(&rows[at..end], &columns, page, number);
                match are_sure(&table) {
                    true => out.extend(table),
                    false => out.extend(unsure(&rows[at..end])),
                }
                at = end;
            }
            None => {
                out.push(rows[at].line.clone());
                at += 1;
            }
        }
    }
    out
}

/// Finds the table that begins with a line: where it ends, and where its columns begin.
fn table(rows: &[Row<'_>], from: usize) -> Option<(usize, Vec<f32>)> {
    let starts = starts(&rows[from]);
    let (end, _) = starts
        .iter()
        .map(|&start| (end(rows, from, start), start))
        .max_by_key(|(end, _)| *end)?;
    let inside = &rows[from..end];
    let crossed = |start: f32| inside.iter().any(|row| crosses(row, start));
    let anchored = |start: f32| inside.iter().filter(|row| begins_at(row, start)).count();
    let mut columns: Vec<f32> = inside
        .iter()
        .flat_map(starts_of)
        .filter(|&start| anchored(start) >= 2 && !crossed(start))
        .collect();
    columns.sort_by(f32::total_cmp);
    columns.dedup_by(|a, b| (*a - *b).abs() < 3.0 * NEAR);
    columns.truncate(MOST);
    let left = inside
        .iter()
        .map(|row| row.line.left)
        .fold(f32::MAX, f32::min);
    columns.insert(0, left);
    is_table(inside, &columns).then_some((end, columns))
}

fn starts_of<'a>(row: &'a Row<'a>) -> impl Iterator<Item = f32> + 'a {
    starts(row).into_iter()
}

/// Where words of a line begin after a gap that is wider than a space.
fn starts(row: &Row<'_>) -> Vec<f32> {
    let pairs = row.pieces.windows(2);
    pairs
        .filter(|pair| pair[1].left - pair[0].right > 0.4 * pair[1].size)
        .filter(|pair| pair[1].size > 0.85 * row.line.size)
        .map(|pair| pair[1].left)
        .collect()
}

/// The line before which nothing keeps to a column any more; after the last that begins in it
/// come the lines that end its row.
fn end(rows: &[Row<'_>], from: usize, start: f32) -> usize {
    let mut end = from + 1;
    let mut pitch = f32::MAX;
    for at in from + 1..rows.len() {
        let (row, before) = (&rows[at].line, &rows[at - 1].line);
        let gap = row.baseline - before.baseline;
        if crosses(&rows[at], start) || gap > 5.0 * row.size {
            break;
        }
        pitch = pitch.min(gap.max(1.0));
        let rest = end == at && gap < 1.4 * pitch.max(row.size) && goes_on(before, row);
        if begins_at(&rows[at], start) || rest {
            end = at + 1;
        } else if at - end > 8 {
            break;
        }
    }
    end
}

/// The rest of a cell: it begins no sentence and no item.
fn goes_on(before: &Printed, line: &Printed) -> bool {
    let unfinished = !before.text.ends_with(['.', '?', ':', '%']);
    (line.text.starts_with(char::is_lowercase) || unfinished && line.size == before.size)
        && line.bold == before.bold
        && !cells::begins_item(&line.text)
}

fn crosses(row: &Row<'_>, start: f32) -> bool {
    let over =
        |piece: &&&Piece| piece.left < start - NEAR && piece.right > start - 0.2 * piece.size;
    row.pieces.iter().any(|piece| over(&piece))
}

fn begins_at(row: &Row<'_>, start: f32) -> bool {
    let at = |piece: &&Piece| (piece.left - start).abs() < NEAR;
    row.pieces.iter().any(at)
}

/// Three lines that keep to the columns, a real gap before most of them, a first column that is
/// more than numbers and bullets, and a cell of more than one line: else lines with tabs will do.
fn is_table(inside: &[Row<'_>], columns: &[f32]) -> bool {
    if columns.len() < 2 || inside.len() < 3 {
        return false;
    }
    let last = columns.len() - 1;
    let full = |row: &&Row<'_>| columns[1..].iter().any(|&start| begins_at(row, start));
    let parted = |row: &&Row<'_>| !(has(row, columns, 0) && has(row, columns, last));
    let wide = |row: &&Row<'_>| {
        let mut pairs = row.pieces.windows(2);
        pairs.any(|pair| pair[1].left - pair[0].right > 0.9 * pair[1].size)
    };
    let is_label = |row: &&Row<'_>| {
        let first = row
            .pieces
            .first()
            .filter(|piece| column_of(piece, columns) == 0);
        first.is_none_or(|piece| {
            cells::numbered(&piece.text) == Some("") || piece.text.chars().count() <= 1
        })
    };
    let filled = inside.iter().filter(full).count();
    filled >= 2
        && inside.iter().filter(wide).count() * 2 >= filled
        && inside.iter().any(|row| parted(&row))
        && (columns.len() >= 4 || inside.iter().filter(is_label).count() * 2 < inside.len())
        && !are_contents(inside, columns)
}

/// The last column of a contents page has nothing but numbers of pages.
fn are_contents(inside: &[Row<'_>], columns: &[f32]) -> bool {
    let last = columns.len() - 1;
    let ends = inside.iter().filter_map(|row| row.pieces.last());
    let ends: Vec<&&Piece> = ends
        .filter(|piece| column_of(piece, columns) == last)
        .collect();
    let numbers = ends.iter().filter(|piece| {
        (1..=3).contains(&piece.text.len()) && piece.text.bytes().all(|byte| byte.is_ascii_digit())
    });
    numbers.count() * 2 > ends.len()
}

fn has(row: &Row<'_>, columns: &[f32], column: usize) -> bool {
    row.pieces
        .iter()
        .any(|piece| column_of(piece, columns) == column)
}

/// Makes the rows: each begins where its first column and its last do, or after a wider gap.
fn table_rows(inside: &[Row<'_>], columns: &[f32], page: usize, number: usize) -> Vec<Printed> {
    let firsts = firsts(inside, columns);
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

fn column_of(piece: &Piece, columns: &[f32]) -> usize {
    let before = columns.partition_point(|start| *start <= piece.left + NEAR);
    before.saturating_sub(1)
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
    let first = |at: usize| has(&inside[at], columns, 0);
    let whole = |at: usize| first(at) && has(&inside[at], columns, last);
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
    let middle = (1..inside.len()).any(|at| !first(at) && has(&inside[at], columns, last))
        || !whole(0) && !gapped;
    let ended = |at: usize| inside[at - 1].line.text.ends_with(['?', '.', '*', '%']);
    let capital = |at: usize| inside[at].line.text.starts_with(char::is_uppercase);
    let numbered = inside.iter().filter(|row| is_number(row, columns)).count() * 3
        > inside.iter().filter(|row| has(row, columns, 0)).count() * 2;
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
