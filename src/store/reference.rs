//! What a typed reference names.

use chrono::NaiveDate;
use rusqlite::{OptionalExtension, named_params};

use super::{Inspection, Store};
use crate::domain::action::{Action, ActionOf};
use crate::domain::closure::Closure;
use crate::domain::finding::Finding;
use crate::domain::recommendation::Recommendation;
use crate::domain::reference::{Fact, Handle, Typed, fitting};
use crate::error::{Error, Result};

/// How many names a message suggests.
const SUGGESTED: usize = 3;

/// What a fact is shown with: a recommendation, or an action. One statement for each table.
const ABOUT_RESPONSE: &str = "SELECT recommendation_id, NULL FROM response WHERE id = :id";
const ABOUT_LINK: &str = "SELECT from_id, NULL FROM link WHERE id = :id";
const ABOUT_TARGET: &str = "SELECT NULL, action_id FROM target WHERE id = :id";
const ABOUT_UPDATE: &str = "SELECT NULL, action_id FROM action_update WHERE id = :id";
const ABOUT_ESCALATION: &str = "SELECT recommendation_id, action_id FROM escalation WHERE id = :id";
const ABOUT_EVIDENCE: &str = "SELECT e.recommendation_id, u.action_id
   FROM evidence e LEFT JOIN action_update u ON u.id = e.action_update_id WHERE e.id = :id";

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A recommendation
    Recommendation(Recommendation),
    /// A finding
    Finding(Finding),
    /// A closure or reopening, with the recommendation it is about
    Closure(Recommendation, Closure),
    /// A fact that is shown with a recommendation or an action: a link, an answer, an update
    Beside(Box<Named>, Handle),
    /// An action
    Action(Box<Action>),
    /// An alert, by its number in the register, with its inspection
    Alert(Inspection, i64),
}

impl Store {
    /// Returns the inspection that a code names, in full or shortened while it is unambiguous.
    pub fn inspection_called(&self, code: &str) -> Result<Inspection> {
        let code = code.trim();
        if let Some(inspection) = self.inspection_of_code(code)? {
            return Ok(inspection);
        }
        let codes = self.codes()?;
        match fitting(code, codes.iter().map(String::as_str)).as_slice() {
            [found] => Ok(self.inspection_of_code(found)?.expect("it is among them")),
            [] => Err(no_inspection(code, &codes)),
            several => Err(ambiguous(
                code,
                several.iter().map(|code| (*code).to_owned()).collect(),
            )),
        }
    }

    fn codes(&self) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT code FROM inspection ORDER BY code")?;
        Ok(statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?)
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

    pub(super) fn named(&self, typed: &Typed) -> Result<Named> {
        match typed {
            Typed::Recommendation { code, number } => {
                self.numbered(code, number).map(Named::Recommendation)
            }
            Typed::Action {
                code,
                number,
                action,
            } => {
                let recommendation = self.numbered(code, number)?;
                let of = ActionOf::Recommendation(recommendation.id);
                self.action_named(of, *action, &recommendation.reference())
            }
            Typed::AlertAction {
                code,
                alert,
                action,
            } => {
                let named = self.named(&Typed::Alert {
                    code: code.clone(),
                    alert: *alert,
                })?;
                let Named::Alert(inspection, id) = &named else {
                    return Ok(named);
                };
                let reference = self.alert_reference(inspection, *id)?;
                self.action_named(ActionOf::Alert(*id), *action, &reference)
            }
            Typed::Alert { code, alert } => {
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
                let Some(within) = within else {
                    return Ok(found);
                };
                if belongs(&found, &self.named(within)?) {
                    Ok(found)
                } else {
                    Err(no_fact(format!("{within}{handle}")))
                }
            }
        }
    }

    /// Returns the recommendation of a number, its code perhaps shortened: a shortened code may fit
    /// several inspections of which only one has the number.
    fn numbered(&self, code: &str, number: &str) -> Result<Recommendation> {
        if let Some(recommendation) = self.recommendation_of(code, number)? {
            return Ok(recommendation);
        }
        let all = self.codes()?;
        let codes = fitting(code, all.iter().map(String::as_str));
        let found: Vec<Recommendation> = codes
            .iter()
            .filter_map(|code| self.recommendation_of(code, number).transpose())
            .collect::<Result<_>>()?;
        match found.as_slice() {
            [found] => Ok(found.clone()),
            [] if codes.is_empty() => Err(no_inspection(code, &all)),
            [] => Err(Error::NoSuch {
                what: "recommendation",
                name: format!(
                    "{}/{number}",
                    if codes.len() == 1 { codes[0] } else { code }
                ),
                near: self.near_numbers(codes[0], number)?,
            }),
            several => {
                let references = several.iter().map(Recommendation::reference).collect();
                Err(ambiguous(&format!("{code}/{number}"), references))
            }
        }
    }

