//! `report movement`: what was outstanding on one day, what came and left, and what is outstanding on
//! another (rule 15), for all that a filter takes and unit by unit. It balances, or it fails.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::comparison::{COLUMNS, Comparison, Earlier, Lines, came, left};
use super::listing::{distinct, total};
use super::{Filter, section, titled, untitled, without_empty};
use crate::document::{
    Bar, Cell, Chart, Column, Document, Layout, Paragraph, Section, Shown, Total, plain,
};
use crate::domain::body::BodyId;
use crate::domain::movement::{Came, Left, Movement, Tally};
use crate::domain::partial_date::PartialDate;
use crate::domain::standing::State;
use crate::error::{Error, Result};
use crate::store::{Line, Store, Survey};

/// Between which days, and by what knowledge of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// The opening: as things stood at the end of this day
    pub from: NaiveDate,
    /// The closing: as things stood at the end of this day, which comes after the first
    pub to: NaiveDate,
    /// Whether the opening is what the register knew then, as a paper of that day printed it
    pub as_known_then: bool,
}

/// Returns what moved between two days.
///
/// # Errors
/// [`Error::Misused`] where the register held nothing yet by the first day; [`Error::Refused`] where
/// the numbers do not balance, which they do unless the register was altered by another program.
pub fn movement(store: &Store, filter: &Filter, between: Between) -> Result<Document> {
    let earlier = earlier(store, filter, between)?;
    let survey = store.survey(filter.asked, between.to)?;
    let (before, after) = (earlier.lines(filter), Lines::of(&survey, filter));
    let compared = Comparison::new(store, (&earlier, &before), (&survey, &after))?;
    let counted = Counted::of(&compared);
    counted.balances(&before, &after)?;
    let mut document = untitled(
        store,
        "movement",
        titled("Movement of recommendations", filter, &survey.bodies),
    )?;
    document.as_at = Some(between.to.into());
    document.filters = filters(filter, &survey, between);
    document.intro = intro(&counted, between);
    document.totals = totals(&counted.whole, between);
    document.charts = vec![chart(&counted.whole)];
    document.sections = sections(&counted, &compared);
    Ok(document)
}

fn earlier(store: &Store, filter: &Filter, between: Between) -> Result<Earlier> {
    if !between.as_known_then {
        return Earlier::by_dates(store, filter.asked, between.from);
    }
    let change = store.last_change_by(between.from)?.ok_or_else(|| {
        Error::Misused(format!(
            "the register was made after {}; nothing was known by then",
            between.from
        ))
    })?;
    Earlier::as_known(store, filter.asked, (between.from, change))
}

fn filters(filter: &Filter, survey: &Survey, between: Between) -> Vec<(&'static str, String)> {
    let mut words = filter.in_words(&survey.bodies);
    words.push(("from", date(between.from)));
    words.push(("to", date(between.to)));
    if between.as_known_then {
        words.push(("opening", "as the register knew it then".to_owned()));
    }
    words
}

fn date(day: NaiveDate) -> String {
    PartialDate::from(day).for_people()
}

/// What moved, counted as a whole and unit by unit.
struct Counted {
    whole: Tally,
    /// By the name of the unit, then its number
    units: BTreeMap<(String, BodyId), Tally>,
    came: Vec<Vec<Cell>>,
    left: Vec<Vec<Cell>>,
    /// What is outstanding on both days, and not under the same units
    between_units: Vec<Vec<Cell>>,
}

impl Counted {
    fn of(compared: &Comparison<'_>) -> Counted {
        let mut counted = Counted {
            whole: Tally::default(),
            units: BTreeMap::new(),
            came: Vec::new(),
            left: Vec::new(),
            between_units: Vec::new(),
        };
        for id in compared.recommendations() {
            counted.add(compared, id);
        }
        counted
    }

    fn add(&mut self, compared: &Comparison<'_>, id: i64) {
        let whole = compared.moved(id, None);
        let stayed = whole
            .as_ref()
            .is_some_and(|moved| moved.movement == Movement::Stayed);
        for unit in compared.units(id) {
            if let Some(moved) = compared.moved(id, Some(unit)) {
                let name = compared.name(unit).to_owned();
                self.units
                    .entry((name, unit))
                    .or_default()
                    .add(moved.movement);
                self.between_units.extend(moved.row().filter(|_| stayed));
            }
        }
        if let Some(moved) = whole {
            self.whole.add(moved.movement);
            match moved.movement {
                Movement::Came(_) => self.came.extend(moved.row()),
                Movement::Left(_) => self.left.extend(moved.row()),
                Movement::Stayed => {}
            }
        }
    }

