//! An action plan or a tracker on its way into the register: shown, asked about, written as one change.

use annexe::document::Section;
use annexe::domain::plan_draft::PlanDraft;
use annexe::error::Error;
use annexe::report;
use annexe::store::{Answers, Change, PlanIntake, Store};
use anyhow::Result;

use super::{Import, progress};
use crate::cli::answering;
use crate::cli::message::message;
use crate::cli::prompt;
use crate::cli::session::Session;

impl Import {
    /// Shows what a plan would add and change and, where it is wanted, writes it.
    pub(super) fn plan(
        &self,
        session: &Session,
        plan: &PlanDraft,
        before: &[Section],
    ) -> Result<()> {
        let mut answers = self.answers(session)?;
        let store = session.read_or_empty()?;
        // What another program writes from here on is seen when this is written.
        let head = store.head()?;
        let mut intake = matched(&store, plan, &answers)?;
        if intake.adds_nothing() && intake.questions.is_empty() {
            message(&nothing_to_add(&intake));
            return Ok(());
        }
        self.show_plan(session, &store, &intake, before)?;
        if session.may_ask && !self.apply && !intake.questions.is_empty() {
            intake = self.answered_plan(session, &store, (plan, before), intake, &mut answers)?;
        }
        drop(store);
        if !self.is_plan_wanted(session, &intake)? {
            message("Nothing was recorded; --apply records it");
            return Ok(());
        }
        write(session, plan, &answers, (&intake, &head))
    }

    /// Asks the questions one after another, and shows again what would then be written.
    fn answered_plan(
        &self,
        session: &Session,
        store: &Store,
        (plan, before): (&PlanDraft, &[Section]),
        mut intake: PlanIntake,
        answers: &mut Answers,
    ) -> Result<PlanIntake> {
        while let Some(question) = intake.questions.first() {
            let day = intake.said_on.map(|date| date.last_day());
            if !answering::ask(session, store, day, question, &[], answers)? {
                return Ok(intake);
            }
            let answered = matched(store, plan, answers)?;
            if answered.questions == intake.questions {
                return Ok(answered);
            }
            intake = answered;
        }
        self.show_plan(session, store, &intake, before)?;
        Ok(intake)
    }

    /// Shows what would be recorded, below the sections that come before it.
    fn show_plan(
        &self,
        session: &Session,
        store: &Store,
        intake: &PlanIntake,
        before: &[Section],
    ) -> Result<()> {
        let mut preview = report::plan_preview(store, intake)?;
        preview.sections.splice(0..0, before.iter().cloned());
        if !session.register().exists() {
            preview.head.clear();
        }
        if self.printing.is_read_on_the_spot() {
            preview = report::shortened(preview);
        }
        self.printing.print(session, preview)
    }

    fn is_plan_wanted(&self, session: &Session, intake: &PlanIntake) -> Result<bool> {
        let notes = if self.strict { intake.notes.len() } else { 0 };
        let name = &intake.source.name;
        let is_wanted = self.may_be_written(session, name, &intake.questions, notes)?;
        Ok(is_wanted && (self.apply || prompt::confirm(session, "Write this to the register?")?))
    }
}

fn matched(store: &Store, plan: &PlanDraft, answers: &Answers) -> Result<PlanIntake> {
    let rows = plan.rows.len();
    let intake = progress::over_rows("comparing the register with", rows, || {
        store.match_plan(plan, answers)
    });
    Ok(intake?)
}

/// Writes what was shown. Where another program wrote meanwhile it is matched anew, and where something
/// else would now be written, nothing is.
fn write(
    session: &Session,
    plan: &PlanDraft,
    answers: &Answers,
    (shown, head): (&PlanIntake, &str),
) -> Result<()> {
    let store = session.write("import")?;
    let meta = session.meta("import");
    let change = |change: &Change<'_>| {
        if change.head()? != head && change.match_plan(plan, answers)? != *shown {
            return Err(Error::Conflict(
                "the register was written to while this was looked at; import again and look anew"
                    .to_owned(),
            ));
        }
        change.write_plan(shown)
    };
    let write = || store.change(&meta, change);
    let written = progress::over_rows("writing what is new in", plan.rows.len(), write)?;
    let Some(change) = written.change else {
        message(&nothing_to_add(shown));
        return Ok(());
    };
    let log = store.log()?;
    let summary = log.into_iter().find(|entry| entry.number == change);
    let summary = summary.map(|entry| entry.summary).unwrap_or_default();
    message(&format!(
        "Change {change}: {summary}\nNext: {}",
        next(shown)
    ));
    Ok(())
}

/// What to look at next: moved dates that want a reason, else the plan.
fn next(intake: &PlanIntake) -> String {
    let report = match intake.moves().next() {
        Some(_) => "slippage",
        None => "action-plan",
    };
    match intake.inspections.as_slice() {
        [one] => format!("annexe report {report} --inspection {one}"),
        _ => format!("annexe report {report}"),
    }
}

fn nothing_to_add(intake: &PlanIntake) -> String {
    let reports = match intake.inspections.as_slice() {
        [] => String::new(),
        [one] => format!(" for {one}"),
        several => format!(" for {} reports", several.len()),
    };
    let left = left_out(intake);
    format!(
        "{}: the register has all of it{reports}: nothing to add{left}",
        intake.source.name
    )
}

/// Says what a person left out, now or when the file was read before, so that nobody takes it for read.
fn left_out(intake: &PlanIntake) -> String {
    let said = |places: &[String], when: &str, way: &str| {
        let shown = places.iter().take(3).map(String::as_str);
        let more = match places.len().saturating_sub(3) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let shown = shown.collect::<Vec<_>>().join("; ");
        format!("; {when}: {shown}{more}{way}")
    };
    let mut words = String::new();
    if !intake.left_out.is_empty() {
        let way = " (import again without --leave-out to take it)";
        words.push_str(&said(&intake.left_out, "left out", way));
    }
    if !intake.left_before.is_empty() {
        words.push_str(&said(&intake.left_before, "left out the first time", ""));
    }
    words
}
