//! Two days compared: what came to be outstanding, what ceased to be, and how (rule 15). The one
//! home of it, for the paper that says what changed since a meeting and for the movement.

mod moved;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

pub(super) use moved::{COLUMNS, Moved, came, if_recorded_since, left, row};

use super::Filter;
use super::listing::selection;
use crate::domain::body::BodyId;
use crate::domain::movement::{Came, Movement, Side, movement};
use crate::domain::scope::Asked;
use crate::domain::standing::State;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// How things stood at the end of the first day.
pub(super) struct Earlier {
    /// The register as it was known then; nothing: what is known now, up to that day
    rewound: Option<Store>,
    survey: Survey,
    /// A unit that was added since held nothing then; what it holds now stood elsewhere, or nowhere
    knew_body: bool,
}

impl Earlier {
    /// Returns how things stood on a day by what the register knows now.
    pub(super) fn by_dates(store: &Store, asked: Asked, day: NaiveDate) -> Result<Earlier> {
        Ok(Earlier {
            rewound: None,
            survey: store.survey(asked, day)?,
            knew_body: true,
        })
    }

    /// Returns how things stood on a day as the register knew it after a change.
    pub(super) fn as_known(
        store: &Store,
        asked: Asked,
        (day, change): (NaiveDate, i64),
    ) -> Result<Earlier> {
        let rewound = store.as_known_after(change)?;
        let bodies = rewound.bodies()?;
        let knew_body = asked.body.is_none_or(|body| bodies.has(body));
        let everything = Asked {
            body: None,
            exact: false,
        };
        let asked = if knew_body { asked } else { everything };
        let survey = rewound.survey(asked, day)?;
        Ok(Earlier {
            rewound: Some(rewound),
            survey,
            knew_body,
        })
    }

    /// Returns the lines of the day.
    pub(super) fn lines(&self, filter: &Filter) -> Lines<'_> {
        match self.knew_body {
            true => Lines::of(&self.survey, filter),
            false => Lines::default(),
        }
    }
}

/// The lines of one day.
#[derive(Default)]
pub(super) struct Lines<'s> {
    /// Those that the filter takes, in the order of a report
    pub(super) taken: Vec<Line<'s>>,
    /// All that the question about the body takes in
    all: Vec<Line<'s>>,
}

