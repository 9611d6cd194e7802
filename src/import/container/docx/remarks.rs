//! What a document has beside its words, said once each with the first place.

use super::super::note;
use crate::domain::draft::DraftNote;

/// What a reader of the document should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remark {
    /// Tracked changes
    Changes,
    /// Comments in the margin
    Comments,
    /// Hidden words
    Hidden,
    /// Words that are struck through
    Struck,
    /// A formula
    Formula,
    /// Another file inside
    Inserted,
}

const ALL: [(Remark, &str); 6] = [
    (
        Remark::Changes,
        "the document has tracked changes: what was added was read as if accepted, what was deleted was left out",
    ),
    (Remark::Comments, "comments in the margin were left out"),
    (Remark::Hidden, "hidden text was left out"),
    (
        Remark::Struck,
        "words that are struck through were left out",
    ),
    (Remark::Formula, "a formula was left out"),
    (
        Remark::Inserted,
        "another file that stands in the document was not read",
    ),
];

/// What was remarked, each with its first place.
#[derive(Clone, Debug, Default)]
pub(super) struct Remarks {
    found: Vec<(Remark, String)>,
    /// Whether the document shows pictures
    pub pictures: bool,
}

impl Remarks {
    /// Remarks something at a place.
    pub fn add(&mut self, remark: Remark, place: String) {
        if !self.found.iter().any(|(known, _)| *known == remark) {
            self.found.push((remark, place));
        }
    }

    /// Returns the notes.
    pub fn notes(&self) -> Vec<DraftNote> {
        let words = |remark| ALL.iter().find(|(known, _)| *known == remark);
        let notes = self.found.iter().filter_map(|(remark, place)| {
            let (_, words) = words(*remark)?;
            Some(note((*words).to_owned(), place))
        });
        notes.collect()
    }
}
