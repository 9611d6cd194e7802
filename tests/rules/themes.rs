//! Themes: a person's. The list is controlled, and what has none is counted.

use annexe::document::{Cell, Document};
use annexe::domain::progress::Progress;
use annexe::error::Error;
use annexe::report::{self, Filter};

use crate::register::{Register, day};

const TODAY: &str = "2026-11-24";

fn register() -> Register {
    let register = Register::new();
    register.inspection("fenmarsh-2022", "Fenmarsh PDU", "2022-05");
    register.inspection("holt-2023", "Holt PDU", "2023-05");
    register.demand(
        "fenmarsh-2022/1",
        &["Fenmarsh PDU"],
        "fill the vacancies for officers",
    );
    register.demand("fenmarsh-2022/2", &["Fenland region"], "count the chairs");
    register.demand("holt-2023/1", &["Holt PDU"], "fill vacancies quickly");
    register.demand(
        "holt-2023/2",
        &["Holt PDU"],
        "see to the training of new officers",
    );
    register
}

fn give(register: &Register, reference: &str, theme: &str) {
    let theme = register.store.theme_called(theme).unwrap();
    let id = register.recommendation(reference);
    register.change(|change| change.give_theme(id, &theme));
}

fn rows(document: &Document) -> Vec<String> {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Reference(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        _ => "-".to_owned(),
    };
    let row = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    document.sections[0].rows.iter().map(row).collect()
}

#[test]
fn a_report_by_theme_counts_what_has_none_and_adds_up() {
    let register = register();
    give(&register, "fenmarsh-2022/1", "staffing");
    give(&register, "fenmarsh-2022/1", "training");
    give(&register, "holt-2023/1", "staffing");
    register.inspection("fenmarsh-2024", "Fenmarsh PDU", "2024-05");
    register.mark("fenmarsh-2024", "fenmarsh-2022/1", Progress::Sufficient);
    let document = report::themes(&register.store, &Filter::default(), day(TODAY)).unwrap();
    assert_eq!(
        rows(&document),
        [
            "staffing | 2 | 1 | 0, 0, 1, 1 | 0 | 0 | 1 | 1 | at least 3 y 5 m | at least 3 y 5 m | 41 | 41",
            "training | 1 | 0 | 0, 0, 1, 0 | 0 | 0 | 1 | 0 | - | - | - | -",
            "(no theme) | 2 | 2 | 0, 0, 0, 2 | 0 | 0 | 0 | 2 | at least 4 y 5 m | at least 3 y 5 m | 53 | 41",
        ]
    );
    let counts: Vec<u64> = document.totals.iter().map(|total| total.count).collect();
    assert_eq!(counts, [4, 2, 2]);
}

#[test]
fn a_theme_is_a_filter_and_so_is_none() {
    let register = register();
    give(&register, "fenmarsh-2022/1", "staffing");
    let list = |filter: Filter| {
        let document = report::list(&register.store, &filter, day(TODAY)).unwrap();
        document.sections[0].rows.len()
    };
    let with = Filter {
        themes: vec!["staffing".to_owned()],
        ..Filter::default()
    };
    let without = Filter {
        without: vec![report::Without::Theme],
        ..Filter::default()
    };
    assert_eq!((list(with), list(without)), (1, 3));
}

#[test]
fn a_theme_that_is_not_on_the_list_is_named_with_the_nearest() {
    let register = register();
    let said = |name: &str| register.store.theme_called(name).unwrap_err().to_string();
    assert_eq!(
        said("stafing"),
        "no theme called `stafing`; did you mean `staffing`?"
    );
    assert!(said("abuse").contains("`domestic abuse and safeguarding information`"));
    assert_eq!(
        register.store.theme_called("court").unwrap().name,
        "court work"
    );
    assert!(matches!(
        register.store.theme_called("un"),
        Ok(_) | Err(Error::Ambiguous { .. })
    ));
    assert!(register.store.theme_called("").is_err());
}

#[test]
fn themes_are_suggested_by_words_and_never_set() {
    let register = register();
    give(&register, "fenmarsh-2022/1", "staffing");
    let filter = Filter::default();
    let suggest = || {
        let document = report::suggested_themes(&register.store, &filter, None, 9, day(TODAY));
        rows(&document.unwrap())
    };
    assert_eq!(
        suggest(),
        [
            "holt-2023/2 | see to the training of new officers | training | training | -",
            "holt-2023/1 | fill vacancies quickly | staffing | fill, vacancies (as in fenmarsh-2022/1) | fenmarsh-2022/1",
        ]
    );
    let themes = register
        .store
        .themes_of(register.recommendation("holt-2023/1"));
    assert_eq!(themes.unwrap(), [""; 0]);
    give(&register, "holt-2023/2", "training");
    assert_eq!(suggest().len(), 1);
}

#[test]
fn what_recommendations_have_stays_on_the_list() {
    let register = register();
    give(&register, "fenmarsh-2022/1", "staffing");
    let theme = register.store.theme_called("staffing").unwrap();
    let refused = register
        .store
        .change(&crate::register::meta(crate::register::usual()), |change| {
            change.drop_theme(&theme)
        });
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("`staffing` is the theme of one recommendation")
    );
    register.undo_newest();
    let theme = register.store.theme_called("staffing").unwrap();
    register.change(|change| change.drop_theme(&theme));
    assert!(register.store.theme_called("staffing").is_err());
}
