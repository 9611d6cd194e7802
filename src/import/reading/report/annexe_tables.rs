//! The rows of tables that grade earlier recommendations.

use std::ops::Range;

use super::annexe_rows::{RawFinding, Row, numbered};
use super::columns::{self, Column};
use super::list::lines;
use super::sections::Pages;
use super::tables::{Table, TableRow, continued};
use super::{note, repairs};
use crate::domain::draft::DraftNote;

/// Reads the tables of an annexe that have recommendations and what became of them.
pub(super) fn read(pages: &Pages, range: Range<usize>) -> (Vec<Row>, Vec<DraftNote>) {
    let mut reader = Reader {
        pages,
        rows: Vec::new(),
        notes: Vec::new(),
        under: None,
    };
    let own = |table: &&Table| range.contains(&table.range.start);
    let mut before = range.start;
    for table in pages.tables().iter().filter(own) {
        let read = table.is_of_findings() || table.headed && table.is_of_recommendations();
        if read {
            reader.source(before..table.range.start);
            table.rows.iter().for_each(|row| reader.row(table, row));
            before = table.range.end;
        }
    }
    (reader.rows, reader.notes)
}

struct Reader<'a> {
    pages: &'a Pages<'a>,
    rows: Vec<Row>,
    notes: Vec<DraftNote>,
    /// The line that names the publication of a table, where it is not the first
    under: Option<usize>,
}

impl Reader<'_> {
    /// A line between two tables may name the publication of the second.
    fn source(&mut self, between: Range<usize>) {
        if self.rows.is_empty() {
            return;
        }
        let named = |at: &usize| super::source::is_named(&self.pages.lines[*at].text);
        self.under = between.rev().find(named).or(self.under);
    }

    fn row(&mut self, table: &Table, row: &TableRow) {
        let words = table.cell(row, &Column::Recommendation);
        let number = table.cell(row, &Column::Number);
        let finding = table.cell(row, &Column::Finding);
        let grade = table.cell(row, &Column::Grade);
        let banner = row.banner().is_some() && finding.is_none() && grade.is_none();
        match words {
            Some(words) if banner && self.is_rest(words) => self.goes_on(row, words, None, None),
            Some(words) if !banner => self.begin(table, row, words),
            None if finding.is_some() || grade.is_some() => self.goes_on(row, "", finding, grade),
            _ => self.stands_between(row, words.or(number)),
        }
        if let (Some(others), Some(read)) = (table.others(row), self.rows.last()) {
            let place = &self.pages.lines[row.at];
            let about: String = read.recommendation.words.chars().take(40).collect();
            let said = format!("the table says beside `{about}`: {others}");
            self.notes.push(note(said, place));
        }
    }

    fn begin(&mut self, table: &Table, row: &TableRow, words: &str) {
        let place = self.pages.lines[row.at].place();
        let cell = table
            .cell(row, &Column::Number)
            .filter(|cell| columns::is_number(cell));
        let number = cell.map(|cell| {
            let bare = cell
                .trim_start_matches("Recommendation ")
                .trim_start_matches('(');
            bare.trim_end_matches(['.', ')', ':']).to_owned()
        });
        let (number, words) = numbered(number, lines(words));
        let mut read = Row::new(row.at, number, words, place.clone());
        if let Some(owner) = table.cell(row, &Column::Addressee)
            && read.recommendation.addressees.is_empty()
        {
            read.recommendation.addressees = super::joint::split_joint(&repairs::spaced(owner));
        }
        let finding = table.cell(row, &Column::Finding);
        let grade = table.cell(row, &Column::Grade);
        if table.is_of_findings() {
            read.finding = Some(RawFinding {
                words: finding.map(lines).unwrap_or_default(),
                grade: grade.map(repairs::spaced),
                place,
            });
        }
        read.under = self.under;
        self.rows.push(read);
    }

    /// Tells whether words alone in a row are the rest of the recommendation above.
    fn is_rest(&self, words: &str) -> bool {
        let unfinished = |row: &Row| !row.recommendation.words.ends_with(['.', '!', '?']);
        words.starts_with(char::is_lowercase) && self.rows.last().is_some_and(unfinished)
    }

    /// A row without a recommendation goes on with the one before: a page or merged cells parted them.
    fn goes_on(&mut self, row: &TableRow, words: &str, finding: Option<&str>, grade: Option<&str>) {
        let line = &self.pages.lines[row.at];
        let Some(read) = self.rows.last_mut() else {
            self.notes
                .push(note("a row without a recommendation was left out", line));
            return;
        };
        let own = &mut read.recommendation.words;
        if !words.is_empty() {
            *own = continued(own, &lines(words));
        }
        let mut said =
            "a row without a recommendation of its own was read as the rest of the one above"
                .to_owned();
        if let Some(known) = &mut read.finding {
            if let Some(finding) = finding {
                known.words = continued(&known.words, &lines(finding));
            }
            match (grade.map(repairs::spaced), &known.grade) {
                (Some(grade), None) => known.grade = Some(grade),
                (Some(grade), Some(first)) if grade != *first => {
                    said = format!("{said}; its grade, {grade}, is kept in this note only");
                }
                _ => {}
            }
        }
        self.notes.push(note(said, line));
    }

    /// A row of one cell between others names a publication, or is kept in a note.
    fn stands_between(&mut self, row: &TableRow, words: Option<&str>) {
        let line = &self.pages.lines[row.at];
        let words = words
            .or(row.banner())
            .map(repairs::spaced)
            .unwrap_or_default();
        if super::source::is_named(&words) && !self.rows.is_empty() {
            self.under = Some(row.at);
        } else if !words.is_empty() {
            let said =
                format!("`{words}` stands between rows of the table and is kept in this note only");
            self.notes.push(note(said, line));
        }
    }
}
