//! `annexe close` and `annexe reopen`: decisions of a person. A closing reason is not a grade.

use annexe::domain::closure::{Decision, NewClosure};
use annexe::domain::link::{LinkEnd, LinkKind, NewLink};
use annexe::domain::partial_date::PartialDate;
use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::prompt;
use super::session::Session;

/// Close a recommendation that is no longer pursued, though not graded sufficient
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe close kss-plan-2021/6 --as no-longer-relevant --decided-by \"Head of PDU\" --reason \"Same-day reports ended\"
  annexe close west-kent-2022/3 --superseded-by west-kent-2024/2 --decided-by \"Regional Probation Director\" --reason \"Asked again\"")]
pub struct Close {
    /// The recommendation
    reference: String,
    /// superseded, no-longer-relevant or withdrawn (by the inspectorate)
    #[arg(long = "as", value_name = "DECISION")]
    decision: Option<Decision>,
    /// The recommendation that takes its place; makes the link too
    #[arg(long, value_name = "REF")]
    superseded_by: Option<String>,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who decided: a role
    #[arg(long, value_name = "WHO")]
    decided_by: Option<String>,
    /// On which date [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
}

impl Close {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let recommendation = store.recommendation_called(&self.reference)?;
        let successor = self
            .superseded_by
            .as_deref()
            .map(|other| store.recommendation_called(other))
            .transpose()?;
        if successor.is_some()
            && self
                .decision
                .is_some_and(|decision| decision != Decision::Superseded)
        {
            bail!(Misused(
                "--superseded-by closes as superseded; leave out --as".to_owned()
            ));
        }
        let decision = match &successor {
            Some(_) => Decision::Superseded,
            None => prompt::or_ask(self.decision, || decision(session))?,
        };
        let new = NewClosure {
            recommendation_id: recommendation.id,
            decided_on: session.past("--on", self.on.unwrap_or(session.today.into()))?,
            decision,
            decided_by: prompt::or_ask(self.decided_by.clone(), || {
                prompt::line(session, "--decided-by", "Who decided (a role)")
            })?,
            reason: prompt::or_ask(self.reason.clone(), || {
                prompt::line(session, "--reason", "Why, in a sentence")
            })?,
        };
        let said = format!("closed {}: {decision}", recommendation.reference());
        let closed = store.change(&session.meta("close"), |change| {
            change.said(&said);
            if let Some(successor) = &successor {
                let to = LinkEnd::Recommendation(recommendation.id);
                change.keep_link(&NewLink {
                    from_id: successor.id,
                    kind: LinkKind::Supersedes,
                    to,
                })?;
            }
            change.add_closure(&new)
        })?;
        message(&format!(
            "Closed {}: {decision} (#c{})",
            recommendation.reference(),
            closed.value
        ));
        Ok(())
    }
}

fn decision(session: &Session) -> Result<Decision> {
    let offered = [
        Decision::Superseded,
        Decision::NoLongerRelevant,
        Decision::Withdrawn,
    ];
    Ok(offered[prompt::choice(session, "--as", "Why is it no longer pursued", &offered)?])
}

/// Take up a closed recommendation again
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe reopen kss-plan-2021/6 --decided-by \"Head of PDU\" --reason \"Same-day reports are back\"
  annexe reopen west/3 --on 2026-10-01 --decided-by \"Regional Probation Director\" --reason \"Closed in error\"")]
pub struct Reopen {
    /// The recommendation
    reference: String,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Who decided: a role
    #[arg(long, value_name = "WHO")]
    decided_by: Option<String>,
    /// On which date [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
}

impl Reopen {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let recommendation = store.recommendation_called(&self.reference)?;
        let new = NewClosure {
            recommendation_id: recommendation.id,
            decided_on: session.past("--on", self.on.unwrap_or(session.today.into()))?,
            decision: Decision::Reopened,
            decided_by: prompt::or_ask(self.decided_by.clone(), || {
                prompt::line(session, "--decided-by", "Who decided (a role)")
            })?,
            reason: prompt::or_ask(self.reason.clone(), || {
                prompt::line(session, "--reason", "Why, in a sentence")
            })?,
        };
        let reopened = store.change(&session.meta("reopen"), |change| {
            change.said(format!("reopened {}", recommendation.reference()));
            change.add_closure(&new)
        })?;
        message(&format!(
            "Reopened {} (#c{})",
            recommendation.reference(),
            reopened.value
        ));
        Ok(())
    }
}
