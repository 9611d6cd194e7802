//! The truth of an action plan or a tracker beside what was read of it.

use std::collections::HashMap;

use annexe::domain::plan_draft::PlanDraft;
use annexe::import::reading::tracker::{Mapping, Said, Tracker};
use annexe::import::{Found, container};

use super::Sample;
use super::compare::{self, Tally, begin_alike};
use super::plan_found::{self, ReadRow};
use super::plan_truth::{Action, Row};
use super::truth::{Kind, agree};

/// Facts that are compared only where the truth names them.
const OPTIONAL: [&str; 3] = ["title", "rows", "left out"];

/// Compares a plan or a tracker with its truth.
pub fn plan(found: Found, sample: &Sample, tally: &mut Tally) {
    let draft = match found {
        Found::Plan(draft) if sample.truth.kind == Kind::Plan => *draft,
        Found::Tracker(tracker) if sample.truth.kind != Kind::Report => {
            match mapped(&tracker, sample) {
                Some(draft) => draft,
                None => return tally.wrong.push("its columns are not known".to_owned()),
            }
        }
        Found::Plan(_) => return tally.wrong.push("it was read as an action plan".to_owned()),
        Found::Tracker(_) => return tally.wrong.push("it was read as a tracker".to_owned()),
        Found::Report(_) => return tally.wrong.push("it was read as a report".to_owned()),
    };
    let marks = Marks::of(&draft, sample);
    facts(&draft, sample, &marks, tally);
    rows(
        &sample.truth.plan.rows,
        &plan_found::rows(&draft),
        &marks,
        tally,
    );
    compare::said(&draft.questions, &draft.notes, &sample.truth, tally);
}

fn mapped(tracker: &Tracker, sample: &Sample) -> Option<PlanDraft> {
    let mapping = match &sample.mapping {
        Some(text) => Mapping::from_toml(text, &sample.name)
            .unwrap_or_else(|why| panic!("the mapping of {}: {why}", sample.path)),
        None => tracker.propose()?.mapping,
    };
    tracker.read(&mapping, Said::default(), &mut |_| {}).ok()
}

/// Where questions and notes stand.
struct Marks<'a> {
    draft: &'a PlanDraft,
    /// The lines of the file with the rows that they stand in; none of a sheet
    lines: Vec<(String, String)>,
}

impl<'a> Marks<'a> {
    fn of(draft: &'a PlanDraft, sample: &Sample) -> Self {
        let text = container::read(&sample.bytes, &sample.name).unwrap_or_default();
        let lines = text.lines.into_iter();
        Marks {
            draft,
            lines: lines
                .map(|line| (plan_found::row_of(&line.place), line.text))
                .collect(),
        }
    }

    /// Returns what is asked and said in some rows, or about the row of an index.
    fn on(&self, rows: &[String], index: Option<usize>) -> On<'a> {
        let stands = |place: &str| {
            let row = plan_found::row_of(place);
            !place.is_empty() && rows.contains(&row)
        };
        let notes = self.draft.notes.iter();
        On {
            is_asked: self
                .draft
                .questions
                .iter()
                .any(|asked| stands(&asked.place)),
            notes: notes
                .filter(|note| stands(&note.place) || index.is_some() && note.about == index)
                .map(|note| note.words.as_str())
                .collect(),
        }
    }

    fn at(&self, place: &str) -> On<'a> {
        self.on(&[plan_found::row_of(place)], None)
    }

    /// Returns what is asked and said on the lines that hold the beginning of words.
    fn by(&self, words: &str) -> On<'a> {
        let start: Vec<&str> = words.split(' ').take(4).collect();
        let start = start.join(" ");
        let holding = self.lines.iter().filter(|(_, line)| line.contains(&start));
        let rows: Vec<String> = holding.map(|(row, _)| row.clone()).collect();
        self.on(&rows, None)
    }

    /// Tells whether something that is said or asked names a fact.
    fn name(&self, key: &str) -> bool {
        let questions = self.draft.questions.iter().map(|question| &question.words);
        let notes = self.draft.notes.iter().map(|note| &note.words);
        questions.chain(notes).any(|words| words.contains(key))
    }
}

/// What is asked and said of one row.
struct On<'a> {
    is_asked: bool,
    notes: Vec<&'a str>,
}

/// Words of a note that is about some facts only, and their keys.
const ABOUT: [(&str, &[&str]); 7] = [
    ("owner", &["owner"]),
    ("date", &["target", "state", "on"]),
    ("kept as words", &["target", "state", "on"]),
    ("status", &["state", "on", "said"]),
    ("answer", &["answer", "reason", "part", "response"]),
    ("reason", &["reason", "part"]),
    ("report", &["report", "published"]),
];

impl On<'_> {
    /// Tells whether a fact of the row is marked: a question holds back the whole row, a note marks what
    /// it is about.
    fn marks(&self, key: &str) -> bool {
        let is_about = |note: &&str| {
            let mut of_some = ABOUT
                .iter()
                .filter(|(words, _)| note.contains(words))
                .peekable();
            of_some.peek().is_none() || of_some.any(|(_, keys)| keys.contains(&key))
        };
        self.is_asked || self.notes.iter().any(is_about)
    }
}

