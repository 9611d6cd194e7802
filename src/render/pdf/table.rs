//! Tables: a head that is repeated on every page, and rows with a hairline under each.

use krilla::tagging::{TableHeaderScope, Tag as Kind};

use super::columns::{self, Measure};
use super::composition::Composition;
use super::fonts::Faces;
use super::lines::{Line, Text, styled};
use super::sections::{HAIRLINE, PADDING};
use super::strip::{Ink, Look, Strip};
use super::tags::Tag;
use crate::document::{Cell, Place, Section, Style};
use crate::render::paper::{self, Field};
use crate::render::text::without_weight;

/// The sizes that are tried, the largest first.
const SIZES: [f32; 3] = [8.5, 8.0, 7.5];
/// More columns than these are not set in the largest size, for the sake of fewer pages.
const FEW: usize = 7;
/// The gap between two columns.
const GAP: f32 = 9.0;
const RULE: f32 = 0.9;
/// A reference that is wider than this may be broken, after a hyphen or a stroke.
const LONGEST_REFERENCE: f32 = 100.0;
/// A row that is higher than this may have to go on on a further page.
const TALL: f32 = 150.0;

/// A table whose words are set.
pub struct Table<'a> {
    /// The headings of its columns
    pub headings: Vec<&'static str>,
    /// Which of them stand to the right
    right: Vec<bool>,
    rows: &'a [Vec<Field<'a>>],
    cells: Vec<Vec<Text>>,
}

/// The size of the words of a table, and the places of its columns.
pub struct Form {
    size: f32,
    headings: Vec<Text>,
    columns: Vec<Column>,
}

struct Column {
    left: f32,
    width: f32,
    is_right: bool,
}

impl<'a> Table<'a> {
    /// Sets the words of a table.
    pub fn of(
        composition: &mut Composition,
        section: &Section,
        rows: &'a [Vec<Field<'a>>],
    ) -> Table<'a> {
        let columns = paper::columns(section, Place::Pages);
        let is_right = |column: &&_| paper::is_numeric(&composition.numeric, column);
        let right = columns.iter().map(is_right).collect();
        let faces = &mut composition.faces;
        let mut cell = |field: &Field<'_>| Text::of(faces, &field.words, is_broken(field.cell));
        let mut row = |row: &Vec<Field<'_>>| row.iter().map(&mut cell).collect();
        Table {
            headings: columns.iter().map(|column| column.heading).collect(),
            right,
            rows,
            cells: rows.iter().map(&mut row).collect(),
        }
    }

    /// Adds what a column needs here to what it needs elsewhere.
    fn measure(&self, faces: &mut Faces, measure: &mut Measure, (column, size): (usize, f32)) {
        for (texts, row) in self.cells.iter().zip(self.rows) {
            let cell = texts.get(column).zip(row.get(column));
            let (whole, word, is_broken) = cell.map_or((0.0, 0.0, true), |(text, field)| {
                let whole = text.widest(faces) * size;
                let is_broken = is_broken(field.cell) || whole > LONGEST_REFERENCE;
                (whole, text.longest_word() * size, is_broken)
            });
            measure.add(whole, word, is_broken);
        }
    }
}

