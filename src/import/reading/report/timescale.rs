//! By when something is asked: `Within three months`, `Immediately`.

use super::dates::MONTHS;
use super::folded;

/// Words with which a time begins by when something is to be done.
const OPENINGS: [&str; 16] = [
    "immediately",
    "with immediate effect",
    "as soon as possible",
    "urgently",
    "within ",
    "by the end of ",
    "by no later than ",
    "no later than ",
    "over the next ",
    "in the next ",
    "during the next ",
    "in the short term",
    "in the medium term",
    "in the long term",
    "in the longer term",
    "by ",
];

/// Words that a time has in it, beside the months.
const UNITS: [&str; 10] = [
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "quarter",
    "publication",
];

/// Tells whether the words say by when, and nothing else.
pub(super) fn is_one(text: &str) -> bool {
    let words = folded(text);
    let Some(opening) = OPENINGS.iter().find(|opening| words.starts_with(**opening)) else {
        return ["short term", "medium term", "long term", "longer term"].contains(&words.as_str());
    };
    let short = words.split(' ').count() <= 10;
    let dated = words.split(' ').any(|word| {
        UNITS.contains(&word) || MONTHS.contains(&word) || word.len() == 4 && word.starts_with("20")
    });
    short && (!opening.ends_with(' ') && words.len() <= opening.len() + 8 || dated)
}

/// Takes a time out of a heading: `Within a month, HMPPS should`, `HMPPS should, within a month`.
pub(super) fn parted(stem: &str) -> Option<(String, String)> {
    for (at, _) in stem.match_indices([',', ' ']).take(14) {
        let (time, rest) = (&stem[..at], stem[at..].trim_start_matches([',', ' ']));
        if stem[at..].starts_with(',') && is_one(time) {
            return Some((time.to_owned(), rest.to_owned()));
        }
    }
    for verb in [" should", " must"] {
        if let Some(at) = stem.find(verb) {
            let (subject, time) = stem.split_at(at + verb.len());
            let time = time.trim_matches([',', ' ']);
            if is_one(time) {
                return Some((time.to_owned(), subject.to_owned()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_other_words() {
        for text in [
            "Immediately:",
            "Within three months",
            "By the end of March 2025",
            "Within six months of publication:",
            "Short term",
        ] {
            assert!(is_one(text), "{text}");
        }
        for text in [
            "Within the team",
            "By telephone",
            "Fenmarsh PDU",
            "Urgently needed plans of work",
        ] {
            assert!(!is_one(text), "{text}");
        }
        let (time, rest) = parted("HMPPS should, within a month").unwrap();
        assert_eq!(
            (time.as_str(), rest.as_str()),
            ("within a month", "HMPPS should")
        );
        let (time, rest) = parted("By March 2025, HMPPS should").unwrap();
        assert_eq!(
            (time.as_str(), rest.as_str()),
            ("By March 2025", "HMPPS should")
        );
    }
}
