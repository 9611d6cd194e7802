//! The parts of a date as people type it.

use crate::domain::partial_date::MONTHS;

/// A part of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Figures(String),
    Month(u32),
    Other,
}

impl Part {
    /// Tells what a part is.
    pub(super) fn of(part: &str) -> Part {
        let part = part.trim_start_matches(['\'', '’', '‘']).to_lowercase();
        let figures = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| part.strip_suffix(ending));
        let figures = figures.unwrap_or(&part);
        if !figures.is_empty()
            && figures.len() <= 4
            && figures.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Part::Figures(figures.to_owned());
        }
        let named = (1..).zip(MONTHS).find(|(_, name)| {
            let name = name.to_lowercase();
            name == part || name[..3] == part || (part == "sept" && name == "september")
        });
        named.map_or(Part::Other, |(month, _)| Part::Month(month))
    }
}

/// `31/03/25`: figures with marks between them.
pub(super) fn has_figures_apart(word: &str) -> bool {
    let parts: Vec<&str> = word
        .split(['/', '.', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    parts.len() >= 2
        && parts
            .iter()
            .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
            .count()
            >= 2
}

/// Drops the day of the week before a date.
pub(super) fn without_weekday(text: &str) -> &str {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let first = first.trim_end_matches([',', '.']).to_lowercase();
    let is_day = first.len() >= 3 && DAYS.iter().any(|day| day.starts_with(&first));
    if is_day && !rest.is_empty() {
        rest
    } else {
        text
    }
}

/// Drops the time of day that programs write behind a date.
pub(super) fn without_time(text: &str) -> &str {
    let Some((date, time)) = text
        .split_once([' ', 'T'])
        .filter(|(date, _)| date.len() >= 8)
    else {
        return text;
    };
    let time = time.trim_end_matches('Z');
    let is_time = time.contains(':')
        && time
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    if is_time { date } else { text }
}
