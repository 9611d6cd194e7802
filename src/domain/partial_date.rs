//! Dates as they are printed or typed: a year, a month or a day.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// The months as people write them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date known to the year, the month or the day.
///
/// It is kept as it was printed and compared by its last day: "May 2022" is in
/// force from 31 May 2022 on, because before that day nobody can be sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartialDate {
    /// `2022`
    Year(i32),
    /// `2022-05`: year and month, 1 to 12
    Month(i32, u32),
    /// `2022-05-18`
    Day(NaiveDate),
}

/// A text that is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a date; write 2022-05-18, 18/05/2022, 18 May 2022, May 2022 or 2022 (day before month, year in full)"
)]
pub struct NotADate(pub String);

impl PartialDate {
    /// Returns the first day that the date may mean.
    pub fn first_day(self) -> NaiveDate {
        match self {
            PartialDate::Year(year) => day(year, 1, 1),
            PartialDate::Month(year, month) => day(year, month, 1),
            PartialDate::Day(date) => date,
        }
    }

    /// Returns the last day that the date may mean, the one that is compared.
    pub fn last_day(self) -> NaiveDate {
        match self {
            PartialDate::Year(year) => day(year, 12, 31),
            PartialDate::Month(year, 12) => day(year, 12, 31),
            PartialDate::Month(year, month) => day(year, month + 1, 1)
                .pred_opt()
                .expect("not the first day of all"),
            PartialDate::Day(date) => date,
        }
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        self.first_day().year()
    }

    /// Tells whether the date is known to the day.
    pub fn is_exact(self) -> bool {
        matches!(self, PartialDate::Day(_))
    }

    /// Tells whether `finer` says the same more exactly: `2022-05-18` fits `2022-05`.
    pub fn is_sharpened_by(self, finer: PartialDate) -> bool {
        self != finer
            && self.first_day() <= finer.first_day()
            && finer.last_day() <= self.last_day()
    }

    /// Tells whether the whole of it lies before `other` begins: only then is a
    /// fact refused as older than another (rule 2).
    pub fn is_surely_before(self, other: PartialDate) -> bool {
        self.last_day() < other.first_day()
    }

    /// Returns the whole months from its last day to a day; 0 where that lies ahead.
    pub fn months_until(self, day: NaiveDate) -> i64 {
        let from = self.last_day();
        let months = 12 * i64::from(day.year() - from.year()) + i64::from(day.month())
            - i64::from(from.month());
        let day_is_reached = day.day() >= from.day()
            || day
                .succ_opt()
                .is_some_and(|next| next.month() != day.month());
        (months - i64::from(!day_is_reached)).max(0)
    }

    /// Returns the date for people: `18 May 2022`, `May 2022`, `2022`.
    pub fn for_people(self) -> String {
        match self {
            PartialDate::Year(year) => year.to_string(),
            PartialDate::Month(year, month) => format!("{} {year}", MONTHS[month as usize - 1]),
            PartialDate::Day(date) => {
                format!(
                    "{} {} {}",
                    date.day(),
                    MONTHS[date.month0() as usize],
                    date.year()
                )
            }
        }
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a year of four digits, a month of 1 to 12")
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        PartialDate::Day(date)
    }
}

impl fmt::Display for PartialDate {
    /// Writes the ISO form, as it is stored: `2022`, `2022-05`, `2022-05-18`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(f, "{year:04}"),
            PartialDate::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            PartialDate::Day(date) => write!(f, "{}", date.format("%Y-%m-%d")),
        }
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        parse(text).ok_or_else(|| NotADate(text.trim().to_owned()))
    }
}

fn parse(text: &str) -> Option<PartialDate> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '.' | ','))
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [year] => Some(PartialDate::Year(full_year(year)?)),
        [year, month] if full_year(year).is_some() => {
            Some(PartialDate::Month(full_year(year)?, month_number(month)?))
        }
        [month, year] => Some(PartialDate::Month(full_year(year)?, month_number(month)?)),
        [year, month, day] if full_year(year).is_some() => exact(year, month, day),
        [day, month, year] => exact(year, month, day),
        _ => None,
    }
}

fn exact(year: &str, month: &str, day: &str) -> Option<PartialDate> {
    let day = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day);
    let day = (day.len() <= 2).then(|| number(day)).flatten()?;
    NaiveDate::from_ymd_opt(full_year(year)?, month_number(month)?, day).map(PartialDate::Day)
}

/// A year of four digits; two digits could be any century and are no year.
fn full_year(text: &str) -> Option<i32> {
    let year = (text.len() == 4).then(|| number(text)).flatten()?;
    (1900..=2199).contains(&year).then_some(year as i32)
}

fn month_number(text: &str) -> Option<u32> {
    if text.len() <= 2 {
        return number(text).filter(|month| (1..=12).contains(month));
    }
    let text = text.to_lowercase();
    let named =
        |name: &str| name == text || name[..3] == text || (text == "sept" && name == "september");
    (1..)
        .zip(MONTHS)
        .find(|(_, name)| named(&name.to_lowercase()))
        .map(|(month, _)| month)
}

fn number(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> String {
        text.parse::<PartialDate>()
            .map_or_else(|_| "no".into(), |date| date.to_string())
    }

    #[test]
    fn typed_dates_are_read_day_before_month() {
        for (typed, stored) in [
            ("2022-05-18", "2022-05-18"),
            ("18/05/2022", "2022-05-18"),
            ("18.5.2022", "2022-05-18"),
            ("18 May 2022", "2022-05-18"),
            ("1st august 2022", "2022-08-01"),
            ("May 2022", "2022-05"),
            ("Sept 2022", "2022-09"),
            ("05/2022", "2022-05"),
            ("2022-05", "2022-05"),
            ("2022", "2022"),
        ] {
            assert_eq!(iso(typed), stored, "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for typed in [
            "",
            "soon",
            "31/02/2022",
            "2022-02-31",
            "2022-13",
            "18/05/22",
            "22",
            "05/18/2022",
            "1 2 3 2022",
            "+022",
        ] {
            assert_eq!(iso(typed), "no", "{typed}");
        }
    }

    #[test]
    fn a_month_counts_from_its_last_day() {
        assert_eq!(
            PartialDate::Month(2024, 2).last_day().to_string(),
            "2024-02-29"
        );
        assert_eq!(
            PartialDate::Month(2022, 12).last_day().to_string(),
            "2022-12-31"
        );
        assert_eq!(
            PartialDate::Year(2022).first_day().to_string(),
            "2022-01-01"
        );
    }

    #[test]
    fn an_age_counts_whole_months() {
        let months = |from: &str, to: &str| {
            from.parse::<PartialDate>()
                .unwrap()
                .months_until(to.parse().unwrap())
        };
        assert_eq!(months("2022-05", "2026-11-24"), 53);
        assert_eq!(months("2022-05-24", "2026-11-24"), 54);
        assert_eq!(months("2022-08-31", "2022-09-30"), 1);
        assert_eq!(months("2022-08-31", "2022-09-29"), 0);
        assert_eq!(months("2023", "2022-09-29"), 0);
    }

    #[test]
    fn a_fact_is_older_only_when_it_surely_is() {
        let may: PartialDate = "2022-05".parse().unwrap();
        let mid_may: PartialDate = "2022-05-18".parse().unwrap();
        assert!(!may.is_surely_before(mid_may) && !mid_may.is_surely_before(may));
        assert!(mid_may.is_surely_before("2022-06".parse().unwrap()));
        assert!(may.is_sharpened_by(mid_may) && !mid_may.is_sharpened_by(may));
    }
}
