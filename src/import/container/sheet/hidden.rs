//! What calamine does not tell of a sheet: hidden rows and columns, merged cells, words that are
//! struck out, formulas without a value. One pass over the parts of the archive.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::archive::{self, CUT_OFF};
use super::{Merged, Refused};

/// What stands in the place of a value that no program worked out yet.
pub(super) const NEVER_WORKED_OUT: &str = "a formula that was never worked out";

/// How many merged cells of a sheet are kept.
pub(super) const MOST_MERGED: usize = 400_000;

/// What a sheet says beside its values. All lists are in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    /// Hidden rows, from 1
    pub(super) rows: Vec<usize>,
    /// Hidden columns, from 0
    pub(super) columns: Vec<usize>,
    /// Merged cells
    pub(super) merged: Vec<Merged>,
    /// Cells that are partly struck out: row from 1, column from 0
    pub(super) struck: Vec<(usize, usize)>,
    /// Cells with a formula and no value
    pub(super) without_value: Vec<(usize, usize)>,
}

/// Where the sheets of a workbook stand in its archive.
pub(super) struct Parts {
    paths: HashMap<String, String>,
    struck_strings: Vec<usize>,
}

impl Parts {
    /// Finds the parts of a workbook.
    pub(super) fn of(bytes: &[u8]) -> Result<Parts, Refused> {
        let mut archive = archive::open(bytes)?;
        let targets = relations(&mut archive)?;
        let mut paths = HashMap::new();
        let (mut seen, mut is_shared) = (HashSet::new(), false);
        each(&mut archive, "xl/workbook.xml", |event, _| {
            if let Event::Start(tag) | Event::Empty(tag) = event
                && is(tag, "sheet")
                && let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id"))
                && let Some(target) = targets.get(&id)
            {
                is_shared |= !seen.insert(target.clone());
                paths.insert(name, target.clone());
            }
        })?;
        // A part of some megabytes that is said to be five hundred sheets would be read as often.
        if is_shared {
            return Err(Refused::unreadable(CUT_OFF));
        }
        Ok(Parts {
            paths,
            struck_strings: struck_strings(&mut archive)?,
        })
    }

    /// Reads what a sheet says beside its values.
    pub(super) fn hidden(&self, bytes: &[u8], sheet: &str) -> Result<Hidden, Refused> {
        let mut pass = Pass::new(&self.struck_strings);
        if let Some(path) = self.paths.get(sheet) {
            let mut archive = archive::open(bytes)?;
            each(&mut archive, path, |event, depth| pass.take(event, depth))?;
        }
        Ok(pass.hidden)
    }
}

/// Returns the paths of the parts by their ids.
fn relations(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<HashMap<String, String>, Refused> {
    let mut targets = HashMap::new();
    each(archive, "xl/_rels/workbook.xml.rels", |event, _| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target"))
        {
            let path = target
                .strip_prefix('/')
                .map_or_else(|| format!("xl/{target}"), str::to_owned);
            targets.insert(id, path);
        }
    })?;
    Ok(targets)
}

/// Returns the numbers of the shared strings of which a part is struck out.
fn struck_strings(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Vec<usize>, Refused> {
    let mut struck = Vec::new();
    let mut count = 0;
    each(archive, "xl/sharedStrings.xml", |event, _| match event {
        Event::End(tag) if tag.local_name().as_ref() == "si" => count += 1,
        Event::Empty(tag) if is(tag, "si") => count += 1,
        Event::Start(tag) | Event::Empty(tag) if strikes(tag) && struck.last() != Some(&count) => {
            struck.push(count);
        }
        _ => {}
    })?;
    Ok(struck)
}

fn strikes(tag: &BytesStart<'_>) -> bool {
    is(tag, "strike") && !matches!(attribute(tag, "val").as_deref(), Some("0" | "false"))
}

/// The pass over one sheet: the cell it stands in, and what was seen of it.
struct Pass<'a> {
    struck_strings: &'a [usize],
    hidden: Hidden,
    row: usize,
    column: usize,
    kind: Kind,
    formula: bool,
    value: bool,
    in_value: bool,
}

/// What a cell says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The number of a shared string
    Shared,
    /// The words that a formula gives, which may be none
    Words,
    /// Anything else
    Other,
}

impl<'a> Pass<'a> {
    fn new(struck_strings: &'a [usize]) -> Self {
        Pass {
            struck_strings,
            hidden: Hidden::default(),
            row: 0,
            column: 0,
            kind: Kind::Other,
            formula: false,
            value: false,
            in_value: false,
        }
    }

