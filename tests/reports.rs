//! The three published reports, imported by the program, give what a careful reader finds in them.
//!
//! They are not part of the project: the tests read them from `../shared/reports`.

mod sample;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sample::{printed, root, run, said};
use serde_json::Value;
use tempfile::TempDir;

const REPORTS: [&str; 3] = [
    "london-crc-2018-03.txt",
    "west-kent-pdu-2022-05.txt",
    "hfkcw-pdu-2022-10.txt",
];

const ORDERS: [[usize; 3]; 6] = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
];

/// Returns the folder of the published reports; none, with a word, where they are not at hand.
fn reports() -> Option<PathBuf> {
    let folder = root().join("../shared/reports");
    if folder.is_dir() {
        return Some(folder);
    }
    let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
    assert!(!in_ci, "{} is missing", folder.display());
    println!("skipped: {} is missing", folder.display());
    None
}

/// Makes a register from reports, one import each.
fn register(reports: &Path, order: &[usize]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for &which in order {
        let report = reports.join(REPORTS[which]);
        printed(
            folder.path(),
            &["import", &report.to_string_lossy(), "--apply"],
        );
    }
    folder
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&printed(folder, &arguments)).unwrap()
}

/// Returns a column of a section's rows.
fn column<'v>(document: &'v Value, section: &str, key: &str) -> Vec<&'v str> {
    let rows = document["rows"].as_array().unwrap();
    let of_section = rows.iter().filter(|row| row["section"] == section);
    of_section
        .map(|row| row[key].as_str().unwrap_or("-"))
        .collect()
}

/// Returns the facts of an inspection by their names.
fn facts(document: &Value) -> BTreeMap<&str, &str> {
    let names = column(document, "facts", "fact");
    names
        .into_iter()
        .zip(column(document, "facts", "value"))
        .collect()
}

/// Takes out what depends on the order of the imports: the head and the handles.
fn without_order(mut document: Value) -> Value {
    document["head"].take();
    for row in document["rows"].as_array_mut().unwrap() {
        row.as_object_mut().unwrap().remove("handle");
    }
    document
}

const ASKED: [&[&str]; 9] = [
    &["list"],
    &["report", "outstanding"],
    &["report", "annexe-one", "west-kent-2022"],
    &["inspection", "show", "hfkcw-2022"],
    &["inspection", "show", "west-kent-2022"],
    &["inspection", "show", "london-crc-2018"],
    &["inspection", "show", "london-crc-2016"],
    &["inspection", "show", "kss-plan-2021"],
    &["show", "hfkcw-2022/alert"],
];

fn asked(folder: &Path) -> Vec<Value> {
    ASKED
        .iter()
        .map(|arguments| without_order(json(folder, arguments)))
        .collect()
}

#[test]
fn in_every_order_the_imports_give_the_same_register() {
    let Some(reports) = reports() else { return };
    let first = register(&reports, &ORDERS[0]);
    let expected = asked(first.path());
    for order in &ORDERS[1..] {
        let other = register(&reports, order);
        for (arguments, (expected, found)) in
            ASKED.iter().zip(expected.iter().zip(asked(other.path())))
        {
            assert_eq!(*expected, found, "{arguments:?} after {order:?}");
        }
        printed(other.path(), &["check"]);
    }
}

#[test]
fn the_register_holds_what_the_reports_print() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &ORDERS[5]);
    let all = json(folder.path(), &["list"]);
    assert_eq!(all["totals"]["recommendations"]["count"], 48);
    the_hfkcw_report(folder.path());
    the_west_kent_report(folder.path());
    the_london_report(folder.path());
    the_alert(folder.path());
}

