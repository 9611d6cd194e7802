//! A tracker on its way into the register: its columns named by a mapping, its rows read, then shown and
//! written like a plan.

use std::path::{Path, PathBuf};

use annexe::document::{Cell, Column, Layout, Section};
use annexe::domain::draft::Question;
use annexe::domain::plan_draft::PlanDraft;
use annexe::import::reading::tracker::{Field, Mapping, Order, Proposal, Said, Tracker};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use super::{Import, kept, progress};
use crate::cli::answering;
use crate::cli::message::message;
use crate::cli::misuse::{Misused, unreadable};
use crate::cli::output::{print, write_new};
use crate::cli::prompt;
use crate::cli::session::Session;

/// How a sheet is read.
#[derive(Args, Default)]
pub struct Sheets {
    /// The mapping: which columns of a sheet hold what, and what its own words mean
    #[arg(long, value_name = "FILE", help_heading = "Sheets")]
    mapping: Option<PathBuf>,
    /// Write a mapping as it is proposed (- prints it), to correct it and give it with --mapping
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "mapping",
        help_heading = "Sheets"
    )]
    propose_mapping: Option<PathBuf>,
    /// Which comes first in dates written in figures: day-first, month-first or year-first
    #[arg(long, value_name = "ORDER", help_heading = "Sheets")]
    dates: Option<Order>,
    /// What years of two digits are counted from: 2000
    #[arg(long, value_name = "YEAR", value_parser = century, help_heading = "Sheets")]
    two_digit_years: Option<i32>,
}

fn century(text: &str) -> Result<i32, String> {
    let century = text.parse().ok().filter(|year| matches!(year, 1900 | 2000));
    century.ok_or_else(|| "write 2000".to_owned())
}

/// Where the columns of a sheet are said from.
enum Columns {
    /// A mapping that was kept
    Given(Mapping),
    /// A proposal that nobody has confirmed
    Proposed(Proposal),
    /// A proposal that a person has confirmed or corrected
    Confirmed(Proposal),
}

impl Columns {
    fn mapping(&self) -> &Mapping {
        match self {
            Columns::Given(mapping) => mapping,
            Columns::Proposed(proposal) | Columns::Confirmed(proposal) => &proposal.mapping,
        }
    }
}

impl Import {
    /// Reads a tracker by its mapping, and goes on as with a plan.
    pub(super) fn tracker(&self, session: &Session, tracker: Tracker, file: &Path) -> Result<()> {
        let is_mapped = self.sheets.mapping.is_some();
        let rows = rows_of(&tracker);
        let proposal = progress::over_rows("looking at the columns of", rows, || {
            (!is_mapped).then(|| tracker.propose()).flatten()
        });
        if let Some(to) = &self.sheets.propose_mapping {
            return propose(session, &tracker, proposal, (file, to));
        }
        let columns = self.columns(session, (&tracker, file), proposal)?;
        let mut mapping = columns.mapping().clone();
        for (word, meaning) in &self.map {
            mapping.add_word(word, meaning);
        }
        let declared = &mut mapping.dates;
        declared.order = self.sheets.dates.or(declared.order);
        declared.century = self.sheets.two_digit_years.or(declared.century);
        let is_proposed = matches!(columns, Columns::Proposed(_));
        let mut draft = self.read_tracker(session, &tracker, &mut mapping, is_proposed)?;
        let mut before = Vec::new();
        match columns {
            Columns::Given(_) => {}
            Columns::Proposed(proposal) => {
                kept::name_in(&mut draft.questions, &tracker, file);
                before.push(self::columns(&proposal));
            }
            // What was answered while the rows were read is kept with the rest.
            Columns::Confirmed(proposal) => {
                let proposal = Proposal {
                    mapping,
                    ..proposal
                };
                super::columns::keep(session, (&tracker.source.name, file), &proposal)?;
            }
        }
        // A large sheet is not needed any more beside what was read of it.
        drop(tracker);
        self.plan(session, &draft, &before)
    }

    /// Returns the mapping of the file that is given; else, at a terminal, one that was kept or the proposal
    /// that a person confirms; else the proposal, which nobody has confirmed.
    fn columns(
        &self,
        session: &Session,
        (tracker, file): (&Tracker, &Path),
        proposal: Option<Proposal>,
    ) -> Result<Columns> {
        if let Some(mapping) = &self.sheets.mapping {
            return Ok(Columns::Given(read_mapping(mapping)?));
        }
        let proposal = proposal.ok_or_else(|| {
            anyhow!(
                "{} has no row that looks like the header of a list; name the columns in a mapping and give it with --mapping",
                tracker.source.name
            )
        })?;
        if !session.may_ask || self.apply {
            return Ok(Columns::Proposed(proposal));
        }
        if let Some(mapping) = kept::offered(session, (tracker, file))? {
            return Ok(Columns::Given(mapping));
        }
        let confirmed = super::columns::confirmed(session, tracker, &proposal)?;
        Ok(Columns::Confirmed(confirmed))
    }

