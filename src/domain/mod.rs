//! The words of the field and their rules: no SQL, no terminal, no clock.

pub mod body;
pub mod draft;
pub mod inspection;
pub mod partial_date;
pub mod progress;
