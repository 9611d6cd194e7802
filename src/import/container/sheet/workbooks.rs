//! Tests of workbooks: written with a library of its own, or put together part by part.

use std::io::{Cursor, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Book};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn cell(sheet: &Sheet, row: usize, column: usize) -> Option<Value> {
    let row = sheet.rows.iter().find(|found| found.number == row)?;
    row.cell(column).map(|cell| cell.value.clone())
}

fn text(words: &str) -> Option<Value> {
    Some(Value::Text(words.to_owned()))
}

fn excel() -> Vec<u8> {
    let mut book = Book::new();
    let sheet = book.add_worksheet().set_name("Open").unwrap();
    let date = ExcelDateTime::from_ymd(2027, 3, 1).unwrap();
    for (column, code) in ["dd/mm/yyyy", "mmm-yy", "d-mmm"].into_iter().enumerate() {
        let format = Format::new().set_num_format(code);
        sheet
            .write_with_format(1, column as u16, &date, &format)
            .unwrap();
    }
    sheet
        .write_with_format(1, 3, 1.1, &Format::new().set_num_format("0.00"))
        .unwrap();
    sheet.write(1, 4, true).unwrap();
    sheet
        .write(1, 5, Formula::new("=A1").set_result("#REF!"))
        .unwrap();
    sheet.write(1, 6, "  ").unwrap();
    sheet
        .write_with_format(2, 0, "gone", &Format::new().set_font_strikethrough())
        .unwrap();
    let (plain, out) = (Format::new(), Format::new().set_font_strikethrough());
    sheet
        .write_rich_string(2, 1, &[(&out, "31/03/25 "), (&plain, "30/09/25")])
        .unwrap();
    sheet
        .merge_range(4, 0, 6, 1, "one for three", &plain)
        .unwrap();
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(3).unwrap();
    // The used range reaches to the last row; what holds nothing is no row.
    sheet.write_blank(1_048_575, 16_383, &out).unwrap();
    let hidden = book.add_worksheet().set_name("Old").unwrap();
    hidden.write(0, 0, "old").unwrap().set_hidden(true);
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_of_excel_is_read_as_it_is_shown() {
    let book = read(&excel(), "tracker.xlsx").unwrap();
    assert_eq!(book.notes, []);
    let [open, old] = book.sheets.as_slice() else {
        panic!("{book:?}")
    };
    assert_eq!((open.name.as_str(), open.hidden), ("Open", false));
    assert_eq!((old.name.as_str(), old.hidden), ("Old", true));
    for (column, shown) in [Shown::Day, Shown::Month, Shown::WithoutYear]
        .into_iter()
        .enumerate()
    {
        assert_eq!(
            cell(open, 2, column),
            Some(Value::Date(day(2027, 3, 1), shown))
        );
    }
    assert_eq!(cell(open, 2, 3), Some(Value::Number("1.10".to_owned())));
    assert_eq!(cell(open, 2, 4), Some(Value::Bool(true)));
    assert_eq!(cell(open, 2, 6), None);
    assert_eq!(
        open.rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [2, 3, 5]
    );
    assert!(open.rows[1].hidden && open.rows[1].cells.iter().all(|cell| cell.struck));
    assert!(!open.rows[0].hidden && !open.rows[0].cells[0].struck);
    assert_eq!(open.hidden_columns, [3]);
    let (top, bottom, left, right) = (5, 7, 0, 1);
    assert_eq!(
        open.merged,
        [Merged {
            top,
            bottom,
            left,
            right
        }]
    );
    assert_eq!(cell(open, 5, 0), text("one for three"));
    assert_eq!(
        (open.place(14, 5), open.row_place(14)),
        ("Open!F14".to_owned(), "Open!row 14".to_owned())
    );
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const MIMETYPE: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:number="n" xmlns:style="s">
<office:automatic-styles>
<number:date-style style:name="N1"><number:month number:textual="true"/><number:text>-</number:text><number:year/></number:date-style>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="out" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Open"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>{rows}</table:table>
<table:table table:name="Old" table:style-name="away"><table:table-row/></table:table>
</office:spreadsheet></office:body></office:document-content>"#
    );
    archive(&[MIMETYPE, ("content.xml", &content)])
}

