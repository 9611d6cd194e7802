//! What the formats for people share: words for cells, filters and totals.
//!
//! Everything that leaves here is visible, so that no format can forget it.

use std::collections::HashSet;

use crate::document::{
    Bar, Cell, Chart, Column, Document, Layout, Paragraph, Place, Section, Span, Style, Total,
    plain,
};
use crate::render::dates::with_whole_dates;
use crate::render::text::{visible, visible_on_one_line, without_weight};

/// What stands for nothing.
pub const NOTHING: &str = "–";

/// What stands for no rows.
pub const NO_ROWS: &str = "None.";

/// One cell with its heading.
pub struct Field<'a> {
    /// The heading of its column
    pub heading: &'static str,
    /// The value
    pub cell: &'a Cell,
    /// Its words
    pub words: Paragraph,
}

/// Returns the columns of a section that are seen in a place.
pub fn columns(section: &Section, place: Place) -> Vec<&Column> {
    let seen = |column: &&Column| column.shown.is_in(place);
    section.columns.iter().filter(seen).collect()
}

/// Tells whether the pages have to lie on their long side: a table has many columns.
pub fn is_wide(document: &Document) -> bool {
    let mut tables = document
        .sections
        .iter()
        .filter(|section| section.layout == Layout::Table && !section.rows.is_empty());
    tables.any(|section| columns(section, Place::Pages).len() > MOST_UPRIGHT)
}

/// How many columns of a table an upright page takes.
const MOST_UPRIGHT: usize = 4;

/// The columns that hold numbers and nothing else, and so stand to the right.
///
/// Sections are judged together: one that has nothing in a column has it where the others do.
pub struct Numeric(HashSet<&'static str>);

impl Numeric {
    /// Finds the columns of a document.
    pub fn of(document: &Document) -> Numeric {
        let (mut numbers, mut others) = (HashSet::new(), HashSet::new());
        for section in &document.sections {
            for (column, cell) in section
                .rows
                .iter()
                .flat_map(|row| section.columns.iter().zip(row))
            {
                match cell {
                    Cell::Number(_) => numbers.insert(column.key),
                    Cell::Nothing | Cell::Continued => false,
                    _ => others.insert(column.key),
                };
            }
        }
        Numeric(&numbers - &others)
    }
}

/// Tells whether a column holds numbers and nothing else in all sections of a document.
pub fn is_numeric(numeric: &Numeric, column: &Column) -> bool {
    numeric.0.contains(column.key)
}

/// Returns the rows of a section with the columns that are seen in a place.
pub fn rows(section: &Section, place: Place) -> Vec<Vec<Field<'_>>> {
    section
        .rows
        .iter()
        .map(|row| fields(section, row, place))
        .collect()
}

fn fields<'a>(section: &Section, row: &'a [Cell], place: Place) -> Vec<Field<'a>> {
    section
        .columns
        .iter()
        .zip(row)
        .filter(|(column, _)| column.shown.is_in(place))
        .map(|(column, cell)| Field {
            heading: column.heading,
            cell,
            words: match place {
                Place::Pages => with_whole_dates(&words(cell)),
                _ => words(cell),
            },
        })
        .collect()
}

/// Returns the fields of a row that stand under each other: what goes on from the row above is left out.
pub fn stacked<'r, 'a>(row: &'r [Field<'a>]) -> impl Iterator<Item = &'r Field<'a>> {
    row.iter().filter(|field| *field.cell != Cell::Continued)
}

