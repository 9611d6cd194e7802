//! What theme may fit the words of a recommendation. A theme is a person's: nothing here sets one.

use std::collections::BTreeSet;

use super::likeness::{Nearest, Texts};
use super::repeat::Made;
use super::stems::{self, Word};

/// A theme that may fit a recommendation.
#[derive(Clone, Debug, PartialEq)]
pub struct Fits {
    /// The place of the recommendation
    pub at: usize,
    /// The theme
    pub theme: String,
    /// How much speaks for it, from 0 to 1
    pub weight: f64,
    /// The words that speak for it, as they stand
    pub words: Vec<String>,
    /// The place of a recommendation that has the theme and is like it; nothing: the name stands in the words
    pub like: Option<usize>,
}

/// How much of a theme's name must stand in the words, by what its words weigh: `work` alone says little.
const OF_THE_NAME: f64 = 0.5;

/// How like words must be to those of a recommendation that has the theme.
const LIKE_ENOUGH: f64 = 0.3;

/// The most themes that are suggested for one recommendation.
const MOST: usize = 3;

/// Returns what themes of a list may fit the recommendations that want one, the surest first. A theme's
/// words are its name's and those of the recommendations to which a person gave it.
pub fn fitting(made: &[Made], list: &[String], wants: impl Fn(&Made) -> bool) -> Vec<Fits> {
    // Those that have a theme come first: only with them the others are compared.
    let mut order: Vec<usize> = (0..made.len()).collect();
    order.sort_by_key(|&at| made[at].themes.is_empty());
    let given = made.iter().filter(|made| !made.themes.is_empty()).count();
    let words: Vec<Vec<Word>> = order
        .iter()
        .map(|&at| stems::words(&made[at].words))
        .collect();
    let texts = Texts::of(words.iter().map(|words| stems_of(words)));
    let names: Vec<BTreeSet<String>> = list
        .iter()
        .map(|name| stems_of(&stems::words(name)))
        .collect();
    let mut nearest = Nearest::among(&texts);
    let mut found = Vec::new();
    for (place, &at) in order
        .iter()
        .enumerate()
        .filter(|(_, at)| wants(&made[**at]))
    {
        let mut fits = by_name(at, &words[place], list, &names, &texts);
        for (like, likeness) in nearest.near(place, given, LIKE_ENOUGH, |_| false) {
            let shared: BTreeSet<&str> = texts.shared_words(place, like).into_iter().collect();
            for theme in &made[order[like]].themes {
                keep(
                    &mut fits,
                    Fits {
                        at,
                        theme: theme.clone(),
                        weight: likeness,
                        words: standing(&words[place], |stem| shared.contains(stem)),
                        like: Some(order[like]),
                    },
                );
            }
        }
        fits.retain(|fits| !made[at].themes.contains(&fits.theme));
        fits.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        found.extend(fits.into_iter().take(MOST));
    }
    found.sort_by(|one, other| {
        other
            .weight
            .total_cmp(&one.weight)
            .then(one.at.cmp(&other.at))
    });
    found
}

fn stems_of(words: &[Word]) -> BTreeSet<String> {
    words.iter().map(|word| word.stem.clone()).collect()
}

/// Returns the themes of whose names enough stands in the words.
fn by_name(
    at: usize,
    words: &[Word],
    list: &[String],
    names: &[BTreeSet<String>],
    texts: &Texts,
) -> Vec<Fits> {
    let mut fits = Vec::new();
    let here = stems_of(words);
    for (theme, name) in list.iter().zip(names) {
        let all: f64 = name.iter().map(|stem| texts.weigh(stem)).sum();
        let shared = name.intersection(&here).map(|stem| texts.weigh(stem));
        let part = shared.sum::<f64>() / all;
        // A name of stop words alone weighs nothing, and that is no part of anything.
        if part >= OF_THE_NAME {
            let words = standing(words, |stem| name.contains(stem));
            fits.push(Fits {
                at,
                theme: theme.clone(),
                weight: part,
                words,
                like: None,
            });
        }
    }
    fits
}

/// Returns the words whose stems are wanted, as they stand, each stem once.
fn standing(words: &[Word], is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut said = BTreeSet::new();
    let wanted = words
        .iter()
        .filter(|word| is_wanted(&word.stem) && said.insert(&word.stem));
    wanted.map(|word| word.word.clone()).collect()
}

/// Keeps of each theme what speaks most for it.
fn keep(fits: &mut Vec<Fits>, new: Fits) {
    match fits.iter_mut().find(|known| known.theme == new.theme) {
        Some(known) if known.weight < new.weight => *known = new,
        Some(_) => {}
        None => fits.push(new),
    }
}
