//! What the words of a target say, in a plan or in a tracker: a date, that it is done, or words alone.
//!
//! How a date is typed is the caller's: a plan prints dates as people write them here, a sheet declares
//! which figure comes first. What may stand around a date is the same in both.

use super::dates;
use crate::domain::partial_date::PartialDate;

/// What a target says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: it is empty or a dash
    Nothing,
    /// That it is done, with the day where one is printed: this is no target but what is reported
    Completed(Option<PartialDate>),
    /// A date and nothing more
    On(PartialDate),
    /// A date in words that say more: they are kept beside it
    About(PartialDate),
    /// The first date and the one in force
    Moved(PartialDate, PartialDate),
    /// Words that are no date. Those that speak of one: why they are none
    Words(&'static str),
}

/// Reads the words of a target. `date` reads a date that stands alone.
pub(super) fn said(text: &str, date: &dyn Fn(&str) -> Option<PartialDate>) -> Said {
    let text = unquoted(text.trim());
    let lower = text.to_lowercase();
    if is_nothing(&lower) {
        return Said::Nothing;
    }
    if let Some(on) = completed(&lower, date) {
        return Said::Completed(on);
    }
    if let Some((first, now)) = moved(&lower, date) {
        return Said::Moved(first, now);
    }
    match dated(text, date) {
        Some((on, true)) => Said::On(on),
        Some((on, false)) => Said::About(on),
        None => Said::Words(why(text, &lower)),
    }
}

/// Reads a date as people write it here: `31 March 2027`, `31/03/2027`, `March 2027`.
pub(super) fn as_written(text: &str) -> Option<PartialDate> {
    text.parse().ok()
}

fn is_nothing(lower: &str) -> bool {
    matches!(lower, "" | "-" | "–" | "—" | "none")
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .unwrap_or(text)
}

