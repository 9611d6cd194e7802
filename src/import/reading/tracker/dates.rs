//! Dates as trackers have them: cells that are dates, and text in whatever form it was typed.

use chrono::{Datelike, NaiveDate};

use super::date_parts::{Part, has_figures_apart, without_time, without_weekday};
use super::order::{Declared, Order};
use crate::domain::partial_date::PartialDate;
use crate::domain::target::{Due, NotADue};
use crate::import::container::sheet::{Shown, Value};

/// What a cell of a column of dates says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dated {
    /// A date
    Date(PartialDate),
    /// A date, of which something is to be said
    Noted(PartialDate, String),
    /// No date; words that speak of none
    Words(String),
    /// A date whose day and month may be either way round
    WhichOrder,
    /// A date whose year has two digits
    WhichCentury,
    /// It cannot be read; why
    Doubt(String),
}

/// The years in which a date of a tracker lies. Others are numbers that a format shows as dates.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

/// Reads a cell.
pub(super) fn read(value: &Value, declared: Declared) -> Dated {
    match value {
        Value::Date(date, shown) => of_cell(*date, *shown),
        Value::Number(figures) => of_number(figures),
        Value::Text(words) => of_text(words, declared),
        Value::Bool(_) | Value::Error(_) => Dated::Doubt("is no date".to_owned()),
    }
}

fn of_cell(date: NaiveDate, shown: Shown) -> Dated {
    let day = PartialDate::Day(date);
    if !YEARS.contains(&date.year()) {
        return Dated::Doubt(format!(
            "is the date {day}, which is likely a number shown as one"
        ));
    }
    match shown {
        Shown::Day => Dated::Date(day),
        Shown::Month => Dated::Date(PartialDate::Month(date.year(), date.month())),
        Shown::Year => Dated::Date(PartialDate::Year(date.year())),
        Shown::WithoutYear => {
            let said = format!("the cell does not show the year of {}", day.for_people());
            Dated::Noted(day, said)
        }
        Shown::Unknown if date.day() == 1 => {
            let said = format!("{} may have been shown as a month", day.for_people());
            Dated::Noted(day, said)
        }
        Shown::Unknown => Dated::Date(day),
    }
}

fn of_number(figures: &str) -> Dated {
    let number: Option<f64> = figures.parse().ok();
    match number {
        Some(year) if year.fract() == 0.0 && YEARS.contains(&(year as i32)) => {
            Dated::Date(PartialDate::Year(year as i32))
        }
        Some(serial) if (30_000.0..80_000.0).contains(&serial) => {
            let day_0 = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day of the calendar");
            let date = day_0 + chrono::TimeDelta::days(serial as i64);
            let people = PartialDate::Day(date).for_people();
            Dated::Doubt(format!(
                "is a number; as Excel counts days it would be {people}: show the cell as a date"
            ))
        }
        _ => Dated::Doubt("is a number and no date".to_owned()),
    }
}

fn of_text(words: &str, declared: Declared) -> Dated {
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return of_number(&text);
    }
    let bare = without_time(without_weekday(text.trim_end_matches(['.', ','])));
    let parts: Vec<&str> = bare
        .split([' ', '-', '/', '.', ','])
        .filter(|part| !part.is_empty())
        .collect();
    // No date has four parts, and a cell may have a hundred thousand.
    let parts: Vec<Part> = parts.into_iter().take(4).map(Part::of).collect();
    match parts.as_slice() {
        [Part::Figures(a), Part::Figures(b), Part::Figures(c)] if !bare.contains(' ') => {
            figures(a, b, c, declared)
        }
        [Part::Figures(a), Part::Figures(b)] if b.len() == 4 || a.len() == 4 => {
            month_in_figures(a, b)
        }
        [Part::Figures(year), Part::Month(month), Part::Figures(day)] if year.len() == 4 => {
            named(day, *month, year, declared)
        }
        [Part::Figures(day), Part::Month(month), Part::Figures(year)]
        | [Part::Month(month), Part::Figures(day), Part::Figures(year)] => {
            named(day, *month, year, declared)
        }
        [Part::Month(month), Part::Figures(year)] => {
            month_of(*month, year, bare.contains(' '), &text)
        }
        [Part::Figures(_), Part::Month(_)] => Dated::Doubt("has no year".to_owned()),
        _ => no_date(&text),
    }
}

