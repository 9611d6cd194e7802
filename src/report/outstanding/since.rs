//! What changed since the last meeting: what was known and in force then, against now. A fact that
//! was recorded late is new to the meeting, whenever it happened.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::changes::{Both, if_recorded_since};
use crate::document::{Cell, Column, Layout, Paragraph, Place, Section, Shown, Total, plain};
use crate::domain::movement::{Came, Left, Movement, Side, movement};
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::State;
use crate::domain::words::beginning;
use crate::error::Result;
use crate::report::listing::{selection, total};
use crate::report::{Filter, item};
use crate::store::{Line, Store, Survey};

const COLUMNS: [Column; 6] = [
    Column::new("reference", "Reference"),
    Column::new("changed", "What changed"),
    Column::new("how", "How"),
    Column::on_paper("recommendation_in_brief", "Recommendation"),
    Column::in_data("recommendation", "Recommendation"),
    Column::new("unit", "Unit or organisation").shown(Shown::IN_DATA.and(Place::Pages)),
];

/// What changed since a meeting, as a section with the totals that reconcile the two days.
pub(super) struct Since {
    /// What is to be said where nothing can be compared
    pub(super) intro: Option<Paragraph>,
    pub(super) section: Option<Section>,
    pub(super) totals: Vec<Total>,
}

/// One side of the comparison: a register on a day, with what the filter takes.
struct Held<'s> {
    store: &'s Store,
    survey: &'s Survey,
    all: Vec<Line<'s>>,
    taken: &'s [Line<'s>],
}

/// Compares what was known and in force at the end of a day with what the survey holds.
pub(super) fn since(
    store: &Store,
    survey: &Survey,
    taken: &[Line<'_>],
    filter: &Filter,
    then: NaiveDate,
) -> Result<Since> {
    let Some(change) = store.last_change_by(then)? else {
        return Ok(nothing_known(then));
    };
    let before_store = store.as_known_after(change)?;
    let knows_body = |body| before_store.bodies().map(|bodies| bodies.has(body));
    if !filter.asked.body.map_or(Ok(true), knows_body)? {
        return Ok(nothing_known(then));
    }
    let before_survey = before_store.survey(filter.asked, then)?;
    let before_taken = selection(&before_survey, filter);
    let before = Held::of(&before_store, &before_survey, &before_taken);
    let after = Held::of(store, survey, taken);
    compared(&before, &after, then)
}

fn nothing_known(then: NaiveDate) -> Since {
    let then = PartialDate::from(then).for_people();
    Since {
        intro: Some(plain(format!(
            "Nothing of this was in the register by the end of {then}: all of it is new to the meeting."
        ))),
        section: None,
        totals: Vec::new(),
    }
}

impl<'s> Held<'s> {
    fn of(store: &'s Store, survey: &'s Survey, taken: &'s [Line<'s>]) -> Held<'s> {
        Held {
            store,
            survey,
            all: survey.lines(),
            taken,
        }
    }

    /// Returns the lines that count, and that the filter takes, of each recommendation.
    fn by_recommendation(&self) -> BTreeMap<i64, Vec<&'s Line<'s>>> {
        let mut by = BTreeMap::new();
        for line in self.taken.iter().filter(|line| line.heading.counts()) {
            let lines: &mut Vec<&Line<'_>> = by.entry(line.item.recommendation_id).or_default();
            lines.push(line);
        }
        by
    }

    /// Tells how a recommendation stood: it is outstanding while any standing of it is.
    fn side(&self, id: i64, lines: &[&Line<'_>]) -> Result<Side> {
        let state = |line: &&Line<'_>| line.standing.state;
        if lines.iter().any(|line| state(line) == State::Outstanding) {
            return Ok(Side::In(State::Outstanding));
        }
        if let Some(line) = lines.first() {
            return Ok(Side::In(line.standing.state));
        }
        let counts = |line: &&Line<'_>| line.heading.counts();
        let mut own = self
            .all
            .iter()
            .filter(|line| line.item.recommendation_id == id);
        if own.any(|line| counts(&line)) {
            return Ok(Side::LeftOut);
        }
        let known = self.store.is_published(id, self.survey.scope.day)?;
        Ok(if known {
            Side::Elsewhere
        } else {
            Side::Unknown
        })
    }
}

