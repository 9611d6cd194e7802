//! Asking. Everything that a prompt asks has a flag; without a terminal the flag is named.

use std::fmt::Display;
use std::str::FromStr;

use annexe::domain::body::{Bodies, BodyId};
use annexe::render::text::visible_on_one_line;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use dialoguer::theme::ColorfulTheme;
use dialoguer::{Confirm, FuzzySelect, Input, Select};

use super::exit::{Left, Missing};
use super::session::Session;

/// Returns what a flag gave, or asks.
pub fn or_ask<T>(given: Option<T>, ask: impl FnOnce() -> Result<T>) -> Result<T> {
    given.map_or_else(ask, Ok)
}

/// Refuses to ask where there is no terminal, naming the flag that would have answered.
fn may_ask(session: &Session, flag: &'static str) -> Result<()> {
    if session.may_ask {
        Ok(())
    } else {
        bail!(Missing(flag))
    }
}

/// Asks for a value in one line; a text that is none is said and asked again.
pub fn value<T>(session: &Session, flag: &'static str, question: &str) -> Result<T>
where
    T: FromStr + Clone + Display,
    T::Err: Display,
{
    may_ask(session, flag)?;
    let theme = ColorfulTheme::default();
    let check = |typed: &String| {
        typed
            .trim()
            .parse::<T>()
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    let typed: String = Input::with_theme(&theme)
        .with_prompt(question)
        .validate_with(check)
        .interact_text()?;
    Ok(typed
        .trim()
        .parse()
        .unwrap_or_else(|_| unreachable!("it was checked while it was typed")))
}

/// Asks for a value in one line that may be left empty.
pub fn optional<T>(session: &Session, question: &str) -> Result<Option<T>>
where
    T: FromStr + Clone + Display,
    T::Err: Display,
{
    if !session.may_ask {
        return Ok(None);
    }
    let theme = ColorfulTheme::default();
    let check = |typed: &String| match typed.trim() {
        "" => Ok(()),
        typed => typed
            .parse::<T>()
            .map(|_| ())
            .map_err(|error| error.to_string()),
    };
    let typed: String = Input::with_theme(&theme)
        .with_prompt(format!("{question} (Enter leaves it)"))
        .allow_empty(true)
        .validate_with(check)
        .interact_text()?;
    Ok(Some(typed.trim())
        .filter(|typed| !typed.is_empty())
        .and_then(|typed| typed.parse().ok()))
}

/// Asks for a line of text that is not empty.
pub fn line(session: &Session, flag: &'static str, question: &str) -> Result<String> {
    value::<Line>(session, flag, question).map(|Line(text)| text)
}

/// A line of text that is not empty.
#[derive(Clone)]
struct Line(String);

impl FromStr for Line {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            Err("something must be said here")
        } else {
            Ok(Line(text.to_owned()))
        }
    }
}

impl Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Asks to choose one of several, the first one offered. Returns its place.
pub fn choice(
    session: &Session,
    flag: &'static str,
    question: &str,
    choices: &[impl ToString],
) -> Result<usize> {
    may_ask(session, flag)?;
    let shown: Vec<String> = choices
        .iter()
        .map(|choice| visible_on_one_line(&choice.to_string()))
        .collect();
    let theme = ColorfulTheme::default();
    let chosen = Select::with_theme(&theme)
        .with_prompt(question)
        .items(&shown)
        .default(0)
        .interact_opt()?;
    chosen.ok_or_else(|| Left.into())
}

/// Asks to choose one of many by typing a few letters. Returns its place.
pub fn search(
    session: &Session,
    flag: &'static str,
    question: &str,
    choices: &[String],
) -> Result<usize> {
    may_ask(session, flag)?;
    let shown: Vec<String> = choices
        .iter()
        .map(|choice| visible_on_one_line(choice))
        .collect();
    let theme = ColorfulTheme::default();
    let select = FuzzySelect::with_theme(&theme)
        .with_prompt(format!("{question} (type a few letters)"))
        .items(&shown)
        .default(0)
        .max_length(10);
    select.interact_opt()?.ok_or_else(|| Left.into())
}

/// Asks for one of the bodies that existed on a day.
pub fn body(
    session: &Session,
    flag: &'static str,
    question: &str,
    bodies: &Bodies,
    day: Option<NaiveDate>,
) -> Result<BodyId> {
    let offered: Vec<_> = bodies
        .all()
        .iter()
        .filter(|body| day.is_none_or(|day| body.is_alive(day)))
        .collect();
    let names: Vec<String> = offered.iter().map(|body| body.name.clone()).collect();
    Ok(offered[search(session, flag, question, &names)?].id)
}

/// Asks yes or no. `--yes` answers yes; without a terminal the flag is named.
pub fn confirm(session: &Session, question: &str) -> Result<bool> {
    if session.yes {
        return Ok(true);
    }
    may_ask(session, "--yes")?;
    let theme = ColorfulTheme::default();
    let answer = Confirm::with_theme(&theme)
        .with_prompt(question)
        .default(true)
        .interact_opt()?;
    answer.ok_or_else(|| Left.into())
}
