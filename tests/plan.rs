//! The action plan as its reports tell it on past days, its form, and what is handed to an inspector.
//! What is typed and refused stands in `tests/cmd/`.

mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use sample::{printed, run, said, sample};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    serde_json::from_str(&printed(folder, &arguments)).unwrap()
}

fn rows<'v>(document: &'v Value, section: &str) -> Vec<&'v Value> {
    let rows = document["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["section"] == section).collect()
}

fn total(document: &Value, key: &str) -> u64 {
    document["totals"][key]["count"].as_u64().unwrap()
}

fn with_sample() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    folder
}

fn add(folder: &Path, reference: &str, words: &str, more: &[&str]) {
    let arguments = [&["action", "add", reference, "--words", words], more].concat();
    printed(folder, &arguments);
}

/// An action of which the date moved in June and in September 2025.
fn rescheduled() -> TempDir {
    let folder = with_sample();
    let (action, at) = ("fenmarsh-2024/1.1", folder.path());
    let first = ["--target", "2025-06-30", "--on", "2025-01-10"];
    let owner = ["--owner", "Head of PDU"];
    add(
        at,
        "fenmarsh-2024/1",
        "Ask the police",
        &[&first[..], &owner].concat(),
    );
    for (date, reason, on) in [
        ("September 2025", "partner", "2025-07-15"),
        ("2026-03-31", "IT", "2025-10-20"),
    ] {
        let moved = [
            "action",
            "reschedule",
            action,
            date,
            "--reason",
            reason,
            "--on",
            on,
        ];
        printed(at, &moved);
    }
    folder
}

/// Returns what slippage and overdue say on a day: first, current, moves, days; days overdue, against the first.
fn told(folder: &Path, day: &str) -> (Vec<Value>, Vec<Value>) {
    let slippage = json(folder, &["report", "slippage", "--as-at", day]);
    let overdue = json(folder, &["report", "overdue", "--as-at", day]);
    let pick = |row: &Value, keys: &[&str]| keys.iter().map(|key| row[key].clone()).collect();
    let moved = rows(&slippage, "actions");
    let late = rows(&overdue, "overdue");
    let days: i64 = rows(&slippage, "moves")
        .iter()
        .map(|row| row["days"].as_i64().unwrap())
        .sum();
    assert_eq!(
        days,
        moved.first().map_or(0, |row| row["days"].as_i64().unwrap())
    );
    for by in ["by_owner", "by_reason", "by_unit"] {
        let by = rows(&slippage, by);
        assert_eq!(
            by.iter()
                .map(|row| row["days"].as_i64().unwrap())
                .sum::<i64>(),
            days
        );
    }
    let dates = ["first_target", "current_target", "times", "days"];
    let lateness = ["current_target", "days_late", "days_late_against_first"];
    (
        moved.first().map_or(Vec::new(), |row| pick(row, &dates)),
        late.first().map_or(Vec::new(), |row| pick(row, &lateness)),
    )
}

#[test]
fn slippage_and_overdue_tell_the_dates_of_each_day() {
    let folder = rescheduled();
    let told = |day| told(folder.path(), day);
    let (first, second, third) = ("2025-06-30", "2025-09", "2026-03-31");
    let values = |values: Value| values.as_array().unwrap().clone();
    // Before the first move: late by the first date, and nothing moved.
    assert_eq!(
        told("2025-07-10"),
        (vec![], values(serde_json::json!([first, 10, 10])))
    );
    // Between the two: the month is missed after its last day.
    assert_eq!(
        told("2025-10-05"),
        (
            values(serde_json::json!([first, second, 1, 92])),
            values(serde_json::json!([second, 5, 97]))
        )
    );
    // After both: the sum of the slips is the current date less the first.
    assert_eq!(
        told("2026-04-02"),
        (
            values(serde_json::json!([first, third, 2, 274])),
            values(serde_json::json!([third, 2, 276]))
        )
    );
}

