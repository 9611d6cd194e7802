//! Organisational alerts: concerns, and what the service announced.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, named_params};

use super::recommendation::refuse_empty;
use super::{Change, Inspection, Store};
use crate::domain::action::ActionState;
use crate::domain::partial_date::PartialDate;
use crate::domain::recommendation::Cited;
use crate::error::Result;

/// An alert to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAlert {
    /// During which inspection it was raised
    pub inspection_id: i64,
    /// Its introduction
    pub words: String,
    /// The concerns, in order, each with its place
    pub concerns: Vec<(String, String)>,
    /// What the service announced, in order
    pub responses: Vec<NewAlertAction>,
    /// Where it was read; an alert that was typed has no place
    pub cited: Option<Cited>,
}

/// Something that the service announced under an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAlertAction {
    /// Word for word
    pub words: String,
    /// How it stands, with the date for which that is said
    pub said: Option<(ActionState, PartialDate)>,
    /// Where it was read
    pub place: String,
}

/// An alert as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The register's number
    pub id: i64,
    /// Its reference: `hfkcw-2022/alert`
    pub reference: String,
    /// Its introduction
    pub words: String,
    /// The concerns, in order
    pub concerns: Vec<String>,
    /// What was announced, in order
    pub responses: Vec<AlertAction>,
}

/// Something that the service announced, as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertAction {
    /// Word for word
    pub words: String,
    /// How it stands, with the date for which that is said
    pub said: Option<(ActionState, PartialDate)>,
}

impl Store {
    /// Returns the alerts of an inspection.
    pub fn alerts(&self, inspection_id: i64) -> Result<Vec<Alert>> {
        let sql = "SELECT a.id, i.code || '/alert' || CASE a.number WHEN 1 THEN '' ELSE '-' || a.number END, a.words
                     FROM alert a JOIN inspection i ON i.id = a.inspection_id
                    WHERE a.inspection_id = :id ORDER BY a.number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let alerts = statement
            .query_map(named_params! { ":id": inspection_id }, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<Vec<(i64, String, String)>>>()?;
        alerts
            .into_iter()
            .map(|(id, reference, words)| self.whole_alert(id, reference, words))
            .collect()
    }

    fn whole_alert(&self, id: i64, reference: String, words: String) -> Result<Alert> {
        let sql = "SELECT words FROM concern WHERE alert_id = :id ORDER BY position";
        let mut statement = self.connection.prepare_cached(sql)?;
        let concerns = statement.query_map(named_params! { ":id": id }, |row| row.get(0))?;
        let concerns = concerns.collect::<rusqlite::Result<_>>()?;
        let sql = "SELECT c.words, u.state, u.said_on
                     FROM action c
                     LEFT JOIN action_update u ON u.id = (
                       SELECT id FROM action_update WHERE action_id = c.id ORDER BY said_last DESC, id DESC LIMIT 1)
                    WHERE c.alert_id = :id ORDER BY c.number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let responses = statement.query_map(named_params! { ":id": id }, |row| {
            let (state, said_on): (Option<ActionState>, Option<PartialDate>) =
                (row.get(1)?, row.get(2)?);
            Ok(AlertAction {
                words: row.get(0)?,
                said: state.zip(said_on),
            })
        })?;
        let responses = responses.collect::<rusqlite::Result<_>>()?;
        Ok(Alert {
            id,
            reference,
            words,
            concerns,
            responses,
        })
    }

    /// Returns the reference of an alert: `hfkcw-2022/alert`.
    pub fn alert_reference(&self, inspection: &Inspection, id: i64) -> Result<String> {
        let alert = self
            .alerts(inspection.id)?
            .into_iter()
            .find(|alert| alert.id == id);
        Ok(alert.map_or_else(
            || format!("{}/alert", inspection.code),
            |alert| alert.reference,
        ))
    }

    /// Returns the inspection during which an alert was raised.
    pub fn inspection_of_alert(&self, id: i64) -> Result<i64> {
        let sql = "SELECT inspection_id FROM alert WHERE id = :id";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(named_params! { ":id": id }, |row| row.get(0))?)
    }

    /// Returns the inspections with alerts that were published by a day.
    pub fn inspections_with_alerts(&self, day: NaiveDate) -> Result<Vec<Inspection>> {
        let sql = "SELECT DISTINCT i.id FROM alert a JOIN inspection i ON i.id = a.inspection_id
                    WHERE i.published_last <= :day ORDER BY i.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = statement.query_map(named_params! { ":day": day }, |row| row.get(0))?;
        let ids = ids.collect::<rusqlite::Result<Vec<i64>>>()?;
        ids.into_iter()
            .map(|id| self.inspection_of_id(id))
            .collect()
    }

    /// Returns the number of an inspection's alert, if it has one.
    pub fn alert_of(&self, inspection_id: i64, number: i64) -> Result<Option<i64>> {
        let sql = "SELECT id FROM alert WHERE inspection_id = :id AND number = :number";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement
            .query_row(
                named_params! { ":id": inspection_id, ":number": number },
                |row| row.get(0),
            )
            .optional()?)
    }
}

impl Change<'_> {
    /// Records an alert with its concerns and what was announced. Returns its number in the register.
    pub fn add_alert(&self, new: &NewAlert) -> Result<i64> {
        let NewAlert {
            inspection_id,
            words,
            concerns,
            responses,
            cited,
        } = new;
        refuse_empty("the alert", words)?;
        let source_id = cited.as_ref().map(|cited| cited.source_id);
        let id = self.next_id("alert")?;
        let sql = "INSERT INTO alert (id, inspection_id, number, words, source_id, place)
                   SELECT :id, :inspection_id, 1 + count(*), :words, :source_id, :place
                     FROM alert WHERE inspection_id = :inspection_id";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":inspection_id": inspection_id, ":words": words,
                ":source_id": source_id, ":place": cited.as_ref().map(|cited| &cited.place),
            })?;
        for (position, (words, place)) in (1..).zip(concerns) {
            let concern = self.next_id("concern")?;
            let sql = "INSERT INTO concern (id, alert_id, position, words, source_id, place)
                       VALUES (:id, :alert_id, :position, :words, :source_id, :place)";
            self.connection
                .prepare_cached(sql)?
                .execute(named_params! {
                    ":id": concern, ":alert_id": id, ":position": position, ":words": words,
                    ":source_id": source_id, ":place": source_id.map(|_| place),
                })?;
        }
        for (number, response) in (1..).zip(responses) {
            self.add_alert_action(id, number, response, source_id)?;
        }
        Ok(id)
    }

    fn add_alert_action(
        &self,
        alert_id: i64,
        number: i64,
        new: &NewAlertAction,
        source_id: Option<i64>,
    ) -> Result<()> {
        let NewAlertAction { words, said, place } = new;
        let id = self.next_id("action")?;
        let sql = "INSERT INTO action (id, alert_id, number, words, source_id, place)
                   VALUES (:id, :alert_id, :number, :words, :source_id, :place)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":alert_id": alert_id, ":number": number, ":words": words,
                ":source_id": source_id, ":place": place,
            })?;
        let Some((state, said_on)) = said else {
            return Ok(());
        };
        let update = self.next_id("action_update")?;
        let sql = "INSERT INTO action_update (id, action_id, said_on, state, source_id, place)
                   VALUES (:id, :action_id, :said_on, :state, :source_id, :place)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": update, ":action_id": id, ":said_on": said_on, ":state": state,
                ":source_id": source_id, ":place": place,
            })?;
        Ok(())
    }
}
