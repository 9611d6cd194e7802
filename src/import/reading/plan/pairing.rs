//! Which owner and which date of a cell is of which action: by letter, by count, or one for all.
//!
//! Lines are paired with actions where each is certain to be an entry of its own. What the width of a cell
//! broke over two lines, beside two actions, is not shared out: all of them get the whole cell, noted.

use std::collections::HashSet;

use super::cell::{Item, paragraphs};
use super::markers::{marker, parted};
use super::{owner, state};
use crate::import::reading::target::{self, Said};

/// What the cell of a row says of its actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import::reading) enum Column {
    Owner,
    Target,
    FirstTarget,
    State,
    Number,
    Completed,
}

impl Column {
    pub(super) fn name(self) -> &'static str {
        match self {
            Column::Owner => "owner",
            Column::Target => "target date",
            Column::FirstTarget => "first target date",
            Column::State => "state",
            Column::Number => "number",
            Column::Completed => "day of completion",
        }
    }

    /// Tells whether a line goes on with the entry before it.
    fn goes_on(self, before: &str, line: &str) -> bool {
        match self {
            Column::Owner => owner::goes_on(before, line),
            Column::Target | Column::FirstTarget | Column::Completed => {
                is_words(before) && !is_words(&format!("{before} {line}"))
            }
            Column::State | Column::Number => false,
        }
    }

    /// Tells whether a line is certain to be an entry, and no part of one.
    fn is_whole(self, entry: &str) -> bool {
        match self {
            Column::Owner => owner::is_whole(entry),
            Column::Target | Column::FirstTarget | Column::Completed => {
                !is_words(entry) || speaks_of_time(entry)
            }
            Column::State => state::is_known(entry) || entry.split_whitespace().count() <= 3,
            Column::Number => true,
        }
    }
}

fn is_words(entry: &str) -> bool {
    matches!(target::said(entry, &target::as_written), Said::Words(_))
}

/// Tells whether words stand for a target by themselves: `Ongoing`, `TBC`, `Q4 2026/27`.
fn speaks_of_time(entry: &str) -> bool {
    const TIMES: [&str; 16] = [
        "ongoing",
        "on-going",
        "tbc",
        "tba",
        "tbd",
        "n/a",
        "na",
        "complete",
        "completed",
        "immediate",
        "immediately",
        "monthly",
        "quarterly",
        "annually",
        "various",
        "continuous",
    ];
    let lower = entry.trim().to_lowercase();
    let first = lower
        .split([' ', ',', ';', '('])
        .next()
        .unwrap_or_default()
        .trim_end_matches('.');
    let figures = lower.bytes().any(|byte| byte.is_ascii_digit());
    TIMES.contains(&first) || figures && entry.split_whitespace().count() > 1 || lower.contains('/')
}

/// How the entries of a cell go with actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::reading) enum Paired {
    /// The cell is empty
    Nothing,
    /// One for each action, perhaps none for some
    Each(Vec<Option<String>>),
    /// One for all of several
    All(String),
    /// As many lines as actions, and they may be fewer entries: the whole cell for all
    Unsure(String),
    /// So many entries do not go with the actions
    Not(usize),
}

/// Pairs the entries of a cell with actions.
pub(in crate::import::reading) fn pair(cell: &str, column: Column, actions: &[Item]) -> Paired {
    if let Some(blocks) = blocks(cell, actions.len()) {
        return Paired::Each(blocks.into_iter().map(Some).collect());
    }
    let entries = entries(cell, column);
    let is_labelled = |(labels, _): &(Vec<String>, String)| !labels.is_empty();
    let all_are_labelled = !entries.is_empty() && entries.iter().all(is_labelled);
    if all_are_labelled && actions.iter().all(|action| action.label.is_some()) {
        return by_label(&entries, actions);
    }
    let words: Vec<String> = entries.into_iter().map(|(_, words)| words).collect();
    match (words.as_slice(), actions.len()) {
        ([], _) => Paired::Nothing,
        (_, 1) => Paired::Each(vec![Some(words.join("\n"))]),
        ([one], _) => Paired::All(one.clone()),
        (several, count) if several.len() != count => Paired::Not(several.len()),
        (several, _) if all_are_labelled || several.iter().all(|one| column.is_whole(one)) => {
            Paired::Each(words.into_iter().map(Some).collect())
        }
        (several, _) => Paired::Unsure(several.join("\n")),
    }
}

/// Returns the blocks between blank lines, where there is one for each of several actions.
fn blocks(cell: &str, count: usize) -> Option<Vec<String>> {
    let blocks = cell.split("\n\n").map(str::trim);
    let blocks: Vec<&str> = blocks.filter(|block| !block.is_empty()).collect();
    let has_lines = blocks.iter().any(|block| block.contains('\n'));
    let plain = blocks.iter().all(|block| marker(block).is_none());
    (count > 1 && blocks.len() == count && has_lines && plain)
        .then(|| blocks.into_iter().map(str::to_owned).collect())
}

fn by_label(entries: &[(Vec<String>, String)], actions: &[Item]) -> Paired {
    let of = |label: &str| {
        let found = entries
            .iter()
            .find(|(labels, _)| labels.iter().any(|own| own == label));
        found.map(|(_, words)| words.clone())
    };
    let last = |label: &str| label.rsplit('.').next().unwrap_or_default().to_owned();
    let is_known = |label: &String| {
        actions
            .iter()
            .any(|action| action.label.as_deref().map(last).as_ref() == Some(label))
    };
    let printed: Vec<&String> = entries.iter().flat_map(|(labels, _)| labels).collect();
    let come_once = printed.iter().collect::<HashSet<_>>().len() == printed.len();
    if !come_once || !printed.into_iter().all(is_known) {
        return Paired::Not(entries.len());
    }
    Paired::Each(
        actions
            .iter()
            .map(|action| of(&last(action.label.as_deref()?)))
            .collect(),
    )
}

