//! A truth beside what was read: right, marked, or wrong without a mark.

use std::collections::HashMap;

use annexe::domain::draft::{Draft, DraftNote, Question};
use annexe::import::container;
use annexe::import::{self, Found};

use super::found::{self, Fact};
use super::truth::{Item, Kind, Truth, agree};
use super::{Sample, plan_compare};

/// How many facts of a sample were read in which way.
#[derive(Debug, Default)]
pub struct Tally {
    pub right: usize,
    pub marked: Vec<String>,
    pub wrong: Vec<String>,
}

impl Tally {
    /// Returns the numbers as columns: facts, right, marked, wrong.
    pub fn row(&self) -> String {
        let facts = self.right + self.marked.len() + self.wrong.len();
        let (marked, wrong) = (self.marked.len(), self.wrong.len());
        format!("{facts:>5} {:>6} {marked:>7} {wrong:>6}", self.right)
    }

    pub fn add(&mut self, other: &Tally) {
        self.right += other.right;
        self.marked.extend(other.marked.iter().cloned());
        self.wrong.extend(other.wrong.iter().cloned());
    }

    pub fn judge(&mut self, right: bool, marked: bool, said: impl FnOnce() -> String) {
        match (right, marked) {
            (true, _) => self.right += 1,
            (false, true) => self.marked.push(said()),
            (false, false) => self.wrong.push(said()),
        }
    }
}

/// Compares one sample with its truth.
pub fn sample(sample: &Sample) -> Tally {
    let mut tally = Tally::default();
    let read = import::read(&sample.bytes, &sample.name);
    match (read, &sample.truth.refused) {
        (Err(why), Some(refused)) => {
            let said = why.to_string();
            tally.judge(said.contains(refused), false, || {
                format!("refused with `{said}`")
            });
        }
        (Err(why), None) => tally.wrong.push(format!("it was refused: {why}")),
        (Ok(_), Some(refused)) => tally.wrong.push(format!("not refused: {refused}")),
        (Ok(Found::Report(draft)), None) if sample.truth.kind == Kind::Report => {
            report(&draft, sample, &mut tally)
        }
        (Ok(found), None) => plan_compare::plan(found, sample, &mut tally),
    }
    tally
}

fn report(draft: &Draft, sample: &Sample, tally: &mut Tally) {
    let marks = Marks::of(draft, sample);
    let truth = &sample.truth;
    facts(draft, truth, &marks, tally);
    items(&truth.items, &found::items(draft), &marks, true, tally);
    items(&truth.earlier, &found::earlier(draft), &marks, false, tally);
    sources(draft, truth, tally);
    said(&draft.questions, &draft.notes, truth, tally);
}

/// Where questions and notes stand.
struct Marks<'a> {
    draft: &'a Draft,
    /// The words of each line of the file
    lines: Vec<String>,
    at: HashMap<String, usize>,
}

impl<'a> Marks<'a> {
    fn of(draft: &'a Draft, sample: &Sample) -> Self {
        let text = container::read(&sample.bytes, &sample.name).unwrap_or_default();
        let mut at = HashMap::new();
        for (index, line) in text.lines.iter().enumerate() {
            at.entry(line.place.clone()).or_insert(index);
        }
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lines = text.lines.iter().map(|line| spaced(&line.text)).collect();
        Marks { draft, lines, at }
    }

    fn places(&self) -> impl Iterator<Item = &str> {
        let questions = self.draft.questions.iter().map(|question| &question.place);
        let notes = self.draft.notes.iter().map(|note| &note.place);
        questions.chain(notes).map(String::as_str)
    }

    /// Tells whether a mark stands at a place.
    fn stands_at(&self, place: &str) -> bool {
        !place.is_empty() && self.places().any(|marked| marked == place)
    }

    /// Tells whether a mark stands on a line that holds the words, or on the one before or after it, or
    /// a question asks about the list above them.
    fn stands_by_words(&self, words: &str) -> bool {
        words.split(" ¶ ").any(|part| self.stands_by(part))
    }

    fn stands_by(&self, words: &str) -> bool {
        let start: Vec<&str> = words.split(' ').take(4).collect();
        let start = start.join(" ");
        let near = |line: usize| {
            let marked = self.places().filter_map(|place| self.at.get(place));
            marked.into_iter().any(|&marked| marked.abs_diff(line) <= 1)
        };
        let listed = |line: usize| {
            let asked = self.draft.questions.iter();
            asked
                .filter(|question| question.answer.starts_with("--leave-out"))
                .filter_map(|question| self.at.get(&question.place))
                .any(|&marked| marked < line)
        };
        let holds = |line: &usize| self.lines[*line].contains(&start);
        (0..self.lines.len())
            .filter(holds)
            .any(|line| near(line) || listed(line))
    }

    /// Tells whether a note is about an item, by its index.
    fn is_about(&self, index: usize) -> bool {
        let about = |note: &DraftNote| note.about == Some(index);
        self.draft.notes.iter().any(about)
    }

    /// Tells whether a question asks for a fact, or something that is said names it.
    fn names(&self, key: &str) -> bool {
        let flag = format!("--{key}");
        let asked = |question: &Question| {
            question.answer.starts_with(&flag) || question.words.contains(key)
        };
        let unknown = "which report does this belong to";
        self.draft.questions.iter().any(|question| {
            asked(question)
                || ["body", "published", "kind"].contains(&key)
                    && question.words.starts_with(unknown)
        }) || self.draft.notes.iter().any(|note| note.words.contains(key))
    }
}

