//! A sheet of an Excel workbook, and behind lines `---` its shared strings and its styles.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::xlsx(bytes));
