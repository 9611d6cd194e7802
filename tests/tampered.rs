//! Registers that were altered by another program, or are damaged: `check` names what is wrong and
//! never dies of it; every other command prints what it can, or says one line.

mod sample;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use sample::{printed, run, said, sample};
use tempfile::TempDir;

/// A sample register; made by few commands of many rows.
fn register() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    let path = folder.path().join("register.db");
    (folder, path)
}

/// Runs statements without the triggers that record, and puts those back as they were.
fn behind_its_back(path: &Path, sql: &str) {
    let outside = Connection::open(path).unwrap();
    let triggers: Vec<(String, String)> = outside
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    outside.pragma_update(None, "foreign_keys", false).unwrap();
    for (name, _) in &triggers {
        outside
            .execute_batch(&format!("DROP TRIGGER {name}"))
            .unwrap();
    }
    outside.execute_batch(sql).unwrap();
    for (_, trigger) in &triggers {
        outside.execute_batch(trigger).unwrap();
    }
}

/// Runs statements while a table's text says something else.
fn with_another_schema(path: &Path, table: &str, from: &str, to: &str, sql: &str) {
    let rewrite = |from: &str, to: &str| {
        let outside = Connection::open(path).unwrap();
        outside
            .pragma_update(None, "writable_schema", true)
            .unwrap();
        let altered = outside
            .execute(
                "UPDATE sqlite_schema SET sql = replace(sql, ?2, ?3) WHERE name = ?1",
                [table, from, to],
            )
            .unwrap();
        assert_eq!(altered, 1);
    };
    rewrite(from, to);
    behind_its_back(path, sql);
    rewrite(to, from);
}

