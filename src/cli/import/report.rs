//! A report on its way into the register: shown, asked about, written as one change.

use annexe::domain::draft::{Draft, Question};
use annexe::error::Error;
use annexe::report;
use annexe::store::{Answers, Change, Intake, Store};
use anyhow::{Result, bail};

use super::Import;
use crate::cli::answering;
use crate::cli::message::message;
use crate::cli::prompt;
use crate::cli::session::Session;

impl Import {
    /// Shows what a report would add and, where it is wanted, writes it.
    pub(super) fn report(&self, session: &Session, draft: &Draft) -> Result<()> {
        let mut answers = self.answers(session)?;
        let store = session.read_or_empty()?;
        let intake = store.match_draft(draft, &answers)?;
        if intake.adds_nothing() && intake.questions.is_empty() {
            message(&format!(
                "{} is already in the register as {}: nothing to add",
                draft.source.name, intake.code
            ));
            return Ok(());
        }
        self.show(session, &store, &intake)?;
        let intake = if session.may_ask && !self.apply && !intake.questions.is_empty() {
            self.answered(session, &store, draft, intake, &mut answers)?
        } else {
            intake
        };
        drop(store);
        if !self.is_wanted(session, &intake)? {
            message("Nothing was recorded; --apply records it");
            return Ok(());
        }
        write(session, draft, &answers, &intake)
    }

    /// Asks the questions one after another, and shows again what would then be written.
    fn answered(
        &self,
        session: &Session,
        store: &Store,
        draft: &Draft,
        mut intake: Intake,
        answers: &mut Answers,
    ) -> Result<Intake> {
        while let Some(question) = intake.questions.first() {
            let day = intake.facts.published_on.map(|date| date.last_day());
            if !answering::ask(
                session,
                store,
                day,
                question,
                intake.suggestions(&question.place),
                answers,
            )? {
                return Ok(intake);
            }
            let answered = store.match_draft(draft, answers)?;
            if answered.questions == intake.questions {
                return Ok(answered);
            }
            intake = answered;
        }
        self.show(session, store, &intake)?;
        Ok(intake)
    }

    /// Shows what would be recorded. Where there is no register yet, the preview has no head of one.
    fn show(&self, session: &Session, store: &Store, intake: &Intake) -> Result<()> {
        let mut preview = report::preview(store, intake)?;
        if !session.register().exists() {
            preview.head.clear();
        }
        if self.printing.is_read_on_the_spot() {
            preview = report::shortened(preview);
        }
        self.printing.print(session, preview)
    }

    /// Tells whether it is to be written: with `--apply`, or when a person says yes.
    fn is_wanted(&self, session: &Session, intake: &Intake) -> Result<bool> {
        let notes = if self.strict { intake.notes.len() } else { 0 };
        let name = &intake.source.name;
        let is_wanted = self.may_be_written(session, name, &intake.questions, notes)?;
        Ok(is_wanted && (self.apply || prompt::confirm(session, "Write this to the register?")?))
    }

    /// Tells whether nothing stands against writing, and it may be wanted.
    ///
    /// # Errors
    /// When questions are open, or with `--strict` notes, and it was to be written.
    pub(super) fn may_be_written(
        &self,
        session: &Session,
        name: &str,
        questions: &[Question],
        notes: usize,
    ) -> Result<bool> {
        let doubts = questions.len() + notes;
        let is_wanted = self.apply || session.may_ask;
        if doubts > 0 && is_wanted {
            let open = match questions {
                [question] => format!("{}; answer with {}", question.words, question.answer),
                [] => {
                    let open = if notes == 1 {
                        "1 note is".to_owned()
                    } else {
                        format!("{notes} notes are")
                    };
                    format!(
                        "{open} open, and --strict refuses notes; without it they are kept with what they are about"
                    )
                }
                _ => format!("{} questions are open, listed above", questions.len()),
            };
            bail!(Error::Refused(format!(
                "{name}: {open}; nothing was written"
            )));
        }
        Ok(is_wanted)
    }

    pub(super) fn answers(&self, session: &Session) -> Result<Answers> {
        let published = self
            .published
            .map(|date| session.past("--published", date))
            .transpose()?;
        let dated = self.previous.as_ref().and_then(|said| said.parse().ok());
        dated
            .map(|date| session.past("--previous", date))
            .transpose()?;
        Ok(Answers {
            body: self.body.clone(),
            published,
            on: self.on,
            kind: self.kind,
            code: self.code.clone(),
            inspection: self.inspection.clone(),
            addressee: self.addressee.clone(),
            previous: self.previous.clone(),
            is: self.is.clone(),
            leave_out: self.leave_out.clone(),
            map: self.map.clone(),
            today: Some(session.today),
        })
    }
}

/// Writes what was shown. It is matched anew within the change: where another program wrote
/// meanwhile and something else would now be written, nothing is.
fn write(session: &Session, draft: &Draft, answers: &Answers, shown: &Intake) -> Result<()> {
    let store = session.write("import")?;
    let meta = session.meta("import");
    let written = store.change(&meta, |change: &Change<'_>| {
        let intake = change.match_draft(draft, answers)?;
        if intake != *shown {
            return Err(Error::Conflict(
                "the register was written to while this was looked at; import again and look anew"
                    .to_owned(),
            ));
        }
        change.write_intake(&intake)
    })?;
    message(&said(&store, shown, written.change)?);
    Ok(())
}

fn said(store: &Store, intake: &Intake, change: Option<i64>) -> Result<String> {
    let Some(change) = change else {
        return Ok(format!("{}: nothing to add", intake.code));
    };
    let summary = store
        .log()?
        .into_iter()
        .find(|entry| entry.number == change)
        .map(|entry| entry.summary);
    let body = intake
        .body_id
        .map(|body| store.bodies().map(|bodies| bodies.name(body).to_owned()))
        .transpose()?;
    let next = body
        .map(|name| format!("\nNext: annexe report outstanding --body \"{name}\""))
        .unwrap_or_default();
    Ok(format!(
        "Change {change}: {}{next}",
        summary.unwrap_or_default()
    ))
}
