//! Findings: what a later inspection wrote about recommendations.

use rusqlite::{OptionalExtension, Row, named_params};

use super::recommendation::{cited, refuse_empty};
use super::{Change, Store};
use crate::domain::amendment::Difference;
use crate::domain::finding::{Covered, Finding, NewFinding};
use crate::domain::inspection::InspectionKind;
use crate::domain::partial_date::PartialDate;
use crate::domain::progress::Progress;
use crate::error::{Error, Result};

/// What is to be corrected of a finding; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingEdit {
    /// Word for word, without the grade
    pub words: Option<String>,
    /// The grade; its printed words then no longer hold and go
    pub progress: Option<Progress>,
    /// A typed note beside the grade
    pub remark: Option<String>,
}

// A finding on what was not printed again has no position and comes last.
pub(super) const FINDINGS_AT: &str = "
SELECT f.*,
       (SELECT min(p.position)
          FROM finding_item c
          JOIN reprint p ON p.recommendation_id = c.recommendation_id AND p.inspection_id = c.inspection_id
         WHERE c.finding_id = f.id) AS position
  FROM finding f
 WHERE f.inspection_id = :id
 ORDER BY position IS NULL, position, f.id";

impl Store {
    /// Returns the finding of a row, if there is one.
    pub fn finding(&self, id: i64) -> Result<Option<Finding>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM finding WHERE id = :id")?;
        let found = statement
            .query_row(named_params! { ":id": id }, finding)
            .optional()?;
        found.map(|found| self.with_covers(found)).transpose()
    }

    /// Returns the findings about a recommendation, by date of publication (drafts last), then entry.
    pub fn findings_of(&self, recommendation_id: i64) -> Result<Vec<Finding>> {
        let sql = "SELECT f.* FROM finding f JOIN inspection i ON i.id = f.inspection_id
                    WHERE f.id IN (SELECT finding_id FROM finding_item WHERE recommendation_id = :id)
                    ORDER BY i.published_last IS NULL, i.published_last, f.id";
        self.findings(sql, recommendation_id)
    }

    /// Returns the findings of an inspection in the order of its reprint, then of entry.
    pub fn findings_at(&self, inspection_id: i64) -> Result<Vec<Finding>> {
        self.findings(FINDINGS_AT, inspection_id)
    }

    fn findings(&self, sql: &str, id: i64) -> Result<Vec<Finding>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement
            .query_map(named_params! { ":id": id }, finding)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        found
            .into_iter()
            .map(|found| self.with_covers(found))
            .collect()
    }

    fn with_covers(&self, found: Finding) -> Result<Finding> {
        let sql = "SELECT recommendation_id, body_id FROM finding_item WHERE finding_id = :id ORDER BY id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let covers = statement.query_map(named_params! { ":id": found.id }, |row| {
            Ok(Covered {
                recommendation_id: row.get("recommendation_id")?,
                body_id: row.get("body_id")?,
            })
        })?;
        Ok(Finding {
            covers: covers.collect::<rusqlite::Result<_>>()?,
            ..found
        })
    }

    /// Returns the words of the recommendations that an inspection prints again: number in the register, words.
    pub fn reprinted_at(&self, inspection_id: i64) -> Result<Vec<(i64, String)>> {
        let sql = "SELECT recommendation_id, words FROM reprint WHERE inspection_id = :id ORDER BY position";
        let mut statement = self.connection.prepare_cached(sql)?;
        let words = statement.query_map(named_params! { ":id": inspection_id }, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(words.collect::<rusqlite::Result<_>>()?)
    }

    /// Returns reference and publication of what an inspection graded.
    pub(super) fn published_of_graded(
        &self,
        inspection_id: i64,
    ) -> Result<Vec<(String, PartialDate)>> {
        self.dated(
            "SELECT i.code || '/' || r.number, i.published_on
               FROM finding_item f
               JOIN recommendation r ON r.id = f.recommendation_id
               JOIN inspection i ON i.id = r.inspection_id
              WHERE f.inspection_id = :id AND i.published_on IS NOT NULL",
            inspection_id,
        )
    }

    /// Returns code and publication of the inspections that graded what an inspection recommended.
    pub(super) fn published_of_graders(
        &self,
        inspection_id: i64,
    ) -> Result<Vec<(String, PartialDate)>> {
        self.dated(
            "SELECT DISTINCT i.code, i.published_on
               FROM recommendation r
               JOIN finding_item f ON f.recommendation_id = r.id
               JOIN inspection i ON i.id = f.inspection_id
              WHERE r.inspection_id = :id AND i.published_on IS NOT NULL",
            inspection_id,
        )
    }

    fn dated(&self, sql: &str, id: i64) -> Result<Vec<(String, PartialDate)>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let dated = statement.query_map(named_params! { ":id": id }, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(dated.collect::<rusqlite::Result<_>>()?)
    }
}

fn finding(row: &Row<'_>) -> rusqlite::Result<Finding> {
    Ok(Finding {
        id: row.get("id")?,
        inspection_id: row.get("inspection_id")?,
        words: row.get("words")?,
        progress: row.get("progress")?,
        printed_progress: row.get("printed_progress")?,
        remark: row.get("remark")?,
        covers: Vec::new(),
        cited: cited(row)?,
    })
}

