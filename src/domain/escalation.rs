//! An addressee saying that it cannot do something alone, to a body above, and what came of it.

use std::fmt;

use chrono::NaiveDate;

use super::body::BodyId;

/// What came of an escalation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The body above did something about it
    Answered,
    /// It was sent back
    Returned,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Outcome; 2] = [Outcome::Answered, Outcome::Returned];

    /// Returns the word as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Answered => "answered",
            Outcome::Returned => "returned",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// What is escalated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escalated {
    /// A whole recommendation
    Recommendation(i64),
    /// One action
    Action(i64),
}

/// An escalation to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEscalation {
    /// What
    pub of: Escalated,
    /// Who says so; nothing: every addressee
    pub by: Option<BodyId>,
    /// To whom: a body above
    pub to: BodyId,
    /// On which day
    pub raised_on: NaiveDate,
    /// Why it cannot be done alone
    pub reason: String,
}

/// An escalation as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Escalation {
    /// The row, `4` of `#e4`
    pub id: i64,
    /// What
    pub of: Escalated,
    /// Who says so
    pub by: Option<BodyId>,
    /// To whom
    pub to: BodyId,
    /// On which day
    pub raised_on: NaiveDate,
    /// Why
    pub reason: String,
    /// What came of it
    pub ended: Option<Ended>,
}

/// What came of an escalation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Whether the body above did something about it
    pub outcome: Outcome,
    /// On which day
    pub on: NaiveDate,
    /// What it said
    pub words: Option<String>,
}

impl Escalation {
    /// Tells whether it waits for an answer on a day.
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.raised_on <= day && self.ended.as_ref().is_none_or(|ended| ended.on > day)
    }
}
