//! A list as people sort and filter it: one row of headings, one row for each row.

use chrono::Datelike;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::List;
use super::style::{LINE, Styles};
use super::text::{self, lines, words};
use crate::document::{Cell, Column, Layout, Place, Section};
use crate::domain::partial_date::PartialDate;
use crate::render::paper::{self, Numeric};
use crate::render::text::visible_on_one_line;
use crate::render::wrap::widest;

/// Excel has so many rows, one of which has the headings and one says what was cut.
const MOST_ROWS: usize = 1_048_574;
/// A row of Excel is at most so many points high.
const HIGHEST: f64 = 409.0;
/// Letters of a column that holds paragraphs, of one that holds sentences, of one that holds words.
const WIDE: usize = 60;
const MIDDLE: usize = 40;
const NARROW: usize = 26;
/// Letters that the button of the filter takes.
const BUTTON: usize = 3;

/// A column of a sheet with its cells from top to bottom.
struct Field<'d> {
    heading: &'d str,
    is_numeric: bool,
    cells: Vec<Entry<'d>>,
}

/// What stands in one cell of a sheet.
enum Entry<'d> {
    /// The cell of a row
    Cell(&'d Cell),
    /// The heading of the section that the row is from
    Heading(&'d str),
    /// The row has no such column
    Absent,
}

/// Writes a list on a sheet.
pub fn write(
    sheet: &mut Worksheet,
    list: &List<'_>,
    numeric: &Numeric,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(&list.name)?;
    let fields = fields(list, numeric);
    let rows: usize = list.sections.iter().map(|section| section.rows.len()).sum();
    if fields.is_empty() {
        return Ok(());
    }
    let mut heights = vec![1; rows.min(MOST_ROWS) + 1];
    for (at, field) in (0..).zip(&fields) {
        write_field(sheet, at, field, &mut heights, styles)?;
    }
    for (row, lines) in (0..).zip(heights) {
        sheet.set_row_height(row, height(lines, row))?;
    }
    if rows > MOST_ROWS {
        let cut = format!(
            "… (cut: {} rows more; all are in the CSV)",
            rows - MOST_ROWS
        );
        sheet.write_string_with_format(MOST_ROWS as u32 + 1, 0, cut, &styles.text)?;
    }
    hold_the_headings(sheet, list, fields.len() as u16, rows.min(MOST_ROWS) as u32)
}

/// Keeps the headings in sight and on each page, and lets the rows be filtered.
fn hold_the_headings(
    sheet: &mut Worksheet,
    list: &List<'_>,
    columns: u16,
    rows: u32,
) -> Result<(), XlsxError> {
    let is_facts = |section: &&Section| section.layout == Layout::Facts;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    if rows > 0 && !list.sections.iter().all(is_facts) {
        sheet.autofilter(0, 0, rows, columns - 1)?;
    }
    Ok(())
}

/// Returns the columns of all sections of a list, each once, after the heading where that differs.
fn fields<'d>(list: &List<'d>, numeric: &Numeric) -> Vec<Field<'d>> {
    let sections = &list.sections;
    let mut columns: Vec<&Column> = Vec::new();
    for column in sections.iter().flat_map(|section| shown(section)) {
        if !columns.iter().any(|known| known.key == column.key) {
            columns.push(column);
        }
    }
    let differs = sections
        .iter()
        .any(|section| section.heading != sections[0].heading);
    let headings = differs.then(|| headings(sections));
    headings
        .into_iter()
        .chain(
            columns
                .iter()
                .map(|column| field(sections, column, numeric)),
        )
        .collect()
}

fn shown(section: &Section) -> impl Iterator<Item = &Column> {
    section
        .columns
        .iter()
        .filter(|column| column.shown.is_in(Place::Sheets))
}

fn headings<'d>(sections: &[&'d Section]) -> Field<'d> {
    let of_section = |section: &&'d Section| {
        let heading = section.heading.as_deref().unwrap_or_default();
        section.rows.iter().map(move |_| Entry::Heading(heading))
    };
    Field {
        heading: "Section",
        is_numeric: false,
        cells: sections
            .iter()
            .flat_map(of_section)
            .take(MOST_ROWS)
            .collect(),
    }
}