fn the_hfkcw_report(folder: &Path) {
    let shown = json(folder, &["inspection", "show", "hfkcw-2022"]);
    let facts = facts(&shown);
    assert_eq!(facts["Published"], "2022-10");
    assert_eq!(facts["Fieldwork"], "2022-08-01");
    assert_eq!(facts["ISBN"], "9781914478994");
    assert_eq!(facts["Overall rating"], "Inadequate");
    assert_eq!(facts["Score"], "0/27");
    assert_eq!(column(&shown, "ratings", "rating"), ["Inadequate"; 9]);
    let pdu = "Hammersmith, Fulham, Kensington, Chelsea and Westminster PDU";
    let national = "HM Prison and Probation Service";
    let expected = [&[pdu; 8][..], &["London region"; 4], &[national; 2]].concat();
    assert_eq!(addressees(&shown), expected);
    assert_eq!(
        percentages(&shown),
        [17, 37, 24, 15, 29, 37, 29, 29, 29, 24, 37, 32, 29, 17]
    );
}

fn the_west_kent_report(folder: &Path) {
    let shown = json(folder, &["inspection", "show", "west-kent-2022"]);
    let facts = facts(&shown);
    assert_eq!(facts["Published"], "2022-05");
    assert!(!facts.contains_key("Fieldwork"));
    assert_eq!(facts["ISBN"], "9781914478765");
    assert_eq!(facts["Score"], "1/27");
    let mut ratings = ["Inadequate"; 9];
    ratings[3] = "Requires improvement";
    assert_eq!(column(&shown, "ratings", "rating"), ratings);
    let (region, national) = (
        "Kent, Surrey and Sussex region",
        "HM Prison and Probation Service",
    );
    let expected = [&["West Kent PDU"; 5][..], &[region; 5], &[national; 2]].concat();
    assert_eq!(addressees(&shown), expected);
    assert_eq!(
        percentages(&shown),
        [26, 53, 41, 27, 41, 42, 27, 47, 29, 21, 54, 39, 24, 27]
    );
    let plan = json(folder, &["inspection", "show", "kss-plan-2021"]);
    assert_eq!(addressees(&plan), [region; 7]);
}

fn the_london_report(folder: &Path) {
    let shown = json(folder, &["inspection", "show", "london-crc-2018"]);
    let facts = facts(&shown);
    assert_eq!(facts["Published"], "2018-03");
    assert_eq!(facts["ISBN"], "9781840998108");
    assert_eq!(facts["Fieldwork"], "October and November 2017");
    assert!(!facts.contains_key("Score") && !facts.contains_key("Overall rating"));
    assert_eq!(addressees(&shown), ["London CRC"; 6]);
    let earlier = json(folder, &["inspection", "show", "london-crc-2016"]);
    let joint = "London CRC; National Probation Service";
    let expected = [&[joint; 2][..], &["London CRC"; 7]].concat();
    assert_eq!(addressees(&earlier), expected);
    assert!(column(&earlier, "findings", "finding").is_empty());
}

fn the_alert(folder: &Path) {
    let alert = json(folder, &["show", "hfkcw-2022/alert"]);
    assert_eq!(column(&alert, "concerns", "concern").len(), 8);
    assert_eq!(
        column(&alert, "responses", "state"),
        ["in progress", "completed", "in progress", "in progress"]
    );
    assert_eq!(column(&alert, "responses", "said_on"), ["2022-08"; 4]);
}

#[test]
fn the_responses_to_an_alert_are_actions_with_their_status_of_that_month() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &[2]);
    let list = ["action", "list", "--inspection", "hfkcw-2022"];
    let actions = json(folder.path(), &list);
    let expected: Vec<String> = (1..=4).map(|n| format!("hfkcw-2022/alert.{n}")).collect();
    assert_eq!(column(&actions, "actions", "reference"), expected);
    assert_eq!(
        column(&actions, "actions", "state"),
        ["in progress", "completed", "in progress", "in progress"]
    );
    assert_eq!(column(&actions, "actions", "said_on"), ["2022-08"; 4]);
    // A later word of the owner leaves what was said before as it was on its day.
    printed(
        folder.path(),
        &[
            "action",
            "update",
            "hfkcw-2022/alert.1",
            "--state",
            "completed",
            "--on",
            "2023-02-01",
        ],
    );
    let as_at = |day| {
        json(
            folder.path(),
            &["alert", "show", "hfkcw-2022/alert", "--as-at", day],
        )
    };
    assert_eq!(
        column(&as_at("2022-12-31"), "responses", "said_on"),
        ["2022-08"; 4]
    );
    assert_eq!(
        column(&as_at("2022-12-31"), "responses", "state")[0],
        "in progress"
    );
    assert_eq!(
        column(&as_at("2023-02-01"), "responses", "said_on")[0],
        "2023-02-01"
    );
}

