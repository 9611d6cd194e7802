//! The proof that every row agrees with the history.
//!
//! A register that was altered or is damaged is what this is for: whatever cannot be read is a
//! problem that is named, and what can be read is checked all the same.

use rusqlite::types::ValueRef;
use rusqlite::{ErrorCode, OptionalExtension, Row, named_params};

use super::record::{self, CurrentImages, Sealed, Touched};
use super::schema::Difference;
use super::{Store, schema};
use crate::error::{self, Error, Result};

/// Something that `check` found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What was checked: `chain`, `row`, `schema`, `keys`, `file`
    pub of: &'static str,
    /// What is wrong, in a sentence
    pub what: String,
}

impl Store {
    /// Checks the file, the schema, the references between rows, and every row against the
    /// history. Returns all that is wrong; an empty list proves that no change and no row was
    /// altered from outside. Changes cut off at the end show only against a printed head.
    ///
    /// # Errors
    /// When the file cannot be got at; what is wrong inside is a problem, not an error.
    pub fn check(&self) -> Result<Vec<Problem>> {
        let mut problems = told("file", self.check_file())?;
        let differences = match self.schema_differences() {
            Ok(differences) => differences,
            Err(error) => {
                problems.push(unreadable("schema", "the schema", error)?);
                return Ok(problems);
            }
        };
        problems.extend(differences.iter().map(|difference| Problem {
            of: "schema",
            what: difference.to_string(),
        }));
        // Rows are looked at where there are the tables that hold them, whatever else differs.
        if !differences.iter().any(Difference::is_a_missing_table) {
            problems.extend(told("keys", self.check_keys())?);
            problems.extend(self.check_rows()?);
            problems.extend(self.check_chain()?);
        }
        Ok(problems)
    }

    /// Refuses to read bodies where some are gone that others name: keys keep that from happening
    /// but in a register that was altered by another program.
    pub(super) fn refuse_missing_bodies(&self) -> Result<()> {
        match self
            .connection
            .prepare_cached(MISSING_BODY)?
            .query_row([], |row| row.get::<_, i64>(0))
            .optional()?
        {
            None => Ok(()),
            Some(id) => Err(Error::Refused(format!(
                "the register was altered by another program: unit or organisation {id} is gone, to which others refer; keep the file as it is, see what `annexe check` says, and restore a copy from before"
            ))),
        }
    }

