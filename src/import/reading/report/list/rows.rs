//! The rows of a table of recommendations, as items of the list.

use super::super::headings;
use super::super::item::Open;
use super::super::tables::{Table, TableRow, continued};
use super::super::{columns::Column, joint, markers, note, repairs};
use super::{Reader, lost_list};

impl Reader<'_> {
    /// Reads the table that begins on a line, or what of it stands from there on; returns how many
    /// lines it took. Its words are no part of an item before it.
    pub(super) fn table(&mut self, at: usize) -> usize {
        let pages = self.pages;
        let Some(table) = pages.table(at) else {
            return 1;
        };
        self.close();
        let end = table.range.end.min(self.rules.end);
        let listed = table.is_of_recommendations() && (table.headed || self.may_list(table));
        let from = self.list.items.len();
        if listed {
            let own = table.rows.iter().filter(|row| (at..end).contains(&row.at));
            own.for_each(|row| self.row(table, row));
            self.close();
        }
        if self.list.items.len() == from {
            self.leave_table_out(table, at);
        }
        (self.gap, self.strays) = (true, 0);
        end - at
    }

    /// A table without a head lists recommendations where each row has a number or names whom it asks.
    fn may_list(&self, table: &Table) -> bool {
        let addressed = table.has(&Column::Addressee) || self.heading.is_some();
        self.rules.in_section && table.has(&Column::Number) && (addressed || self.rules.bare_items)
            || self.rules.in_section && table.has(&Column::Addressee)
    }

    fn leave_table_out(&mut self, table: &Table, at: usize) {
        let line = &self.pages.lines[at];
        let first: String = line.text.replace('\t', " | ").chars().take(60).collect();
        let words = format!("the table that begins with `{first}` was left out");
        let empty = self.list.items.is_empty() || self.heading.is_some() && self.block.count == 0;
        if empty && table.is_wordy() && self.rules.in_section {
            self.block.count += 1;
            self.list.questions.push(lost_list(&words, line));
        } else {
            self.list.notes.push(note(words, line));
        }
    }

    fn row(&mut self, table: &Table, row: &TableRow) {
        let number = table.cell(row, &Column::Number);
        let words = table.cell(row, &Column::Recommendation);
        match (number, words) {
            _ if self.is_heading_row(table, row) => {}
            (None, None) => self.row_goes_on(table, row, ""),
            (None, Some(words)) if self.is_rest(table, row, words) => {
                self.row_goes_on(table, row, words)
            }
            (number, words) => self.row_of_items(table, row, number, words.unwrap_or_default()),
        }
    }

    /// A row with one cell may head those below it: `HMPPS should:`, `Public protection`.
    fn is_heading_row(&mut self, table: &Table, row: &TableRow) -> bool {
        let Some(only) = row.banner() else {
            return false;
        };
        let line = &self.pages.lines[row.at];
        let words = repairs::spaced(only);
        let heading =
            headings::read(&words, true).or_else(|| headings::read_name_alone(&words, true));
        if let Some(heading) = heading {
            self.begin_block(heading, row.at, 1);
            return true;
        }
        let first = row.cells.first().is_some_and(|cell| !cell.is_empty());
        let theme = first && table.columns.first() != Some(&Column::Recommendation);
        if theme {
            self.close();
            let said =
                format!("`{words}` stands above rows of the table and is kept in this note only");
            self.list.notes.push(note(said, line));
        }
        theme
    }

    /// A row without a number in a table that has them goes on with the row before it.
    fn is_rest(&self, table: &Table, row: &TableRow, words: &str) -> bool {
        let open = self.open.is_some();
        let numbered = table.has(&Column::Number);
        let unfinished = self.open.as_ref().is_some_and(|open| !open.is_complete());
        open && (numbered
            || row.banner().is_some() && unfinished && words.starts_with(char::is_lowercase))
    }

    fn row_goes_on(&mut self, table: &Table, row: &TableRow, words: &str) {
        let others = table.others(row);
        let owner = table.cell(row, &Column::Addressee).map(repairs::spaced);
        let Some(open) = &mut self.open else {
            let line = &self.pages.lines[row.at];
            self.list
                .notes
                .push(note("a row without a recommendation was left out", line));
            return;
        };
        if !words.is_empty() {
            open.goes_on(|before| continued(before, &lines(words)));
        }
        let rest: Vec<String> = owner.into_iter().chain(others).collect();
        if !rest.is_empty() {
            open.notes
                .push(format!("a row below it goes on with `{}`", rest.join("; ")));
        }
    }

    /// Begins the item of a row; several where its words are a list of their own.
    fn row_of_items(&mut self, table: &Table, row: &TableRow, number: Option<&str>, words: &str) {
        let listed = number.is_none() && is_list(words);
        let parts: Vec<&str> = match listed {
            true => words.lines().collect(),
            false => vec![words],
        };
        let others = table
            .others(row)
            .map(|words| format!("the table says beside it: {words}"));
        for part in parts {
            let (printed, words) = numbered(number, part);
            self.begin(row.at, printed, "", others.clone());
            self.address(table, row, words);
            if let Some(open) = &mut self.open {
                open.goes_on(|_| lines(words));
            }
        }
    }

    /// Whom a row asks: the heading above it says it, else its own cell, else its words.
    fn address(&mut self, table: &Table, row: &TableRow, words: &str) {
        let Some(open) = &mut self.open else { return };
        let first = words.lines().next().unwrap_or_default();
        let headed = headings::read(first, false).map(|heading| heading.addressees);
        let merged = table.owner_above(row);
        let owner = table.cell(row, &Column::Addressee);
        if let Some(above) = merged.filter(|_| owner.is_none() && headed.is_none())
            && !open.is_addressed()
        {
            let said = "its row names nobody; whom it asks was taken from the row above";
            open.notes.push(said.to_owned());
            open.ask(split_lines(above));
            return;
        }
        match (owner, headed) {
            (Some(owner), _) if open.is_addressed() => {
                let owner = repairs::spaced(owner);
                open.notes
                    .push(format!("the table names `{owner}` beside it"));
            }
            (Some(owner), _) => open.ask(split_lines(owner)),
            (None, Some(headed)) if !open.is_addressed() => open.ask(headed),
            (None, _) => {}
        }
    }
}

