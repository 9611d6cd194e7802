//! What is suggested as a repeat, what a person says of it, and what is counted as one.

use annexe::document::{Cell, Document, Section};
use annexe::domain::progress::Progress;
use annexe::report::{self, Filter, Wanted};
use annexe::store::Store;

use crate::register::{Register, UNIFIED_ON, day};

const TODAY: &str = "2026-11-24";
const PRIORITIES: &str = "ensure priorities are clearly communicated to practitioners";

/// Two reports on Fenmarsh PDU and one on Holt PDU, a year apart each.
fn register() -> Register {
    let register = Register::new();
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    register.inspection("holt-2023", "Holt PDU", "2023-05");
    register.inspection("fenmarsh-2024", "Fenmarsh PDU", "2024-05");
    register
}

/// Returns the suggestions as `later earlier likeness`, and those within one report.
fn suggested(store: &Store, of: Option<&str>) -> (Vec<String>, Vec<String>) {
    let of = of.map(|name| store.recommendation_called(name).unwrap());
    let filter = Filter::default();
    let repeats = report::repeats_to_suggest(store, &filter, of.as_ref(), day(TODAY)).unwrap();
    let wanted = Wanted { of, most: 9 };
    let document =
        report::suggested_repeats(store, &repeats, &filter, &wanted, day(TODAY)).unwrap();
    let pairs = |key: &str| {
        let section = document.sections.iter().find(|section| section.key == key);
        section.map_or(Vec::new(), |section| {
            let row = |row: &Vec<Cell>| {
                ["reference", "repeats", "likeness"]
                    .map(|key| text(section, row, key))
                    .join(" ")
            };
            section.rows.iter().map(row).collect()
        })
    };
    (pairs("again"), pairs("at_once"))
}

fn text(section: &Section, row: &[Cell], key: &str) -> String {
    let at = section.columns.iter().position(|column| column.key == key);
    match &row[at.unwrap()] {
        Cell::Text(text) | Cell::Reference(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Date(date) => date.to_string(),
        Cell::List(list) => list.join("; "),
        Cell::Nothing => String::new(),
        other => panic!("{other:?}"),
    }
}

fn chains(register: &Register, filter: &Filter, on: &str) -> (Vec<String>, Document) {
    let document = report::repeats(&register.store, filter, day(on)).unwrap();
    let section = &document.sections[0];
    let row = |row: &Vec<Cell>| {
        [
            "first_reference",
            "reference",
            "times_made",
            "state",
            "held_by",
            "grades_between",
        ]
        .map(|key| text(section, row, key))
        .join(" | ")
    };
    (section.rows.iter().map(row).collect(), document)
}

fn total(document: &Document, key: &str) -> u64 {
    let total = document.totals.iter().find(|total| total.key == key);
    total.unwrap_or_else(|| panic!("no total {key}")).count
}

#[test]
fn the_same_words_come_first_and_are_no_link_until_a_person_says_so() {
    let register = register();
    register.demand("fenmarsh-2022/1", &["Fenmarsh PDU"], PRIORITIES);
    register.demand(
        "fenmarsh-2022/2",
        &["Fenmarsh PDU"],
        "recruit middle managers for the courts",
    );
    register.demand(
        "holt-2023/1",
        &["Holt PDU"],
        "Ensure “priorities” are clearly communicated to practitioners.",
    );
    register.demand(
        "holt-2023/2",
        &["Holt PDU"],
        "recruiting of managers in the middle of courts",
    );
    let (again, _) = suggested(&register.store, None);
    assert_eq!(again[0], "holt-2023/1 fenmarsh-2022/1 100");
    assert!(
        again[1].starts_with("holt-2023/2 fenmarsh-2022/2 "),
        "{again:?}"
    );
    let links = register
        .store
        .links_of(register.recommendation("holt-2023/1"));
    assert_eq!(links.unwrap(), []);
    register.repeats("holt-2023/1", "fenmarsh-2022/1");
    assert!(suggested(&register.store, None).0[0].starts_with("holt-2023/2"));
}

#[test]
fn of_a_chain_only_the_pairs_that_join_it_are_offered_each_once() {
    let register = register();
    for (reference, to) in [
        ("fenmarsh-2022/1", "Fenmarsh PDU"),
        ("holt-2023/1", "Holt PDU"),
        ("fenmarsh-2024/1", "Fenmarsh PDU"),
    ] {
        register.demand(reference, &[to], PRIORITIES);
    }
    // The same unit was asked: that speaks for the pair though another lies between.
    let joining = [
        "fenmarsh-2024/1 fenmarsh-2022/1 100",
        "holt-2023/1 fenmarsh-2022/1 100",
    ];
    assert_eq!(suggested(&register.store, None).0, joining);
    let of_one = suggested(&register.store, Some("holt-2023/1")).0;
    assert_eq!(of_one.len(), 2, "{of_one:?}");
    register.repeats("fenmarsh-2024/1", "holt-2023/1");
    register.repeats("holt-2023/1", "fenmarsh-2022/1");
    assert_eq!(suggested(&register.store, None).0, [""; 0]);
    assert_eq!(suggested(&register.store, Some("holt-2023/1")).0, [""; 0]);
}

#[test]
fn what_was_said_to_be_no_repeat_is_not_offered_again_until_that_is_undone() {
    let register = register();
    register.demand("fenmarsh-2022/1", &["Fenmarsh PDU"], PRIORITIES);
    register.demand("holt-2023/1", &["Holt PDU"], PRIORITIES);
    let (one, other) = (
        register.recommendation("holt-2023/1"),
        register.recommendation("fenmarsh-2022/1"),
    );
    register.change(|change| change.add_not_repeat(one, other));
    assert_eq!(suggested(&register.store, None).0, [""; 0]);
    assert_eq!(suggested(&register.store, Some("holt-2023/1")).0, [""; 0]);
    let again = register.try_not_repeat("fenmarsh-2022/1", "holt-2023/1");
    assert!(
        again
            .unwrap_err()
            .to_string()
            .ends_with("is recorded already")
    );
    register.undo_newest();
    assert_eq!(suggested(&register.store, None).0.len(), 1);
}

#[test]
fn within_one_report_the_demand_is_not_made_again() {
    let register = register();
    let alert = "complete all actions identified in the organisational alert";
    register.demand("fenmarsh-2022/1", &["Fenmarsh PDU"], alert);
    register.demand(
        "fenmarsh-2022/2",
        &["Fenland region"],
        &format!("{alert} of the unit"),
    );
    let (again, at_once) = suggested(&register.store, None);
    assert_eq!((again.len(), at_once.len()), (0, 1));
    assert!(at_once[0].starts_with("fenmarsh-2022/2 fenmarsh-2022/1"));
}

#[test]
fn a_plan_restates_and_is_no_repeat() {
    let register = register();
    register.plan("fenland-plan-2023", "Fenland region", "2023-01");
    register.demand("fenmarsh-2022/1", &["Fenmarsh PDU"], PRIORITIES);
    register.demand("fenland-plan-2023/1", &["Fenland region"], PRIORITIES);
    assert_eq!(suggested(&register.store, None).0, [""; 0]);
    register.restates("fenland-plan-2023/1", "fenmarsh-2022/1");
    register.demand("fenmarsh-2024/1", &["Fenmarsh PDU"], PRIORITIES);
    // The plan's item and what it restates are one: either is offered, not both.
    assert_eq!(suggested(&register.store, None).0.len(), 1);
    assert_eq!(chains(&register, &Filter::default(), TODAY).0, [""; 0]);
    register.repeats("fenmarsh-2024/1", "fenland-plan-2023/1");
    let (told, document) = chains(&register, &Filter::default(), TODAY);
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("fenmarsh-2022/1 | fenmarsh-2024/1 | 2 | open"),
        "{told:?}"
    );
    assert_eq!(total(&document, "times"), 2);
}

