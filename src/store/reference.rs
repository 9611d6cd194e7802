//! What a typed reference names.

use rusqlite::named_params;

use super::{Inspection, Store};
use crate::domain::closure::Closure;
use crate::domain::finding::Finding;
use crate::domain::recommendation::Recommendation;
use crate::domain::reference::{Fact, Handle, Typed, fitting};
use crate::error::{Error, Result};

/// How many names a message suggests.
const SUGGESTED: usize = 3;

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A recommendation
    Recommendation(Recommendation),
    /// A finding
    Finding(Finding),
    /// A closure or reopening, with the recommendation it is about
    Closure(Recommendation, Closure),
    /// An alert, by its number in the register, with its inspection
    Alert(Inspection, i64),
}

impl Store {
    /// Returns the inspection that a code names, in full or shortened while it is unambiguous.
    pub fn inspection_called(&self, code: &str) -> Result<Inspection> {
        let inspections = self.inspections()?;
        let found = fitting(
            code.trim(),
            inspections
                .iter()
                .map(|inspection| inspection.code.as_str()),
        );
        match found.as_slice() {
            [found] => {
                let found = (*found).to_owned();
                Ok(inspections
                    .into_iter()
                    .find(|inspection| inspection.code == found)
                    .expect("it is among them"))
            }
            [] => Err(no_inspection(code.trim(), &inspections)),
            several => Err(Error::Ambiguous {
                name: code.trim().to_owned(),
                fits: several
                    .iter()
                    .take(2 * SUGGESTED)
                    .map(|code| (*code).to_owned())
                    .collect(),
            }),
        }
    }

    /// Returns the recommendation that a reference names.
    pub fn recommendation_called(&self, reference: &str) -> Result<Recommendation> {
        match self.named(&typed(reference)?)? {
            Named::Recommendation(recommendation) => Ok(recommendation),
            _ => Err(Error::Misused(format!(
                "`{reference}` is not a recommendation; write its reference, such as west-kent-2022/11"
            ))),
        }
    }

    /// Returns what a typed reference names.
    ///
    /// # Errors
    /// [`Error::Misused`] for what is no reference, [`Error::NoSuch`] and [`Error::Ambiguous`] for one that
    /// names nothing or more than one thing.
    pub fn called(&self, reference: &str) -> Result<Named> {
        self.named(&typed(reference)?)
    }

    fn named(&self, typed: &Typed) -> Result<Named> {
        match typed {
            Typed::Recommendation { code, number } => {
                self.numbered(code, number).map(Named::Recommendation)
            }
            Typed::Action {
                code,
                number,
                action,
            } => {
                let reference = self.numbered(code, number)?.reference();
                Err(Error::NoSuch {
                    what: "action",
                    name: format!("{reference}.{action}"),
                    near: Vec::new(),
                })
            }
            Typed::Alert { code, alert } | Typed::AlertAction { code, alert, .. } => {
                let inspection = self.inspection_called(code)?;
                match self.alert_of(inspection.id, *alert)? {
                    Some(id) => Ok(Named::Alert(inspection, id)),
                    None => Err(Error::NoSuch {
                        what: "organisational alert",
                        name: format!("{}/alert", inspection.code),
                        near: Vec::new(),
                    }),
                }
            }
            Typed::Fact { within, handle } => {
                let found = self.fact(*handle)?;
                match within
                    .as_deref()
                    .map(|within| self.named(within))
                    .transpose()?
                {
                    Some(Named::Recommendation(within)) => belongs(found, &within, *handle),
                    _ => Ok(found),
                }
            }
        }
    }

    /// Returns the recommendation of a number, its code perhaps shortened: a shortened code may fit
    /// several inspections of which only one has the number.
    fn numbered(&self, code: &str, number: &str) -> Result<Recommendation> {
        let inspections = self.inspections()?;
        let codes = fitting(
            code,
            inspections
                .iter()
                .map(|inspection| inspection.code.as_str()),
        );
        let found: Vec<Recommendation> = codes
            .iter()
            .filter_map(|code| self.recommendation_of(code, number).transpose())
            .collect::<Result<_>>()?;
        match found.as_slice() {
            [found] => Ok(found.clone()),
            [] if codes.is_empty() => Err(no_inspection(code, &inspections)),
            [] => Err(Error::NoSuch {
                what: "recommendation",
                name: format!(
                    "{}/{number}",
                    if codes.len() == 1 { codes[0] } else { code }
                ),
                near: self.near_numbers(codes[0], number)?,
            }),
            several => Err(Error::Ambiguous {
                name: format!("{code}/{number}"),
                fits: several
                    .iter()
                    .take(2 * SUGGESTED)
                    .map(Recommendation::reference)
                    .collect(),
            }),
        }
    }

    /// Returns references of the same inspection whose numbers are near: the last one, for a number that is too high.
    fn near_numbers(&self, code: &str, number: &str) -> Result<Vec<String>> {
        let sql =
            "SELECT r.number FROM recommendation r JOIN inspection i ON i.id = r.inspection_id
                    WHERE i.code = :code ORDER BY r.position DESC";
        let mut statement = self.connection.prepare_cached(sql)?;
        let numbers = statement
            .query_map(named_params! { ":code": code }, |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let begins_alike = numbers
            .iter()
            .filter(|other| other.starts_with(number))
            .take(SUGGESTED);
        let near: Vec<String> = begins_alike
            .map(|other| format!("{code}/{other}"))
            .collect();
        let last = || {
            numbers
                .first()
                .map(|last| format!("{code}/{last}"))
                .into_iter()
                .collect()
        };
        Ok(if near.is_empty() { last() } else { near })
    }

    fn fact(&self, handle: Handle) -> Result<Named> {
        let found = match handle.fact {
            Fact::Finding => self.finding(handle.row)?.map(Named::Finding),
            Fact::Closure => self
                .closure(handle.row)?
                .map(|(about, closure)| {
                    Ok::<_, Error>(Named::Closure(self.recommendation_of_id(about)?, closure))
                })
                .transpose()?,
            Fact::Response
            | Fact::Target
            | Fact::Update
            | Fact::Escalation
            | Fact::Evidence
            | Fact::Link => None,
        };
        found.ok_or_else(|| Error::NoSuch {
            what: "fact",
            name: handle.to_string(),
            near: Vec::new(),
        })
    }
}

fn typed(reference: &str) -> Result<Typed> {
    reference
        .parse()
        .map_err(|error: crate::domain::reference::NotAReference| Error::Misused(error.to_string()))
}

fn belongs(found: Named, within: &Recommendation, handle: Handle) -> Result<Named> {
    let belongs = match &found {
        Named::Finding(finding) => finding
            .covers
            .iter()
            .any(|covered| covered.recommendation_id == within.id),
        Named::Closure(about, _) => about.id == within.id,
        Named::Recommendation(_) | Named::Alert(..) => false,
    };
    let name = format!("{}{handle}", within.reference());
    if belongs {
        Ok(found)
    } else {
        Err(Error::NoSuch {
            what: "fact",
            name,
            near: Vec::new(),
        })
    }
}

fn no_inspection(code: &str, inspections: &[Inspection]) -> Error {
    let mut near: Vec<(f64, &str)> = inspections
        .iter()
        .map(|inspection| {
            (
                strsim::jaro_winkler(code, &inspection.code),
                inspection.code.as_str(),
            )
        })
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let near = near
        .into_iter()
        .take(SUGGESTED)
        .map(|(_, code)| code.to_owned())
        .collect();
    Error::NoSuch {
        what: "inspection",
        name: code.to_owned(),
        near,
    }
}
