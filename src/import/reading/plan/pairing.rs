//! Which owner and which date of a cell is of which action: by letter, by count, or one for all.

use std::collections::HashSet;

use super::cell::{Item, paragraphs};
use super::markers::{marker, parted};

/// How the entries of a cell go with actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Paired {
    /// The cell is empty
    Nothing,
    /// One for each action, perhaps none for some
    Each(Vec<Option<String>>),
    /// One for all of several
    All(String),
    /// So many entries do not go with the actions
    Not(usize),
}

/// Pairs the entries of a cell with actions.
pub(super) fn pair(cell: &str, actions: &[Item]) -> Paired {
    let entries = entries(cell);
    let labels: Vec<Vec<String>> = entries.iter().map(|(labels, _)| labels.clone()).collect();
    let all_are_labelled = !labels.is_empty() && labels.iter().all(|labels| !labels.is_empty());
    if all_are_labelled && actions.iter().all(|action| action.label.is_some()) {
        return by_label(&entries, actions);
    }
    let words: Vec<String> = entries.into_iter().map(|(_, words)| words).collect();
    match (words.as_slice(), actions.len()) {
        ([], _) => Paired::Nothing,
        (_, 1) => Paired::Each(vec![Some(words.join("\n"))]),
        ([one], _) => Paired::All(one.clone()),
        (several, count) if several.len() == count => {
            Paired::Each(words.into_iter().map(Some).collect())
        }
        (several, _) => Paired::Not(several.len()),
    }
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
pub(super) fn count(cell: &str) -> usize {
    entries(cell).len()
}

/// Returns the entries of a cell with their labels: `a) and b) Head of PDU`.
fn entries(cell: &str) -> Vec<(Vec<String>, String)> {
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
            None => entries.push((Vec::new(), line)),
        }
    }
    entries
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

    #[test]
    fn owners_go_with_actions_by_letter_by_count_or_for_all() {
        let each = |words: &[&str]| {
            Paired::Each(words.iter().map(|word| Some((*word).to_owned())).collect())
        };
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
        assert_eq!(pair("One\nTwo", &plain), each(&["One", "Two"]));
        assert_eq!(pair("One", &plain), Paired::All("One".to_owned()));
        assert_eq!(pair("One\nTwo\nThree", &plain), Paired::Not(3));
        assert_eq!(pair("d) One\ne) Two", &lettered), Paired::Not(2));
        assert_eq!(pair("", &plain), Paired::Nothing);
    }
}
