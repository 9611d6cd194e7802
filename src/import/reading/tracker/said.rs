//! What is said of a sheet beside its rows: its title, the day of which it speaks, columns that are
//! hidden, new or without a heading.

use super::dates::{self, Dated};
use super::doubts::short;
use super::field::Field;
use super::header::plain;
use super::held::{From, Given};
use super::layout::{Layout, is_closed};
use super::mapping::Mapping;
use super::row::Reading;
use crate::domain::draft::{DraftNote, Read};
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::PlanDraft;
use crate::domain::words::folded;
use crate::import::container::line::Line;
use crate::import::container::sheet::{Row, Value, Workbook, letters};
use crate::import::reading::dates as printed;
use crate::import::reading::plan::facts;

/// Reads the title above the header, the report that the list is about, and the day of which it speaks.
pub(super) fn titles(layout: &Layout<'_>, mapping: &Mapping, draft: &mut PlanDraft) {
    let above = &layout.sheet.rows[..layout.header.rows.start];
    draft.notes.extend(rows_above(layout, above));
    let facts = facts::read(&lines(layout, above), &[], 0);
    let day = above.iter().find_map(|row| {
        let value = day_of(row, mapping)?;
        let place = layout.sheet.place(row.number, row.cells.first()?.column);
        Some(Read { value, place })
    });
    if draft.said_on.is_none() {
        draft.said_on = day.or(facts.said_on);
        draft.notes.extend(draft.said_on.as_ref().map(|day| {
            let words = format!("the list says that it speaks of {}", day.value.for_people());
            note(words, day.place.clone())
        }));
    }
    let Some(title) = title(layout, above, mapping).filter(|_| draft.title.is_none()) else {
        return;
    };
    draft.title = Some(title.value.clone());
    let says_the_report = layout.has(Field::Report) || layout.has(Field::Reference);
    if !says_the_report && mapping.subheadings != Some(Field::Report) {
        draft.answers = facts.answers.or(Some(title));
    }
}

/// The first words above the header that say no day.
fn title(layout: &Layout<'_>, above: &[Row], mapping: &Mapping) -> Option<Read<String>> {
    let titles = above.iter().filter(|row| day_of(row, mapping).is_none());
    let mut cells = titles.filter_map(|row| Some((row.number, row.cells.first()?)));
    let (row, cell) = cells.find(|(_, cell)| matches!(cell.value, Value::Text(_)))?;
    Some(Read {
        value: plain(&cell.value.words()),
        place: layout.sheet.place(row, cell.column),
    })
}

/// The rows above the header as the lines that a plan has above its table.
fn lines(layout: &Layout<'_>, above: &[Row]) -> Vec<Line> {
    let line = |row: &Row| {
        let words: Vec<String> = row
            .cells
            .iter()
            .map(|cell| plain(&cell.value.words()))
            .collect();
        let column = row.cells.first().map_or(0, |cell| cell.column);
        Line::new(layout.sheet.place(row.number, column), words.join("\t"))
    };
    above.iter().map(line).collect()
}

/// What stands above the header in several cells may be rows of a list that begins further up.
fn rows_above(layout: &Layout<'_>, above: &[Row]) -> Option<DraftNote> {
    let mut wide = above.iter().filter(|row| row.cells.len() > 2);
    let first = wide.next()?;
    let count = wide.count() + 1;
    let rows = if count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    };
    let words = format!("{rows} of several cells above the header are not read");
    Some(note(words, layout.sheet.row_place(first.number)))
}

/// The day of a row that says of which day the list speaks.
fn day_of(row: &Row, mapping: &Mapping) -> Option<PartialDate> {
    let words: Vec<String> = row
        .cells
        .iter()
        .map(|cell| plain(&cell.value.words()))
        .collect();
    let said = format!(" {} ", folded(&words.join(" ")));
    let says_it = [
        " updated ",
        " as at ",
        " as of ",
        " position at ",
        " correct at ",
        " reviewed ",
        " status at ",
    ];
    if !says_it.iter().any(|words| said.contains(words)) {
        return None;
    }
    let in_cells =
        row.cells
            .iter()
            .filter_map(|cell| match dates::read(&cell.value, mapping.dates) {
                Dated::Date(date) => Some(date),
                _ => None,
            });
    let in_words = words
        .iter()
        .flat_map(|words| printed::all(words))
        .map(|found| found.date);
    let mut days: Vec<PartialDate> = in_cells.chain(in_words).collect();
    days.dedup();
    match days.as_slice() {
        [day] if !matches!(day, PartialDate::Year(_)) => Some(*day),
        _ => None,
    }
}

