//! The formats: each writes any [`Document`].
//!
//! One file per format. `paper` has what the formats for people share, `data` what the
//! formats for programs share, `dates` keeps dates whole, `text` makes words from outside safe to print. Nothing here
//! knows the register, and nothing here asks the terminal: the caller says how wide it is.

mod csv;
mod data;
mod dates;
mod docx;
mod html;
mod json;
mod markdown;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
#[cfg(test)]
mod sample;
mod terminal;
pub mod text;
mod widths;
mod wrap;
mod xlsx;

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use crate::document::Document;
use crate::error::Result;

/// A format that any report can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Tables that fit a terminal
    Table,
    /// One field a line and no line art, for screen readers
    Plain,
    /// Markdown with GitHub's tables
    Markdown,
    /// One page for a browser, on screen and on paper
    Html,
    /// A workbook of Excel: a sheet for each list
    Xlsx,
    /// Comma-separated values, for spreadsheets
    Csv,
    /// One JSON object, for programs
    Json,
    /// A Word document, for boards
    Docx,
    /// Pages for a board, tagged for those who hear them
    #[cfg(feature = "pdf")]
    Pdf,
}

/// Each format in the order in which help lists them: the word that is typed for it, the ending of
/// its files, and what a file is called that is not text and that no terminal can show. Of two with
/// one ending, the ending asks for the later.
const NAMES: &[(Format, &str, &str, Option<&str>)] = &[
    (Format::Table, "table", "txt", None),
    (Format::Plain, "plain", "txt", None),
    (Format::Markdown, "markdown", "md", None),
    (Format::Docx, "docx", "docx", Some("a Word document")),
    (Format::Xlsx, "xlsx", "xlsx", Some("an Excel workbook")),
    (Format::Html, "html", "html", None),
    #[cfg(feature = "pdf")]
    (Format::Pdf, "pdf", "pdf", Some("a PDF file")),
    (Format::Csv, "csv", "csv", None),
    (Format::Json, "json", "json", None),
];

/// A word that names no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format; write {formats}", formats = listed())]
pub struct NotAFormat(pub String);

impl Format {
    /// Returns every format, in the order in which help lists them.
    pub fn all() -> impl Iterator<Item = Format> {
        NAMES.iter().map(|(format, ..)| *format)
    }

    /// Returns the word that is typed for it: `table`.
    pub fn word(self) -> &'static str {
        self.names().1
    }

    /// Returns the ending of its files: `md`.
    pub fn ending(self) -> &'static str {
        self.names().2
    }

    /// Returns what a file of it is called where it is not text: a terminal cannot show it.
    pub fn file_that_is_no_text(self) -> Option<&'static str> {
        self.names().3
    }

    fn names(self) -> (Format, &'static str, &'static str, Option<&'static str>) {
        let named = NAMES.iter().find(|(format, ..)| *format == self);
        *named.expect("every format has a word, as a test asserts")
    }

    /// Returns the format that a file's name asks for, if its ending is known.
    pub fn from_extension(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let named = NAMES.iter().rfind(|(_, _, ending, _)| *ending == extension);
        named.map(|(format, ..)| *format)
    }

    /// Returns the endings that ask for a format, in a sentence: `.txt, .md … or .json`.
    pub fn endings() -> String {
        let mut endings: Vec<String> = Format::all()
            .map(|format| format!(".{}", format.ending()))
            .collect();
        endings.dedup();
        in_a_sentence(&endings)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for Format {
    type Err = NotAFormat;

    fn from_str(text: &str) -> Result<Self, NotAFormat> {
        let word = text.trim().to_lowercase();
        Format::all()
            .find(|format| format.word() == word)
            .ok_or_else(|| NotAFormat(text.trim().to_owned()))
    }
}

/// What the caller knows of the place where the report will be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Columns of a line; only [`Format::Table`] keeps to it
    pub width: usize,
    /// Whether bold and italic may be written as terminal sequences; only [`Format::Table`] does
    pub colour: bool,
}

