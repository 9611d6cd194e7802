//! What imports said about what they read.

use rusqlite::named_params;

use super::{Change, Store};
use crate::error::Result;

/// A note as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What was said
    pub words: String,
    /// `file:112`
    pub place: String,
}

impl Store {
    /// Returns the notes about one recommendation, or (`None`) about the inspection as a whole.
    pub fn notes(&self, inspection_id: i64, recommendation_id: Option<i64>) -> Result<Vec<Note>> {
        let sql = "SELECT n.words, s.name || CASE n.place WHEN '' THEN '' ELSE ':' || n.place END AS place
                     FROM note n JOIN source s ON s.id = n.source_id
                    WHERE n.inspection_id = :inspection AND n.recommendation_id IS :recommendation
                    ORDER BY n.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let notes = statement
            .query_map(named_params! { ":inspection": inspection_id, ":recommendation": recommendation_id }, |row| {
                Ok(Note { words: row.get("words")?, place: row.get("place")? })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(notes)
    }
}

impl Change<'_> {
    /// Keeps a note of an import.
    pub(super) fn add_note(
        &self,
        inspection_id: i64,
        recommendation_id: Option<i64>,
        words: &str,
        source_id: i64,
        place: &str,
    ) -> Result<()> {
        let id = self.next_id("note")?;
        let sql = "INSERT INTO note (id, inspection_id, recommendation_id, words, source_id, place)
                   VALUES (:id, :inspection_id, :recommendation_id, :words, :source_id, :place)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":inspection_id": inspection_id, ":recommendation_id": recommendation_id,
                ":words": words, ":source_id": source_id, ":place": place,
            })?;
        Ok(())
    }
}
