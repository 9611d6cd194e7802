//! Which change a printed head names: the proof that a paper was drawn from this register.

use rusqlite::{OptionalExtension, named_params};

use super::Store;
use crate::domain::head::Head;
use crate::error::{Error, Result};

impl Store {
    /// Returns the number of the change that a printed head names.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there is no such change in the history; [`Error::Conflict`] when the
    /// change of that number has another hash: the paper was drawn from another register, or from a
    /// history that has been altered since; [`Error::Ambiguous`] when a beginning fits several.
    pub fn change_of_head(&self, head: &Head) -> Result<i64> {
        match (head.number, &head.hash) {
            (Some(number), None) => self.summary_of(number).map(|_| number),
            (Some(number), Some(hash)) => self.change_of_both(number, hash, head),
            (None, hash) => self.change_of_hash(hash.as_deref().unwrap_or_default(), head),
        }
    }

    /// Returns the head that the register printed after a change.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there is no such change.
    pub fn head_after(&self, number: i64) -> Result<String> {
        self.summary_of(number)?;
        let sql = "SELECT hash FROM change WHERE id = :id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let hash = statement.query_row(named_params! { ":id": number }, |row| row.get(0))?;
        Ok(super::head(number, hash))
    }

    fn change_of_both(&self, number: i64, printed: &str, head: &Head) -> Result<i64> {
        let sql = "SELECT hash FROM change WHERE id = :id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found: Option<String> = statement
            .query_row(named_params! { ":id": number }, |row| row.get(0))
            .optional()?;
        let Some(hash) = found else {
            return Err(no_such(head));
        };
        if hash.starts_with(printed) {
            return Ok(number);
        }
        Err(Error::Conflict(format!(
            "`{head}` is not of this register's history, in which it is {}: the paper was drawn from another register, or the history was altered since",
            super::head(number, hash)
        )))
    }

    fn change_of_hash(&self, printed: &str, head: &Head) -> Result<i64> {
        let sql = "SELECT id, hash FROM change WHERE substr(hash, 1, length(:printed)) = :printed ORDER BY id LIMIT 5";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found: Vec<(i64, String)> = statement
            .query_map(named_params! { ":printed": printed }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        match found.as_slice() {
            [] => Err(no_such(head)),
            [(number, _)] => Ok(*number),
            several => Err(Error::Ambiguous {
                name: head.to_string(),
                fits: several
                    .iter()
                    .map(|(number, hash)| super::head(*number, hash.clone()))
                    .collect(),
            }),
        }
    }
}

fn no_such(head: &Head) -> Error {
    Error::NoSuch {
        what: "change in this register's history",
        name: head.to_string(),
        near: Vec::new(),
    }
}