    fn take(&mut self, event: &Event<'_>, _depth: usize) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::Empty(tag) => {
                self.begin(tag);
                self.end(tag.local_name().as_ref());
            }
            Event::End(tag) => self.end(tag.local_name().as_ref()),
            Event::Text(text) if self.in_value => {
                self.value = true;
                let is_shared = self.kind == Kind::Shared;
                let string = is_shared.then(|| text.trim().parse().ok()).flatten();
                if string
                    .is_some_and(|string: usize| self.struck_strings.binary_search(&string).is_ok())
                {
                    self.strike();
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "row" => {
                self.row = number(tag, "r").unwrap_or(self.row.saturating_add(1));
                self.column = 0;
                if is_true(tag, "hidden")
                    && self.hidden.rows.last().is_none_or(|&last| last < self.row)
                {
                    self.hidden.rows.push(self.row);
                }
            }
            "c" => {
                let named = attribute(tag, "r").and_then(|name| position(&name));
                self.column = named.map_or(self.column, |(_, column)| column);
                self.kind = match attribute(tag, "t").as_deref() {
                    Some("s") => Kind::Shared,
                    Some("str") => Kind::Words,
                    _ => Kind::Other,
                };
                (self.formula, self.value) = (false, false);
            }
            "f" => self.formula = true,
            "v" | "is" => {
                self.in_value = true;
                self.value = self.kind == Kind::Words;
            }
            "strike" if strikes(tag) => self.strike(),
            "col" if is_true(tag, "hidden") => self.hide_columns(tag),
            "mergeCell" => self.merge(tag),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "v" | "is" => self.in_value = false,
            "c" => {
                let here = (self.row, self.column);
                if self.formula
                    && !self.value
                    && self
                        .hidden
                        .without_value
                        .last()
                        .is_none_or(|&last| last < here)
                {
                    self.hidden.without_value.push(here);
                }
                self.column += 1;
            }
            _ => {}
        }
    }

    fn strike(&mut self) {
        let here = (self.row, self.column);
        if self.hidden.struck.last().is_none_or(|&last| last < here) {
            self.hidden.struck.push(here);
        }
    }

    fn hide_columns(&mut self, tag: &BytesStart<'_>) {
        let first = number(tag, "min").unwrap_or(1).max(1);
        let last = number(tag, "max").unwrap_or(first).min(16_384);
        // What was said already is not said again, so that the list stays in order and short.
        let said = self.hidden.columns.last().map_or(0, |last| last + 1);
        self.hidden.columns.extend((first - 1).max(said)..last);
    }

    fn merge(&mut self, tag: &BytesStart<'_>) {
        let merged = attribute(tag, "ref").and_then(|range| merged(&range));
        if let Some(merged) = merged.filter(|_| self.hidden.merged.len() < MOST_MERGED) {
            self.hidden.merged.push(merged);
        }
    }
}

fn merged(range: &str) -> Option<Merged> {
    let (from, to) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (position(from)?, position(to)?);
    (top <= bottom && left <= right).then_some(Merged {
        top,
        bottom,
        left,
        right,
    })
}

/// Reads the name of a cell: `F14` is row 14, column 5.
fn position(name: &str) -> Option<(usize, usize)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let column = letters.bytes().try_fold(0, |column, letter| {
        letter
            .is_ascii_alphabetic()
            .then(|| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    })?;
    Some((row.parse().ok()?, column - 1))
}

/// Goes through a part of an archive; a part that is not there says nothing.
pub(super) fn each(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    path: &str,
    mut take: impl FnMut(&Event<'_>, usize),
) -> Result<(), Refused> {
    let Ok(part) = archive.by_name(path) else {
        return Ok(());
    };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        let event = next(&mut reader, &mut buffer)?;
        match &event {
            Event::Eof => return Ok(()),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        take(&event, depth);
        drop(event);
        buffer.clear();
    }
}

/// Returns the next event of a part.
pub(super) fn next<'b>(
    reader: &mut Reader<impl BufRead>,
    buffer: &'b mut Vec<u8>,
) -> Result<Event<'b>, Refused> {
    reader
        .read_event_into(buffer)
        .map_err(|_| Refused::unreadable(CUT_OFF))
}

pub(super) fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref() == name
}

/// Returns an attribute by its name without its prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found
        .normalized_value(XmlVersion::Implicit1_0)
        .ok()
        .map(|value| value.into_owned())
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(tag, name)?.parse().ok()
}

fn is_true(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name).as_deref(), Some("1" | "true"))
}
