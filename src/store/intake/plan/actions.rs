//! What is to be done: new actions, reworded ones, other owners, and what the register has beside them.

use std::collections::HashMap;

use super::asking::Fate;
use super::matching::{Facts, Group, Matching};
use super::pairing::{How, Under, pairs};
use super::{AddedAction, AmendedAction, Step, Subject};
use crate::domain::action::{Action, ActionOf};
use crate::domain::draft::flag;
use crate::domain::plan_draft::DraftAction;
use crate::domain::words::{beginning, folded};
use crate::store::action::refuse_unfit_texts;

/// An action while its facts are decided: what is here and what was read, in their order.
pub(super) struct Course {
    pub(super) step: Step,
    pub(super) row: usize,
    /// As it will stand; each fact that is taken is added
    pub(super) action: Action,
}

impl<'a> Matching<'a> {
    /// Decides what the rows about one recommendation do.
    pub(super) fn act(&mut self, group: &Group, facts: &mut Facts) {
        let here = match group.subject {
            Subject::Here(of) => facts.actions.remove(&of).unwrap_or_default(),
            Subject::Added(_) => Vec::new(),
        };
        let read = self.read_actions(group);
        let drafts: Vec<&DraftAction> = read.iter().map(|(_, action)| *action).collect();
        let under = Under {
            reference: &group.reference,
            words: &group.words,
            said: self.said_to_be_actions(&drafts),
        };
        let pairs = pairs(&drafts, &here, &under);
        let mut next = here.iter().map(|action| action.number).max().unwrap_or(0);
        let mut here: Vec<Option<Action>> = here.into_iter().map(Some).collect();
        for ((row, action), pair) in read.into_iter().zip(pairs) {
            let said = self.said_to_be(&action.place);
            let course = match pair {
                Some((at, How::Likely(per_cent))) => {
                    let found = here[at].take();
                    found.and_then(|found| self.ask_which(row, action, &found, per_cent))
                }
                None if said.is_some_and(is_an_action) => self.no_such(group, row, action),
                Some((at, how)) => {
                    let found = here[at].take();
                    found.map(|found| self.found(group, (row, action), found, how, facts))
                }
                None => self.new_action(group, row, action, &mut next),
            };
            if let Some(mut course) = course {
                self.aim(group, action, &mut course);
                self.report(group, action, &mut course);
            }
        }
        // An action that no row speaks of stays as it is.
        let speaks = self.speaks_of_actions(group);
        for action in here.into_iter().flatten().filter(|_| speaks) {
            let words = format!(
                "the file does not have it: {}",
                beginning(&action.words, 60)
            );
            self.intake.left_alone.push((action.reference, words));
        }
    }

