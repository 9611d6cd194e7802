//! `annexe action update`: what owners say, of one action or of many at once.

use annexe::domain::action::{Action, ActionState, NewUpdate};
use annexe::domain::evidence::Shown;
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::report::{self, Step};
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::Args;

use super::doubt::{before_its_plan, is_order_meant};
use crate::cli::evidence::{self, Given};
use crate::cli::filter::Filters;
use crate::cli::message::message;
use crate::cli::misuse::{Left, Misused};
use crate::cli::output::Printing;
use crate::cli::prompt;
use crate::cli::session::Session;

/// Record what owners say of actions: not started, in progress, completed or discontinued
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action update west-kent-2022/3.1 --state completed --on 2023-03-20 --evidence priorities.docx --keep
  annexe action update --owner \"Head of PDU\" --body \"West Kent\" --state in-progress --note \"Quarterly return\"

A terminal asks the day and, of what is completed, the evidence; `none` is an answer, and is recorded.
Without a reference the filters choose the actions: they are shown first, and written as one
change when you say yes. Those that cannot be changed are listed with why.")]
pub struct Update {
    /// The actions; none: those that the filters choose
    #[arg(value_name = "REF")]
    references: Vec<String>,
    /// not-started, in-progress, completed or discontinued
    #[arg(long, value_name = "STATE")]
    state: Option<ActionState>,
    /// What is said beside it; why, where it is discontinued
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// A file or address that shows it, or none; may be given several times
    #[arg(long, value_name = "FILE|URL")]
    evidence: Vec<String>,
    /// Copy the files into a folder beside the register
    #[arg(long, requires = "evidence")]
    keep: bool,
    /// On which date it was said, or completed [default: today]
    #[arg(long, value_name = "DATE")]
    on: Option<PartialDate>,
    #[command(flatten)]
    filters: Filters,
}

impl Update {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let named = self.named(&store)?;
        let state = prompt::or_ask(self.state, || {
            let shown = ActionState::ALL.map(ActionState::words);
            let question = "What does the owner say";
            Ok(ActionState::ALL[prompt::choice(session, "--state", question, &shown)?])
        })?;
        let new = NewUpdate {
            said_on: self.said_on(session, state)?,
            state,
            note: None,
            cited: None,
        };
        // Before anything more is asked that would then be lost.
        refuse_unfit(session, &store, named.as_deref().unwrap_or_default(), &new)?;
        let note = self.note_of(session, state)?;
        let new = NewUpdate { note, ..new };
        let actions = match named {
            Some(actions) => actions,
            None => self.chosen(session, &store, &new)?,
        };
        let (shown, keep) = self.shown(session, state)?;
        let said = sentence(&actions, &new, &shown);
        store.change(&session.meta("action update"), |change| {
            change.said(&said);
            for action in &actions {
                let shown_for = Shown::ForUpdate(change.update_action(action.id, &new)?);
                evidence::record(session, change, &shown, shown_for, keep)?;
            }
            Ok(())
        })?;
        message(&format!("Recorded: {said}"));
        Ok(())
    }

    /// On a terminal the date is asked for: what is completed was completed on a day.
    fn said_on(&self, session: &Session, state: ActionState) -> Result<PartialDate> {
        let question = match state {
            ActionState::Completed => "On which day was it completed",
            _ => "On which date did the owner say so",
        };
        prompt::on(session, self.on, question)
    }

    /// What is discontinued says why. Else a note is asked for where the state was, and may be left.
    fn note_of(&self, session: &Session, state: ActionState) -> Result<Option<String>> {
        let given = self.note.clone().filter(|note| !note.trim().is_empty());
        match (&given, state) {
            (None, ActionState::Discontinued) => {
                prompt::line(session, "--note", "Why is it discontinued").map(Some)
            }
            (None, _) if self.state.is_none() => prompt::optional(session, "A note"),
            _ => Ok(given),
        }
    }

    /// Reads the evidence that was given, and whether copies are kept; of what is completed, a
    /// terminal asks for it.
    fn shown(&self, session: &Session, state: ActionState) -> Result<(Vec<Given>, bool)> {
        if state == ActionState::Completed && self.evidence.is_empty() && session.may_ask {
            return ask_what_shows_it(session);
        }
        let given = self.evidence.iter().filter(|given| !is_none(given));
        let given = evidence::read(&given.cloned().collect::<Vec<_>>())?;
        if self.keep && !given.iter().any(Given::is_file) {
            let way_out = "--keep copies files, and none is given as evidence; leave out --keep";
            bail!(Misused(way_out.to_owned()));
        }
        Ok((given, self.keep))
    }

    /// Returns the actions that are named, each once; nothing: the filters choose.
    fn named(&self, store: &Store) -> Result<Option<Vec<Action>>> {
        if self.references.is_empty() {
            if self.filters.narrow() {
                return Ok(None);
            }
            let way_out = "name the actions, or choose them with --body, --owner or another filter";
            bail!(Misused(way_out.to_owned()));
        }
        if self.filters.narrow() {
            let way_out = "actions are named, or chosen by filters, not both; leave out the references or the filters";
            bail!(Misused(way_out.to_owned()));
        }
        let mut named: Vec<Action> = Vec::new();
        for reference in &self.references {
            let action = super::called(store, reference)?;
            if named.iter().all(|other| other.id != action.id) {
                named.push(action);
            }
        }
        Ok(Some(named))
    }

    /// Returns the actions that the filters choose and that can be updated, after showing them and
    /// asking; the others are said, with why.
    fn chosen(&self, session: &Session, store: &Store, new: &NewUpdate) -> Result<Vec<Action>> {
        let day = self.filters.day(session)?;
        let (mut steps, mut left) = (Vec::new(), 0);
        for step in report::steps(store, &self.filters.filter(store)?, day)? {
            match why_left(store, &step, new)? {
                None => steps.push(step),
                Some(why) => {
                    left += 1;
                    message(&format!("Left as it is: {why}"));
                }
            }
        }
        if steps.is_empty() {
            let why = "no action that could be updated fits these filters";
            bail!(Error::Refused(why.to_owned()));
        }
        Printing::print_on(session, &report::to_update(store, &steps, left, day)?)?;
        let question = format!("Record that the owner says: {}?", new.state);
        if prompt::confirm(session, &question)? {
            Ok(steps.into_iter().map(|step| step.action).collect())
        } else {
            bail!(Left)
        }
    }
}

