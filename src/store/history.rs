//! The history: its sentences, and which of its changes is meant.

use rusqlite::named_params;

use super::{Store, migration};
use crate::domain::reference::{Fact, Handle};
use crate::error::{Error, Result};

/// One recorded change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number
    pub number: i64,
    /// When it was recorded, UTC: `2026-11-24T09:30:00Z`
    pub at: String,
    /// Who recorded it
    pub who: String,
    /// Why, where somebody said so
    pub why: Option<String>,
    /// By which command
    pub command: String,
    /// What it did, in a sentence
    pub summary: String,
    /// The change that it took back
    pub undoes: Option<i64>,
    /// The change that took it back
    pub undone_by: Option<i64>,
}

impl Store {
    /// Returns every change, the newest first.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        let taken_back = self.taken_back()?;
        let sql = "SELECT id, at, who, why, command, summary, undoes FROM change ORDER BY id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let entries = statement.query_map([], |row| {
            let number = row.get("id")?;
            Ok(LogEntry {
                number,
                at: row.get("at")?,
                who: row.get("who")?,
                why: row.get("why")?,
                command: row.get("command")?,
                summary: row.get("summary")?,
                undoes: row.get("undoes")?,
                undone_by: taken_back
                    .iter()
                    .find(|(undone, _)| *undone == number)
                    .map(|(_, undo)| *undo),
            })
        })?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the newest change, which `undo` means where none is named.
    ///
    /// # Errors
    /// [`Error::Refused`] when nothing was recorded since the register was made.
    pub fn newest_change(&self) -> Result<i64> {
        let sql = "SELECT max(id) FROM change WHERE id > 1 AND command <> :upgrade";
        let upgrade = named_params! { ":upgrade": migration::COMMAND };
        let newest: Option<i64> = self.connection.query_row(sql, upgrade, |row| row.get(0))?;
        newest.ok_or_else(|| {
            Error::Refused(
                "nothing was recorded since the register was made; there is nothing to take back"
                    .to_owned(),
            )
        })
    }

    /// Returns the change that recorded a fact.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there never was such a fact.
    pub fn change_that_made(&self, handle: Handle) -> Result<i64> {
        // Rows are never numbered again: the first change that put it in is the one.
        let sql = "SELECT min(change_id) FROM revision
                    WHERE table_name = :table AND row_id = :row AND before IS NULL";
        let made: Option<i64> = self.connection.prepare_cached(sql)?.query_row(
            named_params! { ":table": table_of(handle.fact), ":row": handle.row },
            |row| row.get(0),
        )?;
        made.ok_or_else(|| Error::NoSuch {
            what: "fact",
            name: handle.to_string(),
            near: Vec::new(),
        })
    }
}

pub(super) fn table_of(fact: Fact) -> &'static str {
    match fact {
        Fact::Finding => "finding",
        Fact::Closure => "closure",
        Fact::Response => "response",
        Fact::Target => "target",
        Fact::Update => "action_update",
        Fact::Escalation => "escalation",
        Fact::Evidence => "evidence",
        Fact::Link => "link",
    }
}
