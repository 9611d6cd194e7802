//! Actions with their target dates and updates.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, named_params};

use super::action_update::{UPDATES, update};
use super::recommendation::{
    LONGEST_ROLE, LONGEST_TEXT, as_list, cited, place_of, refuse_empty, refuse_too_long, source_of,
};
use super::target::{TARGETS, target};
use super::{Change, Store};
use crate::domain::action::{Action, ActionOf, NewAction};
use crate::domain::amendment::Difference;
use crate::domain::partial_date::PartialDate;
use crate::domain::recommendation::Cited;
use crate::domain::target::NewTarget;
use crate::error::Result;

/// An action with its reference; an alert's own number follows `alert` from the second on.
const ACTIONS: &str = "
SELECT c.id, c.recommendation_id, c.alert_id, c.number, c.words, c.owner, c.planned_on, c.source_id, c.place,
       coalesce(i.published_on, j.published_on) AS asked_on,
       coalesce(i.code || '/' || r.number,
                j.code || '/alert' || CASE a.number WHEN 1 THEN '' ELSE '-' || a.number END) || '.' || c.number AS reference
  FROM action c
  LEFT JOIN recommendation r ON r.id = c.recommendation_id
  LEFT JOIN inspection i ON i.id = r.inspection_id
  LEFT JOIN alert a ON a.id = c.alert_id
  LEFT JOIN inspection j ON j.id = a.inspection_id";

/// What an action was before it was amended: its words and owner.
pub(super) type EarlierAction = (String, Option<String>);

/// What is to be corrected of an action; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionEdit {
    /// What is to be done
    pub words: Option<String>,
    /// The Responsible Owner
    pub owner: Option<String>,
    /// On which date it was planned
    pub planned_on: Option<PartialDate>,
    /// Where what it is now was read; nothing: the source stays
    pub cited: Option<Cited>,
}

