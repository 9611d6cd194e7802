//! The header of a sheet: the row, or the two rows, that name its columns, below titles and notes.

use std::ops::Range;

use super::field::Field;
use crate::import::container::sheet::{Merged, Row, Sheet, Value};

/// How far down a header is looked for, in rows that hold anything.
const LOOKED_AT: usize = 100;

/// How many columns a list has at most; older sheets ended there, and no person reads so many.
const MOST_COLUMNS: usize = 256;

/// The longest text that is a heading.
const LONGEST: usize = 120;

/// The header of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Its rows: indices in the rows of the sheet
    pub(super) rows: Range<usize>,
    /// The columns with their headings, from left to right; no two are the same
    pub(super) headings: Vec<(usize, String)>,
}

impl Header {
    /// Finds the header by what headings suggest: at least two of them must be known.
    pub(super) fn find(sheet: &Sheet) -> Option<Header> {
        let known = |header: &Header| {
            let mut fields: Vec<Field> = header
                .headings
                .iter()
                .filter_map(|(_, heading)| Field::of_heading(heading).map(|(field, _)| field))
                .collect();
            fields.sort_unstable();
            fields.dedup();
            fields.len()
        };
        best(sheet, known)
            .filter(|(known, _)| *known >= 2)
            .map(|(_, header)| header)
    }

    /// Finds the header that has the most of the headings of a mapping; nothing where no row has any.
    pub(super) fn with<'m>(
        sheet: &Sheet,
        wanted: impl Iterator<Item = &'m str> + Clone,
    ) -> Option<Header> {
        let found = |header: &Header| {
            wanted
                .clone()
                .filter(|heading| header.column(heading).is_some())
                .count()
        };
        best(sheet, found)
            .filter(|(found, _)| *found > 0)
            .map(|(_, header)| header)
    }

    /// Returns the column of a heading, in any capitals.
    pub(super) fn column(&self, heading: &str) -> Option<usize> {
        let wanted = plain(heading).to_lowercase();
        let found = self
            .headings
            .iter()
            .find(|(_, heading)| heading.to_lowercase() == wanted);
        found.map(|(column, _)| *column)
    }

    /// Returns the heading of a column.
    pub(super) fn heading(&self, column: usize) -> Option<&str> {
        let found = self
            .headings
            .binary_search_by_key(&column, |(column, _)| *column)
            .ok()?;
        Some(&self.headings[found].1)
    }

    /// Tells whether a row repeats the header: most of what it holds are the headings of its columns.
    pub(super) fn is_repeated_by(&self, row: &Row) -> bool {
        let repeats = row.cells.iter().filter(|cell| {
            let words = plain(&cell.value.words()).to_lowercase();
            self.heading(cell.column).is_some_and(|heading| {
                let heading = heading.to_lowercase();
                heading == words
                    || heading.ends_with(&format!(" / {words}"))
                    || heading.starts_with(&format!("{words} / "))
            })
        });
        let repeats = repeats.count();
        repeats >= 2 && repeats * 3 >= row.cells.len() * 2
    }
}

/// The first header that scores nearly as much as the best: one further down repeats it, and what stands
/// above that is no title. Of two from the same row the one of two rows is taken, which says more.
fn best(sheet: &Sheet, score: impl Fn(&Header) -> usize) -> Option<(usize, Header)> {
    let rows = 0..sheet.rows.len().min(LOOKED_AT);
    let headers = rows
        .flat_map(|at| [double(sheet, at), single(sheet, at)])
        .flatten();
    let scored: Vec<(usize, Header)> = headers.map(|header| (score(&header), header)).collect();
    let most = scored.iter().map(|(score, _)| *score).max()?;
    let first = scored.iter().position(|(score, _)| score * 3 >= most * 2)?;
    let row = scored[first].1.rows.start;
    let mut of_row = scored
        .into_iter()
        .skip(first)
        .take_while(|(_, header)| header.rows.start == row);
    let double = of_row.next()?;
    match of_row.next() {
        Some(single) if single.0 > double.0 => Some(single),
        _ => Some(double),
    }
}

