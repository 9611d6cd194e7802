//! Trackers: the lists that people keep in sheets, read by a mapping that a person confirmed.
//!
//! A mapping is proposed (`proposal`), kept (`kept`) and laid over each sheet (`layout`); then each row is
//! read (`row`, `status`, `dates`) and accounted for. What a cell means is never guessed: words without
//! a meaning, dates that can be read in two ways and broken rows are questions.

mod account;
mod action;
#[cfg(test)]
mod bounded;
mod columns;
mod date_parts;
mod dates;
mod doubts;
mod field;
mod foreign;
mod glossary;
mod header;
mod heading;
mod held;
mod kept;
mod layout;
mod mapping;
mod order;
mod profile;
mod proposal;
mod row;
mod said;
mod several;
mod status;
mod totals;
mod words;
mod written;

use crate::domain::draft::{DraftNote, Place, Question, Source, flag};
use crate::domain::plan_draft::{PlanDraft, Tally};
use crate::import::container::sheet::{Row, Sheet, Workbook};
use columns::Columns;
use doubts::Doubts;
pub use field::Field;
use glossary::Glossary;
use held::{From, Given, Held, Holding};
pub use kept::NotAMapping;
pub use layout::Misfit;
use layout::{Layout, Sort};
pub use mapping::{Mapping, Meanings, Meant, Vocabulary};
pub use order::{Declared, NotAnOrder, Order};
pub use proposal::{Proposal, Proposed};
use row::Reading;

/// A tracker before its columns are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracker {
    /// Where it was read
    pub source: Source,
    /// Its sheets
    pub workbook: Workbook,
}

/// What a person says beside the mapping.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said<'a> {
    /// Rows that are left out: `Open!row 14`, or a cell of the row
    pub leave_out: &'a [String],
    /// Whether the mapping is only a proposal, which nobody confirmed
    pub is_proposed: bool,
}

impl Tracker {
    /// Proposes a mapping; nothing where no sheet has columns that are known.
    pub fn propose(&self) -> Option<Proposal> {
        proposal::propose(&self.workbook)
    }

    /// Finds the words of status, answer and reason that are none of the register, and gives each a place in
    /// the mapping: the table, the word, in how many cells, the first of them.
    pub fn words(&self, mapping: &mut Mapping) -> Vec<(&'static str, String, usize, Place)> {
        proposal::unknown_words(&proposal::layouts(mapping, &self.workbook), mapping)
    }

    /// Tells whether every sheet and every column that a mapping reads is there.
    pub fn fits(&self, mapping: &Mapping) -> bool {
        let sheets = self.sheets(mapping);
        sheets.is_ok_and(|sheets| {
            let mut sheets = sheets.into_iter();
            sheets.all(|sheet| Layout::of(sheet, mapping).is_ok())
        })
    }

    /// Reads the rows by a mapping. A mapping that does not fit is refused, naming what is missing.
    ///
    /// `progress` is called with the number of rows that were read, now and then.
    pub fn read(
        &self,
        mapping: &Mapping,
        said: Said<'_>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<PlanDraft, Misfit> {
        let mut draft = PlanDraft::of(self.source.clone());
        draft.notes.clone_from(&self.workbook.notes);
        let mut whole = Whole {
            mapping,
            glossary: Glossary::of(mapping),
            said,
            doubts: Doubts::default(),
            columns: Columns::default(),
            rows: 0,
        };
        let sheets = self.sheets(mapping)?.into_iter();
        let layouts = sheets.map(|sheet| Layout::of(sheet, mapping));
        let layouts: Vec<Layout<'_>> = layouts.collect::<Result<_, _>>()?;
        foreign::check(&layouts, mapping)?;
        for layout in &layouts {
            whole.sheet(layout, &mut draft, progress);
        }
        self.say_of_sheets(mapping, &mut draft.notes);
        whole.finish(&mut draft);
        Ok(draft)
    }

    /// Returns the sheets that a mapping reads; all of them where it names none.
    fn sheets(&self, mapping: &Mapping) -> Result<Vec<&Sheet>, Misfit> {
        let sheets = &self.workbook.sheets;
        if mapping.sheets.is_empty() {
            return Ok(sheets
                .iter()
                .filter(|sheet| !mapping.left_out_sheets.contains(&sheet.name))
                .collect());
        }
        let named = |name: &String| {
            let found = sheets.iter().find(|sheet| sheet.name == *name);
            found.ok_or_else(|| {
                let there: Vec<String> = sheets
                    .iter()
                    .map(|sheet| format!("`{}`", sheet.name))
                    .collect();
                Misfit::Sheet(name.clone(), there.join(", "))
            })
        };
        mapping.sheets.iter().map(named).collect()
    }

