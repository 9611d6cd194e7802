//! A paragraph while it is read, and what it becomes: its number, its look, its words.

use super::super::flow::Paragraph;
use super::super::words::Words;
use super::numbering::{Counters, LEVELS, Lists, Marker};
use super::properties::{ParagraphLook, RunLook};
use super::styles::{ListPlace, Styles};

/// Twentieths of a point that count as one character of indent.
const CHARACTER: i64 = 180;

/// A paragraph while it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Begun {
    pub look: ParagraphLook,
    pub words: Words,
    /// Whether some of it was hidden
    pub hidden: bool,
    /// Whether words of it are the result of a field of contents
    pub in_contents: bool,
    /// Whether some of it links to another place
    pub linked: bool,
    /// Whether a text box hangs on it
    pub boxed: bool,
}

/// What a document says of its styles and lists.
pub(super) struct Sheet {
    pub styles: Styles,
    pub lists: Lists,
    pub counters: Counters,
}

/// How words of a run are shown.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shown {
    pub bold: bool,
    pub hidden: bool,
    pub raised: bool,
    pub struck: bool,
}

impl Sheet {
    /// Returns how words of a run look in a paragraph of some style.
    pub fn shown(&self, run: &RunLook, paragraph: Option<&str>) -> Shown {
        let own = run
            .style
            .as_deref()
            .filter(|style| self.styles.knows(style));
        let of_style = own.is_some_and(|style| self.styles.bold(Some(style)));
        let of_paragraph = self.styles.bold(paragraph);
        let hidden = own.is_some_and(|style| self.styles.hidden(Some(style)));
        Shown {
            struck: run.struck,
            // Bold in bold is plain, where both come from styles.
            bold: run.bold.unwrap_or(of_style != of_paragraph),
            hidden: run
                .hidden
                .unwrap_or(hidden || self.styles.hidden(paragraph)),
            raised: run
                .raised
                .unwrap_or_else(|| own.is_some_and(|style| self.styles.raised(style))),
        }
    }

    /// Ends a paragraph; nothing where it is an entry of the contents.
    pub fn finished(&mut self, begun: Begun) -> Option<Paragraph> {
        let style = begun.look.style.as_deref();
        let place = self.place(&begun.look);
        let unseen = begun.hidden && begun.words.is_empty();
        let marker = match place {
            Some((list, level)) if !unseen => self.counters.count(&self.lists, list, level),
            _ => None,
        };
        if self.styles.is_contents(style) || begun.in_contents && is_entry(&begun) {
            return None;
        }
        let outlined = begun.look.outline.is_some_and(|level| level < 9);
        let heading = (outlined || self.styles.is_heading(style)) && !begun.in_contents;
        Some(Paragraph {
            heading,
            bold: begun.words.is_bold(),
            footnote: begun.words.footnote,
            indent: self.indent(&begun.look, place),
            item: marker.is_some() && !heading,
            text: marked(marker, &begun.words.text),
        })
    }

    /// Returns the list and the level of a paragraph: its own, or those of its style.
    fn place(&self, look: &ParagraphLook) -> Option<(u32, usize)> {
        let style = look.style.as_deref();
        let (of_style, giver) = match self.styles.list(style) {
            Some((place, giver)) => (place, Some(giver)),
            None => (ListPlace::default(), None),
        };
        let list = look
            .place
            .list
            .or(of_style.list)
            .filter(|list| *list != 0)?;
        let tied = || {
            let own = style.and_then(|style| self.lists.level_of_style(list, style));
            own.or_else(|| self.lists.level_of_style(list, giver?))
        };
        let level = look.place.level.or_else(tied).or(of_style.level);
        Some((list, level.unwrap_or(0).min(LEVELS - 1)))
    }

    /// Returns how far a paragraph is indented, in characters.
    fn indent(&self, look: &ParagraphLook, place: Option<(u32, usize)>) -> usize {
        let of_list = place.and_then(|(list, level)| self.lists.left(list, level));
        let of_style = || self.styles.left(look.style.as_deref());
        let by_level = || place.map(|(_, level)| (level as i64 + 1) * 720);
        let left = look.left.or(of_list).or_else(of_style).or_else(by_level);
        (left.unwrap_or(0) / CHARACTER).clamp(0, 60) as usize
    }
}

/// An entry of the contents links to its page or names it.
fn is_entry(begun: &Begun) -> bool {
    let text = begun.words.text.trim_end();
    begun.linked || text.contains('\t') || text.ends_with(|c: char| c.is_ascii_digit())
}

fn marked(marker: Option<Marker>, words: &str) -> String {
    match marker {
        Some(_) if words.trim().is_empty() => String::new(),
        Some(Marker::Bullet) => format!("• {}", words.trim_start()),
        Some(Marker::Number(number)) => format!("{number} {}", words.trim_start()),
        None => words.to_owned(),
    }
}
