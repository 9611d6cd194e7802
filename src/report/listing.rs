//! `list`: every recommendation that a filter takes, whatever its state.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Filter, item, section, untitled};
use crate::document::{Column, Document, Layout, Place, Shown, Total, plain};
use crate::domain::graded::Graded;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// Returns the recommendations of a filter as at a day.
pub fn list(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let lines = selection(&survey, filter);
    let mut document = untitled(store, "list", "Recommendations".to_owned())?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    let (counted, apart): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.heading.counts());
    document.totals = vec![total(
        "recommendations",
        "Recommendations",
        distinct(counted.iter().copied()),
    )];
    if !apart.is_empty() {
        let label = "Apart from the total: graded at inspections here, or asked of bodies above";
        document
            .totals
            .push(total("apart", label, distinct(apart.iter().copied())));
    }
    document.intro = vec![plain("Sorted by unit, then the oldest first.")];
    let section = |key, heading: Option<&str>, lines: &[&Line<'_>]| {
        let rows = lines
            .iter()
            .map(|line| item::cells(&survey, line))
            .collect();
        section(key, heading, Layout::Table, &columns(), rows)
    };
    document.sections = vec![section("recommendations", None, &counted)];
    if !apart.is_empty() {
        let heading = "Graded at inspections here, or asked of bodies above (not in the total)";
        document
            .sections
            .push(section("apart", Some(heading), &apart));
    }
    Ok(document)
}

/// The columns of a list: the state is for people too.
fn columns() -> Vec<Column> {
    let shown = |column: Column| match column.key {
        "state" => Column {
            shown: Shown::EVERYWHERE,
            ..column
        },
        "outstanding_for" => Column {
            shown: Shown::in_one(Place::Data),
            ..column
        },
        _ => column,
    };
    item::COLUMNS.into_iter().map(shown).collect()
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

/// Returns the grade by which each recommendation is counted, whatever the number of its lines.
pub(super) fn counted_once<'l, 's: 'l>(
    lines: impl IntoIterator<Item = &'l Line<'s>>,
) -> BTreeMap<i64, Graded> {
    let mut grades: BTreeMap<i64, Graded> = BTreeMap::new();
    for line in lines {
        let graded = Graded::of(&line.standing);
        let known = grades.entry(line.item.recommendation_id).or_insert(graded);
        *known = known.least(graded);
    }
    grades
}

pub(super) fn total(key: &str, label: &str, count: usize) -> Total {
    Total {
        key: key.to_owned(),
        label: label.to_owned(),
        count: count as u64,
        of: None,
    }
}
