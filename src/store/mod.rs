//! The register: one SQLite file. The only folder with SQL.
//!
//! [`Store`] reads; [`Store::change`] is the only way to write: it begins, seals and
//! commits, and the recording triggers keep what was overwritten. One file per noun;
//! `standing` holds the statements that reports are made of.

mod action;
mod alert;
mod body;
mod change;
mod closure;
mod escalation;
mod evidence;
mod finding;
mod history;
mod inspection;
mod intake;
mod link;
mod note;
mod open;
mod rating;
mod recommendation;
mod record;
mod reference;
mod response;
mod schema;
mod search;
mod source;
mod standing;
mod undo;
mod values;

use rusqlite::Connection;

pub use alert::{Alert, AlertAction, NewAlert, NewAlertAction};
pub use body::BodyEdit;
pub use change::{Change, Changed, Meta};
pub use finding::FindingEdit;
pub use history::{LogEntry, Problem};
pub use inspection::{Inspection, InspectionEdit};
pub use intake::{Answers, Earlier, EarlierEntry, Entry, Intake, Outcome};
pub use note::Note;
pub use rating::Printed;
pub use reference::Named;
pub use search::Hit;
pub use source::SourceFile;
pub use standing::{Line, Survey};

/// An open register. It has no state but its connection.
pub struct Store {
    connection: Connection,
    open: record::OpenChange,
    path: Option<std::path::PathBuf>,
}

impl Store {
    /// Returns the head: the newest change and the beginning of its hash,
    /// `change 214 · 9f3a 77c0 21de`. Papers print it, so that it can later be proved
    /// what they were drawn from.
    pub fn head(&self) -> crate::error::Result<String> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, hash FROM change ORDER BY id DESC LIMIT 1")?;
        let mut rows = statement.query([])?;
        let Some(row) = rows.next()? else {
            return Ok("no change yet".to_owned());
        };
        let (id, hash): (i64, String) = (row.get("id")?, row.get("hash")?);
        Ok(format!(
            "change {id} · {} {} {}",
            &hash[..4],
            &hash[4..8],
            &hash[8..12]
        ))
    }
}
