//! The terminal: tables, records and facts that fit its width. The only user of comfy-table.
//!
//! Words carry the meaning; bold and italic only add, and only when the page allows them.

use comfy_table::{
    Attribute, CellAlignment, ColumnConstraint, LineStyle, Table, TableStyle, Width,
};

use crate::document::{
    Chart, Column, Document, Layout, Paragraph, Place, Section, Span, Style, plain,
};
use crate::render::Page;
use crate::render::paper::{self, Field, Numeric, bold};
use crate::render::text::{visible_on_one_line, without_weight};
use crate::render::widths::{self, Measure};
use crate::render::wrap::{width_of, wrap};

/// Spaces between columns.
const GAP: usize = 2;
/// Narrower pages are written as if they had this width; nothing could be read there.
const NARROWEST: usize = 20;
/// Columns of the longest bar of a chart.
const WIDEST_BAR: usize = 40;
/// comfy-table counts no further.
const WIDEST: usize = u16::MAX as usize;
/// A rule under the header and hairlines between the rows, in characters that every font has.
const LINES: TableStyle = TableStyle::new()
    .header_separator(LineStyle::none().fill('═'))
    .row_separator(LineStyle::none().fill('─'));

/// Writes a document for a terminal.
pub fn render(document: &Document, page: &Page) -> String {
    let sheet = Sheet {
        width: page.width.clamp(NARROWEST, WIDEST),
        colour: page.colour,
        numeric: Numeric::of(document),
    };
    let marking = || paper::marking(document).map(|words| sheet.lines(&bold(words)));
    let mut blocks = Vec::from_iter(marking());
    blocks.push(sheet.head(document));
    blocks.extend(document.intro.iter().map(|words| sheet.paragraph(words)));
    blocks.extend(sheet.totals(document));
    blocks.extend(document.charts.iter().map(|chart| sheet.chart(chart)));
    for section in &document.sections {
        blocks.extend(sheet.section(section));
    }
    if paper::says_nothing(document) {
        blocks.push(paper::NO_ROWS.to_owned());
    }
    blocks.extend(paper::register_head(document).map(|head| sheet.lines(&plain(head))));
    blocks.extend(marking());
    blocks.join("\n\n") + "\n"
}

/// A page that is being written on.
struct Sheet {
    width: usize,
    colour: bool,
    numeric: Numeric,
}

impl Sheet {
    fn head(&self, document: &Document) -> String {
        let mut lines = vec![self.lines(&bold(paper::title(document)))];
        let circumstances = paper::circumstances(document);
        lines.extend(
            circumstances
                .into_iter()
                .map(|line| self.hanging(&plain(line))),
        );
        lines.join("\n")
    }

    fn totals(&self, document: &Document) -> Option<String> {
        let totals: Vec<(String, String)> = document.totals.iter().map(paper::total).collect();
        // "17 of 34" under "9": the counts end in one column.
        let count = |number: &str| number.split(' ').next().map_or(0, width_of);
        let widest = totals.iter().map(|(_, number)| count(number)).max()?;
        let aligned = |(label, number): (String, String)| {
            let before = " ".repeat(widest - count(&number));
            (label, plain(before.replace(' ', "\u{a0}") + &number))
        };
        let facts = self.facts(totals.into_iter().map(aligned).collect());
        // The padding had to outlive the wrapping; on the page it is spaces.
        let facts = facts.replace('\u{a0}', " ");
        Some(format!("{}\n{facts}", self.styled(&bold("Totals"))))
    }

