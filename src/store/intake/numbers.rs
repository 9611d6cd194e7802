//! The numbers of references: the printed ones where they are unique, else the positions.

use std::collections::HashSet;

use super::Entry;
use crate::domain::code::number_for_reference;
use crate::domain::draft::{DraftNote, DraftRecommendation};

/// Numbers the items of one publication. Words and places are the draft's; bodies come later.
pub(super) fn numbered(items: &[&DraftRecommendation], notes: &mut Vec<DraftNote>) -> Vec<Entry> {
    let by_position = !printed_numbers_are_unique(items);
    if by_position && items.iter().any(|item| item.printed_number.is_some()) {
        notes.push(DraftNote {
            words: "the printed numbers are not unique; references count through the whole list"
                .to_owned(),
            about: None,
            place: items[0].place.clone(),
        });
    }
    (1..)
        .zip(items)
        .map(|(position, item)| entry(item, position, by_position))
        .collect()
}

fn entry(item: &DraftRecommendation, position: i64, by_position: bool) -> Entry {
    let printed = item
        .printed_number
        .as_deref()
        .map(number_for_reference)
        .filter(|_| !by_position);
    Entry {
        number: printed.unwrap_or_else(|| position.to_string()),
        position,
        printed_number: item.printed_number.clone(),
        words: item.words.clone(),
        addressees: Vec::new(),
        printed_addressees: item.addressees.clone(),
        place: item.place.clone(),
        here: None,
        rewords: false,
    }
}

/// Printed numbers can be references when there is one at least, none stands twice, and
/// none is the position of an item whose own number was lost.
fn printed_numbers_are_unique(items: &[&DraftRecommendation]) -> bool {
    let mut seen = HashSet::new();
    let numbers = (1..)
        .zip(items)
        .map(|(position, item): (i64, _)| match &item.printed_number {
            Some(printed) => number_for_reference(printed),
            None => position.to_string(),
        });
    let unique = numbers
        .into_iter()
        .all(|number| !number.is_empty() && seen.insert(number));
    unique && items.iter().any(|item| item.printed_number.is_some())
}
