//! `list`: every recommendation that a filter takes, whatever its state.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Filter, item, untitled};
use crate::document::{Column, Document, Layout, Section, Shown, Total};
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// Returns the recommendations of a filter as at a day.
pub fn list(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let lines = selection(&survey, filter);
    let mut document = untitled(store, "list", "Recommendations".to_owned())?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.totals = vec![total(
        "recommendations",
        "Recommendations",
        distinct(&lines),
    )];
    document.sections = vec![Section {
        key: "recommendations",
        heading: None,
        intro: vec![crate::document::plain(
            "Sorted by unit, then the oldest first.",
        )],
        layout: Layout::Table,
        columns: columns().collect(),
        rows: lines
            .iter()
            .map(|line| item::cells(&survey, line))
            .collect(),
    }];
    Ok(document)
}

/// The columns of a list: the state is for people too.
fn columns() -> impl Iterator<Item = Column> {
    item::COLUMNS.into_iter().map(|column| match column.key {
        "state" => Column {
            shown: Shown::Everywhere,
            ..column
        },
        "outstanding_for" => Column {
            shown: Shown::Data,
            ..column
        },
        _ => column,
    })
}

/// Returns the lines that a filter takes, sorted by unit, then the oldest first.
pub fn selection<'s>(survey: &'s Survey, filter: &Filter) -> Vec<Line<'s>> {
    let mut lines: Vec<Line<'_>> = survey.lines();
    lines.retain(|line| filter.takes(survey, line));
    lines.sort_by_cached_key(|line| order(survey, line));
    lines
}

fn order<'s>(survey: &'s Survey, line: &Line<'s>) -> (&'s str, NaiveDate, &'s str, i64) {
    (
        survey.bodies.name(line.standing.holder),
        line.standing.since.last_day(),
        &line.item.code,
        line.item.recommendation_id,
    )
}

/// Counts recommendations, each once whatever the number of its lines (rule 9).
pub(super) fn distinct<'l, 's: 'l>(lines: impl IntoIterator<Item = &'l Line<'s>>) -> usize {
    lines
        .into_iter()
        .map(|line| line.item.recommendation_id)
        .collect::<BTreeSet<_>>()
        .len()
}

pub(super) fn total(key: &str, label: &str, count: usize) -> Total {
    Total {
        key: key.to_owned(),
        label: label.to_owned(),
        count: count as u64,
        of: None,
    }
}