/// Returns in which reports an action shows on a day.
fn shows_in(folder: &Path, reference: &str, day: &str) -> Vec<&'static str> {
    const REPORTS: [&[&str]; 6] = [
        &["action", "list"],
        &["report", "action-plan"],
        &["report", "overdue"],
        &["report", "outstanding"],
        &["report", "chase", "--owner", "Quality officer"],
        &["list", "--without", "target"],
    ];
    let item = reference.rsplit_once('.').unwrap().0;
    let found = |report: &&[&'static str]| {
        let on_day = [&report[..], &["--as-at", day]].concat();
        let told = printed(folder, &[&on_day[..], &["--format", "csv"]].concat());
        // A list of recommendations names no action.
        told.contains(if report[0] == "list" { item } else { reference })
    };
    let story = printed(
        folder,
        &["show", item, "--as-at", day, "--format", "markdown"],
    );
    let shown = ["show"]
        .into_iter()
        .filter(|_| story.contains("Check ten a month"));
    let reports = REPORTS.iter().filter(|report| found(report));
    let name = |report: &&'static [&'static str]| *report.get(1).unwrap();
    reports.map(name).chain(shown).collect()
}

#[test]
fn an_action_of_which_nothing_more_was_said_counts_from_the_day_it_was_planned() {
    let folder = with_sample();
    let at = folder.path();
    let owner = ["--owner", "Quality officer"];
    let planned = [&owner[..], &["--on", "2025-03-10"]].concat();
    add(at, "fenmarsh-2024/1", "Check ten a month", &planned);
    let day = |day| shows_in(at, "fenmarsh-2024/1.1", day);
    assert_eq!(day("2024-11-30"), Vec::<&str>::new());
    assert_eq!(day("2025-03-09"), Vec::<&str>::new());
    let (told, silent) = (
        [
            "list",
            "action-plan",
            "overdue",
            "outstanding",
            "--without",
            "show",
        ],
        "chase",
    );
    assert_eq!(day("2025-03-10"), told);
    // Nobody is asked why he is silent before he could be.
    assert_eq!(day("2025-06-07"), told);
    assert!(day("2025-06-08").contains(&silent));

    // When it was planned is corrected, and never lies before what it answers.
    let amend = ["amend", "fenmarsh-2024/1.1", "--on"];
    printed(at, &[&amend[..], &["2025-05-01"]].concat());
    assert_eq!(day("2025-04-30"), Vec::<&str>::new());
    let early = run(at, &[&amend[..], &["2023-05-01"]].concat());
    assert!(
        said(&early).contains("nothing was planned of it"),
        "{}",
        said(&early)
    );
    let later = ["inspection", "edit", "fenmarsh-2024", "--published"];
    let late = run(at, &[&later[..], &["2025-06-01"]].concat());
    assert!(said(&late).contains("planned"), "{}", said(&late));
    // What its owner said before that counts from when he said it.
    let update = ["action", "update", "fenmarsh-2024/1.1", "--state"];
    printed(
        at,
        &[&update[..], &["in-progress", "--on", "2025-04-01", "--yes"]].concat(),
    );
    assert_eq!(day("2025-03-31"), Vec::<&str>::new());
    assert!(day("2025-04-01").contains(&"action-plan"));
    printed(at, &["check"]);
}

#[test]
fn what_is_planned_under_an_alert_shows_from_its_publication() {
    let folder = with_sample();
    let at = folder.path();
    let words = ["alert", "add", "fenmarsh-2025", "--words", "Not allocated"];
    printed(at, &words);
    add(
        at,
        "fenmarsh-2025/alert",
        "Allocate all",
        &["--on", "2025-10-01"],
    );
    let plan = |day| {
        let plan = json(at, &["report", "action-plan", "--as-at", day]);
        rows(&plan, "alerts").len()
    };
    assert_eq!((plan("2025-11-17"), plan("2025-11-18")), (0, 1));
}

#[test]
fn a_move_that_is_taken_back_leaves_the_dates_before_it() {
    let folder = rescheduled();
    printed(folder.path(), &["undo", "--yes"]);
    let (moved, _) = told(folder.path(), "2026-04-02");
    assert_eq!(moved[1], "2025-09");
    printed(folder.path(), &["check"]);
}

