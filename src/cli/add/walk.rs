//! The walk: heading after heading, item after item, then the whole, then it is written.

use annexe::domain::body::{Bodies, BodyId};
use annexe::domain::words::beginning;
use annexe::report::{self, Entered};
use annexe::store::Store;
use anyhow::Result;

use super::sheet::{Sheet, parted};
use crate::cli::addressee::{self, Answer};
use crate::cli::exit;
use crate::cli::message::message;
use crate::cli::misuse::Left;
use crate::cli::output::show_aside;
use crate::cli::prompt;
use crate::cli::publication::Publication;
use crate::cli::session::Session;

/// What the walk works on.
pub struct Walk<'a> {
    pub session: &'a Session,
    pub store: &'a Store,
    pub bodies: &'a Bodies,
    pub publication: Publication,
    pub sheet: Sheet,
}

/// What a person wants of the whole.
enum Wish {
    Write,
    ChangeAt(usize),
    More,
    Leave,
}

const FINISHED: &str = "finished: show the whole";

impl Walk<'_> {
    /// Asks for everything, and writes when the person says so. `to`: the first heading, if it is known.
    pub fn run(&mut self, to: Vec<BodyId>, write: impl Fn(&Walk<'_>) -> Result<()>) -> Result<()> {
        let filled = self.fill(to);
        self.kept(filled)?;
        while !self.sheet.items.is_empty() {
            let wish = self.wish();
            match self.kept(wish)? {
                Some(Wish::Write) => match write(self) {
                    Ok(()) => return Ok(()),
                    // What was typed is not lost: the person can change a number and write again.
                    Err(error) => exit::say(&error),
                },
                Some(Wish::ChangeAt(place)) => {
                    let changed = self.change(place);
                    self.kept(changed)?;
                }
                Some(Wish::More) => {
                    let filled = self.fill(Vec::new());
                    self.kept(filled)?;
                }
                Some(Wish::Leave) => return Err(Left.into()),
                None => {}
            }
        }
        Err(Left.into())
    }

    /// Asks heading after heading until there is no further one.
    fn fill(&mut self, first: Vec<BodyId>) -> Result<()> {
        let mut given = Some(first).filter(|to| !to.is_empty());
        loop {
            let answer = match given.take() {
                Some(to) => Answer::To(to),
                None => self.ask_heading()?,
            };
            match answer {
                Answer::To(to) => self.heading(&to)?,
                Answer::Section => self.section(&[])?,
                Answer::Finished => return Ok(()),
            }
        }
    }

    fn ask_heading(&self) -> Result<Answer> {
        let finished = (!self.sheet.items.is_empty()).then_some(FINISHED);
        addressee::ask(self.session, self.bodies, &self.publication, finished)
    }

    /// Asks item after item under one heading, until an empty line.
    fn heading(&mut self, to: &[BodyId]) -> Result<()> {
        message(&format!(
            "\nRecommendations to {}: type or paste the words\n(alone on the line: e editor, p paste the section, nothing ends the heading)",
            addressee::names(self.bodies, to)
        ));
        while self.item(to)? {}
        Ok(())
    }

    /// Asks for one item. Returns whether the heading goes on.
    fn item(&mut self, to: &[BodyId]) -> Result<bool> {
        let offered = self.sheet.next_number();
        let mut line = format!("{offered}. ");
        loop {
            let typed = prompt::text(self.session, "--words", "› ", &line)?;
            let (number, words) = parted(&typed, &offered);
            let words = match words.as_str() {
                "" => return Ok(false),
                "p" => return self.section(to).map(|()| false),
                "e" => self.edited("")?,
                _ => words,
            };
            match self.sheet.why_not(&number, None) {
                _ if words.is_empty() => {}
                None => {
                    let to = to.to_vec();
                    self.sheet.items.push(Entered { number, words, to });
                    return Ok(true);
                }
                Some(why) => {
                    message(&why);
                    line = format!("{offered}. {words}");
                }
            }
        }
    }

    fn edited(&self, before: &str) -> Result<String> {
        let text = prompt::editor(self.session, "--words", before)?.unwrap_or_default();
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Takes the items of a pasted section, each under its own heading there.
    fn section(&mut self, to: &[BodyId]) -> Result<()> {
        message("Paste the section with its headings. A line with a single . ends it, or Ctrl-D.");
        let text = prompt::lines(self.session, "--words")?;
        let items = self.items_of_section(&text, to)?;
        if items.is_empty() {
            return Ok(());
        }
        let count = items.len();
        let question = format!("Take {}?", if count == 1 { "it" } else { "them" });
        if prompt::choice(self.session, "--words", &question, &["take", "do not take"])? == 0 {
            self.sheet.items.extend(items);
        }
        Ok(())
    }

    /// Shows the whole and asks what is to be done with it.
    fn wish(&self) -> Result<Option<Wish>> {
        let items = &self.sheet.items;
        let code = &self.publication.code;
        show_aside(report::entered(self.store, code, items)?)?;
        message(&format!(
            "{}: {}",
            items.len(),
            self.sheet.counted(self.bodies)
        ));
        let shown = [
            "write",
            "change one…",
            "add more…",
            "leave; nothing is written",
        ];
        let chosen = prompt::choice(self.session, "--yes", "What now", &shown)?;
        Ok(Some(match chosen {
            0 => Wish::Write,
            1 => Wish::ChangeAt(self.which()?),
            2 => Wish::More,
            _ => Wish::Leave,
        }))
    }

    fn which(&self) -> Result<usize> {
        let shown: Vec<String> = self
            .sheet
            .items
            .iter()
            .map(|item| format!("{}. {}", item.number, item.words))
            .collect();
        prompt::choice(self.session, "--number", "Change number", &shown)
    }

    /// Changes one item: its number and words on the line, its addressee, or away with it.
    fn change(&mut self, place: usize) -> Result<Option<()>> {
        let item = self.sheet.items[place].clone();
        let question = format!("{}. {}", item.number, beginning(&item.words, 40));
        let shown = [
            "number or words",
            "words, in the editor",
            "to whom",
            "take it out",
        ];
        match prompt::choice(self.session, "--words", &question, &shown)? {
            0 => self.retype(place)?,
            1 => {
                let words = self.edited(&item.words)?;
                if !words.is_empty() {
                    self.sheet.items[place].words = words;
                }
            }
            2 => {
                let to = addressee::ask_one(self.session, self.bodies, &self.publication)?;
                self.sheet.items[place].to = to;
            }
            _ => drop(self.sheet.items.remove(place)),
        }
        Ok(Some(()))
    }

    fn retype(&mut self, place: usize) -> Result<()> {
        let Entered { number, words, .. } = self.sheet.items[place].clone();
        let mut line = format!("{number}. {words}");
        loop {
            line = prompt::text(self.session, "--words", "› ", &line)?;
            let (number, words) = parted(&line, &number);
            let why_not = self.sheet.why_not(&number, Some(place));
            match why_not {
                None if words.is_empty() => return Ok(()),
                None => {
                    let item = &mut self.sheet.items[place];
                    (item.number, item.words) = (number, words);
                    return Ok(());
                }
                Some(why) => message(&why),
            }
        }
    }

    /// Asks whether to keep what was typed when the person leaves. Leaving that question too
    /// leaves nothing behind.
    fn kept<T: Default>(&self, asked: Result<T>) -> Result<T> {
        match asked {
            Err(error) if error.is::<Left>() && !self.sheet.items.is_empty() => {
                let count = self.sheet.items.len();
                let question = format!("Keep the {count} typed so far?");
                let shown = ["keep: show the whole", "leave; nothing is written"];
                match prompt::choice(self.session, "--words", &question, &shown)? {
                    0 => Ok(T::default()),
                    _ => Err(Left.into()),
                }
            }
            asked => asked,
        }
    }
}