impl Change<'_> {
    /// Records a finding and what it covers. Returns its row.
    ///
    /// # Errors
    /// [`Error::Conflict`] when one of them was marked at the inspection already (rule 11);
    /// [`Error::Refused`] when the inspection is older than a recommendation, or is its own.
    pub fn add_finding(&self, new: &NewFinding) -> Result<i64> {
        let NewFinding {
            inspection_id,
            words,
            progress,
            printed_progress,
            remark,
            covers,
            cited,
        } = new;
        refuse_empty("the finding", words)?;
        let mut covers = covers.clone();
        covers.sort_by_key(|covered| (covered.recommendation_id, covered.body_id));
        covers.dedup();
        for covered in &covers {
            self.refuse_an_unfit_finding(*inspection_id, covered)?;
        }
        let id = self.next_id("finding")?;
        let sql = "INSERT INTO finding (id, inspection_id, words, progress, printed_progress, remark, source_id, place)
                   VALUES (:id, :inspection_id, :words, :progress, :printed_progress, :remark, :source_id, :place)";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": id, ":inspection_id": inspection_id, ":words": words.trim(), ":progress": progress,
            ":printed_progress": printed_progress, ":remark": remark.as_ref().filter(|remark| !remark.trim().is_empty()),
            ":source_id": cited.as_ref().map(|cited| cited.source_id),
            ":place": cited.as_ref().map(|cited| &cited.place),
        })?;
        for covered in &covers {
            let item = self.next_id("finding_item")?;
            let sql = "INSERT INTO finding_item (id, finding_id, inspection_id, recommendation_id, body_id)
                       VALUES (:id, :finding_id, :inspection_id, :recommendation_id, :body_id)";
            self.connection
                .prepare_cached(sql)?
                .execute(named_params! {
                    ":id": item, ":finding_id": id, ":inspection_id": inspection_id,
                    ":recommendation_id": covered.recommendation_id, ":body_id": covered.body_id,
                })?;
        }
        Ok(id)
    }

    /// Corrects a finding, for all that it covers. It is read anew: what another program
    /// changed meanwhile stays. An empty remark takes the remark away.
    pub fn amend_finding(&self, finding_id: i64, edit: &FindingEdit) -> Result<Vec<Difference>> {
        let Some(finding) = self.finding(finding_id)? else {
            return Err(Error::NoSuch {
                what: "finding",
                name: format!("#f{finding_id}"),
                near: Vec::new(),
            });
        };
        let words = edit.words.as_ref().unwrap_or(&finding.words);
        refuse_empty("the finding", words)?;
        let progress = edit.progress.unwrap_or(finding.progress);
        let printed = finding
            .printed_progress
            .as_ref()
            .filter(|_| progress == finding.progress);
        let remark = edit.remark.as_ref().or(finding.remark.as_ref());
        let remark = remark.filter(|remark| !remark.trim().is_empty());
        let (from, to) = (finding.remark.as_deref(), remark.map(String::as_str));
        let differences = [
            Difference::between("grade", Some(finding.progress), Some(progress)),
            Difference::between_texts("words", Some(&finding.words), Some(words.trim())),
            Difference::between_texts("remark", from, to),
        ];
        let differences: Vec<Difference> = differences.into_iter().flatten().collect();
        if differences.is_empty() {
            return Ok(differences);
        }
        let sql = "UPDATE finding SET words = :words, progress = :progress, printed_progress = :printed, remark = :remark
                    WHERE id = :id";
        self.connection.prepare_cached(sql)?.execute(named_params! {
            ":id": finding.id, ":words": words.trim(), ":progress": progress, ":printed": printed, ":remark": remark,
        })?;
        Ok(differences)
    }

    fn refuse_an_unfit_finding(&self, inspection_id: i64, covered: &Covered) -> Result<()> {
        let recommendation = self.recommendation_of_id(covered.recommendation_id)?;
        let reference = recommendation.reference();
        let inspection = self.inspection_of_id(inspection_id)?;
        if inspection.facts.kind == InspectionKind::Plan {
            return Err(Error::Refused(format!(
                "{} is a plan of the service; only an inspection grades",
                inspection.code
            )));
        }
        self.refuse_other_than_addressees(covered.recommendation_id, covered.body_id)?;
        if recommendation.inspection_id == inspection_id {
            return Err(Error::Refused(format!(
                "{reference} was made by {} itself, which cannot grade it",
                inspection.code
            )));
        }
        let made = self
            .inspection_of_id(recommendation.inspection_id)?
            .facts
            .published_on;
        if let Some((found, made)) = inspection.facts.published_on.zip(made)
            && found.is_surely_before(made)
        {
            return Err(Error::Refused(format!(
                "{} was published {found}, before {reference} was made ({made}); a finding comes after its recommendation",
                inspection.code
            )));
        }
        match self.marked_at(inspection_id, covered)? {
            None => Ok(()),
            Some((finding, progress)) => Err(Error::Conflict(format!(
                "{reference} was marked at {} already ({progress}); correct that with `annexe amend {reference}#f{finding}`",
                inspection.code
            ))),
        }
    }

    /// Returns the finding that marks a recommendation at an inspection, for the same addressee or for all.
    fn marked_at(&self, inspection_id: i64, covered: &Covered) -> Result<Option<(i64, Progress)>> {
        let sql =
            "SELECT f.id, f.progress FROM finding_item m JOIN finding f ON f.id = m.finding_id
                    WHERE m.recommendation_id = :recommendation AND m.inspection_id = :inspection
                      AND (m.body_id IS NULL OR :body IS NULL OR m.body_id = :body)
                    ORDER BY f.id LIMIT 1";
        let marked = self
            .connection
            .prepare_cached(sql)?
            .query_row(
                named_params! {
                    ":recommendation": covered.recommendation_id, ":inspection": inspection_id, ":body": covered.body_id,
                },
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .optional()?;
        Ok(marked)
    }
}