fn figures(a: &str, b: &str, c: &str, declared: Declared) -> Dated {
    let long = |part: &str| part.len() == 4;
    let short = |part: &str| part.len() <= 2;
    if long(a) && short(b) && short(c) {
        return exact(a, b, c).map_or_else(no_day, Dated::Date);
    }
    if !(short(a) && short(b) && (long(c) || c.len() == 2)) {
        return no_day();
    }
    let (day_first, month_first) = if long(c) {
        (exact(c, b, a), exact(c, a, b))
    } else {
        return two_digits(a, b, c, declared);
    };
    match (declared.order, day_first, month_first) {
        (Some(Order::DayFirst), Some(date), _) | (Some(Order::MonthFirst), _, Some(date)) => {
            Dated::Date(date)
        }
        (None, Some(one), Some(other)) if one != other => Dated::WhichOrder,
        (None, Some(date), _) | (None, None, Some(date)) => Dated::Date(date),
        (Some(order), ..) if day_first.is_some() || month_first.is_some() => {
            Dated::Doubt(format!("is no date with the {}", order.words()))
        }
        _ => no_day(),
    }
}

fn two_digits(a: &str, b: &str, c: &str, declared: Declared) -> Dated {
    let Some(century) = declared.century else {
        return Dated::WhichCentury;
    };
    let Some(order) = declared.order else {
        return Dated::WhichOrder;
    };
    let (year, month, day) = match order {
        Order::DayFirst => (c, b, a),
        Order::MonthFirst => (c, a, b),
        Order::YearFirst => (a, b, c),
    };
    in_century(year, century)
        .and_then(|year| exact(&year, month, day))
        .map_or_else(no_day, Dated::Date)
}

fn in_century(year: &str, century: i32) -> Option<String> {
    let year: i32 = year.parse().ok()?;
    Some((century + year).to_string())
}

fn named(day: &str, month: u32, year: &str, declared: Declared) -> Dated {
    let month = month.to_string();
    let year = match (year.len(), declared.century) {
        (4, _) => Some(year.to_owned()),
        (2, None) => return Dated::WhichCentury,
        (2, Some(century)) => in_century(year, century),
        _ => None,
    };
    year.and_then(|year| exact(&year, &month, day))
        .map_or_else(no_day, Dated::Date)
}

fn month_in_figures(a: &str, b: &str) -> Dated {
    let (year, month) = if a.len() == 4 { (a, b) } else { (b, a) };
    // `2026-27` is a financial year.
    let month = month.parse().ok().filter(|month| (1..=12).contains(month));
    let date = month.zip(year.parse().ok());
    date.filter(|(_, year)| YEARS.contains(year))
        .map_or_else(no_day, |(month, year)| {
            Dated::Date(PartialDate::Month(year, month))
        })
}

/// `Mar-27` is how Excel shows a month; `Mar 27` may be a day.
fn month_of(month: u32, year: &str, spaced: bool, text: &str) -> Dated {
    let full: Option<i32> = match year.len() {
        4 => year.parse().ok(),
        2 if !spaced || text.contains(['\'', '’']) => {
            year.parse().ok().map(|year: i32| 2000 + year)
        }
        _ => return Dated::Doubt("may be a day or a year of two digits".to_owned()),
    };
    let Some(full) = full.filter(|year| YEARS.contains(year)) else {
        return no_day();
    };
    let date = PartialDate::Month(full, month);
    if year.len() == 4 {
        Dated::Date(date)
    } else {
        Dated::Noted(date, format!("`{text}` is read as {}", date.for_people()))
    }
}

fn exact(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    let year = year.parse().ok().filter(|year| YEARS.contains(year))?;
    let date = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?);
    date.map(PartialDate::Day)
}

fn no_day() -> Dated {
    Dated::Doubt("cannot be read as a date".to_owned())
}

