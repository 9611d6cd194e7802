//! What a person leaves out of a plan or a tracker: by its place, and kept, so that it is said again.

use std::collections::HashSet;

use rusqlite::named_params;

use super::PlanIntake;
use super::matching::Matching;
use crate::domain::draft::{Place, Source};
use crate::domain::plan_draft::PlanDraft;
use crate::error::Result;
use crate::store::{Change, Store};

/// The note that keeps what was left out.
const LEFT_OUT: &str = "left out, as a person said";

/// Tells whether a place is one of some, or lies within one: `table 2, row 3, action 1` within `table 2, row 3`.
pub(super) fn is_within(place: &str, places: &[String]) -> bool {
    let holds = |left: &String| {
        let rest = place.strip_prefix(left.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(", "))
    };
    places.iter().any(holds)
}

impl Matching<'_> {
    /// Notes places that are to be left out and name nothing in the file: they may be mistyped.
    pub(super) fn note_what_names_nothing(&mut self) {
        // The rows of a sheet that are left out were not read.
        if self.draft.tally.is_some() || self.answers.leave_out.is_empty() {
            return;
        }
        let places = places(self.draft);
        for left in &self.answers.leave_out {
            let left = std::slice::from_ref(left);
            if !places.iter().any(|place| is_within(place, left)) {
                let words = format!("--leave-out `{}` names nothing in the file", left[0]);
                self.asking.note(words, None, &String::new());
            }
        }
    }

    /// Tells whether a place was left out when this file was read before.
    pub(super) fn was_left_out(&self, place: &str) -> bool {
        is_within(place, &self.intake.left_before)
    }
}

fn places(draft: &PlanDraft) -> Vec<&Place> {
    let mut places = Vec::new();
    for row in &draft.rows {
        places.push(&row.place);
        places.extend(row.response.iter().map(|response| &response.place));
        places.extend(row.actions.iter().map(|action| &action.place));
    }
    places
}

impl Store {
    /// Returns the places that were left out when this very file was read.
    pub(super) fn left_out_of(&self, source: &Source) -> Result<Vec<Place>> {
        let sql = "SELECT DISTINCT n.place
                     FROM note n JOIN source s ON s.id = n.source_id
                    WHERE s.sha256 = :sha256 AND n.words = :words
                    ORDER BY n.place";
        let mut statement = self.connection.prepare_cached(sql)?;
        let params = named_params! { ":sha256": source.sha256, ":words": LEFT_OUT };
        let places = statement.query_map(params, |row| row.get(0))?;
        Ok(places.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Keeps what is left out with the report that the file is about, and forgets what is taken now.
    pub(super) fn keep_what_is_left_out(
        &self,
        intake: &PlanIntake,
        (report, source): (i64, i64),
    ) -> Result<()> {
        let sql = "DELETE FROM note
                    WHERE words = :words AND place = :place
                      AND source_id IN (SELECT id FROM source WHERE sha256 = :sha256)";
        for place in &intake.left_before {
            self.connection
                .prepare_cached(sql)?
                .execute(named_params! {
                    ":sha256": intake.source.sha256, ":words": LEFT_OUT, ":place": place,
                })?;
        }
        let known: HashSet<Place> = self.left_out_of(&intake.source)?.into_iter().collect();
        for place in intake
            .left_out
            .iter()
            .filter(|place| !known.contains(*place))
        {
            self.add_note(report, None, LEFT_OUT, source, place)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_what_lies_within_it() {
        let left = ["table 2, row 1".to_owned(), "Open!row 14".to_owned()];
        for within in ["table 2, row 1", "table 2, row 1, action 2", "Open!row 14"] {
            assert!(is_within(within, &left), "{within}");
        }
        for other in ["table 2, row 12", "table 2", "Open!row 140", "Open!R14"] {
            assert!(!is_within(other, &left), "{other}");
        }
    }
}
