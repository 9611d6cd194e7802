//! What changed about a recommendation that stayed outstanding between two days.

use chrono::NaiveDate;

use crate::domain::action::Action;
use crate::domain::escalation::Escalation;
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::{Found, Standing};
use crate::report::item::with_place;
use crate::report::plan::{answer, late, number};
use crate::store::{Line, Survey};

/// A change: its rank in the list, what changed, and how.
pub(super) type Changed = (u8, &'static str, String);

/// One recommendation on the two sides of a meeting.
pub(super) struct Both<'c> {
    /// The register and the recommendation as they were known then
    pub(super) before: (&'c Survey, &'c Line<'c>),
    /// As they are known now
    pub(super) after: (&'c Survey, &'c Line<'c>),
    /// The day of the meeting
    pub(super) then: NaiveDate,
}

/// Says of a fact that it is older than the meeting and was recorded after it.
pub(super) fn if_recorded_since(on: PartialDate, then: NaiveDate) -> &'static str {
    if on.last_day() <= then {
        ", recorded since"
    } else {
        ""
    }
}

impl Both<'_> {
    /// Returns what changed.
    pub(super) fn changes(&self) -> Vec<Changed> {
        let mut changes = Vec::new();
        changes.extend(self.graded());
        changes.extend(self.answered());
        changes.extend(self.escalations());
        let id = self.after.1.item.recommendation_id;
        for action in self.after.0.actions_of(id) {
            let old = self.before.0.actions_of(id);
            let old = old.iter().find(|old| old.id == action.id);
            changes.extend(self.planned(old, action));
            changes.extend(self.ended(old, action));
            changes.extend(slipped(old, action));
            changes.extend(self.newly_overdue(old, action));
        }
        changes
    }

    /// Says which grades are in force that were not.
    fn graded(&self) -> Option<Changed> {
        fn grades<'l>(standing: &Standing<'l>) -> Vec<&'l Found> {
            let parts = standing.at_parts.iter().copied();
            standing.grade.into_iter().chain(parts).collect()
        }
        let (survey, line) = self.after;
        let was = &self.before.1.standing;
        let known: Vec<i64> = grades(was).iter().map(|found| found.finding_id).collect();
        let new: Vec<String> = grades(&line.standing)
            .into_iter()
            .filter(|found| !known.contains(&found.finding_id))
            .map(|found| {
                let late = if_recorded_since(found.published, self.then);
                with_place(&survey.bodies, found) + late
            })
            .collect();
        let before = was
            .grade
            .map(|found| format!("; before: {}", found.progress));
        (!new.is_empty()).then(|| (1, "Graded", new.join("; ") + &before.unwrap_or_default()))
    }

    fn answered(&self) -> Option<Changed> {
        let (was, is) = (&self.before.1.standing, &self.after.1.standing);
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
        let id = self.after.1.item.recommendation_id;
        let old = self.before.0.escalations_of(id);
        let mut changes = Vec::new();
        for escalation in self.after.0.escalations_of(id) {
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
        let is_owed = |line: &Line<'_>| !line.standing.is_not_agreed();
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

/// Says how a date moved that was there before.
fn slipped(old: Option<&Action>, action: &Action) -> Option<Changed> {
    let (was, is) = (old?.current_target()?, action.current_target()?);
    if was.id == is.id {
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
