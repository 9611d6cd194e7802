//! What a row says is to be done: the words, the owner, by when.

use super::doubts::short;
use super::field::Field;
use super::held::{From, Given, Held};
use super::row::Reading;
use super::words::{on_one_line, paragraphs};
use crate::domain::draft::Place;
use crate::domain::plan_draft::{DraftAction, DraftTarget};
use crate::import::container::sheet::Value;

impl<'s> Reading<'_, 's> {
    /// Reads the actions of a row: one, several where its cell numbers them, none where it says none.
    pub(super) fn actions(
        &mut self,
        given: &Given<'s>,
        number_of_reference: Option<String>,
    ) -> Vec<DraftAction> {
        let action = self.action(given, number_of_reference);
        action.map_or_else(Vec::new, |action| self.parted(action, given))
    }

    fn action(
        &mut self,
        given: &Given<'s>,
        number_of_reference: Option<String>,
    ) -> Option<DraftAction> {
        let number = given
            .own(Field::ActionNumber)
            .map(|held| on_one_line(&held.words()));
        let number = number.or(number_of_reference);
        let words = given
            .own(Field::Action)
            .map(|held| paragraphs(&held.words()));
        let beside = [
            Field::Owner,
            Field::Target,
            Field::Status,
            Field::CompletedOn,
        ];
        let beside = beside
            .into_iter()
            .find_map(|field| given.own(field))
            .or(given.revised.first().copied());
        if words.is_none() && number.is_none() {
            let held = beside?;
            // Where no column holds actions, the recommendation is what is to be done.
            if self.layout.has(Field::Action) {
                let place = held.place(self.layout);
                self.doubt_row(&format!(
                    "has `{}` in {place} and says no action",
                    short(&held.words())
                ));
                return None;
            }
        }
        let place = given
            .own(Field::Action)
            .or(given.own(Field::ActionNumber))
            .or(beside)
            .or(given.get(Field::Reference));
        Some(DraftAction {
            number,
            words: words.unwrap_or_default(),
            owner: given
                .beside(Field::Owner)
                .map(|held| on_one_line(&held.words())),
            targets: self.targets(given),
            update: self.update(given),
            place: place.map_or_else(Place::default, |held| held.place(self.layout)),
        })
    }

    fn targets(&mut self, given: &Given<'s>) -> Vec<DraftTarget> {
        let mut targets: Vec<DraftTarget> = Vec::new();
        if let Some(held) = given.beside(Field::Target) {
            targets.extend(self.target(held));
        }
        for held in &given.revised {
            if says_no_revision(held.value) {
                self.left
                    .push((held.column, "says that no date was revised"));
                continue;
            }
            let Some(target) = self.target(*held) else {
                continue;
            };
            let is_same = targets
                .last()
                .is_some_and(|last| (last.due_on, &last.words) == (target.due_on, &target.words));
            if targets.is_empty() {
                self.note(
                    "a revised date without a first target is taken as the first",
                    target.place.clone(),
                );
            }
            if !is_same {
                targets.push(target);
            }
        }
        targets
    }

    fn target(&mut self, held: Held<'s>) -> Option<DraftTarget> {
        let place = held.place(self.layout);
        let (due_on, words) = self.dated(held)?;
        if let Some(words) = words.as_ref().filter(|_| held.from == From::Itself) {
            self.note(
                format!("`{words}` is no date, and is kept as words"),
                place.clone(),
            );
        }
        Some(DraftTarget {
            due_on,
            words,
            place,
        })
    }
}

/// A column of revised dates says in words that there was no revision.
fn says_no_revision(value: &Value) -> bool {
    let Value::Text(words) = value else {
        return false;
    };
    matches!(
        words.trim().to_lowercase().as_str(),
        "n/a" | "na" | "none" | "no" | "nil" | "not applicable"
    )
}
