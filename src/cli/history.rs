//! `annexe log`, `annexe undo`, `annexe check`: what was changed, taking it back, and proof.

use std::process::ExitCode;

use annexe::domain::partial_date::PartialDate;
use annexe::domain::reference::Typed;
use annexe::report::{self, LogFilter, LookedAt};
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::Args;

use super::evidence::{self, Found};
use super::exit;
use super::message::message;
use super::misuse::{Left, Misused};
use super::output::Printing;
use super::prompt;
use super::session::Session;

/// Tell what was changed, by whom and why, the newest first
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe log --since 2026-11-01 --by \"performance lead\"
  annexe log --item west-kent-2022/3 --format csv -o history.csv")]
pub struct Log {
    /// Recorded on or after this date
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    since: Option<PartialDate>,
    /// What was recorded of a recommendation, an alert, an action or a fact such as #f41
    #[arg(long, value_name = "REF", help_heading = "Filters")]
    item: Option<String>,
    /// What this person recorded
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    by: Option<String>,
    /// At most so many changes, the newest
    #[arg(long, value_name = "N", help_heading = "Filters")]
    most: Option<usize>,
    #[command(flatten)]
    printing: Printing,
}

impl Log {
    pub fn run(&self, session: &Session) -> Result<()> {
        let filter = LogFilter {
            since: self.since,
            item: self.item.clone(),
            by: self.by.clone(),
            most: self.most,
        };
        self.printing
            .print(session, report::log(&session.read()?, &filter)?)
    }
}

/// Take a change back, by a change of its own that the history keeps
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe undo              the newest change, after asking
  annexe undo 12 --yes     change 12, whole: an import of many rows too
  annexe undo f41          the change that recorded a fact, which `annexe show` names #f41

An undo is a change like others: undoing it brings back what it took.")]
pub struct Undo {
    /// The change, as `annexe log` numbers it, or a fact that it recorded [default: the newest]
    change: Option<String>,
}

impl Undo {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let number = self.number(session, &store)?;
        let entry = store
            .log()?
            .into_iter()
            .find(|entry| entry.number == number);
        if let Some(entry) = &entry {
            message(&format!(
                "Change {number}, {}, by {}: {}",
                entry.at.replace('T', " ").replace('Z', ""),
                entry.who,
                entry.summary
            ));
            if !prompt::confirm_doubtful(session, &format!("Take change {number} back?"))? {
                bail!(Left);
            }
        }
        let undone = store.change(&session.meta("undo"), |change| change.undo(number))?;
        if let Some(undo) = undone.change {
            message(&format!(
                "Change {number} was taken back by change {undo}; `annexe undo {undo}` brings it back"
            ));
        }
        Ok(())
    }

    /// Returns the number of the change that is meant, and says when a fact stands for it.
    fn number(&self, session: &Session, store: &Store) -> Result<i64> {
        let Some(change) = self.change.as_deref().map(str::trim) else {
            // A shell drops `#f41` where it is not quoted: what then arrives names nothing.
            if !session.yes {
                message("No change was named; this is the newest");
            }
            return Ok(store.newest_change()?);
        };
        if let Ok(number) = change.parse() {
            return Ok(number);
        }
        let Ok(Typed::Fact { within, handle }) = change.parse() else {
            bail!(Misused(format!(
                "`{change}` is not a change; write its number, as `annexe log` shows it, or a fact that it recorded, such as f41"
            )));
        };
        if within.is_some() {
            store.called(change)?;
        }
        let number = store.change_that_made(handle)?;
        message(&format!(
            "{handle} was recorded by change {number}, which is taken back whole"
        ));
        Ok(number)
    }
}

/// Check the register: the file, the schema, and every row against the history
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe check
  annexe check --evidence

Exit code 3 when a problem was found.")]
pub struct Check {
    /// Look at the evidence too: which files are gone or were changed
    #[arg(long)]
    evidence: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Check {
    pub fn run(&self, session: &Session) -> Result<ExitCode> {
        let store = session.read()?;
        let problems = store.check()?;
        let looked = self.evidence.then(|| look_at_all(session, &store));
        let looked = looked.transpose()?;
        self.printing
            .print(session, report::check(&store, &problems, looked.as_ref())?)?;
        let is_well = problems.is_empty() && looked.is_none_or(|looked| looked.faults.is_empty());
        Ok(if is_well {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(exit::PROBLEMS)
        })
    }
}

/// Looks at all evidence: which files are as they were when they were shown.
fn look_at_all(session: &Session, store: &Store) -> Result<LookedAt> {
    let mut looked = LookedAt::default();
    for shown in store.all_evidence()? {
        match evidence::look(session, &shown) {
            Found::Address => looked.addresses += 1,
            Found::AsShown(_) => looked.files += 1,
            Found::Faulty(why) => {
                looked.files += 1;
                looked.faults.push(evidence::fault(store, &shown, &why)?);
            }
        }
    }
    Ok(looked)
}
