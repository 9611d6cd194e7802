//! Sections: tables, records and facts.

use krilla::tagging::{TableHeaderScope, Tag as Kind};

use super::composition::{Composition, GUTTER, WORDS};
use super::lines::{Text, styled};
use super::strip::{Ink, Look, Strip};
use super::table::{self, Form, Table};
use crate::document::{Layout, Place, Section, Style};
use crate::render::paper::{self, Field};

/// The size of annexe one, which is read as prose.
const PROSE: f32 = 10.0;
/// How much of the width the labels of facts may take.
const LABELS: f32 = 0.35;
/// Below and above the hairline between two rows.
pub const PADDING: f32 = 3.0;
/// The width of a hairline.
pub const HAIRLINE: f32 = 0.4;

/// The forms of the tables so far, each with the headings of its columns.
type Forms = Vec<(Vec<&'static str>, Option<Form>)>;

/// Adds the sections of a document.
pub fn add(composition: &mut Composition, sections: &[Section]) {
    let rows: Vec<_> = sections
        .iter()
        .map(|section| paper::rows(section, Place::Pages))
        .collect();
    let tables: Vec<Option<Table<'_>>> = sections
        .iter()
        .zip(&rows)
        .map(|(section, rows)| {
            let is_table = section.layout == Layout::Table && !rows.is_empty();
            is_table.then(|| Table::of(composition, section, rows))
        })
        .collect();
    let mut forms = Forms::new();
    for (at, section) in sections.iter().enumerate() {
        add_head(composition, section);
        match (&tables[at], section.layout) {
            _ if rows[at].is_empty() => {
                composition.paragraph(&styled(paper::NO_ROWS, Style::Plain), WORDS);
            }
            (Some(table), _) => {
                let form = form(composition, &mut forms, table, &tables);
                add_table(composition, table, form, &rows[at]);
            }
            (None, Layout::Facts) => add_facts(composition, &rows[at]),
            (None, _) => add_records(composition, &rows[at], Labels::Above),
        }
    }
}

fn add_head(composition: &mut Composition, section: &Section) {
    if let Some(heading) = paper::heading(section) {
        composition.heading(&heading, 2);
    }
    for paragraph in &section.intro {
        composition.paragraph(paragraph, WORDS);
        stay_with_next(composition);
    }
}

/// Returns the form of a table, which it shares with all that have the same columns.
fn form<'a>(
    composition: &mut Composition,
    forms: &'a mut Forms,
    table: &Table<'_>,
    tables: &[Option<Table<'_>>],
) -> Option<&'a Form> {
    let is_alike = |other: &&Table<'_>| other.headings == table.headings;
    let known = forms
        .iter()
        .position(|(headings, _)| *headings == table.headings);
    let at = known.unwrap_or_else(|| {
        let alike: Vec<&Table<'_>> = tables.iter().flatten().filter(is_alike).collect();
        forms.push((table.headings.clone(), table::form(composition, &alike)));
        forms.len() - 1
    });
    forms[at].1.as_ref()
}

fn stay_with_next(composition: &mut Composition) {
    if let Some(strip) = composition.strips.last_mut() {
        strip.stays_with_next = true;
    }
}

/// A table that has more columns than the page can hold is written as records.
fn add_table(
    composition: &mut Composition,
    table: &Table<'_>,
    form: Option<&Form>,
    rows: &[Vec<Field<'_>>],
) {
    match form {
        Some(form) => table::add(composition, table, form),
        None => add_records(composition, rows, Labels::Before),
    }
}

/// Where the label of a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Labels {
    /// Above it, as annexe one is published
    Above,
    /// Before it, where there are many
    Before,
}

fn add_records(composition: &mut Composition, rows: &[Vec<Field<'_>>], labels: Labels) {
    for (at, row) in rows.iter().enumerate() {
        let mut strip = Strip {
            above: if at == 0 { 8.0 } else { 9.0 },
            ..Strip::default()
        };
        for field in row {
            let top = strip.height;
            match labels {
                Labels::Above => add_below(composition, &mut strip, field, top),
                Labels::Before => add_after(composition, &mut strip, field, top),
            }
        }
        strip.height += PADDING;
        if at + 1 < rows.len() {
            let bottom = strip.height;
            strip.block((0.0, bottom), (composition.width, HAIRLINE), Ink::Pale);
        }
        composition.strips.push(strip);
    }
}

/// Writes a value below its label.
fn add_below(composition: &mut Composition, strip: &mut Strip, field: &Field<'_>, top: f32) {
    let label = composition.tags.root(Kind::P);
    let words = composition.tags.root(Kind::P);
    let width = composition.width;
    let look = Look::of(PROSE, Ink::Black);
    let heading = styled(&paper::label(field.heading), Style::Bold);
    let lines = composition.lines(&heading, PROSE, width);
    let top = strip.write(lines, (0.0, top), look, Some(label)) + 1.0;
    let lines = composition.lines(&field.words, PROSE, width);
    let bottom = strip.write(lines, (0.0, top), look, Some(words));
    strip.height = bottom + 6.0;
}

/// Writes a label and its value in one paragraph.
fn add_after(composition: &mut Composition, strip: &mut Strip, field: &Field<'_>, top: f32) {
    let tag = composition.tags.root(Kind::P);
    let mut words = styled(&format!("{} ", paper::label(field.heading)), Style::Bold);
    words.extend(field.words.iter().cloned());
    let lines = composition.lines(&words, WORDS, composition.width);
    let look = Look::of(WORDS, Ink::Black);
    strip.write(lines, (0.0, top), look, Some(tag));
    strip.height += 1.5;
}

fn add_facts(composition: &mut Composition, rows: &[Vec<Field<'_>>]) {
    let facts: Vec<_> = rows.iter().map(|row| paper::fact(row)).collect();
    let widest = facts.iter().map(|(label, _)| {
        let text = Text::of(&mut composition.faces, &styled(label, Style::Bold), true);
        text.widest(&mut composition.faces) * WORDS
    });
    let widest = widest.fold(0.0, f32::max);
    let labels = widest.min(composition.width * LABELS);
    let table = composition.tags.root(Kind::Table);
    for (at, (label, value)) in facts.iter().enumerate() {
        let row = composition.tags.child(table, Kind::TR);
        let head = composition.tags.child(row, Kind::TH(TableHeaderScope::Row));
        let data = composition.tags.child(row, Kind::TD);
        let mut strip = Strip {
            above: if at == 0 { 4.0 } else { 0.0 },
            ..Strip::default()
        };
        let look = Look::of(WORDS, Ink::Black);
        let lines = composition.lines(&styled(label, Style::Bold), WORDS, labels);
        strip.write(lines, (0.0, PADDING), look, Some(head));
        let left = labels + GUTTER;
        let lines = composition.lines(value, WORDS, composition.width - left);
        strip.write(lines, (left, PADDING), look, Some(data));
        let bottom = strip.height + PADDING;
        strip.block((0.0, bottom), (composition.width, HAIRLINE), Ink::Pale);
        composition.strips.push(strip);
    }
}
