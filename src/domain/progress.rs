//! The inspectorate's grade of an earlier recommendation.

use std::fmt;
use std::str::FromStr;

/// What an inspection found of an earlier recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Progress {
    /// No progress
    None,
    /// Some progress
    Some,
    /// Sufficient progress
    Sufficient,
    /// The finding carries no grade
    NotGraded,
}

/// A word that is not one of the inspectorate's grades.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a grade; write none, some, sufficient or not-graded")]
pub struct NotAGrade(pub String);

impl Progress {
    /// Every grade, in the order in which reports count them.
    pub const ALL: [Progress; 4] = [
        Progress::None,
        Progress::Some,
        Progress::Sufficient,
        Progress::NotGraded,
    ];

    /// Returns the words as they are stored: `no progress` … `not graded`.
    pub fn words(self) -> &'static str {
        match self {
            Progress::None => "no progress",
            Progress::Some => "some progress",
            Progress::Sufficient => "sufficient progress",
            Progress::NotGraded => "not graded",
        }
    }

    /// Returns the words as an annexe prints them: `No progress`.
    pub fn printed(self) -> &'static str {
        match self {
            Progress::None => "No progress",
            Progress::Some => "Some progress",
            Progress::Sufficient => "Sufficient progress",
            Progress::NotGraded => "Not graded",
        }
    }

    /// Tells whether it is a grade at all.
    pub fn is_grade(self) -> bool {
        self != Progress::NotGraded
    }
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl FromStr for Progress {
    type Err = NotAGrade;

    /// Reads a grade as it is typed or printed: `none`, `no progress`, `No Progress`, `not-graded`.
    /// A word that is none of these is never mapped in silence.
    fn from_str(text: &str) -> Result<Self, NotAGrade> {
        let folded: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(str::to_lowercase)
            .collect();
        match folded.join(" ").as_str() {
            "none" | "no" | "no progress" => Ok(Progress::None),
            "some" | "some progress" => Ok(Progress::Some),
            "sufficient" | "sufficient progress" => Ok(Progress::Sufficient),
            "not graded" | "ungraded" => Ok(Progress::NotGraded),
            _ => Err(NotAGrade(text.trim().to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_and_typed_words_are_grades_and_others_are_asked_about() {
        for progress in Progress::ALL {
            assert_eq!(progress.words().parse(), Ok(progress));
            assert_eq!(progress.printed().parse(), Ok(progress));
        }
        assert_eq!("none".parse(), Ok(Progress::None));
        assert_eq!("not-graded".parse(), Ok(Progress::NotGraded));
        for word in ["limited progress", "good", "", "sufficient-ish"] {
            assert!(word.parse::<Progress>().is_err(), "{word}");
        }
    }
}
