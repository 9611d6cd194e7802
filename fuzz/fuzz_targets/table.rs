//! Any bytes as a table as text: separators, quotation marks, headers, and what is read of the rows.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| annexe_fuzz::table(bytes));
