//! `report progress`: what became of recommendations, by the newest grade that inspectors gave. Grades
//! of the whole and grades at a part stand apart (rule 4), and a percentage always stands with its
//! numbers and with how many were not graded (rule 15).

mod per;
mod totals;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use per::Group;
pub use per::Per;

use super::listing::{counted_once, selection};
use super::{Filter, section, titled, untitled, without_empty};
use crate::document::{Cell, Column, Document, Layout, Paragraph, Section, plain};
use crate::domain::graded::{Graded, Grades, Shares, share};
use crate::domain::scope::Heading;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// The parts of the report: what counts in the total, and what stands apart.
const PARTS: [(&str, &[Heading]); 3] = [
    (
        "counted",
        &[
            Heading::Own,
            Heading::Below,
            Heading::Inherited,
            Heading::AskedOfAll,
        ],
    ),
    ("graded_here", &[Heading::GradedHere]),
    ("asked_above", &[Heading::AskedAbove]),
];

/// Returns what became of the recommendations of a filter as at a day.
pub fn progress(store: &Store, filter: &Filter, day: NaiveDate, per: Per) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let all = selection(&survey, filter);
    // What a plan restates is counted as the plan's item (rule 8).
    let (carried, lines): (Vec<_>, Vec<_>) = all
        .iter()
        .partition(|line| line.standing.carried_by.is_some());
    let parts = PARTS.map(|(key, headings)| Part::of(key, headings, &lines, &survey, per));
    let title = titled("Progress", filter, &survey.bodies);
    let mut document = untitled(store, "progress", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.filters.push(("per", per.to_string()));
    document.intro = intro(&parts[0], per);
    let carried = counted_once(carried.into_iter().filter(|line| line.heading.counts()));
    document.totals = totals::totals(&parts, carried.len());
    document.charts = totals::charts(&parts);
    let sections = parts.iter().flat_map(|part| part.sections(per));
    document.sections = without_empty(sections.collect());
    Ok(document)
}

/// One part of the report: its recommendations, all and by group.
struct Part {
    key: &'static str,
    grades: Grades,
    groups: BTreeMap<Group, (Grades, BTreeSet<String>)>,
}

impl Part {
    fn of(
        key: &'static str,
        headings: &[Heading],
        lines: &[&Line<'_>],
        survey: &Survey,
        per: Per,
    ) -> Part {
        let own: Vec<&Line<'_>> = lines
            .iter()
            .copied()
            .filter(|line| headings.contains(&line.heading))
            .collect();
        let mut grouped: BTreeMap<Group, Vec<&Line<'_>>> = BTreeMap::new();
        for line in &own {
            for group in per.groups(survey, line) {
                grouped.entry(group).or_default().push(line);
            }
        }
        let counted = |lines: Vec<&Line<'_>>| {
            let places = places(survey, &lines);
            (counted_once(lines).into_values().collect(), places)
        };
        let groups = grouped.into_iter();
        Part {
            key,
            grades: counted_once(own).into_values().collect(),
            groups: groups
                .map(|(group, lines)| (group, counted(lines)))
                .collect(),
        }
    }

    fn sections(&self, per: Per) -> Vec<Section> {
        let (whole, at_parts) = match self.key {
            "graded_here" => (
                "Graded at inspections here, as a whole (not in the total)",
                "Graded at inspections here, only at a part (not in the total)",
            ),
            "asked_above" => (
                "Asked of bodies above, graded as a whole (not in the total)",
                "Asked of bodies above, graded only at a part (not in the total)",
            ),
            _ => ("Graded as a whole", "Graded only at a part"),
        };
        let keys = match self.key {
            "graded_here" => ("graded_here", "graded_here_at_parts"),
            "asked_above" => ("asked_above", "asked_above_at_parts"),
            _ => ("whole", "at_parts"),
        };
        let rows = self.groups.iter();
        let of_whole = rows
            .clone()
            .map(|((_, name), (grades, _))| whole_row(name, grades));
        let of_parts = rows
            .filter(|(_, (grades, _))| grades.at_parts.graded() > 0)
            .map(|((_, name), (grades, places))| part_row(name, grades, places));
        let columns = [
            vec![per.column(), OF_ALL],
            shares(),
            vec![AT_A_PART, NEVER, NEVER_OF],
        ]
        .concat();
        let part_columns = [vec![per.column(), PLACES], shares(), vec![NEVER, NEVER_OF]].concat();
        vec![
            section(
                keys.0,
                Some(whole),
                Layout::Table,
                &columns,
                of_whole.collect(),
            ),
            section(
                keys.1,
                Some(at_parts),
                Layout::Table,
                &part_columns,
                of_parts.collect(),
            ),
        ]
    }
}