#[test]
fn recommendations_that_refer_to_an_alert_show_it() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &[2]);
    for number in 1..=14 {
        let shown = json(folder.path(), &["show", &format!("hfkcw-2022/{number}")]);
        let links = column(&shown, "links", "other");
        let expected: &[&str] = if matches!(number, 8 | 9) {
            &["hfkcw-2022/alert"]
        } else {
            &[]
        };
        assert_eq!(links, expected, "hfkcw-2022/{number}");
    }
}

#[test]
fn what_is_said_to_be_complete_and_found_not_to_be_is_unconfirmed() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &[1]);
    let item = "kss-plan-2021/6";
    let words = [
        "--words",
        "Agree how same-day reports are asked for",
        "--owner",
        "Head of court work",
        "--on",
        "2022-01-10",
    ];
    printed(
        folder.path(),
        &[&["action", "add", item][..], &words].concat(),
    );
    let update = [
        "action",
        "update",
        "kss-plan-2021/6.1",
        "--on",
        "2022-02-01",
        "--state",
    ];
    printed(folder.path(), &[&update[..], &["in-progress"]].concat());
    let unconfirmed = ["report", "unconfirmed", "--body", "KSS"];
    let none = json(folder.path(), &unconfirmed);
    assert!(column(&none, "contradicted", "reference").is_empty());
    printed(folder.path(), &[&update[..], &["completed"]].concat());
    let found = json(folder.path(), &unconfirmed);
    assert_eq!(column(&found, "contradicted", "reference"), [item]);
    assert_eq!(column(&found, "contradicted", "progress"), ["no progress"]);
    assert_eq!(
        column(&found, "contradicted", "owner_said"),
        ["kss-plan-2021/6.1: completed, 1 February 2022 (Head of court work), no evidence"]
    );
    assert_eq!(
        column(&found, "contradicted", "inspectorate_found"),
        ["No progress (at West Kent PDU, May 2022)"]
    );
    // Before the report came out nothing had been found.
    let before = json(
        folder.path(),
        &[&unconfirmed[..], &["--as-at", "2022-03-01"]].concat(),
    );
    assert_eq!(column(&before, "not_inspected", "reference"), [item]);
}

fn addressees(inspection: &Value) -> Vec<String> {
    let rows = inspection["rows"].as_array().unwrap();
    let own = rows
        .iter()
        .filter(|row| row["section"] == "recommendations");
    own.map(|row| {
        let names = row["addressee"].as_array().unwrap().iter();
        names
            .map(|name| name.as_str().unwrap())
            .collect::<Vec<_>>()
            .join("; ")
    })
    .collect()
}

fn percentages(inspection: &Value) -> Vec<i64> {
    let rows = inspection["rows"].as_array().unwrap();
    let questions = rows.iter().filter(|row| row["section"] == "key_questions");
    questions
        .map(|row| row["percent"].as_i64().unwrap())
        .collect()
}

