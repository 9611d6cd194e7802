//! The walks as a person walks them: real prompts on a terminal of 80 columns and 24 lines.
#![cfg(unix)]

mod terminal;

use std::thread::sleep;

use terminal::{AS_PEOPLE_DO, CTRL_C, DOWN, ENTER, Register};

/// Invented recommendations, in the structure of a report: to a unit, its region, the service.
const UNIT: [&str; 5] = [
    "read every assessment before it is signed",
    "ask the police for what they know within two days",
    "visit the homes of those who live with children",
    "keep a list of reviews that are late",
    "meet each new member of staff once a week",
];
const REGION: [&str; 5] = [
    "fill the posts of middle managers",
    "agree with the courts which reports are wanted",
    "share the figures of workload every month",
    "train all staff in writing plans",
    "read a sample of cases each quarter",
];
const SERVICE: [&str; 2] = ["mend the search in the case system", "pay for interpreters"];

fn the_twelve() -> Vec<[String; 3]> {
    let to = |to: &'static str| move |words: &&'static str| (*words, to);
    let unit = UNIT.iter().map(to("Fenmarsh PDU"));
    let region = REGION.iter().map(to("Saltmere region"));
    let service = SERVICE.iter().map(to("HM Prison and Probation Service"));
    (1..)
        .zip(unit.chain(region).chain(service))
        .map(|(number, (words, to))| {
            [
                format!("fenmarsh-2025/{number}"),
                words.to_owned(),
                to.to_owned(),
            ]
        })
        .collect()
}

/// What the line prompt sends when it begins to listen: from now on it tells pastes by brackets.
const LISTENING: &str = "\u{1b}[?2004h";

#[test]
fn twelve_recommendations_are_typed_one_by_one() {
    let register = Register::new();
    let mut walk = register.walk(&["add"]);
    walk.describe_the_inspection();
    walk.heading(0, "Fenmarsh PDU").items(1, &UNIT);
    walk.heading(2, "Saltmere region").items(6, &REGION);
    walk.heading(3, "HMPPS").items(11, &SERVICE);
    walk.answer("To whom next", ENTER)
        .see("12: 5 to Fenmarsh PDU, 5 to Saltmere region, 2 to HMPPS")
        .answer("What now", ENTER)
        .see("12 recorded: 5 to Fenmarsh PDU, 5 to Saltmere region, 2 to HMPPS")
        .see("Next: annexe report outstanding --body \"Fenmarsh PDU\"")
        .ends();
    assert_eq!(register.recommendations(), the_twelve());
    let inspection = register.done(&["inspection", "show", "fenmarsh-2025", "--format", "csv"]);
    assert!(
        inspection.contains("Inadequate") && inspection.contains("2/27"),
        "{inspection}"
    );
    // Bodies apart, all of it is one change.
    assert!(
        register
            .done(&["log", "--format", "json"])
            .contains("recorded 12 of fenmarsh-2025")
    );
    register.done(&["check"]);
}

#[test]
fn twelve_recommendations_are_pasted_as_a_section() {
    let register = Register::new();
    let mut walk = register.walk(&["add"]);
    walk.describe_the_inspection().heading(0, "Fenmarsh PDU");
    walk.see("1. ").enter("p").see("single . ends it");
    sleep(AS_PEOPLE_DO);
    let mut section = String::new();
    let mut number = 0;
    for (name, items) in [
        ("Fenmarsh PDU", &UNIT[..]),
        ("Saltmere region", &REGION),
        ("HM Prison and Probation Service", &SERVICE),
    ] {
        section.push_str(&format!("{name} should:\r\r"));
        for words in items {
            number += 1;
            // A pasted item is broken over lines, as on paper.
            let words = words.replacen(" the ", " the\r", 1);
            section.push_str(&format!("{number}. {words}\r"));
        }
        section.push('\r');
    }
    walk.press(&section).press(".\r");
    walk.answer("Take them?", ENTER)
        .answer("To whom next", ENTER)
        .answer("What now", ENTER)
        .see("12 recorded")
        .ends();
    assert_eq!(register.recommendations(), the_twelve());
}

