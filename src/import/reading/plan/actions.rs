//! The actions of one row of a plan's table: which paragraphs they are, who does them and by when.

use super::Reading;
use super::cell::{Item, parts};
use super::entry::Block;
use super::pairing::{Column, Paired, pair};
use super::{apart, owner, state, target};
use crate::domain::action::ActionState;
use crate::domain::draft::Place;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::{DraftAction, DraftTarget, DraftUpdate};
use crate::domain::words::beginning;

/// What one row says: paragraphs of the response, and actions.
#[derive(Default)]
pub(super) struct Said {
    pub(super) response: Vec<String>,
    pub(super) actions: Vec<DraftAction>,
}

/// What matters of the recommendation for the reading of one of its rows.
pub(super) struct Context {
    /// The row of the draft, for notes
    pub(super) row: usize,
    /// The number of the recommendation
    pub(super) number: String,
    /// Whether it is the first row of the recommendation
    pub(super) is_first: bool,
    /// Whether the rows after it have one paragraph each: then the last one of the first is its action
    pub(super) has_one_each: bool,
    /// Whether HMPPS does not agree
    pub(super) is_refused: bool,
}

/// Reads one row.
pub(super) fn read(block: &Block, context: &Context, reading: &mut Reading) -> Said {
    let is_action_column = !block.action.is_empty();
    let text = if is_action_column {
        &block.action
    } else {
        &block.both
    };
    let found = parts(text, &context.number, !is_action_column);
    let (mut before, mut items) = (found.before, found.items);
    if items.is_empty() {
        (before, items) = apart::tell(before, block, context, reading);
    }
    let keeps_response = !is_action_column && context.is_first;
    if !before.is_empty() && !keeps_response && !items.is_empty() {
        let words = format!(
            "“{}” stands before the actions and is left out",
            beginning(&before.join(" "), 60)
        );
        reading.note(words, Some(context.row), &block.place);
        before.clear();
    }
    note_what_stands_after(&found.after, block, context, reading);
    before.extend(found.after);
    Said {
        response: before,
        actions: actions(items, block, context, reading),
    }
}

/// What stands after the last action, and is no part of it, goes with the response: that is said.
fn note_what_stands_after(
    after: &[String],
    block: &Block,
    context: &Context,
    reading: &mut Reading,
) {
    if !after.is_empty() {
        let words = format!(
            "“{}” stands after the last action and is taken as part of the response",
            beginning(&after.join(" "), 60)
        );
        reading.note(words, Some(context.row), &block.place);
    }
}

/// Tells whether a cell says that there is nothing.
pub(super) fn is_no_target(cell: &str) -> bool {
    matches!(
        cell.trim().to_lowercase().as_str(),
        "" | "-" | "–" | "n/a" | "none"
    )
}

/// What the cells of a row say of each of its actions.
struct Cells {
    owners: Vec<Option<String>>,
    targets: Vec<Option<String>>,
    firsts: Vec<Option<String>>,
    states: Vec<Option<String>>,
    numbers: Vec<Option<String>>,
    completed: Vec<Option<String>>,
}

/// Gives each action its owner, its targets and what is said of it.
fn actions(
    items: Vec<Item>,
    block: &Block,
    context: &Context,
    reading: &mut Reading,
) -> Vec<DraftAction> {
    if items.is_empty() {
        note_what_is_of_nobody(block, context, reading);
        return Vec::new();
    }
    let mut cells = |cell, column| each(cell, column, &items, context, (block, &mut *reading));
    let mut cells = Cells {
        owners: cells(&block.owner, Column::Owner),
        targets: cells(&block.target, Column::Target),
        firsts: cells(&block.first_target, Column::FirstTarget),
        states: cells(&block.status, Column::State),
        numbers: cells(&block.number, Column::Number),
        completed: cells(&block.completed, Column::Completed),
    };
    let actions = items.into_iter().enumerate();
    actions
        .map(|(at, item)| {
            let place = format!("{}, action {}", block.place, at + 1);
            action(item, cells.of(at), context.row, &place, reading)
        })
        .collect()
}

/// What the cells say of one action.
struct Own {
    owner: String,
    target: String,
    first: String,
    state: String,
    number: String,
    completed: String,
}

