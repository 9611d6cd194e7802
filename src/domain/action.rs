//! One step of an action plan: what is to be done, by whom, by when, and what its owner says of it.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::partial_date::PartialDate;
use super::recommendation::Cited;
use super::target::{Due, Slip, Target};

/// What an owner says of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionState {
    /// Not started
    NotStarted,
    /// In progress
    InProgress,
    /// Completed
    Completed,
    /// Discontinued
    Discontinued,
}

impl ActionState {
    /// Every state.
    pub const ALL: [ActionState; 4] = [
        ActionState::NotStarted,
        ActionState::InProgress,
        ActionState::Completed,
        ActionState::Discontinued,
    ];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            ActionState::NotStarted => "not started",
            ActionState::InProgress => "in progress",
            ActionState::Completed => "completed",
            ActionState::Discontinued => "discontinued",
        }
    }

    /// Tells whether nothing more is to be done: completed or discontinued.
    pub fn is_ended(self) -> bool {
        matches!(self, ActionState::Completed | ActionState::Discontinued)
    }
}

impl fmt::Display for ActionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no state of an action.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a state; write not-started, in-progress, completed or discontinued")]
pub struct NotAState(String);

impl FromStr for ActionState {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        let folded = text.trim().to_lowercase().replace(['-', '_'], " ");
        ActionState::ALL
            .into_iter()
            .find(|state| state.words() == folded)
            .ok_or_else(|| NotAState(text.trim().to_owned()))
    }
}

/// What an action is a step of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ActionOf {
    /// A recommendation
    Recommendation(i64),
    /// An organisational alert
    Alert(i64),
}

/// An action to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAction {
    /// What it is a step of
    pub of: ActionOf,
    /// What is to be done
    pub words: String,
    /// The Responsible Owner, a role
    pub owner: Option<String>,
    /// On which date it was planned, and its first target set
    pub planned_on: PartialDate,
    /// The first target date
    pub target: Option<Due>,
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

/// What an owner says, to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUpdate {
    /// On which date it was said
    pub said_on: PartialDate,
    /// What
    pub state: ActionState,
    /// What was said beside it
    pub note: Option<String>,
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

/// What an owner said, as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The row, `9` of `#u9`
    pub id: i64,
    /// On which date it was said
    pub said_on: PartialDate,
    /// What
    pub state: ActionState,
    /// What was said beside it
    pub note: Option<String>,
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

/// An action as it stood on a day: targets and updates up to then, in order of date, then entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The register's number
    pub id: i64,
    /// Its reference: `west-kent-2022/11.2`, `hfkcw-2022/alert.1`
    pub reference: String,
    /// What it is a step of
    pub of: ActionOf,
    /// Its number under that
    pub number: i64,
    /// What is to be done
    pub words: String,
    /// The Responsible Owner
    pub owner: Option<String>,
    /// On which date it was planned, where somebody said so
    pub planned_on: Option<PartialDate>,
    /// When what it is a step of was published; nothing: a draft
    pub asked_on: Option<PartialDate>,
    /// The first target date and its revisions
    pub targets: Vec<Target>,
    /// What its owner said
    pub updates: Vec<Update>,
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

impl Action {
    /// Returns it as it stood on a day: with what was said by then. Nothing where it had not begun
    /// to count; of a draft all counts, which is itself counted nowhere.
    pub fn as_at(mut self, day: NaiveDate) -> Option<Action> {
        if self.counts_from().is_some_and(|first| first > day) {
            return None;
        }
        self.targets
            .retain(|target| target.set_on.last_day() <= day);
        self.updates
            .retain(|update| update.said_on.last_day() <= day);
        Some(self)
    }

    /// Returns the day from which it counts: on which it was planned, or on which its owner first
    /// said anything of it, whichever came first; else that of the publication of what it answers.
    fn counts_from(&self) -> Option<NaiveDate> {
        let targets = self.targets.iter().map(|target| target.set_on);
        let updates = self.updates.iter().map(|update| update.said_on);
        let said = targets.chain(updates).chain(self.planned_on);
        let first = said.map(PartialDate::last_day).min();
        first.or(self.asked_on.map(PartialDate::last_day))
    }

