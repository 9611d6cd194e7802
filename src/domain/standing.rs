//! How a recommendation stands on a day: the one place that judges (rules 3 to 5 and 8).
//!
//! Facts come in, up to the day and in order of date, then of entry; nothing here is
//! stored. What the service answered, what owners reported and what inspectors found stay
//! apart: no value of one is computed into another.

use chrono::NaiveDate;

use super::body::{Bodies, BodyId};
use super::closure::Decision;
use super::holdings::Holdings;
use super::inspection::InspectionKind;
use super::life::holds_for;
pub use super::life::{Answered, Carrier, Decided, Found, Life, Lives, Original};
use super::partial_date::PartialDate;
use super::progress::Progress;
use super::response::Answer;

/// One recommendation to one addressee, published up to the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The register's number of the recommendation
    pub recommendation_id: i64,
    /// Its reference: `west-kent-2022/11`
    pub reference: String,
    /// Word for word
    pub words: String,
    /// Whom it is addressed to
    pub addressee: BodyId,
    /// The code of the inspection that made it
    pub code: String,
    /// The inspected body; nothing for an inspection of no one body
    pub inspected: Option<BodyId>,
    /// What sort of publication it is; a plan restates recommendations
    pub kind: InspectionKind,
    /// When it was published
    pub published: PartialDate,
}

impl Item {
    /// Tells whether the publication is a plan that restates recommendations.
    pub fn is_plan(&self) -> bool {
        self.kind == InspectionKind::Plan
    }
}

/// What an item comes to on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not closed, not settled as sufficient, not carried by a plan
    Outstanding,
    /// Settled as sufficient
    Sufficient,
    /// No longer pursued
    Closed,
    /// Restated by a plan item, which stands in its place (rule 8)
    Carried,
}

impl State {
    /// Returns the word that reports print.
    pub fn word(self) -> &'static str {
        match self {
            State::Outstanding => "outstanding",
            State::Sufficient => "sufficient",
            State::Closed => "closed",
            State::Carried => "carried",
        }
    }
}

/// How an item stands on a day for one holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'l> {
    /// The body under which the item stands that day (rule 7)
    pub holder: BodyId,
    /// What it comes to
    pub state: State,
    /// The newest grade that settles it
    pub grade: Option<&'l Found>,
    /// The newest grade at each part, which settles nothing
    pub at_parts: Vec<&'l Found>,
    /// The closure in force
    pub closure: Option<&'l Decided>,
    /// Whether it was settled or closed before and is outstanding again
    pub reopened: bool,
    /// The newest answer
    pub response: Option<&'l Answered>,
    /// The plan item that carries it, whether or not it is settled
    pub carried_by: Option<&'l Carrier>,
    /// From when its age runs: its own publication, or the oldest that it restates
    pub since: PartialDate,
    /// Whether it may be older than that: a plan item whose originals are not linked
    pub since_at_least: bool,
}

impl Standing<'_> {
    /// Tells whether HMPPS answered that it does not agree.
    pub fn is_not_agreed(&self) -> bool {
        self.response
            .is_some_and(|response| response.answer == Answer::NotAgreed)
    }
}

/// Judges items: holds what every judgement needs.
pub struct Judge<'l> {
    /// All bodies with their successions
    pub bodies: &'l Bodies,
    /// The day
    pub day: NaiveDate,
    /// What is known of each recommendation up to the day
    pub lives: &'l Lives,
}

impl<'l> Judge<'l> {
    /// Returns how an item stands for one holder.
    pub fn standing(&self, item: &Item, holder: BodyId) -> Standing<'l> {
        self.sit().standing(item, holder)
    }

    /// Begins to judge many items of the day.
    pub fn sit(&self) -> Sitting<'l> {
        Sitting {
            holdings: Holdings::new(self.bodies, self.day),
            lives: self.lives,
        }
    }
}

/// The judging of many items: who holds what that day is worked out once.
pub struct Sitting<'l> {
    /// Who holds what on the day
    pub holdings: Holdings<'l>,
    lives: &'l Lives,
}

