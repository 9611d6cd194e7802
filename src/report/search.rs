//! `search`: where words stand.

use super::listing::total;
use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout};
use crate::error::Result;
use crate::store::Store;

/// Returns every recommendation, finding and reprint that holds all the words.
pub fn search(store: &Store, words: &str) -> Result<Document> {
    const COLUMNS: [Column; 4] = [
        Column::new("reference", "Reference"),
        Column::new("stands_in", "In"),
        Column::new("inspection", "Written at"),
        Column::new("words", "Words"),
    ];
    let hits = store.search(words)?;
    let mut document = untitled(store, "search", "Search".to_owned())?;
    document.filters = vec![("words", words.to_owned())];
    document.totals = vec![total("hits", "Texts found", hits.len())];
    let rows = hits.into_iter().map(|hit| {
        vec![
            Cell::Reference(hit.reference),
            Cell::Text(hit.stands_in),
            Cell::Reference(hit.code),
            Cell::Text(hit.words),
        ]
    });
    document.sections = vec![section(
        "hits",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}
