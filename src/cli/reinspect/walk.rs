//! One after another: what is known, the grade, a remark, the finding; each saved at once.

use annexe::domain::amendment::sentence;
use annexe::domain::finding::{Covered, Finding, NewFinding};
use annexe::domain::progress::Progress;
use annexe::domain::recommendation::Recommendation;
use annexe::domain::standing::Item;
use annexe::domain::words::beginning;
use annexe::report;
use annexe::store::{FindingEdit, Inspection, Store};
use anyhow::Result;

use crate::cli::message::message;
use crate::cli::misuse::Left;
use crate::cli::output::show_aside;
use crate::cli::prompt;
use crate::cli::session::Session;

/// What the walk works on.
pub struct Walk<'a> {
    session: &'a Session,
    store: &'a Store,
    inspection: &'a Inspection,
    items: Vec<Item>,
    /// The finding that was last written on this walk
    last: Option<String>,
}

/// What a person does with an item.
#[derive(Clone, Copy)]
enum Step {
    Grade(Progress),
    Detail,
    Skip,
    Back,
    Leave,
}

/// What is offered, in this order.
const STEPS: [(&str, Step); 8] = [
    ("No progress (none)", Step::Grade(Progress::None)),
    ("Some progress", Step::Grade(Progress::Some)),
    ("Sufficient progress", Step::Grade(Progress::Sufficient)),
    ("Not graded", Step::Grade(Progress::NotGraded)),
    ("detail: the whole story", Step::Detail),
    ("skip", Step::Skip),
    ("back", Step::Back),
    ("leave; what is saved stays", Step::Leave),
];

impl<'a> Walk<'a> {
    /// Prepares a walk through some items.
    pub fn new(
        session: &'a Session,
        store: &'a Store,
        inspection: &'a Inspection,
        items: Vec<Item>,
    ) -> Self {
        Walk {
            session,
            store,
            inspection,
            items,
            last: None,
        }
    }

    /// Walks until the last item is passed, or until the person leaves.
    pub fn run(&mut self) -> Result<()> {
        let mut at = 0;
        while at < self.items.len() {
            at = match self.step(at) {
                Ok(Some(next)) => next,
                Ok(None) => break,
                Err(error) if error.is::<Left>() => break,
                Err(error) => return Err(error),
            };
        }
        Ok(())
    }

    /// Shows one item and does what the person wants with it. Returns the place of the next.
    fn step(&mut self, at: usize) -> Result<Option<usize>> {
        let item = &self.items[at];
        let recommendation = self.store.recommendation_of_id(item.recommendation_id)?;
        let place = format!("{} of {}", at + 1, self.items.len());
        show_aside(report::to_grade(self.store, &recommendation, &place)?)?;
        let saved = self.saved(&recommendation)?;
        match self.wish(saved.as_ref())? {
            Step::Grade(progress) => match self.mark(&recommendation, saved, progress) {
                Ok(()) => Ok(Some(at + 1)),
                // Leaving a line asks for the item once more; leaving that ends the walk.
                Err(error) if error.is::<Left>() => Ok(Some(at)),
                Err(error) => Err(error),
            },
            Step::Detail => {
                let today = self.session.today;
                show_aside(report::story(self.store, &recommendation, today)?)?;
                Ok(Some(at))
            }
            Step::Skip => Ok(Some(at + 1)),
            Step::Back => Ok(Some(at.saturating_sub(1))),
            Step::Leave => Ok(None),
        }
    }

    /// Returns the finding that was saved for a recommendation at this inspection.
    fn saved(&self, recommendation: &Recommendation) -> Result<Option<Finding>> {
        let findings = self.store.findings_of(recommendation.id)?;
        let here = |finding: &Finding| finding.inspection_id == self.inspection.id;
        Ok(findings.into_iter().find(here))
    }

    fn wish(&self, saved: Option<&Finding>) -> Result<Step> {
        let mut question = "Progress".to_owned();
        if let Some(finding) = saved {
            message(&format!(
                "Saved: {}. {}",
                finding.progress.printed(),
                beginning(&finding.words, 60)
            ));
            question = "Amend to".to_owned();
        }
        let shown: Vec<String> = STEPS.iter().map(|(words, _)| (*words).to_owned()).collect();
        let chosen = prompt::search(self.session, "--progress", &question, &shown)?;
        Ok(STEPS[chosen].1)
    }

    /// Asks for remark and finding, and saves: a new finding, or the saved one amended.
    fn mark(
        &mut self,
        recommendation: &Recommendation,
        saved: Option<Finding>,
        progress: Progress,
    ) -> Result<()> {
        let remark: Option<String> = prompt::optional(self.session, "Remark")?;
        let before = saved.as_ref().map_or("", |finding| &finding.words);
        let words = self.finding(before)?;
        self.last = Some(words.clone());
        let reference = recommendation.reference();
        let code = &self.inspection.code;
        self.store
            .change(&self.session.meta("reinspect"), |change| {
                change.said(format!("marked {reference} as {progress} at {code}"));
                let Some(finding) = &saved else {
                    let new = self.new_finding(recommendation, words, progress, remark);
                    return change.add_finding(&new).map(|_| ());
                };
                let edit = edit(words, progress, remark);
                let differences = change.amend_finding(finding.id, &edit)?;
                let amended = format!("amended #f{} about {reference} at {code}", finding.id);
                change.said(sentence(&amended, &differences));
                Ok(())
            })?;
        message(&format!("Saved: {reference}, {progress}"));
        Ok(())
    }

    fn new_finding(
        &self,
        recommendation: &Recommendation,
        words: String,
        progress: Progress,
        remark: Option<String>,
    ) -> NewFinding {
        NewFinding {
            inspection_id: self.inspection.id,
            words,
            progress,
            printed_progress: None,
            remark,
            covers: vec![Covered {
                recommendation_id: recommendation.id,
                body_id: None,
            }],
            cited: None,
        }
    }

    /// Asks for the finding: on the line, in the editor, or the last one again.
    fn finding(&self, before: &str) -> Result<String> {
        let again = match &self.last {
            Some(last) => format!(", = the last one again: {}", beginning(last, 30)),
            None => String::new(),
        };
        message(&format!(
            "What was found\n(alone on the line: e editor{again})"
        ));
        loop {
            let typed = prompt::text(self.session, "--finding", "› ", before)?;
            let words = match (typed.as_str(), &self.last) {
                ("=", Some(last)) => last.clone(),
                ("e", _) => prompt::editor(self.session, "--finding", before)?.unwrap_or_default(),
                _ => typed,
            };
            if !words.trim().is_empty() {
                return Ok(words);
            }
            message("something must be said here; Esc goes back to the grade");
        }
    }
}

fn edit(words: String, progress: Progress, remark: Option<String>) -> FindingEdit {
    FindingEdit {
        words: Some(words),
        progress: Some(progress),
        remark,
    }
}
