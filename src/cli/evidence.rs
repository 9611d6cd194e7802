//! Files and addresses as evidence: read, hashed, kept beside the register, checked, packed.

use std::fs;
use std::path::{Path, PathBuf};

use annexe::domain::evidence::{Evidence, FileFacts, NewEvidence, Shown};
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::store::{Change, Store};
use anyhow::{Result, bail};
use chrono::{DateTime, Local};
use sha2::{Digest, Sha256};

use super::misuse::{Misused, unreadable};
use super::output::write_whole;
use super::session::Session;

/// The longest ending of a file's name that its copy has too.
const LONGEST_ENDING: usize = 8;

/// So much of a hash tells one file from another.
const SHOWN_OF_A_HASH: usize = 12;

/// Evidence as it was given.
pub struct Given {
    address: String,
    file: Option<(FileFacts, Vec<u8>)>,
}

impl Given {
    /// Tells whether it is a file, of which a copy can be kept.
    pub fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// Returns the name of the file without its folder, or the address.
    pub fn name(&self) -> String {
        let name = Path::new(&self.address).file_name();
        let name = name.filter(|_| self.file.is_some());
        name.map_or_else(
            || self.address.clone(),
            |name| name.to_string_lossy().into_owned(),
        )
    }
}

/// Reads what is given as evidence. Nothing is written yet.
pub fn read(given: &[String]) -> Result<Vec<Given>> {
    given.iter().map(|given| read_one(given)).collect()
}

fn read_one(given: &str) -> Result<Given> {
    let given = without_quotes(given);
    if is_address(given) {
        if site(given).is_none_or(|site| site.starts_with('/') || site.trim().is_empty()) {
            bail!(Misused(format!(
                "`{given}` names no site; give the whole address, or a file"
            )));
        }
        let address = given.to_owned();
        return Ok(Given {
            address,
            file: None,
        });
    }
    let path = Path::new(given);
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let changed = fs::metadata(path).and_then(|about| about.modified()).ok();
    let facts = FileFacts {
        sha256: hash(&bytes),
        size: bytes.len() as i64,
        dated_on: changed.map(|at| PartialDate::Day(DateTime::<Local>::from(at).date_naive())),
    };
    // Found again from any folder.
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    Ok(Given {
        address: whole.to_string_lossy().into_owned(),
        file: Some((facts, bytes)),
    })
}

/// Records what was given as shown for an update, and copies the files beside the register where
/// they are to be kept. A copy that fails takes the change with it.
pub fn record(
    session: &Session,
    change: &Change<'_>,
    given: &[Given],
    shown: Shown,
    keep: bool,
) -> Result<(), Error> {
    for Given { address, file } in given {
        if let Some((facts, bytes)) = file.as_ref().filter(|_| keep) {
            keep_copy(session, &kept_name(&facts.sha256, address), bytes)?;
        }
        change.add_evidence(&NewEvidence {
            shown,
            address: address.clone(),
            file: file.as_ref().map(|(facts, _)| facts.clone()),
            kept: keep && file.is_some(),
        })?;
    }
    Ok(())
}

/// Returns a path without the quotation marks in which Windows copies it.
fn without_quotes(given: &str) -> &str {
    let given = given.trim();
    let within = given
        .strip_prefix('"')
        .and_then(|given| given.strip_suffix('"'));
    within.unwrap_or(given)
}

fn is_address(given: &str) -> bool {
    site(given).is_some()
}

/// Returns what follows the beginning of an address.
fn site(given: &str) -> Option<&str> {
    let lower = given.to_ascii_lowercase();
    let beginning = ["https://", "http://"];
    let beginning = beginning.iter().find(|it| lower.starts_with(**it))?;
    Some(&given[beginning.len()..])
}

/// Returns the SHA-256 of bytes in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the folder beside the register that copies are kept in.
fn folder(session: &Session) -> PathBuf {
    let mut name = session.register().as_os_str().to_owned();
    name.push("-evidence");
    PathBuf::from(name)
}

/// Returns the name under which a file is kept: its hash, with its ending. Nothing that leads out
/// of a folder can be in it.
fn kept_name(sha256: &str, address: &str) -> String {
    let hash: String = sha256.chars().filter(char::is_ascii_hexdigit).collect();
    format!("{hash}{}", ending(address))
}

/// Returns the ending of a file's name, if it is short and plain: `.docx`.
pub fn ending(address: &str) -> String {
    let ending = Path::new(address).extension().unwrap_or_default();
    let ending = ending.to_string_lossy().to_ascii_lowercase();
    let is_plain = ending.chars().all(|c| c.is_ascii_alphanumeric());
    if is_plain && (1..=LONGEST_ENDING).contains(&ending.len()) {
        format!(".{ending}")
    } else {
        String::new()
    }
}

/// Writes a copy beside and renames it: it is whole or not there, and a link that stands in its
/// place is replaced, never followed.
fn keep_copy(session: &Session, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let folder = folder(session);
    let failed = |path: &Path, source| Error::Io {
        path: path.to_owned(),
        source,
    };
    fs::create_dir_all(&folder).map_err(|source| failed(&folder, source))?;
    if fs::symlink_metadata(&folder).is_ok_and(|about| about.is_symlink()) {
        return Err(Error::Refused(format!(
            "{} is a link to elsewhere; evidence is kept beside the register only",
            folder.display()
        )));
    }
    let copy = folder.join(name);
    if read_kept(&copy).is_some_and(|there| there == bytes) {
        return Ok(());
    }
    let partial = folder.join(format!("{name}.{}.part", std::process::id()));
    let written = write_whole(&partial, bytes).and_then(|()| fs::rename(&partial, &copy));
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written.map_err(|source| failed(&copy, source))
}

/// Reads a kept file; nothing where it is gone, or a link stands in its place.
fn read_kept(path: &Path) -> Option<Vec<u8>> {
    let is_file = fs::symlink_metadata(path).is_ok_and(|about| about.is_file());
    is_file.then(|| fs::read(path).ok()).flatten()
}

/// Says what is wrong with evidence: its handle, of which action it is, its own name and what its
/// hash began with when it was shown.
pub fn fault(store: &Store, evidence: &Evidence, why: &str) -> Result<String> {
    let sha256 = evidence.file.as_ref().map_or("", |file| &file.sha256);
    let begins: String = sha256.chars().take(SHOWN_OF_A_HASH).collect();
    Ok(format!(
        "#v{} of {}, {} (SHA-256 {begins}…): {why}",
        evidence.id,
        store.evidence_is_for(evidence)?,
        evidence.name()
    ))
}

/// Evidence of a file as it is found today.
pub enum Found {
    /// An address, which is not looked at
    Address,
    /// The file, as it was when it was shown
    AsShown(Vec<u8>),
    /// Gone, or changed since: why, the end of a sentence that begins with what it is
    Faulty(String),
}

/// Looks at evidence: the kept copy where there is one, else the file itself.
pub fn look(session: &Session, evidence: &Evidence) -> Found {
    let Some(file) = &evidence.file else {
        return Found::Address;
    };
    let kept = folder(session).join(kept_name(&file.sha256, &evidence.address));
    let (path, bytes) = match evidence.kept {
        true => (kept.clone(), read_kept(&kept)),
        false => {
            let path = PathBuf::from(&evidence.address);
            (path.clone(), fs::read(path).ok())
        }
    };
    let path = path.display();
    match bytes {
        None => Found::Faulty(format!("{path} is gone")),
        Some(bytes) if hash(&bytes) == file.sha256 => Found::AsShown(bytes),
        Some(_) => Found::Faulty(format!("{path} was changed since it was shown")),
    }
}
