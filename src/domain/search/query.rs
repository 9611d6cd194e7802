//! What is searched for: words, phrases and beginnings of words, all of which a text must hold.

use std::ops::Range;
use std::str::FromStr;

use rust_stemmers::{Algorithm, Stemmer};

use super::token::each_word;

/// Words that a text must hold, each in any place: `domestic "management oversight" enquir*`.
pub struct Query {
    terms: Vec<Vec<Wanted>>,
    stemmer: Stemmer,
}

/// Why words are no query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuery {
    /// Nothing but signs
    #[error("there is no word to search for")]
    Nothing,
    /// A quotation that does not end
    #[error("a quotation mark is not closed; write \"management oversight\", with one at each end")]
    Unclosed,
    /// A star with no letters before it
    #[error(
        "a star stands for the end of a word; write at least two letters before it, such as enquir*"
    )]
    OnlyAStar,
}

/// One word of a query.
enum Wanted {
    /// A word of this stem; what it begins with
    Stem(String, String),
    /// A word that begins so
    Beginning(String),
}

/// How many letters a star must follow.
const BEFORE_STAR: usize = 2;

impl FromStr for Query {
    type Err = NotAQuery;

    /// Reads words; those in quotation marks, or joined by a hyphen, must follow one another.
    fn from_str(text: &str) -> Result<Query, NotAQuery> {
        let text = text.replace(['“', '”', '„', '«', '»'], "\"");
        let parts: Vec<&str> = text.split('"').collect();
        if parts.len().is_multiple_of(2) {
            return Err(NotAQuery::Unclosed);
        }
        let stemmer = Stemmer::create(Algorithm::English);
        let mut terms = Vec::new();
        for (place, part) in parts.into_iter().enumerate() {
            if place % 2 == 1 {
                terms.push(phrase(part, &stemmer)?);
            } else {
                for word in part.split_whitespace() {
                    terms.push(phrase(word, &stemmer)?);
                }
            }
        }
        terms.retain(|term| !term.is_empty());
        if terms.is_empty() {
            return Err(NotAQuery::Nothing);
        }
        Ok(Query { terms, stemmer })
    }
}

/// Reads words that must follow one another.
fn phrase(text: &str, stemmer: &Stemmer) -> Result<Vec<Wanted>, NotAQuery> {
    let mut wanted = Vec::new();
    for part in text.split_whitespace() {
        let has_star = part.ends_with('*');
        let mut words = Vec::new();
        each_word(part, |word, _| words.push(word.to_owned()));
        let last = words.len().saturating_sub(1);
        if has_star
            && words
                .last()
                .is_none_or(|word| word.chars().count() < BEFORE_STAR)
        {
            return Err(NotAQuery::OnlyAStar);
        }
        for (place, word) in words.into_iter().enumerate() {
            wanted.push(if has_star && place == last {
                Wanted::Beginning(word)
            } else {
                let stem = stemmer.stem(&word).into_owned();
                Wanted::Stem(common(&stem), stem)
            });
        }
    }
    Ok(wanted)
}

/// Returns what all words of a stem begin with: its last letter may differ (`deny`, `denies`), that
/// of a short one all but the first (`die`, `dying`).
fn common(stem: &str) -> String {
    let letters = stem.chars().count();
    let kept = if letters > 3 { letters - 1 } else { 1 };
    stem.chars().take(kept).collect()
}

impl Wanted {
    fn begins(&self) -> &str {
        match self {
            Wanted::Stem(begins, _) | Wanted::Beginning(begins) => begins,
        }
    }

    fn is(&self, word: &str, stemmer: &Stemmer) -> bool {
        word.starts_with(self.begins())
            && match self {
                Wanted::Beginning(_) => true,
                Wanted::Stem(_, stem) => stemmer.stem(word) == stem.as_str(),
            }
    }
}

impl Query {
    /// Returns where a text holds what is wanted, in bytes and in order; nothing where it does not hold
    /// all of it.
    pub fn find(&self, text: &str) -> Option<Vec<Range<usize>>> {
        if !self.may_hold(text) {
            return None;
        }
        let mut words: Vec<(String, Range<usize>)> = Vec::new();
        each_word(text, |word, place| words.push((word.to_owned(), place)));
        let mut found = Vec::new();
        for term in &self.terms {
            let before = found.len();
            for window in words.windows(term.len()) {
                let holds = |(wanted, (word, _)): (&Wanted, &(String, Range<usize>))| {
                    wanted.is(word, &self.stemmer)
                };
                if term.iter().zip(window).all(holds) {
                    let (first, last) = (&window[0].1, &window[window.len() - 1].1);
                    found.push(first.start..last.end);
                }
            }
            if found.len() == before {
                return None;
            }
        }
        Some(merged(found))
    }

