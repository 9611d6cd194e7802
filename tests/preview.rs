//! The preview of an import, as a person and as a program sees it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn import(folder: &Path, name: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annexe"))
        .env("ANNEXE_REGISTER", folder.join("register.annexe"))
        .env("ANNEXE_NOW", "2026-11-24T09:30:00Z")
        .arg("import")
        .arg(sample(name))
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn strict_refuses_while_a_note_is_open_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    // This sample has a note on the times by which its items are asked for.
    let map = [
        "--body",
        "West Kent PDU",
        "--map",
        "Brome PDU=West Kent PDU",
        "--map",
        "Saltmere region=London region",
    ];
    let strict = [&map[..], &["--apply", "--strict"]].concat();
    let refused = import(folder.path(), "timescales.txt", &strict);
    assert!(!refused.status.success(), "{}", said(&refused));
    assert!(
        said(&refused).contains("nothing was written"),
        "{}",
        said(&refused)
    );
    let applied = import(
        folder.path(),
        "timescales.txt",
        &[&map[..], &["--apply"]].concat(),
    );
    assert!(applied.status.success(), "{}", said(&applied));
    let again = import(folder.path(), "timescales.txt", &map);
    assert!(said(&again).contains("nothing to add"), "{}", said(&again));
}

#[test]
fn the_preview_as_json_has_every_fact_question_and_note_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let output = import(folder.path(), "annexe_table.txt", &["--format", "json"]);
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let of = |section: &str| -> Vec<&Value> {
        rows.iter()
            .filter(|row| row["section"] == section)
            .collect()
    };
    for section in ["recommendations", "earlier", "questions"] {
        let own = of(section);
        assert!(!own.is_empty(), "{section}: {json:#}");
        for row in own {
            assert!(
                row["place"].as_str().is_some_and(|place| !place.is_empty()),
                "{row}"
            );
        }
    }
    assert_eq!(of("earlier").len(), 3);
    assert_eq!(of("earlier")[1]["progress"], "no progress");
}
