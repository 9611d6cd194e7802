//! What HMPPS answered to an item and what is done about it, as far as one line can say.

use crate::domain::action::{Action, Update};
use crate::domain::body::Bodies;
use crate::domain::escalation::{Escalated, Escalation};
use crate::domain::partial_date::PartialDate;
use crate::domain::response::Answer;
use crate::domain::standing::{Standing, State};
use crate::domain::words::beginning;
use crate::store::{Line, Survey};

/// What the service answered and does about an item. It stands beside what inspectors found and
/// is not part of it.
pub(super) struct Plan<'s> {
    /// The action that is due first among those that have not ended
    pub(super) next: Option<&'s Action>,
    /// All of them
    actions: &'s [Action],
    /// How many have not ended
    open: usize,
    /// The days by which the next action is late (rule 16)
    pub(super) days_late: Option<i64>,
    /// What waits for an answer from above
    pub(super) escalated: Vec<&'s Escalation>,
}

impl<'s> Plan<'s> {
    pub(super) fn of(survey: &'s Survey, line: &Line<'_>) -> Plan<'s> {
        let actions = survey.actions_of(line.item.recommendation_id);
        let open = || actions.iter().filter(|action| !action.is_ended());
        let next = open().min_by_key(|action| {
            (
                action.due().is_none(),
                action.due().map(PartialDate::last_day),
                action.number,
            )
        });
        let is_owed = line.standing.state == State::Outstanding && !line.standing.is_not_agreed();
        let day = survey.scope.day;
        Plan {
            next,
            open: open().count(),
            actions,
            days_late: next
                .and_then(|next| next.days_after(next.due(), day))
                .filter(|_| is_owed),
            escalated: survey.open_escalations(line.item),
        }
    }

    /// Says what was answered, what is next, by whom and by when, and how late it is.
    pub(super) fn in_words(&self, bodies: &Bodies, standing: &Standing<'_>) -> String {
        let mut said = vec![answer(standing).to_owned()];
        match self.next {
            Some(next) => said.push(self.next_in_words(next)),
            None => said.extend(self.all_ended()),
        }
        said.extend(self.escalated.iter().map(|open| {
            let (what, to) = (self.which(open), bodies.name(open.to));
            format!("{what}escalated to {to}")
        }));
        said.join("; ")
    }

    /// Says what is next, and what was escalated, for a column of its own.
    pub(super) fn next_step(&self, bodies: &Bodies) -> Option<String> {
        let mut said = Vec::new();
        match self.next {
            Some(next) => said.push(format!("{} {}{}", number(next), next.words, self.more())),
            None => said.extend(self.all_ended()),
        }
        said.extend(self.escalated.iter().map(|open| {
            let (to, on) = (bodies.name(open.to), PartialDate::from(open.raised_on));
            let raised = match self.which(open) {
                which if which.is_empty() => "Escalated".to_owned(),
                which => format!("{which}escalated"),
            };
            format!("{raised} to {to}, {}: {}", on.for_people(), open.reason)
        }));
        Some(said.join("\n")).filter(|said| !said.is_empty())
    }

    /// Names the action that was escalated, before what is said of it; nothing: the whole item.
    fn which(&self, open: &Escalation) -> String {
        let Escalated::Action(id) = open.of else {
            return String::new();
        };
        let action = self.actions.iter().find(|action| action.id == id);
        action.map_or(String::new(), |action| format!("{} ", number(action)))
    }

    /// Says by when the next action is due, and by when it was due at first.
    pub(super) fn targets(&self) -> Option<String> {
        let next = self.next?;
        match (next.current_target(), next.first_target()) {
            (Some(current), Some(first)) if current.id != first.id => Some(format!(
                "{}\n(first {})",
                current.due.quoted(),
                first.due.quoted()
            )),
            (Some(current), _) => Some(current.due.quoted()),
            (None, _) => Some("No target date".to_owned()),
        }
    }

    /// Returns the words of a target that is no date.
    pub(super) fn target_in_words(&self) -> Option<String> {
        let current = self.next?.current_target()?;
        current
            .due
            .date()
            .is_none()
            .then(|| current.due.to_string())
    }

    /// Returns whom what is escalated was escalated to.
    pub(super) fn escalated_to(&self, bodies: &Bodies) -> Vec<String> {
        let to = self.escalated.iter().map(|open| bodies.name(open.to));
        to.map(str::to_owned).collect()
    }

    fn more(&self) -> String {
        match self.open {
            0 | 1 => String::new(),
            open => format!(" ({} more)", open - 1),
        }
    }

    fn all_ended(&self) -> Option<String> {
        let all = self.actions.len();
        (all > 0).then(|| format!("{all} of {all} actions reported ended"))
    }

    fn next_in_words(&self, next: &Action) -> String {
        let owner = next
            .owner
            .as_ref()
            .map(|owner| format!(", {owner}"))
            .unwrap_or_default();
        let by = match (next.current_target(), next.first_target()) {
            (Some(current), Some(first)) if current.id != first.id => {
                format!(
                    ", {} (first {})",
                    current.due.in_a_sentence(),
                    first.due.quoted()
                )
            }
            (Some(current), _) => format!(", {}", current.due.in_a_sentence()),
            (None, _) => ", no target date".to_owned(),
        };
        let late = self
            .days_late
            .map(|days| format!(", {}", late(days)))
            .unwrap_or_default();
        format!(
            "{} {}{owner}{by}{late}{}",
            number(next),
            beginning(&next.words, 40),
            self.more()
        )
    }
}

