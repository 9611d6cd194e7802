//! `annexe report`: the questions.

use annexe::document::Document;
use annexe::domain::partial_date::PartialDate;
use annexe::report::{self, Between, Filter, Paper, Per};
use annexe::store::Store;
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::filter::Filters;
use super::message::message;
use super::misuse::Misused;
use super::output::Printing;
use super::session::Session;

/// Print a report: what is outstanding, what was planned, what slips, what an inspection found
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report outstanding --body \"West Kent\"
  annexe report annexe-one west-kent-2022 -o annexe-one.md")]
pub struct Report {
    #[command(subcommand)]
    name: Name,
}

#[derive(Subcommand)]
enum Name {
    /// Print what is not closed and not settled as sufficient, with its age and what was found
    #[command(after_help = "\
Examples:
  annexe report outstanding --body KSS --meeting 2026-12-03 --since-meeting 2026-09-04 -o board.docx
  annexe report outstanding --body \"London region\" --as-at 2022-12-31 -o london.csv")]
    Outstanding(Outstanding),
    AnnexeOne(AnnexeOne),
    /// Print the action plan in the form of HMPPS: answer, actions, Responsible Owner, target date
    #[command(after_help = "\
Examples:
  annexe report action-plan --inspection west-kent-2022
  annexe report action-plan --body \"West Kent\" -o plan.csv")]
    ActionPlan(Asked),
    /// Print the actions that are overdue, the longest first, and those without a target date
    #[command(after_help = "\
Examples:
  annexe report overdue --body KSS
  annexe report overdue --owner \"Head of PDU\" --as-at 2023-12-31")]
    Overdue(Asked),
    /// Print every target date that moved, with each move and its reason
    #[command(after_help = "\
Examples:
  annexe report slippage --body KSS
  annexe report slippage --format csv -o slippage.csv")]
    Slippage(Asked),
    /// Print what owners reported complete and inspectors did not confirm
    #[command(after_help = "\
Examples:
  annexe report unconfirmed --body \"West Kent\"
  annexe report unconfirmed --format json")]
    Unconfirmed(Asked),
    /// Print a page for each Responsible Owner: overdue, due in 30 days, no update for 90 days
    #[command(after_help = "\
Examples:
  annexe report chase --body KSS
  annexe report chase -o chase         one Word file for each owner, in a folder
  annexe report chase -o chase.docx    all in one file")]
    Chase(Asked),
    /// Print what came to be outstanding and what ceased to be between two days, unit by unit
    #[command(after_help = "\
Examples:
  annexe report movement --from 2025-04-01 --body KSS
  annexe report movement --from 2021-06-25 --to 2021-06-26    over the unification")]
    Movement(Movement),
    /// Print how many recommendations led to no, some or sufficient progress, and how many were not graded
    #[command(after_help = "\
Examples:
  annexe report progress --body KSS
  annexe report progress --per year --addressee-kind pdu")]
    Progress(Progress),
    /// Print how standards were rated and what key questions came to, inspection after inspection
    #[command(after_help = "\
Examples:
  annexe report ratings --body \"West Kent\"
  annexe report ratings --body KSS --since 2022 -o ratings.docx")]
    Ratings(Asked),
    /// Print the demands that were made more than once: how often, since when, of whom, what was found
    #[command(after_help = "\
Examples:
  annexe report repeats --body KSS
  annexe report repeats --theme staffing -o repeats.docx

What may repeat what: annexe suggest repeats. A person links: annexe link A repeats B")]
    Repeats(Asked),
    /// Print what was recommended by theme: counts, progress, and the age of what is outstanding
    #[command(after_help = "\
Examples:
  annexe report themes --body KSS
  annexe report themes --since 2022 -o themes.xlsx

A person gives themes: annexe theme REF THEME. What may fit: annexe suggest themes")]
    Themes(Asked),
}

/// What a report is about, and how it is printed.
#[derive(Args)]
struct Asked {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// What is outstanding, and what else the paper holds.
#[derive(Args)]
struct Outstanding {
    /// brief: one line an item; full: with words, answer, action and dates
    #[arg(
        long,
        value_name = "HOW",
        default_value = "full",
        help_heading = "The paper"
    )]
    detail: Detail,
    /// The day of the last meeting: list what changed since, as the register knew it then
    #[arg(long, value_name = "DATE", help_heading = "The paper")]
    since_meeting: Option<PartialDate>,
    #[command(flatten)]
    asked: Asked,
}

/// Between which days, and by what knowledge of the first.
#[derive(Args)]
struct Movement {
    /// The first day: the opening is what was outstanding at its end
    #[arg(long, value_name = "DATE", help_heading = "The two days")]
    from: PartialDate,
    /// The second day: the closing is what was outstanding at its end [default: --as-at, or today]
    #[arg(
        long,
        value_name = "DATE",
        conflicts_with = "as_at",
        help_heading = "The two days"
    )]
    to: Option<PartialDate>,
    /// Open with what the register knew on the first day, as a paper of that day printed it
    #[arg(long, help_heading = "The two days")]
    as_known_then: bool,
    #[command(flatten)]
    asked: Asked,
}

/// What became of recommendations, and by what they are counted together.
#[derive(Args)]
struct Progress {
    /// What each row is of: recommendations are counted together by it
    #[arg(
        long,
        value_name = "WHAT",
        default_value = "body",
        help_heading = "The rows"
    )]
    // `--by` says who records, everywhere.
    per: Together,
    #[command(flatten)]
    asked: Asked,
}

