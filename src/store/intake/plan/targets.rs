//! By when: first targets, and dates that moved. A moved date is a revision that wants a reason.

use super::actions::Course;
use super::asking::Fate;
use super::matching::{Group, Matching};
use super::{AddedTarget, Step};
use crate::domain::action::Action;
use crate::domain::draft::flag;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::{DraftAction, DraftTarget};
use crate::domain::target::{Due, NewTarget, SlipReason, Target};
use crate::store::target::{refuse_an_unfit_move, refuse_unfit_texts};

impl Matching<'_> {
    /// Decides the targets of one action.
    pub(super) fn aim(&mut self, group: &Group, read: &DraftAction, course: &mut Course) {
        let mut targets: Vec<&DraftTarget> = read.targets.iter().collect();
        targets.retain(|target| !self.is_left_out(&target.place));
        let Some(last) = targets.last() else {
            return;
        };
        let Some(set_on) = self.date(group, course.row, None, "promised", &last.place) else {
            return;
        };
        self.note_another_first(group, &targets, course);
        let in_force = in_force(&course.action, set_on);
        let known = in_force.and_then(|current| {
            targets
                .iter()
                .rposition(|target| current.is_same_day(&due(target)))
        });
        let new = match (known, in_force) {
            (Some(at), _) => &targets[at + 1..],
            // What came between is not known to be later than the date that is here.
            (None, Some(_)) => &targets[targets.len() - 1..],
            (None, None) => &targets[..],
        };
        if known.is_some() {
            self.intake.same += 1;
        }
        for target in new {
            self.set(group, target, set_on, course);
        }
    }

    /// Takes a target that is not here: the first, or a move.
    fn set(&mut self, group: &Group, read: &DraftTarget, set_on: PartialDate, course: &mut Course) {
        let (row, place, due) = (course.row, &read.place, due(read));
        let before = course
            .action
            .current_target()
            .map(|target| target.due.clone());
        if !self.is_a_possible_target(group, row, &due, place) {
            return;
        }
        let new = new_target(
            &due,
            set_on,
            read.words.as_deref().filter(|_| read.due_on.is_some()),
        );
        if self.is_dated(row, None).is_none() {
            return;
        }
        let fits = refuse_unfit_texts(&new)
            .and_then(|()| refuse_an_unfit_move(&course.action, &due, set_on));
        if self.allowed(row, fits, place).is_none() {
            return;
        }
        let added = AddedTarget {
            step: course.step,
            reference: course.action.reference.clone(),
            due,
            before,
            set_on,
            note: new.note,
            place: place.clone(),
        };
        course.action.targets.push(as_stored(&added));
        self.mark_target(group, row, &added);
        self.intake.targets.push(added);
    }

    fn mark_target(&mut self, group: &Group, row: usize, added: &AddedTarget) {
        let Some(before) = &added.before else {
            self.asking.mark(row, Fate::Added);
            return;
        };
        // What moves the date of an action that the row brings changes nothing that is here.
        let is_new = matches!(added.step, Step::Added(_));
        self.asking
            .mark(row, if is_new { Fate::Added } else { Fate::Changed });
        let words = format!(
            "{} moved from {} to {}: it wants a reason",
            added.reference,
            before.quoted(),
            added.due.quoted()
        );
        let about = Some((group.subject, group.reference.as_str()));
        self.asking.note(words, about, &added.place);
    }

    /// Nobody undertakes to do something before it was asked.
    fn is_a_possible_target(&mut self, group: &Group, row: usize, due: &Due, place: &str) -> bool {
        let early = due
            .date()
            .zip(group.made)
            .filter(|(due, made)| due.is_surely_before(*made));
        if let Some((due, made)) = early {
            let words = format!(
                "the target {} lies before {} was made ({})",
                due.for_people(),
                group.reference,
                made.for_people()
            );
            self.asking
                .ask(row, words, flag("--leave-out", place), &place.to_owned());
        }
        early.is_none()
    }

    /// The first target stands for ever; a sheet that gives another one is noted.
    fn note_another_first(&mut self, group: &Group, targets: &[&DraftTarget], course: &Course) {
        let [first, _, ..] = targets else {
            return;
        };
        let known = course.action.first_target().map(|target| &target.due);
        if let Some(known) = known.filter(|known| !known.is_same_day(&due(first))) {
            let words = format!(
                "the first target of {} is {} here and {} in the file; it stays",
                course.action.reference,
                known.quoted(),
                due(first).quoted()
            );
            let about = Some((group.subject, group.reference.as_str()));
            self.asking.note(words, about, &first.place);
        }
    }
}

fn due(read: &DraftTarget) -> Due {
    match read.due_on {
        Some(date) => Due::On(date),
        None => Due::Words(read.words.clone().unwrap_or_default()),
    }
}

/// Returns the target in force on a day; where none was yet, the first after it.
fn in_force(action: &Action, on: PartialDate) -> Option<&Due> {
    let by_then = |target: &&Target| target.set_on.last_day() <= on.last_day();
    let found = action
        .targets
        .iter()
        .rfind(by_then)
        .or(action.targets.first());
    found.map(|target| &target.due)
}

fn as_stored(added: &AddedTarget) -> Target {
    Target {
        id: 0,
        set_on: added.set_on,
        due: added.due.clone(),
        reason: added.before.is_some().then_some(SlipReason::NotStated),
        note: added.note.clone(),
        asked_by: None,
        cited: None,
    }
}

/// Makes a target as it is written. Its printed words are kept where they say more than the date.
pub(super) fn new_target(due: &Due, set_on: PartialDate, words: Option<&str>) -> NewTarget {
    NewTarget {
        note: words.map(|words| format!("printed as “{words}”")),
        ..NewTarget::first(due.clone(), set_on)
    }
}

/// Tells whether a target is of an action that is added with it.
pub(super) fn is_of_a_new_action(target: &AddedTarget) -> bool {
    matches!(target.step, Step::Added(_))
}
