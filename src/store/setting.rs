//! What holds for the whole register and every paper drawn from it.

use rusqlite::{OptionalExtension, named_params};

use super::{Change, Store};
use crate::error::{Error, Result, is_damage};

/// The longest protective marking, in characters: it stands on one line of each page.
const LONGEST_MARKING: usize = 100;

impl Store {
    /// Returns the protective marking that every paper carries, if one is kept. Of a damaged register
    /// none can be read: a check prints a paper of it, too.
    pub fn marking(&self) -> Result<Option<String>> {
        let sql = "SELECT value FROM setting WHERE name = 'marking'";
        let read = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional());
        match read {
            Err(error) if is_damage(&error) => Ok(None),
            read => Ok(read?),
        }
    }
}

impl Change<'_> {
    /// Keeps the protective marking that every paper carries; nothing: none.
    ///
    /// # Errors
    /// [`Error::Misused`] when it is empty or longer than a line of a page.
    pub fn keep_marking(&self, words: Option<&str>) -> Result<()> {
        let Some(words) = words.map(str::trim) else {
            let sql = "DELETE FROM setting WHERE name = 'marking'";
            self.connection.prepare_cached(sql)?.execute([])?;
            return Ok(());
        };
        if words.is_empty() || words.chars().count() > LONGEST_MARKING || words.contains('\n') {
            return Err(Error::Misused(format!(
                "a protective marking is one line of 1 to {LONGEST_MARKING} characters, such as OFFICIAL-SENSITIVE"
            )));
        }
        let update = "UPDATE setting SET value = :words WHERE name = 'marking'";
        let mut statement = self.connection.prepare_cached(update)?;
        if statement.execute(named_params! { ":words": words })? == 0 {
            let insert = "INSERT INTO setting (id, name, value) VALUES (:id, 'marking', :words)";
            let id = self.next_id("setting")?;
            self.connection
                .prepare_cached(insert)?
                .execute(named_params! { ":id": id, ":words": words })?;
        }
        Ok(())
    }
}
