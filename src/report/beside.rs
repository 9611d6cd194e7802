//! What stands beside the story of a recommendation: links, other printings of its words, notes.

use chrono::NaiveDate;

use super::section;
use crate::document::{Cell, Column, Layout, Section};
use crate::domain::recommendation::Recommendation;
use crate::error::Result;
use crate::store::Store;

/// Links, other printings of its words, and what the import noted.
pub(super) fn beside(
    store: &Store,
    recommendation: &Recommendation,
    day: NaiveDate,
) -> Result<Vec<Section>> {
    const LINKS: [Column; 4] = [
        Column::new("link", "Link"),
        Column::new("other", "Other"),
        Column::new("words", "Words"),
        Column::new("handle", "Handle"),
    ];
    const PRINTED: [Column; 2] = [
        Column::new("printed_in", "Printed in"),
        Column::new("words", "Words"),
    ];
    const NOTES: [Column; 2] = [Column::new("note", "Note"), Column::new("place", "Place")];
    let links = store.links_of(recommendation.id)?.into_iter().map(|link| {
        let kind = if link.incoming {
            link.kind.passive()
        } else {
            link.kind.words()
        };
        vec![
            Cell::Text(kind.to_owned()),
            Cell::Reference(link.other),
            Cell::Text(link.words),
            Cell::Reference(format!("#l{}", link.id)),
        ]
    });
    let printed = store.reprints_of(recommendation.id, day)?;
    let printed = printed
        .into_iter()
        .filter(|(_, words)| *words != recommendation.words);
    let printed = printed.map(|(code, words)| vec![Cell::Reference(code), Cell::Text(words)]);
    let notes = store.notes(recommendation.inspection_id, Some(recommendation.id))?;
    let notes = notes
        .into_iter()
        .map(|note| vec![Cell::Text(note.words), Cell::Text(note.place)]);
    let sections = vec![
        section(
            "links",
            Some("Links"),
            Layout::Table,
            &LINKS,
            links.collect(),
        ),
        section(
            "printed_again",
            Some("Its words as printed again"),
            Layout::Table,
            &PRINTED,
            printed.collect(),
        ),
        section(
            "notes",
            Some("What the import noted"),
            Layout::Table,
            &NOTES,
            notes.collect(),
        ),
    ];
    Ok(sections
        .into_iter()
        .filter(|section| !section.rows.is_empty())
        .collect())
}
