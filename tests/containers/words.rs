//! What a Word document has beside its numbers: looks, tables, changes, boxes, fields.

use annexe::import::container::read;

use crate::{document, item, notes, packed, paragraph, run, setting, shown};

#[test]
fn headings_are_known_by_the_name_of_their_style_in_every_language() {
    let styled =
        |style: &str, words: &str| paragraph(&format!("<w:pStyle w:val=\"{style}\"/>"), words);
    let body = [
        styled("Titel", "An inspection of Fenmarsh PDU"),
        styled("berschrift1", "Recommendations"),
        styled("Chapter", "Based on a heading"),
        styled("Lead", "Its rank is taken away"),
        paragraph("<w:outlineLvl w:val=\"1\"/>", "By its outline"),
        styled("Strong", "A bold paragraph"),
        format!(
            "<w:p>{}{}</w:p>",
            run("<w:b/>", "Bold in "),
            run("<w:b w:val=\"1\"/>", "two runs")
        ),
        format!(
            "<w:p>{}{}</w:p>",
            run("<w:b/>", "Half"),
            run("<w:b w:val=\"0\"/>", " bold")
        ),
        styled(
            "berschrift1",
            "A whole sentence that somebody set in the look of a heading, with all of its words, is no heading.",
        ),
    ];
    let lines = shown(&document(&body.concat()));
    let lines: Vec<&str> = lines
        .iter()
        .map(String::as_str)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(
        lines,
        [
            "# An inspection of Fenmarsh PDU",
            "# Recommendations",
            "# Based on a heading",
            "* Its rank is taken away",
            "# By its outline",
            "* A bold paragraph",
            "* Bold in two runs",
            "Half bold",
            "* A whole sentence that somebody set in the look of a heading, with all of its words, is no heading.",
        ]
    );
}

#[test]
fn places_count_paragraphs_and_rows_from_one() {
    let row = "<w:tr><w:tc><w:p><w:r><w:t>1.1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Good</w:t></w:r></w:p></w:tc></w:tr>";
    let body = format!(
        "{}<w:p/><w:tbl>{row}{row}</w:tbl>{}",
        paragraph("", "one"),
        paragraph("", "two")
    );
    let text = document(&body);
    let places: Vec<&str> = text
        .lines
        .iter()
        .filter(|line| !line.is_blank())
        .map(|line| line.place.as_str())
        .collect();
    assert_eq!(
        places,
        [
            "paragraph 1",
            "table 1, row 1",
            "table 1, row 2",
            "paragraph 2"
        ]
    );
    assert_eq!(text.lines[2].text, "1.1\tGood");
    let numbers: Vec<usize> = text.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, (1..=text.lines.len()).collect::<Vec<_>>());
}