    /// Returns the first target.
    pub fn first_target(&self) -> Option<&Target> {
        self.targets
            .iter()
            .find(|target| target.reason.is_none())
            .or(self.targets.first())
    }

    /// Returns the target in force.
    pub fn current_target(&self) -> Option<&Target> {
        self.targets.last()
    }

    /// Returns the date in force.
    pub fn due(&self) -> Option<PartialDate> {
        self.current_target().and_then(|target| target.due.date())
    }

    /// Returns the first date.
    pub fn first_due(&self) -> Option<PartialDate> {
        self.first_target().and_then(|target| target.due.date())
    }

    /// Returns what its owner said last.
    pub fn newest_update(&self) -> Option<&Update> {
        self.updates.last()
    }

    /// Tells whether a role is its Responsible Owner, in any capitals.
    pub fn is_owned_by(&self, role: &str) -> bool {
        self.owner
            .as_ref()
            .is_some_and(|own| own.trim().to_lowercase() == role.trim().to_lowercase())
    }

    /// Tells whether its owner says that nothing more is to be done.
    pub fn is_ended(&self) -> bool {
        self.newest_update()
            .is_some_and(|update| update.state.is_ended())
    }

    /// Returns what its owner said when it ended, where that was so on a date: something that is
    /// entered late may be older than the end.
    pub fn ended_by(&self, on: PartialDate) -> Option<&Update> {
        let newest = self.newest_update()?;
        let is_after = newest.said_on.last_day() <= on.last_day();
        (newest.state.is_ended() && is_after).then_some(newest)
    }

    /// Tells whether its owner says that it is completed.
    pub fn is_completed(&self) -> bool {
        self.newest_update()
            .is_some_and(|update| update.state == ActionState::Completed)
    }

    /// Returns the days by which a date has been missed on a day, while nothing says that it is done.
    pub fn days_after(&self, due: Option<PartialDate>, day: NaiveDate) -> Option<i64> {
        let late = (day - due?.last_day()).num_days();
        (late > 0 && !self.is_ended()).then_some(late)
    }

    /// Returns by how many days it was completed after a date, by an update that says so.
    pub fn days_completed_after(&self, due: Option<PartialDate>, update: &Update) -> Option<i64> {
        let late = (update.said_on.last_day() - due?.last_day()).num_days();
        (late > 0 && update.state == ActionState::Completed).then_some(late)
    }

    /// Returns the target in force on the date of an update.
    pub fn target_at(&self, update: &Update) -> Option<&Target> {
        let day = update.said_on.last_day();
        let by_then = |target: &&Target| target.set_on.last_day() <= day;
        self.targets.iter().rfind(by_then)
    }

    /// Returns each move of the date: the revision, with the days from the date before it, where both are dates.
    pub fn slips(&self) -> Vec<Slip<'_>> {
        let mut before: Option<PartialDate> = None;
        let mut slips = Vec::new();
        for target in &self.targets {
            let date = target.due.date();
            if target.reason.is_some() {
                let days = date
                    .zip(before)
                    .map(|(now, before)| (now.last_day() - before.last_day()).num_days());
                slips.push(Slip { target, days });
            }
            before = date.or(before);
        }
        slips
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::target::SlipReason;

    fn target(id: i64, set_on: &str, due: &str, reason: Option<SlipReason>) -> Target {
        let (set_on, due) = (set_on.parse().unwrap(), due.parse().unwrap());
        Target {
            id,
            set_on,
            due,
            reason,
            note: None,
            asked_by: None,
            cited: None,
        }
    }

    fn action(targets: Vec<Target>) -> Action {
        Action {
            id: 1,
            reference: "fenmarsh-2022/1.1".to_owned(),
            of: ActionOf::Recommendation(1),
            number: 1,
            words: "check addresses".to_owned(),
            owner: None,
            planned_on: None,
            asked_on: Some("2024-12-01".parse().unwrap()),
            targets,
            updates: Vec::new(),
            cited: None,
        }
    }

