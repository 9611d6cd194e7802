//! Small random stories: inspections with items, and what became of these.

use std::ops::Range;

use annexe::domain::closure::Decision;
use annexe::domain::inspection::InspectionKind;
use annexe::domain::progress::Progress;
use annexe::domain::response::Answer;
use chrono::NaiveDate;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::register::{Register, date, moment};

pub const BODIES: [&str; 12] = [
    "Fens Service",
    "Fenland region",
    "Downs region",
    "Fenmarsh PDU",
    "Holt PDU",
    "Chalk PDU",
    "Lacy PDU",
    "Lacy North PDU",
    "Lacy South PDU",
    "Fenland CRC",
    "Wharf PDU",
    "All PDUs",
];

/// Dates that fall on the same last day, on successions and beside them.
const DATES: [&str; 9] = [
    "2018",
    "2019-03",
    "2019-03-31",
    "2021-06-25",
    "2021-06-26",
    "2022-05",
    "2022-05-31",
    "2023-07-01",
    "2024-02-29",
];

type Body = &'static str;
type On = &'static str;

/// What happened, besides what the register begins with. Inspections and items are named by their place: `i2/1` is the first item of
/// the third inspection; whatever the register refuses did not happen.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// Who took over from whom, when
    successions: Vec<(Body, Body, On)>,
    inspections: Vec<Inspection>,
    events: Vec<Event>,
}

#[derive(Clone, Debug)]
struct Inspection {
    body: Option<Body>,
    is_plan: bool,
    on: On,
    /// The addressees of each item
    items: Vec<Vec<Body>>,
}

#[derive(Clone, Debug)]
enum Event {
    Found(usize, Item, Progress, bool),
    Decided(Item, On, Decision),
    Answered(Item, On, Answer),
    Restated(Item, Item),
}

/// An inspection and one of its items.
#[derive(Clone, Copy, Debug)]
struct Item(usize, usize);

const INSPECTIONS: Range<usize> = 0..6;
const ITEMS: Range<usize> = 1..3;

pub fn stories() -> impl Strategy<Value = Story> {
    let body = || select(BODIES.to_vec());
    let succession = (body(), body(), select(DATES.to_vec()));
    (
        vec(succession, 0..3),
        vec(inspections(), INSPECTIONS.end),
        vec(events(), 4..24),
    )
        .prop_map(|(successions, inspections, events)| Story {
            successions,
            inspections,
            events,
        })
}

fn inspections() -> impl Strategy<Value = Inspection> {
    let items = vec(subsequence(BODIES.to_vec(), 1..3), ITEMS.end);
    let body = option::weighted(0.8, select(BODIES.to_vec()));
    (body, any::<bool>(), select(DATES.to_vec()), items).prop_map(|(body, is_plan, on, items)| {
        Inspection {
            body,
            is_plan,
            on,
            items,
        }
    })
}

fn events() -> impl Strategy<Value = Event> {
    let item = || (INSPECTIONS, 0..ITEMS.end).prop_map(|(i, k)| Item(i, k));
    let on = || select(DATES.to_vec());
    let progress = select(Progress::ALL.to_vec());
    prop_oneof![
        4 => (INSPECTIONS, item(), progress, any::<bool>())
            .prop_map(|(i, item, progress, of_one)| Event::Found(i, item, progress, of_one)),
        2 => (item(), on(), select(Decision::ALL.to_vec()))
            .prop_map(|(item, on, decision)| Event::Decided(item, on, decision)),
        1 => (item(), on(), select(Answer::ALL.to_vec()))
            .prop_map(|(item, on, answer)| Event::Answered(item, on, answer)),
        5 => (item(), item()).prop_map(|(plan, original)| Event::Restated(plan, original)),
    ]
}

impl Story {
    /// Records the whole story, in order of date.
    pub fn told(&self) -> Register {
        self.told_until(NaiveDate::MAX)
    }

    /// Records what had happened by a day, in order of date.
    pub fn told_until(&self, day: NaiveDate) -> Register {
        let register = Register::new();
        for (predecessor, successor, on) in &self.successions {
            let on = date(on).last_day().to_string();
            // Twice, and in a circle, is refused.
            let _ = register.try_succeed(predecessor, successor, &on);
        }
        let mut by_date: Vec<usize> = (0..self.inspections.len()).collect();
        by_date.sort_by_key(|&i| self.published(i));
        by_date.retain(|&i| self.published(i) <= day);
        by_date.iter().for_each(|&i| self.publish(&register, i));
        let mut events: Vec<&Event> = self.events.iter().collect();
        events.sort_by_key(|event| self.happened(event));
        events.retain(|event| self.happened(event) <= day);
        events.iter().for_each(|event| self.tell(&register, event));
        register
    }

