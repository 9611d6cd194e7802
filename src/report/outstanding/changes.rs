//! What changed about a recommendation that stayed outstanding between two days.

use chrono::NaiveDate;

use crate::domain::action::Action;
use crate::domain::body::BodyId;
use crate::domain::escalation::Escalation;
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::{Found, Standing, State};
use crate::report::comparison::if_recorded_since;
use crate::report::item::with_place;
use crate::report::plan::{answer, late, number};
use crate::store::{Line, Survey};

/// A change: its rank in the list, what changed, and how.
pub(super) type Changed = (u8, &'static str, String);

/// One recommendation that is outstanding on both sides of a meeting.
pub(super) struct Both<'c> {
    /// The register and the lines of the recommendation as they were known then
    pub(super) before: (&'c Survey, &'c [&'c Line<'c>]),
    /// As they are known now: one line at least
    pub(super) after: (&'c Survey, &'c [&'c Line<'c>]),
    /// The day of the meeting
    pub(super) then: NaiveDate,
}

impl Both<'_> {
    /// Returns what changed, each once however many units hold the recommendation.
    pub(super) fn changes(&self) -> Vec<Changed> {
        let mut changes = Vec::new();
        for line in self.after.1 {
            let is_same = |old: &&&Line<'_>| {
                old.item.addressee == line.item.addressee
                    && old.standing.holder == line.standing.holder
            };
            if let Some(old) = self.before.1.iter().find(is_same) {
                let of_unit = self.graded(&old.standing, &line.standing).into_iter();
                let of_unit = of_unit.chain(self.answered(&old.standing, &line.standing));
                changes.extend(of_unit.map(|change| self.with_unit(change, line)));
            }
        }
        changes.extend(self.escalations());
        changes.extend(self.actions());
        changes.dedup();
        changes
    }

    /// Names the unit where the recommendation stands under several.
    fn with_unit(&self, (rank, what, how): Changed, line: &Line<'_>) -> Changed {
        let unit = self.after.0.bodies.name(line.standing.holder);
        match self.after.1.len() {
            1 => (rank, what, how),
            _ => (rank, what, format!("{unit}: {how}")),
        }
    }

    fn id(&self) -> i64 {
        self.after.1[0].item.recommendation_id
    }

    fn actions(&self) -> Vec<Changed> {
        let mut changes = Vec::new();
        for action in self.after.0.actions_of(self.id()) {
            let old = self.before.0.actions_of(self.id());
            let old = old.iter().find(|old| old.id == action.id);
            changes.extend(self.planned(old, action));
            changes.extend(self.ended(old, action));
            changes.extend(taken_up_again(old, action));
            changes.extend(slipped(old, action));
            changes.extend(self.newly_overdue(old, action));
        }
        changes
    }

    /// Says which grades are in force that were not, which were corrected, and which were taken back.
    fn graded(&self, was: &Standing<'_>, is: &Standing<'_>) -> Vec<Changed> {
        let (was, is) = (grades(was), grades(is));
        let bodies = &self.after.0.bodies;
        let mut changes = Vec::new();
        for (slot, found) in &is {
            let old = was.iter().find(|(other, _)| other == slot);
            let before = old.map_or(String::new(), |(_, old)| {
                format!("; before: {}", old.progress)
            });
            let late = if_recorded_since(found.published, self.then);
            let now = with_place(bodies, found);
            match old.map(|(_, old)| (old.finding_id, old.progress)) {
                Some((id, progress)) if id == found.finding_id && progress == found.progress => {}
                Some((id, _)) if id == found.finding_id => {
                    changes.push((1, "Grade corrected", format!("{now}{before}")));
                }
                Some((id, _)) if id > found.finding_id => {
                    changes.push((
                        1,
                        "Grade taken back",
                        format!("in force again: {now}{before}"),
                    ));
                }
                _ => changes.push((1, "Graded", format!("{now}{late}{before}"))),
            }
        }
        let gone = was
            .iter()
            .filter(|(slot, _)| is.iter().all(|(other, _)| other != slot));
        changes.extend(
            gone.map(|(_, old)| (1, "Grade taken back", format!("before: {}", old.progress))),
        );
        changes
    }

    fn answered(&self, was: &Standing<'_>, is: &Standing<'_>) -> Option<Changed> {
        let given = |standing: &Standing<'_>| standing.response.map(|response| response.answer);
        if given(was) == given(is) {
            return None;
        }
        let on = is.response.map(|response| {
            let late = if_recorded_since(response.on, self.then);
            format!(", {}{late}", response.on.for_people())
        });
        let before = was
            .response
            .map(|response| format!("; before: {}", response.answer));
        let said = answer(is).to_owned() + &on.unwrap_or_default() + &before.unwrap_or_default();
        Some((2, "Answered", said))
    }

    /// Says what was escalated, and what came of it.
    fn escalations(&self) -> Vec<Changed> {
        let old = self.before.0.escalations_of(self.id());
        let mut changes = Vec::new();
        for escalation in self.after.0.escalations_of(self.id()) {
            let known = old.iter().find(|known| known.id == escalation.id);
            if known.is_none() {
                changes.push(self.raised(escalation));
            }
            if known.is_none_or(|known| known.is_open(self.then)) {
                changes.extend(self.ended_escalation(escalation));
            }
        }
        changes
    }

    fn raised(&self, escalation: &Escalation) -> Changed {
        let raised = PartialDate::from(escalation.raised_on);
        let said = format!(
            "to {}, {}{}: {}",
            self.after.0.bodies.name(escalation.to),
            raised.for_people(),
            if_recorded_since(raised, self.then),
            escalation.reason
        );
        (3, "Escalated", said)
    }

    fn ended_escalation(&self, escalation: &Escalation) -> Option<Changed> {
        let ended = escalation.ended.as_ref();
        let ended = ended.filter(|ended| ended.on <= self.after.0.scope.day)?;
        let on = PartialDate::from(ended.on);
        let words = ended.words.as_ref().map(|words| format!(": {words}"));
        let said = format!(
            "{} by {}, {}{}{}",
            ended.outcome,
            self.after.0.bodies.name(escalation.to),
            on.for_people(),
            if_recorded_since(on, self.then),
            words.unwrap_or_default()
        );
        Some((3, "Escalation ended", said))
    }

    fn planned(&self, old: Option<&Action>, action: &Action) -> Option<Changed> {
        if old.is_some() {
            return None;
        }
        let owner = action.owner.as_ref().map(|owner| format!(", {owner}"));
        let by = action.current_target();
        let by = by.map(|target| format!(", {}", target.due.in_a_sentence()));
        let said = format!(
            "{} {}{}{}",
            number(action),
            action.words,
            owner.unwrap_or_default(),
            by.unwrap_or_default()
        );
        Some((4, "Action planned", said))
    }

    fn ended(&self, old: Option<&Action>, action: &Action) -> Option<Changed> {
        let was_ended = old.is_some_and(Action::is_ended);
        let update = action.newest_update();
        let update = update.filter(|_| action.is_ended() && !was_ended)?;
        let owner = action.owner.as_deref().unwrap_or("its owner");
        let said = format!(
            "{} {}, says {owner}, {}{}",
            number(action),
            update.state,
            update.said_on.for_people(),
            if_recorded_since(update.said_on, self.then)
        );
        Some((5, "Action ended", said))
    }

    fn newly_overdue(&self, old: Option<&Action>, action: &Action) -> Option<Changed> {
        let is_owed = |lines: &[&Line<'_>]| {
            lines.iter().any(|line| {
                line.standing.state == State::Outstanding && !line.standing.is_not_agreed()
            })
        };
        let late_then = |old: &Action| old.days_after(old.due(), self.then).is_some();
        let was_late = is_owed(self.before.1) && old.is_some_and(late_then);
        let due = action.due()?;
        let days = action.days_after(Some(due), self.after.0.scope.day)?;
        let said = format!(
            "{} due {}, {}",
            number(action),
            due.for_people(),
            late(days)
        );
        (is_owed(self.after.1) && !was_late).then_some((7, "Newly overdue", said))
    }
}

