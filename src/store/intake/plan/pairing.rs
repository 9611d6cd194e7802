//! Which action of the register each action that was read is: by its reference, its words, its number, or as the
//! one that was reworded. Where the words are quite other ones, a person says.

use std::collections::HashMap;

use super::known::Bigrams;
use super::near::Near;
use crate::domain::action::Action;
use crate::domain::plan_draft::DraftAction;
use crate::domain::words::folded;

/// How like its words must be for an action of the same printed number to be likely the same, reworded.
const SAME_NUMBER: f64 = 0.5;

/// How like they must be where nothing but the count says so.
const ONLY_ONE_LEFT: f64 = 0.4;

/// How like they must be where neither number nor count says so.
const REWORDED: f64 = 0.75;

/// So like are the same words with a few of them changed; where they are less like, a person says whether it is
/// the same action.
const SURE: f64 = 0.85;

/// How an action was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// By its reference, or its words are the same
    Exactly,
    /// A few of its words are others, or a person says that it is the one: a note says so
    Reworded,
    /// Its words are so like, out of a hundred: a person is asked
    Likely(u32),
}

/// Which action of the register each of those that were read is; nothing: it is new.
pub(super) type Pairs = Vec<Option<(usize, How)>>;

/// What actions are paired under.
pub(super) struct Under<'a> {
    /// The reference of the recommendation
    pub(super) reference: &'a str,
    /// Its words: they stand for an action that has none of its own
    pub(super) words: &'a str,
    /// What a person says of each action that was read: a reference, or `new`
    pub(super) said: Vec<Option<&'a str>>,
}

/// Pairs the actions that were read of one recommendation with those that are here.
pub(super) fn pairs(read: &[&DraftAction], here: &[Action], under: &Under<'_>) -> Pairs {
    let mut pairing = Pairing {
        read,
        here,
        folded: here.iter().map(|one| folded(&one.words)).collect(),
        asked: folded(under.words),
        free: vec![true; here.len()],
        is_new: vec![false; read.len()],
        pairs: vec![None; read.len()],
    };
    if here.is_empty() {
        return pairing.pairs;
    }
    pairing.as_said(&under.said);
    pairing.by_reference();
    pairing.by_words();
    pairing.of_no_words();
    pairing.by_number(under.reference);
    pairing.the_one_that_is_left();
    pairing.by_likeness();
    pairing.pairs
}

struct Pairing<'a> {
    read: &'a [&'a DraftAction],
    here: &'a [Action],
    /// The words of those that are here
    folded: Vec<String>,
    asked: String,
    free: Vec<bool>,
    /// Those of which a person says that they are none that is here
    is_new: Vec<bool>,
    pairs: Pairs,
}

