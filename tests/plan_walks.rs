//! The action plan as a person keeps it at a terminal: real prompts of 80 columns and 24 lines.
#![cfg(unix)]

mod terminal;

use std::fs;

use serde_json::Value;
use terminal::{CTRL_C, DOWN, ENTER, Register, Walk};

const ITEM: &str = "fenmarsh-2025/1";
const ACTION: &str = "fenmarsh-2025/1.1";

/// A register with one recommendation to Fenmarsh PDU, made in May 2025.
fn with_a_recommendation() -> Register {
    let register = Register::new();
    let body = ["--body", "Fenmarsh PDU", "--kind", "core"];
    let add = ["add", "--published", "2025-05-20", "--to", "Fenmarsh PDU"];
    let words = ["--words", "read every assessment before it is signed"];
    register.done(&[&add[..], &body, &words].concat());
    register
}

/// The same, with an action of which the target is 30 September 2025.
fn with_an_action() -> Register {
    let register = with_a_recommendation();
    let words = ["action", "add", ITEM, "--words", "Read ten a month"];
    let rest = ["--owner", "Head of PDU", "--on", "2025-06-02"];
    let target = ["--target", "2025-09-30"];
    register.done(&[&words[..], &rest, &target].concat());
    register
}

/// Returns words, owner, target and state of each action.
fn actions(register: &Register) -> Vec<[Option<String>; 4]> {
    let list = register.done(&["action", "list", "--format", "json"]);
    let json: Value = serde_json::from_str(&list).unwrap();
    let text = |row: &Value, key: &str| row[key].as_str().map(str::to_owned);
    let keys = ["action", "owner", "current_target", "state"];
    let rows = json["rows"].as_array().unwrap();
    rows.iter()
        .map(|row| keys.map(|key| text(row, key)))
        .collect()
}

fn action(words: &str, owner: Option<&str>, target: Option<&str>) -> [Option<String>; 4] {
    let text = |text: Option<&str>| text.map(str::to_owned);
    [text(Some(words)), text(owner), text(target), None]
}

/// Returns what the newest change says that it did.
fn newest_change(register: &Register) -> String {
    let log = register.done(&["log", "--most", "1", "--format", "json"]);
    let json: Value = serde_json::from_str(&log).unwrap();
    json["rows"][0]["summary"].as_str().unwrap().to_owned()
}

fn changes(register: &Register) -> usize {
    let log = register.done(&["log", "--format", "json"]);
    let json: Value = serde_json::from_str(&log).unwrap();
    json["rows"].as_array().unwrap().len()
}

/// Says that the plan is of June 2025.
fn planned(walk: &mut Walk) -> &mut Walk {
    walk.answer("On which date was it planned", "2/6/2025\r")
}

/// Types the first action of a plan, with its owner and its target.
fn the_first(walk: &mut Walk) -> &mut Walk {
    planned(walk);
    walk.see("What is to be done: ").enter("Read ten a month");
    walk.answer("Responsible Owner", "Head of PDU\r")
        .answer("Target date", "30/9/2025\r")
        .see("Added fenmarsh-2025/1.1, by 30 September 2025, planned 2 June 2025")
        .see("What else (an empty line ends): ")
}

#[test]
fn several_actions_are_added_in_one_go() {
    let register = with_a_recommendation();
    let mut walk = register.walk(&["action", "add", ITEM]);
    // The owner of the one before is offered, and taken by Enter.
    the_first(&mut walk).enter("Tell middle managers which");
    walk.answer("or none (Head of PDU)", ENTER)
        .answer("Target date", "ongoing\r")
        .see("Added fenmarsh-2025/1.2, target “ongoing”");
    walk.see("What else").enter("Write down what was found");
    walk.answer("or none (Head of PDU)", "Quality officer\r")
        .answer("Target date", ENTER)
        .see("Added fenmarsh-2025/1.3, without a target date");
    walk.see("What else").enter("Ask who is to sign");
    walk.answer("or none (Quality officer)", "none\r")
        .answer("Target date", ENTER)
        .see("Added fenmarsh-2025/1.4");
    walk.answer("What else", ENTER).ends();
    let head = Some("Head of PDU");
    let expected = [
        action("Read ten a month", head, Some("2025-09-30")),
        action("Tell middle managers which", head, None),
        action("Write down what was found", Some("Quality officer"), None),
        action("Ask who is to sign", None, None),
    ];
    assert_eq!(actions(&register), expected);
    register.done(&["check"]);
}