/// By what recommendations are counted together.
#[derive(Clone, Copy, ValueEnum)]
enum Together {
    /// The unit or organisation under which they stand
    Body,
    /// Its region
    Region,
    /// The year of publication
    Year,
    /// The kind of inspection
    Kind,
    /// The kind of unit or organisation that they are addressed to
    AddresseeKind,
    /// The themes that a person gave them
    Theme,
    /// What HMPPS answered last
    Answer,
}

/// How much is said of each item.
#[derive(Clone, Copy, ValueEnum)]
enum Detail {
    /// One line
    Brief,
    /// Words, answer, next action, dates
    Full,
}

/// Print what an inspection found of earlier recommendations, in the form of the published annexe
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report annexe-one west-kent-2022
  annexe report annexe-one west-kent-2024 --format plain")]
struct AnnexeOne {
    /// The inspection's code, shortened while it is unambiguous
    inspection: String,
    #[command(flatten)]
    printing: Printing,
}

/// A report that answers with one document.
type Answer = fn(&Store, &Filter, NaiveDate) -> annexe::error::Result<Document>;

impl Report {
    pub fn run(&self, session: &Session) -> Result<()> {
        let (asked, answer): (&Asked, Answer) = match &self.name {
            Name::Outstanding(outstanding) => return outstanding.run(session),
            Name::ActionPlan(asked) => (asked, report::action_plan),
            Name::Overdue(asked) => (asked, report::overdue),
            Name::Slippage(asked) => (asked, report::slippage),
            Name::Unconfirmed(asked) => (asked, report::unconfirmed),
            Name::Ratings(asked) => (asked, report::ratings),
            Name::Repeats(asked) => (asked, report::repeats),
            Name::Themes(asked) => (asked, report::themes),
            Name::Chase(asked) => return asked.chase(session),
            Name::AnnexeOne(asked) => return asked.run(session),
            Name::Movement(movement) => return movement.run(session),
            Name::Progress(progress) => return progress.run(session),
        };
        asked.print(session, answer)
    }
}

impl Outstanding {
    fn run(&self, session: &Session) -> Result<()> {
        let Asked { filters, printing } = &self.asked;
        let store = filters.open(session)?;
        let (filter, day) = (filters.filter(&store)?, filters.day(session)?);
        let paper = Paper {
            detail: match self.detail {
                Detail::Brief => report::Detail::Brief,
                Detail::Full => report::Detail::Full,
            },
            since_meeting: self
                .since_meeting
                .map(|then| earlier(then, day))
                .transpose()?,
        };
        printing.print(session, report::outstanding(&store, &filter, day, paper)?)
    }
}

impl Progress {
    fn run(&self, session: &Session) -> Result<()> {
        let Asked { filters, printing } = &self.asked;
        let store = filters.open(session)?;
        let (filter, day) = (filters.filter(&store)?, filters.day(session)?);
        let per = match self.per {
            Together::Body => Per::Body,
            Together::Region => Per::Region,
            Together::Year => Per::Year,
            Together::Kind => Per::Kind,
            Together::AddresseeKind => Per::AddresseeKind,
            Together::Theme => Per::Theme,
            Together::Answer => Per::Answer,
        };
        printing.print(session, report::progress(&store, &filter, day, per)?)
    }
}

impl Movement {
    fn run(&self, session: &Session) -> Result<()> {
        let Asked { filters, printing } = &self.asked;
        let store = filters.open(session)?;
        let filter = filters.filter(&store)?;
        let between = self.between(session)?;
        printing.print(session, report::movement(&store, &filter, between)?)
    }

    /// Returns the two days, a month or a year being its last; the second lies after the first and not ahead.
    fn between(&self, session: &Session) -> Result<Between> {
        let to = match self.to {
            None => self.asked.filters.day(session)?,
            Some(to) => to.last_day(),
        };
        let from = self.from.last_day();
        if to > session.today {
            bail!(Misused(format!(
                "--to {to} lies ahead; today is {}",
                session.today
            )));
        }
        if from >= to {
            bail!(Misused(format!(
                "--from {from} does not lie before the second day, {to}"
            )));
        }
        Ok(Between {
            from,
            to,
            as_known_then: self.as_known_then,
        })
    }
}

/// Returns the day of the last meeting, which comes before the day of the paper.
fn earlier(then: PartialDate, day: NaiveDate) -> Result<NaiveDate> {
    match then {
        PartialDate::Day(then) if then < day => Ok(then),
        PartialDate::Day(then) => bail!(Misused(format!(
            "--since-meeting {then} does not lie before the day of the paper, {day}"
        ))),
        _ => bail!(Misused(format!(
            "--since-meeting wants the day of the meeting, not {}",
            then.for_people()
        ))),
    }
}

impl Asked {
    fn print(&self, session: &Session, answer: Answer) -> Result<()> {
        let store = self.filters.open(session)?;
        let (filter, day) = (self.filters.filter(&store)?, self.filters.day(session)?);
        self.printing.print(session, answer(&store, &filter, day)?)
    }

    /// Prints a page for each owner.
    fn chase(&self, session: &Session) -> Result<()> {
        let store = self.filters.open(session)?;
        let (filter, day) = (self.filters.filter(&store)?, self.filters.day(session)?);
        let pages = report::chase(&store, &filter, day)?;
        if self.printing.is_one_document() {
            let document = report::chase_in_one(&store, &filter, day, pages)?;
            return self.printing.print(session, document);
        }
        if pages.is_empty() {
            message(
                "Nothing is overdue, due in the next 30 days, or without an update for 90 days",
            );
        }
        self.printing.print_each(session, pages)
    }
}

impl AnnexeOne {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.read()?;
        let inspection = store.inspection_called(&self.inspection)?;
        self.printing
            .print(session, report::annexe_one(&store, &inspection)?)
    }
}
