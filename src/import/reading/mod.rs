//! What lines say: those of a report, of an action plan, of a tracker's rows. Words are kept as
//! printed; what is unsure becomes a question or a note.

pub mod plan;
pub mod report;
pub mod tracker;

mod dates;
mod target;
