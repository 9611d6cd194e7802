//! `report unconfirmed`: what owners report complete, beside what inspectors found and where.

mod sample;

use std::path::Path;

use sample::{printed, sample};
use serde_json::Value;
use tempfile::TempDir;

fn with_sample() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    folder
}

/// Plans an action that its owner reports complete.
fn complete(folder: &Path, item: &str, owner: &str) {
    plan(folder, item, owner);
    let action = format!("{item}.1");
    update(folder, &action);
}

fn plan(folder: &Path, item: &str, owner: &str) {
    let planned = ["--words", "Do it", "--on", "2025-01-10", "--owner", owner];
    printed(folder, &[&["action", "add", item][..], &planned].concat());
}

fn update(folder: &Path, action: &str) {
    let completed = ["--state", "completed", "--on", "2025-02-01"];
    printed(
        folder,
        &[&["action", "update", action][..], &completed].concat(),
    );
}

fn mark(folder: &Path, item: &str, progress: &str) {
    let found = ["--progress", progress, "--finding", "As we read"];
    let at = ["mark", item, "--inspection", "fenmarsh-2025"];
    printed(folder, &[&at[..], &found].concat());
}

/// Returns the rows as section, reference and what inspectors found.
fn listed(folder: &Path, more: &[&str]) -> Vec<[String; 3]> {
    let report = ["report", "unconfirmed", "--format", "json"];
    let document: Value =
        serde_json::from_str(&printed(folder, &[&report[..], more].concat())).unwrap();
    let rows = document["rows"].as_array().unwrap().iter();
    let keys = ["section", "reference", "inspectorate_found"];
    rows.map(|row| keys.map(|key| row[key].as_str().unwrap().to_owned()))
        .collect()
}

#[test]
fn a_sufficient_at_a_part_confirms_nothing_of_the_whole() {
    let folder = with_sample();
    let at = folder.path();
    let (item, other) = ("fenmarsh-2024/4", "fenmarsh-2024/5");
    complete(at, item, "Head of PDU");
    complete(at, other, "Head of PDU");
    assert_eq!(
        listed(at, &[]).concat(),
        [
            "not_inspected",
            item,
            "nothing yet",
            "not_inspected",
            other,
            "nothing yet"
        ]
    );
    mark(at, item, "sufficient");
    mark(at, other, "none");
    let place = "(at Fenmarsh PDU, 18 November 2025)";
    assert_eq!(
        listed(at, &[]).concat(),
        [
            "contradicted",
            other,
            &format!("No progress {place}"),
            "at_a_part",
            item,
            &format!("Sufficient progress {place}"),
        ]
    );
}

#[test]
fn of_a_joint_recommendation_each_addressee_counts_that_it_is_outstanding_for() {
    let folder = with_sample();
    let at = folder.path();
    let body = ["--kind", "pdu", "--parent", "Saltmere region"];
    let from = ["--from", "2021-06-26"];
    printed(
        at,
        &[&["body", "add", "Oxmoor PDU"], &body[..], &from].concat(),
    );
    let to = ["--to", "Fenmarsh PDU", "--to", "Oxmoor PDU"];
    let words = ["--words", "share what you learn"];
    let add = ["add", "--inspection", "fenmarsh-2024"];
    printed(at, &[&add[..], &to, &words].concat());
    let item = "fenmarsh-2024/7";
    complete(at, item, "Head of PDU");
    assert_eq!(
        listed(at, &[]).concat(),
        [
            "not_inspected",
            item,
            "Fenmarsh PDU: nothing yet\nOxmoor PDU: nothing yet"
        ]
    );
    mark(at, item, "sufficient");
    let found = "Oxmoor PDU: Sufficient progress (at Fenmarsh PDU, 18 November 2025)";
    assert_eq!(listed(at, &[]).concat(), ["at_a_part", item, found]);
    let settled = listed(at, &["--body", "Fenmarsh PDU"]);
    assert!(settled.is_empty(), "{settled:?}");
}

#[test]
fn an_owner_narrows_what_is_listed_and_not_what_makes_it_complete() {
    let folder = with_sample();
    let at = folder.path();
    let item = "fenmarsh-2024/3";
    complete(at, item, "Head of PDU");
    plan(at, item, "Quality officer");
    let of_owner = |owner| listed(at, &["--owner", owner]).len();
    assert_eq!(of_owner("Head of PDU"), 0, "another action of it is open");
    update(at, "fenmarsh-2024/3.2");
    assert_eq!(of_owner("Head of PDU"), 1);
    assert_eq!(of_owner("Quality officer"), 1);
}

#[test]
fn what_is_no_longer_outstanding_is_not_listed() {
    let folder = with_sample();
    let at = folder.path();
    for item in ["fenmarsh-2024/1", "fenmarsh-2024/2", "fenmarsh-2024/3"] {
        complete(at, item, "Head of PDU");
    }
    let references = || {
        let rows = listed(at, &[]).into_iter();
        rows.map(|[_, reference, _]| reference).collect::<Vec<_>>()
    };
    // The second was settled as sufficient.
    assert_eq!(references(), ["fenmarsh-2024/1", "fenmarsh-2024/3"]);
    let closed = ["--as", "no-longer-relevant", "--decided-by", "Head of PDU"];
    let why = ["--reason", "The office was closed"];
    printed(
        at,
        &[&["close", "fenmarsh-2024/3"][..], &closed, &why].concat(),
    );
    assert_eq!(references(), ["fenmarsh-2024/1"]);
}
