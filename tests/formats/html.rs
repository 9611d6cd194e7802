//! HTML is read back as a browser reads it, and printed as Chromium prints it.

use annexe::document::{Cell, Document};
use annexe::domain::partial_date::PartialDate;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use crate::board::{document, json, written};
use crate::tool;

fn page(document: &Document) -> Html {
    Html::parse_document(&String::from_utf8(written(document, "html")).unwrap())
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect()
}

/// Returns what a value of JSON is called on a page.
fn for_people(key: &str, value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) if items.is_empty() => "–".to_owned(),
        Value::Array(items) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            items.join("; ")
        }
        Value::String(text) if key.contains("target") => {
            text.parse::<PartialDate>().unwrap().for_people()
        }
        Value::String(text) => text.clone(),
        other => panic!("{other}"),
    }
}

#[test]
fn html_has_the_rows_of_json_section_by_section() {
    let (page, json) = (page(&document()), json(&document()));
    let rows = json["rows"].as_array().unwrap();
    let shown = all(&page, "main > section > table > tbody > tr");
    assert_eq!((rows.len(), shown.len()), (60, 60));
    for (row, shown) in rows.iter().zip(shown) {
        let section = shown
            .ancestors()
            .filter_map(ElementRef::wrap)
            .nth(2)
            .unwrap();
        let id = format!("section-{}", row["section"].as_str().unwrap());
        assert_eq!(section.attr("aria-labelledby"), Some(id.as_str()));
        let cells: Vec<String> = shown.child_elements().map(text).collect();
        let keys =
            "reference recommendation . progress answer owners first_target target days_late";
        for (key, cell) in keys.split(' ').zip(&cells).filter(|(key, _)| *key != ".") {
            // Dates hold together.
            let cell = cell.replace('\u{a0}', " ");
            assert_eq!(cell, for_people(key, &row[key]), "{key}");
        }
        let heading = shown
            .child_elements()
            .find(|cell| cell.attr("scope") == Some("row"));
        assert_eq!(text(heading.unwrap()), row["reference"]);
    }
}

#[test]
fn html_has_the_totals_and_the_charts_of_json() {
    let (page, json) = (page(&document()), json(&document()));
    let totals = all(&page, "dl.totals > div");
    assert_eq!(totals.len(), json["totals"].as_object().unwrap().len());
    for total in json["totals"].as_object().unwrap().values() {
        let of = total["of"]
            .as_u64()
            .map_or(String::new(), |of| format!(" of {of}"));
        let line = format!("{}{}{of}", total["label"].as_str().unwrap(), total["count"]);
        assert!(totals.iter().any(|shown| text(*shown) == line), "{line}");
    }
    let bars: Vec<&Value> = ["by_progress", "by_age"]
        .iter()
        .flat_map(|key| json["charts"][key]["bars"].as_array().unwrap())
        .collect();
    let numbers = all(&page, "table.counts tbody tr");
    assert_eq!((bars.len(), numbers.len()), (8, 8));
    assert_eq!(all(&page, "svg[role=img] rect").len(), 8);
    for (bar, shown) in bars.iter().zip(numbers) {
        let line = format!("{}{}", bar["label"].as_str().unwrap(), bar["count"]);
        assert_eq!(text(shown), line);
    }
}

#[test]
fn a_page_names_its_parts_and_asks_for_nothing() {
    let page = page(&document());
    let ids: Vec<&str> = all(&page, "[id]")
        .iter()
        .filter_map(|one| one.attr("id"))
        .collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(ids.len(), once.len(), "{ids:?}");
    for link in all(&page, "a") {
        let to = link.attr("href").unwrap().strip_prefix('#').unwrap();
        assert!(ids.contains(&to), "{to}");
    }
    for named in all(&page, "[aria-labelledby]") {
        let names = named.attr("aria-labelledby").unwrap();
        assert!(names.split(' ').all(|name| ids.contains(&name)), "{names}");
    }
    for table in all(&page, "table") {
        assert!(table.attr("aria-labelledby").is_some());
    }
    assert_eq!(
        all(
            &page,
            "script, link, img, iframe, object, form, [src], [style]"
        )
        .len(),
        0
    );
    assert_eq!(all(&page, "thead th:not([scope=col])").len(), 0);
}

#[test]
fn words_that_would_be_markup_stay_words() {
    let hostile = "</td></table><script>alert(1)</script><a href=javascript:x>&lt;\"'";
    let mut document = document();
    document.title = hostile.into();
    document.sections[0].heading = Some(hostile.into());
    document.sections[0].rows[0][1] = Cell::Text(hostile.into());
    document.imprint.marking = Some(hostile.into());
    let page = page(&document);
    assert_eq!(all(&page, "script").len(), 0);
    assert_eq!(all(&page, "a[href^=javascript]").len(), 0);
    assert_eq!(text(all(&page, "h1")[0]), hostile);
    assert_eq!(text(all(&page, "tbody tr td")[8]), hostile);
}

#[test]
fn chromium_prints_every_row_with_the_marking_and_the_number_of_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = document();
    document.sections[2].rows[1][1] = Cell::Text("</style><h1>hostile</h1>".into());
    std::fs::write(folder.path().join("board.html"), written(&document, "html")).unwrap();
    let Some(printed) = tool::printed(folder.path(), "board.html") else {
        return;
    };
    for row in json(&document)["rows"].as_array().unwrap() {
        let reference = row["reference"].as_str().unwrap();
        assert!(printed.contains(reference), "{reference} in {printed}");
    }
    assert!(printed.contains("</style><h1>hostile</h1>"), "{printed}");
    let pages: Vec<&str> = printed.trim_end_matches('\u{c}').split('\u{c}').collect();
    for (number, page) in (1..).zip(&pages) {
        assert_eq!(page.matches("OFFICIAL-SENSITIVE").count(), 2, "{page}");
        let place = format!("Page {number} of {}", pages.len());
        assert!(page.contains(&place), "{place} in {page}");
        assert!(page.contains("change 214"), "{page}");
        assert_eq!(page.contains("Days"), number > 1, "{page}");
    }
}
