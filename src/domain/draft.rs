//! What a reader found in a file, before anything of it is in the register.
//!
//! A draft holds words as printed, each with its place. Which body a printed name
//! means, and whether a report is here already, is decided when the draft is matched
//! with a register; what a reader is unsure of is a question or a note.

use super::inspection::{InspectionFacts, KeyQuestion, Rating};
use super::partial_date::PartialDate;
use super::progress::Progress;

/// Where something was read: a line, `112`, or later a page, a cell.
/// Empty where it stands for the whole file.
pub type Place = String;

/// A value with the place where it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read
    pub value: T,
    /// Where
    pub place: Place,
}

/// The file or address that a draft was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's name without its folder; `pasted text` for standard input
    pub name: String,
    /// SHA-256 of the bytes, in hexadecimal; nothing for an address that was not read
    pub sha256: Option<String>,
}

/// What one file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Where it was read
    pub source: Source,
    /// The publication itself
    pub publication: Publication,
    /// The ratings of standards
    pub ratings: Vec<Read<Rating>>,
    /// The key questions with their percentages
    pub key_questions: Vec<Read<KeyQuestion>>,
    /// The recommendations, in order
    pub recommendations: Vec<DraftRecommendation>,
    /// The organisational alert, if the report has one
    pub alert: Option<DraftAlert>,
    /// Earlier publications whose recommendations this one prints again
    pub earlier: Vec<EarlierPublication>,
    /// What must be answered before anything is written
    pub questions: Vec<Question>,
    /// What the reader says about what it read
    pub notes: Vec<DraftNote>,
}

/// A publication as its cover and its pages describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Facts as printed
    pub facts: InspectionFacts,
    /// The inspected body's name as printed; nothing for a thematic report, or where none was found
    pub body: Option<Read<String>>,
    /// The region or area that the cover names beside the body, as printed
    pub area: Option<String>,
    /// The abbreviation that the report itself introduces for the body: `HFKCW`
    pub abbreviation: Option<String>,
    /// Where the date of publication was read
    pub published_place: Place,
    /// The first address of the report that it prints or that its text was found at
    pub address: Option<String>,
    /// Whether the file has a cover or front matter; a pasted section or a list alone has none
    pub has_cover: bool,
}

/// One recommendation as a report prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRecommendation {
    /// The printed number; nothing where the item is bulleted or its number was lost
    pub printed_number: Option<String>,
    /// Word for word, after the allowed repairs; nested bullets are lines of it
    pub words: String,
    /// The names under whose heading it stands, as printed: several under a joint heading
    pub addressees: Vec<String>,
    /// Where it begins
    pub place: Place,
}

/// An organisational alert as a report prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftAlert {
    /// Its introduction
    pub words: String,
    /// The concerns, in order
    pub concerns: Vec<Read<String>>,
    /// What the service announced, in order
    pub responses: Vec<AlertResponse>,
    /// Where it begins
    pub place: Place,
}

/// One response that the service announced to an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertResponse {
    /// Word for word
    pub words: String,
    /// What the bullet says last of its state: `in progress` or `completed`; nothing where it says nothing
    pub state: Option<&'static str>,
    /// The date of that state as printed (`August 2022`)
    pub said_on: Option<PartialDate>,
    /// Where it begins
    pub place: Place,
}

/// An earlier publication that this one prints again: the plan of an annexe one,
/// or the inspection of an appendix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierPublication {
    /// Its facts as far as they are printed: the title of a plan, the year or month
    pub facts: InspectionFacts,
    /// Whose it is, as printed: `Kent, Surrey, Sussex Probation Service`; nothing: the report's own body
    pub body: Option<Read<String>>,
    /// Its items, in the order of the reprint
    pub items: Vec<EarlierItem>,
    /// Where it is named
    pub place: Place,
}

/// One recommendation as a later report prints it again, with what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierItem {
    /// The recommendation
    pub recommendation: DraftRecommendation,
    /// What the inspection found of it; nothing where it is only listed
    pub finding: Option<DraftFinding>,
}

/// What an inspection found of one earlier recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftFinding {
    /// Word for word, without the grade
    pub words: String,
    /// The grade; nothing where the printed words are no known grade: that is a question
    pub progress: Option<Progress>,
    /// The grade's words as printed
    pub printed_progress: Option<String>,
    /// Where it begins
    pub place: Place,
}

/// Something that a person must answer before anything is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked, in one line, lower case, no full stop
    pub words: String,
    /// The flag or command that answers it: `--published 2022-05-18`
    pub answer: String,
    /// Where the doubt arose
    pub place: Place,
}

/// Returns a flag with its value, quoted where a shell would part it: `--leave-out "paragraph 41"`.
pub fn flag(name: &str, value: &str) -> String {
    let plain = !value.is_empty() && !value.contains([' ', '"', '\'', '!', '$', '&', ';', '#']);
    if plain {
        format!("{name} {value}")
    } else {
        format!("{name} \"{value}\"")
    }
}

/// Something that an import says about what it read, and keeps with the fact.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DraftNote {
    /// What is said, in one line, lower case, no full stop
    pub words: String,
    /// Which recommendation it is about: its index in `recommendations`
    pub about: Option<usize>,
    /// Where
    pub place: Place,
}
