//! What came to be outstanding between two days, and what ceased to be (rule 15).
//!
//! opening + came − left = closing, whatever lies between: each recommendation that stands on one
//! side only has exactly one reason.

use std::collections::BTreeMap;

use super::partial_date::PartialDate;
use super::standing::State;

/// How one recommendation stood on one side of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It was not in the register, or not published yet
    Unknown,
    /// It stood under a body that the question does not take in
    Elsewhere,
    /// The question takes the body in, and its filters leave the recommendation out
    LeftOut,
    /// It is taken in, and this is what it came to
    In(State),
}

impl Side {
    /// Tells whether it counts as outstanding.
    pub fn is_outstanding(self) -> bool {
        self == Side::In(State::Outstanding)
    }
}

/// Why a recommendation is outstanding that was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Came {
    /// Published since
    New,
    /// Published before, and recorded since
    RecordedLate,
    /// Taken over from another body
    TakenOver,
    /// Its addressee, or the place of the unit, was corrected
    Readdressed,
    /// Settled or closed before
    Reopened,
    /// The plan item that carried it was withdrawn
    NoLongerCarried,
    /// The filters did not list it before
    Listed,
}

impl Came {
    /// Every reason, in the order in which a balance adds them.
    pub const ALL: [Came; 7] = [
        Came::New,
        Came::RecordedLate,
        Came::TakenOver,
        Came::Readdressed,
        Came::Reopened,
        Came::NoLongerCarried,
        Came::Listed,
    ];

    /// Tells whether it is a term of rule 15. The others arise only where a filter may change its
    /// mind, or where two states of the register are compared.
    pub fn is_usual(self) -> bool {
        match self {
            Came::New | Came::TakenOver | Came::Reopened | Came::NoLongerCarried => true,
            Came::RecordedLate | Came::Readdressed | Came::Listed => false,
        }
    }
}

/// Why a recommendation is not outstanding that was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Left {
    /// Graded as sufficient
    Settled,
    /// No longer pursued
    Closed,
    /// A plan item restates it
    Carried,
    /// Another body took it over
    HandedOver,
    /// Its record was taken back
    TakenBack,
    /// The filters list it no longer
    Unlisted,
}

impl Left {
    /// Every reason, in the order in which a balance takes them off.
    pub const ALL: [Left; 6] = [
        Left::Settled,
        Left::Closed,
        Left::HandedOver,
        Left::Carried,
        Left::TakenBack,
        Left::Unlisted,
    ];

    /// Tells whether it is a term of rule 15.
    pub fn is_usual(self) -> bool {
        match self {
            Left::Settled | Left::Closed | Left::HandedOver | Left::Carried => true,
            Left::TakenBack | Left::Unlisted => false,
        }
    }
}

/// What became of a recommendation between two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Outstanding on both
    Stayed,
    /// Outstanding on the second only
    Came(Came),
    /// Outstanding on the first only
    Left(Left),
}

/// How many recommendations came and left between two days, each by its one reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    stayed: usize,
    came: BTreeMap<Came, usize>,
    left: BTreeMap<Left, usize>,
}

impl Tally {
    /// Counts one recommendation.
    pub fn add(&mut self, moved: Movement) {
        match moved {
            Movement::Stayed => self.stayed += 1,
            Movement::Came(why) => *self.came.entry(why).or_default() += 1,
            Movement::Left(why) => *self.left.entry(why).or_default() += 1,
        }
    }

    /// Returns how many came for a reason.
    pub fn came(&self, why: Came) -> usize {
        self.came.get(&why).copied().unwrap_or(0)
    }

    /// Returns how many left for a reason.
    pub fn left(&self, why: Left) -> usize {
        self.left.get(&why).copied().unwrap_or(0)
    }

    /// Returns how many came, whatever the reason.
    pub fn all_came(&self) -> usize {
        self.came.values().sum()
    }

    /// Returns how many left, whatever the reason.
    pub fn all_left(&self) -> usize {
        self.left.values().sum()
    }

    /// Returns how many were outstanding on the first day.
    pub fn opening(&self) -> usize {
        self.stayed + self.all_left()
    }

    /// Returns how many were outstanding on the second day.
    pub fn closing(&self) -> usize {
        self.stayed + self.all_came()
    }
}

