//! One line of a report about recommendations: its columns and cells, the same in every report.

use super::plan::{self, Plan};
use crate::document::{Cell, Column, Place, Shown};
use crate::domain::action::Action;
use crate::domain::body::{Bodies, BodyId};
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::{Found, Standing};
use crate::domain::words::beginning;
use crate::store::{Line, Survey};

const LINES: Shown = Shown::in_one(Place::Lines);
const PAGES: Shown = Shown::in_one(Place::Pages);
const DATA: Shown = Shown::in_one(Place::Data);

/// The columns of a line, the newest grade with who found it. Lines of text have room for six;
/// pages show answer, action and dates each in a column of its own.
pub(super) const COLUMNS: [Column; 33] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::new("recommendation_in_brief", "Recommendation").shown(Shown::NOWHERE),
    Column::on_paper("unit", "Unit or organisation"),
    Column::on_paper("outstanding_for", "Age"),
    Column::new("found", "Progress found").shown(Shown::ON_PAPER.and(Place::Sheets)),
    Column::new("found_in_brief", "Progress").shown(Shown::NOWHERE),
    Column::new("next", "Answer, next action").shown(LINES),
    Column::new("inspection", "Inspection").shown(DATA),
    Column::new("inspected_body", "Inspected").shown(DATA),
    Column::in_data("addressee", "Addressed to"),
    Column::in_data("stands_under", "Unit or organisation"),
    Column::in_data("published_on", "Published on"),
    Column::new("since", "Since").shown(DATA),
    Column::in_data("age_months", "Age in months"),
    Column::new("age_at_least", "Age is at least").shown(DATA),
    Column::new("state", "State").shown(DATA),
    Column::in_data("progress", "Progress"),
    Column::new("progress_at", "Progress found at").shown(DATA),
    Column::new("progress_at_parts", "Progress at parts").shown(DATA),
    Column::in_data("response", "Response"),
    Column::new("answer", "Response").shown(PAGES),
    Column::new("next_action", "Next action").shown(DATA),
    Column::in_data("next_action_words", "Next action"),
    Column::new("next_step", "Next action").shown(PAGES),
    Column::new("owner", "Responsible Owner").shown(Shown::IN_DATA.and(Place::Pages)),
    Column::in_data("first_target", "First target date"),
    Column::in_data("target", "Target date"),
    Column::in_data("target_words", "Target in words"),
    Column::new("both_targets", "Target date, first date").shown(PAGES),
    Column::new("days_late", "Days late").shown(Shown::IN_DATA.and(Place::Pages)),
    Column::in_data("escalated_to", "Escalated to"),
    Column::in_data("themes", "Themes"),
];

/// Returns the columns where each item has one line: a beginning of its words, the grade, the dates.
pub(super) fn in_brief(column: Column) -> Column {
    match column.key {
        "recommendation_in_brief" | "found_in_brief" => column.shown(Shown::ON_PAPER),
        "recommendation" | "found" | "next" | "answer" | "next_step" => {
            let shown = column.shown;
            column.shown(shown.without(Place::Lines).without(Place::Pages))
        }
        "unit" => column.shown(PAGES),
        "days_late" => {
            let shown = column.shown;
            column.shown(shown.and(Place::Lines))
        }
        _ => column,
    }
}

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
    let grade = standing.grade;
    let parts = standing.at_parts.iter();
    vec![
        Cell::Reference(item.reference.clone()),
        Cell::Text(item.words.clone()),
        Cell::Text(beginning(&item.words, BRIEF)),
        Cell::Text(unit(survey, line)),
        Cell::Text(age.in_words()),
        Cell::Text(found(bodies, standing)),
        Cell::Text(found_in_brief(standing)),
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
        Cell::text_or_nothing(grade.map(|found| found.progress.words())),
        grade.map_or(Cell::Nothing, |found| Cell::Reference(found.code.clone())),
        Cell::List(parts.map(|found| with_place(bodies, found)).collect()),
        Cell::text_or_nothing(standing.response.map(|response| response.answer.words())),
        Cell::Text(plan::answer_with_reason(standing)),
        plan.next.map_or(Cell::Nothing, |next| {
            Cell::Reference(next.reference.clone())
        }),
        Cell::text_or_nothing(plan.next.map(|next| next.words.clone())),
        Cell::text_or_nothing(plan.next_step(bodies)),
        Cell::text_or_nothing(plan.next.and_then(|next| next.owner.clone())),
        Cell::date_or_nothing(plan.next.and_then(Action::first_due)),
        Cell::date_or_nothing(plan.next.and_then(Action::due)),
        Cell::text_or_nothing(plan.target_in_words()),
        Cell::text_or_nothing(plan.targets()),
        plan.days_late.map_or(Cell::Nothing, Cell::Number),
        Cell::List(plan.escalated_to(bodies)),
        Cell::List(survey.themes_of(item.recommendation_id).to_vec()),
    ]
}

/// Characters of a recommendation where each has one line.
const BRIEF: usize = 80;

/// Returns the grade without where it was found.
fn found_in_brief(standing: &Standing<'_>) -> String {
    match standing.grade {
        Some(found) => found.progress.printed().to_owned(),
        None if standing.at_parts.is_empty() => "Not graded yet".to_owned(),
        None => "Graded at a part".to_owned(),
    }
}

/// Returns whose an item is: whom it was inherited from, whom it is shared with.
pub(super) fn unit(survey: &Survey, line: &Line<'_>) -> String {
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
pub(super) fn with_place(bodies: &Bodies, found: &Found) -> String {
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
    pub(super) months: i64,
    pub(super) at_least: bool,
    since: PartialDate,
    unknown_before: bool,
}

impl Age {
    pub(super) fn of(standing: &Standing<'_>, day: chrono::NaiveDate) -> Age {
        Age {
            months: standing.since.months_until(day),
            at_least: standing.since_at_least || !standing.since.is_exact(),
            since: standing.since,
            unknown_before: standing.since_at_least,
        }
    }

    /// Returns `4 y 5 m`, `at least 4 y 5 m`, or for a plan whose originals are not linked `since 2021 at least`.
    pub(super) fn in_words(self) -> String {
        if self.unknown_before {
            return format!("since {} at least", self.since.year());
        }
        months_in_words(self.months, self.at_least)
    }
}

/// Returns months as years and months: `4 y 5 m`, `at least 4 y`.
pub(super) fn months_in_words(months: i64, at_least: bool) -> String {
    let least = if at_least { "at least " } else { "" };
    match (months / 12, months % 12) {
        (0, months) => format!("{least}{months} m"),
        (years, 0) => format!("{least}{years} y"),
        (years, months) => format!("{least}{years} y {months} m"),
    }
}
