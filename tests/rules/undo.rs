//! Taking changes back: what something later rests on stays, and everything comes back as it was.

use annexe::domain::body::BodyKind;
use annexe::domain::closure::Decision;
use annexe::domain::progress::Progress;
use annexe::domain::reference::{Fact, Handle};
use annexe::error::{Error, Result};
use annexe::store::{BodyEdit, Meta};
use chrono::{TimeZone, Utc};
use proptest::prelude::*;

use crate::register::Register;

fn undo(register: &Register, number: i64) -> Result<()> {
    let meta = Meta {
        at: Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap(),
        by: "tester".to_owned(),
        why: None,
        command: "undo".to_owned(),
    };
    register
        .store
        .change(&meta, |change| change.undo(number))
        .map(drop)
}

fn newest(register: &Register) -> i64 {
    register.store.newest_change().unwrap()
}

fn refused(register: &Register, number: i64, words: &str) {
    let head = register.store.head().unwrap();
    let error = undo(register, number).unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error}");
    assert!(error.to_string().contains(words), "{error}");
    assert_eq!(register.store.head().unwrap(), head);
    assert_eq!(register.store.check().unwrap(), []);
}

fn with_two_inspections() -> Register {
    let register = Register::new();
    register.inspection("holt-2023", "Holt PDU", "2023-05");
    register.recommend("holt-2023/1", &["Holt PDU"]);
    register.inspection("holt-2025", "Holt PDU", "2022-01-01");
    register
}

#[test]
fn a_date_that_a_later_finding_rests_on_is_not_taken_back() {
    let register = with_two_inspections();
    register.publish("holt-2025", "2025-03-01");
    let edit = newest(&register);
    register.mark("holt-2025", "holt-2023/1", Progress::Some);
    let mark = newest(&register);
    refused(
        &register,
        edit,
        "holt-2025, published 2022-01-01, would have graded holt-2023/1, made 2023-05",
    );
    undo(&register, mark).unwrap();
    undo(&register, edit).unwrap();
}

#[test]
fn a_date_that_nothing_would_contradict_is_taken_back_whatever_came_later() {
    let register = with_two_inspections();
    register.publish("holt-2025", "2025-03-01");
    register.publish("holt-2025", "2025-03-02");
    let edit = newest(&register);
    register.mark("holt-2025", "holt-2023/1", Progress::Some);
    undo(&register, edit).unwrap();
}

#[test]
fn a_date_is_not_taken_back_where_another_date_was_changed_since() {
    let register = with_two_inspections();
    register.publish("holt-2023", "2021");
    register.mark("holt-2025", "holt-2023/1", Progress::Some);
    register.publish("holt-2025", "2025-03-01");
    let edit = newest(&register);
    register.publish("holt-2023", "2023-05");
    refused(&register, edit, "would have graded holt-2023/1");
}

#[test]
fn a_closure_that_was_reopened_since_is_not_taken_back() {
    let register = with_two_inspections();
    register.close("holt-2023/1", "2024-01-01");
    let close = newest(&register);
    register.decide("holt-2023/1", "2024-02-01", Decision::Reopened);
    let reopen = newest(&register);
    refused(
        &register,
        close,
        "holt-2023/1 would be reopened on 2024-02-01 though nothing closed it",
    );
    register.close("holt-2023/1", "2024-03-01");
    refused(&register, reopen, "though it was closed already");
}

#[test]
fn a_closure_does_not_come_back_beside_another() {
    let register = with_two_inspections();
    register.close("holt-2023/1", "2024-01-01");
    undo(&register, newest(&register)).unwrap();
    let taken_back = newest(&register);
    register.close("holt-2023/1", "2024-03-01");
    refused(&register, taken_back, "though it was closed already");
}

