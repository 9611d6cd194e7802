//! One row of the list: which recommendation it means, what was answered, what is to be done.

use super::dates::{self, Dated};
use super::doubts::{CENTURY, Doubts, ORDER};
use super::field::Field;
use super::glossary::{Glossary, Words};
use super::held::{From, Given, Held};
use super::layout::Layout;
use super::mapping::{Mapping, Meant, Vocabulary};
use super::words::{on_one_line, paragraphs, sentence};
use crate::domain::draft::{DraftNote, Place};
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::{DraftResponse, Named, PlanRow};
use crate::domain::reference::Typed;
use crate::domain::response::{Answer, Reason};
use crate::import::container::sheet::{Row, Value};

/// What is needed to read a row.
pub(super) struct Reading<'r, 's> {
    pub(super) layout: &'r Layout<'s>,
    pub(super) mapping: &'r Mapping,
    pub(super) glossary: &'r Glossary,
    pub(super) doubts: &'r mut Doubts,
    /// The row that is read
    pub(super) row: &'s Row,
    /// Its index among the rows of the draft, for notes
    pub(super) about: usize,
    /// Whether something in it cannot be read
    pub(super) broken: bool,
    /// Columns whose cell in it is said to be left, and why
    pub(super) left: Vec<(usize, &'static str)>,
}

impl<'s> Reading<'_, 's> {
    /// Reads a row. Where something in it is doubted, it says nothing but what it is about.
    pub(super) fn read(&mut self, given: &Given<'s>) -> PlanRow {
        self.doubt_cells(given);
        let (about, action_number) = self.named(given);
        let response = self.response(given);
        let actions = self.actions(given, action_number);
        let is_named = about.reference.is_some() || about.number.is_some() || about.words.is_some();
        if !self.broken && !is_named {
            self.doubt_row("names no recommendation");
        }
        let first = self.row.cells.first().map_or(0, |cell| cell.column);
        PlanRow {
            about,
            response: response.filter(|_| !self.broken),
            actions: if self.broken { Vec::new() } else { actions },
            place: self.layout.sheet.place(self.row.number, first),
        }
    }

    /// Errors of formulas, cells below nothing that say "as above", and what is struck out.
    fn doubt_cells(&mut self, given: &Given<'s>) {
        for (row, column) in &given.without_above {
            let place = self.layout.sheet.place(*row, *column);
            self.doubt_row(&format!(
                "says in {place} that it is as above, and nothing is above it"
            ));
        }
        for (field, held) in given.all().filter(|(_, held)| held.from == From::Itself) {
            let place = held.place(self.layout);
            let is_error = matches!(held.value, Value::Error(_));
            if is_error && field.is_of_the_recommendation() {
                self.doubt_row(&format!(
                    "has in {place} the error of a formula: `{}`",
                    held.words()
                ));
            } else if is_error {
                self.doubt(&held.words(), "is the error of a formula", place);
            } else if held.struck {
                self.note(
                    "words of this cell are struck out, and are read like the others",
                    place,
                );
            }
        }
    }

    /// Doubts a cell of the row.
    pub(super) fn doubt(&mut self, shown: &str, why: &str, place: Place) {
        self.broken = true;
        self.doubts.cell(shown, why, place);
    }

    /// Doubts the row as a whole: a cell of it that is left out would not settle it.
    pub(super) fn doubt_row(&mut self, why: &str) {
        let place = self.layout.sheet.row_place(self.row.number);
        self.doubt("", &format!("the row {why}"), place);
    }

    /// Notes something of the row.
    pub(super) fn note(&mut self, words: impl Into<String>, place: Place) {
        self.doubts.notes.push(DraftNote {
            words: words.into(),
            about: Some(self.about),
            place,
        });
    }

    /// Notes that a cell is not taken, and counts it under why.
    pub(super) fn leave(&mut self, words: impl Into<String>, why: &'static str, held: Held<'s>) {
        self.left.push((held.column, why));
        self.note(words, held.place(self.layout));
    }

