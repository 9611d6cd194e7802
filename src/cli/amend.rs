//! `annexe amend`: correcting what was recorded, by a recorded change.

use annexe::domain::action::{Action, ActionState};
use annexe::domain::amendment::{Difference, sentence};
use annexe::domain::closure::Closure;
use annexe::domain::finding::Finding;
use annexe::domain::partial_date::PartialDate;
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::Recommendation;
use annexe::domain::reference::{Fact, Handle};
use annexe::domain::target::SlipReason;
use annexe::store::{
    ActionEdit, Change, Changed, FindingEdit, Named, Store, TargetEdit, UpdateEdit,
};
use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::session::Session;

/// Correct a recommendation, an action or a fact of one; the history keeps what was there
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe amend west-kent-2022/3 --words \"ensure priorities are …\" --why \"Typing error\"
  annexe amend west-kent-2022/3#f41 --progress some --why \"Misread the annexe\"
  annexe amend hfkcw-2022/alert.2#u7 --state completed --on 2022-09-30
  annexe amend t29 --reason funding          says afterwards why a date was moved

`annexe show REF` prints the handle of each fact (#f41 a finding, #c7 a closure, #u7 an update, #t29 a
target date). f41 does as well: in many shells a word that begins with # is a comment.
A target date is never changed: it is moved with `annexe action reschedule`.
An inspection is corrected with `annexe inspection edit`.")]
pub struct Amend {
    /// A recommendation, an action, or one fact: west-kent-2022/3, west-kent-2022/3#f41, #f41
    reference: String,
    /// The words of a recommendation or an action
    #[arg(
        long,
        value_name = "TEXT",
        help_heading = "Of a recommendation or an action"
    )]
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
    /// A closure's reason; of a moved date recruitment, funding, procurement, policy, partner, IT, capacity or other
    #[arg(
        long,
        value_name = "REASON",
        help_heading = "Of a closure or a moved date"
    )]
    reason: Option<String>,
    /// Who decided
    #[arg(long, value_name = "WHO", help_heading = "Of a closure")]
    decided_by: Option<String>,
    /// What the owner says: not-started, in-progress, completed or discontinued
    #[arg(long, value_name = "STATE", help_heading = "Of an update")]
    state: Option<ActionState>,
    /// What was said beside it
    #[arg(
        long,
        value_name = "TEXT",
        help_heading = "Of an update or a moved date"
    )]
    note: Option<String>,
    /// Who asked for the move
    #[arg(long, value_name = "WHO", help_heading = "Of a moved date")]
    asked_by: Option<String>,
    /// On which date it was decided, said, or planned
    #[arg(
        long,
        value_name = "DATE",
        help_heading = "Of a closure, an update or an action"
    )]
    on: Option<PartialDate>,
}

/// A correction, with what it came to.
type Amendment = Changed<Vec<Difference>>;