fn cell(properties: &str, inside: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

#[test]
fn merged_cells_have_their_words_in_the_first_column_and_row() {
    let p = |words: &str| paragraph("", words);
    let rows = [
        [
            cell("<w:gridSpan w:val=\"2\"/>", &p("Recommendation")),
            cell("", &p("By when")),
        ]
        .concat(),
        [
            cell("<w:vMerge w:val=\"restart\"/>", &(p("1") + &p("improve"))),
            cell("", &(p("plan") + &item(2, 0, "early"))),
            cell("", &p("March 2027")),
        ]
        .concat(),
        [
            cell("<w:vMerge/>", "<w:p/>"),
            cell("", &p("visit")),
            cell("", &p("May 2027")),
        ]
        .concat(),
    ];
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{row}</w:tr>"))
        .collect();
    let before = format!(
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>",
        cell("", &p("x")),
        cell("", &p("y"))
    );
    assert_eq!(
        shown(&document(&format!("<w:tbl>{rows}{before}</w:tbl>"))),
        [
            "| Recommendation |  | By when |",
            "| 1 / improve | plan / • early | March 2027 |",
            "|  | visit | May 2027 |",
            "|  | x | y |",
        ]
    );
}

#[test]
fn a_table_that_only_arranges_the_page_comes_out_as_its_paragraphs() {
    let heading = paragraph("<w:pStyle w:val=\"berschrift1\"/>", "Fenmarsh PDU should:");
    let boxed = format!(
        "<w:tbl><w:tr>{}</w:tr></w:tbl>",
        cell(
            "",
            &(heading + &item(1, 0, "improve") + &item(1, 0, "visit"))
        )
    );
    let text = document(&boxed);
    assert_eq!(
        shown(&text),
        [
            "# Fenmarsh PDU should:",
            "",
            "    1. improve",
            "    2. visit"
        ]
    );
    assert_eq!(text.lines[2].place, "table 1, row 1");
}

#[test]
fn a_table_in_a_cell_is_words_of_the_cell() {
    let p = |words: &str| paragraph("", words);
    let inner = format!(
        "<w:tbl><w:tr>{}{}</w:tr></w:tbl><w:p/>",
        cell("", &p("a")),
        cell("", &p("b"))
    );
    let row = |last: &str| {
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell("", &p("1")),
            cell("", &p("do")),
            cell("", last)
        )
    };
    assert_eq!(
        shown(&document(&format!(
            "<w:tbl>{}{}</w:tbl>",
            row(&inner),
            row(&p("c"))
        ))),
        ["| 1 | do | a b |", "| 1 | do | c |"]
    );
}

#[test]
fn tracked_changes_are_read_as_if_accepted_and_said() {
    let body = format!(
        "<w:p>{}<w:ins w:id=\"1\" w:author=\"A\">{}</w:ins><w:del w:id=\"2\" w:author=\"A\"><w:r><w:delText> old</w:delText></w:r></w:del>\
         <w:moveFrom w:id=\"3\" w:author=\"A\">{}</w:moveFrom></w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"Strong\"/><w:pPrChange w:id=\"4\" w:author=\"A\"><w:pPr><w:pStyle w:val=\"berschrift1\"/><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>{}</w:p>\
         <w:p><w:pPr><w:rPr><w:del w:id=\"5\" w:author=\"A\"/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>",
        run("", "improve"),
        run("", " new"),
        run("", " moved"),
        run("<w:b/>", "now bold"),
        run("", "one "),
        run("", "paragraph")
    );
    let text = document(&body);
    assert_eq!(
        shown(&text),
        ["improve new", "", "* now bold", "", "one paragraph"]
    );
    assert_eq!(
        notes(&text),
        [
            "paragraph 1: the document has tracked changes: what was added was read as if accepted, what was deleted was left out"
        ]
    );
}

#[test]
fn a_deleted_row_is_left_out_and_keeps_the_places_of_the_others() {
    let p = |words: &str| paragraph("", words);
    let row = |mark: &str, words: &str| {
        format!(
            "<w:tr><w:trPr>{mark}</w:trPr>{}{}</w:tr>",
            cell("", &p(words)),
            cell("", &p("x"))
        )
    };
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("", "a"),
        row("<w:del w:id=\"1\" w:author=\"A\"/>", "b"),
        row("", "c")
    );
    let text = document(&body);
    assert_eq!(shown(&text), ["| a | x |", "| c | x |"]);
    assert_eq!(text.lines[1].place, "table 1, row 3");
    assert_eq!(text.notes.len(), 1);
}

#[test]
fn comments_and_hidden_text_are_left_out_and_said() {
    let body = format!(
        "<w:p><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p><w:p>{}{}{}</w:p>",
        run("", "improve"),
        run("", "visit"),
        run("<w:vanish/>", " secretly"),
        run("<w:rStyle w:val=\"Secret\"/>", " indeed")
    );
    let text = document(&body);
    assert_eq!(shown(&text), ["improve", "", "visit"]);
    assert_eq!(
        notes(&text),
        [
            "paragraph 1: comments in the margin were left out",
            "paragraph 2: hidden text was left out"
        ]
    );
}

