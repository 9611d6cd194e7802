//! `annexe import`: reads published reports and action plans; shows first, writes on confirmation.

mod columns;
mod kept;
mod lines;
mod plan;
mod progress;
mod report;
mod tracker;

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annexe::domain::inspection::InspectionKind;
use annexe::domain::partial_date::PartialDate;
use annexe::import::{self, Found};
use anyhow::{Context, Result, bail};
use clap::Args;

use super::exit;
use super::message::message;
use super::misuse::{Misused, unreadable};
use super::output::Printing;
use super::session::Session;
use super::wildcard;

/// Read published reports, action plans and spreadsheets: shows what was found, writes when you say so
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe import west-kent.txt                shows, then asks; without a terminal it only shows
  annexe import *.txt --apply                writes each as one change, the oldest first
  annexe import - --inspection leeds-2025    reads pasted text
  annexe import tracker.xlsx --propose-mapping tracker.toml   a sheet: names its columns first

A question must be answered before anything is written: each names the flag or command that
answers it. A note is kept with what it is about. An import is taken back with `annexe undo`.")]
pub struct Import {
    /// Files: PDF, Word (docx), web pages, text, sheets (xlsx, ods, csv); - reads pasted text from standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write without asking; nothing is written while a question is open
    #[arg(long)]
    apply: bool,
    /// Treat notes as questions
    #[arg(long)]
    strict: bool,
    /// The inspected unit or organisation
    #[arg(long, value_name = "NAME", help_heading = "Answers")]
    body: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE", help_heading = "Answers")]
    published: Option<PartialDate>,
    /// The day of which an action plan or a tracker speaks
    #[arg(long, value_name = "DATE", help_heading = "Answers")]
    on: Option<PartialDate>,
    /// The kind of inspection
    #[arg(long, value_name = "KIND", help_heading = "Answers")]
    kind: Option<InspectionKind>,
    /// A code of your own
    #[arg(long, value_name = "CODE", help_heading = "Answers")]
    code: Option<String>,
    /// The inspection that a list without a cover, or an action plan, belongs to
    #[arg(long, value_name = "CODE", help_heading = "Answers")]
    inspection: Option<String>,
    /// Whom items are addressed to where nothing in the file says it
    #[arg(long, value_name = "NAME", help_heading = "Answers")]
    addressee: Option<String>,
    /// The inspection or plan whose recommendations an annexe grades, where it does not say; its date, where
    /// it is not in the register
    #[arg(long, value_name = "CODE|DATE", help_heading = "Answers")]
    previous: Option<String>,
    /// Which recommendation an item or a row is, or which action: "112=west-kent-2022/3", "112, action 2=new"
    #[arg(long, value_name = "PLACE=REF", value_parser = mapping, help_heading = "Answers")]
    is: Vec<(String, String)>,
    /// What is none of it, by the place that the preview prints: a line (112), a row of a table
    /// ("table 2, row 3"), its answer or one of its actions ("table 2, row 3, action 1"), a row of a sheet
    /// ("Open!row 14") or a cell ("Open!F14")
    #[arg(long, value_name = "PLACE", help_heading = "Answers")]
    leave_out: Vec<String>,
    /// What a word means: "Limited progress=some", "HKKCW=HFKCW"; kept for the next import
    #[arg(long, value_name = "WORD=MEANING", value_parser = mapping, help_heading = "Answers")]
    map: Vec<(String, String)>,
    #[command(flatten)]
    sheets: tracker::Sheets,
    #[command(flatten)]
    printing: Printing,
}

impl Import {
    pub fn run(&self, session: &Session) -> Result<ExitCode> {
        let mut found_all = Vec::new();
        let mut failed = false;
        let files = wildcard::expand(&self.files)?;
        let several = files.len() > 1;
        if several && self.printing.is_to_file() {
            bail!(Misused(
                "-o takes the preview of one report; import several without it".to_owned()
            ));
        }
        for file in &files {
            match read(file) {
                Ok(found) => found_all.push((file, found)),
                Err(error) if several => {
                    exit::report(&error);
                    failed = true;
                }
                Err(error) => return Err(error),
            }
        }
        // The oldest first: what a report prints again is then here already.
        found_all.sort_by_key(|(_, found)| {
            let day = match found {
                Found::Report(draft) => draft.publication.facts.published_on,
                Found::Plan(plan) => plan.said_on.as_ref().map(|read| read.value),
                Found::Tracker(_) => None,
            };
            // A tracker speaks of reports, which are here then.
            let is_tracker = matches!(found, Found::Tracker(_));
            (is_tracker, day.map(PartialDate::last_day))
        });
        for (file, found) in found_all {
            let imported = match found {
                Found::Report(draft) => self.report(session, &draft),
                Found::Plan(plan) => self.plan(session, &plan, &[]),
                Found::Tracker(tracker) => self.tracker(session, *tracker, file),
            };
            match imported {
                Ok(()) => {}
                Err(error) if several => {
                    exit::report(&error);
                    failed = true;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(if failed {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }
}

/// Reads a file, or pasted text, whatever it holds.
fn read(file: &Path) -> Result<Found> {
    let (bytes, name) = if file == Path::new("-") {
        if std::io::stdin().is_terminal() {
            let end = if cfg!(windows) {
                "Ctrl-Z and Enter"
            } else {
                "Ctrl-D"
            };
            message(&format!(
                "Paste the text, then press {end} on a line of its own"
            ));
        }
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        (bytes, "pasted text".to_owned())
    } else {
        let name = file
            .file_name()
            .unwrap_or(file.as_os_str())
            .to_string_lossy()
            .into_owned();
        (
            std::fs::read(file).map_err(|error| unreadable(file, &error))?,
            name,
        )
    };
    progress::while_reading(&name, bytes.len(), || {
        import::read_by(&bytes, &name, lines::lines)
    })
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let (word, means) = text
        .split_once('=')
        .ok_or("write it as \"Limited progress=some\"")?;
    if word.trim().is_empty() || means.trim().is_empty() {
        return Err("both the word and its meaning must be given".to_owned());
    }
    Ok((word.trim().to_owned(), means.trim().to_owned()))
}