impl Cells {
    fn of(&mut self, at: usize) -> Own {
        let cell = |cells: &mut Vec<Option<String>>| cells[at].take().unwrap_or_default();
        Own {
            owner: cell(&mut self.owners),
            target: cell(&mut self.targets),
            first: cell(&mut self.firsts),
            state: cell(&mut self.states),
            number: cell(&mut self.numbers),
            completed: cell(&mut self.completed),
        }
    }
}

fn action(item: Item, own: Own, row: usize, place: &Place, reading: &mut Reading) -> DraftAction {
    let owner = owner::read(&own.owner, row, place, reading);
    let first = target::read(&own.first, row, place, reading);
    let aim = target::read(&own.target, row, place, reading);
    let said = state::read(&own.state, row, place, reading);
    let completed = completed_on(&own.completed, row, place, reading).map(Some);
    let number = Some(own.number).filter(|number| !number.is_empty());
    DraftAction {
        number: number.or(item.label),
        words: item.words,
        owner,
        targets: without_the_same(first.targets, aim.targets),
        update: update(said, aim.completed.or(completed), row, place, reading),
        place: place.clone(),
    }
}

/// Puts the first targets before those in force; the same date twice was not moved.
fn without_the_same(mut first: Vec<DraftTarget>, now: Vec<DraftTarget>) -> Vec<DraftTarget> {
    let is_known = |now: &DraftTarget| {
        let mut firsts = first.iter();
        firsts.any(|first| first.due_on.is_some() && first.due_on == now.due_on)
    };
    let now: Vec<DraftTarget> = now.into_iter().filter(|now| !is_known(now)).collect();
    first.extend(now);
    first
}

/// Owners and dates that stand beside no action are noted.
fn note_what_is_of_nobody(block: &Block, context: &Context, reading: &mut Reading) {
    let stands = [&block.owner, &block.target, &block.status]
        .into_iter()
        .find(|cell| !is_no_target(cell));
    if let Some(cell) = stands {
        let words = format!(
            "“{}” stands beside no action and is left out",
            beginning(cell, 60)
        );
        reading.note(words, Some(context.row), &block.place);
    }
}

/// Gives each action its entry of a cell; what does not pair is left out, noted.
fn each(
    cell: &str,
    column: Column,
    items: &[Item],
    context: &Context,
    (block, reading): (&Block, &mut Reading),
) -> Vec<Option<String>> {
    let (count, name) = (items.len(), column.name());
    let mut note = |words: String| reading.note(words, Some(context.row), &block.place);
    match pair(cell, column, items) {
        Paired::Nothing => vec![None; count],
        Paired::Each(entries) => entries,
        Paired::All(one) => {
            if column != Column::Owner {
                note(format!("one {name} stands for {count} actions"));
            } else if owner::names_several(&one) {
                note(format!("one owner, “{one}”, stands for {count} actions"));
            }
            vec![Some(one); count]
        }
        Paired::Unsure(whole) => {
            note(format!(
                "the lines of the {name} may be fewer than the {count} actions beside them: each has all of “{}”",
                beginning(&whole.replace('\n', "; "), 60)
            ));
            vec![Some(whole); count]
        }
        Paired::Not(entries) => {
            note(format!(
                "{entries} entries for the {name} of {count} actions do not pair: they are left out"
            ));
            vec![None; count]
        }
    }
}

fn completed_on(
    cell: &str,
    row: usize,
    place: &Place,
    reading: &mut Reading,
) -> Option<PartialDate> {
    if is_no_target(cell) {
        return None;
    }
    let date = cell.trim().parse().ok();
    if date.is_none() {
        let words = format!(
            "the day of completion `{}` is no date and is left out",
            cell.trim()
        );
        reading.note(words, Some(row), place);
    }
    date
}

/// Puts together what the columns of state and of target say of how far it is.
fn update(
    said: Option<DraftUpdate>,
    ended: Option<Option<PartialDate>>,
    row: usize,
    place: &Place,
    reading: &mut Reading,
) -> Option<DraftUpdate> {
    let Some(on) = ended else {
        return said;
    };
    match said {
        Some(said) if said.state == Some(ActionState::Completed) => Some(DraftUpdate {
            said_on: said.said_on.or(on),
            ..said
        }),
        Some(said) => {
            let words = format!(
                "the state is `{}`, and another column says that it is completed",
                said.printed_state
            );
            reading.note(words, Some(row), place);
            Some(said)
        }
        None => Some(DraftUpdate {
            state: Some(ActionState::Completed),
            printed_state: "Completed".to_owned(),
            said_on: on,
            note: None,
            place: place.clone(),
        }),
    }
}
