//! The rows of a plan's tables: which begin a recommendation, which go on with it, which name an addressee.

use super::Reading;
use super::entry::{Block, Entry};
use super::header::{self, Header, Holds};
use super::table::{Table, TableRow};
use crate::domain::draft::Place;
use crate::domain::plan_draft::Named;
use crate::domain::words::{beginning, folded};
use crate::import::container::line::Line;

/// Reads the entries of all tables of the plan.
pub(super) fn entries(lines: &[Line], tables: &[Table], reading: &mut Reading) -> Vec<Entry> {
    let mut rows = Rows {
        reading,
        entries: Vec::new(),
        header: None,
        addressees: Vec::new(),
    };
    let mut from = 0;
    for table in tables {
        let between = &lines[from..table.first];
        let mut is_alone = true;
        for line in between {
            is_alone &= rows.heading(&line.text) || line.is_blank();
        }
        rows.table(table, is_alone);
        from = table.last + 1;
    }
    rows.entries
}

struct Rows<'r> {
    reading: &'r mut Reading,
    entries: Vec<Entry>,
    header: Option<Header>,
    addressees: Vec<String>,
}

impl Rows<'_> {
    /// Reads a table with a header of its own, or one that goes on over a page with the columns of the one
    /// before; `follows` tells that nothing stands between the two.
    fn table(&mut self, table: &Table, follows: bool) {
        let own = header::of_table(table).map(|(at, _)| at);
        if own.is_none() {
            let Some(header) = &self.header else {
                return;
            };
            if !goes_on(table, header, &self.entries, follows) {
                self.leave_out(table);
                return;
            }
        }
        let mut at = own.unwrap_or(0);
        while let Some(row) = table.rows.get(at) {
            match header::at_row(&table.rows, at) {
                Some(header) => {
                    at += header.rows;
                    self.begin(header, &row.place);
                }
                None => {
                    self.row(row);
                    at += 1;
                }
            }
        }
    }

    /// A table without the plan's columns after the plan is another thing: that is said.
    fn leave_out(&mut self, table: &Table) {
        if let Some(first) = table.rows.first() {
            let words = format!(
                "a table without the headings of a plan stands after it and is not read: “{}”",
                beginning(&first.cells.join(" | "), 60)
            );
            self.reading.note(words, None, &first.place);
        }
    }

    /// Takes the columns of a header; a heading that says nothing that is read is noted once.
    fn begin(&mut self, header: Header, place: &Place) {
        if self
            .header
            .as_ref()
            .is_none_or(|before| before.unread != header.unread)
        {
            for (_, heading) in &header.unread {
                let words = format!("the column `{heading}` is not read");
                self.reading.note(words, None, place);
            }
        }
        self.header = Some(header);
    }

    fn row(&mut self, row: &TableRow) {
        let Some(header) = self.header.clone() else {
            return;
        };
        let filled = row.filled();
        if let [only] = filled.as_slice()
            && self.heading_row(row, *only, &header)
        {
            return;
        }
        if filled.is_empty() || is_a_rule(row) {
            return;
        }
        let (number, words) = (
            header.of(row, Holds::Number),
            header.of(row, Holds::Recommendation),
        );
        let block = Block::of(&header, row);
        match self.sort(&header, row, number, words) {
            Sort::New => self.begin_entry(&header, row, block),
            Sort::GoesOn => self.go_on(block),
            Sort::Broken => self.mend(&header, row, block),
        }
    }

    /// A row of one cell that names an addressee holds for the rows after it.
    fn heading_row(&mut self, row: &TableRow, only: usize, header: &Header) -> bool {
        let text = row.cell(only);
        if self.heading(text) {
            return true;
        }
        let is_number = header.at(Holds::Number) == Some(only) && looks_like_a_number(text);
        let says = [
            Holds::Both,
            Holds::Action,
            Holds::Response,
            Holds::Owner,
            Holds::Target,
            Holds::Status,
        ];
        let is_said = says.iter().any(|holds| header.at(*holds) == Some(only));
        let is_words = header.at(Holds::Recommendation) == Some(only) && only > 0;
        if is_number || is_said || is_words {
            return false;
        }
        let words = format!("`{}` heads rows and is not read", beginning(text, 60));
        self.reading.note(words, None, &row.place);
        true
    }

    /// Takes a heading that names an addressee: `West Kent PDU should:`.
    fn heading(&mut self, text: &str) -> bool {
        let text = text.trim().trim_end_matches(':').trim_end();
        let name = ["should", "will", "must"].iter().find_map(|word| {
            let name = text.strip_suffix(word)?;
            name.ends_with(' ').then(|| name.trim())
        });
        match name.filter(|name| !name.is_empty() && name.chars().count() <= 120) {
            Some(name) => {
                self.addressees = vec![name.to_owned()];
                true
            }
            None => false,
        }
    }

    fn sort(&self, header: &Header, row: &TableRow, number: &str, words: &str) -> Sort {
        let Some(last) = self.entries.last() else {
            return Sort::New;
        };
        let answer = header.of(row, Holds::Answer);
        if !number.is_empty() {
            let same = Some(plain(number))
                == last
                    .about
                    .number
                    .as_deref()
                    .or(last.about.reference.as_deref())
                    .map(plain);
            let says_no_other =
                words.is_empty() || Some(folded(words)) == last.about.words.as_deref().map(folded);
            return if same && says_no_other {
                Sort::GoesOn
            } else {
                Sort::New
            };
        }
        if words.is_empty() {
            return if begins_in_the_middle(row, header, last) {
                Sort::Broken
            } else {
                Sort::GoesOn
            };
        }
        if Some(folded(words)) == last.about.words.as_deref().map(folded) {
            return Sort::GoesOn;
        }
        let is_mid_sentence = last
            .about
            .words
            .as_deref()
            .is_some_and(|before| is_open(before, words));
        // Where the others are numbered, words without a number and an answer go on with those before.
        if answer.is_empty()
            && header.at(Holds::Number).is_some()
            && last.about.number.is_some()
            && is_mid_sentence
        {
            return Sort::Broken;
        }
        Sort::New
    }

    fn begin_entry(&mut self, header: &Header, row: &TableRow, block: Block) {
        let (mut number, mut words) = (
            header.of(row, Holds::Number).to_owned(),
            header.of(row, Holds::Recommendation).to_owned(),
        );
        if number.is_empty()
            && let Some((printed, rest)) = numbered(&words)
        {
            (number, words) = (printed, rest);
        }
        let is_reference = number.contains('/') && !number.contains(' ');
        let addressee = header.of(row, Holds::Addressee);
        let named = Named {
            reference: Some(number.clone()).filter(|_| is_reference),
            number: Some(number).filter(|number| !number.is_empty() && !is_reference),
            words: Some(on_lines(&words)).filter(|words| !words.is_empty()),
            addressees: match addressee {
                "" => self.addressees.clone(),
                name => vec![name.replace('\n', " ")],
            },
            ..Named::default()
        };
        self.entries.push(Entry {
            about: named,
            answer: header.of(row, Holds::Answer).to_owned(),
            reason: header.of(row, Holds::Reason).to_owned(),
            blocks: vec![block],
            place: row.place.clone(),
        });
    }

    /// A further row of the last recommendation: with an owner or a date it is a step of its own.
    fn go_on(&mut self, mut block: Block) {
        let last = self.entries.last_mut().expect("there is one to go on with");
        if block.is_empty() {
            return;
        }
        match last.blocks.last_mut() {
            Some(before) if block.is_words_alone() => before.goes_on(block, "\n"),
            _ => last.blocks.push(block),
        }
    }

    /// A row that was broken over a page in the middle of a sentence.
    fn mend(&mut self, header: &Header, row: &TableRow, block: Block) {
        let last = self.entries.last_mut().expect("there is one to go on with");
        let words = header.of(row, Holds::Recommendation);
        if let Some(before) = last.about.words.as_mut().filter(|_| !words.is_empty()) {
            before.push(' ');
            before.push_str(&on_lines(words));
        }
        if let Some(before) = last.blocks.last_mut() {
            before.goes_on(block, " ");
        }
        let at = self.entries.len() - 1;
        let words = "a row that was broken over a page was put together".to_owned();
        self.reading.note(words, Some(at), &row.place);
    }
}