    /// Tells in one look whether a text may hold what is wanted: most hold none of it.
    fn may_hold(&self, text: &str) -> bool {
        // Letters with accents are folded first; quotes and dashes are no letters.
        let is_plain = |c: char| c.is_ascii() || ('\u{2000}'..='\u{206f}').contains(&c);
        let holds =
            |wanted: &Wanted| holds_ignoring_case(text.as_bytes(), wanted.begins().as_bytes());
        // An apostrophe may stand within a word, so only its first letters are looked for where there is one.
        let has_apostrophe = text.contains(['\'', '’', '‘', '`']);
        has_apostrophe || !text.chars().all(is_plain) || self.terms.iter().flatten().all(holds)
    }
}

/// Tells whether bytes hold others, capitals or not; `wanted` has none.
fn holds_ignoring_case(text: &[u8], wanted: &[u8]) -> bool {
    let Some((&first, rest)) = wanted.split_first() else {
        return true;
    };
    let mut from = text;
    while let Some(place) = from
        .iter()
        .position(|byte| byte.to_ascii_lowercase() == first)
    {
        from = &from[place + 1..];
        if from.len() >= rest.len() && from[..rest.len()].eq_ignore_ascii_case(rest) {
            return true;
        }
    }
    false
}

/// Sorts places and joins those that overlap.
fn merged(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|place| (place.start, place.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for place in found {
        match merged.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => merged.push(place),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(query: &str, text: &'t str) -> Vec<&'t str> {
        let query: Query = query.parse().unwrap();
        let places = query.find(text).unwrap_or_default();
        places.into_iter().map(|place| &text[place]).collect()
    }

    #[test]
    fn words_are_found_by_their_stem() {
        let text = "Make enquiries of children’s services; each enquiry is recorded.";
        assert_eq!(found("enquiry", text), ["enquiries", "enquiry"]);
        assert_eq!(found("recording SERVICE", text), ["services", "recorded"]);
        assert_eq!(found("child", text), Vec::<&str>::new());
        assert_eq!(
            found("deny", "It was denied, denies the board"),
            ["denied", "denies"]
        );
        assert_eq!(found("dying", "to die"), ["die"]);
    }

    #[test]
    fn a_phrase_is_found_in_its_order_and_a_hyphen_makes_one() {
        let text = "Risk of harm, the harm of risk, and risk-of-harm.";
        for query in ["\"risk of harm\"", "“risk of harm”", "risk-of-harm"] {
            assert_eq!(
                found(query, text),
                ["Risk of harm", "risk-of-harm"],
                "{query}"
            );
        }
        assert!(found("\"harm of harm\"", text).is_empty());
    }

    #[test]
    fn a_star_finds_what_begins_so() {
        assert_eq!(
            found("safeg*", "safeguarding, unsafe, Safeguards"),
            ["safeguarding", "Safeguards"]
        );
        assert_eq!(
            found("\"case safeg*\"", "case safeguarding"),
            ["case safeguarding"]
        );
    }

    #[test]
    fn accents_and_quotes_make_no_difference() {
        assert_eq!(found("mon", "Ynys Môn"), ["Môn"]);
        assert_eq!(found("Môn", "YNYS MON"), ["MON"]);
        assert_eq!(found("person's", "the person’s plan"), ["person’s"]);
        assert_eq!(found("dont", "we don’t"), ["don’t"]);
    }

    #[test]
    fn what_cannot_be_searched_for_is_said() {
        let why = |text: &str| text.parse::<Query>().err();
        assert_eq!(why(""), Some(NotAQuery::Nothing));
        assert_eq!(why("... \"\""), Some(NotAQuery::Nothing));
        assert_eq!(why("\"management oversight"), Some(NotAQuery::Unclosed));
        assert_eq!(why("*"), Some(NotAQuery::OnlyAStar));
        assert_eq!(why("a*"), Some(NotAQuery::OnlyAStar));
        assert_eq!(why("domestic abuse"), None);
    }

    #[test]
    fn a_quick_look_passes_over_nothing_that_is_there() {
        let texts = [
            "OPERATIONAL",
            "o'perational",
            "opérational",
            "an operator",
            "nothing",
        ];
        let query: Query = "operation".parse().unwrap();
        let found: Vec<bool> = texts
            .iter()
            .map(|text| query.find(text).is_some())
            .collect();
        assert_eq!(found, [true, true, true, true, false]);
    }
}