/// Returns what `check` found; it must have found something.
fn found(folder: &Path) -> String {
    let output = run(folder, &["check", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn assert_found(folder: &Path, words: &str) {
    let found = found(folder);
    assert!(found.contains(words), "{found}");
    assert_read_or_refused(folder);
}

/// Asserts that reading prints something or says one line.
fn assert_read_or_refused(folder: &Path) {
    for arguments in [
        &["list"][..],
        &["list", "--body", "Fenmarsh"],
        &["show", "fenmarsh-2024/1"],
        &["search", "staff"],
        &["report", "outstanding", "--body", "Fenmarsh"],
        &["report", "annexe-one", "fenmarsh-2025"],
        &["body", "list"],
        &["body", "show", "Fenmarsh PDU"],
        &["inspection", "show", "fenmarsh-2024"],
        &["log"],
        &["undo", "--yes"],
    ] {
        let output = run(folder, arguments);
        let said = said(&output);
        assert!(
            matches!(output.status.code(), Some(0 | 1 | 4 | 5)),
            "{arguments:?}: {said}"
        );
        assert!(
            output.status.success() || said.lines().last().unwrap().starts_with("error: "),
            "{said}"
        );
        if output.status.code() == Some(1) && said.contains("damaged") {
            assert!(
                said.contains("keep the file") && said.contains("restore"),
                "{said}"
            );
        }
    }
}

#[test]
fn a_row_that_was_altered_is_named_though_a_trigger_is_missing() {
    let (folder, path) = register();
    let outside = Connection::open(&path).unwrap();
    outside
        .execute_batch(
            "DROP TRIGGER record_update_finding;
             UPDATE finding SET progress = 'sufficient progress' WHERE id = 4",
        )
        .unwrap();
    drop(outside);
    assert_found(folder.path(), "trigger record_update_finding is missing");
    assert_found(
        folder.path(),
        "change 9 does not agree with its seal: finding 4 or finding_item 4",
    );
}

#[test]
fn a_change_of_one_row_names_it_and_one_of_many_says_how_many() {
    let (folder, path) = register();
    let imported = "UPDATE recommendation SET words = 'Do nothing' WHERE id = 5";
    behind_its_back(&path, imported);
    assert_found(
        folder.path(),
        "change 7 does not agree with its seal: one of the ",
    );
    let (folder, path) = register();
    let added = "UPDATE body SET valid_to = '2030-01-01' WHERE name = 'Fenmarsh PDU'";
    behind_its_back(&path, added);
    assert_found(
        folder.path(),
        "change 3 does not agree with its seal: body ",
    );
    assert_found(folder.path(), ", which it wrote, or its history");
}

#[test]
fn a_missing_table_is_named() {
    let (folder, path) = register();
    behind_its_back(&path, "CREATE TABLE t (id)");
    let outside = Connection::open(&path).unwrap();
    outside
        .execute_batch("DROP TABLE mapping; DROP TABLE t")
        .unwrap();
    drop(outside);
    assert_found(folder.path(), "table mapping is missing");
}

#[test]
fn a_register_without_a_first_change_is_not_sound() {
    let (folder, path) = register();
    let outside = Connection::open(&path).unwrap();
    let tables: Vec<String> = outside
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    drop(outside);
    let emptied: Vec<String> = tables
        .iter()
        .map(|table| format!("DELETE FROM \"{table}\";"))
        .collect();
    behind_its_back(&path, &emptied.concat());
    assert_found(folder.path(), "the register has no first change");
}

#[test]
fn a_hash_of_other_letters_is_no_panic() {
    let (folder, path) = register();
    behind_its_back(
        &path,
        "UPDATE change SET hash = substr(hash, 1, 3) || 'é' || substr(hash, 5) WHERE id = 10",
    );
    assert_found(folder.path(), "change 10 does not agree with its seal");
}

#[test]
fn an_unknown_table_in_the_history_is_named() {
    let (folder, path) = register();
    behind_its_back(
        &path,
        "INSERT INTO revision VALUES (10, 99, 'no\"such', 1, NULL), (10, 100, 'change', 1, NULL)",
    );
    assert_found(folder.path(), "`no\"\"such`, which is no table of facts");
    assert_found(folder.path(), "`change`, which is no table of facts");
}

#[test]
fn a_text_that_is_not_utf_8_is_named() {
    for sql in [
        "UPDATE finding SET words = CAST(x'c328' AS TEXT) WHERE id = 4",
        "UPDATE body SET name = CAST(x'c328' AS TEXT) WHERE name = 'Fenmarsh PDU'",
        "UPDATE revision SET before = CAST(x'c328' AS TEXT) WHERE change_id = 7 AND seq = 1",
        "UPDATE change SET summary = CAST(x'c328' AS TEXT) WHERE id = 7",
    ] {
        let (folder, path) = register();
        behind_its_back(&path, sql);
        assert_found(folder.path(), "cannot be read");
    }
}

#[test]
fn a_value_of_a_wrong_sort_is_named() {
    for (table, sql) in [
        (
            "inspection",
            "UPDATE inspection SET score = 1.5, score_of = 2 WHERE id = 1",
        ),
        ("finding", "UPDATE finding SET words = x'00ff' WHERE id = 4"),
        (
            "recommendation",
            "UPDATE recommendation SET position = 'first' WHERE id = 5",
        ),
    ] {
        let (folder, path) = register();
        with_another_schema(&path, table, ") STRICT", ")/*STRICT*/", sql);
        assert_found(folder.path(), table);
    }
}

#[test]
fn a_value_that_no_rule_allows_is_named() {
    let (folder, path) = register();
    let sql = "PRAGMA ignore_check_constraints = ON;
               UPDATE finding SET progress = 'splendid' WHERE id = 4";
    behind_its_back(&path, sql);
    assert_found(folder.path(), "finding 4 or finding_item 4");
}

#[test]
fn a_change_without_its_fields_is_named() {
    for field in ["at", "who", "hash", "prev_hash"] {
        let (folder, path) = register();
        let (whole, part) = (
            format!("\n  {field} TEXT NOT NULL"),
            format!("\n  {field} TEXT /*T NULL*/"),
        );
        let sql = format!("UPDATE change SET {field} = NULL WHERE id = 10");
        with_another_schema(&path, "change", &whole, &part, &sql);
        assert_found(folder.path(), "change 10 cannot be read");
    }
}

#[test]
fn a_circle_of_parents_is_named() {
    let (folder, path) = register();
    behind_its_back(
        &path,
        "UPDATE body SET parent_id = (SELECT id FROM body WHERE name = 'Fenmarsh PDU') WHERE name = 'Saltmere region'",
    );
    assert_found(folder.path(), "change 2 does not agree with its seal");
}

#[test]
fn a_unit_that_is_gone_is_named() {
    for sql in [
        "DELETE FROM body WHERE name = 'Fenmarsh PDU'",
        "DELETE FROM body WHERE name = 'Saltmere region'",
        "UPDATE finding_item SET body_id = 9999",
        "DELETE FROM inspection WHERE code = 'fenmarsh-2024'",
        "DELETE FROM recommendation",
        "DELETE FROM finding",
    ] {
        let (folder, path) = register();
        behind_its_back(&path, sql);
        assert_found(folder.path(), "that is not there");
    }
}

#[test]
fn damaged_pages_are_named_wherever_they_are() {
    let (folder, path) = register();
    let whole = fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    for page in (1..pages).step_by(19).chain([0]) {
        let mut bytes = whole.clone();
        let from = page * 4096 + if page == 0 { 100 } else { 0 };
        bytes[from..(page + 1) * 4096].fill(0xA5);
        fs::write(&path, bytes).unwrap();
        let output = run(folder.path(), &["check"]);
        assert_eq!(
            output.status.code(),
            Some(3),
            "page {page}: {}",
            said(&output)
        );
        assert_read_or_refused(folder.path());
    }
}

#[test]
fn a_register_that_is_cut_off_is_said_to_be_damaged() {
    let (folder, path) = register();
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    found(folder.path());
    assert_read_or_refused(folder.path());
    fs::write(&path, whole).unwrap();
    printed(folder.path(), &["check"]);
}
