//! Finding texts by their words: what was asked for, and where a text holds it.
//!
//! Words are compared by their stems (`enquiries` finds `enquiry`), folded: capitals, accents and
//! quotes make no difference, and a hyphen parts words as a blank does.

mod query;
mod token;

pub use query::{NotAQuery, Query};
