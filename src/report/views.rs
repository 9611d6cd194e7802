//! `view list`: the saved views.

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout};
use crate::error::Result;
use crate::store::Store;

/// Returns the saved views, by name.
pub fn views(store: &Store) -> Result<Document> {
    const COLUMNS: [Column; 3] = [
        Column::new("view", "View"),
        Column::new("saved_from", "Saved from"),
        Column::new("filters", "Filters"),
    ];
    let mut document = untitled(store, "views", "Saved views".to_owned())?;
    let rows = store.views()?.into_iter().map(|view| {
        let filters = Some(view.in_words()).filter(|words| !words.is_empty());
        vec![
            Cell::Text(view.name),
            Cell::Text(view.command),
            Cell::text_or_nothing(filters),
        ]
    });
    let rows = rows.collect();
    document.sections = vec![section("views", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}
