//! The words of a target date: only dates become dates, other words are kept as they are.

use super::Reading;
use crate::domain::draft::Place;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::DraftTarget;
use crate::import::reading::dates;

/// What a target cell says of one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aim {
    /// Its targets: the first, then the one in force
    pub(super) targets: Vec<DraftTarget>,
    /// That it is completed, with the day where one is printed
    pub(super) completed: Option<Option<PartialDate>>,
}

/// Reads a target cell. What is no date is noted.
pub(super) fn read(cell: &str, row: usize, place: &Place, reading: &mut Reading) -> Aim {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = unquoted(&text);
    if is_nothing(text) {
        return Aim::default();
    }
    if let Some(completed) = completed(text) {
        return Aim {
            completed: Some(completed),
            ..Aim::default()
        };
    }
    if let Some((before, now)) = revised(text) {
        return Aim {
            targets: vec![target(before, None, place), target(now, None, place)],
            completed: None,
        };
    }
    let target = match date(text) {
        Some((date, true)) => target(date, None, place),
        Some((date, false)) => {
            let said = format!("the target `{text}` is taken as {}", date.for_people());
            reading.note(said, Some(row), place);
            target(date, Some(text.to_owned()), place)
        }
        None => {
            reading.note(
                format!("the target `{text}` is no date: kept as words{}", why(text)),
                Some(row),
                place,
            );
            DraftTarget {
                due_on: None,
                words: Some(text.to_owned()),
                place: place.clone(),
            }
        }
    };
    Aim {
        targets: vec![target],
        completed: None,
    }
}

fn target(date: PartialDate, words: Option<String>, place: &Place) -> DraftTarget {
    DraftTarget {
        due_on: Some(date),
        words,
        place: place.clone(),
    }
}

fn is_nothing(text: &str) -> bool {
    let lower = text.to_lowercase();
    matches!(lower.as_str(), "" | "-" | "–" | "—" | "none")
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .unwrap_or(text)
}

/// Reads `Completed`, `Complete (June 2026)`, `Completed on 3 June 2026`; `Completed and ongoing` is no end.
fn completed(text: &str) -> Option<Option<PartialDate>> {
    let lower = text.to_lowercase();
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
    rest.parse().ok().map(Some)
}

