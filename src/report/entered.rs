//! What has been typed and is not in the register yet.

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, plain};
use crate::domain::body::BodyId;
use crate::error::Result;
use crate::store::Store;

/// One recommendation that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// Its number
    pub number: String,
    /// Word for word
    pub words: String,
    /// Whom it is addressed to
    pub to: Vec<BodyId>,
}

/// Returns the recommendations that were typed for an inspection, as they would be recorded.
pub fn entered(store: &Store, code: &str, items: &[Entered]) -> Result<Document> {
    const COLUMNS: [Column; 3] = [
        Column::new("number", "No"),
        Column::new("recommendation", "Recommendation"),
        Column::new("addressee", "Addressed to"),
    ];
    let bodies = store.bodies()?;
    let rows = items.iter().map(|item| {
        let names = item.to.iter().map(|&body| bodies.name(body).to_owned());
        vec![
            Cell::Reference(item.number.clone()),
            Cell::Text(item.words.clone()),
            Cell::List(names.collect()),
        ]
    });
    let mut document = untitled(store, "add", format!("For {code}"))?;
    document.intro = vec![plain("Nothing is written yet.")];
    document.sections = vec![section(
        "recommendations",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}
