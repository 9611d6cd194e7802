//! `report unconfirmed`: reported complete by the owners, not confirmed by an inspection. Two voices side by side.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::listing::total;
use super::step::{Step, steps};
use super::{Filter, section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::domain::action::ActionOf;
use crate::domain::progress::Progress;
use crate::error::Result;
use crate::store::{Store, Survey};

const COLUMNS: [Column; 6] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::new("owner_said", "Owners reported"),
    Column::new("inspectorate_found", "Inspectors found"),
    Column::in_data("progress", "Progress"),
    Column::in_data("found_on", "Found on"),
];

/// Returns the recommendations all of whose actions are reported complete, while the newest finding says
/// none or some, or nothing was ever found.
pub fn unconfirmed(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let all = steps(store, filter, day)?;
    let survey = store.survey(filter.asked, day)?;
    let mut by_recommendation: BTreeMap<i64, Vec<&Step>> = BTreeMap::new();
    for step in &all {
        if let ActionOf::Recommendation(id) = step.action.of {
            by_recommendation.entry(id).or_default().push(step);
        }
    }
    by_recommendation.retain(|_, steps| is_reported_complete(steps));
    let (mut contradicted, mut unseen) = (Vec::new(), Vec::new());
    for (id, steps) in &by_recommendation {
        match newest(&survey, *id) {
            Some((Progress::Sufficient, ..)) => {}
            Some(found) => contradicted.push(row(&survey, steps, Some(found))),
            None => unseen.push(row(&survey, steps, None)),
        }
    }
    let mut document = untitled(
        store,
        "unconfirmed",
        "Reported complete, not confirmed".to_owned(),
    )?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = vec![plain(
        "Every action is reported complete by its owner, or was discontinued. What inspectors found later stands beside it; neither is taken for the other.",
    )];
    document.totals = vec![
        total(
            "contradicted",
            "Reported complete, found to be no or some progress",
            contradicted.len(),
        ),
        total(
            "not_inspected",
            "Reported complete, nothing found yet",
            unseen.len(),
        ),
    ];
    document.sections = vec![
        section(
            "contradicted",
            Some("Found to be no or some progress"),
            Layout::Table,
            &COLUMNS,
            contradicted,
        ),
        section(
            "not_inspected",
            Some("Nothing found yet"),
            Layout::Table,
            &COLUMNS,
            unseen,
        ),
    ];
    Ok(document)
}

/// Tells whether all actions are reported complete, but for those that were discontinued.
fn is_reported_complete(steps: &[&Step]) -> bool {
    steps.iter().all(|step| step.action.is_ended())
        && steps.iter().any(|step| step.action.is_completed())
}

/// Returns the newest graded finding, of the whole or of a part: grade, where, when.
fn newest(
    survey: &Survey,
    recommendation: i64,
) -> Option<(Progress, String, crate::domain::partial_date::PartialDate)> {
    let found = survey
        .lives
        .of(recommendation)
        .findings
        .iter()
        .rfind(|found| found.progress.is_grade())?;
    let place = found
        .inspected
        .map_or("no one body", |body| survey.bodies.name(body));
    Some((
        found.progress,
        format!("{} (at {place}, {})", found.progress.printed(), found.code),
        found.published,
    ))
}

fn row(
    survey: &Survey,
    steps: &[&Step],
    found: Option<(Progress, String, crate::domain::partial_date::PartialDate)>,
) -> Vec<Cell> {
    let first = steps[0];
    let item = survey
        .items
        .iter()
        .find(|item| ActionOf::Recommendation(item.recommendation_id) == first.action.of);
    let reported = steps.iter().filter_map(|step| {
        let update = step.action.newest_update()?;
        let owner = step.action.owner.as_deref().unwrap_or("owner not named");
        Some(format!(
            "{}: {}, {} ({owner})",
            step.action.reference,
            update.state,
            update.said_on.for_people()
        ))
    });
    let (progress, words, on) = found.map_or((None, None, None), |(progress, words, on)| {
        (Some(progress), Some(words), Some(on))
    });
    vec![
        item.map_or(Cell::Nothing, |item| {
            Cell::Reference(item.reference.clone())
        }),
        Cell::Text(first.about.clone()),
        Cell::Text(reported.collect::<Vec<_>>().join("\n")),
        Cell::Text(words.unwrap_or_else(|| "nothing yet".to_owned())),
        Cell::text_or_nothing(progress.map(Progress::words)),
        Cell::date_or_nothing(on),
    ]
}
