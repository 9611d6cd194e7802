//! What a report prints again: the items of earlier publications, and what it found of them.

use std::collections::HashSet;

use super::names::Namer;
use super::same::is_same_publication;
use super::{Answers, Earlier, EarlierEntry, Entry, numbers};
use crate::domain::body::BodyId;
use crate::domain::code::code_for;
use crate::domain::draft::{Draft, DraftFinding, EarlierItem, EarlierPublication, Question};
use crate::domain::finding::Finding;
use crate::domain::inspection::{InspectionFacts, InspectionKind};
use crate::domain::partial_date::PartialDate;
use crate::domain::progress::Progress;
use crate::domain::words::folded;
use crate::error::Result;
use crate::store::{Inspection, Store};

impl Store {
    /// Matches the earlier publications of a draft with the register.
    pub(super) fn match_earlier(
        &self,
        draft: &Draft,
        answers: &Answers,
        printed_in: Option<&Inspection>,
        namer: &mut Namer<'_>,
        questions: &mut Vec<Question>,
    ) -> Result<Vec<Earlier>> {
        let mut matched: Vec<Earlier> = Vec::new();
        for publication in &draft.earlier {
            let asks = draft.questions.iter().any(|question| {
                question.answer.starts_with("--previous") && question.place == publication.place
            });
            let mut earlier =
                self.match_publication(publication, asks, answers, namer, &matched)?;
            let all = if earlier.here.is_none() && asks && answers.previous.is_none() {
                self.pair_with_any(earlier, answers, printed_in, namer)?
            } else {
                self.pair_with_known(&mut earlier, answers, printed_in, namer)?;
                vec![earlier]
            };
            if all.iter().all(|earlier| earlier.here.is_some()) {
                // Every item was found, so that nobody need say where they come from.
                questions.retain(|question| {
                    !(question.answer.starts_with("--previous")
                        && question.place == publication.place)
                });
            }
            let reprinted = printed_in.map(|printed_in| self.reprinted_at(printed_in.id));
            let reprinted = reprinted.transpose()?.unwrap_or_default();
            let reprinted: HashSet<i64> = reprinted.into_iter().map(|(id, _)| id).collect();
            for mut earlier in all {
                earlier
                    .entries
                    .iter()
                    .for_each(|item| namer.ask_for_addressee(&item.entry));
                for item in &mut earlier.entries {
                    self.compare_with_recorded(item, printed_in, &reprinted)?;
                    self.grade(item, answers, questions)?;
                }
                matched.push(earlier);
            }
        }
        Ok(matched)
    }

    fn match_publication(
        &self,
        publication: &EarlierPublication,
        asks: bool,
        answers: &Answers,
        namer: &mut Namer<'_>,
        matched: &[Earlier],
    ) -> Result<Earlier> {
        let EarlierPublication {
            facts,
            body,
            items,
            place: _,
        } = publication;
        let named = answers
            .previous
            .as_deref()
            .filter(|_| facts.published_on.is_none() || asks);
        // One that is not here is known by its date.
        let dated = named.and_then(|named| named.parse::<PartialDate>().ok());
        let facts = &InspectionFacts {
            published_on: dated.or(facts.published_on),
            ..facts.clone()
        };
        let own_context = namer.context.clone();
        let body_id = match body {
            Some(body) => namer.bodies_of(&body.value, &body.place).first().copied(),
            // A thematic inspection is of no one body.
            None if facts.kind == InspectionKind::Thematic => None,
            None => own_context.own,
        };
        // "The CRC" of an earlier inspection is that inspection's own.
        namer.context.own = body_id.or(own_context.own);
        namer.context.day = facts
            .published_on
            .map(|date| date.last_day())
            .or(own_context.day);
        let mut notes = Vec::new();
        let list: Vec<_> = items.iter().map(|item| &item.recommendation).collect();
        let mut entries = numbers::numbered(&list, &mut notes);
        entries.iter_mut().for_each(|entry| namer.address(entry));
        namer.notes.append(&mut notes);
        namer.context = own_context;
        let here = match named.filter(|_| dated.is_none()) {
            Some(code) => Some(self.inspection_called(code)?),
            None => self
                .inspections()?
                .into_iter()
                .find(|other| is_same_publication(facts, body_id, other)),
        };
        let code = match &here {
            Some(here) => here.code.clone(),
            None => self.earlier_code(namer, body_id, facts, matched),
        };
        let entries = entries
            .into_iter()
            .zip(items)
            .map(|(entry, item)| earlier_entry(entry, item))
            .collect();
        Ok(Earlier {
            here: here.map(Box::new),
            code,
            body_id,
            facts: facts.clone(),
            entries,
        })
    }