#[test]
fn an_undo_that_would_let_something_be_said_after_the_end_is_refused() {
    let folder = with_sample();
    let at = folder.path();
    add(at, "fenmarsh-2024/1", "Ask the police", &[]);
    let update = |state| ["action", "update", "fenmarsh-2024/1.1", "--state", state];
    printed(
        at,
        &[&update("discontinued")[..], &["--note", "Not needed"]].concat(),
    );
    printed(at, &["undo", "--yes"]);
    printed(at, &update("in-progress"));
    let refused = run(at, &["undo", "13", "--yes"]);
    assert_eq!(refused.status.code(), Some(5), "{}", said(&refused));
    assert!(
        said(&refused).contains("after it was discontinued"),
        "{}",
        said(&refused)
    );
}

/// A body of ten recommendations and 22 actions: five agreed, two partly, one not, two not answered.
fn a_whole_plan() -> TempDir {
    let folder = with_sample();
    let at = folder.path();
    let body = [
        "--kind",
        "pdu",
        "--parent",
        "Saltmere region",
        "--from",
        "2021-06-26",
    ];
    printed(at, &[&["body", "add", "Oxmoor PDU"], &body[..]].concat());
    let new = [
        "inspection",
        "add",
        "--body",
        "Oxmoor",
        "--kind",
        "core",
        "--published",
        "2025-03-04",
    ];
    printed(at, &new);
    for number in 1..=10 {
        let (words, reference) = (
            format!("do what is asked, {number}"),
            format!("oxmoor-2025/{number}"),
        );
        printed(
            at,
            &[
                "add",
                "--inspection",
                "oxmoor-2025",
                "--to",
                "Oxmoor",
                "--words",
                &words,
            ],
        );
        let answer: &[&str] = match number {
            1..=5 => &["agreed"],
            6 | 7 => &[
                "partly-agreed",
                "--reason",
                "policy",
                "--part",
                "the first half",
            ],
            8 => &["not-agreed", "--reason", "affordability"],
            _ => &[],
        };
        if !answer.is_empty() {
            let respond = [
                "respond",
                &reference,
                "--words",
                "As said",
                "--on",
                "2025-05-01",
                "--answer",
            ];
            printed(at, &[&respond[..], answer].concat());
        }
        let actions = [3, 3, 3, 3, 3, 2, 2, 0, 3, 0][number - 1];
        for action in 1..=actions {
            let owner = [
                "--owner",
                "Head of PDU",
                "--target",
                "2026-01-31",
                "--on",
                "2025-05-02",
            ];
            add(
                at,
                &reference,
                &format!("step {action}, “with care”"),
                &owner,
            );
        }
    }
    folder
}

#[test]
fn the_totals_of_an_action_plan_reconcile_with_its_rows() {
    let folder = a_whole_plan();
    let plan = json(
        folder.path(),
        &["report", "action-plan", "--body", "Oxmoor", "--exact"],
    );
    let rows = rows(&plan, "plan");
    assert_eq!(total(&plan, "recommendations"), 10);
    assert_eq!(total(&plan, "actions"), 22);
    let actions = rows
        .iter()
        .filter(|row| row["action_reference"].is_string());
    assert_eq!(actions.count(), 22);
    let mut answers: BTreeMap<&str, &str> = BTreeMap::new();
    for row in &rows {
        let answer = row["answer"]
            .as_str()
            .map_or("not answered", |answer| answer.split(" (").next().unwrap());
        answers.insert(row["reference"].as_str().unwrap(), answer);
        assert!(
            row["recommendation"]
                .as_str()
                .unwrap()
                .starts_with("do what is asked")
        );
    }
    assert_eq!(answers.len(), 10);
    for (key, words, expected) in [
        ("agreed", "agreed", 5),
        ("partly_agreed", "partly agreed", 2),
        ("not_agreed", "not agreed", 1),
        ("not_answered", "not answered", 2),
    ] {
        let counted = answers.values().filter(|answer| **answer == words).count();
        assert_eq!(total(&plan, key), counted as u64, "{words}");
        assert_eq!(counted, expected, "{words}");
    }
}

#[test]
fn an_action_plan_on_paper_has_the_columns_of_the_form() {
    let folder = a_whole_plan();
    let plan = [
        "report",
        "action-plan",
        "--body",
        "Oxmoor",
        "--exact",
        "--format",
        "markdown",
    ];
    let page = printed(folder.path(), &plan);
    let form = "| Rec No | Recommendation | Agreed / Partly Agreed / Not Agreed | Response: Action Taken / Planned | Responsible Owner | Target Date |";
    assert!(page.contains(form), "{page}");
    // 22 actions, and two recommendations without one.
    assert_eq!(
        page.lines()
            .filter(|line| line.starts_with("| oxmoor-2025/"))
            .count(),
        24
    );
    assert_eq!(page.matches("do what is asked").count(), 10);
}

