//! Any bytes as an archive: a docx, xlsx or ods that is damaged.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"PK\x03\x04", bytes].concat();
    let _ = annexe::import::read(&file, "fuzzed.docx");
});
