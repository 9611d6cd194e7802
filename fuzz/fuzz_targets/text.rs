//! Any bytes as a file that is not packed: text in every encoding, sections, whole reports.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = annexe::import::read(bytes, "fuzzed.txt");
});