#[test]
fn a_pasted_action_is_one_and_what_the_flags_say_is_not_asked() {
    let register = with_a_recommendation();
    let given = ["--owner", "Head of PDU", "--target", "2025-12-31"];
    let mut walk = register.walk(&[&["action", "add", ITEM], &given[..]].concat());
    planned(&mut walk);
    walk.see("What is to be done: ")
        .press("\x1b[200~Read ten\r\na month\x1b[201~");
    walk.see("month").answer("", ENTER);
    walk.see("Added fenmarsh-2025/1.1, by 31 December 2025");
    walk.see("What else").enter("Tell middle managers which");
    walk.see("Added fenmarsh-2025/1.2, by 31 December 2025");
    walk.answer("What else", ENTER).ends();
    let (head, target) = (Some("Head of PDU"), Some("2025-12-31"));
    let expected = [
        action("Read ten a month", head, target),
        action("Tell middle managers which", head, target),
    ];
    assert_eq!(actions(&register), expected);
}

#[test]
fn ctrl_c_keeps_what_was_said_to_be_added_and_writes_no_half() {
    let register = with_a_recommendation();
    // At the first line, and at a question of the first action: nothing is there.
    let mut walk = register.walk(&["action", "add", ITEM]);
    planned(&mut walk)
        .answer("What is to be done: ", CTRL_C)
        .see("left; nothing was written")
        .ends();
    let mut walk = register.walk(&["action", "add", ITEM]);
    planned(&mut walk);
    walk.see("What is to be done: ").enter("Read ten a month");
    walk.answer("Responsible Owner", CTRL_C)
        .see("left; nothing was written")
        .ends();
    assert_eq!(actions(&register).len(), 0);
    // At the target of the second: the first stays, and it is said.
    let mut walk = register.walk(&["action", "add", ITEM]);
    the_first(&mut walk).enter("Tell middle managers which");
    walk.answer("Responsible Owner", ENTER)
        .answer("Target date", CTRL_C)
        .see("left; 1 kept: fenmarsh-2025/1.1; nothing else was written")
        .ends();
    let first = action("Read ten a month", Some("Head of PDU"), Some("2025-09-30"));
    assert_eq!(actions(&register), [first]);
    register.done(&["check"]);
}

#[test]
fn a_target_that_may_be_a_slip_is_asked_about_and_again() {
    let register = with_a_recommendation();
    let mut walk = register.walk(&["action", "add", ITEM]);
    planned(&mut walk);
    walk.see("What is to be done: ").enter("Read ten a month");
    walk.answer("Responsible Owner", ENTER)
        .answer("Target date", "31/9/2025\r")
        .see("is not a date that can be read")
        .answer("Target date", "30/9/2024\r")
        .see("lies before the publication")
        .answer("Is it right?", "n")
        .answer("Target date", "30/9/2025\r")
        .see("Added fenmarsh-2025/1.1, by 30 September 2025");
    walk.answer("What else", ENTER).ends();
    assert_eq!(
        actions(&register),
        [action("Read ten a month", None, Some("2025-09-30"))]
    );
}

#[test]
fn what_is_completed_is_asked_its_day_and_its_evidence() {
    let register = with_an_action();
    let (paper, missing) = ("audit.txt", "no-such.txt");
    let folder = register.path.parent().unwrap();
    fs::write(folder.join(paper), "Ten of ten were read.\n").unwrap();
    let at = |name: &str| folder.join(name).display().to_string();
    let mut walk = register.walk(&["action", "update", ACTION]);
    walk.answer("What does the owner say", &[DOWN, DOWN, ENTER].concat());
    // A day that lies ahead is said and asked again, and so is a file that is not there.
    walk.answer("On which day was it completed", "2027-01-31\r")
        .see("lies ahead")
        .answer("On which day was it completed", "20 November 2026\r")
        .answer("A note", ENTER);
    // Windows copies a path in quotation marks.
    walk.answer("What shows it", &format!("{}\r", at(missing)))
        .see("there is no file")
        .answer("What shows it", "https://\r")
        .see("names no site")
        .answer("What shows it", &format!("\"{}\"\r", at(paper)))
        .answer("Keep a copy", ENTER);
    walk.see("Recorded: owner says of fenmarsh-2025/1.1: completed, 2026-11-20")
        .see("shown by audit.txt")
        .ends();
    let said = "owner says of fenmarsh-2025/1.1: completed, 2026-11-20, shown by audit.txt";
    assert_eq!(newest_change(&register), said);
    let kept = fs::read_dir(folder.join("register.db-evidence")).unwrap();
    assert_eq!(kept.count(), 1);
}

