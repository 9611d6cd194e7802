//! Closures and reopenings.

use rusqlite::{OptionalExtension, Row, named_params};

use super::recommendation::refuse_empty;
use super::{Change, Store};
use crate::domain::closure::{Closure, Decision, NewClosure};
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
        let recommendation = self.recommendation_of_id(*recommendation_id)?;
        let reference = recommendation.reference();
        if let Some(made) = self
            .inspection_of_id(recommendation.inspection_id)?
            .facts
            .published_on
            && decided_on.is_surely_before(made)
        {
            return Err(Error::Refused(format!(
                "{reference} was made {made}; nothing was decided of it on {decided_on}"
            )));
        }
        let newest = self
            .closures_of(*recommendation_id)?
            .pop()
            .filter(|last| last.decision != Decision::Reopened);
        match (newest, decision) {
            (Some(last), decision) if *decision != Decision::Reopened => {
                Err(Error::Conflict(format!(
                    "{reference} is closed already ({}, {}); correct that with `annexe amend {reference}#c{}`",
                    last.decision, last.decided_on, last.id
                )))
            }
            (None, Decision::Reopened) => Err(Error::Refused(format!(
                "{reference} is not closed; a grade is reopened by a later inspection's finding, not by hand"
            ))),
            (Some(last), _) if decided_on.is_surely_before(last.decided_on) => {
                Err(Error::Refused(format!(
                    "{reference} was closed on {}; it cannot be reopened on {decided_on}, before that",
                    last.decided_on
                )))
            }
            _ => {
                let id = self.next_id("closure")?;
                let sql = "INSERT INTO closure (id, recommendation_id, decided_on, decision, decided_by, reason)
                           VALUES (:id, :recommendation_id, :decided_on, :decision, :decided_by, :reason)";
                self.connection.prepare_cached(sql)?.execute(named_params! {
                    ":id": id, ":recommendation_id": recommendation_id, ":decided_on": decided_on,
                    ":decision": decision, ":decided_by": decided_by, ":reason": reason.trim(),
                })?;
                Ok(id)
            }
        }
    }

    /// Corrects a decision's date, reason or who decided.
    pub fn amend_closure(&self, closure: &Closure) -> Result<()> {
        refuse_empty("the reason", &closure.reason)?;
        refuse_empty("who decided", &closure.decided_by)?;
        let sql = "UPDATE closure SET decided_on = :decided_on, decision = :decision, decided_by = :decided_by,
                          reason = :reason
                    WHERE id = :id";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": closure.id, ":decided_on": closure.decided_on, ":decision": closure.decision,
                ":decided_by": closure.decided_by, ":reason": closure.reason.trim(),
            })?;
        Ok(())
    }
}