    fn action_named(&self, of: ActionOf, number: i64, reference: &str) -> Result<Named> {
        if let Some(id) = self.action_of(of, number)? {
            return Ok(Named::Action(Box::new(self.action(id)?)));
        }
        let last = self.actions_under(of, NaiveDate::MAX)?.pop();
        Err(Error::NoSuch {
            what: "action",
            name: format!("{reference}.{number}"),
            near: last.map(|last| last.reference).into_iter().collect(),
        })
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
            Fact::Response => self.about(ABOUT_RESPONSE, handle)?,
            Fact::Link => self.about(ABOUT_LINK, handle)?,
            Fact::Target => self.about(ABOUT_TARGET, handle)?,
            Fact::Update => self.about(ABOUT_UPDATE, handle)?,
            Fact::Escalation => self.about(ABOUT_ESCALATION, handle)?,
            Fact::Evidence => self.about(ABOUT_EVIDENCE, handle)?,
        };
        found.ok_or_else(|| no_fact(handle.to_string()))
    }

    /// Returns a fact with the recommendation or the action that it is shown with.
    fn about(&self, sql: &str, handle: Handle) -> Result<Option<Named>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let about: Option<(Option<i64>, Option<i64>)> = statement
            .query_row(named_params! { ":id": handle.row }, |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let about = match about {
            Some((Some(id), _)) => Named::Recommendation(self.recommendation_of_id(id)?),
            Some((None, Some(id))) => Named::Action(Box::new(self.action(id)?)),
            Some((None, None)) | None => return Ok(None),
        };
        Ok(Some(Named::Beside(Box::new(about), handle)))
    }
}

pub(super) fn typed(reference: &str) -> Result<Typed> {
    reference
        .parse()
        .map_err(|error: crate::domain::reference::NotAReference| Error::Misused(error.to_string()))
}

/// Tells whether a fact is one of what it is said to be within.
fn belongs(found: &Named, within: &Named) -> bool {
    match (found, within) {
        (Named::Finding(finding), Named::Recommendation(within)) => finding
            .covers
            .iter()
            .any(|covered| covered.recommendation_id == within.id),
        (Named::Closure(about, _), Named::Recommendation(within)) => about.id == within.id,
        (Named::Beside(about, _), within) => is_at(about, within),
        _ => false,
    }
}

/// Tells whether what a fact is shown with is that one, or an action under it.
fn is_at(about: &Named, within: &Named) -> bool {
    match (about, within) {
        (Named::Recommendation(about), Named::Recommendation(within)) => about.id == within.id,
        (Named::Action(about), Named::Action(within)) => about.id == within.id,
        (Named::Action(about), Named::Recommendation(within)) => {
            about.of == ActionOf::Recommendation(within.id)
        }
        (Named::Action(about), Named::Alert(_, id)) => about.of == ActionOf::Alert(*id),
        _ => false,
    }
}

fn no_fact(name: String) -> Error {
    Error::NoSuch {
        what: "fact",
        name,
        near: Vec::new(),
    }
}

impl Store {
    /// Returns a Responsible Owner of some action as the register writes it, whatever the capitals.
    ///
    /// # Errors
    /// [`Error::NoSuch`] when no action has this owner: that nothing is found of a misspelt one is
    /// no comfort.
    pub fn owner_called(&self, role: &str) -> Result<String> {
        let sql = "SELECT DISTINCT owner FROM action WHERE owner IS NOT NULL ORDER BY owner";
        let mut statement = self.connection.prepare_cached(sql)?;
        let owners = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<Vec<String>>>()?;
        let fold = |role: &str| role.trim().to_lowercase();
        match owners.iter().find(|owner| fold(owner) == fold(role)) {
            Some(owner) => Ok(owner.clone()),
            None => Err(Error::NoSuch {
                what: "Responsible Owner",
                name: role.to_owned(),
                near: likeliest(role, &owners),
            }),
        }
    }
}

/// Says what a shortened name may mean, and how much more there is than is listed.
fn ambiguous(name: &str, mut fits: Vec<String>) -> Error {
    let more = fits.len().saturating_sub(2 * SUGGESTED);
    fits.truncate(2 * SUGGESTED);
    let name = name.to_owned();
    if more > 0 {
        fits.push(format!("{more} more"));
    }
    Error::Ambiguous { name, fits }
}

fn no_inspection(code: &str, codes: &[String]) -> Error {
    Error::NoSuch {
        what: "inspection",
        name: code.to_owned(),
        near: likeliest(code, codes),
    }
}

/// Returns the names that may have been meant, the likeliest first.
pub(super) fn likeliest(name: &str, names: &[String]) -> Vec<String> {
    let folded = name.to_lowercase();
    let mut near: Vec<(f64, &String)> = names
        .iter()
        .map(|other| (strsim::jaro_winkler(&folded, &other.to_lowercase()), other))
        .filter(|(likeness, _)| *likeness > 0.8)
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    let near = near.into_iter().take(SUGGESTED);
    near.map(|(_, name)| name.clone()).collect()
}