/// Joins the words of a heading that stand in several lines.
pub(super) fn plain(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn single(sheet: &Sheet, at: usize) -> Option<Header> {
    let headings = headings(&sheet.rows[at])?;
    Some(Header {
        rows: at..at + 1,
        headings: distinct(headings),
    })
}

/// The cells of a row as headings; nothing where one is a date or longer than any heading, or where they
/// are too many.
fn headings(row: &Row) -> Option<Vec<(usize, String)>> {
    if row.cells.len() > MOST_COLUMNS {
        return None;
    }
    let headings: Option<Vec<_>> = row
        .cells
        .iter()
        .map(|cell| match &cell.value {
            Value::Text(words) | Value::Number(words) if words.len() <= LONGEST => {
                Some((cell.column, plain(words)))
            }
            _ => None,
        })
        .collect();
    headings.filter(|headings| headings.len() >= 2)
}

/// Two rows that name the columns together: under a heading that reaches over several columns stand theirs.
fn double(sheet: &Sheet, at: usize) -> Option<Header> {
    let (top, bottom) = (&sheet.rows[at], sheet.rows.get(at + 1)?);
    if bottom.number != top.number + 1 {
        return None;
    }
    let below = headings(bottom).or_else(|| lone(bottom))?;
    let above = headings(top)?;
    let merged = sheet.merged.iter().filter(|range| range.top == top.number);
    let merged: Vec<&Merged> = merged.collect();
    let mut joined = above.clone();
    let mut under_none = 0;
    for (column, words) in below {
        let over = over(&merged, top.number, &above, column)?;
        let heading = plain(&format!("{} / {words}", above[over].1));
        match joined.iter_mut().find(|(known, _)| *known == column) {
            Some((_, known)) => *known = heading,
            None => {
                under_none += 1;
                joined.push((column, heading));
            }
        }
    }
    joined.sort_by_key(|(column, _)| *column);
    (under_none > 0).then(|| Header {
        rows: at..at + 2,
        headings: distinct(joined),
    })
}

fn lone(row: &Row) -> Option<Vec<(usize, String)>> {
    match row.cells.as_slice() {
        [cell] if matches!(cell.value, Value::Text(_)) => {
            Some(vec![(cell.column, plain(&cell.value.words()))])
        }
        _ => None,
    }
}

/// Returns which heading of the upper row reaches over a column: by a merged range, else by empty cells
/// to the right of it. Nothing where it stands over that column alone. `merged` are the ranges of that row.
fn over(merged: &[&Merged], top: usize, above: &[(usize, String)], column: usize) -> Option<usize> {
    let at = above.iter().rposition(|(from, _)| *from <= column)?;
    let from = above[at].0;
    let reaching = merged.iter().find(|merged| merged.left == from);
    let reaches = match reaching {
        Some(merged) => merged.bottom == top && merged.right > from && column <= merged.right,
        None if !merged.is_empty() => false,
        None => above
            .get(at + 1)
            .map_or(column > from || above.len() > 1, |(next, _)| {
                next - from > 1
            }),
    };
    reaches.then_some(at)
}

/// Tells headings that are the same apart: the second `Date` is `Date (2)`.
fn distinct(mut headings: Vec<(usize, String)>) -> Vec<(usize, String)> {
    for at in 0..headings.len() {
        let same = |(_, heading): &&(usize, String)| heading.eq_ignore_ascii_case(&headings[at].1);
        let before = headings[..at].iter().filter(same).count();
        if before > 0 {
            let numbered = format!("{} ({})", headings[at].1, before + 1);
            headings[at].1 = numbered;
        }
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::container::sheet::Cell;

    fn sheet(rows: &[&str]) -> Sheet {
        let cells = |row: &str| {
            let cells = row
                .split('|')
                .enumerate()
                .filter(|(_, words)| !words.is_empty());
            cells
                .map(|(column, words)| Cell {
                    column,
                    value: Value::Text(words.to_owned()),
                    struck: false,
                })
                .collect::<Vec<_>>()
        };
        let rows = (1..).zip(rows).map(|(number, row)| Row {
            number,
            hidden: false,
            cells: cells(row),
        });
        Sheet {
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
            ..Sheet::default()
        }
    }

    fn found(sheet: &Sheet) -> Vec<String> {
        let header = Header::find(sheet).unwrap();
        header
            .headings
            .into_iter()
            .map(|(_, heading)| heading)
            .collect()
    }

    #[test]
    fn the_header_is_found_below_titles_and_notes() {
        let tracker = sheet(&[
            "Fenmarsh PDU: live list of actions",
            "",
            "Owner of this list|Head of quality",
            "Ref|Recommendation|Action|Owner|Target\ndate|Status|Date|Date",
            "1|see people|write|Head|March 2027|Open",
        ]);
        let header = Header::find(&tracker).unwrap();
        assert_eq!(header.rows, 2..3);
        assert_eq!(header.column("TARGET date"), Some(4));
        assert_eq!(header.heading(7), Some("Date (2)"));
        assert!(
            header.is_repeated_by(&tracker.rows[2]) && !header.is_repeated_by(&tracker.rows[3])
        );
    }

    #[test]
    fn a_header_that_is_repeated_further_down_is_not_taken_for_the_first() {
        let tracker = sheet(&[
            "Ref|Recommendation|Step|Lead",
            "1|see people|write|Head",
            "Ref|Recommendation|Action|Owner",
            "2|write|call|Head",
        ]);
        assert_eq!(Header::find(&tracker).unwrap().rows, 0..1);
        let wanted = ["Ref", "Recommendation", "Action", "Owner"];
        let header = Header::with(&tracker, wanted.into_iter()).unwrap();
        assert_eq!((header.rows.start, header.column("Action")), (2, Some(2)));
    }

    #[test]
    fn a_header_of_two_rows_is_joined() {
        let rows = [
            "Ref|Recommendation|Target date||Owner",
            "||Original|Revised|",
            "1|see people|x|y|Head",
        ];
        let mut tracker = sheet(&rows);
        let joined = [
            "Ref",
            "Recommendation",
            "Target date / Original",
            "Target date / Revised",
            "Owner",
        ];
        assert_eq!(found(&tracker), joined);
        let merged = |left, right, bottom| Merged {
            top: 1,
            bottom,
            left,
            right,
        };
        tracker.merged = vec![merged(0, 0, 2), merged(2, 3, 1)];
        assert_eq!(found(&tracker), joined);
        // A row of the list below a header is none of the header.
        let one = sheet(&["Ref|Recommendation||Owner", "1|see people|x|Head"]);
        assert_eq!(found(&one), ["Ref", "Recommendation", "Owner"]);
    }

    #[test]
    fn a_sheet_of_other_content_has_no_header() {
        assert_eq!(
            Header::find(&sheet(&[
                "Guidance",
                "Green means that all is well|see page 2"
            ])),
            None
        );
    }
}
