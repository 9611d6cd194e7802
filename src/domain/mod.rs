//! The words of the field and their rules: no SQL, no terminal, no clock.

pub mod body;
pub mod code;
pub mod draft;
pub mod inspection;
mod joint;
pub mod kind_word;
pub mod name;
pub mod naming;
pub mod partial_date;
pub mod progress;
pub mod reference;
pub mod resolution;

#[cfg(test)]
mod sample;
