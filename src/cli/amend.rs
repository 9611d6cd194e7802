//! `annexe amend`: correcting what was recorded, by a recorded change.

use annexe::domain::action::Action;
use annexe::domain::closure::Closure;
use annexe::domain::finding::Finding;
use annexe::domain::partial_date::PartialDate;
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::Recommendation;
use annexe::store::{Change, Changed, FindingEdit, Named, Store};
use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::session::Session;

/// Correct a recommendation, a finding or a closure; the history keeps what was there
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe amend west-kent-2022/3 --words \"ensure priorities are …\" --why \"Typing error\"
  annexe amend west-kent-2022/3#f41 --progress some --why \"Misread the annexe\"

`annexe show REF` prints the handle of each fact (#f41 a finding, #c7 a closure).
An inspection is corrected with `annexe inspection edit`.")]
pub struct Amend {
    /// A recommendation, or one fact of it: west-kent-2022/3, west-kent-2022/3#f41, #f41
    reference: String,
    /// A recommendation's words
    #[arg(long, value_name = "TEXT", help_heading = "Of a recommendation")]
    words: Option<String>,
    /// Whom a recommendation is addressed to; several for a joint one
    #[arg(long, value_name = "NAME", help_heading = "Of a recommendation")]
    to: Vec<String>,
    /// An action's Responsible Owner
    #[arg(long, value_name = "ROLE", help_heading = "Of an action")]
    owner: Option<String>,
    /// A finding's words, without the grade
    #[arg(long, value_name = "TEXT", help_heading = "Of a finding")]
    finding: Option<String>,
    /// A finding's grade: none, some, sufficient or not-graded
    #[arg(long, value_name = "GRADE", help_heading = "Of a finding")]
    progress: Option<Progress>,
    /// A note beside the grade
    #[arg(long, value_name = "TEXT", help_heading = "Of a finding")]
    remark: Option<String>,
    /// A closure's reason
    #[arg(long, value_name = "TEXT", help_heading = "Of a closure")]
    reason: Option<String>,
    /// Who decided
    #[arg(long, value_name = "WHO", help_heading = "Of a closure")]
    decided_by: Option<String>,
    /// On which date it was decided
    #[arg(long, value_name = "DATE", help_heading = "Of a closure")]
    on: Option<PartialDate>,
}

/// What is amended.
#[derive(Clone, Copy)]
enum Amended {
    Recommendation,
    Finding,
    Closure,
    Action,
}

impl Amend {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let named = store.called(&self.reference)?;
        let changed = match &named {
            Named::Recommendation(recommendation) => {
                self.refuse_unfit_flags(Amended::Recommendation)?;
                self.recommendation(session, &store, recommendation)?
            }
            Named::Finding(finding) => {
                self.refuse_unfit_flags(Amended::Finding)?;
                self.finding(session, &store, finding)?
            }
            Named::Closure(about, closure) => {
                self.refuse_unfit_flags(Amended::Closure)?;
                self.closure(session, &store, about, closure)?
            }
            Named::Beside(_, handle) => bail!(Misused(format!(
                "{handle} is not amended; take it back with `annexe undo {handle}` and record it again"
            ))),
            Named::Action(action) => {
                self.refuse_unfit_flags(Amended::Action)?;
                self.action(session, &store, action)?
            }
            Named::Alert(..) => bail!(Misused(
                "an alert is not amended; undo its import and import it again".to_owned()
            )),
        };
        match changed.change {
            Some(change) => message(&format!("Amended {} (change {change})", self.reference)),
            None => message(&format!(
                "{} says so already; nothing was changed",
                self.reference
            )),
        }
        Ok(())
    }

    /// Names the flags that go with what is amended, where others or none are given.
    fn refuse_unfit_flags(&self, amended: Amended) -> Result<()> {
        let recommendation = self.words.is_some() || !self.to.is_empty();
        let action = self.owner.is_some();
        let finding = self.finding.is_some() || self.progress.is_some() || self.remark.is_some();
        let closure = self.reason.is_some() || self.decided_by.is_some() || self.on.is_some();
        let (fits, others, what) = match amended {
            Amended::Action => (
                self.words.is_some() || action,
                !self.to.is_empty() || finding || closure,
                "an action: correct it with --words or --owner; its date is moved with `annexe action reschedule`",
            ),
            Amended::Recommendation => (
                recommendation,
                action || finding || closure,
                "a recommendation: correct it with --words or --to; a finding of it has a handle, which `annexe show` prints",
            ),
            Amended::Finding => (
                finding,
                recommendation || action || closure,
                "a finding: correct it with --finding, --progress or --remark",
            ),
            Amended::Closure => (
                closure,
                recommendation || action || finding,
                "a closure: correct it with --reason, --decided-by or --on",
            ),
        };
        if fits && !others {
            return Ok(());
        }
        bail!(Misused(format!("{} is {what}", self.reference)))
    }

    fn recommendation(
        &self,
        session: &Session,
        store: &Store,
        amended: &Recommendation,
    ) -> Result<Changed<()>> {
        let bodies = store.bodies()?;
        let to = self
            .to
            .iter()
            .map(|name| bodies.find(name).map(|body| body.id))
            .collect::<Result<Vec<_>, _>>()?;
        let amend = |change: &Change<'_>| {
            change.said(format!("amended {}", amended.reference()));
            if let Some(words) = &self.words {
                change.amend_words(amended.id, words, None)?;
            }
            if to.is_empty() {
                Ok(())
            } else {
                change.amend_addressees(amended.id, &to)
            }
        };
        Ok(store.change(&session.meta("amend"), amend)?)
    }

    fn action(&self, session: &Session, store: &Store, amended: &Action) -> Result<Changed<()>> {
        Ok(store.change(&session.meta("amend"), |change| {
            change.said(format!("amended {}", amended.reference));
            change.amend_action(amended.id, self.words.as_deref(), self.owner.as_deref())
        })?)
    }

    fn finding(&self, session: &Session, store: &Store, amended: &Finding) -> Result<Changed<()>> {
        let covered = amended
            .covers
            .iter()
            .map(|covered| store.recommendation_of_id(covered.recommendation_id));
        let covered = covered
            .map(|item| item.map(|item| item.reference()))
            .collect::<Result<Vec<_>, _>>()?
            .join(", ");
        let edit = FindingEdit {
            words: self.finding.clone(),
            progress: self.progress,
            remark: self.remark.clone(),
        };
        if amended.covers.len() > 1 {
            message(&format!(
                "#f{} covers {covered}: it is amended for all of them",
                amended.id
            ));
        }
        Ok(store.change(&session.meta("amend"), |change| {
            change.said(format!("amended finding #f{} about {covered}", amended.id));
            change.amend_finding(amended.id, &edit)
        })?)
    }

    fn closure(
        &self,
        session: &Session,
        store: &Store,
        about: &Recommendation,
        amended: &Closure,
    ) -> Result<Changed<()>> {
        let decided_on = self
            .on
            .map(|date| session.past("--on", date))
            .transpose()?
            .unwrap_or(amended.decided_on);
        let closure = Closure {
            decided_on,
            decided_by: self
                .decided_by
                .clone()
                .unwrap_or_else(|| amended.decided_by.clone()),
            reason: self
                .reason
                .clone()
                .unwrap_or_else(|| amended.reason.clone()),
            ..amended.clone()
        };
        Ok(store.change(&session.meta("amend"), |change| {
            change.said(format!(
                "amended closure #c{} of {}",
                amended.id,
                about.reference()
            ));
            change.amend_closure(about.id, &closure)
        })?)
    }
}