#[test]
fn none_is_an_answer_and_is_recorded_as_such() {
    let register = with_an_action();
    let completed = ["action", "update", ACTION, "--state", "completed"];
    let mut walk = register.walk(&completed);
    walk.answer("On which day was it completed", ENTER)
        .answer("What shows it", "None\r")
        .see("completed, 2026-11-24, without evidence")
        .ends();
    let said = "owner says of fenmarsh-2025/1.1: completed, 2026-11-24, without evidence";
    assert_eq!(newest_change(&register), said);
    assert!(register.done(&["show", ITEM]).contains("No evidence"));
}

#[test]
fn an_update_that_is_left_writes_nothing() {
    let register = with_an_action();
    let before = changes(&register);
    let completed = ["action", "update", ACTION, "--state", "completed"];
    let mut walk = register.walk(&completed);
    walk.answer("On which day was it completed", ENTER)
        .answer("What shows it", CTRL_C)
        .see("left; nothing was written")
        .ends();
    assert_eq!(changes(&register), before);
}

#[test]
fn a_date_is_moved_for_a_reason_that_is_asked_for() {
    let register = with_an_action();
    let moved = ["action", "reschedule", ACTION];
    let mut walk = register.walk(&[&moved[..], &["2025-12-31"]].concat());
    walk.answer("On which date was it moved", "1 September 2025\r")
        .answer("Why is it moved", CTRL_C)
        .see("left; nothing was written")
        .ends();
    let mut walk = register.walk(&[&moved[..], &["2025-12-31"]].concat());
    walk.answer("On which date was it moved", "1 September 2025\r")
        .answer("Why is it moved", &[DOWN, ENTER].concat())
        .answer("Who asked for it", "Regional director\r")
        .see("to 31 December 2025 (funding), 1 September 2025")
        .ends();
    // "Other" alone says nothing.
    let mut walk = register.walk(&[&moved[..], &["2026-12-31"]].concat());
    walk.answer("On which date was it moved", ENTER)
        .answer("Why is it moved", &[&DOWN.repeat(7), ENTER].concat())
        .answer("What is the reason, in words", ENTER)
        .answer("What is the reason, in words", "Two readers are ill\r")
        .answer("Who asked for it", ENTER)
        .see("(other)")
        .ends();
    let story = register.done(&["show", ITEM, "--format", "csv"]);
    assert!(story.contains("Two readers are ill"), "{story}");
    assert!(story.contains("asked by Regional director"), "{story}");
    // A date that is in force already needs no reason.
    let mut walk = register.walk(&[&moved[..], &["2026-12-31"]].concat());
    walk.answer("On which date was it moved", ENTER)
        .see("is 31 December 2026 already")
        .ends();
}

#[test]
fn what_is_doubtful_is_not_taken_by_enter() {
    let register = with_an_action();
    let before = changes(&register);
    // Unquoted, a shell drops `#t1`: what arrives names no change.
    let mut walk = register.walk(&["undo"]);
    walk.see("No change was named; this is the newest")
        .see("added action fenmarsh-2025/1.1");
    walk.answer("back?", ENTER)
        .see("left; nothing was written")
        .ends();
    let early = ["action", "reschedule", ACTION, "2024-09-30"];
    let mut walk = register.walk(&[&early[..], &["--reason", "IT"]].concat());
    walk.answer("On which date was it moved", ENTER)
        .see("lies before the publication")
        .answer("Is it right?", ENTER)
        .see("left; nothing was written")
        .ends();
    assert_eq!(changes(&register), before);
    let mut walk = register.walk(&["undo", "t1"]);
    walk.see("#t1 was recorded by change").answer("back?", "y");
    walk.see("was taken back by change").ends();
    assert_eq!(actions(&register).len(), 0);
}

