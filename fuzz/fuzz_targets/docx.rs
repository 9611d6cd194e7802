//! The text of a Word document, and behind lines `---` its numbering and its styles.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::docx(bytes));
