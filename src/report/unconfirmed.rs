//! `report unconfirmed`: reported complete by the owners, not confirmed by an inspection. Two voices side by side.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::item::with_place;
use super::listing::total;
use super::step::{Step, steps};
use super::{Filter, section, untitled, without_empty};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::domain::action::{ActionOf, Update};
use crate::domain::evidence::{Evidence, Shown};
use crate::domain::partial_date::PartialDate;
use crate::domain::progress::Progress;
use crate::error::Result;
use crate::store::{Store, Survey};

const COLUMNS: [Column; 7] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::new("owner_said", "Owners reported"),
    Column::new("inspectorate_found", "Inspectors found"),
    Column::in_data("evidence", "Pieces of evidence"),
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
    let (mut contradicted, mut not_since, mut unseen) = (Vec::new(), Vec::new(), Vec::new());
    for (id, steps) in &by_recommendation {
        let evidence = store.evidence_of(ActionOf::Recommendation(*id), day)?;
        let row = |found| row(&survey, steps, &evidence, found);
        match newest(&survey, *id) {
            Some(found) if found.progress == Progress::Sufficient => {}
            Some(found) if is_after(&found, steps) => {
                contradicted.push(row(Some(&found)));
            }
            Some(found) => not_since.push(row(Some(&found))),
            None => unseen.push(row(None)),
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
        "Every action is reported complete by its owner, or was discontinued. What inspectors found stands beside it; neither is taken for the other.",
    )];
    document.totals = vec![
        total(
            "contradicted",
            "Reported complete, found since to be no or some progress",
            contradicted.len(),
        ),
        total(
            "not_inspected_since",
            "Reported complete after no or some progress was found, nothing found since",
            not_since.len(),
        ),
        total(
            "not_inspected",
            "Reported complete, nothing ever found",
            unseen.len(),
        ),
    ];
    document.sections = without_empty(vec![
        section(
            "contradicted",
            Some("Found since to be no or some progress"),
            Layout::Table,
            &COLUMNS,
            contradicted,
        ),
        section(
            "not_inspected_since",
            Some("Nothing found since; before, no or some progress"),
            Layout::Table,
            &COLUMNS,
            not_since,
        ),
        section(
            "not_inspected",
            Some("Nothing ever found"),
            Layout::Table,
            &COLUMNS,
            unseen,
        ),
    ]);
    Ok(document)
}

/// Tells whether all actions are reported complete, but for those that were discontinued.
fn is_reported_complete(steps: &[&Step]) -> bool {
    steps.iter().all(|step| step.action.is_ended())
        && steps.iter().any(|step| step.action.is_completed())
}

/// The newest grade of a recommendation, of the whole or of a part.
struct Newest {
    progress: Progress,
    /// `No progress (at West Kent PDU, May 2022)`
    words: String,
    published: PartialDate,
}

fn newest(survey: &Survey, recommendation: i64) -> Option<Newest> {
    let life = survey.lives.of(recommendation);
    let found = life
        .findings
        .iter()
        .rfind(|found| found.progress.is_grade())?;
    Some(Newest {
        progress: found.progress,
        words: with_place(&survey.bodies, found),
        published: found.published,
    })
}

/// Tells whether inspectors found it after the last action was reported complete: only then do the
/// two voices speak of the same time.
fn is_after(found: &Newest, steps: &[&Step]) -> bool {
    let reported = steps.iter().filter_map(|step| {
        let update = step.action.newest_update()?;
        Some(update.said_on.last_day())
    });
    reported
        .max()
        .is_some_and(|reported| found.published.last_day() > reported)
}

/// Says how much was shown for what an owner says of an action.
fn shown(step: &Step, evidence: &[Evidence]) -> usize {
    let updates = &step.action.updates;
    let is_own = |item: &&Evidence| {
        let for_it = |update: &Update| item.shown == Shown::ForUpdate(update.id);
        updates.iter().any(for_it)
    };
    evidence.iter().filter(is_own).count()
}

fn row(
    survey: &Survey,
    steps: &[&Step],
    evidence: &[Evidence],
    found: Option<&Newest>,
) -> Vec<Cell> {
    let first = steps[0];
    let item = survey
        .items
        .iter()
        .find(|item| ActionOf::Recommendation(item.recommendation_id) == first.action.of);
    let reported = steps.iter().filter_map(|step| {
        let update = step.action.newest_update()?;
        let owner = step.action.owner.as_deref().unwrap_or("owner not named");
        let shown = match shown(step, evidence) {
            0 => "no evidence".to_owned(),
            1 => "1 piece of evidence".to_owned(),
            many => format!("{many} pieces of evidence"),
        };
        Some(format!(
            "{}: {}, {} ({owner}), {shown}",
            step.action.reference,
            update.state,
            update.said_on.for_people()
        ))
    });
    vec![
        item.map_or(Cell::Nothing, |item| {
            Cell::Reference(item.reference.clone())
        }),
        Cell::Text(first.about.clone()),
        Cell::Text(reported.collect::<Vec<_>>().join("\n")),
        Cell::Text(found.map_or("nothing yet".to_owned(), |found| found.words.clone())),
        Cell::Number(steps.iter().map(|step| shown(step, evidence) as i64).sum()),
        Cell::text_or_nothing(found.map(|found| found.progress.words())),
        Cell::date_or_nothing(found.map(|found| found.published)),
    ]
}
