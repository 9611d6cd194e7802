//! One row of the list: which recommendation it means, what was answered, what is to be done.

use super::dates::{self, Dated};
use super::doubts::{CENTURY, Doubts, ORDER};
use super::field::Field;
use super::glossary::{Glossary, Words};
use super::held::{From, Given, Held};
use super::layout::Layout;
use super::mapping::{Mapping, Meant, Vocabulary};
use super::words::{on_one_line, paragraphs};
use crate::domain::draft::{DraftNote, Place};
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::{DraftResponse, PlanRow};
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
        for (field, held) in given.all() {
            let place = self.place_of(held);
            let is_error = matches!(held.value, Value::Error(_));
            if is_error && field.is_of_the_recommendation() {
                self.doubt_row(&format!(
                    "has in {place} the error of a formula: `{}`",
                    held.words()
                ));
            } else if is_error {
                self.doubt(&held.words(), "is the error of a formula", place);
            } else if held.struck && held.from == From::Itself {
                self.note(
                    "words of this cell are struck out, and are read like the others",
                    place,
                );
            }
        }
    }

    /// Returns the place of the cell that says something to the row.
    fn place_of(&self, held: Held<'s>) -> Place {
        let row = held.said_in(self.row.number);
        self.layout.sheet.place(row, held.column)
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
        let place = self.place_of(held);
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
