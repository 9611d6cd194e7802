//! The filters, the same on every list and report.

use std::str::FromStr;

use annexe::domain::body::BodyKind;
use annexe::domain::partial_date::{NotADate, PartialDate};
use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use annexe::domain::scope::Asked;
use annexe::report::{Filter, Without};
use annexe::store::Store;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::misuse::Misused;
use super::session::Session;

/// What is listed. Everything that is given must hold.
#[derive(Args, Clone, Default)]
pub struct Filters {
    /// A unit or organisation, with those below it and what they inherited
    #[arg(long, value_name = "NAME", help_heading = "Filters")]
    body: Option<String>,

    /// Only what is addressed to the unit or organisation itself
    #[arg(long, requires = "body", help_heading = "Filters")]
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
}

impl Filters {
    /// Opens the register for reading, as it was known when `--known-by` says.
    pub fn open(&self, session: &Session) -> Result<Store> {
        let store = session.read()?;
        let change = match self.known_by {
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

    /// Resolves the names.
    pub fn filter(&self, store: &Store) -> Result<Filter> {
        let bodies = store.bodies()?;
        let body = self
            .body
            .as_deref()
            .map(|name| bodies.find(name))
            .transpose()?
            .map(|body| body.id);
        let inspection = self
            .inspection
            .as_deref()
            .map(|code| store.inspection_called(code))
            .transpose()?;
        let owner = self.owner.as_deref();
        let owner = owner.map(|role| store.owner_called(role)).transpose()?;
        let lacking = |what: &Lacking| match what {
            Lacking::Finding => Without::Finding,
            Lacking::Response => Without::Response,
            Lacking::Actions => Without::Actions,
            Lacking::Owner => Without::Owner,
            Lacking::Target => Without::Target,
        };
        Ok(Filter {
            asked: Asked {
                body,
                exact: self.exact,
            },
            inspection: inspection.map(|inspection| inspection.code),
            addressee_kind: self.addressee_kind,
            progress: self.progress,
            since: self.since,
            until: self.until,
            owner,
            response: self.response,
            without: self.without.iter().map(lacking).collect(),
            known_by: self.known_by.map(|known_by| match known_by {
                KnownBy::Day(date) => date.for_people(),
                KnownBy::Change(change) => format!("change {change}"),
            }),
        })
    }

    /// Tells whether anything narrows what is chosen.
    pub fn narrow(&self) -> bool {
        self.body.is_some()
            || self.inspection.is_some()
            || self.addressee_kind.is_some()
            || self.progress.is_some()
            || self.since.is_some()
            || self.until.is_some()
            || self.owner.is_some()
            || self.response.is_some()
            || !self.without.is_empty()
    }

    /// Returns the day for which things are drawn.
    pub fn day(&self, session: &Session) -> Result<NaiveDate> {
        as_at(self.as_at, session)
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
