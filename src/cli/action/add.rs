//! `annexe action add`.

use annexe::domain::action::{ActionOf, NewAction};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::target::Due;
use annexe::error::Error;
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

/// What actions are added under.
struct Parent<'s> {
    store: &'s Store,
    of: ActionOf,
}

impl Add {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let parent = Parent::called(&store, &self.reference)?;
        let set_on = session.past("--on", self.on.unwrap_or(session.today.into()))?;
        match &self.words {
            Some(words) => {
                let target = self.target.clone().map(|due| (due, set_on));
                parent.add(session, words, self.owner.clone(), target)
            }
            None => self.several(session, &parent, set_on),
        }
    }

    fn several(&self, session: &Session, parent: &Parent<'_>, set_on: PartialDate) -> Result<()> {
        let first = prompt::line(session, "--words", "What is to be done")?;
        let mut words = Some(first);
        let mut owner = self.owner.clone();
        let mut target = self.target.clone();
        while let Some(text) = words {
            owner = prompt::optional::<String>(session, "Responsible Owner (a role)")?.or(owner);
            target = prompt::optional::<Due>(session, "Target date")?.or(target.take());
            let due = target.take().map(|due| (due, set_on));
            parent.add(session, &text, owner.clone(), due)?;
            words = prompt::optional::<String>(session, "What else is to be done")?;
        }
        Ok(())
    }
}

impl<'s> Parent<'s> {
    fn called(store: &'s Store, reference: &str) -> Result<Parent<'s>> {
        let of = match store.called(reference)? {
            Named::Recommendation(recommendation) => ActionOf::Recommendation(recommendation.id),
            Named::Alert(_, id) => ActionOf::Alert(id),
            _ => bail!(Misused(format!(
                "`{reference}` cannot have actions; name a recommendation or an alert"
            ))),
        };
        Ok(Parent { store, of })
    }

    /// Adds one action, and says so.
    fn add(
        &self,
        session: &Session,
        words: &str,
        owner: Option<String>,
        target: Option<(Due, PartialDate)>,
    ) -> Result<()> {
        if let Some((due, _)) = &target {
            confirm_early_target(session, self.store, self.of, due)?;
        }
        let until = target
            .as_ref()
            .map_or("without a target date".to_owned(), |(due, _)| {
                due.in_a_sentence()
            });
        let new = NewAction {
            of: self.of,
            words: words.to_owned(),
            owner,
            target,
        };
        let added = self.store.change(&session.meta("action add"), |change| {
            let reference = change.action(change.add_action(&new)?)?.reference;
            change.said(format!("added action {reference}"));
            Ok(reference)
        })?;
        message(&format!("Added {}, {until}", added.value));
        Ok(())
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
        "the target date {} lies before the publication, {}",
        due.for_people(),
        published.for_people()
    );
    if !session.may_ask {
        bail!(Error::Refused(format!(
            "{question}; give --yes where it is right"
        )));
    }
    if prompt::confirm(session, &format!("But {question}. Is it right?"))? {
        Ok(())
    } else {
        bail!(Left)
    }
}
