//! `report repeats`: the demands that were made more than once, as persons linked them: how often, since
//! when, of whom, and what inspectors found in between.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;

use super::item::{found, months_in_words, with_place};
use super::listing::total;
use super::{Filter, section, selection, titled, untitled};
use crate::document::{
    Bar, Cell, Chart, Column, Document, Layout, Place, Section, Shown, Total, plain,
};
use crate::domain::body::BodyId;
use crate::domain::chain::{Chain, chains};
use crate::domain::partial_date::PartialDate;
use crate::domain::repeat::Made;
use crate::domain::scope::Asked;
use crate::domain::standing::{Found, State};
use crate::domain::words::capitalised;
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// Returns the demands that were made more than once as at a day, the most often made first, where one of
/// their recommendations is of the filter.
pub fn repeats(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let made = store.made_by(day)?;
    let asked = store.survey(filter.asked, day)?;
    let lines = selection(&asked, filter);
    let taken: BTreeSet<i64> = lines
        .iter()
        .map(|line| line.item.recommendation_id)
        .collect();
    let mut chains = chains(&made, &store.demands_linked()?);
    chains.retain(|chain| chain.iter().any(|&at| taken.contains(&made[at].id)));
    // What was asked of others belongs to the chain too, whatever the filter.
    let everything = store.survey(EVERYTHING, day)?;
    let telling = Telling::of(&made, &everything);
    let mut told: Vec<Told> = chains
        .into_iter()
        .map(|chain| telling.told(chain))
        .collect();
    told.sort_by_key(|told| (std::cmp::Reverse(told.times.len()), told.times[0]));
    let mut document = untitled(store, "repeats", titled("Repeats", filter, &asked.bodies))?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&asked.bodies);
    document.intro = vec![plain(INTRO)];
    document.totals = totals(&told, taken.len());
    document.charts = charts(&told);
    document.sections = sections(&telling, &told);
    Ok(document)
}

const EVERYTHING: Asked = Asked {
    body: None,
    exact: false,
};

const INTRO: &str = "The most often made first. A demand is made again where a person linked it so (`annexe link`); what a plan restates is not made again. A chain goes on under the units that took over, and is told whole where one of its recommendations is of the filter. It is open while one of them is outstanding.";

const CHAINS: [Column; 13] = [
    Column::new("reference", "Last made as"),
    Column::new("recommendation", "Recommendation"),
    Column::new("times_made", "Times made"),
    Column::new("first_made_on", "First made"),
    Column::in_data("last_made_on", "Last made"),
    Column::in_data("first_reference", "First made as"),
    Column::on_paper("open_for", "Open for"),
    Column::in_data("months_open", "Months open"),
    Column::in_data("open_at_least", "Open at least"),
    Column::new("held_by", "Held by"),
    Column::new("grades_between", "Grades in between"),
    Column::new("stands", "Stands now"),
    Column::in_data("state", "State"),
];

const NOT_LINES: Shown = Shown::EVERYWHERE.without(Place::Lines);

const TIMES: [Column; 8] = [
    Column::new("reference", "Reference"),
    Column::in_data("last_made_as", "Last made as"),
    Column::in_data("time", "Time"),
    Column::new("made", "Published, addressed to").shown(Shown::in_one(Place::Lines)),
    Column::new("published_on", "Published on").shown(NOT_LINES),
    Column::new("addressee", "Addressed to").shown(NOT_LINES),
    Column::new("recommendation", "Recommendation"),
    Column::new("grades", "Grades until it was made again"),
];

/// A chain with how it stands.
struct Told {
    times: Chain,
    /// When it came to an end; nothing while one of its recommendations is outstanding
    ended: Option<PartialDate>,
    is_open: bool,
}

/// What telling needs.
struct Telling<'s> {
    made: &'s [Made],
    survey: &'s Survey,
    lines: HashMap<i64, Vec<Line<'s>>>,
}

impl<'s> Telling<'s> {
    fn of(made: &'s [Made], survey: &'s Survey) -> Self {
        let mut lines: HashMap<i64, Vec<Line<'s>>> = HashMap::new();
        for line in survey.lines() {
            let of_one = lines.entry(line.item.recommendation_id).or_default();
            of_one.push(line);
        }
        Telling {
            made,
            survey,
            lines,
        }
    }

    fn lines_of(&self, at: usize) -> &[Line<'s>] {
        self.lines.get(&self.made[at].id).map_or(&[], Vec::as_slice)
    }

    fn told(&self, times: Chain) -> Told {
        let lines = || times.iter().flat_map(|&at| self.lines_of(at));
        // What a plan carries stands under the plan until that is settled.
        let is_open =
            lines().any(|line| matches!(line.standing.state, State::Outstanding | State::Carried));
        let ends = lines().filter_map(|line| {
            let settled = line.standing.grade.map(|found| found.published);
            line.standing.closure.map(|closure| closure.on).or(settled)
        });
        Told {
            ended: ends.max_by_key(|on| on.last_day()).filter(|_| !is_open),
            is_open,
            times,
        }
    }

    /// Returns whom it was asked of and who took over from them, each once, in order.
    fn held_by(&self, told: &Told) -> Vec<String> {
        let mut held: Vec<BodyId> = Vec::new();
        let lines = told.times.iter().flat_map(|&at| self.lines_of(at));
        for line in lines {
            let (asked, holder) = (line.item.addressee, line.standing.holder);
            let between = self
                .survey
                .bodies
                .line(asked, holder, self.survey.scope.day);
            let all = std::iter::once(asked).chain(between.into_iter().filter(|&at| at != holder));
            for body in all.chain([holder]) {
                if !held.contains(&body) {
                    held.push(body);
                }
            }
        }
        held.iter()
            .map(|&body| self.survey.bodies.name(body).to_owned())
            .collect()
    }

