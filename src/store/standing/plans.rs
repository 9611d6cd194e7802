//! How SQLite goes about the statements of standing: by index, whatever the size.

use super::super::finding::FINDINGS_AT;
use super::*;
use crate::store::Meta;

/// The statements of a question about one body, one recommendation or one inspection.
const OF_ONE: [&str; 11] = [
    ITEMS_OF_A_BODY,
    ITEMS_OF_ONE,
    WANTED,
    WANTED_CARRIERS,
    ITEMS,
    FINDINGS,
    DECISIONS,
    RESPONSES,
    CARRIERS,
    ORIGINALS,
    FINDINGS_AT,
];

/// What a question fills itself, and so may read from end to end: `m` is a temporary table.
const ITS_OWN: [&str; 4] = ["m", "carrier", "original", "json_each"];

fn plan(store: &Store, sql: &str) -> Vec<String> {
    let explained = format!("EXPLAIN QUERY PLAN {sql}");
    let mut statement = store.connection.prepare(&explained).unwrap();
    // Explained without values: the plan must not hang on them.
    let steps = statement.raw_query().mapped(|row| row.get("detail"));
    steps.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn a_question_about_one_scans_no_table_of_facts() {
    let meta = Meta {
        at: chrono::DateTime::UNIX_EPOCH,
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    };
    let store = Store::in_memory(&meta).unwrap();
    store.empty_items().unwrap();
    for sql in OF_ONE {
        for step in plan(&store, sql) {
            let scanned = step
                .strip_prefix("SCAN ")
                .map(|rest| rest.split(' ').next());
            let is_its_own = scanned
                .flatten()
                .is_none_or(|table| ITS_OWN.contains(&table));
            assert!(is_its_own, "{step} in {sql}");
        }
    }
}
