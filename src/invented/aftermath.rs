//! What comes of a recommendation up to a day: an answer, actions, an escalation, an end.

use chrono::NaiveDate;

use super::chance::Chance;
use super::steps;
use super::words::Words;
use crate::domain::body::BodyId;
use crate::domain::closure::{Decision, NewClosure};
use crate::domain::escalation::{Ended, Escalated, NewEscalation, Outcome};
use crate::domain::response::{Answer, NewResponse, Reason};
use crate::error::Result;
use crate::store::Change;

/// How old a recommendation is before anybody closes it, in days.
const CLOSED_AFTER: i64 = 600;

/// A recommendation of which something comes.
pub struct Made {
    /// Its number in the register
    pub id: i64,
    /// When it was made
    pub on: NaiveDate,
    /// What it is about
    pub topic: &'static str,
    /// How much its owners do for it, of a hundred
    pub zeal: i64,
    /// The list that its owners come from
    pub owners: &'static str,
    /// The body above the addressee
    pub above: Option<BodyId>,
    /// Whether the addressee has ended
    pub is_former: bool,
}

/// Writes all that comes of a recommendation by a day. Returns whether it was closed.
pub fn write(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    made: &Made,
    day: NaiveDate,
) -> Result<bool> {
    let answered = chance.days_after(made.on, 28, 75);
    if answered > day {
        return Ok(false);
    }
    let answer = match chance.weighed(&[80, 11, 3, 6]) {
        0 => Some(Answer::Agreed),
        1 => Some(Answer::PartlyAgreed),
        2 => Some(Answer::NotAgreed),
        _ => None,
    };
    if let Some(answer) = answer {
        change.add_response(&response(words, chance, made, answer, answered))?;
    }
    if answer != Some(Answer::NotAgreed) {
        steps::write(change, words, chance, made, answered, day)?;
        escalate(change, words, chance, made, (answered, day))?;
    }
    close(change, words, chance, made, day)
}

fn response(
    words: &Words,
    chance: &mut Chance,
    made: &Made,
    answer: Answer,
    on: NaiveDate,
) -> NewResponse {
    let reason = match answer {
        Answer::Agreed => None,
        Answer::PartlyAgreed | Answer::NotAgreed => Some(chance.weighed(&[3, 2, 3, 4])),
    };
    let part = (answer == Answer::PartlyAgreed).then(|| words.one("parts", chance));
    NewResponse {
        recommendation_id: made.id,
        body_id: None,
        answered_on: on.into(),
        answer,
        reason: reason.map(|place| Reason::TYPED[place]),
        part: part.map(str::to_owned),
        words: words.about(answer.words(), made.topic, chance),
        cited: None,
    }
}

/// Some of what goes badly is escalated, and most of that is answered.
fn escalate(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    made: &Made,
    (from, day): (NaiveDate, NaiveDate),
) -> Result<()> {
    let raised_on = chance.days_after(from, 90, 300);
    let goes_badly = made.zeal < 40 && chance.percent(12);
    let Some(to) = made.above.filter(|_| goes_badly && raised_on <= day) else {
        return Ok(());
    };
    let of = Escalated::Recommendation(made.id);
    change.escalate(&NewEscalation {
        of,
        by: None,
        to,
        raised_on,
        reason: words.one("escalation", chance).to_owned(),
    })?;
    let ended_on = chance.days_after(raised_on, 21, 120);
    let outcome = match chance.weighed(&[55, 15, 30]) {
        0 => Some(Outcome::Answered),
        1 => Some(Outcome::Returned),
        _ => None,
    };
    match outcome.filter(|_| ended_on <= day) {
        None => Ok(()),
        Some(outcome) => {
            let words = words.one(outcome.words(), chance).to_owned();
            let ended = Ended {
                outcome,
                on: ended_on,
                words: Some(words),
            };
            change.end_escalation(of, Some(to), &ended).map(|_| ())
        }
    }
}

/// Closes some of what is old, and half of what former bodies left behind.
fn close(
    change: &Change<'_>,
    words: &Words,
    chance: &mut Chance,
    made: &Made,
    day: NaiveDate,
) -> Result<bool> {
    let decided_on = chance.days_after(made.on, CLOSED_AFTER, 3 * CLOSED_AFTER);
    let cases = if made.is_former { 45 } else { 12 };
    if !chance.percent(cases) || decided_on > day {
        return Ok(false);
    }
    let (decision, list) = match chance.weighed(&[45, 45, 10]) {
        0 => (Decision::Superseded, "superseded"),
        1 => (Decision::NoLongerRelevant, "no longer relevant"),
        _ => (Decision::Withdrawn, "withdrawn"),
    };
    let decided_by = match decision {
        Decision::Withdrawn => "the inspectorate",
        _ => words.one("deciders", chance),
    };
    change.add_closure(&NewClosure {
        recommendation_id: made.id,
        decided_on: decided_on.into(),
        decision,
        decided_by: decided_by.to_owned(),
        reason: words.one(list, chance).to_owned(),
    })?;
    Ok(true)
}