/// Returns the grades in force, each with where it holds: for the whole, or at a part.
fn grades<'l>(standing: &Standing<'l>) -> Vec<(Option<Option<BodyId>>, &'l Found)> {
    let whole = standing.grade.map(|found| (None, found));
    let parts = standing.at_parts.iter();
    let parts = parts.map(|found| (Some(found.inspected), *found));
    whole.into_iter().chain(parts).collect()
}

fn taken_up_again(old: Option<&Action>, action: &Action) -> Option<Changed> {
    let update = action.newest_update()?;
    let is_again = old?.is_ended() && !action.is_ended();
    let said = format!(
        "{} {}, {}",
        number(action),
        update.state,
        update.said_on.for_people()
    );
    is_again.then_some((5, "Action taken up again", said))
}

/// Says how a date moved, or was corrected, that was there before; or that one was set.
fn slipped(old: Option<&Action>, action: &Action) -> Option<Changed> {
    let is = action.current_target()?;
    let Some(was) = old?.current_target() else {
        let said = format!("{} {}", number(action), is.due.in_a_sentence());
        return Some((6, "Target date set", said));
    };
    if was.id == is.id && was.due == is.due {
        return None;
    }
    let days = was.due.date().zip(is.due.date()).map(|(was, is)| {
        let days = (is.last_day() - was.last_day()).num_days();
        match days {
            1 => ", 1 day later".to_owned(),
            days if days < 0 => format!(", {} days earlier", -days),
            days => format!(", {days} days later"),
        }
    });
    let reason = is.reason.map(|reason| format!(" ({reason})"));
    let said = format!(
        "{} from {} to {}{}{}",
        number(action),
        was.due.quoted(),
        is.due.quoted(),
        days.unwrap_or_default(),
        reason.unwrap_or_default()
    );
    Some((6, "Target date moved", said))
}
