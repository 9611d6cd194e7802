//! `annexe action update`: what owners say, of one action or of many at once.

use annexe::domain::action::{Action, ActionState, NewUpdate};
use annexe::domain::evidence::{NewEvidence, Shown};
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::report;
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::Args;

use crate::cli::evidence;
use crate::cli::filter::Filters;
use crate::cli::message::message;
use crate::cli::misuse::{Left, Misused};
use crate::cli::output::Printing;
use crate::cli::prompt;
use crate::cli::session::Session;

/// Record what owners say of actions: not started, in progress, completed or discontinued
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action update west-kent-2022/3.1 --state completed --on 2023-03-20 --evidence priorities.docx --keep
  annexe action update --owner \"Head of PDU\" --body \"West Kent\" --state in-progress --note \"Quarterly return\"

Without a reference the filters choose the actions: they are shown first, and written as one
change when you say yes. Those that cannot be changed are listed with why.")]
pub struct Update {
    /// The actions; none: those that the filters choose
    #[arg(value_name = "REF")]
    references: Vec<String>,
    /// not-started, in-progress, completed or discontinued
    #[arg(long, value_name = "STATE")]
    state: Option<ActionState>,
    /// What is said beside it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A file or address that shows it; may be given several times
    #[arg(long, value_name = "FILE|URL")]
    evidence: Vec<String>,
    /// Copy the files into a folder beside the register
    #[arg(long, requires = "evidence")]
    keep: bool,
    /// On which date it was said, or completed [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

impl Update {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let actions = self.actions(session, &store)?;
        let state = prompt::or_ask(self.state, || {
            let shown = ActionState::ALL.map(ActionState::words);
            Ok(ActionState::ALL
                [prompt::choice(session, "--state", "What does the owner say", &shown)?])
        })?;
        let said_on = self.said_on(session, state)?;
        let shown = self.shown(session, state)?;
        let evidence = evidence::read(session, &shown, self.keep)?;
        let new = NewUpdate {
            said_on,
            state,
            note: self.note.clone(),
        };
        let references: Vec<&str> = actions
            .iter()
            .map(|action| action.reference.as_str())
            .collect();
        let said = format!(
            "owner says of {}: {state}, {said_on}",
            references.join(", ")
        );
        store.change(&session.meta("action update"), |change| {
            change.said(&said);
            for action in &actions {
                let update = change.update_action(action, &new)?;
                for (address, file, kept) in &evidence {
                    let shown = Shown::ForUpdate(update);
                    change.add_evidence(&NewEvidence {
                        shown,
                        address: address.clone(),
                        file: file.clone(),
                        kept: *kept,
                    })?;
                }
            }
            Ok(())
        })?;
        message(&format!("Recorded: {said}"));
        if state == ActionState::Completed && evidence.is_empty() {
            message("No evidence was given; `show` says so");
        }
        Ok(())
    }

    /// What is completed was completed on a day; on a terminal it is asked for.
    fn said_on(&self, session: &Session, state: ActionState) -> Result<PartialDate> {
        let on = match self.on {
            None if state == ActionState::Completed && session.may_ask => {
                prompt::optional(session, "On which day was it completed (today)")?
            }
            on => on,
        };
        session.past("--on", on.unwrap_or(session.today.into()))
    }

    fn shown(&self, session: &Session, state: ActionState) -> Result<Vec<String>> {
        if state != ActionState::Completed || !self.evidence.is_empty() || !session.may_ask {
            return Ok(self.evidence.clone());
        }
        let shown: Option<String> =
            prompt::optional(session, "What shows it: a file or an address (none)")?;
        Ok(shown.into_iter().collect())
    }

    fn actions(&self, session: &Session, store: &Store) -> Result<Vec<Action>> {
        if !self.references.is_empty() {
            return self
                .references
                .iter()
                .map(|reference| super::called(store, reference))
                .collect();
        }
        if !self.filters.narrow() {
            bail!(Misused(
                "name the actions, or choose them with --body, --owner or another filter"
                    .to_owned()
            ));
        }
        let day = self.filters.day(session)?;
        let filter = self.filters.filter(store)?;
        let steps = report::steps(store, &filter, day)?;
        let (ended, open): (Vec<_>, Vec<_>) = steps
            .into_iter()
            .map(|step| step.action)
            .partition(Action::is_ended);
        for action in &ended {
            let state = action
                .newest_update()
                .map_or("ended", |update| update.state.words());
            message(&format!("left as it is: {} is {state}", action.reference));
        }
        if open.is_empty() {
            bail!(Error::Refused(
                "no action that could be updated fits these filters".to_owned()
            ));
        }
        self.printing
            .print(session, &report::actions(store, &filter, day)?)?;
        let question = format!("Record this of {} actions?", open.len());
        if prompt::confirm(session, &question)? {
            Ok(open)
        } else {
            bail!(Left)
        }
    }
}
