//! `annexe view`: saved views. `--view` and `--save-view` stand beside the filters of every report.

use std::process::ExitCode;

use annexe::domain::view::{View, valid_name};
use annexe::report;
use anyhow::{Context, Result, bail};
use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, Args, Command, Subcommand};

use super::exit;
use super::message::message;
use super::misuse::Misused;
use super::output::Printing;
use super::session::Session;

/// Where the filters are taken from, and what they are saved as.
#[derive(Args)]
pub struct Views {
    /// With the filters of a saved view; what is typed beside adds to them or takes their place
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    pub view: Option<String>,

    /// Save these filters under a name, for --view and `annexe view print`
    #[arg(long, value_name = "NAME", value_parser = valid_name, help_heading = "Filters")]
    pub save_view: Option<String>,
}

/// Keep names for reports with their filters
#[derive(Args)]
#[command(
    alias = "views",
    after_help = "\
Examples:
  annexe view print board -o board.docx
  annexe view list

A view is saved with the report that it is for: annexe report outstanding --body KSS --save-view board
It then serves every report and list: annexe report overdue --view board"
)]
pub struct ViewCommand {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Subcommand)]
enum Verb {
    /// List the saved views, each with what it was saved from
    #[command(after_help = "\
Examples:
  annexe view list
  annexe view list --format csv")]
    List {
        #[command(flatten)]
        printing: Printing,
    },
    /// Print the report or list that a view was saved from
    #[command(after_help = "\
Examples:
  annexe view print board
  annexe view print board --as-at 2025-12-31 -o board.docx")]
    Print {
        /// The view
        name: String,
        /// What the report or list takes beside
        #[arg(
            value_name = "OPTIONS",
            trailing_var_arg = true,
            allow_hyphen_values = true
        )]
        others: Vec<String>,
    },
    /// Remove a view; the history keeps it
    #[command(after_help = "\
Examples:
  annexe view remove board
  annexe view remove \"West Kent, never answered\"")]
    Remove {
        /// The view
        name: String,
    },
}

