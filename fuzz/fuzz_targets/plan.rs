//! The rows of an action plan in the form of HMPPS.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::plan(bytes));
