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
            "fenmarsh-2024/3: Answered, Agreed, 30 September 2026",
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
            "fenmarsh-2024/3: Left: sufficient progress, Sufficient progress (at Fenmarsh PDU, 1 August 2026), recorded since"
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
            "Left: handed over, it stands under Saltmere CRC, corrected since"
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
        row.contains("Not graded yet") && row.ends_with(" 85"),
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

#[test]
fn a_marking_that_is_kept_stands_on_every_paper_until_another_is_given() {
    let folder = recorded_in_june();
    let at = folder.path();
    let marked = |more: &[&str]| {
        let page = on(
            "2026-11-20",
            at,
            &[&["list", "--body", "Fenmarsh"][..], more].concat(),
        );
        page.lines().next().unwrap().to_owned()
    };
    assert_eq!(marked(&[]), "Recommendations");
    on("2026-11-20", at, &["marking", "OFFICIAL-SENSITIVE"]);
    assert_eq!(marked(&[]), "OFFICIAL-SENSITIVE");
    assert_eq!(on("2026-11-20", at, &["marking"]), "OFFICIAL-SENSITIVE\n");
    assert_eq!(marked(&["--marking", "OFFICIAL"]), "OFFICIAL");
    on("2026-11-20", at, &["undo", "--yes"]);
    assert_eq!(marked(&[]), "Recommendations");
    let output = run(at, &["marking", "two\nlines"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
}

/// Records commands on a day in October.
fn record(folder: &Path, commands: &[&[&str]]) {
    for command in commands {
        on("2026-10-01", folder, command);
    }
}

fn about<'c>(changes: &'c [String], reference: &str) -> Vec<&'c str> {
    let beginning = format!("{reference}: ");
    let own = changes
        .iter()
        .filter_map(|said| said.strip_prefix(&beginning));
    own.collect()
}

#[test]
fn of_a_joint_recommendation_the_change_of_each_addressee_is_told() {
    let folder = recorded_in_june();
    let at = folder.path();
    let joint = [
        "add",
        "--inspection",
        "fenmarsh-2024",
        "--to",
        "Saltmere region",
        "--to",
        "Fenmarsh",
        "--words",
        "Work together",
    ];
    on("2026-06-02", at, &joint);
    let inspected = [
        "inspection",
        "add",
        "--body",
        "Fenmarsh",
        "--kind",
        "core",
        "--published",
        "2026-09-20",
    ];
    let graded = [
        "mark",
        "fenmarsh-2024/7",
        "--inspection",
        "fenmarsh-2026",
        "--progress",
        "none",
        "--for",
        "Fenmarsh",
        "--finding",
        "Apart",
    ];
    record(at, &[&inspected, &graded]);
    let paper = since(at, "2026-10-02");
    let told = changes(&paper);
    assert_eq!(
        about(&told, "fenmarsh-2024/7"),
        ["Graded, Fenmarsh PDU: No progress (at Fenmarsh PDU, 20 September 2026)"]
    );
    reconciles(&paper);
}

#[test]
fn what_was_settled_is_said_to_be_settled_whatever_the_filter() {
    let folder = recorded_in_june();
    let at = folder.path();
    let inspected = [
        "inspection",
        "add",
        "--body",
        "Fenmarsh",
        "--kind",
        "core",
        "--published",
        "2026-09-20",
    ];
    let graded = [
        "mark",
        "fenmarsh-2024/1",
        "--inspection",
        "fenmarsh-2026",
        "--progress",
        "sufficient",
        "--finding",
        "Done",
    ];
    record(at, &[&inspected, &graded]);
    let filtered = paper(
        at,
        "2026-10-02",
        &["--since-meeting", MEETING, "--progress", "some"],
    );
    let told = changes(&filtered);
    assert_eq!(
        about(&told, "fenmarsh-2024/1"),
        ["Left: sufficient progress, Sufficient progress (at Fenmarsh PDU, 20 September 2026)"]
    );
    reconciles(&filtered);
}

#[test]
fn a_grade_that_was_corrected_or_taken_back_is_a_change() {
    let folder = recorded_in_june();
    let at = folder.path();
    record(
        at,
        &[&["amend", "#f4", "--progress", "none", "--why", "A slip"]],
    );
    let told = changes(&since(at, "2026-10-02"));
    assert_eq!(
        about(&told, "fenmarsh-2024/1"),
        ["Grade corrected, No progress (at Fenmarsh PDU, 18 November 2025); before: some progress"]
    );
    record(at, &[&["undo", "--yes"], &["undo", "f4", "--yes"]]);
    let told = changes(&since(at, "2026-10-02"));
    assert_eq!(
        about(&told, "fenmarsh-2024/1"),
        ["Grade taken back, before: some progress"]
    );
}

