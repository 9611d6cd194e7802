//! Recommendations that a tracker brings with it.

use super::inspections::Whose;
use super::known::plain_number;
use super::matching::Matching;
use super::{AddedRecommendation, Subject};
use crate::domain::body::BodyId;
use crate::domain::code::number_for_reference;
use crate::domain::draft::{DraftNote, Place, Question, flag};
use crate::domain::plan_draft::PlanRow;
use crate::domain::resolution::NameContext;
use crate::domain::words::folded;
use crate::store::intake::names::Namer;

impl Matching<'_> {
    /// Adds the recommendation of a row to its report, once for all rows about it.
    pub(super) fn add(&mut self, row: usize, whose: Whose) -> Option<Subject> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let (Whose::One(report), Some(words)) = (whose, &about.words) else {
            let words = "a new recommendation needs its words and a report that is here".to_owned();
            self.asking
                .ask(row, words, "--inspection CODE".to_owned(), place);
            return None;
        };
        let key = (report, folded(words));
        if let Some(&at) = self.added.get(&key) {
            return Some(Subject::Added(at));
        }
        let addressees = self.addressees_of(row, report)?;
        let (number, position) = self.free_number(row, report)?;
        let at = self.intake.recommendations.len();
        self.intake.recommendations.push(AddedRecommendation {
            inspection_id: report,
            reference: format!("{}/{number}", self.known.inspection(report).code),
            number,
            position,
            printed_number: about.number.clone(),
            words: words.trim().to_owned(),
            addressees,
            place: place.clone(),
        });
        self.added.insert(key, at);
        Some(Subject::Added(at))
    }

    /// Returns the printed number where it is free, else the next position; two new ones of one number are
    /// asked about.
    fn free_number(&mut self, row: usize, report: i64) -> Option<(String, i64)> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let printed = about.number.as_deref().map(number_for_reference);
        let printed = printed.filter(|number| self.known.numbered(report, number).is_empty());
        let position = self.known.next_position(report);
        let number = printed.unwrap_or_else(|| position.to_string());
        let key = (report, format!("#{}", plain_number(&number)));
        if self.added.insert(key, usize::MAX).is_some() {
            let words = format!(
                "{}/{number} stands in the file with two wordings",
                self.known.inspection(report).code
            );
            self.asking
                .ask(row, words, flag("--leave-out", place), place);
            return None;
        }
        Some((number, position))
    }

    /// Finds the bodies that a new recommendation is addressed to; a name that is not found is a question.
    fn addressees_of(&mut self, row: usize, report: i64) -> Option<Vec<BodyId>> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let printed = match about.addressees.as_slice() {
            [] => self.answers.addressee.iter().cloned().collect(),
            named => named.to_vec(),
        };
        if printed.is_empty() {
            let words = "nothing says whom this is addressed to".to_owned();
            self.asking
                .ask(row, words, "--addressee NAME".to_owned(), place);
            return None;
        }
        let mut bodies: Vec<BodyId> = Vec::new();
        for name in printed {
            bodies.extend(self.bodies_called(row, report, &name)?);
        }
        bodies.sort_unstable();
        bodies.dedup();
        Some(bodies)
    }

    fn bodies_called(&mut self, row: usize, report: i64, name: &str) -> Option<Vec<BodyId>> {
        let place = self.draft.rows[row].place.clone();
        let (found, notes, questions) = self.resolved(report, name, &place);
        for note in notes {
            self.asking.note(note.words, None, &note.place);
        }
        for question in questions {
            self.asking
                .ask(row, question.words, question.answer, &place);
        }
        (!found.is_empty()).then_some(found)
    }

    /// Finds the bodies of a printed name in a report, with what is to be said and asked of it: once for each.
    pub(super) fn resolved(
        &mut self,
        report: i64,
        name: &str,
        place: &Place,
    ) -> (Vec<BodyId>, Vec<DraftNote>, Vec<Question>) {
        let key = (report, name.to_owned());
        if let Some(found) = self.addressees.get(&key).filter(|found| !found.is_empty()) {
            return (found.clone(), Vec::new(), Vec::new());
        }
        let inspection = self.known.inspection(report);
        let context = NameContext {
            own: inspection.body_id,
            day: inspection.facts.published_on.map(|date| date.last_day()),
            ..NameContext::default()
        };
        let mapped = self.mapped["name"].clone();
        let mut namer = Namer::new(self.bodies, self.answers, context, mapped);
        let found = namer.bodies_of(name, place);
        let (notes, questions) = (namer.notes, namer.questions);
        self.addressees.insert(key, found.clone());
        (found, notes, questions)
    }
}