/// Writes a document in a format.
///
/// ```
/// # use annexe::document::{Cell, Column, Document, Layout, Section};
/// # use annexe::render::{Format, Page, render};
/// # let row = |reference: &str, words: &str, days: i64| vec![
/// #     Cell::Reference(reference.into()), Cell::Text(words.into()),
/// #     Cell::Text("Some progress".into()), Cell::Date("2025-03-31".parse().unwrap()),
/// #     Cell::Number(days),
/// # ];
/// # let document = Document {
/// #     key: "late", title: "Late: Fenmarsh PDU".into(), as_at: "2026-11-24".parse().ok(),
/// #     head: "change 214 · 9f3a 77c0 21de".into(), imprint: Default::default(), filters: vec![],
/// #     intro: vec![], totals: vec![], charts: vec![],
/// #     sections: vec![Section {
/// #         key: "late", heading: None, intro: vec![], layout: Layout::Table,
/// #         columns: vec![
/// #             Column::new("reference", "Reference"), Column::new("words", "Recommendation"),
/// #             Column::new("progress", "Progress"), Column::new("target_on", "Target date"),
/// #             Column::new("days_late", "Days late"),
/// #         ],
/// #         rows: vec![
/// #             row("fenmarsh-2022/1", "Ensure that every handover to a resettlement team is written down", 603),
/// #             row("fenmarsh-2022/12", "Check addresses before release", 86),
/// #         ],
/// #     }],
/// # };
/// let page = Page { width: 80, colour: false };
/// let bytes = render(&document, Format::Table, &page)?;
/// assert_eq!(String::from_utf8_lossy(&bytes), "\
/// Late: Fenmarsh PDU
/// As at 24 November 2026
///
/// Reference         Recommendation         Progress       Target date    Days late
/// ════════════════════════════════════════════════════════════════════════════════
/// fenmarsh-2022/1   Ensure that every      Some progress  31 March 2025        603
///                   handover to a
///                   resettlement team is
///                   written down
/// ────────────────────────────────────────────────────────────────────────────────
/// fenmarsh-2022/12  Check addresses        Some progress  31 March 2025         86
///                   before release
///
/// Register head: change 214 · 9f3a 77c0 21de
/// ");
/// # Ok::<(), annexe::error::Error>(())
/// ```
pub fn render(document: &Document, format: Format, page: &Page) -> Result<Vec<u8>> {
    Ok(match format {
        Format::Table => terminal::render(document, page).into_bytes(),
        Format::Plain => plain::render(document).into_bytes(),
        Format::Markdown => markdown::render(document).into_bytes(),
        Format::Html => html::render(document).into_bytes(),
        Format::Xlsx => xlsx::render(document)?,
        Format::Csv => csv::render(document),
        Format::Json => json::render(document).into_bytes(),
        Format::Docx => docx::render(document),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::render(document)?,
    })
}

/// Returns the formats in a sentence: `table, plain … or docx`.
pub fn listed() -> String {
    in_a_sentence(&Format::all().map(Format::word).collect::<Vec<_>>())
}