fn compared(before: &Held<'_>, after: &Held<'_>, then: NaiveDate) -> Result<Since> {
    let (was, is) = (before.by_recommendation(), after.by_recommendation());
    let mut ids: Vec<i64> = Vec::new();
    // In the order of the paper, and what is no longer in it at the end.
    for line in after.taken.iter().chain(before.taken) {
        let id = line.item.recommendation_id;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let none: Vec<&Line<'_>> = Vec::new();
    let mut rows = Vec::new();
    let mut count = Count::default();
    for id in ids {
        let (was, is) = (was.get(&id).unwrap_or(&none), is.get(&id).unwrap_or(&none));
        let (Some(shown), old) = (is.first().or(was.first()), was.first()) else {
            continue;
        };
        let sides = (before.side(id, was)?, after.side(id, is)?);
        let published = shown.item.published;
        let is_own = shown.item.addressee == shown.standing.holder;
        let Some(moved) =
            movement(sides.0, sides.1, published, then).map(|moved| corrected(moved, is_own))
        else {
            continue;
        };
        count.add(moved);
        match moved {
            Movement::Came(why) => rows.push((
                rank(moved),
                row(after.survey, shown, came(why), came_how(why, after, shown)),
            )),
            Movement::Left(why) => {
                let (survey, how) = (before.survey, left_how(why, after, shown, then));
                rows.push((rank(moved), row(survey, shown, left(why), how)));
            }
            Movement::Stayed => {
                let old = old.expect("what stayed was there");
                let both = Both {
                    before: (before.survey, old),
                    after: (after.survey, shown),
                    then,
                };
                let changes = both.changes();
                rows.extend(
                    changes
                        .into_iter()
                        .map(|(rank, what, how)| (rank, row(after.survey, shown, what, how))),
                );
            }
        }
    }
    rows.sort_by_key(|(rank, _)| *rank);
    Ok(count.since(then, rows.into_iter().map(|(_, row)| row).collect()))
}

/// What stood elsewhere and did not come by a succession came by a correction.
fn corrected(moved: Movement, is_own: bool) -> Movement {
    match moved {
        Movement::Came(Came::TakenOver) if is_own => Movement::Came(Came::Readdressed),
        moved => moved,
    }
}

/// What came first, then what changed, then what left.
fn rank(moved: Movement) -> u8 {
    match moved {
        Movement::Came(_) => 0,
        Movement::Stayed => 1,
        Movement::Left(_) => u8::MAX,
    }
}

fn row(survey: &Survey, line: &Line<'_>, what: &str, how: String) -> Vec<Cell> {
    vec![
        Cell::Reference(line.item.reference.clone()),
        Cell::Text(what.to_owned()),
        Cell::Text(how),
        Cell::Text(beginning(&line.item.words, 120)),
        Cell::Text(line.item.words.clone()),
        Cell::Text(item::unit(survey, line)),
    ]
}

fn came(why: Came) -> &'static str {
    match why {
        Came::New => "New",
        Came::RecordedLate => "New to the register",
        Came::TakenOver => "Taken over",
        Came::Readdressed => "Addressee or unit corrected",
        Came::Reopened => "Outstanding again",
        Came::NoLongerCarried => "No longer carried by a plan",
        Came::Listed => "Newly within the filters",
    }
}

fn came_how(why: Came, after: &Held<'_>, line: &Line<'_>) -> String {
    let bodies = &after.survey.bodies;
    let published = format!("published {}", line.item.published.for_people());
    match why {
        Came::New => published,
        Came::RecordedLate => format!("{published}, recorded since"),
        Came::TakenOver => format!("from {}", bodies.name(line.item.addressee)),
        Came::Readdressed => format!("it is addressed to {}", bodies.name(line.item.addressee)),
        Came::Reopened if !line.standing.reopened => {
            "what had settled or closed it was taken back".to_owned()
        }
        Came::Reopened | Came::NoLongerCarried | Came::Listed => {
            item::found(bodies, &line.standing)
        }
    }
}

fn left(why: Left) -> &'static str {
    match why {
        Left::Settled => "Left: sufficient progress",
        Left::Closed => "Left: closed",
        Left::Carried => "Left: carried by a plan",
        Left::HandedOver => "Left: handed over",
        Left::TakenBack => "Left: record taken back",
        Left::Unlisted => "Left: no longer within the filters",
    }
}

fn left_how(why: Left, after: &Held<'_>, line: &Line<'_>, then: NaiveDate) -> String {
    let bodies = &after.survey.bodies;
    let standing = &line.standing;
    match why {
        Left::Settled => {
            let published = standing.grade.map(|found| found.published);
            let late = published.map_or("", |on| if_recorded_since(on, then));
            item::found(bodies, standing) + late
        }
        Left::Closed => {
            let late = standing
                .closure
                .map_or("", |closure| if_recorded_since(closure.on, then));
            item::found(bodies, standing) + late
        }
        Left::Carried => item::found(bodies, standing),
        Left::HandedOver => {
            let holders = bodies.holders(line.item.addressee, after.survey.scope.day);
            let holders: Vec<&str> = holders.iter().map(|&id| bodies.name(id)).collect();
            format!("to {}", holders.join(" and "))
        }
        Left::TakenBack => "it is no longer in the register; `annexe log` says why".to_owned(),
        Left::Unlisted => "it stands, but not within the filters".to_owned(),
    }
}

/// How many recommendations were outstanding, came, and left.
#[derive(Default)]
struct Count {
    stayed: usize,
    came: usize,
    left: usize,
}

impl Count {
    fn add(&mut self, moved: Movement) {
        match moved {
            Movement::Stayed => self.stayed += 1,
            Movement::Came(_) => self.came += 1,
            Movement::Left(_) => self.left += 1,
        }
    }

    fn since(&self, then: NaiveDate, rows: Vec<Vec<Cell>>) -> Since {
        let (opening, closing) = (self.stayed + self.left, self.stayed + self.came);
        let day = PartialDate::from(then).for_people();
        let said = format!(
            "Outstanding then, as the register knew it: {opening}. {} came and {} left; outstanding now: {closing}. Listed is what counts in the total; of what left only that it left.",
            self.came, self.left
        );
        Since {
            intro: None,
            section: Some(Section {
                key: "since",
                heading: Some(format!("Since the meeting of {day}")),
                intro: vec![plain(said)],
                layout: Layout::Table,
                columns: COLUMNS.to_vec(),
                rows,
            }),
            totals: vec![
                total(
                    "then",
                    &format!("Outstanding at the meeting of {day}"),
                    opening,
                ),
                total("came", "Came since", self.came),
                total("left", "Left since", self.left),
            ],
        }
    }
}
