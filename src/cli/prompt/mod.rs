//! Asking. Everything that a prompt asks has a flag; without a terminal the flag is named.

mod asking;
mod date;
mod text;

use std::fmt::Display;
use std::str::FromStr;

use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::words::beginning;
use annexe::render::text::visible_on_one_line;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use dialoguer::console::{Key, Term};
use dialoguer::theme::{ColorfulTheme, SimpleTheme};
use dialoguer::{Confirm, Editor, FuzzySelect, Input, MultiSelect, Select};

use super::misuse::Left;
use super::session::Session;
use asking::asked;
pub use date::{on, optional_past, past};
pub use text::{lines, text};

/// Returns rows and columns of the window that standard output goes to; nothing where it goes elsewhere.
pub fn window() -> Option<(u16, u16)> {
    dialoguer::console::Term::stdout().size_checked()
}

/// Returns what a flag gave, or asks.
pub fn or_ask<T>(given: Option<T>, ask: impl FnOnce() -> Result<T>) -> Result<T> {
    given.map_or_else(ask, Ok)
}

/// Refuses to ask where there is no terminal, naming the flag that would have answered.
fn may_ask(session: &Session, flag: &'static str) -> Result<()> {
    if session.may_ask {
        Ok(())
    } else {
        bail!(session.missing(flag))
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
    let typed = Input::<String>::with_theme(&theme)
        .with_prompt(put(question, MOST, "Answer"))
        .validate_with(check);
    let typed = asked(|| typed.interact_text())?;
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
    or_enter(session, &format!("{question} (Enter leaves it)"))
}

/// Asks for a value in one line that may be left empty. The question says what Enter alone means.
pub fn or_enter<T>(session: &Session, question: &str) -> Result<Option<T>>
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
    let typed = Input::<String>::with_theme(&theme)
        .with_prompt(question)
        .allow_empty(true)
        .validate_with(check);
    let typed = asked(|| typed.interact_text())?;
    Ok(Some(typed.trim())
        .filter(|typed| !typed.is_empty())
        .and_then(|typed| typed.parse().ok()))
}

/// Asks for a value in one line, one being offered: Enter takes it, and it is then seen.
pub fn offered<T>(question: &str, offered: &str) -> Result<T>
where
    T: FromStr,
    T::Err: Display,
{
    let check = |typed: &String| match typed.trim().parse::<T>() {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    };
    let theme = ColorfulTheme::default();
    let typed = Input::<String>::with_theme(&theme)
        .with_prompt(question)
        .default(offered.to_owned())
        .validate_with(check);
    let typed = asked(|| typed.interact_text())?;
    Ok(typed
        .trim()
        .parse()
        .unwrap_or_else(|_| unreachable!("it was checked while it was typed")))
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
    chosen(session, flag, question, choices, Some(0))
}

/// Asks to choose one of several, none offered: Enter alone chooses nothing. Returns its place.
pub fn choice_of_none_offered(
    session: &Session,
    flag: &'static str,
    question: &str,
    choices: &[impl ToString],
) -> Result<usize> {
    chosen(session, flag, question, choices, None)
}

fn chosen(
    session: &Session,
    flag: &'static str,
    question: &str,
    choices: &[impl ToString],
    offered: Option<usize>,
) -> Result<usize> {
    may_ask(session, flag)?;
    let question = put(question, HALF, "Which");
    let shown = fitted(&question, choices);
    let theme = ColorfulTheme::default();
    let mut select = Select::with_theme(&theme)
        .with_prompt(&question)
        .items(&shown);
    if let Some(offered) = offered {
        select = select.default(offered);
    }
    asked(|| select.interact_opt())?.ok_or_else(|| Left.into())
}

