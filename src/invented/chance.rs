//! Chance that is the same for the same seed, on every machine and in every version.

use chrono::{Days, NaiveDate};

/// A stream of numbers that look random (SplitMix64).
///
/// It is our own: a crate may change its numbers with a version, and a register that is measured
/// today is to be made again next year. Nothing here is secret, so it need not be unguessable.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
}

impl Chance {
    /// Returns the stream of a number under a seed: what is drawn for one thing changes nothing for
    /// the next.
    pub fn of(seed: u64, stream: u64) -> Chance {
        let mut chance = Chance { state: seed };
        chance.state = chance.next() ^ stream.wrapping_mul(0xd134_2543_de82_ef95);
        chance
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below another, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        // The high half of the product: without the bias towards low numbers that a remainder has.
        ((u128::from(self.next()) * end.max(1) as u128) >> 64) as usize
    }

    /// Returns a number between two, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below((most - least + 1).max(1) as usize) as i64
    }

    /// Tells whether something happens that happens in so many of a hundred cases.
    pub fn percent(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// Returns the place of a weight, the greater ones more often.
    pub fn weighed(&mut self, weights: &[usize]) -> usize {
        let mut drawn = self.below(weights.iter().sum());
        for (place, weight) in weights.iter().enumerate() {
            match drawn.checked_sub(*weight) {
                Some(rest) => drawn = rest,
                None => return place,
            }
        }
        0
    }

    /// Returns a day so many days after another, the number drawn between two.
    pub fn days_after(&mut self, day: NaiveDate, least: i64, most: i64) -> NaiveDate {
        after(day, self.between(least, most))
    }
}

/// Returns the day so many days after another, or before it.
pub fn after(day: NaiveDate, days: i64) -> NaiveDate {
    let length = Days::new(days.unsigned_abs());
    let moved = if days < 0 {
        day.checked_sub_days(length)
    } else {
        day.checked_add_days(length)
    };
    moved.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_seed_never_change() {
        let mut chance = Chance::of(7, 1);
        let drawn: Vec<usize> = (0..6).map(|_| chance.below(1000)).collect();
        assert_eq!(drawn, EXPECTED);
        let mut again = Chance::of(7, 1);
        assert_eq!(again.below(1000), drawn[0]);
        assert_ne!(Chance::of(7, 2).next(), Chance::of(7, 1).next());
    }

    const EXPECTED: [usize; 6] = [416, 534, 579, 442, 991, 810];

    #[test]
    fn what_is_drawn_lies_within_its_bounds() {
        let mut chance = Chance::of(1, 1);
        for _ in 0..1000 {
            assert!((3..=5).contains(&chance.between(3, 5)));
            assert!(chance.weighed(&[0, 2, 3]) > 0);
        }
    }
}
