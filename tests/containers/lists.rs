//! Numbers that Word makes by itself.

use crate::{document, item, paragraph, shown};

#[test]
fn items_are_numbered_through_styles_and_what_they_are_based_on() {
    let ask = |words: &str| paragraph("<w:pStyle w:val=\"Ask\"/>", words);
    let body = [
        ask("improve plans"),
        paragraph("<w:pStyle w:val=\"Part\"/>", "of risk"),
        paragraph(
            "<w:pStyle w:val=\"Unnumbered\"/>",
            "Saltmere region should:",
        ),
        paragraph(
            "<w:pStyle w:val=\"Ask\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>",
            "or not",
        ),
        ask("visit people"),
        paragraph("<w:pStyle w:val=\"Part\"/>", "at home"),
    ];
    assert_eq!(
        shown(&document(&body.concat())),
        [
            "    1. improve plans",
            "        1.1 of risk",
            "",
            "Saltmere region should:",
            "",
            "or not",
            "",
            "    2. visit people",
            "        2.1 at home",
        ]
    );
}

#[test]
fn lists_of_one_kind_go_on_until_one_begins_anew() {
    let body = [
        item(1, 0, "one"),
        paragraph("", "Saltmere region should:"),
        item(1, 0, "two"),
        item(3, 0, "seven"),
        item(3, 0, "eight"),
        item(1, 0, "nine"),
    ];
    let lines = shown(&document(&body.concat()));
    let numbers: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.trim().split_once(". "))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(numbers, ["1", "2", "7", "8", "9"]);
}

#[test]
fn levels_begin_again_under_the_next_item_unless_they_say_otherwise() {
    let body = [
        item(1, 0, "a"),
        item(1, 2, "b"),
        item(1, 0, "c"),
        item(1, 1, "d"),
        item(1, 2, "e"),
        item(5, 0, "f"),
        item(5, 1, "g"),
        item(5, 0, "h"),
        item(5, 1, "i"),
        item(4, 0, "j"),
        item(4, 0, "k"),
    ];
    let lines = shown(&document(&body.concat()));
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    assert_eq!(
        lines,
        [
            "1. a",
            "(i) b",
            "2. c",
            "2.1 d",
            "(ii) e",
            "A) f",
            "1.1 g",
            "B) h",
            "2.1 i",
            "Recommendation 4: j",
            "Recommendation 5: k",
        ]
    );
}

#[test]
fn an_empty_item_takes_its_number_and_a_deleted_one_does_not() {
    let deleted = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del w:id=\"1\" w:author=\"A\"/></w:rPr></w:pPr><w:del w:id=\"2\" w:author=\"A\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>";
    let body = [
        item(1, 0, "one"),
        item(1, 0, ""),
        deleted.to_owned(),
        item(1, 0, "three"),
    ];
    assert_eq!(
        shown(&document(&body.concat())),
        ["    1. one", "    3. three"]
    );
}

#[test]
fn bullets_are_bullets_whatever_sign_their_font_gives_them() {
    let body = [
        item(1, 0, "do this by:"),
        item(2, 0, "planning"),
        item(2, 1, "early"),
        item(1, 0, "and this"),
    ];
    assert_eq!(
        shown(&document(&body.concat())),
        [
            "    1. do this by:",
            "    • planning",
            "        • early",
            "    2. and this"
        ]
    );
}

#[test]
fn a_list_or_level_that_is_not_there_gives_no_number() {
    let body = [
        item(99, 0, "words"),
        item(1, 12, "deep"),
        item(1, 0, "more"),
    ];
    let lines = shown(&document(&body.concat()));
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    assert_eq!(lines, ["words", "", "deep", "", "1. more"]);
}
