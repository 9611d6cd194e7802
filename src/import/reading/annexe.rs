//! Annexe one and its kin: recommendations of earlier publications, with what was found.

use std::ops::Range;

use super::findings::{self, Graded};
use super::list::{self, Rules};
use super::repairs::{self, Vocabulary, Words};
use super::sections::{Pages, Title};
use super::source::{self, Introduction};
use super::{folded, headings, markers, note};
use crate::domain::draft::{
    DraftNote, DraftRecommendation, EarlierItem, EarlierPublication, Question,
};
use crate::domain::inspection::InspectionKind;

/// The verbs that follow an addressee in a plan or a report.
const VERBS: [&str; 4] = [" will ", " should ", " must ", " needs to "];

/// What was read of the annexes.
#[derive(Debug, Default)]
pub(super) struct Annexes {
    /// The earlier publications
    pub earlier: Vec<EarlierPublication>,
    /// What must be asked about them
    pub questions: Vec<Question>,
    /// What is said about them
    pub notes: Vec<DraftNote>,
}

/// Finds the lines that belong to annexes on earlier recommendations.
pub(super) fn ranges(pages: &Pages) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..pages.lines.len() {
        if found.last().is_some_and(|range| range.contains(&at)) {
            continue;
        }
        let previous = match pages.title(at) {
            Some(Title::Previous) => true,
            Some(Title::Annexe) => announces_earlier(pages, at),
            _ => false,
        };
        if previous {
            found.push(at..end_of(pages, at));
        }
    }
    found
}

/// An appendix of another name may print earlier recommendations: its introduction says so.
fn announces_earlier(pages: &Pages, at: usize) -> bool {
    let end = pages.end_of_annexe(at);
    pages.lines[at..end].iter().take(60).any(|line| {
        let words = folded(&line.text);
        words.contains("made the following recommendation")
            || words.contains("progress against previous recommendation")
    })
}

/// A section that is no annexe ends at the next title that is none of its own labels.
fn end_of(pages: &Pages, from: usize) -> usize {
    if super::sections::is_annexe(&pages.lines[from].text) {
        return pages.end_of_annexe(from);
    }
    (from + 1..pages.lines.len())
        .find(|&at| pages.title(at).is_some() && label(&pages.lines[at].text).is_none())
        .unwrap_or(pages.lines.len())
}

/// Reads the annexes at the given lines.
pub(super) fn read(
    pages: &Pages,
    vocabulary: &Vocabulary,
    ranges: &[Range<usize>],
    kind: InspectionKind,
) -> Annexes {
    let mut annexes = Annexes::default();
    for range in ranges {
        annexes.read(pages, vocabulary, range.clone(), kind);
    }
    annexes
}

impl Annexes {
    fn read(
        &mut self,
        pages: &Pages,
        vocabulary: &Vocabulary,
        range: Range<usize>,
        kind: InspectionKind,
    ) {
        let (mut rows, notes) = labelled(pages, vocabulary, range.clone());
        self.notes.extend(notes);
        if rows.is_empty() {
            rows = self.tabled(pages, range.clone());
        }
        if rows.is_empty() {
            rows = self.listed(pages, vocabulary, range.clone());
        }
        let Some(first) = rows.first() else {
            return;
        };
        let (words, place) = introduction(pages, range.start..first.at);
        let title = &pages.lines[range.start].text;
        self.publication(&Introduction {
            title,
            words: &words,
            kind,
            place,
        });
        let mut under = None;
        for row in rows {
            if row.under != under {
                under = row.under;
                let line = &pages.lines[under.unwrap_or(range.start)];
                self.publication(&Introduction {
                    title: &line.text,
                    words: &line.text,
                    kind,
                    place: line.place(),
                });
            }
            let item = self.item(row);
            self.earlier
                .last_mut()
                .expect("a publication was added before its rows")
                .items
                .push(item);
        }
    }

    fn publication(&mut self, introduction: &Introduction) {
        let (earlier, questions) = source::describe(introduction);
        self.earlier.push(earlier);
        self.questions.extend(questions);
    }

    fn item(&mut self, row: Row) -> EarlierItem {
        let finding = row.finding.map(|finding| {
            let Graded { finding, question } =
                findings::graded(&finding.words, finding.grade.as_deref(), &finding.place);
            if finding.printed_progress.is_none() {
                self.notes.push(DraftNote {
                    words: "the finding carries no grade: not graded".into(),
                    about: None,
                    place: finding.place.clone(),
                });
            }
            self.questions.extend(question);
            finding
        });
        EarlierItem {
            recommendation: row.recommendation,
            finding,
        }
    }

    /// Reads a list under headings; a grade may stand at the end of an item.
    fn listed(&mut self, pages: &Pages, vocabulary: &Vocabulary, range: Range<usize>) -> Vec<Row> {
        let heads = |at: &usize| {
            let text = &pages.lines[*at].text;
            headings::read(text, true).is_some() && text.ends_with(':')
                || markers::number(text).is_some()
        };
        let Some(from) = (range.start + 1..range.end).find(heads) else {
            return Vec::new();
        };
        let rules = Rules {
            in_section: true,
            bare_items: true,
            verbs: &VERBS,
            end: range.end,
        };
        let list = list::read(pages, vocabulary, from, rules);
        self.notes
            .extend(list.notes.into_iter().map(|note| DraftNote {
                about: None,
                ..note
            }));
        list.items
            .into_iter()
            .map(|item| Row::of_list_item(item, from))
            .collect()
    }
}

