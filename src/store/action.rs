//! Actions with their target dates and updates.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, named_params};

use super::recommendation::refuse_empty;
use super::{Change, Store};
use crate::domain::action::{Action, ActionOf, ActionState, NewAction, NewUpdate, Update};
use crate::domain::partial_date::PartialDate;
use crate::domain::target::{Due, NewTarget, SlipReason, Target};
use crate::error::{Error, Result};

/// An action with its reference; an alert's own number follows `alert` from the second on.
const ACTIONS: &str = "
SELECT c.id, c.recommendation_id, c.alert_id, c.number, c.words, c.owner,
       coalesce(i.code || '/' || r.number,
                j.code || '/alert' || CASE a.number WHEN 1 THEN '' ELSE '-' || a.number END) || '.' || c.number AS reference
  FROM action c
  LEFT JOIN recommendation r ON r.id = c.recommendation_id
  LEFT JOIN inspection i ON i.id = r.inspection_id
  LEFT JOIN alert a ON a.id = c.alert_id
  LEFT JOIN inspection j ON j.id = a.inspection_id";

const TARGETS: &str = "
SELECT * FROM target WHERE action_id IN (SELECT value FROM json_each(:ids)) ORDER BY action_id, set_last, id";

const UPDATES: &str = "
SELECT * FROM action_update WHERE action_id IN (SELECT value FROM json_each(:ids)) ORDER BY action_id, said_last, id";

impl Store {
    /// Returns the action of a number of the register's with all that was said of it.
    pub fn action(&self, id: i64) -> Result<Action> {
        let sql = format!("{ACTIONS} WHERE c.id = :id");
        let bare = self
            .connection
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id }, bare_action)?;
        let mut actions = vec![bare];
        self.with_facts(&mut actions, NaiveDate::MAX)?;
        Ok(actions.swap_remove(0))
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
        let mut actions = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        self.with_facts(&mut actions, day)?;
        Ok(actions)
    }

    /// Returns the actions of the recommendations that the last survey gathered, as they stood on its day.
    pub(super) fn surveyed_actions(&self, day: NaiveDate) -> Result<HashMap<i64, Vec<Action>>> {
        let sql = format!(
            "{ACTIONS} WHERE c.recommendation_id IN (SELECT recommendation_id FROM temp.item)
             ORDER BY c.recommendation_id, c.number"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut actions = statement
            .query_map([], bare_action)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        self.with_facts(&mut actions, day)?;
        let mut by_recommendation: HashMap<i64, Vec<Action>> = HashMap::new();
        for action in actions {
            if let ActionOf::Recommendation(id) = action.of {
                by_recommendation.entry(id).or_default().push(action);
            }
        }
        Ok(by_recommendation)
    }

    /// Refuses what an owner cannot say of an action, as [`Change::update_action`] would.
    pub fn refuse_an_unfit_update(&self, action_id: i64, new: &NewUpdate) -> Result<()> {
        let action = self.action(action_id)?;
        refuse_after_the_end(&action, new)?;
        self.refuse_before_what_it_answers(action.of, "reported", new.said_on)
    }

    /// Refuses what is dated before its recommendation was made. An alert is raised during
    /// fieldwork, so what is done about it may be older than the report.
    fn refuse_before_what_it_answers(
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

    /// Adds targets and updates up to a day. An action of which something was said only later is
    /// not there yet; one of which nothing dated was ever said holds for all time.
    fn with_facts(&self, actions: &mut Vec<Action>, day: NaiveDate) -> Result<()> {
        let ids: Vec<i64> = actions.iter().map(|action| action.id).collect();
        let mut spoken_of = HashSet::new();
        let mut targets = self.facts_of(TARGETS, &ids, target)?;
        let mut updates = self.facts_of(UPDATES, &ids, update)?;
        spoken_of.extend(targets.keys().chain(updates.keys()).copied());
        for action in actions.iter_mut() {
            action.targets = targets.remove(&action.id).unwrap_or_default();
            action.updates = updates.remove(&action.id).unwrap_or_default();
            action
                .targets
                .retain(|target| target.set_on.last_day() <= day);
            action
                .updates
                .retain(|update| update.said_on.last_day() <= day);
        }
        actions.retain(|action| {
            let later_only = action.targets.is_empty() && action.updates.is_empty();
            !(later_only && spoken_of.contains(&action.id))
        });
        Ok(())
    }

    /// Reads the facts of actions, in order, by action.
    fn facts_of<T>(
        &self,
        sql: &str,
        ids: &[i64],
        fact: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<HashMap<i64, Vec<T>>> {
        let ids = serde_json::to_string(ids).expect("numbers are JSON");
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":ids": ids })?;
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
        targets: Vec::new(),
        updates: Vec::new(),
    })
}

fn target(row: &Row<'_>) -> rusqlite::Result<Target> {
    let date: Option<PartialDate> = row.get("due_on")?;
    let words: Option<String> = row.get("words")?;
    Ok(Target {
        id: row.get("id")?,
        set_on: row.get("set_on")?,
        due: date.map_or_else(|| Due::Words(words.unwrap_or_default()), Due::On),
        reason: row.get("reason")?,
        note: row.get("note")?,
        asked_by: row.get("asked_by")?,
    })
}

