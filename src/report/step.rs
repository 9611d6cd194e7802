//! The actions that a filter takes, each once: what every report on the action plan is made of.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Filter, selection};
use crate::document::{Cell, Column};
use crate::domain::action::{Action, ActionOf};
use crate::domain::escalation::Escalation;
use crate::domain::response::Answer;
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Store, Survey};

/// An action with what it belongs to, as both stood on a day.
#[derive(Clone, Debug)]
pub struct Step {
    /// The action
    pub action: Action,
    /// The words of the recommendation, or of the alert
    pub about: String,
    /// Under whom it stands
    pub unit: String,
    /// What HMPPS answered last
    pub answer: Option<Answer>,
    /// Whether the recommendation is outstanding; an alert has no end
    pub is_outstanding: bool,
    /// Escalations of the action or of its recommendation that wait for an answer
    pub escalated: Vec<Escalation>,
}

impl Step {
    /// Returns the days by which the current date was missed (rule 16); nothing where it was not.
    pub fn days_overdue(&self, day: NaiveDate) -> Option<i64> {
        let is_owed = self.is_outstanding && self.answer != Some(Answer::NotAgreed);
        self.action
            .days_after(self.action.due(), day)
            .filter(|_| is_owed)
    }
}

/// Returns the actions of a filter as at a day, by unit, then reference.
pub fn steps(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Vec<Step>> {
    let survey = store.survey(filter.asked, day)?;
    let lines = selection(&survey, filter);
    let mut seen = BTreeSet::new();
    let mut steps = Vec::new();
    for line in lines.iter().filter(|line| line.heading.counts()) {
        let id = line.item.recommendation_id;
        if !seen.insert(id) {
            continue;
        }
        let is_outstanding = lines.iter().any(|other| {
            other.item.recommendation_id == id && other.standing.state == State::Outstanding
        });
        for action in survey.actions_of(id) {
            steps.push(Step {
                escalated: survey.open_escalations(id).into_iter().cloned().collect(),
                about: line.item.words.clone(),
                unit: survey.bodies.name(line.standing.holder).to_owned(),
                answer: line.standing.response.map(|response| response.answer),
                is_outstanding,
                action: action.clone(),
            });
        }
    }
    steps.extend(alert_steps(store, &survey, filter, day)?);
    steps.retain(|step| {
        filter
            .owner
            .as_ref()
            .is_none_or(|owner| step.action.is_owned_by(owner))
    });
    Ok(steps)
}

/// Returns what was announced under the alerts of inspections of the bodies that were asked about.
fn alert_steps(
    store: &Store,
    survey: &Survey,
    filter: &Filter,
    day: NaiveDate,
) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let is_narrowed =
        filter.progress.is_some() || filter.addressee_kind.is_some() || !filter.without.is_empty();
    for inspection in store.inspections_with_alerts(day)? {
        let in_scope = inspection
            .body_id
            .is_none_or(|body| survey.scope.below.contains(&body));
        let is_asked = filter
            .inspection
            .as_ref()
            .is_none_or(|code| *code == inspection.code);
        if is_narrowed || !in_scope || !is_asked {
            continue;
        }
        for alert in store.alerts(inspection.id)? {
            for action in store.actions_under(ActionOf::Alert(alert.id), day)? {
                let escalated = store.escalations_of_action(action.id)?;
                steps.push(Step {
                    escalated: escalated
                        .into_iter()
                        .filter(|open| open.is_open(day))
                        .collect(),
                    about: alert.words.clone(),
                    unit: inspection
                        .body_id
                        .map_or(String::new(), |body| survey.bodies.name(body).to_owned()),
                    answer: None,
                    is_outstanding: true,
                    action,
                });
            }
        }
    }
    Ok(steps)
}

/// The columns of an action, the same in every report on the plan.
pub(super) const COLUMNS: [Column; 14] = [
    Column::new("reference", "Action"),
    Column::new("action", "What is to be done"),
    Column::new("owner", "Responsible Owner"),
    Column::on_paper("target", "Target date"),
    Column::on_paper("state_and_date", "Owner says"),
    Column::in_data("unit", "Unit or organisation"),
    Column::in_data("about", "Recommendation"),
    Column::in_data("first_target", "First target date"),
    Column::in_data("current_target", "Target date"),
    Column::in_data("target_words", "Target in words"),
    Column::in_data("days_late", "Days late"),
    Column::in_data(
        "days_late_against_first",
        "Days late against the first date",
    ),
    Column::in_data("state", "State"),
    Column::in_data("said_on", "Said on"),
];

/// Makes the cells of an action.
pub(super) fn cells(step: &Step, day: NaiveDate) -> Vec<Cell> {
    let action = &step.action;
    let newest = action.newest_update();
    let words = action
        .current_target()
        .filter(|target| target.due.date().is_none());
    vec![
        Cell::Reference(action.reference.clone()),
        Cell::Text(action.words.clone()),
        Cell::text_or_nothing(action.owner.clone()),
        target(action),
        Cell::Text(said(step, day)),
        Cell::Text(step.unit.clone()),
        Cell::Text(step.about.clone()),
        Cell::date_or_nothing(action.first_due()),
        Cell::date_or_nothing(action.due()),
        Cell::text_or_nothing(words.map(|target| target.due.to_string())),
        number(step.days_overdue(day)),
        number(
            step.days_overdue(day)
                .and(action.days_after(action.first_due(), day)),
        ),
        Cell::text_or_nothing(newest.map(|update| update.state.words())),
        Cell::date_or_nothing(newest.map(|update| update.said_on)),
    ]
}

pub(super) fn number(number: Option<i64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

/// The date in force; where it was moved, the first too.
pub(super) fn target(action: &Action) -> Cell {
    let Some(current) = action.current_target() else {
        return Cell::Text("none".to_owned());
    };
    match action.first_target() {
        Some(first) if first.id != current.id => {
            Cell::Text(format!("{} (first {})", current.due, first.due))
        }
        _ => current
            .due
            .date()
            .map_or_else(|| Cell::Text(current.due.to_string()), Cell::Date),
    }
}

/// What the owner said last, and how late it is.
pub(super) fn said(step: &Step, day: NaiveDate) -> String {
    let said = step
        .action
        .newest_update()
        .map_or("nothing yet".to_owned(), |update| {
            let note = update
                .note
                .as_ref()
                .map(|note| format!(": {note}"))
                .unwrap_or_default();
            format!("{}, {}{note}", update.state, update.said_on.for_people())
        });
    match step.days_overdue(day) {
        Some(1) => format!("{said}; 1 day late"),
        Some(days) => format!("{said}; {days} days late"),
        None => said,
    }
}