    /// Holds what was counted against the lines that a report on what is outstanding counts on either day.
    fn balances(&self, before: &Lines<'_>, after: &Lines<'_>) -> Result<()> {
        let (opening, closing) = (outstanding(before), outstanding(after));
        balance(
            "the whole",
            &self.whole,
            distinct_of(&opening),
            distinct_of(&closing),
        )?;
        let units = opening.iter().chain(&closing);
        let units: BTreeSet<BodyId> = units.map(|line| line.standing.holder).collect();
        let none = Tally::default();
        for unit in units {
            let counted = self.units.iter().find(|((_, id), _)| *id == unit);
            let (name, tally) =
                counted.map_or(("a unit", &none), |((name, _), tally)| (name, tally));
            let (opening, closing) = (under(&opening, unit), under(&closing, unit));
            balance(name, tally, distinct_of(&opening), distinct_of(&closing))?;
        }
        Ok(())
    }

    /// Tells whether something counts under more than one unit.
    fn is_shared(&self) -> bool {
        let sum = |of: fn(&Tally) -> usize| self.units.values().map(of).sum::<usize>();
        sum(Tally::opening) != self.whole.opening() || sum(Tally::closing) != self.whole.closing()
    }
}

fn outstanding<'l, 's>(lines: &'l Lines<'s>) -> Vec<&'l Line<'s>> {
    let is_outstanding =
        |line: &&Line<'_>| line.heading.counts() && line.standing.state == State::Outstanding;
    lines.taken.iter().filter(is_outstanding).collect()
}

fn under<'l, 's>(lines: &[&'l Line<'s>], unit: BodyId) -> Vec<&'l Line<'s>> {
    let own = lines.iter().filter(|line| line.standing.holder == unit);
    own.copied().collect()
}

fn distinct_of(lines: &[&Line<'_>]) -> usize {
    distinct(lines.iter().copied())
}

fn balance(of: &str, tally: &Tally, opening: usize, closing: usize) -> Result<()> {
    if (tally.opening(), tally.closing()) == (opening, closing) {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "the movement of {of} does not balance: {} + {} - {} was counted, and {opening} and {closing} are outstanding; see what `annexe check` says",
        tally.opening(),
        tally.all_came(),
        tally.all_left(),
    )))
}

fn intro(counted: &Counted, between: Between) -> Vec<Paragraph> {
    let mut intro = vec![plain(format!(
        "Outstanding at the end of {}, what came and what left, and outstanding at the end of {}. Each recommendation that is outstanding on one of the two days only has one reason. Units are sorted by name, recommendations by unit, then the oldest first.",
        date(between.from),
        date(between.to)
    ))];
    if counted.is_shared() {
        intro.push(plain(
            "The units do not add up to the total: a recommendation that is shared or addressed jointly is counted under each unit and once in the total.",
        ));
    }
    if !counted.between_units.is_empty() {
        intro.push(plain(
            "What one unit handed over and another took over, or one settled and another did not, is outstanding on both days as a whole: the total has it neither as come nor as left.",
        ));
    }
    intro
}

/// Returns the terms of the balance, those that rule 15 names always.
fn totals(tally: &Tally, between: Between) -> Vec<Total> {
    let mut totals = vec![total(
        "opening",
        &format!("Outstanding on {}", date(between.from)),
        tally.opening(),
    )];
    for why in Came::ALL {
        let count = tally.came(why);
        if why.is_usual() || count > 0 {
            totals.push(total(came_key(why), &came_label(why), count));
        }
    }
    for why in Left::ALL {
        let count = tally.left(why);
        if why.is_usual() || count > 0 {
            totals.push(total(left_key(why), &left_label(why), count));
        }
    }
    let closing = format!("Outstanding on {}", date(between.to));
    totals.push(total("closing", &closing, tally.closing()));
    totals
}

fn came_label(why: Came) -> String {
    format!("Came: {}", came(why).to_lowercase())
}

fn left_label(why: Left) -> String {
    format!("Left: {}", left(why))
}

fn chart(tally: &Tally) -> Chart {
    let bar = |label: &str, count: usize| Bar {
        label: label.to_owned(),
        count: count as u64,
    };
    let came = Came::ALL.into_iter().filter_map(|why| {
        let count = tally.came(why);
        (count > 0).then(|| bar(&came_label(why), count))
    });
    let left = Left::ALL.into_iter().filter_map(|why| {
        let count = tally.left(why);
        (count > 0).then(|| bar(&left_label(why), count))
    });
    let ends = (
        bar("Opening", tally.opening()),
        bar("Closing", tally.closing()),
    );
    Chart {
        key: "movement",
        title: "From the opening to the closing".to_owned(),
        description: "How many recommendations were outstanding on the first day, how many came and left for which reason, and how many are outstanding on the second day".to_owned(),
        bars: [ends.0].into_iter().chain(came).chain(left).chain([ends.1]).collect(),
    }
}

