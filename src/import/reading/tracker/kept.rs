//! A mapping as the file that keeps it: TOML that a person reads and edits.

use std::collections::{BTreeMap, HashSet};

use serde::Deserialize;

use super::field::Field;
use super::mapping::{Mapping, Meanings, Vocabulary, in_small_letters};

/// A mapping that cannot be read, in one line: file, line, what is wrong, the way out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotAMapping(String);

/// What the words of a proposal mean until a person says it.
pub(super) const UNKNOWN: &str = "?";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    #[serde(default)]
    sheets: Vec<String>,
    #[serde(default)]
    left_out_sheets: Vec<String>,
    columns: BTreeMap<String, Headings>,
    #[serde(default)]
    left_out: Vec<String>,
    #[serde(default)]
    without: BTreeMap<String, Vec<String>>,
    subheadings: Option<String>,
    dates: Option<String>,
    two_digit_years: Option<i32>,
    #[serde(default)]
    status: BTreeMap<String, String>,
    #[serde(default)]
    answer: BTreeMap<String, String>,
    #[serde(default)]
    reason: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a heading in quotation marks, or several in [ ]"
)]
enum Headings {
    One(String),
    Several(Vec<String>),
}

impl Mapping {
    /// Reads a mapping. `name` is the file's, for messages.
    pub fn from_toml(text: &str, name: &str) -> Result<Mapping, NotAMapping> {
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let kept: Kept = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_at(text, span.start));
            let why = error.message().lines().collect::<Vec<_>>().join(" ");
            NotAMapping(format!("{name}:{line}: {why}"))
        })?;
        let fault =
            |key: &str, why: String| NotAMapping(format!("{name}:{}: {why}", line_of(text, key)));
        kept.mapping(fault)
    }
}

fn line_at(text: &str, at: usize) -> usize {
    1 + text
        .as_bytes()
        .iter()
        .take(at)
        .filter(|&&byte| byte == b'\n')
        .count()
}

/// Returns the line on which a key or a word stands.
fn line_of(text: &str, key: &str) -> usize {
    let lines = (1..).zip(text.lines());
    let at = |line: &str| {
        line.trim_start().trim_start_matches('"').starts_with(key) && line.contains('=')
    };
    lines
        .into_iter()
        .find(|(_, line)| at(line))
        .map_or(1, |(number, _)| number)
}

impl Kept {
    fn mapping(self, fault: impl Fn(&str, String) -> NotAMapping) -> Result<Mapping, NotAMapping> {
        let mut mapping = Mapping {
            sheets: self.sheets,
            left_out_sheets: self.left_out_sheets,
            left_out: self.left_out,
            columns: columns(self.columns, &fault)?,
            ..Mapping::default()
        };
        for (sheet, headings) in self.without {
            let without = headings.into_iter().map(|heading| (sheet.clone(), heading));
            mapping.without.extend(without);
        }
        let subheadings = self.subheadings.map(|key| subheadings(&key, &fault));
        mapping.subheadings = subheadings.transpose()?;
        let order = self.dates.map(|order| order.parse()).transpose();
        mapping.dates.order =
            order.map_err(|error: super::order::NotAnOrder| fault("dates", error.to_string()))?;
        let century = self.two_digit_years.map(|year| century(year, &fault));
        mapping.dates.century = century.transpose()?;
        mapping.status = words(self.status, "status", &fault)?;
        mapping.answer = words(self.answer, "answer", &fault)?;
        mapping.reason = words(self.reason, "reason", &fault)?;
        Ok(mapping)
    }
}

fn columns(
    kept: BTreeMap<String, Headings>,
    fault: &impl Fn(&str, String) -> NotAMapping,
) -> Result<Vec<(Field, String)>, NotAMapping> {
    let mut columns = Vec::new();
    for (key, headings) in kept {
        let field = Field::of_key(&key).ok_or_else(|| fault(&key, unknown_field(&key)))?;
        let headings = match headings {
            Headings::One(heading) => vec![heading],
            Headings::Several(headings) => headings,
        };
        if headings.len() > 1 && field != Field::Revised {
            let why = format!("`{key}` stands in one column only; revised may stand in several");
            return Err(fault(&key, why));
        }
        if headings.iter().any(|heading| heading.trim().is_empty()) {
            let why =
                format!("`{key}` has no heading; leave the line out where no column holds it");
            return Err(fault(&key, why));
        }
        columns.extend(headings.into_iter().map(|heading| (field, heading)));
    }
    if columns.is_empty() {
        let why = "no column is read; name at least one under [columns]";
        return Err(fault("[columns]", why.to_owned()));
    }
    columns.sort_by_key(|(field, _)| *field);
    Ok(columns)
}