impl<'s> Lines<'s> {
    /// Returns the lines of a survey.
    pub(super) fn of(survey: &'s Survey, filter: &Filter) -> Lines<'s> {
        Lines {
            all: survey.lines(),
            ..Lines::taken(survey, filter)
        }
    }

    /// Returns only what the filter takes, where nothing is compared.
    pub(super) fn taken(survey: &'s Survey, filter: &Filter) -> Lines<'s> {
        Lines {
            taken: selection(survey, filter),
            all: Vec::new(),
        }
    }
}

/// One side of the comparison: a register on a day, with the lines that count, by recommendation.
pub(super) struct Held<'s> {
    /// What was read
    pub(super) survey: &'s Survey,
    /// Those that the filter takes
    taken: HashMap<i64, Vec<&'s Line<'s>>>,
    /// All of them
    all: HashMap<i64, Vec<&'s Line<'s>>>,
    /// What was in the register and published, among what only the other side holds
    published: HashSet<i64>,
}

impl<'s> Held<'s> {
    fn of(survey: &'s Survey, lines: &'s Lines<'s>) -> Held<'s> {
        Held {
            survey,
            taken: by_recommendation(&lines.taken),
            all: by_recommendation(&lines.all),
            published: HashSet::new(),
        }
    }

    /// Asks, in one go, what became of what only the other side holds.
    fn looked_up(self, store: &Store, other: &Held<'_>) -> Result<Held<'s>> {
        let is_missing = |id: &&i64| !self.all.contains_key(id);
        let missing: Vec<i64> = other.all.keys().filter(is_missing).copied().collect();
        let published = store.published_among(missing, self.survey.scope.day)?;
        Ok(Held { published, ..self })
    }

    /// Returns the lines of a recommendation that the filter takes.
    fn taken(&self, id: i64) -> &[&'s Line<'s>] {
        self.taken.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Returns all lines of a recommendation that count.
    pub(super) fn all(&self, id: i64) -> &[&'s Line<'s>] {
        self.all.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Tells how a recommendation stood, as a whole or under one unit: it is outstanding while any
    /// standing of it is. What the filter leaves out because it was settled or closed is settled or
    /// closed.
    fn side(&self, id: i64, unit: Option<BodyId>) -> Side {
        let is_asked = |line: &&&Line<'_>| unit.is_none_or(|unit| line.standing.holder == unit);
        let is_outstanding = |line: &&Line<'_>| line.standing.state == State::Outstanding;
        let of = |lines: &[&'s Line<'s>]| -> Vec<&'s Line<'s>> {
            lines.iter().filter(is_asked).copied().collect()
        };
        let (taken, all) = (of(self.taken(id)), of(self.all(id)));
        match all.first() {
            _ if taken.iter().any(is_outstanding) => Side::In(State::Outstanding),
            _ if all.iter().any(is_outstanding) => Side::LeftOut,
            Some(line) => Side::In(line.standing.state),
            None if self.all.contains_key(&id) || self.published.contains(&id) => Side::Elsewhere,
            None => Side::Unknown,
        }
    }
}

fn by_recommendation<'s>(lines: &'s [Line<'s>]) -> HashMap<i64, Vec<&'s Line<'s>>> {
    let mut by: HashMap<i64, Vec<&Line<'_>>> = HashMap::new();
    for line in lines.iter().filter(|line| line.heading.counts()) {
        by.entry(line.item.recommendation_id)
            .or_default()
            .push(line);
    }
    by
}

/// Both days side by side.
pub(super) struct Comparison<'s> {
    /// How things stood on the first day
    pub(super) before: Held<'s>,
    /// How they stand on the second
    pub(super) after: Held<'s>,
    /// The first day
    pub(super) then: NaiveDate,
    /// Whether what is known differs, too, and not the day alone
    is_of_two_states: bool,
    order: Vec<i64>,
}

impl<'s> Comparison<'s> {
    /// Sets two days side by side.
    pub(super) fn new(
        store: &Store,
        (earlier, before): (&'s Earlier, &'s Lines<'s>),
        (survey, after): (&'s Survey, &'s Lines<'s>),
    ) -> Result<Comparison<'s>> {
        let earlier_store = earlier.rewound.as_ref().unwrap_or(store);
        let held = (Held::of(&earlier.survey, before), Held::of(survey, after));
        let before_held = held.0.looked_up(earlier_store, &held.1)?;
        let after_held = held.1.looked_up(store, &before_held)?;
        let mut seen = HashSet::new();
        let both = after.taken.iter().chain(&before.taken);
        let ids = both.map(|line| line.item.recommendation_id);
        Ok(Comparison {
            order: ids.filter(|id| seen.insert(*id)).collect(),
            then: earlier.survey.scope.day,
            before: before_held,
            after: after_held,
            is_of_two_states: earlier.rewound.is_some(),
        })
    }

    /// Returns each recommendation that the filter takes on either day, in the order of a report;
    /// what it takes on the first only comes at the end.
    pub(super) fn recommendations(&self) -> impl Iterator<Item = i64> {
        self.order.iter().copied()
    }

    /// Returns what became of a recommendation, as a whole or under one unit, with the lines by which
    /// it is shown.
    pub(super) fn moved(&self, id: i64, unit: Option<BodyId>) -> Option<Moved<'_, 's>> {
        let (survey, line) = self.shown(id, unit)?;
        let sides = (self.before.side(id, unit), self.after.side(id, unit));
        let moved = movement(sides.0, sides.1, line.item.published, self.then)?;
        Some(Moved {
            comparison: self,
            survey,
            line,
            movement: self.corrected(moved, line),
        })
    }

    /// Returns the units under which a recommendation counts on either day.
    pub(super) fn units(&self, id: i64) -> Vec<BodyId> {
        let lines = self.before.taken(id).iter().chain(self.after.taken(id));
        let mut units: Vec<BodyId> = lines.map(|line| line.standing.holder).collect();
        units.sort_unstable();
        units.dedup();
        units
    }

    /// Returns the name of a unit, as it is known now, else as it was known then.
    pub(super) fn name(&self, unit: BodyId) -> &'s str {
        let (before, after) = (&self.before.survey.bodies, &self.after.survey.bodies);
        match after.has(unit) {
            true => after.name(unit),
            false => before.name(unit),
        }
    }

    /// Returns the line by which a recommendation is named, with the register that the line is of.
    fn shown(&self, id: i64, unit: Option<BodyId>) -> Option<(&'s Survey, &'s Line<'s>)> {
        let of = |held: &Held<'s>, lines: &[&'s Line<'s>]| {
            let is_asked = |line: &&&Line<'_>| unit.is_none_or(|unit| line.standing.holder == unit);
            Some((held.survey, *lines.iter().find(is_asked)?))
        };
        let (before, after) = (&self.before, &self.after);
        of(after, after.taken(id))
            .or_else(|| of(after, after.all(id)))
            .or_else(|| of(before, before.taken(id)))
    }

    /// What stood elsewhere and did not come by a succession came by a correction.
    fn corrected(&self, moved: Movement, line: &Line<'_>) -> Movement {
        let is_own = line.item.addressee == line.standing.holder;
        match moved {
            Movement::Came(Came::TakenOver) if self.is_of_two_states && is_own => {
                Movement::Came(Came::Readdressed)
            }
            moved => moved,
        }
    }
}
