//! What may be compared with what: the same standard, the same question, the same unit.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::Rated;
use crate::domain::body::{Bodies, BodyId};
use crate::domain::inspection::{KeyQuestion, Rating, RatingWord};
use crate::domain::words::folded;

/// What is the same from one inspection to the next: the code of a standard, and its name or the
/// words of a question, folded.
pub(super) type Key = (String, String);

/// Returns what a rating is of. A code alone is not enough: the standards were numbered anew.
pub(super) fn key_of_rating(rating: &Rating) -> Key {
    let name = rating.name.as_deref().unwrap_or_default();
    (rating.standard.clone(), folded(name))
}

/// Returns what a percentage is of.
pub(super) fn key_of_question(question: &KeyQuestion) -> Key {
    (question.standard.clone(), folded(&question.words))
}

/// Says how a rating stands to the one before; the best comes first among the ratings.
pub(super) fn change_of(before: RatingWord, now: RatingWord) -> &'static str {
    match now.cmp(&before) {
        std::cmp::Ordering::Less => "better",
        std::cmp::Ordering::Equal => "the same",
        std::cmp::Ordering::Greater => "worse",
    }
}

/// What stood before at each inspection.
pub(super) struct Series {
    ratings: HashMap<(i64, Key), RatingWord>,
    percents: HashMap<(i64, Key), i64>,
    /// Inspections that share no standard with the one before
    by_other_standards: BTreeSet<i64>,
}

impl Series {
    /// Sets each inspection beside the ones before of the same unit, under earlier names, too.
    pub(super) fn of(bodies: &Bodies, rated: &[Rated], day: NaiveDate) -> Series {
        let mut units: BTreeMap<BodyId, Vec<&Rated>> = BTreeMap::new();
        for one in rated {
            let unit = bodies.oldest_name(one.body, day);
            units.entry(unit).or_default().push(one);
        }
        let mut series = Series {
            ratings: HashMap::new(),
            percents: HashMap::new(),
            by_other_standards: BTreeSet::new(),
        };
        for mut unit in units.into_values() {
            unit.sort_by_key(|one| (one.published.last_day(), one.inspection.id));
            series.add(&unit);
        }
        series
    }

    fn add(&mut self, unit: &[&Rated]) {
        let (mut ratings, mut percents) = (HashMap::new(), HashMap::new());
        for one in unit {
            let id = one.inspection.id;
            let mut is_known = ratings.is_empty() || one.ratings.is_empty();
            for rating in &one.ratings {
                if let Some(before) = ratings.insert(key_of_rating(rating), rating.rating) {
                    is_known = true;
                    self.ratings.insert((id, key_of_rating(rating)), before);
                }
            }
            for question in &one.questions {
                if let Some(before) = percents.insert(key_of_question(question), question.percent) {
                    self.percents
                        .insert((id, key_of_question(question)), before);
                }
            }
            if !is_known {
                self.by_other_standards.insert(id);
            }
        }
    }

    /// Returns the rating before of the same standard.
    pub(super) fn rating_before(&self, at: &Rated, rating: &Rating) -> Option<RatingWord> {
        let key = (at.inspection.id, key_of_rating(rating));
        self.ratings.get(&key).copied()
    }

    /// Returns the percentage before of the same question.
    pub(super) fn percent_before(&self, at: &Rated, question: &KeyQuestion) -> Option<i64> {
        let key = (at.inspection.id, key_of_question(question));
        self.percents.get(&key).copied()
    }

    /// Tells whether an inspection rated by standards none of which was there before.
    pub(super) fn is_by_other_standards(&self, at: &Rated) -> bool {
        self.by_other_standards.contains(&at.inspection.id)
    }

    /// Counts what became better and worse: key, label, of how many that can be compared, how many.
    pub(super) fn changes(
        &self,
        rated: &[Rated],
    ) -> Vec<(&'static str, &'static str, usize, usize)> {
        let ratings = rated.iter().flat_map(|one| {
            let before = |rating| Some((rating, self.rating_before(one, rating)?));
            one.ratings.iter().filter_map(before)
        });
        let ratings: Vec<&str> = ratings
            .map(|(rating, before)| change_of(before, rating.rating))
            .collect();
        let questions = rated.iter().flat_map(|one| {
            let change = |question: &KeyQuestion| {
                Some(question.percent - self.percent_before(one, question)?)
            };
            one.questions.iter().filter_map(change)
        });
        let questions: Vec<i64> = questions.collect();
        let rated = |word| ratings.iter().filter(|change| **change == word).count();
        let points = |is: fn(&i64) -> bool| questions.iter().filter(|change| is(change)).count();
        vec![
            (
                "ratings_better",
                "Standards rated better than before, of those compared",
                ratings.len(),
                rated("better"),
            ),
            (
                "ratings_worse",
                "Standards rated worse than before, of those compared",
                ratings.len(),
                rated("worse"),
            ),
            (
                "questions_higher",
                "Key questions higher than before, of those compared",
                questions.len(),
                points(|change| *change > 0),
            ),
            (
                "questions_lower",
                "Key questions lower than before, of those compared",
                questions.len(),
                points(|change| *change < 0),
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_is_the_same_by_its_code_and_name_and_a_question_by_its_words() {
        let rating = |standard: &str, name: &str| Rating {
            standard: standard.to_owned(),
            name: Some(name.to_owned()),
            rating: RatingWord::Good,
        };
        let key = |standard, name| key_of_rating(&rating(standard, name));
        assert_eq!(key("1.1", "Leadership"), key("1.1", "leadership."));
        assert_ne!(key("1.1", "Leadership"), key("P 1.1", "Leadership"));
        assert_ne!(
            key("1.1", "Leadership"),
            key("1.1", "Governance and leadership")
        );
    }

    #[test]
    fn a_change_is_from_the_one_before() {
        use RatingWord::{Good, Inadequate, Outstanding, RequiresImprovement};
        assert_eq!(change_of(Inadequate, RequiresImprovement), "better");
        assert_eq!(change_of(Outstanding, Good), "worse");
        assert_eq!(change_of(Good, Good), "the same");
    }
}
