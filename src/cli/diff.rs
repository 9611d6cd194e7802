//! `annexe diff`: what changed since a paper was printed.

use annexe::domain::head::Head;
use annexe::domain::partial_date::PartialDate;
use annexe::report;
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::Args;

use super::filter::Filters;
use super::misuse::Misused;
use super::output::Printing;
use super::session::Session;

/// Tell what changed since a paper was printed, item by item
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe diff \"change 214 · 9f3a 77c0 21de\"    since the paper with this head
  annexe diff 2026-09-04 2026-12-03 --body KSS

A head is taken as the paper prints it, or the number alone, or the letters and digits alone. A
number names a change; a date, what the register held at the end of that day (UTC).")]
pub struct Diff {
    /// The head of a paper or a date, and, if not up to now, a later one
    #[arg(required = true, value_name = "HEAD|DATE")]
    points: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// What a person names a point of the history by.
#[derive(Debug, PartialEq, Eq)]
enum Point {
    Head(Head),
    Day(PartialDate),
}

impl Diff {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = self.filters.open_as_now(session)?;
        let points = points(&self.points)?;
        let changes = points.iter().map(|point| change(&store, point));
        let changes = changes.collect::<Result<Vec<i64>>>()?;
        let (from, to) = match changes.as_slice() {
            [from, to] => (*from, *to),
            [from] => (*from, store.last_number()?),
            _ => bail!(Misused("diff takes one head or date, or two".to_owned())),
        };
        if from > to {
            bail!(Misused(format!(
                "change {from} comes after change {to}; name the earlier first"
            )));
        }
        let (filter, day) = (self.filters.filter(&store)?, self.filters.day(session)?);
        self.printing
            .print(session, report::diff(&store, &filter, day, (from, to))?)
    }
}

/// Returns the change after which the register was as at a point.
fn change(store: &Store, point: &Point) -> Result<i64> {
    match point {
        Point::Head(head) => Ok(store.change_of_head(head)?),
        Point::Day(date) => {
            let day = date.last_day();
            let change = store.last_change_by(day)?;
            change.ok_or_else(|| {
                Misused(format!(
                    "the register was made after {day}; nothing was known by then"
                ))
                .into()
            })
        }
    }
}

/// Reads one or two points, also where the shell has parted their words.
fn points(words: &[String]) -> Result<Vec<Point>> {
    if let Some(one) = number_and_hash(words) {
        return Ok(vec![one]);
    }
    if words.len() <= 2
        && let Some(each) = words.iter().map(|word| point(word)).collect()
    {
        return Ok(each);
    }
    if let Some(one) = point(&words.join(" ")) {
        return Ok(vec![one]);
    }
    let split = (1..words.len()).find_map(|place| {
        let (first, second) = words.split_at(place);
        Some(vec![point(&first.join(" "))?, point(&second.join(" "))?])
    });
    split.ok_or_else(|| {
        Misused(format!(
            "`{}` is neither the head of a paper nor a date; write \"change 214 · 9f3a 77c0 21de\", 214 or 2026-09-04",
            words.join(" ")
        ))
        .into()
    })
}

/// Reads a head whose number and hash are two words: they are one point, not two that are alike.
fn number_and_hash(words: &[String]) -> Option<Point> {
    let [number, hash] = words else { return None };
    let is_number = number.chars().all(|digit| digit.is_ascii_digit());
    let is_hash = hash.chars().any(|letter| letter.is_ascii_alphabetic());
    (is_number && is_hash).then(|| point(&format!("{number} · {hash}")))?
}

/// Reads a point. A number alone is a change; what may be a date is one.
fn point(text: &str) -> Option<Point> {
    let head = || text.parse().ok().map(Point::Head);
    if text.trim().chars().all(|digit| digit.is_ascii_digit()) {
        return head();
    }
    text.parse().ok().map(Point::Day).or_else(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let points = points(&words).unwrap_or_default();
        let said = points.into_iter().map(|point| match point {
            Point::Head(head) => head.to_string(),
            Point::Day(date) => date.to_string(),
        });
        said.collect()
    }

    #[test]
    fn heads_and_dates_are_read_however_the_shell_parts_them() {
        let whole = ["change 214 · 9f3a77c021de"];
        assert_eq!(read(&["change 214 · 9f3a 77c0 21de"]), whole);
        assert_eq!(read(&["change", "214", "·", "9f3a", "77c0", "21de"]), whole);
        assert_eq!(read(&["9f3a", "77c0", "21de"]), ["9f3a77c021de"]);
        assert_eq!(read(&["214", "9f3a77c021de"]), whole);
        assert_eq!(read(&["4", "9"]), ["change 4", "change 9"]);
        assert_eq!(
            read(&["change", "4", "change", "9"]),
            ["change 4", "change 9"]
        );
        assert_eq!(read(&["2026-09-04", "214"]), ["2026-09-04", "change 214"]);
        assert_eq!(read(&["4", "September", "2026"]), ["2026-09-04"]);
        assert_eq!(read(&["2026"]), ["change 2026"]);
        assert_eq!(read(&["Dec 2022"]), ["2022-12"]);
        assert!(read(&["the last board"]).is_empty());
    }
}
