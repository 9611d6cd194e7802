//! The schema of a register: made, recognised, compared.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::Connection;

use super::record::{self, OpenChange};
use crate::error::Result;

/// Marks a SQLite file as a register: the letters `anxe`.
pub(super) const APPLICATION_ID: i64 = 0x616e_7865;

/// The version of `schema.sql`.
pub(super) const VERSION: i64 = 2;

const SCHEMA: &str = include_str!("../../schema.sql");

/// The steps between versions: the first leads from 1 to 2. None is edited once it was released.
const STEPS: [&str; 1] = [include_str!("../../migrations/2_saved_views.sql")];

/// Brings the tables of an older register to the newest version, within the caller's transaction.
/// The recording triggers are made anew: they name the columns of their tables.
pub(super) fn upgrade(connection: &Connection, from: i64) -> Result<()> {
    let done = usize::try_from(from - 1).unwrap_or_default();
    for step in STEPS.iter().skip(done) {
        connection.execute_batch(step)?;
    }
    record::drop_triggers(connection)?;
    record::create_triggers(connection)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// Tells whether there are steps from a version to the newest.
pub(super) fn can_be_upgraded(from: i64) -> bool {
    (1..VERSION).contains(&from)
}

/// Makes the tables, the triggers and the marks of a new register, within the caller's transaction.
pub(super) fn create(connection: &Connection) -> Result<()> {
    connection.execute_batch(SCHEMA)?;
    record::create_triggers(connection)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// How one table, index or trigger is not as this program makes it.
pub(super) struct Difference {
    how: How,
    /// `table`, `index`, `trigger`
    sort: String,
    name: String,
}

enum How {
    Missing,
    Foreign,
    Altered,
}

impl Difference {
    pub(super) fn is_a_missing_table(&self) -> bool {
        matches!(self.how, How::Missing) && self.sort == "table"
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.how {
            How::Missing => "is missing",
            How::Foreign => "is not of this program",
            How::Altered => "was altered",
        };
        write!(f, "{} {} {how}", self.sort, self.name)
    }
}

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

/// Returns how a register's schema differs from the one this program makes.
pub(super) fn differences(connection: &Connection) -> Result<Vec<Difference>> {
    let (expected, found) = (objects(&fresh()?)?, objects(connection)?);
    let difference = |how, (sort, name): &(String, String)| Difference {
        how,
        sort: sort.clone(),
        name: name.clone(),
    };
    let missing = expected
        .keys()
        .filter(|key| !found.contains_key(*key))
        .map(|key| difference(How::Missing, key));
    let foreign = found
        .keys()
        .filter(|key| !expected.contains_key(*key))
        .map(|key| difference(How::Foreign, key));
    let altered = expected
        .iter()
        .filter(|(key, sql)| found.get(*key).is_some_and(|found| found != *sql))
        .map(|(key, _)| difference(How::Altered, key));
    Ok(missing.chain(foreign).chain(altered).collect())
}

/// Returns what a schema is made of: sort and name, with the text.
fn objects(connection: &Connection) -> Result<BTreeMap<(String, String), String>> {
    let sql = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema
                WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'";
    let mut statement = connection.prepare(sql)?;
    let objects = statement
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(objects)
}
