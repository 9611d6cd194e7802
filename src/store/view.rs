//! Saved views.

use rusqlite::named_params;

use super::{Change, Store};
use crate::domain::view::View;
use crate::error::{Error, Result};

impl Store {
    /// Returns every saved view, by name.
    pub fn views(&self) -> Result<Vec<View>> {
        let sql = "SELECT name, command, filters FROM view ORDER BY lower(name), id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        let mut views = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, filters): (String, String) = (row.get("name")?, row.get("filters")?);
            let filters = serde_json::from_str(&filters).map_err(|_| {
                Error::Refused(format!(
                    "the filters of the view `{name}` cannot be read; remove it with `annexe view remove`"
                ))
            })?;
            views.push(View {
                name,
                command: row.get("command")?,
                filters,
            });
        }
        Ok(views)
    }

    /// Returns the view of a name.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when there is none, with all that there are.
    pub fn view_called(&self, name: &str) -> Result<View> {
        let views = self.views()?;
        if let Some(view) = views.iter().find(|view| view.is_called(name)) {
            return Ok(view.clone());
        }
        Err(Error::NoSuch {
            what: "view",
            name: name.to_owned(),
            near: views.into_iter().map(|view| view.name).take(5).collect(),
        })
    }
}

impl Change<'_> {
    /// Keeps a view; one that is kept already in the same words is left as it is.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the name stands for something else.
    pub fn keep_view(&self, view: &View) -> Result<()> {
        let View {
            name,
            command,
            filters,
        } = view;
        if let Some(kept) = self.views()?.into_iter().find(|kept| kept.is_called(name)) {
            if kept.command == *command && kept.filters == *filters {
                return Ok(());
            }
            return Err(Error::Conflict(format!(
                "a view called `{}` is kept already ({} {}); remove it first with `annexe view remove`, or take another name",
                kept.name,
                kept.command,
                kept.in_words()
            )));
        }
        let sql =
            "INSERT INTO view (id, name, command, filters) VALUES (:id, :name, :command, :filters)";
        let filters = serde_json::to_string(filters).expect("text is JSON");
        let id = self.next_id("view")?;
        self.connection.prepare_cached(sql)?.execute(
            named_params! { ":id": id, ":name": name, ":command": command, ":filters": filters },
        )?;
        Ok(())
    }

    /// Removes a view; the history keeps it. Returns its name as it was kept.
    ///
    /// # Errors
    /// As [`Store::view_called`].
    pub fn remove_view(&self, name: &str) -> Result<String> {
        let view = self.view_called(name)?;
        let sql = "DELETE FROM view WHERE name = :name";
        let named = named_params! { ":name": view.name };
        self.connection.prepare_cached(sql)?.execute(named)?;
        Ok(view.name)
    }
}