#[test]
fn a_spreadsheet_of_libreoffice_is_read_as_it_is_shown() {
    let rows = r#"
<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:visibility="filter">
<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="2"><office:annotation><text:p>a remark</text:p></office:annotation><text:p>one<text:s text:c="2"/>&amp; two</text:p><text:p>three</text:p></table:table-cell>
<table:covered-table-cell office:value-type="string"><text:p>covered</text:p></table:covered-table-cell>
<table:table-cell table:style-name="month" office:value-type="date" office:date-value="2027-03-01"><text:p>Mar-27</text:p></table:table-cell>
<table:table-cell table:style-name="out" office:value-type="float" office:value="1.1"><text:p>1.10</text:p></table:table-cell>
</table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>twice</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let book = read(&ods(rows), "tracker.ods").unwrap();
    let [open, old] = book.sheets.as_slice() else {
        panic!("{book:?}")
    };
    assert!(old.hidden && !open.hidden);
    assert_eq!(open.hidden_columns, [2]);
    assert_eq!(cell(open, 4, 0), text("one  & two\nthree"));
    assert_eq!(cell(open, 4, 1), None);
    assert_eq!(
        cell(open, 4, 2),
        Some(Value::Date(day(2027, 3, 1), Shown::Month))
    );
    assert_eq!(cell(open, 4, 3), Some(Value::Number("1.10".to_owned())));
    assert!(open.rows[0].hidden && open.rows[0].cells[2].struck);
    assert_eq!(
        open.rows.iter().map(|row| row.number).collect::<Vec<_>>(),
        [4, 5, 6]
    );
    assert_eq!(
        (cell(open, 6, 1), cell(open, 6, 2)),
        (text("twice"), text("twice"))
    );
    let (top, bottom, left, right) = (4, 5, 0, 1);
    assert_eq!(
        open.merged[0],
        Merged {
            top,
            bottom,
            left,
            right
        }
    );
}

#[test]
fn a_file_that_is_cut_off_or_claims_too_much_is_refused() {
    let whole = excel();
    let cut = read(&whole[..whole.len() / 2], "tracker.xlsx")
        .unwrap_err()
        .to_string();
    assert!(
        cut.starts_with("tracker.xlsx is cut off or damaged"),
        "{cut}"
    );
    let repeated = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"><text:p>again</text:p></table:table-cell></table:table-row>"#;
    let refused = read(&ods(repeated), "tracker.ods").unwrap_err().to_string();
    assert_eq!(
        refused,
        "tracker.ods is too large: it has more than 200,000 rows that hold anything"
    );
    let open = archive(&[
        MIMETYPE,
        (
            "content.xml",
            "<table:table table:name='Open'><table:table-row>",
        ),
    ]);
    assert!(
        read(&open, "tracker.ods")
            .unwrap_err()
            .to_string()
            .contains("cut off")
    );
    let locked = archive(&[
        MIMETYPE,
        ("META-INF/manifest.xml", "<manifest:encryption-data/>"),
    ]);
    assert!(
        read(&locked, "tracker.ods")
            .unwrap_err()
            .to_string()
            .contains("has a password")
    );
}

#[test]
fn what_the_name_says_wrongly_is_noted() {
    let named = |bytes: &[u8], name| {
        read(bytes, name)
            .unwrap()
            .notes
            .pop()
            .map(|note| note.words)
    };
    assert_eq!(
        named(b"Ref,Action\n1,one\n", "tracker.xlsx").unwrap(),
        "read as a table as text, though its name says otherwise"
    );
    assert_eq!(
        named(&excel(), "tracker.csv").unwrap(),
        "read as an Excel workbook, though its name says otherwise"
    );
}

