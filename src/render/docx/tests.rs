//! What Word is told, looked up in the parts.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::render;
use crate::document::{Cell, Document, plain};
use crate::render::sample;

/// Returns the text of every part that holds XML, for tests of all formats.
pub fn unpacked(bytes: &[u8]) -> String {
    let parts = parts(bytes);
    let texts = parts.iter().filter(|(name, _)| !name.ends_with(".png"));
    texts.map(|(_, text)| text.as_str()).collect()
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = |at: usize| {
        let mut part = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        let name = part.name().unwrap().into_owned();
        (name, String::from_utf8_lossy(&bytes).into_owned())
    };
    (0..12).map(part).collect()
}

fn part(document: &Document, name: &str) -> String {
    let parts = parts(&render(document));
    let found = parts.into_iter().find(|(other, _)| other == name);
    found.unwrap_or_else(|| panic!("no part {name}")).1
}

fn text(document: &Document) -> String {
    part(document, "word/document.xml")
}

/// Returns what stands between two marks, wherever both are.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    let after = text.split(from).skip(1);
    after.map(move |rest| rest.split(to).next().unwrap_or(rest))
}

/// Returns the paragraph or the row that holds some words.
fn around<'a>(text: &'a str, element: &'a str, words: &str) -> &'a str {
    let (from, to) = match element {
        "row" => ("<w:tr>", "</w:tr>"),
        _ => ("<w:p>", "</w:p>"),
    };
    let found = between(text, from, to).find(|inside| inside.contains(words));
    found.unwrap_or_else(|| panic!("no {element} says {words} in {text}"))
}

#[test]
fn every_part_is_well_formed_and_every_part_that_is_named_is_there() {
    let parts = parts(&render(&sample::document()));
    let is_there = |wanted: &str| parts.iter().any(|(name, _)| name == wanted);
    for (name, text) in parts.iter().filter(|(name, _)| !name.ends_with(".png")) {
        let mut reader = Reader::from_str(text);
        while reader
            .read_event()
            .unwrap_or_else(|error| panic!("{name}: {error}"))
            != Event::Eof
        {}
    }
    let all = |name: &str| &parts.iter().find(|(other, _)| other == name).unwrap().1;
    for name in between(all("[Content_Types].xml"), "PartName=\"/", "\"") {
        assert!(is_there(name), "{name}");
    }
    for name in between(all("_rels/.rels"), "Target=\"", "\"") {
        assert!(is_there(name), "{name}");
    }
    let relations = all("word/_rels/document.xml.rels");
    for name in between(relations, "Target=\"", "\"") {
        assert!(is_there(&format!("word/{name}")), "{name}");
    }
    let document = all("word/document.xml");
    for id in between(document, "r:id=\"", "\"").chain(between(document, "r:embed=\"", "\"")) {
        assert!(relations.contains(&format!("Id=\"{id}\"")), "{id}");
    }
}

#[test]
fn every_style_that_is_used_is_defined() {
    let parts = parts(&render(&sample::document()));
    let styles = &parts
        .iter()
        .find(|(name, _)| name == "word/styles.xml")
        .unwrap()
        .1;
    for (name, text) in &parts {
        for element in ["w:pStyle", "w:tblStyle", "w:basedOn", "w:next"] {
            for style in between(text, &format!("<{element} w:val=\""), "\"") {
                let defined = format!("w:styleId=\"{style}\"");
                assert!(styles.contains(&defined), "{style} in {name}");
            }
        }
    }
    assert!(styles.contains("<w:lang w:val=\"en-GB\""));
}

#[test]
fn one_document_gives_the_same_bytes_twice_and_they_are_compressed() {
    let document = sample::document();
    let bytes = render(&document);
    assert_eq!(bytes, render(&document));
    let whole: usize = parts(&bytes).iter().map(|(_, text)| text.len()).sum();
    assert!(bytes.len() * 2 < whole, "{} of {whole}", bytes.len());
}