    /// Returns what a person says of each action: which one it is, or that it is new.
    fn said_to_be_actions(&self, read: &[&DraftAction]) -> Vec<Option<&'a str>> {
        let answers = self.answers;
        let said: HashMap<&str, &str> = answers
            .is
            .iter()
            .map(|(place, is)| (place.as_str(), is.as_str()))
            .collect();
        // The cell of a sheet may be the place of its row too: there a recommendation is said.
        let is_of_an_action = |said: &&str| is_an_action(said) || said.eq_ignore_ascii_case("new");
        let of = |action: &&DraftAction| {
            let said = said.get(action.place.as_str()).copied();
            said.filter(is_of_an_action)
        };
        read.iter().map(of).collect()
    }

    /// Asks whether an action is the one of likely words: what stands in the register is not replaced before.
    fn ask_which(
        &mut self,
        row: usize,
        read: &DraftAction,
        found: &Action,
        per_cent: u32,
    ) -> Option<Course> {
        let (place, reference) = (&read.place, &found.reference);
        let words = format!(
            "“{}” is {per_cent}% like {reference} (“{}”); is it that one in other words, or new?",
            beginning(&read.words, 60),
            beginning(&found.words, 60)
        );
        let answer = flag("--is", &format!("{place}={reference}"));
        self.asking.ask(row, words, answer, place);
        None
    }

    /// Asks again where a person names an action that the recommendation does not have.
    fn no_such(&mut self, group: &Group, row: usize, read: &DraftAction) -> Option<Course> {
        let place = &read.place;
        let said = self.said_to_be(place).unwrap_or_default().to_owned();
        let words = format!("{} has no action {said} that is not taken", group.reference);
        let answer = flag("--is", &format!("{place}=new"));
        self.asking.ask(row, words, answer, place);
        None
    }

    fn speaks_of_actions(&self, group: &Group) -> bool {
        group
            .rows
            .iter()
            .any(|&row| !self.draft.rows[row].actions.is_empty())
    }

    /// Returns the actions that were read, each once: what stands twice word for word is one.
    fn read_actions(&mut self, group: &Group) -> Vec<(usize, &'a DraftAction)> {
        let draft = self.draft;
        let mut seen: HashMap<String, &DraftAction> = HashMap::new();
        let mut read = Vec::new();
        for &row in &group.rows {
            for action in &draft.rows[row].actions {
                if self.is_left_out(&action.place) {
                    continue;
                }
                match seen.get(&folded(&action.words)) {
                    Some(before) if is_same(before, action) => {
                        let words = format!("stands at {} too, and is one action", before.place);
                        let about = Some((group.subject, group.reference.as_str()));
                        self.asking.note(words, about, &action.place);
                    }
                    _ => {
                        seen.insert(folded(&action.words), action);
                        read.push((row, action));
                    }
                }
            }
        }
        read
    }

    /// Takes up an action that is here: other words or another owner are a change.
    fn found(
        &mut self,
        group: &Group,
        (row, read): (usize, &DraftAction),
        found: Action,
        how: How,
        facts: &Facts,
    ) -> Course {
        let amended = amended(&found, read, how);
        if amended.words.is_none() && amended.owner.is_none() {
            self.intake.same += 1;
        } else if self.is_older(&found, &read.place) || was_so(&amended, facts) {
            let words = format!(
                "{} reads otherwise here, by something newer than the file; it stays",
                found.reference
            );
            if !self.is_read_again {
                let about = Some((group.subject, group.reference.as_str()));
                self.asking.note(words, about, &read.place);
            }
        } else {
            self.amend(group, row, amended);
        }
        Course {
            step: Step::Here(found.id),
            row,
            action: found,
        }
    }

    /// Tells whether what the register says of an action is newer than the file, or was read from it and
    /// may have been corrected since.
    fn is_older(&self, action: &Action, place: &str) -> bool {
        let targets = action.targets.iter().map(|target| target.set_on);
        let updates = action.updates.iter().map(|update| update.said_on);
        let said = targets.chain(updates).chain(action.planned_on);
        let newest = said.max_by_key(|on| on.last_day());
        let both = self.intake.said_on.zip(newest);
        let was_taken = self.is_read_again && !self.was_left_out(place);
        was_taken || both.is_some_and(|(said_on, newest)| said_on.is_surely_before(newest))
    }

    fn amend(&mut self, group: &Group, row: usize, amended: AmendedAction) {
        let now = amended
            .words
            .as_ref()
            .map_or("an action", |(_, now)| now.as_str());
        let owner = amended.owner.as_ref().map(|(_, now)| now.as_str());
        if self
            .allowed(row, refuse_unfit_texts(now, owner), &amended.place)
            .is_none()
        {
            return;
        }
        if amended.words.is_some() {
            let words = format!("taken as {} in other words", amended.reference);
            let about = Some((group.subject, group.reference.as_str()));
            self.asking.note(words, about, &amended.place);
        }
        self.asking.mark(row, Fate::Changed);
        self.intake.amended.push(amended);
    }

    /// Takes a new action; one that has no words of its own is the recommendation itself.
    fn new_action(
        &mut self,
        group: &Group,
        row: usize,
        read: &DraftAction,
        next: &mut i64,
    ) -> Option<Course> {
        let place = &read.place;
        if let Some(number) = read.number.as_deref().filter(|number| number.contains('/')) {
            let words = format!("there is no action {number}");
            self.asking
                .ask(row, words, flag("--leave-out", place), place);
            return None;
        }
        let words = self.words_of(group, read);
        let owner = read
            .owner
            .as_deref()
            .map(str::trim)
            .filter(|owner| !owner.is_empty());
        self.allowed(row, refuse_unfit_texts(&words, owner), place)?;
        self.is_dated(row, None)?;
        let planned_on = self.date(group, row, None, "planned", place)?;
        *next += 1;
        let added = AddedAction {
            subject: group.subject,
            reference: format!("{}.{next}", group.reference),
            words,
            owner: owner.map(str::to_owned),
            planned_on,
            place: place.clone(),
        };
        let action = bare(&added, *next);
        let step = Step::Added(self.intake.actions.len());
        self.asking.mark(row, Fate::Added);
        self.intake.actions.push(added);
        Some(Course { step, row, action })
    }

    fn words_of(&mut self, group: &Group, read: &DraftAction) -> String {
        if !read.words.trim().is_empty() || group.words.is_empty() {
            return read.words.trim().to_owned();
        }
        if self.wordless.0 == 0 {
            self.wordless.1.clone_from(&read.place);
        }
        self.wordless.0 += 1;
        group.words.clone()
    }
}