impl Pairing<'_> {
    fn pair(&mut self, read: usize, here: usize, how: How) {
        self.free[here] = false;
        self.pairs[read] = Some((here, how));
    }

    fn open(&self) -> Vec<usize> {
        (0..self.read.len())
            .filter(|&at| self.pairs[at].is_none() && !self.is_new[at])
            .collect()
    }

    fn left(&self) -> Vec<usize> {
        (0..self.here.len()).filter(|&at| self.free[at]).collect()
    }

    /// Returns how an action was found that is named: with the same words, or none, exactly.
    fn named(&self, read: usize, here: usize) -> How {
        let words = &self.read[read].words;
        if words.trim().is_empty() || folded(words) == self.folded[here] {
            How::Exactly
        } else {
            How::Reworded
        }
    }

    fn by_name(&self) -> HashMap<String, usize> {
        let names = self.here.iter().enumerate();
        names
            .map(|(at, one)| (one.reference.to_lowercase(), at))
            .collect()
    }

    fn as_said(&mut self, said: &[Option<&str>]) {
        let names = self.by_name();
        for (at, said) in said.iter().enumerate() {
            let Some(said) = said else {
                continue;
            };
            let one = names.get(said.trim().to_lowercase().as_str()).copied();
            match one.filter(|one| self.free[*one]) {
                Some(one) => self.pair(at, one, self.named(at, one)),
                // New, or named as one that is not here: that is asked about again.
                None => self.is_new[at] = true,
            }
        }
    }

    fn by_reference(&mut self) {
        let names = self.by_name();
        for at in self.open() {
            let printed = self.read[at].number.as_deref().map(str::trim);
            let one = printed.and_then(|printed| names.get(&printed.to_lowercase()));
            if let Some(&one) = one.filter(|one| self.free[**one]) {
                self.pair(at, one, self.named(at, one));
            }
        }
    }

    /// Of actions of the same words the one of the same owner is meant, else the first.
    fn by_words(&mut self) {
        let mut worded: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, words) in self.folded.iter().enumerate() {
            worded.entry(words.clone()).or_default().push(at);
        }
        for owners_count in [true, false] {
            for at in self.open() {
                let read = self.read[at];
                let words = match read.words.trim() {
                    "" => self.asked.clone(),
                    words => folded(words),
                };
                let same = worded.get(&words).filter(|_| !words.is_empty());
                let is_it = |one: &&usize| {
                    self.free[**one] && (!owners_count || has_owner(&self.here[**one], read))
                };
                if let Some(&one) = same.into_iter().flatten().find(is_it) {
                    self.pair(at, one, How::Exactly);
                }
            }
        }
    }

    /// A row without words of an action speaks of the only one there is.
    fn of_no_words(&mut self) {
        let (open, left) = (self.open(), self.left());
        if let ([at], [one]) = (open.as_slice(), left.as_slice())
            && self.here.len() == 1
            && self.read[*at].words.trim().is_empty()
        {
            self.pair(*at, *one, How::Exactly);
        }
    }

    fn by_number(&mut self, reference: &str) {
        let here = self.here.iter().enumerate();
        let numbers: HashMap<i64, usize> = here.map(|(at, one)| (one.number, at)).collect();
        for at in self.open() {
            let printed = self.read[at].number.as_deref();
            let number = printed.and_then(|printed| own_number(printed, reference));
            let one = number.and_then(|number| numbers.get(&number)).copied();
            if let Some(one) = one.filter(|one| self.free[*one]) {
                self.pair_the_like(at, one, SAME_NUMBER);
            }
        }
    }

    fn the_one_that_is_left(&mut self) {
        let (open, left) = (self.open(), self.left());
        if let ([at], [one]) = (open.as_slice(), left.as_slice())
            && self.read.len() == self.here.len()
        {
            self.pair_the_like(*at, *one, ONLY_ONE_LEFT);
        }
    }

    /// Pairs those of which one alone is like.
    fn by_likeness(&mut self) {
        let open = self.open();
        if open.is_empty() {
            return;
        }
        let left = self.left();
        let near = Near::of(left.iter().map(|&at| (at, self.folded[at].as_str())));
        let all: Vec<(usize, Vec<usize>)> = open
            .iter()
            .map(|&at| (at, near.to(&folded(&self.read[at].words))))
            .collect();
        for (at, near) in all {
            let letters = Bigrams::of(&folded(&self.read[at].words));
            let is_like =
                |one: &usize| self.free[*one] && letters.likeness(&self.folded[*one]) >= REWORDED;
            let like: Vec<usize> = near.into_iter().filter(is_like).collect();
            if let [one] = like[..] {
                self.pair_the_like(at, one, REWORDED);
            }
        }
    }

    /// Pairs two where their words are like enough; what is not sure is for a person to say.
    fn pair_the_like(&mut self, read: usize, here: usize, enough: f64) {
        let words = folded(&self.read[read].words);
        if words.is_empty() {
            return;
        }
        let likeness = Bigrams::of(&words).likeness(&self.folded[here]);
        if likeness >= SURE {
            self.pair(read, here, How::Reworded);
        } else if likeness >= enough {
            self.pair(read, here, How::Likely((likeness * 100.0) as u32));
        }
    }
}

