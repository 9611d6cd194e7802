//! Several actions in one go: each is asked for in three lines, and saved before the next.

use annexe::domain::target::Due;
use anyhow::{Result, bail};

use super::add::{Add, Parent};
use crate::cli::message::message;
use crate::cli::misuse::Left;
use crate::cli::prompt;
use crate::cli::session::Session;

impl Add {
    /// Asks for one action after another, until an empty line. What is left half way is not
    /// written; what was said to be added stays.
    pub(super) fn several(&self, session: &Session, parent: &Parent<'_>) -> Result<()> {
        let mut added = Vec::new();
        let mut owner = self.owner.clone();
        loop {
            match self.next(session, parent, (&mut owner, added.is_empty())) {
                Ok(Some(reference)) => added.push(reference),
                Ok(None) if added.is_empty() => bail!(Left),
                Ok(None) => return Ok(()),
                Err(error) if error.is::<Left>() && !added.is_empty() => {
                    message(&format!(
                        "left; {} kept: {}; nothing else was written",
                        added.len(),
                        added.join(", ")
                    ));
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Asks for one action and adds it. Returns nothing after an empty line.
    fn next(
        &self,
        session: &Session,
        parent: &Parent<'_>,
        (owner, is_first): (&mut Option<String>, bool),
    ) -> Result<Option<String>> {
        let question = if is_first {
            "What is to be done: "
        } else {
            "What else (an empty line ends): "
        };
        let words = prompt::text(session, "--words", question, "")?;
        if words.is_empty() {
            return Ok(None);
        }
        *owner = self.ask_owner(session, owner.take())?;
        let target = self.ask_target(session, parent)?;
        let added = parent.add(session, &words, owner.clone(), target)?;
        Ok(Some(added))
    }

    /// The owner of the action before is offered: Enter takes it, seen.
    fn ask_owner(&self, session: &Session, before: Option<String>) -> Result<Option<String>> {
        if self.owner.is_some() {
            return Ok(self.owner.clone());
        }
        let Some(before) = before else {
            return prompt::or_enter(session, "Responsible Owner, a role (Enter: not known yet)");
        };
        let question = "Responsible Owner, a role, or none";
        let owner: String = prompt::offered(question, &before)?;
        let owner = owner.trim().to_owned();
        Ok(Some(owner).filter(|owner| !owner.eq_ignore_ascii_case("none")))
    }

    /// A target that turns out not to be meant is asked for again.
    fn ask_target(&self, session: &Session, parent: &Parent<'_>) -> Result<Option<Due>> {
        if self.target.is_some() {
            return Ok(self.target.clone());
        }
        loop {
            let typed: Option<Due> = prompt::or_enter(session, "Target date (Enter: none yet)")?;
            match typed {
                Some(due) if !parent.is_meant(session, &due)? => {}
                due => return Ok(due),
            }
        }
    }
}