/// Tells whether a table without a header goes on with the plan: its rows answer in the plan's words in the
/// plan's column; or, where nothing stands between the two, all of them go on with the last recommendation.
fn goes_on(table: &Table, header: &Header, entries: &[Entry], follows: bool) -> bool {
    if table.rows.iter().any(|row| row.cells.len() > header.width) {
        return false;
    }
    let begins = |row: &&TableRow| {
        let named = [Holds::Number, Holds::Recommendation];
        named.iter().any(|holds| !header.of(row, *holds).is_empty())
    };
    let begun: Vec<&TableRow> = table.rows.iter().filter(begins).collect();
    let is_answered = |row: &TableRow| {
        let cell = header.of(row, Holds::Answer);
        let known = super::answer::read(cell).is_some_and(|read| read.answer.is_some());
        let used = |entry: &Entry| !cell.is_empty() && folded(&entry.answer) == folded(cell);
        known || entries.iter().any(used)
    };
    let has_words = |row: &TableRow| !header.of(row, Holds::Recommendation).is_empty();
    let is_numbered = |row: &TableRow| looks_like_a_number(header.of(row, Holds::Number));
    if header.at(Holds::Answer).is_some() {
        let answers = |row: &&TableRow| is_answered(row) && (has_words(row) || is_numbered(row));
        return begun.iter().any(answers) || begun.is_empty() && follows;
    }
    let is_one = |row: &&TableRow| is_numbered(row) || header.at(Holds::Number).is_none();
    follows
        && table.rows.iter().any(|row| row.cells.len() == header.width)
        && begun.iter().all(is_one)
}

