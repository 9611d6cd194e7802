//! Which report a row is about, by its code, its title, or the inspected body and the date.

use std::collections::{BTreeMap, HashMap};

use super::known::Known;
use crate::domain::body::Bodies;
use crate::domain::draft::{Question, flag};
use crate::domain::partial_date::PartialDate;
use crate::domain::words::folded;
use crate::store::Inspection;

/// Which report a printed name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// This one
    One(i64),
    /// Nothing names one
    Unnamed,
    /// A person must say
    Asked,
}

/// Finds reports by their names, each name once.
pub(super) struct Reports<'a> {
    known: &'a Known,
    /// Names under which each body is inspected, folded, with its inspections
    bodies: Vec<(String, Vec<i64>)>,
    mapped: BTreeMap<String, String>,
    found: HashMap<(String, Option<PartialDate>), Result<i64, Question>>,
}

impl<'a> Reports<'a> {
    pub(super) fn of(
        known: &'a Known,
        bodies: &Bodies,
        mapped: BTreeMap<String, String>,
    ) -> Reports<'a> {
        let mut of_body: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for inspection in &known.inspections {
            if let Some(body) = inspection.body_id {
                of_body.entry(body).or_default().push(inspection.id);
            }
        }
        let names = of_body.iter().flat_map(|(&body, inspections)| {
            let names = bodies.get(body).names().map(folded).collect::<Vec<_>>();
            names.into_iter().map(|name| (name, inspections.clone()))
        });
        Reports {
            bodies: names.filter(|(name, _)| name.len() > 2).collect(),
            known,
            mapped,
            found: HashMap::new(),
        }
    }

    /// Returns the report that a printed name and date mean, or the question that is open.
    pub(super) fn called(
        &mut self,
        name: &str,
        published: Option<PartialDate>,
    ) -> Result<i64, Question> {
        let key = (name.to_owned(), published);
        if let Some(found) = self.found.get(&key) {
            return found.clone();
        }
        let found = self.look_for(name, published);
        self.found.insert(key, found.clone());
        found
    }

    fn look_for(&self, name: &str, published: Option<PartialDate>) -> Result<i64, Question> {
        if let Some(meant) = self.mapped.get(name) {
            let found = self.known.inspection_of_code(meant);
            return found.map(|one| one.id).ok_or_else(|| unknown(name, &[]));
        }
        if let Some(found) = self.by_code(name) {
            return Ok(found.id);
        }
        let mut fits = self.titled(name);
        if fits.is_empty() {
            fits = self.of_body(name);
        }
        let narrowed = self.on_date(&fits, name, published);
        match narrowed.as_slice() {
            [one] => Ok(*one),
            [] => Err(unknown(name, &self.codes(&fits))),
            several => Err(unclear(name, &self.codes(several))),
        }
    }

    /// A code stands alone, or in the name as a word of its own.
    fn by_code(&self, name: &str) -> Option<&Inspection> {
        let mut words = name.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        let whole = self.known.inspection_of_code(name);
        whole.or_else(|| words.find_map(|word| self.known.inspection_of_code(word)))
    }

    fn titled(&self, name: &str) -> Vec<i64> {
        let name = folded(name);
        let is_it = |inspection: &&Inspection| {
            let title = inspection.facts.title.as_deref().map(folded);
            title.is_some_and(|title| title.split(' ').count() > 2 && holds(&name, &title))
        };
        let inspections = self.known.inspections.iter().filter(is_it);
        inspections.map(|inspection| inspection.id).collect()
    }

    /// The longest name of an inspected body that stands in the name counts.
    fn of_body(&self, name: &str) -> Vec<i64> {
        let name = folded(name);
        let standing = self.bodies.iter().filter(|(body, _)| holds(&name, body));
        let longest = standing.max_by_key(|(body, _)| body.len());
        longest.map_or_else(Vec::new, |(_, inspections)| inspections.clone())
    }

    /// Leaves those whose date agrees: with the printed one, else with a year in the name.
    fn on_date(&self, fits: &[i64], name: &str, published: Option<PartialDate>) -> Vec<i64> {
        let years: Vec<i32> = name
            .split(|c: char| !c.is_ascii_digit())
            .filter(|word| word.len() == 4)
            .filter_map(|word| word.parse().ok())
            .collect();
        let agrees = |id: &&i64| match (self.known.published(**id), published) {
            (Some(one), Some(other)) => agree(one, other),
            (Some(one), None) => years.is_empty() || years.contains(&one.year()),
            (None, _) => published.is_none() && years.is_empty(),
        };
        fits.iter().filter(agrees).copied().collect()
    }

    fn codes(&self, ids: &[i64]) -> Vec<String> {
        let code = |id: &i64| self.known.inspection(*id).code.clone();
        ids.iter().map(code).collect()
    }
}

/// Tells whether two dates may be the same day.
pub(super) fn agree(one: PartialDate, other: PartialDate) -> bool {
    one == other || one.is_sharpened_by(other) || other.is_sharpened_by(one)
}

/// Tells whether words stand in a text, whole.
fn holds(text: &str, words: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(words) {
        let before = rest[..at].is_empty() || rest[..at].ends_with(' ');
        let after = &rest[at + words.len()..];
        if before && (after.is_empty() || after.starts_with(' ')) {
            return true;
        }
        let next = words.chars().next().map_or(1, char::len_utf8);
        rest = &rest[at + next..];
    }
    false
}

fn unknown(name: &str, of_other_dates: &[String]) -> Question {
    let near = match of_other_dates {
        [] => String::new(),
        codes => format!("; {} has another date", codes.join(", ")),
    };
    Question {
        words: format!("no inspection here is called `{name}`{near}"),
        answer: flag(
            "--map",
            &format!("{name}={}", first_or_code(of_other_dates)),
        ),
        place: String::new(),
    }
}

fn unclear(name: &str, codes: &[String]) -> Question {
    Question {
        words: format!("`{name}` may be {}", codes.join(" or ")),
        answer: flag("--map", &format!("{name}={}", first_or_code(codes))),
        place: String::new(),
    }
}

fn first_or_code(codes: &[String]) -> &str {
    codes.first().map_or("CODE", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_a_text_whole_or_not_at_all() {
        assert!(holds("hmip inspection of west fen 2024", "west fen"));
        assert!(holds("west fen west fenmarsh", "west fenmarsh"));
        assert!(!holds("west fenmarsh", "west fen"));
        assert!(!holds("", "fen"));
    }
}
