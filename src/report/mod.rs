//! The questions: each takes a register, a filter and a day, and answers with a [`Document`].
//!
//! No SQL and no terminal: the store reads, `domain` judges, `render` writes.

mod action_plan;
mod alert;
mod annexe_one;
mod beside;
mod bodies;
mod chase;
mod comparison;
mod diff;
mod due;
mod entered;
mod event;
mod evidence;
mod filter;
mod grading;
mod history;
mod inspections;
mod item;
mod listing;
mod movement;
mod outstanding;
mod overdue;
mod plan;
mod plan_events;
mod plan_preview;
mod plan_tally;
mod preview;
mod progress;
mod ratings;
mod repeats;
mod search;
mod shortened;
mod slippage;
mod step;
mod story;
mod suggestions;
mod themes;
mod unconfirmed;
mod views;

pub use action_plan::action_plan;
pub use alert::alert;
pub use annexe_one::annexe_one;
pub use bodies::{bodies, body};
pub use chase::{chase, chase_in_one};
pub use diff::diff;
pub use due::{Due, due};
pub use entered::{Entered, entered};
pub use evidence::evidence;
pub use filter::{Filter, Without};
pub use grading::{Marked, due_list, marked_so_far, to_grade};
pub use history::{LogFilter, LookedAt, check, log};
pub use inspections::{inspection, inspections};
pub use listing::{list, selection};
pub use movement::{Between, movement};
pub use outstanding::{Detail, Paper, outstanding};
pub use overdue::{actions, overdue, to_update};
pub use plan_preview::plan_preview;
pub use preview::preview;
pub use progress::{Per, progress};
pub use ratings::ratings;
pub use repeats::repeats;
pub use search::search;
pub use shortened::shortened;
pub use slippage::slippage;
pub use step::{Step, steps};
pub use story::story;
pub use suggestions::{Repeats, Wanted, repeats_to_suggest, suggested_repeat, suggested_repeats};
pub use themes::{suggested_themes, theme_list, themes};
pub use unconfirmed::unconfirmed;
pub use views::views;

use crate::document::{Cell, Column, Document, Imprint, Layout, Section};
use crate::domain::body::Bodies;
use crate::error::Result;
use crate::store::Store;

/// Makes a document that has only a title; the report fills in the rest.
fn untitled(store: &Store, key: &'static str, title: String) -> Result<Document> {
    Ok(Document {
        key,
        title,
        as_at: None,
        head: store.head()?,
        imprint: Imprint {
            marking: store.marking()?,
            ..Imprint::default()
        },
        filters: Vec::new(),
        intro: Vec::new(),
        totals: Vec::new(),
        charts: Vec::new(),
        sections: Vec::new(),
    })
}

/// Returns a title that names the unit, where one was asked for: `Action plan: Fenmarsh PDU`.
fn titled(title: &str, filter: &Filter, bodies: &Bodies) -> String {
    match filter.asked.body {
        Some(body) => format!("{title}: {}", bodies.name(body)),
        None => title.to_owned(),
    }
}

/// Makes a section without an introduction.
fn section(
    key: &'static str,
    heading: Option<&str>,
    layout: Layout,
    columns: &[Column],
    rows: Vec<Vec<Cell>>,
) -> Section {
    Section {
        key,
        heading: heading.map(str::to_owned),
        intro: Vec::new(),
        layout,
        columns: columns.to_vec(),
        rows,
    }
}

/// Leaves out sections that have nothing to say, but for the first.
fn without_empty(sections: Vec<Section>) -> Vec<Section> {
    let first_is_kept =
        |(place, section): &(usize, Section)| *place == 0 || !section.rows.is_empty();
    let any = sections.iter().any(|section| !section.rows.is_empty());
    if any {
        sections
            .into_iter()
            .filter(|section| !section.rows.is_empty())
            .collect()
    } else {
        sections
            .into_iter()
            .enumerate()
            .filter(first_is_kept)
            .map(|(_, section)| section)
            .collect()
    }
}
