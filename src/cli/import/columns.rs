//! The walk through the columns of a sheet: what is proposed is shown, corrected, confirmed and kept.

use std::path::{Path, PathBuf};

use annexe::document::{Document, Imprint};
use annexe::domain::response::Reason;
use annexe::domain::words::beginning;
use annexe::import::reading::tracker::{Field, Mapping, Meant, Proposal, Tracker, Vocabulary};
use anyhow::Result;

use super::tracker::columns;
use crate::cli::message::message;
use crate::cli::output::{Printing, write_new};
use crate::cli::prompt;
use crate::cli::session::Session;

/// The flag that would have given all of this.
const FLAG: &str = "--mapping";

/// How much of a word a question shows.
const SHOWN: usize = 20;

/// Shows what is proposed and asks until a person confirms it; then the words one by one.
pub(super) fn confirmed(
    session: &Session,
    tracker: &Tracker,
    proposal: &Proposal,
) -> Result<Proposal> {
    let name = &tracker.source.name;
    let mut proposal = proposal.clone();
    loop {
        Printing::print_on(session, &shown(name, &proposal))?;
        let choices = ["Yes", "No: correct one"];
        let question = "Are these the columns?";
        if prompt::choice_of_none_offered(session, FLAG, question, &choices)? == 0 {
            break;
        }
        correct(session, tracker, &mut proposal)?;
    }
    say_the_words(session, &mut proposal)?;
    Ok(proposal)
}

fn shown(name: &str, proposal: &Proposal) -> Document {
    Document {
        key: "columns",
        title: name.to_owned(),
        as_at: None,
        head: String::new(),
        imprint: Imprint::default(),
        filters: Vec::new(),
        intro: Vec::new(),
        totals: Vec::new(),
        charts: Vec::new(),
        sections: vec![columns(proposal)],
    }
}

/// Asks for one thing that a column holds, and which column.
fn correct(session: &Session, tracker: &Tracker, proposal: &mut Proposal) -> Result<()> {
    let fields: Vec<String> = Field::ALL
        .iter()
        .map(|field| format!("{}: {}", field.key(), field.words()))
        .collect();
    let field = Field::ALL[prompt::search(session, FLAG, "What is to be corrected?", &fields)?];
    let mut headings = vec!["(no column)".to_owned()];
    headings.extend(proposal.columns.iter().map(|column| column.heading.clone()));
    let question = format!("Which column holds {}?", field.words());
    let chosen = prompt::search(session, FLAG, &question, &headings)?;
    let heading = (chosen > 0).then(|| headings[chosen].as_str());
    let before = proposal.mapping.clone();
    proposal.mapping.set(field, heading);
    message(&said_of_change(&before, &proposal.mapping));
    proposal.words = tracker.words(&mut proposal.mapping);
    Ok(())
}

/// Says what a correction changed: what was read of which column, and now is not.
fn said_of_change(before: &Mapping, now: &Mapping) -> String {
    let is_in = |mapping: &Mapping, read: &(Field, String)| mapping.columns.contains(read);
    let gone = before.columns.iter().filter(|read| !is_in(now, read));
    let gone = gone.map(|(field, heading)| {
        let left = match now.columns.iter().any(|(_, other)| other == heading) {
            true => "",
            false => "; that column is left out",
        };
        let none = match now.heading(*field) {
            Some(_) => "",
            None => "; no column is read as that now",
        };
        format!(
            "`{heading}` is no longer read as {}{left}{none}",
            field.key()
        )
    });
    let new = now.columns.iter().filter(|read| !is_in(before, read));
    let new = new.map(|(field, heading)| format!("`{heading}` is now read as {}", field.key()));
    let said: Vec<String> = new.chain(gone).collect();
    if said.is_empty() {
        return "Nothing changed".to_owned();
    }
    said.join("\n")
}

/// Asks what each word means that is none of the register.
fn say_the_words(session: &Session, proposal: &mut Proposal) -> Result<()> {
    for (table, word, count, place) in proposal.words.clone() {
        let cells = if count == 1 {
            "1 cell"
        } else {
            &format!("{count} cells")
        };
        message(&format!("`{word}` stands in {cells}, the first {place}"));
        let question = format!("What does `{}` mean?", beginning(&word, SHOWN));
        let mapping = &mut proposal.mapping;
        match table {
            "status" => said(session, &mut mapping.status, &word, &question)?,
            "answer" => said(session, &mut mapping.answer, &word, &question)?,
            _ => said(session, &mut mapping.reason, &word, &question)?,
        }
    }
    Ok(())
}

/// Asks what a word of a reason means.
pub(super) fn reason(
    session: &Session,
    mapping: &mut Mapping,
    word: &str,
    question: &str,
) -> Result<()> {
    said::<Reason>(session, &mut mapping.reason, word, question)
}

fn said<T: Vocabulary>(
    session: &Session,
    words: &mut Vec<(String, Option<Meant<T>>)>,
    word: &str,
    question: &str,
) -> Result<()> {
    let mut choices: Vec<String> = T::ALL.iter().map(|known| known.word().to_owned()).collect();
    choices.push("nothing: it does not say".to_owned());
    // A word is given its meaning by a person, never by Enter alone.
    let chosen = prompt::choice_of_none_offered(session, "--map", question, &choices)?;
    let meant = T::ALL
        .get(chosen)
        .map_or(Meant::Nothing, |known| Meant::Word(*known));
    words.retain(|(known, _)| known != word);
    words.push((word.to_owned(), Some(meant)));
    Ok(())
}

/// Keeps the mapping in a file, so that the next import of the sheet need not ask.
pub(super) fn keep(
    session: &Session,
    (name, file): (&str, &Path),
    proposal: &Proposal,
) -> Result<()> {
    let beside = if file == Path::new("-") {
        Path::new("tracker")
    } else {
        file
    };
    let offered = beside.with_extension("toml");
    let question = "Keep the mapping for the next import in";
    let file: String = prompt::offered(question, &offered.display().to_string())?;
    let file = PathBuf::from(file);
    let force = file.exists()
        && prompt::confirm_doubtful(
            session,
            &format!("{} exists. Overwrite it?", file.display()),
        )?;
    if file.exists() && !force {
        message("The mapping was not kept");
        return Ok(());
    }
    write_new(&file, proposal.to_toml(name).as_bytes(), force, session)
}
