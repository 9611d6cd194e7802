//! The styles of a document: what a paragraph inherits through `basedOn`.

use std::collections::HashMap;

use super::super::Refused;
use super::xml::{Element, Next, Xml};

/// Styles are based on each other a few times over; more is a circle.
const LONGEST_CHAIN: usize = 20;

/// A reference to a list: its number, and the level in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// The list; 0 takes a list away that a style gives
    pub list: Option<u32>,
    /// The level, from 0
    pub level: Option<usize>,
}

/// One style as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    place: ListPlace,
    bold: Option<bool>,
    hidden: Option<bool>,
    raised: Option<bool>,
    left: Option<i64>,
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of a paragraph that names none
    usual: Option<String>,
}

impl Styles {
    /// Reads the part of styles.
    pub fn read(part: &str) -> Result<Self, Refused> {
        let mut styles = Styles::default();
        let mut xml = Xml::new(part);
        while let Some(next) = xml.next()? {
            if let Next::Begin(element) = next
                && element.is("style")
            {
                styles.style(&element, &mut xml)?;
            }
        }
        Ok(styles)
    }

    fn style(&mut self, begun: &Element, xml: &mut Xml) -> Result<(), Refused> {
        let id = begun.attribute("styleId").unwrap_or_default().to_owned();
        let usual = begun
            .attribute("default")
            .is_some_and(|value| matches!(value, "1" | "true" | "on"));
        if usual && begun.attribute("type") == Some("paragraph") {
            self.usual = Some(id.clone());
        }
        let mut style = Style::default();
        let mut inside = 1;
        while inside > 0 {
            match xml.next()? {
                // What a kind of table gives to its first row says nothing of a paragraph.
                Some(Next::Begin(element)) if element.is("tblStylePr") => xml.skip()?,
                Some(Next::Begin(element)) => {
                    inside += 1;
                    style.property(&element);
                }
                Some(Next::End) => inside -= 1,
                Some(Next::Text(_)) => {}
                None => break,
            }
        }
        self.by_id.insert(id, style);
        Ok(())
    }

    /// The styles from this one to the one at the bottom of the chain.
    fn chain<'a>(&'a self, id: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = id
            .filter(|id| self.by_id.contains_key(*id))
            .or(self.usual.as_deref());
        let chain = std::iter::successors(first, |id| self.by_id.get(*id)?.based_on.as_deref());
        chain
            .take(LONGEST_CHAIN)
            .filter_map(|id| Some((id, self.by_id.get(id)?)))
    }

    fn inherited<T>(&self, id: Option<&str>, of: impl Fn(&Style) -> Option<T>) -> Option<T> {
        self.chain(id).find_map(|(_, style)| of(style))
    }

    /// Tells whether a paragraph of this style is a heading: by the outline or the name of the style,
    /// which is English in every language of Word.
    pub fn is_heading(&self, id: Option<&str>) -> bool {
        let named = |name: &str| {
            let name = name.to_lowercase();
            name.starts_with("heading ")
                || matches!(name.as_str(), "title" | "subtitle" | "toc heading")
        };
        match self.inherited(id, |style| style.outline) {
            Some(level) if level < 9 => true,
            // A style based on a heading may take its rank away again.
            Some(_) => self.chain(id).take(1).any(|(_, style)| named(&style.name)),
            None => {
                let id_says = id.is_some_and(|id| id.starts_with("Heading") || id == "Title");
                self.chain(id).any(|(_, style)| named(&style.name))
                    || id_says && !self.by_id.contains_key(id.unwrap_or_default())
            }
        }
    }

    /// Tells whether a paragraph of this style is an entry of the contents.
    pub fn is_contents(&self, id: Option<&str>) -> bool {
        let named = |style: &Style| {
            let name = style.name.to_lowercase();
            let level = name
                .strip_prefix("toc ")
                .is_some_and(|rest| rest.parse::<u8>().is_ok());
            level || name == "table of figures"
        };
        self.chain(id).take(2).any(|(_, style)| named(style))
    }

    /// Returns the list of a style, and which style of the chain gives it.
    pub fn list<'a>(&'a self, id: Option<&'a str>) -> Option<(ListPlace, &'a str)> {
        let mut chain = self.chain(id);
        let (giver, list) = chain.find_map(|(id, style)| Some((id, style.place.list?)))?;
        let level = self.inherited(id, |style| style.place.level);
        let list = Some(list);
        Some((ListPlace { list, level }, giver))
    }

    /// Returns the list of a style of lists.
    pub fn list_of_kind(&self, id: &str) -> Option<u32> {
        self.by_id.get(id)?.place.list
    }

    /// Returns whether a style makes its words bold.
    pub fn bold(&self, id: Option<&str>) -> bool {
        self.inherited(id, |style| style.bold).unwrap_or(false)
    }

    /// Returns whether a style hides its words.
    pub fn hidden(&self, id: Option<&str>) -> bool {
        self.inherited(id, |style| style.hidden).unwrap_or(false)
    }

    /// Returns whether a style of characters raises them.
    pub fn raised(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
            && self
                .inherited(Some(id), |style| style.raised)
                .unwrap_or(false)
    }

    /// Returns how far a style indents, in twentieths of a point.
    pub fn left(&self, id: Option<&str>) -> Option<i64> {
        self.inherited(id, |style| style.left)
    }

    /// Tells whether a style of characters is known.
    pub fn knows(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }
}

impl Style {
    fn property(&mut self, element: &Element) {
        if !element.is(&element.name) {
            return;
        }
        let value = element.value();
        match element.name.as_str() {
            "name" => self.name = value.unwrap_or_default().to_owned(),
            "basedOn" => self.based_on = value.map(str::to_owned),
            "outlineLvl" => self.outline = value.and_then(|value| value.parse().ok()),
            "numId" => self.place.list = value.and_then(|value| value.parse().ok()),
            "ilvl" => self.place.level = value.and_then(|value| value.parse().ok()),
            "b" => self.bold = Some(element.is_on()),
            "vanish" => self.hidden = Some(element.is_on()),
            "vertAlign" => self.raised = Some(value == Some("superscript")),
            "ind" => self.left = left(element).or(self.left),
            _ => {}
        }
    }
}

/// Returns the left indent of `w:ind`, in twentieths of a point.
pub(super) fn left(element: &Element) -> Option<i64> {
    let left = element.attribute("left").or(element.attribute("start"))?;
    left.parse().ok()
}
