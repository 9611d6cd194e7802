//! `annexe theme`: the themes that a person gives to recommendations, and the list they come from.

use annexe::domain::recommendation::Recommendation;
use annexe::report;
use annexe::store::{Store, Theme};
use anyhow::{Result, bail};
use clap::Args;

use super::message::message;
use super::misuse::Misused;
use super::output::Printing;
use super::prompt;
use super::session::Session;

/// Give a recommendation themes, take them from it, or keep the list of themes
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe theme west-kent-2022/6 staffing \"workload and prioritisation\"
  annexe theme west-kent-2022/6 staffing --remove
  annexe theme                                  the list, with how many have each
  annexe theme --new \"approved premises\"        adds to the list
  annexe theme --drop \"approved premises\"       takes off the list what no recommendation has

What may fit by the words: annexe suggest themes. What has none: annexe list --without theme")]
pub struct ThemeCommand {
    /// The recommendation; without one the list is printed
    #[arg(conflicts_with_all = ["new", "drop"])]
    reference: Option<String>,
    /// The themes, shortened while they are unambiguous
    #[arg(value_name = "THEME")]
    themes: Vec<String>,
    /// Take the themes from the recommendation
    #[arg(long, requires = "themes")]
    remove: bool,
    /// Add a theme to the list
    #[arg(long, value_name = "THEME", conflicts_with = "drop")]
    new: Option<String>,
    /// Take a theme that no recommendation has off the list
    #[arg(long, value_name = "THEME")]
    drop: Option<String>,
    #[command(flatten)]
    printing: Printing,
}

impl ThemeCommand {
    pub fn run(&self, session: &Session) -> Result<()> {
        match (&self.reference, &self.new, &self.drop) {
            (Some(reference), ..) => self.of_one(session, reference),
            (None, Some(name), _) => add(session, name),
            (None, None, Some(name)) => drop_from_list(session, name),
            (None, None, None) => self
                .printing
                .print(session, report::theme_list(&session.read()?)?),
        }
    }

    fn of_one(&self, session: &Session, reference: &str) -> Result<()> {
        let store = session.write_existing()?;
        let recommendation = store.recommendation_called(reference)?;
        let called = self.themes.iter().map(|name| store.theme_called(name));
        let themes: Vec<Theme> = match self.themes.as_slice() {
            [] => ticked(session, &store, &recommendation)?,
            _ => called.collect::<Result<_, _>>()?,
        };
        match self.remove {
            true => take(session, &store, &recommendation, &themes),
            false => give(session, &store, &recommendation, &themes),
        }
    }
}

/// Lets a person tick themes for a recommendation; those it has are not offered.
fn ticked(session: &Session, store: &Store, to: &Recommendation) -> Result<Vec<Theme>> {
    if !session.may_ask {
        bail!(session.missing("THEME"));
    }
    let has = store.themes_of(to.id)?;
    let mut offered = store.themes()?;
    offered.retain(|theme| !has.contains(&theme.name));
    message(&format!("{}: {}", to.reference(), to.words));
    let choices = offered.iter().map(|theme| (theme.name.clone(), false));
    let choices: Vec<(String, bool)> = choices.collect();
    let ticked = prompt::ticks(session, "THEME", "Which themes", &choices)?;
    Ok(ticked.into_iter().map(|at| offered[at].clone()).collect())
}

fn give(session: &Session, store: &Store, to: &Recommendation, themes: &[Theme]) -> Result<()> {
    let reference = to.reference();
    let given = store.change(&session.meta("theme"), |change| {
        let new = themes
            .iter()
            .map(|theme| Ok((theme, change.give_theme(to.id, theme)?)));
        let new = new.collect::<annexe::error::Result<Vec<_>>>()?;
        let new: Vec<&str> = new
            .into_iter()
            .filter(|(_, is_new)| *is_new)
            .map(|(theme, _)| theme.name.as_str())
            .collect();
        let new = named(&new);
        change.said(format!("gave {reference} the {new}"));
        Ok(new)
    })?;
    message(&match given.change {
        Some(_) => format!("Gave {reference} the {}", given.value),
        None => format!("{reference} has them already; nothing was changed"),
    });
    Ok(())
}

fn take(session: &Session, store: &Store, from: &Recommendation, themes: &[Theme]) -> Result<()> {
    let reference = from.reference();
    let names: Vec<&str> = themes.iter().map(|theme| theme.name.as_str()).collect();
    let names = named(&names);
    let taken = store.change(&session.meta("theme"), |change| {
        change.said(format!("took the {names} from {reference}"));
        let taken = themes.iter().map(|theme| change.take_theme(from.id, theme));
        taken.collect::<annexe::error::Result<Vec<bool>>>()
    })?;
    message(&match taken.change {
        Some(_) => format!("Took the {names} from {reference}"),
        None => format!("{reference} does not have the {names}; nothing was changed"),
    });
    Ok(())
}

/// `theme staffing`, `themes staffing, training`.
fn named(themes: &[&str]) -> String {
    let noun = if themes.len() == 1 { "theme" } else { "themes" };
    format!("{noun} {}", themes.join(", "))
}

fn add(session: &Session, name: &str) -> Result<()> {
    let store = session.write("theme")?;
    let added = store.change(&session.meta("theme"), |change| {
        let name = change.add_theme(name)?;
        change.said(format!("added the theme {name} to the list"));
        Ok(name)
    })?;
    message(&format!("Added the theme {} to the list", added.value));
    Ok(())
}

fn drop_from_list(session: &Session, name: &str) -> Result<()> {
    let store = session.write_existing()?;
    let theme = store.theme_called(name)?;
    if annexe::domain::words::folded(&theme.name) != annexe::domain::words::folded(name) {
        bail!(Misused(format!(
            "write the theme in full: `{}`",
            theme.name
        )));
    }
    store.change(&session.meta("theme"), |change| {
        change.said(format!("took the theme {} off the list", theme.name));
        change.drop_theme(&theme)
    })?;
    message(&format!("Took the theme {} off the list", theme.name));
    Ok(())
}
