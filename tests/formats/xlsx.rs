//! Excel is read back as a program reads it, and opened as LibreOffice opens it.

use std::io::Cursor;

use annexe::document::{Cell, Document};
use calamine::{Data, DataType, Range, Reader, Xlsx};
use serde_json::Value;

use crate::board::{document, json, written};
use crate::tool;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn book(document: &Document) -> Book {
    Xlsx::new(Cursor::new(written(document, "xlsx"))).unwrap()
}

/// Returns a sheet by its headings: each row as pairs of heading and value.
fn rows(book: &mut Book, sheet: &str) -> Vec<Vec<(String, Data)>> {
    let range = book.worksheet_range(sheet).unwrap();
    let headings = range.headers().unwrap();
    let pairs = |row: &[Data]| headings.iter().cloned().zip(row.iter().cloned()).collect();
    range.rows().skip(1).map(pairs).collect()
}

/// Returns the cell of a sheet under a heading.
fn cell<'r>(row: &'r [(String, Data)], heading: &str) -> &'r Data {
    let found = row.iter().find(|(name, _)| name == heading);
    &found.unwrap_or_else(|| panic!("{heading} in {row:?}")).1
}

/// Tells whether a cell says what JSON says; a date to the day must be a date.
fn says(data: &Data, value: &Value) -> bool {
    match (data, value) {
        (Data::Empty, Value::Null) => true,
        (Data::Empty, Value::Array(items)) => items.is_empty(),
        (Data::Float(number), Value::Number(expected)) => Some(*number) == expected.as_f64(),
        (Data::DateTime(_), Value::String(day)) => {
            let date = data.as_date();
            date.is_some_and(|date| date.to_string() == *day)
        }
        (Data::String(text), Value::String(expected)) => {
            let month = expected
                .parse()
                .map(|date: annexe::domain::partial_date::PartialDate| date.for_people());
            text == expected || expected.len() == 7 && month.as_ref() == Ok(text)
        }
        (Data::String(text), Value::Array(items)) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            *text == items.join("; ")
        }
        _ => false,
    }
}

const COLUMNS: [(&str, &str); 10] = [
    ("reference", "Reference"),
    ("recommendation", "Recommendation"),
    ("published_on", "Published on"),
    ("age_months", "Age in months"),
    ("progress", "Progress"),
    ("owners", "Responsible Owner"),
    ("first_target", "First target date"),
    ("target", "Target date"),
    ("days_late", "Days late"),
    ("escalated_to", "Escalated to"),
];

const SHEETS: [(&str, &str); 3] = [
    ("addressed", "Addressed to Fenmarsh PDU"),
    ("inherited", "Inherited from predecessors"),
    ("asked_of_all", "Asked of all"),
];

#[test]
fn each_sheet_has_the_rows_of_its_section_in_json() {
    let (mut book, json) = (book(&document()), json(&document()));
    let names: Vec<String> = book.sheet_names();
    assert_eq!(names[1..], SHEETS.map(|(_, name)| name));
    let mut seen = 0;
    for (key, name) in SHEETS {
        let of_section = |row: &&Value| row["section"] == key;
        let expected: Vec<&Value> = json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(of_section)
            .collect();
        let found = rows(&mut book, name);
        assert_eq!(found.len(), expected.len());
        for (row, expected) in found.iter().zip(&expected) {
            for (key, heading) in COLUMNS {
                let data = cell(row, heading);
                assert!(
                    says(data, &expected[key]),
                    "{heading}: {data:?}, {}",
                    expected[key]
                );
            }
        }
        seen += found.len();
    }
    assert_eq!(seen, 60);
}

#[test]
fn days_are_dates_and_months_are_words() {
    let mut book = book(&document());
    let rows = rows(&mut book, "Addressed to Fenmarsh PDU");
    assert!(matches!(cell(&rows[1], "Published on"), Data::DateTime(_)));
    assert_eq!(
        *cell(&rows[0], "Published on"),
        Data::String("May 2026".into())
    );
}

/// Returns the numbers that stand beside a label on the first sheet, below a heading.
fn counted(about: &Range<Data>, heading: &str, label: &str) -> Vec<f64> {
    let mut below = about
        .rows()
        .skip_while(|row| row[0] != Data::String(heading.into()));
    let row = below.find(|row| row[0] == Data::String(label.into()));
    let row = row.unwrap_or_else(|| panic!("{label} below {heading}"));
    row[1..]
        .iter()
        .filter_map(|cell| {
            if let Data::Float(number) = cell {
                Some(*number)
            } else {
                None
            }
        })
        .collect()
}

