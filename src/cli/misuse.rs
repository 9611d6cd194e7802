//! What a person did that cannot be: a flag that is missing, a value that is none, a prompt that was left.

use std::io::ErrorKind;
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
        ErrorKind::NotFound => anyhow!("there is no file {}", file.display()),
        ErrorKind::PermissionDenied => {
            anyhow!("cannot read {}: you may not open it", file.display())
        }
        _ => anyhow!("cannot read {}: {error}", file.display()),
    }
}

/// Says why a file cannot be written.
pub fn unwritable(file: &Path, error: std::io::Error) -> anyhow::Error {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match (error.kind(), folder) {
        (ErrorKind::NotFound, Some(folder)) if !folder.exists() => anyhow!(
            "there is no folder {}; make it first, or name another",
            folder.display()
        ),
        (ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem, _) => anyhow!(
            "cannot write {}: the folder is read-only, or the file is open in another program",
            file.display()
        ),
        _ => anyhow::Error::new(error).context(format!("cannot write {}", file.display())),
    }
}

/// Returns a title that somebody gave, which must say something.
pub fn title(words: &str) -> Result<String, Misused> {
    if words.trim().is_empty() {
        let why = "a title is not empty; leave --title out for the report's own";
        return Err(Misused(why.to_owned()));
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_may_not_be_written_is_named_with_what_may_stand_against_it() {
        let denied = ErrorKind::PermissionDenied.into();
        assert_eq!(
            unwritable(Path::new("papers/board.docx"), denied).to_string(),
            "cannot write papers/board.docx: the folder is read-only, or the file is open in another program"
        );
    }
}