/// Says by how much a date was missed.
pub(super) fn late(days: i64) -> String {
    format!("{} late", in_days(days))
}

fn in_days(days: i64) -> String {
    match days {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

/// Says what was answered to an item, what is next, by whom and by when, and what was escalated.
pub(super) fn plan_in_words(survey: &Survey, line: &Line<'_>) -> String {
    Plan::of(survey, line).in_words(&survey.bodies, &line.standing)
}

/// Returns what HMPPS answered last.
pub(super) fn answer(standing: &Standing<'_>) -> &'static str {
    match standing.response.map(|response| response.answer) {
        Some(Answer::Agreed) => "Agreed",
        Some(Answer::PartlyAgreed) => "Partly agreed",
        Some(Answer::NotAgreed) => "Not agreed",
        None => "Not answered",
    }
}

/// Returns what HMPPS answered last; of what it did not agree to in full also why, and which part.
pub(super) fn answer_with_reason(standing: &Standing<'_>) -> String {
    let mut said = answer(standing).to_owned();
    if let Some(response) = standing.response {
        said.extend(
            response
                .reason
                .map(|reason| format!(" ({})", reason.words())),
        );
        said.extend(response.part.as_ref().map(|part| format!(": {part}")));
        let words = response.words.as_deref();
        said.extend(words.map(|words| format!(". {}", beginning(words, 200))));
    }
    said
}

/// Says by how many days an update that says completed came after the target date in force, and
/// after the first one where that was moved; nothing where it came in time.
pub(super) fn completed_late(action: &Action, update: &Update) -> String {
    let late = |due| action.days_completed_after(due, update);
    let (target, first) = (action.target_at(update), action.first_target());
    let current = late(target.and_then(|target| target.due.date()));
    let was_moved = target.map(|target| target.id) != first.map(|first| first.id);
    let first = late(action.first_due()).filter(|_| was_moved);
    let after = |days: Option<i64>, which: &str| {
        let days = days.map(|days| format!(", {} after {which}", in_days(days)));
        days.unwrap_or_default()
    };
    after(current, "its target date") + &after(first, "its first target date")
}

/// Returns an action's number within its inspection: `11.2`.
pub(super) fn number(action: &Action) -> &str {
    action.reference.rsplit('/').next().unwrap_or_default()
}
