//! One dated fact of a story: when, who, what, and the handle that corrects it.

use chrono::NaiveDate;

use super::section;
use crate::document::{Cell, Column, Layout, Section};
use crate::domain::partial_date::PartialDate;

/// The columns of an event.
const COLUMNS: [Column; 6] = [
    Column::new("date", "Date"),
    Column::new("who", "Who said it"),
    Column::on_paper("what_and_where", "What"),
    Column::in_data("what", "What"),
    Column::new("handle", "Handle"),
    Column::in_data("source", "Read in"),
];

/// One dated fact of the story. A draft's facts have no date yet and come last.
pub(super) struct Event {
    /// When
    pub on: Option<PartialDate>,
    /// Whose voice it is
    pub who: String,
    /// What was said
    pub what: String,
    /// What `amend` and `undo` take: `#f41`
    pub handle: String,
    /// Where it was read; nothing: it was typed
    pub source: Option<String>,
}

/// Tells what was said up to a day, in order of date.
pub(super) fn told(mut events: Vec<Event>, day: NaiveDate) -> Section {
    // Drafts have no date yet: they are shown, marked, and count nowhere.
    events.retain(|event| event.on.is_none_or(|on| on.last_day() <= day));
    events.sort_by_key(|event| (event.on.is_none(), event.on.map(PartialDate::last_day)));
    section(
        "story",
        Some("What was said, in order of date"),
        Layout::Table,
        &COLUMNS,
        events.into_iter().map(cells).collect(),
    )
}

/// Makes the cells of an event.
fn cells(event: Event) -> Vec<Cell> {
    let Event {
        on,
        who,
        what,
        handle,
        source,
    } = event;
    // A fact that was typed has no source: who recorded it stands in the log.
    let read_in = source.as_ref().map(|source| format!("\nRead in {source}"));
    vec![
        on.map_or(Cell::Text("no date yet".to_owned()), Cell::Date),
        Cell::Text(who),
        Cell::Text(format!("{what}{}", read_in.unwrap_or_default())),
        Cell::Text(what),
        Cell::Reference(handle),
        Cell::text_or_nothing(source),
    ]
}
