//! Inspections with their ratings and key questions.

use rusqlite::{OptionalExtension, Row, named_params};

use super::{Change, Store};
use crate::domain::amendment::Difference;
use crate::domain::body::BodyId;
use crate::domain::inspection::{InspectionFacts, InspectionKind, RatingWord, Score};
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};

/// An inspection as the register has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The register's number
    pub id: i64,
    /// Its code: `west-kent-2022`
    pub code: String,
    /// The inspected body; nothing for a report on no one body
    pub body_id: Option<BodyId>,
    /// What is known of it
    pub facts: InspectionFacts,
    /// The code of the later report through which alone it is known
    pub known_through: Option<String>,
    /// How many recommendations it made
    pub recommendations: i64,
}

/// What is to be changed of an inspection; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InspectionEdit {
    /// The inspected body
    pub body_id: Option<BodyId>,
    /// What sort it is
    pub kind: Option<InspectionKind>,
    /// Its title
    pub title: Option<String>,
    /// For a plan: whose recommendations it says it restates
    pub taken_from: Option<String>,
    /// When it was published
    pub published_on: Option<PartialDate>,
    /// When fieldwork began
    pub fieldwork_on: Option<PartialDate>,
    /// A range of fieldwork in words
    pub fieldwork_words: Option<String>,
    /// When it was announced
    pub announced_on: Option<PartialDate>,
    /// Who led it
    pub led_by: Option<String>,
    /// Digits of its ISBN
    pub isbn: Option<String>,
    /// The overall rating
    pub rating: Option<RatingWord>,
    /// The printed score
    pub score: Option<Score>,
}

impl InspectionEdit {
    /// Makes an edit that sets all facts.
    pub(super) fn all_of(facts: &InspectionFacts) -> Self {
        let InspectionFacts {
            kind,
            title,
            taken_from,
            published_on,
            fieldwork_on,
            fieldwork_words,
            announced_on,
            led_by,
            isbn,
            rating,
            score,
        } = facts.clone();
        InspectionEdit {
            body_id: None,
            kind: Some(kind),
            title,
            taken_from,
            published_on,
            fieldwork_on,
            fieldwork_words,
            announced_on,
            led_by,
            isbn,
            rating,
            score,
        }
    }

    /// Returns the facts with what is edited in the place of what was.
    pub fn applied_to(&self, facts: &InspectionFacts) -> InspectionFacts {
        let InspectionEdit {
            body_id: _,
            kind,
            title,
            taken_from,
            published_on,
            fieldwork_on,
            fieldwork_words,
            announced_on,
            led_by,
            isbn,
            rating,
            score,
        } = self.clone();
        InspectionFacts {
            kind: kind.unwrap_or(facts.kind),
            title: title.or_else(|| facts.title.clone()),
            taken_from: taken_from.or_else(|| facts.taken_from.clone()),
            published_on: published_on.or(facts.published_on),
            fieldwork_on: fieldwork_on.or(facts.fieldwork_on),
            fieldwork_words: fieldwork_words.or_else(|| facts.fieldwork_words.clone()),
            announced_on: announced_on.or(facts.announced_on),
            led_by: led_by.or_else(|| facts.led_by.clone()),
            isbn: isbn.or_else(|| facts.isbn.clone()),
            rating: rating.or(facts.rating),
            score: score.or(facts.score),
        }
    }
}

const COLUMNS: &str = "SELECT i.*, k.code AS known_through,
       (SELECT count(*) FROM recommendation r WHERE r.inspection_id = i.id) AS recommendations
  FROM inspection i LEFT JOIN inspection k ON k.id = i.known_through_id";

impl Store {
    /// Returns every inspection, the newest first, drafts on top.
    pub fn inspections(&self) -> Result<Vec<Inspection>> {
        let sql = format!(
            "{COLUMNS} ORDER BY i.published_last IS NOT NULL, i.published_last DESC, i.code"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let inspections = statement
            .query_map([], inspection)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(inspections)
    }

    /// Returns the inspection of a number.
    pub fn inspection_of_id(&self, id: i64) -> Result<Inspection> {
        let sql = format!("{COLUMNS} WHERE i.id = :id");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row(named_params! { ":id": id }, inspection)?)
    }

    /// Returns the inspection of a code in full, if there is one.
    pub fn inspection_of_code(&self, code: &str) -> Result<Option<Inspection>> {
        let sql = format!("{COLUMNS} WHERE i.code = :code");
        Ok(self
            .connection
            .prepare_cached(&sql)?
            .query_row(named_params! { ":code": code }, inspection)
            .optional()?)
    }
}

