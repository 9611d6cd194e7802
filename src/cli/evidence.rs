//! Files and addresses as evidence: read, hashed, kept beside the register, checked, packed.

use std::fs;
use std::path::{Path, PathBuf};

use annexe::domain::evidence::{Evidence, FileFacts};
use annexe::domain::partial_date::PartialDate;
use anyhow::{Context, Result, anyhow};
use chrono::{DateTime, Local};
use sha2::{Digest, Sha256};

use super::session::Session;

/// Evidence as it was given, what the file was, and whether a copy is kept.
pub type Given = (String, Option<FileFacts>, bool);

/// Reads what is given as evidence: a file is hashed, and copied beside the register if it is to be kept.
pub fn read(session: &Session, given: &[String], keep: bool) -> Result<Vec<Given>> {
    given
        .iter()
        .map(|given| one(session, given, keep))
        .collect()
}

fn one(session: &Session, given: &str, keep: bool) -> Result<Given> {
    if is_address(given) {
        return Ok((given.to_owned(), None, false));
    }
    let path = Path::new(given);
    let bytes =
        fs::read(path).map_err(|error| anyhow!("cannot read the evidence {given}: {error}"))?;
    let sha256 = hash(&bytes);
    let changed = fs::metadata(path).and_then(|about| about.modified()).ok();
    let dated_on = changed.map(|at| PartialDate::Day(DateTime::<Local>::from(at).date_naive()));
    if keep {
        keep_copy(session, &sha256, path, &bytes)?;
    }
    let address = std::path::absolute(path)
        .unwrap_or_else(|_| path.to_owned())
        .to_string_lossy()
        .into_owned();
    Ok((
        address,
        Some(FileFacts {
            sha256,
            size: bytes.len() as i64,
            dated_on,
        }),
        keep,
    ))
}

fn is_address(given: &str) -> bool {
    given.starts_with("https://") || given.starts_with("http://")
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Returns the folder beside the register that copies are kept in.
fn folder(session: &Session) -> PathBuf {
    let mut name = session.register().as_os_str().to_owned();
    name.push("-evidence");
    PathBuf::from(name)
}

/// Returns where a kept file lies: under its hash, with its ending.
fn kept_at(session: &Session, sha256: &str, path: &Path) -> PathBuf {
    let ending = path
        .extension()
        .map(|ending| format!(".{}", ending.to_string_lossy()))
        .unwrap_or_default();
    folder(session).join(format!("{sha256}{ending}"))
}

fn keep_copy(session: &Session, sha256: &str, path: &Path, bytes: &[u8]) -> Result<()> {
    let copy = kept_at(session, sha256, path);
    fs::create_dir_all(folder(session))
        .with_context(|| format!("cannot make {}", folder(session).display()))?;
    if !copy.exists() {
        fs::write(&copy, bytes).with_context(|| format!("cannot write {}", copy.display()))?;
    }
    Ok(())
}

/// Returns the bytes of a kept file.
pub fn kept(session: &Session, evidence: &Evidence) -> Result<Option<(PathBuf, Vec<u8>)>> {
    let Some(file) = evidence.file.as_ref().filter(|_| evidence.kept) else {
        return Ok(None);
    };
    let path = kept_at(session, &file.sha256, Path::new(&evidence.address));
    let bytes =
        fs::read(&path).with_context(|| format!("cannot read the kept file {}", path.display()))?;
    Ok(Some((path, bytes)))
}

/// Says what is wrong with evidence: gone, or no longer what it was. A kept copy is what is looked at.
pub fn fault(session: &Session, evidence: &Evidence) -> Option<String> {
    let file = evidence.file.as_ref()?;
    let path = match evidence.kept {
        true => kept_at(session, &file.sha256, Path::new(&evidence.address)),
        false => PathBuf::from(&evidence.address),
    };
    match fs::read(&path) {
        Err(_) => Some(format!("#v{}: {} is gone", evidence.id, path.display())),
        Ok(bytes) if hash(&bytes) != file.sha256 => Some(format!(
            "#v{}: {} was changed since it was shown",
            evidence.id,
            path.display()
        )),
        Ok(_) => None,
    }
}
