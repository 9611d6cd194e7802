//! What the register held at an earlier time: a copy in memory, rewound through the history.

use chrono::NaiveDate;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, named_params};

use super::Store;
use crate::error::{Error, Result};

/// A row that was touched since, with its image as it was then; nothing: it was not there.
type Then = (String, i64, Option<String>);

impl Store {
    /// Returns the number of the last change that was recorded up to the end of a day (in UTC);
    /// nothing where the register was made later.
    pub fn last_change_by(&self, day: NaiveDate) -> Result<Option<i64>> {
        let sql = "SELECT max(id) FROM change WHERE date(at) <= :day";
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.query_row(named_params! { ":day": day.to_string() }, |row| row.get(0))?)
    }

    /// Returns a copy in memory of what the register held after a change. It is for reading:
    /// nothing that is written to it is recorded or kept.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there is no such change; when the history cannot be read.
    pub fn as_known_after(&self, change: i64) -> Result<Store> {
        self.summary_of(change)?;
        let store = Store::with(self.copied()?, None)?;
        store.rewind(change)?;
        Ok(store)
    }

    /// Returns a copy of the register in memory, page for page.
    pub(super) fn copied(&self) -> Result<Connection> {
        let mut copy = Connection::open_in_memory()?;
        self.copy_into(&mut copy)?;
        Ok(copy)
    }

    /// Copies the register over another database, page for page.
    pub(super) fn copy_into(&self, copy: &mut Connection) -> Result<()> {
        match Backup::new(&self.connection, copy)?.step(-1)? {
            StepResult::Done => Ok(()),
            // Half a copy is no register.
            _ => Err(Error::Busy(self.path.clone().unwrap_or_default())),
        }
    }

    /// Puts every row that was touched since as it was after a change, and takes those changes off.
    fn rewind(&self, change: i64) -> Result<()> {
        // Rules that hold at the end need not hold on the way there.
        self.connection.execute_batch(
            "PRAGMA foreign_keys = OFF;
             PRAGMA ignore_check_constraints = ON;",
        )?;
        self.drop_triggers()?;
        self.connection.execute_batch("BEGIN")?;
        let rows = self.touched_since(change)?;
        // All of them go first: two rows may have exchanged what only one may have.
        for (table, row, _) in &rows {
            self.put_back(table, *row, None)?;
        }
        for (table, row, image) in rows.iter().filter(|(.., image)| image.is_some()) {
            self.put_back(table, *row, image.as_deref())?;
        }
        for sql in [
            "DELETE FROM revision WHERE change_id > :change",
            "DELETE FROM change WHERE id > :change",
        ] {
            self.connection
                .execute(sql, named_params! { ":change": change })?;
        }
        self.connection.execute_batch("COMMIT")?;
        Ok(())
    }

    /// Returns each row that was touched after a change, with its image before the first of these touches.
    pub(super) fn touched_since(&self, change: i64) -> Result<Vec<Then>> {
        let sql = "SELECT table_name, row_id, before
                     FROM revision first
                    WHERE change_id > :change
                      AND NOT EXISTS (SELECT 1 FROM revision earlier
                                       WHERE earlier.table_name = first.table_name
                                         AND earlier.row_id = first.row_id
                                         AND earlier.change_id > :change
                                         AND (earlier.change_id, earlier.seq) < (first.change_id, first.seq))";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map(named_params! { ":change": change }, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn drop_triggers(&self) -> Result<()> {
        let sql = "SELECT 'DROP TRIGGER \"' || replace(name, '\"', '\"\"') || '\"' FROM sqlite_schema WHERE type = 'trigger'";
        let mut statement = self.connection.prepare(sql)?;
        let drops: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        drop(statement);
        for sql in drops {
            self.connection.execute_batch(&sql)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::domain::body::{BodyKind, NewBody};
    use crate::store::Meta;

    fn meta(day: u32) -> Meta {
        Meta {
            at: Utc.with_ymd_and_hms(2026, 11, day, 9, 0, 0).unwrap(),
            by: "A clerk".into(),
            why: None,
            command: "body add".into(),
        }
    }

    fn add(store: &Store, name: &str, day: u32) {
        let new = NewBody {
            name: name.to_owned(),
            kind: BodyKind::Region,
            member_kind: None,
            parent_id: None,
            valid_from: None,
            valid_to: None,
            aliases: Vec::new(),
        };
        store
            .change(&meta(day), |change| change.add_body(&new))
            .unwrap();
    }

    /// Every row of every table of facts, and the history.
    fn rows(store: &Store) -> Vec<String> {
        let mut rows = vec![store.head().unwrap()];
        for table in super::super::record::fact_tables(&store.connection).unwrap() {
            let image = super::super::record::image_of(&store.connection, &table, &table).unwrap();
            let sql = format!("SELECT id || {image} FROM \"{table}\" ORDER BY id");
            let mut statement = store.connection.prepare(&sql).unwrap();
            let found = statement
                .query_map([], |row| row.get::<_, String>(0))
                .unwrap();
            rows.extend(found.map(|row| format!("{table} {}", row.unwrap())));
        }
        rows
    }

    #[test]
    fn a_rewound_copy_is_the_register_of_then_row_for_row() {
        let store = Store::in_memory(&meta(1)).unwrap();
        let mut held = vec![rows(&store)];
        add(&store, "Saltmere region", 2);
        held.push(rows(&store));
        add(&store, "Fenmarsh region", 2);
        held.push(rows(&store));
        store.change(&meta(3), |change| change.undo(2)).unwrap();
        held.push(rows(&store));
        add(&store, "Saltmere region", 4);
        held.push(rows(&store));
        for (change, then) in (1..).zip(&held) {
            assert_eq!(
                &rows(&store.as_known_after(change).unwrap()),
                then,
                "{change}"
            );
        }
        assert_eq!(
            held.last(),
            Some(&rows(&store)),
            "the register itself is left alone"
        );
    }

    #[test]
    fn a_day_has_the_changes_up_to_its_end() {
        let store = Store::in_memory(&meta(2)).unwrap();
        add(&store, "Saltmere region", 2);
        add(&store, "Fenmarsh region", 4);
        let last = |day| {
            store
                .last_change_by(NaiveDate::from_ymd_opt(2026, 11, day).unwrap())
                .unwrap()
        };
        assert_eq!([1, 2, 3, 4].map(last), [None, Some(2), Some(2), Some(3)]);
    }
}