/// Reads `Completed`, `Complete (June 2026)`, `Completed on 3 June 2026`; `Completed and ongoing` is no end.
fn completed(
    lower: &str,
    date: &dyn Fn(&str) -> Option<PartialDate>,
) -> Option<Option<PartialDate>> {
    // `Complete by March 2027` is a demand, not a report.
    let demanded = |rest: &&str| rest.trim_start().starts_with(char::is_alphanumeric);
    let rest = lower.strip_prefix("completed").or(lower
        .strip_prefix("complete")
        .filter(|rest| !demanded(rest)))?;
    let rest = rest
        .trim()
        .trim_matches(['(', ')', '-', '–', '—', ':', ',', '.', ' ']);
    let rest = ["in ", "on ", "by "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    if rest.is_empty() {
        return Some(None);
    }
    date(rest).map(Some)
}

/// What may stand before a date without saying more.
const BEFORE: [&str; 9] = [
    "target:",
    "target date:",
    "due:",
    "by ",
    "before ",
    "the ",
    "end of ",
    "end ",
    "late ",
];

/// Reads a date with the words that may stand before one; tells whether they say nothing more.
fn dated(text: &str, date: &dyn Fn(&str) -> Option<PartialDate>) -> Option<(PartialDate, bool)> {
    let plain = text.trim_end_matches(['.', ',', ';']);
    if let Some(on) = date(plain) {
        return Some((on, true));
    }
    let lower = plain.to_lowercase();
    let rest = BEFORE.iter().fold(lower.as_str(), |rest, word| {
        rest.strip_prefix(word).map_or(rest, str::trim_start)
    });
    if let Some(on) = date(rest) {
        return Some((on, says_no_more(&lower, on)));
    }
    // `March 2027 (subject to funding)`: the date stands first, in words that begin with nothing else.
    let head = plain.split(['(', ';']).next().unwrap_or_default().trim();
    let head_is_date = head != plain && !goes_on_for_ever(&lower);
    date(head).filter(|_| head_is_date).map(|on| (on, false))
}

/// The end of a day or of a month is what a target means anyway; that of a year says more.
fn says_no_more(lower: &str, on: PartialDate) -> bool {
    let speaks_of = |word: &str| lower.contains(word);
    let is_exact = !["before", "end", "late"].into_iter().any(speaks_of);
    let is_end_of_month = speaks_of("end") && !matches!(on, PartialDate::Year(_));
    is_exact || is_end_of_month && !speaks_of("before") && !speaks_of("late")
}

fn goes_on_for_ever(lower: &str) -> bool {
    [
        "ongoing",
        "on-going",
        "onward",
        "thereafter",
        "continu",
        "from ",
    ]
    .iter()
    .any(|word| lower.contains(word))
}

/// Reads two dates of which the words say which was the first.
fn moved(
    lower: &str,
    date: &dyn Fn(&str) -> Option<PartialDate>,
) -> Option<(PartialDate, PartialDate)> {
    first_beside(lower, date).or_else(|| revised_to(lower, date))
}

/// `31 March 2027 (first 31 December 2026)`
fn first_beside(
    lower: &str,
    date: &dyn Fn(&str) -> Option<PartialDate>,
) -> Option<(PartialDate, PartialDate)> {
    const FIRST: [&str; 7] = [
        "first ",
        "originally ",
        "original ",
        "was ",
        "previously ",
        "formerly ",
        "initially ",
    ];
    let (now, inside) = lower.split_once('(')?;
    let inside = inside.trim_end_matches(')').trim();
    let first = FIRST.iter().find_map(|word| inside.strip_prefix(word))?;
    Some((date(first.trim_start_matches(": "))?, date(now.trim())?))
}

/// `31 December 2026 - revised to 31 March 2027`
fn revised_to(
    lower: &str,
    date: &dyn Fn(&str) -> Option<PartialDate>,
) -> Option<(PartialDate, PartialDate)> {
    const REVISED: [&str; 6] = [
        "revised to ",
        "revised: ",
        "revised ",
        "now ",
        "extended to ",
        "moved to ",
    ];
    let (first, now) = REVISED.iter().find_map(|word| lower.split_once(word))?;
    let first = first
        .trim()
        .trim_end_matches(['(', '-', '–', '—', ',', ';', ':', ' ']);
    let first = ["original:", "original", "originally", "was"]
        .iter()
        .find_map(|word| first.strip_prefix(word))
        .unwrap_or(first);
    Some((date(first.trim())?, date(now.trim_end_matches(')').trim())?))
}

/// Says why words that speak of a date are none.
fn why(text: &str, lower: &str) -> &'static str {
    let numbers: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let has_short_year = numbers.last().is_some_and(|last| last.len() == 2)
        && !numbers.iter().any(|one| one.len() == 4);
    if lower.starts_with('q') && lower[1..].starts_with(['1', '2', '3', '4']) {
        return "; a quarter may be of the year or of the financial year";
    }
    if has_short_year {
        return "; its year has two digits";
    }
    if !dates::all(text).is_empty() {
        return "; they say more than a date";
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_a_date_is_the_callers_and_the_words_around_it_are_the_same() {
        let month_first = |text: &str| match text {
            "03/31/2027" => Some(PartialDate::Month(2027, 3)),
            "12/31/2026" => Some(PartialDate::Month(2026, 12)),
            _ => None,
        };
        let march = PartialDate::Month(2027, 3);
        for (text, expected) in [
            ("Completed", Said::Completed(None)),
            ("completed on 03/31/2027", Said::Completed(Some(march))),
            ("By end of 03/31/2027", Said::On(march)),
            ("before 03/31/2027", Said::About(march)),
            (
                "03/31/2027 (was 12/31/2026)",
                Said::Moved(PartialDate::Month(2026, 12), march),
            ),
            ("Completed and ongoing", Said::Words("")),
            ("–", Said::Nothing),
        ] {
            assert_eq!(said(text, &month_first), expected, "{text}");
        }
        assert_eq!(said("Completed by 31/03/2027", &as_written), {
            let on = as_written("31/03/2027");
            assert!(on.is_some());
            Said::Completed(on)
        });
    }
}