    fn earlier_code(
        &self,
        namer: &Namer<'_>,
        body: Option<BodyId>,
        facts: &InspectionFacts,
        matched: &[Earlier],
    ) -> String {
        let taken = |code: &str| {
            matched.iter().any(|other| other.code == code)
                || self
                    .inspection_of_code(code)
                    .is_ok_and(|found| found.is_some())
        };
        code_for(body.map(|body| namer.bodies.get(body)), None, facts, taken)
    }

    /// Finds out whether this report's wording and its finding are recorded already.
    fn compare_with_recorded(
        &self,
        item: &mut EarlierEntry,
        printed_in: Option<&Inspection>,
        reprinted: &HashSet<i64>,
    ) -> Result<()> {
        let (Some(here), Some(printed_in)) = (item.entry.here, printed_in) else {
            return Ok(());
        };
        item.reprint_is_known = reprinted.contains(&here);
        let mut before = self.findings_of(here)?;
        before.retain(|finding| finding.inspection_id == printed_in.id);
        item.found_before = before.pop();
        Ok(())
    }

    /// Settles the grade of a finding: as printed, as mapped, or a question.
    fn grade(
        &self,
        item: &mut EarlierEntry,
        answers: &Answers,
        questions: &mut Vec<Question>,
    ) -> Result<()> {
        let Some(finding) = &mut item.finding else {
            return Ok(());
        };
        if finding.progress.is_none() {
            finding.progress = self.mapped_grade(finding, answers)?;
        }
        if finding.progress.is_none() {
            questions.push(unknown_grade(finding));
        }
        let Some(before) = &item.found_before else {
            return Ok(());
        };
        if is_same_finding(before, finding) {
            item.finding = None;
        } else {
            questions.push(Question {
                words: format!(
                    "{} was marked by hand ({}), and the report prints something else",
                    item.entry
                        .words
                        .split_whitespace()
                        .take(6)
                        .collect::<Vec<_>>()
                        .join(" "),
                    before.progress
                ),
                answer: format!(
                    "annexe amend \"#f{}\" so that it agrees, then import again",
                    before.id
                ),
                place: finding.place.clone(),
            });
        }
        Ok(())
    }

    fn mapped_grade(&self, finding: &DraftFinding, answers: &Answers) -> Result<Option<Progress>> {
        let Some(printed) = &finding.printed_progress else {
            return Ok(None);
        };
        let is_it = |word: &str| word.eq_ignore_ascii_case(printed);
        let now = answers
            .map
            .iter()
            .find(|(word, _)| is_it(word))
            .map(|(_, means)| means.clone());
        let kept = self.mapped("progress")?;
        let means = now.or_else(|| {
            kept.into_iter()
                .find(|(word, _)| is_it(word))
                .map(|(_, means)| means)
        });
        Ok(means.and_then(|means| means.parse().ok()))
    }
}

fn earlier_entry(entry: Entry, item: &EarlierItem) -> EarlierEntry {
    EarlierEntry {
        entry,
        reprint_is_known: false,
        finding: item.finding.clone().map(in_its_words),
        found_before: None,
        suggestions: Vec::new(),
    }
}

/// Where a report prints a grade and nothing else, the grade is what it says.
fn in_its_words(mut finding: DraftFinding) -> DraftFinding {
    if finding.words.is_empty() {
        finding.words = finding.printed_progress.clone().unwrap_or_default();
    }
    finding
}

fn unknown_grade(finding: &DraftFinding) -> Question {
    let printed = finding.printed_progress.as_deref().unwrap_or("the grade");
    Question {
        words: format!("`{printed}` is not one of the inspectorate's grades"),
        answer: format!("--map \"{printed}=none|some|sufficient|not-graded\""),
        place: finding.place.clone(),
    }
}

fn is_same_finding(before: &Finding, read: &DraftFinding) -> bool {
    folded(&before.words) == folded(&read.words) && Some(before.progress) == read.progress
}
