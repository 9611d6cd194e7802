//! The recording of changes: row images, the triggers that keep them, and the hash of a change.
//!
//! Every INSERT, UPDATE and DELETE on a fact table leaves the row's image before it in
//! `revision`, whatever statement it was. The triggers call functions that only this
//! program registers, so a write by any other program fails.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, named_params};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// The number of the change that is open in this program; 0 when none is.
pub(super) type OpenChange = Arc<AtomicI64>;

/// Registers `image(…)` and `open_change()` on a connection.
pub(super) fn register_functions(connection: &Connection, open: &OpenChange) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function(
        "image",
        -1,
        flags | FunctionFlags::SQLITE_DETERMINISTIC,
        image,
    )?;
    let open = Arc::clone(open);
    connection.create_scalar_function("open_change", 0, flags, move |_| {
        match open.load(Ordering::Relaxed) {
            0 => Err(refusal("no change is open")),
            id => Ok(id),
        }
    })?;
    Ok(())
}

fn refusal(why: &str) -> rusqlite::Error {
    rusqlite::Error::UserFunctionError(why.into())
}

/// `image('column', value, …)`: the row as canonical JSON, keys sorted, NULLs left out.
fn image(context: &mut Context<'_>) -> rusqlite::Result<String> {
    let mut columns = Map::new();
    for place in (0..context.len()).step_by(2) {
        let key: String = context.get(place)?;
        let value = match context.get_raw(place + 1) {
            ValueRef::Null => continue,
            ValueRef::Integer(number) => Value::from(number),
            ValueRef::Text(bytes) => {
                let text =
                    std::str::from_utf8(bytes).map_err(|_| refusal("text that is not UTF-8"))?;
                Value::from(text)
            }
            ValueRef::Real(_) | ValueRef::Blob(_) => {
                return Err(refusal("only whole numbers and text are stored"));
            }
        };
        columns.insert(key, value);
    }
    Ok(Value::Object(columns).to_string())
}

/// Returns the tables that hold facts: all but the history.
pub(super) fn fact_tables(connection: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name NOT IN ('change', 'revision') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'
                ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let names = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(names)
}

/// Returns the stored columns of a table but its id, each with the constant default that an image leaves out.
pub(super) fn columns(
    connection: &Connection,
    table: &str,
) -> Result<Vec<(String, Option<String>)>> {
    let sql =
        "SELECT name, dflt_value FROM pragma_table_info(:table) WHERE name <> 'id' ORDER BY cid";
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement
        .query_map(named_params! { ":table": table }, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(columns)
}

/// Refuses a table of which the history tells and that is none of facts: its name goes into statements.
pub(super) fn refuse_unknown(connection: &Connection, table: &str) -> Result<()> {
    if fact_tables(connection)?.iter().any(|known| known == table) {
        Ok(())
    } else {
        Err(Error::Refused(format!(
            "the history names `{table}`, which is no table of facts; keep the file as it is and see what `annexe check` says"
        )))
    }
}

/// Returns the SQL that makes the image of one row, `row` being OLD, NEW or a table.
pub(super) fn image_of(connection: &Connection, table: &str, row: &str) -> Result<String> {
    let pairs: Vec<String> = columns(connection, table)?
        .into_iter()
        .map(|(name, default)| match default {
            Some(default) => format!("'{name}', nullif({row}.\"{name}\", {default})"),
            None => format!("'{name}', {row}.\"{name}\""),
        })
        .collect();
    Ok(format!("image({})", pairs.join(", ")))
}

/// Makes the recording triggers of every fact table.
pub(super) fn create_triggers(connection: &Connection) -> Result<()> {
    for table in fact_tables(connection)? {
        let before = image_of(connection, &table, "OLD")?;
        for (event, row, image) in [
            ("INSERT", "NEW", "NULL"),
            ("UPDATE", "OLD", &*before),
            ("DELETE", "OLD", &*before),
        ] {
            connection.execute_batch(&format!(
                "CREATE TRIGGER record_{event}_{table} AFTER {event} ON \"{table}\" BEGIN
  INSERT INTO revision (change_id, seq, table_name, row_id, before)
  SELECT open_change(), 1 + coalesce(max(seq), 0), '{table}', {row}.id, {image}
    FROM revision WHERE change_id = open_change();
END;",
                event = event.to_lowercase(),
            ))?;
        }
    }
    Ok(())
}

/// Removes the recording triggers, and no others.
pub(super) fn drop_triggers(connection: &Connection) -> Result<()> {
    for table in fact_tables(connection)? {
        for event in ["insert", "update", "delete"] {
            let table = table.replace('"', "\"\"");
            connection.execute_batch(&format!(
                "DROP TRIGGER IF EXISTS \"record_{event}_{table}\""
            ))?;
        }
    }
    Ok(())
}

/// One row that a change touched, by the digests of its images; `None` where it was not there.
pub(super) struct Touched {
    pub(super) table: String,
    pub(super) row: i64,
    pub(super) before: Option<[u8; 32]>,
    pub(super) after: Option<[u8; 32]>,
}

/// Returns the SHA-256 of a row's image.
pub(super) fn digest(image: &str) -> [u8; 32] {
    Sha256::digest(image.as_bytes()).into()
}

/// Returns what the open change has touched, in order, with the rows as they stand now.
pub(super) fn touched_by(connection: &Connection, change: i64) -> Result<Vec<Touched>> {
    let mut now = CurrentImages::new(connection);
    let mut later: HashMap<(String, i64), Option<[u8; 32]>> = HashMap::new();
    let sql = "SELECT table_name, row_id, before FROM revision WHERE change_id = :change ORDER BY seq DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(named_params! { ":change": change })?;
    let mut touched = Vec::new();
    while let Some(row) = rows.next()? {
        let (table, id): (String, i64) = (row.get("table_name")?, row.get("row_id")?);
        let before = row
            .get_ref("before")?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)?
            .map(digest);
        let after = match later.insert((table.clone(), id), before) {
            Some(after) => after,
            None => now.of(&table, id)?.as_deref().map(digest),
        };
        touched.push(Touched {
            table,
            row: id,
            before,
            after,
        });
    }
    touched.reverse();
    Ok(touched)
}