    fn update(on: &str, state: ActionState) -> Update {
        Update {
            id: 1,
            said_on: on.parse().unwrap(),
            state,
            note: None,
            cited: None,
        }
    }

    #[test]
    fn slips_add_up_to_current_minus_first() {
        let moved = action(vec![
            target(1, "2025-01-01", "2025-06-30", None),
            target(
                2,
                "2025-06-01",
                "September 2025",
                Some(SlipReason::Recruitment),
            ),
            target(3, "2025-09-01", "2026-03-31", Some(SlipReason::Funding)),
        ]);
        let days: Vec<_> = moved.slips().iter().map(|slip| slip.days).collect();
        assert_eq!(days, [Some(92), Some(182)]);
        let whole = moved.due().unwrap().last_day() - moved.first_due().unwrap().last_day();
        assert_eq!(days.into_iter().flatten().sum::<i64>(), whole.num_days());
    }

    #[test]
    fn an_action_counts_from_the_first_that_is_known_of_it() {
        let day = |text: &str| text.parse::<PartialDate>().unwrap();
        let counts = |action: &Action, on: &str| action.clone().as_at(day(on).last_day()).is_some();
        // Nothing was ever said of it: the publication.
        let mut silent = action(Vec::new());
        assert!(!counts(&silent, "2024-11-30") && counts(&silent, "2024-12-01"));
        silent.planned_on = Some(day("March 2025"));
        assert!(!counts(&silent, "2025-03-30") && counts(&silent, "2025-03-31"));
        // What was said before it was written down counts, too; what comes later does not show yet.
        let mut said = action(vec![target(1, "2025-01-15", "2025-06-30", None)]);
        said.planned_on = Some(day("2025-02-01"));
        assert!(!counts(&said, "2025-01-14") && counts(&said, "2025-01-15"));
        let later = action(vec![target(1, "2025-01-15", "2025-06-30", None)]);
        assert!(!counts(&later, "2024-12-31"));
        silent.targets = said.targets;
        silent.planned_on = Some(day("2025-01-01"));
        let between = silent.as_at(day("2025-01-10").last_day()).unwrap();
        assert_eq!(between.targets, []);
    }

    #[test]
    fn what_is_no_date_is_kept_as_words_and_is_never_late() {
        let ongoing = action(vec![target(1, "2025-01-01", "Ongoing", None)]);
        assert_eq!(ongoing.due(), None);
        assert_eq!(
            ongoing.days_after(ongoing.due(), "2030-01-01".parse().unwrap()),
            None
        );
        assert_eq!(
            ongoing.current_target().unwrap().due,
            Due::Words("Ongoing".to_owned())
        );
    }

    #[test]
    fn a_month_is_missed_after_its_last_day_and_what_is_done_is_not_late() {
        let mut due = action(vec![target(1, "2025-01-01", "June 2025", None)]);
        let late =
            |action: &Action, day: &str| action.days_after(action.due(), day.parse().unwrap());
        assert_eq!(
            (late(&due, "2025-06-30"), late(&due, "2025-07-01")),
            (None, Some(1))
        );
        due.updates = vec![update("2025-06-01", ActionState::Completed)];
        assert_eq!(late(&due, "2025-07-01"), None);
    }

    #[test]
    fn what_is_completed_late_is_late_against_the_date_in_force_then() {
        let mut moved = action(vec![
            target(1, "2025-01-01", "2025-03-31", None),
            target(2, "2025-03-01", "June 2025", Some(SlipReason::It)),
            target(3, "2026-01-01", "2026-06-30", Some(SlipReason::It)),
        ]);
        let late = |action: &Action, on: &str, state: ActionState| {
            let update = update(on, state);
            let due = action
                .target_at(&update)
                .and_then(|target| target.due.date());
            action.days_completed_after(due, &update)
        };
        assert_eq!(late(&moved, "2025-07-15", ActionState::Completed), Some(15));
        assert_eq!(late(&moved, "2025-06-30", ActionState::Completed), None);
        assert_eq!(late(&moved, "2025-07-15", ActionState::InProgress), None);
        moved.targets.clear();
        assert_eq!(late(&moved, "2025-07-15", ActionState::Completed), None);
    }
}