#[test]
fn the_last_addressee_is_not_taken_away() {
    let register = with_two_inspections();
    let address = |to: &[&str]| {
        let to: Vec<_> = to.iter().map(|body| register.id(body)).collect();
        let at = register.store.recommendation_called("holt-2023/1").unwrap();
        register.change(|change| change.amend_addressees(at.id, &to));
    };
    address(&["Holt PDU", "Fenland region"]);
    let both = newest(&register);
    address(&["Fenland region"]);
    refused(&register, both, "would be addressed to nobody");
}

#[test]
fn a_unit_does_not_come_to_lie_below_itself() {
    let register = Register::new();
    let below = |name: &str, parent: &str| {
        let edit = BodyEdit {
            parent_id: Some(register.id(parent)),
            ..BodyEdit::default()
        };
        register.change(|change| change.edit_body(register.id(name), &edit));
    };
    below("Holt PDU", "Chalk PDU");
    below("Holt PDU", "Fenland region");
    let moved = newest(&register);
    below("Chalk PDU", "Holt PDU");
    refused(&register, moved, "would lie below itself");
}

#[test]
fn a_succession_and_a_link_do_not_come_back_the_other_way_round() {
    let register = with_two_inspections();
    register.succeed("Holt PDU", "Chalk PDU", "2024-01-01");
    undo(&register, newest(&register)).unwrap();
    let succession = newest(&register);
    register.succeed("Chalk PDU", "Holt PDU", "2024-01-01");
    refused(&register, succession, "would be replaced by itself");
    register.recommend("holt-2023/2", &["Holt PDU"]);
    register.repeats("holt-2023/1", "holt-2023/2");
    undo(&register, newest(&register)).unwrap();
    let link = newest(&register);
    register.repeats("holt-2023/2", "holt-2023/1");
    refused(&register, link, "(repeats) to itself through others");
}

#[test]
fn a_fact_names_the_change_that_recorded_it() {
    let register = with_two_inspections();
    register.publish("holt-2025", "2025-03-01");
    register.mark("holt-2025", "holt-2023/1", Progress::Some);
    let (mark, fact) = (newest(&register), Fact::Finding);
    undo(&register, mark).unwrap();
    undo(&register, newest(&register)).unwrap();
    let made = register.store.change_that_made(Handle { fact, row: 1 });
    assert_eq!(made.unwrap(), mark, "not the one that brought it back");
    let never = register.store.change_that_made(Handle { fact, row: 2 });
    assert!(matches!(never, Err(Error::NoSuch { .. })));
}

/// One step of a random history; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Body(u8),
    Inspection(u8),
    Publish(u8, u8),
    Recommend(u8, bool),
    Mark(u8, u8),
    Decide(u8, u8, bool),
    Link(u8, u8),
    Undo(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        any::<u8>().prop_map(Step::Body),
        any::<u8>().prop_map(Step::Inspection),
        any::<(u8, u8)>().prop_map(|(which, year)| Step::Publish(which, year)),
        any::<(u8, bool)>().prop_map(|(which, joint)| Step::Recommend(which, joint)),
        any::<(u8, u8)>().prop_map(|(at, which)| Step::Mark(at, which)),
        any::<(u8, u8, bool)>().prop_map(|(which, year, open)| Step::Decide(which, year, open)),
        any::<(u8, u8)>().prop_map(|(from, to)| Step::Link(from, to)),
        any::<u8>().prop_map(Step::Undo),
        any::<u8>().prop_map(Step::Undo),
    ];
    prop::collection::vec(step, 1..40)
}

fn year(year: u8) -> String {
    format!("{}-06-01", 2015 + i32::from(year % 10))
}

