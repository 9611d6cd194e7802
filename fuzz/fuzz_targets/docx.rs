//! The text of a Word document, and behind a line `---` its numbering.

#![no_main]

use annexe_fuzz::{packed, parted};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (document, numbering) = parted(bytes);
    let file = packed(&[
        ("word/document.xml", document),
        ("word/numbering.xml", numbering),
    ]);
    let _ = annexe::import::read(&file, "fuzzed.docx");
});
