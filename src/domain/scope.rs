//! Whose is it: which items a question about a body takes in, and under which heading (rules 6 and 7).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::body::{Bodies, BodyId, BodyKind};
use super::standing::{Item, Life, Standing};

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The body; nothing: the whole register
    pub body: Option<BodyId>,
    /// Only what is addressed to the body itself
    pub exact: bool,
}

/// The heading under which a standing is listed: the first that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Heading {
    /// Addressed to the body
    Own,
    /// Addressed to those below it
    Below,
    /// Inherited by the body, or those below it, from predecessors
    Inherited,
    /// Asked of a group to which they belonged
    AskedOfAll,
    /// Graded at an inspection of them or their predecessors
    GradedHere,
    /// Asked of bodies above, in reports about them or their predecessors
    AskedAbove,
}

impl Heading {
    /// Tells whether what stands under it counts in the totals.
    pub fn counts(self) -> bool {
        !matches!(self, Heading::GradedHere | Heading::AskedAbove)
    }
}

/// A question about a body on a day, worked out into sets of bodies.
#[derive(Clone, Debug)]
pub struct Scope {
    /// What was asked
    pub asked: Asked,
    /// The day
    pub day: NaiveDate,
    /// The body and what lies below it
    pub below: BTreeSet<BodyId>,
    /// Those and the predecessors of all of them, from the day of each succession
    pub about: BTreeSet<BodyId>,
    /// What lies above any of them, and the predecessors of that
    pub above: BTreeSet<BodyId>,
    /// Every addressee whose items can stand under the body or what lies below it
    pub held: BTreeSet<BodyId>,
}

impl Scope {
    /// Works out the sets for a question.
    pub fn new(bodies: &Bodies, asked: Asked, day: NaiveDate) -> Scope {
        let every = || {
            bodies
                .all()
                .iter()
                .map(|body| body.id)
                .collect::<BTreeSet<_>>()
        };
        let below = asked.body.map_or_else(every, |body| bodies.below(body));
        let taken_over = |body: BodyId| bodies.taken_over(body, day);
        let about: BTreeSet<BodyId> = below.iter().copied().flat_map(taken_over).collect();
        let above = about
            .iter()
            .flat_map(|&body| bodies.above(body))
            .flat_map(taken_over)
            .filter(|body| !below.contains(body))
            .collect();
        let is_held = |body: &BodyId| {
            below.contains(body)
                || bodies.get(*body).kind == BodyKind::Group
                || !bodies.holders(*body, day).is_disjoint(&below)
        };
        let held = bodies
            .all()
            .iter()
            .map(|body| body.id)
            .filter(is_held)
            .collect();
        Scope {
            asked,
            day,
            below,
            about,
            above,
            held,
        }
    }

    /// Returns the heading of a standing, or nothing where the question does not take it in.
    pub fn heading(
        &self,
        bodies: &Bodies,
        item: &Item,
        life: &Life,
        standing: &Standing<'_>,
    ) -> Option<Heading> {
        let Some(body) = self.asked.body else {
            return Some(heading_in_all(bodies, item, standing));
        };
        if item.addressee == body {
            return Some(Heading::Own);
        }
        if self.asked.exact {
            return None;
        }
        let ended = |id| bodies.get(id).has_ended(self.day);
        if self.below.contains(&item.addressee) && (!ended(item.addressee) || ended(body)) {
            Some(Heading::Below)
        } else if standing.holder != item.addressee && self.below.contains(&standing.holder) {
            Some(Heading::Inherited)
        } else if self.was_asked_of_all(bodies, item) {
            Some(Heading::AskedOfAll)
        } else if self.was_graded_here(item, life) {
            Some(Heading::GradedHere)
        } else if self.above.contains(&item.addressee)
            && item.inspected.is_some_and(|at| self.about.contains(&at))
        {
            Some(Heading::AskedAbove)
        } else {
            None
        }
    }

    /// Tells whether an inspection of any of them found something of the item, for this addressee.
    fn was_graded_here(&self, item: &Item, life: &Life) -> bool {
        life.findings.iter().any(|found| {
            found.is_for(item.addressee)
                && found.inspected.is_some_and(|at| self.about.contains(&at))
        })
    }

    /// Tells whether the addressee is a group to which any of them belonged at publication.
    fn was_asked_of_all(&self, bodies: &Bodies, item: &Item) -> bool {
        bodies.get(item.addressee).kind == BodyKind::Group
            && self
                .about
                .iter()
                .any(|&body| bodies.is_member(item.addressee, body, item.published.last_day()))
    }
}

/// Where no body is asked for, everything counts once.
fn heading_in_all(bodies: &Bodies, item: &Item, standing: &Standing<'_>) -> Heading {
    if bodies.get(item.addressee).kind == BodyKind::Group {
        Heading::AskedOfAll
    } else if standing.holder != item.addressee {
        Heading::Inherited
    } else {
        Heading::Own
    }
}
