//! Action plans from file to register: the form of HMPPS with twelve recommendations and thirty actions, its
//! second version, what is odd in it, and what `annexe` prints itself.

mod sample;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sample::{printed, run, said};
use tempfile::TempDir;

/// What the invented report asks of Fenmarsh PDU, and the steps that the plan takes.
const ITEMS: [(&str, &[&str]); 12] = [
    (
        "check every home address before a release",
        &[
            "name one officer for address checks",
            "sample ten checks each month",
        ],
    ),
    (
        "give each new practitioner a protected caseload",
        &[
            "set a ceiling of thirty cases",
            "review ceilings with each team",
            "report breaches to the head of the unit",
        ],
    ),
    (
        "write to the court when a report will be late",
        &[
            "agree a form of words with the court",
            "log every late report",
        ],
    ),
    (
        "agree a referral route with the housing team",
        &[
            "meet the housing team",
            "write the route down",
            "train practitioners in its use",
        ],
    ),
    (
        "hold a case discussion for each person who moves",
        &[
            "add moves to the agenda of the weekly meeting",
            "keep a record of each discussion",
        ],
    ),
    (
        "see people on probation at home where others may be at risk",
        &[
            "buy two further cars",
            "plan visits by postcode",
            "count visits each month",
        ],
    ),
    (
        "fill the posts of middle managers",
        &["advertise twice a year", "offer acting posts to seniors"],
    ),
    (
        "tell practitioners which work may wait",
        &[
            "publish a list of what may wait",
            "review the list each quarter",
            "explain it at induction",
        ],
    ),
    (
        "shorten the vetting of new staff",
        &[
            "ask for a named contact",
            "chase each case after four weeks",
        ],
    ),
    (
        "draw on what the police know in every assessment",
        &[
            "renew the agreement on data",
            "give each team a reader",
            "test ten assessments a month",
        ],
    ),
    (
        "offer unpaid work on weekends",
        &["find two placements", "recruit a supervisor for weekends"],
    ),
    (
        "keep the waiting room fit for children",
        &[
            "buy a screen",
            "set a corner aside",
            "ask families what they think",
        ],
    ),
];

/// The dates of thirty actions, in order; none is in the past of the plan.
fn dates() -> Vec<String> {
    let months = ["March", "June", "September", "December"];
    (0..30)
        .map(|at| format!("{} {}", months[at % 4], 2026 + at / 12))
        .collect()
}

fn report() -> String {
    let mut text = "An inspection of probation services in:\n\nFenmarsh PDU\n\nHM Inspectorate of Probation, February 2025\n\n\
         Recommendations\n\nAs a result of our inspection findings, we have made a number of recommendations.\n\nFenmarsh PDU should:\n\n"
        .to_owned();
    for (number, (words, _)) in (1..).zip(ITEMS) {
        text.push_str(&format!("{number}. {words}\n"));
    }
    text + "\nBackground\n\nWe conducted fieldwork in the spring.\n"
}

const HEADER: &str = "| 1. Rec No | 2. Recommendation | 3. Agreed/ Partly Agreed/ Not Agreed | 4. Response Action Taken/Planned | 5. Responsible Owner (including policy and operational) | 6. Target Date |\n|---|---|---|---|---|---|\n";

/// The plan as a table of Markdown: letters, numbers and rows of their own by turns.
fn plan(submitted: &str, dates: &[String]) -> String {
    let mut text = format!(
        "# HMPPS Action Plan\n\nA response to the report on An inspection of probation services in: Fenmarsh PDU\n\n\
         Report published: February 2025\n\nAction plan submitted: {submitted}\n\n## DEFINITIONS\n\n\
         | Term | Definition | Additional comment |\n|---|---|---|\n| Agreed | All of it is agreed | It can be done |\n| Not Agreed | None of it is agreed | A reason is given |\n\n{HEADER}"
    );
    let mut dates = dates.iter();
    for (number, (words, steps)) in (1..).zip(ITEMS) {
        let due: Vec<&String> = dates.by_ref().take(steps.len()).collect();
        text.push_str(&rows(number, words, steps, &due));
    }
    text
}