/// An action with a kept file, a file that is not kept, and an address.
fn with_evidence() -> TempDir {
    let folder = with_sample();
    let at = folder.path();
    fs::write(at.join("audit.txt"), "Ten of ten were checked.\n").unwrap();
    fs::write(at.join("minutes.txt"), "It was agreed.\n").unwrap();
    add(
        at,
        "fenmarsh-2024/1",
        "Check ten a month",
        &["--owner", "Quality officer"],
    );
    let update = ["action", "update", "fenmarsh-2024/1.1", "--state"];
    let progress = [
        "in-progress",
        "--evidence",
        "minutes.txt",
        "--evidence",
        "HTTPS://intranet.example/a",
    ];
    printed(at, &[&update[..], &progress].concat());
    printed(
        at,
        &[
            &update[..],
            &["completed", "--evidence", "audit.txt", "--keep"],
        ]
        .concat(),
    );
    folder
}

fn unzipped(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).unwrap();
        let name = file.name().unwrap().into_owned();
        assert!(file.enclosed_name().is_some(), "{name}");
        assert!(!name.contains("..") && !name.contains('\\'), "{name}");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(name, bytes);
    }
    files
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[test]
fn a_pack_proves_each_of_its_files() {
    let folder = with_evidence();
    printed(
        folder.path(),
        &["pack", "--body", "Fenmarsh", "-o", "pack.zip"],
    );
    let mut files = unzipped(&folder.path().join("pack.zip"));
    let sums = String::from_utf8(files.remove("SHA256SUMS").unwrap()).unwrap();
    let summed: BTreeMap<&str, &str> = sums
        .lines()
        .map(|line| line.split_once("  ").unwrap())
        .map(|(sum, name)| (name, sum))
        .collect();
    assert_eq!(
        summed.keys().collect::<Vec<_>>(),
        files.keys().collect::<Vec<_>>()
    );
    for (name, bytes) in &files {
        assert_eq!(summed[name.as_str()], sha256(bytes), "{name}");
    }
    let (index, evidence) = (text(&files["index.md"]), text(&files["evidence.md"]));
    assert!(index.contains("make sure that each") && index.contains("Check ten a month"));
    assert!(evidence.contains("audit.txt") && evidence.contains("HTTPS://intranet.example/a"));
    assert!(
        evidence.contains(&sha256(&files["files/v3-audit.txt"])),
        "{evidence}"
    );
    // Nothing in it says in which folder the file lay.
    let sheet = text(&files["evidence.csv"]);
    assert!(sheet.contains(",audit.txt,"), "{sheet}");
    let lay_in = folder.path().display().to_string();
    assert!(!evidence.contains(&lay_in) && !sheet.contains(&lay_in));
    assert!(files["index.docx"].starts_with(b"PK"));
    assert_eq!(
        text(&files["files/v3-audit.txt"]),
        "Ten of ten were checked.\n"
    );
    assert_eq!(files.len(), 7);
}

fn text(bytes: &[u8]) -> String {
    // What Markdown would take for a mark has a backslash before it.
    String::from_utf8(bytes.to_vec()).unwrap().replace('\\', "")
}

#[cfg(unix)]
#[test]
fn sha256sum_accepts_a_pack() {
    let folder = with_evidence();
    let at = folder.path();
    printed(at, &["pack", "--body", "Fenmarsh", "-o", "pack.zip"]);
    let out = at.join("unzipped");
    fs::create_dir_all(out.join("files")).unwrap();
    for (name, bytes) in unzipped(&at.join("pack.zip")) {
        fs::write(out.join(name), bytes).unwrap();
    }
    let checked = std::process::Command::new("sha256sum")
        .args(["-c", "SHA256SUMS"])
        .current_dir(&out)
        .output();
    match checked {
        Ok(checked) => assert!(checked.status.success(), "{}", said(&checked)),
        Err(error) => println!("skipped: sha256sum cannot be run ({error})"),
    }
}

