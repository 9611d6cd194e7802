//! A draft matched with the register: whose it is, whether it is here, what it would add.

use std::collections::BTreeMap;

use rusqlite::named_params;

use super::facts::{context, inspected_body, joined};
use super::names::Namer;
use super::same::Likeness;
use super::{Answers, Entry, Intake, Outcome, numbers, standards};
use crate::domain::body::{Bodies, BodyId};
use crate::domain::code::{code_for, is_code};
use crate::domain::draft::{Draft, DraftNote, Question};
use crate::domain::inspection::InspectionFacts;
use crate::domain::resolution::NameContext;
use crate::domain::words::folded;
use crate::error::{Error, Result};
use crate::store::{Inspection, Store};

impl Store {
    /// Matches a draft with the register. Nothing is written.
    ///
    /// # Errors
    /// When an answer names something that does not exist.
    pub fn match_draft(&self, draft: &Draft, answers: &Answers) -> Result<Intake> {
        let bodies = self.bodies()?;
        let mut facts = draft.publication.facts.clone();
        facts.published_on = answers.published.or(facts.published_on);
        facts.kind = answers.kind.unwrap_or(facts.kind);
        let belongs = answers
            .inspection
            .as_deref()
            .map(|code| self.inspection_called(code))
            .transpose()?;
        let mapped = self.mapped("name")?;
        let mut namer = Namer::new(&bodies, answers, NameContext::default(), mapped);
        let body_id = match &belongs {
            Some(inspection) => inspection.body_id,
            None => inspected_body(draft, &facts, answers, &mut namer)?,
        };
        namer.context = context(draft, &facts, body_id, belongs.as_ref(), &bodies);
        let mut notes = draft.notes.clone();
        let items: Vec<_> = draft.recommendations.iter().collect();
        let mut entries = numbers::numbered(&items, &mut notes);
        entries.iter_mut().for_each(|entry| namer.address(entry));
        let mut questions = open_questions(draft, answers, &facts, belongs.is_some());
        let outcome = self.outcome(
            belongs,
            &facts,
            body_id,
            &mut entries,
            &mut questions,
            &mut notes,
        )?;
        entries
            .iter()
            .for_each(|entry| namer.ask_for_addressee(entry));
        let code = self.code(&outcome, draft, answers, &facts, body_id, &bodies)?;
        let here = outcome.inspection();
        if let Some(here) = here {
            facts = joined(&facts, &here.facts, &mut notes);
        }
        let ratings = standards::new_ratings(self, draft, here, &mut notes)?;
        let key_questions = standards::new_key_questions(self, draft, here, &mut notes)?;
        let alert = match here {
            Some(here) if self.alert_of(here.id, 1)?.is_some() => None,
            _ => draft.alert.clone(),
        };
        let earlier = self.match_earlier(draft, answers, here, &mut namer, &mut questions)?;
        let mappings = mappings(answers);
        questions.append(&mut namer.questions);
        notes.append(&mut namer.notes);
        Ok(Intake {
            source_is_known: self.source_is_known(draft, here)?,
            source: draft.source.clone(),
            body_id: here.map_or(body_id, |here| here.body_id.or(body_id)),
            address: draft.publication.address.clone(),
            outcome,
            code,
            facts,
            ratings,
            key_questions,
            entries,
            alert,
            earlier,
            mappings,
            questions,
            notes,
        })
    }

