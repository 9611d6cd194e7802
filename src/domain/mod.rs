//! The words of the field and their rules: no SQL, no terminal, no clock.

pub mod body;
pub mod code;
pub mod draft;
pub mod inspection;
pub mod name;
pub mod naming;
pub mod partial_date;
pub mod progress;
pub mod reference;

#[cfg(test)]
mod sample;
