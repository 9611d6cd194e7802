//! The content of a spreadsheet of LibreOffice, and behind a line `---` its styles.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::ods(bytes));
