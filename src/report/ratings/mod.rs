//! `report ratings`: how standards were rated and what key questions came to, inspection after
//! inspection, of a unit, its region and its predecessors. Scores are as printed and never worked out
//! anew; nothing is compared over different standards or other words of a question.

mod charts;
mod series;

use std::collections::HashMap;

use chrono::NaiveDate;

use self::series::Series;
use super::listing::total;
use super::{Filter, section, titled, untitled, without_empty};
use crate::document::{Cell, Column, Document, Layout, Paragraph, Section, Total, plain};
use crate::domain::body::{Bodies, BodyId};
use crate::domain::inspection::{KeyQuestion, Rating};
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};
use crate::store::{Inspection, Store};

/// Returns the ratings and key questions of a body, those below it, its region, and all their
/// predecessors as at a day.
///
/// # Errors
/// [`Error::Misused`] where the filter asks for what only recommendations have.
pub fn ratings(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    if filter.is_about_recommendations() || filter.owner.is_some() || !filter.without.is_empty() {
        return Err(Error::Misused(
            "inspections are rated, not recommendations; leave all filters but --body, --exact, --inspection, --since and --until"
                .to_owned(),
        ));
    }
    let bodies = store.bodies()?;
    let rated = rated(store, &bodies, filter, day)?;
    let series = Series::of(&bodies, &rated, day);
    let title = titled("Ratings", filter, &bodies);
    let mut document = untitled(store, "ratings", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&bodies);
    document.intro = intro(&rated, &series);
    document.totals = totals(&rated, &series);
    document.charts = charts::charts(&bodies, &rated);
    document.sections = sections(&bodies, &rated, &series);
    Ok(document)
}

/// One inspection that rated something.
pub(super) struct Rated {
    inspection: Inspection,
    body: BodyId,
    published: PartialDate,
    ratings: Vec<Rating>,
    questions: Vec<KeyQuestion>,
}

impl Rated {
    fn says_anything(&self) -> bool {
        let facts = &self.inspection.facts;
        facts.rating.is_some()
            || facts.score.is_some()
            || !self.ratings.is_empty()
            || !self.questions.is_empty()
    }
}

/// Reads what was rated, in order of place, then of date: in three statements, whatever the size.
fn rated(store: &Store, bodies: &Bodies, filter: &Filter, day: NaiveDate) -> Result<Vec<Rated>> {
    let places = places(bodies, filter, day);
    let mut inspections: Vec<Inspection> = store.inspections()?;
    inspections.retain(|one| filter.takes_inspection(one));
    let ids: Vec<i64> = inspections.iter().map(|one| one.id).collect();
    let mut ratings = by_inspection(store.ratings_of_all(&ids)?);
    let mut questions = by_inspection(store.key_questions_of_all(&ids)?);
    let rated = inspections.into_iter().filter_map(|inspection| {
        let body = inspection
            .body_id
            .filter(|body| places.contains_key(body))?;
        let published = inspection.facts.published_on?;
        Some(Rated {
            ratings: ratings.remove(&inspection.id).unwrap_or_default(),
            questions: questions.remove(&inspection.id).unwrap_or_default(),
            inspection,
            body,
            published,
        })
    });
    let mut rated: Vec<Rated> = rated
        .filter(|rated| rated.published.last_day() <= day && rated.says_anything())
        .collect();
    rated.sort_by_key(|rated| {
        let (place, name) = (places[&rated.body], bodies.name(rated.body).to_owned());
        (place, name, rated.published.last_day(), rated.inspection.id)
    });
    Ok(rated)
}

fn by_inspection<T>(all: Vec<(i64, T)>) -> HashMap<i64, Vec<T>> {
    let mut by: HashMap<i64, Vec<T>> = HashMap::new();
    for (inspection, one) in all {
        by.entry(inspection).or_default().push(one);
    }
    by
}

/// Returns the bodies that are told of, each with its place: the body, those below it, its region,
/// then the predecessors of all of them.
fn places(bodies: &Bodies, filter: &Filter, day: NaiveDate) -> HashMap<BodyId, u8> {
    let Some(asked) = filter.asked.body else {
        return bodies.all().iter().map(|body| (body.id, 0)).collect();
    };
    let mut places = HashMap::from([(asked, 0)]);
    if filter.asked.exact {
        return places;
    }
    for below in bodies.below(asked) {
        places.entry(below).or_insert(1);
    }
    if let Some(region) = bodies.region_of(asked) {
        places.entry(region).or_insert(2);
    }
    let known: Vec<BodyId> = places.keys().copied().collect();
    for before in known
        .into_iter()
        .flat_map(|body| bodies.taken_over(body, day))
    {
        places.entry(before).or_insert(3);
    }
    places
}

fn intro(rated: &[Rated], series: &Series) -> Vec<Paragraph> {
    let mut intro = vec![plain(
        "Sorted by unit, then by date of publication. Scores are as printed. A change is against the inspection before of the same unit, under an earlier name, too; a standard is compared only with one of the same code and name, a key question only with one of the same standard and words. What cannot be compared has no change.",
    )];
    let others: Vec<String> = rated
        .iter()
        .filter(|one| series.is_by_other_standards(one))
        .map(|one| one.inspection.code.clone())
        .collect();
    if !others.is_empty() {
        intro.push(plain(format!(
            "Rated by other standards than the inspection before, and not compared over them: {}.",
            others.join(", ")
        )));
    }
    intro
}

