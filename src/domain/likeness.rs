//! How like texts are by their words: a rare word that both have says more than a common one.

use std::collections::{BTreeSet, HashMap};

/// Texts that are compared by their words. What is a word of a text says whoever compares.
pub struct Texts {
    numbers: HashMap<String, usize>,
    names: Vec<String>,
    /// For each word the texts that have it, in order
    holders: Vec<Vec<usize>>,
    /// The words of each text, the rarest first
    words: Vec<Vec<usize>>,
    /// What the words of each text weigh together
    weights: Vec<f64>,
}

impl Texts {
    /// Takes the words of each text.
    pub fn of(texts: impl IntoIterator<Item = BTreeSet<String>>) -> Texts {
        let mut all = Texts {
            numbers: HashMap::new(),
            names: Vec::new(),
            holders: Vec::new(),
            words: Vec::new(),
            weights: Vec::new(),
        };
        for (at, text) in texts.into_iter().enumerate() {
            let words = text.into_iter().map(|word| all.number(word)).collect();
            all.words.push(words);
            for &word in &all.words[at] {
                all.holders[word].push(at);
            }
        }
        let Texts { holders, words, .. } = &mut all;
        for text in words.iter_mut() {
            text.sort_by_key(|&word| (holders[word].len(), word));
        }
        let weigh = |text: &Vec<usize>| text.iter().map(|&word| all.weight(word)).sum();
        all.weights = all.words.iter().map(weigh).collect();
        all
    }

    fn number(&mut self, word: String) -> usize {
        if let Some(&number) = self.numbers.get(&word) {
            return number;
        }
        let number = self.names.len();
        self.names.push(word.clone());
        self.numbers.insert(word, number);
        self.holders.push(Vec::new());
        number
    }

    /// Returns what a word weighs that so many texts have.
    fn weight_at(&self, count: usize) -> f64 {
        (1.0 + (self.words.len() as f64 + 1.0) / (count as f64 + 1.0)).ln()
    }

    /// Returns what a word weighs, whether or not a text has it.
    pub fn weigh(&self, word: &str) -> f64 {
        match self.numbers.get(word) {
            Some(&word) => self.weight(word),
            None => self.weight_at(0),
        }
    }

    fn weight(&self, word: usize) -> f64 {
        self.weight_at(self.holders[word].len())
    }

    /// Returns how like each text is to words from elsewhere, from 0 to 1, the likeliest first.
    pub fn likeliest(&self, words: &BTreeSet<String>) -> Vec<(usize, f64)> {
        let known = words.iter().map(|word| self.numbers.get(word).copied());
        let (mut own, mut shared) = (0.0, HashMap::<usize, f64>::new());
        for word in known {
            let weight = word.map_or_else(|| self.weight_at(0), |word| self.weight(word));
            own += weight;
            for &at in word.iter().flat_map(|&word| &self.holders[word]) {
                *shared.entry(at).or_default() += weight;
            }
        }
        let like = |(at, shared)| (at, 2.0 * shared / (own + self.weights[at]));
        let mut likely: Vec<(usize, f64)> = shared.into_iter().map(like).collect();
        likely.sort_by(|(one, like), (other, liker)| liker.total_cmp(like).then(one.cmp(other)));
        likely
    }

    /// Returns how like two of the texts are, from 0 to 1.
    pub fn likeness(&self, one: usize, other: usize) -> f64 {
        let both = self.weights[one] + self.weights[other];
        if both == 0.0 {
            return 0.0;
        }
        let shared = self.shared(one, other).map(|word| self.weight(word));
        2.0 * shared.sum::<f64>() / both
    }

    /// Returns the words that two of the texts share, the rarest first.
    pub fn shared_words(&self, one: usize, other: usize) -> Vec<&str> {
        let shared = self.shared(one, other);
        shared.map(|word| self.names[word].as_str()).collect()
    }

    fn shared(&self, one: usize, other: usize) -> impl Iterator<Item = usize> {
        let here = &self.words[other];
        let key = |word: usize| (self.holders[word].len(), word);
        let is_here =
            move |word: &usize| here.binary_search_by_key(&key(*word), |&w| key(w)).is_ok();
        self.words[one].iter().copied().filter(is_here)
    }

    /// Returns how many texts there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Tells whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// A search for the texts that are likest to each: what it needs is made once.
pub struct Nearest<'t> {
    texts: &'t Texts,
    /// What each text shares with the one that is looked at
    shared: Vec<f64>,
    /// How many places of the index are looked at for one text
    patience: usize,
}

/// How many places of the index are looked at for all texts together.
const ALL_PLACES: usize = 400_000_000;

/// How many of the texts before one are compared with it in full.
const COMPARED: usize = 24;

