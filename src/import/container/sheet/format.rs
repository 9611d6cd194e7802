//! How a cell shows its number: by the code of its number format.

use chrono::{NaiveDate, TimeDelta};

use super::{Shown, Value};

/// Days from 30 December 1899, the day 0 of a serial, to the first and last day that is read as a date.
const FIRST: f64 = 1.0;
const LAST: f64 = 2_958_465.0;

/// What a cell shows of a date by its format: `mmm-yy` is a month. Nothing where no part of a date is shown.
pub(super) fn shown(code: &str) -> Option<Shown> {
    let code = bare(code);
    let (mut day, mut month, mut year) = (false, false, false);
    let mut before = ' ';
    let mut letters = code.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut run = 1;
        while letters.peek() == Some(&letter) {
            letters.next();
            run += 1;
        }
        match letter {
            'd' => day = true,
            'y' => year = true,
            // `hh:mm` and `mm:ss` are minutes.
            'm' if run >= 3 => month = true,
            'm' => month |= before != 'h' && !code_after(&letters, 's'),
            _ => {}
        }
        if letter.is_ascii_alphabetic() {
            before = letter;
        }
    }
    match (day, month, year) {
        (true, _, true) => Some(Shown::Day),
        (true, _, false) => Some(Shown::WithoutYear),
        (false, true, true) => Some(Shown::Month),
        (false, true, false) => Some(Shown::WithoutYear),
        (false, false, true) => Some(Shown::Year),
        (false, false, false) => None,
    }
}

fn code_after(rest: &std::iter::Peekable<std::str::Chars<'_>>, letter: char) -> bool {
    rest.clone().find(char::is_ascii_alphabetic) == Some(letter)
}

/// The first part of a code in small letters, without what it prints as it is and without brackets.
fn bare(code: &str) -> String {
    let mut bare = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => drop(letters.by_ref().find(|&c| c == '"')),
            '[' => drop(letters.by_ref().find(|&c| c == ']')),
            '\\' | '_' | '*' => drop(letters.next()),
            ';' => break,
            letter => bare.push(letter.to_ascii_lowercase()),
        }
    }
    bare
}

/// Returns the value of a serial that is shown as a date or a time. `day_0` is the day 0 of the serial.
pub(super) fn dated(serial: f64, is_1904: bool, shown: Option<Shown>) -> Value {
    let serial_1900 = if is_1904 { serial + 1462.0 } else { serial };
    let Some(shown) = shown.filter(|_| (FIRST..=LAST).contains(&serial_1900)) else {
        return time(serial);
    };
    // Excel counts a 29 February 1900 that never was.
    let days = if serial_1900 < 60.0 {
        serial_1900 + 1.0
    } else {
        serial_1900
    };
    let day_0 = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day of the calendar");
    let date = day_0.checked_add_signed(TimeDelta::days(days.floor() as i64));
    date.map_or_else(|| time(serial), |date| Value::Date(date, shown))
}

fn time(serial: f64) -> Value {
    if !(0.0..1.0).contains(&serial) {
        return Value::Number(number(serial, None));
    }
    let minutes = (serial * 24.0 * 60.0).round() as u32;
    Value::Text(format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

/// Writes a number as it is shown by a format of noughts; else with as many digits as it has.
pub(super) fn number(value: f64, code: Option<&str>) -> String {
    let code = code.map(bare).unwrap_or_default();
    let (whole, decimals) = code.split_once('.').unwrap_or((&code, ""));
    let is_plain = |part: &str| part.bytes().all(|byte| byte == b'0');
    if let Some(rest) = code.strip_suffix('%').filter(|_| value.abs() < 1e15) {
        let decimals = rest
            .split_once('.')
            .map_or(0, |(_, decimals)| decimals.len().min(15));
        return format!("{:.decimals$}%", value * 100.0);
    }
    if !whole.is_empty() && is_plain(whole) && is_plain(decimals) && value.abs() < 1e15 {
        let (width, decimals) = (whole.len().min(30), decimals.len().min(15));
        let width = if decimals == 0 {
            width
        } else {
            width + 1 + decimals
        };
        return format!("{value:0width$.decimals$}");
    }
    general(value)
}

/// Fifteen digits are what Excel keeps: what lies beyond them is dust of the arithmetic.
fn general(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_says_what_is_shown_of_a_date() {
        for (code, says) in [
            ("mmm-yy", Some(Shown::Month)),
            ("mmmm yyyy", Some(Shown::Month)),
            ("[$-809]mmm\\-yy;@", Some(Shown::Month)),
            ("mm/yyyy", Some(Shown::Month)),
            ("dd/mm/yyyy", Some(Shown::Day)),
            ("[$-F800]dddd, mmmm dd, yyyy", Some(Shown::Day)),
            ("d/m/yy h:mm", Some(Shown::Day)),
            ("yyyy", Some(Shown::Year)),
            ("d-mmm", Some(Shown::WithoutYear)),
            ("h:mm", None),
            ("mm:ss", None),
            ("[h]:mm:ss", None),
            ("General", None),
            ("0.00\" days\"", None),
        ] {
            assert_eq!(shown(code), says, "{code}");
        }
    }

    #[test]
    fn a_serial_is_a_day_and_a_part_of_one_a_time() {
        let day = |y, m, d| Value::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap(), Shown::Day);
        assert_eq!(dated(45_747.0, false, Some(Shown::Day)), day(2025, 3, 31));
        assert_eq!(dated(45_747.75, false, Some(Shown::Day)), day(2025, 3, 31));
        assert_eq!(dated(44_285.0, true, Some(Shown::Day)), day(2025, 3, 31));
        assert_eq!(dated(1.0, false, Some(Shown::Day)), day(1900, 1, 1));
        assert_eq!(dated(0.5, false, None), Value::Text("12:00".to_owned()));
        assert_eq!(
            dated(1e300, false, Some(Shown::Day)),
            Value::Number(number(1e300, None))
        );
    }

    #[test]
    fn a_number_is_as_it_is_shown() {
        for (value, code, shown) in [
            (3.0, None, "3"),
            (3.0, Some("000"), "003"),
            (1.1, Some("0.00"), "1.10"),
            (1.1, Some("General"), "1.1"),
            (0.1 + 0.2, None, "0.3"),
            (0.45, Some("0%"), "45%"),
            (1_200.0, Some("#,##0"), "1200"),
            (-2.5, None, "-2.5"),
        ] {
            assert_eq!(number(value, code), shown);
        }
    }
}