/// Tells whether what a person says a row is names an action: `west-kent-2022/11.2`.
fn is_an_action(said: &str) -> bool {
    let number = said.rsplit('/').next().unwrap_or_default();
    said.contains('/') && number.contains('.')
}

/// Returns what of an action would be amended.
fn amended(found: &Action, read: &DraftAction, how: How) -> AmendedAction {
    let owner = read
        .owner
        .as_deref()
        .map(str::trim)
        .filter(|owner| !owner.is_empty());
    let own = found.owner.as_deref().map(folded);
    let other = owner.filter(|owner| own.as_deref() != Some(folded(owner).as_str()));
    let words = || (found.words.clone(), read.words.trim().to_owned());
    AmendedAction {
        id: found.id,
        reference: found.reference.clone(),
        words: (how == How::Reworded).then(words),
        owner: other.map(|owner| (found.owner.clone(), owner.to_owned())),
        place: read.place.clone(),
    }
}

/// Tells whether an action was so before, and was amended: the file is an old one.
fn was_so(amended: &AmendedAction, facts: &Facts) -> bool {
    let earlier = facts
        .earlier
        .get(&amended.id)
        .map_or(&[][..], Vec::as_slice);
    let same = |now: &str, before: &str| folded(now) == folded(before);
    let mut had = earlier.iter().map(|(words, owner)| {
        let words = amended
            .words
            .as_ref()
            .is_none_or(|(_, now)| same(now, words));
        let owner = owner.as_deref().unwrap_or_default();
        words
            && amended
                .owner
                .as_ref()
                .is_none_or(|(_, now)| same(now, owner))
    });
    had.any(|had| had)
}

fn is_same(one: &DraftAction, other: &DraftAction) -> bool {
    let due = |action: &DraftAction| {
        let targets = action.targets.iter();
        targets
            .map(|target| (target.due_on, target.words.clone()))
            .collect::<Vec<_>>()
    };
    let state = |action: &DraftAction| {
        action.update.as_ref().map(|update| {
            (
                update.state,
                update.printed_state.clone(),
                update.note.clone(),
            )
        })
    };
    one.owner == other.owner
        && one.number == other.number
        && due(one) == due(other)
        && state(one) == state(other)
}

/// Makes an action of which nothing is said yet.
fn bare(added: &AddedAction, number: i64) -> Action {
    Action {
        id: 0,
        reference: added.reference.clone(),
        of: ActionOf::Recommendation(0),
        number,
        words: added.words.clone(),
        owner: added.owner.clone(),
        planned_on: Some(added.planned_on),
        asked_on: None,
        targets: Vec::new(),
        updates: Vec::new(),
        cited: None,
    }
}
