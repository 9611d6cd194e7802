//! `annexe action reschedule`: the dates before stay for ever.

use annexe::domain::partial_date::PartialDate;
use annexe::domain::target::{Due, NewTarget, SlipReason};
use anyhow::{Result, bail};
use clap::Args;

use super::doubt::{is_order_meant, is_target_meant};
use crate::cli::message::message;
use crate::cli::misuse::Left;
use crate::cli::prompt;
use crate::cli::session::Session;

/// Move a target date, saying why; the first date and every one between are kept
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action reschedule west-kent-2022/3.1 2023-09-30 --reason recruitment
  annexe action reschedule west-kent-2022/3.1 \"March 2024\" --reason funding --asked-by \"Regional Probation Director\" --note \"Bid refused\"")]
pub struct Reschedule {
    /// The action
    reference: String,
    /// The new date; what is no date (“ongoing”) is kept as words
    date: Due,
    /// recruitment, funding, procurement, policy, partner, IT, capacity or other
    #[arg(long, value_name = "REASON")]
    reason: Option<SlipReason>,
    /// What is to be said of it; the reason in words, where it is another
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Who asked for it: a role
    #[arg(long, value_name = "WHO")]
    asked_by: Option<String>,
    /// On which date it was moved [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
}

impl Reschedule {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let action = super::called(&store, &self.reference)?;
        let set_on = prompt::on(session, self.on, "On which date was it moved")?;
        // Before anything is asked that would then be lost.
        store.refuse_an_unfit_move(action.id, &self.date, set_on)?;
        let is_meant = is_order_meant(session, &action, "moved", set_on)?
            && is_target_meant(session, &store, action.of, &self.date, set_on)?;
        if !is_meant {
            bail!(Left);
        }
        let is_first = action.current_target().is_none();
        let reason = self.reason_of(session, is_first)?;
        let new = NewTarget {
            due: self.date.clone(),
            set_on,
            reason,
            note: self.note_of(session, reason)?,
            asked_by: self.who_asked(session, is_first)?,
            cited: None,
        };
        let said = match action.current_target() {
            Some(before) => format!(
                "moved {} from {} to {} ({reason})",
                action.reference,
                before.due.quoted(),
                new.due.quoted()
            ),
            None => format!(
                "set the first target of {} to {}",
                action.reference,
                new.due.quoted()
            ),
        };
        let moved = store.change(&session.meta("action reschedule"), |change| {
            change.said(&said);
            change.reschedule(action.id, &new)
        })?;
        let as_words = if new.due.date().is_none() {
            "; it is no date and kept as words"
        } else {
            ""
        };
        let on = session.dated(set_on);
        message(&format!(
            "Recorded: {said}{on} (#t{}){as_words}",
            moved.value
        ));
        Ok(())
    }

    /// A date is moved for a reason; the first one needs none.
    fn reason_of(&self, session: &Session, is_first: bool) -> Result<SlipReason> {
        if is_first {
            return Ok(SlipReason::NotStated);
        }
        prompt::or_ask(self.reason, || {
            let offered = &SlipReason::ALL[..SlipReason::ALL.len() - 1];
            Ok(offered[prompt::choice(session, "--reason", "Why is it moved", offered)?])
        })
    }

    /// "Other" says nothing alone: the reason is given in words.
    fn note_of(&self, session: &Session, reason: SlipReason) -> Result<Option<String>> {
        let given = self.note.clone().filter(|note| !note.trim().is_empty());
        match given {
            None if reason == SlipReason::Other => {
                prompt::line(session, "--note", "What is the reason, in words").map(Some)
            }
            given => Ok(given),
        }
    }

    /// Who asked is asked for where the reason was, and may be left.
    fn who_asked(&self, session: &Session, is_first: bool) -> Result<Option<String>> {
        match &self.asked_by {
            None if self.reason.is_none() && !is_first => {
                prompt::optional(session, "Who asked for it, a role")
            }
            given => Ok(given.clone()),
        }
    }
}