/// Does a step, as far as the register allows it: what is refused leaves nothing.
fn take(register: &Register, step: &Step, from: i64) {
    let store = &register.store;
    let inspections = store.inspections().unwrap();
    let chosen = |which: u8| inspections.get(usize::from(which) % inspections.len().max(1));
    let recommendations: Vec<String> = inspections
        .iter()
        .flat_map(|inspection| store.recommendations(inspection.id).unwrap())
        .map(|recommendation| recommendation.reference())
        .collect();
    let reference =
        |which: u8| recommendations.get(usize::from(which) % recommendations.len().max(1));
    match *step {
        Step::Body(number) => {
            let name = format!("Unit {}", store.log().unwrap().len());
            let parent = ["Fenland region", "Downs region"][usize::from(number % 2)];
            register.body(&name, BodyKind::Pdu, Some(parent));
        }
        Step::Inspection(number) => {
            let code = format!("unit{}-2020", store.log().unwrap().len());
            register.inspection(&code, "Holt PDU", &year(number));
        }
        Step::Publish(which, on) => {
            if let Some(inspection) = chosen(which) {
                let _ = register.try_publish(&inspection.code, &year(on));
            }
        }
        Step::Recommend(which, joint) => {
            if let Some(inspection) = chosen(which) {
                let number = store.log().unwrap().len();
                let to = ["Holt PDU", "Fenmarsh PDU"];
                let to = &to[..1 + usize::from(joint)];
                register.recommend(&format!("{}/{number}", inspection.code), to);
            }
        }
        Step::Mark(at, which) => {
            if let (Some(inspection), Some(reference)) = (chosen(at), reference(which)) {
                let only = (at % 2 == 0).then_some("Holt PDU");
                let _ = register.try_mark(&inspection.code, reference, only, Progress::Some);
            }
        }
        Step::Decide(which, on, open) => {
            if let Some(reference) = reference(which) {
                let decision = [Decision::Withdrawn, Decision::Reopened][usize::from(open)];
                let _ = register.try_decide(reference, &year(on), decision);
            }
        }
        Step::Link(one, other) => {
            if let (Some(one), Some(other)) = (reference(one), reference(other)) {
                let _ = register.try_restate(one, other);
            }
        }
        Step::Undo(which) => {
            let newest = newest(register);
            if newest > from {
                let _ = undo(register, newest - i64::from(which) % (newest - from));
            }
        }
    }
}

/// Everything that can be read of a register, without its history.
fn all_facts(register: &Register) -> String {
    let store = &register.store;
    let bodies = store.bodies().unwrap();
    let mut facts = format!("{:?} {:?}", bodies.all(), bodies.successions());
    for inspection in store.inspections().unwrap() {
        facts += &format!("{inspection:?} {:?}", store.findings_at(inspection.id));
        for recommendation in store.recommendations(inspection.id).unwrap() {
            let id = recommendation.id;
            let (links, closures) = (store.links_of(id), store.closures_of(id));
            facts += &format!("{recommendation:?} {links:?} {closures:?}");
        }
    }
    facts
}

/// Counts the findings that are older than what they are about.
fn older_findings(register: &Register) -> usize {
    let store = &register.store;
    let published = |id: i64| store.inspection_of_id(id).unwrap().facts.published_on;
    let inspections = store.inspections().unwrap();
    let findings = inspections
        .iter()
        .flat_map(|inspection| store.findings_at(inspection.id).unwrap());
    findings
        .filter(|finding| {
            let about = finding.covers[0].recommendation_id;
            let made = store.recommendation_of_id(about).unwrap().inspection_id;
            let (found, made) = (published(finding.inspection_id), published(made));
            found
                .zip(made)
                .is_some_and(|(found, made)| found.is_surely_before(made))
        })
        .count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_and_undone_the_history_proves_it_and_leads_back(steps in steps()) {
        let register = Register::new();
        let (from, start) = (newest(&register), all_facts(&register));
        for step in &steps {
            take(&register, step, from);
            prop_assert_eq!(register.store.check().unwrap(), []);
            prop_assert_eq!(older_findings(&register), 0);
        }
        for number in (from + 1..=newest(&register)).rev() {
            let log = register.store.log().unwrap();
            let entry = log.iter().find(|entry| entry.number == number).unwrap();
            if entry.undone_by.is_none() {
                undo(&register, number).unwrap();
            }
        }
        prop_assert_eq!(all_facts(&register), start);
        prop_assert_eq!(register.store.check().unwrap(), []);
    }
}
