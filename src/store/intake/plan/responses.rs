//! What HMPPS answered: new, the same, or another answer than before.

use super::asking::Fate;
use super::matching::{Facts, Group, Matching};
use super::{AddedResponse, Subject};
use crate::domain::action::ActionOf;
use crate::domain::body::BodyId;
use crate::domain::draft::{Place, flag};
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::DraftResponse;
use crate::domain::response::{Answer, NewResponse, Reason, Response};
use crate::domain::words::{beginning, capitalised, folded};
use crate::store::response::refuse_unfit_texts;

impl Matching<'_> {
    /// Decides what the rows about one recommendation answer.
    pub(super) fn answer(&mut self, group: &Group, facts: &Facts) {
        let here = match group.subject {
            Subject::Here(ActionOf::Recommendation(id)) => facts.responses.get(&id),
            _ => None,
        };
        let here = here.map_or(&[][..], Vec::as_slice);
        let mut given: Vec<(AddedResponse, usize)> = Vec::new();
        for &row in &group.rows {
            let Some(response) = &self.draft.rows[row].response else {
                continue;
            };
            if self.is_left_out(&response.place) {
                continue;
            }
            if let Some(new) = self.answered(group, row, response, here) {
                self.take_answer(group, row, new, &mut given);
            }
        }
        self.intake
            .responses
            .extend(given.into_iter().map(|(new, _)| new));
    }

    /// Takes an answer that is not here. Two rows may say the same; two answers at once are asked about.
    fn take_answer(
        &mut self,
        group: &Group,
        row: usize,
        new: AddedResponse,
        given: &mut Vec<(AddedResponse, usize)>,
    ) {
        let earlier = given
            .iter()
            .find(|(old, _)| old.body_id == new.body_id && old.answered_on == new.answered_on);
        match earlier {
            Some((old, _)) if is_same(old, &new) => self.asking.mark(row, Fate::Added),
            Some((old, _)) => {
                let words = format!(
                    "{} is answered twice: {} at {}, {} here",
                    group.reference, old.answer, old.place, new.answer
                );
                let place = new.place.clone();
                self.asking
                    .ask(row, words, flag("--leave-out", &place), &place);
            }
            None => {
                let fate = if new.before.is_some() {
                    Fate::Changed
                } else {
                    Fate::Added
                };
                self.asking.mark(row, fate);
                self.note_a_missing_reason(group, &new);
                given.push((new, row));
            }
        }
    }

    /// Returns an answer that is to be recorded; nothing where it is here, or is asked about.
    fn answered(
        &mut self,
        group: &Group,
        row: usize,
        response: &DraftResponse,
        here: &[Response],
    ) -> Option<AddedResponse> {
        let place = &response.place;
        if matches!(group.subject, Subject::Here(ActionOf::Alert(_))) {
            let words = format!(
                "{} is an alert, which HMPPS does not answer",
                group.reference
            );
            self.asking
                .ask(row, words, flag("--leave-out", place), place);
            return None;
        }
        let answer = self.meant(row, response)?;
        let answered_on = self.date(group, row, response.answered_on, "answered", place)?;
        let body_id = self.answered_for(group, row);
        let reason =
            (answer != Answer::Agreed).then(|| response.reason.unwrap_or(Reason::NotStated));
        let part = response
            .part
            .clone()
            .filter(|_| answer == Answer::PartlyAgreed);
        let before = in_force(here, body_id, answered_on);
        if is_answered_so(here, group, body_id, answered_on, |here| {
            says(here, answer, response)
        }) {
            self.intake.same += 1;
            return None;
        }
        if body_id.is_none() && here.iter().any(|response| response.body_id.is_some()) {
            let words = format!(
                "{} was answered for each addressee; whom is this answer for?",
                group.reference
            );
            self.asking
                .ask(row, words, flag("--leave-out", place), place);
            return None;
        }
        self.is_dated(row, response.answered_on)?;
        let words = match response.words.trim() {
            "" => capitalised(answer.words()),
            words => words.to_owned(),
        };
        let new = AddedResponse {
            subject: group.subject,
            reference: group.reference.clone(),
            body_id,
            answered_on,
            answer,
            reason,
            part,
            words,
            before: before.map(in_words),
            place: place.clone(),
        };
        self.allowed(row, refuse_unfit_texts(&new_response(&new, 0)), place)?;
        Some(new)
    }

    /// Returns what the printed answer means; unknown words are a question.
    pub(super) fn meant(&mut self, row: usize, response: &DraftResponse) -> Option<Answer> {
        let printed = &response.printed_answer;
        if let Some(answer) = response.answer {
            return Some(answer);
        }
        if let Some(answer) = self.mapped_word("answer", printed, &response.place) {
            return Some(answer);
        }
        let words = format!("`{printed}` is none of agreed, partly agreed and not agreed");
        let answer = format!("--map \"{printed}=agreed|partly-agreed|not-agreed\"");
        self.asking.ask(row, words, answer, &response.place);
        None
    }

    /// Returns what a person said a word means, now or before, and says so.
    pub(super) fn mapped_word<T: std::str::FromStr>(
        &mut self,
        field: &'static str,
        printed: &str,
        place: &Place,
    ) -> Option<T> {
        let mapped = self.mapped[field].iter();
        let mut found = mapped.filter(|(word, _)| folded(word) == folded(printed));
        let means = found.find_map(|(_, means)| Some((means.clone(), means.parse().ok()?)));
        let (words, means) = means?;
        let mapping = (field.to_owned(), printed.to_owned(), words.clone());
        if !self.intake.mappings.contains(&mapping) {
            let said = format!("`{printed}` is taken as {words}, as a person said");
            self.asking.note(said, None, place);
            self.intake.mappings.push(mapping);
        }
        Some(means)
    }

    /// A row of a joint recommendation that names one addressee answers for that one.
    fn answered_for(&self, group: &Group, row: usize) -> Option<BodyId> {
        let [name] = self.draft.rows[row].about.addressees.as_slice() else {
            return None;
        };
        if group.addressees.len() < 2 {
            return None;
        }
        let found = self.bodies.find(name).ok()?;
        group.addressees.contains(&found.id).then_some(found.id)
    }

    fn note_a_missing_reason(&mut self, group: &Group, new: &AddedResponse) {
        if new.reason == Some(Reason::NotStated) {
            let words = format!(
                "{} is {} without a reason: it is stored as not stated",
                group.reference, new.answer
            );
            let about = Some((group.subject, group.reference.as_str()));
            self.asking.note(words, about, &new.place);
        }
    }
}

