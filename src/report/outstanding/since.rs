//! What changed since the last meeting: what was known and in force then, against now. A fact that
//! was recorded late is new to the meeting, whenever it happened.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::changes::{Both, if_recorded_since};
use crate::document::{Cell, Column, Layout, Paragraph, Place, Section, Shown, Total, plain};
use crate::domain::movement::{Came, Left, Movement, Side, movement};
use crate::domain::partial_date::PartialDate;
use crate::domain::scope::Asked;
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

/// One side of the comparison: a register on a day, with the lines that count, by recommendation.
struct Held<'s> {
    store: &'s Store,
    survey: &'s Survey,
    /// Those that the filter takes
    taken: HashMap<i64, Vec<&'s Line<'s>>>,
    /// All of them
    all: HashMap<i64, Vec<&'s Line<'s>>>,
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
    let bodies = before_store.bodies()?;
    // A unit that was added since held nothing then; what it holds now stood elsewhere, or nowhere.
    let knew_body = filter.asked.body.is_none_or(|body| bodies.has(body));
    let everything = Asked {
        body: None,
        exact: false,
    };
    let asked = if knew_body { filter.asked } else { everything };
    let before_survey = before_store.survey(asked, then)?;
    let mut before_taken = selection(&before_survey, filter);
    let mut before_all = before_survey.lines();
    if !knew_body {
        before_taken.clear();
        before_all.clear();
    }
    let after_all = survey.lines();
    let before = Held::of(&before_store, &before_survey, &before_taken, &before_all);
    let after = Held::of(store, survey, taken, &after_all);
    let order = taken.iter().chain(&before_taken);
    compared(&before, &after, order, (then, change))
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
    fn of(
        store: &'s Store,
        survey: &'s Survey,
        taken: &'s [Line<'s>],
        all: &'s [Line<'s>],
    ) -> Held<'s> {
        let by_recommendation = |lines: &'s [Line<'s>]| {
            let mut by: HashMap<i64, Vec<&Line<'_>>> = HashMap::new();
            for line in lines.iter().filter(|line| line.heading.counts()) {
                by.entry(line.item.recommendation_id)
                    .or_default()
                    .push(line);
            }
            by
        };
        Held {
            store,
            survey,
            taken: by_recommendation(taken),
            all: by_recommendation(all),
        }
    }

    fn taken(&self, id: i64) -> &[&'s Line<'s>] {
        self.taken.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Tells how a recommendation stood: it is outstanding while any standing of it is. What the filter
    /// leaves out because it was settled or closed is settled or closed.
    fn side(&self, id: i64) -> Result<Side> {
        let is_outstanding = |line: &&Line<'_>| line.standing.state == State::Outstanding;
        if self.taken(id).iter().any(is_outstanding) {
            return Ok(Side::In(State::Outstanding));
        }
        let all = self.all.get(&id).map_or(&[][..], Vec::as_slice);
        if all.iter().any(is_outstanding) {
            return Ok(Side::LeftOut);
        }
        if let Some(line) = all.first() {
            return Ok(Side::In(line.standing.state));
        }
        let known = self.store.is_published(id, self.survey.scope.day)?;
        Ok(if known {
            Side::Elsewhere
        } else {
            Side::Unknown
        })
    }
}

/// Compares each recommendation in the order of the paper; what is no longer in it comes at the end.
fn compared<'s>(
    before: &Held<'s>,
    after: &Held<'s>,
    order: impl Iterator<Item = &'s Line<'s>>,
    (then, change): (NaiveDate, i64),
) -> Result<Since> {
    let (mut seen, mut rows, mut count) = (HashSet::new(), Vec::new(), Count::default());
    for id in order.map(|line| line.item.recommendation_id) {
        if !seen.insert(id) {
            continue;
        }
        let pair = Pair {
            id,
            before,
            after,
            then,
        };
        if let Some(moved) = pair.moved()? {
            count.add(moved);
            rows.extend(pair.rows(moved));
        }
    }
    rows.sort_by_key(|(rank, _)| *rank);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(count.since(then, change, rows))
}