    /// Bars beside their numbers; the words say everything.
    fn chart(&self, chart: &Chart) -> String {
        let bars = paper::bars(chart);
        let digits = |(_, count, _): &(_, u64, _)| count.to_string().len();
        let digits = bars.iter().map(digits).max().unwrap_or(0);
        let labels = bars.iter().map(|(label, ..)| width_of(label)).max();
        let labels = labels.unwrap_or(0).min(self.width / 2);
        let room = self.width.saturating_sub(labels + digits + 2 * GAP);
        let bar = |(label, count, length): (String, u64, f64)| {
            let value = format!(
                "{count:>digits$}  {}",
                paper::blocks(length, room.min(WIDEST_BAR))
            );
            (label, plain(value.trim_end().replace(' ', "\u{a0}")))
        };
        let bars = self.facts(bars.into_iter().map(bar).collect());
        let title = self.styled(&bold(visible_on_one_line(&chart.title)));
        format!("{title}\n{}", bars.replace('\u{a0}', " "))
    }

    fn section(&self, section: &Section) -> Vec<String> {
        let heading = paper::heading(section);
        let mut blocks: Vec<String> = heading
            .map(|words| self.lines(&bold(words)))
            .into_iter()
            .collect();
        blocks.extend(section.intro.iter().map(|words| self.paragraph(words)));
        let rows = paper::rows(section, Place::Lines);
        match section.layout {
            _ if rows.is_empty() => blocks.push(paper::NO_ROWS.to_owned()),
            Layout::Table => blocks.push(self.table(section, &rows)),
            Layout::Record => blocks.extend(rows.iter().map(|row| self.record(row))),
            Layout::Facts => {
                blocks.push(self.facts(rows.iter().map(|row| paper::fact(row)).collect()));
            }
        }
        blocks
    }

