//! The board paper: what changed since a meeting, its totals and charts, and the lines of its brief form.

mod sample;

use std::path::Path;

use sample::{SAMPLE, annexe, copy_files, run, said};
use serde_json::Value;
use tempfile::TempDir;

const MEETING: &str = "2026-09-04";

/// Runs a command on a day, which must succeed.
fn on(day: &str, folder: &Path, arguments: &[&str]) -> String {
    let now = format!("{day}T09:30:00Z");
    let output = annexe(folder)
        .env("ANNEXE_NOW", now)
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

/// The sample register as it was recorded in June 2026, with three actions.
fn recorded_in_june() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_files(folder.path());
    for command in SAMPLE {
        on("2026-06-01", folder.path(), command);
    }
    for (reference, target) in [
        ("fenmarsh-2024/1", "2026-10-31"),
        ("fenmarsh-2024/3", "2026-08-31"),
        ("fenmarsh-2024/4", "2026-12-31"),
    ] {
        let add = [
            "action", "add", reference, "--words", "Do it", "--target", target,
        ];
        on(
            "2026-06-01",
            folder.path(),
            &[&add[..], &["--on", "2026-05-01"]].concat(),
        );
    }
    folder
}

fn paper(folder: &Path, day: &str, more: &[&str]) -> Value {
    let arguments = [
        "report",
        "outstanding",
        "--body",
        "Saltmere region",
        "--format",
        "json",
    ];
    serde_json::from_str(&on(day, folder, &[&arguments[..], more].concat())).unwrap()
}

fn since(folder: &Path, day: &str) -> Value {
    paper(folder, day, &["--since-meeting", MEETING])
}

fn total(paper: &Value, key: &str) -> u64 {
    paper["totals"][key]["count"]
        .as_u64()
        .unwrap_or_else(|| panic!("{key}: {}", paper["totals"]))
}

/// What changed, each as `reference: what`.
fn changes(paper: &Value) -> Vec<String> {
    let rows = paper["rows"].as_array().unwrap().iter();
    let said = |key: &str, row: &Value| row[key].as_str().unwrap().to_owned();
    rows.filter(|row| row["section"] == "since")
        .map(|row| {
            format!(
                "{}: {}, {}",
                said("reference", row),
                said("changed", row),
                said("how", row)
            )
        })
        .collect()
}

/// opening + came − left = closing, and the rows of the section are the ones that are counted.
fn reconciles(paper: &Value) {
    let (opening, came, left) = (
        total(paper, "then"),
        total(paper, "came"),
        total(paper, "left"),
    );
    assert_eq!(opening + came - left, total(paper, "outstanding"));
    let gone = changes(paper)
        .iter()
        .filter(|said| said.contains(": Left: "))
        .count();
    assert_eq!(gone as u64, left);
}

#[test]
fn nothing_has_changed_where_nothing_was_recorded_and_no_date_was_reached() {
    let folder = recorded_in_june();
    let paper = since(folder.path(), "2026-09-05");
    assert_eq!(changes(&paper), [""; 0]);
    assert_eq!((total(&paper, "came"), total(&paper, "left")), (0, 0));
    reconciles(&paper);
}

#[test]
fn what_a_meeting_wants_to_know_is_named_each_with_how() {
    let folder = recorded_in_june();
    let at = folder.path();
    let day = "2026-11-20";
    for command in [
        &[
            "action",
            "reschedule",
            "fenmarsh-2024/3.1",
            "2027-02-28",
            "--reason",
            "recruitment",
            "--on",
            "2026-09-20",
        ][..],
        &[
            "inspection",
            "add",
            "--body",
            "Fenmarsh",
            "--kind",
            "core",
            "--published",
            "2026-10-10",
        ],
        &[
            "mark",
            "fenmarsh-2024/1",
            "--inspection",
            "fenmarsh-2026",
            "--progress",
            "none",
            "--finding",
            "Not done",
        ],
        &[
            "close",
            "fenmarsh-2024/5",
            "--as",
            "no-longer-relevant",
            "--reason",
            "It was merged",
            "--decided-by",
            "Head of region",
            "--on",
            "2026-10-20",
        ],
        &[
            "respond",
            "fenmarsh-2024/3",
            "--answer",
            "agreed",
            "--words",
            "Yes",
            "--on",
            "2026-09-30",
        ],
        &[
            "action",
            "update",
            "fenmarsh-2024/4.1",
            "--state",
            "completed",
            "--on",
            "2026-11-01",
            "--evidence",
            "https://example.org/minutes",
        ],
    ] {
        on(day, at, command);
    }
    let paper = since(at, day);
    assert_eq!(
        changes(&paper),
        [
            "fenmarsh-2024/1: Graded, No progress (at Fenmarsh PDU, 10 October 2026); before: some progress",
            "fenmarsh-2024/3: Answered, Agreed",
            "fenmarsh-2024/4: Action ended, 4.1 completed, says its owner, 1 November 2026",
            "fenmarsh-2024/3: Target date moved, 3.1 from 31 August 2026 to 28 February 2027, 181 days later (recruitment)",
            "fenmarsh-2024/1: Newly overdue, 1.1 due 31 October 2026, 20 days late",
            "fenmarsh-2024/5: Left: closed, closed 20 October 2026: no longer relevant",
        ]
    );
    reconciles(&paper);
}