/// Returns the form that tables with the same columns share, so that the eye finds a column of
/// one again in the next; nothing where the columns cannot all be read.
///
/// The words are as large as the room allows.
pub fn form(composition: &mut Composition, alike: &[&Table<'_>]) -> Option<Form> {
    let faces = &mut composition.faces;
    let headings: Vec<Text> = alike
        .first()?
        .headings
        .iter()
        .map(|heading| Text::of(faces, &styled(heading, Style::Bold), true))
        .collect();
    let room = composition.width - GAP * headings.len().saturating_sub(1) as f32;
    let sizes = &SIZES[usize::from(headings.len() > FEW)..];
    let (size, widths) = sizes.iter().find_map(|&size| {
        let measures = measures(faces, &headings, alike, size);
        Some((size, columns::fit(&measures, room)?))
    })?;
    (!widths.is_empty()).then(|| Form {
        size,
        headings,
        columns: placed(&widths, &alike[0].right),
    })
}

fn measures(faces: &mut Faces, headings: &[Text], alike: &[&Table<'_>], size: f32) -> Vec<Measure> {
    let mut measures = Vec::new();
    for (column, heading) in headings.iter().enumerate() {
        let whole = heading.widest(faces) * size;
        let mut measure = Measure::headed(whole, heading.longest_word() * size);
        for table in alike {
            table.measure(faces, &mut measure, (column, size));
        }
        measures.push(measure);
    }
    measures
}

fn placed(widths: &[f32], right: &[bool]) -> Vec<Column> {
    let mut left = 0.0;
    let mut columns = Vec::new();
    for (&width, &is_right) in widths.iter().zip(right) {
        columns.push(Column {
            left,
            width,
            is_right,
        });
        left += width + GAP;
    }
    columns
}

/// Adds a table in a form.
pub fn add(composition: &mut Composition, table: &Table<'_>, form: &Form) {
    let tag = composition.tags.root(Kind::Table);
    add_head(composition, form, tag);
    let body = composition.tags.child(tag, Kind::TBody);
    for row in 0..table.rows.len() {
        add_row(composition, (table, form), row, body);
    }
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

fn add_head(composition: &mut Composition, form: &Form, tag: Tag) {
    let head = composition.tags.child(tag, Kind::THead);
    let row = composition.tags.child(head, Kind::TR);
    // Under a heading it stands closer than under anything else.
    let last = composition.strips.last();
    let is_headed = last.is_some_and(|strip| strip.stays_with_next);
    let mut strip = Strip {
        above: if is_headed { 6.0 } else { 14.0 },
        stays_with_next: true,
        ..Strip::default()
    };
    for (column, heading) in form.columns.iter().zip(&form.headings) {
        let scope = TableHeaderScope::Column;
        let tag = composition.tags.child(row, Kind::TH(scope));
        let lines = heading.lines(&mut composition.faces, column.width / form.size);
        let look = column.look(form.size, Ink::Accent);
        strip.write(lines, (column.left, PADDING), look, Some(tag));
    }
    let bottom = strip.height + PADDING;
    strip.block((0.0, bottom), (composition.width, RULE), Ink::Accent);
    composition.heads.push(strip.clone());
    composition.strips.push(strip);
}

fn add_row(
    composition: &mut Composition,
    (table, form): (&Table<'_>, &Form),
    at: usize,
    body: Tag,
) {
    let row = composition.tags.child(body, Kind::TR);
    let mut strip = Strip {
        head: composition.heads.len().checked_sub(1),
        ..Strip::default()
    };
    for (number, column) in form.columns.iter().enumerate() {
        let tag = composition.tags.child(row, kind(table, at, number));
        let width = column.width / form.size;
        let faces = &mut composition.faces;
        let lines = match table.cells[at].get(number) {
            Some(text) => text.lines(faces, width),
            None => vec![Line::whole(faces, paper::NOTHING, Style::Plain)],
        };
        let look = column.look(form.size, Ink::Black);
        strip.write(lines, (column.left, PADDING), look, Some(tag));
    }
    let bottom = strip.height + PADDING;
    strip.block((0.0, bottom), (composition.width, HAIRLINE), Ink::Pale);
    if strip.height > TALL {
        strip.goes_on = Some((goes_on(composition, (table, form), at), form.size));
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
fn goes_on(composition: &mut Composition, (table, form): (&Table<'_>, &Form), row: usize) -> Line {
    let reference = table.rows[row]
        .iter()
        .find(|field| matches!(field.cell, Cell::Reference(_)));
    let words = match reference {
        Some(field) => format!("{}, continued", without_weight(&field.words)),
        None => "continued".to_owned(),
    };
    let room = composition.width / form.size;
    Line::cut(&mut composition.faces, &words, Style::Italic, room)
}