/// The images of rows as they stand, one prepared statement a table.
pub(super) struct CurrentImages<'c> {
    connection: &'c Connection,
    sql: HashMap<String, String>,
}

impl<'c> CurrentImages<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        CurrentImages {
            connection,
            sql: HashMap::new(),
        }
    }

    /// Returns the image of a row, or nothing where it is not there.
    ///
    /// # Errors
    /// [`Error::Refused`] for a table that there is none of.
    pub(super) fn of(&mut self, table: &str, id: i64) -> Result<Option<String>> {
        if !self.sql.contains_key(table) {
            refuse_unknown(self.connection, table)?;
            let image = image_of(self.connection, table, "t")?;
            self.sql.insert(
                table.to_owned(),
                format!("SELECT {image} FROM \"{table}\" t WHERE t.id = :id"),
            );
        }
        let mut statement = self.connection.prepare_cached(&self.sql[table])?;
        let mut rows = statement.query(named_params! { ":id": id })?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }
}

/// What is hashed of a change beside the rows that it touched.
pub(super) struct Sealed<'a> {
    pub(super) id: i64,
    pub(super) at: &'a str,
    pub(super) who: &'a str,
    pub(super) why: Option<&'a str>,
    pub(super) command: &'a str,
    pub(super) summary: &'a str,
    pub(super) undoes: Option<i64>,
    pub(super) prev_hash: &'a str,
}

/// Returns the hash that seals a change: SHA-256 over length-prefixed fields, absent and
/// empty kept apart. Rows enter by their digests, so that a redaction can later put a
/// digest in the place of an image.
pub(super) fn seal(sealed: &Sealed<'_>, touched: &[Touched]) -> String {
    let Sealed {
        id,
        at,
        who,
        why,
        command,
        summary,
        undoes,
        prev_hash,
    } = sealed;
    let mut hasher = Sha256::new();
    let undoes = undoes.map(|id| id.to_string());
    let fields = [
        Some(&*id.to_string()),
        Some(at),
        Some(who),
        *why,
        Some(command),
        Some(summary),
        undoes.as_deref(),
        Some(prev_hash),
    ];
    for field in fields {
        hash_field(&mut hasher, field.map(str::as_bytes));
    }
    for Touched {
        table,
        row,
        before,
        after,
    } in touched
    {
        hash_field(&mut hasher, Some(table.as_bytes()));
        hash_field(&mut hasher, Some(row.to_string().as_bytes()));
        hash_field(&mut hasher, before.as_ref().map(|digest| digest.as_slice()));
        hash_field(&mut hasher, after.as_ref().map(|digest| digest.as_slice()));
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn hash_field(hasher: &mut Sha256, field: Option<&[u8]>) {
    match field {
        None => hasher.update([0]),
        Some(bytes) => {
            hasher.update([1]);
            hasher.update((bytes.len() as u64).to_be_bytes());
            hasher.update(bytes);
        }
    }
}