fn rows(number: usize, words: &str, steps: &[&str], due: &[&String]) -> String {
    let owner = "Head of Fenmarsh PDU";
    let answer = if number == 7 {
        "Partly Agreed"
    } else {
        "Agreed"
    };
    let begun = format!("| {number} | {words} | {answer} | We will do what item {number} asks.");
    let marked = |mark: &dyn Fn(usize) -> String, list: Vec<String>| {
        let items = list
            .iter()
            .enumerate()
            .map(|(at, words)| format!("{} {words}", mark(at)));
        items.collect::<Vec<_>>().join("<br>")
    };
    let steps: Vec<String> = steps.iter().map(|step| format!("{step}.")).collect();
    let due: Vec<String> = due.iter().map(|date| (*date).clone()).collect();
    let letter = |at: usize| format!("{})", ['a', 'b', 'c'][at]);
    let count = |at: usize| format!("{}.", at + 1);
    match number % 3 {
        0 => format!(
            "{begun}<br>{} | {owner} | {} |\n",
            marked(&letter, steps),
            marked(&letter, due)
        ),
        1 => format!(
            "{begun}<br>{} | {owner} | {} |\n",
            marked(&count, steps),
            due.join("<br>")
        ),
        _ => {
            let further = steps.iter().zip(&due).skip(1);
            let further =
                further.map(|(step, due)| format!("| | | | {step} | {owner} | {due} |\n"));
            format!(
                "{begun}<br>{} | {owner} | {} |\n{}",
                steps[0],
                due[0],
                further.collect::<String>()
            )
        }
    }
}

/// A folder with the register of the report.
fn register() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let kind = [
        "--kind",
        "pdu",
        "--parent",
        "The Probation Service",
        "--from",
        "2021-06-26",
    ];
    printed(
        folder.path(),
        &[&["body", "add", "Fenmarsh PDU"], &kind[..]].concat(),
    );
    write(&folder, "report.txt", &report());
    printed(folder.path(), &["import", "report.txt", "--apply"]);
    folder
}

fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

/// Imports a file and returns the preview as JSON.
fn import(folder: &TempDir, arguments: &[&str]) -> serde_json::Value {
    let arguments = [&["import"], arguments, &["--format", "json"]].concat();
    serde_json::from_str(&printed(folder.path(), &arguments)).unwrap()
}

fn rows_of<'v>(preview: &'v serde_json::Value, section: &str) -> Vec<&'v serde_json::Value> {
    let rows = preview["rows"].as_array().expect("a preview has rows");
    rows.iter()
        .filter(|row| row["section"] == section)
        .collect()
}

fn sections(preview: &serde_json::Value) -> BTreeSet<&str> {
    let rows = preview["rows"].as_array().expect("a preview has rows");
    rows.iter()
        .map(|row| row["section"].as_str().unwrap())
        .collect()
}

/// Every report of the register, without the head, which tells how many changes there were.
fn reports(folder: &Path) -> String {
    let reports: [&[&str]; 6] = [
        &["list"],
        &["report", "outstanding", "--body", "Fenmarsh PDU"],
        &["report", "action-plan"],
        &["report", "slippage"],
        &["report", "overdue"],
        &["show", "fenmarsh-2025/1"],
    ];
    let print = |report: &[&str]| {
        let text = printed(folder, report);
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("Register head"));
        lines.collect::<Vec<_>>().join("\n")
    };
    reports.map(print).join("\n")
}

fn plan_of(folder: &TempDir) -> String {
    printed(folder.path(), &["report", "action-plan", "--format", "csv"])
}

