//! `annexe list`, `annexe show`, `annexe search`: looking at recommendations.

use annexe::domain::action::ActionOf;
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::report;
use annexe::store::{Named, Store};
use anyhow::{Result, bail};
use clap::Args;

use super::filter::{Filters, as_at};
use super::misuse::Misused;
use super::output::Printing;
use super::session::Session;

/// List recommendations, whatever their state
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe list --inspection west-kent-2022
  annexe list --body KSS --progress none --format csv")]
pub struct List {
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

impl List {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.read()?;
        let document = report::list(
            &store,
            &self.filters.filter(&store)?,
            self.filters.day(session)?,
        )?;
        self.printing.print(session, &document)
    }
}

/// Tell the whole story of one recommendation, in order of date, with who said what
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe show west-kent-2022/3
  annexe show hfkcw-2022/alert")]
pub struct Show {
    /// A recommendation, an alert, or a fact such as #f41; shortened while it is unambiguous
    reference: String,
    /// As things stood on this day [default: today]
    #[arg(long, value_name = "DATE")]
    as_at: Option<PartialDate>,
    #[command(flatten)]
    printing: Printing,
}

impl Show {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.read()?;
        let day = as_at(self.as_at, session)?;
        let document = match called(&store, &self.reference)? {
            Named::Recommendation(recommendation)
            | Named::Closure(recommendation, _)
            | Named::Beside(recommendation, _) => report::story(&store, &recommendation, day)?,
            Named::Finding(finding) => {
                let first = finding
                    .covers
                    .first()
                    .expect("a finding covers a recommendation");
                report::story(
                    &store,
                    &store.recommendation_of_id(first.recommendation_id)?,
                    day,
                )?
            }
            Named::Action(action) => match action.of {
                ActionOf::Recommendation(id) => {
                    report::story(&store, &store.recommendation_of_id(id)?, day)?
                }
                ActionOf::Alert(id) => {
                    let inspection = store.inspection_of_id(store.inspection_of_alert(id)?)?;
                    report::alert(&store, &inspection, id, day)?
                }
            },
            Named::Alert(inspection, id) => report::alert(&store, &inspection, id, day)?,
        };
        self.printing.print(session, &document)
    }
}

/// Returns what a reference names; an inspection's code alone is told where to go.
fn called(store: &Store, reference: &str) -> Result<Named> {
    match store.called(reference) {
        Err(Error::Misused(_)) if store.inspection_called(reference).is_ok() => {
            let code = store.inspection_called(reference)?.code;
            bail!(Misused(format!(
                "`{reference}` is an inspection; see it with `annexe inspection show {code}`"
            )))
        }
        named => Ok(named?),
    }
}

/// Find recommendations and findings by their words
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe search domestic abuse enquiries
  annexe search \"management oversight\" --format csv")]
pub struct Search {
    /// The words; all must be there, in any order
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    printing: Printing,
}

impl Search {
    pub fn run(&self, session: &Session) -> Result<()> {
        let words = self.words.join(" ");
        if !words.chars().any(char::is_alphanumeric) {
            bail!(Misused("there is no word to search for".to_owned()));
        }
        self.printing
            .print(session, &report::search(&session.read()?, &words)?)
    }
}
