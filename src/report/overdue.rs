//! `report overdue`, and `action list`: actions by how late they are.

use chrono::NaiveDate;

use super::listing::total;
use super::step::{COLUMNS, Step, cells, steps};
use super::{Filter, section, titled, untitled};
use crate::document::{Document, Layout, plain};
use crate::error::Result;
use crate::store::Store;

/// Returns the actions that are overdue as at a day, the longest first, then those without a date, which are
/// never "not overdue".
pub fn overdue(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let all = steps(store, filter, day)?;
    let mut late: Vec<&Step> = all
        .iter()
        .filter(|step| step.days_overdue(day).is_some())
        .collect();
    late.sort_by_key(|step| std::cmp::Reverse(step.days_overdue(day)));
    let dateless = all.iter().filter(|step| {
        step.action.due().is_none() && !step.action.is_ended() && step.is_outstanding
    });
    let dateless: Vec<&Step> = dateless.collect();
    let is_past = |step: &&Step| step.action.days_after(step.action.due(), day).is_some();
    let not_agreed = all
        .iter()
        .filter(|step| step.is_outstanding && !step.is_owed);
    let not_agreed: Vec<&Step> = not_agreed.filter(is_past).collect();
    let bodies = store.bodies()?;
    let title = titled("Overdue actions", filter, &bodies);
    let mut document = untitled(store, "overdue", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&bodies);
    document.intro = vec![plain(
        "The longest overdue first, counted from the target date in force.",
    )];
    document.totals = vec![
        crate::document::Total {
            of: Some(all.len() as u64),
            ..total("overdue", "Actions overdue", late.len())
        },
        total(
            "without_date",
            "Actions without a target date, neither overdue nor not",
            dateless.len(),
        ),
    ];
    let rows = |steps: &[&Step]| steps.iter().map(|step| cells(step, day)).collect();
    document.sections = vec![
        section(
            "overdue",
            Some("Overdue"),
            Layout::Table,
            &COLUMNS,
            rows(&late),
        ),
        section(
            "without_date",
            Some("Without a target date"),
            Layout::Table,
            &COLUMNS,
            rows(&dateless),
        ),
    ];
    if !not_agreed.is_empty() {
        document.totals.push(total(
            "not_agreed",
            "Actions past their date, of what HMPPS did not agree: not counted as overdue",
            not_agreed.len(),
        ));
        document.sections.push(section(
            "not_agreed",
            Some("Past their date, of what HMPPS did not agree (not overdue)"),
            Layout::Table,
            &COLUMNS,
            rows(&not_agreed),
        ));
    }
    Ok(document)
}

/// Returns every action of a filter as at a day.
pub fn actions(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let all = steps(store, filter, day)?;
    let bodies = store.bodies()?;
    let mut document = listed(store, &titled("Actions", filter, &bodies), &all, day)?;
    document.filters = filter.in_words(&bodies);
    Ok(document)
}

/// Returns the actions that an update would be recorded of, with how many are left as they are.
pub fn to_update(store: &Store, steps: &[Step], left: usize, day: NaiveDate) -> Result<Document> {
    let mut document = listed(store, "Actions to be updated", steps, day)?;
    document
        .totals
        .push(total("left", "Left as they are", left));
    Ok(document)
}

fn listed(store: &Store, title: &str, steps: &[Step], day: NaiveDate) -> Result<Document> {
    let mut document = untitled(store, "actions", title.to_owned())?;
    document.as_at = Some(day.into());
    document.totals = vec![total("actions", "Actions", steps.len())];
    let rows = steps.iter().map(|step| cells(step, day)).collect();
    document.sections = vec![section("actions", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}
