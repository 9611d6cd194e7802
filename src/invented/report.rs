//! One inspection with its report: facts, ratings, recommendations by heading, now and then an alert.

use super::chance::{Chance, after};
use super::occasion::Occasion;
use super::words::Words;
use crate::domain::action::{ActionOf, ActionState, NewAction, NewUpdate};
use crate::domain::body::BodyId;
use crate::domain::inspection::{
    InspectionFacts, InspectionKind, KeyQuestion, Rating, RatingWord, sum_of,
};
use crate::domain::partial_date::PartialDate;
use crate::domain::target::Due;
use crate::error::Result;
use crate::store::{Change, NewAlert, Printed};
use chrono::{Datelike, NaiveDate};

/// Returns what is known of an inspection, with its ratings where a body was rated.
pub fn facts(
    words: &Words,
    chance: &mut Chance,
    occasion: &Occasion,
    last: NaiveDate,
) -> (InspectionFacts, Vec<Rating>) {
    let ratings = match occasion.kind {
        InspectionKind::Core => ratings(words, chance),
        _ => Vec::new(),
    };
    let is_rated = !ratings.is_empty();
    let score = sum_of(&ratings);
    let facts = InspectionFacts {
        title: occasion.body.is_none().then(|| title(words, chance)),
        published_on: Some(published(chance, occasion.published, last)),
        fieldwork_on: Some(chance.days_after(occasion.published, -160, -80).into()),
        rating: is_rated.then(|| overall(score.points)),
        score: is_rated.then_some(score),
        ..InspectionFacts::of_kind(occasion.kind)
    };
    (facts, ratings)
}

/// Some reports print a month only.
fn published(chance: &mut Chance, on: NaiveDate, last: NaiveDate) -> PartialDate {
    let month = PartialDate::Month(on.year(), on.month());
    match chance.percent(8) && month.last_day() <= last {
        true => month,
        false => on.into(),
    }
}

fn title(words: &Words, chance: &mut Chance) -> String {
    let group = words.one("groups", chance);
    let title = words.one("thematic titles", chance);
    title.replace("{group}", group)
}

/// Draws ratings around a level, so that a good service is good in most.
fn ratings(words: &Words, chance: &mut Chance) -> Vec<Rating> {
    let level = chance.weighed(&[4, 20, 46, 30]);
    let standards = words.list("standards").iter();
    let mut rating = |standard: &Vec<&str>| {
        let place = level + chance.weighed(&[20, 60, 20]);
        Rating {
            standard: standard[0].to_owned(),
            name: Some(standard[1].to_owned()),
            rating: RatingWord::ALL[place.saturating_sub(1).min(3)],
        }
    };
    standards.map(&mut rating).collect()
}

/// Returns the overall rating of a sum of at most 27 points.
fn overall(points: i64) -> RatingWord {
    match points {
        ..=5 => RatingWord::Inadequate,
        6..=14 => RatingWord::RequiresImprovement,
        15..=22 => RatingWord::Good,
        _ => RatingWord::Outstanding,
    }
}

/// Writes ratings, and of rated work the questions with their percentages.
pub fn rate(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    inspection_id: i64,
    ratings: Vec<Rating>,
) -> Result<()> {
    let mut questions: Vec<Printed<KeyQuestion>> = Vec::new();
    for entry in words.list("questions") {
        let Some(rating) = ratings.iter().find(|rating| rating.standard == entry[0]) else {
            continue;
        };
        let is_second = questions
            .last()
            .is_some_and(|last| last.value.standard == entry[0]);
        let least = 18 + 20 * rating.rating.points();
        questions.push(Printed::typed(KeyQuestion {
            standard: entry[0].to_owned(),
            position: 1 + i64::from(is_second),
            words: entry[1].to_owned(),
            percent: chance.between(least, least + 20),
        }));
    }
    let ratings: Vec<_> = ratings.into_iter().map(Printed::typed).collect();
    change.set_ratings(inspection_id, &ratings)?;
    change.set_key_questions(inspection_id, &questions)
}

/// Returns how many recommendations a report makes: 5 to 14, a few times up to 68. The last report
/// takes what is wanting, and none is left with less than five.
pub fn length(chance: &mut Chance, wanting: usize) -> usize {
    // In a small register one long report would stand for everything.
    let drawn = match chance.percent(3) && wanting > 400 {
        true => chance.between(24, 68) as usize,
        false => chance.between(5, 14) as usize,
    };
    match wanting.saturating_sub(drawn) {
        0..=4 => wanting,
        _ => drawn,
    }
}

/// Returns the addressees of each recommendation, in the order of the headings.
pub fn addressees(chance: &mut Chance, occasion: &Occasion, count: usize) -> Vec<Vec<BodyId>> {
    let shares: Vec<usize> = occasion.headings.iter().map(|(_, share)| *share).collect();
    let mut places: Vec<usize> = (0..count).map(|_| chance.weighed(&shares)).collect();
    places.sort_unstable();
    let bodies = |place: usize| occasion.headings[place].0.clone();
    places.into_iter().map(bodies).collect()
}

/// Writes an alert, which few inspections of a PDU raise. Returns its number in the register.
pub fn alert(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    inspection_id: i64,
    occasion: &Occasion,
    day: NaiveDate,
) -> Result<i64> {
    let mut concerns: Vec<(String, String)> = Vec::new();
    for _ in 0..chance.between(3, 6) {
        let concern = words.about("concerns", "", chance);
        if !concerns.iter().any(|(other, _)| *other == concern) {
            concerns.push((concern, String::new()));
        }
    }
    let alert = change.add_alert(&NewAlert {
        inspection_id,
        words: words.about("alert", "risk of serious harm", chance),
        concerns,
        responses: Vec::new(),
        cited: None,
    })?;
    // It was raised during fieldwork, so that what is done about it is older than the report.
    let raised = after(occasion.published, -70);
    for _ in 0..chance.between(2, 4) {
        announce(change, words, chance, alert, (raised, day))?;
    }
    Ok(alert)
}

fn announce(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    alert: i64,
    (raised, day): (NaiveDate, NaiveDate),
) -> Result<()> {
    let due = chance.days_after(raised, 14, 120);
    let id = change.add_action(&NewAction {
        of: ActionOf::Alert(alert),
        words: words.about("alert actions", "", chance),
        owner: Some(words.one("local owners", chance).to_owned()),
        planned_on: raised.into(),
        target: Some(Due::On(due.into())),
        cited: None,
    })?;
    let (said_on, state) = match chance.percent(75) {
        true => (chance.days_after(due, -10, 40), ActionState::Completed),
        false => (chance.days_after(raised, 10, 60), ActionState::InProgress),
    };
    if said_on <= day {
        change.update_action(
            id,
            &NewUpdate {
                said_on: said_on.into(),
                state,
                note: None,
                cited: None,
            },
        )?;
    }
    Ok(())
}
