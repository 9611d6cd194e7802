//! Any bytes as a file that is not packed: text in every encoding, sections, whole reports.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::text(bytes));
