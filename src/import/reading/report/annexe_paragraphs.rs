//! An annexe without labels: a recommendation, paragraphs on what was found, and the grade
//! on a line of its own.

use std::ops::Range;

use super::annexe_rows::{Row, numbered};
use super::repairs::{Vocabulary, Words};
use super::sections::Pages;
use super::{findings, headings, markers};

/// Reads rows that each end in a grade on a line of its own; none where there is no such line.
pub(super) fn graded(pages: &Pages, vocabulary: &Vocabulary, range: Range<usize>) -> Vec<Row> {
    let on_one_line = on_one_line(pages, range.clone());
    if on_one_line.len() >= 2 {
        return on_one_line;
    }
    let is_grade = |at: usize| {
        let text = &pages.lines[at].text;
        is_lone_grade(text) || leading_grade(text).is_some()
    };
    if !range.clone().skip(1).any(is_grade) {
        return Vec::new();
    }
    let mut reader = Reader::default();
    for (at, words) in paragraphs(pages, vocabulary, range) {
        reader.paragraph(at, words, pages.lines[at].place());
    }
    reader.rows
}

#[derive(Default)]
struct Reader {
    rows: Vec<Row>,
    /// Whether the last row has its grade, so that the next paragraph may begin another
    graded: bool,
    /// Whether grades stand before the words of a finding: those go on after it
    leading: bool,
    /// Whom the rows under a heading ask
    addressees: Vec<String>,
}

impl Reader {
    fn paragraph(&mut self, at: usize, words: String, place: String) {
        let begins = begins_a_row(&words);
        let next = self.graded && !self.leading && !self.rows.is_empty();
        if let Some(heading) = headings::read(&words, true) {
            self.addressees = heading.addressees;
        } else if is_lone_grade(&words) {
            if let Some(row) = self.rows.last_mut().filter(|_| !self.graded) {
                row.grade(grade_of(&words), place);
            }
            self.graded = true;
        } else if let Some((grade, rest)) = leading_grade(&words).filter(|_| !self.graded) {
            if let Some(row) = self.rows.last_mut() {
                row.grade(grade, place.clone());
                row.found(rest, place);
            }
            (self.graded, self.leading) = (true, true);
        } else if next || begins && (self.graded || self.rows.is_empty()) || is_numbered(&words) {
            self.begin(at, words, place);
        } else if let Some(row) = self.rows.last_mut() {
            row.found(&words, place);
        }
    }

    fn begin(&mut self, at: usize, words: String, place: String) {
        let (number, words) = numbered(None, words);
        let words = markers::bullet(&words).map_or(words.as_str(), |(_, words)| words);
        let mut row = Row::new(at, number, words.to_owned(), place);
        if row.recommendation.addressees.is_empty() {
            row.recommendation.addressees.clone_from(&self.addressees);
        }
        self.rows.push(row);
        self.graded = false;
    }
}

/// Parts a grade from the finding that follows it: `Some progress. Managers now read …`.
fn leading_grade(text: &str) -> Option<(&str, &str)> {
    let (grade, rest) = text.split_once(['.', ':', '–', '—'])?;
    let known = findings::is_grade(grade) && grade.to_lowercase().trim_end().ends_with("progress");
    (known && !rest.trim().is_empty()).then(|| (grade.trim(), rest.trim()))
}

/// Reads numbered lines that each end in a grade: a table whose columns were lost.
fn on_one_line(pages: &Pages, range: Range<usize>) -> Vec<Row> {
    range
        .skip(1)
        .filter_map(|at| {
            let line = &pages.lines[at];
            let (marker, words) = markers::number(&line.text)?;
            let markers::Marker::Number(printed, _, markers::Style::Bare) = marker else {
                return None;
            };
            let graded = findings::graded(words, None, &line.place()).finding;
            let grade = graded.printed_progress?;
            let mut row = Row::new(at, Some(printed), graded.words, line.place());
            row.grade(&grade, line.place());
            Some(row)
        })
        .collect()
}

fn is_numbered(words: &str) -> bool {
    matches!(
        markers::number(words),
        Some((markers::Marker::Number(_, _, style), _)) if style != markers::Style::Bare
    )
}

/// The first row begins with a number or names whom it asks; before it is the introduction.
fn begins_a_row(words: &str) -> bool {
    let start: String = words.chars().take(300).collect();
    is_numbered(words)
        || markers::bullet(words).is_some()
        || headings::in_sentence(&start, &super::annexe_rows::VERBS).is_some()
}

fn is_lone_grade(text: &str) -> bool {
    text.len() < 60 && findings::is_grade(grade_of(text))
}

/// Takes a label or a bracket off a grade: `Progress: some`, `(Some progress)`.
fn grade_of(text: &str) -> &str {
    let text = text.rsplit_once(':').map_or(text, |(_, grade)| grade);
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Joins lines into paragraphs, each with the place in the text where it begins.
fn paragraphs(pages: &Pages, vocabulary: &Vocabulary, range: Range<usize>) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, Words)> = Vec::new();
    let mut gap = true;
    for at in range.start + 1..range.end {
        let line = &pages.lines[at];
        if line.is_blank() {
            gap = true;
        } else if !line.footnote && !pages.is_furniture(at) {
            let bulleted = markers::bullet(&line.text).is_some();
            let graded = is_lone_grade(&line.text) || leading_grade(&line.text).is_some();
            let parted = gap || bulleted || graded || is_numbered(&line.text);
            match found.last_mut().filter(|_| !parted) {
                Some((_, words)) => words.join(&line.text, vocabulary),
                None => found.push((at, Words::new(&line.text))),
            }
            gap = is_lone_grade(&line.text);
        }
    }
    found
        .into_iter()
        .map(|(at, words)| (at, words.text))
        .collect()
}
