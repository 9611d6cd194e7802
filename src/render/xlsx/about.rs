//! The first sheet: what the report is about, its numbers, and the way to its lists.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartSolidFill, ChartType, Format, Url,
    Worksheet, XlsxError,
};

use super::List;
use super::name::ABOUT;
use super::sheet::{date_or_words, is_exact, write_words};
use super::style::{ACCENT, LINE, Styles};
use super::text::{beginning, fitting, lines};
use crate::document::{self, Document, Paragraph, Section};
use crate::domain::partial_date::PartialDate;
use crate::render::paper;
use crate::render::text::{visible, visible_on_one_line, without_weight};

/// Letters of the columns: labels and paragraphs; values; what a value is out of.
const WIDTHS: [usize; 3] = [62, 26, 12];
/// Where the charts begin, one below the other, and how wide they are.
const PICTURES: (u32, u16) = (3, 4);
const PICTURE: u32 = 520;

/// Where the next line goes.
struct Cursor<'s> {
    sheet: &'s mut Worksheet,
    styles: &'s Styles,
    row: u32,
    /// How many pixels the charts take so far
    drawn: u32,
}

/// Writes the sheet.
pub fn write(
    sheet: &mut Worksheet,
    document: &Document,
    lists: &[List<'_>],
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_name(ABOUT)?.set_screen_gridlines(false);
    for (at, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(at, width as f64 + 1.5)?;
    }
    let mut cursor = Cursor {
        sheet,
        styles,
        row: 0,
        drawn: 0,
    };
    cursor.head(document)?;
    cursor.totals(document)?;
    for chart in &document.charts {
        cursor.chart(chart)?;
    }
    cursor.lists(lists)?;
    if paper::says_nothing(document) {
        cursor.line(paper::NO_ROWS, &styles.words)?;
    }
    cursor.foot(document)
}

impl Cursor<'_> {
    fn head(&mut self, document: &Document) -> Result<(), XlsxError> {
        let styles = self.styles;
        if let Some(marking) = paper::marking(document) {
            self.line(&marking, &styles.marking)?;
        }
        self.title(&paper::title(document))?;
        self.date("Meeting", document.imprint.meeting)?;
        self.date("As at", document.as_at)?;
        for (filter, value) in paper::filters(document) {
            self.pair(&format!("Filter: {filter}"), value)?;
        }
        self.paragraphs(&document.intro)
    }

    /// Writes the title on one line, over the columns beside it.
    fn title(&mut self, title: &str) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, fitting(title), &self.styles.title)?;
        self.next(2)
    }

    fn totals(&mut self, document: &Document) -> Result<(), XlsxError> {
        if document.totals.is_empty() {
            return Ok(());
        }
        self.headings(&["Totals", "Count", "Out of"])?;
        for total in &document.totals {
            self.count(&total.label, &[Some(total.count), total.of])?;
        }
        Ok(())
    }

    /// Writes the numbers of a chart, and draws them beside.
    fn chart(&mut self, chart: &document::Chart) -> Result<(), XlsxError> {
        let title = visible_on_one_line(&chart.title);
        self.headings(&[&title, "Count"])?;
        let first = self.row;
        for bar in &chart.bars {
            self.count(&bar.label, &[Some(bar.count)])?;
        }
        if first < self.row {
            self.picture(chart, first, self.row - 1)?;
        }
        self.line(&visible(&chart.description), &self.styles.faint)
    }

    /// Draws the numbers of some rows, below what was drawn before.
    fn picture(&mut self, chart: &document::Chart, first: u32, last: u32) -> Result<(), XlsxError> {
        let (row, column) = PICTURES;
        let picture = bars(chart, first, last);
        self.sheet
            .insert_chart_with_offset(row, column, &picture, 0, self.drawn)?;
        self.drawn += height(chart) + 15;
        Ok(())
    }

    fn lists(&mut self, lists: &[List<'_>]) -> Result<(), XlsxError> {
        if lists.is_empty() {
            return Ok(());
        }
        self.headings(&["Sheets", "Rows"])?;
        for list in lists {
            for section in &list.sections {
                self.list(list, section)?;
            }
        }
        Ok(())
    }

    fn list(&mut self, list: &List<'_>, section: &Section) -> Result<(), XlsxError> {
        let heading = paper::heading(section).unwrap_or_else(|| list.name.clone());
        let heading = beginning(&heading, 250);
        let link = format!("internal:'{}'!A1", list.name.replace('\'', "''"));
        let link = Url::new(link).set_text(heading);
        self.sheet
            .write_url_with_format(self.row, 0, link, &self.styles.link)?;
        self.sheet.write_number_with_format(
            self.row,
            1,
            section.rows.len() as f64,
            &self.styles.count,
        )?;
        self.next(lines(heading, WIDTHS[0]))?;
        for words in &section.intro {
            self.line(&visible(&without_weight(words)), &self.styles.faint)?;
        }
        Ok(())
    }

    fn foot(&mut self, document: &Document) -> Result<(), XlsxError> {
        self.row += 1;
        if let Some(head) = paper::register_head(document) {
            self.line(&head, &self.styles.faint)?;
        }
        match paper::marking(document) {
            Some(marking) => self.line(&marking, &self.styles.marking),
            None => Ok(()),
        }
    }

    fn paragraphs(&mut self, paragraphs: &[Paragraph]) -> Result<(), XlsxError> {
        for words in paragraphs {
            self.row += 1;
            self.line(&visible(&without_weight(words)), &self.styles.words)?;
        }
        Ok(())
    }

    fn headings(&mut self, words: &[&str]) -> Result<(), XlsxError> {
        self.row += 1;
        for (at, words) in (0..).zip(words) {
            self.sheet.write_string_with_format(
                self.row,
                at,
                fitting(words),
                &self.styles.column,
            )?;
        }
        self.next(lines(words[0], WIDTHS[0]))
    }

    fn date(&mut self, label: &str, date: Option<PartialDate>) -> Result<(), XlsxError> {
        let Some(date) = date else { return Ok(()) };
        self.sheet
            .write_string_with_format(self.row, 0, label, &self.styles.label)?;
        date_or_words(self.sheet, self.row, 1, date, self.styles)?;
        self.next(1)
    }

    fn pair(&mut self, label: &str, value: String) -> Result<(), XlsxError> {
        let height = lines(&value, WIDTHS[1]);
        self.sheet
            .write_string_with_format(self.row, 0, fitting(label), &self.styles.label)?;
        write_words(self.sheet, self.row, 1, fitting(&value), self.styles)?;
        self.next(height)
    }

    /// Writes numbers beside their label, as numbers.
    fn count(&mut self, label: &str, numbers: &[Option<u64>]) -> Result<(), XlsxError> {
        let label = fitting(&visible_on_one_line(label));
        let height = lines(&label, WIDTHS[0]);
        let style = &self.styles.count;
        write_words(self.sheet, self.row, 0, label, self.styles)?;
        for (at, number) in (1..).zip(numbers) {
            match number {
                Some(number) if is_exact(*number) => {
                    let number = *number as f64;
                    self.sheet
                        .write_number_with_format(self.row, at, number, style)?;
                }
                Some(number) => {
                    write_words(self.sheet, self.row, at, number.to_string(), self.styles)?;
                }
                None => {
                    self.sheet.write_blank(self.row, at, style)?;
                }
            }
        }
        self.next(height)
    }

    fn line(&mut self, words: &str, style: &Format) -> Result<(), XlsxError> {
        let words = fitting(words);
        let height = lines(&words, WIDTHS[0]);
        self.sheet
            .write_string_with_format(self.row, 0, words, style)?;
        self.next(height)
    }

    fn next(&mut self, lines: usize) -> Result<(), XlsxError> {
        self.sheet
            .set_row_height(self.row, (lines as f64 * LINE + 2.25).min(409.0))?;
        self.row += 1;
        Ok(())
    }
}

