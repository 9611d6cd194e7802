//! What is said at the end of matching: what stays as it is, notes, and whether every row is accounted for.

use std::collections::HashSet;

use super::asking::Fate;
use super::matching::{Group, Matching};
use super::{PlanIntake, Subject};
use crate::domain::action::ActionOf;

impl Matching<'_> {
    /// Says which recommendations of a report the plan that answers it does not name.
    pub(super) fn leave_the_rest_alone(&mut self, groups: &[Group]) {
        let is_of_one = self.draft.tally.is_none() && self.intake.inspections.len() == 1;
        // A row in doubt may be any of them.
        if !is_of_one || self.asking.counts().refused > 0 {
            return;
        }
        let spoken_of: HashSet<&str> = groups
            .iter()
            .map(|group| group.reference.as_str())
            .collect();
        let code = &self.intake.inspections[0];
        let report = self.known.inspection_of_code(code).map(|found| found.id);
        for item in self
            .known
            .items
            .iter()
            .filter(|item| Some(item.inspection_id) == report)
        {
            if !spoken_of.contains(item.reference.as_str()) {
                let words = "the file does not speak of it".to_owned();
                self.intake.left_alone.push((item.reference.clone(), words));
            }
        }
    }

    pub(super) fn finished(mut self) -> PlanIntake {
        self.note_wordless_actions();
        self.take_over_notes();
        self.intake.rows = self.asking.counts();
        self.account_for_every_row();
        self.intake.questions = self.asking.questions;
        self.intake.notes = self.asking.notes;
        self.intake
    }

    fn note_wordless_actions(&mut self) {
        let (count, place) = &self.wordless;
        if *count > 0 {
            let rows = if *count == 1 {
                "row gives"
            } else {
                "rows give"
            };
            let words = format!(
                "{count} {rows} an owner, a date or a state and no action: the words of the recommendation stand for it"
            );
            let place = place.clone();
            self.asking.note(words, None, &place);
        }
    }

    /// Keeps the reader's notes about rows that bring something, and about the whole file where any does.
    fn take_over_notes(&mut self) {
        let nothing = self.intake.adds_nothing();
        for note in self.draft.notes.iter().filter(|_| !nothing) {
            let fate = note.about.map(|row| self.asking.fate(row));
            if !matches!(fate, Some(Fate::Same | Fate::LeftOut)) {
                let about = note.about.and_then(|row| self.subjects[row]);
                let reference = about.map(|subject| self.reference_of(subject));
                let about = about.zip(reference.as_deref());
                self.asking.note(note.words.clone(), about, &note.place);
            }
        }
    }

    fn reference_of(&self, subject: Subject) -> String {
        match subject {
            Subject::Here(ActionOf::Recommendation(id)) => self.known.item(id).reference.clone(),
            Subject::Here(ActionOf::Alert(id)) => self.alerts.get(&id).cloned().unwrap_or_default(),
            Subject::Added(at) => self.intake.recommendations[at].reference.clone(),
        }
    }

    /// Asks where the rows of a sheet do not add up.
    fn account_for_every_row(&mut self) {
        let Some(tally) = &self.draft.tally else {
            return;
        };
        let left: usize = tally.left_out.iter().map(|left| left.places.len()).sum();
        let (read, taken) = (tally.rows, self.draft.rows.len() + left);
        if read != taken {
            self.asking.ask_of_all(
                format!("{read} rows were read and {taken} are accounted for"),
                "--leave-out PLACE for rows that are none of the list".to_owned(),
                &String::new(),
            );
        }
    }
}