/// Returns the parts at which what was graded only there was graded.
fn places(survey: &Survey, lines: &[&Line<'_>]) -> BTreeSet<String> {
    let only_there = lines
        .iter()
        .filter(|line| matches!(Graded::of(&line.standing), Graded::AtAPart(_)));
    let found = only_there.flat_map(|line| &line.standing.at_parts);
    let at = found.filter_map(|found| found.inspected);
    at.map(|body| survey.bodies.name(body).to_owned()).collect()
}

const OF_ALL: Column = Column::new("recommendations", "Items");
const PLACES: Column = Column::new("graded_at", "Graded at");
const AT_A_PART: Column = Column::new("graded_at_a_part", "Only at a part");
const NEVER: Column = Column::on_paper("not_graded_of_all", "Not graded");
const NEVER_OF: Column = Column::in_data("not_graded", "Not graded");

/// The columns of the grades: with their denominator where people read, as numbers in data.
fn shares() -> Vec<Column> {
    vec![
        Column::on_paper("none_of_graded", "No progress"),
        Column::on_paper("some_of_graded", "Some"),
        Column::on_paper("sufficient_of_graded", "Sufficient"),
        Column::on_paper("at_least_some_of_graded", "At least some"),
        Column::in_data("graded", "Graded"),
        Column::in_data("no_progress", "No progress"),
        Column::in_data("some_progress", "Some progress"),
        Column::in_data("sufficient_progress", "Sufficient progress"),
        Column::in_data("at_least_some", "At least some progress"),
    ]
}

fn whole_row(name: &str, grades: &Grades) -> Vec<Cell> {
    let mut row = vec![Cell::Text(name.to_owned()), number(grades.all())];
    row.extend(share_cells(&grades.whole));
    row.push(number(grades.at_parts.graded()));
    row.extend(never_cells(grades));
    row
}

fn part_row(name: &str, grades: &Grades, places: &BTreeSet<String>) -> Vec<Cell> {
    let places = places.iter().cloned().collect();
    let mut row = vec![Cell::Text(name.to_owned()), Cell::List(places)];
    row.extend(share_cells(&grades.at_parts));
    row.extend(never_cells(grades));
    row
}

fn share_cells(shares: &Shares) -> Vec<Cell> {
    let graded = shares.graded();
    let of_graded = |count: usize| Cell::Text(format!("{count}/{graded}"));
    vec![
        of_graded(shares.none),
        of_graded(shares.some),
        of_graded(shares.sufficient),
        Cell::Text(share(shares.at_least_some(), graded)),
        number(graded),
        number(shares.none),
        number(shares.some),
        number(shares.sufficient),
        number(shares.at_least_some()),
    ]
}

fn never_cells(grades: &Grades) -> [Cell; 2] {
    let of_all = format!("{}/{}", grades.never, grades.all());
    [Cell::Text(of_all), number(grades.never)]
}

fn number(count: usize) -> Cell {
    Cell::Number(count as i64)
}

fn intro(counted: &Part, per: Per) -> Vec<Paragraph> {
    let order = match per {
        Per::Body | Per::Region | Per::Theme => "Sorted by name.",
        Per::Year => "Sorted by year.",
        Per::Kind | Per::AddresseeKind => "Sorted by kind.",
        Per::Answer => "Sorted by answer.",
    };
    let mut intro = vec![plain(format!(
        "{order} Counted is the newest grade that inspectors gave; n/N is of what was graded, and what was not graded stands beside it. A grade at a part, sufficient or not, settles nothing for the whole and is counted apart."
    ))];
    let in_groups: usize = counted
        .groups
        .values()
        .map(|(grades, _)| grades.all())
        .sum();
    if in_groups != counted.grades.all() {
        intro.push(plain(format!(
            "The {} recommendations in the total are {in_groups} in the rows: one that is shared, addressed jointly or of several themes is counted in each row and once in the total, under its least progress.",
            counted.grades.all()
        )));
    }
    intro
}
