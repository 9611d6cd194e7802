//! Reading what people have: bytes into lines with their place, lines into a draft.
//!
//! `container` knows how a file holds its lines, `reading` what the lines of a report
//! or of an action plan say. Nothing here knows the register or a terminal: what is unsure is a question or
//! a note of the draft.

pub mod container;
pub mod reading;

use sha2::{Digest, Sha256};

use crate::domain::draft::{Draft, Source};
use crate::domain::plan_draft::PlanDraft;
use container::{Text, sheet};
use reading::tracker::Tracker;

/// What was read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A report, or a section of one
    Report(Box<Draft>),
    /// Answers and actions: an action plan, or a tracker whose columns are known
    Plan(Box<PlanDraft>),
    /// A tracker, whose columns a mapping has yet to name
    Tracker(Box<Tracker>),
}

/// Why a file gives no draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReadable {
    /// The bytes are no text that this version can read.
    #[error("{name} {why}")]
    Unreadable {
        /// The file
        name: String,
        /// What it is, and the way out where there is one
        why: String,
    },
    /// It is larger than anything that is read.
    #[error("{name} is too large: {why}")]
    TooLarge {
        /// The file
        name: String,
        /// The size and the limit
        why: String,
    },
    /// It is text, but nothing in it is an inspection report.
    #[error("{name} is not a report: {why}")]
    NotAReport {
        /// The file
        name: String,
        /// What was looked for and not found
        why: String,
    },
}

/// Reads the bytes of a file, whatever it holds.
///
/// `name` is the file's name without its folder, or `pasted text`.
pub fn read(bytes: &[u8], name: &str) -> Result<Found, NotReadable> {
    read_by(bytes, name, container::read)
}

/// Reads the bytes of a file whose lines another function takes out of it, such as one that leaves
/// them to another process. Sheets have no lines.
pub fn read_by<E: From<NotReadable>>(
    bytes: &[u8],
    name: &str,
    lines: impl FnOnce(&[u8], &str) -> Result<Text, E>,
) -> Result<Found, E> {
    if sheet::is_one(bytes, name)
        && let Some(tracker) = tracker(bytes, name)?
    {
        let form = sheet::lines(&tracker.workbook);
        return Ok(match reading::plan::read_form(&form, &tracker.source) {
            Some(plan) => Found::Plan(Box::new(plan)),
            None => Found::Tracker(Box::new(tracker)),
        });
    }
    let text = lines(bytes, name)?;
    let source = source(bytes, name);
    if let Some(plan) = reading::plan::read(&text, &source) {
        return Ok(Found::Plan(Box::new(plan)));
    }
    if let Some(tracker) = tracker(bytes, name)? {
        return Ok(Found::Tracker(Box::new(tracker)));
    }
    Ok(Found::Report(Box::new(reading::report::read(
        text, source,
    )?)))
}

/// Reads the bytes of a report, or of a section of one, into a draft.
///
/// `name` is the file's name without its folder, or `pasted text`.
pub fn read_report(bytes: &[u8], name: &str) -> Result<Draft, NotReadable> {
    let text = container::read(bytes, name)?;
    reading::report::read(text, source(bytes, name))
}

/// Reads a workbook or a table as text; nothing where a file is neither.
fn tracker(bytes: &[u8], name: &str) -> Result<Option<Tracker>, NotReadable> {
    let is_one = sheet::is_one(bytes, name);
    if !is_one && !sheet::reads_as_one(bytes) {
        return Ok(None);
    }
    let tracker = Tracker {
        source: source(bytes, name),
        workbook: sheet::read(bytes, name)?,
    };
    // Text whose lines have tabs is a table where its columns are known.
    let is_known = is_one
        || tracker
            .propose()
            .is_some_and(|proposal| proposal.mapping.columns.len() > 2);
    Ok(is_known.then_some(tracker))
}

fn source(bytes: &[u8], name: &str) -> Source {
    Source {
        name: name.to_owned(),
        sha256: Some(hexadecimal(&Sha256::digest(bytes))),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
