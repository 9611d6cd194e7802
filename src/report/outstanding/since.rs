//! What changed since the last meeting: what was known and in force then, against now. A fact that
//! was recorded late is new to the meeting, whenever it happened.

use chrono::NaiveDate;

use super::changes::Both;
use crate::document::{Cell, Layout, Paragraph, Section, Total, plain};
use crate::domain::movement::{Movement, Tally};
use crate::domain::partial_date::PartialDate;
use crate::error::Result;
use crate::report::Filter;
use crate::report::comparison::{COLUMNS, Comparison, Earlier, Lines, Moved, row};
use crate::report::listing::total;
use crate::store::{Store, Survey};

/// What changed since a meeting, as a section with the totals that reconcile the two days.
pub(super) struct Since {
    /// What is to be said where nothing can be compared
    pub(super) intro: Option<Paragraph>,
    pub(super) section: Option<Section>,
    pub(super) totals: Vec<Total>,
}

/// Compares what was known and in force at the end of a day with what the survey holds.
pub(super) fn since(
    store: &Store,
    survey: &Survey,
    after: &Lines<'_>,
    filter: &Filter,
    then: NaiveDate,
) -> Result<Since> {
    let Some(change) = store.last_change_by(then)? else {
        return Ok(nothing_known(then));
    };
    let earlier = Earlier::as_known(store, filter.asked, (then, change))?;
    let before = earlier.lines(filter);
    let compared = Comparison::new(store, (&earlier, &before), (survey, after))?;
    let (mut rows, mut tally) = (Vec::new(), Tally::default());
    for id in compared.recommendations() {
        if let Some(moved) = compared.moved(id, None) {
            tally.add(moved.movement);
            rows.extend(ranked(&compared, id, &moved));
        }
    }
    rows.sort_by_key(|(rank, _)| *rank);
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Ok(reconciled(&tally, then, change, rows))
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

/// Returns the rows of a recommendation, each with its rank: what came first, then what changed,
/// then what left.
fn ranked(compared: &Comparison<'_>, id: i64, moved: &Moved<'_, '_>) -> Vec<(u8, Vec<Cell>)> {
    let rank = match moved.movement {
        Movement::Came(_) => 0,
        Movement::Left(_) => u8::MAX,
        Movement::Stayed => return changes(compared, id, moved),
    };
    moved.row().into_iter().map(|row| (rank, row)).collect()
}

fn changes(compared: &Comparison<'_>, id: i64, moved: &Moved<'_, '_>) -> Vec<(u8, Vec<Cell>)> {
    // Of a joint recommendation one part may have been settled: that is a change of the whole.
    let both = Both {
        before: (compared.before.survey, compared.before.all(id)),
        after: (compared.after.survey, compared.after.all(id)),
        then: compared.then,
    };
    let changes = both.changes().into_iter();
    changes
        .map(|(rank, what, how)| (rank, row(moved.survey, moved.line, what, how)))
        .collect()
}

/// Makes the section, and the totals that reconcile the two days.
fn reconciled(tally: &Tally, then: NaiveDate, change: i64, rows: Vec<Vec<Cell>>) -> Since {
    let (opening, came, left) = (tally.opening(), tally.all_came(), tally.all_left());
    let closing = tally.closing();
    let day = PartialDate::from(then).for_people();
    let said = format!(
        "Outstanding then, as the register knew it at the end of that day (change {change}): {opening}. {came} came and {left} left; outstanding now: {closing}. Listed is what counts in the total; of what left only that it left."
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
            total("came", "Came since", came),
            total("left", "Left since", left),
        ],
    }
}
