//! The filters, the same on every list and report.

use std::cell::{Cell, OnceCell};
use std::str::FromStr;

use annexe::domain::body::BodyKind;
use annexe::domain::partial_date::{NotADate, PartialDate};
use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::scope::Asked;
use annexe::report::{Filter, Without};
use annexe::store::Store;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::{ArgMatches, Args, Command, FromArgMatches, ValueEnum};

use super::misuse::Misused;
use super::session::Session;
use super::view;

/// The filters as they were typed, with the view that they are taken from or saved as.
pub struct Filters {
    typed: Given,
    /// The same as arguments: a view keeps words
    words: Vec<String>,
    views: view::Views,
    /// What is typed over what the view keeps: settled when the register is first read
    settled: OnceCell<Settled>,
    /// Whether the view that `--save-view` names is kept
    saved: Cell<bool>,
}

/// The filters in force, with the words of the view.
struct Settled {
    given: Given,
    words: Vec<String>,
    view: Option<String>,
}

/// What is listed. Everything that is given must hold.
#[derive(Args, Clone)]
struct Given {
    /// A unit or organisation, with those below it and what they inherited
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    body: Option<String>,

    /// Only what is addressed to the unit or organisation itself
    #[arg(long, help_heading = "Filters")]
    exact: bool,

    /// Made by this inspection
    #[arg(long, value_name = "CODE", help_heading = "Filters")]
    inspection: Option<String>,

    /// Addressed to this kind: pdu, region, national, crc …
    #[arg(long, value_name = "KIND", help_heading = "Filters")]
    addressee_kind: Option<BodyKind>,

    /// The newest grade in force: none, some, sufficient or not-graded
    #[arg(long, value_name = "GRADE", help_heading = "Filters")]
    progress: Option<Progress>,

    /// Published on or after this date
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    since: Option<PartialDate>,

    /// Published on or before this date
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    until: Option<PartialDate>,

    /// With an action of this Responsible Owner
    #[arg(long, value_name = "ROLE", help_heading = "Filters")]
    owner: Option<String>,

    /// What HMPPS answered last: agreed, partly-agreed or not-agreed
    #[arg(long, value_name = "ANSWER", help_heading = "Filters")]
    response: Option<Answer>,

    /// With this theme, which a person gave it
    #[arg(long, value_name = "THEME", help_heading = "Filters")]
    theme: Vec<String>,

    /// What is lacking
    #[arg(long, value_name = "WHAT", help_heading = "Filters")]
    without: Vec<Lacking>,

    /// As things stood on this day [default: today]
    #[arg(long, value_name = "DATE", help_heading = "Filters")]
    as_at: Option<PartialDate>,

    /// As the register knew them at the end of this day, or after this change
    #[arg(long, value_name = "DATE|CHANGE", help_heading = "Filters")]
    known_by: Option<KnownBy>,
}

/// Up to when what was recorded counts: a day, or the number of a change.
#[derive(Clone, Copy, Debug)]
enum KnownBy {
    Day(PartialDate),
    Change(i64),
}

impl FromStr for KnownBy {
    type Err = NotADate;

    /// Reads a number as a change; a year is given as a full date.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        match text.trim().parse() {
            Ok(change) => Ok(KnownBy::Change(change)),
            Err(_) => text.parse().map(KnownBy::Day),
        }
    }
}

