//! `annexe demo` on any day, and the commands that it says to try next.

mod sample;

use std::path::Path;
use std::process::{Command, Output};

use sample::said;

/// Runs the program as a person does: by the clock, with the folder for temporary files given.
fn today(temporary: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annexe"))
        .args(arguments)
        .env_remove("ANNEXE_NOW")
        .env_remove("ANNEXE_REGISTER")
        .envs(["TMPDIR", "TEMP", "TMP"].map(|name| (name, temporary)))
        .output()
        .unwrap()
}

/// Returns the arguments of the commands to try next: what stands in double quotes is one.
fn suggested(said: &str) -> Vec<Vec<&str>> {
    let after = said.split("Try next:").nth(1).unwrap();
    let lines = after.lines().filter(|line| line.starts_with("  "));
    lines
        .map(|line| {
            let (words, path) = line.split_once('"').unwrap();
            let words = words.split_whitespace().skip(1);
            words.chain([path.trim_end_matches('"')]).collect()
        })
        .collect()
}

#[test]
fn the_demonstration_prints_both_reports_and_its_commands_can_be_tried() {
    let folder = tempfile::tempdir().unwrap();
    let output = today(folder.path(), &["demo"]);
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("Outstanding recommendations: Fenmarsh PDU"));
    assert!(printed.contains("Recommendations outstanding             2 of 3"));
    assert!(printed.contains("Annexe one – Progress against previous recommendations"));
    let next = suggested(&said);
    assert_eq!(next.len(), 3, "{said}");
    for arguments in next {
        let tried = today(folder.path(), &arguments);
        assert!(
            tried.status.success(),
            "{arguments:?}: {}",
            sample::said(&tried)
        );
    }
}

#[test]
fn each_demonstration_has_a_folder_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        assert!(today(folder.path(), &["demo"]).status.success());
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}
