//! What the years say of the three published reports: progress, movement and ratings, in every format.
//!
//! The reports are not part of the project: the tests read them from `../shared/reports`.

mod sample;

use std::collections::BTreeSet;
use std::path::Path;

use sample::{printed, root, run};
use serde_json::Value;
use tempfile::TempDir;

const REPORTS: [&str; 3] = [
    "london-crc-2018-03.txt",
    "west-kent-pdu-2022-05.txt",
    "hfkcw-pdu-2022-10.txt",
];

/// Makes a register of the three reports; none, with a word, where they are not at hand.
fn register() -> Option<TempDir> {
    let reports = root().join("../shared/reports");
    if !reports.is_dir() {
        let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
        assert!(!in_ci, "{} is missing", reports.display());
        println!("skipped: {} is missing", reports.display());
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for report in REPORTS {
        let report = reports.join(report);
        let import = ["import", &report.to_string_lossy(), "--apply"];
        printed(folder.path(), &import);
    }
    Some(folder)
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&printed(folder, &arguments)).unwrap()
}

/// Returns a total as `1 of 7`.
fn total(document: &Value, key: &str) -> String {
    let total = &document["totals"][key];
    format!("{} of {}", total["count"], total["of"])
}

fn rows<'v>(document: &'v Value, section: &str) -> Vec<&'v Value> {
    let rows = document["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["section"] == section).collect()
}

fn sum(rows: &[&Value], key: &str) -> i64 {
    rows.iter().map(|row| row[key].as_i64().unwrap()).sum()
}

#[test]
fn at_west_kent_one_of_seven_made_some_progress_and_what_was_not_graded_is_counted() {
    let Some(folder) = register() else { return };
    let shown = json(
        folder.path(),
        &["report", "progress", "--body", "West Kent"],
    );
    assert_eq!(total(&shown, "graded"), "0 of 5");
    assert_eq!(total(&shown, "not_graded"), "5 of 5");
    assert_eq!(total(&shown, "graded_here_at_a_part_graded"), "7 of 7");
    for (key, expected) in [
        ("no_progress", "6 of 7"),
        ("some_progress", "1 of 7"),
        ("sufficient_progress", "0 of 7"),
        ("at_least_some", "1 of 7"),
    ] {
        let key = format!("graded_here_at_a_part_{key}");
        assert_eq!(total(&shown, &key), expected, "{key}");
    }
    let at_parts = rows(&shown, "graded_here_at_parts");
    assert_eq!(at_parts.len(), 1);
    assert_eq!(at_parts[0]["graded_at"][0], "West Kent PDU");
    let plain = printed(
        folder.path(),
        &["report", "progress", "--body", "West Kent"],
    );
    assert!(plain.contains("1/7 (14%)"), "{plain}");
}

#[test]
fn the_totals_of_progress_are_the_sums_of_its_rows_whatever_the_rows_are_of() {
    let Some(folder) = register() else { return };
    for per in [
        "body",
        "region",
        "year",
        "kind",
        "addressee-kind",
        "theme",
        "answer",
    ] {
        let shown = json(
            folder.path(),
            &["report", "progress", "--per", per, "--body", "KSS"],
        );
        let (whole, parts) = (rows(&shown, "whole"), rows(&shown, "at_parts"));
        let count = |key: &str| shown["totals"][key]["count"].as_i64().unwrap();
        assert_eq!(
            sum(&whole, "recommendations"),
            count("recommendations"),
            "{per}"
        );
        assert_eq!(sum(&whole, "not_graded"), count("not_graded"), "{per}");
        assert_eq!(sum(&whole, "graded_at_a_part"), 7, "{per}");
        assert_eq!(sum(&parts, "graded"), count("at_a_part_graded"), "{per}");
        assert_eq!(sum(&parts, "at_least_some"), 1, "{per}");
        let in_all = count("graded") + count("at_a_part_graded") + count("not_graded");
        assert_eq!(in_all, count("recommendations"), "{per}");
    }
}