/// What a row is to the one before it.
enum Sort {
    New,
    GoesOn,
    Broken,
}

/// Tells whether all that a row says goes on in the middle of the sentence before it: a step of its own has
/// a date.
fn begins_in_the_middle(row: &TableRow, header: &Header, last: &Entry) -> bool {
    let says = [Holds::Both, Holds::Action, Holds::Response];
    let mut said = says.iter().map(|holds| header.of(row, *holds));
    let Some(cell) = said.find(|cell| !cell.is_empty()) else {
        return false;
    };
    let before = last.blocks.last().map_or("", Block::last_words);
    header.of(row, Holds::Target).is_empty()
        && is_open(before, cell)
        && super::markers::marker(cell).is_none()
}

/// Tells whether words go on with those before them.
fn is_open(before: &str, words: &str) -> bool {
    let ended = before.ends_with(['.', '!', '?', ';', ':']);
    !ended && words.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(')
}

fn plain(number: &str) -> &str {
    number.trim().trim_end_matches(['.', ')', ':'])
}

/// A number of a row: short, with a digit, or a reference.
fn looks_like_a_number(text: &str) -> bool {
    text.chars().count() <= 40
        && text.chars().any(|c| c.is_ascii_digit())
        && text.split_whitespace().count() <= 3
}

/// Parts the number from the words of a recommendation: `1. check …`, `Recommendation 1: check …`.
fn numbered(words: &str) -> Option<(String, String)> {
    let lower = words.to_lowercase();
    let bare = ["recommendation ", "rec "].iter().find_map(|word| {
        lower
            .starts_with(word)
            .then(|| words.get(word.len()..))
            .flatten()
    });
    let text = bare.unwrap_or(words);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = text.split_at(digits);
    let rest_begins = rest
        .strip_prefix(['.', ')', ':'])
        .or(bare.and(Some(rest)))?;
    let parted = rest_begins.starts_with([' ', '\n', '\t']);
    (digits > 0 && digits <= 3 && parted)
        .then(|| (number.to_owned(), rest_begins.trim().to_owned()))
}

/// Joins the lines of a recommendation that were broken by the width of a cell; nested items stay lines.
fn on_lines(words: &str) -> String {
    super::cell::paragraphs(words).join("\n")
}

/// A row of column numbers or of dashes: `1 | 2 | 3`.
fn is_a_rule(row: &TableRow) -> bool {
    let is_count = |(at, cell): (usize, &String)| *cell == (at + 1).to_string();
    let is_line = |cell: &String| {
        cell.chars()
            .all(|c| matches!(c, '-' | ':' | '–' | '—' | '_'))
    };
    row.cells.len() > 2 && row.cells.iter().enumerate().all(is_count)
        || row.cells.iter().all(is_line)
}
