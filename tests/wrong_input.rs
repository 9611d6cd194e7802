//! Wrong input that takes more than a command line: files that are no registers, other programs.
//! The rest stands in `tests/cmd/wrong-input.md`.

mod sample;

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use rusqlite::Connection;
use sample::{annexe, printed, run, said, sample};
use tempfile::TempDir;

const READING: [&str; 1] = ["list"];
const WRITING: [&str; 4] = ["body", "alias", "Saltmere region", "Saltmere shore"];

fn with_sample() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    folder
}

/// Asserts that a command says one line and nothing else, and ends with a code.
fn assert_refused(output: &Output, code: i32, words: &str) {
    let said = said(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.starts_with("error: ") && said.contains(words),
        "{said}"
    );
    assert!(output.stdout.is_empty());
}

/// Asserts that a register is refused for reading and for writing, and is left as it was.
fn assert_no_register(folder: &Path, code: i32, words: &str) {
    let register = folder.join("register.db");
    let before = fs::read(&register).ok();
    for arguments in [&READING[..], &WRITING, &["undo", "--yes"], &["check"]] {
        let output = run(folder, arguments);
        assert_refused(&output, code, words);
        assert!(said(&output).contains("register.db"));
    }
    assert_eq!(fs::read(&register).ok(), before);
}

#[test]
fn junk_is_no_register() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("register.db"), "Dear all, ".repeat(500)).unwrap();
    assert_no_register(folder.path(), 1, "not a register");
}

#[test]
fn an_empty_file_is_no_register() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("register.db"), "").unwrap();
    assert_no_register(folder.path(), 1, "this file is empty");
}

#[test]
fn a_folder_is_no_register() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("register.db")).unwrap();
    assert_no_register(folder.path(), 1, "this is a folder");
}

#[test]
fn another_programs_database_is_no_register() {
    let folder = tempfile::tempdir().unwrap();
    let other = Connection::open(folder.path().join("register.db")).unwrap();
    other
        .execute_batch("CREATE TABLE bookmark (url TEXT); INSERT INTO bookmark VALUES ('a')")
        .unwrap();
    drop(other);
    assert_no_register(folder.path(), 1, "another program's database");
}

#[test]
fn a_newer_register_is_refused() {
    let folder = with_sample();
    let register = Connection::open(folder.path().join("register.db")).unwrap();
    register.pragma_update(None, "user_version", 99).unwrap();
    drop(register);
    assert_no_register(folder.path(), 5, "install the newer version");
}

#[test]
fn a_damaged_register_is_said_to_be_damaged() {
    let folder = with_sample();
    let path = folder.path().join("register.db");
    let mut bytes = fs::read(&path).unwrap();
    let from = bytes.len() / 10;
    bytes[from..].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    assert_refused(&run(folder.path(), &READING), 1, "damaged");
}

#[test]
fn a_register_altered_from_outside_can_be_read_and_is_not_written_to() {
    let folder = with_sample();
    let outside = Connection::open(folder.path().join("register.db")).unwrap();
    outside
        .execute_batch("CREATE TABLE note_of_mine (words TEXT)")
        .unwrap();
    drop(outside);
    printed(folder.path(), &READING);
    assert_refused(
        &run(folder.path(), &WRITING),
        1,
        "altered by another program (table note_of_mine is not of this program)",
    );
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(3));
}

#[test]
fn a_file_that_is_no_text_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("report.pdf"), b"%PDF-1.7\n\x00\x01\x02").unwrap();
    let refused = run(folder.path(), &["import", "report.pdf", "--apply"]);
    assert_refused(&refused, 1, "report.pdf");
    assert!(!folder.path().join("register.db").exists());
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_opened_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let report = folder.path().join("report.txt");
    fs::write(&report, "secret").unwrap();
    fs::set_permissions(&report, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&report).is_ok() {
        println!("skipped: this user may open every file");
        return;
    }
    let refused = run(folder.path(), &["import", "report.txt"]);
    assert_refused(&refused, 1, "cannot read report.txt: you may not open it");
}

#[test]
fn a_folder_that_is_not_there_is_made_for_a_new_register() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = [
        &WRITING[..2],
        &["London region", "The capital"],
        &["--register", "a/b/register.db"],
    ];
    printed(folder.path(), &arguments.concat());
    assert!(folder.path().join("a/b/register.db").exists());
}

