//! Annexe one and its kin: recommendations of earlier publications, with what was found.

use std::ops::Range;

use super::annexe_paragraphs;
use super::annexe_rows::{Label, Row, VERBS, label, labelled, row};
use super::annexe_tables;
use super::findings::{self, Graded};
use super::recommendations;

use super::list::{self, Rules};

use super::repairs::{self, Vocabulary, Words};

use super::sections::Pages;
use super::titles::Title;

use super::source::{self, Introduction};

use super::{folded, headings, markers, note};

use crate::domain::draft::{DraftNote, EarlierItem, EarlierPublication, Question};
use crate::domain::inspection::InspectionKind;

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
        } else if let Some(table) = pages.table(at).filter(|table| table.is_graded()) {
            // It tells itself what it is, whatever the title above it.
            found.push(introduced(pages, at)..table.range.end);
        }
    }
    found
}

/// Returns where the words that introduce a table begin: the heading or paragraph before it.
fn introduced(pages: &Pages, at: usize) -> usize {
    let before = (0..at).rev().take(4);
    let words = before.filter(|&line| !pages.lines[line].is_blank() && !pages.is_furniture(line));
    let words = words.take_while(|&line| pages.lines[line].row.is_none());
    words.take(2).last().unwrap_or(at)
}

/// An appendix of another name may print earlier recommendations: its introduction says so.
fn announces_earlier(pages: &Pages, at: usize) -> bool {
    let lines = &pages.lines[at..pages.end_of_annexe(at)];
    let said = lines.iter().take(60).any(|line| {
        let words = folded(&line.text);
        words.contains("made the following recommendation")
            || words.contains("progress against previous recommendation")
    });
    let has = |wanted: Label| {
        lines
            .iter()
            .any(|line| label(&line.text).is_some_and(|(found, _)| found == wanted))
    };
    said || (has(Label::Recommendation) && has(Label::Finding))
}

/// A section that is no annexe ends at the next title that is none of its own labels.
fn end_of(pages: &Pages, from: usize) -> usize {
    if super::titles::is_annexe(&pages.lines[from].text) {
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
            let (found, notes) = annexe_tables::read(pages, range.clone());
            self.notes.extend(notes);
            rows = found;
        }
        if rows.is_empty() {
            rows = self.tabled(pages, range.clone());
        }
        if rows.is_empty() {
            rows = annexe_paragraphs::graded(pages, vocabulary, range.clone());
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
        if has_several_cells(&row.recommendation.words) {
            self.notes.push(DraftNote {
                words: "the cells of a table may be mixed in it".into(),
                about: None,
                place: row.recommendation.place.clone(),
            });
        }
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
            recommendations::heads_a_list(pages, *at)
                || headings::read(text, true).is_some() && text.ends_with(':')
                || matches!(
                    markers::marked(text),
                    Some((markers::Marker::Number(..), _))
                )
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
        self.questions.extend(list.questions.iter().cloned());
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

/// Tells whether words hold those of other columns: a grade, or what heads them.
fn has_several_cells(words: &str) -> bool {
    [
        "Some progress",
        "No progress",
        "Sufficient progress",
        "Action taken",
        "Inspection findings",
        "Categorisation",
    ]
    .iter()
    .any(|sign| words.contains(sign))
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

impl Annexes {
    /// Reads rows of a table: recommendation, what was done or found, category.
    fn tabled(&mut self, pages: &Pages, range: Range<usize>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut headed = false;
        for at in range.start + 1..range.end {
            let line = &pages.lines[at];
            if line.row.is_some() {
                continue;
            }
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

/// Says that an annexe announces earlier recommendations and none was read; where grades
/// stand in it, some are there, and a person must say that they may be left out.
pub(super) fn nothing_read(pages: &Pages, ranges: &[Range<usize>], annexes: &mut Annexes) {
    if !annexes.earlier.is_empty() {
        return;
    }
    let said = "it announces earlier recommendations, and none was found under it";
    for range in ranges {
        let line = &pages.lines[range.start];
        let is_graded = |line: &super::Line| line.text.len() < 60 && findings::is_grade(&line.text);
        if pages.lines[range.clone()].iter().any(is_graded) {
            annexes.questions.push(list::lost_list(said, line));
        } else {
            annexes.notes.push(note(said, line));
        }
    }
}