#[test]
fn a_plan_that_is_entered_late_is_not_dated_today_unseen() {
    let register = with_an_action();
    let answered = ["respond", ITEM, "--answer", "agreed", "--words", "We will"];
    let mut walk = register.walk(&answered);
    walk.answer("On which date was it answered", "1/7/2025\r")
        .see("HMPPS answered fenmarsh-2025/1: agreed, 1 July 2025 (#r1)")
        .ends();
    let started = ["action", "update", ACTION, "--state", "in-progress"];
    let mut walk = register.walk(&started);
    walk.answer("On which date did the owner say so", "2025-08-01\r")
        .see("in progress, 2025-08-01")
        .ends();
    // An escalation has a day: a month is asked for more exactly.
    let raised = ["action", "escalate", ACTION, "--to", "Saltmere region"];
    let mut walk = register.walk(&[&raised[..], &["--reason", "Two posts"]].concat());
    walk.answer("On which day", "August 2025\r")
        .see("August 2025 is not a full day")
        .answer("On which day", "1/9/2025\r")
        .see("to Saltmere region, 1 September 2025 (#e1)")
        .ends();
    // Enter is today, which goes without saying.
    let mut walk = register.walk(&[&answered[..3], &["partly-agreed"]].concat());
    walk.answer("On which date was it answered", ENTER)
        .answer("Why", ENTER)
        .answer("Which part", "Some\r")
        .answer("The answer in words", "Not all\r")
        .see("partly agreed (#r2)")
        .ends();
    let story = register.done(&["show", ITEM, "--format", "csv"]);
    assert!(
        story.contains("2026-11-24,HMPPS,\"partly agreed"),
        "{story}"
    );
}

#[test]
fn an_order_of_events_that_cannot_be_is_asked_about() {
    let register = with_an_action();
    let before = changes(&register);
    let started = ["action", "update", ACTION, "--state", "in-progress"];
    let mut walk = register.walk(&[&started[..], &["--on", "2025-05-30"]].concat());
    walk.answer(
        "was planned on 2 June 2025, and in progress on 30 May",
        ENTER,
    )
    .see("left; nothing was written")
    .ends();
    assert_eq!(changes(&register), before);
    let mut walk = register.walk(&[&started[..], &["--on", "2025-05-30"]].concat());
    walk.answer("Is it right?", "y").see("Recorded").ends();
    // A target before the day of the plan is asked for again.
    let mut walk = register.walk(&["action", "add", ITEM, "--on", "2025-07-01"]);
    walk.see("What is to be done: ")
        .enter("Tell middle managers");
    walk.answer("Responsible Owner", ENTER)
        .answer("Target date", "June 2025\r")
        .see("lies before the date on which it is set, 1")
        .answer("Is it right?", ENTER)
        .answer("Target date", "June 2026\r")
        .see("by June 2026, planned 1 July 2025");
    walk.answer("What else", ENTER).ends();
}

#[test]
fn what_is_discontinued_is_asked_why() {
    let register = with_an_action();
    let mut walk = register.walk(&["action", "update", ACTION, "--on", "2025-08-01"]);
    walk.answer(
        "What does the owner say",
        &[&DOWN.repeat(3), ENTER].concat(),
    )
    .answer("Why is it discontinued", "The post is gone\r")
    .see("discontinued, 2025-08-01")
    .ends();
    let story = register.done(&["show", ITEM, "--format", "csv"]);
    assert!(story.contains("The post is gone"), "{story}");
}

#[test]
fn an_action_under_what_was_not_agreed_is_added_with_a_word_of_it() {
    let register = with_a_recommendation();
    let answer = ["respond", ITEM, "--answer", "not-agreed", "--reason"];
    register.done(&[&answer[..], &["policy", "--words", "We cannot"]].concat());
    let added = register.run(&["action", "add", ITEM, "--words", "Ask again"]);
    let said = String::from_utf8(added.stderr).unwrap();
    let expected = "HMPPS did not agree fenmarsh-2025/1: its actions are recorded, and never overdue\n\
                    Added fenmarsh-2025/1.1, without a target date\n";
    assert_eq!(said, expected);
}

