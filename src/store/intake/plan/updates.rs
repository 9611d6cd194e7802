//! What owners say of their actions: new where it differs from what they said last.

use super::AddedUpdate;
use super::actions::Course;
use super::asking::Fate;
use super::matching::{Group, Matching};
use crate::domain::action::{Action, ActionState, NewUpdate, Update};
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::{DraftAction, DraftUpdate};
use crate::domain::words::folded;
use crate::store::action_update::{refuse_after_the_end, refuse_unfit_texts};

impl Matching<'_> {
    /// Decides what is said of one action.
    pub(super) fn report(&mut self, group: &Group, read: &DraftAction, course: &mut Course) {
        let Some(update) = &read.update else {
            return;
        };
        if self.is_left_out(&update.place) {
            return;
        }
        if let Some(new) = self.said(group, update, course) {
            let fate = if new.before.is_some() {
                Fate::Changed
            } else {
                Fate::Added
            };
            self.asking.mark(course.row, fate);
            self.intake.updates.push(new);
        }
    }

    fn said(
        &mut self,
        group: &Group,
        read: &DraftUpdate,
        course: &mut Course,
    ) -> Option<AddedUpdate> {
        let (row, place) = (course.row, &read.place);
        let state = self.state(row, read)?;
        let said_on = self.date(group, row, read.said_on, "reported", place)?;
        let note = read
            .note
            .as_deref()
            .map(str::trim)
            .filter(|note| !note.is_empty());
        let before = in_force(&course.action, said_on);
        if before.is_some_and(|before| says(before, read, state, note, said_on)) {
            self.intake.same += 1;
            return None;
        }
        self.is_dated(row, read.said_on)?;
        let before = before.map(|update| update.state);
        let new = NewUpdate {
            said_on,
            state,
            note: note.map(str::to_owned),
            cited: None,
        };
        let fits =
            refuse_unfit_texts(&new).and_then(|()| refuse_after_the_end(&course.action, &new));
        self.allowed(row, fits, place)?;
        Some(AddedUpdate {
            step: course.step,
            reference: course.action.reference.clone(),
            said_on,
            state,
            note: new.note,
            before,
            place: place.clone(),
        })
    }

    /// Returns what a printed state means; unknown words are a question.
    pub(super) fn state(&mut self, row: usize, read: &DraftUpdate) -> Option<ActionState> {
        let printed = &read.printed_state;
        if let Some(state) = read.state {
            return Some(state);
        }
        if let Some(state) = self.mapped_word("state", printed, &read.place) {
            return Some(state);
        }
        let words = format!("`{printed}` is no state of an action");
        let answer = format!("--map \"{printed}=not-started|in-progress|completed|discontinued\"");
        self.asking.ask(row, words, answer, &read.place);
        None
    }
}

/// Returns what was said last up to a day; where nothing was said yet, the first after it.
fn in_force(action: &Action, on: PartialDate) -> Option<&Update> {
    let by_then = |update: &&Update| update.said_on.last_day() <= on.last_day();
    action
        .updates
        .iter()
        .rfind(by_then)
        .or(action.updates.first())
}

/// Tells whether an update that is here says what was read. The same said anew on a later day of the
/// row's own is new: the owner has confirmed it.
fn says(
    here: &Update,
    read: &DraftUpdate,
    state: ActionState,
    note: Option<&str>,
    on: PartialDate,
) -> bool {
    let is_anew =
        read.said_on.is_some() && here.said_on.last_day() < on.last_day() && !state.is_ended();
    let same_note = note.is_none_or(|note| here.note.as_deref().map(folded) == Some(folded(note)));
    here.state == state && same_note && !is_anew
}
