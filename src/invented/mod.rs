//! Registers that are made up, of any size, for benchmarks and tests.
//!
//! Bodies, reports, answers and findings are invented; they are written through the same
//! changes as everything else, so that history and hashes are real. The same seed makes the same
//! facts. Inspections are made up one after another in order of date, and only what a later one may
//! grade is remembered: memory does not grow with the register.

mod aftermath;
mod chance;
mod demand;
mod grading;
mod land;
mod making;
mod occasion;
mod places;
mod report;
mod rewording;
mod steps;
mod words;

use chrono::NaiveDate;

pub use making::earliest;
pub use rewording::{Demanded, Pair};

use crate::error::Result;
use crate::store::{Meta, Store};

/// The most recommendations that are made up.
pub const MOST: usize = 1_000_000;

/// About how many recommendations an inspection makes.
const USUAL: usize = 10;

/// In how many changes at least a large register is written, and how many inspections one change
/// writes at most: each change waits for the disk, and holds what it touched in memory.
const CHANGES: usize = 100;
const MOST_IN_ONE: usize = 40;

/// What is to be made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// How many recommendations in all
    pub recommendations: usize,
    /// What chance begins with
    pub seed: u64,
    /// The last day of which anything is known
    pub as_at: NaiveDate,
    /// How many pairs of reworded repeats
    pub rewordings: usize,
}

/// What was made up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invented {
    /// How many inspections
    pub inspections: usize,
    /// How many recommendations
    pub recommendations: usize,
    /// How many findings
    pub findings: usize,
    /// The pairs of reworded repeats, fewer than wanted where they do not fit
    pub pairs: Vec<Pair>,
    /// What each recommendation demands, where pairs were wanted
    pub demands: Vec<Demanded>,
}

/// Fills a new register with what is made up.
///
/// # Errors
/// Those of a change.
pub fn invent(store: &Store, meta: &Meta, wanted: &Wanted) -> Result<Invented> {
    let mut maker = making::Maker::settle(store, meta, wanted)?;
    let in_each = (wanted.recommendations / USUAL / CHANGES).clamp(1, MOST_IN_ONE);
    while maker.invented.recommendations < wanted.recommendations {
        maker.write_some(store, meta, in_each)?;
    }
    Ok(maker.invented())
}
