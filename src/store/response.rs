//! What HMPPS answered.

use std::collections::HashMap;

use rusqlite::{Row, named_params};

use super::recommendation::{
    LONGEST_TEXT, as_list, cited, place_of, refuse_empty, refuse_too_long, source_of,
};
use super::{Change, Store};
use crate::domain::body::BodyId;
use crate::domain::response::{Answer, NewResponse, Response};
use crate::domain::words::folded;
use crate::error::{Error, Result};

impl Store {
    /// Returns the answers to a recommendation, by date, then entry; the newest counts.
    pub fn responses_of(&self, recommendation_id: i64) -> Result<Vec<Response>> {
        let sql = "SELECT * FROM response WHERE recommendation_id = :id ORDER BY answered_last, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let responses =
            statement.query_map(named_params! { ":id": recommendation_id }, response)?;
        Ok(responses.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the answers to several recommendations, by recommendation, then as [`Store::responses_of`].
    pub(super) fn responses_of_all(&self, ids: &[i64]) -> Result<HashMap<i64, Vec<Response>>> {
        let sql =
            "SELECT * FROM response WHERE recommendation_id IN (SELECT value FROM json_each(:ids))
                    ORDER BY recommendation_id, answered_last, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":ids": as_list(ids) })?;
        let mut responses: HashMap<i64, Vec<Response>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let own = responses.entry(row.get("recommendation_id")?).or_default();
            own.push(response(row)?);
        }
        Ok(responses)
    }

    /// Tells whether the newest answer of every addressee is that it is not agreed.
    pub fn is_not_agreed(&self, recommendation_id: i64) -> Result<bool> {
        let responses = self.responses_of(recommendation_id)?;
        let addressees = self.recommendation_of_id(recommendation_id)?.addressees;
        let newest = |addressee: &BodyId| {
            let holds = |response: &&Response| response.holds_for(*addressee);
            responses.iter().rfind(holds)
        };
        Ok(addressees.iter().all(|addressee| {
            newest(addressee).is_some_and(|response| response.answer == Answer::NotAgreed)
        }))
    }
}

fn response(row: &Row<'_>) -> rusqlite::Result<Response> {
    Ok(Response {
        id: row.get("id")?,
        body_id: row.get("body_id")?,
        answered_on: row.get("answered_on")?,
        answer: row.get("answer")?,
        reason: row.get("reason")?,
        part: row.get("part")?,
        words: row.get("words")?,
        cited: cited(row)?,
    })
}

impl Change<'_> {
    /// Records an answer. Returns its row.
    ///
    /// # Errors
    /// [`Error::Misused`] when it names a body to which the recommendation is not addressed;
    /// [`Error::Refused`] when it is older than the recommendation; [`Error::Conflict`] when it is in
    /// force already.
    pub fn add_response(&self, new: &NewResponse) -> Result<i64> {
        refuse_unfit_texts(new)?;
        self.refuse_other_than_addressees(new.recommendation_id, new.body_id)?;
        self.refuse_before_its_making(new.recommendation_id, "answered", new.answered_on)?;
        self.refuse_the_same_answer(new)?;
        self.insert_response(new)
    }

    /// Writes an answer that was looked at before.
    pub(super) fn insert_response(&self, new: &NewResponse) -> Result<i64> {
        let NewResponse {
            recommendation_id,
            body_id,
            answered_on,
            answer,
            reason,
            part,
            words,
            cited,
        } = new;
        let id = self.next_id("response")?;
        let sql = "INSERT INTO response (id, recommendation_id, body_id, answered_on, answer, reason, part, words,
                                         source_id, place)
                   VALUES (:id, :recommendation_id, :body_id, :answered_on, :answer, :reason, :part, :words,
                           :source_id, :place)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":recommendation_id": recommendation_id, ":body_id": body_id, ":answered_on": answered_on,
            ":answer": answer, ":reason": reason, ":part": part, ":words": words,
            ":source_id": source_of(cited), ":place": place_of(cited),
        })?;
        Ok(id)
    }

    /// Refuses an answer that was in force on its day already: it was typed twice.
    fn refuse_the_same_answer(&self, new: &NewResponse) -> Result<()> {
        let responses = self.responses_of(new.recommendation_id)?;
        let day = new.answered_on.last_day();
        let by_then = |response: &&Response| response.answered_on.last_day() <= day;
        let mut for_the_same = responses.iter().filter(|old| old.body_id == new.body_id);
        match for_the_same.rfind(by_then) {
            Some(old) if says_the_same(old, new) => Err(Error::Conflict(format!(
                "that answer to {} is recorded already, of {} (#r{}); if its date is wrong, take it back with `annexe undo r{}`",
                self.recommendation_of_id(new.recommendation_id)?
                    .reference(),
                old.answered_on,
                old.id,
                old.id
            ))),
            _ => Ok(()),
        }
    }
}

/// Refuses an answer that says nothing, or so much that it was pasted by mistake.
pub(super) fn refuse_unfit_texts(new: &NewResponse) -> Result<()> {
    refuse_empty("the answer", &new.words)?;
    refuse_too_long("the answer", Some(&new.words), LONGEST_TEXT)?;
    refuse_too_long("the part", new.part.as_deref(), LONGEST_TEXT)
}

fn says_the_same(old: &Response, new: &NewResponse) -> bool {
    let part = |part: &Option<String>| folded(part.as_deref().unwrap_or_default());
    old.answer == new.answer
        && old.reason == new.reason
        && part(&old.part) == part(&new.part)
        && folded(&old.words) == folded(&new.words)
}
