//! `annexe import`: reads published reports; shows first, writes on confirmation.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use annexe::domain::draft::Draft;
use annexe::domain::inspection::InspectionKind;
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::import::{self, NotReadable};
use annexe::report;
use annexe::store::{Answers, Change, Intake, Store};
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use super::answering;
use super::exit;
use super::message::message;
use super::misuse::{Misused, unreadable};
use super::output::Printing;
use super::prompt;
use super::session::Session;
use super::wildcard;

/// Read published reports: shows what was found, writes when you say so
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe import west-kent.txt                shows, then asks; without a terminal it only shows
  annexe import *.txt --apply                writes each as one change, the oldest first
  annexe import - --inspection leeds-2025    reads pasted text

A question must be answered before anything is written: each names the flag or command that
answers it. A note is kept with what it is about. An import is taken back with `annexe undo`.")]
pub struct Import {
    /// Text files (plain text or Markdown); - reads pasted text from standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write without asking; nothing is written while a question is open
    #[arg(long)]
    apply: bool,
    /// Treat notes as questions
    #[arg(long)]
    strict: bool,
    /// The inspected unit or organisation
    #[arg(long, value_name = "NAME", help_heading = "Answers")]
    body: Option<String>,
    /// When it was published
    #[arg(long, value_name = "DATE", help_heading = "Answers")]
    published: Option<PartialDate>,
    /// The kind of inspection
    #[arg(long, value_name = "KIND", help_heading = "Answers")]
    kind: Option<InspectionKind>,
    /// A code of your own
    #[arg(long, value_name = "CODE", help_heading = "Answers")]
    code: Option<String>,
    /// The inspection that a list without a cover belongs to
    #[arg(long, value_name = "CODE", help_heading = "Answers")]
    inspection: Option<String>,
    /// Whom items are addressed to where nothing in the file says it
    #[arg(long, value_name = "NAME", help_heading = "Answers")]
    addressee: Option<String>,
    /// The inspection or plan whose recommendations an annexe grades, where it does not say
    #[arg(long, value_name = "CODE", help_heading = "Answers")]
    previous: Option<String>,
    /// Which recommendation the item of a line is: "112=west-kent-2022/3", or "112=new"
    #[arg(long, value_name = "PLACE=REF", value_parser = mapping, help_heading = "Answers")]
    is: Vec<(String, String)>,
    /// A list that holds no recommendation: the line of its heading
    #[arg(long, value_name = "LINE", help_heading = "Answers")]
    leave_out: Vec<String>,
    /// What a word means: "Limited progress=some", "HKKCW=HFKCW"; kept for the next import
    #[arg(long, value_name = "WORD=MEANING", value_parser = mapping, help_heading = "Answers")]
    map: Vec<(String, String)>,
    #[command(flatten)]
    printing: Printing,
}

impl Import {
    pub fn run(&self, session: &Session) -> Result<ExitCode> {
        let mut drafts = Vec::new();
        let mut failed = false;
        let files = wildcard::expand(&self.files)?;
        let several = files.len() > 1;
        if several && self.printing.is_to_file() {
            bail!(Misused(
                "-o takes the preview of one report; import several without it".to_owned()
            ));
        }
        for file in &files {
            match read(file) {
                Ok(draft) => drafts.push(draft),
                Err(error) if several => {
                    exit::report(&error);
                    failed = true;
                }
                Err(error) => return Err(error),
            }
        }
        // The oldest first: what a report prints again is then here already.
        drafts.sort_by_key(|draft| {
            draft
                .publication
                .facts
                .published_on
                .map(PartialDate::last_day)
        });
        for draft in &drafts {
            match self.one(session, draft) {
                Ok(()) => {}
                Err(error) if several => {
                    exit::report(&error);
                    failed = true;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(if failed {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        })
    }

    fn one(&self, session: &Session, draft: &Draft) -> Result<()> {
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
            if !answering::ask(session, store, &intake, question, answers)? {
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
        self.printing.print(session, preview)
    }

    /// Tells whether it is to be written: with `--apply`, or when a person says yes.
    fn is_wanted(&self, session: &Session, intake: &Intake) -> Result<bool> {
        let doubts = intake.questions.len() + if self.strict { intake.notes.len() } else { 0 };
        if doubts > 0 && (self.apply || session.may_ask) {
            let open = match intake.questions.as_slice() {
                [question] => format!("{}; answer with {}", question.words, question.answer),
                _ => format!("{doubts} questions are open, listed above"),
            };
            bail!(Error::Refused(format!(
                "{}: {open}; nothing was written",
                intake.source.name
            )));
        }
        if self.apply {
            return Ok(true);
        }
        Ok(doubts == 0
            && session.may_ask
            && prompt::confirm(session, "Write this to the register?")?)
    }

    fn answers(&self, session: &Session) -> Result<Answers> {
        let published = self
            .published
            .map(|date| session.past("--published", date))
            .transpose()?;
        Ok(Answers {
            body: self.body.clone(),
            published,
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

/// Reads a file, or pasted text, into a draft.
fn read(file: &Path) -> Result<Draft> {
    let (bytes, name) = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .context("cannot read standard input")?;
        (bytes, "pasted text".to_owned())
    } else {
        let name = file
            .file_name()
            .unwrap_or(file.as_os_str())
            .to_string_lossy()
            .into_owned();
        (
            std::fs::read(file).map_err(|error| unreadable(file, &error))?,
            name,
        )
    };
    import::read(&bytes, &name).map_err(|error: NotReadable| anyhow!(error))
}

fn mapping(text: &str) -> Result<(String, String), String> {
    let (word, means) = text
        .split_once('=')
        .ok_or("write it as \"Limited progress=some\"")?;
    if word.trim().is_empty() || means.trim().is_empty() {
        return Err("both the word and its meaning must be given".to_owned());
    }
    Ok((word.trim().to_owned(), means.trim().to_owned()))
}
