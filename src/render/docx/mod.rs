//! Word documents, as they go before a board: nothing is left to do by hand.
//!
//! The parts are written one by one (`xml`), because no library marks rows that are kept whole,
//! fixes the widths of columns, and gives tables their words for screen readers. `body` has the
//! text, `overview` the totals and charts of page one, `table` the rows, `grid` how wide their
//! columns are, `page` what is printed around them, `package` puts the parts together. Word and LibreOffice count the pages.

mod body;
mod grid;
mod letters;
mod overview;
mod package;
mod page;
mod paragraph;
mod table;
mod xml;

use crate::document::Document;
use package::Parts;
use page::Sheet;
use xml::Attributes;

/// The names of the vocabularies that the parts use.
const NAMESPACES: Attributes<'static> = &[
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
];

/// Writes a document as a Word document; the same document gives the same bytes.
pub fn render(document: &Document) -> Vec<u8> {
    let sheet = Sheet::of(document);
    package::packed(&Parts {
        document: body::part(document, sheet),
        first_header: page::first_header(document),
        header: page::header(document, sheet),
        footer: page::footer(document, sheet),
        properties: package::properties(document),
    })
}

#[cfg(test)]
pub mod tests;
