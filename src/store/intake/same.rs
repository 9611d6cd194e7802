//! Whether a report is here already: by its ISBN, its body and date, or its items (rule 12).

use crate::domain::body::BodyId;
use crate::domain::inspection::InspectionFacts;
use crate::domain::recommendation::Recommendation;
use crate::domain::words::folded;
use crate::error::Result;
use crate::store::{Inspection, Store};

use super::Entry;

/// Out of a hundred items, how many must be the same for a report to be the same.
const SAME_PER_CENT: usize = 80;

/// A report that may be the one that was read.
pub(super) struct Likeness {
    pub(super) inspection: Inspection,
    pub(super) items: Vec<Recommendation>,
    /// How many of the entries are the same as items of it, in their order
    pub(super) same: usize,
}

impl Likeness {
    fn of(store: &Store, inspection: Inspection, entries: &[Entry]) -> Result<Likeness> {
        let items = store.recommendations(inspection.id)?;
        let same = same_in_order(entries, &items);
        Ok(Likeness {
            inspection,
            items,
            same,
        })
    }

    /// Tells whether so many items are the same that it is the same report.
    pub(super) fn has_the_same_items(&self, entries: &[Entry]) -> bool {
        let most = self.items.len().max(entries.len());
        most == 0 || 100 * self.same >= SAME_PER_CENT * most
    }
}

impl Store {
    /// Returns the inspection that a publication is, if it is here: one with its ISBN, else one with
    /// its items, else one of its body and date.
    pub(super) fn same_report(
        &self,
        facts: &InspectionFacts,
        body: Option<BodyId>,
        entries: &[Entry],
    ) -> Result<Option<Likeness>> {
        let inspections = self.inspections()?;
        if let Some(isbn) = &facts.isbn
            && let Some(found) = inspections
                .iter()
                .find(|other| other.facts.isbn.as_ref() == Some(isbn))
        {
            return Likeness::of(self, found.clone(), entries).map(Some);
        }
        let may_be = |other: &&Inspection| match (&facts.isbn, &other.facts.isbn) {
            (Some(one), Some(another)) => one == another,
            _ => true,
        };
        // One item alone proves nothing: the same sentence is recommended to several bodies.
        if entries.len() > 1 {
            for other in inspections
                .iter()
                .filter(may_be)
                .filter(|other| other.recommendations > 1)
            {
                let likeness = Likeness::of(self, other.clone(), entries)?;
                if likeness.has_the_same_items(entries) {
                    return Ok(Some(likeness));
                }
            }
        }
        let same_body_and_date =
            |other: &&Inspection| body.is_some() && is_same_publication(facts, body, other);
        match inspections.iter().filter(may_be).find(same_body_and_date) {
            Some(found) => Likeness::of(self, found.clone(), entries).map(Some),
            None => Ok(None),
        }
    }
}

/// Tells whether an inspection is of the body, and of the date as far as both are known.
pub(super) fn is_same_publication(
    facts: &InspectionFacts,
    body: Option<BodyId>,
    other: &Inspection,
) -> bool {
    let same_date = match (facts.published_on, other.facts.published_on) {
        (Some(one), Some(another)) => {
            one == another || one.is_sharpened_by(another) || another.is_sharpened_by(one)
        }
        _ => false,
    };
    body == other.body_id && facts.kind == other.facts.kind && same_date
}

/// Counts entries that are the same as items, walking both in their order.
fn same_in_order(entries: &[Entry], items: &[Recommendation]) -> usize {
    let mut waiting = items.iter().map(|item| (folded(&item.words), item));
    let mut same = 0;
    for entry in entries {
        let words = folded(&entry.words);
        let mut ahead = waiting.clone();
        if ahead.any(|(other, item)| other == words && addressees_agree(entry, item)) {
            waiting = ahead;
            same += 1;
        }
    }
    same
}

/// Addressees agree where both are known; a list without headings has none.
fn addressees_agree(entry: &Entry, item: &Recommendation) -> bool {
    entry.addressees.is_empty()
        || entry
            .addressees
            .iter()
            .any(|body| item.addressees.contains(body))
}
