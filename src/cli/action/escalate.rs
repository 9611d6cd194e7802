//! `annexe action escalate`: what an addressee cannot do alone.

use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::escalation::{Ended, Escalated, Escalation, NewEscalation, Outcome};
use annexe::domain::partial_date::PartialDate;
use annexe::store::{Named, Store};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::Args;

use super::doubt::is_order_meant;
use crate::cli::message::message;
use crate::cli::misuse::{Left, Misused};
use crate::cli::prompt;
use crate::cli::session::Session;

/// Escalate a recommendation or an action to a body above, or say what came of it
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action escalate west-kent-2022/2 --to KSS --reason \"Vacancies are filled by the region\"
  annexe action escalate west-kent-2022/2 --answered --words \"Two posts are funded\" --on 2023-05-01")]
pub struct Escalate {
    /// The recommendation or the action
    reference: String,
    /// To which body above; with --answered or --returned: which of several
    #[arg(long, value_name = "NAME")]
    to: Option<String>,
    /// Why it cannot be done alone
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["answered", "returned"])]
    reason: Option<String>,
    /// What the body above said
    #[arg(long, value_name = "TEXT", conflicts_with = "reason")]
    words: Option<String>,
    /// Only this addressee of a joint recommendation says so
    #[arg(long = "for", value_name = "NAME")]
    only_for: Option<String>,
    /// The body above did something about it
    #[arg(long, conflicts_with = "returned")]
    answered: bool,
    /// It was sent back
    #[arg(long)]
    returned: bool,
    /// On which day [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
}

impl Escalate {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let (of, reference) = escalated(&store, &self.reference)?;
        let day = self.day(session)?;
        if let Escalated::Action(id) = of
            && !is_order_meant(session, &store.action(id)?, "escalated", day.into())?
        {
            bail!(Left);
        }
        let outcome = match (self.answered, self.returned) {
            (true, _) => Some(Outcome::Answered),
            (_, true) => Some(Outcome::Returned),
            _ => None,
        };
        match outcome {
            Some(outcome) => {
                let words = self.words.clone();
                let ended = Ended { outcome, on: day, words };
                self.end(session, &store, (of, &reference), &ended)
            }
            None if self.words.is_some() => bail!(Misused(
                "--words are of the body above: give them with --answered or --returned; why it cannot be done alone is --reason".to_owned()
            )),
            None => self.raise(session, &store, (of, &reference), day),
        }
    }

    fn raise(
        &self,
        session: &Session,
        store: &Store,
        (of, reference): (Escalated, &str),
        raised_on: NaiveDate,
    ) -> Result<()> {
        let bodies = store.bodies()?;
        let to = match &self.to {
            Some(name) => bodies.find(name)?.id,
            None => self.ask_to(session, &bodies, &store.bodies_above(of, raised_on)?)?,
        };
        let by = self
            .only_for
            .as_deref()
            .map(|name| bodies.find(name))
            .transpose()?
            .map(|body| body.id);
        let reason = prompt::or_ask(self.reason.clone(), || {
            prompt::line(session, "--reason", "Why it cannot be done alone")
        })?;
        let said = format!("escalated {reference} to {}", bodies.name(to));
        let raised = store.change(&session.meta("action escalate"), |change| {
            change.said(&said);
            change.escalate(&NewEscalation {
                of,
                by,
                to,
                raised_on,
                reason,
            })
        })?;
        let on = session.dated(raised_on.into());
        message(&format!("Recorded: {said}{on} (#e{})", raised.value));
        Ok(())
    }

    fn end(
        &self,
        session: &Session,
        store: &Store,
        (of, reference): (Escalated, &str),
        ended: &Ended,
    ) -> Result<()> {
        let bodies = store.bodies()?;
        let to = match &self.to {
            Some(name) => Some(bodies.find(name)?.id),
            None => ask_which(session, &bodies, &store.open_escalations_of(of)?)?,
        };
        let recorded = store.change(&session.meta("action escalate"), |change| {
            let open = change.end_escalation(of, to, ended)?;
            let (to, outcome) = (bodies.name(open.to), ended.outcome);
            let said = format!("the escalation of {reference} to {to} was {outcome}");
            change.said(&said);
            let on = session.dated(ended.on.into());
            Ok(format!("Recorded: {said}{on} (#e{})", open.id))
        })?;
        message(&recorded.value);
        Ok(())
    }

    /// Offers the bodies above, the nearest first.
    fn ask_to(&self, session: &Session, bodies: &Bodies, above: &[BodyId]) -> Result<BodyId> {
        let names: Vec<&str> = above.iter().map(|&body| bodies.name(body)).collect();
        Ok(above[prompt::choice(session, "--to", "To which body above", &names)?])
    }

    fn day(&self, session: &Session) -> Result<NaiveDate> {
        match prompt::on(session, self.on, "On which day")? {
            PartialDate::Day(day) => Ok(day),
            date if self.on.is_none() => {
                message(&format!("{} is not a full day", date.for_people()));
                self.day(session)
            }
            date => bail!(Misused(format!(
                "--on {date} is not a full day; write 2023-05-01"
            ))),
        }
    }
}

/// Asks which of several open escalations is meant, where one may ask.
fn ask_which(session: &Session, bodies: &Bodies, open: &[Escalation]) -> Result<Option<BodyId>> {
    if open.len() < 2 || !session.may_ask {
        return Ok(None);
    }
    let names: Vec<&str> = open.iter().map(|one| bodies.name(one.to)).collect();
    let chosen = prompt::choice(session, "--to", "Which of them", &names)?;
    Ok(Some(open[chosen].to))
}

/// Returns what is escalated, with its reference.
fn escalated(store: &Store, reference: &str) -> Result<(Escalated, String)> {
    match store.called(reference)? {
        Named::Recommendation(recommendation) => {
            let of = Escalated::Recommendation(recommendation.id);
            Ok((of, recommendation.reference()))
        }
        Named::Action(action) => Ok((Escalated::Action(action.id), action.reference.clone())),
        _ => bail!(Misused(format!(
            "`{reference}` cannot be escalated; name a recommendation or an action"
        ))),
    }
}
