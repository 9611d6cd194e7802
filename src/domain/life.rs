//! What is known of a recommendation up to a day: the facts that its standing is judged by.

use std::collections::HashMap;

use super::body::BodyId;
use super::closure::Decision;
use super::partial_date::PartialDate;
use super::progress::Progress;
use super::response::{Answer, Reason};

/// What is known of one recommendation up to the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// What later inspections found
    pub findings: Vec<Found>,
    /// Closures and reopenings
    pub decisions: Vec<Decided>,
    /// What HMPPS answered
    pub responses: Vec<Answered>,
    /// The plan items that restate it
    pub carriers: Vec<Carrier>,
    /// What it restates, over any number of steps
    pub originals: Vec<Original>,
}

/// What is known of many recommendations up to the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lives {
    known: HashMap<i64, Life>,
    nothing: Life,
}

impl Lives {
    /// Returns what is known of a recommendation.
    pub fn of(&self, recommendation: i64) -> &Life {
        self.known.get(&recommendation).unwrap_or(&self.nothing)
    }

    /// Returns what is known of a recommendation, to be added to.
    pub fn of_mut(&mut self, recommendation: i64) -> &mut Life {
        self.known.entry(recommendation).or_default()
    }
}

/// What an inspection found of a recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The row of the finding
    pub finding_id: i64,
    /// For which addressee; nothing: for all
    pub only_for: Option<BodyId>,
    /// The body that was inspected; nothing for an inspection of no one body
    pub inspected: Option<BodyId>,
    /// The code of the inspection
    pub code: String,
    /// When the inspection was published, which dates the finding (rule 3)
    pub published: PartialDate,
    /// The grade
    pub progress: Progress,
}

impl Found {
    /// Tells whether it holds for an addressee: it names that one, or none (rule 9).
    pub fn is_for(&self, addressee: BodyId) -> bool {
        holds_for(self.only_for, addressee)
    }
}

/// A closure or reopening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// On which date
    pub on: PartialDate,
    /// What
    pub decision: Decision,
}

/// An answer of HMPPS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// For which addressee; nothing: for all
    pub only_for: Option<BodyId>,
    /// On which date
    pub on: PartialDate,
    /// What
    pub answer: Answer,
    /// Why it was not agreed, or not in full
    pub reason: Option<Reason>,
    /// Which part was agreed
    pub part: Option<String>,
    /// The answer in words
    pub words: Option<String>,
}

/// A plan item that restates a recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The register's number of the plan item
    pub recommendation_id: i64,
    /// Its reference
    pub reference: String,
    /// Whom the plan item is addressed to
    pub addressees: Vec<BodyId>,
}

/// A recommendation that a plan item restates, or that a plan restated by it restates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Original {
    /// When it was published
    pub published: PartialDate,
    /// Whether it is a plan item itself
    pub is_plan: bool,
}

/// Tells whether a fact that names one addressee, or none, holds for an addressee (rule 9).
pub(super) fn holds_for(only_for: Option<BodyId>, addressee: BodyId) -> bool {
    only_for.is_none_or(|body| body == addressee)
}
