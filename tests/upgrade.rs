//! A register that an older version of the program made: it is read as it is, and brought to this
//! version when something is recorded. `tests/data/registers/` has one of each released schema.

mod sample;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use annexe::store::{Meta, Store};
use chrono::{TimeZone, Utc};
use rusqlite::Connection;
use sample::{printed, root, run, said};

/// The head of the register of version 1, as it printed it.
const HEAD: &str = "change 20 · 7e01 aae7 4953";

/// Lays a register of version 1 in a folder, as `register.db`.
fn version_1(folder: &Path) -> PathBuf {
    let packed = fs::File::open(root().join("tests/data/registers/v1.zip")).unwrap();
    let mut packed = zip::ZipArchive::new(packed).unwrap();
    let mut bytes = Vec::new();
    let mut file = packed.by_name("v1.db").unwrap();
    file.read_to_end(&mut bytes).unwrap();
    let path = folder.join("register.db");
    fs::write(&path, bytes).unwrap();
    path
}

fn meta() -> Meta {
    Meta {
        at: Utc.with_ymd_and_hms(2026, 11, 27, 9, 30, 0).unwrap(),
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

fn version(path: &Path) -> i64 {
    let register = Connection::open(path).unwrap();
    register
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap()
}

/// What the program prints of a register: the list and the history, without the head.
fn told(folder: &Path, known_by: &str) -> String {
    printed(folder, &["list", "--known-by", known_by, "--format", "csv"])
}

#[test]
fn a_register_of_version_1_is_read_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = version_1(folder.path());
    let before = fs::read(&path).unwrap();
    assert!(printed(folder.path(), &["log"]).contains(HEAD));
    assert!(printed(folder.path(), &["check"]).contains("No problem was found."));
    assert!(printed(folder.path(), &["view", "list"]).contains("None."));
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_first_that_is_recorded_brings_it_to_this_version_and_keeps_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let path = version_1(folder.path());
    let before = fs::read(&path).unwrap();
    let (list, then) = (told(folder.path(), "20"), told(folder.path(), "9"));
    let output = run(folder.path(), &["marking", "OFFICIAL-SENSITIVE"]);
    let said = said(&output);
    assert!(
        said.contains("was of version 1 and is now of version 2"),
        "{said}"
    );
    let kept = folder.path().join("register-version-1.db");
    // The head of the file counts its own changes; what it holds is the same, byte for byte.
    assert!(fs::read(&kept).unwrap()[100..] == before[100..]);
    assert_eq!((version(&path), version(&kept)), (2, 1));
    assert!(printed(folder.path(), &["check"]).contains("No problem was found."));
    let log = printed(folder.path(), &["log", "--format", "csv"]);
    assert!(log.contains("brought the register from version 1 to version 2; as it was it is kept in register-version-1.db"), "{log}");
    assert_eq!(
        (told(folder.path(), "20"), told(folder.path(), "9")),
        (list, then)
    );
}

#[cfg(unix)]
#[test]
fn the_copy_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    version_1(folder.path());
    printed(folder.path(), &["marking", "OFFICIAL-SENSITIVE"]);
    let kept = fs::metadata(folder.path().join("register-version-1.db")).unwrap();
    assert_eq!(kept.permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_copy_that_is_there_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = version_1(folder.path());
    let taken = folder.path().join("register-version-1.db");
    fs::write(&taken, "another's").unwrap();
    let upgraded = Store::upgrade(&path, &meta()).unwrap().unwrap();
    assert_eq!(upgraded.kept, folder.path().join("register-version-1-2.db"));
    assert_eq!(fs::read(&taken).unwrap(), b"another's");
    assert_eq!(Store::upgrade(&path, &meta()).unwrap(), None);
}

#[test]
fn an_upgraded_register_has_the_schema_of_a_fresh_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = version_1(folder.path());
    Store::upgrade(&path, &meta()).unwrap();
    let fresh = folder.path().join("fresh.db");
    Store::create(&fresh, &meta()).unwrap();
    let schema = |path: &Path| {
        let register = Connection::open(path).unwrap();
        let sql = "SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY 1";
        let mut statement = register.prepare(sql).unwrap();
        let objects = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        objects.map(Result::unwrap).collect::<Vec<String>>()
    };
    assert_eq!(schema(&path), schema(&fresh));
}

#[test]
fn what_was_recorded_before_can_still_be_taken_back_and_the_upgrade_cannot() {
    let folder = tempfile::tempdir().unwrap();
    version_1(folder.path());
    printed(folder.path(), &["undo", "18", "--yes"]);
    let refused = run(folder.path(), &["undo", "21", "--yes"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("cannot be taken back"),
        "{}",
        said(&refused)
    );
    let newest = run(folder.path(), &["undo", "--yes"]);
    assert!(
        said(&newest).contains("Change 22 was taken back by change 23"),
        "{}",
        said(&newest)
    );
    assert!(printed(folder.path(), &["check"]).contains("No problem was found."));
}

#[test]
fn one_that_another_program_altered_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = version_1(folder.path());
    let outside = Connection::open(&path).unwrap();
    outside
        .execute_batch("CREATE TABLE note_of_mine (words TEXT)")
        .unwrap();
    drop(outside);
    let refused = run(folder.path(), &["marking", "OFFICIAL-SENSITIVE"]);
    assert!(
        said(&refused).contains("altered by another program"),
        "{}",
        said(&refused)
    );
    assert_eq!(version(&path), 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
