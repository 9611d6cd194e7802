//! A recommendation of a plan with its answer and its actions, from the rows of the table that are about it.

use super::Reading;
use super::actions::{self, Context};
use super::answer;
use super::entry::{Block, Entry};
use crate::domain::draft::Place;
use crate::domain::plan_draft::{DraftResponse, PlanRow};
use crate::domain::response::{Answer, Reason};
use crate::domain::words::beginning;

/// Reads the rows of one recommendation; `row` is its place in the draft.
pub(super) fn row(entry: Entry, row: usize, reading: &mut Reading) -> PlanRow {
    let printed = answer::read(&entry.answer);
    let is_refused = printed
        .as_ref()
        .is_some_and(|printed| printed.answer == Some(Answer::NotAgreed));
    let (mut response, mut all) = (Vec::new(), Vec::new());
    for (at, block) in entry.blocks.iter().enumerate() {
        let context = Context {
            row,
            number: number(&entry),
            is_first: at == 0,
            has_one_each: at == 0 && has_one_each(&entry.blocks[1..]),
            is_refused,
        };
        response.extend(super::cell::paragraphs(&block.response));
        let said = actions::read(block, &context, reading);
        response.extend(said.response);
        all.extend(said.actions);
    }
    let response = answered(&entry, printed, response, row, reading);
    PlanRow {
        about: entry.about,
        response,
        actions: all,
        place: entry.place,
    }
}

/// Returns the number of the recommendation: 3 of `3.` and of `west-kent-2022/3`.
fn number(entry: &Entry) -> String {
    let about = &entry.about;
    let printed = about.reference.as_ref().or(about.number.as_ref());
    let last = printed.and_then(|printed| printed.rsplit('/').next());
    last.unwrap_or_default()
        .trim_end_matches(['.', ')', ':'])
        .to_owned()
}

/// Tells whether each of some rows has one paragraph of what is done.
fn has_one_each(blocks: &[Block]) -> bool {
    let one = |block: &Block| {
        let text = if block.action.is_empty() {
            &block.both
        } else {
            &block.action
        };
        super::cell::paragraphs(text).len() == 1
    };
    !blocks.is_empty() && blocks.iter().all(one)
}

fn answered(
    entry: &Entry,
    printed: Option<answer::Printed>,
    paragraphs: Vec<String>,
    row: usize,
    reading: &mut Reading,
) -> Option<DraftResponse> {
    let words = paragraphs.join("\n");
    let place = &entry.place;
    let Some(printed) = printed.or_else(|| in_the_response(&words, row, place, reading)) else {
        if !words.is_empty() {
            let said = format!(
                "“{}” stands without an answer and is left out",
                beginning(&words, 60)
            );
            reading.note(said, Some(row), place);
        }
        return None;
    };
    let reason = printed.reason.or_else(|| reason(entry, &paragraphs));
    Some(DraftResponse {
        answer: printed.answer,
        printed_answer: printed.words,
        reason: reason.filter(|_| printed.answer != Some(Answer::Agreed)),
        part: printed.part,
        words,
        answered_on: None,
        place: format!("{place}, answer"),
    })
}

/// Where no column gives an answer, a response may begin with it.
fn in_the_response(
    words: &str,
    row: usize,
    place: &Place,
    reading: &mut Reading,
) -> Option<answer::Printed> {
    let answer = answer::at_the_start_of(words)?;
    let said = format!("no column gives an answer; the response begins with it: {answer}");
    reading.note(said, Some(row), place);
    Some(answer::Printed {
        answer: Some(answer),
        reason: None,
        part: None,
        words: answer.to_string(),
    })
}

/// Returns the reason of a column of its own, or of a line of the response that gives one.
fn reason(entry: &Entry, paragraphs: &[String]) -> Option<Reason> {
    let is_named = |line: &&String| line.to_lowercase().starts_with("reason");
    let line = paragraphs
        .iter()
        .filter(is_named)
        .find_map(|line| answer::reason(line));
    answer::reason(&entry.reason).or(line)
}
