//! How ratings are worded: codes of standards, ratings at the end of a row, scores.

use super::folded;
use crate::domain::inspection::{RatingWord, Score};

/// `Overall, Fenmarsh PDU is rated as: Requires improvement`.
pub(super) fn overall_in_sentence(text: &str) -> Option<RatingWord> {
    let lower = text.to_lowercase();
    let rated = [
        "is rated as",
        "was rated as",
        "is rated",
        "was rated",
        "overall rating of",
        "rated overall as",
    ];
    let at = rated
        .iter()
        .filter_map(|words| lower.find(words).map(|at| at + words.len()))
        .max()?;
    let starts_overall = lower.starts_with("overall")
        || lower[..at].contains(" overall")
        || lower[at..].contains(" overall");
    let rest = lower
        .get(at..)?
        .trim_start_matches(|c: char| !c.is_alphabetic());
    starts_overall
        .then(|| {
            RatingWord::ALL
                .into_iter()
                .find(|rating| rest.starts_with(&rating.words().to_lowercase()))
        })
        .flatten()
}

/// Reads the code of a standard at the start of a line: `1.1`, `P 1.1`, `1.1.1`.
pub(super) fn standard_code(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix("Standard ").unwrap_or(text);
    if let Some(found) = lettered_code(text) {
        return Some(found);
    }
    let first = text.chars().next()?;
    let letter = first.is_ascii_uppercase()
        && text[1..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
    let rest = if letter { text[1..].trim_start() } else { text };
    let spaced = letter && text[1..].starts_with(char::is_whitespace);
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let number = rest[..length].trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    let is_code =
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| (1..=2).contains(&part.len()));
    let after = &rest[length..];
    if !is_code || !(after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == ':'))
    {
        return None;
    }
    let prefix = if letter {
        format!("{first}{}", if spaced { " " } else { "" })
    } else {
        String::new()
    };
    let rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    // A figure in running text is followed by a small word: `2.5 days`.
    (!rest.starts_with(char::is_lowercase)).then(|| (format!("{prefix}{number}"), rest))
}

/// `D1: Achieving positive change – Good`: a letter and one figure are a code where a rating follows.
fn lettered_code(text: &str) -> Option<(String, &str)> {
    let (code, rest) = text.split_once(|c: char| c.is_whitespace() || c == ':')?;
    let mut signs = code.chars();
    let lettered = signs.next()?.is_ascii_uppercase() && signs.next()?.is_ascii_digit();
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    (lettered && signs.next().is_none() && split_rating(rest).1.is_some() && rest.len() < 120)
        .then(|| (code.to_owned(), rest))
}

/// Parts a rating at the end from what stands before it.
pub(super) fn split_rating(text: &str) -> (&str, Option<RatingWord>) {
    let text = text.trim_end_matches(|c: char| !c.is_alphabetic());
    let last = last_word(text);
    let before = &text[..text.len() - last.len()];
    let simple = [
        RatingWord::Outstanding,
        RatingWord::Good,
        RatingWord::Inadequate,
    ];
    if let Some(rating) = simple
        .into_iter()
        .find(|rating| rating.words().eq_ignore_ascii_case(last))
    {
        return (before.trim_end_matches(is_edge), Some(rating));
    }
    // A tab may stand between the two words, or inside one of them.
    let squeezed = squeezed(text);
    let lower = text.to_lowercase();
    match lower.rfind("requires") {
        Some(at) if squeezed.ends_with("requiresimprovement") && lower.len() == text.len() => (
            text[..at].trim_end_matches(is_edge),
            Some(RatingWord::RequiresImprovement),
        ),
        _ => (text, None),
    }
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '–' | '-' | '—' | '\'' | '‘' | '“' | '"' | '(')
}

pub(super) fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    &text[text.trim_end_matches(char::is_alphabetic).len()..]
}

/// A line that is a rating and nothing else, or `Rating: Good`.
pub(super) fn rating_alone(text: &str) -> Option<RatingWord> {
    if text.len() > 60 {
        return None;
    }
    let (before, rating) = split_rating(text);
    let label = folded(before);
    rating.filter(|_| {
        matches!(
            label.as_str(),
            "" | "rating" | "our rating" | "rated" | "rated as"
        )
    })
}

pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

const NAMES: [&str; 12] = [
    "Leadership",
    "Staff",
    "Staffing",
    "Services",
    "Information and facilities",
    "Court work",
    "Assessment",
    "Planning",
    "Implementation and delivery",
    "Reviewing",
    "Outcomes",
    "Resettlement",
];

/// A name that a tab broke is put together where it is a known one.
pub(super) fn tidy_name(name: &str) -> String {
    let name = name.trim_matches(is_edge);
    let squeezed = squeezed(name);
    NAMES
        .iter()
        .find(|known| self::squeezed(known) == squeezed)
        .map_or_else(|| super::repairs::spaced(name), |known| (*known).to_owned())
}

/// Finds points and maximum: `1/27`, `0 / 27`, `12 out of 27`.
pub(super) fn score(text: &str) -> Option<Score> {
    let plain = text.replace(" out of ", "/").replace(" of ", "/");
    for (at, _) in plain.match_indices('/') {
        let before = plain[..at].trim_end();
        let points = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        let after = plain[at + 1..].trim_start();
        let most = &after[..after.bytes().take_while(u8::is_ascii_digit).count()];
        let parted = !after[most.len()..].starts_with('/')
            && !before[..before.len() - points.len()].ends_with('/');
        let score: Option<Score> = format!("{points}/{most}").parse().ok();
        // Three points a standard, and a report has a handful of them.
        if let Some(score) =
            score.filter(|score| parted && score.of % 3 == 0 && (9..=90).contains(&score.of))
        {
            return Some(score);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_standards_are_told_from_figures() {
        for (text, code) in [
            ("1.1\tLeadership", Some("1.1")),
            ("2.2. Assessment", Some("2.2")),
            ("P 1.1 Leadership", Some("P 1.1")),
            ("R1.2 Staffing", Some("R1.2")),
            ("1.1.1 Vision", Some("1.1.1")),
            ("1. Organisational delivery", None),
            ("2.5 days later", None),
            ("2022.5 Good", None),
            ("Good", None),
        ] {
            assert_eq!(
                standard_code(text).map(|(code, _)| code).as_deref(),
                code,
                "{text}"
            );
        }
    }

    #[test]
    fn a_rating_is_read_from_the_end_of_a_row() {
        let improvement = Some(RatingWord::RequiresImprovement);
        assert_eq!(
            split_rating("Staff\tRequires\timprovement"),
            ("Staff", improvement)
        );
        assert_eq!(
            split_rating("Staff Requires impro\tvement"),
            ("Staff", improvement)
        );
        assert_eq!(
            split_rating("Court work: Good ★★"),
            ("Court work", Some(RatingWord::Good))
        );
        assert_eq!(split_rating("Staff"), ("Staff", None));
        assert_eq!(rating_alone("Rating: Good"), Some(RatingWord::Good));
        assert_eq!(rating_alone("The work is good"), None);
    }

    #[test]
    fn a_score_has_a_maximum_of_threes() {
        let shown = |text| score(text).map(|score| score.to_string());
        assert_eq!(
            shown("Fieldwork started August 2022\t\t0 / 27").as_deref(),
            Some("0/27")
        );
        assert_eq!(shown("Score: 12 out of 27").as_deref(), Some("12/27"));
        assert_eq!(shown("on 12/27/2022"), None);
        assert_eq!(shown("in 2021/22"), None);
    }
}
