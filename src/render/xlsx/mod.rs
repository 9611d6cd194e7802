//! Excel: a sheet with what the report is about, and one for each list, to sort and to filter.
//!
//! The same document gives the same bytes: no clock is asked. Dates known to the day are dates of
//! Excel, others are words; text is written as text, so that nothing in it is ever computed.

mod about;
mod dating;
mod name;
mod sheet;
mod style;
mod text;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use crate::document::{Document, Section};
use crate::error::{Error, Result};
use crate::render::paper::{self, Numeric};
use style::Styles;

/// The sections of one key, which a sheet holds together.
struct List<'d> {
    name: String,
    sections: Vec<&'d Section>,
}

/// Writes a document as a workbook.
pub fn render(document: &Document) -> Result<Vec<u8>> {
    let refused = |error| Error::Refused(format!("the workbook cannot be written: {error}"));
    workbook(document).map_err(refused)
}

fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let lists = lists(document);
    let styles = Styles::new();
    let numeric = Numeric::of(document);
    let mut workbook = Workbook::new();
    workbook.set_default_format(&style::base(), style::LINE_IN_PIXELS, 64)?;
    workbook.set_properties(&properties(document));
    let about = workbook.add_worksheet();
    about::write(about, document, &lists, &styles)?;
    print_set_up(about, document);
    for list in &lists {
        let sheet = workbook.add_worksheet();
        sheet::write(sheet, list, &numeric, &styles)?;
        print_set_up(sheet, document);
    }
    let bytes = workbook.save_to_buffer()?;
    Ok(match document.as_at {
        Some(_) => bytes,
        None => dating::undated(bytes)?,
    })
}

fn lists(document: &Document) -> Vec<List<'_>> {
    let mut keys: Vec<&str> = Vec::new();
    for section in &document.sections {
        if !keys.contains(&section.key) {
            keys.push(section.key);
        }
    }
    let of_key = |key: &str| {
        let sections = document.sections.iter();
        sections.filter(|section| section.key == key).collect()
    };
    let parts: Vec<Vec<&Section>> = keys.into_iter().map(of_key).collect();
    let names = name::names(&parts);
    let named = names.into_iter().zip(parts);
    named
        .map(|(name, sections)| List { name, sections })
        .collect()
}

fn properties(document: &Document) -> DocProperties {
    let properties = paper::properties(document);
    // The writer wants a time at which the file was made; the day of the report is as good as a
    // clock's. Where there is none, what stands for it here is taken out again.
    let day = document.as_at.map(|day| day.last_day());
    DocProperties::new()
        .set_title(properties.title)
        .set_subject(properties.subject)
        .set_author(properties.author.unwrap_or_default())
        .set_creation_datetime(&day.unwrap_or_default())
}

fn print_set_up(sheet: &mut Worksheet, document: &Document) {
    const A4: u8 = 9;
    let marking = paper::marking(document).unwrap_or_default();
    let day = paper::day(document).unwrap_or_default();
    let title = text::in_margin(&paper::title(document));
    let marking = text::in_margin(&marking);
    let head = text::in_margin(&paper::register_head(document).unwrap_or_default());
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_header_footer_scale_with_doc(false)
        .set_margins(0.5, 0.5, 0.8, 0.75, 0.35, 0.35)
        .set_header(format!("&L{title} – &A&C&B{marking}&R{day}"))
        .set_footer(format!("&L{head}&C&B{marking}&RPage &P of &N"));
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::{Cursor, Read};

    use super::*;
    use crate::document::Cell;
    use crate::render::sample;

    /// Returns every part of a workbook, one after another.
    pub fn unpacked(bytes: &[u8]) -> String {
        let mut package = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        for at in 0..package.len() {
            package
                .by_index(at)
                .unwrap()
                .read_to_string(&mut text)
                .unwrap();
        }
        text
    }

    #[test]
    fn the_same_report_gives_the_same_bytes() {
        let document = sample::document();
        let bytes = render(&document).unwrap();
        assert!(bytes == render(&document).unwrap());
        let text = unpacked(&bytes);
        let made = "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-11-24T00:00:00Z<";
        assert!(text.contains(made), "{text}");
        for property in [
            "<dc:title>Outstanding recommendations: Fenmarsh PDU</dc:title>",
            "<dc:subject>For the meeting of 3 December 2026. As at 24 November 2026. Filters",
            "<dc:creator>Performance and quality</dc:creator>",
        ] {
            assert!(text.contains(property), "{property} in {text}");
        }
    }

    #[test]
    fn a_report_without_a_day_says_nothing_of_when_it_was_made() {
        let mut document = sample::document();
        document.as_at = None;
        let bytes = render(&document).unwrap();
        assert!(bytes == render(&document).unwrap());
        let text = unpacked(&bytes);
        for dated in ["1970", "dcterms:created", "dcterms:modified"] {
            assert!(!text.contains(dated), "{dated} in {text}");
        }
        assert!(text.contains("</dc:creator>"), "{text}");
    }

    #[test]
    fn a_sheet_is_ready_to_be_filtered_and_printed() {
        let text = unpacked(&render(&sample::document()).unwrap());
        for part in [
            "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>",
            "<autoFilter ref=\"A1:G6\"",
            "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"",
            "<oddHeader>&amp;LOutstanding recommendations: Fenmarsh PDU – &amp;A\
             &amp;C&amp;BOFFICIAL-SENSITIVE&amp;RAs at 24 November 2026</oddHeader>",
            "&amp;C&amp;BOFFICIAL-SENSITIVE&amp;RPage &amp;P of &amp;N</oddFooter>",
            "'Asked of Fenmarsh PDU'!$1:$1</definedName>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert_eq!(
            text.matches("<autoFilter").count(),
            2,
            "facts are not filtered"
        );
    }

    #[test]
    fn nothing_in_the_words_is_computed() {
        let mut document = sample::with_rows(vec![sample::row("=1+1", "=cmd()", Cell::Nothing)]);
        document.title = "=1+1".into();
        document.totals[0].label = "=1+1".into();
        document.charts[0].title = "=1+1".into();
        document.charts[0].bars[0].label = "=1+1".into();
        document.filters[0].1 = "=1+1".into();
        let text = unpacked(&render(&document).unwrap());
        assert_eq!(text.matches("<f>").count(), 0, "{text}");
        // What charts refer to are cells of the first sheet.
        let formulas = text.split("<c:f>").skip(1);
        assert!(
            formulas
                .clone()
                .all(|formula| formula.starts_with("About!$")),
            "{text}"
        );
        assert_eq!(formulas.count(), 3);
        assert!(text.contains("quotePrefix=\"1\""), "{text}");
    }

    #[test]
    fn a_number_that_excel_would_round_is_written_in_words() {
        let mut document = sample::with_rows(vec![
            sample::row("f/1", "a", Cell::Number(i64::MAX)),
            sample::row("f/2", "b", Cell::Number(i64::MIN)),
        ]);
        document.totals[0].count = u64::MAX;
        document.charts[0].bars[0].count = 1 << 53;
        let text = unpacked(&render(&document).unwrap());
        for words in [
            ">9223372036854775807</t>",
            ">-9223372036854775808</t>",
            ">18446744073709551615</t>",
            "<v>9007199254740992</v>",
        ] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }

    #[test]
    fn a_row_is_as_high_as_its_words_need() {
        let row = sample::row("f/1", &sample::ASKED.repeat(8), Cell::Nothing);
        let text = unpacked(&render(&sample::with_rows(vec![row])).unwrap());
        assert!(
            text.contains("<row r=\"2\" spans=\"1:7\" ht=\"219\""),
            "{text}"
        );
    }
}
