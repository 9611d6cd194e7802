//! A matched plan written: what was previewed, nothing more and nothing less.
//!
//! Everything was looked at while it was matched, with the register's own refusals, so rows are written
//! without asking again.

use std::collections::HashMap;

use super::responses::new_response;
use super::targets::{is_of_a_new_action, new_target};
use super::{AddedAction, PlanIntake, PlanNote, Step, Subject};
use crate::domain::action::{ActionOf, NewAction, NewUpdate};
use crate::domain::recommendation::{Cited, NewRecommendation};
use crate::domain::target::SlipReason;
use crate::error::{Error, Result};
use crate::store::{ActionEdit, Change};

/// The rows of what was added, by their places in the intake.
struct Written<'i> {
    intake: &'i PlanIntake,
    source: i64,
    recommendations: Vec<i64>,
    actions: Vec<i64>,
}

impl Written<'_> {
    fn cited(&self, place: &str) -> Option<Cited> {
        Some(Cited {
            source_id: self.source,
            place: place.to_owned(),
        })
    }

    fn of(&self, subject: Subject) -> ActionOf {
        match subject {
            Subject::Here(of) => of,
            Subject::Added(at) => ActionOf::Recommendation(self.recommendations[at]),
        }
    }

    fn action(&self, step: Step) -> i64 {
        match step {
            Step::Here(id) => id,
            Step::Added(at) => self.actions[at],
        }
    }
}

impl Change<'_> {
    /// Writes what a preview of a plan showed.
    ///
    /// # Errors
    /// When a question is open.
    pub fn write_plan(&self, intake: &PlanIntake) -> Result<()> {
        if let Some(question) = intake.questions.first() {
            return Err(Error::Refused(format!(
                "{} ({})",
                question.words, question.answer
            )));
        }
        if intake.adds_nothing() {
            return Ok(());
        }
        let mut written = Written {
            intake,
            source: self.add_source(&intake.source)?,
            recommendations: Vec::new(),
            actions: Vec::new(),
        };
        self.write_recommendations(&mut written)?;
        self.write_responses(&written)?;
        self.write_actions(&mut written)?;
        self.write_amended(&written)?;
        self.write_targets(&written)?;
        self.write_updates(&written)?;
        self.write_notes(&written)?;
        self.keep_mappings(&intake.mappings)?;
        self.said(said(intake));
        Ok(())
    }

    fn write_recommendations(&self, written: &mut Written<'_>) -> Result<()> {
        for added in &written.intake.recommendations {
            let id = self.insert_recommendation(&NewRecommendation {
                inspection_id: added.inspection_id,
                number: added.number.clone(),
                position: added.position,
                printed_number: added.printed_number.clone(),
                words: added.words.clone(),
                addressees: added.addressees.clone(),
                cited: written.cited(&added.place),
            })?;
            written.recommendations.push(id);
        }
        Ok(())
    }

    fn write_responses(&self, written: &Written<'_>) -> Result<()> {
        for added in &written.intake.responses {
            if let ActionOf::Recommendation(id) = written.of(added.subject) {
                let mut new = new_response(added, id);
                new.cited = written.cited(&added.place);
                self.insert_response(&new)?;
            }
        }
        Ok(())
    }

    fn write_actions(&self, written: &mut Written<'_>) -> Result<()> {
        for added in &written.intake.actions {
            let AddedAction {
                subject,
                reference: _,
                words,
                owner,
                planned_on,
                place,
            } = added;
            let id = self.insert_action(&NewAction {
                of: written.of(*subject),
                words: words.clone(),
                owner: owner.clone(),
                planned_on: *planned_on,
                target: None,
                cited: written.cited(place),
            })?;
            written.actions.push(id);
        }
        Ok(())
    }

    fn write_amended(&self, written: &Written<'_>) -> Result<()> {
        for amended in &written.intake.amended {
            let edit = ActionEdit {
                words: amended.words.as_ref().map(|(_, now)| now.clone()),
                owner: amended.owner.as_ref().map(|(_, now)| now.clone()),
                planned_on: None,
                cited: written.cited(&amended.place),
            };
            self.amend_action(amended.id, &edit)?;
        }
        Ok(())
    }

    fn write_targets(&self, written: &Written<'_>) -> Result<()> {
        for added in &written.intake.targets {
            let mut new = new_target(&added.due, added.set_on, None);
            new.note.clone_from(&added.note);
            new.cited = written.cited(&added.place);
            let reason = added.before.as_ref().map(|_| SlipReason::NotStated);
            self.insert_target(written.action(added.step), &new, reason)?;
        }
        Ok(())
    }

    fn write_updates(&self, written: &Written<'_>) -> Result<()> {
        for added in &written.intake.updates {
            let new = NewUpdate {
                said_on: added.said_on,
                state: added.state,
                note: added.note.clone(),
                cited: written.cited(&added.place),
            };
            self.insert_update(written.action(added.step), &new)?;
        }
        Ok(())
    }

    /// Keeps the notes: with the recommendation, or with the first report where they are about the whole file.
    fn write_notes(&self, written: &Written<'_>) -> Result<()> {
        let first = written.intake.inspections.first();
        let first = first.map(|code| self.inspection_called(code)).transpose()?;
        if let Some(first) = &first {
            self.keep_what_is_left_out(written.intake, (first.id, written.source))?;
        }
        let mut reports: HashMap<i64, i64> = HashMap::new();
        for PlanNote {
            words,
            about,
            place,
            ..
        } in &written.intake.notes
        {
            let (report, recommendation) = match about.map(|subject| written.of(subject)) {
                Some(ActionOf::Recommendation(id)) => (self.report_of(id, &mut reports)?, Some(id)),
                Some(ActionOf::Alert(id)) => (self.inspection_of_alert(id)?, None),
                None => match &first {
                    Some(first) => (first.id, None),
                    None => continue,
                },
            };
            self.add_note(report, recommendation, words, written.source, place)?;
        }
        Ok(())
    }

    fn report_of(&self, recommendation: i64, known: &mut HashMap<i64, i64>) -> Result<i64> {
        if let Some(&report) = known.get(&recommendation) {
            return Ok(report);
        }
        let report = self.recommendation_of_id(recommendation)?.inspection_id;
        known.insert(recommendation, report);
        Ok(report)
    }
}

fn said(intake: &PlanIntake) -> String {
    let mut parts = Vec::new();
    let mut count = |number: usize, one: &str, several: &str| match number {
        0 => {}
        1 => parts.push(format!("1 {one}")),
        number => parts.push(format!("{number} {several}")),
    };
    let moves = intake.moves().count();
    let firsts = intake
        .targets
        .iter()
        .filter(|target| target.before.is_none());
    let firsts = firsts.filter(|target| !is_of_a_new_action(target)).count();
    count(
        intake.recommendations.len(),
        "recommendation",
        "recommendations",
    );
    count(intake.responses.len(), "answer", "answers");
    count(intake.actions.len(), "action", "actions");
    count(intake.amended.len(), "action amended", "actions amended");
    count(moves, "target date moved", "target dates moved");
    count(firsts, "first target", "first targets");
    count(intake.updates.len(), "update", "updates");
    let about = match intake.inspections.as_slice() {
        [] => String::new(),
        [one] => format!(" for {one}"),
        several => format!(" for {} reports", several.len()),
    };
    format!(
        "imported {}{about}: {}",
        intake.source.name,
        parts.join(", ")
    )
}