fn update(row: &Row<'_>) -> rusqlite::Result<Update> {
    Ok(Update {
        id: row.get("id")?,
        said_on: row.get("said_on")?,
        state: row.get("state")?,
        note: row.get("note")?,
    })
}

impl Change<'_> {
    /// Records an action with its first target. Returns its number in the register.
    pub fn add_action(&self, new: &NewAction) -> Result<i64> {
        let NewAction {
            of,
            words,
            owner,
            target,
        } = new;
        refuse_empty("the action", words)?;
        if let Some(owner) = owner {
            refuse_empty("the Responsible Owner", owner)?;
        }
        let (column, parent) = parent(*of);
        let id = self.next_id("action")?;
        let sql = format!(
            "INSERT INTO action (id, {column}, number, words, owner)
             SELECT :id, :parent, 1 + coalesce(max(number), 0), :words, :owner FROM action WHERE {column} = :parent"
        );
        self.connection
            .prepare_cached(&sql)?
            .execute(named_params! {
                ":id": id, ":parent": parent, ":words": words.trim(),
                ":owner": owner.as_deref().map(str::trim),
            })?;
        if let Some((due, set_on)) = target {
            let first = NewTarget::first(due.clone(), *set_on);
            self.write_target(&self.action(id)?, &first, None)?;
        }
        Ok(id)
    }

    /// Corrects an action's words or owner; both hold for all time.
    pub fn amend_action(&self, id: i64, words: Option<&str>, owner: Option<&str>) -> Result<()> {
        let before = self.action(id)?;
        let words = words.unwrap_or(&before.words);
        refuse_empty("the action", words)?;
        if let Some(owner) = owner {
            refuse_empty("the Responsible Owner", owner)?;
        }
        let owner = owner.map(str::trim).or(before.owner.as_deref());
        let sql = "UPDATE action SET words = :words, owner = :owner
                    WHERE id = :id AND (words, owner) IS NOT (:words, :owner)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! { ":id": id, ":words": words.trim(), ":owner": owner })?;
        Ok(())
    }

    /// Moves an action's target date, or sets the first one. The dates before it stay for ever.
    /// Returns the row of the new one.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is the date in force already; [`Error::Refused`] when it would be
    /// set before the one in force was, or before the recommendation was made.
    pub fn reschedule(&self, action_id: i64, new: &NewTarget) -> Result<i64> {
        let action = self.action(action_id)?;
        let Some(current) = action.current_target() else {
            return self.write_target(&action, new, None);
        };
        if current.due.is_same_day(&new.due) {
            return Err(Error::Conflict(format!(
                "the target of {} is {} already",
                action.reference,
                current.due.quoted()
            )));
        }
        if new.set_on.is_surely_before(current.set_on) {
            return Err(Error::Refused(format!(
                "the target date of {} was last set on {}; it cannot be moved on {}, before that",
                action.reference, current.set_on, new.set_on
            )));
        }
        self.write_target(&action, new, Some(new.reason))
    }

    /// Writes a target; the first one has no reason.
    fn write_target(
        &self,
        action: &Action,
        new: &NewTarget,
        reason: Option<SlipReason>,
    ) -> Result<i64> {
        let NewTarget {
            due,
            set_on,
            reason: _,
            note,
            asked_by,
        } = new;
        self.refuse_before_what_it_answers(action.of, "promised", *set_on)?;
        let id = self.next_id("target")?;
        let words = match due {
            Due::On(_) => None,
            Due::Words(words) => Some(words),
        };
        let sql =
            "INSERT INTO target (id, action_id, set_on, due_on, words, reason, note, asked_by)
                   VALUES (:id, :action_id, :set_on, :due_on, :words, :reason, :note, :asked_by)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":action_id": action.id, ":set_on": set_on, ":due_on": due.date(), ":words": words,
            ":reason": reason, ":note": note, ":asked_by": asked_by,
        })?;
        Ok(id)
    }

    /// Records what an owner says of an action. Returns its row.
    ///
    /// # Errors
    /// [`Error::Refused`] when the action was discontinued before, when it would be discontinued
    /// before what was said last, or when it is older than the recommendation.
    pub fn update_action(&self, action_id: i64, new: &NewUpdate) -> Result<i64> {
        let NewUpdate {
            said_on,
            state,
            note,
        } = new;
        self.refuse_an_unfit_update(action_id, new)?;
        let id = self.next_id("action_update")?;
        let sql = "INSERT INTO action_update (id, action_id, said_on, state, note)
                   VALUES (:id, :action_id, :said_on, :state, :note)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":action_id": action_id, ":said_on": said_on, ":state": state, ":note": note,
        })?;
        Ok(id)
    }
}

/// What is discontinued is not spoken of again.
fn refuse_after_the_end(action: &Action, new: &NewUpdate) -> Result<()> {
    let Some(newest) = action.newest_update() else {
        return Ok(());
    };
    if newest.state == ActionState::Discontinued {
        return Err(Error::Refused(format!(
            "{} was discontinued on {}; add a new action with `annexe action add`, or take that back with `annexe undo '#u{}'`",
            action.reference, newest.said_on, newest.id
        )));
    }
    if new.state == ActionState::Discontinued && new.said_on.last_day() < newest.said_on.last_day()
    {
        return Err(Error::Refused(format!(
            "the owner said on {} that {} is {}; it cannot have been discontinued on {}, before that",
            newest.said_on, action.reference, newest.state, new.said_on
        )));
    }
    Ok(())
}