#[test]
fn the_first_sheet_has_the_totals_and_the_charts_of_json() {
    let (mut book, json) = (book(&document()), json(&document()));
    let about = book.worksheet_range("About").unwrap();
    for total in json["totals"].as_object().unwrap().values() {
        let label = total["label"].as_str().unwrap();
        let numbers: Vec<f64> = ["count", "of"]
            .iter()
            .filter_map(|key| total[key].as_f64())
            .collect();
        assert_eq!(counted(&about, "Totals", label), numbers, "{label}");
    }
    for chart in json["charts"].as_object().unwrap().values() {
        for bar in chart["bars"].as_array().unwrap() {
            let (title, label) = (
                chart["title"].as_str().unwrap(),
                bar["label"].as_str().unwrap(),
            );
            assert_eq!(
                counted(&about, title, label),
                [bar["count"].as_f64().unwrap()]
            );
        }
    }
    for (_, sheet) in SHEETS {
        assert_eq!(counted(&about, "Sheets", sheet).len(), 1);
    }
    let words: Vec<String> = about
        .used_cells()
        .map(|(.., cell)| cell.to_string())
        .collect();
    for said in [
        "OFFICIAL-SENSITIVE",
        "Filter: unit or organisation",
        "Register head: change 214 · 9f3a 77c0 21de",
    ] {
        assert!(words.iter().any(|word| word == said), "{said} in {words:?}");
    }
}

#[test]
fn parts_of_one_list_stand_on_one_sheet_with_their_headings() {
    let mut document = document();
    for section in &mut document.sections {
        section.key = "by_unit";
    }
    document.sections[1].columns.swap_remove(3);
    for row in &mut document.sections[1].rows {
        row.swap_remove(3);
    }
    let mut book = book(&document);
    assert_eq!(book.sheet_names(), ["About", "By unit"]);
    let rows = rows(&mut book, "By unit");
    assert_eq!(rows.len(), 60);
    assert_eq!(
        *cell(&rows[20], "Section"),
        Data::String("Inherited from predecessors".into())
    );
    assert_eq!(*cell(&rows[20], "Published on"), Data::Empty);
    assert_eq!(
        *cell(&rows[20], "Reference"),
        Data::String("fenmarsh-2024/21".into())
    );
}

#[test]
fn hostile_words_stay_words() {
    let hostile = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "_x0041_",
        "<a>&\"'",
        "'=1",
        "\u{1b}[2J\u{202e}",
        " =1",
        "http://a.b",
    ];
    let mut document = document();
    for (row, words) in document.sections[0].rows.iter_mut().zip(hostile) {
        row[1] = Cell::Text(words.into());
    }
    let long = "x".repeat(40_000);
    document.sections[0].rows[15][1] = Cell::Text(long);
    let mut book = book(&document);
    let rows = rows(&mut book, "Addressed to Fenmarsh PDU");
    for (row, words) in rows.iter().zip(hostile) {
        let seen = words
            .replace('\u{1b}', "␛")
            .replace('\u{202e}', "\\u{202e}");
        assert_eq!(*cell(row, "Recommendation"), Data::String(seen));
    }
    let cut = cell(&rows[15], "Recommendation").to_string();
    assert!(cut.len() <= 32_767 && cut.ends_with("characters more; the whole is in the CSV)"));
    let formulas = book.worksheet_formula("Addressed to Fenmarsh PDU").unwrap();
    assert_eq!(formulas.used_cells().count(), 0);
}

#[test]
fn libreoffice_opens_it_and_computes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = document();
    document.sections[0].rows[0][1] = Cell::Text("=1+1".into());
    std::fs::write(folder.path().join("board.xlsx"), written(&document, "xlsx")).unwrap();
    let Some(printed) = tool::converted(folder.path(), "board.xlsx") else {
        return;
    };
    for row in json(&document)["rows"].as_array().unwrap() {
        let reference = row["reference"].as_str().unwrap();
        assert!(printed.contains(reference), "{reference} in {printed}");
    }
    assert!(printed.contains("=1+1"), "{printed}");
    let pages: Vec<&str> = printed.trim_end_matches('\u{c}').split('\u{c}').collect();
    for (number, page) in (1..).zip(&pages) {
        assert!(
            page.contains(&format!("Page {number} of {}", pages.len())),
            "{page}"
        );
        assert!(page.matches("OFFICIAL-SENSITIVE").count() >= 2, "{page}");
    }
}