#[test]
fn the_headings_of_a_table_stand_on_every_page_and_are_told_to_screen_readers() {
    let text = text(&sample::document());
    let header = around(&text, "row", "Days late");
    assert!(header.contains("<w:cantSplit/><w:tblHeader/>"), "{header}");
    let table = between(&text, "<w:tbl>", "<w:tr>").find(|table| table.contains("Asked of"));
    let table = table.unwrap();
    for part in [
        "<w:tblStyle w:val=\"Rows\"/>",
        "<w:tblLayout w:type=\"fixed\"/>",
        "w:firstRow=\"1\"",
        "<w:tblCaption w:val=\"Asked of Fenmarsh PDU\"/>",
        "<w:tblDescription w:val=\"5 rows under the headings Age, Recommendation, Reference, ",
    ] {
        assert!(table.contains(part), "{part} in {table}");
    }
}

#[test]
fn a_row_is_kept_whole_unless_it_takes_most_of_a_page() {
    let long = sample::ASKED.repeat(60);
    let rows = [("f/1", sample::ASKED), ("f/2", &long)];
    let rows = rows.map(|(reference, words)| sample::row(reference, words, Cell::Nothing));
    let text = text(&sample::with_rows(rows.to_vec()));
    assert!(around(&text, "row", ">f/1<").contains("<w:cantSplit/>"));
    assert!(!around(&text, "row", ">f/2<").contains("<w:cantSplit/>"));
}

#[test]
fn a_heading_its_words_and_the_first_row_stay_on_one_page() {
    let mut document = sample::document();
    document.sections[0]
        .intro
        .push(plain("Words of the section"));
    let text = text(&document);
    let keeps = |words| around(&text, "paragraph", words).contains("<w:keepNext/>");
    assert!(keeps("Words of the section"));
    // The headings and labels keep to what follows by their styles.
    let styles = part(&document, "word/styles.xml");
    for style in ["Heading1", "TableHeading", "RecordLabel"] {
        let (_, after) = styles
            .split_once(&format!("w:styleId=\"{style}\""))
            .unwrap();
        let (style, _) = after.split_once("</w:style>").unwrap();
        assert!(style.contains("<w:keepNext/>"), "{style}");
    }
    assert!(around(&text, "paragraph", "Asked of Fenmarsh").contains("\"Heading1\""));
    assert!(around(&text, "paragraph", "Days late").contains("\"SmallTableHeading\""));
}

#[test]
fn a_record_stands_as_annexe_one_is_published() {
    let text = text(&sample::document());
    let label = around(&text, "paragraph", "Recommendation:");
    assert!(label.contains("\"FirstRecordLabel\""), "{label}");
    let finding = around(&text, "paragraph", "not in Saltmere. – ");
    assert!(
        finding.contains("\"RecordText\"") && !finding.contains("keepNext"),
        "{finding}"
    );
    assert!(finding.contains("<w:b/></w:rPr><w:t xml:space=\"preserve\">No progress</w:t>"));
}

#[test]
fn facts_are_labels_and_values() {
    let text = text(&sample::document());
    let fact = around(&text, "row", ">Unit or organisation<");
    assert_eq!(fact.matches("<w:tc>").count(), 2, "{fact}");
    assert!(fact.contains(">Fenmarsh PDU<"), "{fact}");
    assert!(around(&text, "row", ">Rating<").contains(">–<"));
    // A long list of them may break over pages between any two.
    let label = around(&text, "paragraph", ">Unit or organisation<");
    assert!(
        label.contains("\"TableLabel\"") && !label.contains("keepNext"),
        "{label}"
    );
}

#[test]
fn numbers_stand_to_the_right_and_nothing_is_a_dash() {
    let text = text(&sample::document());
    let number = around(&text, "paragraph", ">1204<");
    assert!(number.contains("<w:jc w:val=\"right\"/>"), "{number}");
    assert!(around(&text, "row", "fenmarsh-2022/4").contains(">–<"));
}

