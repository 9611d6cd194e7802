//! What the formats for programs share: which columns they carry.
//!
//! The keys `section`, `as_at` and `register_head` belong to the formats; no report has
//! columns of these names.

use crate::document::{Cell, Column, Document, Place, Section};

/// The key of the column that says where a row stands.
pub const SECTION: &str = "section";

/// Returns the keys and cells of a row that programs see, in column order.
pub fn cells<'a>(section: &'a Section, row: &'a [Cell]) -> Vec<(&'static str, &'a Cell)> {
    section
        .columns
        .iter()
        .zip(row)
        .filter(|(column, _)| column.shown.is_in(Place::Data))
        .map(|(column, cell)| (column.key, cell))
        .collect()
}

/// Returns every key of a document once: `reference` first, the others as they come.
pub fn keys(document: &Document) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for column in document.sections.iter().flat_map(|one| &one.columns) {
        if !column.shown.is_in(Place::Data) || keys.contains(&column.key) {
            continue;
        }
        match column.key {
            "reference" => keys.insert(0, column.key),
            key => keys.push(key),
        }
    }
    keys
}

/// Returns where each key's cell stands in the rows of a section; nothing where it has none.
pub fn places(section: &Section, keys: &[&str]) -> Vec<Option<usize>> {
    let place = |key: &&str| {
        let is_at = |column: &Column| column.shown.is_in(Place::Data) && column.key == *key;
        section.columns.iter().position(is_at)
    };
    keys.iter().map(place).collect()
}
