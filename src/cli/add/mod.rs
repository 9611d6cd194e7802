//! `annexe add`: recommendations from paper, asked one after another or given by flags.

mod section;
mod sheet;
mod walk;

use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::code::number_for_reference;
use annexe::report::Entered;
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::Args;

use super::addressee;
use super::message::message;
use super::misuse::Misused;
use super::publication::{self, NewPublication, Publication};
use super::session::Session;
use sheet::Sheet;
use walk::Walk;

/// Record recommendations from paper: asks for them one after another
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe add                                 asks: which inspection, to whom, the words
  annexe add --inspection west-kent-2022 --to \"West Kent\" --number 13 --words \"Ensure that …\"

Words may be pasted: their line breaks become spaces. A whole section with its headings may be
pasted too. Nothing is written before you have seen the whole. Given --words, it records one.")]
pub struct Add {
    /// The inspection that made them; without it, it is asked, or made with the flags below
    #[arg(long, value_name = "CODE")]
    inspection: Option<String>,
    /// To whom; given several times under a joint heading
    #[arg(long, value_name = "NAME")]
    to: Vec<String>,
    /// Its printed number [default: the next]
    #[arg(long, value_name = "N", requires = "words")]
    number: Option<String>,
    /// Its words
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    #[command(flatten)]
    new: NewPublication,
}

impl Add {
    pub fn run(&self, session: &Session) -> Result<()> {
        // What is asked needs no register yet: one that is left makes none.
        let store = session.read_or_empty()?;
        let bodies = store.bodies()?;
        let to = self.addressees(&bodies)?;
        let publication = self.publication(session, &store)?;
        let known = match &publication.here {
            Some(here) => store.recommendations(here.id)?,
            None => Vec::new(),
        };
        let mut walk = Walk {
            session,
            store: &store,
            bodies: &bodies,
            sheet: Sheet::after(&known),
            publication,
        };
        match &self.words {
            Some(words) => {
                walk.sheet.items.push(self.one(&walk, to, words)?);
                self.write(&walk)
            }
            None if session.may_ask => walk.run(to, |walk| self.write(walk)),
            None if to.is_empty() => bail!(session.missing("--to")),
            None => bail!(session.missing("--words")),
        }
    }

    fn addressees(&self, bodies: &Bodies) -> Result<Vec<BodyId>> {
        let mut to = Vec::new();
        for name in &self.to {
            let body = bodies.find(name)?.id;
            if !to.contains(&body) {
                to.push(body);
            }
        }
        Ok(to)
    }

    fn publication(&self, session: &Session, store: &Store) -> Result<Publication> {
        match &self.inspection {
            Some(code) if self.new.is_given() => bail!(Misused(format!(
                "--inspection {code} is one of the register; what is known of it is corrected with `annexe inspection edit {code}`"
            ))),
            Some(code) => Ok(Publication::of(store.inspection_called(code)?)),
            None => publication::which(session, store, &self.new),
        }
    }

    /// Makes the one item that the flags describe; to whom is asked where it is missing.
    fn one(&self, walk: &Walk<'_>, to: Vec<BodyId>, words: &str) -> Result<Entered> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            bail!(Misused("--words is empty; nothing was recorded".to_owned()));
        }
        let to = match to.as_slice() {
            [] => addressee::ask_one(walk.session, walk.bodies, &walk.publication)?,
            _ => to,
        };
        let number = match &self.number {
            Some(number) => number.trim().to_owned(),
            None => walk.sheet.next_number(),
        };
        Ok(Entered { number, words, to })
    }

    /// Writes everything as one change and says what it was.
    fn write(&self, walk: &Walk<'_>) -> Result<()> {
        let Walk {
            session,
            bodies,
            sheet,
            publication,
            ..
        } = walk;
        let store = session.write("add")?;
        let counted = sheet.counted(bodies);
        store.change(&session.meta("add"), |change| {
            let count = sheet.items.len();
            change.said(format!(
                "recorded {count} of {}: {counted}",
                publication.code
            ));
            let inspection = publication.write(change, &self.new)?;
            let items = sheet.recommendations(inspection);
            items
                .iter()
                .try_for_each(|item| change.add_recommendation(item).map(|_| ()))
        })?;
        say(walk, &counted);
        Ok(())
    }
}

/// Says what was recorded, and what one may want to see next.
fn say(walk: &Walk<'_>, counted: &str) {
    let publication = &walk.publication;
    let reference = match walk.sheet.items.as_slice() {
        [only] => format!(
            " ({}/{})",
            publication.code,
            number_for_reference(&only.number)
        ),
        _ => String::new(),
    };
    let count = walk.sheet.items.len();
    message(&format!("{count} recorded: {counted}{reference}"));
    if publication.is_draft() {
        message(&format!(
            "{0} is a draft: they count from its publication, said with\n  annexe inspection edit {0} --published DATE",
            publication.code
        ));
    }
    let next = match publication.body_id {
        Some(body) => format!("report outstanding --body \"{}\"", walk.bodies.name(body)),
        None => format!("list --inspection {}", publication.code),
    };
    message(&format!("Next: annexe {next}"));
}
