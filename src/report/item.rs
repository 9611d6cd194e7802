//! One line of a report about recommendations: its columns and cells, the same in every report.

use crate::document::{Cell, Column};
use crate::domain::action::Action;
use crate::domain::body::{Bodies, BodyId};
use crate::domain::escalation::Escalation;
use crate::domain::partial_date::PartialDate;
use crate::domain::response::Answer;
use crate::domain::standing::{Found, Standing, State};
use crate::domain::words::beginning;
use crate::store::{Line, Survey};

/// The columns of a line, the newest grade with who found it.
pub(super) const COLUMNS: [Column; 25] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::on_paper("unit", "Unit or organisation"),
    Column::on_paper("outstanding_for", "Age"),
    Column::on_paper("found", "Progress found"),
    Column::on_paper("next", "Answer, next action"),
    Column::in_data("inspection", "Inspection"),
    Column::in_data("inspected_body", "Inspected"),
    Column::in_data("addressee", "Addressed to"),
    Column::in_data("stands_under", "Stands under"),
    Column::in_data("published_on", "Published on"),
    Column::in_data("since", "Since"),
    Column::in_data("age_months", "Age in months"),
    Column::in_data("age_at_least", "Age is at least"),
    Column::in_data("state", "State"),
    Column::in_data("progress", "Progress"),
    Column::in_data("progress_at", "Progress found at"),
    Column::in_data("progress_at_parts", "Progress at parts"),
    Column::in_data("response", "Response"),
    Column::in_data("next_action", "Next action"),
    Column::in_data("owner", "Responsible Owner"),
    Column::in_data("first_target", "First target date"),
    Column::in_data("target", "Target date"),
    Column::in_data("days_late", "Days late"),
    Column::in_data("escalated_to", "Escalated to"),
];

/// Makes the cells of a line.
pub(super) fn cells(survey: &Survey, line: &Line<'_>) -> Vec<Cell> {
    let Line {
        item,
        standing,
        heading: _,
    } = line;
    let bodies = &survey.bodies;
    let age = Age::of(standing, survey.scope.day);
    let plan = Plan::of(survey, line);
    vec![
        Cell::Reference(item.reference.clone()),
        Cell::Text(item.words.clone()),
        Cell::Text(unit(survey, line)),
        Cell::Text(age.in_words()),
        Cell::Text(found(bodies, standing)),
        Cell::Text(plan.in_words(bodies, standing)),
        Cell::Reference(item.code.clone()),
        Cell::text_or_nothing(item.inspected.map(|body| bodies.name(body))),
        Cell::Text(bodies.name(item.addressee).to_owned()),
        Cell::Text(bodies.name(standing.holder).to_owned()),
        Cell::Date(item.published),
        Cell::Date(standing.since),
        Cell::Number(age.months),
        Cell::Text(if age.at_least { "yes" } else { "no" }.to_owned()),
        Cell::Text(standing.state.word().to_owned()),
        Cell::text_or_nothing(standing.grade.map(|found| found.progress.words())),
        standing
            .grade
            .map_or(Cell::Nothing, |found| Cell::Reference(found.code.clone())),
        Cell::List(
            standing
                .at_parts
                .iter()
                .map(|found| with_place(bodies, found))
                .collect(),
        ),
        Cell::text_or_nothing(standing.response.map(|response| response.answer.words())),
        plan.next.map_or(Cell::Nothing, |next| {
            Cell::Reference(next.reference.clone())
        }),
        Cell::text_or_nothing(plan.next.and_then(|next| next.owner.clone())),
        Cell::date_or_nothing(plan.next.and_then(Action::first_due)),
        Cell::date_or_nothing(plan.next.and_then(Action::due)),
        plan.days_late.map_or(Cell::Nothing, Cell::Number),
        Cell::List(
            plan.escalated
                .iter()
                .map(|open| bodies.name(open.to).to_owned())
                .collect(),
        ),
    ]
}

/// What the service answered and does about an item. It stands beside what inspectors found and
/// is not part of it.
struct Plan<'s> {
    /// The action that is due first among those that have not ended
    next: Option<&'s Action>,
    /// How many have not ended
    open: usize,
    /// How many there are
    all: usize,
    /// The days by which the next action is late (rule 16)
    days_late: Option<i64>,
    /// What waits for an answer from above
    escalated: Vec<&'s Escalation>,
}

