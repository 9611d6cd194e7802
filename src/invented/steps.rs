//! Actions with their owners, target dates that slip, and what their owners say.

use chrono::{Datelike, NaiveDate};

use super::aftermath::Made;
use super::chance::{Chance, after};
use super::words::{Wordings, Words, filled};
use crate::domain::action::{ActionOf, ActionState, NewAction, NewUpdate};
use crate::domain::evidence::{NewEvidence, Shown};
use crate::domain::partial_date::PartialDate;
use crate::domain::target::{Due, NewTarget, SlipReason};
use crate::error::Result;
use crate::store::Change;

/// How often a target date is moved at most, and how often an owner reports before the end.
const MOST_MOVES: usize = 4;
const MOST_REPORTS: usize = 4;

/// Writes up to four actions of a recommendation with all that is said of them by a day.
pub fn write(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    made: &Made,
    planned: NaiveDate,
    day: NaiveDate,
) -> Result<()> {
    for _ in 0..chance.weighed(&[14, 36, 28, 15, 7]) {
        add(change, words, chance, made, (planned, day))?;
    }
    Ok(())
}

fn add(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    made: &Made,
    (planned, day): (NaiveDate, NaiveDate),
) -> Result<()> {
    let first = first_due(chance, planned);
    let list = words.list("actions");
    let entry = &list[chance.below(list.len())];
    let owner = chance.percent(96).then(|| words.one(made.owners, chance));
    let dated = first.as_ref().and_then(Due::date);
    let id = change.add_action(&NewAction {
        of: ActionOf::Recommendation(made.id),
        words: filled(entry[0], made.topic, chance),
        owner: owner.map(str::to_owned),
        planned_on: planned.into(),
        target: first,
        cited: None,
    })?;
    let course = Course {
        change,
        words,
        entry,
        action: id,
        planned,
        end: end(
            chance,
            (planned, dated.map_or(planned, PartialDate::last_day)),
            (made.zeal, day),
        ),
        day,
    };
    if let Some(due) = dated {
        course.slip(chance, due.last_day())?;
    }
    course.report(chance)
}

/// Returns the first target: the end of a month, a month, words, or none.
fn first_due(chance: &mut Chance, planned: NaiveDate) -> Option<Due> {
    let months = [3, 4, 6, 6, 9, 12][chance.below(6)];
    let month = PartialDate::Day(after(planned, 30 * months));
    let (year, number) = (month.first_day().year(), month.first_day().month());
    let month = PartialDate::Month(year, number);
    match chance.weighed(&[60, 30, 6, 4]) {
        0 => Some(Due::On(PartialDate::Day(month.last_day()))),
        1 => Some(Due::On(month)),
        2 => Some(Due::Words("ongoing".to_owned())),
        _ => None,
    }
}

/// Returns the day on which an action ends: with much zeal about its first target, with little late or never.
fn end(
    chance: &mut Chance,
    (planned, due): (NaiveDate, NaiveDate),
    (zeal, day): (i64, NaiveDate),
) -> Option<NaiveDate> {
    let late = match zeal {
        65.. => chance.between(-70, 60),
        35..=64 => chance.between(-30, 300),
        _ => chance.between(90, 700),
    };
    // What is older than that was found by somebody and brought to an end.
    let is_recent = (day - planned).num_days() < 1400;
    let is_forgotten = chance.percent(if zeal < 35 { 16 } else { 5 });
    (!is_forgotten || !is_recent).then(|| after(due, late))
}

/// One action between the day on which it was planned and the last day that is known.
struct Course<'a> {
    change: &'a Change<'a>,
    words: &'a Words,
    /// What is to be done, what is said of it at the end, what shows it
    entry: &'a Wordings,
    action: i64,
    planned: NaiveDate,
    /// When it ends; nothing: nobody remembers it
    end: Option<NaiveDate>,
    day: NaiveDate,
}

impl Course<'_> {
    /// Moves the target date until it lies behind the end, or nobody asks any more.
    fn slip(&self, chance: &mut Chance, first: NaiveDate) -> Result<()> {
        let (mut due, mut last) = (first, self.planned);
        for _ in 0..MOST_MOVES {
            let moved = chance.days_after(due, -25, 15).max(last);
            let is_late = self.end.is_some_and(|end| end > due);
            if !is_late || moved > self.day || !chance.percent(70) {
                break;
            }
            due = month_end(after(due, 31 * chance.between(2, 7)));
            self.change
                .reschedule(self.action, &self.revision(chance, due, moved))?;
            last = moved;
        }
        Ok(())
    }

    fn revision(&self, chance: &mut Chance, due: NaiveDate, moved: NaiveDate) -> NewTarget {
        let reasons = &SlipReason::ALL[..8];
        let reason = reasons[chance.weighed(&[26, 10, 8, 10, 16, 8, 18, 4])];
        let note = chance.percent(55) || reason == SlipReason::Other;
        NewTarget {
            due: Due::On(due.into()),
            set_on: moved.into(),
            reason,
            note: note.then(|| self.words.one(reason.words(), chance).to_owned()),
            asked_by: chance
                .percent(70)
                .then(|| self.words.one("asked by", chance).to_owned()),
            cited: None,
        }
    }

    /// Lets the owner speak every few months, until the action ends.
    fn report(&self, chance: &mut Chance) -> Result<()> {
        let until = self.end.unwrap_or(self.day).min(self.day);
        let mut said_on = chance.days_after(self.planned, 30, 110);
        for number in 0..MOST_REPORTS {
            if said_on >= until {
                break;
            }
            let is_waiting = number == 0 && chance.percent(35);
            let (state, note) = match is_waiting {
                true => (ActionState::NotStarted, self.words.one("not yet", chance)),
                false => (ActionState::InProgress, self.so_far(number, chance)),
            };
            self.say(chance, (state, note), said_on)?;
            said_on = chance.days_after(said_on, 60, 200);
        }
        match self.end.filter(|end| *end <= self.day) {
            Some(end) => self.finish(chance, end.max(self.planned)),
            None => Ok(()),
        }
    }

    /// Returns what is said of work in progress: the later the more is done.
    fn so_far(&self, number: usize, chance: &mut Chance) -> &'static str {
        let list = self.words.list("started");
        let part = list.len() / MOST_REPORTS;
        list[number * part + chance.below(part)][0]
    }

    fn finish(&self, chance: &mut Chance, on: NaiveDate) -> Result<()> {
        let (state, note) = match chance.percent(90) {
            true => (ActionState::Completed, self.entry[1]),
            false => (
                ActionState::Discontinued,
                self.words.one("discontinued", chance),
            ),
        };
        let update = self.say(chance, (state, note), on)?;
        if state == ActionState::Discontinued || chance.percent(40) {
            return Ok(());
        }
        self.change.add_evidence(&NewEvidence {
            shown: Shown::ForUpdate(update),
            address: filled(self.entry[2], "", chance),
            file: None,
            kept: false,
        })?;
        Ok(())
    }

    fn say(
        &self,
        chance: &mut Chance,
        (state, note): (ActionState, &str),
        on: NaiveDate,
    ) -> Result<i64> {
        let has_note = chance.percent(80) || state == ActionState::Discontinued;
        self.change.update_action(
            self.action,
            &NewUpdate {
                said_on: on.into(),
                state,
                note: has_note.then(|| note.to_owned()),
                cited: None,
            },
        )
    }
}

fn month_end(day: NaiveDate) -> NaiveDate {
    PartialDate::Month(day.year(), day.month()).last_day()
}