    /// Records half of the story before all days of it, and the rest after them: late, with one
    /// recommendation addressed anew and one change taken back.
    pub fn told_late(&self, taken_back: i64) -> Register {
        let register = Register::begun(moment("2018-01-01"));
        let half = self.inspections.len() / 2;
        (0..half).for_each(|i| self.publish(&register, i));
        let is_early = |event: &&Event| self.newest(event) < half;
        let (early, late): (Vec<&Event>, Vec<&Event>) = self.events.iter().partition(is_early);
        early
            .iter()
            .step_by(2)
            .for_each(|event| self.tell(&register, event));
        register.recorded_on("2026-01-01");
        (half..self.inspections.len()).for_each(|i| self.publish(&register, i));
        let rest = early.iter().skip(1).step_by(2).chain(&late);
        rest.for_each(|event| self.tell(&register, event));
        // What something rests on is not taken back.
        let _ = register.try_readdress(&Item(0, 0).reference(), "Chalk PDU");
        let _ = register.try_undo(taken_back);
        register
    }

    /// Returns the last of the inspections that an event is about.
    fn newest(&self, event: &Event) -> usize {
        match event {
            Event::Found(by, item, _, _) => item.0.max(*by),
            Event::Decided(item, _, _) | Event::Answered(item, _, _) => item.0,
            Event::Restated(plan, original) => plan.0.max(original.0),
        }
    }

    /// Returns every item that was published by a day, with each of its addressees.
    pub fn published_by(&self, day: NaiveDate) -> Vec<(String, Body)> {
        let mut published = Vec::new();
        for (i, inspection) in self.inspections.iter().enumerate() {
            for (k, addressees) in inspection.items.iter().enumerate() {
                let reference = Item(i, k).reference();
                let each = addressees.iter().map(|&body| (reference.clone(), body));
                published.extend(each.filter(|_| self.published(i) <= day));
            }
        }
        published
    }

    fn published(&self, inspection: usize) -> NaiveDate {
        date(self.inspections[inspection].on).last_day()
    }

    /// Returns the day from which an event counts: never before what it is about was published.
    fn happened(&self, event: &Event) -> NaiveDate {
        let made = |item: &Item| self.published(item.0);
        match event {
            Event::Found(by, item, _, _) => self.published(*by).max(made(item)),
            Event::Decided(item, on, _) | Event::Answered(item, on, _) => {
                date(on).last_day().max(made(item))
            }
            Event::Restated(plan, original) => made(plan).max(made(original)),
        }
    }

    fn publish(&self, register: &Register, i: usize) {
        let Inspection {
            body,
            is_plan,
            on,
            items,
        } = &self.inspections[i];
        let kind = match is_plan {
            true => InspectionKind::Plan,
            false => InspectionKind::Core,
        };
        register.publication(&format!("i{i}"), kind, *body, Some(on));
        for (k, addressees) in items.iter().enumerate() {
            register.recommend(&Item(i, k).reference(), addressees);
        }
    }

    fn tell(&self, register: &Register, event: &Event) {
        // What comes before its recommendation, twice, or in a circle is refused.
        let _ = match event {
            Event::Found(by, item, progress, of_one) => {
                let one = self.inspections[item.0].items[item.1][0];
                let code = format!("i{by}");
                register
                    .try_mark(&code, &item.reference(), of_one.then_some(one), *progress)
                    .is_ok()
            }
            Event::Decided(item, on, decision) => register
                .try_decide(&item.reference(), on, *decision)
                .is_ok(),
            Event::Answered(item, on, answer) => register
                .try_answer(&item.reference(), None, on, *answer)
                .is_ok(),
            Event::Restated(plan, original) => register
                .try_restate(&plan.reference(), &original.reference())
                .is_ok(),
        };
    }
}

impl Item {
    /// `i2/1`: numbers are from 1.
    fn reference(self) -> String {
        format!("i{}/{}", self.0, self.1 + 1)
    }
}
