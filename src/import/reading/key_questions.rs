//! The key questions of the standards with their percentages.

use super::rating_words::standard_code;
use super::sections::Pages;
use super::{folded, note, repairs};
use crate::domain::draft::{DraftNote, Read};
use crate::domain::inspection::KeyQuestion;

/// Reads the tables of key questions, up to the first annexe.
pub(super) fn read(pages: &Pages, end: usize) -> (Vec<Read<KeyQuestion>>, Vec<DraftNote>) {
    let mut reader = Reader::default();
    let mut in_footnote = false;
    for at in 0..end {
        let line = &pages.lines[at];
        if line.is_blank() {
            in_footnote = false;
            continue;
        }
        let row = is_head(&line.text)
            || percent(&line.text).is_some()
            || standard_code(&line.text).is_some();
        in_footnote = (in_footnote && !row) || line.footnote;
        if !in_footnote && !pages.is_contents(at) && !pages.is_furniture(at) {
            reader.line(pages, at);
        }
    }
    (reader.found, reader.notes)
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
    strays: usize,
}

impl Reader {
    fn line(&mut self, pages: &Pages, at: usize) {
        let text = pages.lines[at].text.as_str();
        if let Some((code, _)) =
            standard_code(text).filter(|_| text.len() < 80 && percent(text).is_none())
        {
            self.standard = Some(code);
            self.in_table = false;
            self.words.clear();
        } else if is_head(text) {
            (self.in_table, self.strays) = (true, 0);
            self.words.clear();
        } else if let Some((words, value)) = percent(text) {
            self.row(pages, at, words, value);
        } else {
            self.other(at, text);
        }
    }

    /// A line with a percentage at its end.
    fn row(&mut self, pages: &Pages, at: usize, words: &str, value: i64) {
        let whole = repairs::spaced(&format!("{} {words}", self.words));
        let begun = if self.words.is_empty() { at } else { self.at };
        let asked = begins_question(&whole) && whole.ends_with('?');
        let tabbed = pages.lines[at].text.contains('\t');
        self.words.clear();
        if asked && (self.in_table || tabbed) {
            self.add(pages, begun, whole, value);
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
    fn other(&mut self, at: usize, text: &str) {
        if !self.in_table || ["yes", "percentage yes"].contains(&folded(text).as_str()) {
            return;
        }
        let unfinished = !self.words.is_empty() && !self.words.ends_with('?');
        if unfinished && text.len() < 300 {
            self.words.push(' ');
            self.words.push_str(text);
        } else if begins_question(text) && text.len() < 400 {
            (self.words, self.at) = (text.to_owned(), at);
        } else {
            self.words.clear();
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
    text.len() < 80
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

/// Parts a percentage at the end: `37%`, `37 %`, `37 per cent`.
fn percent(text: &str) -> Option<(&str, i64)> {
    let stem = text
        .strip_suffix('%')
        .or_else(|| text.strip_suffix("per cent"))?
        .trim_end();
    let words = stem.trim_end_matches(|c: char| c.is_ascii_digit());
    let value: i64 = stem[words.len()..].parse().ok()?;
    let parted = words.is_empty() || words.ends_with(|c: char| c.is_whitespace() || c == '?');
    (parted && (0..=100).contains(&value)).then(|| (words.trim_end(), value))
}
