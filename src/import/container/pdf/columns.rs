//! Where a table without rules goes, and where its columns begin.

use super::aligned::by_cells;
use super::cells;
use super::gaps::{NEAR, Row, column_of};
use super::piece::Piece;
use super::printed::Printed;

/// Columns that a table has at most.
const MOST: usize = 12;

/// Finds the table that begins with a line: where it ends, and where its columns begin.
pub(super) fn table(rows: &[Row<'_>], from: usize) -> Option<(usize, Vec<f32>)> {
    let end = extent(rows, from)?;
    let inside = &rows[from..end];
    let crossed = |start: f32| inside.iter().any(|row| row.crosses(start));
    let starts = inside.iter().flat_map(|row| row.starts.iter().copied());
    let mut columns: Vec<f32> = starts
        .chain(alone(inside))
        .filter(|&start| anchored(inside, start) >= 2 && !crossed(start))
        .collect();
    columns.sort_by(f32::total_cmp);
    columns.dedup_by(|a, b| (*a - *b).abs() < 3.0 * NEAR);
    columns.truncate(MOST);
    let left = inside
        .iter()
        .map(|row| row.line.left)
        .fold(f32::MAX, f32::min);
    columns.retain(|start| *start > left + 3.0 * NEAR);
    columns.insert(0, left);
    is_table(inside, &columns).then_some((end, columns))
}

fn anchored(inside: &[Row<'_>], start: f32) -> usize {
    inside.iter().filter(|row| row.begins_at(start)).count()
}

/// Where the lines go as far as a column that begins in the first of them: no sure column is
/// crossed.
fn extent(rows: &[Row<'_>], from: usize) -> Option<usize> {
    let first = &rows[from];
    let next = rows.get(from + 1).map(|next| &next.line);
    // The words beside the first cell may stand higher, or lower in the middle of its lines.
    let above = next.filter(|next| next.left < first.line.left - 3.0 * NEAR);
    let middle = next.filter(|next| {
        let apart = next.baseline - first.line.baseline;
        next.left > first.line.right && apart < 0.9 * next.size
    });
    let beside = above.map(|_| first.line.left).into_iter();
    let beside = beside.chain(middle.map(|next| next.left));
    let starts: Vec<f32> = first.starts.iter().copied().chain(beside).collect();
    let ends = starts.iter().map(|&start| (end(rows, from, start), start));
    let (most, _) = ends.clone().max_by_key(|(end, _)| *end)?;
    let sure = ends.filter(|(end, start)| anchored(&rows[from..*end], *start) >= 2);
    let crossed = sure.filter_map(|(end, start)| {
        let crossed = rows[end..most].iter().position(|row| row.crosses(start))?;
        Some(end + crossed)
    });
    crossed.min().or(Some(most))
}

/// Where words begin that stand alone on their line, beside a column: behind no bullet of a list.
fn alone<'a>(inside: &'a [Row<'a>]) -> impl Iterator<Item = f32> + 'a {
    let left = inside
        .iter()
        .map(|row| row.line.left)
        .fold(f32::MAX, f32::min);
    let lefts = inside.iter().map(|row| row.line.left);
    lefts.filter(move |at| {
        let before = inside.iter().flat_map(|row| &row.pieces);
        let mut before = before.filter(|piece| piece.left > left + NEAR);
        let is_bullet = |piece: &Piece| {
            let near = piece.left < at - NEAR && piece.left > at - 3.0 * piece.size;
            near && (piece.text.chars().count() <= 1 || cells::numbered(&piece.text) == Some(""))
        };
        *at > left + 3.0 * NEAR && !before.any(|piece| is_bullet(piece)) && !is_hanging(inside, *at)
    })
}

/// Tells whether a place is where the lines of a list begin behind its numbers or bullets.
fn is_hanging(inside: &[Row<'_>], at: f32) -> bool {
    let left = inside
        .iter()
        .map(|row| row.line.left)
        .fold(f32::MAX, f32::min);
    let first = |row: &&Row<'_>| row.line.left < left + NEAR && row.begins_at(at);
    inside
        .iter()
        .filter(first)
        .any(|row| cells::begins_item(&row.line.text))
}

/// Tells whether a piece is a number and nothing else.
pub(super) fn is_number_alone(piece: &Piece) -> bool {
    let digits = piece.text.trim_end_matches(['.', ')']);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The line before which nothing keeps to a column any more; after the last that begins in it
/// come the lines that end its row.
fn end(rows: &[Row<'_>], from: usize, start: f32) -> usize {
    let mut end = from + 1;
    let mut pitch = f32::MAX;
    for at in from + 1..rows.len() {
        let (row, before) = (&rows[at].line, &rows[at - 1].line);
        let gap = row.baseline - before.baseline;
        if rows[at].crosses(start) || gap > 5.0 * row.size {
            break;
        }
        pitch = pitch.min(gap.max(1.0));
        let rest = end == at && gap < 1.4 * pitch.max(row.size) && goes_on(before, row);
        if rows[at].begins_at(start) || rest {
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

/// Lines that keep to the columns, a real gap in most of them, a first column that is more than
/// numbers and bullets, and a cell of more than one line: else lines with tabs will do.
fn is_table(inside: &[Row<'_>], columns: &[f32]) -> bool {
    if columns.len() < 2 || inside.len() < 3 && columns.len() + inside.len() < 5 {
        return false;
    }
    let last = columns.len() - 1;
    let full = |row: &&Row<'_>| columns[1..].iter().any(|&start| row.begins_at(start));
    let parted = |row: &Row<'_>| !(row.has(columns, 0) && row.has(columns, last));
    let filled = inside.iter().filter(full).count();
    filled >= 2
        && inside
            .iter()
            .filter(|row| row.wide || !row.has(columns, 0))
            .count()
            * 2
            >= filled
        && inside.iter().any(|row| parted(row) || row.narrow)
        && (columns.len() >= 4 || !are_labels(inside, columns))
        && !are_contents(inside, columns)
}

/// Tells whether the first column is the numbers or bullets of a list. A number that stands in the
/// middle beside lines of words is a cell.
fn are_labels(inside: &[Row<'_>], columns: &[f32]) -> bool {
    let firsts = inside.iter().filter_map(|row| row.pieces.first());
    let firsts: Vec<&&Piece> = firsts
        .filter(|piece| column_of(piece, columns) == 0)
        .collect();
    let is_label = |piece: &&&&Piece| {
        cells::numbered(&piece.text) == Some("")
            || piece.text.chars().count() <= 1
            || is_number_alone(piece)
    };
    let labels = firsts.iter().filter(is_label).count();
    let alone = |row: &Row<'_>| row.pieces.len() == 1 && is_number_alone(row.pieces[0]);
    let middle =
        inside.iter().any(alone) && by_cells(inside, columns).is_some_and(|(_, mixed)| !mixed);
    labels * 2 >= firsts.len() && !middle
}

/// The last column of a contents page has nothing but numbers of pages, which never fall.
fn are_contents(inside: &[Row<'_>], columns: &[f32]) -> bool {
    let last = columns.len() - 1;
    let ends = inside.iter().filter_map(|row| row.pieces.last());
    let ends: Vec<&&Piece> = ends
        .filter(|piece| column_of(piece, columns) == last)
        .collect();
    let numbers: Vec<u16> = ends
        .iter()
        .filter_map(|piece| piece.text.parse().ok())
        .collect();
    let counted = |row: &Row<'_>| row.line.text.contains(['%', '?']);
    numbers.len() * 2 > ends.len() && numbers.is_sorted() && !inside.iter().any(counted)
}
