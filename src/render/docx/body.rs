//! The text of the document: its head, the overview, the sections.

use super::NAMESPACES;
use super::grid::Columns;
use super::overview;
use super::page::{self, Sheet};
use super::paragraph::{Manner, line, paragraph};
use super::table;
use super::xml::Xml;
use crate::document::{Document, Layout, Place, Section};
use crate::render::paper::{self, Field};

/// Writes the part that holds the text.
pub fn part(document: &Document, sheet: Sheet) -> Vec<u8> {
    let columns = Columns::of_all(document);
    Xml::part("w:document", NAMESPACES, |xml| {
        xml.element("w:body", &[], |xml| {
            head(xml, document);
            overview::write(xml, document, sheet);
            for each in &document.sections {
                section(xml, document, each, &columns, sheet);
            }
            if paper::says_nothing(document) {
                line(xml, Manner::of("Normal"), paper::NO_ROWS);
            }
            page::properties(xml, sheet);
        });
    })
}

fn head(xml: &mut Xml, document: &Document) {
    line(xml, Manner::of("Title"), &paper::title(document));
    for words in paper::circumstances(document) {
        line(xml, Manner::of("Subtitle"), &words);
    }
    for words in &document.intro {
        paragraph(xml, Manner::of("Normal"), &paper::visible_paragraph(words));
    }
}

/// Writes a section. Its heading and its words stay on the page of its first row.
fn section(
    xml: &mut Xml,
    document: &Document,
    section: &Section,
    columns: &[Columns<'_>],
    sheet: Sheet,
) {
    let heading = paper::heading(section);
    if let Some(heading) = &heading {
        line(xml, Manner::of("Heading1"), heading);
    }
    for words in &section.intro {
        let manner = Manner::of("Normal").with_next(true);
        paragraph(xml, manner, &paper::visible_paragraph(words));
    }
    let rows = paper::rows(section, Place::Pages);
    let caption = heading.unwrap_or_else(|| paper::title(document));
    match section.layout {
        _ if rows.is_empty() => line(xml, Manner::of("Normal"), paper::NO_ROWS),
        Layout::Table => {
            let columns = columns.iter().find(|columns| columns.are_of(section));
            let columns = columns.expect("every table was measured");
            table::rows(xml, &caption, columns, &rows, sheet);
        }
        Layout::Record => rows.iter().for_each(|row| record(xml, row)),
        Layout::Facts => table::facts(xml, &caption, &rows, sheet),
    }
}

/// Writes a record: each label above its words, and all of them on one page where they fit.
fn record(xml: &mut Xml, row: &[Field<'_>]) {
    for (place, field) in row.iter().enumerate() {
        let label = match place {
            0 => "FirstRecordLabel",
            _ => "RecordLabel",
        };
        line(xml, Manner::of(label), &paper::label(field.heading));
        let is_last = place + 1 == row.len();
        let manner = Manner::of("RecordText").with_next(!is_last);
        paragraph(xml, manner, &field.words);
    }
}
