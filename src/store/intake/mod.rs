//! Taking a draft into the register: matched with what is here, questions answered, written as one change.
//!
//! [`Store::match_draft`] reads only; what it returns is what a preview shows and what
//! [`Change::write_intake`](super::Change::write_intake) writes, nothing more and nothing less.

mod earlier;
mod facts;
mod likeness;
mod matching;
mod names;
mod numbers;
mod pairing;
mod plan;
mod same;
mod standards;
mod writing;

use chrono::NaiveDate;
pub use likeness::Suggestion;

pub use plan::{
    AddedAction, AddedRecommendation, AddedResponse, AddedTarget, AddedUpdate, AmendedAction,
    PlanIntake, PlanNote, RowCounts, Step, Subject,
};

use super::{Inspection, Printed};
use crate::domain::body::BodyId;
use crate::domain::draft::{DraftAlert, DraftFinding, DraftNote, Place, Question, Source};
use crate::domain::finding::Finding;
use crate::domain::inspection::{InspectionFacts, InspectionKind, KeyQuestion, Rating};
use crate::domain::partial_date::PartialDate;

/// What a person has answered in advance: by flags, or at a prompt.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// `--body`: the inspected body's name
    pub body: Option<String>,
    /// `--published`
    pub published: Option<PartialDate>,
    /// `--on`: the day of which a plan or a tracker speaks
    pub on: Option<PartialDate>,
    /// `--kind`
    pub kind: Option<InspectionKind>,
    /// `--code`: a code of one's own
    pub code: Option<String>,
    /// `--inspection`: the report that a list without a cover belongs to
    pub inspection: Option<String>,
    /// `--addressee`: whom items are addressed to where nothing says it
    pub addressee: Option<String>,
    /// `--previous`: the inspection or plan whose recommendations an annexe grades, where it does not say
    pub previous: Option<String>,
    /// `--is PLACE=REF`: which recommendation an item of an annexe is; `new` where it is none that is here
    pub is: Vec<(String, String)>,
    /// `--leave-out LINE`: lists that are no recommendations, or that hold none
    pub leave_out: Vec<String>,
    /// `--map WORD=MEANING`: foreign grades and names
    pub map: Vec<(String, String)>,
    /// The day: a month that has not ended is asked for more exactly
    pub today: Option<NaiveDate>,
}

/// What becomes of the publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new
    New,
    /// It is here, and known from a source of its own or by hand
    Here(Box<Inspection>),
    /// It is here, so far only through a later report that prints it again
    KnownThrough(Box<Inspection>),
    /// Its items belong to a report that is here
    Belongs(Box<Inspection>),
}

impl Outcome {
    /// Returns the inspection that is here already.
    pub fn inspection(&self) -> Option<&Inspection> {
        match self {
            Outcome::New => None,
            Outcome::Here(found) | Outcome::KnownThrough(found) | Outcome::Belongs(found) => {
                Some(found)
            }
        }
    }
}

/// A draft matched with a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Where it was read
    pub source: Source,
    /// Whether this very file, or another printing of the report, was read before
    pub source_is_known: bool,
    /// What becomes of the publication
    pub outcome: Outcome,
    /// The code that it has or will have
    pub code: String,
    /// The inspected body
    pub body_id: Option<BodyId>,
    /// What will be known of it: what is printed, and what was here
    pub facts: InspectionFacts,
    /// An address where the report is printed
    pub address: Option<String>,
    /// Ratings to be recorded
    pub ratings: Vec<Printed<Rating>>,
    /// Key questions to be recorded
    pub key_questions: Vec<Printed<KeyQuestion>>,
    /// Every recommendation that was read, in order
    pub entries: Vec<Entry>,
    /// The alert to be recorded
    pub alert: Option<DraftAlert>,
    /// Earlier publications that it prints again
    pub earlier: Vec<Earlier>,
    /// Words whose meaning a person has given: field, word, meaning
    pub mappings: Vec<(String, String, String)>,
    /// What must be answered before anything is written
    pub questions: Vec<Question>,
    /// What is said about what was read
    pub notes: Vec<DraftNote>,
}

/// A recommendation that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of its reference
    pub number: String,
    /// Its place in the whole list, from 1
    pub position: i64,
    /// The printed number
    pub printed_number: Option<String>,
    /// Word for word
    pub words: String,
    /// The addressees that were found in the register
    pub addressees: Vec<BodyId>,
    /// Their names as printed
    pub printed_addressees: Vec<String>,
    /// Where it was read
    pub place: Place,
    /// The recommendation that it is, where it is here already
    pub here: Option<i64>,
    /// Whether its words take the place of those known through a reprint
    pub rewords: bool,
}

/// An earlier publication that a report prints again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// The inspection or plan, where it is here already
    pub here: Option<Box<Inspection>>,
    /// The code that it has or will have
    pub code: String,
    /// Whose it is
    pub body_id: Option<BodyId>,
    /// What is known of it
    pub facts: InspectionFacts,
    /// Its items, in the order of the reprint
    pub entries: Vec<EarlierEntry>,
}

/// One recommendation that a report prints again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierEntry {
    /// The recommendation
    pub entry: Entry,
    /// Whether this report's wording of it is recorded already
    pub reprint_is_known: bool,
    /// What the report found of it, where that is not recorded already
    pub finding: Option<DraftFinding>,
    /// The finding that was recorded for it at this inspection before
    pub found_before: Option<Finding>,
    /// What it may be of what is here, the likeliest first, where its words do not say it
    pub suggestions: Vec<Suggestion>,
}

impl Intake {
    /// Tells whether the register has all of it already.
    pub fn adds_nothing(&self) -> bool {
        let facts_are_known = self
            .outcome
            .inspection()
            .is_some_and(|here| here.facts == self.facts);
        matches!(self.outcome, Outcome::Here(_) | Outcome::Belongs(_))
            && self.source_is_known
            && facts_are_known
            && self.ratings.is_empty()
            && self.key_questions.is_empty()
            && self.alert.is_none()
            && self.entries.iter().all(|entry| entry.here.is_some())
            && self.earlier.iter().all(Earlier::adds_nothing)
    }

    /// Returns which recommendations the item at a place may be, the likeliest first.
    pub fn suggestions(&self, place: &str) -> &[Suggestion] {
        let mut items = self.earlier.iter().flat_map(|earlier| &earlier.entries);
        items
            .find(|item| item.entry.place == place)
            .map_or(&[], |item| &item.suggestions)
    }

    /// Returns how many recommendations it adds, its own and those of earlier publications.
    pub fn new_recommendations(&self) -> usize {
        let own = self
            .entries
            .iter()
            .filter(|entry| entry.here.is_none())
            .count();
        let earlier = self.earlier.iter().flat_map(|earlier| &earlier.entries);
        own + earlier.filter(|item| item.entry.here.is_none()).count()
    }

    /// Returns how many recommendations it rewords: those known only through a reprint.
    pub fn reworded(&self) -> usize {
        self.entries.iter().filter(|entry| entry.rewords).count()
    }

    /// Returns how many findings it adds.
    pub fn new_findings(&self) -> usize {
        self.earlier
            .iter()
            .flat_map(|earlier| &earlier.entries)
            .filter(|item| item.finding.is_some())
            .count()
    }
}

impl Earlier {
    fn adds_nothing(&self) -> bool {
        let known = |item: &EarlierEntry| {
            item.entry.here.is_some() && item.reprint_is_known && item.finding.is_none()
        };
        self.here.is_some() && self.entries.iter().all(known)
    }
}
