//! Tables as text: csv and tsv, with any separator and in any encoding.

use csv::{ByteRecord, ReaderBuilder};

use super::limits::{Limits, tidied};
use super::{Cell, Refused, Row, Sheet, Value, Workbook, quotes};
use crate::import::container::{note, text};

const SEPARATORS: [(u8, &str); 4] = [
    (b',', "commas"),
    (b';', "semicolons"),
    (b'\t', "tabs"),
    (b'|', "bars (|)"),
];

/// How many records are looked at to find the separator.
const LOOKED_AT: usize = 200;

/// How many lines with stray quotation marks are named.
const MOST_NAMED: usize = 10;

/// Stands behind the last record: where it is not found again, a quotation mark is still open.
const END: &str = "\u{1}the end\u{1}";

/// Reads a table as text. What is in it is text; its first row may name its separator (`sep=;`).
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, Refused> {
    let (text, encoding) = text::decode(bytes);
    let (separator, words, text, first) = separated(&text);
    // One sort of line end, so that lines and blank rows can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let usual = usual(&counts(&text, separator));
    let mended = quotes::mended(&text, separator, usual);
    let rows = rows(&mended.text, separator, first)?;
    let said = format!("read as a table whose cells are parted by {words}");
    let notes = encoding
        .into_iter()
        .chain([said])
        .chain(stray_marks(&mended.lines, first))
        .map(|words| note(words, ""));
    Ok(Workbook {
        notes: notes.collect(),
        sheets: vec![Sheet {
            rows: tidied(rows),
            ..Sheet::default()
        }],
    })
}

/// Says in which lines of the file quotation marks open no cell.
fn stray_marks(lines: &[usize], first: usize) -> Option<String> {
    let shown = lines.iter().take(MOST_NAMED).map(|line| line + first - 1);
    let shown: Vec<String> = shown.map(|line| line.to_string()).collect();
    let more = match lines.len().saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let (line, has) = match lines.len() {
        0 => return None,
        1 => ("line", "has"),
        _ => ("lines", "have"),
    };
    Some(format!(
        "{line} {}{more} {has} quotation marks that enclose no cell, and are read as words: a cell that they were to enclose may be in pieces",
        shown.join(", ")
    ))
}

/// Tells whether text has cells in even columns: at least three in nearly all of its rows.
pub(super) fn is_even(bytes: &[u8]) -> bool {
    let (text, _) = text::decode(&bytes[..bytes.len().min(256 * 1024)]);
    let counts = counts(&text, b'\t');
    let most = usual(&counts);
    let even = counts.iter().filter(|&&count| count == most).count();
    most >= 3 && even >= 2 && even * 10 >= counts.len() * 8
}

/// Finds the separator: its letter, what it is called, the text without the row that names it, and the
/// number of the first row.
fn separated(text: &str) -> (u8, &'static str, &str, usize) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first
        .trim_end()
        .strip_prefix("sep=")
        .filter(|named| named.len() == 1);
    if let Some(&(letter, words)) = named.and_then(|named| {
        SEPARATORS
            .iter()
            .find(|(letter, _)| named.as_bytes()[0] == *letter)
    }) {
        return (letter, words, rest, 2);
    }
    let evenness = |&(letter, _): &(u8, &'static str)| {
        let counts = counts(text, letter);
        let most = usual(&counts);
        counts.iter().filter(|&&count| count == most).count() * (most - 1)
    };
    // The first of two that are as even wins: `max_by_key` takes the last.
    let (letter, words) = SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(evenness)
        .expect("there are four");
    (letter, words, text, 1)
}

/// The numbers of cells of the first records.
fn counts(text: &str, separator: u8) -> Vec<usize> {
    let mut reader = reader(text, separator);
    let records = reader.byte_records().take(LOOKED_AT).flatten();
    records
        .map(|record| record.len())
        .filter(|&count| count > 0)
        .collect()
}

/// The number of cells that most records with more than one have.
fn usual(counts: &[usize]) -> usize {
    let mut sorted: Vec<usize> = counts.iter().copied().filter(|&count| count > 1).collect();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|one, other| one == other);
    runs.max_by_key(|run| (run.len(), run[0]))
        .map_or(1, |run| run[0])
}