impl<'l> Sitting<'l> {
    /// Returns how an item stands for one holder.
    pub fn standing(&self, item: &Item, holder: BodyId) -> Standing<'l> {
        let life = self.lives.of(item.recommendation_id);
        let grades = self.all_settling(item, life, holder);
        let grade = grades.last().copied();
        let closure = closure_in_force(life, &grades);
        let carried_by = self.carrier(life, holder);
        let state = state(closure, grade, carried_by);
        let was_settled = !life.decisions.is_empty() || grades.iter().any(|f| is_sufficient(f));
        Standing {
            holder,
            state,
            grade,
            at_parts: self.at_parts(life, item.addressee, holder),
            closure,
            reopened: state == State::Outstanding && was_settled,
            response: newest_response(life, item.addressee),
            carried_by,
            since: since(item, life),
            since_at_least: item.is_plan()
                && life.originals.iter().all(|original| original.is_plan),
        }
    }

    /// Returns the grades that settle an item for a holder, its own and those of the plan items
    /// that carry it, by date, then by order of entry.
    fn all_settling(&self, item: &Item, life: &'l Life, holder: BodyId) -> Vec<&'l Found> {
        let mut grades = self.settling(life, item.addressee, holder);
        grades.extend(self.settling_through_carriers(life, holder, &mut Vec::new()));
        grades.sort_by_key(|found| (found.published.last_day(), found.finding_id));
        grades
    }

    /// Returns the grades that settle an item for a holder (rule 4), in order.
    fn settling(&self, life: &'l Life, addressee: BodyId, holder: BodyId) -> Vec<&'l Found> {
        graded(life, addressee)
            .filter(|found| self.settles(found, addressee, holder))
            .collect()
    }

    /// A grade settles when the inspected body is the addressee, one on the line of succession
    /// from it to the holder, or above one of these. An inspection of no one body stands above all.
    fn settles(&self, found: &Found, addressee: BodyId, holder: BodyId) -> bool {
        found
            .inspected
            .is_none_or(|at| self.holdings.settles(at, addressee, holder))
    }

    /// Returns the newest grade at each part, where it settles nothing.
    fn at_parts(&self, life: &'l Life, addressee: BodyId, holder: BodyId) -> Vec<&'l Found> {
        let mut newest: Vec<&Found> = Vec::new();
        for found in graded(life, addressee).filter(|found| !self.settles(found, addressee, holder))
        {
            newest.retain(|earlier| earlier.inspected != found.inspected);
            newest.push(found);
        }
        newest
    }

    /// What settles a plan item settles what it carries, up to the day on which it is withdrawn.
    /// A plan item may be carried by a later plan; `path` ends the walk should they form a circle.
    fn settling_through_carriers(
        &self,
        life: &'l Life,
        holder: BodyId,
        path: &mut Vec<i64>,
    ) -> Vec<&'l Found> {
        let mut grades = Vec::new();
        for carrier in life.carriers.iter().filter(|c| self.is_for(c, holder)) {
            if path.contains(&carrier.recommendation_id) {
                continue;
            }
            path.push(carrier.recommendation_id);
            let plan_life = self.lives.of(carrier.recommendation_id);
            let mut settling = self.settling_for_any(plan_life, &carrier.addressees, holder);
            settling.extend(self.settling_through_carriers(plan_life, holder, path));
            path.pop();
            let withdrawn = withdrawn_on(plan_life);
            settling.retain(|found| withdrawn.is_none_or(|day| found.published.last_day() < day));
            grades.extend(settling);
        }
        grades
    }

    fn settling_for_any(
        &self,
        life: &'l Life,
        addressees: &[BodyId],
        holder: BodyId,
    ) -> Vec<&'l Found> {
        let held = addressees.iter().filter(|&&to| self.is_held_by(to, holder));
        held.flat_map(|&to| self.settling(life, to, holder))
            .collect()
    }

    /// Returns the plan item that carries a recommendation for a holder and has not been withdrawn.
    fn carrier(&self, life: &'l Life, holder: BodyId) -> Option<&'l Carrier> {
        life.carriers.iter().find(|carrier| {
            self.is_for(carrier, holder)
                && withdrawn_on(self.lives.of(carrier.recommendation_id)).is_none()
        })
    }

    /// Tells whether a plan item is addressed to a holder, or to a predecessor of it.
    fn is_for(&self, carrier: &Carrier, holder: BodyId) -> bool {
        carrier
            .addressees
            .iter()
            .any(|&to| self.is_held_by(to, holder))
    }

    fn is_held_by(&self, addressee: BodyId, holder: BodyId) -> bool {
        self.holdings.holders(addressee).contains(&holder)
    }
}

fn state(closure: Option<&Decided>, grade: Option<&Found>, carried_by: Option<&Carrier>) -> State {
    if closure.is_some() {
        State::Closed
    } else if grade.is_some_and(is_sufficient) {
        State::Sufficient
    } else if carried_by.is_some() {
        State::Carried
    } else {
        State::Outstanding
    }
}

fn is_sufficient(found: &Found) -> bool {
    found.progress == Progress::Sufficient
}

/// Returns the newest closure, unless a later settling none or some reopened what it closed;
/// on the same day the closure stands (rule 5).
fn closure_in_force<'l>(life: &'l Life, grades: &[&Found]) -> Option<&'l Decided> {
    let newest = life.decisions.last()?;
    let closed_on = newest.on.last_day();
    let reopens = |found: &&Found| !is_sufficient(found) && found.published.last_day() > closed_on;
    (newest.decision != Decision::Reopened && !grades.iter().any(reopens)).then_some(newest)
}

fn newest_response(life: &Life, addressee: BodyId) -> Option<&Answered> {
    life.responses
        .iter()
        .rfind(|answered| holds_for(answered.only_for, addressee))
}

fn graded(life: &Life, addressee: BodyId) -> impl Iterator<Item = &Found> {
    life.findings
        .iter()
        .filter(move |found| found.progress.is_grade() && found.is_for(addressee))
}

fn withdrawn_on(life: &Life) -> Option<NaiveDate> {
    let newest = life.decisions.last()?;
    (newest.decision == Decision::Withdrawn).then(|| newest.on.last_day())
}

/// Returns from when an item's age runs: a plan item's from the oldest that it restates (rule 8).
fn since(item: &Item, life: &Life) -> PartialDate {
    let originals = life.originals.iter().filter(|_| item.is_plan());
    originals
        .map(|original| original.published)
        .chain([item.published])
        .min_by_key(|date| date.last_day())
        .expect("its own date is among them")
}