    /// Says which sheets are not read, which are hidden, and which are called closed.
    fn say_of_sheets(&self, mapping: &Mapping, notes: &mut Vec<DraftNote>) {
        for sheet in self
            .workbook
            .sheets
            .iter()
            .filter(|sheet| !sheet.name.is_empty())
        {
            let is_read = mapping.sheets.is_empty() || mapping.sheets.contains(&sheet.name);
            let hidden = if sheet.hidden {
                "the hidden sheet"
            } else {
                "the sheet"
            };
            let words = match (is_read, layout::is_closed(&sheet.name), sheet.hidden) {
                (false, ..) if sheet.rows.is_empty() => continue,
                (false, ..) => format!("{hidden} `{}` is not read", sheet.name),
                (true, true, _) => format!(
                    "{hidden} `{}` is read like the others, and closes nothing",
                    sheet.name
                ),
                (true, false, true) => format!("{hidden} `{}` is read", sheet.name),
                (true, false, false) => continue,
            };
            notes.push(DraftNote {
                words,
                about: None,
                place: sheet.name.clone(),
            });
        }
    }
}

/// How often progress is told, in rows.
const TOLD: usize = 500;

/// What is carried from sheet to sheet.
struct Whole<'m> {
    mapping: &'m Mapping,
    glossary: Glossary,
    said: Said<'m>,
    doubts: Doubts,
    columns: Columns,
    rows: usize,
}

impl Whole<'_> {
    fn sheet<'s>(
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
                    doubts::short(&words)
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
        given: &Given<'s>,
    ) -> (Given<'s>, Vec<usize>) {
        let mut given = given.clone();
        let leave_out = self.said.leave_out;
        let is_left_out =
            |held: &Held<'_>| leave_out.contains(&layout.sheet.place(held.row, held.column));
        let mut columns = Vec::new();
        for (row, column) in given.drop_those(is_left_out) {
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
                    doubts::short(words)
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
                doubts::short(words),
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
            _ => self.without_cells_left_out(layout, &whole),
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
        match carried {
            Carried::Nothing => {}
            Carried::Report => reading.doubts.many(
                "the report is blank in {} row{s}, and is that of the row above",
                || layout.sheet.row_place(row.number),
            ),
            Carried::Recommendation(above) => reading.note(
                format!(
                    "the row names no recommendation, and is read as of the one in row {above}"
                ),
                layout.sheet.row_place(row.number),
            ),
        }
        said::beyond(&mut reading);
        said::like_totals(&mut reading);
        let read = reading.read(&given);
        if !reading.broken {
            let taken = reading.account(&given, &read);
            self.columns.take(taken);
        }
        draft.rows.push(read);
        // What is left out of this row still stands above the next one.
        holding.keep(whole);
    }

    fn finish(mut self, draft: &mut PlanDraft) {
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

/// What a row has of the row above.
enum Carried {
    Nothing,
    Report,
    /// All of it; the row that names the recommendation
    Recommendation(usize),
}

/// Gives a row what it leaves blank: the recommendation, where it names none; the report, where it leaves
/// that blank alone; what a heading above says.
fn carry<'s>(layout: &Layout<'s>, given: &mut Given<'s>, above: Option<&Given<'s>>) -> Carried {
    const NAMES: [Field; 3] = [Field::Reference, Field::Number, Field::Recommendation];
    let Some(above) = above else {
        return Carried::Nothing;
    };
    let names = |given: &Given<'s>| NAMES.iter().find_map(|field| given.get(*field));
    if names(given).is_none()
        && given.get(Field::Report).is_none()
        && let Some(named) = names(above)
    {
        let of_it = Field::ALL
            .into_iter()
            .filter(|field| field.is_of_the_recommendation());
        of_it.for_each(|field| take_over(given, above, field));
        return Carried::Recommendation(named.row);
    }
    if above
        .get(Field::Addressee)
        .is_some_and(|held| held.from == From::Heading)
    {
        take_over(given, above, Field::Addressee);
    }
    let report = above
        .get(Field::Report)
        .filter(|_| given.get(Field::Report).is_none());
    let Some(report) = report else {
        return Carried::Nothing;
    };
    take_over(given, above, Field::Report);
    take_over(given, above, Field::Published);
    if report.from != From::Heading && layout.has(Field::Report) {
        Carried::Report
    } else {
        Carried::Nothing
    }
}

/// Gives a row what the one above has of a field that it leaves blank.
fn take_over<'s>(given: &mut Given<'s>, above: &Given<'s>, field: Field) {
    if let Some(held) = above.get(field).filter(|_| given.get(field).is_none()) {
        let from = if held.from == From::Heading {
            From::Heading
        } else {
            From::Above
        };
        given.put(field, Some(Held { from, ..held }));
    }
}

#[cfg(test)]
mod tests;
