//! `report outstanding`: what is not closed and not settled as sufficient (rules 3 to 9).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::listing::{distinct, selection, total};
use super::{Filter, item, untitled, without_empty};
use crate::document::{Column, Document, Layout, Paragraph, Section, Shown, Total, plain};
use crate::domain::progress::Progress;
use crate::domain::scope::Heading;
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// Where a line stands in the report: its heading, but for what was not agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Under(Heading),
    NotAgreed,
    Apart(Heading),
}

/// Returns what is outstanding for a filter as at a day.
pub fn outstanding(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let all = selection(&survey, filter);
    let lines: Vec<&Line<'_>> = all
        .iter()
        .filter(|line| line.standing.state == State::Outstanding)
        .collect();
    let counted: Vec<&Line<'_>> = lines
        .iter()
        .copied()
        .filter(|line| line.heading.counts())
        .collect();
    let name = filter.asked.body.map(|body| survey.bodies.name(body));
    let mut document = untitled(store, "outstanding", title(name))?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = intro(&counted, ended(&survey, filter, day));
    document.totals = totals(&all, &lines, &counted);
    document.sections = sections(&survey, &lines, name);
    Ok(document)
}

fn title(body: Option<&str>) -> String {
    body.map_or("Outstanding recommendations".to_owned(), |name| {
        format!("Outstanding recommendations: {name}")
    })
}

fn place(line: &Line<'_>) -> Place {
    match line.heading {
        heading if !heading.counts() => Place::Apart(heading),
        _ if line.standing.is_not_agreed() => Place::NotAgreed,
        heading => Place::Under(heading),
    }
}

