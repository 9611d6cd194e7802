//! Paragraphs and the runs in them.

use super::xml::Xml;
use crate::document::{Span, Style, plain};

/// How a paragraph stands.
#[derive(Clone, Copy, Default)]
pub struct Manner {
    /// Its style, by the name that `styles.xml` knows
    pub style: &'static str,
    /// Whether it stays on the page of what follows it
    pub with_next: bool,
    /// Whether it stands to the right
    pub right: bool,
}

impl Manner {
    /// Makes the manner of a style.
    pub const fn of(style: &'static str) -> Manner {
        Manner {
            style,
            with_next: false,
            right: false,
        }
    }

    /// Returns the manner of a paragraph that stays on the page of what follows it, or need not.
    pub const fn with_next(self, with_next: bool) -> Manner {
        Manner { with_next, ..self }
    }

    /// Returns the manner of a paragraph that stands to the right, or need not.
    pub const fn right(self, right: bool) -> Manner {
        Manner { right, ..self }
    }
}

/// Writes a paragraph of words that are visible already.
pub fn paragraph(xml: &mut Xml, manner: Manner, words: &[Span]) {
    xml.element("w:p", &[], |xml| {
        properties(xml, manner);
        words.iter().for_each(|span| run(xml, span));
    });
}

/// Writes a paragraph of plain words.
pub fn line(xml: &mut Xml, manner: Manner, words: &str) {
    paragraph(xml, manner, &plain(words));
}

/// Writes how a paragraph stands.
pub fn properties(xml: &mut Xml, manner: Manner) {
    xml.element("w:pPr", &[], |xml| {
        xml.property("w:pStyle", manner.style);
        if manner.with_next {
            xml.empty("w:keepNext", &[]);
        }
        if manner.right {
            xml.property("w:jc", "right");
        }
    });
}

/// Writes words of one weight; a line break in them is a line break.
pub fn run(xml: &mut Xml, span: &Span) {
    xml.element("w:r", &[], |xml| {
        weight(xml, span.style);
        for (place, line) in span.text.split('\n').enumerate() {
            if place > 0 {
                xml.empty("w:br", &[]);
            }
            if !line.is_empty() {
                xml.text("w:t", &[("xml:space", "preserve")], line);
            }
        }
    });
}

fn weight(xml: &mut Xml, style: Style) {
    let property = match style {
        Style::Plain => return,
        Style::Bold => "w:b",
        Style::Italic => "w:i",
    };
    xml.element("w:rPr", &[], |xml| xml.empty(property, &[]));
}
