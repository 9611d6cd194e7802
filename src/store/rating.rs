//! Ratings of standards and key questions, as an inspection prints them.

use rusqlite::named_params;

use super::{Change, Store};
use crate::domain::inspection::{KeyQuestion, Rating};
use crate::domain::recommendation::Cited;
use crate::error::Result;

/// A printed fact with the place where it was read; a typed one has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed<T> {
    /// The fact
    pub value: T,
    /// Where
    pub cited: Option<Cited>,
}

impl<T> Printed<T> {
    /// Makes a fact that was typed.
    pub fn typed(value: T) -> Self {
        Printed { value, cited: None }
    }
}

impl Store {
    /// Returns the ratings of an inspection, in their printed order.
    pub fn ratings(&self, inspection_id: i64) -> Result<Vec<Rating>> {
        let sql = "SELECT standard, name, rating FROM rating WHERE inspection_id = :id ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ratings = statement.query_map(named_params! { ":id": inspection_id }, |row| {
            Ok(Rating {
                standard: row.get("standard")?,
                name: row.get("name")?,
                rating: row.get("rating")?,
            })
        })?;
        Ok(ratings.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the key questions of an inspection, in their printed order.
    pub fn key_questions(&self, inspection_id: i64) -> Result<Vec<KeyQuestion>> {
        let sql = "SELECT standard, position, words, percent FROM key_question WHERE inspection_id = :id ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let questions = statement.query_map(named_params! { ":id": inspection_id }, |row| {
            Ok(KeyQuestion {
                standard: row.get("standard")?,
                position: row.get("position")?,
                words: row.get("words")?,
                percent: row.get("percent")?,
            })
        })?;
        Ok(questions.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// Returns the ratings of several inspections, each with its inspection, in their printed order.
    pub fn ratings_of_all(&self, inspections: &[i64]) -> Result<Vec<(i64, Rating)>> {
        let sql = "SELECT inspection_id, standard, name, rating
                     FROM json_each(:ids) wanted CROSS JOIN rating ON inspection_id = wanted.value
                    ORDER BY wanted.key, rating.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ratings =
            statement.query_map(named_params! { ":ids": listed(inspections) }, |row| {
                let rating = Rating {
                    standard: row.get("standard")?,
                    name: row.get("name")?,
                    rating: row.get("rating")?,
                };
                Ok((row.get("inspection_id")?, rating))
            })?;
        Ok(ratings.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the key questions of several inspections, each with its inspection, in their printed order.
    pub fn key_questions_of_all(&self, inspections: &[i64]) -> Result<Vec<(i64, KeyQuestion)>> {
        let sql = "SELECT inspection_id, standard, position, words, percent
                     FROM json_each(:ids) wanted CROSS JOIN key_question ON inspection_id = wanted.value
                    ORDER BY wanted.key, key_question.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let ids = listed(inspections);
        let questions = statement.query_map(named_params! { ":ids": ids }, |row| {
            let question = KeyQuestion {
                standard: row.get("standard")?,
                position: row.get("position")?,
                words: row.get("words")?,
                percent: row.get("percent")?,
            };
            Ok((row.get("inspection_id")?, question))
        })?;
        Ok(questions.collect::<rusqlite::Result<_>>()?)
    }
}

fn listed(ids: &[i64]) -> String {
    serde_json::to_string(ids).expect("numbers are JSON")
}

impl Change<'_> {
    /// Records the ratings of standards, in their printed order; one that is here is replaced.
    pub fn set_ratings(&self, inspection_id: i64, ratings: &[Printed<Rating>]) -> Result<()> {
        for Printed {
            value:
                Rating {
                    standard,
                    name,
                    rating,
                },
            cited,
        } in ratings
        {
            let id = self.next_id("rating")?;
            let sql =
                "INSERT INTO rating (id, inspection_id, standard, name, rating, source_id, place)
                       VALUES (:id, :inspection_id, :standard, :name, :rating, :source_id, :place)
                       ON CONFLICT (inspection_id, standard) DO UPDATE
                          SET name = coalesce(excluded.name, name), rating = excluded.rating,
                              source_id = excluded.source_id, place = excluded.place";
            self.connection.prepare_cached(sql)?.execute(named_params! {
                ":id": id, ":inspection_id": inspection_id, ":standard": standard, ":name": name, ":rating": rating,
                ":source_id": cited.as_ref().map(|cited| cited.source_id),
                ":place": cited.as_ref().map(|cited| &cited.place),
            })?;
        }
        Ok(())
    }

    /// Records key questions with their percentages; one that is here is replaced.
    pub fn set_key_questions(
        &self,
        inspection_id: i64,
        questions: &[Printed<KeyQuestion>],
    ) -> Result<()> {
        for Printed {
            value:
                KeyQuestion {
                    standard,
                    position,
                    words,
                    percent,
                },
            cited,
        } in questions
        {
            let id = self.next_id("key_question")?;
            let sql = "INSERT INTO key_question (id, inspection_id, standard, position, words, percent, source_id, place)
                       VALUES (:id, :inspection_id, :standard, :position, :words, :percent, :source_id, :place)
                       ON CONFLICT (inspection_id, standard, position) DO UPDATE
                          SET words = excluded.words, percent = excluded.percent,
                              source_id = excluded.source_id, place = excluded.place";
            self.connection.prepare_cached(sql)?.execute(named_params! {
                ":id": id, ":inspection_id": inspection_id, ":standard": standard, ":position": position,
                ":words": words, ":percent": percent,
                ":source_id": cited.as_ref().map(|cited| cited.source_id),
                ":place": cited.as_ref().map(|cited| &cited.place),
            })?;
        }
        Ok(())
    }
}
