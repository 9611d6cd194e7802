//! Inspections with their published reports, and the plans that restate recommendations.

use std::fmt;
use std::str::FromStr;

use super::amendment::Difference;
use super::partial_date::PartialDate;

/// What sort of inspection or publication it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InspectionKind {
    /// An inspection of one body against the standards
    Core,
    /// Quality & Impact, 2016 to 2018
    QualityAndImpact,
    /// On one subject, of no one body
    Thematic,
    /// Of a national service
    National,
    /// A dynamic inspection
    Dynamic,
    /// Of youth justice services
    Youth,
    /// Of approved premises
    ApprovedPremises,
    /// A publication that restates recommendations (a consolidated action plan)
    Plan,
    /// Anything else
    Other,
}

impl InspectionKind {
    /// Every kind, in the order in which prompts offer them.
    pub const ALL: [InspectionKind; 9] = [
        InspectionKind::Core,
        InspectionKind::QualityAndImpact,
        InspectionKind::Thematic,
        InspectionKind::National,
        InspectionKind::Dynamic,
        InspectionKind::Youth,
        InspectionKind::ApprovedPremises,
        InspectionKind::Plan,
        InspectionKind::Other,
    ];

    /// Returns the word that is stored and typed: `quality-and-impact`.
    pub fn word(self) -> &'static str {
        match self {
            InspectionKind::Core => "core",
            InspectionKind::QualityAndImpact => "quality-and-impact",
            InspectionKind::Thematic => "thematic",
            InspectionKind::National => "national",
            InspectionKind::Dynamic => "dynamic",
            InspectionKind::Youth => "youth",
            InspectionKind::ApprovedPremises => "approved-premises",
            InspectionKind::Plan => "plan",
            InspectionKind::Other => "other",
        }
    }
}

impl fmt::Display for InspectionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is no kind of inspection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a kind of inspection; write one of core, quality-and-impact, thematic, national, dynamic, youth, approved-premises, plan, other"
)]
pub struct NotAnInspectionKind(String);

impl FromStr for InspectionKind {
    type Err = NotAnInspectionKind;

    fn from_str(text: &str) -> Result<Self, NotAnInspectionKind> {
        let folded = text
            .trim()
            .to_lowercase()
            .replace([' ', '_'], "-")
            .replace('&', "and");
        InspectionKind::ALL
            .into_iter()
            .find(|kind| kind.word() == folded)
            .ok_or_else(|| NotAnInspectionKind(text.trim().to_owned()))
    }
}

/// The rating of a standard, or of a body overall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RatingWord {
    /// Outstanding: 3 points
    Outstanding,
    /// Good: 2 points
    Good,
    /// Requires improvement: 1 point
    RequiresImprovement,
    /// Inadequate: no points
    Inadequate,
}

impl RatingWord {
    /// Every rating, from the best.
    pub const ALL: [RatingWord; 4] = [
        RatingWord::Outstanding,
        RatingWord::Good,
        RatingWord::RequiresImprovement,
        RatingWord::Inadequate,
    ];

    /// Returns the words as printed and stored.
    pub fn words(self) -> &'static str {
        match self {
            RatingWord::Outstanding => "Outstanding",
            RatingWord::Good => "Good",
            RatingWord::RequiresImprovement => "Requires improvement",
            RatingWord::Inadequate => "Inadequate",
        }
    }

    /// Returns the points that the inspectorate gives for it: 3 for Outstanding to 0 for Inadequate.
    pub fn points(self) -> i64 {
        match self {
            RatingWord::Outstanding => 3,
            RatingWord::Good => 2,
            RatingWord::RequiresImprovement => 1,
            RatingWord::Inadequate => 0,
        }
    }
}

impl fmt::Display for RatingWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no rating.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a rating; write Outstanding, Good, Requires improvement or Inadequate")]
pub struct NotARating(String);

impl FromStr for RatingWord {
    type Err = NotARating;

    fn from_str(text: &str) -> Result<Self, NotARating> {
        let folded = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase()
            .replace('-', " ");
        RatingWord::ALL
            .into_iter()
            .find(|rating| rating.words().to_lowercase() == folded)
            .ok_or_else(|| NotARating(text.trim().to_owned()))
    }
}

/// The rating of one standard at one inspection, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// The code of the standard: `1.1`, `P 1.1`
    pub standard: String,
    /// Its printed name: `Leadership`
    pub name: Option<String>,
    /// The printed rating
    pub rating: RatingWord,
}

/// One printed question of a standard with its percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyQuestion {
    /// The code of the standard: `2.2`
    pub standard: String,
    /// Its place within the standard, from 1
    pub position: i64,
    /// The question, word for word
    pub words: String,
    /// Percentage of cases judged `yes`, 0 to 100
    pub percent: i64,
}

/// The printed score: points and the most that there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Points
    pub points: i64,
    /// Maximum
    pub of: i64,
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.points, self.of)
    }
}

/// A text that is no score.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a score; write points and maximum as 1/27")]
pub struct NotAScore(String);

impl FromStr for Score {
    type Err = NotAScore;

