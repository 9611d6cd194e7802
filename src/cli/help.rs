//! `annexe help`, `annexe completions`, `annexe man`.

use std::path::PathBuf;

use annexe::error::Error;
use anyhow::{Context, Result, bail};
use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::message::message;
use super::output;
use super::{Cli, exit};

const DATES: &str = "\
Dates

  Typed: 2022-05-18, 18/05/2022, 18 May 2022, May 2022, 2022. The day comes
  before the month; years are written in full. Printed: 18 May 2022 for
  people, 2022-05-18 in data.

  A month or a year is kept as it was printed. It counts from its last day:
  what was published in May 2022 counts from 31 May 2022, and its age reads
  \"at least\". A month or year that has not ended is asked for more exactly.

  --as-at DATE draws a list or report as things stood on that day: only what
  was dated up to then counts. It may not lie ahead.

Examples:
  annexe report outstanding --body London --as-at 2020-01-01
  annexe inspection edit west-kent-2024 --published 2024-11-19
";

const SCALE: &str = "\
The scale of progress

  no progress           none
  some progress         some
  sufficient progress   sufficient
  (no grade printed)    not-graded

  These are the inspectorate's grades of an earlier recommendation, given when
  it returns. A recommendation is outstanding until it is graded as sufficient
  or closed: none, some and never graded stay outstanding.

  A grade settles a recommendation when the inspected body is the one it is
  addressed to, a successor of it, or one above. A grade given at a part (at
  one PDU, about a recommendation to its region) is shown with its place and
  settles nothing. A later none or some reopens what was sufficient or closed.
  A finding counts from the publication of its inspection.

Examples:
  annexe mark west-kent-2022/3 --inspection west-kent-2024 --progress some --finding \"…\"
  annexe amend west-kent-2022/3#f41 --progress none --why \"Misread the annexe\"
";

const FILTERS: &str = "\
Filters, the same on every list and report, on `action update` and `pack`

  --body NAME            a unit or organisation, with those below it and what
                         they inherited; apart from the total, what was graded
                         there and asked of bodies above
  --exact                only what is addressed to it itself
  --inspection CODE      made by this inspection
  --addressee-kind KIND  addressed to a pdu, region, national service, crc …
  --progress GRADE       the newest grade in force: none, some, sufficient,
                         not-graded
  --since, --until DATE  published within these dates
  --response ANSWER      what HMPPS answered last: agreed, partly-agreed,
                         not-agreed
  --owner ROLE           with an action of this Responsible Owner, in any
                         capitals; where actions are listed, only theirs
  --theme THEME          with this theme, which a person gave it; given several
                         times, all of them
  --without WHAT         finding: nothing was found yet; response: HMPPS has
                         not answered; actions: it has none; owner, target: an
                         action has no Responsible Owner, or no target date;
                         theme: nobody gave it one
  --as-at DATE           as things stood on that day
  --known-by DATE|CHANGE as the register knew them then
  --save-view NAME       keeps the filters under a name; --view NAME takes them:
                         what is typed beside adds to them or takes their place

  Names are found by name or alias, in any spelling that says the same; a near
  spelling is suggested, never assumed. Filters are printed above every
  result.

Examples:
  annexe list --body KSS --progress none
  annexe report outstanding --addressee-kind national --without finding
  annexe report overdue --body KSS --owner \"Head of PDU\"
";

/// Explain a command or a topic: dates, scale, filters, exit-codes
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe help dates
  annexe help report outstanding")]
pub struct Help {
    /// A topic (dates, scale, filters, exit-codes) or a command
    what: Vec<String>,
}

impl Help {
    pub fn run(&self) -> Result<()> {
        let words: Vec<&str> = self.what.iter().map(String::as_str).collect();
        let text = match words.as_slice() {
            ["dates"] => DATES.to_owned(),
            ["scale"] => SCALE.to_owned(),
            ["filters"] => FILTERS.to_owned(),
            ["exit-codes"] => exit_codes(),
            command => help_of(command)?,
        };
        output::print(text.as_bytes())
    }
}

fn exit_codes() -> String {
    let mut text = "Exit codes\n\n".to_owned();
    for (code, meaning) in exit::CODES {
        text.push_str(&format!("  {code}  {meaning}\n"));
    }
    text.push_str(
        "\n  After a command its code is in $LASTEXITCODE (PowerShell), %ERRORLEVEL% (command\n  \
         prompt) or $? (Unix shells).\n\nExamples:\n  annexe check\n  annexe import report.txt --apply\n",
    );
    text
}

fn help_of(words: &[&str]) -> Result<String> {
    let mut command = Cli::command();
    command.build();
    let mut found = &mut command;
    for word in words {
        let Some(next) = found.find_subcommand_mut(word) else {
            bail!(Error::NoSuch {
                what: "topic or command",
                name: (*word).to_owned(),
                near: ["dates", "scale", "filters", "exit-codes"]
                    .map(str::to_owned)
                    .to_vec(),
            });
        };
        found = next;
    }
    Ok(found.render_long_help().to_string())
}

/// Print completions for a shell
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe completions bash > ~/.local/share/bash-completion/completions/annexe
  annexe completions powershell >> $PROFILE")]
pub struct Completions {
    /// bash, zsh, fish, powershell or elvish
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "annexe", &mut script);
        output::print(&script)
    }
}

/// Write the manual pages into a folder
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe man man1
  annexe man ~/.local/share/man/man1")]
pub struct Man {
    /// The folder; made where it is not there
    folder: PathBuf,
}

impl Man {
    pub fn run(&self) -> Result<()> {
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("cannot make {}", self.folder.display()))?;
        clap_mangen::generate_to(Cli::command(), &self.folder)
            .with_context(|| format!("cannot write to {}", self.folder.display()))?;
        message(&format!(
            "The manual pages were written to {}",
            self.folder.display()
        ));
        Ok(())
    }
}