#[test]
fn twelve_recommendations_with_thirty_actions_come_in_as_they_are_printed() {
    let folder = register();
    write(&folder, "plan.md", &plan("15 May 2025", &dates()));
    let preview = import(&folder, &["plan.md", "--apply"]);
    let counts = ["questions", "responses", "actions", "changes"]
        .map(|section| rows_of(&preview, section).len());
    assert_eq!(counts, [0, 12, 30, 0], "{preview:#}");
    let csv = plan_of(&folder);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(records.len(), 30);
    let headers = reader.headers().unwrap().clone();
    let at = |name: &str| {
        headers
            .iter()
            .position(|header| header == name)
            .unwrap_or_else(|| panic!("{name}: {headers:?}"))
    };
    let mut due = dates().into_iter();
    let steps = ITEMS.iter().flat_map(|(_, steps)| *steps);
    for (record, step) in records.iter().zip(steps) {
        let target = due
            .next()
            .unwrap()
            .parse::<annexe::domain::partial_date::PartialDate>()
            .unwrap();
        assert_eq!(record[at("action")], format!("{step}."));
        assert_eq!(record[at("owner")], *"Head of Fenmarsh PDU");
        assert_eq!(record[at("target_date")], target.to_string());
    }
    assert_eq!(&records[0][at("response")], "We will do what item 1 asks.");
    let shown = printed(folder.path(), &["show", "fenmarsh-2025/7"]);
    assert!(shown.contains("partly agreed (not"), "{shown}");
    assert!(shown.contains("Read in plan.md:"), "{shown}");
}

#[test]
fn a_second_version_with_five_moved_dates_is_five_revisions_that_want_reasons_and_nothing_else() {
    let folder = register();
    write(&folder, "plan.md", &plan("15 May 2025", &dates()));
    printed(folder.path(), &["import", "plan.md", "--apply"]);
    let mut moved = dates();
    for at in [0, 4, 11, 20, 29] {
        moved[at] = "31 January 2029".to_owned();
    }
    write(&folder, "plan-2.md", &plan("3 November 2025", &moved));
    let preview = import(&folder, &["plan-2.md", "--apply"]);
    assert_eq!(
        sections(&preview),
        BTreeSet::from(["changes", "notes", "plan"]),
        "{preview:#}"
    );
    assert_eq!(rows_of(&preview, "changes").len(), 5);
    assert_eq!(rows_of(&preview, "notes").len(), 5);
    let slippage = printed(folder.path(), &["report", "slippage", "--format", "json"]);
    assert_eq!(
        slippage.matches("\"reason\": \"not stated\"").count(),
        5,
        "{slippage}"
    );
    let log = printed(folder.path(), &["log"]);
    assert!(log.contains("5 target dates"), "{log}");
    // The older version again: it was in force on its day.
    let again = run(folder.path(), &["import", "plan.md", "--apply"]);
    assert!(said(&again).contains("nothing to add"), "{}", said(&again));
}

#[test]
fn importing_twice_adds_nothing_and_undo_restores_every_report() {
    let folder = register();
    let before = reports(folder.path());
    write(&folder, "plan.md", &plan("15 May 2025", &dates()));
    printed(folder.path(), &["import", "plan.md", "--apply"]);
    let with = reports(folder.path());
    assert_ne!(before, with);
    let again = run(folder.path(), &["import", "plan.md", "--apply"]);
    assert!(again.status.success());
    assert_eq!(
        said(&again),
        "plan.md: the register has all of it for fenmarsh-2025: nothing to add\n"
    );
    assert_eq!(with, reports(folder.path()));
    printed(folder.path(), &["undo", "4", "--yes"]);
    assert_eq!(before, reports(folder.path()));
    printed(folder.path(), &["check"]);
    // What was taken back can be taken in again, whole.
    let preview = import(&folder, &["plan.md", "--apply"]);
    assert_eq!(rows_of(&preview, "actions").len(), 30);
}

