//! Organisations that are inspected or addressed, and the tree and successions they form.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::amendment::Difference;
pub use super::body_kind::{BodyKind, NotABodyKind};
use super::called::Called;

/// The register's number of a body.
pub type BodyId = i64;

/// One organisation as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The register's number
    pub id: BodyId,
    /// Its name in full
    pub name: String,
    /// What sort it is
    pub kind: BodyKind,
    /// For a group: the kind of its members
    pub member_kind: Option<BodyKind>,
    /// The body above it
    pub parent_id: Option<BodyId>,
    /// Its first day
    pub valid_from: Option<NaiveDate>,
    /// The first day on which it is no more
    pub valid_to: Option<NaiveDate>,
    /// Further names
    pub aliases: Vec<String>,
}

/// An organisation to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBody {
    /// Its name in full
    pub name: String,
    /// What sort it is
    pub kind: BodyKind,
    /// For a group: the kind of its members
    pub member_kind: Option<BodyKind>,
    /// The body above it
    pub parent_id: Option<BodyId>,
    /// Its first day
    pub valid_from: Option<NaiveDate>,
    /// The first day on which it is no more
    pub valid_to: Option<NaiveDate>,
    /// Further names
    pub aliases: Vec<String>,
}

/// One body taking over from another on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// Whose work was taken over
    pub predecessor_id: BodyId,
    /// Who took it over
    pub successor_id: BodyId,
    /// The first day of the successor
    pub took_over_on: NaiveDate,
    /// `merged`, `split`, `renamed` …
    pub note: Option<String>,
}

impl Body {
    /// Tells whether it exists on a day.
    pub fn is_alive(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && !self.has_ended(day)
    }

    /// Tells whether it is no more on a day.
    pub fn has_ended(&self, day: NaiveDate) -> bool {
        self.valid_to.is_some_and(|to| to <= day)
    }
}

/// All bodies of a register with the tree and the successions between them.
///
/// About 200 rows, read whole. Trees and successions are facts of public record and
/// may hold errors; every walk here ends even when they form a cycle.
#[derive(Clone, Debug, Default)]
pub struct Bodies {
    list: Vec<Body>,
    successions: Vec<Succession>,
    places: HashMap<BodyId, usize>,
    children: HashMap<BodyId, Vec<BodyId>>,
    /// Who took over from each body
    after: Side,
    /// From whom each body took over
    before: Side,
    /// The names as they are compared, folded when one is first asked for
    pub(super) called: OnceLock<Vec<Vec<Called>>>,
}

impl Bodies {
    /// Returns what a correction of a body changed, with the names of those above it.
    pub fn differences(&self, before: &Body, after: &Body) -> Vec<Difference> {
        let Body {
            id: _,
            name,
            kind,
            member_kind: _,
            parent_id,
            valid_from,
            valid_to,
            aliases: _,
        } = before;
        let above = |id: Option<BodyId>| id.map(|id| self.name(id));
        let differences = [
            Difference::between_texts("name", Some(name), Some(&after.name)),
            Difference::between("kind", Some(kind), Some(&after.kind)),
            Difference::between("parent", above(*parent_id), above(after.parent_id)),
            Difference::between("first day", *valid_from, after.valid_from),
            Difference::between("end", *valid_to, after.valid_to),
        ];
        differences.into_iter().flatten().collect()
    }

    /// Takes all bodies and successions of a register.
    pub fn new(list: Vec<Body>, successions: Vec<Succession>) -> Self {
        let places = list
            .iter()
            .enumerate()
            .map(|(place, body)| (body.id, place))
            .collect();
        let parents = list
            .iter()
            .filter_map(|body| Some((body.parent_id?, body.id)));
        let children = grouped(parents);
        let taken = successions.iter();
        let after = taken
            .clone()
            .map(|s| (s.predecessor_id, (s.successor_id, s.took_over_on)));
        let before = taken.map(|s| (s.successor_id, (s.predecessor_id, s.took_over_on)));
        let (after, before) = (grouped(after), grouped(before));
        Bodies {
            list,
            successions,
            places,
            children,
            after,
            before,
            called: OnceLock::new(),
        }
    }

    /// Returns every body, in the register's order.
    pub fn all(&self) -> &[Body] {
        &self.list
    }

    /// Returns every succession.
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    /// Returns the body of a number.
    ///
    /// # Panics
    /// When the number is not from this register: foreign keys keep that from happening.
    pub fn get(&self, id: BodyId) -> &Body {
        &self.list[self.places[&id]]
    }

    /// Tells whether a body is there.
    pub fn has(&self, id: BodyId) -> bool {
        self.places.contains_key(&id)
    }

    /// Returns the name of a body, or words for one that is gone from a register that was altered.
    pub fn name(&self, id: BodyId) -> &str {
        match self.places.get(&id) {
            Some(&place) => &self.list[place].name,
            None => "a unit that is missing",
        }
    }

