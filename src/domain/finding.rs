//! What a later inspection wrote about recommendations, with its grade.

use super::body::BodyId;
use super::progress::Progress;
use super::recommendation::Cited;

/// One recommendation that a finding covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// Which
    pub recommendation_id: i64,
    /// For which addressee; nothing: for all
    pub body_id: Option<BodyId>,
}

/// A finding to be recorded. It dates from the publication of its inspection (rule 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFinding {
    /// The inspection that found it
    pub inspection_id: i64,
    /// Word for word, without the grade
    pub words: String,
    /// The grade
    pub progress: Progress,
    /// The grade's words as printed
    pub printed_progress: Option<String>,
    /// A typed note beside the grade; it changes no standing (rule 14)
    pub remark: Option<String>,
    /// What it covers
    pub covers: Vec<Covered>,
    /// Where it was read
    pub cited: Option<Cited>,
}

/// A finding as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The row, `41` of `#f41`
    pub id: i64,
    /// The inspection that found it
    pub inspection_id: i64,
    /// Word for word, without the grade
    pub words: String,
    /// The grade
    pub progress: Progress,
    /// The grade's words as printed
    pub printed_progress: Option<String>,
    /// A typed note beside the grade
    pub remark: Option<String>,
    /// What it covers
    pub covers: Vec<Covered>,
    /// Where it was read
    pub cited: Option<Cited>,
}
