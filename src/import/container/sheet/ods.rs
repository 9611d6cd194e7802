//! Spreadsheets of LibreOffice (ods).
//!
//! Read here and not by calamine, which tells neither how a date is shown nor what is hidden or merged,
//! waits for ever for the end of one that is cut off, and repeats cells as often as a file says.

use std::io::{BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::archive::{self, CUT_OFF};
use super::excel::iso;
use super::format;
use super::hidden::{MOST_MERGED, attribute, next};
use super::limits::{Limits, tidied};
use super::ods_styles::Styles;
use super::{Cell, Merged, Refused, Sheet, Value, Workbook};

/// As far as a sheet of LibreOffice reaches.
const LAST_ROW: usize = 1_048_576;
const LAST_COLUMN: usize = 16_384;

/// Reads a spreadsheet.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Refused> {
    let mut archive = archive::open(bytes)?;
    refuse_locked(&mut archive)?;
    let styles = Styles::of(&mut archive)?;
    let content = archive
        .by_name("content.xml")
        .map_err(|_| Refused::unreadable(CUT_OFF))?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    reader.config_mut().expand_empty_elements = true;
    let mut reading = Reading::new(&styles);
    let mut buffer = Vec::new();
    loop {
        match next(&mut reader, &mut buffer)? {
            Event::Eof => break,
            event => reading.take(&event)?,
        }
        buffer.clear();
    }
    if reading.depth > 0 {
        return Err(Refused::unreadable(CUT_OFF));
    }
    Ok(Workbook {
        sheets: reading.sheets,
        notes: Vec::new(),
    })
}

fn refuse_locked(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refused> {
    let manifest = archive::part(archive, "META-INF/manifest.xml").unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(Refused::unreadable(
            "has a password: open it in LibreOffice, save it without one and import that",
        ));
    }
    Ok(())
}

/// The cell that is being read.
#[derive(Default)]
struct Open {
    kind: String,
    value: Option<String>,
    words: String,
    paragraphs: usize,
    style: Option<String>,
    repeated: usize,
    covered: bool,
}

struct Reading<'s> {
    styles: &'s Styles,
    limits: Limits,
    sheets: Vec<Sheet>,
    /// Elements that are open
    depth: usize,
    /// The depth of the sheet, the row and the cell that are open
    sheet: Option<usize>,
    row: Option<usize>,
    cell: Option<(usize, Open)>,
    /// The depth of what is passed over: a comment, a drawing, a table within a cell
    passed: Option<usize>,
    row_number: usize,
    row_repeated: usize,
    row_hidden: bool,
    row_cells: Vec<Cell>,
    column: usize,
    column_styles: Vec<(usize, String)>,
}

impl<'s> Reading<'s> {
    fn new(styles: &'s Styles) -> Self {
        Reading {
            styles,
            limits: Limits::default(),
            sheets: Vec::new(),
            depth: 0,
            sheet: None,
            row: None,
            cell: None,
            passed: None,
            row_number: 0,
            row_repeated: 1,
            row_hidden: false,
            row_cells: Vec::new(),
            column: 0,
            column_styles: Vec::new(),
        }
    }

