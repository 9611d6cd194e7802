//! Typed links that a person makes between recommendations.

use std::fmt;
use std::str::FromStr;

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// The same demand made again
    Repeats,
    /// The same demand reworded in a plan
    Restates,
    /// It takes the place of the other
    Supersedes,
    /// It names the other
    RefersTo,
}

impl LinkKind {
    /// Every kind.
    pub const ALL: [LinkKind; 4] = [
        LinkKind::Repeats,
        LinkKind::Restates,
        LinkKind::Supersedes,
        LinkKind::RefersTo,
    ];

    /// Returns the words as stored and printed.
    pub fn words(self) -> &'static str {
        match self {
            LinkKind::Repeats => "repeats",
            LinkKind::Restates => "restates",
            LinkKind::Supersedes => "supersedes",
            LinkKind::RefersTo => "refers to",
        }
    }

    /// Returns the words as seen from the other end.
    pub fn passive(self) -> &'static str {
        match self {
            LinkKind::Repeats => "repeated by",
            LinkKind::Restates => "restated by",
            LinkKind::Supersedes => "superseded by",
            LinkKind::RefersTo => "referred to by",
        }
    }
}

impl fmt::Display for LinkKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// A word that is no link.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a link; write repeats, restates, supersedes or refers-to")]
pub struct NotALink(String);

impl FromStr for LinkKind {
    type Err = NotALink;

    fn from_str(text: &str) -> Result<Self, NotALink> {
        let folded = text.trim().to_lowercase().replace(['-', '_'], " ");
        LinkKind::ALL
            .into_iter()
            .find(|kind| kind.words() == folded)
            .ok_or_else(|| NotALink(text.trim().to_owned()))
    }
}

/// What a link points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// Another recommendation
    Recommendation(i64),
    /// An organisational alert
    Alert(i64),
}

/// A link to be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// The recommendation that repeats, restates, supersedes or refers
    pub from_id: i64,
    /// What it says
    pub kind: LinkKind,
    /// What it points at
    pub to: LinkEnd,
}

/// A link as the register has it, seen from one recommendation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The row, `7` of `#l7`
    pub id: i64,
    /// What it says
    pub kind: LinkKind,
    /// Whether the recommendation that was asked about is the one it points at
    pub incoming: bool,
    /// The reference at the other end
    pub other: String,
    /// The words at the other end
    pub words: String,
}
