//! Bodies, their other names and who took over from whom.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::named_params;

use super::{Change, Store};
use crate::domain::amendment::Difference;
use crate::domain::body::{Bodies, Body, BodyId, BodyKind, NewBody, Succession};
use crate::error::{Error, Result};

const BODIES: &str = include_str!("../../data/bodies.csv");
const SUCCESSIONS: &str = include_str!("../../data/successions.csv");
const THEMES: &str = include_str!("../../data/themes.txt");

/// What is to be corrected of a body; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BodyEdit {
    /// Its name in full
    pub name: Option<String>,
    /// What sort it is
    pub kind: Option<BodyKind>,
    /// The body above it
    pub parent_id: Option<BodyId>,
    /// Its first day
    pub valid_from: Option<NaiveDate>,
    /// The first day on which it is no more
    pub valid_to: Option<NaiveDate>,
}

impl Store {
    /// Reads all bodies and successions: about 200 rows.
    pub fn bodies(&self) -> Result<Bodies> {
        self.refuse_missing_bodies()?;
        let mut list = self.body_rows()?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT body_id, name FROM alias ORDER BY body_id, id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id: BodyId = row.get("body_id")?;
            // Rows come in the order of their ids.
            if let Ok(place) = list.binary_search_by_key(&id, |body| body.id) {
                list[place].aliases.push(row.get("name")?);
            }
        }
        Ok(Bodies::new(list, self.successions()?))
    }

    fn body_rows(&self) -> Result<Vec<Body>> {
        let sql = "SELECT id, name, kind, member_kind, parent_id, valid_from, valid_to FROM body ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let bodies = statement.query_map([], |row| {
            Ok(Body {
                id: row.get("id")?,
                name: row.get("name")?,
                kind: row.get("kind")?,
                member_kind: row.get("member_kind")?,
                parent_id: row.get("parent_id")?,
                valid_from: row.get("valid_from")?,
                valid_to: row.get("valid_to")?,
                aliases: Vec::new(),
            })
        })?;
        Ok(bodies.collect::<rusqlite::Result<_>>()?)
    }

    fn successions(&self) -> Result<Vec<Succession>> {
        let sql = "SELECT predecessor_id, successor_id, took_over_on, note FROM succession ORDER BY took_over_on, id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let successions = statement.query_map([], |row| {
            Ok(Succession {
                predecessor_id: row.get("predecessor_id")?,
                successor_id: row.get("successor_id")?,
                took_over_on: row.get("took_over_on")?,
                note: row.get("note")?,
            })
        })?;
        Ok(successions.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Records a body and its aliases.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the name is taken, [`Error::Refused`] when a date or a group does not make sense.
    pub fn add_body(&self, new: &NewBody) -> Result<BodyId> {
        let NewBody {
            name,
            kind,
            member_kind,
            parent_id: _,
            valid_from,
            valid_to,
            aliases,
        } = new;
        self.refuse_a_taken_name(name, None)?;
        for alias in aliases {
            self.refuse_a_taken_name(alias, None)?;
        }
        refuse_an_end_before_the_start(name, *valid_from, *valid_to)?;
        if (*kind == BodyKind::Group) != member_kind.is_some() {
            return Err(Error::Misused(
                "a group, and only a group, says of which kind its members are (--members)"
                    .to_owned(),
            ));
        }
        self.insert_body(new)
    }

    fn insert_body(&self, new: &NewBody) -> Result<BodyId> {
        let NewBody {
            name,
            kind,
            member_kind,
            parent_id,
            valid_from,
            valid_to,
            aliases,
        } = new;
        let id = self.next_id("body")?;
        let sql = "INSERT INTO body (id, name, kind, member_kind, parent_id, valid_from, valid_to)
                   VALUES (:id, :name, :kind, :member_kind, :parent_id, :valid_from, :valid_to)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":name": name, ":kind": kind, ":member_kind": member_kind, ":parent_id": parent_id,
            ":valid_from": valid_from, ":valid_to": valid_to,
        })?;
        aliases
            .iter()
            .try_for_each(|alias| self.insert_alias(id, alias))?;
        Ok(id)
    }

    /// Corrects a body. Its age and its place in the tree are facts of public record and are not judged.
    /// It is read anew: what another program changed meanwhile stays.
    pub fn edit_body(&self, id: BodyId, edit: &BodyEdit) -> Result<Vec<Difference>> {
        let BodyEdit {
            name,
            kind,
            parent_id,
            valid_from,
            valid_to,
        } = edit;
        let bodies = self.bodies()?;
        let body = bodies.get(id);
        let name = name.as_ref().unwrap_or(&body.name);
        if *name != body.name {
            self.refuse_a_taken_name(name, Some(id))?;
        }
        let (valid_from, valid_to) = (valid_from.or(body.valid_from), valid_to.or(body.valid_to));
        refuse_an_end_before_the_start(name, valid_from, valid_to)?;
        if let Some(parent) = parent_id.filter(|parent| bodies.below(id).contains(parent)) {
            return Err(Error::Refused(format!(
                "{name} cannot lie below {}, which lies below it",
                bodies.name(parent)
            )));
        }
        let sql = "UPDATE body SET name = :name, kind = :kind, parent_id = :parent_id, valid_from = :valid_from,
                          valid_to = :valid_to
                    WHERE id = :id
                      AND (name, kind, parent_id, valid_from, valid_to)
                          IS NOT (:name, :kind, :parent_id, :valid_from, :valid_to)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":name": name, ":kind": kind.unwrap_or(body.kind),
            ":parent_id": parent_id.or(body.parent_id), ":valid_from": valid_from, ":valid_to": valid_to,
        })?;
        Ok(bodies.differences(body, self.bodies()?.get(id)))
    }

    /// Records a further name of a body.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is understood as a body already.
    pub fn add_alias(&self, body_id: BodyId, name: &str) -> Result<()> {
        self.refuse_a_taken_name(name, None)?;
        self.insert_alias(body_id, name)
    }

    fn insert_alias(&self, body_id: BodyId, name: &str) -> Result<()> {
        let id = self.next_id("alias")?;
        let sql = "INSERT INTO alias (id, body_id, name) VALUES (:id, :body_id, :name)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! { ":id": id, ":body_id": body_id, ":name": name.trim() })?;
        Ok(())
    }

    /// Records that one body took over from another on a day.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is recorded already, [`Error::Refused`] when they would form a circle.
    pub fn add_succession(&self, succession: &Succession) -> Result<()> {
        let Succession {
            predecessor_id,
            successor_id,
            ..
        } = succession;
        let bodies = self.bodies()?;
        let (old, new) = (bodies.name(*predecessor_id), bodies.name(*successor_id));
        let known =
            |s: &Succession| s.predecessor_id == *predecessor_id && s.successor_id == *successor_id;
        if bodies.successions().iter().any(known) {
            return Err(Error::Conflict(format!(
                "it is recorded already that {new} replaced {old}; `annexe log` says when"
            )));
        }
        if predecessor_id == successor_id {
            return Err(Error::Refused(format!("{old} cannot replace itself")));
        }
        if bodies.predecessors(*predecessor_id).contains(successor_id) {
            return Err(Error::Refused(format!(
                "{old} cannot be replaced by {new}, which it replaced itself"
            )));
        }
        self.insert_succession(succession)
    }

    fn insert_succession(&self, succession: &Succession) -> Result<()> {
        let Succession {
            predecessor_id,
            successor_id,
            took_over_on,
            note,
        } = succession;
        let id = self.next_id("succession")?;
        let sql = "INSERT INTO succession (id, predecessor_id, successor_id, took_over_on, note)
                   VALUES (:id, :predecessor_id, :successor_id, :took_over_on, :note)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":predecessor_id": predecessor_id, ":successor_id": successor_id,
                ":took_over_on": took_over_on, ":note": note,
            })?;
        Ok(())
    }

    /// Records the bodies, successions and themes that come with the program. Returns how many bodies.
    pub(super) fn add_reference_data(&self) -> Result<usize> {
        let mut ids: HashMap<String, BodyId> = HashMap::new();
        let mut waiting: Vec<csv::StringRecord> = read(BODIES).collect();
        // Parents may stand below their children in the file.
        while !waiting.is_empty() {
            let is_ready = |row: &csv::StringRecord| row[2].is_empty() || ids.contains_key(&row[2]);
            let (ready, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(is_ready);
            assert!(!ready.is_empty(), "every parent is in the reference data");
            for row in ready {
                ids.insert(
                    row[0].to_owned(),
                    self.insert_body(&reference_body(&row, ids.get(&row[2]).copied()))?,
                );
            }
            waiting = later;
        }
        for row in read(SUCCESSIONS) {
            self.insert_succession(&Succession {
                predecessor_id: ids[&row[0]],
                successor_id: ids[&row[1]],
                took_over_on: day(&row[2]).expect("a succession has a day"),
                note: Some(row[3].to_owned()),
            })?;
        }
        self.add_themes()?;
        Ok(ids.len())
    }

    fn add_themes(&self) -> Result<()> {
        for name in THEMES.lines().filter(|line| !line.trim().is_empty()) {
            let id = self.next_id("theme")?;
            let sql = "INSERT INTO theme (id, name) VALUES (:id, :name)";
            self.connection
                .prepare_cached(sql)?
                .execute(named_params! { ":id": id, ":name": name })?;
        }
        Ok(())
    }

    /// A name that is understood as another body already would make both ambiguous.
    fn refuse_a_taken_name(&self, name: &str, own: Option<BodyId>) -> Result<()> {
        if name.trim().is_empty() {
            return Err(Error::Misused(
                "a unit or organisation needs a name".to_owned(),
            ));
        }
        match self.bodies()?.find(name) {
            Ok(other) if Some(other.id) != own => Err(Error::Conflict(format!(
                "`{name}` is understood as {} already; give another name",
                other.name
            ))),
            Err(error @ Error::Ambiguous { .. }) => Err(error),
            _ => Ok(()),
        }
    }
}

fn refuse_an_end_before_the_start(
    name: &str,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<()> {
    match (from, to) {
        (Some(from), Some(to)) if to <= from => Err(Error::Refused(format!(
            "{name} cannot end on {to}: it began on {from}"
        ))),
        _ => Ok(()),
    }
}

fn read(table: &'static str) -> impl Iterator<Item = csv::StringRecord> {
    let reader = csv::ReaderBuilder::new().from_reader(table.as_bytes());
    reader
        .into_records()
        .map(|row| row.expect("the reference data is well formed"))
}

fn reference_body(row: &csv::StringRecord, parent_id: Option<BodyId>) -> NewBody {
    NewBody {
        name: row[0].to_owned(),
        kind: row[1].parse().expect("a kind of body"),
        member_kind: None,
        parent_id,
        valid_from: day(&row[3]),
        valid_to: day(&row[4]),
        aliases: row[5]
            .split(';')
            .map(str::trim)
            .filter(|alias| !alias.is_empty())
            .map(str::to_owned)
            .collect(),
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    (!text.is_empty()).then(|| text.parse().expect("an ISO day"))
}
