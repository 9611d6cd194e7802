//! A name that a body is called by, folded once, and how well another name fits it.

use super::body_kind::BodyKind;
use super::name::{Folded, plain};

/// How well a name fits a body, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It is the body's name
    Name,
    /// It is an alias
    Alias,
    /// It folds to the name or an alias
    Folded,
    /// It does so without the word "PDU" or "region"
    WithoutKind,
}

/// One name of a body, in the two forms that names are compared by.
#[derive(Clone, Debug)]
pub(super) struct Called {
    pub(super) plain: String,
    pub(super) folded: Folded,
}

impl Called {
    pub(super) fn of(name: &str) -> Self {
        Called {
            plain: plain(name),
            folded: Folded::of(name),
        }
    }

    /// Returns how a name of a body of some kind is fitted by a name that is asked for.
    pub(super) fn fit(&self, kind: BodyKind, asked: &Folded) -> Option<Fit> {
        let own = &self.folded;
        // An alias without a kind word (`KSS`) may be written with the body's own: `KSS region`.
        let completed = own.kind.is_none() && asked.kind == Some(kind);
        let shortened = asked.kind.is_none()
            && own.kind == Some(kind)
            && matches!(kind, BodyKind::Pdu | BodyKind::Region);
        if own.is_same(asked) || completed && own.has_same_words(asked) {
            Some(Fit::Folded)
        } else if shortened && own.has_same_words(asked) {
            Some(Fit::WithoutKind)
        } else {
            None
        }
    }
}
