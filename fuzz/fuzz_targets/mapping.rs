//! Any text as the mapping of a sheet.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::mapping(bytes));
