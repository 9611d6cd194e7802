//! What repeats are found among: what was made, what persons linked, and what they said does not repeat.

use chrono::NaiveDate;
use rusqlite::named_params;

use super::{Change, Store};
use crate::domain::inspection::InspectionKind;
use crate::domain::link::LinkKind;
use crate::domain::repeat::{Made, Said};
use crate::error::{Error, Result};

/// A link between two recommendations: from, what it says, to.
pub type Linked = (i64, LinkKind, i64);

impl Store {
    /// Returns every recommendation that was published by a day, in order of date.
    pub fn made_by(&self, day: NaiveDate) -> Result<Vec<Made>> {
        let published = self.inspections()?.into_iter().filter_map(|inspection| {
            let is_plan = inspection.facts.kind == InspectionKind::Plan;
            Some((inspection.id, (inspection.facts.published_on?, is_plan)))
        });
        let published: std::collections::HashMap<_, _> = published.collect();
        let mut themes = self.given_themes()?;
        let after = day.succ_opt().unwrap_or(day);
        let mut made: Vec<_> = self.recommendations_before(after)?;
        made.sort_by_key(|item| {
            let on = published
                .get(&item.inspection_id)
                .map(|(on, _)| on.last_day());
            (on, item.inspection_id, item.position, item.id)
        });
        let made = made.into_iter().filter_map(|item| {
            let &(published, is_plan) = published.get(&item.inspection_id)?;
            Some(Made {
                id: item.id,
                inspection_id: item.inspection_id,
                reference: item.reference(),
                is_plan,
                published,
                themes: themes.remove(&item.id).unwrap_or_default(),
                words: item.words,
                addressees: item.addressees,
            })
        });
        Ok(made.collect())
    }

    /// Returns every link by which one recommendation repeats, restates or supersedes another, in order of entry.
    pub fn demands_linked(&self) -> Result<Vec<Linked>> {
        let sql = "SELECT from_id, kind, to_id FROM link
                    WHERE to_id IS NOT NULL AND kind IN ('repeats','restates','supersedes') ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let links = statement.query_map([], |row| {
            Ok((row.get("from_id")?, row.get("kind")?, row.get("to_id")?))
        })?;
        Ok(links.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns what persons said of pairs of recommendations.
    pub fn said_of_pairs(&self) -> Result<Said> {
        let sql = "SELECT later_id, earlier_id FROM not_repeat ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let parted = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let linked = self.demands_linked()?.into_iter();
        Ok(Said {
            linked: linked.map(|(from, _, to)| (from, to)).collect(),
            parted: parted.collect::<rusqlite::Result<_>>()?,
        })
    }
}

impl Change<'_> {
    /// Records that a recommendation does not repeat another, so that it is not suggested again.
    ///
    /// # Errors
    /// [`Error::Conflict`] when that is recorded already, or a link says that it does;
    /// [`Error::Refused`] for one recommendation twice.
    pub fn add_not_repeat(&self, later_id: i64, earlier_id: i64) -> Result<()> {
        let (later, earlier) = (
            self.recommendation_of_id(later_id)?.reference(),
            self.recommendation_of_id(earlier_id)?.reference(),
        );
        if later_id == earlier_id {
            return Err(Error::Refused(format!("{later} does not repeat itself")));
        }
        let is_pair = |&(one, other): &(i64, i64)| {
            (one, other) == (later_id, earlier_id) || (other, one) == (later_id, earlier_id)
        };
        let is_linked =
            |&(from, kind, to): &Linked| kind == LinkKind::Repeats && is_pair(&(from, to));
        if self.demands_linked()?.iter().any(is_linked) {
            return Err(Error::Conflict(format!(
                "{later} and {earlier} are linked as a repeat; take the link back first (`annexe show {later}` prints its handle)"
            )));
        }
        if self.said_of_pairs()?.parted.iter().any(is_pair) {
            return Err(Error::Conflict(format!(
                "that {later} does not repeat {earlier} is recorded already"
            )));
        }
        let id = self.next_id("not_repeat")?;
        let sql =
            "INSERT INTO not_repeat (id, later_id, earlier_id) VALUES (:id, :later, :earlier)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! { ":id": id, ":later": later_id, ":earlier": earlier_id })?;
        Ok(())
    }
}