/// Facts that are compared only where the truth names them.
const OPTIONAL: [&str; 5] = ["kind", "title", "area", "isbn", "led by"];

fn facts(draft: &Draft, truth: &Truth, marks: &Marks, tally: &mut Tally) {
    let mut found = found::facts(draft);
    for (key, value) in &truth.facts {
        let at = found.iter().position(|fact| &fact.key == key);
        let read: Option<Fact> = at.map(|at| found.remove(at));
        let right = read.as_ref().is_some_and(|fact| agree(value, &fact.value));
        let place = read.as_ref().map_or("", |fact| &fact.place);
        let counted = key
            .rsplit_once('.')
            .map(|(standard, _)| format!("{standard}: "));
        let counted = counted.is_some_and(|standard| marks.names(&standard));
        let marked = marks.stands_at(place) || marks.names(key) || counted || {
            place.is_empty() && marks.stands_by_words(value)
        };
        tally.judge(right, marked, || {
            let read = read.as_ref().map_or("nothing", |fact| &fact.value);
            format!("{key}: {value}, read as {read}")
        });
    }
    for fact in found {
        let Fact { key, value, place } = fact;
        if !OPTIONAL.contains(&key.as_str()) {
            let marked = marks.stands_at(&place) || marks.names(&key);
            tally.judge(false, marked, || {
                format!("{key}: {value} does not stand in it")
            });
        }
    }
}

/// Compares items; `own` where notes about them carry their index.
fn items(truth: &[Item], found: &[(Item, String)], marks: &Marks, own: bool, tally: &mut Tally) {
    let pairs = paired(truth, found);
    for (index, item) in truth.iter().enumerate() {
        let Some(&at) = pairs.get(&index) else {
            let marked = marks.stands_by_words(&item.words);
            tally.judge(false, marked, || format!("missing: {}", item.words));
            continue;
        };
        let (read, place) = &found[at];
        let marked = marks.stands_at(place)
            || own && marks.is_about(at)
            || marks.stands_by_words(&item.words);
        let mut one = |what: &str, right: bool, expected: String, got: String| {
            tally.judge(right, marked, || {
                format!(
                    "{what} of item {}: `{expected}`, read as `{got}`",
                    index + 1
                )
            });
        };
        if own || item.number.is_some() {
            one(
                "number",
                item.number == read.number,
                format!("{:?}", item.number),
                format!("{:?}", read.number),
            );
        }
        one(
            "words",
            agree(&item.words, &read.words),
            item.words.clone(),
            read.words.clone(),
        );
        let asked = read.addressees.is_empty() && marks.names("addressee");
        tally.judge(item.addressees == read.addressees, marked || asked, || {
            format!(
                "addressees of item {}: {:?}, read as {:?}",
                index + 1,
                item.addressees,
                read.addressees
            )
        });
        if !own {
            parts(index, item, read, marked, tally);
        }
    }
    for (at, (item, place)) in found.iter().enumerate() {
        if !pairs.values().any(|&paired| paired == at) {
            let marked = marks.stands_at(place) || own && marks.is_about(at);
            tally.judge(false, marked, || {
                format!("no item of the list: {}", item.words)
            });
        }
    }
}

/// Compares what was found of an earlier item.
fn parts(index: usize, item: &Item, read: &Item, marked: bool, tally: &mut Tally) {
    for (what, truth, found) in [
        ("finding", &item.finding, &read.finding),
        ("grade", &item.grade, &read.grade),
    ] {
        let right = match (truth, found) {
            (None, None) => true,
            (Some(truth), Some(found)) => agree(truth, found),
            _ => false,
        };
        tally.judge(right, marked, || {
            format!(
                "{what} of earlier {}: {truth:?}, read as {found:?}",
                index + 1
            )
        });
    }
}

/// Pairs items by their words, in their order.
fn paired(truth: &[Item], found: &[(Item, String)]) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut from = 0;
    for (index, item) in truth.iter().enumerate() {
        let alike = |at: &usize| {
            let read = found[*at].0.words.replace('\n', " ¶ ");
            agree(&item.words, &read) || begin_alike(&item.words, &read)
        };
        if let Some(at) = (from..found.len()).find(alike) {
            pairs.insert(index, at);
            from = at + 1;
        }
    }
    pairs
}

pub fn begin_alike(one: &str, other: &str) -> bool {
    let start = |text: &str| -> String { text.chars().take(24).collect() };
    start(one) == start(other) || strsim::normalized_levenshtein(one, other) > 0.75
}

fn sources(draft: &Draft, truth: &Truth, tally: &mut Tally) {
    let found: Vec<String> = draft.earlier.iter().map(found::from).collect();
    let marked = draft
        .questions
        .iter()
        .any(|question| question.answer.starts_with("--previous"));
    for at in 0..found.len().max(truth.from.len()) {
        let (truth, found) = (truth.from.get(at), found.get(at));
        tally.judge(truth == found, marked, || {
            format!(
                "earlier publication {}: {truth:?}, read as {found:?}",
                at + 1
            )
        });
    }
}

/// Compares what must be said and asked.
pub fn said(questions: &[Question], notes: &[DraftNote], truth: &Truth, tally: &mut Tally) {
    for words in &truth.notes {
        let said = notes.iter().any(|note| note.words.contains(words));
        tally.judge(said, false, || format!("no note says `{words}`"));
    }
    for words in &truth.questions {
        let asked =
            |question: &Question| question.words.contains(words) || question.answer.contains(words);
        let asked = questions.iter().any(asked);
        tally.judge(asked, false, || format!("no question asks `{words}`"));
    }
}
