//! `annexe action add`.

use annexe::domain::action::{ActionOf, NewAction};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::target::Due;
use annexe::store::{Named, Store};
use anyhow::{Result, bail};
use clap::Args;

use super::doubt::is_target_meant;
use crate::cli::message::message;
use crate::cli::misuse::{Left, Misused};
use crate::cli::prompt;
use crate::cli::session::Session;

/// Add an action under a recommendation or an organisational alert
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action add west-kent-2022/3 --words \"Publish the priorities\" --owner \"Head of PDU\" --target 2023-03-31
  annexe action add hfkcw-2022/alert --words \"Allocate every case\" --owner \"Regional Probation Director\" --target \"June 2023\"

On a terminal the day of the plan is asked for, then one action after another; an empty line ends.
Each is saved at once.
--owner and --target then hold for all of them. A target that is no date (\"ongoing\") is kept as words.")]
pub struct Add {
    /// The recommendation or the alert
    reference: String,
    /// What is to be done
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// The Responsible Owner: a role
    #[arg(long, value_name = "ROLE")]
    pub(super) owner: Option<String>,
    /// The target date
    #[arg(long, value_name = "DATE")]
    pub(super) target: Option<Due>,
    /// On which date it was planned and its target set [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
}

/// What actions are added under, and since when they are planned.
pub(super) struct Parent<'s> {
    pub(super) store: &'s Store,
    pub(super) of: ActionOf,
    planned_on: PartialDate,
}

impl Add {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let planned_on = prompt::on(session, self.on, "On which date was it planned")?;
        let parent = Parent::called(&store, &self.reference, planned_on)?;
        parent.say_what_was_not_agreed()?;
        if let Some(due) = &self.target
            && !parent.is_meant(session, due)?
        {
            bail!(Left);
        }
        match &self.words {
            Some(words) => {
                let (owner, target) = (self.owner.clone(), self.target.clone());
                let added = parent.add(session, words, owner, target);
                added.map(|_| ())
            }
            None => self.several(session, &parent),
        }
    }
}

impl<'s> Parent<'s> {
    fn called(store: &'s Store, reference: &str, planned_on: PartialDate) -> Result<Parent<'s>> {
        let of = match store.called(reference)? {
            Named::Recommendation(recommendation) => ActionOf::Recommendation(recommendation.id),
            Named::Alert(_, id) => ActionOf::Alert(id),
            _ => bail!(Misused(format!(
                "`{reference}` cannot have actions; name a recommendation or an alert"
            ))),
        };
        // Before anything is asked that would then be lost.
        store.refuse_before_what_it_answers(of, "planned", planned_on)?;
        Ok(Parent {
            store,
            of,
            planned_on,
        })
    }

    /// Says that HMPPS did not agree what the actions are added under; they are recorded all the same.
    fn say_what_was_not_agreed(&self) -> Result<()> {
        let ActionOf::Recommendation(id) = self.of else {
            return Ok(());
        };
        if self.store.is_not_agreed(id)? {
            let reference = self.store.recommendation_of_id(id)?.reference();
            message(&format!(
                "HMPPS did not agree {reference}: its actions are recorded, and never overdue"
            ));
        }
        Ok(())
    }

    /// Tells whether a target is no slip.
    pub(super) fn is_meant(&self, session: &Session, due: &Due) -> Result<bool> {
        is_target_meant(session, self.store, self.of, due, self.planned_on)
    }

    /// Adds one action, and says so. Returns its reference.
    pub(super) fn add(
        &self,
        session: &Session,
        words: &str,
        owner: Option<String>,
        target: Option<Due>,
    ) -> Result<String> {
        let until = target
            .as_ref()
            .map_or("without a target date".to_owned(), Due::in_a_sentence);
        let new = NewAction {
            of: self.of,
            words: words.to_owned(),
            owner,
            planned_on: self.planned_on,
            target,
            cited: None,
        };
        let added = self.store.change(&session.meta("action add"), |change| {
            let reference = change.action(change.add_action(&new)?)?.reference;
            change.said(format!("added action {reference}"));
            Ok(reference)
        })?;
        let planned = session.dated(self.planned_on);
        let planned = planned.replacen(", ", ", planned ", 1);
        message(&format!("Added {}, {until}{planned}", added.value));
        Ok(added.value)
    }
}