#[test]
fn a_fact_that_was_recorded_late_is_new_to_the_meeting() {
    let folder = recorded_in_june();
    let at = folder.path();
    // Published and graded before the meeting, recorded after it.
    let record = [
        &[
            "inspection",
            "add",
            "--body",
            "Fenmarsh",
            "--kind",
            "core",
            "--published",
            "2026-08-01",
        ][..],
        &[
            "mark",
            "fenmarsh-2024/3",
            "--inspection",
            "fenmarsh-2026",
            "--progress",
            "sufficient",
            "--finding",
            "Done",
        ],
        &["import", "fenmarsh-2026.txt", "--apply", "--yes"],
    ];
    for command in &record[..2] {
        on("2026-10-01", at, command);
    }
    let paper = since(at, "2026-10-02");
    assert_eq!(
        changes(&paper),
        [
            "fenmarsh-2024/3: Left: sufficient progress, Sufficient progress (at Fenmarsh PDU, 1 August 2026)"
        ]
    );
    reconciles(&paper);
    // The same paper drawn for a meeting after it was recorded holds no news of it.
    let later = self::paper(at, "2026-10-03", &["--since-meeting", "2026-10-01"]);
    assert_eq!(changes(&later), [""; 0]);
}

#[test]
fn what_is_handed_over_or_taken_back_has_its_own_reason() {
    let folder = recorded_in_june();
    let at = folder.path();
    let report = "An inspection of probation services in:\n\nFenmarsh PDU\n\nHM Inspectorate of Probation\n\n\
                  March 2026\n\nRecommendations\n\nFenmarsh PDU should:\n\n1. write down each handover\n\n\
                  2. see each person on probation within a week\n";
    std::fs::write(at.join("march.txt"), report).unwrap();
    on(
        "2026-06-02",
        at,
        &["import", "march.txt", "--apply", "--yes"],
    );
    let log = on("2026-06-02", at, &["log", "--format", "json"]);
    let log: Value = serde_json::from_str(&log).unwrap();
    let imported = log["rows"][0]["change"].to_string();
    on("2026-10-01", at, &["undo", &imported, "--yes"]);
    let left = |paper: &Value, why: &str| {
        reconciles(paper);
        let changes = changes(paper);
        changes.iter().filter(|said| said.contains(why)).count()
    };
    let taken_back = since(at, "2026-10-02");
    assert!(left(&taken_back, "Left: record taken back, it is no longer") > 0);
    assert_eq!(left(&taken_back, "handed over"), 0);
    // Without its succession the region no longer holds what was asked of its predecessor.
    on("2026-10-03", at, &["undo", "5", "--yes"]);
    assert_eq!(
        left(
            &since(at, "2026-10-04"),
            "Left: handed over, to Saltmere CRC"
        ),
        3
    );
}

#[test]
fn a_register_that_is_younger_than_the_meeting_says_so() {
    let folder = recorded_in_june();
    let arguments = ["report", "outstanding", "--since-meeting", "2026-05-01"];
    let printed = on("2026-11-20", folder.path(), &arguments);
    let young = "Nothing of this was in the register by the end of 1 May 2026: all of it is new\nto the meeting.";
    assert!(printed.contains(young), "{printed}");
    for (meeting, refused) in [
        (
            "2026-11",
            "--since-meeting wants the day of the meeting, not November 2026",
        ),
        (
            "2026-11-24",
            "--since-meeting 2026-11-24 does not lie before the day of the paper, 2026-11-24",
        ),
    ] {
        let output = run(
            folder.path(),
            &["report", "outstanding", "--since-meeting", meeting],
        );
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains(refused), "{}", said(&output));
    }
}

#[test]
fn the_bars_of_each_chart_add_up_to_what_is_outstanding() {
    let folder = recorded_in_june();
    let paper = paper(folder.path(), "2026-11-20", &[]);
    for chart in ["by_progress", "by_age"] {
        let bars = paper["charts"][chart]["bars"].as_array().unwrap().iter();
        let sum: u64 = bars.map(|bar| bar["count"].as_u64().unwrap()).sum();
        assert_eq!(sum, total(&paper, "outstanding"), "{chart}");
    }
}

#[test]
fn the_brief_form_has_one_line_an_item_and_the_same_rows() {
    let folder = recorded_in_june();
    let (day, body) = (
        "2026-11-20",
        ["report", "outstanding", "--body", "Fenmarsh"],
    );
    let brief = [&body[..], &["--detail", "brief"]].concat();
    let wide = annexe(folder.path())
        .env("COLUMNS", "160")
        .args(&brief)
        .output()
        .unwrap();
    let printed = String::from_utf8(wide.stdout).unwrap();
    let row = printed
        .lines()
        .find(|line| line.starts_with("fenmarsh-2024/3 "))
        .unwrap();
    assert!(
        row.contains("Not graded yet") && row.contains("31 August 2026"),
        "{printed}"
    );
    let json = |arguments: &[&str]| {
        on(
            day,
            folder.path(),
            &[arguments, &["--format", "json"]].concat(),
        )
    };
    assert_eq!(json(&brief), json(&body), "programs see the same");
}