#[test]
fn annexe_one_of_west_kent_is_as_it_was_published() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &[1]);
    let annexe = ["report", "annexe-one", "west-kent-2022"];
    let rows = json(folder.path(), &annexe);
    let expected: Vec<String> = (1..=7).map(|n| format!("kss-plan-2021/{n}")).collect();
    assert_eq!(column(&rows, "findings", "reference"), expected);
    let none = "no progress";
    assert_eq!(
        column(&rows, "findings", "progress"),
        ["some progress", none, none, none, none, none, none]
    );
    let page = printed(
        folder.path(),
        &[&annexe[..], &["--format", "markdown"]].concat(),
    );
    assert!(page.contains("The Probation Service to continue to implement"));
    assert!(page.contains("East of England NPS (September 2019)"));
    assert!(page.contains("CRC (June 2019)"));
    assert_eq!(page.matches("**Recommendation:**").count(), 7);
    assert_eq!(page.matches("**Inspection findings:**").count(), 7);
    assert_eq!(page.matches(" – **No progress**").count(), 6);
    assert_eq!(page.matches(" – **Some progress**").count(), 1);
    assert_eq!(
        words_in_order(&page),
        column(&rows, "findings", "recommendation")
    );
}

/// Returns the lines that follow `**Recommendation:**`.
fn words_in_order(page: &str) -> Vec<&str> {
    page.split("**Recommendation:**\n\n")
        .skip(1)
        .map(|part| part.lines().next().unwrap())
        .collect()
}

/// Returns what a register prints as csv and json, but for its head.
fn everything(folder: &Path) -> Vec<String> {
    let head = json(folder, &["log"])["head"].as_str().unwrap().to_owned();
    let asked: [&[&str]; 4] = [
        &["list"],
        &["report", "outstanding"],
        &["report", "outstanding", "--body", "KSS"],
        &["inspection", "list"],
    ];
    let formats = ["csv", "json"];
    let both = asked.iter().flat_map(|arguments| {
        formats.map(|format| [arguments, &["--format", format][..]].concat())
    });
    both.map(|arguments| printed(folder, &arguments).replace(&head, "HEAD"))
        .collect()
}

#[test]
fn an_import_taken_back_leaves_what_would_be_there_without_it() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &[0, 1, 2]);
    let whole = everything(folder.path());
    printed(folder.path(), &["undo", "3", "--yes"]);
    assert_eq!(
        everything(folder.path()),
        everything(register(&reports, &[0, 2]).path())
    );
    printed(folder.path(), &["undo", "--yes"]);
    assert_eq!(everything(folder.path()), whole);
    printed(folder.path(), &["check"]);
}

#[test]
fn any_of_three_imports_can_be_taken_back_by_itself() {
    let Some(reports) = reports() else { return };
    for (taken_back, left) in [(2, [1, 2]), (3, [0, 2]), (4, [0, 1])] {
        let folder = register(&reports, &[0, 1, 2]);
        printed(folder.path(), &["undo", &taken_back.to_string(), "--yes"]);
        let without = register(&reports, &left);
        assert_eq!(
            everything(folder.path()),
            everything(without.path()),
            "change {taken_back}"
        );
    }
}

#[test]
fn what_another_program_writes_is_refused_or_found() {
    let Some(reports) = reports() else { return };
    let folder = register(&reports, &[1]);
    let outside = rusqlite::Connection::open(folder.path().join("register.db")).unwrap();
    let forged = "UPDATE recommendation SET words = 'do nothing' WHERE number = '1'";
    let refused = outside.execute_batch(forged).unwrap_err().to_string();
    assert!(refused.contains("no such function"), "{refused}");
    printed(folder.path(), &["check"]);

    for trigger in triggers(&outside) {
        outside
            .execute_batch(&format!("DROP TRIGGER {trigger}"))
            .unwrap();
    }
    outside.execute_batch(forged).unwrap();
    let found = run(folder.path(), &["check", "--format", "csv"]);
    assert_eq!(found.status.code(), Some(3), "{}", said(&found));
    let printed = String::from_utf8(found.stdout).unwrap();
    assert!(
        printed.contains("change 2 does not agree with its seal"),
        "{printed}"
    );
    let written = run(
        folder.path(),
        &["body", "alias", "West Kent PDU", "Kent, the west of it"],
    );
    assert_eq!(written.status.code(), Some(1));
    assert!(said(&written).contains("altered by another program"));
}

fn triggers(connection: &rusqlite::Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([], |row| row.get(0)).unwrap();
    names.collect::<Result<_, _>>().unwrap()
}