/// Returns how many entries a cell has.
pub(super) fn count(cell: &str, column: Column) -> usize {
    entries(cell, column).len()
}

/// Returns the entries of a cell with their labels: `a) and b) Head of PDU`.
fn entries(cell: &str, column: Column) -> Vec<(Vec<String>, String)> {
    let lines = paragraphs(cell);
    let lines = lines
        .iter()
        .flat_map(|line| shared(line).map_or_else(|| parted(line), |_| vec![line.clone()]));
    let mut entries: Vec<(Vec<String>, String)> = Vec::new();
    for line in lines {
        if let Some((labels, words)) = shared(&line) {
            entries.push((labels, words));
            continue;
        }
        match marker(&line) {
            Some(found) => {
                let label = found
                    .label
                    .map(|label| label.rsplit('.').next().unwrap_or_default().to_owned());
                entries.push((label.into_iter().collect(), found.rest.to_owned()));
            }
            None => add_plain(&mut entries, line, column),
        }
    }
    entries
}

/// A line without a mark goes on with the entry before it where that one has a mark, or is no whole one.
fn add_plain(entries: &mut Vec<(Vec<String>, String)>, line: String, column: Column) {
    match entries.last_mut() {
        Some((labels, before)) if !labels.is_empty() || column.goes_on(before, &line) => {
            before.push(' ');
            before.push_str(&line);
        }
        _ => entries.push((Vec::new(), line)),
    }
}

/// Reads labels that share words: `a) and b) Head of PDU`, `a), b) Head of PDU`.
fn shared(line: &str) -> Option<(Vec<String>, String)> {
    let mut labels = Vec::new();
    let mut rest = line;
    while let Some(found) = marker(rest).filter(|found| found.label.is_some()) {
        labels.extend(found.label);
        let joined = ["and ", "& ", ", "]
            .iter()
            .find_map(|word| found.rest.strip_prefix(word));
        rest = joined.unwrap_or(found.rest);
        if joined.is_none() && marker(rest).is_none() {
            break;
        }
    }
    (labels.len() > 1).then(|| (labels, rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(labels: &[Option<&str>]) -> Vec<Item> {
        let item = |label: &Option<&str>| Item {
            label: label.map(str::to_owned),
            words: "do".to_owned(),
        };
        labels.iter().map(item).collect()
    }

    fn each(words: &[&str]) -> Paired {
        Paired::Each(words.iter().map(|word| Some((*word).to_owned())).collect())
    }

    #[test]
    fn owners_go_with_actions_by_letter_by_count_or_for_all() {
        let pair = |cell: &str, actions: &[Item]| pair(cell, Column::Owner, actions);
        let lettered = items(&[Some("a"), Some("b"), Some("c")]);
        assert_eq!(
            pair("b) Two\na) One\nc) Three", &lettered),
            each(&["One", "Two", "Three"])
        );
        assert_eq!(
            pair("a) and b) Head\nc) Lead", &lettered),
            each(&["Head", "Head", "Lead"])
        );
        assert_eq!(
            pair("a) One", &lettered),
            Paired::Each(vec![Some("One".to_owned()), None, None])
        );
        let plain = items(&[None, None]);
        assert_eq!(pair("Head\nLead", &plain), each(&["Head", "Lead"]));
        assert_eq!(pair("One", &plain), Paired::All("One".to_owned()));
        assert_eq!(pair("One\nTwo\nThree", &plain), Paired::Not(3));
        assert_eq!(pair("d) One\ne) Two", &lettered), Paired::Not(2));
        assert_eq!(pair("", &plain), Paired::Nothing);
    }

    #[test]
    fn one_owner_over_two_lines_is_not_shared_between_two_actions() {
        let two = items(&[None, None]);
        let pair = |cell: &str| pair(cell, Column::Owner, &two);
        assert_eq!(
            pair("Head of\nOperations"),
            Paired::All("Head of Operations".to_owned())
        );
        for cell in ["Head of Probation\nDelivery Unit", "Regional\nDirector"] {
            assert_eq!(pair(cell), Paired::Unsure(cell.to_owned()));
        }
        assert_eq!(
            pair("Head of\nOperations\nVictims Lead"),
            each(&["Head of Operations", "Victims Lead"])
        );
        assert_eq!(
            pair("Head of Probation\nDelivery Unit\n\nVictims\nLead"),
            each(&["Head of Probation\nDelivery Unit", "Victims\nLead"])
        );
        let lettered = items(&[Some("a"), Some("b")]);
        assert_eq!(
            super::pair(
                "a) Head of Probation\nDelivery Unit\nb) Lead",
                Column::Owner,
                &lettered
            ),
            each(&["Head of Probation Delivery Unit", "Lead"])
        );
    }

    #[test]
    fn one_date_over_two_lines_is_not_shared_either() {
        let two = items(&[None, None]);
        let pair = |cell: &str| pair(cell, Column::Target, &two);
        assert_eq!(pair("March\n2027"), Paired::All("March 2027".to_owned()));
        assert_eq!(
            pair("31 March\n2027\nOngoing"),
            each(&["31 March 2027", "Ongoing"])
        );
        assert_eq!(
            pair("March 2027\nCompleted"),
            each(&["March 2027", "Completed"])
        );
        assert!(matches!(pair("Subject to\nMoney"), Paired::Unsure(_)));
    }
}
