//! What changed about a recommendation that stayed outstanding between two days.

use chrono::NaiveDate;

use crate::domain::action::Action;
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::{Found, Standing};
use crate::report::item::with_place;
use crate::report::plan::{answer, late, number};
use crate::store::{Line, Survey};

/// A change: its rank in the list, what changed, and how.
pub(super) type Changed = (u8, &'static str, String);

/// Returns what changed about a recommendation between two surveys of it.
pub(super) fn changes(
    before: (&Survey, &Line<'_>),
    after: (&Survey, &Line<'_>),
    then: NaiveDate,
) -> Vec<Changed> {
    let mut changes = Vec::new();
    changes.extend(graded(&before.1.standing, after));
    changes.extend(answered(&before.1.standing, &after.1.standing));
    let id = after.1.item.recommendation_id;
    let is_owed = !after.1.standing.is_not_agreed();
    for action in after.0.actions_of(id) {
        let old = before.0.actions_of(id);
        let old = old.iter().find(|old| old.id == action.id);
        changes.extend(ended(old, action));
        changes.extend(slipped(old, action));
        let was_owed = !before.1.standing.is_not_agreed();
        let was_late = was_owed && old.is_some_and(|old| old.days_after(old.due(), then).is_some());
        if is_owed && !was_late {
            changes.extend(overdue(action, after.0.scope.day));
        }
    }
    changes
}

/// Says which grades are in force that were not.
fn graded(was: &Standing<'_>, (survey, line): (&Survey, &Line<'_>)) -> Option<Changed> {
    fn grades<'l>(standing: &Standing<'l>) -> Vec<&'l Found> {
        let parts = standing.at_parts.iter().copied();
        standing.grade.into_iter().chain(parts).collect()
    }
    let known: Vec<i64> = grades(was).iter().map(|found| found.finding_id).collect();
    let new: Vec<String> = grades(&line.standing)
        .into_iter()
        .filter(|found| !known.contains(&found.finding_id))
        .map(|found| with_place(&survey.bodies, found))
        .collect();
    let before = was
        .grade
        .map(|found| format!("; before: {}", found.progress));
    (!new.is_empty()).then(|| (1, "Graded", new.join("; ") + &before.unwrap_or_default()))
}

fn answered(was: &Standing<'_>, is: &Standing<'_>) -> Option<Changed> {
    let changed =
        was.response.map(|response| response.answer) != is.response.map(|response| response.answer);
    changed.then(|| {
        let before = was
            .response
            .map(|response| format!("; before: {}", response.answer));
        (
            2,
            "Answered",
            answer(is).to_owned() + &before.unwrap_or_default(),
        )
    })
}

fn ended(old: Option<&Action>, action: &Action) -> Option<Changed> {
    let was_ended = old.is_some_and(Action::is_ended);
    let update = action
        .newest_update()
        .filter(|_| action.is_ended() && !was_ended)?;
    let owner = action.owner.as_deref().unwrap_or("its owner");
    let said = format!(
        "{} {}, says {owner}, {}",
        number(action),
        update.state,
        update.said_on.for_people()
    );
    Some((3, "Action ended", said))
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
    Some((4, "Target date moved", said))
}

fn overdue(action: &Action, day: NaiveDate) -> Option<Changed> {
    let (days, due) = (action.days_after(action.due(), day)?, action.due()?);
    let said = format!(
        "{} due {}, {}",
        number(action),
        PartialDate::for_people(due),
        late(days)
    );
    Some((5, "Newly overdue", said))
}