    /// Decides what becomes of the publication, and finds the entries that are here already.
    fn outcome(
        &self,
        belongs: Option<Inspection>,
        facts: &InspectionFacts,
        body: Option<BodyId>,
        entries: &mut [Entry],
        questions: &mut Vec<Question>,
        notes: &mut Vec<DraftNote>,
    ) -> Result<Outcome> {
        if let Some(inspection) = belongs {
            self.find_entries(&inspection, entries, questions)?;
            return Ok(Outcome::Belongs(Box::new(inspection)));
        }
        let Some(likeness) = self.same_report(facts, body, entries)? else {
            return Ok(Outcome::New);
        };
        pair(&likeness, entries, notes);
        if likeness.inspection.known_through.is_some() {
            return Ok(Outcome::KnownThrough(Box::new(likeness.inspection)));
        }
        // A report that was typed in part is completed; one with other items is another, or was mistyped.
        let is_part = likeness.same == likeness.items.len();
        if !is_part && !likeness.has_the_same_items(entries) {
            questions.push(differs(&likeness, entries));
        } else if !self.sources_of(likeness.inspection.id)?.is_empty() {
            // A reprint adds nothing (rule 12): what was read from a file before was whole.
            questions.extend(unexpected(&likeness, entries));
        }
        Ok(Outcome::Here(Box::new(likeness.inspection)))
    }

    /// Finds entries of a list that is added to a report: the same number with other words is a question.
    fn find_entries(
        &self,
        inspection: &Inspection,
        entries: &mut [Entry],
        questions: &mut Vec<Question>,
    ) -> Result<()> {
        let known = self.recommendations(inspection.id)?;
        let last = known.iter().map(|item| item.position).max().unwrap_or(0);
        for entry in entries {
            let words = folded(&entry.words);
            if let Some(same) = known.iter().find(|item| folded(&item.words) == words) {
                entry.here = Some(same.id);
            } else if entry.printed_number.is_none() {
                entry.position += last;
                entry.number = entry.position.to_string();
            }
            let taken = known.iter().any(|item| item.number == entry.number);
            if entry.here.is_none() && taken {
                questions.push(Question {
                    words: format!(
                        "{}/{} is here already with other words",
                        inspection.code, entry.number
                    ),
                    answer: format!(
                        "annexe amend {}/{} --words …",
                        inspection.code, entry.number
                    ),
                    place: entry.place.clone(),
                });
            }
        }
        Ok(())
    }

    fn code(
        &self,
        outcome: &Outcome,
        draft: &Draft,
        answers: &Answers,
        facts: &InspectionFacts,
        body: Option<BodyId>,
        bodies: &Bodies,
    ) -> Result<String> {
        if let Some(here) = outcome.inspection() {
            return Ok(here.code.clone());
        }
        let taken = |code: &str| {
            self.inspection_of_code(code)
                .is_ok_and(|found| found.is_some())
        };
        match &answers.code {
            Some(code) if !is_code(code) => Err(Error::Misused(format!(
                "`{code}` is not a code; use small letters, digits and hyphens, such as west-kent-2022"
            ))),
            Some(code) if taken(code) => Err(Error::Conflict(format!(
                "there is an inspection `{code}` already; give another with --code"
            ))),
            Some(code) => Ok(code.clone()),
            None => {
                let body = body.map(|body| bodies.get(body));
                Ok(code_for(
                    body,
                    draft.publication.abbreviation.as_deref(),
                    facts,
                    taken,
                ))
            }
        }
    }

    fn source_is_known(&self, draft: &Draft, here: Option<&Inspection>) -> Result<bool> {
        let Some(here) = here else { return Ok(false) };
        let sources = self.sources_of(here.id)?;
        Ok(sources
            .iter()
            .any(|source| source.sha256 == draft.source.sha256 && source.sha256.is_some()))
    }

    /// Returns what a person has said foreign words of a field mean.
    pub(super) fn mapped(&self, field: &str) -> Result<BTreeMap<String, String>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT word, means FROM mapping WHERE field = :field")?;
        let mapped = statement.query_map(named_params! { ":field": field }, |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(mapped.collect::<rusqlite::Result<_>>()?)
    }
}