/// Makes bars of the numbers in some rows. All words come from cells: a title that is given as
/// text could be taken for a formula.
fn bars(chart: &document::Chart, first: u32, last: u32) -> Chart {
    let mut picture = Chart::new(ChartType::Bar);
    let mut accent = ChartFormat::new();
    accent.set_solid_fill(ChartSolidFill::new().set_color(ACCENT));
    picture
        .add_series()
        .set_categories((ABOUT, first, 0, last, 0))
        .set_values((ABOUT, first, 1, last, 1))
        .set_gap(60)
        .set_format(&mut accent)
        .set_data_label(ChartDataLabel::new().show_value());
    let mut font = ChartFont::new();
    font.set_size(11).set_bold();
    picture
        .title()
        .set_name((ABOUT, first - 1, 0))
        .set_font(&font);
    picture.legend().set_hidden();
    // Excel draws bars from below: the first stands above here, as in the rows.
    picture.y_axis().set_reverse().set_label_interval(1);
    picture.x_axis().set_hidden(true).set_major_gridlines(false);
    picture.set_width(PICTURE).set_height(height(chart));
    let title = visible_on_one_line(&chart.title);
    let alt = format!("{title}: {}", visible_on_one_line(&chart.description));
    picture.set_alt_text(beginning(&alt, 250));
    picture
}

/// Returns the height of a chart in pixels: much more than a page is no use to anybody.
fn height(chart: &document::Chart) -> u32 {
    60 + 36 * chart.bars.len().min(40) as u32
}
