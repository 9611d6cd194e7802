//! Updates: what owners say of their actions.

use rusqlite::{Row, named_params};

use super::recommendation::{LONGEST_TEXT, cited, place_of, refuse_too_long, source_of};
use super::{Change, Store};
use crate::domain::action::{Action, ActionState, NewUpdate, Update};
use crate::domain::amendment::Difference;
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};

/// The updates of some actions, in order.
pub(super) const UPDATES: &str = "
SELECT * FROM action_update WHERE action_id IN (SELECT value FROM json_each(:ids)) ORDER BY action_id, said_last, id";

pub(super) fn update(row: &Row<'_>) -> rusqlite::Result<Update> {
    Ok(Update {
        id: row.get("id")?,
        said_on: row.get("said_on")?,
        state: row.get("state")?,
        note: row.get("note")?,
        cited: cited(row)?,
    })
}

/// What is to be corrected of an update; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateEdit {
    /// On which date it was said
    pub said_on: Option<PartialDate>,
    /// What the owner says
    pub state: Option<ActionState>,
    /// What was said beside it; empty takes it away
    pub note: Option<String>,
}

impl Store {
    /// Refuses what an owner cannot say of an action, as [`Change::update_action`] would.
    pub fn refuse_an_unfit_update(&self, action_id: i64, new: &NewUpdate) -> Result<()> {
        let action = self.action(action_id)?;
        refuse_after_the_end(&action, new)?;
        self.refuse_before_what_it_answers(action.of, "reported", new.said_on)
    }
}

impl Change<'_> {
    /// Records what an owner says of an action. Returns its row.
    ///
    /// # Errors
    /// [`Error::Refused`] when the action was discontinued before, when it would be discontinued
    /// before what was said last, or when it is older than the recommendation.
    pub fn update_action(&self, action_id: i64, new: &NewUpdate) -> Result<i64> {
        self.refuse_an_unfit_update(action_id, new)?;
        refuse_unfit_texts(new)?;
        self.insert_update(action_id, new)
    }

    /// Writes an update that was looked at before.
    pub(super) fn insert_update(&self, action_id: i64, new: &NewUpdate) -> Result<i64> {
        let NewUpdate {
            said_on,
            state,
            note,
            cited,
        } = new;
        let id = self.next_id("action_update")?;
        let sql =
            "INSERT INTO action_update (id, action_id, said_on, state, note, source_id, place)
                   VALUES (:id, :action_id, :said_on, :state, :note, :source_id, :place)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":action_id": action_id, ":said_on": said_on, ":state": state, ":note": note,
            ":source_id": source_of(cited), ":place": place_of(cited),
        })?;
        Ok(id)
    }

    /// Corrects an update. It is read anew: what another program changed meanwhile stays.
    ///
    /// # Errors
    /// [`Error::Refused`] when it would be older than the recommendation, or something would be
    /// said after the action was discontinued.
    pub fn amend_update(
        &self,
        action_id: i64,
        update_id: i64,
        edit: &UpdateEdit,
    ) -> Result<Vec<Difference>> {
        let UpdateEdit {
            said_on,
            state,
            note,
        } = edit;
        let before = self.action(action_id)?;
        if let Some(said_on) = said_on {
            self.refuse_before_what_it_answers(before.of, "reported", *said_on)?;
        }
        let note = note.as_deref().map(str::trim);
        refuse_too_long("the note", note, LONGEST_TEXT)?;
        let sql = "UPDATE action_update
                      SET said_on = coalesce(:said_on, said_on), state = coalesce(:state, state),
                          note = nullif(coalesce(:note, note), '')
                    WHERE id = :id
                      AND (said_on, state, note) IS NOT
                          (coalesce(:said_on, said_on), coalesce(:state, state), nullif(coalesce(:note, note), ''))";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": update_id, ":said_on": said_on, ":state": state, ":note": note,
            })?;
        let after = self.action(action_id)?;
        refuse_an_end_before_the_last(&after)?;
        let of = |action: Action| action.updates.into_iter().find(|own| own.id == update_id);
        Ok(differences(of(before), of(after)))
    }
}

fn differences(before: Option<Update>, after: Option<Update>) -> Vec<Difference> {
    let Some((before, after)) = before.zip(after) else {
        return Vec::new();
    };
    let (from, to) = (before.note.as_deref(), after.note.as_deref());
    let differences = [
        Difference::between("state", Some(before.state), Some(after.state)),
        Difference::between("date", Some(before.said_on), Some(after.said_on)),
        Difference::between_texts("note", from, to),
    ];
    differences.into_iter().flatten().collect()
}

/// Refuses what an amendment would bring about: something that was said after the end.
fn refuse_an_end_before_the_last(action: &Action) -> Result<()> {
    let earlier = action.updates.split_last().map_or(&[][..], |(_, all)| all);
    match earlier
        .iter()
        .find(|update| update.state == ActionState::Discontinued)
    {
        None => Ok(()),
        Some(end) => Err(Error::Refused(format!(
            "something would have been said of {} after it was discontinued on {} (#u{})",
            action.reference, end.said_on, end.id
        ))),
    }
}

/// Refuses what is done of an action after it was completed or discontinued.
pub(super) fn refuse_once_ended(action: &Action, done: &str, on: PartialDate) -> Result<()> {
    let Some(end) = action.ended_by(on) else {
        return Ok(());
    };
    let reference = &action.reference;
    let way_out = match end.state {
        ActionState::Discontinued => "add a new action with `annexe action add`".to_owned(),
        _ => format!("first `annexe action update {reference} --state in-progress`"),
    };
    Err(Error::Refused(format!(
        "{reference} was {} on {}; it is not {done} after that: {way_out}",
        end.state, end.said_on
    )))
}

/// Refuses a note that was pasted by mistake.
pub(super) fn refuse_unfit_texts(new: &NewUpdate) -> Result<()> {
    refuse_too_long("the note", new.note.as_deref(), LONGEST_TEXT)
}

/// What is discontinued is not spoken of again.
pub(super) fn refuse_after_the_end(action: &Action, new: &NewUpdate) -> Result<()> {
    let Some(newest) = action.newest_update() else {
        return Ok(());
    };
    if newest.state == ActionState::Discontinued {
        return Err(Error::Refused(format!(
            "{} was discontinued on {}; add a new action with `annexe action add`, or take that back with `annexe undo u{}`",
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