fn reader(text: &str, separator: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

fn rows(text: &str, separator: u8, first: usize) -> Result<Vec<Row>, Refused> {
    let with_end = format!("{text}\n{END}\n");
    let mut reader = reader(&with_end, separator);
    let mut limits = Limits::default();
    let mut rows = Vec::new();
    let mut record = ByteRecord::new();
    let mut number = first - 1;
    while reader
        .read_byte_record(&mut record)
        .map_err(|_| Refused::unreadable("cannot be read as a table"))?
    {
        let from = record
            .position()
            .map_or(0, |position| position.byte() as usize);
        // Blank rows are rows of the sheet, and the reader passes over them.
        number += 1 + blank_rows(&with_end.as_bytes()[from.min(with_end.len())..]);
        if record.len() == 1 && record[0] == *END.as_bytes() {
            return Ok(rows);
        }
        for (column, words) in record.iter().enumerate() {
            let words = cleaned(&String::from_utf8_lossy(words));
            if !words.trim().is_empty() {
                let value = Value::Text(words);
                let struck = false;
                limits.take(
                    &mut rows,
                    number,
                    Cell {
                        column,
                        value,
                        struck,
                    },
                )?;
            }
        }
    }
    Err(Refused::unreadable(format!(
        "has a quotation mark in row {number} that is never closed: its cells cannot be told apart from there on"
    )))
}

/// Counts the line ends before a record begins.
fn blank_rows(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&byte| byte == b'\n').count()
}

/// Control characters say nothing.
fn cleaned(words: &str) -> String {
    words
        .chars()
        .filter(|&c| c == '\n' || c == '\t' || !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let workbook = read(bytes).unwrap();
        let rows = workbook.sheets[0].rows.iter();
        rows.map(|row| {
            (
                row.number,
                row.cells.iter().map(|cell| cell.value.words()).collect(),
            )
        })
        .collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (
            number,
            cells.iter().map(|cell| (*cell).to_owned()).collect(),
        )
    }

    #[test]
    fn every_separator_is_found_and_said() {
        for (separator, says) in [
            (",", "commas"),
            (";", "semicolons"),
            ("\t", "tabs"),
            ("|", "bars (|)"),
        ] {
            let table = "List of actions\n\nRef~Action~Owner\n1~\"one; two, three | four\"~Head\n2~five~Deputy\n"
                .replace('~', separator);
            let workbook = read(table.as_bytes()).unwrap();
            assert_eq!(
                workbook.notes[0].words,
                format!("read as a table whose cells are parted by {says}")
            );
            assert_eq!(
                shown(table.as_bytes()),
                [
                    row(1, &["List of actions"]),
                    row(3, &["Ref", "Action", "Owner"]),
                    row(4, &["1", "one; two, three | four", "Head"]),
                    row(5, &["2", "five", "Deputy"]),
                ]
            );
        }
    }

    #[test]
    fn rows_have_the_numbers_that_a_sheet_would_show() {
        let table = b"sep=;\r\n\r\n\r\nRef;Action\r\n1;\"two\r\nlines\"\r\n\r\n2;one\r\n";
        assert_eq!(
            shown(table),
            [
                row(4, &["Ref", "Action"]),
                row(5, &["1", "two\nlines"]),
                row(7, &["2", "one"])
            ]
        );
    }

    #[test]
    fn the_encoding_is_said() {
        let table = b"Ref,Action\n1,plan \x96 made\n";
        assert_eq!(
            read(table).unwrap().notes[0].words,
            "read as Windows-1252, because it is not UTF-8"
        );
        assert_eq!(shown(table)[1], row(2, &["1", "plan – made"]));
        let marked = [
            b"\xEF\xBB\xBF".to_vec(),
            b"Ref,Action\n1,\xE2\x80\x93\n".to_vec(),
        ]
        .concat();
        assert_eq!(shown(&marked)[0], row(1, &["Ref", "Action"]));
        let utf_16: Vec<u8> = "\u{FEFF}Ref\tAction\n1\tplan\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(shown(&utf_16)[1], row(2, &["1", "plan"]));
    }

    #[test]
    fn a_stray_quotation_mark_swallows_no_rows_and_its_line_is_named() {
        let table = b"sep=,\nRef,Action,Owner,Cost\n1,\"Think first,Head,3\n2,call,Head,4\n3,buy 6\",Head,5\n\
            4,\"Think first\" days,Head,6\n";
        let workbook = read(table).unwrap();
        assert_eq!(
            workbook.notes[1].words,
            "lines 3, 6 have quotation marks that enclose no cell, and are read as words: a cell that they were to enclose may be in pieces"
        );
        assert_eq!(
            shown(table)[1..],
            [
                row(3, &["1", "\"Think first", "Head", "3"]),
                row(4, &["2", "call", "Head", "4"]),
                row(5, &["3", "buy 6\"", "Head", "5"]),
                row(6, &["4", "\"Think first\" days", "Head", "6"]),
            ]
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_refused_with_its_row() {
        let table = b"Ref,Action\n1,one\n2,\"two\n3,three\n4,four\n";
        let refused = read(table).unwrap_err();
        let says = "has a quotation mark in row 3 that is never closed: its cells cannot be told apart from there on";
        assert_eq!(refused, Refused::unreadable(says));
    }
}
