//! A change: everything that one command writes, recorded and sealed, or nothing of it.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Deref;
use std::path::Path;
use std::sync::atomic::Ordering;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{Connection, ErrorCode, OptionalExtension, named_params};

use super::record::{self, Sealed};
use super::{Store, open, schema};
use crate::error::{Error, Result};

/// Who changes something, when and why.
#[derive(Clone, Debug)]
pub struct Meta {
    /// When it is recorded; never before the change that came last
    pub at: DateTime<Utc>,
    /// Who records it
    pub by: String,
    /// Why, where somebody said so
    pub why: Option<String>,
    /// The command: `mark`, `import`
    pub command: String,
}

/// What a change came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<T> {
    /// What the writing returned
    pub value: T,
    /// The number of the recorded change; nothing when no row was touched
    pub change: Option<i64>,
}

/// A change that is open: it writes, and reads what it has written.
pub struct Change<'s> {
    store: &'s Store,
    id: i64,
    summary: RefCell<String>,
    /// The newest row number of each table that was written to; only this change hands them out
    newest: RefCell<HashMap<&'static str, i64>>,
    pub(super) undoes: Cell<Option<i64>>,
    /// Whether it is told by the history though it touches no row: it brought the tables to a newer version
    pub(super) upgrades: Cell<bool>,
}

impl Deref for Change<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        self.store
    }
}

impl Store {
    /// Writes as one change: all of it or nothing, recorded and sealed.
    ///
    /// # Errors
    /// Those of `write`; [`Error::Busy`] when another program is writing; [`Error::Conflict`]
    /// when rows that stay would refer to rows that go.
    pub fn change<T>(
        &self,
        meta: &Meta,
        write: impl FnOnce(&Change<'_>) -> Result<T>,
    ) -> Result<Changed<T>> {
        self.record(Transaction::begin(self)?, meta, write)
    }

    /// Makes the schema and writes the first change over it, both or neither.
    pub(super) fn first_change<T>(
        &self,
        meta: &Meta,
        write: impl FnOnce(&Change<'_>) -> Result<T>,
    ) -> Result<Changed<T>> {
        let transaction = Transaction::begin(self)?;
        schema::create(&self.connection)?;
        self.record(transaction, meta, write)
    }

    fn record<T>(
        &self,
        transaction: Transaction<'_>,
        meta: &Meta,
        write: impl FnOnce(&Change<'_>) -> Result<T>,
    ) -> Result<Changed<T>> {
        let (last, last_at, prev_hash) = self.last_change()?;
        let change = Change {
            store: self,
            id: last + 1,
            summary: RefCell::default(),
            newest: RefCell::default(),
            undoes: Cell::new(None),
            upgrades: Cell::new(false),
        };
        self.open.store(change.id, Ordering::Relaxed);
        let value = write(&change).map_err(|error| self.with_path(error))?;
        let at = meta
            .at
            .to_rfc3339_opts(SecondsFormat::Secs, true)
            .max(last_at);
        let recorded = change.seal(meta, &at, &prev_hash)?;
        transaction.commit()?;
        Ok(Changed {
            value,
            change: recorded.then_some(last + 1),
        })
    }

    /// Returns the number, time and hash of the newest change; of an empty history 0, nothing and zeros.
    fn last_change(&self) -> Result<(i64, String, String)> {
        let sql = "SELECT id, at, hash FROM change ORDER BY id DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let last = statement
            .query_row([], |row| {
                Ok((row.get("id")?, row.get("at")?, row.get("hash")?))
            })
            .optional()?;
        Ok(last.unwrap_or_else(|| (0, String::new(), "0".repeat(64))))
    }

    pub(super) fn with_path(&self, error: Error) -> Error {
        match (error, &self.path) {
            (Error::Sqlite(error), Some(path)) => open::named(error, path),
            (error, _) => error,
        }
    }
}

impl Change<'_> {
    /// Says what the change did, in a sentence without full stop; the last one said is kept.
    pub fn said(&self, summary: impl Into<String>) {
        self.summary.replace(summary.into());
    }

    /// Returns the row number for a new row: one more than any that the table ever had.
    pub(super) fn next_id(&self, table: &'static str) -> Result<i64> {
        let mut newest = self.newest.borrow_mut();
        let id = match newest.get(table) {
            Some(id) => id + 1,
            None => self.newest_id(table)? + 1,
        };
        newest.insert(table, id);
        Ok(id)
    }

    /// Returns the greatest row number that a table ever had, from the history.
    fn newest_id(&self, table: &str) -> Result<i64> {
        let sql = "SELECT coalesce(max(row_id), 0) FROM revision WHERE table_name = :table";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(named_params! { ":table": table }, |row| row.get(0))?)
    }

    /// Writes the change row over all that was touched. Returns false when nothing was.
    fn seal(&self, meta: &Meta, at: &str, prev_hash: &str) -> Result<bool> {
        let touched = record::touched_by(&self.connection, self.id)?;
        if touched.is_empty() && !self.upgrades.get() {
            return Ok(false);
        }
        let summary = self.summary.borrow();
        let sealed = Sealed {
            id: self.id,
            at,
            who: &meta.by,
            why: meta.why.as_deref(),
            command: &meta.command,
            summary: &summary,
            undoes: self.undoes.get(),
            prev_hash,
        };
        let hash = record::seal(&sealed, &touched);
        let sql = "INSERT INTO change (id, at, who, why, command, summary, undoes, prev_hash, hash)
                   VALUES (:id, :at, :who, :why, :command, :summary, :undoes, :prev_hash, :hash)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": sealed.id, ":at": sealed.at, ":who": sealed.who, ":why": sealed.why,
                ":command": sealed.command, ":summary": sealed.summary, ":undoes": sealed.undoes,
                ":prev_hash": sealed.prev_hash, ":hash": hash,
            })?;
        Ok(true)
    }
}

/// A write transaction that is rolled back unless it is committed.
struct Transaction<'s> {
    store: &'s Store,
    committed: bool,
}

impl<'s> Transaction<'s> {
    fn begin(store: &'s Store) -> Result<Self> {
        // IMMEDIATE: a deferred transaction fails with `busy` half way, whatever the patience.
        run(&store.connection, "BEGIN IMMEDIATE", store.path.as_deref())?;
        Ok(Transaction {
            store,
            committed: false,
        })
    }

    fn commit(mut self) -> Result<()> {
        let commit = self.store.connection.execute_batch("COMMIT");
        match commit {
            Ok(()) => {
                self.committed = true;
                Ok(())
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Err(self.store.what_rests_on_it()?)
            }
            Err(error) => Err(self.store.with_path(error.into())),
        }
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        self.store.open.store(0, Ordering::Relaxed);
        if !self.committed {
            // Nothing more can be done about a failed rollback: SQLite undoes it at the next opening.
            let _ = self.store.connection.execute_batch("ROLLBACK");
        }
    }
}

fn run(connection: &Connection, sql: &str, path: Option<&Path>) -> Result<()> {
    connection.execute_batch(sql).map_err(|error| match path {
        Some(path) => open::named(error, path),
        None => error.into(),
    })
}
