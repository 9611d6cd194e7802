//! What a person did that cannot be: a flag that is missing, a value that is none, a prompt that was left.

use std::path::Path;

use anyhow::anyhow;

/// Something that a flag would have said and that was not asked for, with why not.
#[derive(Debug, thiserror::Error)]
#[error("{flags} missing ({why}, so not asking)")]
pub struct Missing {
    /// The flag, or several, as the beginning of a sentence: `--words is`
    pub flags: String,
    /// Why nothing was asked
    pub why: &'static str,
}

/// The person left a prompt; nothing was written.
#[derive(Debug, thiserror::Error)]
#[error("left; nothing was written")]
pub struct Left;

/// A misuse that is found out only here.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misused(pub String);

/// Says why a file cannot be read.
pub fn unreadable(file: &Path, error: &std::io::Error) -> anyhow::Error {
    if file.is_dir() {
        return Misused(format!(
            "{} is a folder; name the files in it",
            file.display()
        ))
        .into();
    }
    match error.kind() {
        std::io::ErrorKind::NotFound => anyhow!("there is no file {}", file.display()),
        std::io::ErrorKind::PermissionDenied => {
            anyhow!("cannot read {}: you may not open it", file.display())
        }
        _ => anyhow!("cannot read {}: {error}", file.display()),
    }
}
