//! Any text as the mapping of a sheet.

#![no_main]

use annexe::import::reading::tracker::Mapping;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(mapping) = Mapping::from_toml(&text, "fuzzed.toml") {
        let written = mapping.to_toml("fuzzed.csv", |_, _| None);
        let again = Mapping::from_toml(&written, "written.toml");
        assert_eq!(again.expect("it was written by us"), mapping);
    }
});
