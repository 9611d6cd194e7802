//! One dated fact of a story: when, who, what, and the handle that corrects it.

use chrono::NaiveDate;

use super::section;
use crate::document::{Cell, Column, Layout, Section};
use crate::domain::partial_date::PartialDate;
use crate::domain::recommendation::Cited;
use crate::error::Result;
use crate::store::Store;

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

/// How much of a file's hash is shown beside a fact: enough to tell two files of one name apart.
const HASH_SHOWN: usize = 12;

/// Returns where a fact was read: `report.txt:112`.
pub(super) fn place_of(store: &Store, cited: &Cited) -> Result<String> {
    let Cited { source_id, place } = cited;
    let name = store.source(*source_id)?.name;
    Ok(if place.is_empty() {
        name
    } else {
        format!("{name}:{place}")
    })
}

/// Returns where a fact was read, with the beginning of the file's hash; nothing for what was typed.
pub(super) fn read_in(store: &Store, cited: Option<&Cited>) -> Result<Option<String>> {
    let Some(cited) = cited else {
        return Ok(None);
    };
    let place = place_of(store, cited)?;
    let hash = store.source(cited.source_id)?.sha256;
    let hash = hash.map(|hash| hash.chars().take(HASH_SHOWN).collect::<String>());
    Ok(Some(match hash {
        Some(hash) => format!("{place} (SHA-256 {hash})"),
        None => place,
    }))
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
