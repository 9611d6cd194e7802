//! `annexe alert`: organisational alerts, urgent concerns raised during fieldwork.

use annexe::domain::partial_date::PartialDate;
use annexe::report;
use annexe::store::{Named, NewAlert};
use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use super::filter::as_at;
use super::message::message;
use super::misuse::Misused;
use super::output::Printing;
use super::prompt;
use super::session::Session;

/// See and add organisational alerts; what was announced under one is kept with `annexe action`
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe alert show hfkcw-2022/alert
  annexe alert add west-kent-2024 --words \"Cases without a practitioner\" --concern \"No checks are made\"")]
pub struct AlertCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Add(Add),
    Show(Show),
}

/// Add an organisational alert with its concerns
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe alert add west-kent-2024 --words \"Cases without a practitioner\" --concern \"No checks are made\"
  annexe alert add west-kent-2024 --words \"Oversight\" --concern \"No countersigning\" --concern \"No audits\"

What the service announces is added with `annexe action add west-kent-2024/alert`.")]
struct Add {
    /// The inspection during which it was raised
    inspection: String,
    /// What it says
    #[arg(long, value_name = "TEXT")]
    words: Option<String>,
    /// One concern; may be given several times
    #[arg(long = "concern", value_name = "TEXT")]
    concerns: Vec<String>,
}

/// Show an alert: its concerns, what was announced, and how that stands
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe alert show hfkcw-2022/alert
  annexe alert show hfkcw-2022/alert --as-at 2022-12-31")]
struct Show {
    /// The alert
    reference: String,
    /// As things stood on this day [default: today]
    #[arg(long, value_name = "DATE")]
    as_at: Option<PartialDate>,
    #[command(flatten)]
    printing: Printing,
}

impl AlertCommand {
    pub fn run(&self, session: &Session) -> Result<()> {
        match &self.verb {
            Verb::Add(add) => add.run(session),
            Verb::Show(show) => show.run(session),
        }
    }
}

impl Add {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let inspection = store.inspection_called(&self.inspection)?;
        let words = prompt::or_ask(self.words.clone(), || {
            prompt::line(session, "--words", "What does the alert say")
        })?;
        let added = store.change(&session.meta("alert add"), |change| {
            change.said(format!(
                "added an organisational alert of {}",
                inspection.code
            ));
            change.add_alert(&NewAlert {
                inspection_id: inspection.id,
                words: words.clone(),
                concerns: self
                    .concerns
                    .iter()
                    .map(|concern| (concern.clone(), String::new()))
                    .collect(),
                responses: Vec::new(),
                cited: None,
            })
        })?;
        message(&format!(
            "Added {}",
            store.alert_reference(&inspection, added.value)?
        ));
        Ok(())
    }
}

impl Show {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.read()?;
        let Named::Alert(inspection, id) = store.called(&self.reference)? else {
            bail!(Misused(format!(
                "`{}` is not an alert; write hfkcw-2022/alert",
                self.reference
            )));
        };
        let day = as_at(self.as_at, session)?;
        self.printing
            .print(session, report::alert(&store, &inspection, id, day)?)
    }
}
