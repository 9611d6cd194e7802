//! What a reader found in an action plan or a tracker, before anything of it is in the register.
//!
//! One form serves both: rows that name a recommendation, with what HMPPS answered and what is to be
//! done, by whom, by when, and how far it is. Which recommendation a row means is decided when the
//! draft is matched with a register.

use super::action::ActionState;
use super::draft::{DraftNote, Place, Question, Read, Source};
use super::partial_date::PartialDate;
use super::response::{Answer, Reason};

/// What one action plan, or one tracker, says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    /// Where it was read
    pub source: Source,
    /// Its title as printed
    pub title: Option<String>,
    /// The report that all of its rows answer: its code or title, as printed
    pub answers: Option<Read<String>>,
    /// The day of which it speaks: submitted on, updated on
    pub said_on: Option<Read<PartialDate>>,
    /// Its rows, in order
    pub rows: Vec<PlanRow>,
    /// What became of the rows of a sheet, and the sums of its columns; nothing for a plan
    pub tally: Option<Tally>,
    /// Words whose meaning a mapping gives, as field, word, meaning: (`state`, `Green`, `in progress`)
    pub mapped: Vec<(String, String, String)>,
    /// What must be answered before anything is written
    pub questions: Vec<Question>,
    /// What the reader says; `about` is an index in `rows`
    pub notes: Vec<DraftNote>,
}

impl PlanDraft {
    /// Makes a draft that says nothing yet.
    pub fn of(source: Source) -> PlanDraft {
        PlanDraft {
            source,
            title: None,
            answers: None,
            said_on: None,
            rows: Vec::new(),
            tally: None,
            mapped: Vec::new(),
            questions: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// One recommendation with what is answered and done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanRow {
    /// Which recommendation it is about, as printed
    pub about: Named,
    /// What HMPPS answered
    pub response: Option<DraftResponse>,
    /// What is to be done
    pub actions: Vec<DraftAction>,
    /// Where it begins: `table 2, row 3`, `Open!A14`
    pub place: Place,
}

/// A recommendation as a row names it: by any of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// A reference of the register: `west-kent-2022/3`
    pub reference: Option<String>,
    /// The report: its code, or its title or body as printed
    pub inspection: Option<String>,
    /// The printed number
    pub number: Option<String>,
    /// The words of the recommendation
    pub words: Option<String>,
    /// Whom it is addressed to, as printed
    pub addressees: Vec<String>,
    /// When the report was published
    pub published_on: Option<PartialDate>,
}

/// One answer of HMPPS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftResponse {
    /// The answer; nothing where the printed words are none that is known: that is a question
    pub answer: Option<Answer>,
    /// The words of the answer as printed: `Partially Agreed`
    pub printed_answer: String,
    /// Why not, or not wholly; nothing where it is agreed
    pub reason: Option<Reason>,
    /// Which part is agreed
    pub part: Option<String>,
    /// Word for word; empty where nothing but the answer is printed
    pub words: String,
    /// The day, where the row gives one of its own
    pub answered_on: Option<PartialDate>,
    /// Where it was read
    pub place: Place,
}

/// One action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftAction {
    /// The number or reference that is printed for it: `2`, `3.2`, `west-kent-2022/3.2`
    pub number: Option<String>,
    /// Word for word; empty where a sheet has no column for it
    pub words: String,
    /// The Responsible Owner as printed
    pub owner: Option<String>,
    /// Its target dates: the first, then each that is printed as revised
    pub targets: Vec<DraftTarget>,
    /// How far it is
    pub update: Option<DraftUpdate>,
    /// Where it was read
    pub place: Place,
}

/// A target date as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftTarget {
    /// The date; nothing where the words are none (`Ongoing`)
    pub due_on: Option<PartialDate>,
    /// The words, where they say more than the date or are none
    pub words: Option<String>,
    /// Where it was read
    pub place: Place,
}

/// What an owner says of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftUpdate {
    /// The state; nothing where the printed words are none that is known: that is a question
    pub state: Option<ActionState>,
    /// The words of the state as printed: `Green`
    pub printed_state: String,
    /// The day, where the row gives one of its own; else the draft's
    pub said_on: Option<PartialDate>,
    /// What is said beside it
    pub note: Option<String>,
    /// Where it was read
    pub place: Place,
}

/// The rows of a workbook by what became of them while they were read, and its columns by what was read of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that hold anything, of all sheets that were read, without titles and headers
    pub rows: usize,
    /// Rows that are none of the list, by why
    pub left_out: Vec<Left>,
    /// Cells of columns that are read which nothing was taken of, in rows that were, by why
    pub left_cells: Vec<Left>,
    /// Columns: heading, filled cells of the sheet, filled cells that were taken
    pub columns: Vec<(String, usize, usize)>,
}

/// What of a sheet is left where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Why, for people
    pub why: String,
    /// Where, in order: rows or cells
    pub places: Vec<Place>,
}
