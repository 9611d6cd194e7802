//! Target dates: by when an action is to be done, and why a date was moved. None is ever changed.

use std::fmt;
use std::str::FromStr;

use super::partial_date::PartialDate;
use super::recommendation::Cited;

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

/// A target that is neither a date nor words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotADue {
    /// Nothing
    #[error("the target is empty; leave it out where there is none")]
    Empty,
    /// What was meant as a date and cannot be read as one
    #[error(
        "`{0}` is not a date that can be read; write 2027-03-31, 31/03/2027, 31 March 2027, March 2027 or 2027"
    )]
    LikeADate(String),
}

impl FromStr for Due {
    type Err = NotADue;

    /// Reads a target as typed: words that speak of no date (“ongoing”) are kept as they are. What looks
    /// like a date and is none is refused: kept as words it could never be missed.
    fn from_str(text: &str) -> Result<Self, NotADue> {
        let text = text.trim();
        match text.parse() {
            Ok(date) => Ok(Due::On(date)),
            Err(_) if text.is_empty() => Err(NotADue::Empty),
            Err(_) if is_like_a_date(text) => Err(NotADue::LikeADate(text.to_owned())),
            Err(_) => Ok(Due::Words(text.to_owned())),
        }
    }
}

/// Tells whether words speak of a date: a month, a quarter, a year, or numbers with marks between them.
fn is_like_a_date(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_quarter = |word: &str| matches!(word, "q1" | "q2" | "q3" | "q4");
    let speaks_of_one = words.any(|word| {
        is_quarter(word) || MONTHS.contains(&word) || is_number(word) && word.len() == 4
    });
    let numbers: Vec<&str> = lower.split(['-', '/', '.']).collect();
    speaks_of_one || numbers.len() == 3 && numbers.iter().all(|number| is_number(number.trim()))
}

/// The months, as they are written in full or in short; “may” is left out: it is a verb, too.
const MONTHS: [&str; 23] = [
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

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
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
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
            cited: None,
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
    /// Where it was read; what was typed has no place
    pub cited: Option<Cited>,
}

/// One move of a target date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip<'a> {
    /// The revision
    pub target: &'a Target,
    /// Days later than the date before; fewer than 0 when it was brought forward; nothing where one is no date
    pub days: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_what_was_meant_as_a_date_is_refused() {
        for words in [
            "ongoing",
            "Ongoing",
            "TBC",
            "completed",
            "within 6 months",
            "when funded, may change",
        ] {
            assert_eq!(words.parse(), Ok(Due::Words(words.to_owned())));
        }
        for date in ["2027-03-31", "March 2027", "31/03/2027", "2027"] {
            assert!(matches!(date.parse(), Ok(Due::On(_))), "{date}");
        }
        for meant in [
            "2022-02-31",
            "31/02/2027",
            "28/02/27",
            "1.4.27",
            "0000-01-01",
            "9999-12-31",
            "end of June",
            "March 31, 2027",
            "Q1 2027",
            "q3",
            "FY 2027",
            "Sept",
        ] {
            let refused = NotADue::LikeADate(meant.to_owned());
            assert_eq!(meant.parse::<Due>(), Err(refused), "{meant}");
        }
        assert_eq!("  ".parse::<Due>(), Err(NotADue::Empty));
    }
}