/// Refuses what cannot be said of an action, or is not meant.
fn refuse_unfit(
    session: &Session,
    store: &Store,
    actions: &[Action],
    new: &NewUpdate,
) -> Result<()> {
    for action in actions {
        store.refuse_an_unfit_update(action.id, new)?;
        let said = new.state.words();
        if !is_order_meant(session, action, said, new.said_on)? {
            bail!(Left);
        }
    }
    Ok(())
}

/// Says why an action is left when many are updated: what has ended is not opened again unseen,
/// and what is likely a slip is recorded of one action that is named.
fn why_left(store: &Store, step: &Step, new: &NewUpdate) -> Result<Option<String>> {
    let action = &step.action;
    let ended = action.newest_update().filter(|last| last.state.is_ended());
    if let Some(last) = ended {
        let why = format!("{}: {} on {}", action.reference, last.state, last.said_on);
        return Ok(Some(why));
    }
    match store.refuse_an_unfit_update(action.id, new) {
        Ok(()) => Ok(before_its_plan(action, new.state.words(), new.said_on)),
        Err(Error::Refused(why)) => Ok(Some(format!("{}: {why}", action.reference))),
        Err(error) => Err(error.into()),
    }
}

/// Asks for evidence, again for what cannot be read, and whether a copy of a file is kept.
fn ask_what_shows_it(session: &Session) -> Result<(Vec<Given>, bool)> {
    loop {
        let question = "What shows it: a file, an address, or none";
        let given = prompt::line(session, "--evidence", question)?;
        if is_none(&given) {
            return Ok((Vec::new(), false));
        }
        match evidence::read(&[given]) {
            Ok(given) if given.iter().any(Given::is_file) && !session.yes => {
                let keep = prompt::confirm(session, "Keep a copy of it beside the register?")?;
                return Ok((given, keep));
            }
            Ok(given) => return Ok((given, false)),
            Err(error) => message(&format!("{error:#}")),
        }
    }
}

/// Tells whether a person says that nothing shows it. A file of that name is given as ./none.
fn is_none(given: &str) -> bool {
    given.trim().eq_ignore_ascii_case("none")
}

/// Returns what is recorded in a sentence; of many actions the first and how many more.
fn sentence(actions: &[Action], new: &NewUpdate, shown: &[Given]) -> String {
    const NAMED: usize = 3;
    let named = actions.iter().take(NAMED);
    let mut names = named
        .map(|action| action.reference.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    if actions.len() > NAMED {
        names.push_str(&format!(" and {} more", actions.len() - NAMED));
    }
    let evidence = by_what(new.state, shown);
    format!(
        "owner says of {names}: {}, {}{evidence}",
        new.state, new.said_on
    )
}

/// Says by what it is shown. That nothing shows what is completed is said, too.
fn by_what(state: ActionState, shown: &[Given]) -> String {
    let names: Vec<String> = shown.iter().map(Given::name).collect();
    match names.is_empty() {
        false => format!(", shown by {}", names.join(" and ")),
        true if state == ActionState::Completed => ", without evidence".to_owned(),
        true => String::new(),
    }
}
