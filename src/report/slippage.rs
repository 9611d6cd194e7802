//! `report slippage`: every action whose date moved, each move with its reason.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::listing::total;
use super::step::{Step, number, steps};
use super::{Filter, section, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, plain};
use crate::domain::action::SlipReason;
use crate::error::Result;
use crate::store::Store;

const MOVES: [Column; 8] = [
    Column::new("reference", "Action"),
    Column::new("from", "From"),
    Column::new("to", "To"),
    Column::new("days", "Days"),
    Column::new("reason", "Reason"),
    Column::on_paper("moved", "Moved"),
    Column::in_data("moved_on", "Moved on"),
    Column::in_data("asked_by", "Asked by"),
];

const ACTIONS: [Column; 7] = [
    Column::new("reference", "Action"),
    Column::new("action", "What is to be done"),
    Column::new("owner", "Responsible Owner"),
    Column::new("first_target", "First"),
    Column::new("current_target", "Current"),
    Column::new("times", "Times"),
    Column::new("days", "Days"),
];

const TALLY: [Column; 3] = [
    Column::new("by", "By"),
    Column::new("moves", "Moves"),
    Column::new("days", "Days"),
];

/// Returns the actions of a filter whose date moved up to a day, the sum of whose slips is
/// the current date less the first.
pub fn slippage(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let mut moved = steps(store, filter, day)?;
    moved.retain(|step| !step.action.slips().is_empty());
    moved.sort_by_key(|step| std::cmp::Reverse(days(step)));
    let mut document = untitled(store, "slippage", "Target dates that moved".to_owned())?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&store.bodies()?);
    document.intro = vec![plain(
        "The most days first. Days are later than the date before; fewer than 0 where it was brought forward.",
    )];
    let unexplained = moved
        .iter()
        .flat_map(|step| step.action.slips())
        .filter(|slip| slip.target.reason == Some(SlipReason::NotStated));
    document.totals = vec![
        total("actions", "Actions whose date moved", moved.len()),
        total(
            "moves",
            "Moves",
            moved.iter().map(|step| step.action.slips().len()).sum(),
        ),
        total("unexplained", "Moves without a reason", unexplained.count()),
    ];
    document.sections = vec![
        section(
            "actions",
            Some("Actions"),
            Layout::Table,
            &ACTIONS,
            moved.iter().map(action).collect(),
        ),
        section(
            "moves",
            Some("Every move"),
            Layout::Table,
            &MOVES,
            moved.iter().flat_map(moves).collect(),
        ),
    ];
    document.sections.extend(tallies(&moved));
    Ok(document)
}

/// The days from the first date to the current one.
fn days(step: &Step) -> Option<i64> {
    let (first, current) = step.action.first_due().zip(step.action.due())?;
    Some((current.last_day() - first.last_day()).num_days())
}

fn action(step: &Step) -> Vec<Cell> {
    let action = &step.action;
    let due = |target: Option<&crate::domain::action::Target>| {
        target.map_or(Cell::Nothing, |target| {
            target
                .due
                .date()
                .map_or_else(|| Cell::Text(target.due.to_string()), Cell::Date)
        })
    };
    vec![
        Cell::Reference(action.reference.clone()),
        Cell::Text(action.words.clone()),
        Cell::text_or_nothing(action.owner.clone()),
        due(action.first_target()),
        due(action.current_target()),
        Cell::Number(action.slips().len() as i64),
        number(days(step)),
    ]
}

fn moves(step: &Step) -> Vec<Vec<Cell>> {
    let action = &step.action;
    let before = action.targets.iter().map(|target| target.due.to_string());
    let slips = action.slips();
    before
        .zip(slips)
        .map(|(from, slip)| {
            let target = slip.target;
            let reason = target
                .reason
                .map_or(String::new(), |reason| reason.to_string());
            let note = target
                .note
                .as_ref()
                .map(|note| format!(": {note}"))
                .unwrap_or_default();
            let asked = target
                .asked_by
                .as_ref()
                .map(|who| format!(", asked by {who}"))
                .unwrap_or_default();
            vec![
                Cell::Reference(action.reference.clone()),
                Cell::Text(from),
                Cell::Text(target.due.to_string()),
                number(slip.days),
                Cell::Text(format!("{reason}{note}")),
                Cell::Text(format!("{}{asked}", target.set_on.for_people())),
                Cell::Date(target.set_on),
                Cell::text_or_nothing(target.asked_by.clone()),
            ]
        })
        .collect()
}

/// Totals by owner, by reason and by unit.
fn tallies(moved: &[Step]) -> Vec<Section> {
    let mut by_owner: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let mut by_reason: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    let mut by_unit: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for step in moved {
        let owner = step
            .action
            .owner
            .clone()
            .unwrap_or_else(|| "nobody named".to_owned());
        for slip in step.action.slips() {
            let reason = slip
                .target
                .reason
                .map_or(String::new(), |reason| reason.to_string());
            let days = slip.days.unwrap_or(0);
            for (tally, key) in [
                (&mut by_owner, owner.clone()),
                (&mut by_reason, reason),
                (&mut by_unit, step.unit.clone()),
            ] {
                let entry = tally.entry(key).or_default();
                *entry = (entry.0 + 1, entry.1 + days);
            }
        }
    }
    [
        ("by_owner", "By Responsible Owner", by_owner),
        ("by_reason", "By reason", by_reason),
        ("by_unit", "By unit or organisation", by_unit),
    ]
    .into_iter()
    .map(|(key, heading, tally)| {
        let rows = tally.into_iter().map(|(by, (moves, days))| {
            vec![Cell::Text(by), Cell::Number(moves), Cell::Number(days)]
        });
        section(key, Some(heading), Layout::Table, &TALLY, rows.collect())
    })
    .collect()
}
