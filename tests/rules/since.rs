//! What differs between two heads: exactly the items whose facts do, whatever was done and undone between.

use std::collections::{BTreeMap, BTreeSet};

use annexe::document::{Cell, Document};
use annexe::domain::action::{ActionOf, ActionState, NewAction, NewUpdate};
use annexe::domain::closure::Decision;
use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::target::{Due, NewTarget, SlipReason};
use annexe::report::{self, Filter};
use annexe::store::Store;
use proptest::prelude::*;

use crate::register::{Register, date, day, meta, usual};

const TODAY: &str = "2026-11-24";

const ITEMS: [&str; 3] = ["holt-2023/1", "holt-2023/2", "fenmarsh-2023/1"];

#[derive(Clone, Debug)]
enum Step {
    Answer(usize, bool),
    Close(usize),
    Reopen(usize),
    Mark(usize, bool, bool),
    Plan(usize),
    Say(usize, bool),
    Move(usize),
    Reword(usize, u8),
    /// Takes back one of the last changes
    Undo(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let item = || 0..ITEMS.len();
    let step = prop_oneof![
        (item(), any::<bool>()).prop_map(|(item, agreed)| Step::Answer(item, agreed)),
        item().prop_map(Step::Close),
        item().prop_map(Step::Reopen),
        (item(), any::<bool>(), any::<bool>())
            .prop_map(|(item, at, some)| Step::Mark(item, at, some)),
        item().prop_map(Step::Plan),
        (item(), any::<bool>()).prop_map(|(item, done)| Step::Say(item, done)),
        item().prop_map(Step::Move),
        (item(), 0..3_u8).prop_map(|(item, words)| Step::Reword(item, words)),
        (0..4_u8).prop_map(Step::Undo),
        (0..2_u8).prop_map(Step::Undo),
    ];
    prop::collection::vec(step, 1..9)
}

fn register() -> Register {
    let register = Register::new();
    for (code, body) in [("holt-2023", "Holt PDU"), ("fenmarsh-2023", "Fenmarsh PDU")] {
        register.inspection(code, body, "2023-05");
    }
    for item in ITEMS {
        let body = if item.starts_with("holt") {
            "Holt PDU"
        } else {
            "Fenmarsh PDU"
        };
        register.recommend(item, &[body]);
    }
    register.inspection("holt-2025", "Holt PDU", "2025-03-01");
    register.inspection("holt-2026", "Holt PDU", "2026-03-01");
    register
}

/// Takes a step; one that a rule refuses changes nothing.
fn take(register: &Register, step: &Step, from: i64) {
    let store = &register.store;
    let action = |item: usize| {
        let of = ActionOf::Recommendation(register.recommendation(ITEMS[item]));
        let actions = store.actions_under(of, day(TODAY)).unwrap();
        actions.first().map(|action| action.id)
    };
    match step {
        Step::Answer(item, agreed) => {
            let answer = if *agreed {
                Answer::Agreed
            } else {
                Answer::NotAgreed
            };
            let _ = register.try_answer(ITEMS[*item], None, "2023-09-01", answer);
        }
        Step::Close(item) => {
            let _ = register.try_decide(ITEMS[*item], "2024-01-01", Decision::NoLongerRelevant);
        }
        Step::Reopen(item) => {
            let _ = register.try_decide(ITEMS[*item], "2024-02-01", Decision::Reopened);
        }
        Step::Mark(item, at, some) => {
            let at = if *at { "holt-2025" } else { "holt-2026" };
            let grade = if *some {
                Progress::Some
            } else {
                Progress::Sufficient
            };
            let _ = register.try_mark(at, ITEMS[*item], None, grade);
        }
        Step::Plan(item) => {
            let new = NewAction {
                of: ActionOf::Recommendation(register.recommendation(ITEMS[*item])),
                words: "a step".to_owned(),
                owner: None,
                planned_on: date("2023-10-01"),
                target: Some(Due::On(date("2024-06"))),
                cited: None,
            };
            let _ = store.change(&meta(usual()), |change| change.add_action(&new));
        }
        Step::Say(item, done) => {
            let state = if *done {
                ActionState::Completed
            } else {
                ActionState::InProgress
            };
            let new = NewUpdate {
                said_on: date("2024-05-01"),
                state,
                note: None,
                cited: None,
            };
            let action = action(*item);
            let _ = action
                .map(|id| store.change(&meta(usual()), |change| change.update_action(id, &new)));
        }
        Step::Move(item) => {
            let new = NewTarget {
                due: Due::On(date("2025-06")),
                set_on: date("2024-04-01"),
                reason: SlipReason::Other,
                note: Some("a note".to_owned()),
                asked_by: None,
                cited: None,
            };
            let action = action(*item);
            let _ =
                action.map(|id| store.change(&meta(usual()), |change| change.reschedule(id, &new)));
        }
        Step::Reword(item, words) => {
            let id = register.recommendation(ITEMS[*item]);
            let words = format!("words {words}");
            let _ = store.change(&meta(usual()), |change| {
                change.amend_words(id, &words, None)
            });
        }
        Step::Undo(back) => {
            let newest = store.newest_change().unwrap();
            let number = newest - i64::from(*back);
            if number > from {
                let _ = store.change(&meta(usual()), |change| change.undo(number));
            }
        }
    }
}

/// What the register tells of each item, without its head.
fn stories(store: &Store) -> BTreeMap<&'static str, String> {
    let story = |reference: &'static str| {
        let item = store.recommendation_called(reference).ok()?;
        let told = report::story(store, &item, day(TODAY)).unwrap();
        Some((reference, format!("{:?} {:?}", told.intro, told.sections)))
    };
    ITEMS.into_iter().filter_map(story).collect()
}

