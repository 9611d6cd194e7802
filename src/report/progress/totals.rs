//! The numbers of the report on progress, and the charts of them. They reconcile with the rows.

use super::Part;
use crate::document::{Bar, Chart, Total};
use crate::domain::graded::{Grades, Shares};
use crate::domain::words::capitalised;
use crate::report::listing::total;

/// Returns the numbers of the report: of what counts, then of what stands apart. Each says what it is
/// of: on a page they stand side by side.
pub(super) fn totals(parts: &[Part; 3], carried: usize) -> Vec<Total> {
    let [counted, graded_here, asked_above] = parts;
    let grades = &counted.grades;
    let mut totals = vec![total("recommendations", "Recommendations", grades.all())];
    totals.extend(of_whole(grades, "", ""));
    totals.extend(of_parts(grades, "", ""));
    totals.push(of_all("not_graded", "Not graded", grades.never, grades));
    if carried > 0 {
        let label = "Left out: restated by a plan, and counted as the plan's";
        totals.push(total("carried", label, carried));
    }
    let here = "Apart from the total: graded at inspections here";
    let above = "Apart from the total: asked of bodies above";
    totals.extend(apart(graded_here, here, "Here: "));
    totals.extend(apart(asked_above, above, "Above: "));
    totals
}

/// The numbers of what stands apart: only those that there are.
fn apart(part: &Part, label: &str, place: &str) -> Vec<Total> {
    let (key, grades) = (format!("{}_", part.key), &part.grades);
    if grades.all() == 0 {
        return Vec::new();
    }
    let mut totals = vec![total(part.key, label, grades.all())];
    if grades.whole.graded() > 0 {
        totals.extend(of_whole(grades, &key, place));
    }
    totals.extend(of_parts(grades, &key, place));
    let label = format!("{place}not graded");
    totals.push(of_all(
        &format!("{key}not_graded"),
        &label,
        grades.never,
        grades,
    ));
    totals
}

fn of_whole(grades: &Grades, key: &str, place: &str) -> Vec<Total> {
    let (whole, how) = (&grades.whole, format!("{place}as a whole"));
    let label = capitalised(&format!("{place}graded as a whole"));
    let all = of_all(&format!("{key}graded"), &label, whole.graded(), grades);
    [vec![all], shares(whole, key, &how)].concat()
}

/// The numbers of what was graded only at a part, where anything was.
fn of_parts(grades: &Grades, key: &str, place: &str) -> Vec<Total> {
    let (parts, how) = (&grades.at_parts, format!("{place}at a part"));
    let key = format!("{key}at_a_part_");
    let label = capitalised(&format!("{place}graded only at a part"));
    let all = of_all(&format!("{key}graded"), &label, parts.graded(), grades);
    match parts.graded() {
        0 => vec![all],
        _ => [vec![all], shares(parts, &key, &how)].concat(),
    }
}

fn of_all(key: &str, label: &str, count: usize, grades: &Grades) -> Total {
    Total {
        of: Some(grades.all() as u64),
        ..total(key, label, count)
    }
}

fn shares(shares: &Shares, key: &str, how: &str) -> Vec<Total> {
    let of_graded = |(name, words, count): (&str, &str, usize)| Total {
        of: Some(shares.graded() as u64),
        ..total(
            &format!("{key}{name}"),
            &capitalised(&format!("{how}: {words}")),
            count,
        )
    };
    let all = [
        ("no_progress", "no progress", shares.none),
        ("some_progress", "some progress", shares.some),
        (
            "sufficient_progress",
            "sufficient progress",
            shares.sufficient,
        ),
        (
            "at_least_some",
            "at least some progress",
            shares.at_least_some(),
        ),
    ];
    all.map(of_graded).to_vec()
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
