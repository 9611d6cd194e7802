//! One item of a list while its lines are put together.

use super::repairs::{self, Vocabulary, Words};
use super::{footnotes, headings, joint, names};
use crate::domain::draft::DraftRecommendation;
use crate::import::container::line::Line;

/// An item whose lines are still coming.
#[derive(Debug)]
pub(super) struct Open {
    printed_number: Option<String>,
    words: Words,
    addressees: Vec<String>,
    place: String,
    /// What is said about it
    pub notes: Vec<String>,
}

impl Open {
    /// Begins an item with the words after its marker.
    pub fn new(
        printed_number: Option<String>,
        words: &str,
        addressees: &[String],
        line: &Line,
    ) -> Self {
        let mut open = Open {
            printed_number,
            words: Words::new(words),
            addressees: addressees.to_vec(),
            place: line.place(),
            notes: Vec::new(),
        };
        if words.contains('\t') {
            open.read_cells(words, addressees.is_empty());
        }
        open
    }

    /// Reads the cells of a table's row: the words, and where no heading names whom they
    /// ask, a cell that does. Cells behind it are kept in the note only.
    fn read_cells(&mut self, words: &str, unaddressed: bool) {
        let cells: Vec<&str> = words
            .split('\t')
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect();
        let owner = (1..cells.len()).find(|&at| unaddressed && names::is_body(cells[at]));
        let said = "it stands in a table: its cells were read as words and addressee";
        let Some(at) = owner else {
            self.notes.push(said.to_owned());
            return;
        };
        self.words = Words::new(&cells[..at].join(" "));
        self.addressees = joint::split_joint(cells[at]);
        self.notes.push(match &cells[at + 1..] {
            [] => said.to_owned(),
            others => format!("{said}; `{}` was left out", others.join("`, `")),
        });
    }

    /// Adds a line that continues it.
    pub fn join(&mut self, line: &str, vocabulary: &Vocabulary) {
        self.words.join(line, vocabulary);
    }

    /// Adds a part of it: a nested bullet or letter.
    pub fn add_line(&mut self, line: &str) {
        self.words.add_line(line);
    }

    /// Changes its words as a whole: what a further row of a table adds.
    pub fn goes_on(&mut self, change: impl Fn(&str) -> String) {
        self.words.text = change(&self.words.text);
    }

    /// Returns the names of those whom it asks.
    pub fn addressees(&self) -> &[String] {
        &self.addressees
    }

    /// Sets whom it asks.
    pub fn ask(&mut self, addressees: Vec<String>) {
        self.addressees = addressees;
    }

    /// Tells whether no words have come yet.
    pub fn is_empty(&self) -> bool {
        self.words.text.is_empty()
    }

    /// Tells whether its words announce parts: `… by:`.
    pub fn announces_parts(&self) -> bool {
        let mut lines = self.words.text.lines();
        lines.next().is_some_and(|first| first.ends_with(':')) || self.words.text.ends_with(':')
    }

    /// Tells whether a sentence has ended.
    pub fn is_complete(&self) -> bool {
        self.words.text.ends_with(['.', '!', '?'])
    }

    /// Tells whether the words break off where something must follow: `with the`.
    pub fn breaks_off(&self) -> bool {
        let open = [
            "the",
            "of",
            "and",
            "to",
            "with",
            "for",
            "in",
            "a",
            "an",
            "or",
            "by",
            "from",
            "that",
            "on",
            "at",
            "as",
            "their",
            "its",
            "is",
            "are",
            "including",
            "between",
        ];
        let last = self.words.text.rsplit(' ').next().unwrap_or_default();
        open.contains(&last) || self.words.text.ends_with([',', '-'])
    }

    /// Takes marks off that are glued to words inside it, where the text has the footnote; others are said.
    fn without_marks(&mut self, has_footnote: &dyn Fn(&str) -> bool) {
        let marked: Vec<(String, String)> = self
            .words
            .text
            .split_whitespace()
            .filter_map(footnotes::mark)
            .map(|(stem, mark)| (stem.to_owned(), mark.to_owned()))
            .collect();
        let text = std::mem::take(&mut self.words.text);
        let mut rest = text.as_str();
        for (stem, mark) in marked {
            let word = format!("{stem}{mark}");
            if has_footnote(&mark) {
                // The marks come in the order of the words, so each stands behind the one before.
                let Some((before, after)) = rest.split_once(&word) else {
                    continue;
                };
                self.words.text += before;
                self.words.text += &stem;
                rest = after;
                self.notes.push(format!(
                    "`{mark}` after `{stem}` was read as the mark of a footnote"
                ));
            } else if stem.ends_with(char::is_lowercase) {
                self.notes
                    .push(format!("`{word}` may end in the mark of a footnote"));
            }
        }
        self.words.text += rest;
    }

    /// Ends it: marks that are glued to its last word go, its own addressee is found in
    /// the sentence where no heading names one. Notes come back beside it.
    pub fn close(
        mut self,
        verbs: &[&str],
        has_footnote: &dyn Fn(&str) -> bool,
    ) -> (DraftRecommendation, Vec<String>) {
        self.without_marks(has_footnote);
        if let Some(mark) = repairs::without_glued_mark(&mut self.words.text) {
            self.notes.push(format!(
                "`{mark}` after the last full stop was read as the mark of a footnote"
            ));
        }
        self.notes.append(&mut self.words.doubts);
        if self.addressees.is_empty() {
            let start: String = self.words.text.chars().take(300).collect();
            self.addressees = headings::in_sentence(&start, verbs).unwrap_or_default();
        }
        if self.addressees.is_empty()
            && let Some(names) = headings::in_brackets(&self.words.text)
        {
            self.notes
                .push("whom it asks was read from the brackets at its end".to_owned());
            self.addressees = names;
        }
        let item = DraftRecommendation {
            printed_number: self.printed_number,
            words: self.words.text,
            addressees: self.addressees,
            place: self.place,
        };
        (item, self.notes)
    }
}