/// A register with one recommendation to Fenmarsh PDU and its region together.
fn with_a_joint_recommendation() -> Register {
    let register = Register::new();
    let body = ["--body", "Fenmarsh PDU", "--kind", "core"];
    let add = ["add", "--published", "2025-05-20", "--to", "Fenmarsh PDU"];
    let words = ["--to", "Saltmere region", "--words", "share what is known"];
    register.done(&[&add[..], &body, &words].concat());
    register
}

#[test]
fn of_a_joint_recommendation_it_is_said_who_was_answered() {
    let register = with_a_joint_recommendation();
    let agreed = ["respond", ITEM, "--answer", "agreed", "--on", "2025-07-01"];
    let mut walk = register.walk(&[&agreed[..], &["--words", "We will"]].concat());
    walk.answer("For whom", &[DOWN, DOWN, ENTER].concat())
        .see("answered fenmarsh-2025/1 for Saltmere region: agreed, 1 July 2025")
        .ends();
    let said = "answered fenmarsh-2025/1 for Saltmere region: agreed";
    assert_eq!(newest_change(&register), said);
    let story = register.done(&["show", ITEM, "--format", "csv"]);
    assert!(story.contains("agreed for Saltmere region:"), "{story}");
    let plan = register.done(&["report", "action-plan", "--format", "json"]);
    let plan: Value = serde_json::from_str(&plan).unwrap();
    let expected = "Fenmarsh PDU: not answered\nSaltmere region: agreed";
    assert_eq!(plan["rows"][0]["answer"], expected);
}

#[test]
fn what_is_joint_stands_under_all_its_units() {
    let register = with_a_joint_recommendation();
    let add = [
        "action",
        "add",
        ITEM,
        "--words",
        "Meet",
        "--on",
        "2025-07-01",
    ];
    register.done(&[&add[..], &["--target", "2025-09-30"]].concat());
    let moved = ["action", "reschedule", ACTION, "2025-12-31", "--reason"];
    register.done(&[&moved[..], &["partner", "--on", "2025-09-01"]].concat());
    let list = register.done(&["action", "list", "--format", "json"]);
    let list: Value = serde_json::from_str(&list).unwrap();
    assert_eq!(list["rows"][0]["unit"], "Fenmarsh PDU and Saltmere region");
    let slippage = register.done(&["report", "slippage", "--format", "plain"]);
    let by_unit = "By: Fenmarsh PDU and Saltmere region\nMoves: 1\nDays: 92\n";
    assert!(slippage.contains(by_unit), "{slippage}");
}

#[test]
fn of_several_escalations_each_says_of_which_action_it_is() {
    let register = with_an_action();
    for of in [ITEM, ACTION] {
        let raised = ["action", "escalate", of, "--to", "Saltmere region"];
        register.done(&[&raised[..], &["--reason", "Two posts"]].concat());
    }
    let story = register.done(&["show", ITEM, "--format", "csv"]);
    let expected = "; escalated to Saltmere region; 1.1 escalated to Saltmere region";
    assert!(story.contains(expected), "{story}");
}

#[test]
fn what_has_ended_is_taken_up_again_before_it_is_moved() {
    let register = with_an_action();
    let completed = ["action", "update", ACTION, "--state", "completed"];
    register.done(&[&completed[..], &["--on", "2025-09-01"]].concat());
    let moved = [
        "action",
        "reschedule",
        ACTION,
        "2026-12-31",
        "--reason",
        "IT",
    ];
    let refused = register.run(&[&moved[..], &["--on", "2025-09-01"]].concat());
    let said = String::from_utf8(refused.stderr).unwrap();
    let way_out = "first `annexe action update fenmarsh-2025/1.1 --state in-progress`";
    assert!(said.contains(way_out), "{said}");
    // What happened before it was completed may be entered after it.
    let before = ["--on", "2025-08-31"];
    register.done(&[&moved[..], &before].concat());
    register.done(&["action", "update", ACTION, "--state", "in-progress"]);
    let again = ["action", "reschedule", ACTION, "2027-03-31", "--reason"];
    register.done(&[&again[..], &["IT"]].concat());
}

#[test]
fn on_a_terminal_that_is_not_to_be_asked_it_says_so() {
    let register = with_a_recommendation();
    let mut walk = register.walk(&["respond", ITEM, "--no-input"]);
    walk.see("--answer and --words are missing (--no-input, so not asking)")
        .ends();
}