#[test]
fn evidence_that_is_gone_or_was_changed_is_found_and_not_packed() {
    let folder = with_evidence();
    let at = folder.path();
    printed(at, &["check", "--evidence"]);
    let kept = kept_file(at);
    fs::write(&kept, "Nine of ten").unwrap();
    fs::remove_file(at.join("minutes.txt")).unwrap();
    let found = run(at, &["check", "--evidence", "--format", "csv"]);
    assert_eq!(found.status.code(), Some(3));
    let problems = text(&found.stdout);
    assert!(problems.contains("minutes.txt is gone"), "{problems}");
    assert!(
        problems.contains("was changed since it was shown"),
        "{problems}"
    );
    // It is the evidence that is at fault, and not the register.
    let page = run(at, &["check", "--evidence", "--format", "plain"]);
    let page = text(&page.stdout);
    assert!(page.contains("2 gone or changed"), "{page}");
    assert!(
        page.contains("of fenmarsh-2024/1.1, audit.txt (SHA-256 "),
        "{page}"
    );
    assert!(!page.contains("restore a copy"), "{page}");
    let packed = run(at, &["pack", "--body", "Fenmarsh", "-o", "pack.zip"]);
    assert!(
        said(&packed).contains("Not packed: #v3"),
        "{}",
        said(&packed)
    );
    assert!(
        !unzipped(&at.join("pack.zip"))
            .keys()
            .any(|name| name.starts_with("files/"))
    );
}

fn kept_file(folder: &Path) -> std::path::PathBuf {
    let kept = fs::read_dir(folder.join("register.db-evidence")).unwrap();
    let kept: Vec<_> = kept.map(|file| file.unwrap().path()).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    kept[0].clone()
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_copy_is_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = with_evidence();
    let at = folder.path();
    let (kept, secret) = (kept_file(at), at.join("secret"));
    fs::remove_file(&kept).unwrap();
    fs::write(&secret, "Ten of ten were checked.\n").unwrap();
    symlink(&secret, &kept).unwrap();
    assert_eq!(run(at, &["check", "--evidence"]).status.code(), Some(3));
    fs::write(&secret, "mine").unwrap();
    add(at, "fenmarsh-2024/2", "Hold discussions", &[]);
    let again = ["--state", "completed", "--evidence", "audit.txt", "--keep"];
    printed(
        at,
        &[&["action", "update", "fenmarsh-2024/2.1"], &again[..]].concat(),
    );
    assert_eq!(fs::read_to_string(&secret).unwrap(), "mine");
    assert!(fs::symlink_metadata(&kept).unwrap().is_file());

    let elsewhere = at.join("elsewhere");
    fs::rename(at.join("register.db-evidence"), &elsewhere).unwrap();
    symlink(&elsewhere, at.join("register.db-evidence")).unwrap();
    add(at, "fenmarsh-2024/2", "And again", &[]);
    let refused = run(
        at,
        &[&["action", "update", "fenmarsh-2024/2.2"], &again[..]].concat(),
    );
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("is a link to elsewhere"),
        "{}",
        said(&refused)
    );
    assert_eq!(
        json(at, &["action", "list", "--inspection", "fenmarsh-2024"])["rows"][2]["state"],
        Value::Null
    );
}

#[test]
fn an_answer_for_one_addressee_counts_for_that_one() {
    let folder = with_sample();
    let at = folder.path();
    let new = [
        "add",
        "--inspection",
        "fenmarsh-2025",
        "--words",
        "share what is known",
    ];
    printed(
        at,
        &[&new[..], &["--to", "Fenmarsh", "--to", "Saltmere region"]].concat(),
    );
    let respond = [
        "respond",
        "fenmarsh-2025/1",
        "--words",
        "As said",
        "--answer",
    ];
    printed(
        at,
        &[&respond[..], &["agreed", "--on", "2025-12-01"]].concat(),
    );
    let region = [
        "not-agreed",
        "--reason",
        "policy",
        "--for",
        "Saltmere region",
    ];
    printed(
        at,
        &[&respond[..], &region, &["--on", "2026-01-05"]].concat(),
    );
    let of = ["report", "action-plan", "--inspection", "fenmarsh-2025"];
    let plan = json(at, &of);
    let answer = plan["rows"][0]["answer"].as_str().unwrap();
    assert_eq!(
        answer,
        "Fenmarsh PDU: agreed\nSaltmere region: not agreed (policy)"
    );
    assert_eq!(total(&plan, "answered_differently_for_each_addressee"), 1);
    let before = json(at, &[&of[..], &["--as-at", "2025-12-31"]].concat());
    assert_eq!(before["rows"][0]["answer"], "agreed");
    let other = ["agreed", "--for", "London region"];
    let refused = run(at, &[&respond[..], &other].concat());
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
}

