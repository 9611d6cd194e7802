//! Making a register: whole, or not at all.
//!
//! It is made under another name beside its place and moved there when it is complete, so that
//! a program that is killed leaves no half of one, and of several that make it at once one wins.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::OpenFlags;

use super::{Meta, Store, open};
use crate::error::{Error, Result};

impl Store {
    /// Makes a register with the reference data. Returns false, and does nothing, where there is
    /// a file already, be it since a moment.
    ///
    /// # Errors
    /// When its folder cannot be made or written to.
    pub fn create(path: &Path, meta: &Meta) -> Result<bool> {
        let path = open::absolute(path)?;
        let unusable = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::Io { path, source }
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(unusable(folder))?;
        }
        if path.exists() {
            return Ok(false);
        }
        let draft = Draft::beside(&path).map_err(unusable(&path))?;
        // It is closed before it moves: Windows moves no file that is open.
        Store::connect(&draft.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?.fill(meta)?;
        draft.put_at(&path).map_err(unusable(&path))
    }
}

/// A register that is being made, under a name of its own; removed when it is dropped.
struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Makes an empty file beside a register's place. What an earlier attempt left is passed over.
    fn beside(path: &Path) -> io::Result<Draft> {
        let process = std::process::id();
        let mut number = 0;
        loop {
            let draft = open::with_ending(path, &format!(".new-{process}-{number}"));
            match create_private(&draft) {
                Ok(()) => return Ok(Draft { path: draft }),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives the register its name, unless somebody has taken it. Returns whether it did.
    fn put_at(&self, path: &Path) -> io::Result<bool> {
        // A rename would replace a register that another program has made meanwhile; a link does not.
        let placed = match fs::hard_link(&self.path, path) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(_) => self.move_to(path)?,
        };
        if placed {
            sync_folder(path);
        }
        Ok(placed)
    }

    /// Moves the register where there are no links (FAT, some network drives): an empty file takes
    /// its place first, which only one program can do, and is then replaced. Killed between the
    /// two, a program leaves the empty file, which is refused with a way out and loses nothing.
    fn move_to(&self, path: &Path) -> io::Result<bool> {
        match create_private(path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(error) => return Err(error),
        }
        fs::rename(&self.path, path).inspect_err(|_| {
            let _ = fs::remove_file(path);
        })?;
        Ok(true)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // What cannot be removed stays beside the register and stands in nobody's way.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(open::with_ending(&self.path, "-journal"));
    }
}

/// Makes an empty file that only its owner may read, before SQLite touches it.
pub(super) fn create_private(path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // On Windows a new file takes the rights of its folder, which in a profile are the owner's alone.
    options.open(path).map(drop)
}

/// Keeps a new name through a power cut, where folders can be synchronised.
pub(super) fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(Ok(folder)) = path.parent().map(fs::File::open) {
        // Some network drives refuse; the register is then no worse off than any other file.
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = path;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_takes_no_place_that_is_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let draft = Draft::beside(&path).unwrap();
        fs::write(&path, "another's").unwrap();
        assert!(!draft.put_at(&path).unwrap());
        assert!(!draft.move_to(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"another's");
        drop(draft);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn where_there_are_no_links_a_draft_is_moved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.db");
        let draft = Draft::beside(&path).unwrap();
        fs::write(&draft.path, "a register").unwrap();
        assert!(draft.move_to(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"a register");
    }
}
