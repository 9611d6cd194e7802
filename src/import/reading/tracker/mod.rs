//! Trackers: the lists that people keep in sheets, read by a mapping that a person confirmed.
//!
//! A mapping is proposed (`proposal`), kept (`kept`) and laid over each sheet (`layout`); then each row is
//! read (`row`, `status`, `dates`) and accounted for. What a cell means is never guessed: words without
//! a meaning, dates that can be read in two ways and broken rows are questions.

mod account;
mod action;
#[cfg(test)]
mod bounded;
mod carried;
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
mod named;
mod order;
mod profile;
mod proposal;
mod row;
mod said;
mod several;
mod status;
mod totals;
mod whole;
mod words;
mod written;

use crate::domain::draft::{Place, Source};
use crate::domain::plan_draft::PlanDraft;
use crate::import::container::sheet::{Sheet, Workbook};
pub use field::Field;
pub use kept::NotAMapping;
use layout::Layout;
pub use layout::Misfit;
pub use mapping::{Mapping, Meanings, Meant, Vocabulary};
pub use order::{Declared, NotAnOrder, Order};
pub use proposal::{Proposal, Proposed};
use whole::Whole;

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
        told: Said<'_>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<PlanDraft, Misfit> {
        let mut draft = PlanDraft::of(self.source.clone());
        draft.notes.clone_from(&self.workbook.notes);
        let mut whole = Whole::new(mapping, told);
        let sheets = self.sheets(mapping)?.into_iter();
        let layouts = sheets.map(|sheet| Layout::of(sheet, mapping));
        let layouts: Vec<Layout<'_>> = layouts.collect::<Result<_, _>>()?;
        foreign::check(&layouts, mapping)?;
        for layout in &layouts {
            whole.sheet(layout, &mut draft, progress);
        }
        said::sheets(&self.workbook, mapping, &mut draft.notes);
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
}

#[cfg(test)]
mod tests;
