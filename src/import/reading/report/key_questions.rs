//! The key questions of the standards with their percentages.

use std::ops::Range;

use super::rating_words::standard_code;
use super::sections::Pages;
use super::{folded, note, repairs};
use crate::domain::draft::{DraftNote, Read};
use crate::domain::inspection::KeyQuestion;

/// Reads the tables of key questions: those before the first annexe, else those of an annexe. Lines
/// that are `apart` belong to earlier publications.
pub(super) fn read(
    pages: &Pages,
    end: usize,
    apart: &[Range<usize>],
) -> (Vec<Read<KeyQuestion>>, Vec<DraftNote>) {
    let body = read_lines(pages, 0..end, apart);
    if !body.found.is_empty() {
        return (body.found, body.notes);
    }
    let annexes = read_lines(pages, end..pages.lines.len(), apart);
    let mut notes = [body.notes, annexes.notes].concat();
    if let Some(first) = annexes.found.first() {
        notes.push(DraftNote {
            words: "the key questions were read from an annexe".to_owned(),
            about: None,
            place: first.place.clone(),
        });
    }
    (annexes.found, notes)
}

fn read_lines(pages: &Pages, range: Range<usize>, apart: &[Range<usize>]) -> Reader {
    let mut reader = Reader::default();
    let mut in_footnote = false;
    let mut apart = apart.iter().peekable();
    for at in range {
        while apart.next_if(|range| range.end <= at).is_some() {}
        if apart.peek().is_some_and(|range| range.contains(&at)) {
            continue;
        }
        let line = &pages.lines[at];
        if line.is_blank() {
            in_footnote = false;
            continue;
        }
        let row = is_head(&line.text)
            || reader.value(&line.text).is_some()
            || standard_code(&line.text).is_some();
        in_footnote = (in_footnote && !row) || line.footnote;
        // A question with a figure behind it looks like an entry of a contents page.
        let contents = pages.is_contents(at) && !(reader.in_table && begins_question(&line.text));
        if !in_footnote && !contents && !pages.is_furniture(at) {
            reader.line(pages, at);
        }
    }
    reader
}

#[derive(Default)]
struct Reader {
    found: Vec<Read<KeyQuestion>>,
    notes: Vec<DraftNote>,
    standard: Option<String>,
    /// Whether the lines stand under the head of a table
    in_table: bool,
    /// A question whose percentage has not come yet
    words: String,
    at: usize,
    /// The percentage of a question that goes on: it stands beside the first of its lines
    beside: Option<i64>,
    strays: usize,
    /// Which cell holds the percentages, where the head of the table says it
    column: Option<usize>,
    /// How many columns of percentages the table has
    columns: usize,
}

impl Reader {
    fn line(&mut self, pages: &Pages, at: usize) {
        let text = pages.lines[at].text.as_str();
        if let Some((code, _)) =
            standard_code(text).filter(|_| folded(text).len() < 80 && percent(text).is_none())
        {
            self.give_up(pages);
            self.standard = Some(code);
            // A table may have a row for each standard above the questions of it.
            self.in_table &= pages.lines[at].row.is_some() || text.contains('\t');
        } else if is_head(text) {
            self.give_up(pages);
            (self.in_table, self.strays) = (true, 0);
            self.read_head(text);
        } else if let Some((words, value)) = self.value(text) {
            self.row(pages, at, words, value);
        } else {
            self.other(pages, at);
        }
    }

    /// Finds the columns of percentages in the head of a table.
    fn read_head(&mut self, text: &str) {
        let cells: Vec<&str> = text.split('\t').collect();
        let is_percent = |cell: &&str| cell.contains('%') || folded(cell).contains("percent");
        let year = |cell: &str| {
            let words = cell.split(|c: char| !c.is_ascii_digit());
            words
                .filter(|word| word.len() == 4)
                .max()
                .map(str::to_owned)
        };
        let columns = (1..cells.len()).filter(|&at| is_percent(&cells[at]));
        // Of several years the latest is this inspection's; else the first counts.
        self.column = columns.max_by_key(|&at| (year(cells[at]), std::cmp::Reverse(at)));
        self.columns = cells.iter().skip(1).filter(|cell| is_percent(cell)).count();
    }

