//! Comma-separated values (RFC 4180), one table for all sections.
//!
//! UTF-8 with a byte order mark and CRLF, because Excel reads a file without the mark in
//! the code page of its machine. Dates are ISO. Three columns end every row: `section`,
//! `as_at` and `register_head`. Text that a spreadsheet would take for a formula gets a
//! `'` in front, and control characters are made visible, because CSV goes to terminals
//! too; JSON is the format that keeps every character.

use csv::{Terminator, Writer, WriterBuilder};

use crate::document::{Cell, Document, Section};
use crate::render::data::{self, SECTION};
use crate::render::text::{is_hidden, visible, without_weight};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Writes a document as CSV.
pub fn render(document: &Document) -> Vec<u8> {
    let keys = data::keys(document);
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let last = [SECTION, "as_at", "register_head"];
    write(
        &mut writer,
        keys.iter().chain(&last).map(|key| (*key).to_owned()),
    );
    for section in &document.sections {
        let places = data::places(section, &keys);
        for row in &section.rows {
            write(&mut writer, record(document, section, row, &places));
        }
    }
    writer.into_inner().expect("memory takes every byte")
}

fn write(writer: &mut Writer<Vec<u8>>, record: impl IntoIterator<Item = String>) {
    writer
        .write_record(record)
        .expect("memory takes every byte, and every record has one length");
}

fn record(
    document: &Document,
    section: &Section,
    row: &[Cell],
    places: &[Option<usize>],
) -> Vec<String> {
    let value = |place: &Option<usize>| {
        let cell = place.and_then(|at| row.get(at));
        cell.map_or_else(String::new, written)
    };
    let mut record: Vec<String> = places.iter().map(value).collect();
    record.push(section.key.to_owned());
    record.push(
        document
            .as_at
            .map_or_else(String::new, |day| day.to_string()),
    );
    record.push(guarded(&document.head));
    record
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Nothing | Cell::Continued => String::new(),
        Cell::Text(text) | Cell::Reference(text) => guarded(text),
        Cell::Rich(spans) => guarded(&without_weight(spans)),
        Cell::Date(date) => date.to_string(),
        // A negative number is a number and no formula.
        Cell::Number(number) => number.to_string(),
        Cell::List(items) => guarded(&items.join("; ")),
    }
}

fn guarded(text: &str) -> String {
    if may_be_a_formula(text) {
        format!("'{}", visible(text))
    } else {
        visible(text)
    }
}

/// Tells whether a spreadsheet may take the text for a formula or a command.
///
/// What stands before its first visible character is looked past, as spreadsheets do.
fn may_be_a_formula(text: &str) -> bool {
    let unseen = |c: char| c.is_whitespace() || is_hidden(c);
    let seen = text.trim_start_matches(unseen);
    let skipped = &text[..text.len() - seen.len()];
    skipped.contains(['\t', '\r', '\n', '\0'])
        || seen.starts_with(['=', '+', '-', '@', '|', '＝', '＋', '－', '＠', '｜'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    /// Reads CSV back: the header, and each row.
    fn read(document: &Document) -> Vec<Vec<String>> {
        let bytes = render(document);
        let text = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text);
        let records = reader.records().map(Result::unwrap);
        records
            .map(|record| record.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn all_sections_stand_in_one_table_with_the_reference_first() {
        let rows = read(&sample::document());
        let header = "reference,recommendation,published_on,progress,owners,days_late,body_code,\
                      finding,fact,value,section,as_at,register_head";
        assert_eq!(rows[0].join(","), header);
        assert_eq!(rows.len(), 1 + 5 + 1 + 5);
        let first = [
            "fenmarsh-2022/1",
            sample::ASKED,
            "2022-05-18",
            "Some progress",
            "A. Reed; B. Moss",
            "-12",
            "fenmarsh",
            "",
            "",
            "",
            "own",
            "2026-11-24",
            "change 214 · 9f3a 77c0 21de",
        ];
        assert_eq!(rows[1], first);
        assert_eq!(rows[3][5], "", "nothing is empty");
        assert_eq!(rows[6][0], "saltmere-2019/3");
        assert_eq!(rows[6][10], "annexe_one");
        assert_eq!(rows[8][8..10], ["Published", "2022-05"]);
    }

    #[test]
    fn lines_end_as_the_standard_says_and_breaks_in_cells_are_kept() {
        let bytes = render(&sample::document());
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.starts_with("\u{feff}reference,") && text.ends_with("21de\r\n"),
            "{text}"
        );
        assert!(text.contains("\nProgress: sufficient\","), "{text}");
    }

    #[test]
    fn text_that_a_spreadsheet_would_run_is_guarded() {
        for (text, cell) in [
            ("=cmd()", "'=cmd()"),
            ("+1", "'+1"),
            ("-1+1", "'-1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("|calc", "'|calc"),
            ("＝1", "'＝1"),
            ("｜calc", "'｜calc"),
            (" \u{a0}\u{200b}=1", "' \u{a0}\\u{200b}=1"),
            ("\u{1b}=1", "'␛=1"),
            ("\u{feff}@1", "'\\u{feff}@1"),
            ("\twords", "' words"),
            ("\nwords", "'\nwords"),
            ("\rwords", "'␍words"),
            ("\0words", "'␀words"),
            ("words = -1", "words = -1"),
            ("– words", "– words"),
            ("'words'", "'words'"),
            (" words", " words"),
        ] {
            let row = sample::row(text, text, Cell::Number(-1));
            let rows = read(&sample::with_rows(vec![row]));
            assert_eq!(rows[1][..2], [cell, cell], "{text:?}");
            assert_eq!(rows[1][5], "-1", "a number is no formula");
        }
    }
}
