//! Every change is recorded, sealed, and can be taken back.

use annexe::domain::body::{BodyKind, NewBody};
use annexe::error::Error;
use annexe::store::{Change, Meta, Store};
use chrono::{TimeZone, Utc};

fn meta() -> Meta {
    Meta {
        at: Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap(),
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

fn unit(name: &str) -> NewBody {
    NewBody {
        name: name.to_owned(),
        kind: BodyKind::Pdu,
        member_kind: None,
        parent_id: None,
        valid_from: None,
        valid_to: None,
        aliases: Vec::new(),
    }
}

fn add(store: &Store, new: &NewBody) -> i64 {
    let changed = store.change(&meta(), |change| {
        change.said(format!("added {}", new.name));
        change.add_body(new)
    });
    changed.unwrap().change.unwrap()
}

fn undo(store: &Store, number: i64) -> Result<Option<i64>, Error> {
    store
        .change(&meta(), |change: &Change<'_>| change.undo(number))
        .map(|changed| changed.change)
}

fn names(store: &Store) -> Vec<String> {
    store
        .bodies()
        .unwrap()
        .all()
        .iter()
        .map(|body| body.name.clone())
        .collect()
}

#[test]
fn a_new_register_passes_its_own_check() {
    let store = Store::in_memory(&meta()).unwrap();
    assert_eq!(store.check().unwrap(), []);
    assert_eq!(store.log().unwrap().len(), 1);
    assert!(store.head().unwrap().starts_with("change 1 · "));
}

#[test]
fn an_undo_of_an_undo_brings_it_back_and_the_chain_holds() {
    let store = Store::in_memory(&meta()).unwrap();
    let before = names(&store);
    let added = add(&store, &unit("Fenmarsh PDU"));
    let undone = undo(&store, added).unwrap().unwrap();
    assert_eq!(names(&store), before);
    assert!(
        matches!(undo(&store, added), Err(Error::Conflict(_))),
        "taken back already"
    );
    undo(&store, undone).unwrap();
    assert_eq!(names(&store).last().unwrap(), "Fenmarsh PDU");
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn an_undo_is_refused_while_something_later_rests_on_it() {
    let store = Store::in_memory(&meta()).unwrap();
    let added = add(&store, &unit("Fenmarsh PDU"));
    let id = store.bodies().unwrap().find("Fenmarsh PDU").unwrap().id;
    let rests = add(
        &store,
        &NewBody {
            parent_id: Some(id),
            ..unit("Low Fen office")
        },
    );
    let refused = undo(&store, added).unwrap_err().to_string();
    assert!(
        refused.contains(&format!("change {rests} (added Low Fen office)")),
        "{refused}"
    );
    assert_eq!(store.check().unwrap(), []);
    undo(&store, rests).unwrap();
    undo(&store, added).unwrap();
    assert_eq!(store.check().unwrap(), []);
}

#[test]
fn a_failed_change_leaves_nothing() {
    let store = Store::in_memory(&meta()).unwrap();
    let head = store.head().unwrap();
    let failed = store.change(&meta(), |change| {
        change.add_body(&unit("Fenmarsh PDU"))?;
        change.add_body(&unit("Fenmarsh PDU"))
    });
    assert!(matches!(failed, Err(Error::Conflict(_))));
    assert_eq!(store.head().unwrap(), head);
    assert!(store.bodies().unwrap().find("Fenmarsh PDU").is_err());
}

#[test]
fn a_change_that_changes_nothing_is_not_recorded() {
    let store = Store::in_memory(&meta()).unwrap();
    let head = store.head().unwrap();
    let changed = store.change(&meta(), |_| Ok(())).unwrap();
    assert_eq!(changed.change, None);
    assert_eq!(store.head().unwrap(), head);
}

#[test]
fn time_never_runs_backwards_in_the_history() {
    let store = Store::in_memory(&meta()).unwrap();
    let earlier = Meta {
        at: Utc.with_ymd_and_hms(2020, 1, 1, 0, 0, 0).unwrap(),
        ..meta()
    };
    store
        .change(&earlier, |change| change.add_body(&unit("Fenmarsh PDU")))
        .unwrap();
    assert_eq!(store.log().unwrap()[0].at, "2026-11-24T09:30:00Z");
}

#[test]
fn a_reader_stays_one_after_a_report_also_where_a_writer_was_interrupted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.db");
    assert!(Store::create(&path, &meta()).unwrap());
    assert!(
        !Store::create(&path, &meta()).unwrap(),
        "it is here already"
    );
    std::fs::write(folder.path().join("register.db-journal"), [0; 512]).unwrap();
    let store = Store::open(&path).unwrap();
    let day = "2026-11-24".parse().unwrap();
    let asked = annexe::domain::scope::Asked {
        body: None,
        exact: false,
    };
    store.survey(asked, day).unwrap();
    let refused = store.change(&meta(), |change| change.add_body(&unit("Fenmarsh PDU")));
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("cannot be written to"), "{refused}");
}

#[test]
fn a_register_of_one_change_has_nothing_to_take_back() {
    let store = Store::in_memory(&meta()).unwrap();
    let refused = store.newest_change().unwrap_err().to_string();
    assert!(refused.contains("there is nothing to take back"));
}
