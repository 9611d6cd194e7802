//! Registers of older versions: read as they are, brought to the newest version when something is recorded.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::making::{create_private, sync_folder};
use super::{Meta, Store, open, schema};
use crate::error::{Error, Result};

/// The command that the history names for it.
pub(super) const COMMAND: &str = "upgrade";

/// What became of an older register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgraded {
    /// The version that it was of
    pub from: i64,
    /// The version that it is of now
    pub to: i64,
    /// The file that holds the register as it was
    pub kept: PathBuf,
}

impl Store {
    /// Brings a register of an older version to that of this program: as one recorded change, all or
    /// nothing, after a copy of the register as it was is kept beside it. Returns nothing where there
    /// is nothing to do.
    ///
    /// # Errors
    /// As [`Store::open_to_write`]; [`Error::Io`] when the copy cannot be made.
    pub fn upgrade(path: &Path, meta: &Meta) -> Result<Option<Upgraded>> {
        let path = open::existing(path)?;
        let store = Store::connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if !schema::can_be_upgraded(store.recognise(&path)?) {
            return Ok(None);
        }
        let meta = Meta {
            command: COMMAND.to_owned(),
            // Why something is recorded says nothing of the upgrade that comes before it.
            why: None,
            ..meta.clone()
        };
        let mut copy = None;
        let changed = store.change(&meta, |change| {
            // Another program may have done it since: from here on none can.
            let from = change.recognise(&path)?;
            if !schema::can_be_upgraded(from) {
                return Ok(None);
            }
            let kept = copy.insert(Copy::of(&path, from)?);
            schema::upgrade(&change.connection, from)?;
            change.refuse_altered()?;
            change.upgrades.set(true);
            change.said(format!(
                "brought the register from version {from} to version {}; as it was it is kept in {}",
                schema::VERSION,
                kept.name()
            ));
            Ok(Some(from))
        })?;
        Ok(changed.value.zip(copy).map(|(from, copy)| Upgraded {
            from,
            to: schema::VERSION,
            kept: copy.keep(),
        }))
    }

    /// Returns a copy in memory of an older register with what this program needs beside; its history
    /// is left as it is. One that is damaged is copied without: a check says what is left of it.
    pub(super) fn upgraded_copy(self, from: i64) -> Result<Store> {
        let copy = Store::with(self.copied()?, self.path.clone())?;
        let upgraded = copy
            .connection
            .execute_batch("BEGIN")
            .map_err(Error::from)
            .and_then(|()| schema::upgrade(&copy.connection, from));
        let end = if upgraded.is_ok() {
            "COMMIT"
        } else {
            "ROLLBACK"
        };
        copy.connection.execute_batch(end)?;
        Ok(copy)
    }

    /// Tells whether a change brought the register to a newer version.
    pub(super) fn is_upgrade(&self, number: i64) -> Result<bool> {
        let sql = "SELECT command = ?2 FROM change WHERE id = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row((number, COMMAND), |row| row.get(0))?)
    }
}

/// A copy of a register as it was, beside it; removed unless it is kept.
struct Copy {
    path: PathBuf,
    kept: bool,
}

impl Copy {
    /// Copies a register while nobody can write to it.
    fn of(register: &Path, version: i64) -> Result<Copy> {
        let copy = Copy::beside(register, version)?;
        let unusable = |source| Error::Io {
            path: copy.path.clone(),
            source,
        };
        let mut file = Connection::open_with_flags(
            &copy.path,
            OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
        )?;
        // A connection of its own: that of the change cannot be copied from while it is open.
        Store::connect(register, OpenFlags::SQLITE_OPEN_READ_ONLY)?.copy_into(&mut file)?;
        file.close().map_err(|(_, error)| error)?;
        let file = fs::OpenOptions::new().write(true).open(&copy.path);
        file.and_then(|file| file.sync_all()).map_err(unusable)?;
        sync_folder(&copy.path);
        Ok(copy)
    }

    /// Makes an empty file, `register-version-1.db`; what is there already is never overwritten.
    fn beside(register: &Path, version: i64) -> Result<Copy> {
        let stem = register.file_stem().unwrap_or_default().to_string_lossy();
        let ending = register.extension().unwrap_or_default().to_string_lossy();
        let ending = if ending.is_empty() {
            String::new()
        } else {
            format!(".{ending}")
        };
        let mut number = 1;
        loop {
            let again = if number == 1 {
                String::new()
            } else {
                format!("-{number}")
            };
            let path = register.with_file_name(format!("{stem}-version-{version}{again}{ending}"));
            match create_private(&path) {
                Ok(()) => return Ok(Copy { path, kept: false }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
                Err(source) => return Err(Error::Io { path, source }),
            }
        }
    }

    fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    fn keep(mut self) -> PathBuf {
        self.kept = true;
        std::mem::take(&mut self.path)
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed stays beside the register and stands in nobody's way.
            let _ = fs::remove_file(&self.path);
        }
    }
}
