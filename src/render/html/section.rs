//! Sections: tables that turn into records on a phone, records, facts.

use maud::{Markup, html};

use super::{paragraph, rich};
use crate::document::{Cell, Column, Layout, Place, Section};
use crate::render::paper::{self, Field, Numeric};
use crate::render::text::without_weight;
use crate::render::wrap::widest;

/// Returns an id for each section: its key, with its place among those of that key.
pub fn ids(sections: &[Section]) -> Vec<String> {
    let id = |(place, section): (usize, &Section)| {
        let same = |other: &&Section| other.key == section.key;
        match sections[..place].iter().filter(same).count() {
            0 => format!("section-{}", section.key),
            earlier => format!("section-{}-{}", section.key, earlier + 1),
        }
    };
    sections.iter().enumerate().map(id).collect()
}

/// Writes a section.
pub fn section(section: &Section, id: &str, numeric: &Numeric) -> Markup {
    let rows = paper::rows(section, Place::Pages);
    let heading = paper::heading(section);
    // A table is named by the heading above it; without one, by that of the report.
    let name = heading.as_ref().map_or("title", |_| id);
    let content = html! {
        @for words in &section.intro { (paragraph(words)) }
        @match section.layout {
            _ if rows.iter().all(Vec::is_empty) => p { (paper::NO_ROWS) },
            Layout::Table => (table(section, &rows, name, numeric)),
            Layout::Record => (records(&rows)),
            Layout::Facts => (facts(&rows)),
        }
    };
    html! {
        @if let Some(heading) = &heading {
            section aria-labelledby=(id) { h2 id=(id) { (heading) } (content) }
        } @else {
            div .part { (content) }
        }
    }
}

