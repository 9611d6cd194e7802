//! `annexe marking`: the protective marking that every paper of a register carries.

use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::output;
use super::session::Session;

/// Keep the protective marking that every paper carries, or say which it is
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe marking OFFICIAL-SENSITIVE
  annexe marking --none")]
pub struct Marking {
    /// The marking, on one line
    #[arg(conflicts_with = "none")]
    words: Option<String>,
    /// Papers carry no marking
    #[arg(long)]
    none: bool,
}

impl Marking {
    pub fn run(&self, session: &Session) -> Result<()> {
        match (&self.words, self.none) {
            (None, false) => say(session),
            (words, _) => keep(session, words.as_deref()),
        }
    }
}

fn say(session: &Session) -> Result<()> {
    match session.read()?.marking()? {
        Some(words) => output::print(format!("{words}\n").as_bytes()),
        None => bail!(Misused(
            "no marking is kept; write one: annexe marking OFFICIAL-SENSITIVE".to_owned()
        )),
    }
}

fn keep(session: &Session, words: Option<&str>) -> Result<()> {
    let store = session.write("marking")?;
    let said = match words {
        Some(words) => format!("papers are marked {words}"),
        None => "papers carry no marking".to_owned(),
    };
    let kept = store.change(&session.meta("marking"), |change| {
        change.said(&said);
        change.keep_marking(words)
    })?;
    let already = if kept.change.is_none() {
        " already"
    } else {
        ""
    };
    message(&format!("Recorded{already}: {said}"));
    Ok(())
}