/// Reads a date with the words that may stand before one; tells whether they say nothing more.
fn date(text: &str) -> Option<(PartialDate, bool)> {
    let plain = text.trim_end_matches(['.', ',', ';']);
    if let Ok(date) = plain.parse() {
        return Some((date, true));
    }
    let lower = plain.to_lowercase();
    let mut rest = lower.as_str();
    for word in [
        "target:",
        "target date:",
        "due:",
        "by ",
        "before ",
        "the ",
        "end of ",
        "end ",
        "late ",
    ] {
        rest = rest.strip_prefix(word).map_or(rest, str::trim_start);
    }
    let says_no_more = |word: &str| !lower.contains(word);
    if let Ok(date) = rest.parse::<PartialDate>() {
        let is_exact = ["before", "end", "late"].into_iter().all(says_no_more);
        // The end of a day or of a month is what a target means anyway; that of a year is noted, too.
        let is_end_of_month = lower.contains("end") && !matches!(date, PartialDate::Year(_));
        let same = is_exact || is_end_of_month && says_no_more("before") && says_no_more("late");
        return Some((date, same));
    }
    // `March 2027 (subject to funding)`: the date stands first, in words that begin with nothing else.
    let head = plain.split(['(', ';']).next().unwrap_or_default().trim();
    let head_is_date = head != plain && !goes_on_for_ever(&lower);
    head.parse()
        .ok()
        .filter(|_| head_is_date)
        .map(|date| (date, false))
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

/// Reads two dates of which the words say which was the first: `31 March 2027 (first 31 December 2026)`.
fn revised(text: &str) -> Option<(PartialDate, PartialDate)> {
    let lower = text.to_lowercase();
    let (before, inside) = lower
        .split_once('(')
        .map_or((lower.as_str(), ""), |(before, inside)| {
            (before.trim(), inside.trim_end_matches(')').trim())
        });
    for word in [
        "first ",
        "originally ",
        "original ",
        "was ",
        "previously ",
        "formerly ",
        "initially ",
    ] {
        if let Some(first) = inside.strip_prefix(word) {
            return Some((
                first.trim_start_matches(": ").parse().ok()?,
                before.parse().ok()?,
            ));
        }
    }
    for word in [
        "revised to ",
        "revised: ",
        "revised ",
        "now ",
        "extended to ",
        "moved to ",
    ] {
        if let Some((first, now)) = lower.split_once(word) {
            let first = first
                .trim()
                .trim_end_matches(['(', '-', '–', '—', ',', ';', ':', ' ']);
            let first = ["original:", "original", "originally", "was"]
                .iter()
                .find_map(|word| first.strip_prefix(word))
                .unwrap_or(first);
            return Some((
                first.trim().parse().ok()?,
                now.trim_end_matches(')').trim().parse().ok()?,
            ));
        }
    }
    None
}

/// Says why words that speak of a date are none.
fn why(text: &str) -> &'static str {
    let lower = text.to_lowercase();
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

    fn aim(text: &str) -> (Vec<String>, Option<Option<String>>, usize) {
        let mut reading = Reading::default();
        let aim = read(text, 0, &"1".to_owned(), &mut reading);
        let due = |target: DraftTarget| match target.due_on {
            Some(date) => date.to_string(),
            None => format!("“{}”", target.words.unwrap()),
        };
        let completed = aim.completed.map(|on| on.map(|on| on.to_string()));
        (
            aim.targets.into_iter().map(due).collect(),
            completed,
            reading.notes.len(),
        )
    }

    #[test]
    fn only_dates_become_dates() {
        for (text, due, notes) in [
            ("March 2027", "2027-03", 0),
            ("31/03/2027", "2027-03-31", 0),
            ("31 March 2027", "2027-03-31", 0),
            ("By end of March 2027", "2027-03", 0),
            ("Before March 2027", "2027-03", 1),
            ("March 2027 (subject to funding)", "2027-03", 1),
            ("Mar-27", "“Mar-27”", 1),
            ("31/03/27", "“31/03/27”", 1),
            ("Q4 2026/27", "“Q4 2026/27”", 1),
            ("Ongoing", "“Ongoing”", 1),
            ("“Ongoing”", "“Ongoing”", 1),
            ("N/A", "“N/A”", 1),
            ("TBC", "“TBC”", 1),
            ("Completed and ongoing", "“Completed and ongoing”", 1),
            ("From April 2027", "“From April 2027”", 1),
            ("April 2027 onwards", "“April 2027 onwards”", 1),
        ] {
            assert_eq!(aim(text), (vec![due.to_owned()], None, notes), "{text}");
        }
        assert_eq!(aim("–"), (vec![], None, 0));
        assert_eq!(aim("q"), (vec!["“q”".to_owned()], None, 1));
    }

    #[test]
    fn what_is_completed_has_no_target() {
        for (text, on) in [
            ("Completed", None),
            ("Complete.", None),
            ("Completed - June 2026", Some("2026-06".to_owned())),
            ("Completed (3 June 2026)", Some("2026-06-03".to_owned())),
            ("Completed in June 2026", Some("2026-06".to_owned())),
        ] {
            assert_eq!(aim(text), (vec![], Some(on), 0), "{text}");
        }
    }

    #[test]
    fn a_date_that_was_moved_is_read_with_the_first() {
        for text in [
            "31 March 2027 (first 31 December 2026)",
            "31 December 2026 - revised to 31 March 2027",
            "Original: 31/12/2026 Revised: 31/03/2027",
        ] {
            assert_eq!(aim(text).0, ["2026-12-31", "2027-03-31"], "{text}");
        }
    }
}
