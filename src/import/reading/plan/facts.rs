//! What a plan says of itself before its table: its title, the report that it answers, when it was submitted.

use super::table::Table;
use crate::domain::draft::Read;
use crate::domain::partial_date::PartialDate;
use crate::import::container::line::Line;
use crate::import::reading::dates;

/// The facts of a plan.
#[derive(Default)]
pub(in crate::import::reading) struct Facts {
    pub(in crate::import::reading) title: Option<String>,
    pub(in crate::import::reading) answers: Option<Read<String>>,
    pub(in crate::import::reading) published_on: Option<PartialDate>,
    pub(in crate::import::reading) said_on: Option<Read<PartialDate>>,
}

/// How a line says which report is answered; what follows is its title.
const ANSWERS: [&str; 9] = [
    "a response to the report on ",
    "a response to report on ",
    "a response to the report ",
    "a response to report: ",
    "a response to: ",
    "a response to ",
    "in response to the report on ",
    "in response to ",
    "response to: ",
];

/// How a line names the report.
const REPORT: [&str; 5] = [
    "report title",
    "title of report",
    "name of report",
    "inspection report",
    "report",
];

/// What the name of a date says when the report was published.
const PUBLISHED: [&str; 2] = ["published", "publication"];

/// What the name of a date says of which day the plan speaks, the more telling first.
const SAID: [&str; 6] = [
    "updated",
    "revised",
    "submitted",
    "submission",
    "date of action plan",
    "as at",
];

/// Reads the lines outside the tables, and short rows before the plan's table.
pub(in crate::import::reading) fn read(lines: &[Line], tables: &[Table], first: usize) -> Facts {
    let said = told(lines, tables, first);
    let title = said.iter().position(|(text, _)| is_title(text));
    let next = |at: usize| said.get(at + 1).map(|(next, _)| next.as_str());
    let by_title = title.and_then(|at| {
        let (text, place) = &said[at];
        Some(read_value(after_the_title(text, next(at))?, place))
    });
    let outright = said.iter().enumerate().find_map(|(at, (text, place))| {
        let report = announced(text, next(at)).or_else(|| answered(text))?;
        Some(read_value(report, place))
    });
    Facts {
        title: title.map(|at| said[at].0.clone()),
        // What says outright which report is answered counts more than the title.
        answers: outright.or(by_title),
        published_on: dated(&said, &PUBLISHED).map(|read| read.value),
        said_on: dated(&said, &SAID),
    }
}

/// Returns the lines that may tell facts, with their places: all before the plan's table, and those after it
/// that stand outside tables.
fn told(lines: &[Line], tables: &[Table], first: usize) -> Vec<(String, String)> {
    let is_in_a_later_table = |at: usize| {
        tables
            .iter()
            .any(|table| table.first >= first && table.first <= at && at <= table.last)
    };
    let mut said = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() || is_in_a_later_table(at) {
            continue;
        }
        let cells: Vec<&str> = line
            .text
            .split('\t')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        // A definition is a long row; a fact is a name and a value.
        if cells.len() <= 2 && line.text.chars().count() < 400 {
            said.push((cells.join(": ").replace(":: ", ": "), line.place()));
        }
    }
    said
}

fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_date = SAID.iter().any(|name| lower.contains(name)) && !dates::all(text).is_empty();
    lower.contains("action plan") && text.chars().count() <= 200 && !is_date
}

/// Returns the report that a line says outright is answered.
fn answered(text: &str) -> Option<&str> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    let after = |words: &str| text.get(lower.find(words)? + words.len()..);
    let named = || text.get(value_of(&lower, &REPORT)?..);
    let found = ANSWERS
        .iter()
        .find_map(|words| after(words))
        .or_else(named)?;
    (found.trim().len() > 3 && found.parse::<PartialDate>().is_err()).then_some(found)
}

/// Returns the line after one that says no more than that a report is answered.
fn announced<'t>(text: &str, next: Option<&'t str>) -> Option<&'t str> {
    let lower = text.trim_end_matches([':', ' ']).to_lowercase();
    let is_said = |words: &str| lower.ends_with(words.trim_end_matches([':', ' ']));
    // A sentence that ends so is no announcement.
    let is_short = text.split_whitespace().count() <= 8;
    ANSWERS
        .iter()
        .any(|words| is_said(words))
        .then_some(next?)
        .filter(|_| is_short)
}

/// `ACTION PLAN: An inspection of …`
fn after_the_title<'t>(title: &'t str, next: Option<&'t str>) -> Option<&'t str> {
    let lower = title.to_lowercase();
    let at = lower.find("action plan")? + "action plan".len();
    let rest = title.get(at..)?.trim_start();
    let rest = rest.strip_prefix([':', '–', '-', '—'])?.trim();
    if rest.is_empty() { next } else { Some(rest) }
}

fn read_value(value: &str, place: &str) -> Read<String> {
    let trimmed = value
        .trim()
        .trim_start_matches([':', ' '])
        .trim_end_matches(['.', ',', ';', ' ']);
    Read {
        value: trimmed.trim_matches(['“', '”', '"', '‘', '’']).to_owned(),
        place: place.to_owned(),
    }
}

/// Returns where the value begins of a line that starts with a name: `Report published: …`.
fn value_of(lower: &str, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| {
        let rest = lower.strip_prefix(name)?;
        let value = rest.trim_start().strip_prefix([':', '–', '-'])?;
        Some(lower.len() - value.trim_start().len())
    })
}

/// Returns the date that a line gives under one of some names; the earlier name counts more.
fn dated(said: &[(String, String)], names: &[&str]) -> Option<Read<PartialDate>> {
    names.iter().find_map(|name| {
        let of = |at: usize| {
            let (text, place) = &said[at];
            let next = said.get(at + 1).map(|(next, _)| next.as_str());
            let value = date_under(name, text, next)?;
            let place = place.clone();
            Some(Read { value, place })
        };
        (0..said.len()).find_map(of)
    })
}

/// Reads `Submitted: 15 January 2025`, or a date alone on the line after its name.
fn date_under(name: &str, text: &str, next: Option<&str>) -> Option<PartialDate> {
    let (before, value) = text.split_once(':').unwrap_or((text, text));
    if text.chars().count() > LONGEST_DATE || !before.to_lowercase().contains(name) {
        return None;
    }
    let value = value.trim();
    let printed = value.parse().ok();
    let within = || dates::all(value).first().map(|found| found.date);
    printed
        .or_else(within)
        .or_else(|| next?.trim().parse().ok())
}

/// A line that gives a date is no longer than this.
const LONGEST_DATE: usize = 120;
