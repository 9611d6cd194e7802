//! The Responsible Owner: what of a cell is one role, and whether a line is a whole one.

use super::Reading;
use super::actions::is_no_target;
use crate::domain::draft::Place;
use crate::domain::words::folded;

/// Returns a Responsible Owner: lines that the width of the cell broke are one, others are several.
pub(super) fn read(cell: &str, row: usize, place: &Place, reading: &mut Reading) -> Option<String> {
    let lower = cell.trim().to_lowercase();
    if is_no_target(&lower) {
        return None;
    }
    if is_to_be_found(&lower) {
        let words = format!("the owner is `{}`: none is recorded", cell.trim());
        reading.note(words, Some(row), place);
        return None;
    }
    let owner = on_one_line(cell);
    if owner.contains("; ") && cell.lines().count() > 1 {
        let words = format!("the owner stands on several lines: read as “{owner}”");
        reading.note(words, Some(row), place);
    }
    Some(owner)
}

/// Returns the owner of a cell on one line.
pub(super) fn on_one_line(cell: &str) -> String {
    let mut owner = String::new();
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !owner.is_empty() {
            owner.push_str(if goes_on(&owner, line) { " " } else { "; " });
        }
        owner.push_str(line);
    }
    owner
}

fn is_to_be_found(lower: &str) -> bool {
    matches!(
        lower.trim_end_matches('.'),
        "tbc" | "tba" | "tbd" | "to be confirmed" | "to be agreed"
    )
}

/// Tells whether a line goes on with the name of a role: `Head of` and `Operations`.
pub(super) fn goes_on(before: &str, line: &str) -> bool {
    const OPEN: [&str; 9] = ["of", "and", "for", "the", "&", "/", ",", "-", "–"];
    let last = before.rsplit(' ').next().unwrap_or_default();
    let ends_open = OPEN
        .iter()
        .any(|end| last.eq_ignore_ascii_case(end) || end.len() == 1 && before.ends_with(end));
    ends_open || line.starts_with(|c: char| c.is_lowercase() || c == '(' || c == '&')
}

/// What people are called; one word of these alone may be an owner.
const ROLES: [&str; 22] = [
    "head",
    "lead",
    "leader",
    "director",
    "manager",
    "officer",
    "governor",
    "coordinator",
    "commissioner",
    "secretary",
    "adviser",
    "advisor",
    "practitioner",
    "supervisor",
    "administrator",
    "trainer",
    "analyst",
    "owner",
    "champion",
    "chair",
    "inspector",
    "chief",
];

/// What many are called together; it needs another word: `Regional Board`.
const MANY: [&str; 5] = ["board", "team", "group", "committee", "partnership"];

/// Tells whether a line is the whole name of an owner, and no part of one that goes on over the next line.
pub(super) fn is_whole(line: &str) -> bool {
    let lower = line.trim().to_lowercase();
    let folded = folded(line);
    let words: Vec<&str> = folded.split(' ').collect();
    let has = |known: &[&str]| {
        let is_one = |word: &&str| {
            known.contains(word)
                || word
                    .strip_suffix('s')
                    .is_some_and(|one| known.contains(&one))
        };
        words.iter().any(is_one)
    };
    let first = line.split_whitespace().next().unwrap_or_default();
    let is_short_name = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
    is_no_target(&lower)
        || is_to_be_found(&lower)
        || has(&ROLES)
        || words.len() > 1 && has(&MANY)
        || is_short_name
}

/// Tells whether an owner may be two whose lines ran together: `Head of Operations Victims Lead`.
pub(super) fn names_several(owner: &str) -> bool {
    let folded = folded(owner);
    let roles = folded
        .split(' ')
        .filter(|word| ROLES.contains(word) || *word == "board");
    roles.count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_names_nobody_by_itself_is_no_whole_owner() {
        for whole in [
            "Head of Operations",
            "Victims Lead",
            "HMPPS Digital",
            "Quality Development Officers",
            "Regional Board",
            "TBC",
        ] {
            assert!(is_whole(whole), "{whole}");
        }
        for part in ["Delivery Unit", "Operations", "Team", "Regional Probation"] {
            assert!(!is_whole(part), "{part}");
        }
        assert!(goes_on("Head of", "Operations") && !goes_on("Head of Proof", "Lead"));
    }
}
