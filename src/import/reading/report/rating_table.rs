//! Tables of ratings with a column for each rating and a sign in one of them.

use super::rating_words::{rating_alone, standard_code, tidy_name};
use super::sections::Pages;
use super::tables::TableRow;
use crate::domain::draft::Read;
use crate::domain::inspection::{Rating, RatingWord};

/// Reads the rows whose sign stands under a rating, up to a line.
pub(super) fn read(pages: &Pages, end: usize) -> Vec<Read<Rating>> {
    let mut found = Vec::new();
    for table in pages.tables().iter().filter(|table| table.range.end <= end) {
        let Some(head) = table.rows.iter().take(3).find_map(columns) else {
            continue;
        };
        let rows = table.rows.iter().filter_map(|row| rating(row, &head));
        found.extend(rows.map(|(at, value)| Read {
            value,
            place: pages.lines[at].place(),
        }));
    }
    found
}

/// Returns the ratings that the cells of a head name, by column.
fn columns(row: &TableRow) -> Option<Vec<Option<RatingWord>>> {
    let named: Vec<_> = row.cells.iter().map(|cell| rating_alone(cell)).collect();
    (named.iter().flatten().count() >= 3).then_some(named)
}

fn rating(row: &TableRow, head: &[Option<RatingWord>]) -> Option<(usize, Rating)> {
    let mut signs = row
        .cells
        .iter()
        .zip(head)
        .filter_map(|(cell, rating)| rating.filter(|_| !cell.is_empty()));
    let rating = signs.next()?;
    if signs.next().is_some() {
        return None;
    }
    let before = row
        .cells
        .iter()
        .zip(head)
        .take_while(|(_, rating)| rating.is_none());
    let words: Vec<&str> = before.map(|(cell, _)| cell.as_str()).collect();
    let words = words.join(" ");
    let (standard, name) = standard_code(&words)?;
    let name = Some(tidy_name(name)).filter(|name| !name.is_empty());
    Some((
        row.at,
        Rating {
            standard,
            name,
            rating,
        },
    ))
}