fn split_lines(owner: &str) -> Vec<String> {
    owner.lines().flat_map(joint::split_joint).collect()
}

/// Tells whether every line of a cell begins an item of its own.
fn is_list(words: &str) -> bool {
    words.lines().count() >= 2
        && words
            .lines()
            .all(|line| markers::marked(line).is_some_and(|(_, rest)| !rest.is_empty()))
}

/// Parts the number from the words: it stands in its own cell, or before them.
fn numbered<'w>(cell: Option<&str>, words: &'w str) -> (Option<String>, &'w str) {
    if let Some(cell) = cell {
        let number = cell
            .trim_start_matches("Recommendation ")
            .trim_end_matches(['.', ')', ':']);
        return (Some(number.trim_start_matches('(').to_owned()), words);
    }
    match markers::marked(words) {
        Some((markers::Marker::Number(printed, _, style), rest))
            if style != markers::Style::Bare && !rest.is_empty() =>
        {
            (Some(printed), rest)
        }
        Some((markers::Marker::Letter(letter), rest)) => (Some(letter), rest),
        Some((markers::Marker::Bullet(_), rest)) => (None, rest),
        _ => (None, words),
    }
}

/// The lines of a cell, each with single spaces.
pub(in super::super) fn lines(cell: &str) -> String {
    let lines: Vec<String> = cell.lines().map(repairs::spaced).collect();
    lines.join("\n")
}

impl Open {
    /// Tells whether it is known whom it asks.
    fn is_addressed(&self) -> bool {
        !self.addressees().is_empty()
    }
}
