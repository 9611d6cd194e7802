//! Questions and notes about a plan, each said once, and what becomes of each row.

use std::collections::HashSet;

use super::{PlanNote, RowCounts, Subject};
use crate::domain::draft::{Place, Question};

/// What becomes of a row; the later outweighs the earlier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    #[default]
    Same,
    Added,
    Changed,
    Refused,
    LeftOut,
}

/// What was asked and said so far.
pub(super) struct Asking {
    pub(super) questions: Vec<Question>,
    pub(super) notes: Vec<PlanNote>,
    asked: HashSet<(String, String)>,
    fates: Vec<Fate>,
}

impl Asking {
    pub(super) fn of(rows: usize) -> Asking {
        Asking {
            questions: Vec::new(),
            notes: Vec::new(),
            asked: HashSet::new(),
            fates: vec![Fate::Same; rows],
        }
    }

    /// Asks something about a row, which waits for the answer. The same is asked once.
    pub(super) fn ask(&mut self, row: usize, words: String, answer: String, place: &Place) {
        self.mark(row, Fate::Refused);
        self.ask_of_all(words, answer, place);
    }

    /// Asks something about the whole file.
    pub(super) fn ask_of_all(&mut self, words: String, answer: String, place: &Place) {
        if self.asked.insert((words.clone(), answer.clone())) {
            self.questions.push(Question {
                words,
                answer,
                place: place.clone(),
            });
        }
    }

    pub(super) fn note(&mut self, words: String, about: Option<(Subject, &str)>, place: &Place) {
        self.notes.push(PlanNote {
            words,
            about: about.map(|(subject, _)| subject),
            reference: about.map(|(_, reference)| reference.to_owned()),
            place: place.clone(),
        });
    }

    pub(super) fn mark(&mut self, row: usize, fate: Fate) {
        self.fates[row] = self.fates[row].max(fate);
    }

    pub(super) fn fate(&self, row: usize) -> Fate {
        self.fates[row]
    }

    pub(super) fn counts(&self) -> RowCounts {
        let count = |fate: Fate| self.fates.iter().filter(|&&one| one == fate).count();
        RowCounts {
            added: count(Fate::Added),
            same: count(Fate::Same),
            changed: count(Fate::Changed),
            refused: count(Fate::Refused),
            left_out: count(Fate::LeftOut),
        }
    }
}