    fn take(&mut self, event: &Event<'_>) -> Result<(), Refused> {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.passed.is_none() {
                    self.begin(tag)?;
                }
            }
            Event::End(_) => {
                self.end()?;
                self.depth = self.depth.saturating_sub(1);
            }
            Event::Text(text) => self.say(&text.xml10_content()),
            Event::CData(text) => self.say(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let named = quick_xml::escape::resolve_predefined_entity(reference);
                let letter = reference.resolve_char_ref().ok().flatten();
                self.say(named.unwrap_or(&letter.map(String::from).unwrap_or_default()));
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Refused> {
        let depth = self.depth;
        match tag.name().as_ref() {
            "table:table" if self.sheet.is_none() => self.begin_sheet(tag)?,
            "office:annotation" | "table:shapes" | "table:tracked-changes" | "table:table" => {
                self.passed = Some(depth);
            }
            "table:table-column" if self.sheet.is_some() => self.columns(tag),
            "table:table-row" if self.sheet.is_some() => {
                self.row = Some(depth);
                self.column = 0;
                self.row_repeated = count(tag, "number-rows-repeated");
                self.row_hidden = is_hidden(tag);
            }
            "table:table-cell" if self.row.is_some() => self.begin_cell(tag, false),
            "table:covered-table-cell" if self.row.is_some() => self.begin_cell(tag, true),
            "text:p" => self.paragraph(),
            "text:s" => self.say(&" ".repeat(count(tag, "c").min(1000))),
            "text:tab" => self.say("\t"),
            "text:line-break" => self.say("\n"),
            _ => {}
        }
        Ok(())
    }

    fn begin_sheet(&mut self, tag: &BytesStart<'_>) -> Result<(), Refused> {
        self.limits.sheet()?;
        self.sheet = Some(self.depth);
        (self.row_number, self.column) = (0, 0);
        self.column_styles.clear();
        let style = attribute(tag, "style-name").unwrap_or_default();
        self.sheets.push(Sheet {
            name: attribute(tag, "name").unwrap_or_default(),
            hidden: self.styles.hides(&style),
            ..Sheet::default()
        });
        Ok(())
    }

    fn columns(&mut self, tag: &BytesStart<'_>) {
        let last = (self.column + count(tag, "number-columns-repeated")).min(LAST_COLUMN);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| is_hidden(tag)) {
            sheet.hidden_columns.extend(self.column..last);
        }
        let style = attribute(tag, "default-cell-style-name").unwrap_or_default();
        if last > self.column {
            self.column_styles.push((last, style));
        }
        self.column = last;
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>, covered: bool) {
        let value = [
            "value",
            "date-value",
            "time-value",
            "boolean-value",
            "string-value",
        ];
        let open = Open {
            kind: kind(tag),
            value: value.iter().find_map(|name| prefixed(tag, "office:", name)),
            style: attribute(tag, "style-name").or_else(|| self.column_style()),
            repeated: count(tag, "number-columns-repeated"),
            covered,
            ..Open::default()
        };
        self.merge(
            count(tag, "number-rows-spanned"),
            count(tag, "number-columns-spanned"),
        );
        self.cell = Some((self.depth, open));
    }

    fn column_style(&self) -> Option<String> {
        let at = self
            .column_styles
            .partition_point(|(end, _)| *end <= self.column);
        self.column_styles.get(at).map(|(_, style)| style.clone())
    }

    fn merge(&mut self, rows: usize, columns: usize) {
        let (top, left) = (self.row_number + 1, self.column);
        if let Some(sheet) = self.sheets.last_mut().filter(|_| rows > 1 || columns > 1)
            && sheet.merged.len() < MOST_MERGED
        {
            sheet.merged.push(Merged {
                top,
                bottom: (top + rows - 1).min(LAST_ROW),
                left,
                right: (left + columns - 1).min(LAST_COLUMN - 1),
            });
        }
    }

    fn paragraph(&mut self) {
        if let Some((_, open)) = &mut self.cell {
            open.paragraphs += 1;
            if open.paragraphs > 1 {
                open.words.push('\n');
            }
        }
    }

    fn say(&mut self, words: &str) {
        if let Some((_, open)) = self.cell.as_mut().filter(|_| self.passed.is_none())
            && open.paragraphs > 0
        {
            open.words.push_str(words);
        }
    }

    fn end(&mut self) -> Result<(), Refused> {
        let depth = Some(self.depth);
        if self.passed == depth {
            self.passed = None;
        } else if self.cell.as_ref().map(|(depth, _)| *depth) == depth {
            if let Some((_, open)) = self.cell.take() {
                self.end_cell(open)?;
            }
        } else if self.row == depth {
            self.row = None;
            self.end_row()?;
        } else if self.sheet == depth {
            self.sheet = None;
            if let Some(sheet) = self.sheets.last_mut() {
                sheet.rows = tidied(std::mem::take(&mut sheet.rows));
            }
        }
        Ok(())
    }

    fn end_cell(&mut self, open: Open) -> Result<(), Refused> {
        let style = open.style.clone().unwrap_or_default();
        let last = (self.column + open.repeated).min(LAST_COLUMN);
        if let Some(value) = self.value(open, &style) {
            let struck = self.styles.is_struck(&style);
            for column in self.column..last {
                let value = value.clone();
                let cell = Cell {
                    column,
                    value,
                    struck,
                };
                self.limits.cell(&cell)?;
                self.row_cells.push(cell);
            }
        }
        self.column = last;
        Ok(())
    }

    /// Returns what a cell holds; nothing where it is empty, holds white space or is covered by another.
    fn value(&self, open: Open, style: &str) -> Option<Value> {
        let words = Some(open.words).filter(|words| !words.trim().is_empty());
        if open.covered {
            return None;
        }
        let number = |value: &String| value.parse().ok().map(|value| format::number(value, None));
        match (open.kind.as_str(), &open.value) {
            ("float" | "currency" | "percentage", value) => words
                .or_else(|| value.as_ref().and_then(number))
                .map(Value::Number),
            ("date", Some(date)) => Some(iso(date, self.styles.shown(style))),
            ("boolean", Some(is)) => Some(Value::Bool(is == "true")),
            ("error", _) => Some(Value::Error(words.unwrap_or_else(|| "an error".to_owned()))),
            (_, value) => words
                .or_else(|| value.clone().filter(|value| !value.trim().is_empty()))
                .map(Value::Text),
        }
    }

    fn end_row(&mut self) -> Result<(), Refused> {
        let cells = std::mem::take(&mut self.row_cells);
        let (first, hidden) = (self.row_number + 1, self.row_hidden);
        self.row_number = (self.row_number + self.row_repeated).min(LAST_ROW);
        let Some(sheet) = self.sheets.last_mut().filter(|_| !cells.is_empty()) else {
            return Ok(());
        };
        for number in first..=self.row_number {
            self.limits.row()?;
            if number > first {
                cells.iter().try_for_each(|cell| self.limits.cell(cell))?;
            }
            let cells = cells.clone();
            sheet.rows.push(super::Row {
                number,
                hidden,
                cells,
            });
        }
        Ok(())
    }
}

/// The type of a value; LibreOffice names an error in an attribute of its own.
fn kind(tag: &BytesStart<'_>) -> String {
    match prefixed(tag, "calcext:", "value-type") {
        Some(kind) if kind == "error" => kind,
        _ => prefixed(tag, "office:", "value-type").unwrap_or_default(),
    }
}

fn prefixed(tag: &BytesStart<'_>, prefix: &str, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let named = |key: &str| key.strip_prefix(prefix) == Some(name);
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| named(attribute.key.as_ref()))?;
    let value = found
        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
        .ok()?;
    Some(value.into_owned())
}

/// How often something is repeated, or how far it reaches: once, where the file does not say.
fn count(tag: &BytesStart<'_>, name: &str) -> usize {
    let said = attribute(tag, name).and_then(|count| count.parse().ok());
    said.unwrap_or(1).clamp(1, LAST_ROW)
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    matches!(
        attribute(tag, "visibility").as_deref(),
        Some("collapse" | "filter")
    )
}
