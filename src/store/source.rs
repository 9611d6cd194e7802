//! The files and addresses that facts were read from.

use rusqlite::{OptionalExtension, named_params};

use super::{Change, Store};
use crate::domain::draft::Source;
use crate::error::Result;

/// A file or address as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The file's name without its folder, or the address
    pub name: String,
    /// SHA-256 of the bytes that were read
    pub sha256: Option<String>,
    /// Whether it is a reprint elsewhere, which added nothing
    pub also_printed: bool,
}

impl Store {
    /// Returns the name and hash of a source.
    pub fn source(&self, id: i64) -> Result<Source> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT name, sha256 FROM source WHERE id = :id")?;
        let source = statement.query_row(named_params! { ":id": id }, |row| {
            Ok(Source {
                name: row.get("name")?,
                sha256: row.get("sha256")?,
            })
        })?;
        Ok(source)
    }

    /// Tells whether a file of these bytes was read before, and what was read of it is here.
    pub(super) fn has_read(&self, source: &Source) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM source WHERE sha256 = :sha256)")?;
        let params = named_params! { ":sha256": source.sha256 };
        Ok(statement.query_row(params, |row| row.get(0))?)
    }

    /// Returns where an inspection's report was read or is printed.
    pub fn sources_of(&self, inspection_id: i64) -> Result<Vec<SourceFile>> {
        let sql = "SELECT s.name, s.sha256, p.also_printed
                     FROM inspection_source p JOIN source s ON s.id = p.source_id
                    WHERE p.inspection_id = :inspection
                    ORDER BY p.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let sources =
            statement.query_map(named_params! { ":inspection": inspection_id }, |row| {
                Ok(SourceFile {
                    name: row.get("name")?,
                    sha256: row.get("sha256")?,
                    also_printed: row.get("also_printed")?,
                })
            })?;
        Ok(sources.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Records a file that facts are read from: one row for each import, so that taking one back takes
    /// nothing from another.
    pub(super) fn add_source(&self, source: &Source) -> Result<i64> {
        let Source { name, sha256 } = source;
        let id = self.next_id("source")?;
        let sql = "INSERT INTO source (id, name, sha256) VALUES (:id, :name, :sha256)";
        let params = named_params! { ":id": id, ":name": name, ":sha256": sha256 };
        self.connection.prepare_cached(sql)?.execute(params)?;
        Ok(id)
    }

    /// Records where an inspection's report was read (`also_printed` false) or is printed as well, once.
    /// A source is one inspection's own: taking an import back takes nothing from another.
    pub fn add_source_of(
        &self,
        inspection_id: i64,
        source: &Source,
        also_printed: bool,
    ) -> Result<i64> {
        let Source { name, sha256 } = source;
        let sql = "SELECT s.id FROM inspection_source p JOIN source s ON s.id = p.source_id
                    WHERE p.inspection_id = :inspection AND s.name = :name AND s.sha256 IS :sha256";
        let params =
            named_params! { ":inspection": inspection_id, ":name": name, ":sha256": sha256 };
        let known = self
            .connection
            .prepare_cached(sql)?
            .query_row(params, |row| row.get(0))
            .optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        let source_id = self.add_source(source)?;
        let id = self.next_id("inspection_source")?;
        let sql = "INSERT INTO inspection_source (id, inspection_id, source_id, also_printed)
                   VALUES (:id, :inspection_id, :source_id, :also_printed)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":inspection_id": inspection_id, ":source_id": source_id, ":also_printed": also_printed,
        })?;
        Ok(source_id)
    }
}
