//! What a re-inspection walks through (rule 13).

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::body::{Bodies, BodyId, BodyKind};
use crate::domain::scope::Asked;
use crate::domain::standing::{Item, State};
use crate::error::Result;
use crate::store::{Inspection, Line, Store, Survey};

/// The recommendations that an inspection may grade.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// What stands under the inspected body or its region, from reports about them or their predecessors
    pub own: Vec<Item>,
    /// What was addressed above the region, and what other bodies' reports asked of the region
    pub others: Vec<Item>,
}

/// Returns what an inspection may grade, each recommendation once, the oldest first. With
/// `all` also what is settled or closed.
pub fn due(store: &Store, inspection: &Inspection, today: NaiveDate, all: bool) -> Result<Due> {
    let Some(body) = inspection.body_id else {
        return Ok(Due::default());
    };
    let facts = &inspection.facts;
    let day = facts
        .fieldwork_on
        .or(facts.published_on)
        .map_or(today, |date| date.last_day());
    let region = store.bodies()?.region_of(body).unwrap_or(body);
    let survey = store.survey(
        Asked {
            body: Some(region),
            exact: false,
        },
        day,
    )?;
    let places = Places::of(&survey.bodies, body, region);
    let mut lines = survey.lines();
    lines.retain(|line| {
        let is_due = line.standing.state == State::Outstanding
            || (all && line.standing.state != State::Carried);
        is_due && line.item.code != inspection.code
    });
    lines.sort_by_key(|line| (line.standing.since.last_day(), line.item.recommendation_id));
    Ok(sorted(&survey, &lines, &places))
}

/// The bodies that decide in which group an item is due.
struct Places {
    /// The inspected body and its region
    here: BTreeSet<BodyId>,
    /// Those and their predecessors: whose reports are about them
    about: BTreeSet<BodyId>,
    /// What lies above the region and its predecessors
    above: BTreeSet<BodyId>,
}

impl Places {
    fn of(bodies: &Bodies, body: BodyId, region: BodyId) -> Places {
        let here = BTreeSet::from([body, region]);
        let before = here.iter().flat_map(|&at| bodies.predecessors(at));
        let about: BTreeSet<BodyId> = here.iter().copied().chain(before).collect();
        let above = about
            .iter()
            .flat_map(|&at| bodies.above(at))
            .filter(|at| !here.contains(at))
            .collect();
        Places { here, about, above }
    }
}

fn sorted(survey: &Survey, lines: &[Line<'_>], places: &Places) -> Due {
    let is_about = |line: &Line<'_>| {
        line.item
            .inspected
            .is_some_and(|at| places.about.contains(&at))
    };
    let is_own = |line: &&Line<'_>| places.here.contains(&line.standing.holder) && is_about(line);
    let is_other = |line: &&Line<'_>| {
        places.here.contains(&line.standing.holder)
            || survey.bodies.get(line.item.addressee).kind == BodyKind::Group
            || (is_about(line) && places.above.contains(&line.item.addressee))
    };
    let mut seen = BTreeSet::new();
    let mut once = |line: &&Line<'_>| seen.insert(line.item.recommendation_id);
    let own = lines
        .iter()
        .filter(is_own)
        .filter(&mut once)
        .map(|line| line.item.clone())
        .collect();
    let others = lines
        .iter()
        .filter(is_other)
        .filter(&mut once)
        .map(|line| line.item.clone())
        .collect();
    Due { own, others }
}