impl<'s> Plan<'s> {
    fn of(survey: &'s Survey, line: &Line<'_>) -> Plan<'s> {
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
            all: actions.len(),
            days_late: next
                .and_then(|next| next.days_after(next.due(), day))
                .filter(|_| is_owed),
            escalated: survey.open_escalations(line.item.recommendation_id),
        }
    }

    /// Says what was answered, what is next, by whom and by when, and how late it is.
    fn in_words(&self, bodies: &Bodies, standing: &Standing<'_>) -> String {
        let mut said = vec![
            standing
                .response
                .map_or("Not answered", |response| answered(response.answer))
                .to_owned(),
        ];
        match self.next {
            Some(next) => said.push(self.next_in_words(next)),
            None if self.all > 0 => {
                said.push(format!("{0} of {0} actions reported ended", self.all))
            }
            None => {}
        }
        said.extend(
            self.escalated
                .iter()
                .map(|open| format!("escalated to {}", bodies.name(open.to))),
        );
        said.join("; ")
    }

    fn next_in_words(&self, next: &Action) -> String {
        let number = next.reference.rsplit('/').next().unwrap_or_default();
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
        let more = if self.open > 1 {
            format!(" ({} more)", self.open - 1)
        } else {
            String::new()
        };
        format!(
            "{number} {}{owner}{by}{late}{more}",
            beginning(&next.words, 40)
        )
    }
}

/// Says by how much a date was missed.
pub(super) fn late(days: i64) -> String {
    match days {
        1 => "1 day late".to_owned(),
        days => format!("{days} days late"),
    }
}

/// Says what was answered to an item, what is next, by whom and by when, and what was escalated.
pub(super) fn plan_in_words(survey: &Survey, line: &Line<'_>) -> String {
    Plan::of(survey, line).in_words(&survey.bodies, &line.standing)
}

fn answered(answer: Answer) -> &'static str {
    match answer {
        Answer::Agreed => "Agreed",
        Answer::PartlyAgreed => "Partly agreed",
        Answer::NotAgreed => "Not agreed",
    }
}

/// Returns whose an item is: whom it was inherited from, whom it is shared with.
fn unit(survey: &Survey, line: &Line<'_>) -> String {
    let bodies = &survey.bodies;
    let (addressee, holder) = (line.item.addressee, line.standing.holder);
    let mut unit = bodies.name(holder).to_owned();
    if addressee != holder {
        unit.push_str(&format!(", inherited from {}", bodies.name(addressee)));
    }
    let others = bodies.holders(addressee, survey.scope.day);
    let others: Vec<&str> = others
        .into_iter()
        .filter(|&other| other != holder)
        .map(|other| bodies.name(other))
        .collect();
    if !others.is_empty() {
        unit.push_str(&format!(", shared with {}", others.join(" and ")));
    }
    unit
}

/// Returns what inspectors found, each grade with where it was given.
pub(super) fn found(bodies: &Bodies, standing: &Standing<'_>) -> String {
    let mut said: Vec<String> = Vec::new();
    if let Some(grade) = standing.grade {
        said.push(with_place(bodies, grade));
    }
    said.extend(
        standing
            .at_parts
            .iter()
            .map(|found| with_place(bodies, found)),
    );
    if let Some(closure) = standing.closure {
        said.push(format!(
            "closed {}: {}",
            closure.on.for_people(),
            closure.decision
        ));
    }
    if standing.reopened {
        said.push("reopened".to_owned());
    }
    if let Some(carrier) = standing.carried_by {
        said.push(format!("carried by {}", carrier.reference));
    }
    if said.is_empty() {
        "Not graded yet".to_owned()
    } else {
        said.join("; ")
    }
}

/// A grade is shown with its place: `No progress (at West Kent PDU, May 2022)`.
fn with_place(bodies: &Bodies, found: &Found) -> String {
    let place = found
        .inspected
        .map_or("no one body", |body: BodyId| bodies.name(body));
    format!(
        "{} (at {place}, {})",
        found.progress.printed(),
        found.published.for_people()
    )
}

/// How long an item has stood, in whole months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Age {
    months: i64,
    at_least: bool,
    since: PartialDate,
    unknown_before: bool,
}

impl Age {
    fn of(standing: &Standing<'_>, day: chrono::NaiveDate) -> Age {
        Age {
            months: standing.since.months_until(day),
            at_least: standing.since_at_least || !standing.since.is_exact(),
            since: standing.since,
            unknown_before: standing.since_at_least,
        }
    }

    /// Returns `4 y 5 m`, `at least 4 y 5 m`, or for a plan whose originals are not linked `since 2021 at least`.
    fn in_words(self) -> String {
        if self.unknown_before {
            return format!("since {} at least", self.since.year());
        }
        let least = if self.at_least { "at least " } else { "" };
        match (self.months / 12, self.months % 12) {
            (0, months) => format!("{least}{months} m"),
            (years, 0) => format!("{least}{years} y"),
            (years, months) => format!("{least}{years} y {months} m"),
        }
    }
}
