//! `report chase`: for each owner what is due soon, overdue, or long without a word. Ready to send.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::listing::total;
use super::step::{self, Step, steps};
use super::{Filter, section, titled, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, plain};
use crate::domain::partial_date::PartialDate;
use crate::domain::words::beginning;
use crate::error::Result;
use crate::store::Store;

/// So much of the words of a recommendation tells one from another.
const SHORT: usize = 80;

/// How many days ahead an action is due soon.
const SOON: u64 = 30;

/// After how many days without an update an owner is asked.
const SILENT: u64 = 90;

/// Why an action is chased: the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Overdue,
    DueSoon,
    Silent,
}

/// Returns one document an owner, each with what is overdue, due in the next 30 days, or without an
/// update for 90 days; owners in order of name, actions without one last.
pub fn chase(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Vec<(String, Document)>> {
    let all = steps(store, filter, day)?;
    let mut by_owner: BTreeMap<(bool, String), Vec<(Why, &Step)>> = BTreeMap::new();
    for step in &all {
        if let Some(why) = why(step, day) {
            // One role is one page, in whatever capitals it was typed.
            let owner = step.action.owner.as_deref().map(str::to_lowercase);
            let key = (owner.is_none(), owner.unwrap_or_default());
            by_owner.entry(key).or_default().push((why, step));
        }
    }
    let page = |chased: Vec<(Why, &Step)>| {
        let owner = chased[0].1.action.owner.as_deref();
        let owner = owner.unwrap_or("no owner named");
        let document = page(store, filter, day, owner, &chased)?;
        Ok((owner.to_owned(), document))
    };
    by_owner.into_values().map(page).collect()
}

/// Puts the pages of all owners into one document, for a file or a program that takes one.
///
/// # Errors
/// When the register cannot be read.
pub fn chase_in_one(
    store: &Store,
    filter: &Filter,
    day: NaiveDate,
    pages: Vec<(String, Document)>,
) -> Result<Document> {
    let bodies = store.bodies()?;
    let title = titled("Actions to chase", filter, &bodies);
    let mut document = untitled(store, "chase", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&bodies);
    document.intro = vec![plain("By Responsible Owner.")];
    for (owner, page) in pages {
        let of_owner = |mut section: Section| {
            let why = section.heading.as_deref().unwrap_or_default();
            section.heading = Some(format!("{owner}: {}", lower_first(why)));
            section
        };
        let sections = page.sections.into_iter().map(of_owner);
        document.sections.extend(sections);
    }
    let actions = document.sections.iter().map(|section| section.rows.len());
    document.totals = vec![total("actions", "Actions", actions.sum())];
    Ok(document)
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn why(step: &Step, day: NaiveDate) -> Option<Why> {
    let action = &step.action;
    if action.is_ended() || !step.is_outstanding {
        return None;
    }
    let last_word = action
        .updates
        .last()
        .map(|update| update.said_on.last_day())
        .or_else(|| action.targets.last().map(|target| target.set_on.last_day()))
        .or(action.planned_on.map(PartialDate::last_day));
    if step.days_overdue(day).is_some() {
        Some(Why::Overdue)
    } else if action
        .due()
        .is_some_and(|due| due.last_day() >= day && due.last_day() <= day + Days::new(SOON))
    {
        Some(Why::DueSoon)
    } else if last_word.is_none_or(|said| said + Days::new(SILENT) <= day) {
        Some(Why::Silent)
    } else {
        None
    }
}

fn page(
    store: &Store,
    filter: &Filter,
    day: NaiveDate,
    owner: &str,
    chased: &[(Why, &Step)],
) -> Result<Document> {
    let mut document = untitled(store, "chase", format!("Actions of: {owner}"))?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&store.bodies()?);
    document.intro = vec![plain(
        "Please say of each action how it stands, and by when it will be done where the date cannot be met.",
    )];
    document.totals = vec![total("actions", "Actions", chased.len())];
    for (key, heading, wanted) in [
        ("overdue", "Overdue", Why::Overdue),
        ("due_soon", "Due in the next 30 days", Why::DueSoon),
        ("silent", "No update for 90 days", Why::Silent),
    ] {
        let rows: Vec<_> = chased
            .iter()
            .filter(|(why, _)| *why == wanted)
            .map(|(_, step)| cells(step, day))
            .collect();
        if !rows.is_empty() {
            document
                .sections
                .push(section(key, Some(heading), Layout::Table, &columns(), rows));
        }
    }
    Ok(document)
}

/// The columns of an action; on paper it says in short what it is about, because its owner may have
/// nothing but the page.
fn columns() -> Vec<Column> {
    let mut columns = step::COLUMNS.to_vec();
    let heading = columns[1].heading;
    columns[1] = Column::in_data("action", heading);
    columns.insert(1, Column::on_paper("action_and_about", heading));
    columns
}

fn cells(step: &Step, day: NaiveDate) -> Vec<Cell> {
    let mut cells = step::cells(step, day);
    let (words, about) = (&step.action.words, beginning(&step.about, SHORT));
    cells.insert(1, Cell::Text(format!("{words}\nAbout: {about}")));
    cells
}
