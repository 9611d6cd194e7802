//! The schema of a register: made, recognised, compared.

use rusqlite::Connection;

use super::record::{self, OpenChange};
use crate::error::Result;

/// Marks a SQLite file as a register: the letters `anxe`.
pub(super) const APPLICATION_ID: i64 = 0x616e_7865;

/// The version of `schema.sql`.
pub(super) const VERSION: i64 = 1;

const SCHEMA: &str = include_str!("../../schema.sql");

/// Makes the tables, the triggers and the marks of a new register.
pub(super) fn create(connection: &Connection) -> Result<()> {
    // One transaction: each statement on its own would wait for the disk, a hundred times and more.
    let transaction = connection.unchecked_transaction()?;
    connection.execute_batch(SCHEMA)?;
    record::create_triggers(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// What is said of a table or trigger that somebody else made.
pub(super) const FOREIGN: &str = "is not of this program";

/// Returns the tables of facts that this program makes.
pub(super) fn fact_tables() -> Result<Vec<String>> {
    record::fact_tables(&fresh()?)
}

fn fresh() -> Result<Connection> {
    let fresh = Connection::open_in_memory()?;
    record::register_functions(&fresh, &OpenChange::default())?;
    create(&fresh)?;
    Ok(fresh)
}

/// Returns how a register's schema differs from the one this program makes: one sentence a difference.
pub(super) fn differences(connection: &Connection) -> Result<Vec<String>> {
    let fresh = fresh()?;
    let (expected, found) = (objects(&fresh)?, objects(connection)?);
    let missing = expected
        .iter()
        .filter(|(name, _)| !found.iter().any(|(other, _)| other == name));
    let extra = found
        .iter()
        .filter(|(name, _)| !expected.iter().any(|(other, _)| other == name));
    let altered = expected.iter().filter(|(name, sql)| {
        found
            .iter()
            .any(|(other, text)| other == name && text != sql)
    });
    Ok(missing
        .map(|(name, _)| format!("{name} is missing"))
        .chain(extra.map(|(name, _)| format!("{name} {FOREIGN}")))
        .chain(altered.map(|(name, _)| format!("{name} was altered")))
        .collect())
}

/// Returns what a schema is made of: `trigger record_insert_body` with its text.
fn objects(connection: &Connection) -> Result<Vec<(String, String)>> {
    let sql = "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema
                WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'
                ORDER BY type, name";
    let mut statement = connection.prepare(sql)?;
    let objects = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(objects)
}
