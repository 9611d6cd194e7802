//! The charts of ratings, small as they are: scores of one maximum, and the newest inspection.

use super::Rated;
use crate::document::{Bar, Chart};
use crate::domain::body::Bodies;
use crate::domain::inspection::{RatingWord, Score};

/// The most bars of a chart that is still read at a glance.
const MOST: usize = 24;

/// Draws the scores, and the ratings and key questions of the newest inspection of the unit that
/// comes first. Scores of different maxima are no bars of one chart: those of the newest are drawn.
pub(super) fn charts(bodies: &Bodies, rated: &[Rated]) -> Vec<Chart> {
    let mut charts = Vec::new();
    charts.extend(scores(bodies, rated));
    let newest = rated.chunk_by(|one, next| one.body == next.body).next();
    if let Some(newest) = newest.and_then(<[_]>::last) {
        charts.extend(ratings(newest));
        charts.extend(questions(newest));
    }
    charts
}

fn scores(bodies: &Bodies, rated: &[Rated]) -> Option<Chart> {
    let score = |one: &Rated| one.inspection.facts.score;
    let with_score = || rated.iter().filter(|one| score(one).is_some());
    let newest = with_score().max_by_key(|one| (one.published.last_day(), one.inspection.id))?;
    let of = score(newest)?.of;
    let bar = |(one, score): (&Rated, Score)| Bar {
        label: format!("{}, {}", bodies.name(one.body), one.published.for_people()),
        count: u64::try_from(score.points).unwrap_or(0),
    };
    let drawn: Vec<Bar> = with_score()
        .filter_map(|one| Some((one, score(one)?)))
        .filter(|(_, score)| score.of == of)
        .map(bar)
        .collect();
    (drawn.len() <= MOST).then(|| Chart {
        key: "scores",
        title: format!("Scores of at most {of}"),
        description: format!(
            "The printed score of each inspection whose maximum is {of}, by unit, then by date"
        ),
        bars: drawn,
    })
}

fn ratings(newest: &Rated) -> Option<Chart> {
    let bar = |rating: RatingWord| {
        let given = newest.ratings.iter().filter(|one| one.rating == rating);
        Bar {
            label: rating.words().to_owned(),
            count: given.count() as u64,
        }
    };
    (!newest.ratings.is_empty()).then(|| Chart {
        key: "ratings",
        title: format!("Standards at {}", newest.inspection.code),
        description: "How many standards were rated how, the best first".to_owned(),
        bars: RatingWord::ALL.map(bar).to_vec(),
    })
}

fn questions(newest: &Rated) -> Option<Chart> {
    let questions = &newest.questions;
    let bars = questions.iter().map(|question| Bar {
        label: format!("{}, question {}", question.standard, question.position),
        count: u64::try_from(question.percent).unwrap_or(0),
    });
    let is_drawn = !questions.is_empty() && questions.len() <= MOST;
    is_drawn.then(|| Chart {
        key: "key_questions",
        title: format!("Key questions at {}, % yes", newest.inspection.code),
        description: "Of how many cases in a hundred each key question was answered yes, in the printed order".to_owned(),
        bars: bars.collect(),
    })
}