/// What is amended.
#[derive(Clone, Copy)]
enum Amended {
    Recommendation,
    Finding,
    Closure,
    Action,
    Update,
    Target,
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
            Named::Beside(about, handle) if handle.fact == Fact::Update => {
                self.refuse_unfit_flags(Amended::Update)?;
                let Named::Action(action) = about.as_ref() else {
                    unreachable!("an update is said of an action");
                };
                self.update(session, &store, action, *handle)?
            }
            Named::Beside(about, handle) if handle.fact == Fact::Target => {
                self.refuse_unfit_flags(Amended::Target)?;
                let Named::Action(action) = about.as_ref() else {
                    unreachable!("a target date is that of an action");
                };
                self.target(session, &store, action, *handle)?
            }
            Named::Beside(_, handle) => bail!(Misused(format!(
                "{handle} is not amended; take it back with `annexe undo {}` and record it again",
                handle.typed()
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
            Some(change) => {
                let amended = format!("Amended {} (change {change})", self.reference);
                message(&sentence(&amended, &changed.value));
            }
            None => message(&format!(
                "{} says so already; nothing was changed",
                self.reference
            )),
        }
        Ok(())
    }

    /// Names the flags that go with what is amended, where others or none are given.
    fn refuse_unfit_flags(&self, amended: Amended) -> Result<()> {
        let given = self.given();
        let (allowed, what): (&[&str], &str) = match amended {
            Amended::Recommendation => (
                &["--words", "--to"],
                "a recommendation: correct it with --words or --to; a finding of it has a handle, which `annexe show` prints",
            ),
            Amended::Action => (
                &["--words", "--owner", "--on"],
                "an action: correct it with --words, --owner or --on (when it was planned); its date is moved with `annexe action reschedule`",
            ),
            Amended::Finding => (
                &["--finding", "--progress", "--remark"],
                "a finding: correct it with --finding, --progress or --remark",
            ),
            Amended::Closure => (
                &["--reason", "--decided-by", "--on"],
                "a closure: correct it with --reason, --decided-by or --on",
            ),
            Amended::Update => (
                &["--state", "--note", "--on"],
                "an update: correct it with --state, --note or --on",
            ),
            Amended::Target => (
                &["--reason", "--note", "--asked-by"],
                "a target date, and none is ever changed: say why it was moved with --reason, --note or --asked-by; move it with `annexe action reschedule`, or take it back with `annexe undo`",
            ),
        };
        let fits = !given.is_empty() && given.iter().all(|flag| allowed.contains(flag));
        if fits {
            return Ok(());
        }
        bail!(Misused(format!("{} is {what}", self.reference)))
    }

    /// Returns the flags that were given.
    fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--words", self.words.is_some()),
            ("--to", !self.to.is_empty()),
            ("--owner", self.owner.is_some()),
            ("--finding", self.finding.is_some()),
            ("--progress", self.progress.is_some()),
            ("--remark", self.remark.is_some()),
            ("--reason", self.reason.is_some()),
            ("--decided-by", self.decided_by.is_some()),
            ("--state", self.state.is_some()),
            ("--note", self.note.is_some()),
            ("--asked-by", self.asked_by.is_some()),
            ("--on", self.on.is_some()),
        ];
        let given = flags.into_iter().filter(|(_, is_given)| *is_given);
        given.map(|(flag, _)| flag).collect()
    }

    fn recommendation(
        &self,
        session: &Session,
        store: &Store,
        amended: &Recommendation,
    ) -> Result<Amendment> {
        let bodies = store.bodies()?;
        let to = self
            .to
            .iter()
            .map(|name| bodies.find(name).map(|body| body.id))
            .collect::<Result<Vec<_>, _>>()?;
        write(session, store, &amended.reference(), |change| {
            let words = self
                .words
                .as_ref()
                .map(|words| change.amend_words(amended.id, words, None));
            let to = Some(&to)
                .filter(|to| !to.is_empty())
                .map(|to| change.amend_addressees(amended.id, to));
            let differences = [words.transpose()?, to.transpose()?];
            Ok(differences.into_iter().flatten().flatten().collect())
        })
    }

    fn action(&self, session: &Session, store: &Store, amended: &Action) -> Result<Amendment> {
        let edit = ActionEdit {
            words: self.words.clone(),
            owner: self.owner.clone(),
            planned_on: self.day(session)?,
            cited: None,
        };
        write(session, store, &amended.reference, |change| {
            change.amend_action(amended.id, &edit)
        })
    }

    fn update(
        &self,
        session: &Session,
        store: &Store,
        about: &Action,
        amended: Handle,
    ) -> Result<Amendment> {
        let edit = UpdateEdit {
            said_on: self.day(session)?,
            state: self.state,
            note: self.note.clone(),
        };
        let what = format!("update {amended} of {}", about.reference);
        write(session, store, &what, |change| {
            change.amend_update(about.id, amended.row, &edit)
        })
    }

    fn target(
        &self,
        session: &Session,
        store: &Store,
        about: &Action,
        amended: Handle,
    ) -> Result<Amendment> {
        let reason = self.reason.as_deref().map(str::parse::<SlipReason>);
        let edit = TargetEdit {
            reason: reason
                .transpose()
                .map_err(|error| Misused(error.to_string()))?,
            note: self.note.clone(),
            asked_by: self.asked_by.clone(),
        };
        let what = format!("target date {amended} of {}", about.reference);
        write(session, store, &what, |change| {
            change.amend_target(about.id, amended.row, &edit)
        })
    }

    fn finding(&self, session: &Session, store: &Store, amended: &Finding) -> Result<Amendment> {
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
        let what = format!("finding #f{} about {covered}", amended.id);
        write(session, store, &what, |change| {
            change.amend_finding(amended.id, &edit)
        })
    }

    fn closure(
        &self,
        session: &Session,
        store: &Store,
        about: &Recommendation,
        amended: &Closure,
    ) -> Result<Amendment> {
        let closure = Closure {
            decided_on: self.day(session)?.unwrap_or(amended.decided_on),
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
        let what = format!("closure #c{} of {}", amended.id, about.reference());
        write(session, store, &what, |change| {
            change.amend_closure(about.id, &closure)
        })
    }

    /// Returns the date that was given, which has come.
    fn day(&self, session: &Session) -> Result<Option<PartialDate>> {
        self.on.map(|date| session.past("--on", date)).transpose()
    }
}

/// Writes a correction as one change; its sentence says from what to what.
fn write(
    session: &Session,
    store: &Store,
    what: &str,
    amend: impl FnOnce(&Change<'_>) -> annexe::error::Result<Vec<Difference>>,
) -> Result<Amendment> {
    Ok(store.change(&session.meta("amend"), |change| {
        let differences = amend(change)?;
        change.said(sentence(&format!("amended {what}"), &differences));
        Ok(differences)
    })?)
}
