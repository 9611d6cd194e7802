//! A workbook without the times at which it was made and changed, which its writer always puts in.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::XlsxError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

/// The part of the package that holds them.
const PROPERTIES: &str = "docProps/core.xml";

/// Returns a workbook without the times; the other parts stay byte for byte.
pub fn undated(workbook: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    let mut package = ZipArchive::new(Cursor::new(workbook))?;
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..package.len() {
        let mut part = package.by_index(at)?;
        if part.name()? != PROPERTIES {
            copy.raw_copy_file(part)?;
            continue;
        }
        let mut words = String::new();
        part.read_to_string(&mut words)?;
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        copy.start_file(PROPERTIES, options)?;
        copy.write_all(without_times(words).as_bytes())?;
    }
    Ok(copy.finish()?.into_inner())
}

fn without_times(mut words: String) -> String {
    for name in ["dcterms:created", "dcterms:modified"] {
        let end = format!("</{name}>");
        if let (Some(from), Some(to)) = (words.find(&format!("<{name}")), words.find(&end)) {
            words.replace_range(from..to + end.len(), "");
        }
    }
    words
}
