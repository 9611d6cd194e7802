//! What a page of a PDF draws.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::pdf_page(bytes));