fn has_owner(here: &Action, read: &DraftAction) -> bool {
    let owner = |owner: Option<&String>| owner.map(|owner| folded(owner)).unwrap_or_default();
    owner(here.owner.as_ref()) == owner(read.owner.as_ref())
}

/// Returns the number of an action under its recommendation: 2 for `2`, `3.2` of recommendation 3, `b)`.
fn own_number(printed: &str, reference: &str) -> Option<i64> {
    let own = reference.rsplit('/').next().unwrap_or_default();
    let printed = printed
        .trim()
        .trim_start_matches('(')
        .trim_end_matches([')', '.', ':']);
    let within = printed
        .strip_prefix(own)
        .and_then(|rest| rest.strip_prefix('.'));
    let plain = within.unwrap_or(printed);
    if let Ok(number) = plain.parse() {
        return Some(number);
    }
    match plain.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => {
            Some(i64::from(letter.to_ascii_lowercase() - b'a') + 1)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn here(number: i64, words: &str) -> Action {
        Action {
            id: number,
            reference: format!("fenmarsh-2024/3.{number}"),
            of: crate::domain::action::ActionOf::Recommendation(1),
            number,
            words: words.to_owned(),
            owner: None,
            planned_on: None,
            asked_on: None,
            targets: Vec::new(),
            updates: Vec::new(),
            cited: None,
        }
    }

    fn paired(read: &[&str], here: &[Action], said: Option<&str>) -> Pairs {
        let drafts: Vec<DraftAction> = read
            .iter()
            .map(|words| DraftAction {
                words: (*words).to_owned(),
                ..DraftAction::default()
            })
            .collect();
        let under = Under {
            reference: "fenmarsh-2024/3",
            words: "check addresses",
            said: vec![said; read.len()],
        };
        pairs(&drafts.iter().collect::<Vec<_>>(), here, &under)
    }

    #[test]
    fn quite_other_words_are_asked_about_and_a_person_says() {
        let one = [here(1, "train all managers in the guidance on addresses")];
        let sure = "train all managers in the guidance about addresses";
        assert_eq!(paired(&[sure], &one, None), [Some((0, How::Reworded))]);
        let other = "train the new managers in safeguarding addresses";
        assert!(matches!(
            paired(&[other], &one, None)[..],
            [Some((0, How::Likely(40..85)))]
        ));
        assert_eq!(paired(&[other], &one, Some("new")), [None]);
        assert_eq!(
            paired(&[other], &one, Some("fenmarsh-2024/3.1")),
            [Some((0, How::Reworded))]
        );
    }

    #[test]
    fn thousands_of_reworded_actions_are_paired_without_comparing_each_with_each() {
        // Five words of five letters that no other number has.
        let word = |seed: usize| -> String {
            let letter = |place: u32| (b'a' + (seed / 23_usize.pow(place) % 23) as u8) as char;
            (0..5).map(letter).collect()
        };
        let words = |number: usize, verb: &str| {
            let seeds =
                [7_919, 104_729, 611_953, 15_485, 999_983].map(|prime| (number + 1) * prime);
            format!("{verb} {}", seeds.map(word).join(" "))
        };
        let count = 3_000;
        let here: Vec<Action> = (0..count)
            .map(|number| here(number as i64 + 1, &words(number, "train")))
            .collect();
        let read: Vec<String> = (0..count).map(|number| words(number, "coach")).collect();
        let read: Vec<&str> = read.iter().rev().map(String::as_str).collect();
        let found = paired(&read, &here, None);
        let right = |(at, pair): (usize, &Option<(usize, How)>)| matches!(pair, Some((one, _)) if *one == count - 1 - at);
        assert!(found.iter().enumerate().all(right));
    }

    #[test]
    fn the_number_of_an_action_is_read_under_its_recommendation() {
        for (printed, number) in [
            ("2", Some(2)),
            ("3.2", Some(2)),
            ("b)", Some(2)),
            ("(c)", Some(3)),
            ("4.2", None),
            ("soon", None),
        ] {
            assert_eq!(own_number(printed, "fenmarsh-2024/3"), number, "{printed}");
        }
    }
}
