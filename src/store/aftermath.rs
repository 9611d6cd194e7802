//! What came of a recommendation: decisions, answers, plans, targets, updates, escalations. Nothing of it
//! is dated before the recommendation was made.

use rusqlite::{OptionalExtension, named_params};

use super::Store;
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};

/// Everything dated that came of a recommendation: which, the date, its last day, and what was done.
pub(super) const AFTERMATH: &str = "
SELECT recommendation_id, decided_on AS done_on, decided_last AS done_last, 'decided' AS done FROM closure
UNION ALL
SELECT recommendation_id, answered_on, answered_last, 'answered' FROM response
UNION ALL
SELECT recommendation_id, planned_on, planned_last, 'planned' FROM action WHERE planned_on IS NOT NULL
UNION ALL
SELECT c.recommendation_id, t.set_on, t.set_last, 'promised' FROM target t JOIN action c ON c.id = t.action_id
UNION ALL
SELECT c.recommendation_id, u.said_on, u.said_last, 'reported' FROM action_update u JOIN action c ON c.id = u.action_id
UNION ALL
SELECT coalesce(e.recommendation_id, c.recommendation_id), e.raised_on, e.raised_on, 'escalated'
  FROM escalation e LEFT JOIN action c ON c.id = e.action_id";

/// The earliest that came of what an inspection recommended.
pub(super) struct Earliest {
    /// Of which recommendation
    pub reference: String,
    /// What was done
    pub done: String,
    /// When
    pub on: PartialDate,
}

impl Store {
    /// Returns the earliest that came of what an inspection recommended.
    pub(super) fn earliest_of(&self, inspection_id: i64) -> Result<Option<Earliest>> {
        let sql = format!(
            "SELECT i.code || '/' || r.number AS reference, d.done, d.done_on
               FROM recommendation r
               JOIN inspection i ON i.id = r.inspection_id
               JOIN ({AFTERMATH}) d ON d.recommendation_id = r.id
              WHERE r.inspection_id = :id
              ORDER BY d.done_last, d.done, r.id LIMIT 1"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let earliest = statement.query_row(named_params! { ":id": inspection_id }, |row| {
            Ok(Earliest {
                reference: row.get("reference")?,
                done: row.get("done")?,
                on: row.get("done_on")?,
            })
        });
        Ok(earliest.optional()?)
    }

    /// Refuses what is dated surely before its recommendation was made.
    pub(super) fn refuse_before_its_making(
        &self,
        recommendation_id: i64,
        done: &str,
        on: PartialDate,
    ) -> Result<()> {
        let recommendation = self.recommendation_of_id(recommendation_id)?;
        let made = self.inspection_of_id(recommendation.inspection_id)?;
        refuse_before(
            &recommendation.reference(),
            made.facts.published_on,
            done,
            on,
        )
    }
}

/// Refuses what is dated surely before the day on which a recommendation was made.
pub(super) fn refuse_before(
    reference: &str,
    made: Option<PartialDate>,
    done: &str,
    on: PartialDate,
) -> Result<()> {
    match made.filter(|made| on.is_surely_before(*made)) {
        None => Ok(()),
        Some(made) => Err(Error::Refused(format!(
            "{reference} was made {made}; nothing was {done} of it on {on}"
        ))),
    }
}