#[test]
fn words_that_are_struck_through_are_left_out_and_said() {
    let body = format!(
        "<w:p>{}{}{}</w:p>",
        run("", "visit "),
        run("<w:strike/>", "two "),
        run("<w:strike w:val=\"0\"/>", "four people")
    );
    let text = document(&body);
    assert_eq!(shown(&text), ["visit four people"]);
    assert_eq!(
        notes(&text),
        ["paragraph 1: words that are struck through were left out"]
    );
}

#[test]
fn a_text_box_is_read_once_and_parts_no_title_from_its_name() {
    let inside = format!(
        "<w:txbxContent>{}</w:txbxContent>",
        paragraph("", "in the box")
    );
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"wps\">\
         <w:drawing><wps:txbx xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\">{inside}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox xmlns:v=\"urn:schemas-microsoft-com:vml\">{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>{}",
        run("", "before "),
        run("", "and after"),
        paragraph("", "next") + &paragraph("", "A sentence.") + &paragraph("", "last")
    );
    assert_eq!(
        shown(&document(&body)),
        [
            "before and after",
            "",
            "next",
            "",
            "A sentence.",
            "",
            "in the box",
            "",
            "last"
        ]
    );
    let alone = body.replace("before ", "").replace("and after", "");
    assert_eq!(shown(&document(&alone))[..3], ["in the box", "", "next"]);
}

fn field(instruction: &str, result: &str) -> String {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{}<w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r>{}{result}{}",
        sign("begin"),
        sign("separate"),
        sign("end")
    )
}

#[test]
fn of_a_field_its_result_is_read() {
    let body = format!(
        "<w:p>{}{}</w:p><w:p><w:fldSimple w:instr=\"REF plan\">{}</w:fldSimple><w:hyperlink r:id=\"rId9\">{}</w:hyperlink></w:p>",
        run("", "see "),
        field("HYPERLINK \"https://example.org\"", &run("", "our pages")),
        run("", "plan "),
        run("", "on our website")
    );
    assert_eq!(
        shown(&document(&body)),
        ["see our pages", "", "plan on our website"]
    );
}

#[test]
fn a_field_inside_an_instruction_is_a_part_of_it() {
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction = |words: &str| format!("<w:r><w:instrText> {words} </w:instrText></w:r>");
    let body = format!(
        "<w:p>{}{}{}{}{}{}{}</w:p>",
        sign("begin"),
        instruction("IF"),
        field("PAGE", &run("", "7")),
        instruction("= 2"),
        sign("separate"),
        run("", "shown"),
        sign("end")
    );
    assert_eq!(shown(&document(&body)), ["shown"]);
}

#[test]
fn a_field_without_an_end_hides_nothing_after_its_paragraph() {
    let body = format!(
        "<w:p>{}<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>{}",
        run("", "one"),
        paragraph("", "two")
    );
    assert_eq!(shown(&document(&body)), ["one", "", "two"]);
}

#[test]
fn entries_of_the_contents_are_no_headings() {
    let entry = |style: &str, words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}<w:r><w:tab/></w:r>{}</w:p>",
            run("", words),
            run("", "5")
        )
    };
    let sign = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let body = format!(
        "<w:p>{}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{}</w:p>{}{}<w:p>{}</w:p>{}",
        sign("begin"),
        sign("separate"),
        entry("Verzeichnis1", "Recommendations"),
        entry("berschrift1", "Background"),
        sign("end"),
        paragraph("<w:pStyle w:val=\"berschrift1\"/>", "Recommendations")
    );
    assert_eq!(shown(&document(&body)), ["# Recommendations"]);
}

