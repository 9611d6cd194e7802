//! `annexe report`: the questions.

use annexe::report;
use anyhow::Result;
use clap::{Args, Subcommand};

use super::filter::Filters;
use super::output::Printing;
use super::session::Session;

/// Print a report: what is outstanding, what an inspection found
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
    Outstanding(Outstanding),
    AnnexeOne(AnnexeOne),
    ActionPlan(ActionPlan),
    Overdue(Overdue),
    Slippage(Slippage),
    Unconfirmed(Unconfirmed),
    Chase(Chase),
}

/// Print the action plan in the form of HMPPS: answer, actions, Responsible Owner, target date
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report action-plan --inspection west-kent-2022
  annexe report action-plan --body \"West Kent\" -o plan.csv")]
struct ActionPlan {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// Print the actions that are overdue, the longest first, and those without a target date
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report overdue --body KSS
  annexe report overdue --owner \"Head of PDU\" --as-at 2023-12-31")]
struct Overdue {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// Print every target date that moved, with each move and its reason
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report slippage --body KSS
  annexe report slippage --format csv -o slippage.csv")]
struct Slippage {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// Print what owners reported complete and inspectors did not confirm
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report unconfirmed --body \"West Kent\"
  annexe report unconfirmed --format json")]
struct Unconfirmed {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// Print a page for each Responsible Owner: overdue, due in 30 days, no update for 90 days
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report chase --body KSS
  annexe report chase -o chase     one file for each owner, in a folder")]
struct Chase {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

/// Print what is not closed and not settled as sufficient, with its age and what was found
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe report outstanding --body KSS
  annexe report outstanding --body \"London region\" --as-at 2022-12-31 -o london.csv")]
struct Outstanding {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
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

impl Report {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.read()?;
        match &self.name {
            Name::Outstanding(Outstanding { filters, printing }) => {
                let document =
                    report::outstanding(&store, &filters.filter(&store)?, filters.day(session)?)?;
                printing.print(session, &document)
            }
            Name::ActionPlan(ActionPlan { filters, printing }) => {
                let document =
                    report::action_plan(&store, &filters.filter(&store)?, filters.day(session)?)?;
                printing.print(session, &document)
            }
            Name::Overdue(Overdue { filters, printing }) => {
                let document =
                    report::overdue(&store, &filters.filter(&store)?, filters.day(session)?)?;
                printing.print(session, &document)
            }
            Name::Slippage(Slippage { filters, printing }) => {
                let document =
                    report::slippage(&store, &filters.filter(&store)?, filters.day(session)?)?;
                printing.print(session, &document)
            }
            Name::Unconfirmed(Unconfirmed { filters, printing }) => {
                let document =
                    report::unconfirmed(&store, &filters.filter(&store)?, filters.day(session)?)?;
                printing.print(session, &document)
            }
            Name::Chase(Chase { filters, printing }) => {
                let pages = report::chase(&store, &filters.filter(&store)?, filters.day(session)?)?;
                printing.print_each(session, &pages)
            }
            Name::AnnexeOne(AnnexeOne {
                inspection,
                printing,
            }) => {
                let inspection = store.inspection_called(inspection)?;
                printing.print(session, &report::annexe_one(&store, &inspection)?)
            }
        }
    }
}
