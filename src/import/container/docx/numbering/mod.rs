//! The lists of a document and their numbers, counted as Word counts them.

mod count;

use std::collections::HashMap;

use super::super::Refused;
use super::super::figures::Form;
use super::styles::Styles;
use super::xml::{Element, Next, Xml};
pub(super) use count::{Counters, Marker};

/// A list has nine levels.
pub(super) const LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Level {
    start: u32,
    form: Form,
    /// `%1.`, `%1.%2`, `Recommendation %1`
    text: String,
    /// After which level it starts again; 0: after none
    restart: Option<usize>,
    /// Whether the levels above are shown in figures
    legal: bool,
    /// The style of paragraphs that belongs to it
    style: Option<String>,
    left: Option<i64>,
}

impl Default for Level {
    fn default() -> Self {
        Level {
            start: 1,
            form: Form::Decimal,
            text: String::new(),
            restart: None,
            legal: false,
            style: None,
            left: None,
        }
    }
}

/// A kind of list, which several lists may share with their numbers.
#[derive(Clone, Debug, Default)]
struct Kind {
    levels: HashMap<usize, Level>,
    /// It is what a style of lists says
    follows: Option<String>,
}

/// A list and what it changes of its kind.
#[derive(Clone, Debug, Default)]
struct List {
    kind: Option<u32>,
    starts: HashMap<usize, u32>,
    levels: HashMap<usize, Level>,
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Lists {
    kinds: HashMap<u32, Kind>,
    lists: HashMap<u32, List>,
}

impl Lists {
    /// Reads the part of numbering.
    pub fn read(part: &str) -> Result<Self, Refused> {
        let mut lists = Lists::default();
        let mut xml = Xml::new(part);
        while let Some(next) = xml.next()? {
            let Next::Begin(element) = next else {
                continue;
            };
            if element.is("abstractNum") {
                let kind = kind(&mut xml)?;
                if let Some(id) = number(element.attribute("abstractNumId")) {
                    lists.kinds.insert(id, kind);
                }
            } else if element.is("num") {
                let list = list(&mut xml)?;
                if let Some(id) = number(element.attribute("numId")) {
                    lists.lists.insert(id, list);
                }
            }
        }
        Ok(lists)
    }

    /// Lists that follow a style of lists take the levels of the list that the style names.
    pub fn follow(&mut self, styles: &Styles) {
        let followed = |lists: &Lists, kind: &Kind| {
            let list = styles.list_of_kind(kind.follows.as_deref()?)?;
            lists.lists.get(&list)?.kind
        };
        let found: Vec<(u32, u32)> = self
            .kinds
            .iter()
            .filter_map(|(id, kind)| Some((*id, followed(self, kind)?)))
            .collect();
        for (id, other) in found {
            let levels = self.kinds.get(&other).map(|kind| kind.levels.clone());
            if let (Some(kind), Some(levels)) = (self.kinds.get_mut(&id), levels) {
                kind.levels = levels;
            }
        }
    }

    /// Returns the level that a style of paragraphs is tied to.
    pub fn level_of_style(&self, list: u32, style: &str) -> Option<usize> {
        let kind = self.kinds.get(&self.lists.get(&list)?.kind?)?;
        let tied = |level: &Level| level.style.as_deref() == Some(style);
        let levels = kind.levels.iter().filter(|(_, level)| tied(level));
        levels.map(|(at, _)| *at).min()
    }

    /// Returns how far a level indents, in twentieths of a point.
    pub fn left(&self, list: u32, level: usize) -> Option<i64> {
        self.level(list, level).and_then(|level| level.left)
    }

    fn level(&self, list: u32, level: usize) -> Option<&Level> {
        let list = self.lists.get(&list)?;
        let own = list.levels.get(&level);
        own.or_else(|| self.kinds.get(&list.kind?)?.levels.get(&level))
    }
}

fn number(value: Option<&str>) -> Option<u32> {
    value?.parse().ok()
}

fn level_at(element: &Element) -> usize {
    let at = element
        .attribute("ilvl")
        .and_then(|value| value.parse().ok());
    at.unwrap_or(0).min(LEVELS - 1)
}

fn kind(xml: &mut Xml) -> Result<Kind, Refused> {
    let mut kind = Kind::default();
    within(xml, |element, xml| {
        if element.is("lvl") {
            kind.levels.insert(level_at(element), level(xml)?);
            return Ok(true);
        }
        if element.is("numStyleLink") {
            kind.follows = element.value().map(str::to_owned);
        }
        Ok(false)
    })?;
    Ok(kind)
}

fn list(xml: &mut Xml) -> Result<List, Refused> {
    let mut list = List::default();
    let mut at = 0;
    within(xml, |element, xml| {
        match element.name.as_str() {
            "abstractNumId" => list.kind = number(element.value()),
            "lvlOverride" => at = level_at(element),
            "startOverride" => {
                list.starts.insert(at, number(element.value()).unwrap_or(1));
            }
            "lvl" => {
                list.levels.insert(at, level(xml)?);
                return Ok(true);
            }
            _ => {}
        }
        Ok(false)
    })?;
    Ok(list)
}

fn level(xml: &mut Xml) -> Result<Level, Refused> {
    let mut level = Level::default();
    within(xml, |element, _| {
        let value = element.value().unwrap_or_default();
        match element.name.as_str() {
            "start" => level.start = value.parse().unwrap_or(1),
            "numFmt" => level.form = Form::of(value),
            "lvlText" => level.text = value.to_owned(),
            "lvlRestart" => level.restart = value.parse().ok(),
            "isLgl" => level.legal = element.is_on(),
            "pStyle" => level.style = Some(value.to_owned()),
            "ind" => level.left = super::styles::left(element),
            _ => {}
        }
        Ok(false)
    })?;
    Ok(level)
}

/// Looks at each element inside the one begun last; what was read to its end is said.
fn within(
    xml: &mut Xml,
    mut look: impl FnMut(&Element, &mut Xml) -> Result<bool, Refused>,
) -> Result<(), Refused> {
    let mut inside = 1;
    while inside > 0 {
        match xml.next()? {
            Some(Next::Begin(element)) => {
                if !look(&element, xml)? {
                    inside += 1;
                }
            }
            Some(Next::End) => inside -= 1,
            Some(Next::Text(_)) => {}
            None => break,
        }
    }
    Ok(())
}
