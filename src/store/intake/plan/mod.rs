//! Taking a plan or a tracker into the register: its rows matched with recommendations, its facts with what is here.
//!
//! [`Store::match_plan`] reads only; what it returns is what a preview shows and what
//! [`Change::write_plan`](crate::store::Change::write_plan) writes, nothing more and nothing less.

mod actions;
mod added;
mod asking;
mod closing;
mod contradictions;
mod dates;
mod finding;
mod inspections;
mod known;
mod left_out;
mod matching;
mod near;
mod pairing;
mod reports;
mod responses;
mod targets;
mod updates;
mod writing;

use super::Answers;
use crate::domain::action::{ActionOf, ActionState};
use crate::domain::body::BodyId;
use crate::domain::draft::{Place, Question, Source};
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::Tally;
use crate::domain::response::{Answer, Reason};
use crate::domain::target::Due;

/// A plan or a tracker matched with a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanIntake {
    /// Where it was read
    pub source: Source,
    /// Its title as printed
    pub title: Option<String>,
    /// The day of which it speaks
    pub said_on: Option<PartialDate>,
    /// The codes of the reports that its rows are about, in order of their first row
    pub inspections: Vec<String>,
    /// Recommendations that a tracker brings
    pub recommendations: Vec<AddedRecommendation>,
    /// Answers to be recorded
    pub responses: Vec<AddedResponse>,
    /// Actions to be recorded
    pub actions: Vec<AddedAction>,
    /// Actions whose words or owner are others now
    pub amended: Vec<AmendedAction>,
    /// Target dates to be recorded: first ones of actions that had none, and moves
    pub targets: Vec<AddedTarget>,
    /// What owners say, to be recorded
    pub updates: Vec<AddedUpdate>,
    /// How many facts the register has already
    pub same: usize,
    /// What the register has and the file does not say: it stays
    pub left_alone: Vec<(String, String)>,
    /// Places that a person leaves out now
    pub left_out: Vec<Place>,
    /// Places that a person left out when this file was read before, and does not now
    pub left_before: Vec<Place>,
    /// What becomes of the rows
    pub rows: RowCounts,
    /// The rows and columns of a workbook
    pub tally: Option<Tally>,
    /// Words whose meaning a person has given: field, word, meaning
    pub mappings: Vec<(String, String, String)>,
    /// What must be answered before anything is written
    pub questions: Vec<Question>,
    /// What is said about what was read
    pub notes: Vec<PlanNote>,
}

/// What becomes of the rows, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows that bring something new, and change nothing
    pub added: usize,
    /// Rows of which the register has everything
    pub same: usize,
    /// Rows that change something
    pub changed: usize,
    /// Rows about which something is asked
    pub refused: usize,
    /// Rows that a person leaves out
    pub left_out: usize,
}

/// What facts are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A recommendation or an alert that is here
    Here(ActionOf),
    /// A recommendation that is added: its place among those
    Added(usize),
}

/// Which action a target or an update is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// One that is here
    Here(i64),
    /// One that is added: its place among those
    Added(usize),
}

/// A recommendation that a tracker brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedRecommendation {
    /// The report that made it
    pub inspection_id: i64,
    /// Its reference
    pub reference: String,
    /// The number of its reference
    pub number: String,
    /// Its place in the whole list
    pub position: i64,
    /// The printed number
    pub printed_number: Option<String>,
    /// Word for word
    pub words: String,
    /// Whom it is addressed to
    pub addressees: Vec<BodyId>,
    /// Where it was read
    pub place: Place,
}

/// An answer to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedResponse {
    /// What was answered
    pub subject: Subject,
    /// Its reference
    pub reference: String,
    /// For which addressee; nothing: for all
    pub body_id: Option<BodyId>,
    /// When
    pub answered_on: PartialDate,
    /// The answer
    pub answer: Answer,
    /// Why not
    pub reason: Option<Reason>,
    /// Which part is agreed
    pub part: Option<String>,
    /// Word for word
    pub words: String,
    /// The answer that was in force before
    pub before: Option<String>,
    /// Where it was read
    pub place: Place,
}

/// An action to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedAction {
    /// What it is a step of
    pub subject: Subject,
    /// The reference that it will have
    pub reference: String,
    /// Word for word
    pub words: String,
    /// The Responsible Owner
    pub owner: Option<String>,
    /// When it was planned
    pub planned_on: PartialDate,
    /// Where it was read
    pub place: Place,
}

/// An action whose words or owner are others now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AmendedAction {
    /// The action
    pub id: i64,
    /// Its reference
    pub reference: String,
    /// Its words before and now
    pub words: Option<(String, String)>,
    /// Its owner before and now
    pub owner: Option<(Option<String>, String)>,
    /// Where it was read
    pub place: Place,
}

/// A target date to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedTarget {
    /// Of which action
    pub step: Step,
    /// Its reference
    pub reference: String,
    /// The target
    pub due: Due,
    /// The target that was in force before; nothing: this is the first
    pub before: Option<Due>,
    /// On which day it was set
    pub set_on: PartialDate,
    /// The printed words, where they say more than the date
    pub note: Option<String>,
    /// Where it was read
    pub place: Place,
}

/// What an owner says, to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedUpdate {
    /// Of which action
    pub step: Step,
    /// Its reference
    pub reference: String,
    /// On which day it was said
    pub said_on: PartialDate,
    /// What
    pub state: ActionState,
    /// What was said beside it
    pub note: Option<String>,
    /// What was said last before
    pub before: Option<ActionState>,
    /// Where it was read
    pub place: Place,
}

/// Something that is said about what was read, and kept with the recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanNote {
    /// What is said
    pub words: String,
    /// What it is about
    pub about: Option<Subject>,
    /// Its reference
    pub reference: Option<String>,
    /// Where
    pub place: Place,
}

impl PlanIntake {
    /// Tells whether the register has all of it already.
    pub fn adds_nothing(&self) -> bool {
        self.added() + self.changed() == 0
    }

    /// Returns how many facts are new.
    pub fn added(&self) -> usize {
        let firsts = self
            .targets
            .iter()
            .filter(|one| one.before.is_none())
            .count();
        let first_said = self
            .updates
            .iter()
            .filter(|one| one.before.is_none())
            .count();
        let answers = self
            .responses
            .iter()
            .filter(|one| one.before.is_none())
            .count();
        self.recommendations.len() + answers + self.actions.len() + firsts + first_said
    }

    /// Returns how many facts take the place of others.
    pub fn changed(&self) -> usize {
        let answers = self
            .responses
            .iter()
            .filter(|one| one.before.is_some())
            .count();
        let said = self
            .updates
            .iter()
            .filter(|one| one.before.is_some())
            .count();
        answers + self.amended.len() + self.moves().count() + said
    }

    /// Returns the target dates that are moved.
    pub fn moves(&self) -> impl Iterator<Item = &AddedTarget> {
        self.targets.iter().filter(|target| target.before.is_some())
    }
}