impl Store {
    /// Returns the action of a number of the register's with all that was said of it.
    pub fn action(&self, id: i64) -> Result<Action> {
        let sql = format!("{ACTIONS} WHERE c.id = :id");
        let bare = self
            .connection
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id }, bare_action)?;
        let whole = self.with_facts(vec![bare], NaiveDate::MAX)?.pop();
        Ok(whole.expect("in the end everything counts"))
    }

    /// Returns the number of an action under a recommendation or an alert, if there is one.
    pub fn action_of(&self, of: ActionOf, number: i64) -> Result<Option<i64>> {
        let (column, parent) = parent(of);
        let sql = format!("SELECT id FROM action WHERE {column} = :parent AND number = :number");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let id = statement.query_row(
            named_params! { ":parent": parent, ":number": number },
            |row| row.get(0),
        );
        Ok(id.optional()?)
    }

    /// Returns the actions under a recommendation or an alert as they stood on a day, in order.
    pub fn actions_under(&self, of: ActionOf, day: NaiveDate) -> Result<Vec<Action>> {
        let (column, parent) = parent(of);
        let sql = format!("{ACTIONS} WHERE c.{column} = :parent ORDER BY c.number");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(named_params! { ":parent": parent }, bare_action)?;
        self.with_facts(rows.collect::<rusqlite::Result<_>>()?, day)
    }

    /// Returns the actions of the recommendations that the last survey gathered, as they stood on its day.
    pub(super) fn surveyed_actions(&self, day: NaiveDate) -> Result<HashMap<i64, Vec<Action>>> {
        let sql = format!(
            "{ACTIONS} WHERE c.recommendation_id IN (SELECT recommendation_id FROM temp.item)
             ORDER BY c.recommendation_id, c.number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let actions = statement
            .query_map([], bare_action)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut by_recommendation: HashMap<i64, Vec<Action>> = HashMap::new();
        for action in self.with_facts(actions, day)? {
            if let ActionOf::Recommendation(id) = action.of {
                by_recommendation.entry(id).or_default().push(action);
            }
        }
        Ok(by_recommendation)
    }

    /// Returns the actions under several recommendations with all that was said of them, in order.
    pub(super) fn actions_under_all(&self, ids: &[i64]) -> Result<Vec<Action>> {
        let sql = format!(
            "{ACTIONS} WHERE c.recommendation_id IN (SELECT value FROM json_each(:ids))
             ORDER BY c.recommendation_id, c.number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(named_params! { ":ids": as_list(ids) }, bare_action)?;
        self.with_facts(rows.collect::<rusqlite::Result<_>>()?, NaiveDate::MAX)
    }

    /// Returns what several actions were before they were amended, by action: words and owner, as changes
    /// that are in force overwrote them.
    pub(super) fn earlier_of_actions(
        &self,
        ids: &[i64],
    ) -> Result<HashMap<i64, Vec<EarlierAction>>> {
        let sql = "SELECT r.row_id, r.before ->> 'words', r.before ->> 'owner'
                     FROM revision r JOIN change c ON c.id = r.change_id
                    WHERE r.table_name = 'action' AND r.row_id IN (SELECT value FROM json_each(:ids))
                      AND r.before IS NOT NULL AND c.undoes IS NULL
                      AND c.id NOT IN (SELECT undoes FROM change WHERE undoes IS NOT NULL)
                    ORDER BY r.row_id, r.change_id, r.seq";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":ids": as_list(ids) })?;
        let mut earlier: HashMap<i64, Vec<EarlierAction>> = HashMap::new();
        while let Some(row) = rows.next()? {
            let before = (row.get(1)?, row.get(2)?);
            earlier.entry(row.get(0)?).or_default().push(before);
        }
        Ok(earlier)
    }

    /// Refuses what is done of a recommendation before it was made. An alert is raised during
    /// fieldwork, so what is done about it may be older than the report.
    pub fn refuse_before_what_it_answers(
        &self,
        of: ActionOf,
        done: &str,
        on: PartialDate,
    ) -> Result<()> {
        match of {
            ActionOf::Recommendation(id) => self.refuse_before_its_making(id, done, on),
            ActionOf::Alert(_) => Ok(()),
        }
    }

    /// Adds targets and updates up to a day; leaves out what did not count yet.
    fn with_facts(&self, actions: Vec<Action>, day: NaiveDate) -> Result<Vec<Action>> {
        let ids: Vec<i64> = actions.iter().map(|action| action.id).collect();
        let mut targets = self.facts_of(TARGETS, &ids, target)?;
        let mut updates = self.facts_of(UPDATES, &ids, update)?;
        let whole = actions.into_iter().map(|action| Action {
            targets: targets.remove(&action.id).unwrap_or_default(),
            updates: updates.remove(&action.id).unwrap_or_default(),
            ..action
        });
        Ok(whole.filter_map(|action| action.as_at(day)).collect())
    }

    /// Reads the facts of actions, in order, by action.
    fn facts_of<T>(
        &self,
        sql: &str,
        ids: &[i64],
        fact: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<HashMap<i64, Vec<T>>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":ids": as_list(ids) })?;
        let mut facts: HashMap<i64, Vec<T>> = HashMap::new();
        while let Some(row) = rows.next()? {
            facts
                .entry(row.get("action_id")?)
                .or_default()
                .push(fact(row)?);
        }
        Ok(facts)
    }
}

/// Returns the column that says what an action is under, with its value. The other column is NULL
/// and is not asked for: nearly all are NULL there, and SQLite may look through every one of them.
pub(super) fn parent(of: ActionOf) -> (&'static str, i64) {
    match of {
        ActionOf::Recommendation(id) => ("recommendation_id", id),
        ActionOf::Alert(id) => ("alert_id", id),
    }
}

