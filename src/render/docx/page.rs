//! The page: its size, and what is printed above and below the text of each.

use super::NAMESPACES;
use super::letters;
use super::paragraph::{Manner, line, run};
use super::xml::Xml;
use crate::document::{Document, plain};
use crate::render::paper;

/// The short side of A4, in twentieths of a point, as all measures here.
const SHORT: usize = 11906;
/// The long side of A4.
const LONG: usize = 16838;
/// 15 mm on every side.
const MARGIN: usize = 850;
/// 6 mm from the edge to what is printed above and below the text.
const EDGE: usize = 340;

/// A4, upright or on its long side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Whether it lies on its long side
    pub is_wide: bool,
}

impl Sheet {
    /// Returns the sheet that a document needs.
    pub fn of(document: &Document) -> Sheet {
        Sheet {
            is_wide: paper::is_wide(document),
        }
    }

    /// Returns the width between the margins.
    pub fn width(self) -> usize {
        self.sides().0 - 2 * MARGIN
    }

    /// Returns the height between the margins.
    pub fn height(self) -> usize {
        self.sides().1 - 2 * MARGIN
    }

    fn sides(self) -> (usize, usize) {
        if self.is_wide {
            (LONG, SHORT)
        } else {
            (SHORT, LONG)
        }
    }
}

/// Writes the properties of the only section of the document, which end its body.
pub fn properties(xml: &mut Xml, sheet: Sheet) {
    let (width, height) = sheet.sides();
    let (width, height) = (width.to_string(), height.to_string());
    let (margin, edge) = (MARGIN.to_string(), EDGE.to_string());
    xml.element("w:sectPr", &[], |xml| {
        for (kind, page, id) in [
            ("w:headerReference", "first", "firstHeader"),
            ("w:headerReference", "default", "header"),
            ("w:footerReference", "first", "firstFooter"),
            ("w:footerReference", "default", "footer"),
        ] {
            xml.empty(kind, &[("w:type", page), ("r:id", id)]);
        }
        let mut size = vec![("w:w", &*width), ("w:h", &*height)];
        size.extend(sheet.is_wide.then_some(("w:orient", "landscape")));
        xml.empty("w:pgSz", &size);
        let sides = ["w:top", "w:right", "w:bottom", "w:left"].map(|side| (side, &*margin));
        let edges = [
            ("w:header", &*edge),
            ("w:footer", &*edge),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &[&sides[..], &edges[..]].concat());
        xml.empty("w:titlePg", &[]);
    });
}

/// Writes what is printed above the text of the first page: the protective marking.
pub fn first_header(document: &Document) -> Vec<u8> {
    Xml::part("w:hdr", NAMESPACES, |xml| {
        marking(xml, document);
        if document.imprint.marking.is_none() {
            line(xml, Manner::of("Header"), "");
        }
    })
}

/// Writes what is printed above the text of the other pages: the marking, and the running title.
pub fn header(document: &Document, sheet: Sheet) -> Vec<u8> {
    let as_at = paper::day(document).unwrap_or_default();
    // A half em of the nine points in which it is printed is 90; the day keeps a third of the line.
    let title = letters::beginning(&paper::title(document), sheet.width() / 90 * 2 / 3);
    Xml::part("w:hdr", NAMESPACES, |xml| {
        marking(xml, document);
        two_sided(xml, "RunningTitle", sheet, &title, |xml| {
            run(xml, &plain(as_at)[0]);
        });
    })
}

/// Writes what is printed below the text: the head of the register, the number of the page, the marking.
pub fn footer(document: &Document, sheet: Sheet) -> Vec<u8> {
    let head = paper::register_head(document).unwrap_or_default();
    Xml::part("w:ftr", NAMESPACES, |xml| {
        two_sided(xml, "Footer", sheet, &head, |xml| {
            run(xml, &plain("Page ")[0]);
            field(xml, "PAGE");
            run(xml, &plain(" of ")[0]);
            field(xml, "NUMPAGES");
        });
        marking(xml, document);
    })
}

fn marking(xml: &mut Xml, document: &Document) {
    if let Some(marking) = paper::marking(document) {
        line(xml, Manner::of("Marking"), &marking);
    }
}

/// Writes one line with words at its left and at its right end.
fn two_sided(xml: &mut Xml, style: &str, sheet: Sheet, left: &str, right: impl FnOnce(&mut Xml)) {
    let end = sheet.width().to_string();
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.property("w:pStyle", style);
            xml.element("w:tabs", &[], |xml| {
                xml.empty("w:tab", &[("w:val", "right"), ("w:pos", &end)]);
            });
        });
        run(xml, &plain(left)[0]);
        xml.element("w:r", &[], |xml| xml.empty("w:tab", &[]));
        right(xml);
    });
}

/// Writes a number that Word works out; until it has, a 1 stands there.
fn field(xml: &mut Xml, instruction: &str) {
    xml.element("w:fldSimple", &[("w:instr", instruction)], |xml| {
        run(xml, &plain("1")[0]);
    });
}