#[test]
fn before_the_grades_were_published_there_are_none() {
    let Some(folder) = register() else { return };
    let asked = [
        "report",
        "progress",
        "--body",
        "KSS",
        "--as-at",
        "2022-05-30",
    ];
    let shown = json(folder.path(), &asked);
    assert_eq!(total(&shown, "not_graded"), "7 of 7");
}

/// Returns what is outstanding and counts on a day.
fn outstanding(folder: &Path, body: &[&str], day: &str) -> BTreeSet<String> {
    let asked = ["report", "outstanding", "--as-at", day];
    let shown = json(folder, &[&asked[..], body].concat());
    let rows = shown["rows"].as_array().unwrap().iter();
    let is_apart =
        |row: &&Value| row["section"] == "graded_here" || row["section"] == "asked_above";
    rows.filter(|row| !is_apart(row)).map(reference).collect()
}

fn reference(row: &Value) -> String {
    row["reference"].as_str().unwrap().to_owned()
}

#[test]
fn movement_over_the_unification_is_the_difference_of_two_papers() {
    let Some(folder) = register() else { return };
    let at = folder.path();
    let (from, to) = ("2021-06-25", "2022-12-31");
    for body in [
        &[][..],
        &["--body", "London region"],
        &["--body", "London CRC"],
        &["--body", "KSS", "--progress", "not-graded"],
        &["--body", "HMPPS"],
    ] {
        let asked = ["report", "movement", "--from", from, "--to", to];
        let moved = json(at, &[&asked[..], body].concat());
        let (before, after) = (outstanding(at, body, from), outstanding(at, body, to));
        let listed = |section| -> BTreeSet<String> {
            rows(&moved, section).into_iter().map(reference).collect()
        };
        assert_eq!(listed("came"), &after - &before, "{body:?}");
        assert_eq!(listed("left"), &before - &after, "{body:?}");
        let count = |key: &str| moved["totals"][key]["count"].as_u64();
        assert_eq!(count("opening"), Some(before.len() as u64), "{body:?}");
        assert_eq!(count("closing"), Some(after.len() as u64), "{body:?}");
    }
    let region = [
        "--body",
        "London region",
        "--from",
        "2021-06-25",
        "--to",
        "2021-06-26",
    ];
    let moved = json(at, &[&["report", "movement"][..], &region].concat());
    assert_eq!(moved["totals"]["taken_over"]["count"], 15);
}

#[test]
fn scores_are_as_printed_and_nothing_is_compared_where_there_is_nothing_before() {
    let Some(folder) = register() else { return };
    let shown = json(folder.path(), &["report", "ratings"]);
    let scores: Vec<String> = rows(&shown, "inspections")
        .iter()
        .map(|row| format!("{} {}/{}", row["inspection"], row["score"], row["score_of"]))
        .collect();
    assert_eq!(scores, ["\"hfkcw-2022\" 0/27", "\"west-kent-2022\" 1/27"]);
    assert_eq!(rows(&shown, "ratings").len(), 18);
    let questions = rows(&shown, "key_questions");
    assert_eq!(questions.len(), 28);
    assert!(questions.iter().all(|row| row["percent_before"].is_null()));
    let of_region = json(folder.path(), &["report", "ratings", "--body", "KSS"]);
    assert_eq!(rows(&of_region, "inspections").len(), 1);
}

#[test]
fn each_report_is_written_in_every_format() {
    let Some(folder) = register() else { return };
    let at = folder.path();
    let mut formats = vec!["txt", "md", "csv", "json", "html", "docx", "xlsx"];
    formats.extend(cfg!(feature = "pdf").then_some("pdf"));
    for (name, more) in [
        ("progress", &["--body", "West Kent"][..]),
        (
            "movement",
            &["--from", "2021-06-25", "--as-at", "2022-12-31"],
        ),
        ("ratings", &["--body", "West Kent"]),
    ] {
        for format in &formats {
            let file = format!("{name}.{format}");
            let output = run(at, &[&["report", name, "-o", &file][..], more].concat());
            assert!(output.status.success(), "{}", sample::said(&output));
            assert!(
                std::fs::metadata(at.join(&file)).unwrap().len() > 200,
                "{file}"
            );
        }
    }
}