/// The items that a difference names; what is said of an action is said of its item.
fn named(document: &Document) -> BTreeSet<String> {
    let reference = |row: &Vec<Cell>| match &row[0] {
        Cell::Reference(reference) => reference.split('.').next().unwrap().to_owned(),
        other => panic!("{other:?}"),
    };
    document.sections[0].rows.iter().map(reference).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_difference_names_exactly_the_items_whose_facts_differ(steps in steps()) {
        let register = register();
        let store = &register.store;
        let mut kept = vec![(store.last_number().unwrap(), stories(store))];
        for step in &steps {
            take(&register, step, kept[0].0);
            // A step that was refused, or changed nothing, made no change.
            let number = store.last_number().unwrap();
            if kept.last().unwrap().0 != number {
                kept.push((number, stories(store)));
            }
        }
        let filter = Filter::default();
        for (place, (from, was)) in kept.iter().enumerate() {
            for (to, is) in &kept[place..] {
                let told = report::diff(store, &filter, day(TODAY), (*from, *to)).unwrap();
                let differ = ITEMS.iter().filter(|item| was.get(**item) != is.get(**item));
                let differ: BTreeSet<String> = differ.map(|item| (*item).to_owned()).collect();
                prop_assert_eq!(named(&told), differ, "between {} and {}", from, to);
            }
        }
    }
}

#[test]
fn a_change_and_its_undo_are_no_difference_and_a_filter_takes_its_own() {
    let register = register();
    let store = &register.store;
    let from = store.last_number().unwrap();
    register.close("holt-2023/1", "2024-01-01");
    let closed = store.last_number().unwrap();
    store
        .change(&meta(usual()), |change| change.undo(closed))
        .unwrap();
    register.answer("holt-2023/2", None, "2023-09-01", Answer::Agreed);
    register.answer("fenmarsh-2023/1", None, "2023-09-01", Answer::Agreed);
    let to = store.last_number().unwrap();
    let told = |filter: &Filter, from, to| {
        named(&report::diff(store, filter, day(TODAY), (from, to)).unwrap())
    };
    let all = Filter::default();
    let both = BTreeSet::from(["fenmarsh-2023/1".to_owned(), "holt-2023/2".to_owned()]);
    assert_eq!(told(&all, from, to), both);
    assert_eq!(told(&all, closed, to).len(), 3);
    let mut holt = Filter::default();
    holt.asked.body = Some(register.id("Holt PDU"));
    assert_eq!(
        told(&holt, from, to),
        BTreeSet::from(["holt-2023/2".to_owned()])
    );
}

#[test]
fn a_head_is_of_this_history_or_refused() {
    let register = register();
    let store = &register.store;
    let head = store.head().unwrap();
    let number = store.last_number().unwrap();
    let found = |text: &str| store.change_of_head(&text.parse().unwrap());
    assert_eq!(found(&head).unwrap(), number);
    let hash = head.rsplit(" · ").next().unwrap();
    assert_eq!(found(hash).unwrap(), number);
    let other = format!("change {} · {hash}", number - 1);
    assert!(
        found(&other)
            .unwrap_err()
            .to_string()
            .contains("is not of this register's history")
    );
    assert!(found("change 999").is_err());
    assert!(found("ffff ffff ffff").is_err());
}