#[test]
fn a_formula_that_was_never_worked_out_is_an_error() {
    let sheet = r#"<worksheet xmlns="m"><sheetData><row r="2"><c r="A2"><f>SUM(B1:B2)</f><v></v></c><c r="B2" t="str"><f>""</f><v></v></c><c r="C2" t="e"><f>D1</f><v>#REF!</v></c></row></sheetData></worksheet>"#;
    let book = archive(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="Open" sheetId="1" r:id="r1"/></sheets></workbook>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ]);
    let book = read(&book, "tracker.xlsx").unwrap();
    let open = &book.sheets[0];
    assert_eq!(
        cell(open, 2, 0),
        Some(Value::Error(hidden::NEVER_WORKED_OUT.to_owned()))
    );
    assert_eq!(cell(open, 2, 1), None);
    assert_eq!(cell(open, 2, 2), Some(Value::Error("#REF!".to_owned())));
}

/// An Excel workbook of two sheets that are written out; both lead to the same part if they are said to.
fn two_sheets(sheet: &str, second: &str) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |targets: &[(&str, &str, &str)]| {
        let each = targets.iter().map(|(id, kind, target)| {
            format!("<Relationship Id='{id}' Type='{OFFICE}/{kind}' Target='{target}'/>")
        });
        format!(
            "<Relationships>{}</Relationships>",
            each.collect::<String>()
        )
    };
    let sheets =
        "<sheet name='Open' sheetId='1' r:id='r1'/><sheet name='Old' sheetId='2' r:id='r2'/>";
    archive(&[
        (
            "_rels/.rels",
            &relations(&[("r1", "officeDocument", "xl/workbook.xml")]),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "worksheet", second),
            ]),
        ),
        (
            "xl/workbook.xml",
            &format!("<workbook xmlns:r='r'><sheets>{sheets}</sheets></workbook>"),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
        (
            "xl/worksheets/sheet2.xml",
            "<worksheet><sheetData/></worksheet>",
        ),
    ])
}

#[test]
fn columns_that_are_hidden_again_and_again_are_kept_once_and_in_order() {
    let hidden =
        "<col min='2' max='3' hidden='1'/><col min='1' max='18446744073709551615' hidden='1'/>";
    let cells = "<sheetData><row r='1'><c r='A1' t='str'><v>Ref</v></c></row></sheetData>";
    let sheet = format!(
        "<worksheet><cols>{}</cols>{cells}</worksheet>",
        hidden.repeat(500)
    );
    let book = read(&two_sheets(&sheet, "worksheets/sheet2.xml"), "tracker.xlsx").unwrap();
    let columns: Vec<usize> = (1..16_384).collect();
    assert_eq!(book.sheets[0].hidden_columns, columns);
}

#[test]
fn two_sheets_that_are_one_part_are_refused() {
    let sheet =
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>";
    assert!(read(&two_sheets(sheet, "worksheets/sheet2.xml"), "tracker.xlsx").is_ok());
    let refused = read(&two_sheets(sheet, "worksheets/sheet1.xml"), "tracker.xlsx").unwrap_err();
    let says = "tracker.xlsx is cut off or damaged";
    assert!(refused.to_string().starts_with(says), "{refused}");
}

#[test]
fn formulas_without_a_value_stand_in_their_rows() {
    let cells = "<row r='1'><c r='B1'><v>1</v></c></row><row r='2'><c r='A2'><f>B1</f></c></row>\
        <row r='3'><c r='A3'><f>B1</f></c><c r='B3'><v>3</v></c></row>";
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    let book = read(&two_sheets(&sheet, "worksheets/sheet2.xml"), "tracker.xlsx").unwrap();
    let rows = book.sheets[0].rows.iter();
    let counts: Vec<(usize, usize)> = rows.map(|row| (row.number, row.cells.len())).collect();
    assert_eq!(counts, [(1, 1), (2, 1), (3, 2)]);
}
