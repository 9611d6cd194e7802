//! How like the words of a reprint are to recommendations that are here.

use std::collections::{BTreeSet, HashMap};

use crate::domain::likeness::{Texts, per_cent};
use crate::domain::recommendation::Recommendation;
use crate::domain::words::folded;

/// A recommendation that an item may be, with how like their words are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its reference: `west-kent-2022/3`
    pub reference: String,
    /// Out of a hundred, how like its words are; 100 only where they are the same
    pub per_cent: u32,
    /// Its words
    pub words: String,
}

/// Recommendations that are here, looked up by their words.
pub(super) struct Known {
    items: Vec<Recommendation>,
    exact: HashMap<String, Vec<usize>>,
    texts: Texts,
}

impl Known {
    pub(super) fn of(items: Vec<Recommendation>) -> Self {
        let mut exact: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            exact.entry(folded(&item.words)).or_default().push(at);
        }
        Known {
            texts: Texts::of(items.iter().map(|item| parts(&item.words))),
            exact,
            items,
        }
    }

    pub(super) fn items(&self) -> &[Recommendation] {
        &self.items
    }

    /// Returns the recommendations of the same words, by fold.
    pub(super) fn exact(&self, words: &str) -> impl Iterator<Item = &Recommendation> {
        let same = self.exact.get(&folded(words));
        same.into_iter().flatten().map(|&at| &self.items[at])
    }

    /// Returns the likeliest recommendations, the likeliest first.
    pub(super) fn likeliest(&self, words: &str, most: usize) -> Vec<Suggestion> {
        let likely = self.texts.likeliest(&parts(words)).into_iter().take(most);
        let suggested = |(at, likeness): (usize, f64)| Suggestion {
            reference: self.items[at].reference(),
            per_cent: per_cent(likeness, folded(&self.items[at].words) == folded(words)),
            words: self.items[at].words.clone(),
        };
        likely.map(suggested).collect()
    }
}

/// The words that count: without the addressee that a sentence begins with.
fn parts(words: &str) -> BTreeSet<String> {
    let folded = folded(words);
    let verbs = [" should ", " will ", " must "];
    let start: String = folded.chars().take(120).collect();
    let after = verbs
        .iter()
        .filter_map(|verb| start.find(verb).map(|at| at + verb.len()))
        .min();
    let demand = folded.get(after.unwrap_or(0)..).unwrap_or(&folded);
    demand.split(' ').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(words: &[&str]) -> Known {
        let item = |(number, words): (i64, &&str)| Recommendation {
            id: number,
            inspection_id: 1,
            code: "fen-2022".to_owned(),
            number: number.to_string(),
            position: number,
            printed_number: None,
            words: (*words).to_owned(),
            addressees: Vec::new(),
            cited: None,
        };
        Known::of((1..).zip(words).map(item).collect())
    }

    #[test]
    fn the_likeliest_comes_first_and_rare_words_weigh_more() {
        let known = known(&[
            "improve the quality of the plans for the landlords",
            "improve the quality of the reviews for the courts",
            "count the chairs",
        ]);
        let found = known.likeliest("Fen PDU should improve its work with landlords", 5);
        assert_eq!(found[0].reference, "fen-2022/1");
        let same = known.likeliest("Count the chairs.", 1);
        assert_eq!(same[0].per_cent, 100);
        assert!(known.likeliest("Count the chairs again", 1)[0].per_cent < 100);
    }
}
