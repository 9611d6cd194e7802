//! The actions of one row of a plan's table: which paragraphs they are, who does them and by when.

use super::Reading;
use super::cell::{Item, parts};
use super::entry::Block;
use super::pairing::{Paired, count, pair};
use super::{state, target};
use crate::domain::action::ActionState;
use crate::domain::draft::Place;
use crate::domain::plan_draft::{DraftAction, DraftUpdate};
use crate::domain::words::{beginning, folded};

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
    let found = parts(text, &context.number);
    let (mut before, mut items) = (found.before, found.items);
    if items.is_empty() {
        (before, items) = unmarked(before, block, context, reading);
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
    Said {
        response: before,
        actions: actions(items, block, context, reading),
    }
}

/// Tells response and actions apart where no mark does: by the number of owners and dates, else by their words.
fn unmarked(
    paragraphs: Vec<String>,
    block: &Block,
    context: &Context,
    reading: &mut Reading,
) -> (Vec<String>, Vec<Item>) {
    let item = |words: &String| Item {
        label: None,
        words: words.clone(),
    };
    let is_action_column = !block.action.is_empty();
    let nobody = [&block.owner, &block.target, &block.status]
        .into_iter()
        .all(|cell| is_no_target(cell));
    if paragraphs.is_empty() {
        let silent = if nobody || context.is_refused {
            Vec::new()
        } else {
            vec![item(&String::new())]
        };
        return (Vec::new(), silent);
    }
    if !is_action_column && (nobody || context.is_refused && is_no_target(&block.owner)) {
        return (paragraphs, Vec::new());
    }
    let counted = count(&block.owner).max(count(&block.target));
    let answers = match counted {
        2.. if counted <= paragraphs.len() => paragraphs.len() - counted,
        _ if paragraphs.len() == 1 => 0,
        _ if context.has_one_each => paragraphs.len() - 1,
        _ => {
            let answers = if is_action_column {
                0
            } else {
                leading_answers(&paragraphs)
            };
            let words = format!(
                "nothing marks where actions begin: of {} paragraphs {answers} are taken as the response and {} as actions",
                paragraphs.len(),
                paragraphs.len() - answers
            );
            reading.note(words, Some(context.row), &block.place);
            answers
        }
    };
    let (response, actions) = paragraphs.split_at(answers);
    (response.to_vec(), actions.iter().map(item).collect())
}

/// Counts the paragraphs at the start that answer and undertake nothing; the last one is an action.
fn leading_answers(paragraphs: &[String]) -> usize {
    let lower: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| format!(" {} ", paragraph.to_lowercase()))
        .collect();
    let undertakes = |text: &String| text.contains(" will ") || text.contains(" shall ");
    let any_undertakes = lower.iter().any(undertakes);
    let answers = |text: &&String| {
        let agrees = ["agree", "accept", "acknowledg", "recognis", "welcome"];
        agrees.iter().any(|word| text.contains(word)) || any_undertakes && !undertakes(text)
    };
    lower[..lower.len() - 1].iter().take_while(answers).count()
}