    /// Parts the percentage from a row: by its sign, or by the column that it stands in.
    fn value<'t>(&self, text: &'t str) -> Option<(&'t str, i64)> {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        if let Some(found) = self.bare(text) {
            return Some(found);
        }
        let own = self.column.filter(|_| self.in_table && cells.len() > 1);
        let cell = own.and_then(|at| cells.get(at)).copied();
        if let Some(cell) = cell.filter(|cell| !cell.is_empty()) {
            let bare = cell.parse().ok().filter(|value| (0..=100).contains(value));
            let value = bare.or_else(|| percent(cell).map(|(_, value)| value))?;
            return Some((cells[0], value));
        }
        // Figures between the question and its percentage count cases.
        percent(text).map(|(words, value)| match words.split_once('\t') {
            Some((words, between)) if !between.contains(char::is_alphabetic) => (words, value),
            _ => (words, value),
        })
    }

    /// A figure without its sign, behind the question or alone, where the head has a column of percentages.
    fn bare<'t>(&self, text: &'t str) -> Option<(&'t str, i64)> {
        let one = self.in_table && self.column.is_some() && self.columns == 1;
        let (words, figure) = match text.rsplit_once("? ") {
            Some((words, figure)) => (&text[..words.len() + 1], figure.trim()),
            None if self.words.ends_with('?') => ("", text),
            None => return None,
        };
        let value = figure
            .parse()
            .ok()
            .filter(|value| (0..=100).contains(value))?;
        (one && !text.contains('\t')).then_some((words, value))
    }

    /// Says that a question was given up whose percentage did not come: those after it count anew.
    fn give_up(&mut self, pages: &Pages) {
        self.beside = None;
        if std::mem::take(&mut self.words).is_empty() || !self.in_table {
            return;
        }
        let standard = self.standard.as_deref().unwrap_or("no standard");
        let words = format!(
            "{standard}: a question without a percentage was left out; those after it count without it"
        );
        self.notes.push(note(words, &pages.lines[self.at]));
    }

    /// A line with a percentage at its end.
    fn row(&mut self, pages: &Pages, at: usize, words: &str, value: i64) {
        if self.beside.is_some() {
            self.give_up(pages);
        }
        let whole = repairs::spaced(&format!("{} {words}", self.words));
        let begun = if self.words.is_empty() { at } else { self.at };
        let asked = begins_question(&whole) && whole.ends_with('?');
        let tabbed = pages.lines[at].text.contains('\t');
        self.words.clear();
        let goes_on = begins_question(&whole) && !whole.contains('?') && self.in_table;
        if goes_on {
            (self.words, self.at, self.beside) = (whole, begun, Some(value));
        } else if asked && (self.in_table || tabbed) {
            self.add(pages, begun, whole, value);
            if self.columns > 1 {
                let words = "the table has several columns of percentages; one was read";
                self.notes.push(note(words, &pages.lines[begun]));
            }
        }
    }

    fn add(&mut self, pages: &Pages, at: usize, words: String, percent: i64) {
        let line = &pages.lines[at];
        let Some(standard) = self.standard.clone() else {
            self.notes.push(note(
                "a percentage stands under no standard and was left out",
                line,
            ));
            return;
        };
        let same = self
            .found
            .iter()
            .filter(|known| known.value.standard == standard);
        let position = same.count() as i64 + 1;
        let value = KeyQuestion {
            standard,
            position,
            words,
            percent,
        };
        self.found.push(Read {
            value,
            place: line.place(),
        });
        self.strays = 0;
    }

    /// A line without a percentage: the start of a question, or text that ends the table.
    fn other(&mut self, pages: &Pages, at: usize) {
        let line = &pages.lines[at];
        let text = line.text.as_str();
        if !self.in_table || ["yes", "percentage yes"].contains(&folded(text).as_str()) {
            return;
        }
        let unfinished = !self.words.is_empty() && !self.words.ends_with('?');
        if unfinished && text.len() < 300 {
            self.words.push(' ');
            self.words.push_str(text);
            if let Some(value) = self.beside.take_if(|_| text.ends_with('?')) {
                let words = repairs::spaced(&std::mem::take(&mut self.words));
                self.add(pages, self.at, words, value);
            }
        } else if begins_question(text) && text.len() < 400 {
            if text.contains('\t') {
                self.notes.push(note(
                    "a question without a figure that is surely a percentage was left out",
                    line,
                ));
            }
            self.give_up(pages);
            (self.words, self.at) = (text.to_owned(), at);
        } else {
            self.give_up(pages);
            self.strays += 1;
            self.in_table = self.strays < 2;
        }
    }
}

/// The head of a table of key questions.
fn is_head(text: &str) -> bool {
    let name = folded(text);
    let value = text.contains('%')
        || name.contains("percentage")
        || name.ends_with("score")
        || name.ends_with("yes");
    name.len() < 80
        && value
        && (name.starts_with("key question")
            || name.starts_with("outcomes")
            || name.starts_with("question"))
}

fn begins_question(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    [
        "Does", "Do", "Is", "Are", "Has", "Have", "Did", "Was", "Were", "Can", "How",
    ]
    .contains(&first)
}

/// Parts a percentage at the end: `37%`, `37 %`, `37 per cent`, `11 of 30 (37%)`.
fn percent(text: &str) -> Option<(&str, i64)> {
    if let Some((before, inside)) = text
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once('('))
    {
        let (words, value) = percent(inside)?;
        let counted =
            before.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '/');
        let counted = counted
            .strip_suffix("out of")
            .or(counted.strip_suffix("of"))
            .unwrap_or(counted);
        let words_before =
            counted.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
        return words.is_empty().then_some((words_before, value));
    }
    let stem = text
        .strip_suffix('%')
        .or_else(|| text.strip_suffix("per cent"))?
        .trim_end();
    let words = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let value: i64 = stem[words.len()..].parse().ok()?;
    let parted = words.is_empty() || words.ends_with(|c: char| c.is_whitespace() || c == '?');
    (parted && (0..=100).contains(&value)).then(|| (words.trim_end(), value))
}
