//! A register of inspection recommendations.
//!
//! Read in this order: [`domain`] has the words and the rules, [`document`] is what a
//! report says before it has a format, `store` keeps the facts and what each change
//! overwrote, `import` reads published reports into drafts, `report` asks the questions,
//! [`render`] writes the formats. `invented` makes registers up for benchmarks. The command line
//! stands on top and is not part of the library.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod document;
pub mod domain;
pub mod error;
pub mod import;
pub mod invented;
pub mod render;
pub mod report;
pub mod store;
