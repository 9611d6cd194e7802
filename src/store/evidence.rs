//! Evidence: what was shown, and what it was when it was shown.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::action::parent;
use super::{Change, Store};
use crate::domain::action::ActionOf;
use crate::domain::evidence::{Evidence, FileFacts, NewEvidence, Shown};
use crate::error::Result;

impl Store {
    /// Returns the evidence shown by a day for a recommendation or an alert, and for the updates of
    /// its actions.
    pub fn evidence_of(&self, of: ActionOf, day: NaiveDate) -> Result<Vec<Evidence>> {
        let (column, parent) = parent(of);
        let recommendation = match of {
            ActionOf::Recommendation(id) => Some(id),
            ActionOf::Alert(_) => None,
        };
        let sql = format!(
            "SELECT * FROM evidence
              WHERE recommendation_id = :recommendation
                 OR action_update_id IN (
                      SELECT u.id FROM action_update u JOIN action c ON c.id = u.action_id
                       WHERE c.{column} = :parent AND u.said_last <= :day)
              ORDER BY id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let list = statement.query_map(
            named_params! { ":recommendation": recommendation, ":parent": parent, ":day": day.to_string() },
            evidence,
        )?;
        Ok(list.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the reference of what evidence is shown for: a recommendation, or an action.
    pub fn evidence_is_for(&self, evidence: &Evidence) -> Result<String> {
        match evidence.shown {
            Shown::ForRecommendation(id) => Ok(self.recommendation_of_id(id)?.reference()),
            Shown::ForUpdate(id) => {
                let sql = "SELECT action_id FROM action_update WHERE id = :id";
                let mut statement = self.connection.prepare_cached(sql)?;
                let action = statement.query_row(named_params! { ":id": id }, |row| row.get(0))?;
                Ok(self.action(action)?.reference)
            }
        }
    }

    /// Returns all evidence of the register, in order of entry.
    pub fn all_evidence(&self) -> Result<Vec<Evidence>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM evidence ORDER BY id")?;
        let list = statement.query_map([], evidence)?;
        Ok(list.collect::<rusqlite::Result<_>>()?)
    }
}

fn evidence(row: &Row<'_>) -> rusqlite::Result<Evidence> {
    let recommendation: Option<i64> = row.get("recommendation_id")?;
    let sha256: Option<String> = row.get("sha256")?;
    let (size, dated_on) = (row.get::<_, Option<i64>>("size")?, row.get("dated_on")?);
    Ok(Evidence {
        id: row.get("id")?,
        shown: match recommendation {
            Some(id) => Shown::ForRecommendation(id),
            None => Shown::ForUpdate(row.get("action_update_id")?),
        },
        address: row.get("address")?,
        file: sha256.map(|sha256| FileFacts {
            sha256,
            size: size.unwrap_or_default(),
            dated_on,
        }),
        kept: row.get("kept")?,
    })
}

impl Change<'_> {
    /// Records what is shown. Returns its row.
    pub fn add_evidence(&self, new: &NewEvidence) -> Result<i64> {
        let NewEvidence {
            shown,
            address,
            file,
            kept,
        } = new;
        let (recommendation, update) = match shown {
            Shown::ForRecommendation(id) => (Some(id), None),
            Shown::ForUpdate(id) => (None, Some(id)),
        };
        let id = self.next_id("evidence")?;
        let sql = "INSERT INTO evidence (id, recommendation_id, action_update_id, address, sha256, size, dated_on, kept)
                   VALUES (:id, :recommendation, :update, :address, :sha256, :size, :dated_on, :kept)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":recommendation": recommendation, ":update": update, ":address": address,
            ":sha256": file.as_ref().map(|file| &file.sha256), ":size": file.as_ref().map(|file| file.size),
            ":dated_on": file.as_ref().and_then(|file| file.dated_on), ":kept": kept,
        })?;
        Ok(id)
    }
}
