//! Tables: a head that is repeated on every page, and rows with a hairline under each.

use krilla::tagging::{TableHeaderScope, Tag as Kind};

use super::columns::{self, Measure};
use super::composition::Composition;
use super::lines::{Line, Text, styled};
use super::sections::{HAIRLINE, PADDING};
use super::strip::{Ink, Look, Strip};
use super::tags::Tag;
use crate::document::{Cell, Style};
use crate::render::paper::{self, Field};
use crate::render::text::without_weight;

/// The sizes that are tried, the largest first.
const SIZES: [f32; 3] = [8.5, 8.0, 7.5];
/// More columns than these are not set in the largest size, for the sake of fewer pages.
const FEW: usize = 7;
/// The gap between two columns.
const GAP: f32 = 9.0;
const RULE: f32 = 0.9;
/// A row that is higher than this may have to go on on a further page.
const TALL: f32 = 150.0;

/// A column that has its place.
struct Column {
    left: f32,
    width: f32,
    is_right: bool,
}

/// A table whose texts are set.
struct Table<'a> {
    headings: Vec<Text>,
    cells: Vec<Vec<Text>>,
    rows: &'a [Vec<Field<'a>>],
    size: f32,
    columns: Vec<Column>,
}

/// Adds a table; tells whether its columns could all be read.
pub fn add(composition: &mut Composition, headings: &[&str], rows: &[Vec<Field<'_>>]) -> bool {
    let Some(table) = set(composition, headings, rows) else {
        return false;
    };
    let tag = composition.tags.root(Kind::Table);
    add_head(composition, &table, tag);
    let body = composition.tags.child(tag, Kind::TBody);
    for row in 0..rows.len() {
        add_row(composition, &table, row, body);
    }
    true
}

fn set<'a>(
    composition: &mut Composition,
    headings: &[&str],
    rows: &'a [Vec<Field<'a>>],
) -> Option<Table<'a>> {
    let faces = &mut composition.faces;
    let headings: Vec<Text> = headings
        .iter()
        .map(|heading| Text::of(faces, &styled(heading, Style::Bold), true))
        .collect();
    let cells: Vec<Vec<Text>> = rows
        .iter()
        .map(|row| {
            let text = |field: &Field<'_>| Text::of(faces, &field.words, is_broken(field.cell));
            row.iter().map(text).collect()
        })
        .collect();
    let (size, widths) = sized(composition, &headings, &cells, rows)?;
    Some(Table {
        columns: placed(&widths, rows),
        headings,
        cells,
        rows,
        size,
    })
}

/// Returns the largest size in which all columns can be read, and their widths in it.
fn sized(
    composition: &mut Composition,
    headings: &[Text],
    cells: &[Vec<Text>],
    rows: &[Vec<Field<'_>>],
) -> Option<(f32, Vec<f32>)> {
    let room = composition.width - GAP * headings.len().saturating_sub(1) as f32;
    let sizes = &SIZES[usize::from(headings.len() > FEW)..];
    sizes.iter().find_map(|&size| {
        let measures: Vec<Measure> = (0..headings.len())
            .map(|column| measure(composition, headings, cells, rows, (column, size)))
            .collect();
        let widths = columns::fit(&measures, room)?;
        (!widths.is_empty()).then_some((size, widths))
    })
}

fn measure(
    composition: &mut Composition,
    headings: &[Text],
    cells: &[Vec<Text>],
    rows: &[Vec<Field<'_>>],
    (column, size): (usize, f32),
) -> Measure {
    let heading = &headings[column];
    let faces = &mut composition.faces;
    let whole = heading.widest(faces) * size;
    let mut measure = Measure::headed(whole, heading.longest_word() * size);
    for (texts, row) in cells.iter().zip(rows) {
        if let Some((text, field)) = texts.get(column).zip(row.get(column)) {
            let (whole, word) = (text.widest(faces) * size, text.longest_word() * size);
            measure.add(whole, word, is_broken(field.cell));
        }
    }
    measure
}

fn placed(widths: &[f32], rows: &[Vec<Field<'_>>]) -> Vec<Column> {
    let mut left = 0.0;
    let mut columns = Vec::new();
    for (at, &width) in widths.iter().enumerate() {
        columns.push(Column {
            left,
            width,
            is_right: paper::is_numeric(rows, at),
        });
        left += width + GAP;
    }
    columns
}

/// References, dates and numbers are read as one word.
fn is_broken(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(_) | Cell::Rich(_) | Cell::List(_))
}

impl Column {
    fn look(&self, size: f32, ink: Ink) -> Look {
        Look {
            right: self.is_right.then_some(self.width),
            ..Look::of(size, ink)
        }
    }
}

fn add_head(composition: &mut Composition, table: &Table<'_>, tag: Tag) {
    let head = composition.tags.child(tag, Kind::THead);
    let row = composition.tags.child(head, Kind::TR);
    let mut strip = Strip {
        above: 6.0,
        stays_with_next: true,
        ..Strip::default()
    };
    for (column, heading) in table.columns.iter().zip(&table.headings) {
        let scope = TableHeaderScope::Column;
        let tag = composition.tags.child(row, Kind::TH(scope));
        let lines = heading.lines(&mut composition.faces, column.width / table.size);
        let look = column.look(table.size, Ink::Accent);
        strip.write(lines, (column.left, PADDING), look, Some(tag));
    }
    let bottom = strip.height + PADDING;
    strip.block((0.0, bottom), (composition.width, RULE), Ink::Accent);
    composition.heads.push(strip.clone());
    composition.strips.push(strip);
}

fn add_row(composition: &mut Composition, table: &Table<'_>, at: usize, body: Tag) {
    let row = composition.tags.child(body, Kind::TR);
    let mut strip = Strip {
        head: composition.heads.len().checked_sub(1),
        ..Strip::default()
    };
    for (number, column) in table.columns.iter().enumerate() {
        let tag = composition.tags.child(row, kind(table, at, number));
        let width = column.width / table.size;
        let faces = &mut composition.faces;
        let lines = match table.cells[at].get(number) {
            Some(text) => text.lines(faces, width),
            None => vec![Line::whole(faces, paper::NOTHING, Style::Plain)],
        };
        let look = column.look(table.size, Ink::Black);
        strip.write(lines, (column.left, PADDING), look, Some(tag));
    }
    let bottom = strip.height + PADDING;
    strip.block((0.0, bottom), (composition.width, HAIRLINE), Ink::Pale);
    if strip.height > TALL {
        strip.goes_on = Some((goes_on(composition, table, at), table.size));
    }
    composition.strips.push(strip);
}

/// A reference that begins a row is what the row is about.
fn kind(table: &Table<'_>, row: usize, column: usize) -> krilla::tagging::TagKind {
    let cell = table.rows[row].get(column).map(|field| field.cell);
    match cell {
        Some(Cell::Reference(_)) if column == 0 => Kind::TH(TableHeaderScope::Row).into(),
        _ => Kind::TD.into(),
    }
}

/// Returns what stands above a row that goes on from the page before.
fn goes_on(composition: &mut Composition, table: &Table<'_>, row: usize) -> Line {
    let reference = table.rows[row]
        .iter()
        .find(|field| matches!(field.cell, Cell::Reference(_)));
    let words = match reference {
        Some(field) => format!("{}, continued", without_weight(&field.words)),
        None => "continued".to_owned(),
    };
    let room = composition.width / table.size;
    Line::cut(&mut composition.faces, &words, Style::Italic, room)
}