#[test]
fn every_bad_row_is_named_and_nothing_is_written() {
    let folder = register();
    let before = reports(folder.path());
    let text = plan("15 May 2025", &dates())
        .replace(
            "| 3 | write",
            "| 33 | something else that nobody asked for at all; write",
        )
        .replace(
            "| 5 | hold a case discussion for each person who moves",
            "| 6 | hold a case discussion for each person who moves",
        )
        .replace(
            "| 9 | shorten the vetting of new staff | Agreed",
            "| 9 | shorten the vetting of new staff | Accepted",
        )
        .replace("a) December 2028", "a) December 2019");
    write(&folder, "bad.md", &text);
    let output = run(folder.path(), &["import", "bad.md", "--apply"]);
    assert!(!output.status.success());
    assert!(
        said(&output).contains("questions are open, listed above; nothing was written"),
        "{}",
        said(&output)
    );
    let preview = import(&folder, &["bad.md"]);
    let questions: Vec<String> = rows_of(&preview, "questions")
        .iter()
        .map(|row| {
            format!(
                "{} | {}",
                row["question"].as_str().unwrap(),
                row["answer"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(questions.len(), 4, "{questions:#?}");
    for part in [
        "something else",
        "by its words fenmarsh-2025/5",
        "`Accepted`",
        "lies before",
    ] {
        let named = questions.iter().any(|question| question.contains(part));
        assert!(named, "{part}: {questions:#?}");
    }
    assert_eq!(before, reports(folder.path()));
}

#[test]
fn what_annexe_prints_as_an_action_plan_comes_back_as_the_same_facts() {
    let folder = register();
    write(&folder, "plan.md", &plan("15 May 2025", &dates()));
    printed(folder.path(), &["import", "plan.md", "--apply"]);
    for command in [
        &[
            "action",
            "update",
            "fenmarsh-2025/1.1",
            "--state",
            "in-progress",
            "--on",
            "2025-09-01",
            "--note",
            "half of it is done",
        ][..],
        &[
            "action",
            "update",
            "fenmarsh-2025/2.1",
            "--state",
            "completed",
            "--on",
            "2026-09-01",
        ],
        &[
            "action",
            "reschedule",
            "fenmarsh-2025/3.1",
            "31 March 2028",
            "--reason",
            "recruitment",
            "--on",
            "2025-10-01",
        ],
        &[
            "action",
            "add",
            "fenmarsh-2025/4",
            "--words",
            "keep it up",
            "--owner",
            "Head of Fenmarsh PDU",
            "--target",
            "Ongoing",
            "--on",
            "2025-10-01",
        ],
        &[
            "respond",
            "fenmarsh-2025/6",
            "--answer",
            "partly-agreed",
            "--reason",
            "policy",
            "--part",
            "visits by day",
            "--words",
            "Visits will be made by day.",
            "--on",
            "2025-10-01",
        ],
    ] {
        printed(folder.path(), command);
    }
    let facts = plan_of(&folder);
    for (format, file) in [
        ("markdown", "printed.md"),
        ("html", "printed.html"),
        ("docx", "printed.docx"),
        #[cfg(feature = "pdf")]
        ("pdf", "printed.pdf"),
    ] {
        printed(
            folder.path(),
            &["report", "action-plan", "--format", format, "-o", file],
        );
        let again = run(folder.path(), &["import", file, "--apply"]);
        assert!(
            said(&again).contains("nothing to add"),
            "{format}: {}\n{}",
            said(&again),
            String::from_utf8_lossy(&again.stdout)
        );
        // In a register that has the report alone, they come in as the same facts.
        let fresh = register();
        fs::copy(folder.path().join(file), fresh.path().join(file)).unwrap();
        // Its web page says its day at the head of the page, which is none of its words.
        let preview = import(&fresh, &[file, "--apply", "--on", "2026-11-24"]);
        assert_eq!(rows_of(&preview, "questions").len(), 0, "{preview:#}");
        assert_eq!(
            without_heads(&facts),
            without_heads(&plan_of(&fresh)),
            "{format}"
        );
    }
}

/// Leaves out the head of the register, which tells how many changes there were.
fn without_heads(csv: &str) -> Vec<String> {
    let lines = csv
        .lines()
        .map(|line| line.rsplit_once(',').map_or(line, |(rest, _)| rest));
    lines.map(str::to_owned).collect()
}