#[test]
fn while_another_program_writes_one_can_read_and_a_writer_gives_up_after_a_while() {
    let folder = with_sample();
    let mut other = Connection::open(folder.path().join("register.db")).unwrap();
    let writing = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    printed(folder.path(), &READING);
    assert_refused(
        &run(folder.path(), &WRITING),
        5,
        "another program is writing to the register; try again in a moment",
    );
    drop(writing);
    printed(folder.path(), &WRITING);
}

#[test]
fn a_writer_waits_for_another_to_end() {
    let folder = with_sample();
    let mut other = Connection::open(folder.path().join("register.db")).unwrap();
    let writing = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    let waiting = annexe(folder.path())
        .args(WRITING)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    drop(writing);
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn two_that_write_at_once_are_both_recorded() {
    let folder = with_sample();
    let writers: Vec<_> = (0..6)
        .map(|number| {
            let alias = format!("Shore {number}");
            let arguments = ["body", "alias", "Saltmere region", &alias];
            annexe(folder.path())
                .args(arguments)
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", said(&output));
    }
    let shown = printed(folder.path(), &["body", "show", "Saltmere"]);
    assert!(
        (0..6).all(|number| shown.contains(&format!("Shore {number}"))),
        "{shown}"
    );
    printed(folder.path(), &["check"]);
}

#[test]
fn several_that_make_the_register_at_once_are_all_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let makers: Vec<_> = (0..4)
        .map(|number| {
            let alias = format!("Capital {number}");
            annexe(folder.path())
                .args(["body", "alias", "London region", &alias])
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    let said: Vec<String> = makers
        .into_iter()
        .map(|maker| {
            let output = maker.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
            said(&output)
        })
        .collect();
    let made = said.iter().filter(|said| said.contains("was made"));
    assert_eq!(made.count(), 1, "{said:?}");
    let log = printed(folder.path(), &["log", "--format", "csv"]);
    assert_eq!(log.matches("Capital").count(), 4, "{log}");
    printed(folder.path(), &["check"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_program_that_is_killed_leaves_a_whole_register_or_none() {
    for milliseconds in (1..30).step_by(3) {
        let folder = tempfile::tempdir().unwrap();
        let mut killed = annexe(folder.path())
            .args(["body", "alias", "London region", "Capital"])
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        killed.kill().unwrap();
        killed.wait().unwrap();
        if folder.path().join("register.db").exists() {
            printed(folder.path(), &["check"]);
        }
        // Whatever it left stands in nobody's way.
        printed(folder.path(), &["body", "alias", "London region", "Town"]);
        printed(folder.path(), &["check"]);
    }
}

#[test]
fn what_was_pasted_by_mistake_is_refused() {
    let folder = with_sample();
    let (role, text) = ("a".repeat(201), "a ".repeat(10_001));
    let add = ["action", "add", "fenmarsh-2024/1", "--words"];
    let refused = run(
        folder.path(),
        &[&add[..], &["Ask", "--owner", &role]].concat(),
    );
    let words = "the Responsible Owner has 201 characters; 200 at most";
    assert_refused(&refused, 2, words);
    let refused = run(folder.path(), &[&add[..], &[&text]].concat());
    assert_refused(&refused, 2, "the action has 20002 characters");
    let role = "a".repeat(200);
    let longest = [
        &add[..],
        &["Ask", "--owner", &role, "--target", "2026-12-01"],
    ]
    .concat();
    printed(folder.path(), &longest);
    // Its page has a name that every system takes.
    let day = ["--as-at", "2026-11-24", "-o", "chase"];
    printed(folder.path(), &[&["report", "chase"][..], &day].concat());
    assert_eq!(
        fs::read_dir(folder.path().join("chase")).unwrap().count(),
        1
    );
}

#[test]
fn where_nobody_is_named_it_is_said_how_to_name_oneself() {
    let folder = with_sample();
    let mut command = annexe(folder.path());
    for variable in ["ANNEXE_BY", "USERNAME", "USER", "LOGNAME"] {
        command.env_remove(variable);
    }
    let output = command.args(WRITING).output().unwrap();
    let hint = "It is not known who records this; say so with --by, or once in ANNEXE_BY\n";
    assert!(said(&output).starts_with(hint), "{}", said(&output));
    let mut command = annexe(folder.path());
    command.env_remove("ANNEXE_BY").env_remove("USERNAME");
    command.env_remove("USER").env("LOGNAME", "avery");
    let output = command.args(["body", "alias", "Saltmere region", "Saltmere coast"]);
    assert!(!said(&output.output().unwrap()).contains("It is not known"));
}
