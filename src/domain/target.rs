//! Target dates: by when an action is to be done, and why a date was moved. None is ever changed.

use std::fmt;
use std::str::FromStr;

use super::partial_date::PartialDate;

/// Why a target date was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SlipReason {
    /// Recruitment
    Recruitment,
    /// Funding
    Funding,
    /// Procurement
    Procurement,
    /// Policy
    Policy,
    /// A partner
    Partner,
    /// IT
    It,
    /// Capacity
    Capacity,
    /// Something else, which a note says
    Other,
    /// Nobody has said: a plan's second version moved it
    NotStated,
}

impl SlipReason {
    /// Every reason, in the order in which prompts offer them.
    pub const ALL: [SlipReason; 9] = [
        SlipReason::Recruitment,
        SlipReason::Funding,
        SlipReason::Procurement,
        SlipReason::Policy,
        SlipReason::Partner,
        SlipReason::It,
        SlipReason::Capacity,
        SlipReason::Other,
        SlipReason::NotStated,
    ];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            SlipReason::Recruitment => "recruitment",
            SlipReason::Funding => "funding",
            SlipReason::Procurement => "procurement",
            SlipReason::Policy => "policy",
            SlipReason::Partner => "partner",
            SlipReason::It => "IT",
            SlipReason::Capacity => "capacity",
            SlipReason::Other => "other",
            SlipReason::NotStated => "not stated",
        }
    }
}

impl fmt::Display for SlipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no reason for moving a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a reason for moving a date; write recruitment, funding, procurement, policy, partner, IT, capacity or other"
)]
pub struct NotASlipReason(String);

impl FromStr for SlipReason {
    type Err = NotASlipReason;

    /// Reads a reason as typed. `not stated` is not typed: a person says why.
    fn from_str(text: &str) -> Result<Self, NotASlipReason> {
        SlipReason::ALL
            .into_iter()
            .filter(|reason| *reason != SlipReason::NotStated)
            .find(|reason| reason.words().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| NotASlipReason(text.trim().to_owned()))
    }
}

/// By when: a date, or words that are none ("ongoing").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// A date; a month means its last day
    On(PartialDate),
    /// Words that are no date, kept as they are
    Words(String),
}

impl Due {
    /// Returns the date, if it is one.
    pub fn date(&self) -> Option<PartialDate> {
        match self {
            Due::On(date) => Some(*date),
            Due::Words(_) => None,
        }
    }
}

impl Due {
    /// Tells whether it is the same day, a month being its last, or the same words.
    pub fn is_same_day(&self, other: &Due) -> bool {
        match (self, other) {
            (Due::On(one), Due::On(other)) => one.last_day() == other.last_day(),
            (Due::Words(one), Due::Words(other)) => one.eq_ignore_ascii_case(other),
            (Due::On(_), Due::Words(_)) | (Due::Words(_), Due::On(_)) => false,
        }
    }

    /// Returns the date for people; words that are none stand in quotation marks.
    pub fn quoted(&self) -> String {
        match self {
            Due::On(date) => date.for_people(),
            Due::Words(words) => format!("“{words}”"),
        }
    }

    /// Says by when: `by 30 June 2025`, `target “ongoing”`.
    pub fn in_a_sentence(&self) -> String {
        match self {
            Due::On(_) => format!("by {}", self.quoted()),
            Due::Words(_) => format!("target {}", self.quoted()),
        }
    }
}

impl FromStr for Due {
    type Err = std::convert::Infallible;

    /// Reads a target as typed: what is no date is kept as words.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text
            .parse()
            .map_or_else(|_| Due::Words(text.trim().to_owned()), Due::On))
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::On(date) => f.write_str(&date.for_people()),
            Due::Words(words) => f.write_str(words),
        }
    }
}

/// A revision of a target date to be recorded. The dates before it stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTarget {
    /// The new date
    pub due: Due,
    /// When it was moved
    pub set_on: PartialDate,
    /// Why
    pub reason: SlipReason,
    /// What is to be said of it
    pub note: Option<String>,
    /// Who asked for it
    pub asked_by: Option<String>,
}

impl NewTarget {
    /// Returns a first target, which nothing is to be said of.
    pub fn first(due: Due, set_on: PartialDate) -> NewTarget {
        NewTarget {
            due,
            set_on,
            reason: SlipReason::NotStated,
            note: None,
            asked_by: None,
        }
    }
}

/// A target date as the register has it: the first, or a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The row, `12` of `#t12`
    pub id: i64,
    /// When it was set
    pub set_on: PartialDate,
    /// By when
    pub due: Due,
    /// Why it was moved; nothing: the first
    pub reason: Option<SlipReason>,
    /// What was said of it
    pub note: Option<String>,
    /// Who asked for it
    pub asked_by: Option<String>,
}

/// One move of a target date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip<'a> {
    /// The revision
    pub target: &'a Target,
    /// Days later than the date before; fewer than 0 when it was brought forward; nothing where one is no date
    pub days: Option<i64>,
}
