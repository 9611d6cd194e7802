//! Opening a register: in memory, for reading, for writing; refusing what is none.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::record::{self, OpenChange};
use super::{Meta, Store, schema};
use crate::error::{Error, Result};

/// How long to wait for another program that is writing.
const BUSY_FOR: Duration = Duration::from_secs(10);

/// The longest text in a cell, and the longest statement: 2 MB.
const LONGEST_TEXT: i32 = 2_000_000;

impl Store {
    /// Opens a register in memory, empty but for the reference data; the test double of a file.
    pub fn in_memory(meta: &Meta) -> Result<Store> {
        let store = Store::with(Connection::open_in_memory()?, None)?;
        store.fill(meta)?;
        Ok(store)
    }

    /// Opens a register for reading. One of an older version is read as it is: what this program needs
    /// beside is added to a copy in memory, and the file stays as it was until something is recorded.
    ///
    /// # Errors
    /// When there is no file, or it is not a register, or a newer program wrote it.
    pub fn open(path: &Path) -> Result<Store> {
        let path = existing(path)?;
        // After a crash SQLite has to roll back what was left half done, which takes a writer.
        if with_ending(&path, "-journal").exists() {
            Store::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.recognise(&path)?;
        }
        // Not `query_only`: it would forbid the temporary tables of a report too.
        let store = Store::connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let version = store.recognise(&path)?;
        if schema::can_be_upgraded(version) {
            return store.upgraded_copy(version);
        }
        Ok(store)
    }

    /// Opens a register for writing.
    ///
    /// # Errors
    /// As [`Store::open`], and when it is of an older version: [`Store::upgrade`] comes first; and when its schema is not the one this program makes: then another
    /// program has written to it, and changes would no longer be recorded.
    pub fn open_to_write(path: &Path) -> Result<Store> {
        let path = existing(path)?;
        let store = Store::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        store.recognise(&path)?;
        store.refuse_altered()?;
        Ok(store)
    }

    /// Refuses a register whose schema is not the one this program makes.
    pub(super) fn refuse_altered(&self) -> Result<()> {
        let differences = self
            .schema_differences()
            .map_err(|error| self.with_path(error))?;
        match differences.as_slice() {
            [] => Ok(()),
            [first, ..] => Err(Error::NotARegister {
                path: self.path.clone().unwrap_or_default(),
                why: format!(
                    "the register was altered by another program ({first}); nothing is written to it; `annexe check` says what was changed"
                ),
            }),
        }
    }

    pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Store> {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|error| named(error, path))?;
        Store::with(connection, Some(path.to_owned())).map_err(|error| match error {
            Error::Sqlite(error) => named(error, path),
            other => other,
        })
    }

    pub(super) fn with(connection: Connection, path: Option<PathBuf>) -> Result<Store> {
        let open = OpenChange::default();
        record::register_functions(&connection, &open)?;
        settle(&connection)?;
        Ok(Store {
            connection,
            open,
            path,
        })
    }

    /// Makes the schema and records the reference data as the first change, all or nothing.
    pub(super) fn fill(&self, meta: &Meta) -> Result<()> {
        let meta = Meta {
            command: "create".to_owned(),
            ..meta.clone()
        };
        self.first_change(&meta, |change| {
            let bodies = change.add_reference_data()?;
            change.said(format!(
                "register made with {bodies} units and organisations of public record"
            ));
            Ok(())
        })?;
        Ok(())
    }

    /// Refuses a file that is not a register, or that a newer program wrote. Returns its version.
    pub(super) fn recognise(&self, path: &Path) -> Result<i64> {
        let number = |pragma| {
            self.connection
                .pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
        };
        let application = match number("application_id") {
            // One that is cut off or damaged is opened all the same: a check says what is left of it.
            Err(error) if is_corrupt(&error) => return Ok(schema::VERSION),
            read => read.map_err(|error| named(error, path))?,
        };
        let version = number("user_version")?;
        let refused = |why: &str| Error::NotARegister {
            path: path.to_owned(),
            why: why.to_owned(),
        };
        if application != schema::APPLICATION_ID {
            return Err(refused(
                "this is another program's database, not a register; name the register with --register",
            ));
        }
        if version > schema::VERSION {
            return Err(Error::Newer {
                path: path.to_owned(),
                found: version,
                known: schema::VERSION,
            });
        }
        Ok(version)
    }

    /// Returns how the schema differs from the one this program makes.
    pub(super) fn schema_differences(&self) -> Result<Vec<schema::Difference>> {
        schema::differences(&self.connection)
    }
}

/// Sets what every connection needs.
fn settle(connection: &Connection) -> Result<()> {
    connection.busy_timeout(BUSY_FOR)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Without it most cached statements are compiled again at each run: plans may depend on the values
    // that are bound. Recording is twice as fast with it, and a plan that is asserted is the plan that runs.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_TEXT)?;
    connection.set_limit(Limit::SQLITE_LIMIT_SQL_LENGTH, LONGEST_TEXT)?;
    connection.set_prepared_statement_cache_capacity(128);
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA recursive_triggers = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA secure_delete = ON;",
    )?;
    // DELETE with EXTRA is the only pair that lost no acknowledged change in simulated power
    // cuts; WAL does not work on network drives.
    match connection.execute_batch("PRAGMA synchronous = EXTRA") {
        // This one reads the schema. Where that is damaged nothing is written: a writer reads it, too.
        Err(error) if is_corrupt(&error) => Ok(()),
        set => Ok(set?),
    }
}

fn is_corrupt(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseCorrupt)
}

/// Returns an existing file's absolute path: the bundled SQLite takes `file:…` for an address.
pub(super) fn existing(path: &Path) -> Result<PathBuf> {
    let path = absolute(path)?;
    let refused = |why: &str| Error::NotARegister {
        path: path.clone(),
        why: why.to_owned(),
    };
    match std::fs::metadata(&path) {
        Ok(found) if found.is_dir() => Err(refused("this is a folder, not a register")),
        Ok(found) if found.len() == 0 => Err(refused(
            "this file is empty, not a register; remove it, and a new register is made here",
        )),
        Ok(_) => Ok(path),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(refused(
            "there is no register here yet; `annexe add` or `annexe import` makes one",
        )),
        Err(source) => Err(Error::Io { path, source }),
    }
}

pub(super) fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
    })
}

/// Returns a path with something after its last name: `register.db-journal`.
pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// Gives SQLite's commonest refusals their names.
pub(super) fn named(error: rusqlite::Error, path: &Path) -> Error {
    use rusqlite::ErrorCode::{
        DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase, ReadOnly,
    };
    let refused = |why: &str| Error::NotARegister {
        path: path.to_owned(),
        why: why.to_owned(),
    };
    match error.sqlite_error_code() {
        Some(NotADatabase) => refused("this is not a register"),
        Some(DatabaseCorrupt) => refused(
            "the register is damaged; keep the file as it is, see what `annexe check` says, and restore a copy from before",
        ),
        Some(ReadOnly) => {
            refused("the register cannot be written to: the file or its folder is read-only")
        }
        Some(DatabaseBusy | DatabaseLocked) => Error::Busy(path.to_owned()),
        _ => Error::Sqlite(error),
    }
}