fn sections(counted: &Counted, compared: &Comparison<'_>) -> Vec<Section> {
    let list = |key, heading: &str, rows: &Vec<Vec<Cell>>| {
        section(key, Some(heading), Layout::Table, &COLUMNS, rows.clone())
    };
    without_empty(vec![
        by_unit(counted, compared),
        list("came", "What came", &counted.came),
        list("left", "What left", &counted.left),
        between_units(counted),
    ])
}

/// What stayed as a whole and moved between units: each row says of which unit.
fn between_units(counted: &Counted) -> Section {
    let columns = COLUMNS.map(|column| match column.key {
        "unit" => column.shown(Shown::EVERYWHERE),
        _ => column,
    });
    let rows = counted.between_units.clone();
    let heading = Some("Between units");
    section("between_units", heading, Layout::Table, &columns, rows)
}

/// The balance of each unit. A term that is nought for all of them is left out where people read.
fn by_unit(counted: &Counted, compared: &Comparison<'_>) -> Section {
    let shown = |is_any: bool, column: Column| match is_any {
        true => column,
        false => column.shown(Shown::IN_DATA),
    };
    let any = |of: &dyn Fn(&Tally) -> usize| counted.units.values().any(|tally| of(tally) > 0);
    let mut columns = vec![
        Column::new("unit", "Unit or organisation"),
        Column::new("opening", "Opening"),
    ];
    for why in Came::ALL {
        let is_any = any(&|tally| tally.came(why));
        columns.push(shown(is_any, Column::new(came_key(why), came_heading(why))));
    }
    for why in Left::ALL {
        let is_any = any(&|tally| tally.left(why));
        columns.push(shown(is_any, Column::new(left_key(why), left_heading(why))));
    }
    columns.push(Column::new("closing", "Closing"));
    let rows = counted.units.iter();
    let rows = rows.map(|((_, unit), tally)| unit_row(compared.name(*unit), tally));
    let mut section = section(
        "units",
        Some("By unit"),
        Layout::Table,
        &columns,
        rows.collect(),
    );
    section.intro = vec![plain(
        "The opening, what came, less what left, is the closing. A reason that no unit has is left out.",
    )];
    section
}

fn unit_row(name: &str, tally: &Tally) -> Vec<Cell> {
    let number = |count: usize| Cell::Number(count as i64);
    let mut row = vec![Cell::Text(name.to_owned()), number(tally.opening())];
    row.extend(Came::ALL.map(|why| number(tally.came(why))));
    row.extend(Left::ALL.map(|why| number(tally.left(why))));
    row.push(number(tally.closing()));
    row
}

fn came_key(why: Came) -> &'static str {
    match why {
        Came::New => "new",
        Came::RecordedLate => "recorded_late",
        Came::TakenOver => "taken_over",
        Came::Readdressed => "corrected",
        Came::Reopened => "reopened",
        Came::NoLongerCarried => "no_longer_carried",
        Came::Listed => "newly_within_filters",
    }
}

fn left_key(why: Left) -> &'static str {
    match why {
        Left::Settled => "settled",
        Left::Closed => "closed",
        Left::HandedOver => "handed_over",
        Left::Carried => "carried",
        Left::TakenBack => "taken_back",
        Left::Unlisted => "no_longer_within_filters",
    }
}

fn came_heading(why: Came) -> &'static str {
    match why {
        Came::New => "New",
        Came::RecordedLate => "Recorded late",
        Came::TakenOver => "Taken over",
        Came::Readdressed => "Corrected",
        Came::Reopened => "Outstanding again",
        Came::NoLongerCarried => "No longer carried",
        Came::Listed => "Newly within filters",
    }
}

fn left_heading(why: Left) -> &'static str {
    match why {
        Left::Settled => "Settled",
        Left::Closed => "Closed",
        Left::HandedOver => "Handed over",
        Left::Carried => "Carried",
        Left::TakenBack => "Taken back",
        Left::Unlisted => "No longer within filters",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_balance_is_refused_with_its_numbers() {
        let mut tally = Tally::default();
        tally.add(Movement::Stayed);
        tally.add(Movement::Came(Came::New));
        assert!(balance("the whole", &tally, 1, 2).is_ok());
        let refused = balance("Fenmarsh PDU", &tally, 1, 3).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the movement of Fenmarsh PDU does not balance: 1 + 1 - 0 was counted, and 1 and 3 are outstanding; see what `annexe check` says"
        );
    }
}
