//! Dates inside sentences and on lines of their own.

use crate::domain::partial_date::PartialDate;

/// A date as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The date; of a range, its beginning
    pub date: PartialDate,
    /// The printed words of a range
    pub range: Option<String>,
}

/// The months, in small letters.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    MONTHS.contains(&word.as_str())
        || ["jan", "feb", "aug", "sept", "sep", "oct", "nov", "dec"].contains(&word.as_str())
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn year(word: &str) -> bool {
    let word = bare(word);
    word.len() == 4
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && (word.starts_with("19") || word.starts_with("20"))
}

fn day(word: &str) -> bool {
    let digits = bare(word).trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &bare(word)[digits.len()..];
    (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && ["", "st", "nd", "rd", "th"].contains(&ending)
}

/// Returns every date of month and year in the text, finer where a day is printed.
pub(super) fn all(text: &str) -> Vec<Found> {
    let apart = text.replace(['–', '—'], " – ");
    let words: Vec<&str> = apart.split_whitespace().collect();
    let mut found: Vec<Found> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if year(word) && at > 0 && month(words[at - 1]) {
            found.extend(ending_at(&words, at));
        }
    }
    found.extend(words.iter().filter_map(|word| numeric(word)));
    found
}

/// `18/05/2022` and `2022-05-18` inside a text.
fn numeric(word: &str) -> Option<Found> {
    let word = bare(word);
    let shaped = word.len() == 10
        && word
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/'));
    let date = shaped.then(|| word.parse().ok()).flatten()?;
    Some(Found { date, range: None })
}

/// Reads the date whose year stands at a place, backwards: `[5 and] 16 June 2023`,
/// `October and November 2017`.
fn ending_at(words: &[&str], at: usize) -> Option<Found> {
    let (year, month_word) = (bare(words[at]), bare(words[at - 1]));
    let joins =
        |word: &str| ["and", "to", "–", "-", "until"].contains(&word.to_lowercase().as_str());
    let before = |back: usize| at.checked_sub(back).map(|i| words[i]);
    let parse = |text: String| text.parse::<PartialDate>().ok();
    let (from, date) = match (before(2), before(3), before(4)) {
        (Some(last), Some(join), Some(first)) if day(last) && joins(join) && day(first) => (
            at - 4,
            parse(format!("{} {month_word} {year}", bare(first)))?,
        ),
        (Some(last), Some(join), Some(first)) if day(last) && joins(join) && month(first) => {
            let opened = before(5)
                .filter(|word| day(word))
                .map_or(String::new(), |word| format!("{} ", bare(word)));
            let from = if opened.is_empty() { at - 4 } else { at - 5 };
            (from, parse(format!("{opened}{} {year}", bare(first)))?)
        }
        (Some(last), ..) if day(last) => {
            return parse(format!("{} {month_word} {year}", bare(last)))
                .map(|date| Found { date, range: None });
        }
        (Some(join), Some(first), _) if joins(join) && month(first) => {
            (at - 3, parse(format!("{} {year}", bare(first)))?)
        }
        _ => return parse(format!("{month_word} {year}")).map(|date| Found { date, range: None }),
    };
    let printed = words[from..=at].join(" ").replace(" – ", "–");
    Some(Found {
        date,
        range: Some(
            printed
                .trim_end_matches(|c: char| !c.is_alphanumeric())
                .to_owned(),
        ),
    })
}

/// Reads a line that is a date and nothing else.
pub(super) fn alone(text: &str) -> Option<PartialDate> {
    let text = text.trim().trim_end_matches('.');
    let text = weekday_off(text);
    let words = text.split_whitespace().count();
    let date: PartialDate = (words <= 3).then(|| text.parse().ok()).flatten()?;
    (!matches!(date, PartialDate::Year(_))).then_some(date)
}

fn weekday_off(text: &str) -> &str {
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.trim_end_matches(',').ends_with("day") {
        text[first.len()..].trim_start()
    } else {
        text
    }
}

/// Splits a paragraph into sentences, roughly: at a full stop before a capital.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        if text[at + 2..].starts_with(|c: char| c.is_uppercase()) {
            out.push(&text[from..=at]);
            from = at + 2;
        }
    }
    out.push(&text[from..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_sentences_are_found_with_their_ranges() {
        for (text, date, range) in [
            ("a week, beginning 01 August 2022. We", "2022-08-01", None),
            (
                "five full weeks in October and November 2017.",
                "2017-10",
                Some("October and November 2017"),
            ),
            (
                "between 5 and 16 June 2023 we",
                "2023-06-05",
                Some("5 and 16 June 2023"),
            ),
            (
                "from 28 May to 3 June 2023",
                "2023-05-28",
                Some("28 May to 3 June 2023"),
            ),
            ("on 3rd March 2024", "2024-03-03", None),
            ("started 18/05/2022", "2022-05-18", None),
        ] {
            let first = all(text).into_iter().next();
            let shown = first.map(|found| (found.date.to_string(), found.range));
            assert_eq!(
                shown,
                Some((date.to_string(), range.map(str::to_owned))),
                "{text}"
            );
        }
        assert!(all("the 2017 inspection of May").is_empty());
    }

    #[test]
    fn a_line_may_be_a_date_and_nothing_else() {
        assert_eq!(alone("March 2018").unwrap().to_string(), "2018-03");
        assert_eq!(
            alone("Wednesday 18 May 2022").unwrap().to_string(),
            "2022-05-18"
        );
        assert_eq!(alone("2018"), None);
        assert_eq!(alone("March 2018 was cold"), None);
    }
}
