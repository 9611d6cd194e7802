//! Trackers: the lists that people keep in sheets, read by a mapping that a person confirmed.
//!
//! A mapping is proposed (`proposal`), kept (`kept`) and laid over each sheet (`layout`); then each row is
//! read (`row`, `status`, `dates`) and accounted for. What a cell means is never guessed: words without
//! a meaning, dates that can be read in two ways and broken rows are questions.

mod action;
#[cfg(test)]
mod bounded;
mod columns;
mod date_parts;
mod dates;
mod doubts;
mod field;
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
mod status;
mod words;
mod written;

use crate::domain::draft::{DraftNote, Place, Question, Source, flag};
use crate::domain::plan_draft::{PlanDraft, Tally};
use crate::import::container::sheet::{Sheet, Workbook};
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
    /// Rows that are left out: `Open!R14`, or a cell of the row
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
        for sheet in self.sheets(mapping)? {
            let layout = Layout::of(sheet, mapping)?;
            whole.sheet(&layout, &mut draft, progress);
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
            let place = || layout.sheet.row_place(row.number);
            if self.said.leave_out.contains(&place()) {
                self.doubts.leave_out("as a person said", place);
                continue;
            }
            match layout.sort(row) {
                Sort::Header => self.doubts.leave_out("the header once more", place),
                Sort::Total => self.doubts.leave_out("totals", place),
                Sort::Elsewhere => self
                    .doubts
                    .leave_out("nothing in the columns that are read", place),
                Sort::Heading(column, words) => {
                    self.heading(layout, &mut holding, row, column, &words)
                }
                Sort::Listed => self.listed(layout, &mut holding, row, draft),
            }
        }
    }

    /// Drops the cells of a row that a person leaves out.
    fn leave_cells_out(&mut self, layout: &Layout<'_>, given: &mut Given<'_>) {
        if self.said.leave_out.is_empty() {
            return;
        }
        let leave_out = self.said.leave_out;
        let is_left_out =
            |held: &Held<'_>| leave_out.contains(&layout.sheet.place(held.row, held.column));
        for (row, column) in given.drop_those(is_left_out) {
            self.doubts.notes.push(DraftNote {
                words: "the cell is left out, as a person said".to_owned(),
                about: None,
                place: layout.sheet.place(row, column),
            });
        }
    }

    /// A heading within the list says what the mapping says that headings say; or, in the column of the
    /// report, the report.
    fn heading<'s>(
        &mut self,
        layout: &Layout<'s>,
        holding: &mut Holding<'_, 's>,
        row: &'s crate::import::container::sheet::Row,
        column: usize,
        words: &str,
    ) {
        let place = layout.sheet.place(row.number, column);
        let of_column = layout.field(column).filter(|field| *field == Field::Report);
        self.doubts.leave_out("headings within the list", || {
            layout.sheet.row_place(row.number)
        });
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
        row: &'s crate::import::container::sheet::Row,
        draft: &mut PlanDraft,
    ) {
        let mut given = holding.of(row);
        self.leave_cells_out(layout, &mut given);
        let carried = carry(layout, &mut given, holding.above());
        let mut reading = Reading {
            layout,
            mapping: self.mapping,
            glossary: &self.glossary,
            doubts: &mut self.doubts,
            row,
            about: draft.rows.len(),
            broken: false,
            untaken: Vec::new(),
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
        draft.rows.push(reading.read(&given));
        if !reading.broken {
            self.columns.take(&given, &reading.untaken);
        }
        holding.keep(given);
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
        draft.tally = Some(Tally {
            rows: self.rows,
            left_out: self.doubts.left_out(),
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
