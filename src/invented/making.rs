//! The making of one inspection after another.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::aftermath::{self, Made};
use super::chance::{Chance, after};
use super::demand::{Demand, Wording};
use super::grading::{Asked, Failed, Remembered};
use super::land::{Land, unified};
use super::occasion::Occasion;
use super::rewording::Rewordings;
use super::words::Words;
use super::{Invented, Wanted, report};
use crate::domain::body::{BodyId, BodyKind};
use crate::domain::code::code_for;
use crate::domain::inspection::InspectionKind;
use crate::domain::link::{LinkEnd, LinkKind, NewLink};
use crate::domain::recommendation::NewRecommendation;
use crate::error::Result;
use crate::store::{Change, Meta, Store};

/// Returns the day of the first report.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 3, 20).expect("a day of the calendar")
}

/// Returns the earliest last day: before unification there are no PDUs.
pub fn earliest() -> NaiveDate {
    after(unified(), 365)
}

/// Everything that is kept from one inspection to the next.
pub struct Maker {
    wanted: Wanted,
    words: Words,
    land: Land,
    codes: HashSet<String>,
    remembered: Remembered,
    rewordings: Rewordings,
    /// What was made up so far
    pub invented: Invented,
}

/// One recommendation before it is written.
struct Drawn {
    inspection_id: i64,
    reference: String,
    position: usize,
    addressees: Vec<BodyId>,
    on: NaiveDate,
}

impl Maker {
    /// Makes up the land as a change of its own.
    pub fn settle(store: &Store, meta: &Meta, wanted: &Wanted) -> Result<Maker> {
        let words = Words::read();
        let mut chance = Chance::of(wanted.seed, 0);
        let settled = store.change(meta, |change| {
            let land = Land::settle(change, &words, &mut chance, wanted.recommendations)?;
            change.said(format!(
                "made up {} regions and their PDUs",
                land.regions.len()
            ));
            Ok(land)
        })?;
        Ok(Maker {
            rewordings: Rewordings::planned(wanted.rewordings, wanted.recommendations),
            wanted: wanted.clone(),
            words,
            land: settled.value,
            codes: HashSet::new(),
            remembered: Remembered::default(),
            invented: Invented::default(),
        })
    }

    /// Returns what was made up.
    pub fn invented(self) -> Invented {
        Invented {
            pairs: self.rewordings.pairs,
            demands: self.rewordings.demands,
            ..self.invented
        }
    }

    /// Makes up so many inspections as one change, or the last ones.
    pub fn write_some(&mut self, store: &Store, meta: &Meta, count: usize) -> Result<()> {
        store.change(meta, |change| {
            let mut newest = String::new();
            let mut written = 0;
            while written < count && self.is_wanting() {
                newest = self.inspect(change)?;
                written += 1;
            }
            change.said(match written {
                1 => format!("made up {newest}"),
                many => format!("made up {many} inspections, the last {newest}"),
            });
            Ok(())
        })?;
        Ok(())
    }

    fn is_wanting(&self) -> bool {
        self.invented.recommendations < self.wanted.recommendations
    }

    /// Makes up an inspection with all that comes of it. Returns its code.
    fn inspect(&mut self, change: &Change<'_>) -> Result<String> {
        self.invented.inspections += 1;
        let mut chance = Chance::of(self.wanted.seed, self.invented.inspections as u64);
        let occasion = Occasion::draw(&self.land, self.published(), &mut chance);
        let (code, id) = self.write_inspection(change, &mut chance, &occasion)?;
        let (found, failed) =
            self.remembered
                .grade(change, &self.words, &mut chance, id, &occasion)?;
        self.invented.findings += found;
        let alert = self.write_alert(change, &mut chance, id, &occasion)?;
        self.recommend(change, &mut chance, &occasion, (&code, id), failed)?;
        if let Some(alert) = alert {
            self.refer(change, &code, alert)?;
        }
        Ok(code)
    }

    /// Reports are spread evenly from the first to a month before the last day.
    fn published(&self) -> NaiveDate {
        let first = first_day();
        let last = after(self.wanted.as_at, -20);
        let (made, all) = (
            self.invented.recommendations as i64,
            self.wanted.recommendations as i64,
        );
        after(first, (last - first).num_days().max(1) * made / all)
    }

    fn write_inspection(
        &mut self,
        change: &Change<'_>,
        chance: &mut Chance,
        occasion: &Occasion,
    ) -> Result<(String, i64)> {
        let (facts, ratings) = report::facts(&self.words, chance, occasion, self.wanted.as_at);
        let body = occasion.body.map(|body| self.land.bodies.get(body));
        let code = code_for(body, None, &facts, |code| self.codes.contains(code));
        self.codes.insert(code.clone());
        let id = change.add_inspection(&code, occasion.body, &facts, None)?;
        if !ratings.is_empty() {
            report::rate(change, &self.words, chance, id, ratings)?;
        }
        Ok((code, id))
    }

