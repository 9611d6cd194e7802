//! `diff`: what changed between two points of the history, item by item. What was changed and changed
//! back in between is no difference.

mod sentence;
mod sides;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use self::sentence::Told;
use self::sides::Sides;
use super::listing::{selection, total};
use super::{Filter, section, untitled};
use crate::document::{Cell, Column, Document, Layout, Total, plain};
use crate::error::Result;
use crate::store::Store;

const COLUMNS: [Column; 6] = [
    Column::new("reference", "Reference"),
    Column::in_data("kind", "Kind"),
    Column::new("what_changed", "What changed"),
    Column::new("who", "Recorded by"),
    Column::new("at", "When (UTC)"),
    Column::in_data("change", "Change"),
];

/// Returns what differs between the register as it was after a change and as it was after a later one.
/// What a filter takes is judged as at a day.
///
/// # Errors
/// [`crate::error::Error::NoSuch`] when there is no such change; when the history cannot be read.
pub fn diff(
    store: &Store,
    filter: &Filter,
    day: NaiveDate,
    (from, to): (i64, i64),
) -> Result<Document> {
    let later;
    let after = if to == store.last_number()? {
        store
    } else {
        later = store.as_known_after(to)?;
        &later
    };
    let before = after.as_known_after(from)?;
    let sides = Sides::new(&before, after, day)?;
    let mut told = sentence::told(&sides, after.differing_since(from)?)?;
    let bodies = store.bodies()?;
    if filter.narrows(&bodies) {
        let taken = [&before, after].map(|side| taken(side, filter, day));
        let [was, is] = taken;
        let (was, is) = (was?, is?);
        told.retain(|one| {
            let about = one.recommendation;
            about.is_some_and(|id| was.contains(&id) || is.contains(&id))
        });
    }
    told.sort_by_cached_key(|one| (order(&one.reference), one.rank, one.row));
    written(store, after, filter, day, (from, told))
}

/// Returns the recommendations that a filter takes of one side.
fn taken(store: &Store, filter: &Filter, day: NaiveDate) -> Result<BTreeSet<i64>> {
    let bodies = store.bodies()?;
    // A unit that was added since held nothing then.
    if filter.asked.body.is_some_and(|body| !bodies.has(body)) {
        return Ok(BTreeSet::new());
    }
    let survey = store.survey(filter.asked, day)?;
    let lines = selection(&survey, filter);
    Ok(lines
        .iter()
        .map(|line| line.item.recommendation_id)
        .collect())
}

fn written(
    store: &Store,
    after: &Store,
    filter: &Filter,
    day: NaiveDate,
    (from, told): (i64, Vec<Told>),
) -> Result<Document> {
    let bodies = store.bodies()?;
    let mut document = untitled(after, "diff", "What changed".to_owned())?;
    document.filters = vec![("from", store.head_after(from)?), ("to", after.head()?)];
    document.filters.extend(filter.in_words(&bodies));
    let mut said = "By reference. Listed is what differs between the two, each with the change that came last; what was changed and changed back is not.".to_owned();
    if filter.narrows(&bodies) {
        document.as_at = Some(day.into());
        said += " Within filters: only recommendations, and what belongs to them.";
    }
    document.intro = vec![plain(said)];
    document.totals = totals(&told);
    let rows = told.into_iter().map(cells).collect();
    document.sections = vec![section("changes", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}

/// Counts items and facts, then the facts of each kind.
fn totals(told: &[Told]) -> Vec<Total> {
    let items: BTreeSet<&String> = told.iter().map(|one| &one.reference).collect();
    let mut kinds: BTreeMap<(u8, &str, &str), usize> = BTreeMap::new();
    for one in told {
        *kinds.entry((one.rank, one.kind.0, one.kind.1)).or_default() += 1;
    }
    let mut totals = vec![
        total("items", "Items with a difference", items.len()),
        total("facts", "Differences", told.len()),
    ];
    let kinds = kinds.into_iter();
    totals.extend(kinds.map(|((_, key, label), count)| total(key, label, count)));
    totals
}

fn cells(told: Told) -> Vec<Cell> {
    let Told {
        reference,
        recommendation: _,
        kind: (kind, _),
        rank: _,
        row: _,
        said,
        by,
    } = told;
    vec![
        Cell::Reference(reference),
        Cell::Text(kind.to_owned()),
        Cell::Text(said),
        Cell::Text(by.who),
        Cell::Text(by.at.replace('T', " ").replace('Z', "")),
        Cell::Number(by.number),
    ]
}

/// Returns a key by which `west-kent-2022/11` comes after `west-kent-2022/3`: numbers by their value.
fn order(reference: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    for c in reference.chars() {
        let digit = c.to_digit(10).map(u64::from);
        match (digit, parts.last_mut()) {
            (Some(digit), Some((number, letters))) if letters.is_empty() => {
                *number = number.saturating_mul(10).saturating_add(digit);
            }
            (Some(digit), _) => parts.push((digit, String::new())),
            (None, Some((_, letters))) => letters.push(c),
            (None, None) => parts.push((0, c.to_string())),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_in_the_order_of_their_numbers() {
        let mut references = [
            "b-2022/1",
            "a-2022/11.2",
            "a-2022/3",
            "a-2022/11",
            "a-2021/4",
        ];
        references.sort_by_cached_key(|reference| order(reference));
        let sorted = [
            "a-2021/4",
            "a-2022/3",
            "a-2022/11",
            "a-2022/11.2",
            "b-2022/1",
        ];
        assert_eq!(references, sorted);
    }
}