    fn check_file(&self) -> Result<Vec<Problem>> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let mut rows = statement.query([])?;
        let mut problems = Vec::new();
        while let Some(row) = rows.next()? {
            let what = lossy(row.get_ref(0)?);
            if what != "ok" {
                problems.push(Problem { of: "file", what });
            }
        }
        let version: i64 = self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version != schema::VERSION {
            problems.push(Problem {
                of: "schema",
                what: format!("its version is {version}, not {}", schema::VERSION),
            });
        }
        Ok(problems)
    }

    fn check_keys(&self) -> Result<Vec<Problem>> {
        let mut statement = self
            .connection
            .prepare("SELECT \"table\", rowid, parent FROM pragma_foreign_key_check")?;
        let problems = statement.query_map([], |row| {
            let (table, id, parent): (String, Option<i64>, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            // The rows of `revision` have no number of their own.
            let number = id.map(|id| format!(" {id}")).unwrap_or_default();
            Ok(Problem {
                of: "keys",
                what: format!("{table}{number} refers to a {parent} that is not there"),
            })
        })?;
        Ok(problems.collect::<rusqlite::Result<_>>()?)
    }

    /// Finds rows that no change made.
    fn check_rows(&self) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for table in schema::fact_tables()? {
            problems.extend(told("row", self.made_by_nobody(&table))?);
        }
        Ok(problems)
    }

    fn made_by_nobody(&self, table: &str) -> Result<Vec<Problem>> {
        let sql = format!(
            "SELECT id FROM \"{table}\" t
              WHERE NOT EXISTS (SELECT 1 FROM revision r WHERE r.table_name = '{table}' AND r.row_id = t.id)"
        );
        let mut statement = self.connection.prepare(&sql)?;
        let found = statement.query_map([], |row| {
            let what = format!(
                "{table} {} was put in from outside: no change made it",
                row.get::<_, i64>(0)?
            );
            Ok(Problem { of: "row", what })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Recomputes every hash, each row's image after a change being its image before the next.
    fn check_chain(&self) -> Result<Vec<Problem>> {
        let sql = "SELECT id, at, who, why, command, summary, undoes, prev_hash, hash FROM change ORDER BY id";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut images = CurrentImages::new(&self.connection);
        let (mut link, mut problems) = (Link::first(), Vec::new());
        loop {
            match rows.next() {
                Ok(Some(row)) => problems.extend(self.check_change(row, &mut link, &mut images)?),
                Ok(None) => break,
                Err(error) => {
                    problems.push(unreadable("chain", "the history", error.into())?);
                    return Ok(problems);
                }
            }
        }
        if link.number == 1 {
            let what = "the register has no first change: it was not made whole, or its history was removed";
            problems.push(Problem {
                of: "chain",
                what: what.to_owned(),
            });
        }
        Ok(problems)
    }

    /// Checks one change against the one before, and its seal against the rows.
    fn check_change(
        &self,
        row: &Row<'_>,
        link: &mut Link,
        images: &mut CurrentImages<'_>,
    ) -> Result<Vec<Problem>> {
        let id: i64 = row.get("id")?;
        let stored = match Stored::read(row) {
            Ok(stored) => stored,
            Err(error) => {
                *link = Link::after(id, None);
                return Ok(vec![unreadable(
                    "chain",
                    &format!("change {id}"),
                    error.into(),
                )?]);
            }
        };
        let mut problems = Vec::new();
        if !link.is_followed_by(&stored) {
            problems.push(Problem {
                of: "chain",
                what: format!("changes before change {id} are missing or were altered"),
            });
        }
        let seal = self.check_seal(&stored, images);
        problems.extend(told("chain", seal)?);
        *link = Link::after(id, Some(stored.hash));
        Ok(problems)
    }

    fn check_seal(&self, stored: &Stored, images: &mut CurrentImages<'_>) -> Result<Vec<Problem>> {
        let (touched, unread) = self.touched_then(stored.id, images)?;
        // A row that cannot be read has no image to compare, and is named already.
        if !unread.is_empty() || record::seal(&stored.sealed(), &touched) == stored.hash {
            return Ok(unread);
        }
        Ok(vec![self.altered(stored.id)?])
    }

    /// Returns what a change touched, after any number of later changes, and the rows that
    /// cannot be read.
    fn touched_then(
        &self,
        change: i64,
        images: &mut CurrentImages<'_>,
    ) -> Result<(Vec<Touched>, Vec<Problem>)> {
        let mut statement = self.connection.prepare_cached(TOUCHED)?;
        let mut rows = statement.query(named_params! { ":change": change })?;
        let (mut touched, mut unread) = (Vec::new(), Vec::new());
        while let Some(row) = rows.next()? {
            let (table, id): (String, i64) = (row.get("table_name")?, row.get("row_id")?);
            match touched_row(row, &table, id, images) {
                Ok(row) => touched.push(row),
                Err(error) => unread.push(unreadable(
                    "row",
                    &format!("{table} {id}, which change {change} wrote,"),
                    error,
                )?),
            }
        }
        Ok((touched, unread))
    }

    /// Says which rows may be the altered one: those that nothing later overwrote. A change has one
    /// seal for all its rows, so that of many none can be singled out.
    fn altered(&self, change: i64) -> Result<Problem> {
        let sql = "SELECT DISTINCT table_name || ' ' || row_id FROM revision r
                    WHERE change_id = :change
                      AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.table_name = r.table_name
                                         AND n.row_id = r.row_id AND n.change_id > r.change_id)
                    ORDER BY seq";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows: Vec<String> = statement
            .query_map(named_params! { ":change": change }, |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let which = match rows.len() {
            0 => "its history".to_owned(),
            1..=NAMED => format!("{}, which it wrote, or its history", rows.join(" or ")),
            many => format!("one of the {many} rows that it wrote, or its history,"),
        };
        let what = format!(
            "change {change} does not agree with its seal: {which} was altered from outside"
        );
        Ok(Problem { of: "chain", what })
    }
}

/// How many rows are named that may be the altered one.
const NAMED: usize = 3;

// In the two tables here that grow large each body is looked up once.
const MISSING_BODY: &str = "
WITH RECURSIVE addressed (id) AS (
  SELECT min(body_id) FROM addressee UNION ALL
  SELECT (SELECT min(body_id) FROM addressee WHERE body_id > d.id) FROM addressed d WHERE d.id IS NOT NULL
), inspected (id) AS (
  SELECT min(body_id) FROM inspection UNION ALL
  SELECT (SELECT min(body_id) FROM inspection WHERE body_id > d.id) FROM inspected d WHERE d.id IS NOT NULL
)
SELECT id
  FROM (SELECT id FROM addressed
        UNION SELECT parent_id FROM body
        UNION SELECT body_id FROM alias
        UNION SELECT predecessor_id FROM succession UNION SELECT successor_id FROM succession
        UNION SELECT id FROM inspected)
 WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM body)
 ORDER BY id LIMIT 1";

const TOUCHED: &str = "
SELECT r.table_name, r.row_id, r.before, n.change_id IS NOT NULL AS overwritten, n.before AS after
  FROM revision r
  LEFT JOIN revision n
    ON n.table_name = r.table_name AND n.row_id = r.row_id
   AND (n.change_id, n.seq) = (
         SELECT x.change_id, x.seq FROM revision x
          WHERE x.table_name = r.table_name AND x.row_id = r.row_id
            AND (x.change_id, x.seq) > (r.change_id, r.seq)
          ORDER BY x.change_id, x.seq LIMIT 1)
 WHERE r.change_id = :change
 ORDER BY r.seq";

fn touched_row(
    row: &Row<'_>,
    table: &str,
    id: i64,
    images: &mut CurrentImages<'_>,
) -> Result<Touched> {
    let (before, after): (Option<String>, Option<String>) = (row.get("before")?, row.get("after")?);
    let after = if row.get("overwritten")? {
        after
    } else {
        images.of(table, id)?
    };
    let digest = |image: Option<String>| image.as_deref().map(record::digest);
    Ok(Touched {
        table: table.to_owned(),
        row: id,
        before: digest(before),
        after: digest(after),
    })
}

/// What the next change in the chain must be.
struct Link {
    number: i64,
    /// The hash of the one before; nothing where it cannot be read
    hash: Option<String>,
}

impl Link {
    fn first() -> Link {
        Link {
            number: 1,
            hash: Some("0".repeat(64)),
        }
    }

    fn after(id: i64, hash: Option<String>) -> Link {
        let number = id.saturating_add(1);
        Link { number, hash }
    }

    fn is_followed_by(&self, next: &Stored) -> bool {
        let agrees = |hash: &String| *hash == next.prev_hash;
        self.number == next.id && self.hash.as_ref().is_none_or(agrees)
    }
}

/// A change as it is stored.
struct Stored {
    id: i64,
    at: String,
    who: String,
    why: Option<String>,
    command: String,
    summary: String,
    undoes: Option<i64>,
    prev_hash: String,
    hash: String,
}

impl Stored {
    fn read(row: &Row<'_>) -> rusqlite::Result<Stored> {
        Ok(Stored {
            id: row.get("id")?,
            at: row.get("at")?,
            who: row.get("who")?,
            why: row.get("why")?,
            command: row.get("command")?,
            summary: row.get("summary")?,
            undoes: row.get("undoes")?,
            prev_hash: row.get("prev_hash")?,
            hash: row.get("hash")?,
        })
    }

    fn sealed(&self) -> Sealed<'_> {
        Sealed {
            id: self.id,
            at: &self.at,
            who: &self.who,
            why: self.why.as_deref(),
            command: &self.command,
            summary: &self.summary,
            undoes: self.undoes,
            prev_hash: &self.prev_hash,
        }
    }
}

/// Returns what a part of the check found; what it could not read is found, too.
fn told(of: &'static str, found: Result<Vec<Problem>>) -> Result<Vec<Problem>> {
    found.or_else(|error| Ok(vec![unreadable(of, "a part of it", error)?]))
}

/// Makes a problem of an error that what the file holds has caused; others stay errors.
fn unreadable(of: &'static str, what: &str, error: Error) -> Result<Problem> {
    let why = match error {
        Error::Sqlite(error) if is_inside(&error) => error.to_string(),
        Error::Refused(why) => why,
        other => return Err(other),
    };
    Ok(Problem {
        of,
        what: format!("{what} cannot be read: {why}"),
    })
}

fn is_inside(error: &rusqlite::Error) -> bool {
    // Only from outside a text comes to be longer than the program lets one be.
    error::is_damage(error) || error.sqlite_error_code() == Some(ErrorCode::TooBig)
}

/// Returns a value as text, whatever it is.
fn lossy(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("{other:?}"),
    }
}
