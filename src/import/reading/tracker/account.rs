//! What became of the cells of a row that was read: each is in the draft, or named as left.

use super::dates::{self, Dated};
use super::field::Field;
use super::held::{From, Given, Held, is_nothing};
use super::row::Reading;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::{DraftAction, DraftTarget, PlanRow};

impl<'s> Reading<'_, 's> {
    /// Looks for each cell of a row in what was read of it, and names those that are not there. Returns the
    /// columns of the others.
    pub(super) fn account(&mut self, given: &Given<'s>, read: &PlanRow) -> Vec<usize> {
        let mut taken = Vec::new();
        let of_row = |held: &Held<'_>| matches!(held.from, From::Itself | From::Ditto);
        for (field, held) in given.all().filter(|(_, held)| of_row(held)) {
            if self.is_in(read, field, held) {
                taken.push(held.column);
            } else {
                self.name_as_left(read, field, held);
            }
        }
        for (column, why) in std::mem::take(&mut self.left) {
            let place = self.layout.sheet.place(self.row.number, column);
            self.doubts.leave_cell(why, place);
        }
        self.count_dashes();
        taken
    }

    /// Tells whether what a cell says is in what was read of its row.
    fn is_in(&self, read: &PlanRow, field: Field, held: Held<'s>) -> bool {
        let (about, response) = (&read.about, read.response.as_ref());
        let action = |has: &dyn Fn(&DraftAction) -> bool| read.actions.iter().any(has);
        match field {
            Field::Reference => about.reference.is_some(),
            Field::Report => about.inspection.is_some(),
            Field::Number => about.number.is_some(),
            Field::Recommendation => about.words.is_some(),
            Field::Addressee => !about.addressees.is_empty(),
            Field::Published => self.says_day(about.published_on, held),
            Field::Answer => response.is_some(),
            Field::Reason => response.is_some_and(|response| response.reason.is_some()),
            Field::Response => response.is_some_and(|response| !response.words.is_empty()),
            Field::AnsweredOn => {
                response.is_some_and(|response| self.says_day(response.answered_on, held))
            }
            Field::ActionNumber => action(&|action| action.number.is_some()),
            Field::Action => action(&|action| !action.words.is_empty()),
            Field::Owner => action(&|action| action.owner.is_some()),
            Field::Target | Field::Revised => {
                action(&|action| action.targets.iter().any(|target| self.says(target, held)))
            }
            Field::Status => action(&|action| action.update.is_some()),
            Field::Update => action(&|action| {
                let note = action.update.as_ref().map(|update| &update.note);
                note.is_some_and(Option::is_some)
            }),
            Field::UpdatedOn | Field::CompletedOn => action(&|action| {
                let said_on = action.update.as_ref().and_then(|update| update.said_on);
                self.says_day(said_on, held)
            }),
        }
    }

    /// Tells whether a day is the one that a cell holds.
    fn says_day(&self, day: Option<PartialDate>, held: Held<'s>) -> bool {
        let read = match dates::read(held.value, self.mapping.dates) {
            Dated::Date(date) | Dated::Noted(date, _) => Some(date),
            _ => None,
        };
        day.is_some() && day == read
    }

    /// Tells whether a target says what a cell does.
    fn says(&self, target: &DraftTarget, held: Held<'s>) -> bool {
        match dates::read(held.value, self.mapping.dates) {
            Dated::Date(date) | Dated::Noted(date, _) => target.due_on == Some(date),
            Dated::Words(words) => target.words.as_ref() == Some(&words),
            _ => false,
        }
    }

    /// Names a cell that is not in what was read; what nothing else says is noted besides.
    fn name_as_left(&mut self, read: &PlanRow, field: Field, held: Held<'s>) {
        if self.left.iter().any(|(column, _)| *column == held.column) {
            return;
        }
        let why = why(read, field);
        if [SAYS_NOTHING, OTHER_DAY, OTHER_STATUS].contains(&why) {
            self.left.push((held.column, why));
            return;
        }
        self.leave(format!("not taken: {why}"), why, held);
    }

    /// Cells that hold a dash alone were never held.
    fn count_dashes(&mut self) {
        let (sheet, row) = (self.layout.sheet, self.row);
        let is_dash = |column: usize| row.cell(column).is_some_and(|cell| is_nothing(&cell.value));
        let read = |column: &usize| self.layout.field(*column).is_some();
        let columns = row.cells.iter().map(|cell| cell.column).filter(read);
        for column in columns.filter(|column| is_dash(*column)) {
            let place = sheet.place(row.number, column);
            self.doubts.leave_cell("a dash alone", place);
        }
    }
}

const SAYS_NOTHING: &str = "a word that says nothing, by the mapping";
const OTHER_DAY: &str = "a day beside that of the completion";
const OTHER_STATUS: &str = "a day of completion beside another status";

/// Says why a cell is not in what was read of its row.
fn why(read: &PlanRow, field: Field) -> &'static str {
    let has_update = read.actions.iter().any(|action| action.update.is_some());
    match field {
        Field::Answer | Field::Status => SAYS_NOTHING,
        Field::Reason if read.response.is_some() => SAYS_NOTHING,
        Field::Reason => "a reason without an answer",
        Field::Response => "words of an answer without an answer",
        Field::AnsweredOn => "a day of an answer without the answer",
        Field::Update if read.actions.is_empty() => "a comment beside no action",
        Field::Update => "a comment beside no status",
        Field::UpdatedOn if has_update => OTHER_DAY,
        Field::CompletedOn if has_update => OTHER_STATUS,
        Field::UpdatedOn | Field::CompletedOn => "a day beside no status",
        Field::Reference
        | Field::Report
        | Field::Number
        | Field::Recommendation
        | Field::Addressee
        | Field::Published
        | Field::ActionNumber
        | Field::Action
        | Field::Owner
        | Field::Target
        | Field::Revised => "what has no place in the row",
    }
}
