//! What is likely a slip: it is asked about, no being offered; a script says with `--yes` that it is meant.

use annexe::domain::action::{Action, ActionOf};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::target::Due;
use annexe::error::Error;
use annexe::store::Store;
use anyhow::{Result, bail};

use crate::cli::message::message;
use crate::cli::prompt;
use crate::cli::session::Session;

/// Tells whether a target is meant that lies before the publication of what it answers, or before
/// the date on which it is set.
pub fn is_target_meant(
    session: &Session,
    store: &Store,
    of: ActionOf,
    due: &Due,
    set_on: PartialDate,
) -> Result<bool> {
    let Some(date) = due.date() else {
        return Ok(true);
    };
    let too_early = |than: &PartialDate| date.is_surely_before(*than);
    let published = super::published(store, of)?.filter(too_early);
    let set_on = Some(set_on).filter(too_early);
    let before = match (published, set_on) {
        (Some(published), _) => format!("the publication, {}", published.for_people()),
        (None, Some(set_on)) => {
            let day = set_on.for_people();
            format!("the date on which it is set, {day} (--on says when it was)")
        }
        (None, None) => return Ok(true),
    };
    let date = date.for_people();
    is_right(
        session,
        &format!("the target date {date} lies before {before}"),
    )
}

/// Tells whether it is meant that something was done of an action before that was planned.
pub fn is_order_meant(
    session: &Session,
    action: &Action,
    done: &str,
    on: PartialDate,
) -> Result<bool> {
    match before_its_plan(action, done, on) {
        Some(doubt) => is_right(session, &doubt),
        None => Ok(true),
    }
}

/// Says that something would have been done of an action before that was planned.
pub fn before_its_plan(action: &Action, done: &str, on: PartialDate) -> Option<String> {
    let planned_on = action
        .planned_on
        .filter(|planned| on.is_surely_before(*planned))?;
    let (planned_on, on) = (planned_on.for_people(), on.for_people());
    Some(format!(
        "{0} was planned on {planned_on}, and {done} on {on}, before that (`annexe amend {0} --on` says when it was planned)",
        action.reference
    ))
}

fn is_right(session: &Session, doubt: &str) -> Result<bool> {
    if session.yes {
        return Ok(true);
    }
    if !session.may_ask {
        bail!(Error::Refused(format!(
            "{doubt}; give --yes where it is right"
        )));
    }
    // A question that is longer than a line would be drawn twice.
    message(&format!("But {doubt}"));
    prompt::confirm_doubtful(session, "Is it right?")
}
