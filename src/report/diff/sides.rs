//! The register on both sides of a comparison: what is asked of one that is no more is asked of the other.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::body::Bodies;
use crate::domain::progress::Progress;
use crate::error::Result;
use crate::store::{OfAction, Store};

/// The register as it was and as it is.
pub(super) struct Sides<'s> {
    before: &'s Store,
    after: &'s Store,
    was: Bodies,
    is: Bodies,
    day: NaiveDate,
}

impl<'s> Sides<'s> {
    pub(super) fn new(before: &'s Store, after: &'s Store, day: NaiveDate) -> Result<Sides<'s>> {
        let (was, is) = (before.bodies()?, after.bodies()?);
        Ok(Sides {
            before,
            after,
            was,
            is,
            day,
        })
    }

    /// Asks the register as it is, and as it was where that knows nothing.
    fn either<T>(&self, ask: impl Fn(&Store) -> Result<Option<T>>) -> Result<Option<T>> {
        match ask(self.after)? {
            Some(known) => Ok(Some(known)),
            None => ask(self.before),
        }
    }

    pub(super) fn recommendation(&self, row: i64) -> Result<String> {
        let reference = self.either(|store| store.reference_of_row(row))?;
        Ok(reference.unwrap_or_else(|| "a recommendation that is missing".to_owned()))
    }

    pub(super) fn inspection(&self, row: i64) -> Result<String> {
        let code = self.either(|store| store.code_of_row(row))?;
        Ok(code.unwrap_or_else(|| "an inspection that is missing".to_owned()))
    }

    pub(super) fn alert(&self, row: i64) -> Result<String> {
        let reference = self.either(|store| store.alert_of_row(row))?;
        Ok(reference.unwrap_or_else(|| "an alert that is missing".to_owned()))
    }

    /// Returns the reference of an action, with its recommendation where it has one.
    pub(super) fn action(&self, row: i64) -> Result<(String, Option<i64>)> {
        let of = self.either(|store| store.action_of_row(row))?;
        match of {
            Some(OfAction {
                recommendation: Some(recommendation),
                number,
                ..
            }) => {
                let reference = self.recommendation(recommendation)?;
                Ok((format!("{reference}.{number}"), Some(recommendation)))
            }
            Some(OfAction { alert, number, .. }) => {
                let alert = self.alert(alert.unwrap_or_default())?;
                Ok((format!("{alert}.{number}"), None))
            }
            None => Ok(("an action that is missing".to_owned(), None)),
        }
    }

    pub(super) fn action_of_update(&self, update: i64) -> Result<i64> {
        let action = self.either(|store| store.action_of_update(update))?;
        Ok(action.unwrap_or_default())
    }

    pub(super) fn body(&self, row: i64) -> &str {
        if self.is.has(row) {
            self.is.name(row)
        } else {
            self.was.name(row)
        }
    }

    pub(super) fn theme(&self, row: i64) -> Result<String> {
        let name = self.either(|store| store.theme_of_row(row))?;
        Ok(name.unwrap_or_default())
    }

    pub(super) fn source(&self, row: i64) -> Result<String> {
        let name = self.either(|store| store.name_of_source(row))?;
        Ok(name.unwrap_or_default())
    }

    /// Returns the grade and the inspection of a finding.
    pub(super) fn finding(&self, row: i64) -> Result<(String, String)> {
        let found = self.either(|store| store.grade_of_row(row))?;
        let (grade, inspection) = found.unwrap_or_default();
        Ok((grade, self.inspection(inspection)?))
    }

    /// Returns the recommendations that a finding covers on both sides.
    pub(super) fn covered_by(&self, finding: i64) -> Result<Vec<i64>> {
        let was: BTreeSet<i64> = self.before.covered_by(finding)?.into_iter().collect();
        let mut is = self.after.covered_by(finding)?;
        is.retain(|id| was.contains(id));
        Ok(is)
    }

    /// Returns the grade that was in force for a recommendation; nothing where it was not known then, and where
    /// one grade does not say it: graded at a part on either side, or standing under several bodies (rules 4, 9).
    pub(super) fn grade_before(&self, recommendation: i64) -> Result<Option<Progress>> {
        if self.before.reference_of_row(recommendation)?.is_none() {
            return Ok(None);
        }
        let was = self.before.survey_of(recommendation, self.day)?;
        let is = self.after.survey_of(recommendation, self.day)?;
        let (was, is) = (was.lines(), is.lines());
        let ([was], [is]) = (was.as_slice(), is.as_slice()) else {
            return Ok(None);
        };
        if !was.standing.at_parts.is_empty() || !is.standing.at_parts.is_empty() {
            return Ok(None);
        }
        let grade = was.standing.grade;
        Ok(Some(
            grade.map_or(Progress::NotGraded, |found| found.progress),
        ))
    }

    /// Returns the target date that an action had.
    pub(super) fn target_before(&self, action: i64) -> Result<Option<String>> {
        self.before.target_of_row(action)
    }
}
