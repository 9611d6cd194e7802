//! One demand of an inspection, and the ways to word it.

use super::chance::Chance;
use super::words::Words;

const THAT: [&str; 4] = [
    "ensure that",
    "make sure that",
    "take action so that",
    "see to it that",
];
const QUALITY: [&str; 4] = [
    "improve the quality of",
    "raise the standard of",
    "strengthen",
    "bring about an improvement in",
];

/// The most that one demand lists.
const MOST_POINTS: usize = 5;

/// What is demanded, whatever the words: places in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    core: usize,
    group: usize,
    aim: Option<usize>,
    means: Option<usize>,
    points: Vec<usize>,
}

/// Which words: of each pair of wordings the first or the second, and the purpose first or last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    opening: usize,
    second: [bool; 4],
    purpose_first: bool,
}

impl Demand {
    /// Draws a demand: most have a purpose, some a means, a few a list.
    pub fn draw(words: &Words, chance: &mut Chance) -> Demand {
        let core = chance.below(words.list("demands").len());
        let fit = |list| fitting(words, list, words.list("demands")[core][0]);
        // Half of the demands are about everybody.
        let group = match chance.percent(50) {
            true => 0,
            false => chance.below(words.list("groups").len()),
        };
        let mut maybe = |cases, list| {
            let drawn = chance.percent(cases);
            let fit = fit(list);
            drawn.then(|| fit[chance.below(fit.len())])
        };
        let (aim, means) = (maybe(60, "aims"), maybe(40, "means"));
        let points = match chance.percent(12) {
            true => points(&fit("points"), chance),
            false => Vec::new(),
        };
        Demand {
            core,
            group,
            aim,
            means,
            points,
        }
    }

    /// Returns what tells demands apart, whatever their words: what is to be done, and for whom.
    pub fn key(&self, words: &Words) -> String {
        let is_for_some = words.list("demands")[self.core][2].contains("{group}");
        let group = if is_for_some { self.group } else { 0 };
        format!("{}-{group}", self.core)
    }

    /// Returns what the demand is about, as findings and answers call it.
    pub fn topic(&self, words: &Words) -> &'static str {
        let theme = words.list("demands")[self.core][0].parse().unwrap_or(0);
        words.list("topics")[theme][0]
    }

    /// Returns the demand in words, as it follows "X should:".
    pub fn worded(&self, words: &Words, wording: Wording) -> String {
        // The two wordings stand last in every entry.
        let of = |list: &str, place: usize, slot: usize| {
            let entry = &words.list(list)[place];
            entry[entry.len() - 2 + usize::from(wording.second[slot])]
        };
        let demand = &words.list("demands")[self.core];
        let core = demand[2 + usize::from(wording.second[0])];
        let core = core.replace("{group}", of("groups", self.group, 1));
        let mut said = match demand[1] {
            "that" => format!("{} {core}", THAT[wording.opening]),
            "quality" => format!("{} {core}", QUALITY[wording.opening]),
            _ => core,
        };
        if let Some(means) = self.means {
            said = format!("{said}, {}", of("means", means, 2));
        }
        if !self.points.is_empty() {
            let points: Vec<&str> = self.points.iter().map(|&at| of("points", at, 3)).collect();
            said = format!("{said}, including {}", listed(&points));
        }
        match self.aim.map(|aim| of("aims", aim, 3)) {
            None => said,
            Some(aim) if wording.purpose_first => format!("to {aim}, {said}"),
            Some(aim) => format!("{said}, in order to {aim}"),
        }
    }
}

impl Wording {
    /// Draws a wording; the purpose stands last in most.
    pub fn draw(chance: &mut Chance) -> Wording {
        Wording {
            opening: chance.weighed(&[50, 20, 15, 15]),
            second: [(); 4].map(|()| chance.percent(35)),
            purpose_first: chance.percent(20),
        }
    }

    /// Returns the wording that shares no choice with this one.
    pub fn other(self) -> Wording {
        Wording {
            opening: (self.opening + 1) % THAT.len(),
            second: self.second.map(|second| !second),
            purpose_first: !self.purpose_first,
        }
    }
}

/// Returns the places of the entries that fit a theme: each begins with the themes that it fits.
fn fitting(words: &Words, list: &str, theme: &str) -> Vec<usize> {
    let fits = |entry: &Vec<&str>| entry[0].split(' ').any(|fit| fit == theme);
    let entries = words.list(list).iter().enumerate();
    entries
        .filter(|(_, entry)| fits(entry))
        .map(|(place, _)| place)
        .collect()
}

/// Draws up to five of some places without repetition, in order.
fn points(fit: &[usize], chance: &mut Chance) -> Vec<usize> {
    let most = chance.between(2, MOST_POINTS as i64) as usize;
    let mut points: Vec<usize> = (0..most.min(fit.len()))
        .map(|_| fit[chance.below(fit.len())])
        .collect();
    points.sort_unstable();
    points.dedup();
    points
}

/// Returns a list in a sentence: `a, b and c`.
fn listed(points: &[&str]) -> String {
    match points.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn some(count: usize) -> Vec<String> {
        let words = Words::read();
        let mut chance = Chance::of(3, 1);
        let mut one =
            || Demand::draw(&words, &mut chance).worded(&words, Wording::draw(&mut chance));
        (0..count).map(|_| one()).collect()
    }

    #[test]
    fn demands_are_of_all_lengths_and_seldom_alike() {
        let said = some(2000);
        let mut lengths: Vec<usize> = said.iter().map(|said| said.chars().count()).collect();
        lengths.sort_unstable();
        assert!((15..40).contains(&lengths[0]), "{}", lengths[0]);
        assert!((120..190).contains(&lengths[1000]), "{}", lengths[1000]);
        assert!((350..=600).contains(&lengths[1999]), "{}", lengths[1999]);
        let different: BTreeSet<&String> = said.iter().collect();
        assert!(different.len() > 1700, "{}", different.len());
    }

    #[test]
    fn the_other_wording_says_the_same_in_other_words() {
        let words = Words::read();
        let mut chance = Chance::of(4, 1);
        for _ in 0..200 {
            let demand = Demand::draw(&words, &mut chance);
            let wording = Wording::draw(&mut chance);
            let (one, other) = (
                demand.worded(&words, wording),
                demand.worded(&words, wording.other()),
            );
            assert_ne!(one, other);
            assert_eq!(wording.other().other().second, wording.second);
        }
    }
}