#[test]
fn totals_and_bars_say_their_numbers_in_words() {
    let text = text(&sample::document());
    let total = around(&text, "row", ">Outstanding<");
    assert!(
        total.contains(">17<") && total.contains(">of 34<"),
        "{total}"
    );
    let bar = around(&text, "row", ">Some progress<");
    assert!(bar.contains(">8<"), "{bar}");
    assert!(bar.contains("descr=\"Some progress: 8\""), "{bar}");
    let none = around(&text, "row", ">Graded at a part<");
    assert!(
        none.contains(">0<") && !none.contains("w:drawing"),
        "{none}"
    );
    assert!(text.contains("<w:tblDescription w:val=\"Outstanding recommendations by the newest"));
    // All bars of a chart stand on one page.
    let keeps = |words| around(&text, "paragraph", words).contains("<w:keepNext/>");
    assert!(keeps(">Some progress<") && !keeps(">Graded at a part<"));
    let numbers: Vec<&str> = between(&text, "<wp:docPr id=\"", "\"").collect();
    assert_eq!(numbers, ["1", "2"]);
}

#[test]
fn the_running_title_begins_on_page_two_and_the_marking_is_on_every_page() {
    let document = sample::document();
    let printed = |name: &str| part(&document, &format!("word/{name}.xml"));
    let parts = ["header1", "header2", "footer1", "footer2"].map(printed);
    assert!(parts.iter().all(|part| part.contains("OFFICIAL-SENSITIVE")));
    assert!(
        !parts[0].contains("Outstanding recommendations"),
        "{}",
        parts[0]
    );
    assert!(parts[1].contains("Outstanding recommendations: Fenmarsh PDU"));
    for part in &parts[2..] {
        assert!(
            part.contains("Register head: change 214 · 9f3a 77c0 21de"),
            "{part}"
        );
        assert!(part.contains("w:instr=\"PAGE\"") && part.contains("w:instr=\"NUMPAGES\""));
    }
    assert!(text(&document).contains("<w:titlePg/>"));
}

#[test]
fn a_table_of_many_columns_lies_on_its_long_side() {
    assert!(text(&sample::document()).contains("w:w=\"16838\" w:h=\"11906\" w:orient="));
    let mut upright = sample::document();
    upright.sections.remove(0);
    assert!(text(&upright).contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
}

#[test]
fn the_file_says_what_it_is() {
    let properties = part(&sample::document(), "docProps/core.xml");
    for property in [
        "<dc:title>Outstanding recommendations: Fenmarsh PDU</dc:title>",
        "<dc:subject>For the meeting of 3 December 2026. As at 24 November 2026. Filters: unit",
        "<dc:creator>Performance and quality</dc:creator>",
        "<dc:language>en-GB</dc:language>",
    ] {
        assert!(properties.contains(property), "{property} in {properties}");
    }
}

#[test]
fn a_line_break_is_a_line_break_and_markup_is_words() {
    let text = text(&sample::document());
    let row = around(&text, "row", "fenmarsh-2022/5");
    assert!(
        row.contains("<w:br/><w:t xml:space=\"preserve\">Progress: sufficient"),
        "{row}"
    );
    assert!(text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

#[test]
fn a_date_in_a_cell_is_never_broken() {
    let found = "No progress (at Fenmarsh PDU, 18 May 2022)";
    let text = text(&sample::with_rows(vec![sample::row(
        "f/1",
        found,
        Cell::Nothing,
    )]));
    assert!(text.contains(", 18\u{a0}May\u{a0}2022)"), "{text}");
}

#[test]
fn a_table_without_columns_is_left_out_and_short_rows_are_filled() {
    let mut document = sample::document();
    document.sections[0].rows[0].truncate(1);
    assert_eq!(
        around(&text(&document), "row", ">4 years<")
            .matches("<w:tc>")
            .count(),
        7
    );
    document.sections[0].columns.clear();
    assert!(!text(&document).contains("<w:tblGrid/>"));
    assert!(!text(&document).contains("<w:tblGrid></w:tblGrid>"));
}
