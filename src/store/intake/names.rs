//! Which bodies the names in a report mean: found, noted, or asked about.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::{Answers, Entry};
use crate::domain::body::{Bodies, BodyId, BodyKind};
use crate::domain::draft::{DraftNote, Place, Question};
use crate::domain::resolution::{NameContext, Resolution};
use crate::domain::words::folded;

/// Resolves names within one publication, and says each doubt once.
pub(super) struct Namer<'b> {
    pub(super) bodies: &'b Bodies,
    pub(super) answers: &'b Answers,
    pub(super) context: NameContext,
    /// What kept mappings say: printed name, body's name
    pub(super) mapped: BTreeMap<String, String>,
    said: HashSet<String>,
    /// What names were found to mean: a list asks for the same few again and again
    resolved: HashMap<(String, Option<BodyId>, Option<NaiveDate>), Resolution>,
    pub(super) questions: Vec<Question>,
    pub(super) notes: Vec<DraftNote>,
}

impl<'b> Namer<'b> {
    pub(super) fn new(
        bodies: &'b Bodies,
        answers: &'b Answers,
        context: NameContext,
        mapped: BTreeMap<String, String>,
    ) -> Self {
        Namer {
            bodies,
            answers,
            context,
            mapped,
            said: HashSet::new(),
            resolved: HashMap::new(),
            questions: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Fills in the addressees of an entry.
    pub(super) fn address(&mut self, entry: &mut Entry) {
        if entry.printed_addressees.is_empty()
            && let Some(name) = &self.answers.addressee
        {
            entry.printed_addressees.push(name.clone());
            // A person names a body of the register, whatever the name would mean in the report.
            if let Ok(body) = self.bodies.find(name) {
                entry.addressees.push(body.id);
                return;
            }
        }
        for printed in entry.printed_addressees.clone() {
            for body in self.bodies_of(&printed, &entry.place) {
                if !entry.addressees.contains(&body) {
                    entry.addressees.push(body);
                }
            }
        }
    }

    /// Asks whom a new item is addressed to where nothing says it.
    pub(super) fn ask_for_addressee(&mut self, entry: &Entry) {
        if entry.here.is_none() && entry.printed_addressees.is_empty() {
            let words = "no heading says whom this is addressed to".to_owned();
            self.ask(words, "--addressee NAME".to_owned(), &entry.place);
        }
    }

    /// Returns the bodies that a printed name means; none when that is a question.
    pub(super) fn bodies_of(&mut self, printed: &str, place: &Place) -> Vec<BodyId> {
        if let Some(body) = self.as_mapped(printed) {
            return vec![body];
        }
        match self.resolution(printed) {
            Resolution::Found { body, note } => {
                self.note(note, place);
                vec![body]
            }
            Resolution::Joint { bodies, note } => {
                self.note(note, place);
                bodies
            }
            Resolution::Class { kind, name } => {
                let answer = format!(
                    "annexe body add \"{name}\" --kind group --members {}",
                    member_word(kind)
                );
                self.ask(
                    format!("`{printed}` is a class of bodies that the register has no group for"),
                    answer,
                    place,
                );
                Vec::new()
            }
            Resolution::Unclear(fits) => {
                let names = self.names(&fits);
                let answer = format!(
                    "--map \"{printed}={}\"",
                    names.first().map_or("NAME", String::as_str)
                );
                let words = match names.as_slice() {
                    [later] => {
                        format!("`{printed}` may be {later}, which began only after this report")
                    }
                    names => format!("`{printed}` may be {}", names.join(" or ")),
                };
                self.ask(words, answer, place);
                Vec::new()
            }
            Resolution::Unknown { near } => {
                let own = near
                    .first()
                    .is_some_and(|&near| self.context.own == Some(near));
                let near = self.names(&near);
                let (words, answer) = unknown(printed, near.first().map(String::as_str), own);
                self.ask(words, answer, place);
                Vec::new()
            }
        }
    }

    fn resolution(&mut self, printed: &str) -> Resolution {
        let key = (printed.to_owned(), self.context.own, self.context.day);
        let resolve = || self.bodies.resolve(printed, &self.context);
        self.resolved.entry(key).or_insert_with(resolve).clone()
    }

    /// Returns the body that a person said a name means, now or at an earlier import.
    fn as_mapped(&mut self, printed: &str) -> Option<BodyId> {
        let now = self
            .answers
            .map
            .iter()
            .find(|(word, _)| word == printed)
            .map(|(_, means)| means.clone());
        let means = now.or_else(|| self.mapped.get(printed).cloned())?;
        let body = self.bodies.find(&means).ok()?;
        self.note(
            Some(format!(
                "`{printed}` is taken as {}, as a person said",
                body.name
            )),
            &Place::new(),
        );
        Some(body.id)
    }

    fn names(&self, bodies: &[BodyId]) -> Vec<String> {
        bodies
            .iter()
            .map(|&body| self.bodies.name(body).to_owned())
            .collect()
    }

    fn note(&mut self, words: Option<String>, place: &Place) {
        if let Some(words) = words.filter(|words| self.said.insert(words.clone())) {
            self.notes.push(DraftNote {
                words,
                about: None,
                place: place.clone(),
            });
        }
    }

    pub(super) fn ask(&mut self, words: String, answer: String, place: &Place) {
        if self.said.insert(format!("{words} {answer}")) {
            self.questions.push(Question {
                words,
                answer,
                place: place.clone(),
            });
        }
    }
}

/// Asks about a name that nothing here has. A body that is near is offered as the answer only
/// where the name may be a misprint of it: `NHS England` is not East of England region.
fn unknown(printed: &str, near: Option<&str>, own: bool) -> (String, String) {
    let add = || format!("annexe body add \"{printed}\" --kind KIND --parent NAME --from DAY");
    let Some(near) = near else {
        return (format!("no unit or organisation called `{printed}`"), add());
    };
    let letters = strsim::normalized_damerau_levenshtein(&folded(printed), &folded(near));
    let answer = match own || letters >= LIKE_A_MISPRINT {
        true => format!("--map \"{printed}={near}\""),
        false => add(),
    };
    let words = format!("no unit or organisation called `{printed}`; did it mean {near}?");
    (words, answer)
}

/// How like its letters a misprinted name is to the right one.
const LIKE_A_MISPRINT: f64 = 0.75;

fn member_word(kind: BodyKind) -> String {
    kind.word().replace('_', "-")
}
