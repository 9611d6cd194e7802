//! What has been typed so far: items with their numbers and addressees, not yet in the register.

use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::code::number_for_reference;
use annexe::domain::recommendation::{NewRecommendation, Recommendation};
use annexe::report::Entered;

use crate::cli::addressee;

/// The longest number that is typed before the words: `(4.12)`.
const LONGEST_NUMBER: usize = 8;

/// Items that belong to one inspection.
#[derive(Clone)]
pub struct Sheet {
    /// The numbers that the register has already
    taken: Vec<String>,
    /// How many places the register has already
    position: i64,
    /// The items, in order
    pub items: Vec<Entered>,
}

impl Sheet {
    /// Begins a sheet for an inspection of which the register has these already.
    pub fn after(known: &[Recommendation]) -> Sheet {
        Sheet {
            taken: known.iter().map(|item| item.number.clone()).collect(),
            position: known.iter().map(|item| item.position).max().unwrap_or(0),
            items: Vec::new(),
        }
    }

    /// Returns the number to offer: one more than the last, that nobody has.
    pub fn next_number(&self) -> String {
        let last = self
            .items
            .last()
            .map(|item| item.number.parse::<i64>().ok());
        let from = match last {
            Some(Some(number)) => number,
            Some(None) => self.position + self.items.len() as i64,
            None => self
                .taken
                .iter()
                .filter_map(|number| number.parse().ok())
                .max()
                .unwrap_or(self.position),
        };
        (from + 1..)
            .map(|number| number.to_string())
            .find(|number| self.why_not(number, None).is_none())
            .expect("numbers do not end")
    }

    /// Says why a number cannot be taken, if so. `except`: the place of the item that has it itself.
    pub fn why_not(&self, number: &str, except: Option<usize>) -> Option<String> {
        let wanted = number_for_reference(number);
        if wanted.is_empty() {
            return Some(format!("`{number}` is not a number"));
        }
        if self.taken.contains(&wanted) {
            return Some(format!("number {wanted} is in the register already"));
        }
        let here = self.items.iter().enumerate().any(|(place, item)| {
            Some(place) != except && number_for_reference(&item.number) == wanted
        });
        here.then(|| format!("number {wanted} was typed already"))
    }

    /// Returns how many items each addressee has, in the order in which they came:
    /// `5 to West Kent PDU, 2 to HMPPS`.
    pub fn counted(&self, bodies: &Bodies) -> String {
        let mut counts: Vec<(&[BodyId], usize)> = Vec::new();
        for item in &self.items {
            match counts.iter_mut().find(|(to, _)| *to == item.to) {
                Some((_, count)) => *count += 1,
                None => counts.push((&item.to, 1)),
            }
        }
        let parts: Vec<String> = counts
            .into_iter()
            .map(|(to, count)| format!("{count} to {}", addressee::names(bodies, to)))
            .collect();
        parts.join(", ")
    }

    /// Returns the items as they are to be recorded for an inspection.
    pub fn recommendations(&self, inspection_id: i64) -> Vec<NewRecommendation> {
        (self.position + 1..)
            .zip(&self.items)
            .map(|(position, item)| NewRecommendation {
                inspection_id,
                number: number_for_reference(&item.number),
                position,
                printed_number: Some(item.number.clone()),
                words: item.words.clone(),
                addressees: item.to.clone(),
                cited: None,
            })
            .collect()
    }
}

/// Parts a typed line into number and words. The number that was offered stands in front; one
/// that is typed or pasted behind it, as printed, takes its place.
pub fn parted(line: &str, offered: &str) -> (String, String) {
    let line = line.trim();
    let rest = line
        .strip_prefix(offered)
        .and_then(|rest| rest.strip_prefix('.'));
    match rest {
        Some(rest) => number_first(rest.trim()),
        None => number_first(line),
    }
    .map_or_else(
        |words| (offered.to_owned(), words.to_owned()),
        |(number, words)| (number.to_owned(), words.to_owned()),
    )
}

/// Returns the number and the words of `4.2. Improve …` or `(a1) Improve …`; else the words alone.
fn number_first(text: &str) -> Result<(&str, &str), &str> {
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let number = first.trim_matches(|c: char| matches!(c, '.' | ')' | '(' | '#'));
    let is_number = first.len() <= LONGEST_NUMBER
        && first.ends_with(['.', ')'])
        && number.contains(|c: char| c.is_ascii_digit())
        && number
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    if is_number {
        Ok((number, rest.trim()))
    } else {
        Err(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_the_offered_number_or_its_own_and_the_words() {
        for (line, number, words) in [
            ("3. Improve the quality", "3", "Improve the quality"),
            ("3.", "3", ""),
            ("3. e", "3", "e"),
            ("Improve the quality", "3", "Improve the quality"),
            ("4.2. Improve", "4.2", "Improve"),
            ("11) Improve", "11", "Improve"),
            ("3. 7. Improve", "7", "Improve"),
            ("3. R14. Improve", "R14", "Improve"),
            (
                "3. 100 cases should be read",
                "3",
                "100 cases should be read",
            ),
            ("3. e.g. improve", "3", "e.g. improve"),
            ("", "3", ""),
        ] {
            assert_eq!(
                parted(line, "3"),
                (number.to_owned(), words.to_owned()),
                "{line}"
            );
        }
    }

    fn item(number: &str) -> Entered {
        Entered {
            number: number.to_owned(),
            words: "improve".to_owned(),
            to: vec![1],
        }
    }

    #[test]
    fn the_number_that_is_offered_is_free() {
        let mut sheet = Sheet::after(&[]);
        assert_eq!(sheet.next_number(), "1");
        sheet.items.push(item("1"));
        assert_eq!(sheet.next_number(), "2");
        sheet.items.push(item("9"));
        assert_eq!(sheet.next_number(), "10");
        sheet.items.push(item("4.2"));
        assert_eq!(sheet.next_number(), "4");
        assert!(sheet.why_not("9", None).is_some());
        assert!(sheet.why_not("9", Some(1)).is_none());
        assert!(sheet.why_not("–", None).is_some());
    }
}
