//! A web page saved in one file.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::mhtml(bytes));
