//! Asking for the date of something that has happened.

use annexe::domain::partial_date::PartialDate;
use anyhow::Result;

use super::{may_ask, offered, or_enter, value};
use crate::cli::message::message;
use crate::cli::session::Session;

/// Asks for a date of something that has happened; one that lies ahead or has not ended is said and asked again.
pub fn past(session: &Session, flag: &'static str, question: &str) -> Result<PartialDate> {
    may_ask(session, flag)?;
    loop {
        let date = value(session, flag, question)?;
        match session.past(flag, date) {
            Ok(date) => return Ok(date),
            Err(error) => say_why(flag, &error),
        }
    }
}

/// Asks for a date of something that has happened, which may be left.
pub fn optional_past(
    session: &Session,
    flag: &'static str,
    question: &str,
) -> Result<Option<PartialDate>> {
    let question = format!("{question} (Enter leaves it)");
    while let Some(date) = or_enter(session, &question)? {
        match session.past(flag, date) {
            Ok(date) => return Ok(Some(date)),
            Err(error) => say_why(flag, &error),
        }
    }
    Ok(None)
}

/// Returns the date that `--on` gave of something that has happened. On a terminal it is asked for,
/// so that what is entered late is not dated today unseen; elsewhere it is today.
pub fn on(session: &Session, given: Option<PartialDate>, question: &str) -> Result<PartialDate> {
    let today = PartialDate::from(session.today);
    if given.is_some() || !session.may_ask {
        return session.past("--on", given.unwrap_or(today));
    }
    loop {
        let date = offered(question, &today.for_people())?;
        match session.past("--on", date) {
            Ok(date) => return Ok(date),
            Err(error) => say_why("--on", &error),
        }
    }
}

/// Says why an answer will not do. No flag was typed, so none is named.
fn say_why(flag: &str, error: &anyhow::Error) {
    let why = format!("{error:#}").replace(&format!("{flag} "), "");
    message(&why);
}