    fn from_str(text: &str) -> Result<Self, NotAScore> {
        text.split_once('/')
            .and_then(|(points, of)| {
                Some(Score {
                    points: points.trim().parse().ok()?,
                    of: of.trim().parse().ok()?,
                })
            })
            .filter(|score| 0 <= score.points && score.points <= score.of && score.of > 0)
            .ok_or_else(|| NotAScore(text.trim().to_owned()))
    }
}

/// Returns the sum of the ratings and its maximum, three points a standard: what the
/// printed score is compared with. A sum that disagrees warns and corrects nothing.
pub fn sum_of(ratings: &[Rating]) -> Score {
    Score {
        points: ratings.iter().map(|rating| rating.rating.points()).sum(),
        of: 3 * ratings.len() as i64,
    }
}

/// What is known of an inspection, given or stored; the code and the ids are the register's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectionFacts {
    /// What sort it is
    pub kind: InspectionKind,
    /// Its printed title
    pub title: Option<String>,
    /// For a plan: whose recommendations it says it restates, as printed
    pub taken_from: Option<String>,
    /// When it was published; without it the inspection is a draft, counted nowhere
    pub published_on: Option<PartialDate>,
    /// When fieldwork began
    pub fieldwork_on: Option<PartialDate>,
    /// A printed range of fieldwork: `October and November 2017`
    pub fieldwork_words: Option<String>,
    /// When it was announced
    pub announced_on: Option<PartialDate>,
    /// Who led it, as printed
    pub led_by: Option<String>,
    /// Digits only, 10 or 13 (the last may be X)
    pub isbn: Option<String>,
    /// The overall rating
    pub rating: Option<RatingWord>,
    /// The printed score
    pub score: Option<Score>,
}

impl InspectionFacts {
    /// Returns what a correction changed.
    pub fn differences(&self, after: &InspectionFacts) -> Vec<Difference> {
        let InspectionFacts {
            kind,
            title,
            taken_from,
            published_on,
            fieldwork_on,
            fieldwork_words,
            announced_on,
            led_by,
            isbn,
            rating,
            score,
        } = self;
        let texts = |field, from: &Option<String>, to: &Option<String>| {
            Difference::between_texts(field, from.as_deref(), to.as_deref())
        };
        let differences = [
            Difference::between("kind", Some(kind), Some(&after.kind)),
            texts("title", title, &after.title),
            texts("what it restates", taken_from, &after.taken_from),
            Difference::between("publication", *published_on, after.published_on),
            Difference::between("fieldwork", *fieldwork_on, after.fieldwork_on),
            texts(
                "fieldwork in words",
                fieldwork_words,
                &after.fieldwork_words,
            ),
            Difference::between("announcement", *announced_on, after.announced_on),
            texts("lead", led_by, &after.led_by),
            Difference::between("ISBN", isbn.as_ref(), after.isbn.as_ref()),
            Difference::between("rating", *rating, after.rating),
            Difference::between("score", *score, after.score),
        ];
        differences.into_iter().flatten().collect()
    }

    /// Makes facts of which only the kind is known.
    pub fn of_kind(kind: InspectionKind) -> Self {
        InspectionFacts {
            kind,
            title: None,
            taken_from: None,
            published_on: None,
            fieldwork_on: None,
            fieldwork_words: None,
            announced_on: None,
            led_by: None,
            isbn: None,
            rating: None,
            score: None,
        }
    }
}

/// Reads an ISBN as printed (`978-1-914478-99-4`) into its digits, if its check digit holds.
pub fn isbn_digits(printed: &str) -> Option<String> {
    let digits: String = printed
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let value = |c: char| if c == 'X' { Some(10) } else { c.to_digit(10) };
    let values: Vec<u32> = digits.chars().map(value).collect::<Option<_>>()?;
    let holds = match values.len() {
        13 => {
            !digits.contains('X')
                && values
                    .iter()
                    .enumerate()
                    .map(|(i, v)| v * if i % 2 == 0 { 1 } else { 3 })
                    .sum::<u32>()
                    % 10
                    == 0
        }
        10 => {
            !digits[..9].contains('X')
                && values
                    .iter()
                    .enumerate()
                    .map(|(i, v)| v * (10 - i as u32))
                    .sum::<u32>()
                    % 11
                    == 0
        }
        _ => false,
    };
    holds.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_isbn_is_kept_as_digits_when_its_check_digit_holds() {
        assert_eq!(
            isbn_digits("978-1-914478-99-4").as_deref(),
            Some("9781914478994")
        );
        assert_eq!(isbn_digits("978-1-914478-99-5"), None);
        assert_eq!(isbn_digits("1-84099-810-8"), None);
        assert_eq!(isbn_digits("0-8044-2957-X").as_deref(), Some("080442957X"));
        assert_eq!(isbn_digits("27"), None);
    }

    #[test]
    fn a_score_has_a_maximum() {
        assert_eq!("1/27".parse(), Ok(Score { points: 1, of: 27 }));
        assert!("28/27".parse::<Score>().is_err() && "7".parse::<Score>().is_err());
    }
}
