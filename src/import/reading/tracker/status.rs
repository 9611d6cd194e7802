//! How far an action is: its status, the day of which it speaks, what is said beside it.

use super::field::Field;
use super::held::Given;
use super::row::{Reading, SaysNothing};
use super::words::{on_one_line, paragraphs};
use crate::domain::action::ActionState;
use crate::domain::plan_draft::DraftUpdate;

impl<'s> Reading<'_, 's> {
    /// Reads the update of a row; nothing where its status is blank or says nothing.
    pub(super) fn update(&mut self, given: &Given<'s>) -> Option<DraftUpdate> {
        let completed = given.beside(Field::CompletedOn);
        let completed_on = completed.and_then(|held| self.day(Field::CompletedOn, held));
        let updated_on = given
            .beside(Field::UpdatedOn)
            .and_then(|held| self.day(Field::UpdatedOn, held));
        let status = given.beside(Field::Status);
        let state = match status.map(|held| self.meaning::<ActionState>("state", held)) {
            Some(Ok(state)) => state,
            // A day of completion says it where no status does.
            None | Some(Err(SaysNothing)) => {
                completed_on?;
                Some(ActionState::Completed)
            }
        };
        let is_completed = state == Some(ActionState::Completed);
        if let Some((held, day)) = completed.zip(completed_on).filter(|_| !is_completed) {
            let said = status
                .map(|held| on_one_line(&held.words()))
                .unwrap_or_default();
            let said = format!(
                "the row says `{said}`, and that it was completed: {}",
                day.for_people()
            );
            self.note(said, held.place(self.layout));
        }
        let beside = given.beside(Field::Update);
        let place = status.or(completed).map(|held| held.place(self.layout));
        Some(DraftUpdate {
            state,
            printed_state: status
                .map(|held| on_one_line(&held.words()))
                .unwrap_or_default(),
            said_on: completed_on.filter(|_| is_completed).or(updated_on),
            note: beside.map(|held| paragraphs(&held.words())),
            place: place.unwrap_or_default(),
        })
    }
}
