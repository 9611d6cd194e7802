//! A web page.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::html(bytes));
