//! What was left out, doubted and noted while the rows of a tracker were read.

use std::collections::{HashMap, HashSet};

use super::mapping::in_small_letters;
use super::words::on_one_line;
use crate::domain::draft::{DraftNote, Place, Question, flag};
use crate::domain::plan_draft::Left;

/// Doubts, notes and counts.
#[derive(Default)]
pub(super) struct Doubts {
    /// One for each bad cell
    cells: Vec<Question>,
    /// Words that nobody has given a meaning, with their field
    words: Vec<(&'static str, Asked)>,
    /// Where each of them stands among the words
    word_keys: HashMap<(&'static str, String), usize>,
    /// What is asked once for many cells
    once: Vec<(&'static str, Asked)>,
    /// What is noted once for many rows
    many: Vec<(String, Counted)>,
    left_out: Vec<Left>,
    left_cells: Vec<Left>,
    /// Notes of one row or none
    pub(super) notes: Vec<DraftNote>,
    /// Words whose meaning the mapping gives: field, word, meaning
    pub(super) mapped: Vec<(String, String, String)>,
    mapped_keys: HashSet<(&'static str, String)>,
}

/// How often something was seen, and where first.
struct Counted {
    count: usize,
    place: Place,
}

/// What is asked in the same words for several cells: as what it was seen first, and where all of them stand.
struct Asked {
    first: String,
    places: Vec<Place>,
}

/// Which comes first of day and month is not declared.
pub(super) const ORDER: &str = "--dates";
/// From which year years of two digits are counted is not declared.
pub(super) const CENTURY: &str = "--two-digit-years";

impl Doubts {
    /// Doubts a cell: its row cannot be read until the sheet is corrected, or the cell or row left out.
    pub(super) fn cell(&mut self, shown: &str, why: &str, place: Place) {
        let shown = if shown.is_empty() {
            String::new()
        } else {
            format!("`{}` ", short(shown))
        };
        self.cells.push(Question {
            words: format!("{shown}{why}"),
            answer: flag("--leave-out", &place),
            place,
        });
    }

    /// Asks what a word means.
    pub(super) fn word(&mut self, field: &'static str, word: &str, place: Place) {
        let at = self.word_keys.entry((field, in_small_letters(word)));
        let at = *at.or_insert(self.words.len());
        match self.words.get_mut(at) {
            Some((_, asked)) => asked.places.push(place),
            None => self
                .words
                .push((field, Asked::of(on_one_line(word), place))),
        }
    }

    /// Asks something once for all cells.
    pub(super) fn once(&mut self, what: &'static str, shown: &str, place: Place) {
        match self.once.iter_mut().find(|(known, _)| *known == what) {
            Some((_, asked)) => asked.places.push(place),
            None => self.once.push((what, Asked::of(short(shown), place))),
        }
    }

    /// Notes something once for many rows, with the first of them. `{}` stands for their number.
    pub(super) fn many(&mut self, words: &str, place: impl FnOnce() -> Place) {
        match self.many.iter_mut().find(|(known, _)| known == words) {
            Some((_, counted)) => counted.count += 1,
            None => {
                let counted = Counted {
                    count: 1,
                    place: place(),
                };
                self.many.push((words.to_owned(), counted));
            }
        }
    }

    /// Keeps where a row stands that is left out.
    pub(super) fn leave_out(&mut self, why: &str, place: Place) {
        leave(&mut self.left_out, why, place);
    }

    /// Keeps where a cell stands that nothing is taken of.
    pub(super) fn leave_cell(&mut self, why: &str, place: Place) {
        leave(&mut self.left_cells, why, place);
    }

    /// Keeps that the mapping gave a word its meaning.
    pub(super) fn mapped(&mut self, field: &'static str, word: &str, meaning: &str, place: Place) {
        if self.mapped_keys.insert((field, in_small_letters(word))) {
            let word = on_one_line(word);
            self.notes.push(DraftNote {
                words: format!("`{word}` is taken as {meaning}, as the mapping says"),
                about: None,
                place,
            });
            if meaning != "nothing" && field != "reason" {
                self.mapped
                    .push((field.to_owned(), word, meaning.to_owned()));
            }
        }
    }

    /// Returns the rows that were left out, and the cells of the others that nothing was taken of.
    pub(super) fn left(&mut self) -> (Vec<Left>, Vec<Left>) {
        (
            std::mem::take(&mut self.left_out),
            std::mem::take(&mut self.left_cells),
        )
    }

    /// Returns the questions: those that one answer settles for many cells come first, once for each cell.
    pub(super) fn questions(&mut self) -> Vec<Question> {
        let once = std::mem::take(&mut self.once)
            .into_iter()
            .flat_map(|(what, asked)| asked_once(what, asked));
        let words = std::mem::take(&mut self.words)
            .into_iter()
            .flat_map(|(field, asked)| asked_word(field, asked));
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

fn leave(left: &mut Vec<Left>, why: &str, place: Place) {
    match left.iter_mut().find(|known| known.why == why) {
        Some(known) => known.places.push(place),
        None => left.push(Left {
            why: why.to_owned(),
            places: vec![place],
        }),
    }
}

/// `{}` is the number, `{s}` an s where it is more than one.
fn counted_words(words: &str, count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    words
        .replace("{}", &count.to_string())
        .replace("{s}", plural)
}

fn asked_word(field: &'static str, asked: Asked) -> Vec<Question> {
    let answer = flag("--map", &format!("{}=policy", asked.first));
    asked.questions(&format!("is no {field} of the register"), &answer)
}

fn asked_once(what: &'static str, asked: Asked) -> Vec<Question> {
    let (words, answer) = match what {
        ORDER => (
            "may be read with the day or with the month first",
            "day-first",
        ),
        _ => ("has a year of two digits", "2000"),
    };
    asked.questions(words, &format!("{what} {answer}"))
}

impl Asked {
    fn of(first: String, place: Place) -> Asked {
        let places = vec![place];
        Asked { first, places }
    }

    fn questions(self, words: &str, answer: &str) -> Vec<Question> {
        let cells = match self.places.len() {
            1 => String::new(),
            count => format!(" ({count} cells)"),
        };
        let question = |place| Question {
            words: format!("`{}` {words}{cells}", self.first),
            answer: answer.to_owned(),
            place,
        };
        self.places.into_iter().map(question).collect()
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