fn is_no_target(cell: &str) -> bool {
    matches!(
        cell.trim().to_lowercase().as_str(),
        "" | "-" | "–" | "n/a" | "none"
    )
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
    let owners = each(&block.owner, "owner", &items, context, (block, reading));
    let targets = each(
        &block.target,
        "target date",
        &items,
        context,
        (block, reading),
    );
    let firsts = each(
        &block.first_target,
        "first target date",
        &items,
        context,
        (block, reading),
    );
    let states = each(&block.status, "state", &items, context, (block, reading));
    let numbers = each(&block.number, "number", &items, context, (block, reading));
    let completed = each(
        &block.completed,
        "day of completion",
        &items,
        context,
        (block, reading),
    );
    let mut actions = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        let cell = |cells: &[Option<String>]| cells[at].clone().unwrap_or_default();
        let (row, place) = (context.row, &block.place);
        let mut action = DraftAction {
            number: Some(cell(&numbers))
                .filter(|number| !number.is_empty())
                .or(item.label),
            words: item.words,
            owner: owner(&cell(&owners), row, place, reading),
            place: place.clone(),
            ..DraftAction::default()
        };
        let first = target::read(&cell(&firsts), row, place, reading);
        let aim = target::read(&cell(&targets), row, place, reading);
        let said = state::read(&cell(&states), row, place, reading);
        action.targets = first.targets;
        // The same date twice was not moved.
        let now = aim.targets.into_iter().filter(|now| {
            !action
                .targets
                .iter()
                .any(|first| first.due_on.is_some() && first.due_on == now.due_on)
        });
        let now: Vec<_> = now.collect();
        action.targets.extend(now);
        let ended = aim
            .completed
            .or(completed_on(&cell(&completed), row, place, reading).map(Some));
        action.update = update(said, ended, row, place, reading);
        actions.push(action);
    }
    actions
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
    name: &str,
    items: &[Item],
    context: &Context,
    (block, reading): (&Block, &mut Reading),
) -> Vec<Option<String>> {
    let count = items.len();
    match pair(cell, items) {
        Paired::Nothing => vec![None; count],
        Paired::Each(entries) => entries,
        Paired::All(one) => {
            if name != "owner" {
                let words = format!("one {name} stands for {count} actions");
                reading.note(words, Some(context.row), &block.place);
            } else if names_several_roles(&one) {
                let words = format!("one owner, “{one}”, stands for {count} actions");
                reading.note(words, Some(context.row), &block.place);
            }
            vec![Some(one); count]
        }
        Paired::Not(entries) => {
            let words = format!(
                "{entries} entries for the {name} of {count} actions do not pair: they are left out"
            );
            reading.note(words, Some(context.row), &block.place);
            vec![None; count]
        }
    }
}

/// Tells whether an owner may be two whose lines ran together: `Head of Operations Victims Lead`.
fn names_several_roles(owner: &str) -> bool {
    const ROLES: [&str; 7] = [
        "head", "lead", "director", "manager", "officer", "chief", "board",
    ];
    let folded = folded(owner);
    let roles = folded.split(' ').filter(|word| ROLES.contains(word));
    roles.count() > 1
}

/// Returns a Responsible Owner: lines that the width of the cell broke are one, others are several.
fn owner(cell: &str, row: usize, place: &Place, reading: &mut Reading) -> Option<String> {
    let lower = cell.trim().to_lowercase();
    if is_no_target(&lower) {
        return None;
    }
    if matches!(
        lower.trim_end_matches('.'),
        "tbc" | "tba" | "tbd" | "to be confirmed" | "to be agreed"
    ) {
        reading.note(
            format!("the owner is `{}`: none is recorded", cell.trim()),
            Some(row),
            place,
        );
        return None;
    }
    let mut owner = String::new();
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !owner.is_empty() {
            owner.push_str(if owner_goes_on(&owner, line) {
                " "
            } else {
                "; "
            });
        }
        owner.push_str(line);
    }
    if owner.contains("; ") && cell.lines().count() > 1 {
        let words = format!("the owner stands on several lines: read as “{owner}”");
        reading.note(words, Some(row), place);
    }
    Some(owner)
}

/// Tells whether a line goes on with the name of a role.
fn owner_goes_on(before: &str, line: &str) -> bool {
    const OPEN: [&str; 9] = ["of", "and", "for", "the", "&", "/", ",", "-", "–"];
    OPEN.iter().any(|end| before.ends_with(end))
        || line.starts_with(|c: char| c.is_lowercase() || c == '(' || c == '&')
}

fn completed_on(
    cell: &str,
    row: usize,
    place: &Place,
    reading: &mut Reading,
) -> Option<crate::domain::partial_date::PartialDate> {
    if is_no_target(cell) {
        return None;
    }
    let date = cell.trim().parse().ok();
    if date.is_none() {
        reading.note(
            format!(
                "the day of completion `{}` is no date and is left out",
                cell.trim()
            ),
            Some(row),
            place,
        );
    }
    date
}

/// Puts together what the columns of state and of target say of how far it is.
fn update(
    said: Option<DraftUpdate>,
    ended: Option<Option<crate::domain::partial_date::PartialDate>>,
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
