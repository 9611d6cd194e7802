//! The words of the field and their rules: no SQL, no terminal, no clock.

pub mod action;
pub mod amendment;
pub mod body;
pub mod body_kind;
mod called;
pub mod closure;
pub mod code;
pub mod draft;
pub mod escalation;
pub mod evidence;
pub mod finding;
pub mod head;
pub mod holdings;
pub mod inspection;
mod joint;
pub mod kind_word;
pub mod life;
pub mod likeness;
pub mod link;
pub mod movement;
pub mod name;
pub mod naming;
pub mod partial_date;
pub mod plan_draft;
pub mod progress;
pub mod recommendation;
pub mod reference;
pub mod resolution;
pub mod response;
#[cfg(test)]
mod sample;
pub mod scope;
pub mod search;
pub mod standing;
pub mod target;
pub mod view;
pub mod words;