/// One recommendation of an annexe as its lines print it.
struct Row {
    at: usize,
    recommendation: DraftRecommendation,
    finding: Option<RawFinding>,
    /// The line that names another source than the introduction does
    under: Option<usize>,
}

/// A finding before its grade is parted from it.
struct RawFinding {
    words: String,
    grade: Option<String>,
    place: String,
}

impl Row {
    fn new(at: usize, number: Option<String>, words: String, place: String) -> Self {
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

    /// An item that ends in a grade is a recommendation with a finding of no words.
    fn of_list_item(mut item: DraftRecommendation, at: usize) -> Self {
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

/// Collects the words before the first item, with their place.
fn introduction(pages: &Pages, range: Range<usize>) -> (String, String) {
    let mut words = Words::default();
    let mut place = pages.lines[range.start].place();
    for at in range.start + 1..range.end {
        let line = &pages.lines[at];
        if line.is_blank() || line.footnote || pages.is_furniture(at) || label(&line.text).is_some()
        {
            continue;
        }
        if words.text.is_empty() {
            place = line.place();
            words = Words::new(&line.text);
        } else {
            words.text.push(' ');
            words.text.push_str(&repairs::spaced(&line.text));
        }
    }
    (words.text, place)
}

/// What a label in an annexe announces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Recommendation,
    Finding,
    Grade,
}

/// Reads a label, with the words that follow it on the same line.
fn label(text: &str) -> Option<(Label, &str)> {
    let (name, rest) = match text.split_once(':') {
        Some((name, rest)) => (name, rest.trim()),
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
        "progress" | "category" | "grade" | "progress made" | "judgement" | "level of progress" => {
            Label::Grade
        }
        _ => return None,
    };
    (colon || rest.is_empty()).then_some((label, rest))
}

/// Reads `Recommendation:` … `Inspection findings:` … pairs.
fn labelled(
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
        in_footnote |= line.footnote;
        if in_footnote || (reader.part.is_some() && pages.is_furniture(at)) {
            continue;
        }
        match label(&line.text) {
            Some((label, rest)) if !line.text.contains('\t') => {
                reader.begin(label, rest, at, line.place(), &line.text)
            }
            _ if line.heading || (gap && reader.is_whole()) => reader.leave_out(at, line),
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
        if markers::bullet(text).is_some() && !self.words.text.is_empty() {
            self.words.add_line(text);
        } else if gap && findings::is_grade(text) && self.part == Some(Label::Finding) {
            self.words.text.push_str(" – ");
            self.words.text.push_str(text);
        } else {
            self.words.join(text, vocabulary);
        }
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
        match part {
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
                    row.finding = Some(RawFinding {
                        words,
                        grade: None,
                        place,
                    });
                }
            }
            Label::Grade if !words.is_empty() => {
                if let Some(row) = self.rows.last_mut() {
                    let finding = row.finding.get_or_insert(RawFinding {
                        words: String::new(),
                        grade: None,
                        place,
                    });
                    finding.grade = Some(words);
                }
            }
            Label::Recommendation | Label::Finding | Label::Grade => {}
        }
    }
}

/// Takes a number off the words, where the label carried none.
fn numbered(number: Option<String>, words: String) -> (Option<String>, String) {
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

impl Annexes {
    /// Reads rows of a table: recommendation, what was done or found, category.
    fn tabled(&mut self, pages: &Pages, range: Range<usize>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut headed = false;
        for at in range.start + 1..range.end {
            let line = &pages.lines[at];
            let cells: Vec<&str> = line
                .text
                .split('\t')
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect();
            if cells.len() >= 2 && !headed {
                headed = folded(cells[0]).contains("recommendation") || folded(cells[0]) == "no";
            } else if cells.len() >= 2 {
                rows.extend(row(&cells, at, line.place()));
            } else if headed && !line.is_blank() && !line.footnote && !pages.is_furniture(at) {
                self.notes.push(note(
                    "a line inside or after the table was left out; its cell is not known",
                    line,
                ));
            }
        }
        rows
    }
}

fn row(cells: &[&str], at: usize, place: String) -> Option<Row> {
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
        [first, .., last] if findings::is_grade(last) => {
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

/// Says that an annexe announces earlier recommendations and none was read.
pub(super) fn nothing_read(
    pages: &Pages,
    ranges: &[Range<usize>],
    annexes: &Annexes,
) -> Vec<DraftNote> {
    if !annexes.earlier.is_empty() {
        return Vec::new();
    }
    let said = "it announces earlier recommendations, and none was found under it";
    ranges
        .iter()
        .map(|range| note(said, &pages.lines[range.start]))
        .collect()
}
