//! The content of a spreadsheet of LibreOffice, and behind a line `---` its styles.

#![no_main]

use annexe_fuzz::{packed, parted, tracked};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (content, styles) = parted(bytes);
    let file = packed(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content),
        ("styles.xml", styles),
    ]);
    tracked(&file, "fuzzed.ods");
});