#[test]
fn a_line_break_in_a_pasted_text_is_never_the_end() {
    let register = Register::new();
    let mut walk = register.walk(&["add"]);
    walk.describe_the_inspection().heading(0, "Fenmarsh PDU");
    // As terminals send it that were asked for brackets, and as those do that know none.
    walk.see("1. ")
        .press("\x1b[200~read every\r\nassessment\rbefore it is signed\x1b[201~");
    walk.see("is signed");
    sleep(AS_PEOPLE_DO);
    walk.press(ENTER).see("2. ");
    sleep(AS_PEOPLE_DO);
    walk.press("ask the police\rfor what they know\r\rwithin two days\r")
        .see("two days");
    sleep(AS_PEOPLE_DO);
    walk.press(ENTER).see("3. ").enter("pay for interpreters");
    // The number that is printed in front of the words is taken.
    walk.see("4. ").enter("7. meet each new member");
    walk.items(8, &[]);
    walk.answer("To whom next", ENTER)
        .answer("What now", ENTER)
        .see("4 recorded")
        .ends();
    let words: Vec<_> = register
        .recommendations()
        .into_iter()
        .map(|[at, words, _]| (at, words))
        .collect();
    let expected = [
        (
            "fenmarsh-2025/1",
            "read every assessment before it is signed",
        ),
        (
            "fenmarsh-2025/2",
            "ask the police for what they know within two days",
        ),
        ("fenmarsh-2025/3", "pay for interpreters"),
        ("fenmarsh-2025/7", "meet each new member"),
    ];
    assert_eq!(
        words,
        expected.map(|(at, words)| (at.to_owned(), words.to_owned()))
    );
}

#[test]
fn what_was_typed_is_kept_or_leaves_nothing_behind() {
    let register = Register::new();
    let mut walk = register.walk(&["add"]);
    walk.describe_the_inspection().heading(0, "Fenmarsh PDU");
    walk.see("1. ")
        .enter(UNIT[0])
        .see("2. ")
        .enter(UNIT[1])
        .see("3. ");
    walk.press(CTRL_C)
        .answer("Keep the 2 typed so far?", CTRL_C);
    walk.see("left; nothing was written").ends();
    assert_eq!(register.recommendations().len(), 0);
    let inspections = register.done(&["inspection", "list", "--format", "csv"]);
    assert!(!inspections.contains("fenmarsh"), "{inspections}");

    let mut walk = register.walk(&["add"]);
    walk.describe_the_inspection().heading(0, "Fenmarsh PDU");
    walk.see("1. ")
        .enter(UNIT[0])
        .see("2. ")
        .enter(UNIT[1])
        .see("3. ");
    sleep(AS_PEOPLE_DO);
    // Ctrl-D at the line, then Ctrl-C at a list.
    walk.press("\x15\x04")
        .answer("Keep the 2 typed so far?", ENTER);
    walk.answer("What now", CTRL_C)
        .answer("Keep the 2 typed so far?", ENTER);
    walk.answer("What now", ENTER)
        .see("2 recorded: 2 to Fenmarsh PDU")
        .ends();
    assert_eq!(register.recommendations(), the_twelve()[..2]);
}