    fn write_alert(
        &self,
        change: &Change<'_>,
        chance: &mut Chance,
        id: i64,
        occasion: &Occasion,
    ) -> Result<Option<i64>> {
        let is_unit = occasion.body.is_some_and(|body| {
            self.land.bodies.get(body).kind == BodyKind::Pdu
                && occasion.kind == InspectionKind::Core
        });
        if !is_unit || !chance.percent(6) {
            return Ok(None);
        }
        let day = self.wanted.as_at;
        report::alert(change, &self.words, chance, id, occasion, day).map(Some)
    }

    /// Writes the recommendations of a report, with what comes of each.
    fn recommend(
        &mut self,
        change: &Change<'_>,
        chance: &mut Chance,
        occasion: &Occasion,
        (code, inspection_id): (&str, i64),
        mut failed: Vec<Failed>,
    ) -> Result<()> {
        let wanting = self.wanted.recommendations - self.invented.recommendations;
        let count = report::length(chance, wanting);
        let headings = report::addressees(chance, occasion, count);
        for (position, addressees) in (1..).zip(headings) {
            let drawn = Drawn {
                inspection_id,
                reference: format!("{code}/{position}"),
                position,
                addressees,
                on: occasion.published,
            };
            // One in six of what had come to nothing is asked for again.
            let repeats = failed.pop().filter(|_| chance.percent(16));
            self.ask(change, chance, drawn, repeats)?;
        }
        Ok(())
    }

    fn ask(
        &mut self,
        change: &Change<'_>,
        chance: &mut Chance,
        drawn: Drawn,
        repeats: Option<Failed>,
    ) -> Result<()> {
        let (demand, wording) = self.demand(chance, &drawn, repeats.as_ref());
        let key = demand.key(&self.words);
        self.rewordings.note(&drawn.reference, key);
        let stop = if chance.percent(50) { "." } else { "" };
        let id = change.add_recommendation(&NewRecommendation {
            inspection_id: drawn.inspection_id,
            number: drawn.position.to_string(),
            position: drawn.position as i64,
            printed_number: Some(drawn.position.to_string()),
            words: format!("{}{stop}", demand.worded(&self.words, wording)),
            addressees: drawn.addressees.clone(),
            cited: None,
        })?;
        if let Some((earlier, ..)) = repeats {
            change.add_link(&NewLink {
                from_id: id,
                kind: LinkKind::Repeats,
                to: LinkEnd::Recommendation(earlier),
            })?;
        }
        self.invented.recommendations += 1;
        self.follow(change, chance, &drawn, (id, demand, wording))
    }

    /// Returns what is demanded: what is repeated or planted in other words, else something new.
    fn demand(
        &mut self,
        chance: &mut Chance,
        drawn: &Drawn,
        repeats: Option<&Failed>,
    ) -> (Demand, Wording) {
        if let Some((_, demand, wording)) = repeats {
            return (demand.clone(), wording.other());
        }
        let to = drawn.addressees[0];
        // Not all at once, when a new year begins.
        if chance.percent(60)
            && let Some(again) = self.rewordings.again(&drawn.reference, to, drawn.on)
        {
            return again;
        }
        let new = (Demand::draw(&self.words, chance), Wording::draw(chance));
        let made = self.invented.recommendations;
        self.rewordings
            .offer(made, &drawn.reference, to, drawn.on, &new);
        new
    }

    /// Writes what comes of a recommendation, and remembers it where a later inspection may grade it.
    fn follow(
        &mut self,
        change: &Change<'_>,
        chance: &mut Chance,
        drawn: &Drawn,
        (id, demand, wording): (i64, Demand, Wording),
    ) -> Result<()> {
        let to = drawn.addressees[0];
        let body = self.land.bodies.get(to);
        let made = Made {
            id,
            on: drawn.on,
            topic: demand.topic(&self.words),
            zeal: chance.between(5, 95),
            owners: owners(body.kind, chance),
            above: body.parent_id.filter(|_| body.kind != BodyKind::National),
            is_former: body.has_ended(unified()),
        };
        let day = self.wanted.as_at;
        if aftermath::write(change, &self.words, chance, &made, day)? {
            return Ok(());
        }
        let asked = Asked {
            id,
            topic: made.topic,
            zeal: made.zeal,
            demand: (demand, wording),
            since: made.on,
            grades: 0,
        };
        self.remembered.keep(to, asked);
        Ok(())
    }

    /// Lets the first recommendation of a report refer to its alert.
    fn refer(&self, change: &Change<'_>, code: &str, alert: i64) -> Result<()> {
        match change.recommendation_of(code, "1")? {
            None => Ok(()),
            Some(first) => change
                .add_link(&NewLink {
                    from_id: first.id,
                    kind: LinkKind::RefersTo,
                    to: LinkEnd::Alert(alert),
                })
                .map(|_| ()),
        }
    }
}

/// Returns the list that the owners of a body's actions come from.
fn owners(kind: BodyKind, chance: &mut Chance) -> &'static str {
    match kind {
        BodyKind::Pdu if chance.percent(85) => "local owners",
        BodyKind::National | BodyKind::Department | BodyKind::Group => "national owners",
        _ => "regional owners",
    }
}