/// Words without a date are kept; what looks like one, or like several, is a doubt.
fn no_date(text: &str) -> Dated {
    let dates = text
        .split([' ', ';', ',', '\n'])
        .filter(|word| has_figures_apart(word))
        .count();
    match (dates, text.parse::<Due>()) {
        (2.., _) => Dated::Doubt("holds several dates".to_owned()),
        (0, Ok(Due::Words(words))) => Dated::Words(words),
        (1, _) | (_, Err(NotADue::LikeADate(_) | NotADue::Empty) | Ok(_)) => no_day(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str, order: Option<Order>, century: Option<i32>) -> String {
        match of_text(words, Declared { order, century }) {
            Dated::Date(date) => date.to_string(),
            Dated::Noted(date, _) => format!("{date}, noted"),
            Dated::Words(words) => format!("words: {words}"),
            Dated::WhichOrder => "which order".to_owned(),
            Dated::WhichCentury => "which century".to_owned(),
            Dated::Doubt(_) => "doubt".to_owned(),
        }
    }

    #[test]
    fn a_date_that_can_be_read_in_one_way_is_read() {
        for (typed, read) in [
            ("30.11.2025", "2025-11-30"),
            ("31/03/2027", "2027-03-31"),
            ("03/31/2027", "2027-03-31"),
            ("04/04/2026", "2026-04-04"),
            ("2027-03-04", "2027-03-04"),
            ("2027-03-04 00:00:00", "2027-03-04"),
            ("2027-03-04T09:30:00Z", "2027-03-04"),
            ("31st March 2027", "2027-03-31"),
            ("Wed, 31 March 2027", "2027-03-31"),
            ("31-Mar-2027", "2027-03-31"),
            ("March 31, 2027", "2027-03-31"),
            ("March 2027", "2027-03"),
            ("Sept 2027", "2027-09"),
            ("03/2027", "2027-03"),
            ("2027-03", "2027-03"),
            ("2027", "2027"),
            ("Mar-27", "2027-03, noted"),
            ("March ’27", "2027-03, noted"),
        ] {
            assert_eq!(text(typed, None, None), read, "{typed}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_asked() {
        assert_eq!(text("03/04/2026", None, None), "which order");
        assert_eq!(
            text("03/04/2026", Some(Order::DayFirst), None),
            "2026-04-03"
        );
        assert_eq!(
            text("03/04/2026", Some(Order::MonthFirst), None),
            "2026-03-04"
        );
        assert_eq!(text("30/04/2026", Some(Order::MonthFirst), None), "doubt");
        assert_eq!(
            text("31/03/27", Some(Order::DayFirst), None),
            "which century"
        );
        assert_eq!(text("31/03/27", None, Some(2000)), "which order");
        assert_eq!(
            text("31/03/27", Some(Order::DayFirst), Some(2000)),
            "2027-03-31"
        );
        assert_eq!(
            text("27/03/31", Some(Order::YearFirst), Some(2000)),
            "2027-03-31"
        );
        assert_eq!(text("31 Mar 27", None, None), "which century");
        assert_eq!(text("31 Mar 27", None, Some(2000)), "2027-03-31");
    }

    #[test]
    fn words_are_kept_and_what_looks_like_a_date_is_doubted() {
        for words in ["TBC", "ongoing", "Completed and ongoing", "within 6 months"] {
            assert_eq!(text(words, None, None), format!("words: {words}"));
        }
        for doubt in [
            "end of Dec 26",
            "Mar 27",
            "27-Mar",
            "31/02/2027",
            "31/03/25 30/09/25",
            "31/03/2025, now 30/09/2025",
            "was 31/03/25",
            "2026/27",
            "2026-27",
            "Q1 2027",
            "45747",
            "1/2",
            "99/99/9999",
            "31/03/1899",
        ] {
            assert_eq!(
                text(doubt, Some(Order::DayFirst), Some(2000)),
                "doubt",
                "{doubt}"
            );
        }
    }

    #[test]
    fn a_cell_that_is_a_date_is_as_it_is_shown() {
        let first = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        for (shown, read) in [
            (Shown::Day, Dated::Date(PartialDate::Day(first))),
            (Shown::Month, Dated::Date(PartialDate::Month(2027, 3))),
            (Shown::Year, Dated::Date(PartialDate::Year(2027))),
        ] {
            assert_eq!(of_cell(first, shown), read);
        }
        assert!(matches!(
            of_cell(first, Shown::WithoutYear),
            Dated::Noted(..)
        ));
        assert!(matches!(of_cell(first, Shown::Unknown), Dated::Noted(..)));
        let zero = NaiveDate::from_ymd_opt(1900, 1, 3).unwrap();
        assert!(matches!(of_cell(zero, Shown::Day), Dated::Doubt(_)));
    }
}
