//! What is refused where facts are written, whoever writes them.

use annexe::domain::body::BodyId;
use annexe::domain::closure::{Closure, Decision, NewClosure};
use annexe::domain::finding::{Covered, NewFinding};
use annexe::domain::inspection::{InspectionFacts, InspectionKind};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::NewRecommendation;
use annexe::error::{Error, Result};
use annexe::store::{Change, FindingEdit, InspectionEdit, Meta, Store};
use chrono::{TimeZone, Utc};

fn meta() -> Meta {
    Meta {
        at: Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap(),
        by: "tester".to_owned(),
        why: None,
        command: "test".to_owned(),
    }
}

fn date(text: &str) -> PartialDate {
    text.parse().unwrap()
}

fn change<T>(store: &Store, write: impl FnOnce(&Change<'_>) -> Result<T>) -> Result<T> {
    store.change(&meta(), write).map(|changed| changed.value)
}

fn body(store: &Store, name: &str) -> BodyId {
    store.bodies().unwrap().find(name).unwrap().id
}

fn inspect(store: &Store, code: &str, kind: InspectionKind, published: &str) -> i64 {
    let facts = InspectionFacts {
        published_on: Some(date(published)),
        ..InspectionFacts::of_kind(kind)
    };
    let body = body(store, "West Kent PDU");
    change(store, |change| {
        change.add_inspection(code, Some(body), &facts, None)
    })
    .unwrap()
}

/// A register with one recommendation of May 2022, and inspections of 2024 and 2025.
fn register() -> (Store, i64) {
    let store = Store::in_memory(&meta()).unwrap();
    let inspection_id = inspect(&store, "wk-2022", InspectionKind::Core, "2022-05-18");
    inspect(&store, "wk-2024", InspectionKind::Core, "2024-05-18");
    inspect(&store, "wk-2025", InspectionKind::Core, "2025-05-18");
    let new = NewRecommendation {
        inspection_id,
        number: "1".to_owned(),
        position: 1,
        printed_number: None,
        words: "check every home address".to_owned(),
        addressees: vec![body(&store, "West Kent PDU")],
        cited: None,
    };
    let id = change(&store, |change| change.add_recommendation(&new)).unwrap();
    (store, id)
}

fn mark(store: &Store, recommendation_id: i64, code: &str, progress: Progress) -> Result<i64> {
    let new = NewFinding {
        inspection_id: store.inspection_called(code)?.id,
        words: "what was found".to_owned(),
        progress,
        printed_progress: None,
        remark: None,
        covers: vec![Covered {
            recommendation_id,
            body_id: None,
        }],
        cited: None,
    };
    change(store, |change| change.add_finding(&new))
}

fn decide(store: &Store, recommendation_id: i64, on: &str, decision: Decision) -> Result<i64> {
    let new = NewClosure {
        recommendation_id,
        decided_on: date(on),
        decision,
        decided_by: "Head of PDU".to_owned(),
        reason: "a reason".to_owned(),
    };
    change(store, |change| change.add_closure(&new))
}

fn refused<T: std::fmt::Debug>(result: Result<T>, words: &str) {
    let error = result.unwrap_err().to_string();
    assert!(error.contains(words), "{error}");
}

#[test]
fn a_plan_of_the_service_grades_nothing() {
    let (store, id) = register();
    inspect(&store, "wk-plan-2023", InspectionKind::Plan, "2023-05-18");
    refused(
        mark(&store, id, "wk-plan-2023", Progress::Sufficient),
        "only an inspection grades",
    );
}

#[test]
fn a_finding_names_only_an_addressee() {
    let (store, id) = register();
    let covers = vec![Covered {
        recommendation_id: id,
        body_id: Some(body(&store, "East Kent")),
    }];
    let new = NewFinding {
        inspection_id: store.inspection_called("wk-2024").unwrap().id,
        words: "found".to_owned(),
        progress: Progress::Some,
        printed_progress: None,
        remark: None,
        covers,
        cited: None,
    };
    refused(
        change(&store, |change| change.add_finding(&new)),
        "is not addressed to East Kent PDU",
    );
}

#[test]
fn what_a_later_grade_reopened_can_be_closed_again() {
    let (store, id) = register();
    decide(&store, id, "2023-01-01", Decision::NoLongerRelevant).unwrap();
    refused(
        decide(&store, id, "2023-06-01", Decision::Superseded),
        "is closed already",
    );
    mark(&store, id, "wk-2024", Progress::None).unwrap();
    refused(
        decide(&store, id, "2024-06-01", Decision::Reopened),
        "is not closed on 2024-06-01",
    );
    decide(&store, id, "2025-01-01", Decision::NoLongerRelevant).unwrap();
}

#[test]
fn a_reopening_that_would_do_nothing_is_refused() {
    let (store, id) = register();
    decide(&store, id, "2024-05", Decision::NoLongerRelevant).unwrap();
    refused(
        decide(&store, id, "2024-05-20", Decision::Reopened),
        "is not closed on 2024-05-20",
    );
    decide(&store, id, "2024-05-31", Decision::Reopened).unwrap();
}

#[test]
fn a_closure_is_not_moved_before_its_recommendation() {
    let (store, id) = register();
    let closed = decide(&store, id, "2023-01-01", Decision::NoLongerRelevant).unwrap();
    let (_, closure) = store.closure(closed).unwrap().unwrap();
    let early = Closure {
        decided_on: date("1999-01-01"),
        ..closure
    };
    refused(
        change(&store, |change| change.amend_closure(id, &early)),
        "nothing was decided of it",
    );
    let inspection = store.inspection_called("wk-2022").unwrap().id;
    let later = InspectionEdit {
        published_on: Some(date("2023-06-01")),
        ..InspectionEdit::default()
    };
    refused(
        change(&store, |change| change.edit_inspection(inspection, &later)),
        "something was decided of",
    );
}

#[test]
fn dates_of_an_inspection_follow_each_other() {
    let (store, _) = register();
    let inspection = store.inspection_called("wk-2022").unwrap().id;
    let late = InspectionEdit {
        fieldwork_on: Some(date("2024-01-01")),
        ..InspectionEdit::default()
    };
    refused(
        change(&store, |change| change.edit_inspection(inspection, &late)),
        "before it was begun",
    );
    let month = InspectionEdit {
        fieldwork_on: Some(date("2022-05")),
        ..InspectionEdit::default()
    };
    change(&store, |change| change.edit_inspection(inspection, &month)).unwrap();
}

#[test]
fn a_correction_that_corrects_nothing_is_not_recorded() {
    let (store, id) = register();
    let finding = mark(&store, id, "wk-2024", Progress::Some).unwrap();
    let head = store.head().unwrap();
    let same = FindingEdit {
        progress: Some(Progress::Some),
        ..FindingEdit::default()
    };
    change(&store, |change| change.amend_finding(finding, &same)).unwrap();
    let inspection = store.inspection_called("wk-2022").unwrap().id;
    change(&store, |change| {
        change.edit_inspection(inspection, &InspectionEdit::default())
    })
    .unwrap();
    change(&store, |change| {
        change.amend_words(id, "check every home address", None)
    })
    .unwrap();
    assert_eq!(store.head().unwrap(), head);
}

#[test]
fn two_edits_of_one_inspection_both_stay() {
    let (store, _) = register();
    let inspection = store.inspection_called("wk-2022").unwrap().id;
    let title = InspectionEdit {
        title: Some("A title".to_owned()),
        ..InspectionEdit::default()
    };
    let led_by = InspectionEdit {
        led_by: Some("an inspector".to_owned()),
        ..InspectionEdit::default()
    };
    for edit in [title, led_by] {
        change(&store, |change| change.edit_inspection(inspection, &edit)).unwrap();
    }
    let facts = store.inspection_called("wk-2022").unwrap().facts;
    assert_eq!(
        (facts.title.as_deref(), facts.led_by.as_deref()),
        (Some("A title"), Some("an inspector"))
    );
}

#[test]
fn a_name_that_is_understood_already_is_refused() {
    let (store, _) = register();
    let kent = body(&store, "East Kent");
    let refusal = change(&store, |change| change.add_alias(kent, "west kent"));
    assert!(matches!(refusal, Err(Error::Conflict(_))), "{refusal:?}");
}

#[test]
fn a_code_of_another_bodys_inspection_is_never_used_again() {
    let (store, _) = register();
    let facts = InspectionFacts::of_kind(InspectionKind::Core);
    let (west, east) = (body(&store, "West Kent"), body(&store, "East Kent"));
    let add = |body| {
        store.change(&meta(), |change| {
            change.add_inspection("kent-x", Some(body), &facts, None)
        })
    };
    let added = add(west).unwrap().change.unwrap();
    change(&store, |change| change.undo(added)).unwrap();
    refused(add(east), "stood for another inspection");
    add(west).unwrap();
}
