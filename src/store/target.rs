//! Target dates: the first, and every move of it.

use rusqlite::{Row, named_params};

use super::action_update::refuse_once_ended;
use super::recommendation::{
    LONGEST_ROLE, LONGEST_TEXT, cited, place_of, refuse_too_long, source_of,
};
use super::{Change, Store};
use crate::domain::action::Action;
use crate::domain::amendment::Difference;
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

/// What is said afterwards of a date that was moved. What is `None` stays; the date itself is never changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TargetEdit {
    /// Why it was moved
    pub reason: Option<SlipReason>,
    /// What is said of it
    pub note: Option<String>,
    /// Who asked
    pub asked_by: Option<String>,
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

    /// Says why a date was moved, or corrects it; the dates themselves stay for ever.
    ///
    /// # Errors
    /// [`Error::Refused`] for the first target, which was not moved, and where a reason that is none of
    /// the others has no words.
    pub fn amend_target(
        &self,
        action_id: i64,
        target_id: i64,
        edit: &TargetEdit,
    ) -> Result<Vec<Difference>> {
        let before = self.target_of(action_id, target_id)?;
        if before.reason.is_none() && edit.reason.is_some() {
            return Err(Error::Refused(format!(
                "#t{target_id} is the first target date; only a date that was moved has a reason"
            )));
        }
        let TargetEdit {
            reason,
            note,
            asked_by,
        } = edit;
        let (note, asked_by) = (
            note.as_deref().map(str::trim),
            asked_by.as_deref().map(str::trim),
        );
        refuse_too_long("the note", note, LONGEST_TEXT)?;
        refuse_too_long("who asked", asked_by, LONGEST_ROLE)?;
        if *reason == Some(SlipReason::Other) && note.or(before.note.as_deref()).is_none() {
            return Err(Error::Refused(
                "another reason wants its words: give them with --note".to_owned(),
            ));
        }
        let sql = "UPDATE target
                      SET reason = coalesce(:reason, reason), note = nullif(coalesce(:note, note), ''),
                          asked_by = nullif(coalesce(:asked_by, asked_by), '')
                    WHERE id = :id
                      AND (reason, note, asked_by) IS NOT
                          (coalesce(:reason, reason), nullif(coalesce(:note, note), ''),
                           nullif(coalesce(:asked_by, asked_by), ''))";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": target_id, ":reason": reason, ":note": note, ":asked_by": asked_by,
            })?;
        let after = self.target_of(action_id, target_id)?;
        Ok(differences(&before, &after))
    }

    fn target_of(&self, action_id: i64, target_id: i64) -> Result<Target> {
        let targets = self.action(action_id)?.targets;
        let found = targets.into_iter().find(|own| own.id == target_id);
        found.ok_or_else(|| Error::Refused(format!("#t{target_id} is of another action")))
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

fn differences(before: &Target, after: &Target) -> Vec<Difference> {
    let texts = Difference::between_texts;
    let differences = [
        Difference::between("reason", before.reason, after.reason),
        texts("note", before.note.as_deref(), after.note.as_deref()),
        texts(
            "who asked",
            before.asked_by.as_deref(),
            after.asked_by.as_deref(),
        ),
    ];
    differences.into_iter().flatten().collect()
}