#[test]
fn a_unit_that_was_added_since_took_over_what_others_held() {
    let folder = recorded_in_june();
    let at = folder.path();
    let add = [
        "body",
        "add",
        "Marsh PDU",
        "--kind",
        "pdu",
        "--parent",
        "Saltmere region",
        "--from",
        "2026-09-10",
    ];
    let replaced = [
        "body",
        "replaced-by",
        "Fenmarsh PDU",
        "Marsh PDU",
        "--on",
        "2026-09-10",
    ];
    record(at, &[&add, &replaced]);
    let arguments = [
        "report",
        "outstanding",
        "--body",
        "Marsh PDU",
        "--format",
        "json",
        "--since-meeting",
        MEETING,
    ];
    let paper: Value = serde_json::from_str(&on("2026-10-02", at, &arguments)).unwrap();
    assert_eq!(
        about(&changes(&paper), "fenmarsh-2024/3"),
        ["Taken over, from Fenmarsh PDU"]
    );
    assert_eq!(total(&paper, "then"), 0);
    reconciles(&paper);
}

#[test]
fn what_was_escalated_is_told_and_stands_apart_only_as_a_whole() {
    let folder = recorded_in_june();
    let at = folder.path();
    let more = [
        "action",
        "add",
        "fenmarsh-2024/1",
        "--words",
        "And more",
        "--on",
        "2026-05-01",
    ];
    on("2026-06-02", at, &more);
    let one = [
        "action",
        "escalate",
        "fenmarsh-2024/1.1",
        "--to",
        "Saltmere region",
        "--reason",
        "No posts",
        "--on",
        "2026-09-10",
    ];
    let whole = [
        "action",
        "escalate",
        "fenmarsh-2024/3",
        "--to",
        "HMPPS",
        "--reason",
        "No funds",
        "--on",
        "2026-09-11",
    ];
    record(at, &[&one, &whole]);
    let paper = since(at, "2026-10-02");
    let told = changes(&paper);
    assert_eq!(
        about(&told, "fenmarsh-2024/1"),
        ["Escalated, to Saltmere region, 10 September 2026: No posts"]
    );
    let section = |key: &str| {
        let rows = paper["rows"].as_array().unwrap().iter();
        let own = rows.filter(|row| row["section"] == key);
        own.map(|row| row["reference"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(section("escalated"), ["fenmarsh-2024/3"]);
    assert!(section("below").contains(&"fenmarsh-2024/1".to_owned()));
    assert_eq!(total(&paper, "escalated"), 1);
    // The region that was asked for the whole reads that it is to answer.
    let region = [
        "action",
        "escalate",
        "fenmarsh-2024/3",
        "--to",
        "Saltmere region",
        "--reason",
        "No posts",
    ];
    record(
        at,
        &[
            &[
                "action",
                "escalate",
                "fenmarsh-2024/3",
                "--returned",
                "--words",
                "Ask the region",
            ],
            &region,
        ],
    );
    let paper = since(at, "2026-10-02");
    let rows = paper["rows"].as_array().unwrap().iter();
    let waiting = rows.filter(|row| row["section"] == "waiting");
    assert_eq!(waiting.count(), 1);
    let told = changes(&paper);
    assert!(about(&told, "fenmarsh-2024/3").contains(
        &"Escalation ended, returned by HM Prison and Probation Service, 1 October 2026: Ask the region"
    ), "{told:#?}");
}

#[test]
fn a_paper_can_be_drawn_again_as_it_was_known() {
    let folder = recorded_in_june();
    let at = folder.path();
    let then = paper(at, MEETING, &[]);
    let inspected = [
        "inspection",
        "add",
        "--body",
        "Fenmarsh",
        "--kind",
        "core",
        "--published",
        "2026-08-01",
    ];
    let graded = [
        "mark",
        "fenmarsh-2024/3",
        "--inspection",
        "fenmarsh-2026",
        "--progress",
        "sufficient",
        "--finding",
        "Done",
    ];
    record(at, &[&inspected, &graded]);
    let now = paper(at, "2026-10-02", &["--as-at", MEETING]);
    assert_ne!(
        now["totals"], then["totals"],
        "recorded late, in force then"
    );
    let again = paper(
        at,
        "2026-10-02",
        &["--as-at", MEETING, "--known-by", MEETING],
    );
    assert_eq!(again["totals"], then["totals"]);
    assert_eq!(
        (&again["rows"], &again["head"]),
        (&then["rows"], &then["head"])
    );
    let output = run(at, &["list", "--known-by", "2020-01-01"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let output = run(at, &["list", "--known-by", "999"]);
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
}