/// Asks to choose one of many by typing a few letters. Returns its place.
pub fn search(
    session: &Session,
    flag: &'static str,
    question: &str,
    choices: &[String],
) -> Result<usize> {
    may_ask(session, flag)?;
    let question = put(question, HALF, "Which");
    let question = format!("{question} (type a few letters)");
    let shown = fitted("", choices);
    let theme = ColorfulTheme::default();
    let select = FuzzySelect::with_theme(&theme)
        .with_prompt(question)
        .items(&shown)
        .default(0)
        .max_length(10);
    asked(|| select.interact_opt())?.ok_or_else(|| Left.into())
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

/// How much of the window a question may take whose answer stands beside it: so many parts in a hundred.
const HALF: usize = 50;
const MOST: usize = 85;

/// Returns the line that is put before the cursor. A question that leaves no room for its answer is printed
/// above, but for its last sentence: at each key a prompt is painted anew, and one that wraps piles up.
fn put(question: &str, per_cent: usize, short: &str) -> String {
    let (_, width) = dialoguer::console::Term::stderr().size();
    let room = usize::from(width) * per_cent / 100;
    let question = visible_on_one_line(question);
    if question.chars().count() <= room {
        return question;
    }
    let last = question
        .rsplit_once(". ")
        .filter(|(_, last)| last.ends_with('?') && last.chars().count() <= room);
    let (above, last) = match last {
        Some((above, last)) => (format!("{above}."), last.to_owned()),
        None => (question.clone(), short.to_owned()),
    };
    super::message::message(&above);
    last
}

/// Asks yes or no, yes being offered. `--yes` answers yes; without a terminal the flag is named.
pub fn confirm(session: &Session, question: &str) -> Result<bool> {
    yes_or_no(session, question, Some(true))
}

/// Asks yes or no, no being offered: what is likely a slip is not to be taken by Enter.
pub fn confirm_doubtful(session: &Session, question: &str) -> Result<bool> {
    yes_or_no(session, question, Some(false))
}

/// Asks yes or no, neither being offered: Enter alone says nothing.
pub fn confirm_in_words(session: &Session, question: &str) -> Result<bool> {
    yes_or_no(session, question, None)
}

fn yes_or_no(session: &Session, question: &str, offered: Option<bool>) -> Result<bool> {
    if session.yes {
        return Ok(true);
    }
    may_ask(session, "--yes")?;
    let question = put(question, MOST, "Yes or no?");
    let theme = ColorfulTheme::default();
    let mut confirm = Confirm::with_theme(&theme).with_prompt(question);
    if let Some(offered) = offered {
        confirm = confirm.default(offered);
    }
    asked(|| confirm.interact_opt())?.ok_or_else(|| Left.into())
}

/// Asks to tick some of several, those that are ticked already offered so. Returns their places.
pub fn ticks(
    session: &Session,
    flag: &'static str,
    question: &str,
    choices: &[(String, bool)],
) -> Result<Vec<usize>> {
    may_ask(session, flag)?;
    let words: Vec<&String> = choices.iter().map(|(words, _)| words).collect();
    let ticked: Vec<bool> = choices.iter().map(|(_, ticked)| *ticked).collect();
    // Its signs `> [x]` say without colour where one is and what is ticked.
    let select = MultiSelect::with_theme(&SimpleTheme)
        .with_prompt(format!("{question} (space ticks, Enter goes on)"))
        .items(fitted("", &words))
        .defaults(&ticked)
        // What was ticked would fill the screen once more.
        .report(false);
    asked(|| select.interact_opt())?.ok_or_else(|| Left.into())
}

/// Asks for one key of several, each with its word: `y yes`. Esc leaves. Returns its place.
pub fn key(
    session: &Session,
    flag: &'static str,
    question: &str,
    keys: &[(char, &str)],
) -> Result<usize> {
    may_ask(session, flag)?;
    let offered: Vec<String> = keys
        .iter()
        .map(|(key, word)| format!("{key} {word}"))
        .collect();
    let terminal = Term::stderr();
    terminal.write_str(&format!("{question} ({}) › ", offered.join(", ")))?;
    loop {
        let pressed = asked(|| Ok(terminal.read_key()?))?;
        let typed = match pressed {
            Key::Char(typed) => typed.to_lowercase().next(),
            Key::Escape | Key::CtrlC => {
                terminal.write_line("")?;
                bail!(Left)
            }
            _ => None,
        };
        // Any other key is not an answer.
        if let Some(place) = keys.iter().position(|(key, _)| typed == Some(*key)) {
            terminal.write_line(keys[place].1)?;
            return Ok(place);
        }
    }
}

/// Opens the person's editor on a text. Returns nothing when it was not saved.
pub fn editor(session: &Session, flag: &'static str, before: &str) -> Result<Option<String>> {
    may_ask(session, flag)?;
    let mut editor = Editor::new();
    let edited = asked(|| editor.extension(".txt").trim_newlines(true).edit(before))?;
    Ok(edited.filter(|text| !text.trim().is_empty()))
}

/// Returns choices as lines that fit the terminal: one that wraps would garble the list.
/// The one that was chosen is shown once more behind the question.
fn fitted(question: &str, choices: &[impl ToString]) -> Vec<String> {
    // Room for the sign of the cursor, the tick, and one column to spare.
    const SIGNS: usize = 7;
    let (_, width) = dialoguer::console::Term::stderr().size();
    let room = usize::from(width)
        .saturating_sub(SIGNS + question.chars().count())
        .max(20);
    choices
        .iter()
        .map(|choice| beginning(&visible_on_one_line(&choice.to_string()), room))
        .collect()
}
