//! A web page.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = [b"<!DOCTYPE html>\n", bytes].concat();
    let _ = annexe::import::read(&page, "fuzzed.html");
});