    /// Returns which recommendation the row means, and the number of the action that its reference has.
    fn named(&mut self, given: &Given<'s>) -> (Named, Option<String>) {
        let line = |field| given.get(field).map(|held| on_one_line(&held.words()));
        let mut reference = line(Field::Reference);
        let mut action_number = None;
        match reference.as_deref().map(str::parse::<Typed>) {
            Some(Ok(Typed::Action {
                code,
                number,
                action,
            })) => {
                action_number = Some(format!("{code}/{number}.{action}"));
                reference = Some(format!("{code}/{number}"));
            }
            Some(Ok(Typed::AlertAction {
                code,
                alert,
                action,
            })) => {
                action_number = Some(
                    Typed::AlertAction {
                        code: code.clone(),
                        alert,
                        action,
                    }
                    .to_string(),
                );
                reference = Some(Typed::Alert { code, alert }.to_string());
            }
            _ => {}
        }
        let words = given
            .get(Field::Recommendation)
            .map(|held| sentence(&held.words()));
        let (lost, words) = match words {
            Some(words) if given.get(Field::Number).is_none() => numbered(words),
            words => (None, words),
        };
        if lost.is_some() {
            let place = || self.layout.sheet.row_place(self.row.number);
            self.doubts.many(
                "the number before the words of the recommendation is its number, in {} row{s}",
                place,
            );
        }
        if words.is_none()
            && self.layout.has(Field::Recommendation)
            && given.own(Field::Number).is_some()
        {
            let place = self.layout.sheet.row_place(self.row.number);
            self.note("the recommendation is known by its number alone", place);
        }
        let published = given.get(Field::Published);
        let named = Named {
            reference,
            inspection: line(Field::Report),
            number: line(Field::Number)
                .map(|number| bare_number(&number))
                .or(lost),
            words,
            addressees: given
                .get(Field::Addressee)
                .map(|held| parted(&held.words()))
                .unwrap_or_default(),
            published_on: published.and_then(|held| self.day(Field::Published, held)),
        };
        (named, action_number)
    }

    /// Returns the date of a cell that is to hold one; words that are none are noted and not taken.
    pub(super) fn day(&mut self, field: Field, held: Held<'s>) -> Option<PartialDate> {
        match self.dated(held)? {
            (Some(date), _) => Some(date),
            (None, words) => {
                if held.from == From::Itself {
                    let said = format!(
                        "`{}` is no date: {} is not taken",
                        words.unwrap_or_default(),
                        field.words()
                    );
                    self.leave(said, "no date", held);
                }
                None
            }
        }
    }

    /// Returns the date of a cell, or its words. Nothing: the cell is doubted.
    pub(super) fn dated(
        &mut self,
        held: Held<'s>,
    ) -> Option<(Option<PartialDate>, Option<String>)> {
        let place = held.place(self.layout);
        let shown = held.words();
        match dates::read(held.value, self.mapping.dates) {
            Dated::Date(date) => Some((Some(date), None)),
            Dated::Noted(date, said) => {
                if held.from == From::Itself {
                    self.note(said, place);
                }
                Some((Some(date), None))
            }
            Dated::Words(words) => Some((None, Some(words))),
            Dated::WhichOrder => self.ask_once(ORDER, &shown, place),
            Dated::WhichCentury => self.ask_once(CENTURY, &shown, place),
            Dated::Doubt(why) => {
                self.doubt(&shown, &why, place);
                None
            }
        }
    }

    /// Asks what one answer settles for many cells.
    fn ask_once<T>(&mut self, what: &'static str, shown: &str, place: Place) -> Option<T> {
        self.broken = true;
        self.doubts.once(what, shown, place);
        None
    }

    fn response(&mut self, given: &Given<'s>) -> Option<DraftResponse> {
        let held = given.own(Field::Answer)?;
        let said = given.own(Field::Response);
        let answer = self.meaning::<Answer>("answer", held).ok()?;
        let reason = self.reason(given, answer);
        let answered_on = given
            .own(Field::AnsweredOn)
            .and_then(|held| self.day(Field::AnsweredOn, held));
        Some(DraftResponse {
            answer,
            printed_answer: on_one_line(&held.words()),
            reason,
            part: None,
            words: said
                .map(|held| paragraphs(&held.words()))
                .unwrap_or_default(),
            answered_on,
            place: held.place(self.layout),
        })
    }

    fn reason(&mut self, given: &Given<'s>, answer: Option<Answer>) -> Option<Reason> {
        let held = given.own(Field::Reason)?;
        if answer == Some(Answer::Agreed) {
            let why = "a reason beside an answer that agrees";
            self.leave(format!("not taken: {why}"), why, held);
            return None;
        }
        let place = held.place(self.layout);
        match self.meaning::<Reason>("reason", held) {
            Ok(Some(reason)) => Some(reason),
            Ok(None) => {
                self.broken = true;
                self.doubts.word("reason", &held.words(), place);
                None
            }
            Err(SaysNothing) => None,
        }
    }

    /// Returns what a word means; nothing inside: nobody has said it.
    pub(super) fn meaning<T: Vocabulary>(
        &mut self,
        field: &'static str,
        held: Held<'s>,
    ) -> Result<Option<T>, SaysNothing>
    where
        Glossary: Words<T>,
    {
        let word = held.words();
        let Some((meant, is_mapped)) = self.glossary.terms().meaning(&word) else {
            return Ok(None);
        };
        if is_mapped {
            self.doubts
                .mapped(field, &word, meant.words(), held.place(self.layout));
        }
        match meant {
            Meant::Word(meant) => Ok(Some(meant)),
            Meant::Nothing => Err(SaysNothing),
        }
    }
}

/// A word that says nothing, by the mapping.
pub(super) struct SaysNothing;

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