    /// Returns what inspectors found of some of its recommendations up to a date, in order, each once.
    fn grades(&self, times: &[usize], until: Option<PartialDate>) -> Vec<String> {
        let findings = times
            .iter()
            .flat_map(|&at| &self.survey.lives.of(self.made[at].id).findings);
        let is_then = |found: &&Found| {
            until.is_none_or(|until| found.published.last_day() <= until.last_day())
        };
        let mut found: Vec<&Found> = findings.filter(is_then).collect();
        found.sort_by_key(|found| (found.published.last_day(), found.finding_id));
        found.dedup_by_key(|found| found.finding_id);
        let bodies = &self.survey.bodies;
        found
            .into_iter()
            .map(|found| with_place(bodies, found))
            .collect()
    }

    fn stands(&self, at: usize) -> String {
        let lines = self.lines_of(at).iter().map(|line| {
            let state = capitalised(line.standing.state.word());
            let holder = self.survey.bodies.name(line.standing.holder);
            format!(
                "{state} ({holder}): {}",
                found(&self.survey.bodies, &line.standing)
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn chain(&self, told: &Told) -> Vec<Cell> {
        let (first, last) = (
            &self.made[told.times[0]],
            &self.made[told.times[told.times.len() - 1]],
        );
        let until = told
            .ended
            .map_or(self.survey.scope.day, PartialDate::last_day);
        let months = first.published.months_until(until).max(0);
        let at_least = first.is_plan || !first.published.is_exact();
        vec![
            Cell::Reference(last.reference.clone()),
            Cell::Text(last.words.clone()),
            Cell::Number(told.times.len() as i64),
            Cell::Date(first.published),
            Cell::Date(last.published),
            Cell::Reference(first.reference.clone()),
            Cell::Text(months_in_words(months, at_least)),
            Cell::Number(months),
            Cell::Text(if at_least { "yes" } else { "no" }.to_owned()),
            Cell::List(self.held_by(told)),
            Cell::List(self.grades(&told.times, Some(last.published))),
            Cell::Text(self.stands(told.times[told.times.len() - 1])),
            Cell::Text(if told.is_open { "open" } else { "ended" }.to_owned()),
        ]
    }

    fn each_time(&self, told: &Told) -> Vec<Vec<Cell>> {
        let last = &self.made[told.times[told.times.len() - 1]].reference;
        let row = |(place, &at): (usize, &usize)| {
            let made = &self.made[at];
            let next = told
                .times
                .get(place + 1)
                .map(|&next| self.made[next].published);
            let to = made.addressees.iter();
            let to: Vec<String> = to
                .map(|&body| self.survey.bodies.name(body).to_owned())
                .collect();
            vec![
                Cell::Reference(made.reference.clone()),
                Cell::Reference(last.clone()),
                Cell::Number(place as i64 + 1),
                Cell::Text(format!(
                    "{}, {}",
                    made.published.for_people(),
                    to.join(" and ")
                )),
                Cell::Date(made.published),
                Cell::List(to),
                Cell::Text(made.words.clone()),
                Cell::List(self.grades(&[at], next)),
            ]
        };
        told.times.iter().enumerate().map(row).collect()
    }
}

fn sections(telling: &Telling<'_>, told: &[Told]) -> Vec<Section> {
    let chains = told.iter().map(|told| telling.chain(told)).collect();
    let times = told
        .iter()
        .flat_map(|told| telling.each_time(told))
        .collect();
    let each = Some("Each time it was made");
    let mut sections = vec![section("chains", None, Layout::Table, &CHAINS, chains)];
    if !told.is_empty() {
        sections.push(section("times", each, Layout::Table, &TIMES, times));
    }
    sections
}

/// The chains are open or ended; the times of all are the rows of the second list.
fn totals(told: &[Told], recommendations: usize) -> Vec<Total> {
    let times: usize = told.iter().map(|told| told.times.len()).sum();
    let part = |key, label, count| Total {
        of: Some(told.len() as u64),
        ..total(key, label, count)
    };
    let open = told.iter().filter(|told| told.is_open).count();
    let often = told.iter().filter(|told| told.times.len() > 2).count();
    vec![
        total("chains", "Demands made more than once", told.len()),
        part("open", "of these with a recommendation outstanding", open),
        part(
            "ended",
            "of these settled or closed throughout",
            told.len() - open,
        ),
        part("often", "of these made three times or more", often),
        total("times", "Recommendations that made them", times),
        total(
            "again",
            "of these made again, after the first",
            times - told.len(),
        ),
        total(
            "recommendations",
            "Recommendations that the filter takes",
            recommendations,
        ),
    ]
}

fn charts(told: &[Told]) -> Vec<Chart> {
    let mut by_times: BTreeMap<usize, u64> = BTreeMap::new();
    for told in told {
        *by_times.entry(told.times.len()).or_default() += 1;
    }
    let bar = |(times, count): (usize, u64)| Bar {
        label: format!("{times} times"),
        count,
    };
    let chart = Chart {
        key: "by_times",
        title: "By times made".to_owned(),
        description: "How many demands were made how often, the fewest times first".to_owned(),
        bars: by_times.into_iter().map(bar).collect(),
    };
    if told.is_empty() {
        Vec::new()
    } else {
        vec![chart]
    }
}
