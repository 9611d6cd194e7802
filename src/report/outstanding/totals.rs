//! The numbers of the paper, and the charts that are drawn of them. They reconcile with the rows.

use std::collections::{BTreeMap, BTreeSet};

use super::place;
use crate::document::{Bar, Chart, Total};
use crate::domain::action::Action;
use crate::domain::graded::Grades;
use crate::domain::scope::Heading;
use crate::domain::words::capitalised;
use crate::report::listing::{counted_once, distinct, total};
use crate::store::{Line, Survey};

/// The parts of the total add up to it, and to the rows of the counted sections.
pub(super) fn totals(
    survey: &Survey,
    all: &[Line<'_>],
    lines: &[&Line<'_>],
    counted: &[&Line<'_>],
) -> Vec<Total> {
    let scope = distinct(all.iter().filter(|line| line.heading.counts()));
    let outstanding = distinct(counted.iter().copied());
    let mut totals = vec![Total {
        of: Some(scope as u64),
        ..total("outstanding", "Recommendations outstanding", outstanding)
    }];
    totals.extend(
        by_progress(counted)
            .into_iter()
            .map(|(key, label, count)| part(key, &of_these(label), count, outstanding)),
    );
    let not_agreed = of(counted, |line| line.standing.is_not_agreed());
    totals.push(part(
        "not_agreed",
        "of these not agreed by HMPPS",
        not_agreed,
        outstanding,
    ));
    let escalated = of(counted, |line| place::is_escalated(survey, line));
    totals.push(part(
        "escalated",
        "of these escalated, without an answer yet",
        escalated,
        outstanding,
    ));
    totals.push(overdue(survey, counted));
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
        let apart = of(lines, |line| line.heading == heading);
        if apart > 0 {
            totals.push(total(key, label, apart));
        }
    }
    totals
}

/// Counts the actions that are overdue among those that have not ended (rule 16).
fn overdue(survey: &Survey, counted: &[&Line<'_>]) -> Total {
    let owed = counted.iter().filter(|line| !line.standing.is_not_agreed());
    let owed: BTreeSet<i64> = owed.map(|line| line.item.recommendation_id).collect();
    let actions = || owed.iter().flat_map(|&id| survey.actions_of(id));
    let open = actions().filter(|action| !action.is_ended()).count();
    let is_late = |action: &&Action| action.days_after(action.due(), survey.scope.day).is_some();
    part(
        "actions_overdue",
        "Actions overdue, of those not ended",
        actions().filter(is_late).count(),
        open,
    )
}

/// Draws the outstanding recommendations by progress and by age.
pub(super) fn charts(survey: &Survey, counted: &[&Line<'_>]) -> Vec<Chart> {
    if counted.is_empty() {
        return Vec::new();
    }
    let bar = |label: &str, count: usize| Bar {
        label: label.to_owned(),
        count: count as u64,
    };
    let by_progress = by_progress(counted);
    vec![
        Chart {
            key: "by_progress",
            title: "By progress".to_owned(),
            description: "How many outstanding recommendations have which newest grade, the least progress first"
                .to_owned(),
            bars: by_progress
                .iter()
                .map(|(_, label, count)| bar(&capitalised(label), *count))
                .collect(),
        },
        Chart {
            key: "by_age",
            title: "By age".to_owned(),
            description: "How many outstanding recommendations have stood for how long, the youngest first"
                .to_owned(),
            bars: by_age(survey, counted)
                .iter()
                .map(|(label, count)| bar(label, *count))
                .collect(),
        },
    ]
}

fn of(lines: &[&Line<'_>], is_counted: impl Fn(&Line<'_>) -> bool) -> usize {
    distinct(lines.iter().copied().filter(|line| is_counted(line)))
}

fn part(key: &str, label: &str, count: usize, of: usize) -> Total {
    Total {
        of: Some(of as u64),
        ..total(key, label, count)
    }
}

fn of_these(label: &str) -> String {
    match label {
        "graded only at a part" => "of these graded only at a part".to_owned(),
        label => format!("of these {label}"),
    }
}

/// Counts each recommendation once, by the least progress of its lines. What was graded only at
/// a part is not graded as a whole: it is counted by itself.
fn by_progress(counted: &[&Line<'_>]) -> Vec<(&'static str, &'static str, usize)> {
    let grades: Grades = counted_once(counted.iter().copied())
        .into_values()
        .collect();
    vec![
        ("no_progress", "no progress", grades.whole.none),
        ("some_progress", "some progress", grades.whole.some),
        (
            "graded_at_a_part",
            "graded only at a part",
            grades.at_parts.graded(),
        ),
        ("never_graded", "never graded", grades.never),
    ]
}

/// The years in which ages are counted: from so many up to the next.
const AGES: [(i64, &str); 5] = [
    (0, "Under 1 year"),
    (1, "1 to under 2 years"),
    (2, "2 to under 3 years"),
    (3, "3 to under 5 years"),
    (5, "5 years and more"),
];

/// Counts each recommendation once, by its age in whole years (rule 2: at least that).
fn by_age(survey: &Survey, counted: &[&Line<'_>]) -> Vec<(&'static str, usize)> {
    let mut ages: BTreeMap<i64, i64> = BTreeMap::new();
    for line in counted {
        let years = line.standing.since.months_until(survey.scope.day) / 12;
        let known = ages.entry(line.item.recommendation_id).or_insert(years);
        *known = years.max(*known);
    }
    let until = AGES.iter().skip(1).map(|(from, _)| *from).chain([i64::MAX]);
    AGES.iter()
        .zip(until)
        .map(|((from, label), until)| {
            let within = ages.values().filter(|years| (*from..until).contains(years));
            (*label, within.count())
        })
        .collect()
}
