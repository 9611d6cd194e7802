//! `annexe suggest`: what may be a repeat, what theme may fit. A person decides; nothing is set by itself.

use annexe::domain::link::{LinkEnd, LinkKind, NewLink};
use annexe::domain::repeat::Alike;
use annexe::report::{self, Repeats, Wanted};
use annexe::store::Store;
use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::filter::Filters;
use super::message::message;
use super::misuse::{Left, Misused};
use super::output::{Printing, show_aside};
use super::prompt;
use super::session::Session;

/// Suggest repeats and themes, for a person to decide
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe suggest repeats --body KSS
  annexe suggest themes --inspection west-kent-2022

A suggestion is never recorded by itself: `annexe link` and `annexe theme` record what a person says.")]
pub struct Suggest {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Repeats(SuggestRepeats),
    Themes(SuggestThemes),
}

/// Suggest which recommendations make a demand again that was made before, the likeliest first
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe suggest repeats --body KSS
  annexe suggest repeats west-kent-2022/3
  annexe suggest repeats --walk
  annexe suggest repeats --not hfkcw-2022/11 west-kent-2022/11

By words, of which rare ones weigh more, across units and years; the same unit, one that took over from
it and a theme in common count too. --walk asks for one key each: y links the two, n records that it is
no repeat, so that it is not suggested again, s skips, q leaves. What is recorded stays, and can be undone.")]
struct SuggestRepeats {
    /// Only with this recommendation
    reference: Option<String>,
    /// Ask one after the other, and record each answer
    #[arg(long)]
    walk: bool,
    /// Record that the first does not repeat the second
    #[arg(
        long = "not",
        num_args = 2,
        value_names = ["REF", "REF"],
        conflicts_with_all = ["walk", "reference"]
    )]
    not: Option<Vec<String>>,
    /// At most so many
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    most: usize,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// Suggest themes for recommendations that have none, by their words
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe suggest themes --inspection west-kent-2022
  annexe suggest themes west-kent-2022/6

A theme's words are its name's and those of the recommendations to which a person gave it: the more have
one, the better it fits. `annexe theme REF THEME` gives it.")]
struct SuggestThemes {
    /// Only for this recommendation, whether or not it has a theme
    reference: Option<String>,
    /// At most so many
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    most: usize,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

impl Suggest {
    pub fn run(&self, session: &Session) -> Result<()> {
        match &self.what {
            What::Repeats(repeats) => repeats.run(session),
            What::Themes(themes) => themes.run(session),
        }
    }
}

impl SuggestThemes {
    fn run(&self, session: &Session) -> Result<()> {
        let store = self.filters.open(session)?;
        let of = self.reference.as_deref();
        let of = of
            .map(|name| store.recommendation_called(name))
            .transpose()?;
        let (filter, day) = (self.filters.filter(&store)?, self.filters.day(session)?);
        let suggested = report::suggested_themes(&store, &filter, of.as_ref(), self.most, day)?;
        self.printing.print(session, suggested)
    }
}

impl SuggestRepeats {
    fn run(&self, session: &Session) -> Result<()> {
        match &self.not {
            Some(two) => not_a_repeat(session, &session.write_existing()?, &two[0], &two[1]),
            None if self.walk => self.walk(session),
            None => self.list(session),
        }
    }

    fn list(&self, session: &Session) -> Result<()> {
        let store = self.filters.open(session)?;
        let (repeats, wanted) = self.find(session, &store)?;
        let (filter, day) = (self.filters.filter(&store)?, self.filters.day(session)?);
        let document = report::suggested_repeats(&store, &repeats, &filter, &wanted, day)?;
        self.printing.print(session, document)
    }

    fn find(&self, session: &Session, store: &Store) -> Result<(Repeats, Wanted)> {
        let of = self.reference.as_deref();
        let of = of
            .map(|name| store.recommendation_called(name))
            .transpose()?;
        let (filter, day) = (self.filters.filter(store)?, self.filters.day(session)?);
        let repeats = report::repeats_to_suggest(store, &filter, of.as_ref(), day)?;
        let most = self.most;
        Ok((repeats, Wanted { of, most }))
    }

    /// Asks of each suggestion, and records the answer at once.
    fn walk(&self, session: &Session) -> Result<()> {
        if !session.may_ask {
            bail!(Misused(
                "--walk asks, and there is no terminal to ask on; leave it out for the list, then `annexe link A repeats B`".to_owned()
            ));
        }
        let store = session.write_existing()?;
        let (repeats, wanted) = self.find(session, &store)?;
        let asked = repeats.again.len().min(wanted.most);
        if asked == 0 {
            message("Nothing reads as if it were asked again");
        }
        for (at, pair) in repeats.again.iter().take(asked).enumerate() {
            let place = format!("{} of {asked}", at + 1);
            show_aside(report::suggested_repeat(&repeats, pair, &place))?;
            match answer(session, &store, &repeats, pair) {
                Ok(Step::On) => {}
                Ok(Step::Leave) => break,
                Err(error) if error.is::<Left>() => break,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// Whether a walk goes on.
enum Step {
    On,
    Leave,
}

/// Asks for one key, and does what it says.
fn answer(session: &Session, store: &Store, repeats: &Repeats, pair: &Alike) -> Result<Step> {
    const KEYS: [(char, &str); 4] = [
        ('y', "yes, link them"),
        ('n', "no repeat"),
        ('s', "skip"),
        ('q', "leave"),
    ];
    let (later, earlier) = (&repeats.made[pair.later], &repeats.made[pair.earlier]);
    match prompt::key(session, "--walk", "The same demand made again?", &KEYS)? {
        0 => link(
            session,
            store,
            (&later.reference, later.id),
            (&earlier.reference, earlier.id),
        )?,
        1 => not_a_repeat(session, store, &later.reference, &earlier.reference)?,
        2 => {}
        _ => return Ok(Step::Leave),
    }
    Ok(Step::On)
}

fn link(
    session: &Session,
    store: &Store,
    (later, from_id): (&str, i64),
    (earlier, to_id): (&str, i64),
) -> Result<()> {
    let said = format!("{later} repeats {earlier}");
    let linked = store.change(&session.meta("suggest repeats"), |change| {
        change.said(format!("linked: {said}"));
        change.add_link(&NewLink {
            from_id,
            kind: LinkKind::Repeats,
            to: LinkEnd::Recommendation(to_id),
        })
    })?;
    message(&format!("Linked: {said} (#l{})", linked.value));
    Ok(())
}

fn not_a_repeat(session: &Session, store: &Store, later: &str, earlier: &str) -> Result<()> {
    let later = store.recommendation_called(later)?;
    let earlier = store.recommendation_called(earlier)?;
    let said = format!(
        "{} does not repeat {}",
        later.reference(),
        earlier.reference()
    );
    store.change(&session.meta("suggest repeats"), |change| {
        change.said(&said);
        change.add_not_repeat(later.id, earlier.id)
    })?;
    message(&format!("Recorded: {said}; it is not suggested again"));
    Ok(())
}
