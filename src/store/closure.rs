//! Closures and reopenings.

use rusqlite::{OptionalExtension, Row, named_params};

use super::recommendation::{LONGEST_ROLE, LONGEST_TEXT, refuse_empty, refuse_too_long};
use super::{Change, Store};
use crate::domain::amendment::Difference;
use crate::domain::closure::{Closure, Decision, NewClosure};
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};

impl Store {
    /// Returns the decisions about a recommendation, by date, then entry; the newest counts.
    pub fn closures_of(&self, recommendation_id: i64) -> Result<Vec<Closure>> {
        let sql = "SELECT * FROM closure WHERE recommendation_id = :id ORDER BY decided_last, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let closures = statement.query_map(named_params! { ":id": recommendation_id }, closure)?;
        Ok(closures.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the decision of a row with the recommendation that it is about, if there is one.
    pub fn closure(&self, id: i64) -> Result<Option<(i64, Closure)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM closure WHERE id = :id")?;
        let found = statement.query_row(named_params! { ":id": id }, |row| {
            Ok((row.get("recommendation_id")?, closure(row)?))
        });
        Ok(found.optional()?)
    }
}

fn closure(row: &Row<'_>) -> rusqlite::Result<Closure> {
    Ok(Closure {
        id: row.get("id")?,
        decided_on: row.get("decided_on")?,
        decision: row.get("decision")?,
        decided_by: row.get("decided_by")?,
        reason: row.get("reason")?,
    })
}

impl Change<'_> {
    /// Records a closure or a reopening. Returns its row.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is older than the recommendation, or nothing is closed that could be
    /// reopened; [`Error::Conflict`] when the recommendation is closed already.
    pub fn add_closure(&self, new: &NewClosure) -> Result<i64> {
        let NewClosure {
            recommendation_id,
            decided_on,
            decision,
            decided_by,
            reason,
        } = new;
        refuse_empty("the reason", reason)?;
        refuse_empty("who decided", decided_by)?;
        refuse_too_long("the reason", Some(reason), LONGEST_TEXT)?;
        refuse_too_long("who decided", Some(decided_by), LONGEST_ROLE)?;
        self.refuse_before_its_making(*recommendation_id, "decided", *decided_on)?;
        let reference = self.recommendation_of_id(*recommendation_id)?.reference();
        let in_force = self.closure_in_force(*recommendation_id, *decided_on)?;
        match (in_force, decision) {
            (Some(last), decision) if *decision != Decision::Reopened => {
                Err(Error::Conflict(format!(
                    "{reference} is closed already ({}, {}); correct that with `annexe amend {reference}#c{}`",
                    last.decision, last.decided_on, last.id
                )))
            }
            (None, Decision::Reopened) => Err(Error::Refused(format!(
                "{reference} is not closed on {decided_on}; a grade is reopened by a later inspection's finding, not by hand"
            ))),
            _ => self.insert_closure(new),
        }
    }

    fn insert_closure(&self, new: &NewClosure) -> Result<i64> {
        let NewClosure {
            recommendation_id,
            decided_on,
            decision,
            decided_by,
            reason,
        } = new;
        let id = self.next_id("closure")?;
        let sql =
            "INSERT INTO closure (id, recommendation_id, decided_on, decision, decided_by, reason)
                   VALUES (:id, :recommendation_id, :decided_on, :decision, :decided_by, :reason)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":recommendation_id": recommendation_id, ":decided_on": decided_on,
                ":decision": decision, ":decided_by": decided_by, ":reason": reason.trim(),
            })?;
        Ok(id)
    }

    /// Returns the closure that is in force on a date, if one is: a later grade may have reopened
    /// what was closed. Of a draft's recommendations the newest decision counts.
    fn closure_in_force(&self, recommendation_id: i64, on: PartialDate) -> Result<Option<Closure>> {
        let survey = self.survey_of(recommendation_id, on.last_day())?;
        let lines = survey.lines();
        let mut decisions = self.closures_of(recommendation_id)?;
        decisions.retain(|decision| decision.decided_on.last_day() <= on.last_day());
        let newest = decisions
            .pop()
            .filter(|last| last.decision != Decision::Reopened);
        let is_reopened =
            !lines.is_empty() && lines.iter().all(|line| line.standing.closure.is_none());
        Ok(newest.filter(|_| !is_reopened))
    }

    /// Corrects a decision's date, reason or who decided.
    ///
    /// # Errors
    /// [`Error::Refused`] when it would come before the recommendation.
    pub fn amend_closure(
        &self,
        recommendation_id: i64,
        closure: &Closure,
    ) -> Result<Vec<Difference>> {
        refuse_empty("the reason", &closure.reason)?;
        refuse_empty("who decided", &closure.decided_by)?;
        self.refuse_before_its_making(recommendation_id, "decided", closure.decided_on)?;
        let differences = match self.closure(closure.id)? {
            Some((_, stored)) if stored == *closure => return Ok(Vec::new()),
            Some((_, stored)) => differences(&stored, closure),
            None => Vec::new(),
        };
        let sql = "UPDATE closure SET decided_on = :decided_on, decision = :decision, decided_by = :decided_by,
                          reason = :reason
                    WHERE id = :id";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": closure.id, ":decided_on": closure.decided_on, ":decision": closure.decision,
                ":decided_by": closure.decided_by, ":reason": closure.reason.trim(),
            })?;
        Ok(differences)
    }
}

fn differences(before: &Closure, after: &Closure) -> Vec<Difference> {
    let Closure {
        id: _,
        decided_on,
        decision,
        decided_by,
        reason,
    } = before;
    let texts = Difference::between_texts;
    let differences = [
        Difference::between("date", Some(decided_on), Some(&after.decided_on)),
        Difference::between("decision", Some(decision), Some(&after.decision)),
        texts("who decided", Some(decided_by), Some(&after.decided_by)),
        texts("reason", Some(reason), Some(after.reason.trim())),
    ];
    differences.into_iter().flatten().collect()
}