#[test]
fn a_joint_heading_and_a_change_before_it_is_written() {
    let register = Register::new();
    let mut walk = register.walk(&["add"]);
    walk.describe_the_inspection();
    walk.answer("To whom", &[&DOWN.repeat(4), ENTER].concat());
    walk.answer("Jointly to", &[" ", DOWN, DOWN, " ", ENTER].concat());
    walk.see("Recommendations to Fenmarsh PDU and HMPPS");
    walk.items(1, &SERVICE);
    walk.answer("To whom next", ENTER);
    walk.see("2: 2 to Fenmarsh PDU and HMPPS");
    walk.answer("What now", &[DOWN, ENTER].concat());
    walk.answer("Change number", &[DOWN, ENTER].concat());
    // The chosen line is shown once more before the prompt listens: its brackets say that it does.
    walk.answer("2. pay", ENTER)
        .see(LISTENING)
        .see("pay for interpreters");
    // A number that is taken is said, and the line offered again.
    walk.enter("\x15\x151. pay for it")
        .see("number 1 was typed already");
    walk.see(LISTENING)
        .see("1. pay for it")
        .enter("\x159. pay for it");
    walk.answer("What now", ENTER).see("2 recorded").ends();
    let both = |number: u32, words: &str| {
        let row = |to: &str| {
            [
                format!("fenmarsh-2025/{number}"),
                words.to_owned(),
                to.to_owned(),
            ]
        };
        [row("Fenmarsh PDU"), row("HM Prison and Probation Service")]
    };
    let expected = [both(1, SERVICE[0]), both(9, "pay for it")].concat();
    assert_eq!(register.recommendations(), expected);
}

#[test]
fn a_word_document_is_piped_but_not_shown_on_a_terminal() {
    let register = Register::new();
    let report = ["report", "outstanding", "--format", "docx"];
    register
        .walk(&report)
        .see("error: a Word document cannot be shown on a terminal; write it to a file with -o outstanding.docx")
        .ends();
    let piped = register.run(&report);
    assert!(piped.status.success() && piped.stdout.starts_with(b"PK"));
}

#[test]
fn a_walk_that_is_left_at_once_makes_no_register() {
    let register = Register::that_is_not_there();
    let mut walk = register.walk(&["add"]);
    walk.answer("Which inspection", CTRL_C)
        .see("left; nothing was written")
        .ends();
    assert!(!register.path.exists());
}

