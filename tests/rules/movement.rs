//! The movement between two days is the difference of two reports on what is outstanding, whatever the
//! register and the filter.

use std::collections::{BTreeMap, BTreeSet};

use annexe::document::{Cell, Document};
use annexe::domain::body::BodyKind;
use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::scope::Asked;
use annexe::report::{Between, Filter, Paper, Without, movement, outstanding};
use annexe::store::Store;
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::select;

use crate::register::{Register, date, day};
use crate::story::{BODIES, stories};

/// Days on which something happens, the day before, and days between.
const DAYS: [&str; 10] = [
    "2018-12-31",
    "2019-03-30",
    "2019-03-31",
    "2021-06-25",
    "2021-06-26",
    "2022-05-30",
    "2022-05-31",
    "2023-07-01",
    "2024-02-28",
    "2026-06-30",
];

/// How many questions are asked of each register.
const QUESTIONS: usize = 20;

/// A filter and two days, by names.
#[derive(Clone, Debug)]
struct Question {
    body: Option<(&'static str, bool)>,
    narrowed: Narrowed,
    days: (&'static str, &'static str),
}

/// One thing that narrows what is asked, or none.
#[derive(Clone, Debug)]
enum Narrowed {
    Not,
    Inspection(usize),
    AddresseeKind(BodyKind),
    Progress(Progress),
    Since(&'static str),
    Until(&'static str),
    Response(Answer),
    Without(Without),
}

fn questions() -> impl Strategy<Value = Question> {
    let body = proptest::option::weighted(0.8, (select(BODIES.to_vec()), any::<bool>()));
    let days = (0..DAYS.len() - 1)
        .prop_flat_map(|first| (Just(first), first + 1..DAYS.len()))
        .prop_map(|(first, second)| (DAYS[first], DAYS[second]));
    let published = || select(vec!["2019", "2021-06-26", "2022-05"]);
    let kinds = vec![BodyKind::Pdu, BodyKind::Region, BodyKind::Group];
    let lacking = vec![Without::Finding, Without::Response, Without::Actions];
    let narrowed = prop_oneof![
        4 => Just(Narrowed::Not),
        1 => (0..6usize).prop_map(Narrowed::Inspection),
        1 => select(kinds).prop_map(Narrowed::AddresseeKind),
        2 => select(Progress::ALL.to_vec()).prop_map(Narrowed::Progress),
        1 => published().prop_map(Narrowed::Since),
        1 => published().prop_map(Narrowed::Until),
        2 => select(Answer::ALL.to_vec()).prop_map(Narrowed::Response),
        1 => select(lacking).prop_map(Narrowed::Without),
    ];
    (body, narrowed, days).prop_map(|(body, narrowed, days)| Question {
        body,
        narrowed,
        days,
    })
}

impl Question {
    fn filter(&self, register: &Register) -> Filter {
        let asked = Asked {
            body: self.body.map(|(name, _)| register.id(name)),
            exact: self.body.is_some_and(|(_, exact)| exact),
        };
        let mut filter = Filter {
            asked,
            ..Filter::default()
        };
        match &self.narrowed {
            Narrowed::Not => {}
            Narrowed::Inspection(place) => filter.inspection = Some(format!("i{place}")),
            Narrowed::AddresseeKind(kind) => filter.addressee_kind = Some(*kind),
            Narrowed::Progress(progress) => filter.progress = Some(*progress),
            Narrowed::Since(published) => filter.since = Some(date(published)),
            Narrowed::Until(published) => filter.until = Some(date(published)),
            Narrowed::Response(answer) => filter.response = Some(*answer),
            Narrowed::Without(what) => filter.without = vec![*what],
        }
        filter
    }

    fn between(&self, as_known_then: bool) -> Between {
        Between {
            from: day(self.days.0),
            to: day(self.days.1),
            as_known_then,
        }
    }
}

/// The rows of some sections, each by the keys of its columns.
fn rows(document: &Document, wanted: impl Fn(&str) -> bool) -> Vec<BTreeMap<&str, &Cell>> {
    let sections = document
        .sections
        .iter()
        .filter(|section| wanted(section.key));
    let rows = sections.flat_map(|section| {
        let keys = section.columns.iter().map(|column| column.key);
        section
            .rows
            .iter()
            .map(move |row| keys.clone().zip(row).collect())
    });
    rows.collect()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Reference(words) => words.clone(),
        Cell::Number(number) => number.to_string(),
        other => panic!("{other:?}"),
    }
}

/// What the report on outstanding recommendations counts on a day: each with its unit.
fn paper(store: &Store, filter: &Filter, on: NaiveDate) -> BTreeSet<(String, String)> {
    let document = outstanding(store, filter, on, Paper::default()).unwrap();
    let counts = |key: &str| !matches!(key, "graded_here" | "asked_above");
    let listed: BTreeSet<(String, String)> = rows(&document, counts)
        .iter()
        .map(|row| (words(row["reference"]), words(row["stands_under"])))
        .collect();
    assert_eq!(total(&document, "outstanding"), references(&listed).len());
    listed
}

fn references(listed: &BTreeSet<(String, String)>) -> BTreeSet<&str> {
    listed
        .iter()
        .map(|(reference, _)| reference.as_str())
        .collect()
}

fn total(document: &Document, key: &str) -> usize {
    let found = document.totals.iter().find(|total| total.key == key);
    found.map_or(0, |total| total.count as usize)
}

/// The references of a section, which lists each once.
fn listed(document: &Document, section: &str) -> BTreeSet<String> {
    let rows = rows(document, |key| key == section);
    let listed: BTreeSet<String> = rows.iter().map(|row| words(row["reference"])).collect();
    assert_eq!(listed.len(), rows.len(), "{section} lists one twice");
    listed
}

const CAME: [&str; 7] = [
    "new",
    "recorded_late",
    "taken_over",
    "corrected",
    "reopened",
    "no_longer_carried",
    "newly_within_filters",
];
const LEFT: [&str; 6] = [
    "settled",
    "closed",
    "handed_over",
    "carried",
    "taken_back",
    "no_longer_within_filters",
];

type Papers = (BTreeSet<(String, String)>, BTreeSet<(String, String)>);

/// Holds a movement against the two papers: references, totals, and the balance of each unit.
fn is_the_difference(moved: &Document, (opening, closing): &Papers) -> Result<(), TestCaseError> {
    let (before, after) = (references(opening), references(closing));
    let only = |one: &BTreeSet<&str>, other: &BTreeSet<&str>| -> BTreeSet<String> {
        one.difference(other)
            .map(|&reference| reference.to_owned())
            .collect()
    };
    prop_assert_eq!(listed(moved, "came"), only(&after, &before));
    prop_assert_eq!(listed(moved, "left"), only(&before, &after));
    prop_assert_eq!(total(moved, "opening"), before.len());
    prop_assert_eq!(total(moved, "closing"), after.len());
    let sum = |keys: &[&str]| keys.iter().map(|key| total(moved, key)).sum::<usize>();
    prop_assert_eq!(before.len() + sum(&CAME) - sum(&LEFT), after.len());
    each_unit_balances(moved, opening, closing)
}

fn each_unit_balances(
    moved: &Document,
    opening: &BTreeSet<(String, String)>,
    closing: &BTreeSet<(String, String)>,
) -> Result<(), TestCaseError> {
    let units = rows(moved, |key| key == "units");
    let number = |row: &BTreeMap<&str, &Cell>, key: &str| words(row[key]).parse::<usize>().unwrap();
    let under = |listed: &BTreeSet<(String, String)>, unit: &str| {
        listed.iter().filter(|(_, of)| of == unit).count()
    };
    for row in &units {
        let unit = words(row["unit"]);
        let sum = |keys: &[&str]| keys.iter().map(|key| number(row, key)).sum::<usize>();
        prop_assert_eq!(number(row, "opening"), under(opening, &unit));
        prop_assert_eq!(number(row, "closing"), under(closing, &unit));
        let balance = number(row, "opening") + sum(&CAME) - sum(&LEFT);
        prop_assert_eq!(balance, number(row, "closing"));
    }
    let named: BTreeSet<String> = units.iter().map(|row| words(row["unit"])).collect();
    let all = opening.iter().chain(closing);
    prop_assert!(all.clone().all(|(_, unit)| named.contains(unit)));
    Ok(())
}

fn config() -> ProptestConfig {
    // Twenty filters of ten registers in each test; `PROPTEST_CASES=1000` asks a thousand registers.
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(10),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn asked_of(questions: usize) -> impl Strategy<Value = Vec<Question>> {
    prop::collection::vec(crate::movement::questions(), questions)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_movement_is_the_difference_of_two_papers(story in stories(), questions in asked_of(QUESTIONS)) {
        let register = story.told();
        for question in questions {
            let filter = question.filter(&register);
            let between = question.between(false);
            let moved = movement(&register.store, &filter, between).unwrap();
            let papers = (
                paper(&register.store, &filter, between.from),
                paper(&register.store, &filter, between.to),
            );
            is_the_difference(&moved, &papers)?;
        }
    }

    #[test]
    fn one_that_opens_as_was_known_then_is_the_difference_of_the_papers_of_both_times(
        story in stories(), questions in asked_of(QUESTIONS), taken_back in 30..60i64,
    ) {
        let register = story.told_late(taken_back);
        for question in questions {
            let filter = question.filter(&register);
            let between = question.between(true);
            let moved = movement(&register.store, &filter, between).unwrap();
            let change = register.store.last_change_by(between.from).unwrap().unwrap();
            let then = register.store.as_known_after(change).unwrap();
            let papers = (
                paper(&then, &filter, between.from),
                paper(&register.store, &filter, between.to),
            );
            is_the_difference(&moved, &papers)?;
        }
    }
}
