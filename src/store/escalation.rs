//! Escalations and what came of them.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::action_update::refuse_once_ended;
use super::recommendation::{LONGEST_TEXT, refuse_empty, refuse_too_long};
use super::{Change, Store};
use crate::domain::action::ActionOf;
use crate::domain::body::BodyId;
use crate::domain::escalation::{Ended, Escalated, Escalation, NewEscalation, Outcome};
use crate::error::{Error, Result};

impl Store {
    /// Returns the escalations of a recommendation and of its actions, or of the actions under an
    /// alert, in order of date, then entry.
    pub fn escalations_of(&self, of: ActionOf) -> Result<Vec<Escalation>> {
        let sql = match of {
            ActionOf::Recommendation(_) => {
                "SELECT * FROM escalation
                  WHERE recommendation_id = :id
                     OR action_id IN (SELECT id FROM action WHERE recommendation_id = :id)
                  ORDER BY raised_on, id"
            }
            ActionOf::Alert(_) => {
                "SELECT * FROM escalation
                  WHERE action_id IN (SELECT id FROM action WHERE alert_id = :id)
                  ORDER BY raised_on, id"
            }
        };
        let (ActionOf::Recommendation(id) | ActionOf::Alert(id)) = of;
        self.escalations(sql, id)
    }

    /// Returns the escalations of one action.
    pub fn escalations_of_action(&self, action_id: i64) -> Result<Vec<Escalation>> {
        self.escalations(
            "SELECT * FROM escalation WHERE action_id = :id ORDER BY raised_on, id",
            action_id,
        )
    }

    /// Returns the recommendation that is escalated or whose action is; an alert's action has none.
    fn recommendation_escalated(&self, of: Escalated) -> Result<Option<i64>> {
        match of {
            Escalated::Recommendation(id) => Ok(Some(id)),
            Escalated::Action(id) => match self.action(id)?.of {
                ActionOf::Recommendation(id) => Ok(Some(id)),
                ActionOf::Alert(_) => Ok(None),
            },
        }
    }

    /// Returns the bodies to which something can be escalated on a day: those above an addressee,
    /// or above a successor of one; for an alert, above the inspected body.
    pub fn bodies_above(&self, of: Escalated, day: NaiveDate) -> Result<Vec<BodyId>> {
        let bodies = self.bodies()?;
        let addressees = match (self.recommendation_escalated(of)?, of) {
            (Some(id), _) => self.recommendation_of_id(id)?.addressees,
            (None, Escalated::Action(id)) => self.inspected_by_alert_of(id)?,
            (None, Escalated::Recommendation(_)) => Vec::new(),
        };
        let at = addressees
            .iter()
            .flat_map(|&body| bodies.holders(body, day).into_iter().chain([body]));
        let mut above: Vec<BodyId> = Vec::new();
        for body in at.flat_map(|body| bodies.above(body)) {
            if !above.contains(&body) {
                above.push(body);
            }
        }
        Ok(above)
    }

    fn inspected_by_alert_of(&self, action_id: i64) -> Result<Vec<BodyId>> {
        let sql = "SELECT i.body_id FROM action c JOIN alert a ON a.id = c.alert_id
                     JOIN inspection i ON i.id = a.inspection_id
                    WHERE c.id = :id AND i.body_id IS NOT NULL";
        let mut statement = self.connection.prepare_cached(sql)?;
        let bodies = statement.query_map(named_params! { ":id": action_id }, |row| row.get(0))?;
        Ok(bodies.collect::<rusqlite::Result<_>>()?)
    }