/// Returns the grade at the new inspection of each item that is due there.
fn grades(register: &Register) -> Vec<String> {
    let list = register.done(&["reinspect", "fenmarsh-2026", "--list", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&list).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let grade = |row: &serde_json::Value| row["progress"].as_str().unwrap_or("–").to_owned();
    rows.iter().map(grade).collect()
}

#[test]
fn a_reinspection_is_left_and_taken_up_again() {
    let register = Register::new();
    let first = [
        "--body",
        "Fenmarsh PDU",
        "--kind",
        "core",
        "--published",
        "May 2025",
    ];
    register.done(&[&["inspection", "add"], &first[..]].concat());
    for (words, to) in UNIT
        .iter()
        .map(|words| (words, "Fenmarsh PDU"))
        .chain(REGION[..2].iter().map(|words| (words, "Saltmere region")))
    {
        register.done(&[
            "add",
            "--inspection",
            "fenmarsh-2025",
            "--to",
            to,
            "--words",
            words,
        ]);
    }

    let mut walk = register.walk(&["reinspect", "fenmarsh-2026"]);
    walk.answer("Add fenmarsh-2026 as a new inspection?", "y")
        .answer("What kind", ENTER)
        .answer("Fieldwork", "2026-11-02\r")
        .answer("Published on", ENTER)
        .answer("Is it an inspection of Fenmarsh PDU?", "y")
        .answer("Walk through", ENTER);
    walk.see("1 of 7: fenmarsh-2025/1")
        .answer("Progress", "none\r")
        .answer("Remark", ENTER);
    walk.see("›")
        .enter("Few were read")
        .see("Saved: fenmarsh-2025/1, no progress");
    walk.see("2 of 7")
        .answer("Progress", "some\r")
        .answer("Remark", "a beginning\r");
    walk.see("the last one again")
        .see("›")
        .enter("=")
        .see("Saved: fenmarsh-2025/2, some progress");
    // Back to the one that was just saved, which is amended.
    walk.see("3 of 7")
        .answer("Progress", "back\r")
        .see("2 of 7");
    walk.see("Saved: Some progress. Few were read")
        .answer("Amend to", "suff\r");
    walk.answer("Remark", ENTER).see("Few were read").see("›");
    walk.see("Few were read")
        .enter(" and signed")
        .see("fenmarsh-2025/2, sufficient");
    walk.see("3 of 7")
        .answer("Progress", "detail\r")
        .see("What was said")
        .see("3 of 7");
    walk.answer("Progress", "some\r")
        .answer("Remark", ENTER)
        .see("›")
        .enter("Half were visited");
    walk.see("4 of 7").answer("Progress", "leave\r");
    walk.see("What remains")
        .see("To go on: annexe reinspect fenmarsh-2026")
        .ends();
    let three = ["no progress", "sufficient progress", "some progress"];
    assert_eq!(grades(&register), [&three[..], &["–"; 4]].concat());

    let mut walk = register.walk(&["reinspect", "fenmarsh-2026"]);
    walk.see("3 of 7 are marked already")
        .answer("Walk through", ENTER);
    for place in 1..=4 {
        walk.see(&format!("{place} of 4"))
            .answer("Progress", "not graded\r");
        walk.answer("Remark", ENTER)
            .see("›")
            .enter("It was not looked at");
    }
    walk.see("Next: annexe report annexe-one fenmarsh-2026")
        .ends();
    assert_eq!(grades(&register), [&three[..], &["not graded"; 4]].concat());
    let paper = register.done(&[
        "report",
        "annexe-one",
        "fenmarsh-2026",
        "--format",
        "markdown",
    ]);
    assert!(paper.contains("Few were read and signed"), "{paper}");
    register.done(&["check"]);
}

#[test]
fn without_a_terminal_the_missing_flag_or_the_other_way_is_named() {
    let register = Register::new();
    let new = ["add", "--body", "Fenmarsh", "--kind", "core", "--published"];
    let refused = |arguments: &[&str], code: i32, words: &str| {
        let output = register.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(said.contains(words), "{said}");
    };
    let to = ["--to", "Fenmarsh"];
    refused(
        &["add"],
        2,
        "--inspection is missing (not a terminal, so not asking)",
    );
    refused(&[&new[..], &["2025"]].concat(), 2, "--to is missing");
    refused(
        &[&new[..], &["2025"], &to].concat(),
        2,
        "--words is missing",
    );
    refused(
        &[&new[..], &["2025"], &to, &["--words", " "]].concat(),
        2,
        "empty",
    );
    refused(
        &[&new[..], &["2026"], &to, &["--words", "a"]].concat(),
        2,
        "has not ended",
    );
    refused(
        &[&new[..], &["2027"], &to, &["--words", "a"]].concat(),
        2,
        "lies ahead",
    );
    refused(
        &["add", "--inspection", "nowhere", "--score", "1/27"],
        2,
        "annexe inspection edit nowhere",
    );
    refused(
        &["add", "--inspection", "nowhere"],
        4,
        "no inspection called `nowhere`",
    );
    let one = [
        &new[..],
        &["2025"],
        &to,
        &["--number", "4.2", "--words", "pay\nfor interpreters"],
    ];
    register.done(&one.concat());
    let again = [
        "add",
        "--inspection",
        "fenmarsh-2025",
        "--to",
        "HMPPS",
        "--number",
        "4.2",
        "--words",
        "a",
    ];
    refused(&again, 5, "fenmarsh-2025/4-2 is recorded already");
    refused(
        &one.concat(),
        5,
        "add to it with --inspection fenmarsh-2025",
    );
    refused(
        &["reinspect", "fenmarsh-2025"],
        2,
        "annexe mark REF --inspection fenmarsh-2025",
    );
    let list = register.done(&["list", "--format", "csv"]);
    assert!(
        list.contains("fenmarsh-2025/4-2,pay for interpreters"),
        "{list}"
    );
}
