//! What can go wrong, in words that a person can act on.

use std::path::PathBuf;

/// Why something could not be done.
///
/// Each message is one line: what happened, the name involved, and the way out where there is one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A name, reference or code that is not in the register.
    #[error("no {what} called `{name}`{}", did_you_mean(near))]
    NoSuch {
        /// `body`, `recommendation`, `inspection`, `change` …
        what: &'static str,
        /// What was asked for
        name: String,
        /// What it may have meant, the likeliest first
        near: Vec<String>,
    },
    /// A name or shortened reference that fits more than one.
    #[error("`{name}` may be {}; write one of them in full", listed(fits))]
    Ambiguous {
        /// What was asked for
        name: String,
        /// All that it fits
        fits: Vec<String>,
    },
    /// Words that do not say what is wanted: a missing or impossible value.
    #[error("{0}")]
    Misused(String),
    /// A rule of the domain or of the register stands against it.
    #[error("{0}")]
    Refused(String),
    /// Something that is here already stands against it.
    #[error("{0}")]
    Conflict(String),
    /// The file is not a register that this program can use.
    #[error("{}: {why}", path.display())]
    NotARegister {
        /// The file
        path: PathBuf,
        /// What is wrong with it, and the way out
        why: String,
    },
    /// Another program is writing.
    #[error("{}: another program is writing to the register; try again in a moment", .0.display())]
    Busy(PathBuf),
    /// The register was written by a newer version of the program.
    #[error("{}: the register was written by a newer annexe (schema {found}, this program knows {known}); install the newer version", path.display())]
    Newer {
        /// The file
        path: PathBuf,
        /// Its schema version
        found: i64,
        /// The newest that this program knows
        known: i64,
    },
    /// SQLite failed in a way that has no better name, or the file holds what no register does.
    #[error("{}", unusable(.0))]
    Sqlite(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("cannot use {}: {source}", path.display())]
    Io {
        /// The file
        path: PathBuf,
        /// What the system said
        source: std::io::Error,
    },
}

/// The result of something that can go wrong.
pub type Result<T, E = Error> = std::result::Result<T, E>;

fn unusable(error: &rusqlite::Error) -> String {
    if is_damage(error) {
        format!(
            "the register is damaged or was altered by another program ({error}); keep the file as it is, see what `annexe check` says, and restore a copy from before"
        )
    } else {
        format!("the register could not be used: {error}")
    }
}

/// Tells whether an error comes from what the file holds, rather than from how it is reached.
pub(crate) fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::{Error as Sqlite, ErrorCode};
    match error {
        // Every statement fits the schema of this program: one that fails has met another.
        Sqlite::SqliteFailure(failure, _) => matches!(
            failure.code,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown
        ),
        Sqlite::SqlInputError { .. }
        | Sqlite::InvalidColumnName(_)
        | Sqlite::InvalidColumnType(..)
        | Sqlite::FromSqlConversionFailure(..)
        | Sqlite::IntegralValueOutOfRange(..)
        | Sqlite::Utf8Error(..)
        | Sqlite::QueryReturnedNoRows => true,
        _ => false,
    }
}

fn did_you_mean(near: &[String]) -> String {
    if near.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", listed(near))
    }
}

/// Returns names in a sentence: `` `a`, `b` or `c` ``.
fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
