//! `annexe reinspect`: a walk through what is due for a grade, left and taken up at any time.

mod walk;

use annexe::domain::body::BodyId;
use annexe::domain::standing::Item;
use annexe::domain::words::beginning;
use annexe::error::Error;
use annexe::report::{self, Due, Marked};
use annexe::store::{Inspection, Store};
use anyhow::{Result, bail};
use clap::Args;

use super::addressee;
use super::message::message;
use super::misuse::{Left, Misused};
use super::output::{Printing, show_aside};
use super::prompt;
use super::publication::NewPublication;
use super::session::Session;
use walk::Walk;

/// Walk through what is due for a grade at a re-inspection; can be left and taken up again
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe reinspect west-kent-2024            asks for each: progress, remark, finding
  annexe reinspect west-kent-2024 --list --format csv

Each grade is saved as it is given. What is marked already is left out the next time. Without a
terminal: annexe mark REF --inspection CODE --progress GRADE --finding TEXT")]
pub struct Reinspect {
    /// The code of the inspection; one that is not in the register can be added
    #[arg(value_name = "INSPECTION")]
    code: String,
    /// Also what is settled or closed
    #[arg(long)]
    all: bool,
    /// Print what is due, and ask nothing
    #[arg(long)]
    list: bool,
    #[command(flatten)]
    printing: Printing,
}

impl Reinspect {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.read()?;
        if self.list {
            let inspection = store.inspection_called(&self.code)?;
            let document = report::due_list(&store, &inspection, session.today, self.all)?;
            return self.printing.print(session, document);
        }
        if !session.may_ask {
            bail!(Misused(format!(
                "reinspect asks, and this is not a terminal; use `annexe reinspect {0} --list`, then `annexe mark REF --inspection {0} --progress GRADE --finding TEXT`",
                self.code
            )));
        }
        drop(store);
        let store = session.write("reinspect")?;
        let inspection = self.inspection(session, &store)?;
        self.walk(session, &store, &inspection)
    }

    fn inspection(&self, session: &Session, store: &Store) -> Result<Inspection> {
        match store.inspection_called(&self.code) {
            Err(Error::NoSuch { near, .. }) => {
                let near = near
                    .first()
                    .map(|near| format!(" (near: {near})"))
                    .unwrap_or_default();
                message(&format!("{} is not in the register yet{near}", self.code));
            }
            found => return Ok(found?),
        }
        if !prompt::confirm(session, &format!("Add {} as a new inspection?", self.code))? {
            bail!(Left);
        }
        let publication = NewPublication::ask_draft(session, store, &self.code)?;
        store.change(&session.meta("reinspect"), |change| {
            change.said(format!("added inspection {}", publication.code));
            publication.write(change, &NewPublication::default())
        })?;
        Ok(store.inspection_called(&publication.code)?)
    }

    fn walk(&self, session: &Session, store: &Store, inspection: &Inspection) -> Result<()> {
        let mut due = report::due(store, inspection, session.today, self.all)?;
        let marked = Marked::at(store, inspection)?;
        let before = due.own.len() + due.others.len();
        due.own.retain(|item| marked.grade(item).is_none());
        due.others.retain(|item| marked.grade(item).is_none());
        let left = due.own.len() + due.others.len();
        if left < before {
            message(&format!("{} of {before} are marked already", before - left));
        }
        if left > 0 {
            let items = match ticked(session, store, &due) {
                // Nothing is lost by leaving here: it ends as a walk that is left does.
                Err(error) if error.is::<Left>() => Vec::new(),
                items => items?,
            };
            Walk::new(session, store, inspection, items).run()?;
        }
        say(store, inspection, &due)
    }
}

/// Asks which of what is due to walk through: its own are offered ticked.
fn ticked(session: &Session, store: &Store, due: &Due) -> Result<Vec<Item>> {
    let bodies = store.bodies()?;
    let shown = |item: &Item, ticked: bool| {
        let to: [BodyId; 1] = [item.addressee];
        let to = beginning(&addressee::names(&bodies, &to), 20);
        (format!("{} [{to}] {}", item.reference, item.words), ticked)
    };
    let own = due.own.iter().map(|item| shown(item, true));
    let others = due.others.iter().map(|item| shown(item, false));
    let choices: Vec<_> = own.chain(others).collect();
    let places = prompt::ticks(session, "--list", "Walk through", &choices)?;
    let items: Vec<&Item> = due.own.iter().chain(&due.others).collect();
    Ok(places
        .into_iter()
        .map(|place| items[place].clone())
        .collect())
}

/// Shows the grades that were given, what remains, and what one may want next.
fn say(store: &Store, inspection: &Inspection, due: &Due) -> Result<()> {
    let marked = Marked::at(store, inspection)?;
    let mut remaining = due.own.clone();
    remaining.retain(|item| marked.grade(item).is_none());
    show_aside(report::marked_so_far(store, inspection, &remaining)?)?;
    let code = &inspection.code;
    if inspection.facts.published_on.is_none() {
        message(&format!(
            "{code} is a draft: its findings count from its publication, said with\n  annexe inspection edit {code} --published DATE"
        ));
    }
    if !remaining.is_empty() {
        message(&format!("To go on: annexe reinspect {code}"));
    }
    message(&format!("Next: annexe report annexe-one {code}"));
    Ok(())
}