fn totals(rated: &[Rated], series: &Series) -> Vec<Total> {
    let count = |of: fn(&Rated) -> usize| rated.iter().map(of).sum::<usize>();
    let mut totals = vec![
        total("inspections", "Inspections that rated", rated.len()),
        total(
            "ratings",
            "Ratings of standards",
            count(|one| one.ratings.len()),
        ),
        total(
            "key_questions",
            "Key questions",
            count(|one| one.questions.len()),
        ),
    ];
    for (key, label, of, compared) in series
        .changes(rated)
        .into_iter()
        .filter(|change| change.2 > 0)
    {
        totals.push(Total {
            of: Some(of as u64),
            ..total(key, label, compared)
        });
    }
    totals
}

const INSPECTIONS: [Column; 7] = [
    Column::new("unit", "Unit or organisation"),
    Column::new("published_on", "Published"),
    Column::new("inspection", "Inspection"),
    Column::new("overall", "Overall"),
    Column::on_paper("printed_score", "Score"),
    Column::in_data("score", "Score"),
    Column::in_data("score_of", "Maximum"),
];

const RATINGS: [Column; 8] = [
    Column::new("standard", "Standard"),
    Column::new("name", "Name"),
    Column::in_data("unit", "Unit or organisation"),
    Column::new("published_on", "Published"),
    Column::in_data("inspection", "Inspection"),
    Column::new("rating", "Rating"),
    Column::new("before", "Before"),
    Column::new("change", "Change"),
];

const QUESTIONS: [Column; 8] = [
    Column::new("standard", "Standard"),
    Column::new("question", "Key question"),
    Column::in_data("unit", "Unit or organisation"),
    Column::new("published_on", "Published"),
    Column::in_data("inspection", "Inspection"),
    Column::new("percent", "% yes"),
    Column::new("percent_before", "Before"),
    Column::new("change_in_points", "Change in points"),
];

fn sections(bodies: &Bodies, rated: &[Rated], series: &Series) -> Vec<Section> {
    let rows = rated.iter().map(|one| inspection_row(bodies, one));
    let heading = Some("Overall");
    let mut sections = vec![section(
        "inspections",
        heading,
        Layout::Table,
        &INSPECTIONS,
        rows.collect(),
    )];
    for unit in rated.chunk_by(|one, next| one.body == next.body) {
        let name = bodies.name(unit[0].body);
        sections.push(section(
            "ratings",
            Some(&format!("Standards: {name}")),
            Layout::Table,
            &RATINGS,
            rating_rows(name, unit, series),
        ));
        sections.push(section(
            "key_questions",
            Some(&format!("Key questions: {name}")),
            Layout::Table,
            &QUESTIONS,
            question_rows(name, unit, series),
        ));
    }
    without_empty(sections)
}

fn inspection_row(bodies: &Bodies, rated: &Rated) -> Vec<Cell> {
    let facts = &rated.inspection.facts;
    let number = |value: Option<i64>| value.map_or(Cell::Nothing, Cell::Number);
    vec![
        Cell::Text(bodies.name(rated.body).to_owned()),
        Cell::Date(rated.published),
        Cell::Reference(rated.inspection.code.clone()),
        Cell::text_or_nothing(facts.rating.map(|rating| rating.words())),
        Cell::text_or_nothing(facts.score.map(|score| score.to_string())),
        number(facts.score.map(|score| score.points)),
        number(facts.score.map(|score| score.of)),
    ]
}

/// Returns the ratings of a unit: standard by standard in the order in which they were first
/// printed, each from the oldest inspection on.
fn rating_rows(name: &str, unit: &[Rated], series: &Series) -> Vec<Vec<Cell>> {
    let mut order: Vec<(series::Key, Vec<Vec<Cell>>)> = Vec::new();
    for one in unit {
        for rating in &one.ratings {
            let before = series.rating_before(one, rating);
            let change = before.map(|before| series::change_of(before, rating.rating));
            let row = vec![
                Cell::Reference(rating.standard.clone()),
                Cell::text_or_nothing(rating.name.clone()),
                Cell::Text(name.to_owned()),
                Cell::Date(one.published),
                Cell::Reference(one.inspection.code.clone()),
                Cell::Text(rating.rating.words().to_owned()),
                Cell::text_or_nothing(before.map(|before| before.words())),
                Cell::text_or_nothing(change),
            ];
            put(&mut order, series::key_of_rating(rating), row);
        }
    }
    order.into_iter().flat_map(|(_, rows)| rows).collect()
}

/// Returns the key questions of a unit, in the manner of its ratings.
fn question_rows(name: &str, unit: &[Rated], series: &Series) -> Vec<Vec<Cell>> {
    let mut order: Vec<(series::Key, Vec<Vec<Cell>>)> = Vec::new();
    for one in unit {
        for question in &one.questions {
            let before = series.percent_before(one, question);
            let row = vec![
                Cell::Reference(question.standard.clone()),
                Cell::Text(question.words.clone()),
                Cell::Text(name.to_owned()),
                Cell::Date(one.published),
                Cell::Reference(one.inspection.code.clone()),
                Cell::Number(question.percent),
                before.map_or(Cell::Nothing, Cell::Number),
                before.map_or(Cell::Nothing, |before| {
                    Cell::Number(question.percent - before)
                }),
            ];
            put(&mut order, series::key_of_question(question), row);
        }
    }
    order.into_iter().flat_map(|(_, rows)| rows).collect()
}

fn put(order: &mut Vec<(series::Key, Vec<Vec<Cell>>)>, key: series::Key, row: Vec<Cell>) {
    match order.iter_mut().find(|(known, _)| *known == key) {
        Some((_, rows)) => rows.push(row),
        None => order.push((key, vec![row])),
    }
}
