//! What differs between two points of the history: rows whose facts are not what they were, whatever
//! was changed and undone in between.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, named_params};
use serde_json::Value;

use super::Store;
use super::record::CurrentImages;
use crate::error::{Error, Result};

/// Who changed something last, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedBy {
    /// The number of the change
    pub number: i64,
    /// When it was recorded, UTC: `2026-11-24T09:30:00Z`
    pub at: String,
    /// Who recorded it
    pub who: String,
}

/// A row as it was at one point: what each column held, in words; what was empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image(HashMap<String, String>);

impl Image {
    /// Returns what a column held.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.0.get(column).map(String::as_str)
    }

    /// Returns the row of another table that a column named.
    pub fn row(&self, column: &str) -> Option<i64> {
        self.get(column)?.parse().ok()
    }

    /// Returns the columns that held something, in no order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn read(text: &str, table: &str) -> Result<Image> {
        let columns: HashMap<String, Value> = serde_json::from_str(text).map_err(|_| {
            Error::Refused(format!(
                "the history of {table} cannot be read; run `annexe check`"
            ))
        })?;
        let words = columns.into_iter().map(|(name, value)| match value {
            Value::String(text) => (name, text),
            other => (name, other.to_string()),
        });
        Ok(Image(words.collect()))
    }
}

/// One row that is not what it was: it came, it went, or it was altered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differing {
    /// Its table
    pub table: String,
    /// Its number
    pub row: i64,
    /// As it was; nothing: it was not there
    pub was: Option<Image>,
    /// As it is; nothing: it is no more
    pub is: Option<Image>,
    /// The change that touched it last
    pub by: ChangedBy,
}

impl Differing {
    /// Returns what is there of it: as it is, else as it was.
    pub fn image(&self) -> &Image {
        static NONE: std::sync::LazyLock<Image> = std::sync::LazyLock::new(Image::default);
        self.is.as_ref().or(self.was.as_ref()).unwrap_or(&NONE)
    }
}

/// What an action belongs to: a recommendation or an alert, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfAction {
    /// The recommendation
    pub recommendation: Option<i64>,
    /// The alert
    pub alert: Option<i64>,
    /// The number
    pub number: i64,
}

impl Store {
    /// Returns the number of the newest change; of an empty history 0.
    pub fn last_number(&self) -> Result<i64> {
        let sql = "SELECT coalesce(max(id), 0) FROM change";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// Returns the rows that are not what they were after a change, in the order of their tables.
    pub fn differing_since(&self, change: i64) -> Result<Vec<Differing>> {
        let mut now = CurrentImages::new(&self.connection);
        let mut differing = Vec::new();
        for (table, row, before) in self.touched_since(change)? {
            let after = now.of(&table, row)?;
            if before == after {
                continue;
            }
            let read = |image: Option<String>| {
                let read = image.map(|image| Image::read(&image, &table));
                read.transpose()
            };
            differing.push(Differing {
                was: read(before)?,
                is: read(after)?,
                by: self.touched_last(&table, row)?,
                table,
                row,
            });
        }
        differing.sort_by(|a, b| (&a.table, a.row).cmp(&(&b.table, b.row)));
        Ok(differing)
    }

    fn touched_last(&self, table: &str, row: i64) -> Result<ChangedBy> {
        let sql = "SELECT c.id, c.at, c.who
                     FROM revision r JOIN change c ON c.id = r.change_id
                    WHERE r.table_name = :table AND r.row_id = :row
                    ORDER BY r.change_id DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let named = named_params! { ":table": table, ":row": row };
        Ok(statement.query_row(named, |row| {
            Ok(ChangedBy {
                number: row.get(0)?,
                at: row.get(1)?,
                who: row.get(2)?,
            })
        })?)
    }

    /// Returns the reference of a recommendation, where it is there.
    pub fn reference_of_row(&self, recommendation: i64) -> Result<Option<String>> {
        self.one(
            "SELECT i.code || '/' || r.number FROM recommendation r JOIN inspection i ON i.id = r.inspection_id
              WHERE r.id = ?1",
            recommendation,
            |row| row.get(0),
        )
    }

    /// Returns the code of an inspection, where it is there.
    pub fn code_of_row(&self, inspection: i64) -> Result<Option<String>> {
        self.one(
            "SELECT code FROM inspection WHERE id = ?1",
            inspection,
            |row| row.get(0),
        )
    }

    /// Returns the reference of an alert, where it is there.
    pub fn alert_of_row(&self, alert: i64) -> Result<Option<String>> {
        self.one(
            "SELECT i.code || '/alert' || iif(a.number = 1, '', '-' || a.number)
               FROM alert a JOIN inspection i ON i.id = a.inspection_id WHERE a.id = ?1",
            alert,
            |row| row.get(0),
        )
    }

    /// Returns what an action belongs to, where it is there.
    pub fn action_of_row(&self, action: i64) -> Result<Option<OfAction>> {
        self.one(
            "SELECT recommendation_id, alert_id, number FROM action WHERE id = ?1",
            action,
            |row| {
                Ok(OfAction {
                    recommendation: row.get(0)?,
                    alert: row.get(1)?,
                    number: row.get(2)?,
                })
            },
        )
    }

    /// Returns the action that an update was said of, where it is there.
    pub fn action_of_update(&self, update: i64) -> Result<Option<i64>> {
        self.one(
            "SELECT action_id FROM action_update WHERE id = ?1",
            update,
            |row| row.get(0),
        )
    }

    /// Returns the recommendations that a finding covers.
    pub fn covered_by(&self, finding: i64) -> Result<Vec<i64>> {
        let sql = "SELECT recommendation_id FROM finding_item WHERE finding_id = ?1 ORDER BY recommendation_id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let covered = statement.query_map([finding], |row| row.get(0))?;
        Ok(covered.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the grade and the inspection's row of a finding, where it is there.
    pub fn grade_of_row(&self, finding: i64) -> Result<Option<(String, i64)>> {
        self.one(
            "SELECT progress, inspection_id FROM finding WHERE id = ?1",
            finding,
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// Returns the newest target of an action, where it has one: its date, else its words.
    pub fn target_of_row(&self, action: i64) -> Result<Option<String>> {
        self.one(
            "SELECT coalesce(due_on, words) FROM target WHERE action_id = ?1 ORDER BY set_last DESC, id DESC LIMIT 1",
            action,
            |row| row.get(0),
        )
    }

    /// Returns the name of a source, where it is there.
    pub fn name_of_source(&self, source: i64) -> Result<Option<String>> {
        self.one("SELECT name FROM source WHERE id = ?1", source, |row| {
            row.get(0)
        })
    }

    /// Returns the name of a theme, where it is there.
    pub fn theme_of_row(&self, theme: i64) -> Result<Option<String>> {
        self.one("SELECT name FROM theme WHERE id = ?1", theme, |row| {
            row.get(0)
        })
    }

    fn one<T>(
        &self,
        sql: &str,
        id: i64,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row([id], read)
            .optional()?)
    }
}
