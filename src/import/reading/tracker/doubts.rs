//! What was left out, doubted and noted while the rows of a tracker were read.

use std::collections::HashMap;

use super::mapping::folded;
use crate::domain::draft::{DraftNote, Place, Question, flag};

/// Doubts, notes and counts.
#[derive(Default)]
pub(super) struct Doubts {
    /// One for each bad cell
    cells: Vec<Question>,
    /// Words that nobody has given a meaning: field, folded word
    words: HashMap<(&'static str, String), Counted>,
    /// What is asked once for many cells
    once: Vec<(&'static str, Counted)>,
    /// What is noted once for many rows
    many: Vec<(String, Counted)>,
    left_out: Vec<(&'static str, usize, Place)>,
    /// Notes of one row or none
    pub(super) notes: Vec<DraftNote>,
    /// Words whose meaning the mapping gives: field, word, meaning
    pub(super) mapped: Vec<(String, String, String)>,
    mapped_keys: HashMap<(&'static str, String), ()>,
}

/// How often something was seen, and where and as what first.
struct Counted {
    count: usize,
    first: String,
    place: Place,
    at: usize,
}

/// Which comes first of day and month is not declared.
pub(super) const ORDER: &str = "--dates";
/// From which year years of two digits are counted is not declared.
pub(super) const CENTURY: &str = "--two-digit-years";

impl Doubts {
    /// Doubts a cell: its row cannot be read until the sheet is corrected or the row left out.
    pub(super) fn cell(&mut self, shown: &str, why: &str, place: Place, row: &str) {
        let shown = if shown.is_empty() {
            String::new()
        } else {
            format!("`{}` ", short(shown))
        };
        self.cells.push(Question {
            words: format!("{shown}{why}; correct the sheet, or leave the row out"),
            answer: flag("--leave-out", row),
            place,
        });
    }

    /// Asks what a word means.
    pub(super) fn word(&mut self, field: &'static str, word: &str, place: Place) {
        let at = self.words.len();
        let counted = self
            .words
            .entry((field, folded(word)))
            .or_insert_with(|| Counted {
                count: 0,
                first: word.split_whitespace().collect::<Vec<_>>().join(" "),
                place,
                at,
            });
        counted.count += 1;
    }

    /// Asks something once for all cells.
    pub(super) fn once(&mut self, what: &'static str, shown: &str, place: Place) {
        match self.once.iter_mut().find(|(known, _)| *known == what) {
            Some((_, counted)) => counted.count += 1,
            None => self.once.push((
                what,
                Counted {
                    count: 1,
                    first: shown.to_owned(),
                    place,
                    at: 0,
                },
            )),
        }
    }

    /// Notes something once for many rows, with the first of them. `{}` stands for their number.
    pub(super) fn many(&mut self, words: &str, place: impl FnOnce() -> Place) {
        match self.many.iter_mut().find(|(known, _)| known == words) {
            Some((_, counted)) => counted.count += 1,
            None => self.many.push((
                words.to_owned(),
                Counted {
                    count: 1,
                    first: String::new(),
                    place: place(),
                    at: 0,
                },
            )),
        }
    }

    /// Counts a row that is left out.
    pub(super) fn leave_out(&mut self, why: &'static str, place: impl FnOnce() -> Place) {
        match self.left_out.iter_mut().find(|(known, ..)| *known == why) {
            Some((_, count, _)) => *count += 1,
            None => self.left_out.push((why, 1, place())),
        }
    }

    /// Keeps that the mapping gave a word its meaning.
    pub(super) fn mapped(&mut self, field: &'static str, word: &str, meaning: &str) {
        if self.mapped_keys.insert((field, folded(word)), ()).is_none() {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
            self.mapped
                .push((field.to_owned(), word, meaning.to_owned()));
        }
    }

    /// Returns the rows that were left out: why, how many, the first.
    pub(super) fn left_out(&self) -> Vec<(String, usize, Place)> {
        self.left_out
            .iter()
            .map(|(why, count, place)| ((*why).to_owned(), *count, place.clone()))
            .collect()
    }

    /// Returns the questions: those that one answer settles for many cells come first.
    pub(super) fn questions(&mut self) -> Vec<Question> {
        let mut words: Vec<_> = std::mem::take(&mut self.words).into_iter().collect();
        words.sort_by_key(|(_, counted)| counted.at);
        let words = words
            .into_iter()
            .map(|((field, _), counted)| asked_word(field, counted));
        let once = std::mem::take(&mut self.once)
            .into_iter()
            .map(|(what, counted)| asked_once(what, counted));
        once.chain(words)
            .chain(std::mem::take(&mut self.cells))
            .collect()
    }

    /// Returns the notes that stand for many rows.
    pub(super) fn many_notes(&mut self) -> Vec<DraftNote> {
        let many = std::mem::take(&mut self.many).into_iter();
        many.map(|(words, counted)| DraftNote {
            words: counted_words(&words, counted.count),
            about: None,
            place: counted.place,
        })
        .collect()
    }
}

/// `{}` is the number, `{s}` an s where it is more than one.
fn counted_words(words: &str, count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    words
        .replace("{}", &count.to_string())
        .replace("{s}", plural)
}

fn asked_word(field: &'static str, counted: Counted) -> Question {
    let Counted {
        count,
        first,
        place,
        ..
    } = counted;
    let cells = if count == 1 {
        String::new()
    } else {
        format!(" ({count} cells)")
    };
    let meaning = match field {
        "status" => "in progress",
        "answer" => "agreed",
        _ => "policy",
    };
    Question {
        words: format!("`{}` is no {field} of the register{cells}", short(&first)),
        answer: flag("--map", &format!("{first}={meaning}")),
        place,
    }
}

fn asked_once(what: &'static str, counted: Counted) -> Question {
    let Counted {
        count,
        first,
        place,
        ..
    } = counted;
    let cells = if count == 1 {
        String::new()
    } else {
        format!(" ({count} cells)")
    };
    let (words, answer) = match what {
        ORDER => (
            "may be read with the day or with the month first",
            "day-first",
        ),
        _ => ("has a year of two digits", "2000"),
    };
    Question {
        words: format!("`{}` {words}{cells}", short(&first)),
        answer: format!("{what} {answer}"),
        place,
    }
}

/// The beginning of a cell, on one line.
pub(super) fn short(words: &str) -> String {
    const LONGEST: usize = 60;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= LONGEST {
        return words;
    }
    let beginning: String = words.chars().take(LONGEST).collect();
    format!("{beginning} …")
}
