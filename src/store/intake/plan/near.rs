//! Which texts may be like one: those that share its rare words. Comparing each with each takes a square of time.

use std::collections::{BTreeSet, HashMap};

/// With so many each is compared.
const FEW: usize = 48;

/// A text is compared with no more than these.
const MOST: usize = 32;

/// Texts by their words.
pub(super) struct Near<'t> {
    all: Vec<usize>,
    holders: HashMap<&'t str, Vec<usize>>,
}

impl<'t> Near<'t> {
    /// Takes in folded texts by their places.
    pub(super) fn of(texts: impl Iterator<Item = (usize, &'t str)>) -> Near<'t> {
        let (mut all, mut holders) = (Vec::new(), HashMap::<&str, Vec<usize>>::new());
        for (at, text) in texts {
            all.push(at);
            for word in text.split(' ').collect::<BTreeSet<_>>() {
                holders.entry(word).or_default().push(at);
            }
        }
        Near { all, holders }
    }

    /// Returns the places of texts that share the rarest words with one, in their order.
    pub(super) fn to(&self, text: &str) -> Vec<usize> {
        if self.all.len() <= FEW {
            return self.all.clone();
        }
        let words: BTreeSet<&str> = text.split(' ').collect();
        let mut shared: Vec<&Vec<usize>> = words
            .iter()
            .filter_map(|word| self.holders.get(word))
            .collect();
        shared.sort_by_key(|holders| holders.len());
        let mut near: BTreeSet<usize> = BTreeSet::new();
        for at in shared.into_iter().flatten() {
            if near.len() == MOST {
                break;
            }
            near.insert(*at);
        }
        near.into_iter().collect()
    }
}
