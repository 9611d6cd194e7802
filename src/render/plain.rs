//! Plain text: one field a line, no line art, for screen readers and for `grep`.

use crate::document::{Chart, Document, Layout, Place, Section, Span};
use crate::render::paper::{self, Field};
use crate::render::text::{visible_on_one_line, without_weight};

/// Writes a document as plain text. Lines are as long as their words.
pub fn render(document: &Document) -> String {
    let mut blocks = Vec::from_iter(paper::marking(document));
    blocks.push(head(document));
    blocks.extend(document.intro.iter().map(|paragraph| words(paragraph)));
    blocks.extend(totals(document));
    blocks.extend(document.charts.iter().map(chart));
    blocks.extend(document.sections.iter().flat_map(section));
    if paper::says_nothing(document) {
        blocks.push(paper::NO_ROWS.to_owned());
    }
    blocks.extend(paper::register_head(document));
    blocks.extend(paper::marking(document));
    blocks.join("\n\n") + "\n"
}

fn head(document: &Document) -> String {
    let mut lines = vec![paper::title(document)];
    lines.extend(paper::circumstances(document));
    lines.join("\n")
}

fn totals(document: &Document) -> Option<String> {
    let lines: Vec<String> = document
        .totals
        .iter()
        .map(paper::total)
        .map(|(label, number)| field(&label, &number))
        .collect();
    (!lines.is_empty()).then(|| format!("Totals\n{}", lines.join("\n")))
}

/// The numbers of a chart: who listens to a page is not read a row of blocks.
fn chart(chart: &Chart) -> String {
    let mut lines = vec![visible_on_one_line(&chart.title)];
    for (label, count, _) in paper::bars(chart) {
        lines.push(field(&label, &count.to_string()));
    }
    lines.join("\n")
}

fn section(section: &Section) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    blocks.extend(paper::heading(section));
    blocks.extend(section.intro.iter().map(|paragraph| words(paragraph)));
    let rows = paper::rows(section, Place::Lines);
    match section.layout {
        _ if rows.is_empty() => blocks.push(paper::NO_ROWS.to_owned()),
        Layout::Table | Layout::Record => blocks.extend(rows.iter().map(|row| record(row))),
        Layout::Facts => blocks.push(facts(&rows)),
    }
    blocks
}

fn facts(rows: &[Vec<Field<'_>>]) -> String {
    let facts = rows.iter().map(|row| paper::fact(row));
    let lines = facts.map(|(label, value)| field(&label, &without_weight(&value)));
    lines.collect::<Vec<_>>().join("\n")
}

fn record(row: &[Field<'_>]) -> String {
    let lines: Vec<String> = paper::stacked(row)
        .map(|cell| field(cell.heading, &without_weight(&cell.words)))
        .collect();
    lines.join("\n")
}

/// One field. Further lines of it are indented, so that none can pass for a field of its own.
fn field(label: &str, value: &str) -> String {
    format!("{} {value}", paper::label(label)).replace('\n', "\n  ")
}

fn words(paragraph: &[Span]) -> String {
    without_weight(&paper::visible_paragraph(paragraph))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cell;
    use crate::render::sample;

    #[test]
    fn what_goes_on_from_the_row_above_is_left_out_and_not_shown_as_nothing() {
        let mut rows = vec![sample::row("f-22/1", "Ask", Cell::Nothing); 2];
        rows[1][1] = Cell::Continued;
        let text = render(&sample::with_rows(rows));
        assert_eq!(text.matches("Recommendation:").count(), 1, "{text}");
        assert_eq!(text.matches("Days late: –").count(), 2, "{text}");
    }

    #[test]
    fn every_field_has_a_line_and_every_section_a_heading() {
        let text = render(&sample::document());
        let row = "\n\nAsked of Fenmarsh PDU\n\nAge: 4 years\nRecommendation: Ensure that every person on \
                   probation in Fenmarsh has a named practitioner within five working days, and that the \
                   handover is written down.\nReference: fenmarsh-2022/1\nPublished: 18 May 2022\n\
                   Progress: Some progress\nOwners: A. Reed; B. Moss\nDays late: -12\n\n";
        assert!(text.contains(row), "{text}");
        assert!(
            text.contains("\n\nTotals\nOutstanding: 17 of 34\nNo progress: 9\n\nBy progress\nNo progress: 9\nSome progress: 8\n"),
            "{text}"
        );
        assert!(text.contains(
            "\nInspection findings: Handovers are now written, but not in Saltmere. – No progress\n"
        ));
        assert!(text.contains("\nPublished: May 2022\nScore: 7\n"), "{text}");
        assert!(text.contains("\n\nInherited\n\nNone.\n\n"), "{text}");
        assert!(
            text.starts_with("OFFICIAL-SENSITIVE\n\nOutstanding"),
            "{text}"
        );
        assert!(
            text.ends_with(
                "\n\nRegister head: change 214 · 9f3a 77c0 21de\n\nOFFICIAL-SENSITIVE\n"
            )
        );
    }

    #[test]
    fn what_only_programs_see_and_line_art_stay_out() {
        let text = render(&sample::document());
        assert!(!text.contains("Body code"));
        assert!(!text.contains(['─', '═', '│']), "{text}");
    }

    #[test]
    fn a_second_line_of_a_value_cannot_pass_for_a_field() {
        let text = render(&sample::document());
        assert!(
            text.contains(" Cafe\u{301}\n  Progress: sufficient\nReference:"),
            "{text}"
        );
        assert!(
            text.contains("Recommendation: ␛[31mred␛[0m \\u{202e}drow"),
            "{text}"
        );
    }
}
