//! Which recommendation a row means: by its reference, its report and number, or its words.
//!
//! What fits exactly is taken; what is near is a question with its likeness.

use super::Subject;
use super::inspections::Whose;
use super::known::likeness;
use super::matching::Matching;
use crate::domain::action::ActionOf;
use crate::domain::draft::flag;
use crate::domain::plan_draft::PlanRow;
use crate::domain::reference::Typed;
use crate::domain::words::{beginning, folded};
use crate::error::{Error, Result};
use crate::store::Named;

/// So like are words that may be the same demand printed again, misprinted or shortened.
const NEAR: f64 = 0.7;

/// So like are words of one number in two printings; less like, it is another recommendation.
const SAME_NUMBER: f64 = 0.5;

/// How much of a recommendation a question quotes.
const QUOTED: usize = 60;

impl Matching<'_> {
    /// Returns what a row is about; nothing where that is a question, or the row is left out.
    pub(super) fn subject_of(&mut self, row: usize, whose: Whose) -> Result<Option<Subject>> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        if self.is_left_out(place) {
            self.asking.mark(row, super::asking::Fate::LeftOut);
            return Ok(None);
        }
        match self.said_to_be(place) {
            Some("new") => return Ok(self.add(row, whose)),
            Some(reference) => {
                let reference = reference.to_owned();
                return self.named(&reference).map(Some);
            }
            None => {}
        }
        if let Some(reference) = &about.reference {
            return self.referred(row, reference);
        }
        Ok(match whose {
            Whose::One(report) => self.within(row, report),
            Whose::Unnamed => self.by_words_alone(row),
            Whose::Asked => None,
        })
    }

    pub(super) fn said_to_be(&self, place: &str) -> Option<&str> {
        let said = self.answers.is.iter().find(|(at, _)| at == place);
        said.map(|(_, is)| is.as_str())
    }

    /// Returns what a reference of the register names.
    fn named(&mut self, reference: &str) -> Result<Subject> {
        if let Ok(Typed::Recommendation { code, number } | Typed::Action { code, number, .. }) =
            reference.parse()
            && let Some(report) = self.known.inspection_of_code(&code)
            && let [at] = self.known.numbered(report.id, &number)
            && self.known.items[*at].number == number
        {
            return Ok(Subject::Here(ActionOf::Recommendation(
                self.known.items[*at].id,
            )));
        }
        match self.store.called(reference)? {
            Named::Recommendation(recommendation) => {
                let at = self.known.take(recommendation);
                Ok(Subject::Here(ActionOf::Recommendation(
                    self.known.items[at].id,
                )))
            }
            Named::Action(action) => {
                if let ActionOf::Recommendation(id) = action.of {
                    self.known.take(self.store.recommendation_of_id(id)?);
                }
                Ok(Subject::Here(action.of))
            }
            Named::Alert(_, id) => Ok(Subject::Here(ActionOf::Alert(id))),
            _ => Err(Error::Misused(format!(
                "`{reference}` is not a recommendation; write its reference, such as west-kent-2022/11"
            ))),
        }
    }

    /// A printed reference that names nothing is a question.
    fn referred(&mut self, row: usize, reference: &str) -> Result<Option<Subject>> {
        let place = self.draft.rows[row].place.clone();
        match self.named(reference) {
            Ok(Subject::Here(ActionOf::Recommendation(id))) => {
                let at = self.known.place_of(id);
                Ok(self.checked(row, at))
            }
            Ok(subject) => Ok(Some(subject)),
            Err(error @ (Error::NoSuch { .. } | Error::Ambiguous { .. } | Error::Misused(_))) => {
                let answer = flag("--is", &format!("{place}=REF"));
                self.asking.ask(row, error.to_string(), answer, &place);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Finds a row in a report: number and words must not speak of two.
    fn within(&mut self, row: usize, report: i64) -> Option<Subject> {
        let about = &self.draft.rows[row].about;
        let numbered: Vec<usize> = match &about.number {
            Some(number) => self.known.numbered(report, number).to_vec(),
            None => Vec::new(),
        };
        let words = about.words.as_deref().map(folded);
        let worded = match &words {
            Some(words) => self.known.worded(Some(report), words),
            None => Vec::new(),
        };
        let both = numbered.iter().find(|at| worded.contains(at));
        match (both, numbered.as_slice(), worded.as_slice()) {
            (Some(&at), _, _) => Some(self.is(at)),
            (None, [at], []) => self.checked(row, *at),
            (None, [], [at]) => Some(self.numbered_otherwise(row, *at)),
            (None, [], []) => self.missing(row, report),
            (None, [at, ..], [other, ..]) => self.two(row, *at, *other),
            (None, [], several) | (None, several, []) => self.several(row, several),
        }
    }

    fn is(&self, at: usize) -> Subject {
        Subject::Here(ActionOf::Recommendation(self.known.items[at].id))
    }

    /// Compares the words of a row with those of the recommendation that its number or reference names.
    fn checked(&mut self, row: usize, at: usize) -> Option<Subject> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let item = &self.known.items[at];
        let subject = self.is(at);
        let Some(words) = about
            .words
            .as_deref()
            .filter(|words| folded(words) != item.folded)
        else {
            return Some(subject);
        };
        let (reference, report) = (item.reference.clone(), item.inspection_id);
        if let [other] = self.known.worded(Some(report), &folded(words))[..] {
            return self.two(row, at, other);
        }
        if likeness(words, &item.words) >= SAME_NUMBER {
            let said = format!("its words differ from those of {reference}, which stay");
            self.asking.note(said, Some((subject, &reference)), place);
            return Some(subject);
        }
        let said = format!(
            "by its number this row is {reference}, whose words are others (“{}”)",
            beginning(&item.words, QUOTED)
        );
        self.asking.ask(
            row,
            said,
            flag("--is", &format!("{place}={reference}")),
            place,
        );
        None
    }

    fn numbered_otherwise(&mut self, row: usize, at: usize) -> Subject {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let subject = self.is(at);
        if let Some(number) = &about.number {
            let reference = self.known.items[at].reference.clone();
            let words = format!("numbered {number} here; by its words it is {reference}");
            self.asking.note(words, Some((subject, &reference)), place);
        }
        subject
    }

    fn two(&mut self, row: usize, numbered: usize, worded: usize) -> Option<Subject> {
        let place = &self.draft.rows[row].place;
        let (one, other) = (&self.known.items[numbered], &self.known.items[worded]);
        let words = format!(
            "by its number this row is {}, by its words {}",
            one.reference, other.reference
        );
        let answer = flag("--is", &format!("{place}={}", other.reference));
        self.asking.ask(row, words, answer, place);
        None
    }

    fn several(&mut self, row: usize, places: &[usize]) -> Option<Subject> {
        let place = &self.draft.rows[row].place;
        let shown = places
            .iter()
            .take(4)
            .map(|&at| self.known.items[at].reference.as_str());
        let shown: Vec<&str> = shown.collect();
        let words = format!("this row may be {}", shown.join(" or "));
        let answer = flag("--is", &format!("{place}={}", shown[0]));
        self.asking.ask(row, words, answer, place);
        None
    }

    /// A row without a report is the one recommendation of exactly its words, if there is one.
    fn by_words_alone(&mut self, row: usize) -> Option<Subject> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let Some(words) = &about.words else {
            self.ask_for_the_report(row);
            return None;
        };
        match self.known.worded(None, &folded(words)).as_slice() {
            [at] => {
                let (subject, reference) = (self.is(*at), self.known.items[*at].reference.clone());
                let said = format!("found by its words alone: {reference}");
                self.asking.note(said, Some((subject, &reference)), place);
                Some(subject)
            }
            [] => {
                self.near(row, None, words);
                None
            }
            several => self.several(row, several),
        }
    }

    /// Asks which report is meant: once for a plan, which answers one.
    fn ask_for_the_report(&mut self, row: usize) {
        let place = &self.draft.rows[row].place;
        match &self.draft.answers {
            Some(name) => {
                let words = format!("no inspection here is called `{}`", name.value);
                self.asking
                    .ask(row, words, "--inspection CODE".to_owned(), &name.place);
            }
            None if self.draft.tally.is_none() => {
                let words = "nothing says which report this plan answers".to_owned();
                self.asking
                    .ask(row, words, "--inspection CODE".to_owned(), &String::new());
            }
            None => {
                let words = "this row names no report and no words of a recommendation".to_owned();
                self.asking
                    .ask(row, words, flag("--is", &format!("{place}=REF")), place);
            }
        }
    }

    /// A row of a report that has no such recommendation: near words are suggested; a tracker may bring it.
    fn missing(&mut self, row: usize, report: i64) -> Option<Subject> {
        let PlanRow { about, place, .. } = &self.draft.rows[row];
        let code = self.known.inspection(report).code.clone();
        let Some(words) = &about.words else {
            let words = match &about.number {
                Some(number) => format!("{code} has no recommendation {number}"),
                None => "this row says no number and no words of a recommendation".to_owned(),
            };
            let answer = flag("--is", &format!("{place}={code}/…"));
            self.asking.ask(row, words, answer, place);
            return None;
        };
        if self.near(row, Some(report), words) {
            return None;
        }
        if self.draft.tally.is_some() && !about.addressees.is_empty() {
            if self.known.has_any(report) {
                let words = format!("{code} has other recommendations; this one is added to them");
                self.asking.note(words, None, place);
            }
            return self.add(row, Whose::One(report));
        }
        let words = format!(
            "{code} has no recommendation “{}”",
            beginning(words, QUOTED)
        );
        self.asking
            .ask(row, words, flag("--is", &format!("{place}=new")), place);
        None
    }

    /// Asks whether a row is the recommendation of the likest words. Returns false where none is like.
    fn near(&mut self, row: usize, report: Option<i64>, words: &str) -> bool {
        let place = &self.draft.rows[row].place;
        let likest = self.known.likest(report, &folded(words));
        match likest.filter(|(likeness, _)| *likeness >= NEAR) {
            Some((likeness, at)) => {
                let reference = &self.known.items[at].reference;
                let per_cent = (likeness * 100.0).floor();
                let words = format!(
                    "“{}” is {per_cent}% like {reference}; is it that one, or new?",
                    beginning(words, QUOTED)
                );
                let answer = flag("--is", &format!("{place}={reference}"));
                self.asking.ask(row, words, answer, place);
                true
            }
            None if report.is_none() => {
                self.ask_for_the_report_of(row, words);
                true
            }
            None => false,
        }
    }

    fn ask_for_the_report_of(&mut self, row: usize, words: &str) {
        if self.draft.tally.is_none() {
            self.ask_for_the_report(row);
            return;
        }
        let place = &self.draft.rows[row].place;
        let words = format!(
            "no recommendation here is “{}”, and the row names no report",
            beginning(words, QUOTED)
        );
        self.asking
            .ask(row, words, flag("--is", &format!("{place}=REF")), place);
    }
}
