//! Any bytes as an archive: a docx, xlsx or ods that is damaged.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::archive(bytes));