    /// A table, or the rows as stacked fields where the page is too narrow for its columns.
    fn table(&self, section: &Section, rows: &[Vec<Field<'_>>]) -> String {
        let columns = paper::columns(section, Place::Lines);
        let measures: Vec<Measure> = columns
            .iter()
            .enumerate()
            .map(|(at, column)| {
                Measure::of(column.heading, rows.iter().filter_map(|row| row.get(at)))
            })
            .collect();
        let gaps = GAP * columns.len().saturating_sub(1);
        match widths::fit(&measures, self.width.saturating_sub(gaps)) {
            Some(widths) => self.drawn(&columns, rows, &widths),
            None => self.stacked(rows),
        }
    }

    fn drawn(&self, columns: &[&Column], rows: &[Vec<Field<'_>>], widths: &[usize]) -> String {
        let mut table = Table::new();
        table.load_style(LINES).force_no_tty();
        if self.colour {
            table.enforce_styling();
        }
        let headings = columns.iter().map(|column| bold(column.heading));
        table.set_header(
            headings
                .zip(widths)
                .map(|(words, width)| cell(&words, *width)),
        );
        for row in rows {
            table.add_row(
                row.iter()
                    .zip(widths)
                    .map(|(field, width)| cell(&field.words, *width)),
            );
        }
        for (at, (column, width)) in columns.iter().zip(widths).enumerate() {
            let is_numeric = paper::is_numeric(&self.numeric, column);
            arrange(&mut table, at, *width, at + 1 == widths.len(), is_numeric);
        }
        let lines: Vec<String> = table
            .lines()
            .map(|line| line.trim_end().to_owned())
            .collect();
        lines.join("\n")
    }

    fn stacked(&self, rows: &[Vec<Field<'_>>]) -> String {
        let rows: Vec<String> = rows.iter().map(|row| self.stack(row)).collect();
        rows.join(&format!("\n{}\n", "─".repeat(self.width)))
    }

    fn stack(&self, row: &[Field<'_>]) -> String {
        let field = |field: &Field<'_>| {
            let label = [bold(paper::label(field.heading)), plain(" ")];
            self.hanging(&[label.concat(), field.words.clone()].concat())
        };
        paper::stacked(row)
            .map(field)
            .collect::<Vec<_>>()
            .join("\n")
    }

    fn record(&self, row: &[Field<'_>]) -> String {
        let field = |field: &Field<'_>| {
            let label = self.lines(&bold(paper::label(field.heading)));
            format!("{label}\n{}", self.lines(&field.words))
        };
        row.iter().map(field).collect::<Vec<_>>().join("\n\n")
    }

    /// Labels and values in two aligned columns.
    fn facts(&self, facts: Vec<(String, Paragraph)>) -> String {
        let widest = facts.iter().map(|(label, _)| width_of(label)).max();
        let labels = widest.unwrap_or(0).min(self.width / 2 - GAP);
        let values = self.width - labels - GAP;
        let facts = facts.into_iter().flat_map(|(label, value)| {
            let label = wrap(&plain(label), labels);
            self.side_by_side(&label, labels, &wrap(&value, values))
        });
        facts.collect::<Vec<_>>().join("\n")
    }

    fn side_by_side(&self, left: &[Paragraph], width: usize, right: &[Paragraph]) -> Vec<String> {
        let line = |at: usize| {
            let label = left
                .get(at)
                .map_or_else(String::new, |line| without_weight(line));
            let gap = " ".repeat(width + GAP - width_of(&label));
            let value = right
                .get(at)
                .map_or_else(String::new, |line| self.styled(line));
            format!("{label}{gap}{value}").trim_end().to_owned()
        };
        (0..left.len().max(right.len())).map(line).collect()
    }

    fn paragraph(&self, words: &[Span]) -> String {
        self.lines(&paper::visible_paragraph(words))
    }

    fn lines(&self, words: &[Span]) -> String {
        let lines = wrap(words, self.width);
        let lines = lines.iter().map(|line| self.styled(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Lines of which all but the first are indented.
    fn hanging(&self, words: &[Span]) -> String {
        let lines = wrap(words, self.width - GAP);
        let lines = lines.iter().map(|line| self.styled(line));
        lines.collect::<Vec<_>>().join("\n  ")
    }

    fn styled(&self, line: &[Span]) -> String {
        let span = |span: &Span| match span.style {
            Style::Bold if self.colour => format!("\u{1b}[1m{}\u{1b}[0m", span.text),
            Style::Italic if self.colour => format!("\u{1b}[3m{}\u{1b}[0m", span.text),
            Style::Plain | Style::Bold | Style::Italic => span.text.clone(),
        };
        line.iter().map(span).collect()
    }
}

/// A cell of the table, its lines broken here, because comfy-table breaks words that would
/// fit on a line of their own.
fn cell(words: &[Span], width: usize) -> comfy_table::Cell {
    let lines: Vec<String> = wrap(words, width)
        .iter()
        .map(|line| without_weight(line))
        .collect();
    let cell = comfy_table::Cell::new(lines.join("\n"));
    // A cell has one weight: comfy-table would count the sequences inside it as text.
    let heavy = |style| words.iter().all(|span| span.style == style);
    match words {
        [] => cell,
        _ if heavy(Style::Bold) => cell.add_attribute(Attribute::Bold),
        _ if heavy(Style::Italic) => cell.add_attribute(Attribute::Italic),
        _ => cell,
    }
}

fn arrange(table: &mut Table, at: usize, width: usize, is_last: bool, is_numeric: bool) {
    let gap = if is_last { 0 } else { GAP };
    let column = table.column_mut(at).expect("every heading has a column");
    let narrow = |columns: usize| u16::try_from(columns).unwrap_or(u16::MAX);
    column.set_padding((0, narrow(gap)));
    column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(narrow(
        width + gap,
    ))));
    if is_numeric {
        column.set_cell_alignment(CellAlignment::Right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cell;
    use crate::render::sample;

    fn written(document: &Document, width: usize) -> String {
        let colour = false;
        render(document, &Page { width, colour })
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        for width in [20, 40, 60, 80, 120, 200, usize::MAX] {
            for line in written(&sample::document(), width).lines() {
                // Counted for the whole line, as comfy-table counts, and letter by letter.
                let whole = unicode_width::UnicodeWidthStr::width(line);
                assert!(whole.max(width_of(line)) <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_table_fills_the_page_and_keeps_references_and_dates_whole() {
        let table = written(&sample::document(), 120);
        assert!(
            table.contains(&format!("\n{}\n", "═".repeat(120))),
            "{table}"
        );
        let row = "4 years  Ensure that every person on probation  fenmarsh-2022/1  18 May 2022  \
                   Some progress  A. Reed; B. Moss        -12\n         in Fenmarsh has a named";
        assert!(table.contains(row), "{table}");
        assert!(table.contains("         –\n"), "{table}");
    }

    #[test]
    fn a_table_of_few_columns_stays_a_table_on_a_narrow_page() {
        let mut document =
            sample::with_rows(vec![sample::row("f-22/1", sample::ASKED, Cell::Number(2))]);
        let section = &mut document.sections[0];
        section.columns = section.columns[1..3].to_vec();
        section.rows[0] = section.rows[0][1..3].to_vec();
        let table = written(&document, 40);
        let expected = "\
Recommendation                 Reference
════════════════════════════════════════
Ensure that every person on    f-22/1
probation in Fenmarsh has a";
        assert!(table.contains(expected), "{table}");
    }

    #[test]
    fn columns_that_cannot_be_read_side_by_side_are_stacked() {
        let stacked = written(&sample::document(), 40);
        assert!(stacked.contains("\nReference: fenmarsh-2022/1\nPublished: 18 May 2022\n"));
        assert!(stacked.contains(&format!("\nDays late: -12\n{}\nAge:", "─".repeat(40))));
        assert!(
            !stacked.contains('═') && !stacked.contains("Body code"),
            "{stacked}"
        );
        // A second line of a cell cannot pass for a field.
        assert!(stacked.contains("\n  Progress: sufficient\n"), "{stacked}");
    }

    #[test]
    fn head_totals_records_and_facts_read_as_on_paper() {
        let page = written(&sample::document(), 80);
        for part in [
            "OFFICIAL-SENSITIVE\n\nOutstanding recommendations: Fenmarsh PDU\n\
             For the meeting of 3 December 2026\nAs at 24 November 2026\n\
             Filters: unit or organisation: Fenmarsh PDU and Saltmere region; addressee\n  kind: unit\n",
            "\n\nTotals\nOutstanding  17 of 34\nNo progress   9\n\nBy progress\n\
             No progress       9  ████████████████████████████████████████\n\
             Some progress     8  ████████████████████████████████████\n\
             Graded at a part  0\n\n",
            "\n\nRecommendation:\nEnsure that every person on probation in Fenmarsh has a named practitioner\n\
             within five working days, and that the handover is written down.\n\n\
             Inspection findings:\nHandovers are now written, but not in Saltmere. – No progress\n\n",
            "\nUnit or organisation  Fenmarsh PDU\nPublished             May 2022\n",
            "\nInherited\n\nNone.\n\n",
        ] {
            assert!(page.contains(part), "{part}\nin\n{page}");
        }
        assert!(
            page.ends_with(
                "\n\nRegister head: change 214 · 9f3a 77c0 21de\n\nOFFICIAL-SENSITIVE\n"
            )
        );
    }

    #[test]
    fn weight_is_written_only_where_the_page_allows_it_and_changes_no_word() {
        let document = sample::document();
        let coloured = render(
            &document,
            &Page {
                width: 120,
                colour: true,
            },
        );
        for part in [
            "\u{1b}[1mOutstanding recommendations: Fenmarsh PDU\u{1b}[0m",
            "Taken from \u{1b}[3mAn inspection of",
            "– \u{1b}[1mNo progress\u{1b}[0m",
            "\u{1b}[1mRecommendation",
            "\u{1b}[1mSome progress",
        ] {
            assert!(coloured.contains(part), "{part}");
        }
        let upright = ["\u{1b}[1m", "\u{1b}[3m", "\u{1b}[0m"]
            .iter()
            .fold(coloured, |text, sequence| text.replace(sequence, ""));
        let trimmed: Vec<&str> = upright.lines().map(str::trim_end).collect();
        assert_eq!(trimmed.join("\n") + "\n", written(&document, 120));
    }
}
