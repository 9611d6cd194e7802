//! The register: one SQLite file. The only folder with SQL.
//!
//! [`Store`] reads; [`Store::change`] is the only way to write: it begins, seals and
//! commits, and the recording triggers keep what was overwritten. One file per noun;
//! `standing` holds the statements that reports are made of.

mod about;
mod action;
mod action_update;
mod aftermath;
mod alert;
mod body;
mod breach;
mod change;
mod check;
mod closure;
mod difference;
mod escalation;
mod evidence;
mod finding;
mod head;
mod history;
mod inspection;
mod intake;
mod known;
mod link;
mod making;
mod migration;
mod note;
mod open;
mod rating;
mod recommendation;
mod record;
mod reference;
mod repeat;
mod response;
mod schema;
mod search;
mod setting;
mod source;
mod standing;
mod target;
mod theme;
mod undo;
mod values;
mod view;

use rusqlite::{Connection, OptionalExtension};

use crate::error::is_damage;

pub use action::ActionEdit;
pub use action_update::UpdateEdit;
pub use alert::{Alert, AlertAction, NewAlert, NewAlertAction};
pub use body::BodyEdit;
pub use change::{Change, Changed, Meta};
pub use check::Problem;
pub use difference::{ChangedBy, Differing, Image, OfAction};
pub use finding::FindingEdit;
pub use history::LogEntry;
pub use inspection::{Inspection, InspectionEdit};
pub use intake::{
    AddedAction, AddedRecommendation, AddedResponse, AddedTarget, AddedUpdate, AmendedAction,
    Answers, Earlier, EarlierEntry, Entry, Intake, Outcome, PlanIntake, PlanNote, RowCounts, Step,
    Subject, Suggestion,
};
pub use migration::Upgraded;
pub use note::Note;
pub use rating::Printed;
pub use reference::Named;
pub use search::Hit;
pub use setting::valid_marking;
pub use source::SourceFile;
pub use standing::{Line, Survey};
pub use target::TargetEdit;
pub use theme::Theme;

/// An open register. It has no state but its connection.
pub struct Store {
    connection: Connection,
    open: record::OpenChange,
    path: Option<std::path::PathBuf>,
}

impl Store {
    /// Returns the head: the newest change and the beginning of its hash,
    /// `change 214 · 9f3a 77c0 21de`. Papers print it, so that it can later be proved
    /// what they were drawn from. Of a damaged history it says that it cannot be read: a check
    /// prints it, too.
    pub fn head(&self) -> crate::error::Result<String> {
        let mut statement = match self.connection.prepare_cached(NEWEST) {
            Err(error) if is_damage(&error) => return Ok(UNREADABLE.to_owned()),
            statement => statement?,
        };
        let newest = statement
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional();
        match newest {
            Ok(None) => Ok("no change yet".to_owned()),
            Ok(Some((id, hash))) => Ok(head(id, hash)),
            Err(error) if is_damage(&error) => Ok(UNREADABLE.to_owned()),
            Err(error) => Err(error.into()),
        }
    }
}

const NEWEST: &str = "SELECT id, hash FROM change ORDER BY id DESC LIMIT 1";

const UNREADABLE: &str = "cannot be read; see what `annexe check` says";

fn head(id: i64, hash: String) -> String {
    // Not by bytes: what another program wrote may be any text.
    let letters: Vec<char> = hash.chars().take(12).collect();
    let groups: Vec<String> = letters.chunks(4).map(String::from_iter).collect();
    format!("change {id} · {}", groups.join(" "))
}
