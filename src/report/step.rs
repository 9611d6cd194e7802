//! The actions that a filter takes, each once: what every report on the action plan is made of.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::plan::{completed_late, late};
use super::{Filter, selection};
use crate::document::{Cell, Column};
use crate::domain::action::{Action, ActionOf};
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::State;
use crate::domain::target::Target;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// An action with what it belongs to, as both stood on a day.
#[derive(Clone, Debug)]
pub struct Step {
    /// The action
    pub action: Action,
    /// The words of the recommendation, or of the alert
    pub about: String,
    /// Under whom it stands: all of them, where the recommendation is joint
    pub unit: String,
    /// Whether the recommendation is outstanding; an alert has no end
    pub is_outstanding: bool,
    /// Whether it is outstanding where it was not "not agreed", so that a date can be missed (rule 16)
    pub is_owed: bool,
}

impl Step {
    /// Returns the days by which the current date was missed (rule 16); nothing where it was not.
    pub fn days_overdue(&self, day: NaiveDate) -> Option<i64> {
        self.days_after(self.action.due(), day)
    }

    /// Returns the days by which the first date was missed; nothing where it was not.
    pub fn days_after_first(&self, day: NaiveDate) -> Option<i64> {
        self.days_after(self.action.first_due(), day)
    }

    fn days_after(&self, due: Option<PartialDate>, day: NaiveDate) -> Option<i64> {
        let days = self.action.days_after(due, day);
        days.filter(|_| self.is_owed)
    }

    /// Returns the alert that it is announced under, if it is.
    pub fn alert(&self) -> Option<i64> {
        match self.action.of {
            ActionOf::Alert(id) => Some(id),
            ActionOf::Recommendation(_) => None,
        }
    }
}

/// Returns the actions of a filter as at a day, by unit, then reference; of what counts in the totals.
pub fn steps(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Vec<Step>> {
    let survey = store.survey(filter.asked, day)?;
    let mut lines = selection(&survey, filter);
    lines.retain(|line| line.heading.counts());
    let mut seen = BTreeSet::new();
    let mut steps = Vec::new();
    for id in lines.iter().map(|line| line.item.recommendation_id) {
        if seen.insert(id) {
            steps.extend(of_recommendation(&survey, &lines, id));
        }
    }
    steps.extend(alert_steps(store, &survey, filter, day)?);
    steps.retain(|step| filter.takes_action(&step.action));
    Ok(steps)
}

/// Returns the actions of one recommendation, which stands in the lines.
pub(super) fn of_recommendation(survey: &Survey, lines: &[Line<'_>], id: i64) -> Vec<Step> {
    let own = || {
        lines
            .iter()
            .filter(|line| line.item.recommendation_id == id)
    };
    let Some(first) = own().next() else {
        return Vec::new();
    };
    let mut units: Vec<&str> = Vec::new();
    for unit in own().map(|line| survey.bodies.name(line.standing.holder)) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let is_owed = |line: &Line<'_>| {
        line.standing.state == State::Outstanding && !line.standing.is_not_agreed()
    };
    let step = |action: &Action| Step {
        action: action.clone(),
        about: first.item.words.clone(),
        unit: units.join(" and "),
        is_outstanding: own().any(|line| line.standing.state == State::Outstanding),
        is_owed: own().any(is_owed),
    };
    survey.actions_of(id).iter().map(step).collect()
}

/// Returns what was announced under the alerts of inspections of the bodies that were asked about.
fn alert_steps(
    store: &Store,
    survey: &Survey,
    filter: &Filter,
    day: NaiveDate,
) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    if filter.is_about_recommendations() {
        return Ok(steps);
    }
    for inspection in store.inspections_with_alerts(day)? {
        let body = inspection.body_id;
        let asked = filter.asked;
        let in_scope = body.map_or(asked.body.is_none(), |body| {
            let is_below = survey.scope.below.contains(&body);
            is_below && (!asked.exact || asked.body == Some(body))
        });
        if !in_scope || !filter.takes_inspection(&inspection) {
            continue;
        }
        let unit = body.map_or(String::new(), |body| survey.bodies.name(body).to_owned());
        for alert in store.alerts(inspection.id)? {
            let actions = store.actions_under(ActionOf::Alert(alert.id), day)?;
            steps.extend(actions.into_iter().map(|action| Step {
                about: alert.words.clone(),
                unit: unit.clone(),
                is_outstanding: true,
                is_owed: true,
                action,
            }));
        }
    }
    Ok(steps)
}

/// The columns of an action, the same in every report on the plan.
pub(super) const COLUMNS: [Column; 15] = [
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
    Column::in_data("planned_on", "Planned on"),
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
        number(step.days_after_first(day)),
        Cell::text_or_nothing(newest.map(|update| update.state.words())),
        Cell::date_or_nothing(newest.map(|update| update.said_on)),
        Cell::date_or_nothing(action.planned_on),
    ]
}

pub(super) fn number(number: Option<i64>) -> Cell {
    number.map_or(Cell::Nothing, Cell::Number)
}

/// A target as a date, or in the words that are none.
pub(super) fn due(target: Option<&Target>) -> Cell {
    target.map_or(Cell::Nothing, |target| match target.due.date() {
        Some(date) => Cell::Date(date),
        None => Cell::Text(target.due.quoted()),
    })
}

/// The date in force; where it was moved, the first too.
pub(super) fn target(action: &Action) -> Cell {
    let Some(current) = action.current_target() else {
        return Cell::Text("none".to_owned());
    };
    match action.first_target() {
        Some(first) if first.id != current.id => Cell::Text(format!(
            "{} (first {})",
            current.due.quoted(),
            first.due.quoted()
        )),
        _ => due(Some(current)),
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
            let late = completed_late(&step.action, update);
            format!(
                "{}, {}{late}{note}",
                update.state,
                update.said_on.for_people()
            )
        });
    let missed = step
        .days_overdue(day)
        .map(|days| format!("; {}", late(days)));
    let was_moved = step.action.targets.len() > 1;
    let first = step.days_after_first(day).filter(|_| was_moved);
    let first = first.map(|days| format!("; {} against the first date", late(days)));
    [Some(said), missed, first].into_iter().flatten().collect()
}
