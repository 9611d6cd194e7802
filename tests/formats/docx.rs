//! Word documents, read back by another library and opened by another program.

use annexe::render::{Format, Page, render};
use docx_rust::DocxFile;
use docx_rust::document::{BodyContent, Table, TableCell, TableRow, TableRowContent};
use serde_json::Value;

use super::{paper, tool};

const PAGE: Page = Page {
    width: 80,
    colour: false,
};

#[test]
fn another_library_reads_the_same_rows_and_totals_as_json_has() {
    let document = paper::board();
    let json: Value =
        serde_json::from_slice(&render(&document, Format::Json, &PAGE).unwrap()).unwrap();
    let tables = tables(&render(&document, Format::Docx, &PAGE).unwrap());
    let rows: Vec<&Vec<String>> = tables[3..].iter().flat_map(|rows| &rows[1..]).collect();
    let expected = json["rows"].as_array().unwrap();
    assert_eq!((rows.len(), expected.len()), (paper::ROWS, paper::ROWS));
    for (row, expected) in rows.iter().zip(expected) {
        assert_eq!(row[0], expected["reference"]);
        assert_eq!(row[1], expected["recommendation"]);
        let late = expected["days_late"].as_i64();
        assert_eq!(row[7], late.map_or("–".to_owned(), |days| days.to_string()));
    }
    assert_eq!(tables[0].len(), 1 + document.totals.len());
    for (row, total) in tables[0][1..].iter().zip(&document.totals) {
        let expected = &json["totals"][&total.key];
        assert_eq!(row[0], expected["label"]);
        assert_eq!(row[1], expected["count"].to_string());
        let whole = expected.get("of").map(|of| format!("of {of}"));
        assert_eq!(row[2], whole.unwrap_or_default());
    }
}

#[test]
fn another_program_opens_it_and_prints_every_reference_on_numbered_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("board.docx");
    std::fs::write(&file, render(&paper::board(), Format::Docx, &PAGE).unwrap()).unwrap();
    let Some(text) = tool::converted(folder.path(), "board.docx") else {
        return;
    };
    // A long one goes on in the next line of its column, below the words of others.
    let lines: String = text
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    for place in 0..paper::ROWS {
        let reference = paper::reference(place);
        assert!(lines.contains(&reference), "{reference}");
    }
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    for (page, number) in pages.iter().zip(1..) {
        let numbered = format!("Page {number} of {}", pages.len());
        assert!(page.contains(&numbered), "{numbered}");
        assert_eq!(page.matches("OFFICIAL-SENSITIVE").count(), 2, "{page}");
        assert_eq!(page.contains("Days late"), page.contains("/"), "{page}");
    }
}

/// Returns the words of every cell of every row of every table.
fn tables(bytes: &[u8]) -> Vec<Vec<Vec<String>>> {
    let file = DocxFile::from_reader(std::io::Cursor::new(bytes)).unwrap();
    let docx = file.parse().unwrap();
    let content = docx.document.body.content.iter();
    let tables = content.filter_map(|content| match content {
        BodyContent::Table(table) => Some(rows(table)),
        _ => None,
    });
    tables.collect()
}

fn rows(table: &Table<'_>) -> Vec<Vec<String>> {
    table.rows.iter().map(cells).collect()
}

fn cells(row: &TableRow<'_>) -> Vec<String> {
    let cells = row.cells.iter().filter_map(|cell| match cell {
        TableRowContent::TableCell(cell) => Some(words(cell)),
        TableRowContent::SDT(_) => None,
    });
    cells.collect()
}

fn words(cell: &TableCell<'_>) -> String {
    cell.iter_text().map(|text| text.as_ref()).collect()
}
