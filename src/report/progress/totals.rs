//! The numbers of the report on progress, and the charts of them. They reconcile with the rows.

use super::Part;
use crate::document::{Bar, Chart, Total};
use crate::domain::graded::{Grades, Shares};
use crate::report::listing::total;

/// Returns the numbers of the report: of what counts, then of what stands apart.
pub(super) fn totals(parts: &[Part; 3], carried: usize) -> Vec<Total> {
    let [counted, graded_here, asked_above] = parts;
    let mut totals = counted_totals(&counted.grades);
    if carried > 0 {
        let label = "Left out: restated by a plan, and counted as the plan's";
        totals.push(total("carried", label, carried));
    }
    let here = "Apart from the total: graded at inspections here";
    let above = "Apart from the total: asked of bodies above";
    for (part, label) in [(graded_here, here), (asked_above, above)] {
        totals.extend(apart_totals(part, label));
    }
    totals
}

fn part_of(key: String, label: &str, count: usize, of: usize) -> Total {
    Total {
        of: Some(of as u64),
        ..total(&key, label, count)
    }
}

fn counted_totals(grades: &Grades) -> Vec<Total> {
    let all = grades.all();
    let mut totals = vec![total("recommendations", "Recommendations", all)];
    let whole = &grades.whole;
    totals.push(part_of(
        "graded".to_owned(),
        "Graded as a whole",
        whole.graded(),
        all,
    ));
    totals.extend(share_totals("", whole, true));
    let parts = &grades.at_parts;
    let label = "Graded only at a part";
    totals.push(part_of(
        "graded_at_a_part".to_owned(),
        label,
        parts.graded(),
        all,
    ));
    totals.extend(share_totals("at_a_part_", parts, parts.graded() > 0));
    totals.push(part_of(
        "not_graded".to_owned(),
        "Not graded",
        grades.never,
        all,
    ));
    totals
}

fn apart_totals(part: &Part, label: &str) -> Vec<Total> {
    let (key, grades) = (part.key, &part.grades);
    let all = grades.all();
    if all == 0 {
        return Vec::new();
    }
    let mut totals = vec![total(key, label, all)];
    for (prefix, label, shares) in [
        (
            format!("{key}_"),
            "of these graded as a whole",
            &grades.whole,
        ),
        (
            format!("{key}_at_a_part_"),
            "of these graded only at a part",
            &grades.at_parts,
        ),
    ] {
        if shares.graded() > 0 {
            totals.push(part_of(
                format!("{prefix}graded"),
                label,
                shares.graded(),
                all,
            ));
            totals.extend(share_totals(&prefix, shares, true));
        }
    }
    let label = "of these not graded";
    totals.push(part_of(
        format!("{key}_not_graded"),
        label,
        grades.never,
        all,
    ));
    totals
}

fn share_totals(prefix: &str, shares: &Shares, is_said: bool) -> Vec<Total> {
    let of_graded = |key: &str, label: &str, count: usize| {
        part_of(format!("{prefix}{key}"), label, count, shares.graded())
    };
    let all = vec![
        of_graded("no_progress", "of these no progress", shares.none),
        of_graded("some_progress", "of these some progress", shares.some),
        of_graded(
            "sufficient_progress",
            "of these sufficient progress",
            shares.sufficient,
        ),
        of_graded(
            "at_least_some",
            "of these at least some progress",
            shares.at_least_some(),
        ),
    ];
    all.into_iter().filter(|_| is_said).collect()
}

/// Draws what counts by its grade of the whole, and what was graded only at a part by that.
pub(super) fn charts(parts: &[Part; 3]) -> Vec<Chart> {
    let bar = |label: &str, count: usize| Bar {
        label: label.to_owned(),
        count: count as u64,
    };
    let grades = |shares: &Shares| {
        vec![
            bar("No progress", shares.none),
            bar("Some progress", shares.some),
            bar("Sufficient progress", shares.sufficient),
        ]
    };
    let [counted, graded_here, _] = parts;
    let mut bars = grades(&counted.grades.whole);
    bars.push(bar(
        "Graded only at a part",
        counted.grades.at_parts.graded(),
    ));
    bars.push(bar("Not graded", counted.grades.never));
    let charts = [
        (
            "by_progress",
            "By progress, as a whole",
            "How many recommendations have which newest grade of the whole, the least progress first, and how many have none",
            counted.grades.all(),
            bars,
        ),
        (
            "at_parts",
            "By progress, where graded only at a part",
            "How many recommendations that were graded only at a part have which grade there, the least progress first",
            counted.grades.at_parts.graded(),
            grades(&counted.grades.at_parts),
        ),
        (
            "graded_here_at_parts",
            "By progress, at inspections here, of what was asked of others",
            "How many recommendations to others were graded how at inspections here, the least progress first",
            graded_here.grades.at_parts.graded(),
            grades(&graded_here.grades.at_parts),
        ),
    ];
    let drawn = charts.into_iter().filter(|(_, _, _, count, _)| *count > 0);
    drawn
        .map(|(key, title, description, _, bars)| Chart {
            key,
            title: title.to_owned(),
            description: description.to_owned(),
            bars,
        })
        .collect()
}
