//! The properties of paragraphs, runs, rows and cells, as they are written beside the words.

use super::super::Refused;
use super::styles::{ListPlace, left};
use super::xml::{Element, Next, Xml};

/// What a paragraph says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphLook {
    pub style: Option<String>,
    pub place: ListPlace,
    pub outline: Option<u8>,
    pub left: Option<i64>,
    /// Its end was deleted or moved away: the next paragraph goes on with its words
    pub end_deleted: bool,
    /// Its end was inserted, deleted or moved
    pub changed: bool,
}

/// What a run of words says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct RunLook {
    pub style: Option<String>,
    pub bold: Option<bool>,
    pub hidden: Option<bool>,
    pub raised: Option<bool>,
    pub struck: bool,
}

/// What a row or a cell says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CellLook {
    /// How many columns a cell reaches over
    pub columns: usize,
    /// How many columns a row leaves empty at its beginning
    pub before: usize,
    pub deleted: bool,
    pub changed: bool,
}

/// Reads `w:pPr`, which was begun.
pub(super) fn paragraph(xml: &mut Xml) -> Result<ParagraphLook, Refused> {
    let mut look = ParagraphLook::default();
    each(xml, |element, parents| {
        let value = element.value();
        match (element.name.as_str(), parents) {
            ("pStyle", []) => look.style = value.map(str::to_owned),
            ("outlineLvl", []) => look.outline = value.and_then(|value| value.parse().ok()),
            ("ind", []) => look.left = left(element),
            ("numId", ["numPr"]) => look.place.list = value.and_then(|value| value.parse().ok()),
            ("ilvl", ["numPr"]) => look.place.level = value.and_then(|value| value.parse().ok()),
            ("del" | "moveFrom", ["rPr"]) => (look.end_deleted, look.changed) = (true, true),
            ("ins" | "moveTo", ["rPr"]) => look.changed = true,
            _ => {}
        }
    })?;
    Ok(look)
}

/// Reads `w:rPr` of a run, which was begun.
pub(super) fn run(xml: &mut Xml) -> Result<RunLook, Refused> {
    let mut look = RunLook::default();
    each(xml, |element, parents| {
        match (element.name.as_str(), parents) {
            ("rStyle", []) => look.style = element.value().map(str::to_owned),
            ("b", []) => look.bold = Some(element.is_on()),
            ("strike" | "dstrike", []) => look.struck |= element.is_on(),
            ("vanish", []) => look.hidden = Some(element.is_on()),
            ("vertAlign", []) => look.raised = Some(element.value() == Some("superscript")),
            _ => {}
        }
    })?;
    Ok(look)
}

/// Reads `w:trPr` or `w:tcPr`, which was begun.
pub(super) fn cell(xml: &mut Xml) -> Result<CellLook, Refused> {
    let mut look = CellLook::default();
    each(xml, |element, parents| {
        let count = || {
            element
                .value()
                .and_then(|value| value.parse().ok())
                .unwrap_or(0)
        };
        match (element.name.as_str(), parents) {
            ("gridSpan", []) => look.columns = count(),
            ("gridBefore", []) => look.before = count(),
            ("del" | "cellDel", []) => (look.deleted, look.changed) = (true, true),
            ("ins" | "cellIns", []) => look.changed = true,
            _ => {}
        }
    })?;
    Ok(look)
}

/// Tells whether a content control (`w:sdtPr`, which was begun) shows only what one may write there.
pub(super) fn shows_placeholder(xml: &mut Xml) -> Result<bool, Refused> {
    let mut found = false;
    each(xml, |element, parents| {
        found |= parents.is_empty() && element.is("showingPlcHdr") && element.is_on();
    })?;
    Ok(found)
}

/// Looks at each property; what was said before a tracked change is passed over.
fn each(xml: &mut Xml, mut look: impl FnMut(&Element, &[&str])) -> Result<(), Refused> {
    let mut parents: Vec<String> = Vec::new();
    loop {
        match xml.next()? {
            Some(Next::Begin(element)) if element.name.ends_with("Change") => xml.skip()?,
            Some(Next::Begin(element)) => {
                let names: Vec<&str> = parents.iter().map(String::as_str).collect();
                look(&element, &names);
                parents.push(element.name);
            }
            Some(Next::End) if parents.pop().is_none() => return Ok(()),
            Some(_) => {}
            None => return Ok(()),
        }
    }
}
