//! `annexe action add`.

use annexe::domain::action::{ActionOf, Due, NewAction};
use annexe::domain::partial_date::PartialDate;
use annexe::store::{Named, Store};
use anyhow::{Result, bail};
use clap::Args;

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

On a terminal several are asked for, one after another; an empty line ends.
A target that is no date (\"ongoing\") is kept as words.")]
pub struct Add {
    /// The recommendation or the alert
    reference: String,
    /// What is to be done
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// The Responsible Owner: a role
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    /// The target date
    #[arg(long, value_name = "DATE")]
    target: Option<Due>,
    /// On which date the target was set [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
}

impl Add {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let (of, reference) = parent(&store, &self.reference)?;
        match &self.words {
            Some(words) => self.one(
                session,
                &store,
                of,
                &reference,
                words,
                self.owner.clone(),
                self.target.clone(),
            ),
            None => self.several(session, &store, of, &reference),
        }
    }

    fn several(
        &self,
        session: &Session,
        store: &Store,
        of: ActionOf,
        reference: &str,
    ) -> Result<()> {
        let first = prompt::line(session, "--words", "What is to be done")?;
        let mut words = Some(first);
        let mut owner = self.owner.clone();
        while let Some(text) = words {
            owner = prompt::optional::<String>(session, "Responsible Owner (a role)")?.or(owner);
            let target = prompt::optional::<Due>(session, "Target date")?;
            self.one(session, store, of, reference, &text, owner.clone(), target)?;
            words = prompt::optional::<String>(session, "What else is to be done")?;
        }
        Ok(())
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one action is many facts, and each has its own source"
    )]
    fn one(
        &self,
        session: &Session,
        store: &Store,
        of: ActionOf,
        reference: &str,
        words: &str,
        owner: Option<String>,
        due: Option<Due>,
    ) -> Result<()> {
        let set_on = session.past("--on", self.on.unwrap_or(session.today.into()))?;
        if let Some(due) = &due {
            confirm_early_target(session, store, of, due)?;
        }
        let said = due
            .as_ref()
            .map_or("without a target date".to_owned(), |due| {
                format!("by {due}")
            });
        let new = NewAction {
            of,
            words: words.to_owned(),
            owner,
            target: due.map(|due| (due, set_on)),
        };
        let added = store.change(&session.meta("action add"), |change| {
            let id = change.add_action(&new)?;
            let number = change.action(id)?.number;
            change.said(format!("added action {reference}.{number}"));
            Ok(number)
        })?;
        message(&format!("Added {reference}.{} {said}", added.value));
        Ok(())
    }
}

/// Returns what an action can be added under.
fn parent(store: &Store, reference: &str) -> Result<(ActionOf, String)> {
    match store.called(reference)? {
        Named::Recommendation(recommendation) => Ok((
            ActionOf::Recommendation(recommendation.id),
            recommendation.reference(),
        )),
        Named::Alert(inspection, id) => {
            Ok((ActionOf::Alert(id), store.alert_reference(&inspection, id)?))
        }
        _ => bail!(Misused(format!(
            "`{reference}` cannot have actions; name a recommendation or an alert"
        ))),
    }
}

/// A target before the publication of what it answers is likely a typing error: it is asked about.
pub fn confirm_early_target(
    session: &Session,
    store: &Store,
    of: ActionOf,
    due: &Due,
) -> Result<()> {
    let Some((due, published)) = due.date().zip(super::published(store, of)?) else {
        return Ok(());
    };
    if !due.is_surely_before(published) || session.yes {
        return Ok(());
    }
    let question = format!(
        "The target date {} lies before the publication, {}",
        due.for_people(),
        published.for_people()
    );
    if !session.may_ask {
        bail!(annexe::error::Error::Refused(format!(
            "{question}; give --yes where it is right"
        )));
    }
    if prompt::confirm(session, &format!("{question}. Is it right?"))? {
        Ok(())
    } else {
        bail!(Left)
    }
}
