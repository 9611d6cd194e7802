//! What a page of a PDF draws.

#![no_main]

use annexe_fuzz::page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = annexe::import::read(&page(bytes), "fuzzed.pdf");
});
