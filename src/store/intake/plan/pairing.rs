//! Which action of the register each action that was read is: by its reference, its words, its number, or as the
//! one that was reworded.

use super::known::likeness;
use crate::domain::action::Action;
use crate::domain::plan_draft::DraftAction;
use crate::domain::words::folded;

/// How like its words must be for an action of the same printed number to be the same, reworded.
const SAME_NUMBER: f64 = 0.5;

/// How like they must be where nothing but the count says so.
const ONLY_ONE_LEFT: f64 = 0.4;

/// How like they must be where neither number nor count says so.
const REWORDED: f64 = 0.75;

/// How an action was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum How {
    /// By its reference, or its words are the same
    Exactly,
    /// Its words are others: a person is told
    Reworded,
}

/// Which action of the register each of those that were read is; nothing: it is new.
pub(super) type Pairs = Vec<Option<(usize, How)>>;

/// Pairs the actions that were read of one recommendation, `reference`, with those that are here.
///
/// `asked` are the words of the recommendation: they stand for an action that has none of its own.
pub(super) fn pairs(
    read: &[&DraftAction],
    here: &[Action],
    (reference, asked): (&str, &str),
) -> Pairs {
    let mut pairing = Pairing {
        read,
        here,
        asked: folded(asked),
        free: vec![true; here.len()],
        pairs: vec![None; read.len()],
    };
    if here.is_empty() {
        return pairing.pairs;
    }
    pairing.by_reference();
    pairing.by_words();
    pairing.of_no_words();
    pairing.by_number(reference);
    pairing.the_one_that_is_left();
    pairing.by_likeness();
    pairing.pairs
}

struct Pairing<'a> {
    read: &'a [&'a DraftAction],
    here: &'a [Action],
    asked: String,
    free: Vec<bool>,
    pairs: Pairs,
}

impl Pairing<'_> {
    fn pair(&mut self, read: usize, here: usize, how: How) {
        self.free[here] = false;
        self.pairs[read] = Some((here, how));
    }

    fn open(&self) -> Vec<usize> {
        (0..self.read.len())
            .filter(|&at| self.pairs[at].is_none())
            .collect()
    }

    fn left(&self) -> Vec<usize> {
        (0..self.here.len()).filter(|&at| self.free[at]).collect()
    }

    fn by_reference(&mut self) {
        for at in self.open() {
            let Some(printed) = self.read[at].number.as_deref() else {
                continue;
            };
            let is_it = |one: &usize| {
                self.here[*one]
                    .reference
                    .eq_ignore_ascii_case(printed.trim())
            };
            if let Some(one) = self.left().into_iter().find(is_it) {
                let same = folded(&self.here[one].words) == folded(&self.read[at].words);
                let is_silent = self.read[at].words.trim().is_empty();
                self.pair(
                    at,
                    one,
                    if same || is_silent {
                        How::Exactly
                    } else {
                        How::Reworded
                    },
                );
            }
        }
    }

    /// Of actions of the same words the one of the same owner is meant, else the first.
    fn by_words(&mut self) {
        let here: Vec<String> = self.here.iter().map(|one| folded(&one.words)).collect();
        for owners_count in [true, false] {
            for at in self.open() {
                let read = self.read[at];
                let words = match read.words.trim() {
                    "" => self.asked.clone(),
                    words => folded(words),
                };
                let is_it = |one: &usize| {
                    here[*one] == words && (!owners_count || has_owner(&self.here[*one], read))
                };
                if let Some(one) = self
                    .left()
                    .into_iter()
                    .find(is_it)
                    .filter(|_| !words.is_empty())
                {
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
        for at in self.open() {
            let number = self.read[at]
                .number
                .as_deref()
                .and_then(|printed| own_number(printed, reference));
            let is_it = |one: &usize| {
                Some(self.here[*one].number) == number && self.is_like(at, *one, SAME_NUMBER)
            };
            if let Some(one) = self.left().into_iter().find(is_it) {
                self.pair(at, one, How::Reworded);
            }
        }
    }

    fn the_one_that_is_left(&mut self) {
        let (open, left) = (self.open(), self.left());
        if let ([at], [one]) = (open.as_slice(), left.as_slice())
            && self.read.len() == self.here.len()
            && self.is_like(*at, *one, ONLY_ONE_LEFT)
        {
            self.pair(*at, *one, How::Reworded);
        }
    }

    fn by_likeness(&mut self) {
        for at in self.open() {
            let near = self
                .left()
                .into_iter()
                .filter(|one| self.is_like(at, *one, REWORDED));
            if let [one] = near.collect::<Vec<_>>()[..] {
                self.pair(at, one, How::Reworded);
            }
        }
    }

    fn is_like(&self, read: usize, here: usize, enough: f64) -> bool {
        let words = &self.read[read].words;
        !words.trim().is_empty() && likeness(words, &self.here[here].words) >= enough
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