/// Returns the answer in force on a day for an addressee, or for all; where there was none yet, the first
/// after it.
fn in_force(here: &[Response], body: Option<BodyId>, on: PartialDate) -> Option<&Response> {
    let holds = |response: &&Response| response.body_id.is_none() || response.body_id == body;
    let by_then = |response: &&Response| response.answered_on.last_day() <= on.last_day();
    let own = || here.iter().filter(holds);
    own().rfind(by_then).or_else(|| own().next())
}

/// Tells whether the answer in force says so: that for one addressee, or for each of them.
fn is_answered_so(
    here: &[Response],
    group: &Group,
    body: Option<BodyId>,
    on: PartialDate,
    says: impl Fn(&Response) -> bool,
) -> bool {
    let for_one = |body| in_force(here, body, on).is_some_and(&says);
    match body {
        Some(_) => for_one(body),
        None => {
            let mut addressees = group.addressees.iter();
            !here.is_empty() && addressees.all(|&addressee| for_one(Some(addressee)))
        }
    }
}

/// Tells whether an answer that is here says what was read; what the file does not say may be any.
fn says(here: &Response, answer: Answer, read: &DraftResponse) -> bool {
    let like = |read: &str, here: &str| read.trim().is_empty() || folded(read) == folded(here);
    let part = read.part.as_deref().unwrap_or_default();
    here.answer == answer
        && read
            .reason
            .is_none_or(|reason| reason == Reason::NotStated || here.reason == Some(reason))
        && like(part, here.part.as_deref().unwrap_or_default())
        && like(&read.words, &here.words)
}

fn is_same(one: &AddedResponse, other: &AddedResponse) -> bool {
    one.answer == other.answer
        && one.reason == other.reason
        && one.part == other.part
        && folded(&one.words) == folded(&other.words)
}

fn in_words(response: &Response) -> String {
    let reason = response
        .reason
        .map(|reason| format!(" ({})", reason.words()));
    format!(
        "{}{}: {}",
        response.answer,
        reason.unwrap_or_default(),
        beginning(&response.words, 60)
    )
}

/// Makes an answer to a recommendation of the register, as it is written.
pub(super) fn new_response(added: &AddedResponse, recommendation_id: i64) -> NewResponse {
    NewResponse {
        recommendation_id,
        body_id: added.body_id,
        answered_on: added.answered_on,
        answer: added.answer,
        reason: added.reason,
        part: added.part.clone(),
        words: added.words.clone(),
        cited: None,
    }
}
