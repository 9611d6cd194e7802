//! Pairs of recommendations that demand the same in other words, of other bodies and years: what a
//! search for repeats ought to find.

use std::collections::VecDeque;

use chrono::{Datelike, NaiveDate};

use super::demand::{Demand, Wording};
use crate::domain::body::BodyId;

/// Two recommendations that demand the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The reference of the earlier one
    pub first: String,
    /// The reference of the later one
    pub second: String,
}

/// What a recommendation demands, whatever its words: by chance others demand the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demanded {
    /// Its reference
    pub reference: String,
    /// The same for those that demand the same of the work with the same people
    pub demand: String,
}

/// One that waits for its second.
struct Waiting {
    reference: String,
    addressee: BodyId,
    on: NaiveDate,
    demand: (Demand, Wording),
}

/// The pairs that are planted, and those that wait.
pub struct Rewordings {
    wanted: usize,
    recommendations: usize,
    begun: usize,
    waiting: VecDeque<Waiting>,
    /// The pairs, in the order of their second
    pub pairs: Vec<Pair>,
    /// What each recommendation demands, where pairs are wanted
    pub demands: Vec<Demanded>,
}

/// Of all recommendations, the part in hundredths among which the first of each pair lies.
const EARLY: usize = 60;

impl Rewordings {
    /// Plans so many pairs among so many recommendations.
    pub fn planned(wanted: usize, recommendations: usize) -> Rewordings {
        Rewordings {
            wanted,
            recommendations,
            begun: 0,
            waiting: VecDeque::new(),
            pairs: Vec::new(),
            demands: Vec::new(),
        }
    }

    /// Returns a demand that was made of another body in an earlier year, to be reworded, and takes
    /// note of the pair.
    pub fn again(
        &mut self,
        reference: &str,
        addressee: BodyId,
        on: NaiveDate,
    ) -> Option<(Demand, Wording)> {
        let fits = |first: &Waiting| first.addressee != addressee && first.on.year() < on.year();
        let place = self.waiting.iter().take(20).position(fits)?;
        let first = self.waiting.remove(place)?;
        self.pairs.push(Pair {
            first: first.reference,
            second: reference.to_owned(),
        });
        Some((first.demand.0, first.demand.1.other()))
    }

    /// Takes note of what a recommendation demands.
    pub fn note(&mut self, reference: &str, demand: String) {
        if self.wanted > 0 {
            self.demands.push(Demanded {
                reference: reference.to_owned(),
                demand,
            });
        }
    }

    /// Lets a recommendation wait for its second, where it is its turn.
    pub fn offer(
        &mut self,
        made: usize,
        reference: &str,
        addressee: BodyId,
        on: NaiveDate,
        demand: &(Demand, Wording),
    ) {
        // The firsts are spread evenly over the early part.
        let early = (self.recommendations * EARLY / 100).max(1);
        if self.begun < self.wanted && made * self.wanted >= self.begun * early {
            self.begun += 1;
            self.waiting.push_back(Waiting {
                reference: reference.to_owned(),
                addressee,
                on,
                demand: demand.clone(),
            });
        }
    }
}
