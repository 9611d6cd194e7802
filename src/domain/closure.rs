//! Decisions to pursue a recommendation no longer, or to take it up again.

use std::fmt;
use std::str::FromStr;

use super::partial_date::PartialDate;

/// What was decided. A closing reason is not a grade (rule 14).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Another recommendation took its place
    Superseded,
    /// It is no longer relevant
    NoLongerRelevant,
    /// The inspectorate withdrew it
    Withdrawn,
    /// It is pursued again
    Reopened,
}

impl Decision {
    /// Every decision.
    pub const ALL: [Decision; 4] = [
        Decision::Superseded,
        Decision::NoLongerRelevant,
        Decision::Withdrawn,
        Decision::Reopened,
    ];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            Decision::Superseded => "superseded",
            Decision::NoLongerRelevant => "no longer relevant",
            Decision::Withdrawn => "withdrawn by the inspectorate",
            Decision::Reopened => "reopened",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no reason for closing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a reason for closing; write superseded, no-longer-relevant or withdrawn")]
pub struct NotADecision(String);

impl FromStr for Decision {
    type Err = NotADecision;

    /// Reads a reason for closing as typed: `superseded`, `no-longer-relevant`, `withdrawn`.
    fn from_str(text: &str) -> Result<Self, NotADecision> {
        match text.trim().to_lowercase().replace(['-', '_'], " ").as_str() {
            "superseded" => Ok(Decision::Superseded),
            "no longer relevant" => Ok(Decision::NoLongerRelevant),
            "withdrawn" | "withdrawn by the inspectorate" => Ok(Decision::Withdrawn),
            _ => Err(NotADecision(text.trim().to_owned())),
        }
    }
}

/// A decision to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClosure {
    /// Which recommendation
    pub recommendation_id: i64,
    /// On which date
    pub decided_on: PartialDate,
    /// What
    pub decision: Decision,
    /// By whom: a role or a body
    pub decided_by: String,
    /// Why, in a sentence
    pub reason: String,
}

/// A decision as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// The row, `41` of `#c41`
    pub id: i64,
    /// On which date
    pub decided_on: PartialDate,
    /// What
    pub decision: Decision,
    /// By whom
    pub decided_by: String,
    /// Why
    pub reason: String,
}
