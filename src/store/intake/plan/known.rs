//! What the register has of the recommendations that a plan may be about, found by number and by words.

use std::collections::{HashMap, HashSet};

use crate::domain::body::BodyId;
use crate::domain::code::number_for_reference;
use crate::domain::partial_date::PartialDate;
use crate::domain::recommendation::Recommendation;
use crate::domain::words::folded;
use crate::error::Result;
use crate::store::{Inspection, Store};

/// A recommendation of the register, with its words folded once.
pub(super) struct Item {
    pub(super) id: i64,
    pub(super) inspection_id: i64,
    pub(super) reference: String,
    pub(super) number: String,
    pub(super) words: String,
    pub(super) folded: String,
    pub(super) addressees: Vec<BodyId>,
}

/// Inspections, and the recommendations of those that rows may be about.
#[derive(Default)]
pub(super) struct Known {
    pub(super) inspections: Vec<Inspection>,
    pub(super) items: Vec<Item>,
    by_code: HashMap<String, usize>,
    by_inspection: HashMap<i64, usize>,
    by_number: HashMap<(i64, String), Vec<usize>>,
    by_words: HashMap<String, Vec<usize>>,
    by_id: HashMap<i64, usize>,
    within: HashMap<i64, Vec<usize>>,
    last: HashMap<i64, i64>,
}

impl Known {
    /// Tells whether a report has recommendations in the register.
    pub(super) fn has_any(&self, report: i64) -> bool {
        self.within
            .get(&report)
            .is_some_and(|items| !items.is_empty())
    }

    pub(super) fn of(store: &Store) -> Result<Known> {
        let inspections = store.inspections()?;
        let places = || inspections.iter().enumerate();
        Ok(Known {
            by_code: places().map(|(at, one)| (one.code.clone(), at)).collect(),
            by_inspection: places().map(|(at, one)| (one.id, at)).collect(),
            inspections,
            ..Known::default()
        })
    }

    /// Reads the recommendations of some inspections, or of all.
    pub(super) fn read(&mut self, store: &Store, of: Option<&HashSet<i64>>) -> Result<()> {
        let ids = of.map(|ids| ids.iter().copied().collect::<Vec<_>>());
        for recommendation in store.recommendations_of_all(ids.as_deref())? {
            self.take(recommendation);
        }
        Ok(())
    }

    /// Takes in a recommendation. Returns its place.
    pub(super) fn take(&mut self, recommendation: Recommendation) -> usize {
        if let Some(&at) = self.by_id.get(&recommendation.id) {
            return at;
        }
        let at = self.items.len();
        let id = recommendation.inspection_id;
        let printed = recommendation.printed_number.iter();
        let mut numbers: Vec<String> = printed.map(|number| plain_number(number)).collect();
        numbers.push(plain_number(&recommendation.number));
        numbers.sort();
        numbers.dedup();
        for number in numbers {
            self.by_number.entry((id, number)).or_default().push(at);
        }
        let item = Item {
            id: recommendation.id,
            inspection_id: id,
            reference: recommendation.reference(),
            folded: folded(&recommendation.words),
            number: recommendation.number,
            words: recommendation.words,
            addressees: recommendation.addressees,
        };
        self.by_words
            .entry(item.folded.clone())
            .or_default()
            .push(at);
        self.by_id.insert(item.id, at);
        self.within.entry(id).or_default().push(at);
        let last = self.last.entry(id).or_default();
        *last = (*last).max(recommendation.position);
        self.items.push(item);
        at
    }

    pub(super) fn inspection(&self, id: i64) -> &Inspection {
        &self.inspections[self.by_inspection[&id]]
    }

    pub(super) fn inspection_of_code(&self, code: &str) -> Option<&Inspection> {
        let at = self.by_code.get(code.trim().to_lowercase().as_str())?;
        Some(&self.inspections[*at])
    }

    pub(super) fn published(&self, inspection_id: i64) -> Option<PartialDate> {
        self.inspection(inspection_id).facts.published_on
    }

    pub(super) fn place_of(&self, id: i64) -> usize {
        self.by_id[&id]
    }

    pub(super) fn item(&self, id: i64) -> &Item {
        &self.items[self.place_of(id)]
    }

    /// Returns the recommendations of an inspection that bear a number, in the register or in print.
    pub(super) fn numbered(&self, inspection: i64, number: &str) -> &[usize] {
        let key = (inspection, plain_number(number));
        self.by_number.get(&key).map_or(&[], Vec::as_slice)
    }

