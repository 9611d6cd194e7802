//! Which report each row is about: as a person says, as the row or the file names it, or by the words of all.

use std::collections::BTreeMap;

use super::inspections::{Reports, Whose};
use super::known::Known;
use super::matching::Matching;
use crate::domain::draft::{Question, flag};
use crate::domain::plan_draft::{Named, PlanRow};
use crate::domain::reference::Typed;
use crate::domain::words::folded;
use crate::error::Result;

/// Of so many rows in a hundred the words must be those of one report for it to be the one that is answered.
const ADOPTED_PER_CENT: usize = 80;

impl Matching<'_> {
    /// Finds the report of a row.
    pub(super) fn report_of(
        &mut self,
        row: usize,
        known: &Known,
        reports: &mut Reports<'_>,
    ) -> Result<Whose> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        if self.is_left_out(place) || self.said_to_be(place).is_some_and(|is| is != "new") {
            return Ok(Whose::Asked);
        }
        let named = about.inspection.as_ref().or(self
            .draft
            .answers
            .as_ref()
            .map(|read| &read.value));
        let found = named.map(|name| reports.called(name, about.published_on));
        if let Some(code) = &self.answers.inspection {
            return self.as_said(
                row,
                code,
                known,
                about.inspection.is_some().then_some(found).flatten(),
            );
        }
        if about.reference.is_some() {
            return Ok(self.report_of_reference(about, known));
        }
        Ok(match found {
            Some(Ok(id)) => Whose::One(id),
            // The words may still show which report a plan answers.
            Some(Err(_)) if about.inspection.is_none() => Whose::Unnamed,
            Some(Err(question)) => {
                let Question { words, answer, .. } = question;
                self.asking.ask(row, words, answer, place);
                Whose::Asked
            }
            None => Whose::Unnamed,
        })
    }

    /// A person gives the report for all rows; a row that names another one is asked about.
    fn as_said(
        &mut self,
        row: usize,
        code: &str,
        known: &Known,
        found: Option<Result<i64, Question>>,
    ) -> Result<Whose> {
        let said = match known.inspection_of_code(code) {
            Some(found) => found.id,
            None => self.store.inspection_called(code)?.id,
        };
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let other = found.and_then(Result::ok).filter(|&id| id != said);
        if let Some(other) = other {
            let (said, other) = (&known.inspection(said).code, &known.inspection(other).code);
            let named = about.inspection.as_deref().unwrap_or_default();
            let words = format!("this row names `{named}`, which is {other} and not {said}");
            self.asking
                .ask(row, words, flag("--leave-out", place), place);
            return Ok(Whose::Asked);
        }
        Ok(Whose::One(said))
    }

    fn report_of_reference(&self, about: &Named, known: &Known) -> Whose {
        let typed = about
            .reference
            .as_deref()
            .and_then(|text| text.parse().ok());
        let code = match typed {
            Some(Typed::Recommendation { code, .. } | Typed::Action { code, .. }) => code,
            _ => return Whose::Asked,
        };
        known
            .inspection_of_code(&code)
            .map_or(Whose::Asked, |found| Whose::One(found.id))
    }

    /// A plan whose rows are those of one report by their words answers that one, whatever it calls it.
    pub(super) fn adopted(&mut self, mut whose: Vec<Whose>) -> Vec<Whose> {
        let unnamed: Vec<usize> = (0..whose.len())
            .filter(|&row| whose[row] == Whose::Unnamed)
            .collect();
        let Some(report) = self
            .report_by_words(&unnamed)
            .filter(|_| self.draft.tally.is_none())
        else {
            return whose;
        };
        let code = self.known.inspection(report).code.clone();
        let title = self
            .draft
            .title
            .iter()
            .chain(self.draft.answers.iter().map(|name| &name.value));
        let names_its_body = title
            .map(|text| folded(text))
            .any(|text| self.names_body_of(report, &text));
        match &self.draft.answers {
            Some(name) if names_its_body => {
                let words = format!(
                    "the plan calls the report `{}`; by the words of the recommendations it is {code}",
                    name.value
                );
                self.asking.note(words, None, &name.place);
            }
            // The same words are recommended to several bodies, so a name that fits none is asked about.
            Some(name) => {
                let words = format!(
                    "the plan calls the report `{}`, which is not here; by the words of the recommendations it would be {code}",
                    name.value
                );
                self.asking
                    .ask_of_all(words, flag("--inspection", &code), &name.place);
            }
            None => {
                let words = format!(
                    "the plan names no report; by the words of the recommendations it is {code}"
                );
                self.asking.note(words, None, &String::new());
            }
        }
        unnamed
            .into_iter()
            .for_each(|row| whose[row] = Whose::One(report));
        whose
    }

    /// Tells whether a folded text names the body of a report.
    fn names_body_of(&self, report: i64, text: &str) -> bool {
        let body = self.known.inspection(report).body_id;
        body.is_some_and(|body| {
            let mut names = self.bodies.get(body).names().map(folded);
            names.any(|name| name.len() > 2 && format!(" {text} ").contains(&format!(" {name} ")))
        })
    }

    fn report_by_words(&self, rows: &[usize]) -> Option<i64> {
        let mut fits: BTreeMap<i64, usize> = BTreeMap::new();
        let words = rows
            .iter()
            .filter_map(|&row| self.draft.rows[row].about.words.as_deref());
        let mut with_words = 0;
        for words in words {
            with_words += 1;
            let mut reports: Vec<i64> = self
                .known
                .worded(None, &folded(words))
                .into_iter()
                .map(|at| self.known.items[at].inspection_id)
                .collect();
            reports.dedup();
            reports
                .into_iter()
                .for_each(|id| *fits.entry(id).or_default() += 1);
        }
        let best = fits.values().copied().max()?;
        let mut likeliest = fits.iter().filter(|(_, count)| **count == best);
        let (report, _) = likeliest.next()?;
        let enough = best > 1 && best * 100 >= with_words * ADOPTED_PER_CENT;
        (enough && likeliest.next().is_none()).then_some(*report)
    }
}
