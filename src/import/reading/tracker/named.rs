//! Which recommendation a row names: by a reference, by its report and number, by its words.

use super::field::Field;
use super::held::Given;
use super::row::Reading;
use super::words::{on_one_line, sentence};
use crate::domain::plan_draft::Named;
use crate::domain::reference::Typed;

impl<'s> Reading<'_, 's> {
    /// Returns which recommendation the row means, and the number of the action that its reference has.
    pub(super) fn named(&mut self, given: &Given<'s>) -> (Named, Option<String>) {
        let line = |field| given.get(field).map(|held| on_one_line(&held.words()));
        let (reference, action_number) = line(Field::Reference).map_or((None, None), of_reference);
        let (lost, words) = self.number_and_words(given);
        let published = given.get(Field::Published);
        let addressees = given.get(Field::Addressee);
        let named = Named {
            reference,
            inspection: line(Field::Report),
            number: line(Field::Number)
                .map(|number| bare_number(&number))
                .or(lost),
            words,
            addressees: addressees
                .map(|held| parted(&held.words()))
                .unwrap_or_default(),
            published_on: published.and_then(|held| self.day(Field::Published, held)),
        };
        (named, action_number)
    }

    /// Returns the words of the recommendation, and the number that stands before them where no column has it.
    fn number_and_words(&mut self, given: &Given<'s>) -> (Option<String>, Option<String>) {
        let place = self.layout.sheet.row_place(self.row.number);
        let words = given
            .get(Field::Recommendation)
            .map(|held| sentence(&held.words()));
        let (lost, words) = match words {
            Some(words) if given.get(Field::Number).is_none() => numbered(words),
            words => (None, words),
        };
        if lost.is_some() {
            let said =
                "the number before the words of the recommendation is its number, in {} row{s}";
            self.doubts.many(said, || place.clone());
        }
        let has_words = words.is_some() || !self.layout.has(Field::Recommendation);
        if !has_words && given.own(Field::Number).is_some() {
            self.note("the recommendation is known by its number alone", place);
        }
        (lost, words)
    }
}

/// Parts a reference of an action into that of the recommendation, or the alert, and its own.
fn of_reference(reference: String) -> (Option<String>, Option<String>) {
    match reference.parse() {
        Ok(Typed::Action {
            code,
            number,
            action,
        }) => (
            Some(format!("{code}/{number}")),
            Some(format!("{code}/{number}.{action}")),
        ),
        Ok(Typed::AlertAction {
            code,
            alert,
            action,
        }) => {
            let of = Typed::Alert {
                code: code.clone(),
                alert,
            };
            let own = Typed::AlertAction {
                code,
                alert,
                action,
            };
            (Some(of.to_string()), Some(own.to_string()))
        }
        _ => (Some(reference), None),
    }
}

/// `Rec 3.` and `Recommendation no. 3` are `3`.
fn bare_number(printed: &str) -> String {
    let mut bare = printed.trim().trim_end_matches(['.', ')']);
    for word in ["recommendation", "rec", "number", "no"] {
        let begins = bare
            .get(..word.len())
            .is_some_and(|begin| begin.eq_ignore_ascii_case(word));
        let rest = bare.get(word.len()..).unwrap_or_default();
        if begins
            && !rest.starts_with(char::is_alphabetic)
            && rest.contains(|c: char| c.is_ascii_digit())
        {
            bare = rest.trim_start_matches(['.', ':', ' ', '#']);
        }
    }
    bare.to_owned()
}

/// Parts a printed number from the words behind it: `3. see people`.
fn numbered(words: String) -> (Option<String>, Option<String>) {
    let digits = words
        .bytes()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let rest = words[digits..]
        .strip_prefix(['.', ')'])
        .filter(|rest| rest.starts_with(' '));
    match rest {
        Some(rest) if (1..=3).contains(&digits) => (
            Some(words[..digits].to_owned()),
            Some(rest.trim_start().to_owned()),
        ),
        _ => (None, Some(words)),
    }
}

/// Several addressees stand on lines of their own or between semicolons.
fn parted(words: &str) -> Vec<String> {
    let names = words.split(['\n', ';']).map(on_one_line);
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_what_is_printed_of_it() {
        for (printed, bare) in [
            ("3", "3"),
            ("3.", "3"),
            ("Rec 3", "3"),
            ("Recommendation no. 4.2", "4.2"),
            ("R3", "R3"),
            ("North 3", "North 3"),
        ] {
            assert_eq!(bare_number(printed), bare);
        }
        let (number, words) = numbered("12. see people".to_owned());
        assert_eq!(
            (number.as_deref(), words.as_deref()),
            (Some("12"), Some("see people"))
        );
        for words in ["2024 was late", "3.5 hours a week", "see people"] {
            assert_eq!(numbered(words.to_owned()).0, None, "{words}");
        }
    }
}
