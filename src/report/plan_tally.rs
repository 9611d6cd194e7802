//! The proof that an import of a workbook is complete: its rows by what becomes of them, its columns by what
//! was taken.

use super::section;
use crate::document::{Cell, Column, Layout, Place, Section, Shown};
use crate::domain::draft;
use crate::store::PlanIntake;

/// How many places are named where people read; programs are given all of them.
const NAMED: usize = 10;

/// Every row of a workbook by what becomes of it.
pub(super) fn rows(intake: &PlanIntake) -> Section {
    let columns = counted("Rows");
    let mut rows = Vec::new();
    if let Some(tally) = &intake.tally {
        let counts = intake.rows;
        rows.push(row("read", tally.rows, &[]));
        for (what, count) in [
            ("added", counts.added),
            ("the same", counts.same),
            ("changed", counts.changed),
            ("refused: see the questions", counts.refused),
            ("left out, as a person said", counts.left_out),
        ] {
            rows.push(row(what, count, &[]));
        }
        let left = tally.left_out.iter();
        rows.extend(left.map(|left| {
            row(
                &format!("left out: {}", left.why),
                left.places.len(),
                &left.places,
            )
        }));
    }
    let heading = "Rows: those read are the sum of the others";
    section("rows", Some(heading), Layout::Table, &columns, rows)
}

/// The cells that nothing was taken of, in rows of which something was, by why.
pub(super) fn cells(intake: &PlanIntake) -> Section {
    let left = intake.tally.iter().flat_map(|tally| &tally.left_cells);
    let rows = left.map(|left| row(&left.why, left.places.len(), &left.places));
    section(
        "cells_left",
        Some("Cells that are not taken, in rows that are"),
        Layout::Table,
        &counted("Cells"),
        rows.collect(),
    )
}

const fn counted(what: &'static str) -> [Column; 4] {
    [
        Column::new("what", what),
        Column::new("count", "Number"),
        Column::new("place", "At").shown(Shown::EVERYWHERE.without(Place::Data)),
        Column::new("places", "At").shown(Shown::in_one(Place::Data)),
    ]
}

fn row(what: &str, count: usize, places: &[draft::Place]) -> Vec<Cell> {
    vec![
        Cell::Text(what.to_owned()),
        Cell::Number(count as i64),
        Cell::text_or_nothing(named(places)),
        Cell::List(places.to_vec()),
    ]
}

/// Names places: the first of them, and how many more there are.
fn named(places: &[draft::Place]) -> Option<String> {
    let first = places.get(..NAMED).unwrap_or(places).join(", ");
    match places.len() {
        0 => None,
        1..=NAMED => Some(first),
        count => Some(format!("{first} and {} more", count - NAMED)),
    }
}

pub(super) fn columns(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 3] = [
        Column::new("column", "Column"),
        Column::new("filled", "Filled cells"),
        Column::new("taken", "Taken"),
    ];
    let columns = intake.tally.iter().flat_map(|tally| &tally.columns);
    let rows = columns.map(|(heading, filled, taken)| {
        vec![
            Cell::Text(heading.clone()),
            Cell::Number(*filled as i64),
            Cell::Number(*taken as i64),
        ]
    });
    section(
        "columns",
        Some("Columns"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )
}
