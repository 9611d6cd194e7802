//! Taking a change back, by a recorded change.

use std::collections::{BTreeSet, HashSet};

use rusqlite::types::Value as Sql;
use rusqlite::{ErrorCode, OptionalExtension, named_params, params_from_iter};
use serde_json::{Map, Value};

use super::{Change, Store, record};
use crate::error::{Error, Result};

/// How many obstacles a refusal lists.
const LISTED: usize = 5;

impl Change<'_> {
    /// Takes a change back: every row that it touched is put as it was before.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there is no such change; [`Error::Conflict`] when it was taken back
    /// already, or when something later rests on it, naming what: a change that touched one of its
    /// rows, a row that refers to one, or a rule that facts entered since would break.
    pub fn undo(&self, number: i64) -> Result<()> {
        let undone = Undone::read(self)?;
        let summary = self.undoable(number, &undone)?;
        // Without anything in force after it, what comes back is the register as it was: that was allowed.
        if self.is_last_in_force(number, &undone)? {
            self.put_all_back(number)?;
        } else {
            let before = self.breaches()?;
            self.put_all_back(number)?;
            self.refuse_new_breaches(number, &before)?;
        }
        self.undoes.set(Some(number));
        self.said(format!("took back change {number}: {summary}"));
        Ok(())
    }

    fn put_all_back(&self, number: i64) -> Result<()> {
        // Rows come back in reverse order; what they refer to is judged when all are there.
        self.connection
            .pragma_update(None, "defer_foreign_keys", true)?;
        let overwritten = self.overwritten(number)?;
        let tables: BTreeSet<&String> = overwritten.iter().map(|(table, ..)| table).collect();
        for table in tables {
            record::refuse_unknown(&self.connection, table)?;
        }
        for (table, row, before) in overwritten {
            self.put_back(&table, row, before.as_deref())
                .map_err(|error| in_the_way(number, error))?;
        }
        Ok(())
    }

    fn is_last_in_force(&self, number: i64, undone: &Undone) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM change WHERE id > :id")?;
        let later = statement
            .query_map(named_params! { ":id": number }, |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        Ok(!later
            .into_iter()
            .any(|later| undone.stands_in_the_way(later, number)))
    }

    /// Refuses what the nouns would have refused: rows come back without asking them.
    fn refuse_new_breaches(&self, number: i64, before: &[String]) -> Result<()> {
        let after = self.breaches()?;
        match after.iter().find(|breach| !before.contains(breach)) {
            None => Ok(()),
            Some(breach) => Err(Error::Conflict(format!(
                "change {number} cannot be taken back: {breach}; undo or correct first what came later"
            ))),
        }
    }

    /// Returns the sentence of a change that can be taken back, or why it cannot.
    fn undoable(&self, number: i64, undone: &Undone) -> Result<String> {
        let summary = self.summary_of(number)?;
        if number == 1 {
            return Err(Error::Refused(
                "change 1 made the register; it cannot be taken back".to_owned(),
            ));
        }
        if self.is_upgrade(number)? {
            return Err(Error::Refused(format!(
                "change {number} brought the register to a newer version; it cannot be taken back, and the copy that was kept is the register of before"
            )));
        }
        if let Some(by) = undone.by(number) {
            return Err(Error::Conflict(format!(
                "change {number} was taken back already by change {by}; `annexe undo {by}` brings it back"
            )));
        }
        let obstacles: Vec<String> = self
            .touched_later(number)?
            .into_iter()
            .filter(|(later, _)| undone.stands_in_the_way(*later, number))
            .map(|(later, summary)| format!("change {later} ({summary})"))
            .collect();
        if obstacles.is_empty() {
            Ok(summary)
        } else {
            Err(rests(number, &obstacles))
        }
    }

    /// Returns later changes that touched a row of this one.
    fn touched_later(&self, number: i64) -> Result<Vec<(i64, String)>> {
        // `+c.id` keeps SQLite from scanning `change` for the order.
        let sql = "SELECT DISTINCT c.id, c.summary
                     FROM revision mine
                     JOIN revision later ON later.table_name = mine.table_name
                                        AND later.row_id = mine.row_id
                                        AND later.change_id > mine.change_id
                     JOIN change c ON c.id = later.change_id
                    WHERE mine.change_id = :id
                    ORDER BY +c.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let later = statement
            .query_map(named_params! { ":id": number }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(later)
    }

    /// Returns what a change overwrote, the last first.
    fn overwritten(&self, number: i64) -> Result<Vec<(String, i64, Option<String>)>> {
        let sql = "SELECT table_name, row_id, before FROM revision WHERE change_id = :id ORDER BY seq DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement
            .query_map(named_params! { ":id": number }, |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(rows)
    }
}

impl Store {
    /// Returns the sentence of a change.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there is no such change.
    pub(super) fn summary_of(&self, number: i64) -> Result<String> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT summary FROM change WHERE id = :id")?;
        let summary = statement
            .query_row(named_params! { ":id": number }, |row| row.get(0))
            .optional()?;
        summary.ok_or_else(|| Error::NoSuch {
            what: "change",
            name: number.to_string(),
            near: Vec::new(),
        })
    }

    /// Puts one row as it was: gone, or with the values of an image.
    pub(super) fn put_back(&self, table: &str, row: i64, before: Option<&str>) -> Result<()> {
        let Some(image) = before else {
            let sql = format!("DELETE FROM \"{table}\" WHERE id = ?1");
            self.connection.prepare_cached(&sql)?.execute([row])?;
            return Ok(());
        };
        let image: Map<String, Value> = serde_json::from_str(image).map_err(|_| {
            Error::Refused(format!(
                "the history of {table} {row} cannot be read; run `annexe check`"
            ))
        })?;
        let columns = record::columns(&self.connection, table)?;
        let values = columns
            .iter()
            .map(|(name, default)| stored(image.get(name), default.as_deref()));
        let values: Vec<Sql> = std::iter::once(Sql::Integer(row)).chain(values).collect();
        let names: Vec<String> = columns
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect();
        let marks: Vec<String> = (2..values.len() + 1)
            .map(|place| format!("?{place}"))
            .collect();
        let sets: Vec<String> = names
            .iter()
            .zip(&marks)
            .map(|(name, mark)| format!("{name} = {mark}"))
            .collect();
        let update = format!("UPDATE \"{table}\" SET {} WHERE id = ?1", sets.join(", "));
        if self
            .connection
            .prepare_cached(&update)?
            .execute(params_from_iter(&values))?
            == 0
        {
            let insert = format!(
                "INSERT INTO \"{table}\" (id, {}) VALUES (?1, {})",
                names.join(", "),
                marks.join(", ")
            );
            self.connection
                .prepare_cached(&insert)?
                .execute(params_from_iter(&values))?;
        }
        Ok(())
    }
}