#[test]
fn signs_that_are_written_as_elements_are_read() {
    let body = "<w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:tab/><w:t>multi</w:t><w:noBreakHyphen/><w:t>agency</w:t><w:softHyphen/>\
        <w:t> work</w:t></w:r></w:p><w:p><w:r><w:t>line one</w:t><w:br/><w:t>line two</w:t><w:br w:type=\"page\"/></w:r></w:p>\
        <w:p><w:smartTag w:element=\"place\"><w:r><w:t>Fenmarsh</w:t></w:r></w:smartTag><w:proofErr w:type=\"spellStart\"/><w:bookmarkStart w:id=\"0\" w:name=\"a\"/>\
        <w:r><w:lastRenderedPageBreak/><w:t xml:space=\"preserve\"> &amp; Saltmere &#8211; both</w:t></w:r></w:p>";
    assert_eq!(
        shown(&document(body)),
        [
            "• multi-agency work",
            "",
            "line one",
            "line two",
            "",
            "Fenmarsh & Saltmere – both"
        ]
    );
}

#[test]
fn marks_of_footnotes_go_and_raised_letters_stay() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}{}{}{}</w:p><w:p>{}{}</w:p>",
        run("", "in time"),
        run("<w:vertAlign w:val=\"superscript\"/>", "3"),
        run("", " on the 1"),
        run("<w:rStyle w:val=\"Raised\"/>", "st"),
        run("", " day."),
        run("<w:rStyle w:val=\"Raised\"/>", "4"),
        run("", " A note typed by hand")
    );
    assert_eq!(
        shown(&document(&body)),
        ["in time on the 1st day.", "", "^ A note typed by hand"]
    );
}

#[test]
fn content_controls_are_read_and_their_placeholders_are_not() {
    let body = format!(
        "<w:sdt><w:sdtPr><w:alias w:val=\"Owner\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:sdt><w:sdtPr><w14:checkbox xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:p>",
        paragraph("", "Head of Fenmarsh"),
        run("", "Click or tap here to enter text."),
        run("", "☒"),
        run("", " agreed")
    );
    assert_eq!(
        shown(&document(&body)),
        ["Head of Fenmarsh", "", "☒ agreed"]
    );
}

#[test]
fn a_formula_and_another_file_inside_are_said() {
    let body = format!(
        "<w:p>{}<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>x</m:t></m:r></m:oMath></w:p><w:altChunk r:id=\"rId7\"/>",
        run("", "the score")
    );
    let text = document(&body);
    assert_eq!(shown(&text), ["the score"]);
    assert_eq!(
        notes(&text),
        [
            "paragraph 1: a formula was left out",
            "paragraph 2: another file that stands in the document was not read"
        ]
    );
}

#[test]
fn the_strict_form_and_other_prefixes_are_read() {
    let parts = [
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" \
             Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>",
        ),
        (
            "word/document2.xml",
            "<document xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\" xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body>\
             <p><pPr><numPr><ilvl x:val=\"0\"/><numId x:val=\"1\"/></numPr></pPr><x:r><x:t>improve</x:t></x:r></p></body></document>",
        ),
        (
            "word/numbering.xml",
            "<n:numbering xmlns:n=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><n:abstractNum n:abstractNumId=\"0\"><n:lvl n:ilvl=\"0\">\
             <n:start n:val=\"9\"/><n:numFmt n:val=\"decimal\"/><n:lvlText n:val=\"%1.\"/></n:lvl></n:abstractNum>\
             <n:num n:numId=\"1\"><n:abstractNumId n:val=\"0\"/></n:num></n:numbering>",
        ),
    ];
    let parts: Vec<(&str, String)> = parts
        .iter()
        .map(|(name, part)| (*name, (*part).to_owned()))
        .collect();
    let text = read(&setting::word::packed(&parts), "strict.docx").unwrap();
    assert_eq!(shown(&text), ["    9. improve"]);
}

#[test]
fn a_document_without_styles_or_lists_is_read() {
    let bytes = packed(
        &paragraph("<w:pStyle w:val=\"Heading2\"/>", "Recommendations"),
        "",
        "",
    );
    assert_eq!(
        shown(&read(&bytes, "bare.docx").unwrap()),
        ["# Recommendations"]
    );
}
