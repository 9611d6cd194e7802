//! The rows of an annexe: one recommendation each, with what was found of it.

use std::ops::Range;

use super::repairs::{self, Vocabulary, Words};
use super::sections::Pages;
use super::{findings, folded, headings, markers, note, source};
use crate::domain::draft::{DraftNote, DraftRecommendation};

/// The verbs that follow an addressee in a plan or a report.
pub(super) const VERBS: [&str; 4] = [" will ", " should ", " must ", " needs to "];

/// One recommendation of an annexe as its lines print it.
pub(super) struct Row {
    pub(super) at: usize,
    pub(super) recommendation: DraftRecommendation,
    pub(super) finding: Option<RawFinding>,
    /// The line that names another source than the introduction does
    pub(super) under: Option<usize>,
}

/// A finding before its grade is parted from it.
pub(super) struct RawFinding {
    pub(super) words: String,
    pub(super) grade: Option<String>,
    pub(super) place: String,
}

impl Row {
    pub(super) fn new(at: usize, number: Option<String>, words: String, place: String) -> Self {
        let start: String = words.chars().take(300).collect();
        let addressees = headings::in_sentence(&start, &VERBS).unwrap_or_default();
        Row {
            at,
            recommendation: DraftRecommendation {
                printed_number: number,
                words,
                addressees,
                place,
            },
            finding: None,
            under: None,
        }
    }

    /// Sets the grade, with a finding of no words where none was read.
    pub(super) fn grade(&mut self, grade: &str, place: String) {
        let finding = self.finding.get_or_insert(RawFinding {
            words: String::new(),
            grade: None,
            place,
        });
        finding.grade = Some(grade.to_owned());
    }

    /// Adds words of the finding.
    pub(super) fn found(&mut self, words: &str, place: String) {
        let finding = self.finding.get_or_insert(RawFinding {
            words: String::new(),
            grade: None,
            place,
        });
        if !finding.words.is_empty() {
            finding.words.push('\n');
        }
        finding.words.push_str(words);
    }

    /// An item that ends in a grade is a recommendation with a finding of no words.
    pub(super) fn of_list_item(mut item: DraftRecommendation, at: usize) -> Self {
        let graded = findings::graded(&item.words, None, &item.place).finding;
        let finding = graded.printed_progress.map(|grade| RawFinding {
            words: String::new(),
            grade: Some(grade),
            place: item.place.clone(),
        });
        if finding.is_some() {
            item.words = graded.words;
        }
        Row {
            at,
            recommendation: item,
            finding,
            under: None,
        }
    }
}

/// A line that may announce a grade announces a finding where many words follow it.
fn spoken(part: Label, words: &str) -> Label {
    let sentence = words.trim_end().ends_with('.') || words.split_whitespace().count() > 4;
    match part {
        Label::Grade if sentence && !findings::is_grade(words) => Label::Finding,
        part => part,
    }
}

/// What a label in an annexe announces.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Recommendation,
    Finding,
    Grade,
}

/// Reads a label, with the words that follow it on the same line.
pub(super) fn label(text: &str) -> Option<(Label, &str)> {
    if text.starts_with(char::is_lowercase) {
        return None;
    }
    let (name, rest) = match text.split_once(':') {
        Some((name, rest)) => (name, rest.trim()),
        // "Progress." ends a sentence, such as a grade that is broken over two lines.
        None if text.ends_with('.') => return None,
        None => (text, ""),
    };
    let colon = name.len() < text.len();
    let name = folded(name);
    let name = name
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end();
    let label = match name {
        "recommendation" | "previous recommendation" | "recommendation made" => {
            Label::Recommendation
        }
        "inspection findings"
        | "inspection finding"
        | "findings"
        | "finding"
        | "our findings"
        | "our finding"
        | "what we found"
        | "action taken"
        | "action taken and impact"
        | "summary of action taken"
        | "summary of action taken and impact" => Label::Finding,
        "progress"
        | "category"
        | "grade"
        | "progress made"
        | "judgement"
        | "level of progress"
        | "rating"
        | "progress rating"
        | "rating of progress"
        | "progress grade"
        | "overall progress"
        | "assessment of progress" => Label::Grade,
        _ => return None,
    };
    (colon || rest.is_empty()).then_some((label, rest))
}

/// A label in the first of two cells, and its words in the second.
fn label_beside(text: &str) -> Option<(Label, &str)> {
    let (first, words) = text.split_once('\t')?;
    let (found, rest) = label(first.trim())?;
    let words = words.trim();
    let name = folded(words);
    let heads = [
        "action",
        "finding",
        "inspection finding",
        "progress",
        "categor",
        "summary of",
    ];
    let head = heads.iter().any(|head| name.starts_with(head)) && !words.ends_with('.');
    let alone = rest.is_empty() && !words.contains('\t') && !head;
    (alone && !words.is_empty()).then_some((found, words))
}

/// Reads `Recommendation:` … `Inspection findings:` … pairs.
pub(super) fn labelled(
    pages: &Pages,
    vocabulary: &Vocabulary,
    range: Range<usize>,
) -> (Vec<Row>, Vec<DraftNote>) {
    let mut reader = Labelled::default();
    let mut in_footnote = false;
    let mut gap = false;
    for at in range.start + 1..range.end {
        let line = &pages.lines[at];
        if line.is_blank() {
            (in_footnote, gap) = (false, true);
            continue;
        }
        in_footnote = (in_footnote && label(&line.text).is_none()) || line.footnote;
        if in_footnote || (reader.part.is_some() && pages.is_furniture(at)) {
            continue;
        }
        let beside = label_beside(&line.text);
        match beside.or_else(|| label(&line.text)) {
            Some((label, rest))
                if (beside.is_some() || !line.text.contains('\t'))
                    && !reader.grade_goes_on(&line.text) =>
            {
                reader.begin(label, rest, at, line.place(), &line.text)
            }
            _ if line.heading || (gap && reader.is_whole()) => reader.leave_out(at, line),
            // What stands before the first label is the introduction.
            _ if reader.part.is_none() => {}
            _ => reader.add(&line.text, line.place(), gap, vocabulary),
        }
        gap = false;
    }
    reader.end_part();
    (reader.rows, reader.notes)
}