/// Says which sheets are not read, which are hidden, and which are called closed.
pub(super) fn sheets(workbook: &Workbook, mapping: &Mapping, notes: &mut Vec<DraftNote>) {
    let named = workbook
        .sheets
        .iter()
        .filter(|sheet| !sheet.name.is_empty());
    for sheet in named {
        let is_read = mapping.sheets.is_empty() || mapping.sheets.contains(&sheet.name);
        let hidden = if sheet.hidden {
            "the hidden sheet"
        } else {
            "the sheet"
        };
        let words = match (is_read, is_closed(&sheet.name), sheet.hidden) {
            (false, ..) if sheet.rows.is_empty() => continue,
            (false, ..) => format!("{hidden} `{}` is not read", sheet.name),
            (true, true, _) => format!(
                "{hidden} `{}` is read like the others, and closes nothing",
                sheet.name
            ),
            (true, false, true) => format!("{hidden} `{}` is read", sheet.name),
            (true, false, false) => continue,
        };
        notes.push(DraftNote {
            words,
            about: None,
            place: sheet.name.clone(),
        });
    }
}

/// Says of columns that are hidden and read, that the mapping does not know, and that have no heading.
pub(super) fn columns(layout: &Layout<'_>, mapping: &Mapping, notes: &mut Vec<DraftNote>) {
    let header = layout.sheet.rows[layout.header.rows.start].number;
    for (column, heading) in &layout.header.headings {
        let place = layout.sheet.place(header, *column);
        let is_left_out = mapping
            .left_out
            .iter()
            .any(|known| plain(known).eq_ignore_ascii_case(heading));
        let is_read = layout.field(*column).is_some();
        if !is_read && !is_left_out {
            notes.push(note(
                format!(
                    "the mapping does not know the column `{}`, which is not read",
                    short(heading)
                ),
                place,
            ));
        } else if is_read && layout.sheet.hidden_columns.binary_search(column).is_ok() {
            notes.push(note(
                format!("the hidden column `{}` is read", short(heading)),
                place,
            ));
        }
    }
    // In a table as text a cell beyond the last heading breaks its row.
    if !layout.sheet.name.is_empty() {
        notes.extend(without_heading(layout));
    }
}

fn without_heading(layout: &Layout<'_>) -> Vec<DraftNote> {
    let mut counts: std::collections::BTreeMap<usize, (usize, usize)> =
        std::collections::BTreeMap::new();
    for row in layout.rows() {
        for cell in &row.cells {
            if layout.header.heading(cell.column).is_none() {
                counts.entry(cell.column).or_insert((0, row.number)).0 += 1;
            }
        }
    }
    let said = counts.into_iter().map(|(column, (count, row))| {
        let cells = if count == 1 {
            "1 cell".to_owned()
        } else {
            format!("{count} cells")
        };
        let words = format!(
            "column {} has no heading: {cells} of it are not read",
            letters(column)
        );
        note(words, layout.sheet.place(row, column))
    });
    said.collect()
}

/// Doubts a row of a table as text that has cells beyond its last heading: a separator may stand within words.
pub(super) fn beyond(reading: &mut Reading<'_, '_>) {
    let sheet = reading.layout.sheet;
    let last = reading
        .layout
        .header
        .headings
        .last()
        .map_or(0, |(column, _)| *column);
    let beyond = reading.row.cells.iter().find(|cell| cell.column > last);
    if let Some(cell) = beyond.filter(|_| sheet.name.is_empty()) {
        let place = sheet.place(reading.row.number, cell.column);
        reading.doubt_row(&format!(
            "has `{}` in {place}, beyond the last column: a separator may stand within its words",
            short(&cell.value.words())
        ));
    }
}

/// Notes where a merged cell says something of the actions of several rows.
pub(super) fn merged(reading: &mut Reading<'_, '_>, given: &Given<'_>) {
    const OF_THE_ACTION: [Field; 4] = [Field::Owner, Field::Target, Field::Status, Field::Update];
    let is_merged = |field: &Field| {
        let held = given.get(*field);
        held.is_some_and(|held| held.from == From::Merged)
    };
    let (sheet, row) = (reading.layout.sheet, reading.row.number);
    if given.own(Field::Action).is_some() && OF_THE_ACTION.iter().any(is_merged) {
        let words = "what merged cells say of the actions above is said of {} row{s} below, too";
        reading.doubts.many(words, || sheet.row_place(row));
    }
}

/// Notes a row that people may take for totals, and that is read as one of the list.
pub(super) fn like_totals(reading: &mut Reading<'_, '_>) {
    let (layout, row) = (reading.layout, reading.row);
    if layout.is_like_totals(row) {
        let words = "the row may hold totals, and is read as one of the list";
        reading.note(words, layout.sheet.row_place(row.number));
    }
}

fn note(words: String, place: String) -> DraftNote {
    DraftNote {
        words,
        about: None,
        place,
    }
}
