//! What is shown as evidence, with what it was when it was shown.

use chrono::NaiveDate;

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout};
use crate::domain::evidence::Evidence;
use crate::error::Result;
use crate::store::Store;

const COLUMNS: [Column; 7] = [
    Column::new("handle", "Handle"),
    Column::new("shown_for", "Shown for"),
    Column::new("address", "File or address"),
    Column::new("dated_on", "Its date"),
    Column::new("size", "Bytes"),
    Column::new("sha256", "SHA-256"),
    Column::new("packed", "In this pack"),
];

/// Returns a list of evidence, each with where it is in a pack or why it is not.
pub fn evidence(store: &Store, shown: &[(Evidence, String)], day: NaiveDate) -> Result<Document> {
    let mut document = untitled(store, "evidence", "Evidence".to_owned())?;
    document.as_at = Some(day.into());
    let mut rows = Vec::new();
    for (item, packed) in shown {
        let file = item.file.as_ref();
        rows.push(vec![
            Cell::Reference(format!("#v{}", item.id)),
            Cell::Reference(store.evidence_is_for(item)?),
            // Not the folder: a paper that is handed on says nothing of the computer it was made on.
            Cell::Text(item.name().to_owned()),
            Cell::date_or_nothing(file.and_then(|file| file.dated_on)),
            file.map_or(Cell::Nothing, |file| Cell::Number(file.size)),
            Cell::text_or_nothing(file.map(|file| file.sha256.clone())),
            Cell::Text(packed.clone()),
        ]);
    }
    document.sections = vec![section("evidence", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}
