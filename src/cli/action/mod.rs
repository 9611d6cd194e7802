//! `annexe action`: the action plan under a recommendation or an alert.

mod add;
mod doubt;
mod escalate;
mod list;
mod reschedule;
mod several;
mod update;

use annexe::domain::action::{Action, ActionOf};
use annexe::domain::partial_date::PartialDate;
use annexe::store::{Named, Store};
use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::misuse::Misused;
use super::session::Session;

/// Keep the action plan: who does what by when, what was done, and every move of a date
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action add west-kent-2022/3 --words \"Publish the priorities\" --owner \"Head of PDU\" --target 2023-03-31
  annexe action reschedule west-kent-2022/3.1 2023-09-30 --reason recruitment")]
pub struct ActionCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Add(add::Add),
    Update(update::Update),
    Reschedule(reschedule::Reschedule),
    Escalate(escalate::Escalate),
    List(list::List),
}

impl ActionCommand {
    pub fn run(&self, session: &Session) -> Result<()> {
        match &self.verb {
            Verb::Add(add) => add.run(session),
            Verb::Update(update) => update.run(session),
            Verb::Reschedule(reschedule) => reschedule.run(session),
            Verb::Escalate(escalate) => escalate.run(session),
            Verb::List(list) => list.run(session),
        }
    }
}

/// Returns the action that a reference names.
fn called(store: &Store, reference: &str) -> Result<Action> {
    match store.called(reference)? {
        Named::Action(action) => Ok(*action),
        Named::Recommendation(recommendation) => bail!(Misused(format!(
            "`{reference}` is a recommendation; an action has a number of its own: {}.1",
            recommendation.reference()
        ))),
        _ => bail!(Misused(format!(
            "`{reference}` is not an action; write its reference, such as west-kent-2022/3.1"
        ))),
    }
}

/// Returns when what an action belongs to was published, if it is.
fn published(store: &Store, of: ActionOf) -> Result<Option<PartialDate>> {
    let inspection = match of {
        ActionOf::Recommendation(id) => store.recommendation_of_id(id)?.inspection_id,
        ActionOf::Alert(id) => store.inspection_of_alert(id)?,
    };
    Ok(store.inspection_of_id(inspection)?.facts.published_on)
}