fn field<'d>(sections: &[&'d Section], column: &'d Column, numeric: &Numeric) -> Field<'d> {
    let of_section = |section: &&'d Section| {
        let is_it = |other: &Column| other.key == column.key && other.shown.is_in(Place::Sheets);
        let at = section.columns.iter().position(is_it);
        let entry = move |row: &'d Vec<Cell>| {
            at.and_then(|at| row.get(at))
                .map_or(Entry::Absent, Entry::Cell)
        };
        section.rows.iter().map(entry)
    };
    Field {
        heading: column.heading,
        is_numeric: paper::is_numeric(numeric, column),
        cells: sections
            .iter()
            .flat_map(of_section)
            .take(MOST_ROWS)
            .collect(),
    }
}

/// Writes a column, and raises the rows in which its words take more lines.
fn write_field(
    sheet: &mut Worksheet,
    at: u16,
    field: &Field<'_>,
    heights: &mut [usize],
    styles: &Styles,
) -> Result<(), XlsxError> {
    let texts: Vec<String> = field.cells.iter().map(Entry::words).collect();
    let heading = visible_on_one_line(field.heading.trim_end_matches(':'));
    let width = width(&heading, &texts);
    sheet.set_column_width(at, width as f64 + 1.5)?;
    heights[0] = heights[0].max(lines(&heading, width - BUTTON));
    sheet.write_string_with_format(0, at, heading, &styles.column)?;
    let number = if field.is_numeric {
        &styles.number
    } else {
        &styles.count
    };
    for ((row, entry), words) in (1..).zip(&field.cells).zip(texts) {
        let taken = &mut heights[row as usize];
        *taken = (*taken).max(lines(&words, width));
        match entry {
            Entry::Cell(Cell::Date(date)) => date_or_words(sheet, row, at, *date, styles)?,
            Entry::Cell(Cell::Number(one)) if is_exact(one.unsigned_abs()) => {
                sheet.write_number_with_format(row, at, *one as f64, number)?;
            }
            _ => write_words(sheet, row, at, words, styles)?,
        }
    }
    Ok(())
}

/// Writes a day as a date of Excel; a month or a year stays words, for it is no day.
pub fn date_or_words(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    date: PartialDate,
    styles: &Styles,
) -> Result<(), XlsxError> {
    match date {
        // Excel takes 1900 for a leap year, and knows no earlier one.
        PartialDate::Day(day) if (1901..10_000).contains(&day.year()) => sheet
            .write_datetime_with_format(row, at, day, &styles.date)
            .map(drop),
        other => write_words(sheet, row, at, other.for_people(), styles),
    }
}

/// Writes words as words, also when somebody edits the cell.
pub fn write_words(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    words: String,
    styles: &Styles,
) -> Result<(), XlsxError> {
    let style = if text::is_taken_for_more(&words) {
        &styles.guarded
    } else {
        &styles.text
    };
    // Nothing is an empty cell, which sorts last.
    sheet
        .write_string_with_format(row, at, words, style)
        .map(drop)
}

/// Tells whether Excel, which computes with fractions, holds the number exactly.
pub fn is_exact(number: u64) -> bool {
    number <= 1 << 53
}

impl Entry<'_> {
    fn words(&self) -> String {
        match self {
            Entry::Cell(cell) => words(cell),
            Entry::Heading(heading) => text::fitting(&visible_on_one_line(heading)),
            Entry::Absent => String::new(),
        }
    }
}

/// Returns how many letters wide a column is: few words whole, sentences in several lines.
fn width(heading: &str, texts: &[String]) -> usize {
    let longest = texts
        .iter()
        .map(|text| widest(text))
        .fold((0, 0), |most, (line, word)| {
            (most.0.max(line), most.1.max(word))
        });
    let wanted = match longest.0 {
        line if line <= NARROW => line,
        line if line <= 3 * NARROW => NARROW,
        line if line <= 4 * MIDDLE => MIDDLE,
        _ => WIDE,
    };
    let word = widest(heading).1 + BUTTON + 1;
    wanted.max(longest.1.min(WIDE)).max(word).max(8)
}

fn height(lines: usize, row: u32) -> f64 {
    // The headings have some air.
    let air = if row == 0 { 6.0 } else { 2.25 };
    (lines as f64 * LINE + air).min(HIGHEST)
}
