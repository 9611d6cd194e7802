//! One line of a report about recommendations: its columns and cells, the same in every report.

use crate::document::{Cell, Column};
use crate::domain::body::{Bodies, BodyId};
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::{Found, Standing};
use crate::store::{Line, Survey};

/// The columns of a line, the newest grade with who found it.
pub(super) const COLUMNS: [Column; 17] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::on_paper("unit", "Unit or organisation"),
    Column::on_paper("outstanding_for", "Age"),
    Column::on_paper("found", "Progress found"),
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
    vec![
        Cell::Reference(item.reference.clone()),
        Cell::Text(item.words.clone()),
        Cell::Text(unit(survey, line)),
        Cell::Text(age.in_words()),
        Cell::Text(found(bodies, standing)),
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
    ]
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