#[derive(Default)]
struct Labelled {
    notes: Vec<DraftNote>,
    rows: Vec<Row>,
    part: Option<Label>,
    words: Words,
    place: String,
    at: usize,
    number: Option<String>,
    under: Option<usize>,
}

impl Labelled {
    fn begin(&mut self, label: Label, rest: &str, at: usize, place: String, text: &str) {
        self.end_part();
        if label == Label::Recommendation {
            let digits: String = text
                .chars()
                .take_while(|&c| c != ':')
                .filter(char::is_ascii_digit)
                .collect();
            (self.at, self.number) = (at, (!digits.is_empty()).then_some(digits));
        }
        (self.part, self.words, self.place) = (Some(label), Words::new(rest), place);
    }

    fn add(&mut self, text: &str, place: String, gap: bool, vocabulary: &Vocabulary) {
        if self.words.text.is_empty() {
            self.place = place;
        }
        let after_bullet = gap
            && self.words.text.contains('\n')
            && !findings::is_grade(text.trim_start_matches(['–', '—', '-', ' ']));
        if (markers::bullet(text).is_some() && !findings::is_grade(text) || after_bullet)
            && !self.words.text.is_empty()
        {
            self.words.add_line(text);
        } else if gap && findings::is_grade(text) && self.part == Some(Label::Finding) {
            self.words.text.push_str(" – ");
            self.words.text.push_str(text);
        } else {
            self.words.join(text, vocabulary);
        }
    }

    /// Tells whether a line is the second half of a grade: `No` and `Progress`.
    fn grade_goes_on(&self, text: &str) -> bool {
        let last = self.words.text.rsplit(' ').next().unwrap_or_default();
        let open = [
            "no",
            "some",
            "sufficient",
            "insufficient",
            "limited",
            "good",
        ];
        self.part == Some(Label::Finding)
            && folded(text) == "progress"
            && open.contains(&folded(last).as_str())
    }

    /// Tells whether a finding is at its end: what follows is no part of it.
    fn is_whole(&self) -> bool {
        self.part == Some(Label::Finding)
            && findings::graded(&self.words.text, None, &self.place)
                .finding
                .printed_progress
                .is_some()
            || self.part == Some(Label::Grade) && !self.words.text.is_empty()
    }

    /// A line after a finding names the next source, or is no part of the list.
    fn leave_out(&mut self, at: usize, line: &super::Line) {
        self.end_part();
        if source::is_named(&line.text) && !self.rows.is_empty() {
            self.under = Some(at);
        } else if !self.rows.is_empty() {
            self.notes
                .push(note("a paragraph after a finding was left out", line));
        }
    }

    fn end_part(&mut self) {
        let words = std::mem::take(&mut self.words).text;
        let Some(part) = self.part.take() else {
            return;
        };
        let place = std::mem::take(&mut self.place);
        match spoken(part, &words) {
            Label::Recommendation if !words.is_empty() => {
                let (number, words) = numbered(self.number.take(), words);
                let row = Row::new(self.at, number, words, place);
                self.rows.push(Row {
                    under: self.under,
                    ..row
                });
            }
            Label::Finding if !words.is_empty() => {
                if let Some(row) = self.rows.last_mut() {
                    row.found(&words, place);
                }
            }
            Label::Grade if !words.is_empty() => {
                if let Some(row) = self.rows.last_mut() {
                    row.grade(&words, place);
                }
            }
            Label::Recommendation | Label::Finding | Label::Grade => {}
        }
    }
}

/// Takes a number off the words, where the label carried none.
pub(super) fn numbered(number: Option<String>, words: String) -> (Option<String>, String) {
    if number.is_some() {
        return (number, words);
    }
    match markers::marked(&words) {
        Some((markers::Marker::Number(printed, _, style), rest))
            if style != markers::Style::Bare && !rest.is_empty() =>
        {
            (Some(printed), rest.to_owned())
        }
        _ => (None, words),
    }
}

pub(super) fn row(cells: &[&str], at: usize, place: String) -> Option<Row> {
    let (number, cells) = match cells[0].trim_end_matches(['.', ')']) {
        digits if digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            (Some(digits.to_owned()), &cells[1..])
        }
        _ => (None, cells),
    };
    let (words, rest) = cells.split_first()?;
    let (number, words) = numbered(number, repairs::spaced(words));
    let mut row = Row::new(at, number, words, place.clone());
    let (grade, finding) = match rest {
        [] => return Some(row),
        [only] if findings::is_grade(only) => (Some((*only).to_owned()), String::new()),
        [only] => (None, repairs::spaced(only)),
        // A short last cell is the grade, also one that is not known: that is asked.
        [first, .., last] if findings::is_grade(last) || last.split_whitespace().count() <= 4 => {
            (Some((*last).to_owned()), repairs::spaced(first))
        }
        [first, ..] => (None, repairs::spaced(first)),
    };
    row.finding = Some(RawFinding {
        words: finding,
        grade,
        place,
    });
    Some(row)
}