fn subheadings(
    key: &str,
    fault: &impl Fn(&str, String) -> NotAMapping,
) -> Result<Field, NotAMapping> {
    match Field::of_key(key) {
        Some(field @ (Field::Report | Field::Addressee)) => Ok(field),
        _ => Err(fault(
            "subheadings",
            format!(
                "`{key}` is not what a heading within the list says; write report or addressee"
            ),
        )),
    }
}

fn century(year: i32, fault: &impl Fn(&str, String) -> NotAMapping) -> Result<i32, NotAMapping> {
    let is_one = year % 100 == 0 && (1900..=2000).contains(&year);
    let why = || format!("{year} is no century; write 2000");
    is_one
        .then_some(year)
        .ok_or_else(|| fault("two_digit_years", why()))
}

fn unknown_field(key: &str) -> String {
    let known: Vec<&str> = Field::ALL.iter().map(|field| field.key()).collect();
    format!(
        "`{key}` is nothing that a column holds; write one of {}",
        known.join(", ")
    )
}

fn words<T: Vocabulary>(
    kept: BTreeMap<String, String>,
    key: &str,
    fault: &impl Fn(&str, String) -> NotAMapping,
) -> Result<Meanings<T>, NotAMapping> {
    let mut words: Meanings<T> = Vec::new();
    let mut seen = HashSet::new();
    for (word, meaning) in kept {
        if !seen.insert(in_small_letters(&word)) {
            return Err(fault(
                &word,
                format!("`{word}` stands twice under [{key}], in other capitals"),
            ));
        }
        let meant = T::meaning(&meaning);
        if meant.is_none() && meaning.trim() != UNKNOWN {
            let known: Vec<&str> = T::ALL.iter().map(|known| known.word()).collect();
            return Err(fault(
                &word,
                format!(
                    "`{meaning}` is no {key}; write {} or nothing",
                    known.join(", ")
                ),
            ));
        }
        words.push((word, meant));
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::ActionState;
    use crate::import::reading::tracker::mapping::Meant;
    use crate::import::reading::tracker::order::{Declared, Order};

    fn mapping() -> Mapping {
        let mut mapping = Mapping {
            sheets: vec!["Open".to_owned(), "Closed \"2025\"".to_owned()],
            left_out_sheets: vec!["Guidance".to_owned()],
            left_out: vec!["Theme".to_owned()],
            without: vec![("Closed \"2025\"".to_owned(), "Revised".to_owned())],
            subheadings: Some(Field::Report),
            dates: Declared {
                order: Some(Order::DayFirst),
                century: Some(2000),
            },
            status: vec![
                ("Amber".to_owned(), None),
                (
                    "Green".to_owned(),
                    Some(Meant::Word(ActionState::InProgress)),
                ),
                ("n/a".to_owned(), Some(Meant::Nothing)),
            ],
            ..Mapping::default()
        };
        for (field, heading) in [
            (Field::Number, "Rec no"),
            (Field::Action, "Action\\step"),
            (Field::Revised, "Revised"),
            (Field::Revised, "Revised (2)"),
        ] {
            mapping.set(field, Some(heading));
        }
        mapping
    }

    #[test]
    fn a_mapping_is_read_as_it_was_written() {
        let text = mapping().to_toml("tracker.xlsx", |_, word| {
            (word == "Amber").then(|| "3 cells".to_owned())
        });
        assert_eq!(Mapping::from_toml(&text, "tracker.toml"), Ok(mapping()));
        assert!(
            text.contains("revised = [\"Revised\", \"Revised (2)\"]\n"),
            "{text}"
        );
        assert!(text.contains("\"Amber\" = \"?\"   # 3 cells\n"), "{text}");
    }

    #[test]
    fn a_fault_is_said_with_its_line() {
        for (text, says) in [
            (
                "[columns]\nactoin = \"Step\"\n",
                "tracker.toml:2: `actoin` is nothing that a column holds; write one of reference,",
            ),
            (
                "[columns]\naction = 3\n",
                "tracker.toml:2: expected a heading in quotation marks",
            ),
            ("[columns]\naction = \"Step\n", "tracker.toml:2: "),
            (
                "dates = \"british\"\n[columns]\naction = \"Step\"\n",
                "tracker.toml:1: `british` is no order of dates",
            ),
            (
                "[columns]\naction = \"Step\"\n[status]\nGreen = \"fine\"\n",
                "tracker.toml:4: `fine` is no status; write not started,",
            ),
            ("colums = 1\n", "tracker.toml:1: unknown field `colums`"),
            ("sheets = []\n", "tracker.toml:1: missing field `columns`"),
            ("[columns]\n", "tracker.toml:1: no column is read"),
        ] {
            let fault = Mapping::from_toml(text, "tracker.toml")
                .unwrap_err()
                .to_string();
            assert!(fault.starts_with(says) && !fault.contains('\n'), "{fault}");
        }
    }
}
