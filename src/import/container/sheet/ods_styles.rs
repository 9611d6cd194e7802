//! The styles of a spreadsheet of LibreOffice: what a date cell shows, what is struck out, which sheets are hidden.

use std::collections::{HashMap, HashSet};
use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::hidden::{attribute, each};
use super::{Refused, Shown};

/// The styles by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    dates: HashMap<String, Shown>,
    of_cells: HashMap<String, Look>,
    hidden_tables: HashSet<String>,
}

#[derive(Clone, Debug, Default)]
struct Look {
    format: Option<String>,
    parent: Option<String>,
    struck: bool,
}

/// How far styles inherit: one that names itself does not end.
const GENERATIONS: usize = 10;

impl Styles {
    /// Reads the styles of a spreadsheet.
    pub(super) fn of(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<Styles, Refused> {
        let mut styles = Styles::default();
        for part in ["styles.xml", "content.xml"] {
            let mut open = Open::default();
            each(archive, part, |event, _| styles.take(event, &mut open))?;
        }
        Ok(styles)
    }

    /// Returns what a style shows of a date.
    pub(super) fn shown(&self, style: &str) -> Option<Shown> {
        let format = self.line(style).find_map(|look| look.format.clone());
        self.dates.get(&format?).copied()
    }

    /// Tells whether a style strikes its words out.
    pub(super) fn is_struck(&self, style: &str) -> bool {
        self.line(style).any(|look| look.struck)
    }

    /// Tells whether the sheets of a style are hidden.
    pub(super) fn hides(&self, style: &str) -> bool {
        self.hidden_tables.contains(style)
    }

    /// Returns a style and those that it inherits from.
    fn line(&self, style: &str) -> impl Iterator<Item = &Look> {
        let parent = |look: &&Look| {
            look.parent
                .as_deref()
                .and_then(|parent| self.of_cells.get(parent))
        };
        std::iter::successors(self.of_cells.get(style), parent).take(GENERATIONS)
    }

    fn take(&mut self, event: &Event<'_>, open: &mut Open) {
        match event {
            Event::Start(tag) | Event::Empty(tag) => self.begin(tag, open),
            Event::End(tag) if tag.name().as_ref() == "number:date-style" => {
                if let Some((name, shows)) = open
                    .date
                    .take()
                    .and_then(|(name, parts)| Some((name, parts.shown()?)))
                {
                    self.dates.insert(name, shows);
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>, open: &mut Open) {
        match tag.name().as_ref() {
            "number:date-style" => {
                open.date = attribute(tag, "name").map(|name| (name, Parts::default()))
            }
            "number:day" => open.part(|parts| parts.day = true),
            "number:month" => open.part(|parts| parts.month = true),
            "number:year" => open.part(|parts| parts.year = true),
            "style:style" => {
                open.style = attribute(tag, "name");
                let look = Look {
                    format: attribute(tag, "data-style-name"),
                    parent: attribute(tag, "parent-style-name"),
                    struck: false,
                };
                if let Some(name) = &open.style {
                    self.of_cells.insert(name.clone(), look);
                }
            }
            "style:text-properties" => {
                let struck =
                    attribute(tag, "text-line-through-style").is_some_and(|line| line != "none");
                if let Some(look) = open
                    .style
                    .as_ref()
                    .and_then(|name| self.of_cells.get_mut(name))
                {
                    look.struck |= struck;
                }
            }
            "style:table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hidden_tables.extend(open.style.clone());
            }
            _ => {}
        }
    }
}

/// The style that is being read.
#[derive(Default)]
struct Open {
    style: Option<String>,
    date: Option<(String, Parts)>,
}

impl Open {
    fn part(&mut self, set: impl FnOnce(&mut Parts)) {
        if let Some((_, parts)) = &mut self.date {
            set(parts);
        }
    }
}

#[derive(Clone, Copy, Default)]
struct Parts {
    day: bool,
    month: bool,
    year: bool,
}

impl Parts {
    fn shown(self) -> Option<Shown> {
        match (self.day, self.month, self.year) {
            (true, _, true) => Some(Shown::Day),
            (false, true, true) => Some(Shown::Month),
            (false, false, true) => Some(Shown::Year),
            (true, _, false) | (false, true, false) => Some(Shown::WithoutYear),
            (false, false, false) => None,
        }
    }
}
