//! `annexe list`, `annexe show`, `annexe search`: looking at recommendations.

use annexe::document::Document;
use annexe::domain::action::ActionOf;
use annexe::domain::partial_date::PartialDate;
use annexe::error::Error;
use annexe::report;
use annexe::store::{Named, Store};
use anyhow::{Result, bail};
use chrono::NaiveDate;
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
        let store = self.filters.open(session)?;
        let document = report::list(
            &store,
            &self.filters.filter(&store)?,
            self.filters.day(session)?,
        )?;
        self.printing.print(session, document)
    }
}

/// Tell the whole story of one recommendation, in order of date, with who said what
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe show west-kent-2022/3
  annexe show hfkcw-2022/alert.2")]
pub struct Show {
    /// A recommendation, an alert, an action, or a fact such as #f41; shortened while it is unambiguous
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
        let document = document(&store, called(&store, &self.reference)?, day)?;
        self.printing.print(session, document)
    }
}

/// Returns the story that something is told in: that of its recommendation, or of its alert.
fn document(store: &Store, named: Named, day: NaiveDate) -> Result<Document> {
    let of = match named {
        Named::Recommendation(recommendation) | Named::Closure(recommendation, _) => {
            return Ok(report::story(store, &recommendation, day)?);
        }
        Named::Alert(inspection, id) => return Ok(report::alert(store, &inspection, id, day)?),
        Named::Beside(about, _) => return document(store, *about, day),
        Named::Finding(finding) => {
            let first = finding.covers.first();
            let first = first.expect("a finding covers a recommendation");
            ActionOf::Recommendation(first.recommendation_id)
        }
        Named::Action(action) => action.of,
    };
    let named = match of {
        ActionOf::Recommendation(id) => Named::Recommendation(store.recommendation_of_id(id)?),
        ActionOf::Alert(id) => {
            let inspection = store.inspection_of_id(store.inspection_of_alert(id)?)?;
            Named::Alert(inspection, id)
        }
    };
    document(store, named, day)
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

/// Find words in recommendations, findings, answers, actions, updates and alerts
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe search domestic abuse enquiries
  annexe search \"management oversight\" safeg* --body KSS --format csv

All words must be there, in any order. A word is found in all its forms (enquiry, enquiries); words
in quotation marks follow one another; a star stands for the end of a word. Capitals, accents, hyphens
and quotes make no difference.")]
pub struct Search {
    /// The words; all must be there, in any order
    #[arg(required = true)]
    words: Vec<String>,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    printing: Printing,
}

impl Search {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = self.filters.open(session)?;
        let (filter, day) = (self.filters.filter(&store)?, self.filters.day(session)?);
        let document = report::search(&store, &query(&self.words), &filter, day)?;
        self.printing.print(session, document)
    }
}

/// Returns what was typed: the shell takes quotation marks away, and leaves their words as one.
fn query(words: &[String]) -> String {
    let quoted = |word: &String| {
        let is_phrase = word.trim().contains(char::is_whitespace);
        if is_phrase && !word.contains(['"', '“', '”']) {
            format!("\"{}\"", word.trim())
        } else {
            word.clone()
        }
    };
    let words: Vec<String> = words.iter().map(quoted).collect();
    words.join(" ")
}