/// Returns the value that an image holds for a column; what it leaves out is the constant default or NULL.
fn stored(value: Option<&Value>, default: Option<&str>) -> Sql {
    match value {
        Some(Value::Number(number)) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        Some(Value::String(text)) => Sql::Text(text.clone()),
        _ => match default.map(str::parse) {
            Some(Ok(number)) => Sql::Integer(number),
            _ => Sql::Null,
        },
    }
}

fn in_the_way(number: i64, error: Error) -> Error {
    match error {
        Error::Sqlite(error)
            if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) =>
        {
            Error::Conflict(format!(
                "change {number} cannot be taken back: what it would bring back has been recorded anew since; undo that first"
            ))
        }
        other => other,
    }
}

fn rests(number: i64, obstacles: &[String]) -> Error {
    let more = obstacles.len().saturating_sub(LISTED);
    let listed = obstacles[..obstacles.len().min(LISTED)].join(", ");
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    Error::Conflict(format!(
        "change {number} cannot be taken back: {listed}{more} came later and rests on it; undo that first"
    ))
}

/// Which changes have been taken back, and by which.
struct Undone {
    pairs: Vec<(i64, i64)>,
    dead: HashSet<i64>,
}

impl Undone {
    fn read(store: &Store) -> Result<Undone> {
        let mut statement = store.connection.prepare_cached(
            "SELECT id, undoes FROM change WHERE undoes IS NOT NULL ORDER BY +id DESC",
        )?;
        let pairs: Vec<(i64, i64)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut dead = HashSet::new();
        // From the newest on: an undo that was itself taken back takes nothing back.
        for (undo, undone) in &pairs {
            if !dead.contains(undo) {
                dead.insert(*undone);
            }
        }
        Ok(Undone { pairs, dead })
    }

    /// Returns the change in force that took this one back.
    fn by(&self, number: i64) -> Option<i64> {
        self.pairs
            .iter()
            .find(|(undo, undone)| *undone == number && !self.dead.contains(undo))
            .map(|(undo, _)| *undo)
    }

    /// Tells whether a later change keeps an earlier one from being taken back. One that was
    /// taken back does not; an undo does not where all that it undid is later too: then the
    /// two cancel out.
    fn stands_in_the_way(&self, later: i64, number: i64) -> bool {
        let undid = self
            .pairs
            .iter()
            .find(|(undo, _)| *undo == later)
            .map(|(_, undone)| *undone);
        !self.dead.contains(&later) && undid.is_none_or(|undone| undone <= number)
    }
}

impl Store {
    /// Returns the refusal of a commit after which rows would refer to rows that are gone.
    pub(super) fn what_rests_on_it(&self) -> Result<Error> {
        let sql = "SELECT DISTINCT c.id, c.summary
                     FROM pragma_foreign_key_check k
                     JOIN revision r ON r.table_name = k.\"table\" AND r.row_id = k.rowid AND r.before IS NULL
                     JOIN change c ON c.id = r.change_id
                    ORDER BY c.id";
        let mut statement = self.connection.prepare(sql)?;
        let obstacles: Vec<String> = statement
            .query_map([], |row| {
                Ok(format!(
                    "change {} ({})",
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?
                ))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Error::Conflict(format!(
            "nothing was changed: {} came later and rests on it; undo that first",
            if obstacles.is_empty() {
                "something that".to_owned()
            } else {
                obstacles.join(", ")
            }
        )))
    }

    /// Returns for each change that is taken back the change that took it back.
    pub(super) fn taken_back(&self) -> Result<Vec<(i64, i64)>> {
        let undone = Undone::read(self)?;
        let in_force = undone
            .pairs
            .iter()
            .filter(|(undo, _)| !undone.dead.contains(undo));
        Ok(in_force.map(|(undo, number)| (*number, *undo)).collect())
    }
}