/// Returns the reader's questions that no answer settles, and those that the dates raise.
fn open_questions(
    draft: &Draft,
    answers: &Answers,
    facts: &InspectionFacts,
    belongs: bool,
) -> Vec<Question> {
    let is_answered = |question: &&Question| {
        let flag = question
            .answer
            .split_whitespace()
            .next()
            .unwrap_or_default();
        match flag {
            "--published" => facts.published_on.is_some() || belongs,
            "--body" => answers.body.is_some() || belongs,
            "--kind" => answers.kind.is_some() || belongs,
            // Asked again where it is known which items are new.
            "--addressee" => true,
            "--previous" => answers.previous.is_some(),
            "--leave-out" => answers.leave_out.contains(&question.place),
            "--inspection" => belongs || (answers.body.is_some() && facts.published_on.is_some()),
            // Grades are asked about again where they are matched, with what was mapped.
            "--map" => true,
            _ => false,
        }
    };
    let mut open: Vec<Question> = draft
        .questions
        .iter()
        .filter(|question| !is_answered(question))
        .cloned()
        .collect();
    let unfinished = facts
        .published_on
        .zip(answers.today)
        .filter(|(date, today)| date.last_day() > *today);
    if let Some((date, today)) = unfinished.filter(|_| !belongs) {
        let ahead = if date.first_day() > today {
            "lies ahead"
        } else {
            "has not ended"
        };
        open.push(Question {
            words: format!(
                "{} {ahead}; on which day was it published?",
                date.for_people()
            ),
            answer: format!("--published {today}"),
            place: draft.publication.published_place.clone(),
        });
    }
    open
}

/// Asks about items that another printing of the report did not have.
fn unexpected(likeness: &Likeness, entries: &[Entry]) -> Vec<Question> {
    let code = &likeness.inspection.code;
    let new = entries.iter().filter(|entry| entry.here.is_none());
    let asked = |entry: &Entry| Question {
        words: format!(
            "{code} was read before without this item ({}); does it belong to it?",
            entry.number
        ),
        answer: format!("--inspection {code} adds it"),
        place: entry.place.clone(),
    };
    new.map(asked).collect()
}

fn differs(likeness: &Likeness, entries: &[Entry]) -> Question {
    let code = &likeness.inspection.code;
    Question {
        words: format!(
            "the items differ from those of {code}, which has the same date or ISBN: {} of {} are the same",
            likeness.same,
            entries.len().max(likeness.items.len())
        ),
        answer: format!(
            "--inspection {code}, or --published with another date where it is another report"
        ),
        place: entries
            .first()
            .map(|entry| entry.place.clone())
            .unwrap_or_default(),
    }
}

/// Pairs entries with items that are here: by words, else by number.
fn pair(likeness: &Likeness, entries: &mut [Entry], notes: &mut Vec<DraftNote>) {
    let reprinter = likeness.inspection.known_through.as_deref();
    for (about, entry) in entries.iter_mut().enumerate() {
        let words = folded(&entry.words);
        let same = likeness
            .items
            .iter()
            .find(|item| folded(&item.words) == words);
        let paired = same.or_else(|| {
            likeness
                .items
                .iter()
                .find(|item| item.number == entry.number)
        });
        let Some(item) = paired else { continue };
        entry.here = Some(item.id);
        entry.number.clone_from(&item.number);
        // The report's own words take the place of those known only through a reprint.
        entry.rewords = reprinter.is_some() && item.words != entry.words;
        if same.is_none() {
            let words = match reprinter {
                Some(reprinter) => format!(
                    "its words differ from those that {reprinter} printed again; both are kept"
                ),
                None => format!(
                    "its words differ from those of {}, which stay",
                    item.reference()
                ),
            };
            notes.push(DraftNote {
                words,
                about: Some(about),
                place: entry.place.clone(),
            });
        }
    }
}

fn mappings(answers: &Answers) -> Vec<(String, String, String)> {
    let field = |means: &str| {
        if means.parse::<crate::domain::progress::Progress>().is_ok() {
            "progress"
        } else {
            "name"
        }
    };
    answers
        .map
        .iter()
        .map(|(word, means)| (field(means).to_owned(), word.clone(), means.clone()))
        .collect()
}
