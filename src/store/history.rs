//! The history: its sentences, and the proof that every row agrees with it.

use rusqlite::named_params;

use super::record::{self, CurrentImages, Sealed, Touched};
use super::{Store, schema};
use crate::error::Result;

/// One recorded change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number
    pub number: i64,
    /// When it was recorded, UTC: `2026-11-24T09:30:00Z`
    pub at: String,
    /// Who recorded it
    pub who: String,
    /// Why, where somebody said so
    pub why: Option<String>,
    /// By which command
    pub command: String,
    /// What it did, in a sentence
    pub summary: String,
    /// The change that it took back
    pub undoes: Option<i64>,
    /// The change that took it back
    pub undone_by: Option<i64>,
}

/// Something that `check` found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What was checked: `chain`, `row`, `schema`, `keys`, `file`
    pub of: &'static str,
    /// What is wrong, in a sentence
    pub what: String,
}

impl Store {
    /// Returns every change, the newest first.
    pub fn log(&self) -> Result<Vec<LogEntry>> {
        let taken_back = self.taken_back()?;
        let sql = "SELECT id, at, who, why, command, summary, undoes FROM change ORDER BY id DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let entries = statement.query_map([], |row| {
            let number = row.get("id")?;
            Ok(LogEntry {
                number,
                at: row.get("at")?,
                who: row.get("who")?,
                why: row.get("why")?,
                command: row.get("command")?,
                summary: row.get("summary")?,
                undoes: row.get("undoes")?,
                undone_by: taken_back
                    .iter()
                    .find(|(undone, _)| *undone == number)
                    .map(|(_, undo)| *undo),
            })
        })?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// Checks the file, the schema, the references between rows, and every row against the
    /// history. Returns all that is wrong; an empty list proves that no change and no row was
    /// altered from outside. Changes cut off at the end show only against a printed head.
    pub fn check(&self) -> Result<Vec<Problem>> {
        let mut problems = self.check_file()?;
        problems.extend(
            self.schema_differences()?
                .into_iter()
                .map(|what| Problem { of: "schema", what }),
        );
        // What a table holds is only known where the table is the one that this program makes.
        let is_unreadable = |problem: &Problem| {
            problem.what.starts_with("table ") && !problem.what.ends_with(schema::FOREIGN)
        };
        if problems.iter().any(is_unreadable) {
            return Ok(problems);
        }
        problems.extend(self.check_keys()?);
        problems.extend(self.check_rows()?);
        problems.extend(self.check_chain()?);
        Ok(problems)
    }

    fn check_file(&self) -> Result<Vec<Problem>> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let said = statement
            .query_map([], |row| row.get::<_, String>(0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut problems: Vec<Problem> = said
            .into_iter()
            .filter(|said| said != "ok")
            .map(|what| Problem { of: "file", what })
            .collect();
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
            let what = format!(
                "{table} {} refers to a {parent} that is not there",
                id.unwrap_or_default()
            );
            Ok(Problem { of: "keys", what })
        })?;
        Ok(problems.collect::<rusqlite::Result<_>>()?)
    }

    /// Finds rows that no change made.
    fn check_rows(&self) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for table in schema::fact_tables()? {
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
            problems.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(problems)
    }

    /// Recomputes every hash, each row's image after a change being its image before the next.
    fn check_chain(&self) -> Result<Vec<Problem>> {
        let sql = "SELECT id, at, who, why, command, summary, undoes, prev_hash, hash FROM change ORDER BY id";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut images = CurrentImages::new(&self.connection);
        let (mut expected, mut prev) = (1, "0".repeat(64));
        let mut problems = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, why): (i64, Option<String>) = (row.get("id")?, row.get("why")?);
            let text = |column| row.get::<_, String>(column);
            let (at, who, command, summary) = (
                text("at")?,
                text("who")?,
                text("command")?,
                text("summary")?,
            );
            let (prev_hash, hash) = (text("prev_hash")?, text("hash")?);
            if id != expected || prev_hash != prev {
                problems.push(Problem {
                    of: "chain",
                    what: format!("changes before change {id} are missing or were altered"),
                });
            }
            let touched = self.touched_then(id, &mut images)?;
            let sealed = Sealed {
                id,
                at: &at,
                who: &who,
                why: why.as_deref(),
                command: &command,
                summary: &summary,
                undoes: row.get("undoes")?,
                prev_hash: &prev_hash,
            };
            if record::seal(&sealed, &touched) != hash {
                problems.push(self.altered(id)?);
            }
            (expected, prev) = (id + 1, hash);
        }
        Ok(problems)
    }

    /// Returns what a change touched, after any number of later changes.
    fn touched_then(&self, change: i64, images: &mut CurrentImages<'_>) -> Result<Vec<Touched>> {
        let sql = "SELECT r.table_name, r.row_id, r.before, n.change_id IS NOT NULL AS overwritten, n.before AS after
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
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! { ":change": change })?;
        let mut touched = Vec::new();
        while let Some(row) = rows.next()? {
            let (table, id): (String, i64) = (row.get("table_name")?, row.get("row_id")?);
            let (before, after): (Option<String>, Option<String>) =
                (row.get("before")?, row.get("after")?);
            let after = if row.get("overwritten")? {
                after
            } else {
                images.of(&table, id)?
            };
            let digest = |image: Option<String>| image.as_deref().map(record::digest);
            touched.push(Touched {
                table,
                row: id,
                before: digest(before),
                after: digest(after),
            });
        }
        Ok(touched)
    }

    /// Says which rows may be the altered ones: those that nothing later overwrote.
    fn altered(&self, change: i64) -> Result<Problem> {
        let sql = "SELECT DISTINCT table_name || ' ' || row_id FROM revision r
                    WHERE change_id = :change
                      AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.table_name = r.table_name
                                         AND n.row_id = r.row_id AND n.change_id > r.change_id)
                    ORDER BY seq LIMIT 6";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows: Vec<String> = statement
            .query_map(named_params! { ":change": change }, |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let rows = match rows.len() {
            0 => "its history".to_owned(),
            6 => format!("its history, or one of {}, …", rows[..5].join(", ")),
            _ => format!("its history, or one of {}", rows.join(", ")),
        };
        let what = format!(
            "change {change} does not agree with its seal: {rows} was altered from outside"
        );
        Ok(Problem { of: "chain", what })
    }
}