#[test]
fn a_chain_goes_on_under_the_successors_with_the_grades_in_between() {
    let register = register();
    register.inspection("fenland-crc-2019", "Fenland CRC", "2019-03");
    register.inspection("fenland-2022", "Fenland region", "2022-09");
    register.demand("fenland-crc-2019/1", &["Fenland CRC"], PRIORITIES);
    register.demand("fenland-2022/1", &["Fenland region"], PRIORITIES);
    register.mark("fenmarsh-2022", "fenland-crc-2019/1", Progress::None);
    register.repeats("fenland-2022/1", "fenland-crc-2019/1");
    let all = Filter::default();
    let (told, document) = chains(&register, &all, TODAY);
    assert_eq!(
        told,
        [
            "fenland-crc-2019/1 | fenland-2022/1 | 2 | open | Fenland CRC; Fenland region | No progress (at Fenmarsh PDU, May 2022)"
        ]
    );
    let section = &document.sections[0];
    assert_eq!(text(section, &section.rows[0], "months_open"), "91");
    // Before it was made again, and before the successor, there is no chain.
    assert_eq!(chains(&register, &all, UNIFIED_ON).0, [""; 0]);
    register.mark("fenland-2022", "fenland-crc-2019/1", Progress::Sufficient);
    register.close("fenland-2022/1", "2023-02-01");
    let (told, document) = chains(&register, &all, TODAY);
    assert!(told[0].contains("| 2 | ended |"), "{told:?}");
    assert_eq!(
        (total(&document, "open"), total(&document, "ended")),
        (0, 1)
    );
    let section = &document.sections[0];
    assert_eq!(text(section, &section.rows[0], "months_open"), "46");
}

#[test]
fn the_totals_add_up_to_the_rows() {
    let register = register();
    for (code, to) in [
        ("fenmarsh-2022", "Fenmarsh PDU"),
        ("holt-2023", "Holt PDU"),
        ("fenmarsh-2024", "Fenmarsh PDU"),
    ] {
        register.recommend(&format!("{code}/1"), &[to]);
        register.recommend(&format!("{code}/2"), &[to, "Fenland region"]);
    }
    register.repeats("holt-2023/1", "fenmarsh-2022/1");
    register.repeats("fenmarsh-2024/1", "holt-2023/1");
    register.repeats("fenmarsh-2024/2", "fenmarsh-2022/2");
    let (told, document) = chains(&register, &Filter::default(), TODAY);
    assert_eq!(told.len(), 2);
    assert_eq!(total(&document, "chains"), 2);
    assert_eq!(total(&document, "open") + total(&document, "ended"), 2);
    assert_eq!(
        total(&document, "times"),
        document.sections[1].rows.len() as u64
    );
    assert_eq!(total(&document, "again"), 3);
    assert_eq!(total(&document, "recommendations"), 6);
}