fn facts(draft: &PlanDraft, sample: &Sample, marks: &Marks, tally: &mut Tally) {
    let mut found = plan_found::facts(draft);
    for (key, value) in &sample.truth.plan.facts {
        let at = found.iter().position(|(read, ..)| read == key);
        let read = at.map(|at| found.remove(at));
        let right = read.as_ref().is_some_and(|(_, read, _)| agree(value, read));
        let place = read.as_ref().map_or("", |(.., place)| place);
        // Where these are not read, the register's matching asks for them before anything is written.
        let asked = read.is_none() && ["answers", "speaks of"].contains(key);
        let marked = asked || marks.name(key) || marks.at(place).marks(key);
        tally.judge(right, marked, || {
            let read = read.as_ref().map_or("nothing", |(_, read, _)| read);
            format!("{key}: {value}, read as {read}")
        });
    }
    for (key, value, place) in found {
        if !OPTIONAL.contains(&key) {
            let marked = marks.name(key) || marks.at(&place).marks(key);
            tally.judge(false, marked, || {
                format!("{key}: {value} does not stand in it")
            });
        }
    }
}

fn rows(truth: &[Row], found: &[ReadRow], marks: &Marks, tally: &mut Tally) {
    let pairs = paired(truth, found);
    for (index, row) in truth.iter().enumerate() {
        let named = called(row);
        let Some(&at) = pairs.get(&index) else {
            let words = row.words.as_deref().unwrap_or_default();
            let marked = !words.is_empty() && marks.by(words).marks("words");
            tally.judge(false, marked, || format!("missing: {named}"));
            continue;
        };
        let (read, on) = (&found[at].row, marks.on(&found[at].rows, Some(at)));
        let numbers = (row.number.as_deref(), read.number.as_deref());
        one(&named, "number", numbers, &on, tally);
        let words = (row.words.as_deref(), read.words.as_deref());
        one(&named, "words", words, &on, tally);
        keyed(&named, &row.facts, &read.facts, &on, tally);
        actions(&named, &row.actions, &read.actions, &on, tally);
    }
    for (at, read) in found.iter().enumerate() {
        if !pairs.values().any(|&paired| paired == at) {
            let on = marks.on(&read.rows, Some(at));
            tally.judge(false, on.marks("words"), || {
                format!("no row of it: {}", called(&read.row))
            });
        }
    }
}

fn called(row: &Row) -> String {
    let number = row.number.as_deref().unwrap_or("-");
    let action = row.actions.first().map_or("", |action| &action.words);
    match &row.words {
        Some(words) => format!("row {number} `{words}`"),
        None => format!("row {number} with `{action}`"),
    }
}

/// Compares one fact that may be absent on either side.
fn one(
    named: &str,
    what: &str,
    (truth, read): (Option<&str>, Option<&str>),
    on: &On,
    tally: &mut Tally,
) {
    let right = match (truth, read) {
        (None, None) => return,
        (Some(truth), Some(read)) => agree(truth, read),
        _ => false,
    };
    tally.judge(right, on.marks(what), || {
        format!("{what} of {named}: {truth:?}, read as {read:?}")
    });
}

/// Compares the facts of a row or an action by their keys, those of one key in their order.
fn keyed(
    named: &str,
    truth: &[(&'static str, String)],
    found: &[(&'static str, String)],
    on: &On,
    tally: &mut Tally,
) {
    let mut left: Vec<&(&str, String)> = found.iter().collect();
    for (key, value) in truth {
        let at = left.iter().position(|(read, _)| read == key);
        let read = at.map(|at| left.remove(at).1.as_str());
        one(named, key, (Some(value), read), on, tally);
    }
    for (key, value) in left {
        one(named, key, (None, Some(value)), on, tally);
    }
}

fn actions(named: &str, truth: &[Action], found: &[Action], on: &On, tally: &mut Tally) {
    let mut from = 0;
    let mut paired = Vec::new();
    for action in truth {
        let alike = |at: &usize| words_alike(&action.words, &found[*at].words);
        let at = (from..found.len()).find(alike);
        let named = format!("action `{}` of {named}", action.words);
        let Some(at) = at else {
            tally.judge(false, on.marks("action"), || format!("missing: {named}"));
            continue;
        };
        from = at + 1;
        paired.push(at);
        let read = &found[at];
        let words = (Some(action.words.as_str()), Some(read.words.as_str()));
        one(&named, "words", words, on, tally);
        let numbers = (action.number.as_deref(), read.number.as_deref());
        one(&named, "number", numbers, on, tally);
        keyed(&named, &action.facts, &read.facts, on, tally);
    }
    for (at, read) in found.iter().enumerate() {
        if !paired.contains(&at) {
            tally.judge(false, on.marks("action"), || {
                format!("no action of {named}: `{}`", read.words)
            });
        }
    }
}

fn words_alike(one: &str, other: &str) -> bool {
    agree(one, other) || begin_alike(one, other)
}

/// Pairs rows in their order: by number or words, and by their first action, of which a row that is
/// asked about may have none.
fn paired(truth: &[Row], found: &[ReadRow]) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut from = 0;
    for (index, row) in truth.iter().enumerate() {
        let is_named = |at: &usize| same_name(row, &found[*at].row);
        let acts = |at: &usize| is_named(at) && same_action(row, &found[*at].row);
        let bare = |at: &usize| is_named(at) && found[*at].row.actions.is_empty();
        let any = |at: &usize| *at == from && found[*at].row.words.is_none();
        let mut places = from..found.len();
        let at = places
            .clone()
            .find(acts)
            .or_else(|| places.clone().find(bare))
            .or_else(|| places.clone().find(is_named))
            .or_else(|| places.find(any));
        if let Some(at) = at {
            pairs.insert(index, at);
            from = at + 1;
        }
    }
    pairs
}

fn same_name(row: &Row, read: &Row) -> bool {
    match (&row.words, &read.words) {
        (Some(words), Some(read)) => words_alike(words, read),
        _ => row.number == read.number,
    }
}

fn same_action(row: &Row, read: &Row) -> bool {
    match (row.actions.first(), read.actions.first()) {
        (Some(action), Some(read)) => words_alike(&action.words, &read.words),
        (None, None) => true,
        _ => false,
    }
}