fn in_a_sentence<T: AsRef<str> + fmt::Display>(words: &[T]) -> String {
    let (last, others) = words.split_last().expect("there are formats");
    let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
    format!("{} or {last}", others.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cell;

    /// Returns the text that a format wrote, out of the package where it is one.
    fn text_of(format: Format, bytes: Vec<u8>) -> String {
        match format {
            Format::Docx => docx::tests::unpacked(&bytes),
            Format::Xlsx => xlsx::tests::unpacked(&bytes),
            _ => String::from_utf8(bytes).unwrap(),
        }
    }

    /// Tells whether a format is text; the others are read back in `tests/formats`.
    fn is_text(format: &Format) -> bool {
        !matches!(format.word(), "pdf")
    }

    #[test]
    fn a_format_is_known_by_its_word_and_by_the_ending_of_a_file() {
        for format in Format::all() {
            assert_eq!(format.word().parse(), Ok(format));
            assert!(Format::endings().contains(format.ending()), "{format}");
        }
        for (name, format) in [
            ("board.txt", Some(Format::Plain)),
            ("board.md", Some(Format::Markdown)),
            ("board.html", Some(Format::Html)),
            ("board.xlsx", Some(Format::Xlsx)),
            ("BOARD.CSV", Some(Format::Csv)),
            ("a.b/board.json", Some(Format::Json)),
            ("board.docx", Some(Format::Docx)),
            ("board.exe", None),
            ("board", None),
        ] {
            assert_eq!(Format::from_extension(Path::new(name)), format, "{name}");
        }
    }

    #[test]
    fn a_word_that_is_no_format_is_answered_with_those_that_are() {
        let error = " tabel ".parse::<Format>().unwrap_err();
        let sentence = error.to_string();
        assert!(
            sentence.starts_with("`tabel` is not a format; write table, plain, markdown, docx"),
            "{sentence}"
        );
        assert!(sentence.contains(" or "), "{sentence}");
    }

    #[test]
    fn no_format_lets_a_control_character_or_a_bidi_control_through() {
        for format in Format::all().filter(is_text) {
            let page = Page {
                width: 80,
                colour: false,
            };
            let bytes = render(&sample::document(), format, &page).unwrap();
            let written = text_of(format, bytes);
            let written = written.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            let hidden = |c: char| c != '\n' && text::is_hidden(c);
            assert_eq!(written.find(hidden), None, "{format}: {written}");
            assert!(written.contains("Fenmarsh"), "{format}");
        }
    }

    #[test]
    fn no_shape_of_a_document_stops_a_format() {
        let mut document = sample::document();
        document.sections[0].columns.clear();
        document.sections[1].columns.truncate(1);
        document.sections[2].rows.push(vec![]);
        for format in Format::all() {
            let page = Page {
                width: 0,
                colour: true,
            };
            assert!(render(&document, format, &page).is_ok(), "{format}");
        }
    }

    #[test]
    fn a_document_without_a_title_goes_by_its_machine_name() {
        let mut document = sample::empty();
        document.title = " ".into();
        for format in [Format::Table, Format::Plain, Format::Markdown] {
            let page = Page {
                width: 80,
                colour: false,
            };
            let written = text_of(format, render(&document, format, &page).unwrap());
            assert!(written.contains("outstanding\n"), "{format}: {written}");
        }
    }

    #[test]
    fn a_column_of_numbers_stands_to_the_right_also_in_a_section_that_has_none() {
        let nothing = sample::row("fenmarsh-2022/9", "words", Cell::Nothing);
        let mut document = sample::with_rows(vec![nothing]);
        document
            .sections
            .push(sample::document().sections.remove(0));
        let page = Page {
            width: 140,
            colour: false,
        };
        let text = |format| text_of(format, render(&document, format, &page).unwrap());
        let rule = "| --- | --- | --- | --- | --- | --- | ---: |";
        assert_eq!(text(Format::Markdown).matches(rule).count(), 2);
        let right = "class=\"number\" data-label=\"Days late\">–<";
        assert_eq!(text(Format::Html).matches(right).count(), 3);
        let right = "<w:jc w:val=\"right\"/></w:pPr><w:r><w:t xml:space=\"preserve\">–<";
        assert_eq!(text(Format::Docx).matches(right).count(), 3);
        let table = text(Format::Table);
        let ends = table.lines().filter(|line| line.ends_with("  –"));
        assert!(ends.count() == 3, "{table}");
    }

    #[test]
    fn a_document_without_rows_still_says_what_it_is() {
        for format in Format::all().filter(is_text) {
            let page = Page {
                width: 80,
                colour: false,
            };
            let bytes = render(&sample::empty(), format, &page).unwrap();
            let written = text_of(format, bytes);
            // By their words: PDF is no format where it is left out.
            let says = match format.word() {
                "csv" => "\u{feff}reference,",
                "json" => "\"rows\": []",
                "html" => "<p>None.</p>",
                "xlsx" => ">Rows<",
                "docx" => ">None.<",
                "table" | "plain" | "markdown" => "\nNone.\n",
                _ => "",
            };
            assert!(written.contains(says), "{format}: {written}");
            assert!(!written.trim().is_empty(), "{format}");
        }
    }
}
