//! Typed links between recommendations, and from a recommendation to an alert.

use rusqlite::{OptionalExtension, named_params};

use super::{Change, Store};
use crate::domain::inspection::InspectionKind;
use crate::domain::link::{Link, LinkEnd, LinkKind, NewLink};
use crate::error::{Error, Result};

impl Store {
    /// Returns the links of a recommendation, in both directions, in order of entry.
    pub fn links_of(&self, recommendation_id: i64) -> Result<Vec<Link>> {
        let sql = "SELECT l.id, l.kind, 0 AS incoming, coalesce(i.code || '/' || r.number, ai.code || '/alert') AS other,
                          coalesce(r.words, a.words) AS words
                     FROM link l
                     LEFT JOIN recommendation r ON r.id = l.to_id
                     LEFT JOIN inspection i ON i.id = r.inspection_id
                     LEFT JOIN alert a ON a.id = l.alert_id
                     LEFT JOIN inspection ai ON ai.id = a.inspection_id
                    WHERE l.from_id = :id
                    UNION ALL
                   SELECT l.id, l.kind, 1, i.code || '/' || r.number, r.words
                     FROM link l
                     JOIN recommendation r ON r.id = l.from_id
                     JOIN inspection i ON i.id = r.inspection_id
                    WHERE l.to_id = :id
                    ORDER BY 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let links = statement.query_map(named_params! { ":id": recommendation_id }, |row| {
            Ok(Link {
                id: row.get("id")?,
                kind: row.get("kind")?,
                incoming: row.get("incoming")?,
                other: row.get("other")?,
                words: row.get("words")?,
            })
        })?;
        Ok(links.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Records a link. Returns its row.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is recorded already; [`Error::Refused`] when it would point at itself or
    /// form a circle, or is of a kind that does not fit.
    pub fn add_link(&self, new: &NewLink) -> Result<i64> {
        self.refuse_an_unfit_link(new)?;
        let NewLink { from_id, kind, to } = *new;
        let (to_id, alert_id) = match to {
            LinkEnd::Recommendation(id) => (Some(id), None),
            LinkEnd::Alert(id) => (None, Some(id)),
        };
        let id = self.next_id("link")?;
        let sql = "INSERT INTO link (id, from_id, kind, to_id, alert_id)
                   VALUES (:id, :from_id, :kind, :to_id, :alert_id)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":from_id": from_id, ":kind": kind, ":to_id": to_id, ":alert_id": alert_id,
        })?;
        Ok(id)
    }

    fn refuse_an_unfit_link(&self, new: &NewLink) -> Result<()> {
        let NewLink { from_id, kind, to } = *new;
        let from = self.recommendation_of_id(from_id)?.reference();
        let LinkEnd::Recommendation(to_id) = to else {
            return self.refuse_a_known_link(new, &from);
        };
        let other = self.recommendation_of_id(to_id)?.reference();
        if from_id == to_id {
            return Err(Error::Refused(format!("{from} cannot be linked to itself")));
        }
        if kind == LinkKind::Restates {
            self.refuse_what_cannot_restate(from_id, to_id)?;
        }
        if self.leads_to(to_id, kind, from_id)? {
            return Err(Error::Refused(format!(
                "{other} {kind} {from} already, or through others; the two cannot be linked both ways"
            )));
        }
        self.refuse_a_known_link(new, &from)
    }

    /// Only a plan restates, and only what was asked before it (rule 8): its item then stands in the other's place.
    fn refuse_what_cannot_restate(&self, from_id: i64, to_id: i64) -> Result<()> {
        let (from, to) = (
            self.recommendation_of_id(from_id)?,
            self.recommendation_of_id(to_id)?,
        );
        let plan = self.inspection_of_id(from.inspection_id)?;
        let original = self.inspection_of_id(to.inspection_id)?;
        if plan.facts.kind != InspectionKind::Plan {
            return Err(Error::Refused(format!(
                "{} is no plan, and only a plan restates; `annexe link {} repeats {}` says that it was asked again",
                plan.code,
                from.reference(),
                to.reference()
            )));
        }
        match plan.facts.published_on.zip(original.facts.published_on) {
            Some((restated, asked)) if restated.is_surely_before(asked) => {
                Err(Error::Refused(format!(
                    "{} was published {restated}, before {} was made ({asked}); it cannot restate it",
                    plan.code,
                    to.reference()
                )))
            }
            _ => Ok(()),
        }
    }

    /// Tells whether links of a kind lead from one recommendation to another over any number of steps.
    fn leads_to(&self, from_id: i64, kind: LinkKind, to_id: i64) -> Result<bool> {
        let sql = "WITH RECURSIVE reached (id) AS (
                     SELECT :from UNION
                     SELECT l.to_id FROM reached r JOIN link l ON l.from_id = r.id AND l.kind = :kind AND l.to_id IS NOT NULL
                   )
                   SELECT EXISTS (SELECT 1 FROM reached WHERE id = :to)";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(
            named_params! { ":from": from_id, ":kind": kind, ":to": to_id },
            |row| row.get(0),
        )?)
    }

    /// Records a link unless it is recorded already.
    pub fn keep_link(&self, new: &NewLink) -> Result<()> {
        match self.known_link(new)? {
            Some(_) => Ok(()),
            None => self.add_link(new).map(|_| ()),
        }
    }

    fn known_link(&self, new: &NewLink) -> Result<Option<i64>> {
        let (column, to) = match new.to {
            LinkEnd::Recommendation(id) => ("to_id", id),
            LinkEnd::Alert(id) => ("alert_id", id),
        };
        let sql = format!(
            "SELECT id FROM link WHERE from_id = :from AND kind = :kind AND {column} = :to"
        );
        let params = named_params! { ":from": new.from_id, ":kind": new.kind, ":to": to };
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(params, |row| row.get(0)).optional()?)
    }

    fn refuse_a_known_link(&self, new: &NewLink, from: &str) -> Result<()> {
        match self.known_link(new)? {
            None => Ok(()),
            Some(id) => Err(Error::Conflict(format!(
                "that link of {from} is recorded already (#l{id})"
            ))),
        }
    }
}
