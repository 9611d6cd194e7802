//! Who holds what on a day, and whose inspections settle it there (rules 4 and 7).

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use chrono::NaiveDate;

use super::body::{Bodies, BodyId};

/// The holders of one day. What is asked of an addressee is worked out once: thousands of
/// items are addressed to one body.
pub struct Holdings<'b> {
    bodies: &'b Bodies,
    day: NaiveDate,
    holders: RefCell<HashMap<BodyId, Rc<BTreeSet<BodyId>>>>,
    settling: RefCell<HashMap<(BodyId, BodyId), BTreeSet<BodyId>>>,
}

impl<'b> Holdings<'b> {
    /// Takes the bodies and the day; works out nothing yet.
    pub fn new(bodies: &'b Bodies, day: NaiveDate) -> Self {
        Holdings {
            bodies,
            day,
            holders: RefCell::default(),
            settling: RefCell::default(),
        }
    }

    /// Returns the bodies under which an addressee's items stand.
    pub fn holders(&self, addressee: BodyId) -> Rc<BTreeSet<BodyId>> {
        let mut known = self.holders.borrow_mut();
        let work_out = || Rc::new(self.bodies.holders(addressee, self.day));
        Rc::clone(known.entry(addressee).or_insert_with(work_out))
    }

    /// Tells whether a grade from an inspection of a body settles what an addressee was asked,
    /// for a holder: the body is on the line of succession from one to the other, or above it.
    pub fn settles(&self, inspected: BodyId, addressee: BodyId, holder: BodyId) -> bool {
        let mut known = self.settling.borrow_mut();
        let settling = known
            .entry((addressee, holder))
            .or_insert_with(|| self.settling(addressee, holder));
        settling.contains(&inspected)
    }

    fn settling(&self, addressee: BodyId, holder: BodyId) -> BTreeSet<BodyId> {
        let line = self.bodies.line(addressee, holder, self.day);
        let above = line.iter().flat_map(|&at| self.bodies.above(at));
        above.chain(line.iter().copied()).collect()
    }
}
