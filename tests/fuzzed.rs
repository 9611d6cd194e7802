//! Every reader against files that are damaged, the same ones each time: the kept corpus of `fuzz/` and the
//! samples of `tests/data`, as they are and changed. Nothing may break down; what is read is judged elsewhere.
//!
//! `ANNEXE_FUZZ_ROUNDS=1000 cargo test --test fuzzed` changes each of them as often; `fuzz/run.sh` looks for
//! new ones.

#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// How often each file is changed, where nobody says otherwise.
const ROUNDS: u64 = 2;
/// Larger files are left out: reading one takes as long as a hundred others.
const LARGEST: u64 = 64 * 1024;

#[test]
fn damaged_files_break_no_reader() {
    let rounds = std::env::var("ANNEXE_FUZZ_ROUNDS").ok();
    let rounds = rounds.map_or(ROUNDS, |rounds| rounds.parse().expect("a number of rounds"));
    let wanted = std::env::var("ANNEXE_FUZZ_TARGET").unwrap_or_default();
    for (name, target) in fuzz::TARGETS {
        if wanted.is_empty() || wanted == name {
            let inputs = inputs(name);
            assert!(!inputs.is_empty(), "{name} has no input");
            let words = Words::of(&inputs);
            for (path, bytes) in &inputs {
                holds(target, bytes, || format!("{name}: {path:?} as it is"));
                for round in 1..=rounds {
                    let changed = words.changed(bytes, round);
                    holds(target, &changed, || {
                        format!("{name}: {path:?} changed, round {round}")
                    });
                }
            }
        }
    }
}

fn holds(target: fn(&[u8]), bytes: &[u8], what: impl Fn() -> String) {
    let held = catch_unwind(|| target(bytes));
    if held.is_err() {
        let kept = std::env::temp_dir().join("annexe-broke-a-reader");
        let _ = fs::write(&kept, bytes);
        panic!("{} breaks its reader; it is in {kept:?}", what());
    }
}

/// The kept corpus of a target, and the samples that are what it reads.
fn inputs(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = match name {
        "pdf" => "tests/data/pdf",
        "html" => "tests/data/html",
        "archive" => "tests/data/docx",
        "table" => "tests/data/sheets",
        "text" => "tests/data",
        _ => "",
    };
    let mut paths = files(&root.join("fuzz/corpus").join(name));
    if !samples.is_empty() {
        paths.extend(files(&root.join(samples)));
    }
    // It is stopped by the limit of memory of the process that reads a PDF, and there is none here.
    paths.retain(|path| !path.ends_with("swells.pdf"));
    paths.sort();
    let read = paths.into_iter().map(|path| {
        let bytes = fs::read(&path).unwrap();
        (path.strip_prefix(root).unwrap().to_owned(), bytes)
    });
    read.collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_small = |path: &PathBuf| {
        path.metadata()
            .is_ok_and(|about| about.is_file() && about.len() <= LARGEST)
    };
    paths.filter(is_small).collect()
}

/// Pieces of all inputs of a target, to be put where they do not belong.
struct Words<'i> {
    inputs: &'i [(PathBuf, Vec<u8>)],
}

impl<'i> Words<'i> {
    fn of(inputs: &'i [(PathBuf, Vec<u8>)]) -> Self {
        Words { inputs }
    }

    /// Changes bytes in some places: the same way for the same round.
    fn changed(&self, bytes: &[u8], round: u64) -> Vec<u8> {
        let mut dice = Dice(round.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ bytes.len() as u64);
        let mut changed = bytes.to_vec();
        for _ in 0..1 + dice.below(6) {
            self.change(&mut changed, &mut dice);
        }
        changed.truncate(LARGEST as usize);
        changed
    }

    fn change(&self, bytes: &mut Vec<u8>, dice: &mut Dice) {
        let at = dice.below(bytes.len() + 1);
        let most = 2 << dice.below(8);
        let length = dice.below(most);
        let end = (at + length).min(bytes.len());
        match dice.below(8) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.splice(at..end, numbers(dice).bytes()).for_each(drop),
            3 => bytes[at..end].fill(dice.below(256) as u8),
            4 => {
                let piece = bytes[at..end].to_vec().repeat(1 + dice.below(40));
                bytes.splice(at..at, piece);
            }
            5 | 6 => {
                let (_, other) = &self.inputs[dice.below(self.inputs.len())];
                let from = dice.below(other.len() + 1);
                let piece = &other[from..(from + length).min(other.len())];
                bytes.splice(at..end, piece.iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
}

/// Numbers at which arithmetic goes wrong.
fn numbers(dice: &mut Dice) -> &'static str {
    const NUMBERS: [&str; 9] = [
        "0",
        "-1",
        "1048577",
        "2147483648",
        "4294967295",
        "18446744073709551615",
        "1e308",
        "00",
        "9999999999999999999999",
    ];
    NUMBERS[dice.below(NUMBERS.len())]
}

/// A row of numbers that is the same each time (Steele and others: SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }
}
