//! The words of a text that say something, each with its stem: `prioritised` and `priorities` meet.

use rust_stemmers::{Algorithm, Stemmer};

use super::words::folded;

/// Words that stand in every sentence and say nothing of what is demanded.
const STOP_WORDS: [&str; 74] = [
    "a", "about", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "being",
    "both", "but", "by", "can", "do", "does", "each", "for", "from", "had", "has", "have", "how",
    "if", "in", "into", "is", "it", "its", "may", "more", "must", "no", "not", "of", "on", "one",
    "or", "other", "our", "out", "own", "s", "should", "so", "some", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "was", "were",
    "what", "when", "where", "which", "who", "whose", "will", "with", "within",
];

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it stands, in lower case
    pub word: String,
    /// Without its ending
    pub stem: String,
}

/// Returns the words of a text in order, without those that say nothing.
pub fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::create(Algorithm::English);
    let folded = folded(text);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    let telling = words.filter(|word| STOP_WORDS.binary_search(word).is_err());
    let stemmed = |word: &str| Word {
        stem: stemmer.stem(word).into_owned(),
        word: word.to_owned(),
    };
    telling.map(stemmed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_meets_its_other_endings_and_the_small_words_are_left_out() {
        let stems =
            |text: &str| -> Vec<String> { words(text).into_iter().map(|word| word.stem).collect() };
        assert_eq!(
            stems("assess the risks"),
            stems("Risk assessed?")
                .into_iter()
                .rev()
                .collect::<Vec<_>>()
        );
        assert_eq!(stems("of the and to"), [""; 0]);
        assert!(STOP_WORDS.is_sorted());
    }
}
