//! Which changes concern an item: those that touched a row of it, also one that is there no more.

use std::collections::BTreeSet;

use rusqlite::named_params;

use super::reference::typed;
use super::{Named, Store, history};
use crate::domain::reference::Typed;
use crate::error::Result;

/// A table, and the numbers of some of its rows.
type Rows = (&'static str, Vec<i64>);

/// What belongs to the rows of a table: a table, and its column that names them.
fn below(table: &str) -> &'static [(&'static str, &'static str)] {
    match table {
        "recommendation" => &[
            ("addressee", "recommendation_id"),
            ("reprint", "recommendation_id"),
            ("finding_item", "recommendation_id"),
            ("closure", "recommendation_id"),
            ("response", "recommendation_id"),
            ("action", "recommendation_id"),
            ("escalation", "recommendation_id"),
            ("evidence", "recommendation_id"),
            ("link", "from_id"),
            ("link", "to_id"),
            ("recommendation_theme", "recommendation_id"),
            ("not_repeat", "later_id"),
            ("not_repeat", "earlier_id"),
            ("note", "recommendation_id"),
        ],
        "alert" => &[
            ("concern", "alert_id"),
            ("action", "alert_id"),
            ("link", "alert_id"),
        ],
        "action" => &[
            ("target", "action_id"),
            ("action_update", "action_id"),
            ("escalation", "action_id"),
        ],
        "action_update" => &[("evidence", "action_update_id")],
        _ => &[],
    }
}

impl Store {
    /// Returns the changes that touched an item or what belongs to it, with its reference in full:
    /// a recommendation, an alert, an action, or one fact, which may have been taken back since.
    ///
    /// # Errors
    /// Those of [`Store::called`].
    pub fn changes_about(&self, reference: &str) -> Result<(String, BTreeSet<i64>)> {
        let (name, rows) = self.rows_of(&typed(reference)?)?;
        let mut open = vec![rows];
        let mut changes = BTreeSet::new();
        while let Some((table, rows)) = open.pop() {
            changes.extend(self.changes_of_rows(table, &rows)?);
            for &(child, column) in below(table) {
                open.push((child, self.rows_below(child, column, &rows)?));
            }
            if table == "finding_item" {
                open.push(("finding", self.findings_of_items(&rows)?));
            }
            open.retain(|(_, rows)| !rows.is_empty());
        }
        Ok((name, changes))
    }

    fn rows_of(&self, typed: &Typed) -> Result<(String, Rows)> {
        if let Typed::Fact { within, handle } = typed {
            if within.is_some() {
                self.named(typed)?;
            }
            // A fact that was taken back has no row, but a history.
            self.change_that_made(*handle)?;
            let rows = (history::table_of(handle.fact), vec![handle.row]);
            return Ok((handle.to_string(), rows));
        }
        Ok(match self.named(typed)? {
            Named::Action(found) => (found.reference, ("action", vec![found.id])),
            Named::Alert(inspection, id) => {
                let reference = self.alert_reference(&inspection, id)?;
                (reference, ("alert", vec![id]))
            }
            Named::Recommendation(found) => (found.reference(), ("recommendation", vec![found.id])),
            Named::Finding(_) | Named::Closure(..) | Named::Beside(..) => {
                unreachable!("a fact is told by its handle")
            }
        })
    }

    fn changes_of_rows(&self, table: &str, rows: &[i64]) -> Result<Vec<i64>> {
        let sql = "SELECT DISTINCT change_id FROM revision
                    WHERE table_name = :table AND row_id IN (SELECT value FROM json_each(:rows))";
        let mut statement = self.connection.prepare_cached(sql)?;
        let parameters = named_params! { ":table": table, ":rows": json(rows) };
        let changes = statement.query_map(parameters, |row| row.get(0))?;
        Ok(changes.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the rows of a table that name some others in a column, or did before they were changed.
    fn rows_below(&self, table: &str, column: &str, of: &[i64]) -> Result<Vec<i64>> {
        let sql = format!(
            "SELECT id FROM \"{table}\" WHERE \"{column}\" IN (SELECT value FROM json_each(:of))
             UNION
             SELECT row_id FROM revision
              WHERE table_name = '{table}' AND before IS NOT NULL
                AND before ->> '{column}' IN (SELECT value FROM json_each(:of))"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let rows = statement.query_map(named_params! { ":of": json(of) }, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn findings_of_items(&self, items: &[i64]) -> Result<Vec<i64>> {
        let sql =
            "SELECT finding_id FROM finding_item WHERE id IN (SELECT value FROM json_each(:items))
                   UNION
                   SELECT before ->> 'finding_id' FROM revision
                    WHERE table_name = 'finding_item' AND before IS NOT NULL
                      AND row_id IN (SELECT value FROM json_each(:items))";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows =
            statement.query_map(named_params! { ":items": json(items) }, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn json(rows: &[i64]) -> String {
    serde_json::to_string(rows).expect("numbers are JSON")
}
