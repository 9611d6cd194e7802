//! The command line: one file per noun, with its arguments and its verbs.
//!
//! Only here is a clock, a terminal, and anything printed.

mod action;
mod add;
mod addressee;
mod alert;
mod amend;
mod answering;
mod body;
mod closure;
mod demo;
mod diff;
mod evidence;
pub mod exit;
mod filter;
mod finding;
mod generate;
mod help;
mod history;
mod import;
mod inspection;
mod link;
mod marking;
mod message;
mod misuse;
mod output;
mod pack;
mod prompt;
mod publication;
mod read_apart;
mod recommendation;
mod reinspect;
mod report;
mod respond;
mod session;
mod suggest;
mod theme;
mod view;
mod wildcard;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use session::Global;

/// Keep a register of inspection recommendations: what was asked, answered, done and found
#[derive(Parser)]
#[command(
    name = "annexe",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[command(after_help = "\
Start here:
  annexe demo                           see it work on a sample register
  annexe import report.txt              read a published report; shows first
  annexe report outstanding --body KSS  what is outstanding for a unit

More: annexe help dates | scale | filters | exit-codes")]
pub struct Cli {
    #[command(flatten)]
    global: Global,

    #[command(subcommand)]
    command: Command,

    /// The command in words: `report outstanding`
    #[arg(skip)]
    words: String,
}

#[derive(Subcommand)]
enum Command {
    // What one does most stands first.
    Add(add::Add),
    Demo(demo::Demo),
    Import(import::Import),
    Reinspect(reinspect::Reinspect),
    Mark(finding::Mark),
    Respond(respond::Respond),
    Action(action::ActionCommand),
    Alert(alert::AlertCommand),
    Report(report::Report),
    List(recommendation::List),
    Show(recommendation::Show),
    Search(recommendation::Search),
    Close(closure::Close),
    Reopen(closure::Reopen),
    Link(link::LinkTwo),
    Theme(theme::ThemeCommand),
    Suggest(suggest::Suggest),
    Amend(amend::Amend),
    Body(body::BodyCommand),
    Inspection(inspection::InspectionCommand),
    Marking(marking::Marking),
    Pack(pack::Pack),
    Diff(diff::Diff),
    View(view::ViewCommand),
    Log(history::Log),
    Undo(history::Undo),
    Check(history::Check),
    Help(help::Help),
    Completions(help::Completions),
    Man(help::Man),
    // For those who work on the program: it is not in the list of commands.
    #[command(hide = true)]
    Generate(generate::Generate),
    // The program calls itself with it.
    #[command(hide = true)]
    ReadApart(read_apart::ReadApart),
}

impl Cli {
    /// Reads the arguments of the program.
    pub fn read() -> Result<Cli, clap::Error> {
        Cli::read_from(std::env::args_os())
    }

    /// Reads arguments, the first of them the name of the program.
    pub fn read_from(
        arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>,
    ) -> Result<Cli, clap::Error> {
        let matches = Cli::command().try_get_matches_from(arguments)?;
        let mut words = Vec::new();
        let mut below = matches.subcommand();
        while let Some((name, matches)) = below {
            words.push(name.to_owned());
            below = matches.subcommand();
        }
        let cli =
            Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut Cli::command()))?;
        let words = words.join(" ");
        Ok(Cli { words, ..cli })
    }

    /// Runs the command.
    pub fn run(self) -> Result<ExitCode> {
        if let Command::ReadApart(read) = self.command {
            return read.run();
        }
        let session = self.global.session(&self.words)?;
        match self.command {
            Command::Add(add) => add.run(&session)?,
            Command::Demo(demo) => demo.run(&session)?,
            Command::Import(import) => return import.run(&session),
            Command::Reinspect(reinspect) => reinspect.run(&session)?,
            Command::Mark(mark) => mark.run(&session)?,
            Command::Respond(respond) => respond.run(&session)?,
            Command::Action(action) => action.run(&session)?,
            Command::Alert(alert) => alert.run(&session)?,
            Command::Report(report) => report.run(&session)?,
            Command::List(list) => list.run(&session)?,
            Command::Show(show) => show.run(&session)?,
            Command::Search(search) => search.run(&session)?,
            Command::Close(close) => close.run(&session)?,
            Command::Reopen(reopen) => reopen.run(&session)?,
            Command::Link(link) => link.run(&session)?,
            Command::Theme(theme) => theme.run(&session)?,
            Command::Suggest(suggest) => suggest.run(&session)?,
            Command::Amend(amend) => amend.run(&session)?,
            Command::Body(body) => body.run(&session)?,
            Command::Inspection(inspection) => inspection.run(&session)?,
            Command::Marking(marking) => marking.run(&session)?,
            Command::Pack(pack) => pack.run(&session)?,
            Command::Diff(diff) => diff.run(&session)?,
            Command::View(view) => return view.run(&session),
            Command::Log(log) => log.run(&session)?,
            Command::Undo(undo) => undo.run(&session)?,
            Command::Check(check) => return check.run(&session),
            Command::Help(help) => help.run()?,
            Command::Completions(completions) => completions.run()?,
            Command::Man(man) => man.run()?,
            Command::Generate(generate) => generate.run(&session)?,
            Command::ReadApart(read) => return read.run(),
        }
        Ok(ExitCode::SUCCESS)
    }
}
