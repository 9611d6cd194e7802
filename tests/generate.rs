//! Registers that are made up: the same for the same seed, sound, and never over another file.

mod sample;

use std::collections::BTreeSet;
use std::path::Path;

use sample::{annexe, printed, run, said};

/// Makes up a register and returns what a report prints of it.
fn made_up(folder: &Path, file: &str, arguments: &[&str], report: &[&str]) -> String {
    let output = run(folder, &[&["generate", "-o", file], arguments].concat());
    assert!(output.status.success(), "{}", said(&output));
    printed(folder, &[report, &["--register", file]].concat())
}

const OUTSTANDING: [&str; 4] = ["report", "outstanding", "--format", "json"];

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

/// Returns the recommendations of rows; one that is addressed jointly has several.
fn references(rows: &serde_json::Value) -> BTreeSet<&str> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["reference"].as_str().unwrap()).collect()
}

#[test]
fn the_same_seed_makes_the_same_facts_and_another_makes_others() {
    let folder = tempfile::tempdir().unwrap();
    let (wanted, other) = (
        ["--recommendations", "60", "--seed", "4"],
        ["--recommendations", "60", "--seed", "5"],
    );
    let one = made_up(folder.path(), "one.db", &wanted, &OUTSTANDING);
    let again = made_up(folder.path(), "again.db", &wanted, &OUTSTANDING);
    let another = made_up(folder.path(), "another.db", &other, &OUTSTANDING);
    assert_eq!(one, again);
    assert_ne!(one, another);
}

#[test]
fn the_clock_has_no_part_in_the_facts() {
    let folder = tempfile::tempdir().unwrap();
    for (file, now) in [
        ("a.db", "2026-11-24T09:30:00Z"),
        ("b.db", "2028-02-29T00:00:00Z"),
    ] {
        let arguments = [
            "generate",
            "--recommendations",
            "60",
            "--seed",
            "4",
            "-o",
            file,
        ];
        let output = annexe(folder.path())
            .args(arguments)
            .args(["--now", now])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }
    let rows = |file| {
        let list = ["list", "--format", "json", "--register", file];
        json(&printed(folder.path(), &list))["rows"].clone()
    };
    assert_eq!(references(&rows("a.db")).len(), 60);
    assert_eq!(rows("a.db"), rows("b.db"));
}

#[test]
fn nothing_is_wrong_with_what_was_made_up_and_its_totals_hold() {
    let folder = tempfile::tempdir().unwrap();
    for count in ["60", "420"] {
        let file = format!("{count}.db");
        let wanted = ["--recommendations", count, "--seed", "2"];
        let printed_json = made_up(folder.path(), &file, &wanted, &OUTSTANDING);
        printed(folder.path(), &["check", "--register", &file]);
        let report = json(&printed_json);
        let total = |key: &str| report["totals"][key]["count"].as_u64().unwrap();
        let outstanding = total("outstanding");
        assert!(outstanding > 10 && outstanding < count.parse().unwrap());
        assert_eq!(references(&report["rows"]).len() as u64, outstanding);
        let grades = [
            "no_progress",
            "some_progress",
            "graded_at_a_part",
            "never_graded",
        ];
        assert_eq!(grades.map(total).iter().sum::<u64>(), outstanding);
    }
}

#[test]
fn a_file_that_is_there_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.db"), "my own").unwrap();
    let output = run(
        folder.path(),
        &[
            "generate",
            "--recommendations",
            "60",
            "--seed",
            "1",
            "-o",
            "mine.db",
        ],
    );
    assert_eq!(output.status.code(), Some(5), "{}", said(&output));
    assert!(
        said(&output).contains("mine.db exists"),
        "{}",
        said(&output)
    );
    assert_eq!(
        std::fs::read(folder.path().join("mine.db")).unwrap(),
        b"my own"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn reworded_pairs_are_listed_and_are_of_other_years() {
    let folder = tempfile::tempdir().unwrap();
    let wanted = [
        "--recommendations",
        "300",
        "--seed",
        "3",
        "--rewordings",
        "20",
    ];
    let list = ["list", "--format", "json"];
    let rows = json(&made_up(folder.path(), "r.db", &wanted, &list))["rows"].clone();
    let pairs = std::fs::read_to_string(folder.path().join("r.db-rewordings.csv")).unwrap();
    let of = |reference: &str, key: &str| {
        let rows = rows.as_array().unwrap().iter();
        let mut found = rows.filter(|row| row["reference"] == reference);
        found.next().unwrap()[key].to_string()
    };
    assert_eq!(pairs.lines().count(), 21, "{pairs}");
    let demands = std::fs::read_to_string(folder.path().join("r.db-demands.csv")).unwrap();
    assert_eq!(demands.lines().count(), 301);
    let demand = |reference: &str| {
        let begins = format!("{reference},");
        let mut found = demands.lines().filter(|line| line.starts_with(&begins));
        found.next().unwrap()[begins.len()..].to_owned()
    };
    for pair in pairs.lines().skip(1) {
        let (first, second) = pair.split_once(',').unwrap();
        assert_ne!(of(first, "recommendation"), of(second, "recommendation"));
        assert_eq!(demand(first), demand(second), "{pair}");
        let (earlier, later) = (of(first, "published_on"), of(second, "published_on"));
        assert!(earlier[..5] < later[..5], "{pair}: {earlier} {later}");
    }
}

#[test]
fn what_cannot_be_made_is_said() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, why) in [
        (
            ["--recommendations", "0", "--seed", "1"],
            "from 1 to 1000000",
        ),
        (
            ["--recommendations", "1000001", "--seed", "1"],
            "from 1 to 1000000",
        ),
    ] {
        let output = run(folder.path(), &[&["generate"], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains(why), "{}", said(&output));
    }
    // The least there can be is one.
    let rows = made_up(
        folder.path(),
        "one.db",
        &["--recommendations", "1", "--seed", "1"],
        &["list", "--format", "json"],
    );
    assert_eq!(references(&json(&rows)["rows"]).len(), 1);
}

#[test]
fn it_explains_itself_and_is_not_in_the_list_of_commands() {
    let folder = tempfile::tempdir().unwrap();
    let help = printed(folder.path(), &["generate", "--help"]);
    assert_eq!(help.matches("\n  annexe generate ").count(), 2, "{help}");
    assert!(!printed(folder.path(), &["--help"]).contains("generate"));
}