impl ViewCommand {
    pub fn run(&self, session: &Session) -> Result<ExitCode> {
        match &self.verb {
            None => list(session, &Printing::default())?,
            Some(Verb::List { printing }) => list(session, printing)?,
            Some(Verb::Print { name, others }) => return print(session, name, others),
            Some(Verb::Remove { name }) => remove(session, name)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn list(session: &Session, printing: &Printing) -> Result<()> {
    printing.print(session, report::views(&session.read()?)?)
}

/// Runs the command that a view was saved from, with what was typed beside.
fn print(session: &Session, name: &str, others: &[String]) -> Result<ExitCode> {
    let view = session.read()?.view_called(name)?;
    // What a register says is not run but where it prints and wants no more words.
    let is_printed = view.command.starts_with("report ")
        || view.command == "list"
        || view.command == "action list";
    if !is_printed {
        bail!(Misused(format!(
            "the view `{}` was saved from `{}`, which wants more words; give them there, with --view \"{}\"",
            view.name, view.command, view.name
        )));
    }
    let register = session.register().as_os_str().to_owned();
    let mut arguments = vec!["annexe".into(), "--register".into(), register];
    arguments.extend(view.command.split(' ').map(Into::into));
    arguments.extend(["--view".into(), view.name.into()]);
    arguments.extend(others.iter().map(Into::into));
    match super::Cli::read_from(arguments) {
        Ok(cli) => cli.run(),
        Err(error) => Ok(exit::not_run(&error)),
    }
}

fn remove(session: &Session, name: &str) -> Result<()> {
    let store = session.write_existing()?;
    let removed = store.change(&session.meta("view remove"), |change| {
        let name = change.remove_view(name)?;
        change.said(format!("removed the view {name}"));
        Ok(name)
    })?;
    message(&format!("Removed the view {}", removed.value));
    Ok(())
}

/// Saves filters under a name, as one change.
pub fn save(session: &Session, name: &str, filters: Vec<String>) -> Result<()> {
    let view = View {
        name: name.to_owned(),
        command: session.command.clone(),
        filters,
    };
    let store = session.write_existing()?;
    let saved = store.change(&session.meta("view"), |change| {
        change.said(format!(
            "saved the view {name}: {} {}",
            view.command,
            view.in_words()
        ));
        change.keep_view(&view)
    })?;
    let already = match saved.change {
        Some(_) => "",
        None => " already",
    };
    message(&format!(
        "Saved{already} as the view {name}; print it with --view \"{name}\""
    ));
    Ok(())
}

/// Returns the arguments of a command that were typed, each flag with its value.
pub fn typed(command: &Command, matches: &ArgMatches) -> Vec<String> {
    let mut words = Vec::new();
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let is_there = matches.try_contains_id(id).unwrap_or_default();
        let (true, Some(flag)) = (is_there, argument.get_long()) else {
            continue;
        };
        if matches.value_source(id) != Some(ValueSource::CommandLine) {
            continue;
        }
        if !takes_value(argument.get_action()) {
            words.push(format!("--{flag}"));
            continue;
        }
        for value in matches.get_raw(id).into_iter().flatten() {
            words.extend([format!("--{flag}"), value.to_string_lossy().into_owned()]);
        }
    }
    words
}

fn takes_value(action: &ArgAction) -> bool {
    matches!(action, ArgAction::Set | ArgAction::Append)
}

/// What was typed, laid over what a view keeps.
pub struct Laid {
    /// All of it, as if it had been typed
    pub matches: ArgMatches,
    /// The same as arguments
    pub words: Vec<String>,
    /// The name of the view, with what was typed beside it
    pub said: String,
}

/// Lays what was typed over what a view keeps: a flag that takes one value takes the place of the
/// view's, one that may be given several times adds to it.
pub fn laid_over(command: &Command, view: &View, typed: &[String]) -> Result<Laid> {
    let kept = pairs(&view.filters);
    let new = pairs(typed);
    let is_single = |flag: &str| {
        let mut arguments = command.get_arguments();
        let found = arguments.find(|one| one.get_long() == flag.strip_prefix("--"));
        found.is_none_or(|one| !matches!(one.get_action(), ArgAction::Append))
    };
    let replaced = |pair: &&[String]| {
        let is_same = |other: &&[String]| other[0] == pair[0];
        new.contains(pair) || (is_single(&pair[0]) && new.iter().any(is_same))
    };
    let said = said(view, &kept, &new, replaced);
    let left = kept.iter().filter(|pair| !replaced(pair));
    let words: Vec<String> = left.chain(&new).copied().flatten().cloned().collect();
    let command = command.clone().no_binary_name(true).disable_help_flag(true);
    let matches = command.try_get_matches_from(&words).map_err(|_| {
        anyhow::Error::new(Misused(format!(
            "the view `{}` keeps filters that cannot be read: {}",
            view.name,
            view.in_words()
        )))
    });
    Ok(Laid {
        matches: matches
            .context("remove it with `annexe view remove`, or install the newer version")?,
        words,
        said,
    })
}

/// Names the view, and says what was typed beside it: `board; beside it --progress some (view: none)`.
fn said(
    view: &View,
    kept: &[&[String]],
    new: &[&[String]],
    replaced: impl Fn(&&[String]) -> bool,
) -> String {
    let changed = new.iter().filter(|pair| !kept.contains(pair));
    let changed = changed.map(|pair| {
        let old = kept.iter().filter(|old| old[0] == pair[0] && replaced(old));
        let old: Vec<&str> = old
            .filter_map(|old| old.get(1))
            .map(String::as_str)
            .collect();
        match old.as_slice() {
            [] => pair.join(" "),
            old => format!("{} (in the view: {})", pair.join(" "), old.join(", ")),
        }
    });
    let changed: Vec<String> = changed.collect();
    match changed.as_slice() {
        [] => view.name.clone(),
        changed => format!("{}, with {}", view.name, changed.join(", ")),
    }
}

/// Returns arguments in pairs of a flag and its value, where it has one.
fn pairs(words: &[String]) -> Vec<&[String]> {
    let mut pairs = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        // A value that begins as a flag does was never taken for one: only its flag comes before it.
        let has_value = rest.len() > 1 && !rest[1].starts_with("--");
        let (pair, others) = rest.split_at(if has_value { 2 } else { 1 });
        pairs.push(pair);
        rest = others;
    }
    pairs
}
