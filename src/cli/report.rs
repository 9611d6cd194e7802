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