fn table(section: &Section, rows: &[Vec<Field<'_>>], name: &str, numeric: &Numeric) -> Markup {
    let columns = paper::columns(section, Place::Pages);
    let is_numeric = |column: &Column| paper::is_numeric(numeric, column);
    let class = |(at, column): (usize, &&Column)| class(rows, at, is_numeric(column));
    let classes: Vec<String> = columns.iter().enumerate().map(class).collect();
    let subject = subject(&columns);
    html! {
        table .rows aria-labelledby=(name) {
            thead {
                tr {
                    @for (column, class) in columns.iter().zip(&classes) {
                        th scope="col" class=(class) { (column.heading) }
                    }
                }
            }
            tbody {
                @for row in rows { tr { (cells(row, &columns, &classes, subject)) } }
            }
        }
    }
}

/// Returns the column that says what a row is about: its reference, or else the first.
fn subject(columns: &[&Column]) -> usize {
    let named = columns.iter().position(|column| column.key == "reference");
    named.unwrap_or(0)
}

fn cells(row: &[Field<'_>], columns: &[&Column], classes: &[String], subject: usize) -> Markup {
    html! {
        @for (at, (column, class)) in columns.iter().zip(classes).enumerate() {
            // A row that is too short keeps its columns.
            @let words = row.get(at).map_or_else(|| html! { (paper::NOTHING) }, |field| rich(&field.words));
            @if at == subject {
                th scope="row" class=(class) data-label=(column.heading) { (words) }
            } @else {
                td class=(class) data-label=(column.heading) { (words) }
            }
        }
    }
}

/// Returns what the style sheet has to know of a column: its kind, and whether it holds words
/// that are too long to be kept whole.
fn class(rows: &[Vec<Field<'_>>], at: usize, is_numeric: bool) -> String {
    let fields = || rows.iter().filter_map(|row| row.get(at));
    let words = fields().map(|field| widest(&without_weight(&field.words)));
    let (line, word) = words.fold((0, 0), |(most, longest), (line, word)| {
        (most.max(line), longest.max(word))
    });
    let are_whole = fields().all(|field| is_whole(field.cell));
    let kind = match line {
        _ if is_numeric => "number",
        line if line <= FEW || line <= UNBROKEN && are_whole => "whole",
        line if line <= SHORT => "words",
        line if line <= SENTENCES => "sentences",
        _ => "sentences paragraphs",
    };
    let broken = if word > LONG_WORD { " broken" } else { "" };
    format!("{kind}{broken}")
}

/// References and dates of up to so many letters are never broken over lines.
const UNBROKEN: usize = 28;

/// Words of up to so many letters are not broken either: `12 years`, `No progress`.
const FEW: usize = 13;

/// On a phone, values of up to so many letters stand two on a line.
const SHORT: usize = 32;

/// Values of more letters are paragraphs, which take the room that others leave.
const SENTENCES: usize = 120;

/// A word of more letters may be broken.
const LONG_WORD: usize = 22;

fn is_whole(cell: &Cell) -> bool {
    match cell {
        Cell::Reference(_) | Cell::Date(_) | Cell::Number(_) | Cell::Nothing | Cell::Continued => {
            true
        }
        Cell::Text(_) | Cell::Rich(_) | Cell::List(_) => false,
    }
}

fn records(rows: &[Vec<Field<'_>>]) -> Markup {
    html! {
        @for row in rows.iter().filter(|row| !row.is_empty()) {
            dl .record {
                @for field in row {
                    div { dt { (paper::label(field.heading)) } dd { (rich(&field.words)) } }
                }
            }
        }
    }
}

fn facts(rows: &[Vec<Field<'_>>]) -> Markup {
    html! {
        dl .facts {
            @for (label, value) in rows.iter().filter(|row| !row.is_empty()).map(|row| paper::fact(row)) {
                div { dt { (label) } dd { (rich(&value)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_table_says_what_each_cell_is_and_what_each_row_is_about() {
        let sample = sample::document();
        let table =
            section(&sample.sections[0], "section-own", &Numeric::of(&sample)).into_string();
        for part in [
            "<section aria-labelledby=\"section-own\"><h2 id=\"section-own\">Asked of Fenmarsh PDU</h2>\
             <table class=\"rows\" aria-labelledby=\"section-own\"><thead><tr>\
             <th scope=\"col\" class=\"whole\">Age</th>",
            "<th scope=\"row\" class=\"whole\" data-label=\"Reference\">fenmarsh-2022/1</th>\
             <td class=\"whole\" data-label=\"Published\">18\u{a0}May\u{a0}2022</td>",
            "<td class=\"number\" data-label=\"Days late\">-12</td>",
            "Cafe\u{301}<br>Progress: sufficient</td>",
            "<strong>Some progress</strong>",
        ] {
            assert!(table.contains(part), "{part}\nin\n{table}");
        }
        assert!(!table.contains("Body code"), "{table}");
    }

    #[test]
    fn records_and_facts_stand_under_and_beside_their_labels() {
        let sample = sample::document();
        let record = section(&sample.sections[1], "section-a", &Numeric::of(&sample)).into_string();
        let finding = "<div><dt>Inspection findings:</dt><dd>Handovers are now written, but not in \
                       Saltmere. – <strong>No progress</strong></dd></div></dl>";
        assert!(record.contains(finding), "{record}");
        assert!(!record.contains("saltmere-2019/3"), "{record}");
        let facts = section(&sample.sections[2], "section-b", &Numeric::of(&sample)).into_string();
        assert!(facts.contains("<div><dt>Published</dt><dd>May\u{a0}2022</dd></div>"));
    }

    #[test]
    fn sections_of_one_key_have_ids_of_their_own() {
        let mut sample = sample::document();
        sample.sections[1].key = "own";
        sample.sections[3].key = "own";
        let ids = ids(&sample.sections);
        let expected = [
            "section-own",
            "section-own-2",
            "section-inspection",
            "section-own-3",
        ];
        assert_eq!(ids, expected);
    }

    #[test]
    fn a_row_that_is_too_short_keeps_its_columns() {
        let mut sample = sample::document();
        let numeric = Numeric::of(&sample);
        let own = &mut sample.sections[0];
        own.rows.truncate(1);
        own.rows[0].truncate(1);
        let table = section(own, "section-own", &numeric).into_string();
        assert_eq!(table.matches("data-label").count(), 7, "{table}");
    }
}