impl<'t> Nearest<'t> {
    /// Begins to search. The more texts there are, the fewer places are looked at for each: the rare
    /// words come first, so that what is left out is what common words alone would have brought.
    pub fn among(texts: &'t Texts) -> Self {
        Nearest {
            texts,
            shared: vec![0.0; texts.len()],
            patience: (ALL_PLACES / texts.len().max(1)).clamp(2_000, 50_000),
        }
    }

    /// Returns the likest to a text among those below a place, but for those that are left out, with their
    /// likeness; those at least so like, the likest first.
    pub fn near(
        &mut self,
        at: usize,
        below: usize,
        least: f64,
        is_left_out: impl Fn(usize) -> bool,
    ) -> Vec<(usize, f64)> {
        let mut met = self.meet(at, below, is_left_out);
        let own = self.texts.weights[at];
        let like = |&other: &usize| self.shared[other] / (own + self.texts.weights[other]);
        met.sort_by(|one, other| like(other).total_cmp(&like(one)).then(other.cmp(one)));
        for &other in &met {
            self.shared[other] = 0.0;
        }
        met.truncate(COMPARED);
        let full = |other| (other, self.texts.likeness(at, other));
        let mut near: Vec<(usize, f64)> = met.into_iter().map(full).collect();
        near.retain(|(_, likeness)| *likeness >= least);
        near.sort_by(|(one, like), (other, liker)| liker.total_cmp(like).then(other.cmp(one)));
        near
    }

    /// Adds up what others share with a text, by the rarest words first, until patience ends.
    fn meet(&mut self, at: usize, below: usize, is_left_out: impl Fn(usize) -> bool) -> Vec<usize> {
        let (mut met, mut left) = (Vec::new(), self.patience);
        for &word in &self.texts.words[at] {
            let holders = &self.texts.holders[word];
            let others = &holders[..holders.partition_point(|&holder| holder < below)];
            let weight = self.texts.weight(word);
            for &other in others.iter().rev().take(left) {
                if other == at || is_left_out(other) {
                    continue;
                }
                if self.shared[other] == 0.0 {
                    met.push(other);
                }
                self.shared[other] += weight;
            }
            left = left.saturating_sub(others.len());
        }
        met
    }
}

/// Returns a likeness as it is printed, out of a hundred: as many only where the words are the same.
pub fn per_cent(likeness: f64, are_the_same: bool) -> u32 {
    match are_the_same {
        true => 100,
        false => ((likeness * 100.0) as u32).min(99),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> BTreeSet<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    fn texts(texts: &[&str]) -> Texts {
        Texts::of(texts.iter().map(|text| words(text)))
    }

    #[test]
    fn a_rare_word_that_both_have_says_more_than_a_common_one() {
        let texts = texts(&[
            "improve the plans for landlords",
            "improve the reviews for courts",
            "improve the visits for courts",
            "landlords at last",
        ]);
        assert!(texts.likeness(0, 3) > 0.2);
        assert!(texts.likeness(1, 2) > texts.likeness(0, 1));
        assert_eq!(texts.shared_words(1, 2)[0], "courts");
        let found = texts.likeliest(&words("work with landlords"));
        assert_eq!(found[0].0, 3);
    }

    #[test]
    fn likeness_is_the_same_from_both_sides_and_whole_for_the_same_words() {
        let texts = texts(&[
            "count the chairs",
            "chairs the count",
            "sell the tables",
            "",
        ]);
        assert_eq!(texts.likeness(0, 1), 1.0);
        assert_eq!(texts.likeness(0, 2), texts.likeness(2, 0));
        assert!(texts.likeness(0, 3) < 1e-9);
        assert_eq!((per_cent(1.0, false), per_cent(1.0, true)), (99, 100));
    }

    #[test]
    fn the_nearest_before_a_text_are_found_without_those_left_out() {
        let texts = texts(&["a b c", "a b d", "x y", "a b c d"]);
        let mut nearest = Nearest::among(&texts);
        let near =
            |found: Vec<(usize, f64)>| found.into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(near(nearest.near(3, 3, 0.3, |_| false)), [1, 0]);
        assert_eq!(near(nearest.near(3, 3, 0.3, |other| other == 1)), [0]);
        assert_eq!(near(nearest.near(2, 2, 0.0, |_| false)), [0usize; 0]);
    }

    #[test]
    fn what_every_text_has_is_not_looked_at_without_end() {
        let many = Texts::of((0..60_000).map(|at| words(&format!("all same {}", at / 2))));
        let mut nearest = Nearest::among(&many);
        let near = nearest.near(59_999, 59_999, 0.5, |_| false);
        assert_eq!(near[0].0, 59_998);
        assert!(nearest.shared.iter().all(|shared| *shared == 0.0));
    }
}
