//! The rows of all sheets, one after another: each is read, or left out and named.

use super::carried::carry;
use super::columns::Columns;
use super::doubts::{Doubts, short};
use super::field::Field;
use super::glossary::Glossary;
use super::held::{From, Given, Held, Holding};
use super::layout::{Layout, Sort};
use super::mapping::Mapping;
use super::row::Reading;
use super::{Said, said};
use crate::domain::draft::{DraftNote, Question, flag};
use crate::domain::plan_draft::{PlanDraft, Tally};
use crate::import::container::sheet::Row;

/// How often progress is told, in rows.
const TOLD: usize = 500;

/// What is carried from sheet to sheet.
pub(super) struct Whole<'m> {
    mapping: &'m Mapping,
    glossary: Glossary,
    said: Said<'m>,
    doubts: Doubts,
    columns: Columns,
    rows: usize,
}

impl<'m> Whole<'m> {
    /// Begins before the first sheet.
    pub(super) fn new(mapping: &'m Mapping, said: Said<'m>) -> Self {
        Whole {
            mapping,
            glossary: Glossary::of(mapping),
            said,
            doubts: Doubts::default(),
            columns: Columns::default(),
            rows: 0,
        }
    }

    /// Reads the rows of a sheet.
    pub(super) fn sheet<'s>(
        &mut self,
        layout: &Layout<'s>,
        draft: &mut PlanDraft,
        progress: &mut dyn FnMut(usize),
    ) {
        said::titles(layout, self.mapping, draft);
        said::columns(layout, self.mapping, &mut draft.notes);
        self.columns.begin(layout);
        let mut holding = Holding::new(layout);
        for row in layout.rows() {
            self.rows += 1;
            if self.rows.is_multiple_of(TOLD) {
                progress(self.rows);
            }
            if row.hidden {
                self.doubts
                    .many("{} hidden row{s} read like the others", || {
                        layout.sheet.row_place(row.number)
                    });
            }
            self.columns.count(row);
            self.row(layout, &mut holding, row, draft);
        }
    }

    fn row<'s>(
        &mut self,
        layout: &Layout<'s>,
        holding: &mut Holding<'_, 's>,
        row: &'s Row,
        draft: &mut PlanDraft,
    ) {
        let place = layout.sheet.row_place(row.number);
        let sort = layout.sort(row);
        if self.is_left_out(&place) {
            self.doubts.leave_out("as a person said", place);
            self.above_the_next(layout, holding, row, sort);
            return;
        }
        match sort {
            Sort::Header => self.doubts.leave_out("the header once more", place),
            Sort::Total => self.doubts.leave_out("totals", place),
            Sort::Elsewhere => {
                let why = "nothing in the columns that are read";
                self.doubts.leave_out(why, place);
            }
            Sort::Heading(column, words) => self.heading(layout, holding, row, column, &words),
            Sort::Listed => self.listed(layout, holding, row, draft),
        }
    }

    fn is_left_out(&self, place: &str) -> bool {
        self.said.leave_out.iter().any(|left| left == place)
    }

    /// What a person leaves out stays the row above the next one, which may say "as above".
    fn above_the_next<'s>(
        &mut self,
        layout: &Layout<'s>,
        holding: &mut Holding<'_, 's>,
        row: &'s Row,
        sort: Sort,
    ) {
        match sort {
            Sort::Listed => {
                let mut given = holding.of(row);
                carry(layout, &mut given, holding.above());
                holding.keep(given);
            }
            Sort::Heading(column, words) => self.doubts.notes.push(DraftNote {
                words: format!(
                    "the heading `{}` is left out: the rows below it are read as if it were not there",
                    short(&words)
                ),
                about: None,
                place: layout.sheet.place(row.number, column),
            }),
            Sort::Header | Sort::Total | Sort::Elsewhere => {}
        }
    }

    /// Returns what a row says without the cells that a person leaves out, and where those stand.
    fn without_cells_left_out<'s>(
        &mut self,
        layout: &Layout<'_>,
        row: &Row,
        given: &Given<'s>,
    ) -> (Given<'s>, Vec<usize>) {
        let mut given = given.clone();
        let leave_out = self.said.leave_out;
        let is_left_out =
            |row: usize, column: usize| leave_out.contains(&layout.sheet.place(row, column));
        let mut columns = Vec::new();
        for (row, column) in given.drop_those(row.number, is_left_out) {
            self.doubts.notes.push(DraftNote {
                words: "the cell is left out, as a person said".to_owned(),
                about: None,
                place: layout.sheet.place(row, column),
            });
            columns.push(column);
        }
        (given, columns)
    }

    /// A heading within the list says what the mapping says that headings say; or, in the column of the
    /// report, the report.
    fn heading<'s>(
        &mut self,
        layout: &Layout<'s>,
        holding: &mut Holding<'_, 's>,
        row: &'s Row,
        column: usize,
        words: &str,
    ) {
        let place = layout.sheet.place(row.number, column);
        let of_column = layout.field(column).filter(|field| *field == Field::Report);
        self.doubts.leave_out(
            "headings within the list",
            layout.sheet.row_place(row.number),
        );
        let (Some(field), Some(cell)) = (of_column.or(self.mapping.subheadings), row.cell(column))
        else {
            self.doubts.notes.push(DraftNote {
                words: format!(
                    "`{}` is a heading within the list, and is left out",
                    short(words)
                ),
                about: None,
                place,
            });
            return;
        };
        let held = Held {
            value: &cell.value,
            row: row.number,
            column,
            struck: cell.struck,
            from: From::Heading,
        };
        holding.keep_heading(field, held);
        self.doubts.notes.push(DraftNote {
            words: format!(
                "the rows below the heading `{}` are of it: {}",
                short(words),
                field.key()
            ),
            about: None,
            place,
        });
    }

    fn listed<'s>(
        &mut self,
        layout: &Layout<'s>,
        holding: &mut Holding<'_, 's>,
        row: &'s Row,
        draft: &mut PlanDraft,
    ) {
        let mut whole = holding.of(row);
        let carried = carry(layout, &mut whole, holding.above());
        let (given, left_out) = match self.said.leave_out {
            [] => (whole.clone(), Vec::new()),
            _ => self.without_cells_left_out(layout, row, &whole),
        };
        let mut reading = Reading {
            layout,
            mapping: self.mapping,
            glossary: &self.glossary,
            doubts: &mut self.doubts,
            row,
            about: draft.rows.len(),
            broken: false,
            left: left_out
                .into_iter()
                .map(|column| (column, "as a person said"))
                .collect(),
        };
        reading.say_what_is_carried(carried);
        said::beyond(&mut reading);
        said::like_totals(&mut reading);
        said::merged(&mut reading, &given);
        let read = reading.read(&given);
        if !reading.broken {
            let taken = reading.account(&given, &read);
            self.columns.take(taken);
        }
        draft.rows.push(read);
        // What is left out of this row still stands above the next one.
        holding.keep(whole);
    }

    /// Puts into the draft what was left out, doubted and noted on the way.
    pub(super) fn finish(mut self, draft: &mut PlanDraft) {
        if self.said.is_proposed {
            draft.questions.push(Question {
                words: "the columns are proposed, and nobody has confirmed them: write the proposal with --propose-mapping, correct it and give it".to_owned(),
                answer: flag("--mapping", "FILE"),
                place: String::new(),
            });
        }
        draft.questions.extend(self.doubts.questions());
        draft.notes.extend(self.doubts.many_notes());
        draft.mapped = std::mem::take(&mut self.doubts.mapped);
        draft.notes.append(&mut self.doubts.notes);
        let (left_out, left_cells) = self.doubts.left();
        draft.tally = Some(Tally {
            rows: self.rows,
            left_out,
            left_cells,
            columns: self.columns.counts(),
        });
    }
}