    /// Returns the recommendations of some words, in an inspection or anywhere.
    pub(super) fn worded(&self, inspection: Option<i64>, folded: &str) -> Vec<usize> {
        let all = self.by_words.get(folded).map_or(&[][..], Vec::as_slice);
        let is_there =
            |at: &&usize| inspection.is_none_or(|id| self.items[**at].inspection_id == id);
        all.iter().filter(is_there).copied().collect()
    }

    /// Returns the recommendation of an inspection whose words are likest to some, with the likeness.
    pub(super) fn likest(&self, inspection: Option<i64>, words: &str) -> Option<(f64, usize)> {
        let all: Vec<usize>;
        let places = match inspection {
            Some(id) => self.within.get(&id).map_or(&[][..], Vec::as_slice),
            None if self.items.len() > MOST_COMPARED => return None,
            None => {
                all = (0..self.items.len()).collect();
                &all
            }
        };
        let words = Bigrams::of(words);
        let likeness = |&at: &usize| (words.likeness(&self.items[at].folded), at);
        places
            .iter()
            .map(likeness)
            .max_by(|(one, _), (other, _)| one.total_cmp(other))
    }

    /// Returns the next free place in the list of an inspection.
    pub(super) fn next_position(&mut self, inspection: i64) -> i64 {
        let last = self.last.entry(inspection).or_default();
        *last += 1;
        *last
    }
}

/// Without a report, a row is compared with no more recommendations than these.
const MOST_COMPARED: usize = 2_000;

/// Returns a number as it is compared: `3` for `Rec 3.`, `R03` and `Recommendation 3`.
pub(super) fn plain_number(number: &str) -> String {
    const WORDS: [&str; 6] = [
        "recommendation",
        "recommendations",
        "rec",
        "no",
        "number",
        "r",
    ];
    let plain = number_for_reference(number).to_lowercase();
    let mut parts: Vec<&str> = plain.split('-').collect();
    while parts.len() > 1 && WORDS.contains(&parts[0]) {
        parts.remove(0);
    }
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
    let bare = WORDS
        .iter()
        .find_map(|word| parts[0].strip_prefix(word).filter(is_number));
    parts[0] = bare.unwrap_or(parts[0]);
    let shortened = parts.iter().map(|part| match part.trim_start_matches('0') {
        rest if is_number(part) && !rest.is_empty() => rest,
        _ => part,
    });
    shortened.collect::<Vec<_>>().join("-")
}

/// The pairs of letters of a text, for comparison with others: Dice's measure, as far as it matters here.
pub(super) struct Bigrams {
    counts: HashMap<(char, char), usize>,
    all: usize,
}

impl Bigrams {
    pub(super) fn of(text: &str) -> Bigrams {
        let mut counts = HashMap::new();
        let mut all = 0;
        for pair in pairs(text) {
            *counts.entry(pair).or_default() += 1;
            all += 1;
        }
        Bigrams { counts, all }
    }

    /// Returns how like a text is: 1 for the same letters in the same order, 0 for nothing in common.
    pub(super) fn likeness(&self, other: &str) -> f64 {
        let length = other.chars().count().saturating_sub(1);
        let (short, long) = (self.all.min(length), self.all.max(length));
        if long == 0 {
            return 1.0;
        }
        // Of so unlike length nothing can be like: it is not looked at.
        if short * 6 < long {
            return 0.0;
        }
        let mut left = self.counts.clone();
        let mut same = 0;
        for pair in pairs(other) {
            if let Some(count) = left.get_mut(&pair).filter(|count| **count > 0) {
                *count -= 1;
                same += 1;
            }
        }
        2.0 * f64::from(same) / (self.all + length) as f64
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> {
    text.chars().zip(text.chars().skip(1))
}

/// Returns how like two texts are, folded.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    Bigrams::of(&folded(one)).likeness(&folded(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_without_the_word_before_them() {
        for (printed, number) in [
            ("3", "3"),
            ("3.", "3"),
            ("Rec 3", "3"),
            ("R03", "3"),
            ("Recommendation no. 3", "3"),
            ("10", "10"),
            ("100", "100"),
            ("4.2", "4-2"),
            ("Rec 4.2", "4-2"),
            ("A3", "a3"),
            ("2a", "2a"),
        ] {
            assert_eq!(plain_number(printed), number, "{printed}");
        }
    }
}