fn inspection(row: &Row<'_>) -> rusqlite::Result<Inspection> {
    let (points, of): (Option<i64>, Option<i64>) = (row.get("score")?, row.get("score_of")?);
    Ok(Inspection {
        id: row.get("id")?,
        code: row.get("code")?,
        body_id: row.get("body_id")?,
        facts: InspectionFacts {
            kind: row.get("kind")?,
            title: row.get("title")?,
            taken_from: row.get("taken_from")?,
            published_on: row.get("published_on")?,
            fieldwork_on: row.get("fieldwork_on")?,
            fieldwork_words: row.get("fieldwork_words")?,
            announced_on: row.get("announced_on")?,
            led_by: row.get("led_by")?,
            isbn: row.get("isbn")?,
            rating: row.get("rating")?,
            score: points.zip(of).map(|(points, of)| Score { points, of }),
        },
        known_through: row.get("known_through")?,
        recommendations: row.get("recommendations")?,
    })
}

impl Change<'_> {
    /// Records an inspection under a code that nobody else has. Returns its number.
    ///
    /// # Errors
    /// [`Error::Conflict`] when the code or the ISBN is here already.
    pub fn add_inspection(
        &self,
        code: &str,
        body_id: Option<BodyId>,
        facts: &InspectionFacts,
        known_through_id: Option<i64>,
    ) -> Result<i64> {
        if self.inspection_of_code(code)?.is_some() {
            return Err(Error::Conflict(format!(
                "there is an inspection `{code}` already; give another with --code"
            )));
        }
        self.refuse_a_code_of_another(code, body_id)?;
        refuse_contradicting_dates(code, facts)?;
        let id = self.next_id("inspection")?;
        self.refuse_a_taken_isbn(id, facts.isbn.as_deref())?;
        let sql = "INSERT INTO inspection (id, code, kind, body_id, known_through_id)
                   VALUES (:id, :code, :kind, :body_id, :known_through_id)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":code": code, ":kind": facts.kind, ":body_id": body_id, ":known_through_id": known_through_id,
        })?;
        self.write_facts(id, body_id, facts)?;
        Ok(id)
    }

    /// Changes what is known of an inspection. Its code stays: references never change (rule 10).
    /// It is read anew: what another program changed meanwhile stays.
    ///
    /// # Errors
    /// [`Error::Refused`] when its findings would come before what they are about, or its
    /// dates contradict each other.
    pub fn edit_inspection(
        &self,
        inspection_id: i64,
        edit: &InspectionEdit,
    ) -> Result<Vec<Difference>> {
        let inspection = self.inspection_of_id(inspection_id)?;
        let facts = edit.applied_to(&inspection.facts);
        let body_id = edit.body_id.or(inspection.body_id);
        let mut differences = inspection.facts.differences(&facts);
        differences.extend(self.other_body(inspection.body_id, body_id)?);
        if differences.is_empty() {
            return Ok(differences);
        }
        self.refuse_a_taken_isbn(inspection.id, facts.isbn.as_deref())?;
        if let Some(published) = facts.published_on {
            self.refuse_a_publication_out_of_order(&inspection, published)?;
        }
        refuse_contradicting_dates(&inspection.code, &facts)?;
        self.write_facts(inspection.id, body_id, &facts)?;
        Ok(differences)
    }

    fn other_body(
        &self,
        before: Option<BodyId>,
        after: Option<BodyId>,
    ) -> Result<Option<Difference>> {
        let bodies = self.bodies()?;
        let name = |body: Option<BodyId>| body.map(|body| bodies.name(body).to_owned());
        let (from, to) = (name(before), name(after));
        Ok(Difference::between("unit or organisation", from, to))
    }

    /// Marks an inspection as read itself, no longer known only through a reprint.
    pub(super) fn is_known_itself(&self, inspection_id: i64) -> Result<()> {
        let sql = "UPDATE inspection SET known_through_id = NULL WHERE id = :id AND known_through_id IS NOT NULL";
        self.connection
            .prepare_cached(sql)?
            .execute(named_params! { ":id": inspection_id })?;
        Ok(())
    }

    fn write_facts(&self, id: i64, body_id: Option<BodyId>, facts: &InspectionFacts) -> Result<()> {
        let InspectionFacts {
            kind,
            title,
            taken_from,
            published_on,
            fieldwork_on,
            fieldwork_words,
            announced_on,
            led_by,
            isbn,
            rating,
            score,
        } = facts;
        let sql = "UPDATE inspection
                      SET kind = :kind, body_id = :body_id, title = :title, taken_from = :taken_from,
                          published_on = :published_on, fieldwork_on = :fieldwork_on,
                          fieldwork_words = :fieldwork_words, announced_on = :announced_on, led_by = :led_by,
                          isbn = :isbn, rating = :rating, score = :score, score_of = :score_of
                    WHERE id = :id";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":kind": kind, ":body_id": body_id, ":title": title, ":taken_from": taken_from,
            ":published_on": published_on, ":fieldwork_on": fieldwork_on, ":fieldwork_words": fieldwork_words,
            ":announced_on": announced_on, ":led_by": led_by, ":isbn": isbn, ":rating": rating,
            ":score": score.map(|score| score.points), ":score_of": score.map(|score| score.of),
        })?;
        Ok(())
    }

    /// A code that stood for another body's inspection is never used again, even where that
    /// inspection was taken back: papers may name it (rule 10). Where none ever was, which is soon
    /// counted, the history is not read: else many inspections would take ever longer to record.
    fn refuse_a_code_of_another(&self, code: &str, body_id: Option<BodyId>) -> Result<()> {
        let sql = "SELECT CASE WHEN (SELECT count(*) FROM inspection)
                                    < (SELECT max(row_id) FROM revision WHERE table_name = 'inspection')
                          THEN EXISTS (SELECT 1 FROM revision
                                        WHERE table_name = 'inspection' AND before ->> 'code' = :code
                                          AND before ->> 'body_id' IS NOT :body_id)
                          ELSE 0 END";
        let is_of_another: bool = self.connection.prepare_cached(sql)?.query_row(
            named_params! { ":code": code, ":body_id": body_id },
            |row| row.get(0),
        )?;
        if is_of_another {
            return Err(Error::Conflict(format!(
                "`{code}` stood for another inspection that was taken back; give another code with --code"
            )));
        }
        Ok(())
    }

    fn refuse_a_taken_isbn(&self, id: i64, isbn: Option<&str>) -> Result<()> {
        let sql = "SELECT code FROM inspection WHERE isbn = :isbn AND id <> :id";
        let taken: Option<String> = self
            .connection
            .prepare_cached(sql)?
            .query_row(named_params! { ":isbn": isbn, ":id": id }, |row| row.get(0))
            .optional()?;
        match taken {
            None => Ok(()),
            Some(code) => Err(Error::Conflict(format!(
                "that ISBN is {code}'s already; one report has one ISBN"
            ))),
        }
    }

    fn refuse_a_publication_out_of_order(
        &self,
        inspection: &Inspection,
        published: PartialDate,
    ) -> Result<()> {
        let refused = |what: String| Err(Error::Refused(what));
        for graded in self.published_of_graded(inspection.id)? {
            if published.is_surely_before(graded.1) {
                return refused(format!(
                    "{} cannot be published {published}: it graded {}, published {}",
                    inspection.code, graded.0, graded.1
                ));
            }
        }
        if let Some(earliest) = self.earliest_of(inspection.id)?
            && earliest.on.is_surely_before(published)
        {
            return refused(format!(
                "{} cannot be published {published}: something was {} of {} on {}",
                inspection.code, earliest.done, earliest.reference, earliest.on
            ));
        }
        for (code, later) in self.published_of_graders(inspection.id)? {
            if later.is_surely_before(published) {
                return refused(format!(
                    "{} cannot be published {published}: {code}, published {later}, graded it",
                    inspection.code
                ));
            }
        }
        Ok(())
    }
}

/// What is announced comes before fieldwork, and fieldwork before the publication.
fn refuse_contradicting_dates(code: &str, facts: &InspectionFacts) -> Result<()> {
    let dates = [
        ("announced", facts.announced_on),
        ("begun", facts.fieldwork_on),
        ("published", facts.published_on),
    ];
    let known: Vec<_> = dates
        .iter()
        .filter_map(|(what, date)| date.map(|date| (what, date)))
        .collect();
    for pair in known.windows(2) {
        let ((earlier, before), (later, after)) = (pair[0], pair[1]);
        if after.is_surely_before(before) {
            return Err(Error::Refused(format!(
                "{code} cannot be {later} on {after}, before it was {earlier} on {before}"
            )));
        }
    }
    Ok(())
}