    fn escalations(&self, sql: &str, id: i64) -> Result<Vec<Escalation>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let escalations = statement.query_map(named_params! { ":id": id }, escalation)?;
        Ok(escalations.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the escalations of the recommendations that the last survey gathered, raised by a day:
    /// the recommendation, and the escalation of it or of one of its actions.
    pub(super) fn surveyed_escalations(&self, day: NaiveDate) -> Result<Vec<(i64, Escalation)>> {
        let sql = "SELECT coalesce(e.recommendation_id, c.recommendation_id) AS about, e.*
                     FROM escalation e LEFT JOIN action c ON c.id = e.action_id
                    WHERE about IN (SELECT recommendation_id FROM temp.item) AND e.raised_on <= :day
                    ORDER BY about, e.raised_on, e.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let escalations = statement.query_map(named_params! { ":day": day }, |row| {
            Ok((row.get("about")?, escalation(row)?))
        })?;
        Ok(escalations.collect::<rusqlite::Result<_>>()?)
    }
}

fn escalation(row: &Row<'_>) -> rusqlite::Result<Escalation> {
    let recommendation: Option<i64> = row.get("recommendation_id")?;
    let outcome: Option<Outcome> = row.get("outcome")?;
    let ended_on: Option<NaiveDate> = row.get("ended_on")?;
    let words: Option<String> = row.get("words")?;
    Ok(Escalation {
        id: row.get("id")?,
        of: match recommendation {
            Some(id) => Escalated::Recommendation(id),
            None => Escalated::Action(row.get("action_id")?),
        },
        by: row.get("body_id")?,
        to: row.get("to_body_id")?,
        raised_on: row.get("raised_on")?,
        reason: row.get("reason")?,
        ended: outcome
            .zip(ended_on)
            .map(|(outcome, on)| Ended { outcome, on, words }),
    })
}

impl Change<'_> {
    /// Records an escalation. Returns its row.
    ///
    /// # Errors
    /// [`Error::Conflict`] when one to the same body is open already; [`Error::Refused`] when that
    /// body lies above no addressee, or it is older than the recommendation.
    pub fn escalate(&self, new: &NewEscalation) -> Result<i64> {
        let NewEscalation {
            of,
            by,
            to,
            raised_on,
            reason,
        } = new;
        refuse_empty("the reason", reason)?;
        refuse_too_long("the reason", Some(reason), LONGEST_TEXT)?;
        self.refuse_an_unfit_escalation(new)?;
        let open = self
            .escalations_under(*of)?
            .into_iter()
            .find(|other| other.to == *to && other.ended.is_none());
        if let Some(open) = open {
            let to = self.bodies()?.name(*to).to_owned();
            return Err(Error::Conflict(format!(
                "{} was escalated to {to} on {} already (#e{}); say what came of that with --answered or --returned",
                self.reference_of(*of)?,
                open.raised_on,
                open.id
            )));
        }
        let (recommendation, action) = match of {
            Escalated::Recommendation(id) => (Some(id), None),
            Escalated::Action(id) => (None, Some(id)),
        };
        let id = self.next_id("escalation")?;
        let sql = "INSERT INTO escalation (id, recommendation_id, action_id, body_id, to_body_id, raised_on, reason)
                   VALUES (:id, :recommendation, :action, :by, :to, :raised_on, :reason)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":recommendation": recommendation, ":action": action, ":by": by, ":to": to,
            ":raised_on": raised_on, ":reason": reason.trim(),
        })?;
        Ok(id)
    }

    fn refuse_an_unfit_escalation(&self, new: &NewEscalation) -> Result<()> {
        if !self.bodies_above(new.of, new.raised_on)?.contains(&new.to) {
            return Err(Error::Refused(format!(
                "{} does not lie above the addressee of {}; escalate to a body that does",
                self.bodies()?.name(new.to),
                self.reference_of(new.of)?
            )));
        }
        if let Escalated::Action(id) = new.of {
            refuse_once_ended(&self.action(id)?, "escalated", new.raised_on.into())?;
        }
        match self.recommendation_escalated(new.of)? {
            None => Ok(()),
            Some(id) => {
                self.refuse_other_than_addressees(id, new.by)?;
                self.refuse_before_its_making(id, "escalated", new.raised_on.into())
            }
        }
    }

    /// Records what came of an open escalation: of the one to a body, or of the only one.
    /// Returns it as it was.
    ///
    /// # Errors
    /// [`Error::Refused`] when none is open, when several are and no body is named, or when it
    /// ended before it was raised.
    pub fn end_escalation(
        &self,
        of: Escalated,
        to: Option<BodyId>,
        ended: &Ended,
    ) -> Result<Escalation> {
        let open = self.the_open_escalation(of, to)?;
        let Ended { outcome, on, words } = ended;
        if *on < open.raised_on {
            return Err(Error::Refused(format!(
                "{} was escalated on {}; it cannot have been {outcome} on {on}, before that",
                self.reference_of(of)?,
                open.raised_on
            )));
        }
        let sql = "UPDATE escalation SET outcome = :outcome, ended_on = :ended_on, words = :words WHERE id = :id";
        let words = words.as_deref().map(str::trim);
        let words = words.filter(|words| !words.is_empty());
        refuse_too_long("the answer", words, LONGEST_TEXT)?;
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": open.id, ":outcome": outcome, ":ended_on": on, ":words": words,
            })?;
        Ok(open)
    }
}

impl Store {
    /// Returns the escalation of something that waits for an answer: the one to a body, or the only one.
    fn the_open_escalation(&self, of: Escalated, to: Option<BodyId>) -> Result<Escalation> {
        let mut open = self.open_escalations_of(of)?;
        open.retain(|escalation| to.is_none_or(|to| escalation.to == to));
        let reference = self.reference_of(of)?;
        match open.len() {
            0 => Err(Error::Refused(format!(
                "nothing of {reference} is escalated{} and waits for an answer",
                match to {
                    Some(to) => format!(" to {}", self.bodies()?.name(to)),
                    None => String::new(),
                }
            ))),
            1 => Ok(open.remove(0)),
            _ => {
                let bodies = self.bodies()?;
                let to = open.iter().map(|escalation| bodies.name(escalation.to));
                Err(Error::Refused(format!(
                    "{reference} was escalated to {}; say which of them with --to",
                    to.collect::<Vec<_>>().join(" and to ")
                )))
            }
        }
    }

    fn reference_of(&self, of: Escalated) -> Result<String> {
        match of {
            Escalated::Recommendation(id) => Ok(self.recommendation_of_id(id)?.reference()),
            Escalated::Action(id) => Ok(self.action(id)?.reference),
        }
    }

    fn escalations_under(&self, of: Escalated) -> Result<Vec<Escalation>> {
        match of {
            Escalated::Recommendation(id) => {
                let all = self.escalations_of(ActionOf::Recommendation(id))?;
                Ok(all
                    .into_iter()
                    .filter(|escalation| escalation.of == of)
                    .collect())
            }
            Escalated::Action(id) => self.escalations_of_action(id),
        }
    }

    /// Returns the escalations of something that wait for an answer.
    pub fn open_escalations_of(&self, of: Escalated) -> Result<Vec<Escalation>> {
        let mut open = self.escalations_under(of)?;
        open.retain(|escalation| escalation.ended.is_none());
        Ok(open)
    }
}
