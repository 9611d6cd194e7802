//! `annexe mark`: a grade given at a re-inspection, for one recommendation or several.

use annexe::domain::body::Bodies;
use annexe::domain::finding::{Covered, NewFinding};
use annexe::domain::inspection::InspectionKind;
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::Recommendation;
use annexe::store::{Inspection, Store};
use anyhow::Result;
use clap::Args;

use super::message::message;
use super::prompt;
use super::session::Session;

/// Mark the progress that a re-inspection found, of one recommendation or several
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe mark west-kent-2022/3 --inspection west-kent-2024 --progress some --finding \"Priorities are …\"
  annexe mark kss-plan-2021/1 kss-plan-2021/2 --inspection west-kent-2024 --progress \"no progress\" --finding \"…\"

One finding may cover several recommendations. What a grade means: annexe help scale")]
pub struct Mark {
    /// The recommendations, shortened while they are unambiguous
    #[arg(required = true, value_name = "REF")]
    references: Vec<String>,
    /// The inspection that found it
    #[arg(long, value_name = "CODE")]
    inspection: Option<String>,
    /// none, some, sufficient or not-graded
    #[arg(long, value_name = "GRADE")]
    progress: Option<Progress>,
    /// What the inspection wrote, without the grade
    #[arg(long, value_name = "TEXT")]
    finding: Option<String>,
    /// A note beside the grade ("no longer a priority"); it changes nothing
    #[arg(long, value_name = "TEXT")]
    remark: Option<String>,
    /// Only for this addressee of a joint recommendation
    #[arg(long = "for", value_name = "NAME")]
    only_for: Option<String>,
}

impl Mark {
    pub fn run(&self, session: &Session) -> Result<()> {
        let store = session.write_existing()?;
        let references = self
            .references
            .iter()
            .map(|reference| store.recommendation_called(reference));
        let recommendations = references.collect::<Result<Vec<_>, _>>()?;
        let inspection = self.inspection(session, &store, &recommendations)?;
        let progress = prompt::or_ask(self.progress, || progress(session))?;
        let words = prompt::or_ask(self.finding.clone(), || {
            prompt::text(session, "--finding", "What was found: ", "")
        })?;
        let new = NewFinding {
            inspection_id: inspection.id,
            words,
            progress,
            printed_progress: None,
            remark: self.remark.clone(),
            covers: self.covers(&store, &recommendations)?,
            cited: None,
        };
        let references: Vec<String> = recommendations
            .iter()
            .map(Recommendation::reference)
            .collect();
        let marked = store.change(&session.meta("mark"), |change| {
            change.said(format!(
                "marked {} as {progress} at {}",
                references.join(", "),
                inspection.code
            ));
            change.add_finding(&new)
        })?;
        message(&format!(
            "Marked {} as {progress} at {} (#f{})",
            references.join(", "),
            inspection.code,
            marked.value
        ));
        if inspection.facts.published_on.is_none() {
            message(&format!(
                "{} is a draft: its findings count from its publication (`annexe inspection edit {} --published DATE`)",
                inspection.code, inspection.code
            ));
        }
        Ok(())
    }

    fn inspection(
        &self,
        session: &Session,
        store: &Store,
        marked: &[Recommendation],
    ) -> Result<Inspection> {
        match &self.inspection {
            Some(code) => Ok(store.inspection_called(code)?),
            None => choose(session, store, marked),
        }
    }

    fn covers(&self, store: &Store, recommendations: &[Recommendation]) -> Result<Vec<Covered>> {
        let bodies = store.bodies()?;
        let body_id = self
            .only_for
            .as_deref()
            .map(|name| bodies.find(name))
            .transpose()?
            .map(|body| body.id);
        Ok(recommendations
            .iter()
            .map(|recommendation| Covered {
                recommendation_id: recommendation.id,
                body_id,
            })
            .collect())
    }
}

/// Offers the inspections that can have graded them, those of the same body first.
fn choose(session: &Session, store: &Store, marked: &[Recommendation]) -> Result<Inspection> {
    let bodies = store.bodies()?;
    let mut offered = store.inspections()?;
    offered.retain(|inspection| {
        inspection.facts.kind != InspectionKind::Plan
            && marked
                .iter()
                .all(|item| item.inspection_id != inspection.id)
    });
    let addressed = |inspection: &Inspection| {
        marked.iter().any(|item| {
            inspection
                .body_id
                .is_some_and(|body| item.addressees.contains(&body))
        })
    };
    offered.sort_by_key(|inspection| !addressed(inspection));
    let shown: Vec<String> = offered
        .iter()
        .map(|inspection| described(&bodies, inspection))
        .collect();
    let chosen = prompt::search(session, "--inspection", "Found at which inspection", &shown)?;
    Ok(offered.swap_remove(chosen))
}

/// Returns an inspection in a line: `west-kent-2022  West Kent PDU, May 2022`.
pub fn described(bodies: &Bodies, inspection: &Inspection) -> String {
    let of = inspection.body_id.map_or("", |body| bodies.name(body));
    let published = inspection.facts.published_on;
    let published = published.map_or("draft".to_owned(), |date| date.for_people());
    format!("{}  {of}, {published}", inspection.code)
}

/// Asks for the grade.
pub fn progress(session: &Session) -> Result<Progress> {
    let words = Progress::ALL.map(Progress::printed);
    Ok(Progress::ALL[prompt::choice(session, "--progress", "Progress", &words)?])
}
