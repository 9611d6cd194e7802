//! The proof that an import of a workbook is complete: its rows by what becomes of them, its columns by what
//! was taken.

use super::plan_preview::place;
use super::section;
use crate::document::{Cell, Column, Layout, Section};
use crate::store::PlanIntake;

/// Every row of a workbook by what becomes of it.
pub(super) fn rows(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 3] = [
        Column::new("what", "Rows"),
        Column::new("count", "Number"),
        Column::new("place", "First at"),
    ];
    let row = |what: &str, count: usize, first: Cell| {
        vec![
            Cell::Text(what.to_owned()),
            Cell::Number(count as i64),
            first,
        ]
    };
    let mut rows = Vec::new();
    if let Some(tally) = &intake.tally {
        let counts = intake.rows;
        rows.push(row("read", tally.rows, Cell::Nothing));
        for (what, count) in [
            ("added", counts.added),
            ("the same", counts.same),
            ("changed", counts.changed),
            ("refused: see the questions", counts.refused),
            ("left out, as a person said", counts.left_out),
        ] {
            rows.push(row(what, count, Cell::Nothing));
        }
        for (why, count, first) in &tally.left_out {
            rows.push(row(
                &format!("left out: {why}"),
                *count,
                place(intake, first),
            ));
        }
    }
    let heading = "Rows: those read are the sum of the others";
    section("rows", Some(heading), Layout::Table, &COLUMNS, rows)
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