/// What a recommendation may lack.
#[derive(Clone, Copy, ValueEnum)]
enum Lacking {
    /// Nothing was found of it yet
    Finding,
    /// HMPPS has not answered
    Response,
    /// It has no actions
    Actions,
    /// An action has no Responsible Owner
    Owner,
    /// An action has no target date
    Target,
    /// Nobody gave it a theme
    Theme,
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Filters, clap::Error> {
        Ok(Filters {
            typed: Given::from_arg_matches(matches)?,
            words: view::typed(&Given::augment_args(Command::new("filters")), matches),
            views: view::Views::from_arg_matches(matches)?,
            settled: OnceCell::new(),
            saved: Cell::new(false),
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Filters::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Args for Filters {
    fn augment_args(command: Command) -> Command {
        view::Views::augment_args(Given::augment_args(command))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Filters::augment_args(command)
    }
}

impl Filters {
    /// Opens the register for reading, as it was known when `--known-by` says; keeps the view first
    /// that `--save-view` names.
    pub fn open(&self, session: &Session) -> Result<Store> {
        let store = self.opened(session)?;
        let change = match self.settled(&store)?.given.known_by {
            None => return Ok(store),
            Some(KnownBy::Change(change)) => change,
            Some(KnownBy::Day(date)) => {
                let day = date.last_day();
                let change = store.last_change_by(day)?;
                change.ok_or_else(|| {
                    Misused(format!(
                        "the register was made after {day}; nothing was known by then"
                    ))
                })?
            }
        };
        Ok(store.as_known_after(change)?)
    }

    /// Opens the register as it is now, for a command that names its own points of the history.
    pub fn open_as_now(&self, session: &Session) -> Result<Store> {
        let store = self.opened(session)?;
        if self.settled(&store)?.given.known_by.is_some() {
            bail!(Misused(
                "--known-by says nothing here; give a second head or date instead".to_owned()
            ));
        }
        Ok(store)
    }

    fn opened(&self, session: &Session) -> Result<Store> {
        let store = session.read()?;
        let settled = self.settled(&store)?;
        let Some(name) = &self.views.save_view else {
            return Ok(store);
        };
        // A view that names what is not there would be of no use to anybody.
        self.resolved(&store, settled)?;
        view::save(session, name, settled.words.clone())?;
        self.saved.set(true);
        session.read()
    }

    /// Resolves the names.
    pub fn filter(&self, store: &Store) -> Result<Filter> {
        // What writes does not open the register as a report does.
        if self.views.save_view.is_some() && !self.saved.get() {
            bail!(Misused(
                "--save-view keeps the filters of a list or report; here --view takes them"
                    .to_owned()
            ));
        }
        let settled = self.settled(store)?;
        let resolved = self.resolved(store, settled);
        match &self.views.view {
            Some(view) => resolved.with_context(|| format!("the view `{view}`")),
            None => resolved,
        }
    }

    /// Lays what was typed over what the view keeps.
    fn settled(&self, store: &Store) -> Result<&Settled> {
        if let Some(settled) = self.settled.get() {
            return Ok(settled);
        }
        let settled = match &self.views.view {
            None => Settled {
                given: self.typed.clone(),
                words: self.words.clone(),
                view: None,
            },
            Some(name) => {
                let command = Given::augment_args(Command::new("filters"));
                let laid = view::laid_over(&command, &store.view_called(name)?, &self.words)?;
                Settled {
                    given: Given::from_arg_matches(&laid.matches)?,
                    words: laid.words,
                    view: Some(laid.said),
                }
            }
        };
        Ok(self.settled.get_or_init(|| settled))
    }

    fn resolved(&self, store: &Store, settled: &Settled) -> Result<Filter> {
        let Given {
            body,
            exact,
            inspection,
            addressee_kind,
            progress,
            since,
            until,
            owner,
            response,
            theme,
            without,
            as_at: _,
            known_by,
        } = &settled.given;
        if *exact && body.is_none() {
            bail!(Misused(
                "--exact is about a unit or organisation; name it with --body".to_owned()
            ));
        }
        let bodies = store.bodies()?;
        let body = body.as_deref().map(|name| bodies.find(name)).transpose()?;
        let inspection = inspection.as_deref();
        let inspection = inspection.map(|code| store.inspection_called(code));
        let owner = owner.as_deref().map(|role| store.owner_called(role));
        let themes = theme.iter().map(|name| store.theme_called(name));
        let themes = themes.collect::<Result<Vec<_>, _>>()?;
        let lacking = |what: &Lacking| match what {
            Lacking::Finding => Without::Finding,
            Lacking::Response => Without::Response,
            Lacking::Actions => Without::Actions,
            Lacking::Owner => Without::Owner,
            Lacking::Target => Without::Target,
            Lacking::Theme => Without::Theme,
        };
        Ok(Filter {
            asked: Asked {
                body: body.map(|body| body.id),
                exact: *exact,
            },
            inspection: inspection.transpose()?.map(|inspection| inspection.code),
            addressee_kind: *addressee_kind,
            progress: *progress,
            since: *since,
            until: *until,
            owner: owner.transpose()?,
            response: *response,
            themes: themes.into_iter().map(|theme| theme.name).collect(),
            without: without.iter().map(lacking).collect(),
            known_by: known_by.map(|known_by| match known_by {
                KnownBy::Day(date) => date.for_people(),
                KnownBy::Change(change) => format!("change {change}"),
            }),
            view: settled.view.clone(),
        })
    }

    /// Tells whether anything narrows what is chosen.
    pub fn narrow(&self) -> bool {
        let days = ["--as-at", "--known-by"];
        let is_filter = |word: &String| word.starts_with("--") && !days.contains(&word.as_str());
        self.views.view.is_some() || self.words.iter().any(is_filter)
    }

    /// Returns the day for which things are drawn. The filters come first: a view may name the day.
    pub fn day(&self, session: &Session) -> Result<NaiveDate> {
        let settled = self.settled.get();
        let given = settled.map_or(&self.typed, |settled| &settled.given);
        as_at(given.as_at, session)
    }
}

/// Returns the last day of `--as-at`, or today. A day that lies ahead is refused: nobody knows how things will stand.
pub fn as_at(date: Option<PartialDate>, session: &Session) -> Result<NaiveDate> {
    let day = date.map_or(session.today, PartialDate::last_day);
    if day > session.today {
        bail!(Misused(format!(
            "--as-at {day} lies ahead; today is {}",
            session.today
        )));
    }
    Ok(day)
}
