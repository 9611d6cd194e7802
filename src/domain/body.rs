//! Organisations that are inspected or addressed, and the tree and successions they form.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use chrono::NaiveDate;

use super::naming::Called;

/// The register's number of a body.
pub type BodyId = i64;

/// What sort of organisation a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BodyKind {
    /// A government department
    Department,
    /// A national service
    National,
    /// A probation region
    Region,
    /// A Probation Delivery Unit
    Pdu,
    /// A Community Rehabilitation Company, 2014 to 2021
    Crc,
    /// A division of the National Probation Service, 2014 to 2021
    NpsDivision,
    /// A probation trust, before 2014
    Trust,
    /// All bodies of one kind, addressed together
    Group,
    /// Anything else
    Other,
}

impl BodyKind {
    /// Every kind, in the order in which prompts offer them.
    pub const ALL: [BodyKind; 9] = [
        BodyKind::Pdu,
        BodyKind::Region,
        BodyKind::National,
        BodyKind::Department,
        BodyKind::Crc,
        BodyKind::NpsDivision,
        BodyKind::Trust,
        BodyKind::Group,
        BodyKind::Other,
    ];

    /// Returns the word that is stored: `nps_division`.
    pub fn word(self) -> &'static str {
        match self {
            BodyKind::Department => "department",
            BodyKind::National => "national",
            BodyKind::Region => "region",
            BodyKind::Pdu => "pdu",
            BodyKind::Crc => "crc",
            BodyKind::NpsDivision => "nps_division",
            BodyKind::Trust => "trust",
            BodyKind::Group => "group",
            BodyKind::Other => "other",
        }
    }

    /// Returns the words for people: `NPS division`.
    pub fn for_people(self) -> &'static str {
        match self {
            BodyKind::Department => "department",
            BodyKind::National => "national service",
            BodyKind::Region => "region",
            BodyKind::Pdu => "PDU",
            BodyKind::Crc => "CRC",
            BodyKind::NpsDivision => "NPS division",
            BodyKind::Trust => "trust",
            BodyKind::Group => "group",
            BodyKind::Other => "other",
        }
    }
}

impl fmt::Display for BodyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is no kind of body.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a kind of unit or organisation; write one of pdu, region, national, department, crc, nps-division, trust, group, other"
)]
pub struct NotABodyKind(String);

impl FromStr for BodyKind {
    type Err = NotABodyKind;

    fn from_str(text: &str) -> Result<Self, NotABodyKind> {
        let folded = text.trim().to_lowercase().replace([' ', '-'], "_");
        BodyKind::ALL
            .into_iter()
            .find(|kind| kind.word() == folded)
            .ok_or_else(|| NotABodyKind(text.trim().to_owned()))
    }
}

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
    /// The names as they are compared, folded when one is first asked for
    pub(super) called: OnceLock<Vec<Vec<Called>>>,
}

impl Bodies {
    /// Takes all bodies and successions of a register.
    pub fn new(list: Vec<Body>, successions: Vec<Succession>) -> Self {
        let places = list
            .iter()
            .enumerate()
            .map(|(place, body)| (body.id, place))
            .collect();
        let mut children: HashMap<BodyId, Vec<BodyId>> = HashMap::new();
        for body in &list {
            if let Some(parent) = body.parent_id {
                children.entry(parent).or_default().push(body.id);
            }
        }
        Bodies {
            list,
            successions,
            places,
            children,
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
        reach(id, |at| self.children(at).to_vec())
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
        let before = |at| {
            self.successions
                .iter()
                .filter(|s| s.successor_id == at)
                .map(|s| s.predecessor_id)
                .collect::<Vec<_>>()
        };
        let mut all = reach(id, before);
        all.remove(&id);
        all
    }

    /// Returns a body and all from whom it has taken over by a day, over any number of steps.
    pub fn taken_over(&self, id: BodyId, day: NaiveDate) -> BTreeSet<BodyId> {
        reach(id, |at| {
            self.successions
                .iter()
                .filter(|s| s.successor_id == at && s.took_over_on <= day)
                .map(|s| s.predecessor_id)
                .collect()
        })
    }

    /// Returns who has taken over from a body by a day, one step.
    pub fn successors(&self, id: BodyId, day: NaiveDate) -> Vec<BodyId> {
        self.successions
            .iter()
            .filter(|s| s.predecessor_id == id && s.took_over_on <= day)
            .map(|s| s.successor_id)
            .collect()
    }

    /// Returns the bodies under which an addressee's items stand on a day (rule 7): the
    /// successors that have taken over by then, over several steps, and the addressee itself
    /// while it lives or where nobody took over.
    pub fn holders(&self, addressee: BodyId, day: NaiveDate) -> BTreeSet<BodyId> {
        let line = reach(addressee, |at| self.successors(at, day));
        let holds =
            |at: &BodyId| self.successors(*at, day).is_empty() || self.get(*at).is_alive(day);
        let holders: BTreeSet<BodyId> = line.iter().copied().filter(holds).collect();
        if holders.is_empty() {
            BTreeSet::from([addressee])
        } else {
            holders
        }
    }

    /// Returns every body on a line of succession from an addressee to a holder, both included.
    pub fn line(&self, addressee: BodyId, holder: BodyId, day: NaiveDate) -> BTreeSet<BodyId> {
        let after = reach(addressee, |at| self.successors(at, day));
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

/// Returns all that is reached from one body over any number of steps, itself included.
fn reach(from: BodyId, next: impl Fn(BodyId) -> Vec<BodyId>) -> BTreeSet<BodyId> {
    let mut reached = BTreeSet::from([from]);
    let mut waiting = vec![from];
    while let Some(at) = waiting.pop() {
        waiting.extend(next(at).into_iter().filter(|&found| reached.insert(found)));
    }
    reached
}
