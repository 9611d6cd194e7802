//! Tables that only lay words out: boxes, columns side by side, a name beside its list.

use super::annexe_rows::label;
use super::titles::{self, Title};
use super::{columns, headings, markers, names};
use crate::import::container::line::{Line, Row};

/// Turns the rows of tables that lay words out into lines; tables of facts stay.
pub(super) fn unfolded(lines: Vec<Line>) -> Vec<Line> {
    if lines.iter().all(|line| line.row.is_none()) {
        return lines;
    }
    let mut out = Vec::with_capacity(lines.len());
    let mut rest = lines.as_slice();
    while let Some(line) = rest.first() {
        let (run, after) = rest.split_at(length(rest));
        match line.row {
            Some(_) => unfold(run, &mut out),
            None => out.extend(run.iter().cloned()),
        }
        rest = after;
    }
    out
}

/// Returns how many lines belong together: those of one table, or one line.
fn length(lines: &[Line]) -> usize {
    let table = |line: &Line| line.row.as_ref().map(|row| row.table);
    let own = table(&lines[0]);
    if own.is_none() {
        return 1;
    }
    let mut length = 1;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if table(line) == own {
            length = at + 1;
        } else if !line.is_blank() {
            break;
        }
    }
    length
}

fn unfold(run: &[Line], out: &mut Vec<Line>) {
    let rows = || run.iter().filter_map(|line| line.row.as_ref());
    let headed = rows().take(4).any(|row| columns::is_head(&row.cells));
    let single = rows().all(|row| filled(row).count() <= 1);
    let labelled = is_labelled(run);
    for line in run {
        let Some(row) = &line.row else {
            out.push(line.clone());
            continue;
        };
        let lays_out = single || labelled || !headed && is_laid_out(row);
        match lays_out {
            true => spread(line, row, out),
            false => out.push(line.clone()),
        }
    }
}

fn filled(row: &Row) -> impl Iterator<Item = &str> {
    let cells = row.cells.iter().map(|cell| cell.trim());
    cells.filter(|cell| !cell.is_empty())
}

/// Tells whether a row holds a heading of a list or the title of a section, or a body beside its items.
fn is_laid_out(row: &Row) -> bool {
    let announces = |line: &str| {
        headings::read(line, false).is_some()
            || matches!(
                titles::title_of(line, true),
                Some(Title::Recommendations(_) | Title::Previous | Title::Alert)
            )
    };
    let mut cells = filled(row);
    let first = cells.next().unwrap_or_default();
    let listed = |cell: &str| {
        let items = cell.lines().filter(|line| markers::marked(line).is_some());
        items.count() >= 2
    };
    filled(row).any(|cell| cell.lines().any(announces))
        || names::is_body(first) && cells.any(listed)
}

/// Tells whether the first cells of a table are labels: `Recommendation`, `Findings`, `Grade`.
fn is_labelled(run: &[Line]) -> bool {
    let first = |line: &Line| {
        let row = line.row.as_ref()?;
        let cell = row.cells.first()?.trim();
        label(cell).map(|(label, _)| label)
    };
    let labels: Vec<_> = run.iter().filter_map(first).collect();
    labels.len() >= 2 && labels.len() * 2 >= run.len() && labels.iter().any(|one| *one != labels[0])
}

/// Writes the cells of a row one after the other, each line of them as a line.
fn spread(line: &Line, row: &Row, out: &mut Vec<Line>) {
    let mut count = 0;
    for cell in filled(row) {
        let alone = cell.lines().count() == 1;
        out.push(blank(line));
        for words in cell.lines() {
            count += 1;
            let place = match count {
                1 => line.place.clone(),
                count => format!("{}, line {count}", line.place),
            };
            out.push(Line {
                number: line.number,
                bold: alone && (line.bold || names::is_body(words.trim())),
                ..Line::new(place, words.trim())
            });
        }
    }
    out.push(blank(line));
}

fn blank(line: &Line) -> Line {
    Line {
        number: line.number,
        ..Line::new(line.place.clone(), "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Line {
        let cells = cells.iter().map(|&cell| cell.to_owned()).collect();
        Line::of_row("table 1, row 1", Row { table: 1, cells })
    }

    fn words(lines: Vec<Line>) -> Vec<String> {
        let unfolded = unfolded(lines);
        let filled = unfolded.into_iter().filter(|line| !line.is_blank());
        filled.map(|line| line.text).collect()
    }

    #[test]
    fn a_box_and_columns_side_by_side_are_read_one_after_the_other() {
        assert_eq!(
            words(vec![row(&[
                "Recommendations\nFenmarsh PDU should:\n1. improve"
            ])]),
            ["Recommendations", "Fenmarsh PDU should:", "1. improve"]
        );
        let beside = row(&["Fenmarsh PDU should:\n• improve", "HMPPS should:\n• mend"]);
        assert_eq!(
            words(vec![beside]),
            [
                "Fenmarsh PDU should:",
                "• improve",
                "HMPPS should:",
                "• mend"
            ]
        );
        let facts = vec![row(&["1.1", "Leadership", "Good"])];
        assert_eq!(words(facts), ["1.1\tLeadership\tGood"]);
    }
}