/// One recommendation on both sides.
struct Pair<'p, 's> {
    id: i64,
    before: &'p Held<'s>,
    after: &'p Held<'s>,
    then: NaiveDate,
}

impl<'s> Pair<'_, 's> {
    /// Returns the line by which it is named, with the register that the line is of.
    fn shown(&self) -> Option<(&'s Survey, &'s Line<'s>)> {
        let of = |held: &Held<'s>| Some((held.survey, *held.taken(self.id).first()?));
        let settled = || Some((self.after.survey, *self.after.all.get(&self.id)?.first()?));
        of(self.after).or_else(settled).or_else(|| of(self.before))
    }

    fn moved(&self) -> Result<Option<Movement>> {
        let Some((_, shown)) = self.shown() else {
            return Ok(None);
        };
        let sides = (self.before.side(self.id)?, self.after.side(self.id)?);
        let moved = movement(sides.0, sides.1, shown.item.published, self.then);
        let is_own = shown.item.addressee == shown.standing.holder;
        Ok(moved.map(|moved| corrected(moved, is_own)))
    }

    fn rows(&self, moved: Movement) -> Vec<(u8, Vec<Cell>)> {
        let Some((survey, shown)) = self.shown() else {
            return Vec::new();
        };
        let one = |what, how| vec![(rank(moved), row(survey, shown, what, how))];
        match moved {
            Movement::Came(why) => one(came(why), came_how(why, self, shown)),
            Movement::Left(why) => one(left(why), left_how(why, self.after, shown, self.then)),
            Movement::Stayed => self.changes(survey, shown),
        }
    }

    fn changes(&self, survey: &Survey, shown: &Line<'_>) -> Vec<(u8, Vec<Cell>)> {
        // Of a joint recommendation one part may have been settled: that is a change of the whole.
        let of = |held: &Held<'s>| held.all.get(&self.id).cloned().unwrap_or_default();
        let (was, is) = (of(self.before), of(self.after));
        let both = Both {
            before: (self.before.survey, &was),
            after: (self.after.survey, &is),
            then: self.then,
        };
        let changes = both.changes().into_iter();
        changes
            .map(|(rank, what, how)| (rank, row(survey, shown, what, how)))
            .collect()
    }
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

fn came_how(why: Came, pair: &Pair<'_, '_>, line: &Line<'_>) -> String {
    let bodies = &pair.after.survey.bodies;
    let published = format!("published {}", line.item.published.for_people());
    match why {
        Came::New => published,
        Came::RecordedLate => format!("{published}, recorded since"),
        Came::TakenOver => {
            let before = &pair.before.survey.bodies;
            let addressee = line.item.addressee;
            let holders = before.holders(addressee, pair.then);
            let holders: Vec<&str> = holders.iter().map(|&id| before.name(id)).collect();
            format!("from {}", holders.join(" and "))
        }
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
        Left::HandedOver => handed_over(after, line),
        Left::TakenBack => "it is no longer in the register; `annexe log` says why".to_owned(),
        Left::Unlisted => "it stands, but not within the filters".to_owned(),
    }
}

/// Says under whom an item stands now that the question does not take in.
fn handed_over(after: &Held<'_>, line: &Line<'_>) -> String {
    let (bodies, day) = (&after.survey.bodies, after.survey.scope.day);
    let addressee = line.item.addressee;
    let holders = bodies.holders(addressee, day);
    if !holders.contains(&addressee) {
        let holders: Vec<&str> = holders.iter().map(|&id| bodies.name(id)).collect();
        return format!("to {}", holders.join(" and "));
    }
    let name = bodies.name(addressee);
    if bodies.has(addressee) && bodies.get(addressee).has_ended(day) {
        format!("{name} has ended, and nobody took over from it")
    } else {
        format!("it stands under {name}, corrected since")
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

    fn since(&self, then: NaiveDate, change: i64, rows: Vec<Vec<Cell>>) -> Since {
        let (opening, closing) = (self.stayed + self.left, self.stayed + self.came);
        let day = PartialDate::from(then).for_people();
        let said = format!(
            "Outstanding then, as the register knew it at the end of that day (change {change}): {opening}. {} came and {} left; outstanding now: {closing}. Listed is what counts in the total; of what left only that it left.",
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
