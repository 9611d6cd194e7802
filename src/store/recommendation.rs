//! Recommendations with their addressees, and their words as later reports print them again.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, named_params};

use super::{Change, Store};
use crate::domain::amendment::Difference;
use crate::domain::body::BodyId;
use crate::domain::recommendation::{Cited, NewRecommendation, Recommendation};
use crate::error::{Error, Result};

const COLUMNS: &str = "SELECT r.*, i.code,
       (SELECT group_concat(body_id) FROM (SELECT body_id FROM addressee WHERE recommendation_id = r.id ORDER BY id))
         AS addressees
  FROM recommendation r JOIN inspection i ON i.id = r.inspection_id";

impl Store {
    /// Returns the recommendations of an inspection, in order.
    pub fn recommendations(&self, inspection_id: i64) -> Result<Vec<Recommendation>> {
        let sql = format!("{COLUMNS} WHERE r.inspection_id = :id ORDER BY r.position, r.id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let list = statement.query_map(named_params! { ":id": inspection_id }, recommendation)?;
        Ok(list.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the recommendations of all inspections that were published before a day.
    pub fn recommendations_before(&self, day: NaiveDate) -> Result<Vec<Recommendation>> {
        let sql = format!(
            "{COLUMNS} WHERE i.published_last < :day ORDER BY i.published_last DESC, r.position, r.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let day = day.to_string();
        let list = statement.query_map(named_params! { ":day": day }, recommendation)?;
        Ok(list.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the recommendations of several inspections, or of all, in order.
    pub(super) fn recommendations_of_all(
        &self,
        inspections: Option<&[i64]>,
    ) -> Result<Vec<Recommendation>> {
        let sql = format!(
            "{COLUMNS} WHERE :ids IS NULL OR r.inspection_id IN (SELECT value FROM json_each(:ids))
              ORDER BY r.inspection_id, r.position, r.id"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let ids = inspections.map(as_list);
        let list = statement.query_map(named_params! { ":ids": ids }, recommendation)?;
        Ok(list.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns the recommendation of a code and a number in full, if there is one.
    pub fn recommendation_of(&self, code: &str, number: &str) -> Result<Option<Recommendation>> {
        let sql = format!("{COLUMNS} WHERE i.code = :code AND r.number = :number");
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement
            .query_row(
                named_params! { ":code": code, ":number": number },
                recommendation,
            )
            .optional()?)
    }

    /// Returns the recommendation of a number of the register's.
    pub fn recommendation_of_id(&self, id: i64) -> Result<Recommendation> {
        let sql = format!("{COLUMNS} WHERE r.id = :id");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id }, recommendation)?)
    }

    /// Returns which of these recommendations are in the register and were published by a day.
    pub fn published_among(
        &self,
        ids: impl IntoIterator<Item = i64>,
        day: NaiveDate,
    ) -> Result<HashSet<i64>> {
        let sql = "SELECT r.id
                     FROM json_each(:ids) wanted
                    CROSS JOIN recommendation r ON r.id = wanted.value
                    CROSS JOIN inspection i ON i.id = r.inspection_id
                    WHERE i.published_last <= :day";
        let ids: Vec<i64> = ids.into_iter().collect();
        let ids = serde_json::to_string(&ids).expect("numbers are JSON");
        let mut statement = self.connection.prepare_cached(sql)?;
        let params = named_params! { ":ids": ids, ":day": day.to_string() };
        let published = statement.query_map(params, |row| row.get(0))?;
        Ok(published.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns a recommendation's words as reports up to a day print them again: code, words.
    pub fn reprints_of(
        &self,
        recommendation_id: i64,
        day: NaiveDate,
    ) -> Result<Vec<(String, String)>> {
        let sql =
            "SELECT i.code, p.words FROM reprint p JOIN inspection i ON i.id = p.inspection_id
                    WHERE p.recommendation_id = :id AND i.published_last <= :day
                    ORDER BY i.published_last, p.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let params = named_params! { ":id": recommendation_id, ":day": day };
        let reprints = statement.query_map(params, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(reprints.collect::<rusqlite::Result<_>>()?)
    }
}

fn recommendation(row: &Row<'_>) -> rusqlite::Result<Recommendation> {
    let addressees: Option<String> = row.get("addressees")?;
    let addressees = addressees
        .iter()
        .flat_map(|list| list.split(','))
        .filter_map(|id| id.parse().ok())
        .collect();
    Ok(Recommendation {
        id: row.get("id")?,
        inspection_id: row.get("inspection_id")?,
        code: row.get("code")?,
        number: row.get("number")?,
        position: row.get("position")?,
        printed_number: row.get("printed_number")?,
        words: row.get("words")?,
        addressees,
        cited: cited(row)?,
    })
}

/// Reads where a row's fact was read.
pub(super) fn cited(row: &Row<'_>) -> rusqlite::Result<Option<Cited>> {
    let source: Option<i64> = row.get("source_id")?;
    let place: Option<String> = row.get("place")?;
    Ok(source.map(|source_id| Cited {
        source_id,
        place: place.unwrap_or_default(),
    }))
}

/// Returns the number of the file that a fact was read from, as it is stored.
pub(super) fn source_of(cited: &Option<Cited>) -> Option<i64> {
    cited.as_ref().map(|cited| cited.source_id)
}

/// Returns where in the file a fact was read, as it is stored.
pub(super) fn place_of(cited: &Option<Cited>) -> Option<&str> {
    cited.as_ref().map(|cited| cited.place.as_str())
}

/// Writes numbers as a list that a statement takes with `json_each`.
pub(super) fn as_list(ids: &[i64]) -> String {
    serde_json::to_string(ids).expect("numbers are JSON")
}

impl Change<'_> {
    /// Records a recommendation. Returns its number in the register.
    ///
    /// # Errors
    /// [`Error::Conflict`] when its number is taken, [`Error::Misused`] when it has no words or no addressee.
    pub fn add_recommendation(&self, new: &NewRecommendation) -> Result<i64> {
        let NewRecommendation {
            inspection_id,
            number,
            words,
            addressees,
            ..
        } = new;
        refuse_empty("the recommendation", words)?;
        if addressees.is_empty() {
            return Err(Error::Misused(
                "a recommendation needs an addressee: --to NAME".to_owned(),
            ));
        }
        self.refuse_a_taken_number(*inspection_id, number)?;
        self.insert_recommendation(new)
    }

    /// Writes a recommendation that was looked at before.
    pub(super) fn insert_recommendation(&self, new: &NewRecommendation) -> Result<i64> {
        let NewRecommendation {
            inspection_id,
            number,
            position,
            printed_number,
            words,
            addressees,
            cited,
        } = new;
        let id = self.next_id("recommendation")?;
        let sql = "INSERT INTO recommendation (id, inspection_id, number, position, printed_number, words, source_id, place)
                   VALUES (:id, :inspection_id, :number, :position, :printed_number, :words, :source_id, :place)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":inspection_id": inspection_id, ":number": number, ":position": position,
            ":printed_number": printed_number, ":words": words.trim(),
            ":source_id": source_of(cited), ":place": place_of(cited),
        })?;
        addressees
            .iter()
            .try_for_each(|&body| self.add_addressee(id, body))?;
        Ok(id)
    }

    fn add_addressee(&self, recommendation_id: i64, body_id: BodyId) -> Result<()> {
        let id = self.next_id("addressee")?;
        let sql = "INSERT INTO addressee (id, recommendation_id, body_id) VALUES (:id, :recommendation_id, :body_id)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":recommendation_id": recommendation_id, ":body_id": body_id,
            })?;
        Ok(())
    }

    /// Records a recommendation's words as a later report prints them again.
    pub(super) fn add_reprint(
        &self,
        inspection_id: i64,
        recommendation_id: i64,
        words: &str,
        cited: &Cited,
    ) -> Result<()> {
        let id = self.next_id("reprint")?;
        // One report may print several earlier publications again: the order is the report's.
        let sql = "INSERT INTO reprint (id, inspection_id, recommendation_id, position, words, source_id, place)
                   VALUES (:id, :inspection_id, :recommendation_id,
                           (SELECT coalesce(max(position), 0) + 1 FROM reprint WHERE inspection_id = :inspection_id),
                           :words, :source_id, :place)";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! {
                ":id": id, ":inspection_id": inspection_id, ":recommendation_id": recommendation_id,
                ":words": words, ":source_id": cited.source_id, ":place": cited.place,
            })?;
        Ok(())
    }

    /// Corrects a recommendation's words. Where they were read says `cited`; words that were typed keep
    /// the place at which the recommendation was read first.
    pub fn amend_words(
        &self,
        recommendation_id: i64,
        words: &str,
        cited: Option<&Cited>,
    ) -> Result<Option<Difference>> {
        refuse_empty("the recommendation", words)?;
        let before = self.recommendation_of_id(recommendation_id)?.words;
        let sql = "UPDATE recommendation
                      SET words = :words, source_id = coalesce(:source_id, source_id), place = coalesce(:place, place)
                    WHERE id = :id AND words <> :words";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": recommendation_id, ":words": words.trim(),
            ":source_id": cited.map(|cited| cited.source_id), ":place": cited.map(|cited| &cited.place),
        })?;
        let after = words.trim();
        Ok(Difference::between_texts(
            "words",
            Some(&before),
            Some(after),
        ))
    }

    /// Corrects whom a recommendation is addressed to.
    ///
    /// # Errors
    /// [`Error::Misused`] when nobody is left, [`Error::Conflict`] when a finding names one who goes.
    pub fn amend_addressees(
        &self,
        recommendation_id: i64,
        addressees: &[BodyId],
    ) -> Result<Option<Difference>> {
        let before = self.recommendation_of_id(recommendation_id)?;
        if addressees.is_empty() {
            return Err(Error::Misused(
                "a recommendation needs an addressee: --to NAME".to_owned(),
            ));
        }
        self.refuse_to_strand_a_finding(&before, addressees)?;
        for &gone in before
            .addressees
            .iter()
            .filter(|body| !addressees.contains(body))
        {
            let sql = "DELETE FROM addressee WHERE recommendation_id = :id AND body_id = :body";
            self.connection
                .prepare_cached(sql)?
                .execute(named_params! { ":id": recommendation_id, ":body": gone })?;
        }
        let new: BTreeSet<BodyId> = addressees.iter().copied().collect();
        new.into_iter()
            .filter(|body| !before.addressees.contains(body))
            .try_for_each(|body| self.add_addressee(recommendation_id, body))?;
        let after = self.recommendation_of_id(recommendation_id)?;
        let (from, to) = (self.addressees_of(&before)?, self.addressees_of(&after)?);
        Ok(Difference::between("addressee", Some(from), Some(to)))
    }

    fn addressees_of(&self, recommendation: &Recommendation) -> Result<String> {
        let bodies = self.bodies()?;
        let names = recommendation.addressees.iter();
        let names: Vec<&str> = names.map(|&body| bodies.name(body)).collect();
        Ok(names.join(" and "))
    }

    /// A finding that names one addressee keeps that addressee in place.
    fn refuse_to_strand_a_finding(
        &self,
        recommendation: &Recommendation,
        stay: &[BodyId],
    ) -> Result<()> {
        let findings = self.findings_of(recommendation.id)?;
        let named = findings.iter().flat_map(|finding| {
            let covers = finding.covers.iter();
            let mine = covers.filter(|covered| covered.recommendation_id == recommendation.id);
            mine.filter_map(|covered| Some((finding.id, covered.body_id?)))
        });
        match named.into_iter().find(|(_, body)| !stay.contains(body)) {
            None => Ok(()),
            Some((finding, body)) => Err(Error::Conflict(format!(
                "#f{finding} was found for {} alone; it stays an addressee of {}",
                self.bodies()?.name(body),
                recommendation.reference()
            ))),
        }
    }

    fn refuse_a_taken_number(&self, inspection_id: i64, number: &str) -> Result<()> {
        let sql = "SELECT r.words, i.code FROM recommendation r JOIN inspection i ON i.id = r.inspection_id
                    WHERE r.inspection_id = :inspection_id AND r.number = :number";
        let taken: Option<(String, String)> = self
            .connection
            .prepare_cached(sql)?
            .query_row(
                named_params! { ":inspection_id": inspection_id, ":number": number },
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        match taken {
            None => Ok(()),
            Some((words, code)) => Err(Error::Conflict(format!(
                "{code}/{number} is recorded already (\"{}\"); give another number, or correct it with `annexe amend {code}/{number}`",
                crate::domain::words::beginning(&words, 50)
            ))),
        }
    }

    /// Refuses a body to which a recommendation is not addressed, where it is to hold for that one.
    pub(super) fn refuse_other_than_addressees(
        &self,
        recommendation_id: i64,
        body_id: Option<BodyId>,
    ) -> Result<()> {
        let recommendation = self.recommendation_of_id(recommendation_id)?;
        match body_id.filter(|body| !recommendation.addressees.contains(body)) {
            None => Ok(()),
            Some(body) => Err(Error::Misused(format!(
                "{} is not addressed to {}",
                recommendation.reference(),
                self.bodies()?.name(body)
            ))),
        }
    }
}

/// Refuses a text that says nothing.
pub(super) fn refuse_empty(name: &str, words: &str) -> Result<()> {
    if words.trim().is_empty() {
        Err(Error::Misused(format!(
            "{name} is empty; nothing was recorded"
        )))
    } else {
        Ok(())
    }
}

/// The longest name of a role; it heads a page and names a file.
pub(super) const LONGEST_ROLE: usize = 200;

/// The longest text of a plan: some ten pages, so that no real one is refused.
pub(super) const LONGEST_TEXT: usize = 20_000;

/// Refuses a text that was pasted by mistake: nobody writes one of that length there.
pub(super) fn refuse_too_long(name: &str, words: Option<&str>, longest: usize) -> Result<()> {
    let length = words.map_or(0, |words| words.chars().count());
    if length > longest {
        Err(Error::Misused(format!(
            "{name} has {length} characters; {longest} at most, and nothing was recorded"
        )))
    } else {
        Ok(())
    }
}
