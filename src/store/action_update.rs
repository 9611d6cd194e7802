//! Updates: what owners say of their actions.

use rusqlite::{Row, named_params};

use super::{Change, Store};
use crate::domain::action::{Action, ActionState, NewUpdate, Update};
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
    })
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