fn bare_action(row: &Row<'_>) -> rusqlite::Result<Action> {
    let recommendation: Option<i64> = row.get("recommendation_id")?;
    Ok(Action {
        id: row.get("id")?,
        reference: row.get("reference")?,
        of: match recommendation {
            Some(id) => ActionOf::Recommendation(id),
            None => ActionOf::Alert(row.get("alert_id")?),
        },
        number: row.get("number")?,
        words: row.get("words")?,
        owner: row.get("owner")?,
        planned_on: row.get("planned_on")?,
        asked_on: row.get("asked_on")?,
        targets: Vec::new(),
        updates: Vec::new(),
        cited: cited(row)?,
    })
}

pub(super) fn refuse_unfit_texts(words: &str, owner: Option<&str>) -> Result<()> {
    refuse_empty("the action", words)?;
    refuse_too_long("the action", Some(words), LONGEST_TEXT)?;
    if let Some(owner) = owner {
        refuse_empty("the Responsible Owner", owner)?;
    }
    refuse_too_long("the Responsible Owner", owner, LONGEST_ROLE)
}

impl Change<'_> {
    /// Records an action with its first target. Returns its number in the register.
    pub fn add_action(&self, new: &NewAction) -> Result<i64> {
        refuse_unfit_texts(&new.words, new.owner.as_deref())?;
        self.refuse_before_what_it_answers(new.of, "planned", new.planned_on)?;
        let id = self.insert_action(new)?;
        if let Some(due) = &new.target {
            let first = NewTarget {
                cited: new.cited.clone(),
                ..NewTarget::first(due.clone(), new.planned_on)
            };
            self.write_target(&self.action(id)?, &first, None)?;
        }
        Ok(id)
    }

    /// Writes an action that was looked at before, without its target.
    pub(super) fn insert_action(&self, new: &NewAction) -> Result<i64> {
        let NewAction {
            of,
            words,
            owner,
            planned_on,
            target: _,
            cited,
        } = new;
        let (column, parent) = parent(*of);
        let id = self.next_id("action")?;
        let sql = format!(
            "INSERT INTO action (id, {column}, number, words, owner, planned_on, source_id, place)
             SELECT :id, :parent, 1 + coalesce(max(number), 0), :words, :owner, :planned_on, :source_id, :place
               FROM action WHERE {column} = :parent"
        );
        self.connection
            .prepare_cached(&sql)?
            .execute(named_params! {
                ":id": id, ":parent": parent, ":words": words.trim(),
                ":owner": owner.as_deref().map(str::trim), ":planned_on": planned_on,
                ":source_id": source_of(cited), ":place": place_of(cited),
            })?;
        Ok(id)
    }

    /// Corrects an action: its words and owner, which hold for all time, or when it was planned.
    /// What is `None` stays.
    ///
    /// # Errors
    /// [`Error::Refused`](crate::error::Error::Refused) when it would be older than the recommendation.
    pub fn amend_action(&self, id: i64, edit: &ActionEdit) -> Result<Vec<Difference>> {
        let before = self.action(id)?;
        let words = edit.words.as_ref().unwrap_or(&before.words);
        let owner = edit.owner.as_ref().or(before.owner.as_ref());
        refuse_unfit_texts(words, owner.map(String::as_str))?;
        let planned_on = edit.planned_on.or(before.planned_on);
        if let Some(planned_on) = edit.planned_on {
            self.refuse_before_what_it_answers(before.of, "planned", planned_on)?;
        }
        let sql = "UPDATE action SET words = :words, owner = :owner, planned_on = :planned_on,
                          source_id = coalesce(:source_id, source_id), place = coalesce(:place, place)
                    WHERE id = :id AND (words, owner, planned_on) IS NOT (:words, :owner, :planned_on)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":words": words.trim(), ":owner": owner.map(|owner| owner.trim()),
                ":planned_on": planned_on,
                ":source_id": source_of(&edit.cited), ":place": place_of(&edit.cited),
            })?;
        let after = self.action(id)?;
        let texts = Difference::between_texts;
        let differences = [
            texts("words", Some(&before.words), Some(&after.words)),
            texts("owner", before.owner.as_deref(), after.owner.as_deref()),
            Difference::between("date", before.planned_on, after.planned_on),
        ];
        Ok(differences.into_iter().flatten().collect())
    }
}