#[test]
fn a_role_in_other_capitals_is_one_owner_and_a_misspelt_one_is_refused() {
    let folder = with_sample();
    let at = folder.path();
    for (reference, owner) in [
        ("fenmarsh-2024/1", "Head of PDU"),
        ("fenmarsh-2024/3", "head of pdu"),
    ] {
        let planned = [
            "--owner",
            owner,
            "--target",
            "2026-10-31",
            "--on",
            "2026-05-01",
        ];
        add(at, reference, "Do it", &planned);
    }
    let chased = json(at, &["report", "chase"]);
    let headings: Vec<&str> = rows(&chased, "overdue")
        .iter()
        .map(|row| row["owner"].as_str().unwrap())
        .collect();
    assert_eq!(
        headings,
        ["Head of PDU", "head of pdu"],
        "one page, one document"
    );
    let pages = printed(at, &["report", "chase", "--format", "plain"]);
    assert_eq!(pages.matches("Actions of: ").count(), 1, "{pages}");
    let output = run(at, &["report", "overdue", "--owner", "Head of PDUs"]);
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(
        said(&output),
        "error: no Responsible Owner called `Head of PDUs`; did you mean `Head of PDU` or `head of pdu`?\n"
    );
}

#[test]
fn a_date_that_was_missed_of_what_was_not_agreed_is_said_apart_and_is_not_due_soon() {
    let folder = with_sample();
    let at = folder.path();
    let planned = [
        "--owner",
        "Head of PDU",
        "--target",
        "2025-06-30",
        "--on",
        "2025-05-01",
    ];
    add(at, "fenmarsh-2024/1", "Do it", &planned);
    let refused = [
        "--reason",
        "affordability",
        "--words",
        "No funds",
        "--on",
        "2025-05-02",
    ];
    printed(
        at,
        &[
            &["respond", "fenmarsh-2024/1", "--answer", "not-agreed"][..],
            &refused,
        ]
        .concat(),
    );
    let late = json(at, &["report", "overdue"]);
    assert_eq!(
        (total(&late, "overdue"), total(&late, "not_agreed")),
        (0, 1)
    );
    assert_eq!(
        rows(&late, "not_agreed")[0]["reference"],
        "fenmarsh-2024/1.1"
    );
    assert!(rows(&json(at, &["report", "chase"]), "due_soon").is_empty());
}

#[test]
fn of_two_escalations_the_one_that_was_answered_is_named_and_its_words_are_kept() {
    let folder = with_sample();
    let at = folder.path();
    let escalate = ["action", "escalate", "fenmarsh-2024/1"];
    for (to, on) in [("Saltmere region", "2025-02-01"), ("HMPPS", "2025-03-01")] {
        let raised = ["--to", to, "--reason", "Posts stand empty", "--on", on];
        printed(at, &[&escalate[..], &raised].concat());
    }
    let answered = [
        "--answered",
        "--words",
        "Two posts are funded",
        "--on",
        "2025-04-01",
    ];
    let which = run(at, &[&escalate[..], &answered].concat());
    let refused = "fenmarsh-2024/1 was escalated to Saltmere region and to HM Prison and Probation Service; say which of them with --to";
    assert!(said(&which).contains(refused), "{}", said(&which));
    printed(
        at,
        &[&escalate[..], &answered, &["--to", "Saltmere region"]].concat(),
    );
    let story = printed(at, &["show", "fenmarsh-2024/1", "--format", "plain"]);
    assert!(
        story.contains("answered the escalation of it:\n  Two posts are funded"),
        "{story}"
    );
    let open = json(at, &["report", "outstanding"]);
    assert_eq!(
        rows(&open, "escalated")[0]["escalated_to"],
        serde_json::json!(["HM Prison and Probation Service"])
    );
}