    /// Returns the bodies right below one, in the register's order.
    pub fn children(&self, id: BodyId) -> &[BodyId] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns a body and all that lies below it.
    pub fn below(&self, id: BodyId) -> BTreeSet<BodyId> {
        reach(id, |at| self.children(at).iter().copied())
    }

    /// Returns what lies above a body, the nearest first, without itself.
    pub fn above(&self, id: BodyId) -> Vec<BodyId> {
        let mut above = Vec::new();
        let mut at = id;
        while let Some(parent) = self.get(at).parent_id {
            if parent == id || above.contains(&parent) {
                break;
            }
            above.push(parent);
            at = parent;
        }
        above
    }

    /// Returns the region of a body: itself, or the nearest region above it.
    pub fn region_of(&self, id: BodyId) -> Option<BodyId> {
        std::iter::once(id)
            .chain(self.above(id))
            .find(|&at| self.get(at).kind == BodyKind::Region)
    }

    /// Returns a body's predecessors over any number of steps, without itself.
    pub fn predecessors(&self, id: BodyId) -> BTreeSet<BodyId> {
        let mut all = self.taken_over(id, NaiveDate::MAX);
        all.remove(&id);
        all
    }

    /// Returns a body and all from whom it has taken over by a day, over any number of steps.
    pub fn taken_over(&self, id: BodyId, day: NaiveDate) -> BTreeSet<BodyId> {
        reach(id, |at| handed_over(&self.before, at, day))
    }

    /// Returns who has taken over from a body by a day, one step.
    pub fn successors(&self, id: BodyId, day: NaiveDate) -> Vec<BodyId> {
        handed_over(&self.after, id, day).collect()
    }

    /// Returns the oldest name under which a body went on a day: its only predecessor, of which it is
    /// the only successor, over any number of steps; itself where it was not merely renamed.
    pub fn oldest_name(&self, id: BodyId, day: NaiveDate) -> BodyId {
        let mut names = vec![id];
        let mut at = id;
        loop {
            let mut before = handed_over(&self.before, at, day);
            let (Some(only), None) = (before.next(), before.next()) else {
                return at;
            };
            if self.successors(only, NaiveDate::MAX).len() != 1 || names.contains(&only) {
                return at;
            }
            names.push(only);
            at = only;
        }
    }

    /// Returns the bodies under which an addressee's items stand on a day (rule 7): the
    /// successors that have taken over by then, over several steps, and the addressee itself
    /// while it lives or where nobody took over.
    pub fn holders(&self, addressee: BodyId, day: NaiveDate) -> BTreeSet<BodyId> {
        let line = reach(addressee, |at| handed_over(&self.after, at, day));
        let is_last = |at| handed_over(&self.after, at, day).next().is_none();
        let holds = |at: &BodyId| is_last(*at) || self.get(*at).is_alive(day);
        let holders: BTreeSet<BodyId> = line.iter().copied().filter(holds).collect();
        if holders.is_empty() {
            BTreeSet::from([addressee])
        } else {
            holders
        }
    }

    /// Returns every body on a line of succession from an addressee to a holder, both included.
    pub fn line(&self, addressee: BodyId, holder: BodyId, day: NaiveDate) -> BTreeSet<BodyId> {
        let after = reach(addressee, |at| handed_over(&self.after, at, day));
        after
            .intersection(&self.taken_over(holder, day))
            .copied()
            .chain([addressee, holder])
            .collect()
    }

    /// Tells whether a body is a member of a group on a day: of its kind, and alive.
    pub fn is_member(&self, group: BodyId, body: BodyId, day: NaiveDate) -> bool {
        let body = self.get(body);
        self.get(group).member_kind == Some(body.kind) && body.is_alive(day)
    }
}

/// One side of the successions: for a body, who stands on the other side, and from which day.
type Side = HashMap<BodyId, Vec<(BodyId, NaiveDate)>>;

/// Returns who stands on the other side of a body's successions that took place by a day.
fn handed_over(side: &Side, id: BodyId, day: NaiveDate) -> impl Iterator<Item = BodyId> {
    let others = side.get(&id).into_iter().flatten();
    others
        .filter(move |(_, on)| *on <= day)
        .map(|&(body, _)| body)
}

fn grouped<T>(pairs: impl Iterator<Item = (BodyId, T)>) -> HashMap<BodyId, Vec<T>> {
    let mut groups: HashMap<BodyId, Vec<T>> = HashMap::new();
    for (id, value) in pairs {
        groups.entry(id).or_default().push(value);
    }
    groups
}

/// Returns all that is reached from one body over any number of steps, itself included.
fn reach<I>(from: BodyId, next: impl Fn(BodyId) -> I) -> BTreeSet<BodyId>
where
    I: Iterator<Item = BodyId>,
{
    let mut reached = BTreeSet::from([from]);
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        waiting.extend(next(at).filter(|&found| reached.insert(found)));
    }
    reached
}