    /// Reads the rows; at a terminal what the reading asks is asked, and they are read anew.
    fn read_tracker(
        &self,
        session: &Session,
        tracker: &Tracker,
        mapping: &mut Mapping,
        is_proposed: bool,
    ) -> Result<PlanDraft> {
        let mut leave_out = self.leave_out.clone();
        loop {
            let said = Said {
                leave_out: &leave_out,
                is_proposed,
            };
            let bar = progress::rows("reading rows", rows_of(tracker));
            let draft = tracker.read(mapping, said, &mut |rows| bar.set_position(rows as u64));
            bar.finish_and_clear();
            let draft = draft.with_context(|| tracker.source.name.clone())?;
            let question = draft.questions.first().cloned();
            let Some(question) = question.filter(|_| session.may_ask && !self.apply) else {
                return Ok(draft);
            };
            if !ask(session, &question, mapping, &mut leave_out)? {
                return Ok(draft);
            }
        }
    }
}

fn rows_of(tracker: &Tracker) -> usize {
    let sheets = tracker.workbook.sheets.iter();
    sheets.map(|sheet| sheet.rows.len()).sum()
}

/// Asks what the reading of the rows leaves open. Returns false where nothing here answers it.
fn ask(
    session: &Session,
    question: &Question,
    mapping: &mut Mapping,
    leave_out: &mut Vec<String>,
) -> Result<bool> {
    let words = answering::with_place(question);
    let flag = question.answer.split(' ').next().unwrap_or_default();
    match flag {
        "--dates" => {
            let orders = [Order::DayFirst, Order::MonthFirst, Order::YearFirst];
            let offered = orders.map(Order::words);
            let chosen = prompt::choice_of_none_offered(session, "--dates", &words, &offered)?;
            mapping.dates.order = Some(orders[chosen]);
        }
        "--two-digit-years" => {
            let words = format!("{words}. Is it of the years after 2000?");
            if !prompt::confirm_in_words(session, &words)? {
                return Ok(false);
            }
            mapping.dates.century = Some(2000);
        }
        "--leave-out" => {
            if !prompt::confirm_doubtful(session, &format!("{words}. Leave it out?"))? {
                return Ok(false);
            }
            leave_out.push(question.place.clone());
        }
        "--map" => {
            let printed = question.words.split('`').nth(1).unwrap_or_default();
            super::columns::reason(session, mapping, printed, &words)?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a mapping file.
pub(super) fn read_mapping(file: &Path) -> Result<Mapping> {
    let bytes = std::fs::read(file).map_err(|error| unreadable(file, &error))?;
    let text = String::from_utf8(bytes)
        .map_err(|_| Misused(format!("{} is not text in UTF-8", file.display())))?;
    let name = file.display().to_string();
    Mapping::from_toml(&text, &name).map_err(|fault| Misused(fault.to_string()).into())
}

/// Writes the proposal, for a person to correct; to standard output where it is to go to `-`.
fn propose(
    session: &Session,
    tracker: &Tracker,
    proposal: Option<Proposal>,
    (file, to): (&Path, &Path),
) -> Result<()> {
    let name = &tracker.source.name;
    let Some(proposal) = proposal else {
        bail!("{name} has no row that looks like the header of a list: nothing can be proposed");
    };
    let text = proposal.to_toml(name);
    if to == Path::new("-") {
        return print(text.as_bytes());
    }
    write_new(to, text.as_bytes(), false, session)?;
    message(&format!(
        "Look at each line, then: annexe import {} --mapping {}",
        file.display(),
        to.display()
    ));
    Ok(())
}

/// The columns as they are proposed: what each may hold, and what stands in it.
pub(super) fn columns(proposal: &Proposal) -> Section {
    const COLUMNS: [Column; 3] = [
        Column::new("holds", "Holds"),
        Column::new("heading", "Column"),
        Column::new("samples", "Such as"),
    ];
    let row = |field: Option<Field>, heading: &str| {
        let of_heading = proposal
            .columns
            .iter()
            .find(|column| column.heading == heading);
        let samples = of_heading.map(|column| column.samples.join(" | "));
        vec![
            Cell::text_or_nothing(field.map(Field::key)),
            Cell::Text(heading.to_owned()),
            Cell::text_or_nothing(samples.filter(|samples| !samples.is_empty())),
        ]
    };
    let mapping = &proposal.mapping;
    let read = mapping
        .columns
        .iter()
        .map(|(field, heading)| row(Some(*field), heading));
    let left_out = mapping.left_out.iter().map(|heading| row(None, heading));
    Section {
        key: "proposed_columns",
        heading: Some("Columns as they are proposed".to_owned()),
        intro: Vec::new(),
        layout: Layout::Table,
        columns: COLUMNS.to_vec(),
        rows: read.chain(left_out).collect(),
    }
}