/// Says what a reader needs to add up: the order, shared items, a body that is no more.
fn intro(counted: &[&Line<'_>], ended: Option<String>) -> Vec<Paragraph> {
    let mut intro = vec![plain("Sorted by unit, then the oldest first.")];
    let recommendations = distinct(counted.iter().copied());
    if recommendations != counted.len() {
        intro.push(plain(format!(
            "The {recommendations} recommendations in the total stand in {} lines: one that is shared or addressed jointly is listed under each unit and counted once, under its least progress.",
            counted.len()
        )));
    }
    intro.extend(ended.map(plain));
    intro
}

fn ended(survey: &Survey, filter: &Filter, day: NaiveDate) -> Option<String> {
    let body = survey.bodies.get(filter.asked.body?);
    let successors: Vec<&str> = survey
        .bodies
        .successors(body.id, day)
        .iter()
        .map(|&id| survey.bodies.name(id))
        .collect();
    let replaced = if successors.is_empty() {
        String::new()
    } else {
        format!(", replaced by {}", successors.join(" and "))
    };
    body.has_ended(day)
        .then(|| format!("{} has ended{replaced}.", body.name))
}

/// Numbers that reconcile: the parts of the total add up to it, and to the rows of the counted sections.
fn totals(all: &[Line<'_>], lines: &[&Line<'_>], counted: &[&Line<'_>]) -> Vec<Total> {
    let scope = distinct(all.iter().filter(|line| line.heading.counts()));
    let outstanding = distinct(counted.iter().copied());
    let mut totals = vec![Total {
        of: Some(scope as u64),
        ..total("outstanding", "Recommendations outstanding", outstanding)
    }];
    totals.extend(
        by_progress(counted)
            .into_iter()
            .map(|(key, label, count)| part(key, label, count, outstanding)),
    );
    let not_agreed = counted
        .iter()
        .copied()
        .filter(|line| line.standing.is_not_agreed());
    totals.push(part(
        "not_agreed",
        "of these not agreed by HMPPS",
        distinct(not_agreed),
        outstanding,
    ));
    for (key, label, heading) in [
        (
            "graded_here",
            "Apart from the total: graded at inspections here",
            Heading::GradedHere,
        ),
        (
            "asked_above",
            "Apart from the total: asked of bodies above",
            Heading::AskedAbove,
        ),
    ] {
        let apart = distinct(lines.iter().copied().filter(|line| line.heading == heading));
        if apart > 0 {
            totals.push(total(key, label, apart));
        }
    }
    totals
}

fn part(key: &str, label: &str, count: usize, of: usize) -> Total {
    Total {
        of: Some(of as u64),
        ..total(key, label, count)
    }
}

/// Counts each recommendation once, by the least progress of its lines. What was graded only at
/// a part is not graded as a whole: it is counted by itself.
fn by_progress(counted: &[&Line<'_>]) -> Vec<(&'static str, &'static str, usize)> {
    let mut least: BTreeMap<i64, (Progress, bool)> = BTreeMap::new();
    for line in counted {
        let grade = line.standing.grade;
        let progress = grade.map_or(Progress::NotGraded, |found| found.progress);
        let at_a_part = !line.standing.at_parts.is_empty();
        let known = least
            .entry(line.item.recommendation_id)
            .or_insert((progress, at_a_part));
        *known = (progress.min(known.0), at_a_part || known.1);
    }
    let count = |wanted: Progress| least.values().filter(|(least, _)| *least == wanted).count();
    let at_parts = least
        .values()
        .filter(|(least, at_a_part)| *least == Progress::NotGraded && *at_a_part)
        .count();
    vec![
        ("no_progress", "of these no progress", count(Progress::None)),
        (
            "some_progress",
            "of these some progress",
            count(Progress::Some),
        ),
        (
            "graded_at_a_part",
            "of these graded only at a part, as the rows say",
            at_parts,
        ),
        (
            "never_graded",
            "of these never graded",
            count(Progress::NotGraded) - at_parts,
        ),
    ]
}

fn sections(survey: &Survey, lines: &[&Line<'_>], body: Option<&str>) -> Vec<Section> {
    let order = [
        Place::Under(Heading::Own),
        Place::Under(Heading::Inherited),
        Place::Under(Heading::Below),
        Place::Under(Heading::AskedOfAll),
        Place::NotAgreed,
        Place::Apart(Heading::GradedHere),
        Place::Apart(Heading::AskedAbove),
    ];
    let section = |at: Place| {
        let (key, heading) = heading(at, body);
        // What is said by the heading is not said again in every row.
        let columns = match at {
            Place::Under(Heading::Own) => item::COLUMNS.map(without_unit).to_vec(),
            _ => item::COLUMNS.to_vec(),
        };
        Section {
            key,
            heading: Some(heading),
            intro: Vec::new(),
            layout: Layout::Table,
            columns,
            rows: lines
                .iter()
                .filter(|line| place(line) == at)
                .map(|line| item::cells(survey, line))
                .collect(),
        }
    };
    without_empty(order.into_iter().map(section).collect())
}

fn without_unit(column: Column) -> Column {
    match column.key {
        "unit" => column.shown(Shown::NOWHERE),
        _ => column,
    }
}

fn heading(place: Place, body: Option<&str>) -> (&'static str, String) {
    let Some(body) = body else {
        return heading_of_all(place);
    };
    match place {
        Place::Under(Heading::Own) => ("addressed", format!("Addressed to {body}")),
        Place::Under(Heading::Inherited) => ("inherited", "Inherited from predecessors".to_owned()),
        Place::Under(Heading::Below) => ("below", format!("Addressed to units below {body}")),
        Place::Under(Heading::AskedOfAll) => ("asked_of_all", "Asked of all".to_owned()),
        Place::NotAgreed => ("not_agreed", "Not agreed by HMPPS".to_owned()),
        Place::Apart(Heading::AskedAbove) => (
            "asked_above",
            format!("Asked of bodies above, in reports about {body} (not in the total)"),
        ),
        Place::Under(_) | Place::Apart(_) => (
            "graded_here",
            "Graded at inspections here (not in the total)".to_owned(),
        ),
    }
}

fn heading_of_all(place: Place) -> (&'static str, String) {
    match place {
        Place::Under(Heading::Inherited) => ("inherited", "Inherited from predecessors".to_owned()),
        Place::Under(Heading::AskedOfAll) => ("asked_of_all", "Asked of all".to_owned()),
        Place::NotAgreed => ("not_agreed", "Not agreed by HMPPS".to_owned()),
        Place::Under(_) | Place::Apart(_) => ("addressed", "As addressed".to_owned()),
    }
}
