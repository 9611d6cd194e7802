//! Workbooks of Excel: their values by calamine, and beside them what it does not tell.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsb, Xlsx};
use chrono::NaiveDate;

use super::archive::{self, CUT_OFF};
use super::hidden::{self, Hidden, Parts};
use super::limits::{Limits, tidied};
use super::{Cell, Refused, Sheet, Shown, Value, Workbook, format};
use crate::import::container::note;

/// Reads a workbook. calamine trusts some of what a binary workbook says of its own lengths: where it
/// gives up by a panic, the workbook is damaged, and the program goes on.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Refused> {
    let mut archive = archive::open(bytes)?;
    let is_binary = archive.by_name("xl/workbook.bin").is_ok();
    let read = || {
        if is_binary { binary(bytes) } else { xml(bytes) }
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Refused {
    Refused::unreadable(CUT_OFF)
}

/// How the cells of a style are shown.
#[derive(Clone, Debug, Default)]
struct Look {
    code: Option<String>,
    dated: Option<Shown>,
    struck: bool,
}

fn xml(bytes: &[u8]) -> Result<Workbook, Refused> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => {
            Refused::unreadable("has a password: take it off in Excel and save it")
        }
        _ => damaged(),
    })?;
    let parts = Parts::of(bytes)?;
    let is_1904 = book.has_1904_epoch();
    let mut limits = Limits::default();
    let mut sheets = Vec::new();
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        limits.sheet()?;
        let beside = parts.hidden(bytes, &name)?;
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
        let looks: Vec<Look> = reader.styles().iter().map(look).collect();
        let mut rows = Vec::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| damaged())? {
            let look = looks.get(style);
            let Some(value) = value(cell.get_value(), look, is_1904) else {
                continue;
            };
            let (row, column) = cell.get_position();
            let struck = look.is_some_and(|look| look.struck);
            limits.take(&mut rows, row as usize + 1, cell_at(column, value, struck))?;
        }
        let sheet = Sheet {
            name,
            hidden,
            rows,
            ..Sheet::default()
        };
        sheets.push(joined(sheet, beside, &mut limits)?);
    }
    Ok(Workbook {
        sheets,
        notes: Vec::new(),
    })
}

fn binary(bytes: &[u8]) -> Result<Workbook, Refused> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let is_1904 = book.has_1904_epoch();
    let mut limits = Limits::default();
    let mut sheets = Vec::new();
    for (name, hidden) in worksheets(book.sheets_metadata()) {
        limits.sheet()?;
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
        let mut rows = Vec::new();
        while let Some(cell) = reader.next_cell().map_err(|_| damaged())? {
            if let Some(value) = value(cell.get_value(), None, is_1904) {
                let (row, column) = cell.get_position();
                limits.take(&mut rows, row as usize + 1, cell_at(column, value, false))?;
            }
        }
        sheets.push(Sheet {
            name,
            hidden,
            rows: tidied(rows),
            ..Sheet::default()
        });
    }
    let notes = vec![note(
        "a binary workbook (xlsb) does not tell how cells are shown, which rows are hidden and which cells are merged"
            .to_owned(),
        "",
    )];
    Ok(Workbook { sheets, notes })
}

fn worksheets(sheets: &[calamine::Sheet]) -> Vec<(String, bool)> {
    let worksheets = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

fn cell_at(column: u32, value: Value, struck: bool) -> Cell {
    Cell {
        column: column as usize,
        value,
        struck,
    }
}

fn look(style: &calamine::Style) -> Look {
    let code = style
        .number_format
        .as_ref()
        .map(|format| format.format_code.clone());
    Look {
        dated: code.as_deref().and_then(format::shown),
        code,
        struck: style
            .font
            .as_ref()
            .is_some_and(calamine::Font::has_strikethrough),
    }
}

/// Returns what a cell holds; nothing where it is empty or holds white space.
fn value(data: &DataRef<'_>, look: Option<&Look>, is_1904: bool) -> Option<Value> {
    let value = match data {
        DataRef::Empty => return None,
        DataRef::Int(number) => Value::Number(number.to_string()),
        DataRef::Float(number) => Value::Number(format::number(
            *number,
            look.and_then(|look| look.code.as_deref()),
        )),
        DataRef::String(words) => text(words)?,
        DataRef::SharedString(words) => text(words)?,
        DataRef::Bool(is) => Value::Bool(*is),
        DataRef::DateTime(date) => {
            let shown = look.map_or(Some(Shown::Unknown), |look| look.dated);
            format::dated(date.as_f64(), is_1904, shown.filter(|_| date.is_datetime()))
        }
        DataRef::DateTimeIso(date) => iso(date, look.and_then(|look| look.dated)),
        DataRef::DurationIso(words) => text(words)?,
        DataRef::Error(error) => Value::Error(error.to_string()),
    };
    Some(value)
}

fn text(words: &str) -> Option<Value> {
    (!words.trim().is_empty()).then(|| Value::Text(words.to_owned()))
}

/// Reads a date that a file writes out: `2027-03-31`, with or without a time.
pub(super) fn iso(written: &str, shown: Option<Shown>) -> Value {
    let day = written.get(..10).unwrap_or(written);
    match day.parse::<NaiveDate>() {
        Ok(date) => Value::Date(date, shown.unwrap_or(Shown::Unknown)),
        Err(_) => Value::Text(written.to_owned()),
    }
}

/// Joins the values of a sheet with what its parts say beside them.
fn joined(mut sheet: Sheet, beside: Hidden, limits: &mut Limits) -> Result<Sheet, Refused> {
    sheet.rows = tidied(sheet.rows);
    let known = sheet.rows.len();
    for (row, column) in beside.without_value {
        let value = Value::Error(hidden::NEVER_WORKED_OUT.to_owned());
        let cell = Cell {
            column,
            value,
            struck: false,
        };
        // Rows that hold nothing else come behind the others, in order, and are put in their place at the end.
        let rows = &mut sheet.rows;
        match rows[..known].binary_search_by_key(&row, |row| row.number) {
            Ok(at) => {
                limits.cell(&cell)?;
                rows[at].cells.push(cell);
            }
            Err(_) => limits.take(rows, row, cell)?,
        }
    }
    sheet.rows = tidied(sheet.rows);
    for row in &mut sheet.rows {
        row.hidden = beside.rows.binary_search(&row.number).is_ok();
        for cell in &mut row.cells {
            cell.struck |= beside
                .struck
                .binary_search(&(row.number, cell.column))
                .is_ok();
        }
    }
    sheet.merged = beside.merged;
    sheet.hidden_columns = beside.columns;
    Ok(sheet)
}
