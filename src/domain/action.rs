//! One step of an action plan: what is to be done, by whom, by when, and what its owner says of it.

use std::fmt;
use std::str::FromStr;

/// What an owner says of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActionState {
    /// Not started
    NotStarted,
    /// In progress
    InProgress,
    /// Completed
    Completed,
    /// Discontinued
    Discontinued,
}

impl ActionState {
    /// Every state.
    pub const ALL: [ActionState; 4] = [
        ActionState::NotStarted,
        ActionState::InProgress,
        ActionState::Completed,
        ActionState::Discontinued,
    ];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            ActionState::NotStarted => "not started",
            ActionState::InProgress => "in progress",
            ActionState::Completed => "completed",
            ActionState::Discontinued => "discontinued",
        }
    }

    /// Tells whether nothing more is to be done: completed or discontinued.
    pub fn is_ended(self) -> bool {
        matches!(self, ActionState::Completed | ActionState::Discontinued)
    }
}

impl fmt::Display for ActionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no state of an action.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a state; write not-started, in-progress, completed or discontinued")]
pub struct NotAState(String);

impl FromStr for ActionState {
    type Err = NotAState;

    fn from_str(text: &str) -> Result<Self, NotAState> {
        let folded = text.trim().to_lowercase().replace(['-', '_'], " ");
        ActionState::ALL
            .into_iter()
            .find(|state| state.words() == folded)
            .ok_or_else(|| NotAState(text.trim().to_owned()))
    }
}
