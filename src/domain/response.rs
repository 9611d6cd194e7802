//! What HMPPS answered to a recommendation.

use std::fmt;
use std::str::FromStr;

use super::body::BodyId;
use super::partial_date::PartialDate;
use super::recommendation::Cited;

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Agreed
    Agreed,
    /// Partly agreed
    PartlyAgreed,
    /// Not agreed
    NotAgreed,
}

impl Answer {
    /// Every answer.
    pub const ALL: [Answer; 3] = [Answer::Agreed, Answer::PartlyAgreed, Answer::NotAgreed];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            Answer::Agreed => "agreed",
            Answer::PartlyAgreed => "partly agreed",
            Answer::NotAgreed => "not agreed",
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an answer; write agreed, partly-agreed or not-agreed")]
pub struct NotAnAnswer(String);

impl FromStr for Answer {
    type Err = NotAnAnswer;

    fn from_str(text: &str) -> Result<Self, NotAnAnswer> {
        let folded = text.trim().to_lowercase().replace(['-', '_'], " ");
        Answer::ALL
            .into_iter()
            .find(|answer| answer.words() == folded)
            .ok_or_else(|| NotAnAnswer(text.trim().to_owned()))
    }
}

/// Why a recommendation was not, or only partly, agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// Commissioning
    Commissioning,
    /// Policy
    Policy,
    /// Operational
    Operational,
    /// Affordability
    Affordability,
    /// The answer gives none
    NotStated,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Reason; 5] = [
        Reason::Commissioning,
        Reason::Policy,
        Reason::Operational,
        Reason::Affordability,
        Reason::NotStated,
    ];

    /// The reasons that a person gives; an answer that is read may give none.
    pub const TYPED: [Reason; 4] = [
        Reason::Commissioning,
        Reason::Policy,
        Reason::Operational,
        Reason::Affordability,
    ];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            Reason::Commissioning => "commissioning",
            Reason::Policy => "policy",
            Reason::Operational => "operational",
            Reason::Affordability => "affordability",
            Reason::NotStated => "not stated",
        }
    }
}

/// A word that is no reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a reason; write commissioning, policy, operational or affordability")]
pub struct NotAReason(String);

impl FromStr for Reason {
    type Err = NotAReason;

    fn from_str(text: &str) -> Result<Self, NotAReason> {
        Reason::TYPED
            .into_iter()
            .find(|reason| reason.words().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| NotAReason(text.trim().to_owned()))
    }
}

/// An answer to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewResponse {
    /// Which recommendation
    pub recommendation_id: i64,
    /// For which addressee; nothing: for all
    pub body_id: Option<BodyId>,
    /// On which date
    pub answered_on: PartialDate,
    /// The answer
    pub answer: Answer,
    /// Why; required unless agreed
    pub reason: Option<Reason>,
    /// Which part is agreed, where partly
    pub part: Option<String>,
    /// The answer in words
    pub words: String,
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

/// An answer as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The row, `3` of `#r3`
    pub id: i64,
    /// For which addressee; nothing: for all
    pub body_id: Option<BodyId>,
    /// On which date
    pub answered_on: PartialDate,
    /// The answer
    pub answer: Answer,
    /// Why
    pub reason: Option<Reason>,
    /// Which part is agreed
    pub part: Option<String>,
    /// The answer in words
    pub words: String,
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

impl Response {
    /// Tells whether it holds for an addressee: for all, or for that one.
    pub fn holds_for(&self, addressee: BodyId) -> bool {
        self.body_id.is_none_or(|body| body == addressee)
    }
}
