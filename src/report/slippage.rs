//! `report slippage`: every action whose date moved, each move with its reason.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::listing::total;
use super::step::{Step, due, number, steps};
use super::{Filter, section, titled, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, plain};
use crate::domain::target::{Slip, SlipReason, Target};
use crate::error::Result;
use crate::store::Store;

const MOVES: [Column; 10] = [
    Column::new("reference", "Action"),
    Column::new("from", "From"),
    Column::new("to", "To"),
    Column::new("days", "Days"),
    Column::on_paper("reason_and_note", "Reason"),
    Column::on_paper("moved", "Moved"),
    Column::in_data("reason", "Reason"),
    Column::in_data("note", "Note"),
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
    let bodies = store.bodies()?;
    let title = titled("Target dates that moved", filter, &bodies);
    let mut document = untitled(store, "slippage", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&bodies);
    document.intro = vec![plain(
        "The most days first. Days are later than the date before; fewer than 0 where it was brought forward.",
    )];
    let slips = moved.iter().flat_map(|step| step.action.slips());
    let unexplained: Vec<Slip<'_>> = slips
        .filter(|slip| slip.target.reason == Some(SlipReason::NotStated))
        .collect();
    if let Some(first) = unexplained.first() {
        document.intro.push(plain(format!(
            "Where nobody has said why, `annexe amend t{} --reason funding` says it afterwards; `annexe show` prints the handle of each date.",
            first.target.id
        )));
    }
    document.totals = vec![
        total("actions", "Actions whose date moved", moved.len()),
        total(
            "moves",
            "Moves",
            moved.iter().map(|step| step.action.slips().len()).sum(),
        ),
        total("unexplained", "Moves without a reason", unexplained.len()),
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

/// Returns a row for each move of an action's date.
fn moves(step: &Step) -> Vec<Vec<Cell>> {
    let action = &step.action;
    let row = |(before, slip): (&Target, Slip<'_>)| {
        let target = slip.target;
        let (reason, set_on) = (reason(&slip), target.set_on.for_people());
        let noted = target.note.as_ref().map(|note| format!("{reason}: {note}"));
        let asked = target.asked_by.as_ref();
        let asked = asked.map(|who| format!("{set_on}, asked by {who}"));
        vec![
            Cell::Reference(action.reference.clone()),
            due(Some(before)),
            due(Some(target)),
            number(slip.days),
            Cell::Text(noted.unwrap_or_else(|| reason.clone())),
            Cell::Text(asked.unwrap_or(set_on)),
            Cell::Text(reason),
            Cell::text_or_nothing(target.note.clone()),
            Cell::Date(target.set_on),
            Cell::text_or_nothing(target.asked_by.clone()),
        ]
    };
    action.targets.iter().zip(action.slips()).map(row).collect()
}

fn reason(slip: &Slip<'_>) -> String {
    let reason = slip.target.reason.unwrap_or(SlipReason::NotStated);
    reason.to_string()
}

/// Moves and days by a name.
type Tally = BTreeMap<String, (i64, i64)>;

/// Totals by owner, by reason and by unit. Each adds up to all moves.
fn tallies(moved: &[Step]) -> Vec<Section> {
    let owner = |step: &Step, _: &Slip<'_>| {
        let owner = step.action.owner.clone();
        owner.unwrap_or_else(|| "nobody named".to_owned())
    };
    [
        ("by_owner", "By Responsible Owner", tally(moved, owner)),
        (
            "by_reason",
            "By reason",
            tally(moved, |_, slip| reason(slip)),
        ),
        (
            "by_unit",
            "By unit or organisation",
            tally(moved, |step, _| step.unit.clone()),
        ),
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

fn tally(moved: &[Step], name: impl Fn(&Step, &Slip<'_>) -> String) -> Tally {
    let mut tally = Tally::new();
    for step in moved {
        for slip in step.action.slips() {
            let (moves, days) = tally.entry(name(step, &slip)).or_default();
            *moves += 1;
            *days += slip.days.unwrap_or(0);
        }
    }
    tally
}