/// Compares how a recommendation stood on two sides; nothing where it was outstanding on neither.
/// `published` tells what is new from what was recorded late, `then` being the first day.
pub fn movement(
    before: Side,
    after: Side,
    published: PartialDate,
    then: chrono::NaiveDate,
) -> Option<Movement> {
    match (before.is_outstanding(), after.is_outstanding()) {
        (true, true) => Some(Movement::Stayed),
        (false, true) => Some(Movement::Came(came(before, published, then))),
        (true, false) => Some(Movement::Left(left(after))),
        (false, false) => None,
    }
}

fn came(before: Side, published: PartialDate, then: chrono::NaiveDate) -> Came {
    match before {
        Side::Unknown if published.last_day() > then => Came::New,
        Side::Unknown => Came::RecordedLate,
        Side::Elsewhere => Came::TakenOver,
        Side::LeftOut => Came::Listed,
        Side::In(State::Carried) => Came::NoLongerCarried,
        Side::In(State::Sufficient | State::Closed | State::Outstanding) => Came::Reopened,
    }
}

fn left(after: Side) -> Left {
    match after {
        Side::Unknown => Left::TakenBack,
        Side::Elsewhere => Left::HandedOver,
        Side::LeftOut => Left::Unlisted,
        Side::In(State::Carried) => Left::Carried,
        Side::In(State::Closed) => Left::Closed,
        Side::In(State::Sufficient | State::Outstanding) => Left::Settled,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 4] = [
        State::Outstanding,
        State::Sufficient,
        State::Closed,
        State::Carried,
    ];

    fn sides() -> Vec<Side> {
        let mut sides = vec![Side::Unknown, Side::Elsewhere, Side::LeftOut];
        sides.extend(STATES.map(Side::In));
        sides
    }

    fn between(before: Side, after: Side) -> Option<Movement> {
        let (published, then) = ("2022-05".parse().unwrap(), "2026-09-04".parse().unwrap());
        movement(before, after, published, then)
    }

    #[test]
    fn opening_and_what_came_less_what_left_is_closing() {
        let (mut opening, mut closing, mut tally) = (0, 0, Tally::default());
        for before in sides() {
            for after in sides() {
                opening += usize::from(before.is_outstanding());
                closing += usize::from(after.is_outstanding());
                between(before, after)
                    .into_iter()
                    .for_each(|moved| tally.add(moved));
            }
        }
        assert_eq!((tally.opening(), tally.closing()), (opening, closing));
        let came: usize = Came::ALL.map(|why| tally.came(why)).iter().sum();
        let left: usize = Left::ALL.map(|why| tally.left(why)).iter().sum();
        assert_eq!(opening + came - left, closing);
    }

    #[test]
    fn what_was_published_before_and_not_recorded_is_late_and_not_new() {
        let then = "2026-09-04".parse().unwrap();
        let outstanding = Side::In(State::Outstanding);
        for (published, why) in [
            ("2026-09-04", Came::RecordedLate),
            ("2026-09", Came::New),
            ("2026-10-01", Came::New),
        ] {
            let published = published.parse().unwrap();
            let moved = movement(Side::Unknown, outstanding, published, then);
            assert_eq!(moved, Some(Movement::Came(why)), "{published}");
        }
    }

    #[test]
    fn each_side_has_its_reason() {
        let outstanding = Side::In(State::Outstanding);
        let came = |before| between(before, outstanding);
        let left = |after| between(outstanding, after);
        assert_eq!(came(Side::Elsewhere), Some(Movement::Came(Came::TakenOver)));
        assert_eq!(
            came(Side::In(State::Closed)),
            Some(Movement::Came(Came::Reopened))
        );
        assert_eq!(
            came(Side::In(State::Carried)),
            Some(Movement::Came(Came::NoLongerCarried))
        );
        assert_eq!(
            left(Side::In(State::Sufficient)),
            Some(Movement::Left(Left::Settled))
        );
        assert_eq!(
            left(Side::In(State::Closed)),
            Some(Movement::Left(Left::Closed))
        );
        assert_eq!(
            left(Side::In(State::Carried)),
            Some(Movement::Left(Left::Carried))
        );
        assert_eq!(
            left(Side::Elsewhere),
            Some(Movement::Left(Left::HandedOver))
        );
        assert_eq!(left(Side::Unknown), Some(Movement::Left(Left::TakenBack)));
        assert_eq!(between(Side::In(State::Closed), Side::Unknown), None);
    }
}
