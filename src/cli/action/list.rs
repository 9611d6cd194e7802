//! `annexe action list`.

use annexe::report;
use anyhow::Result;
use clap::Args;

use crate::cli::filter::Filters;
use crate::cli::output::Printing;
use crate::cli::session::Session;

/// List actions with owner, target date and what the owner said last
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe action list --body \"West Kent\"
  annexe action list --owner \"Head of PDU\" --format csv")]
pub struct List {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

impl List {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = self.filters.open(session)?;
        let document = report::actions(
            &store,
            &self.filters.filter(&store)?,
            self.filters.day(session)?,
        )?;
        self.printing.print(session, document)
    }
}
