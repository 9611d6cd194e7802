//! Themes: words of a controlled list that a person gives to recommendations.

use std::collections::HashMap;

use rusqlite::named_params;

use super::recommendation::{LONGEST_ROLE, refuse_empty, refuse_too_long};
use super::reference::likeliest;
use super::{Change, Store, Survey};
use crate::domain::words::folded;
use crate::error::{Error, Result};

/// One word of the controlled list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The register's number
    pub id: i64,
    /// The word or words
    pub name: String,
    /// How many recommendations have it
    pub given: i64,
}

impl Store {
    /// Returns the controlled list, in its order.
    pub fn themes(&self) -> Result<Vec<Theme>> {
        let sql = "SELECT t.id, t.name, (SELECT count(*) FROM recommendation_theme g WHERE g.theme_id = t.id) AS given
                     FROM theme t ORDER BY t.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let themes = statement.query_map([], |row| {
            Ok(Theme {
                id: row.get("id")?,
                name: row.get("name")?,
                given: row.get("given")?,
            })
        })?;
        Ok(themes.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the theme that a name means, in full or shortened while it is unambiguous.
    ///
    /// # Errors
    /// [`Error::NoSuch`] and [`Error::Ambiguous`].
    pub fn theme_called(&self, name: &str) -> Result<Theme> {
        let themes = self.themes()?;
        let asked = folded(name);
        if let Some(same) = themes.iter().find(|theme| folded(&theme.name) == asked) {
            return Ok(same.clone());
        }
        let begins = |theme: &&Theme| !asked.is_empty() && folded(&theme.name).starts_with(&asked);
        let begin: Vec<&Theme> = themes.iter().filter(begins).collect();
        match begin.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err(no_theme(name, &themes)),
            several => Err(Error::Ambiguous {
                name: name.to_owned(),
                fits: several.iter().map(|theme| theme.name.clone()).collect(),
            }),
        }
    }

    /// Returns the names of the themes of a recommendation, in the order of the list.
    pub fn themes_of(&self, recommendation_id: i64) -> Result<Vec<String>> {
        let sql = "SELECT t.name FROM recommendation_theme g JOIN theme t ON t.id = g.theme_id
                    WHERE g.recommendation_id = :id ORDER BY t.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let names =
            statement.query_map(named_params! { ":id": recommendation_id }, |row| row.get(0))?;
        Ok(names.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the names of the themes of every recommendation that has any.
    pub fn given_themes(&self) -> Result<HashMap<i64, Vec<String>>> {
        self.themes_by_recommendation(
            "SELECT g.recommendation_id, t.name FROM recommendation_theme g JOIN theme t ON t.id = g.theme_id
              ORDER BY t.id",
        )
    }

    /// Returns the names of the themes of the recommendations that are wanted.
    pub(super) fn surveyed_themes(&self) -> Result<HashMap<i64, Vec<String>>> {
        self.themes_by_recommendation(
            "SELECT g.recommendation_id, t.name
               FROM temp.wanted m
               CROSS JOIN recommendation_theme g ON g.recommendation_id = m.recommendation_id
               CROSS JOIN theme t ON t.id = g.theme_id
              ORDER BY t.id",
        )
    }

    fn themes_by_recommendation(&self, sql: &str) -> Result<HashMap<i64, Vec<String>>> {
        let mut themes: HashMap<i64, Vec<String>> = HashMap::new();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let names = themes.entry(row.get("recommendation_id")?).or_default();
            names.push(row.get("name")?);
        }
        Ok(themes)
    }
}

impl Survey {
    /// Returns the themes of a recommendation, in the order of the list.
    pub fn themes_of(&self, recommendation: i64) -> &[String] {
        self.themes.get(&recommendation).map_or(&[], Vec::as_slice)
    }
}

impl Change<'_> {
    /// Adds a theme to the controlled list. Returns it as it is written there.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is on the list already, [`Error::Misused`] for what is no name.
    pub fn add_theme(&self, name: &str) -> Result<String> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        refuse_empty("the theme", &folded(&name))?;
        refuse_too_long("the theme", Some(&name), LONGEST_ROLE)?;
        let is_same = |theme: &Theme| folded(&theme.name) == folded(&name);
        if let Some(same) = self.themes()?.into_iter().find(is_same) {
            return Err(Error::Conflict(format!(
                "`{}` is on the list of themes already",
                same.name
            )));
        }
        let id = self.next_id("theme")?;
        let sql = "INSERT INTO theme (id, name) VALUES (:id, :name)";
        let mut statement = self.connection.prepare_cached(sql)?;
        statement.execute(named_params! { ":id": id, ":name": name })?;
        Ok(name)
    }

    /// Takes a theme that no recommendation has off the list.
    ///
    /// # Errors
    /// [`Error::Refused`] while recommendations have it.
    pub fn drop_theme(&self, theme: &Theme) -> Result<()> {
        if theme.given > 0 {
            return Err(Error::Refused(format!(
                "`{}` is the theme of {}; take it from them first: `annexe list --theme` names them, `annexe theme REF THEME --remove` takes it",
                theme.name,
                match theme.given {
                    1 => "one recommendation".to_owned(),
                    many => format!("{many} recommendations"),
                }
            )));
        }
        let sql = "DELETE FROM theme WHERE id = :id";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! { ":id": theme.id })?;
        Ok(())
    }

    /// Gives a recommendation a theme. Returns false where it has it already.
    pub fn give_theme(&self, recommendation_id: i64, theme: &Theme) -> Result<bool> {
        if self.themes_of(recommendation_id)?.contains(&theme.name) {
            return Ok(false);
        }
        let id = self.next_id("recommendation_theme")?;
        let sql = "INSERT INTO recommendation_theme (id, recommendation_id, theme_id)
                   VALUES (:id, :recommendation_id, :theme_id)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":recommendation_id": recommendation_id, ":theme_id": theme.id,
            })?;
        Ok(true)
    }

    /// Takes a theme from a recommendation. Returns false where it has it not.
    pub fn take_theme(&self, recommendation_id: i64, theme: &Theme) -> Result<bool> {
        let sql = "DELETE FROM recommendation_theme WHERE recommendation_id = :id AND theme_id = :theme_id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let taken =
            statement.execute(named_params! { ":id": recommendation_id, ":theme_id": theme.id })?;
        Ok(taken > 0)
    }
}

/// Names the themes that may have been meant: those that are spelt alike, then those that hold a word of it.
fn no_theme(name: &str, themes: &[Theme]) -> Error {
    let names: Vec<String> = themes.iter().map(|theme| theme.name.clone()).collect();
    let mut near = likeliest(name, &names);
    let asked = folded(name);
    let holds = |other: &&String| {
        let words = folded(other);
        asked
            .split(' ')
            .any(|word| word.len() > 3 && words.split(' ').any(|own| own == word))
    };
    if near.is_empty() {
        near = names.iter().filter(holds).cloned().collect();
    }
    Error::NoSuch {
        what: "theme",
        name: name.to_owned(),
        near,
    }
}