/// Returns the label and the value of a row of facts.
pub fn fact(row: &[Field<'_>]) -> (String, Paragraph) {
    let Some((label, values)) = row.split_first() else {
        return (String::new(), Paragraph::new());
    };
    let mut value = Paragraph::new();
    for field in values {
        if !value.is_empty() {
            value.extend(plain(" "));
        }
        value.extend(field.words.iter().cloned());
    }
    (without_weight(&label.words), value)
}

/// Returns what a cell says to people.
fn words(cell: &Cell) -> Paragraph {
    let words = match cell {
        Cell::Nothing => Paragraph::new(),
        Cell::Continued => return Paragraph::new(),
        Cell::Text(text) => plain(visible(text)),
        Cell::Rich(spans) => visible_paragraph(spans),
        Cell::Reference(reference) => plain(visible_on_one_line(reference)),
        Cell::Date(date) => plain(date.for_people()),
        Cell::Number(number) => plain(number.to_string()),
        Cell::List(items) => plain(visible_on_one_line(&items.join("; "))),
    };
    if without_weight(&words).trim().is_empty() {
        return plain(NOTHING);
    }
    words
}

/// Returns a paragraph made visible; neighbours of one weight become one span.
pub fn visible_paragraph(spans: &[Span]) -> Paragraph {
    let mut paragraph = Paragraph::new();
    for span in spans {
        match paragraph.last_mut() {
            Some(last) if last.style == span.style => last.text += &visible(&span.text),
            _ => paragraph.push(Span {
                text: visible(&span.text),
                style: span.style,
            }),
        }
    }
    paragraph
}

/// Makes a paragraph of bold words.
pub fn bold(text: impl Into<String>) -> Paragraph {
    vec![Span {
        text: text.into(),
        style: Style::Bold,
    }]
}

/// Returns the heading of the document; one without it goes by its machine name.
pub fn title(document: &Document) -> String {
    match document.title.trim() {
        "" => document.key.to_owned(),
        _ => visible_on_one_line(&document.title),
    }
}

/// Returns the heading of a section, if it says anything.
pub fn heading(section: &Section) -> Option<String> {
    let heading = section.heading.as_deref()?;
    (!heading.trim().is_empty()).then(|| visible_on_one_line(heading))
}

/// Returns the day for which the report is drawn, which stands beside the running title.
pub fn day(document: &Document) -> Option<String> {
    let day = document.as_at?;
    Some(format!("As at {}", day.for_people()))
}

/// What a folder shows of a file, and what a screen reader asks it for.
pub struct Properties {
    /// Its title
    pub title: String,
    /// What it is about: the meeting, the day, the filters
    pub subject: String,
    /// Who drew it
    pub author: Option<String>,
}

/// Returns the properties of the file of a document.
pub fn properties(document: &Document) -> Properties {
    let author = document.imprint.author.as_deref();
    Properties {
        title: short(&title(document)),
        subject: short(&circumstances(document).join(". ")),
        author: author.map(|author| short(&visible_on_one_line(author))),
    }
}

/// Returns a visible text that is no longer than a property or a bookmark should be.
pub fn short(text: &str) -> String {
    cut(text, 250)
}

/// Returns as much of a text as may be, in letters; three dots say what is missing.
pub fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Returns the lines under the heading: the meeting, the day, and the filters.
pub fn circumstances(document: &Document) -> Vec<String> {
    let meeting = document.imprint.meeting;
    let meeting = meeting.map(|day| format!("For the meeting of {}", day.for_people()));
    meeting
        .into_iter()
        .chain(day(document))
        .chain(filters_in_one_line(document))
        .collect()
}

/// Returns the protective marking, which stands above and below everything else.
pub fn marking(document: &Document) -> Option<String> {
    document.imprint.marking.as_deref().map(visible_on_one_line)
}

/// Returns what each filter is called and what it lets through.
pub fn filters(document: &Document) -> Vec<(String, String)> {
    let visible = |(key, value): &(&str, String)| (filter_name(key), visible_on_one_line(value));
    document.filters.iter().map(visible).collect()
}

fn filters_in_one_line(document: &Document) -> Option<String> {
    let filters: Vec<String> = filters(document)
        .into_iter()
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    (!filters.is_empty()).then(|| format!("Filters: {}", filters.join("; ")))
}

/// Returns what people call a filter; screens say "unit or organisation" and never "body".
fn filter_name(key: &str) -> String {
    match key {
        "body" => "unit or organisation".to_owned(),
        "owner" => "Responsible Owner".to_owned(),
        other => other.replace(['_', '-'], " "),
    }
}

/// Returns the label and the number of a total: `17 of 34`.
pub fn total(total: &Total) -> (String, String) {
    let number = match total.of {
        Some(of) => format!("{} of {of}", total.count),
        None => total.count.to_string(),
    };
    (visible_on_one_line(&total.label), number)
}

/// Returns the bars of a chart with their numbers as words, and each bar's length in parts of the longest.
pub fn bars(chart: &Chart) -> Vec<(String, u64, f64)> {
    let most = chart.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let length = |bar: &Bar| match most {
        0 => 0.0,
        most => bar.count as f64 / most as f64,
    };
    chart
        .bars
        .iter()
        .map(|bar| (visible_on_one_line(&bar.label), bar.count, length(bar)))
        .collect()
}

/// Draws a bar in blocks; whatever is more than nothing has one at least.
pub fn blocks(length: f64, width: usize) -> String {
    let blocks = (length * width as f64).round() as usize;
    "█".repeat(if length > 0.0 { blocks.max(1) } else { 0 })
}

/// Returns the last line, by which a paper is compared with the register; what is only shown in
/// passing has none.
pub fn register_head(document: &Document) -> Option<String> {
    let head = visible_on_one_line(&document.head);
    (!head.is_empty()).then(|| format!("Register head: {head}"))
}

/// Returns the label of a cell that stands under or after it: `Recommendation:`.
pub fn label(heading: &str) -> String {
    format!("{}:", heading.trim_end_matches(':'))
}

/// Tells whether a document has nothing at all to say under its heading.
pub fn says_nothing(document: &Document) -> bool {
    document.sections.is_empty() && document.totals.is_empty() && document.intro.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_column_is_numeric_where_no_section_has_anything_but_numbers_in_it() {
        let days_late = |cells: [Cell; 2]| {
            let [one, other] = cells.map(|cell| sample::row("f/1", "words", cell));
            let mut document = sample::with_rows(vec![one]);
            let mut further = document.sections[0].clone();
            further.rows = vec![other];
            document.sections.push(further);
            let column = &document.sections[0].columns[6];
            is_numeric(&Numeric::of(&document), column)
        };
        let words = || Cell::Text("some".into());
        assert!(days_late([Cell::Number(1), Cell::Number(-1)]));
        assert!(days_late([Cell::Nothing, Cell::Number(1)]));
        assert!(!days_late([Cell::Number(1), words()]));
        assert!(!days_late([Cell::Nothing, Cell::Nothing]));
    }

    #[test]
    fn what_says_nothing_is_no_heading_no_title_and_no_head_of_the_register() {
        let mut document = sample::document();
        assert_eq!(heading(&document.sections[1]).unwrap(), "Annexe one");
        document.sections[1].heading = Some(" \n".into());
        document.title = " ".into();
        document.head.clear();
        assert_eq!(heading(&document.sections[1]), None);
        assert_eq!(title(&document), "outstanding");
        assert_eq!(register_head(&document), None);
    }

    #[test]
    fn the_properties_of_a_file_are_short_and_visible() {
        let mut document = sample::document();
        document.title = "é".repeat(100_000);
        document.imprint.author = Some("A\u{202e}\nB".into());
        let properties = properties(&document);
        assert_eq!(properties.title, "é".repeat(250) + "…");
        assert_eq!(properties.author.unwrap(), "A\\u{202e}␊B");
        let subject = "For the meeting of 3 December 2026. As at 24 November 2026. Filters: unit";
        assert!(properties.subject.starts_with(subject));
    }

    #[test]
    fn dates_are_whole_on_pages_and_have_their_spaces_elsewhere() {
        let section = &sample::document().sections[0];
        let published = |place| without_weight(&rows(section, place)[0][3].words);
        assert_eq!(published(Place::Pages), "18\u{a0}May\u{a0}2022");
        assert_eq!(published(Place::Lines), "18 May 2022");
    }
}