/// Returns the words of the cells of each row of the last table of a Word document.
fn last_table(bytes: &[u8]) -> Vec<Vec<String>> {
    use docx_rust::document::{BodyContent, TableRowContent};
    let file = docx_rust::DocxFile::from_reader(std::io::Cursor::new(bytes)).unwrap();
    let docx = file.parse().unwrap();
    let mut content = docx.document.body.content.iter().rev();
    let table = content.find_map(|content| match content {
        BodyContent::Table(table) => Some(table),
        _ => None,
    });
    let cells = |row: &docx_rust::document::TableRow<'_>| {
        let cells = row.cells.iter().filter_map(|cell| match cell {
            TableRowContent::TableCell(cell) => {
                Some(cell.iter_text().map(|text| text.as_ref()).collect())
            }
            TableRowContent::SDT(_) => None,
        });
        cells.collect()
    };
    table.unwrap().rows.iter().map(cells).collect()
}

#[test]
fn an_action_plan_in_word_is_the_form() {
    let folder = a_whole_plan();
    let plan = [
        "report",
        "action-plan",
        "--body",
        "Oxmoor",
        "--exact",
        "-o",
        "plan.docx",
    ];
    printed(folder.path(), &plan);
    let table = last_table(&fs::read(folder.path().join("plan.docx")).unwrap());
    let form = [
        "Rec No",
        "Recommendation",
        "Agreed / Partly Agreed / Not Agreed",
        "Response: Action Taken / Planned",
        "Responsible Owner",
        "Target Date",
    ];
    assert_eq!(table[0][..6], form);
    assert_eq!(
        table.len(),
        1 + 24,
        "22 actions, and two recommendations without one"
    );
    let of = |answer: &str| {
        table
            .iter()
            .filter(|row| row[2].starts_with(answer))
            .count()
    };
    let answers = ["Agreed", "Partly agreed", "Not agreed", "Not answered"].map(of);
    assert_eq!(answers, [1 + 5, 2, 1, 2], "one of them is the heading");
    assert_eq!(table[1][4], "Head of PDU");
}

#[test]
fn the_title_of_a_report_about_a_unit_names_it() {
    let folder = a_whole_plan();
    let title = |report: &[&str], more: &[&str]| {
        let told = json(folder.path(), &[report, more].concat());
        told["title"].as_str().unwrap().to_owned()
    };
    for (report, plain) in [
        (&["report", "action-plan"][..], "Action plan"),
        (&["report", "overdue"], "Overdue actions"),
        (&["report", "slippage"], "Target dates that moved"),
        (
            &["report", "unconfirmed"],
            "Reported complete, not confirmed",
        ),
        (&["report", "chase"], "Actions to chase"),
        (&["action", "list"], "Actions"),
    ] {
        assert_eq!(title(report, &[]), plain);
        let named = format!("{plain}: Oxmoor PDU");
        assert_eq!(title(report, &["--body", "Oxmoor"]), named);
    }
}

#[test]
fn findings_that_were_typed_stand_in_annexe_one_as_their_recommendations_do() {
    let folder = with_sample();
    let at = folder.path();
    let mark = |item| {
        let found = ["--progress", "none", "--finding", "As we read"];
        let marked = ["mark", item, "--inspection", "fenmarsh-2025"];
        printed(at, &[&marked[..], &found].concat());
    };
    for item in [
        "fenmarsh-2024/4",
        "fenmarsh-2024/3",
        "saltmere-crc-2019/2",
        "saltmere-crc-2019/1",
    ] {
        mark(item);
    }
    let annexe = json(at, &["report", "annexe-one", "fenmarsh-2025"]);
    let listed = rows(&annexe, "findings");
    let listed: Vec<&Value> = listed.iter().map(|row| &row["reference"]).collect();
    let expected = [
        "saltmere-crc-2019/1",
        "saltmere-crc-2019/2",
        "fenmarsh-2024/1",
        "fenmarsh-2024/2",
        "fenmarsh-2024/3",
        "fenmarsh-2024/4",
    ];
    assert_eq!(listed, expected);
}
