//! Sets the text of a published report as a web page or as a Word document, so that the tests can
//! read the same words out of another container. The words are taken from the file at run time.

#![allow(dead_code, unused_imports, reason = "each test uses a part of it")]

pub mod blocks;
pub mod page;
pub mod print;
pub mod word;

use std::path::PathBuf;

pub use blocks::{Block, blocks};

/// The published reports, which are not part of the project.
pub const REPORTS: [&str; 3] = [
    "hfkcw-pdu-2022-10",
    "west-kent-pdu-2022-05",
    "london-crc-2018-03",
];

/// Returns the text of a published report; `None`, said, where it is not at hand.
pub fn report(name: &str) -> Option<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
    let path = folder.join(format!("{name}.txt"));
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("{} is missing", path.display())
        }
        Err(_) => {
            println!("skipped: {} is missing", path.display());
            None
        }
    }
}

/// Escapes words for HTML and XML.
pub fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
