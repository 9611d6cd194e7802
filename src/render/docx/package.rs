//! The package: the parts of a document, named, typed and compressed.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::xml::Xml;
use crate::document::Document;
use crate::render::paper;

/// One dark accent, ragged right, and Arial, which Windows and macOS have; elsewhere a twin of the
/// same widths takes its place.
const STYLES: &[u8] = include_bytes!("styles.xml");
const SETTINGS: &[u8] = include_bytes!("settings.xml");
const CONTENT_TYPES: &[u8] = include_bytes!("content_types.xml");
const PARTS: &[u8] = include_bytes!("rels.xml");
const PARTS_OF_DOCUMENT: &[u8] = include_bytes!("document_rels.xml");
/// One dark pixel, which a bar stretches.
const BAR: &[u8] = include_bytes!("bar.png");

/// The parts that differ from document to document.
pub struct Parts {
    /// The text
    pub document: Vec<u8>,
    /// Above the text of the first page
    pub first_header: Vec<u8>,
    /// Above the text of the others
    pub header: Vec<u8>,
    /// Below the text
    pub footer: Vec<u8>,
    /// Title, author, subject and language
    pub properties: Vec<u8>,
}

/// Packs the parts; the same parts give the same bytes.
pub fn packed(parts: &Parts) -> Vec<u8> {
    let files: [(&str, &[u8]); 12] = [
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PARTS),
        ("docProps/core.xml", &parts.properties),
        ("word/document.xml", &parts.document),
        ("word/_rels/document.xml.rels", PARTS_OF_DOCUMENT),
        ("word/styles.xml", STYLES),
        ("word/settings.xml", SETTINGS),
        ("word/header1.xml", &parts.first_header),
        ("word/header2.xml", &parts.header),
        // Two files of one content: a page's kind has a part of its own.
        ("word/footer1.xml", &parts.footer),
        ("word/footer2.xml", &parts.footer),
        ("word/media/bar.png", BAR),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .large_file(u32::try_from(bytes.len()).is_err());
        zip.start_file(name, options)
            .expect("each name is there once");
        zip.write_all(bytes).expect("memory takes every byte");
    }
    let packed = zip.finish().expect("memory takes every byte");
    packed.into_inner()
}

/// Writes what a folder shows of a file, and what a screen reader asks it for.
pub fn properties(document: &Document) -> Vec<u8> {
    let properties = paper::properties(document);
    Xml::part(
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
        |xml| {
            xml.text("dc:title", &[], &properties.title);
            xml.text("dc:subject", &[], &properties.subject);
            if let Some(author) = &properties.author {
                xml.text("dc:creator", &[], author);
            }
            if let Some(head) = paper::register_head(document) {
                xml.text("dc:description", &[], &head);
            }
            xml.text("dc:language", &[], "en-GB");
        },
    )
}
