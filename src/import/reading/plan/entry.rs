//! A recommendation of a plan's table with what its rows say, before the cells are read.

use super::header::{Header, Holds};
use super::table::TableRow;
use crate::domain::draft::Place;
use crate::domain::plan_draft::Named;

/// A recommendation with what stands beside it, row by row.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) about: Named,
    pub(super) answer: String,
    pub(super) reason: String,
    pub(super) blocks: Vec<Block>,
    pub(super) place: Place,
}

/// What one row of the table says of answers and actions.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    pub(super) response: String,
    pub(super) both: String,
    pub(super) action: String,
    pub(super) number: String,
    pub(super) owner: String,
    pub(super) first_target: String,
    pub(super) target: String,
    pub(super) status: String,
    pub(super) completed: String,
    pub(super) place: Place,
}

impl Block {
    pub(super) fn of(header: &Header, row: &TableRow) -> Block {
        let cell = |holds: Holds| header.of(row, holds).to_owned();
        Block {
            response: cell(Holds::Response),
            both: cell(Holds::Both),
            action: cell(Holds::Action),
            number: cell(Holds::ActionNumber),
            owner: cell(Holds::Owner),
            first_target: cell(Holds::FirstTarget),
            target: cell(Holds::Target),
            status: cell(Holds::Status),
            completed: cell(Holds::Completed),
            place: row.place.clone(),
        }
    }

    fn cells(&mut self) -> [&mut String; 9] {
        [
            &mut self.response,
            &mut self.both,
            &mut self.action,
            &mut self.number,
            &mut self.owner,
            &mut self.first_target,
            &mut self.target,
            &mut self.status,
            &mut self.completed,
        ]
    }

    pub(super) fn is_empty(&mut self) -> bool {
        self.cells().iter().all(|cell| cell.is_empty())
    }

    /// Returns the text that a row after it may go on with.
    pub(super) fn last_words(&self) -> &str {
        let cells = [&self.both, &self.action, &self.response];
        cells
            .into_iter()
            .find(|cell| !cell.is_empty())
            .map_or("", |cell| cell.as_str())
    }

    /// Tells whether it has words and nobody who does them by any day.
    pub(super) fn is_words_alone(&self) -> bool {
        self.owner.is_empty()
            && self.target.is_empty()
            && self.first_target.is_empty()
            && self.status.is_empty()
    }

    /// Takes in a row that goes on with this one: broken over a page in the middle of a sentence, or with
    /// further paragraphs.
    pub(super) fn goes_on(&mut self, mut more: Block, by: &str) {
        for (cell, more) in self.cells().into_iter().zip(more.cells()) {
            if !more.is_empty() && !cell.is_empty() {
                cell.push_str(by);
            }
            cell.push_str(more);
        }
    }
}
