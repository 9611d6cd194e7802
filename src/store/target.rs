//! Target dates: the first, and every move of it.

use rusqlite::{Row, named_params};

use super::action_update::refuse_once_ended;
use super::recommendation::{
    LONGEST_ROLE, LONGEST_TEXT, cited, place_of, refuse_too_long, source_of,
};
use super::{Change, Store};
use crate::domain::action::Action;
use crate::domain::partial_date::PartialDate;
use crate::domain::target::{Due, NewTarget, SlipReason, Target};
use crate::error::{Error, Result};

/// The targets of some actions, in order.
pub(super) const TARGETS: &str = "
SELECT * FROM target WHERE action_id IN (SELECT value FROM json_each(:ids)) ORDER BY action_id, set_last, id";

pub(super) fn target(row: &Row<'_>) -> rusqlite::Result<Target> {
    let date: Option<PartialDate> = row.get("due_on")?;
    let words: Option<String> = row.get("words")?;
    Ok(Target {
        id: row.get("id")?,
        set_on: row.get("set_on")?,
        due: date.map_or_else(|| Due::Words(words.unwrap_or_default()), Due::On),
        reason: row.get("reason")?,
        note: row.get("note")?,
        asked_by: row.get("asked_by")?,
        cited: cited(row)?,
    })
}

impl Store {
    /// Refuses a target date that cannot be set, as [`Change::reschedule`] would.
    pub fn refuse_an_unfit_move(
        &self,
        action_id: i64,
        due: &Due,
        set_on: PartialDate,
    ) -> Result<()> {
        let action = self.action(action_id)?;
        self.refuse_before_what_it_answers(action.of, "promised", set_on)?;
        refuse_an_unfit_move(&action, due, set_on)
    }
}

/// Refuses a target date that an action cannot be given on a day.
pub(super) fn refuse_an_unfit_move(action: &Action, due: &Due, set_on: PartialDate) -> Result<()> {
    refuse_once_ended(action, "moved", set_on)?;
    let Some(current) = action.current_target() else {
        return Ok(());
    };
    if current.due.is_same_day(due) {
        return Err(Error::Conflict(format!(
            "the target of {} is {} already",
            action.reference,
            current.due.quoted()
        )));
    }
    if set_on.is_surely_before(current.set_on) {
        return Err(Error::Refused(format!(
            "the target date of {} was last set on {}; it cannot be moved on {set_on}, before that",
            action.reference, current.set_on
        )));
    }
    Ok(())
}

/// Refuses a target with texts that were pasted by mistake.
pub(super) fn refuse_unfit_texts(new: &NewTarget) -> Result<()> {
    refuse_too_long("the note", new.note.as_deref(), LONGEST_TEXT)?;
    refuse_too_long("who asked", new.asked_by.as_deref(), LONGEST_ROLE)?;
    match &new.due {
        Due::On(_) => Ok(()),
        Due::Words(words) => refuse_too_long("the target", Some(words), LONGEST_ROLE),
    }
}

impl Change<'_> {
    /// Moves an action's target date, or sets the first one. The dates before it stay for ever.
    /// Returns the row of the new one.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is the date in force already; [`Error::Refused`] when it would be
    /// set before the one in force was, before the recommendation was made, or after the action ended.
    pub fn reschedule(&self, action_id: i64, new: &NewTarget) -> Result<i64> {
        self.refuse_an_unfit_move(action_id, &new.due, new.set_on)?;
        let action = self.action(action_id)?;
        let is_first = action.current_target().is_none();
        let reason = Some(new.reason).filter(|_| !is_first);
        self.write_target(&action, new, reason)
    }

    /// Writes a target; the first one has no reason.
    pub(super) fn write_target(
        &self,
        action: &Action,
        new: &NewTarget,
        reason: Option<SlipReason>,
    ) -> Result<i64> {
        self.refuse_before_what_it_answers(action.of, "promised", new.set_on)?;
        refuse_unfit_texts(new)?;
        self.insert_target(action.id, new, reason)
    }

    /// Writes a target that was looked at before.
    pub(super) fn insert_target(
        &self,
        action_id: i64,
        new: &NewTarget,
        reason: Option<SlipReason>,
    ) -> Result<i64> {
        let NewTarget {
            due,
            set_on,
            reason: _,
            note,
            asked_by,
            cited,
        } = new;
        let id = self.next_id("target")?;
        let words = match due {
            Due::On(_) => None,
            Due::Words(words) => Some(words),
        };
        let sql = "INSERT INTO target (id, action_id, set_on, due_on, words, reason, note, asked_by, source_id, place)
                   VALUES (:id, :action_id, :set_on, :due_on, :words, :reason, :note, :asked_by, :source_id, :place)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":action_id": action_id, ":set_on": set_on, ":due_on": due.date(), ":words": words,
            ":reason": reason, ":note": note, ":asked_by": asked_by,
            ":source_id": source_of(cited), ":place": place_of(cited),
        })?;
        Ok(id)
    }
}
