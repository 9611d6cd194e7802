//! A table as text, and behind a line `---` the mapping that a person wrote for it.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::tracker(bytes));
