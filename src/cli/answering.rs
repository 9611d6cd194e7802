//! The questions of an import, asked at a terminal: each as the flag that would have answered it.

use annexe::domain::action::ActionState;
use annexe::domain::draft::Question;
use annexe::domain::response::Answer;
use annexe::store::{Answers, Store, Suggestion};
use anyhow::Result;
use chrono::NaiveDate;

use super::finding::{described, progress};
use super::inspection::kind;
use super::prompt;
use super::session::Session;

/// Asks one question, with the recommendations that it may be about, and keeps the answer. Returns false where only another command answers it.
pub fn ask(
    session: &Session,
    store: &Store,
    day: Option<NaiveDate>,
    question: &Question,
    suggestions: &[Suggestion],
    answers: &mut Answers,
) -> Result<bool> {
    let words = with_place(question);
    let flag = question
        .answer
        .split_whitespace()
        .next()
        .unwrap_or_default();
    match flag {
        "--body" => answers.body = Some(body(session, store, day, &words, "--body")?),
        "--addressee" => {
            answers.addressee = Some(body(session, store, day, &words, "--addressee")?)
        }
        "--published" => answers.published = Some(prompt::past(session, "--published", &words)?),
        "--on" => answers.on = Some(prompt::past(session, "--on", &words)?),
        "--kind" => answers.kind = Some(kind(session)?),
        "--inspection" => {
            let Some(code) = inspection(session, store, &words, "--inspection")? else {
                return Ok(not_here());
            };
            answers.inspection = Some(code);
        }
        "--previous" => {
            let Some(previous) = previous(session, store, &words)? else {
                return Ok(false);
            };
            answers.previous = Some(previous);
        }
        "--leave-out" => {
            if !prompt::confirm_doubtful(session, &format!("{words}. Leave it out?"))? {
                return Ok(false);
            }
            answers.leave_out.push(question.place.clone());
        }
        "--is" => {
            let is = reference(session, suggestions, &words)?;
            answers.is.push((question.place.clone(), is));
        }
        "--map" => {
            let Some(meaning) = meaning(session, store, day, question, &words)? else {
                return Ok(not_here());
            };
            answers.map.push(meaning);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Returns the words of a question with the place that it is about, if it is about one.
pub fn with_place(question: &Question) -> String {
    match question.place.as_str() {
        "" => question.words.clone(),
        place => format!("{} ({place})", question.words),
    }
}

/// Asks which recommendation an item is: one of those that are most like it, another, or a new one.
fn reference(session: &Session, offered: &[Suggestion], words: &str) -> Result<String> {
    let mut shown: Vec<String> = offered
        .iter()
        .map(|near| {
            format!(
                "{} ({}% alike): {}",
                near.reference, near.per_cent, near.words
            )
        })
        .collect();
    shown.extend(["another: type its reference".to_owned(), "new".to_owned()]);
    let chosen = prompt::choice(session, "--is", words, &shown)?;
    match offered.get(chosen) {
        Some(near) => Ok(near.reference.clone()),
        None if chosen == offered.len() => prompt::line(session, "--is", "Its reference"),
        None => Ok("new".to_owned()),
    }
}

/// Asks what a foreign word means: a grade, a unit or organisation, an inspection. Nothing: it is not here.
fn meaning(
    session: &Session,
    store: &Store,
    day: Option<NaiveDate>,
    question: &Question,
    words: &str,
) -> Result<Option<(String, String)>> {
    let bare = question
        .answer
        .split_once(' ')
        .map_or("", |(_, value)| value);
    let quoted = question.answer.split('"').nth(1).unwrap_or(bare);
    let printed = quoted
        .rsplit_once('=')
        .map_or(quoted, |(printed, _)| printed);
    let means = if question.answer.contains("not-graded") {
        super::message::message(words);
        progress(session)?.to_string()
    } else if question.answer.contains("not-agreed") {
        let shown = Answer::ALL.map(Answer::words);
        shown[prompt::choice_of_none_offered(session, "--map", words, &shown)?].to_owned()
    } else if question.answer.contains("not-started") {
        let shown = ActionState::ALL.map(ActionState::words);
        shown[prompt::choice_of_none_offered(session, "--map", words, &shown)?].to_owned()
    } else if question.words.contains("inspection") || quoted.ends_with("=CODE") {
        match inspection(session, store, words, "--map")? {
            Some(code) => code,
            None => return Ok(None),
        }
    } else {
        body(session, store, day, words, "--map")?
    };
    Ok(Some((printed.to_owned(), means)))
}

fn body(
    session: &Session,
    store: &Store,
    day: Option<NaiveDate>,
    words: &str,
    flag: &'static str,
) -> Result<String> {
    let bodies = store.bodies()?;
    let chosen = prompt::body(session, flag, words, &bodies, day)?;
    Ok(bodies.name(chosen).to_owned())
}

/// Asks which inspection is meant. Nothing: it is not here, which Enter alone says.
fn inspection(
    session: &Session,
    store: &Store,
    words: &str,
    flag: &'static str,
) -> Result<Option<String>> {
    let mut offered = store.inspections()?;
    let bodies = store.bodies()?;
    let none = "(none of these: it is not here)".to_owned();
    let known = offered
        .iter()
        .map(|inspection| described(&bodies, inspection));
    let shown: Vec<String> = std::iter::once(none).chain(known).collect();
    let chosen = prompt::search(session, flag, words, &shown)?;
    Ok(chosen
        .checked_sub(1)
        .map(|chosen| offered.swap_remove(chosen).code))
}

/// Says how an inspection comes into the register. The question stays open.
fn not_here() -> bool {
    super::message::message(
        "Import its report first, or add it:\nannexe inspection add --body NAME --kind core --published DATE",
    );
    false
}

/// Asks which earlier publication is meant; of one that is not here, when it was published: without its date it
/// would be a draft, which counts nowhere.
fn previous(session: &Session, store: &Store, words: &str) -> Result<Option<String>> {
    if let Some(code) = inspection(session, store, words, "--previous")? {
        return Ok(Some(code));
    }
    super::message::message(
        "It is then known through this report; without its date it would count nowhere.",
    );
    let published = prompt::optional_past(session, "--previous", "When was it published")?;
    Ok(published.map(|date| date.to_string()))
}
