//! `annexe inspection`: inspections with their published reports, and plans.

mod facts;

use annexe::domain::amendment::sentence;
use annexe::domain::body::BodyId;
use annexe::domain::code::{code_for, is_code};
use annexe::domain::inspection::{InspectionFacts, InspectionKind, sum_of};
use annexe::domain::partial_date::PartialDate;
use annexe::report;
use annexe::store::{Inspection, InspectionEdit, Store};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::message::message;
pub use facts::Facts;

use super::misuse::Misused;
use super::output::Printing;
use super::prompt;
use super::session::Session;

/// See, add and correct inspections
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection show west-kent-2022
  annexe inspection add --body \"West Kent\" --kind core --published \"May 2022\"")]
pub struct InspectionCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    List(List),
    Show(Show),
    Add(Add),
    Edit(Edit),
}

/// List every inspection, drafts first, then the newest
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection list
  annexe inspection list --format csv")]
struct List {
    /// Those published by this day [default: all, drafts too]
    #[arg(long, value_name = "DATE")]
    as_at: Option<PartialDate>,
    #[command(flatten)]
    printing: Printing,
}

/// Show one inspection: ratings, key questions, recommendations, findings, alert, sources
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection show west-kent-2022
  annexe inspection show hfkcw --format json")]
struct Show {
    /// Its code, shortened while it is unambiguous
    code: String,
    #[command(flatten)]
    printing: Printing,
}

/// Add an inspection; without --published it is a draft, counted nowhere
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection add --body \"West Kent\" --kind core --published \"May 2022\" --rating Inadequate --score 1/27
  annexe inspection add --body KSS --kind plan --published 2021 --code kss-plan-2021 --title \"Action plan 2021\"")]
struct Add {
    /// The inspected unit or organisation; none for a thematic report
    #[arg(long, value_name = "NAME")]
    body: Option<String>,
    /// A code of your own: small letters, digits and hyphens. It never changes
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    facts: Facts,
}

/// Change what is known of an inspection; its code stays
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe inspection edit west-kent-2024 --published 2024-11-19
  annexe inspection edit west-kent-2022 --standard \"1.4 Information and facilities=Requires improvement\"")]
struct Edit {
    /// Its code, shortened while it is unambiguous
    code: String,
    /// The inspected unit or organisation
    #[arg(long, value_name = "NAME")]
    body: Option<String>,
    #[command(flatten)]
    facts: Facts,
}

impl InspectionCommand {
    pub fn run(&self, session: &Session) -> Result<()> {
        match &self.verb {
            Verb::List(list) => list.printing.print(
                session,
                report::inspections(&session.read()?, list.as_at.map(PartialDate::last_day))?,
            ),
            Verb::Show(show) => {
                let store = session.read()?;
                let inspection = store.inspection_called(&show.code)?;
                show.printing
                    .print(session, report::inspection(&store, &inspection)?)
            }
            Verb::Add(add) => add.run(session),
            Verb::Edit(edit) => edit.run(session),
        }
    }
}

impl Add {
    fn run(&self, session: &Session) -> Result<()> {
        let kind = prompt::or_ask(self.facts.kind, || kind(session))?;
        let store = session.write("inspection add")?;
        let body = self.inspected(session, &store, kind)?;
        let facts = self
            .facts
            .edit(session)?
            .applied_to(&InspectionFacts::of_kind(kind));
        let code = match &self.code {
            Some(code) => checked(code)?.to_owned(),
            None => free_code(&store, body, &facts, session.today)?,
        };
        store.change(&session.meta("inspection add"), |change| {
            change.said(format!("added inspection {code}"));
            let id = change.add_inspection(&code, body, &facts, None)?;
            self.facts.write_details(change, id)
        })?;
        let draft = if facts.published_on.is_none() {
            " as a draft: it counts from its publication"
        } else {
            ""
        };
        message(&format!("Added {code}{draft}"));
        let stored = store.inspection_called(&code)?;
        warn_of_sum(&store, &stored)
    }

    fn inspected(
        &self,
        session: &Session,
        store: &Store,
        kind: InspectionKind,
    ) -> Result<Option<BodyId>> {
        let bodies = store.bodies()?;
        match &self.body {
            Some(name) => Ok(Some(bodies.find(name)?.id)),
            None if matches!(kind, InspectionKind::Thematic | InspectionKind::Other) => Ok(None),
            None => {
                let day = self.facts.published.map(PartialDate::last_day);
                let question = "Which unit or organisation was inspected";
                Ok(Some(prompt::body(
                    session, "--body", question, &bodies, day,
                )?))
            }
        }
    }
}

impl Edit {
    fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let inspection = store.inspection_called(&self.code)?;
        let body_id = self
            .body
            .as_deref()
            .map(|name| store.bodies()?.find(name).map(|body| body.id))
            .transpose()?;
        let edit = InspectionEdit {
            body_id,
            ..self.facts.edit(session)?
        };
        if edit == InspectionEdit::default() && !self.facts.has_details() {
            bail!(Misused(
                "nothing to change was given; name what with a flag, such as --published"
                    .to_owned()
            ));
        }
        let changed = store.change(&session.meta("inspection edit"), |change| {
            let differences = change.edit_inspection(inspection.id, &edit)?;
            let what = format!("corrected inspection {}", inspection.code);
            change.said(sentence(&what, &differences));
            self.facts.write_details(change, inspection.id)
        })?;
        let said = if changed.change.is_some() {
            "Corrected"
        } else {
            "Nothing to correct in"
        };
        message(&format!("{said} {}", inspection.code));
        warn_of_sum(&store, &store.inspection_called(&inspection.code)?)
    }
}

/// Asks for the kind.
pub fn kind(session: &Session) -> Result<InspectionKind> {
    let shown = InspectionKind::ALL.map(InspectionKind::word);
    Ok(InspectionKind::ALL[prompt::choice(session, "--kind", "What kind of inspection", &shown)?])
}

/// Returns the code that an inspection gets when nobody gives one; that of a draft has the year of its
/// fieldwork, else this year: it never changes.
pub fn free_code(
    store: &Store,
    body: Option<BodyId>,
    facts: &InspectionFacts,
    today: NaiveDate,
) -> Result<String> {
    if body.is_none() && facts.title.is_none() {
        bail!(Misused(
            "a report on no one body needs a title (--title) or a code (--code)".to_owned()
        ));
    }
    let dated = InspectionFacts {
        published_on: facts
            .published_on
            .or(facts.fieldwork_on)
            .or(Some(today.into())),
        ..facts.clone()
    };
    let bodies = store.bodies()?;
    let taken = |code: &str| {
        store
            .inspection_of_code(code)
            .is_ok_and(|found| found.is_some())
    };
    Ok(code_for(
        body.map(|body| bodies.get(body)),
        None,
        &dated,
        taken,
    ))
}

/// Warns where the ratings do not add up to the printed score. Nothing is corrected.
pub fn warn_of_sum(store: &Store, inspection: &Inspection) -> Result<()> {
    let ratings = store.ratings(inspection.id)?;
    let sum = sum_of(&ratings);
    if let Some(printed) = inspection
        .facts
        .score
        .filter(|score| !ratings.is_empty() && *score != sum)
    {
        message(&format!(
            "warning: the ratings add up to {sum}, the printed score is {printed}; nothing was changed"
        ));
    }
    Ok(())
}

fn checked(code: &str) -> Result<&str> {
    if is_code(code) {
        return Ok(code);
    }
    bail!(Misused(format!(
        "`{code}` is not a code; use small letters, digits and hyphens, such as west-kent-2022"
    )))
}
