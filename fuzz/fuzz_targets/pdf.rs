//! Any bytes as a PDF.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::pdf(bytes));
