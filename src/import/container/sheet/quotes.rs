//! Quotation marks in tables as text that open no cell: `"Think first" training`. Taken for the beginning of a
//! cell, one would swallow what follows, be it rows; so it is found, and read as it stands.

use std::borrow::Cow;
use std::ops::Range;

/// A table as text whose stray quotation marks are written so that they are read as words.
pub(super) struct Mended<'t> {
    pub(super) text: Cow<'t, str>,
    /// The lines that held one, from 1
    pub(super) lines: Vec<usize>,
}

/// Finds the stray quotation marks. Lines end in `\n` alone; `usual` is the number of cells that most rows have.
pub(super) fn mended(text: &str, separator: u8, usual: usize) -> Mended<'_> {
    let mut table = Table {
        text,
        separator,
        usual,
        counted: (0..0, false),
    };
    let mut mended = String::new();
    let mut lines = Vec::new();
    let (mut kept, mut at, mut line) = (0, 0, 1);
    while at < text.len() {
        let cell = table.cell(at);
        if let Opening::Stray = cell.opening {
            mended += &text[kept..at];
            mended += &format!("\"{}\"", text[at..cell.end].replace('"', "\"\""));
            kept = cell.end;
            lines.push(line);
        }
        // The separator or the line end behind the cell is passed over.
        let next = (cell.end + 1).min(text.len());
        line += text[at..next].matches('\n').count();
        at = next;
    }
    lines.dedup();
    let text = if lines.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(mended + &text[kept..])
    };
    Mended { text, lines }
}

struct Table<'t> {
    text: &'t str,
    separator: u8,
    usual: usize,
    /// The line that was counted last, and whether it has the usual number of cells
    counted: (Range<usize>, bool),
}

struct Cell {
    opening: Opening,
    /// Where the separator or the line end behind it stands
    end: usize,
}

enum Opening {
    /// It is read as the reader of tables has it
    Usual,
    /// Its quotation marks are words
    Stray,
}

impl Table<'_> {
    /// Finds the end of the cell that begins at a place.
    fn cell(&mut self, at: usize) -> Cell {
        let usual = |end| Cell {
            opening: Opening::Usual,
            end,
        };
        if self.text.as_bytes()[at] != b'"' {
            return usual(self.end_from(at));
        }
        // What is never closed the reader of the rows refuses.
        let Some(closing) = self.closing(at + 1) else {
            return usual(self.text.len());
        };
        let end = self.end_from(closing);
        let is_whole = self.text[closing + 1..end].trim().is_empty();
        let within = &self.text[at..closing];
        let is_stray = match (is_whole, within.contains('\n')) {
            (true, false) => false,
            (true, true) => self.swallows_rows(at, end),
            (false, _) => true,
        };
        if !is_stray {
            return usual(end);
        }
        let is_cell = !within.contains('\n') && !self.has_usual_cells(at);
        Cell {
            opening: Opening::Stray,
            end: if is_cell { end } else { self.end_from(at) },
        }
    }

    /// Where a plain cell ends.
    fn end_from(&self, at: usize) -> usize {
        let ends = |&byte: &u8| byte == self.separator || byte == b'\n';
        let found = self.text.as_bytes()[at..].iter().position(ends);
        found.map_or(self.text.len(), |found| at + found)
    }

    /// Where the mark stands that closes a cell; two of them are one of its words.
    fn closing(&self, mut at: usize) -> Option<usize> {
        loop {
            at += self.text[at..].find('"')?;
            if self.text.as_bytes().get(at + 1) != Some(&b'"') {
                return Some(at);
            }
            at += 2;
        }
    }

    /// Tells whether each line over which a cell reaches would be a row by itself.
    fn swallows_rows(&self, at: usize, end: usize) -> bool {
        let first = self.line_of(at).start;
        let last = self.line_of(end).end;
        let mut lines = self.text[first..last].split('\n');
        self.usual >= 3 && lines.all(|line| self.cells(line) == self.usual)
    }

    /// Tells whether the line of a place has as many cells as most. Each line is counted once.
    fn has_usual_cells(&mut self, at: usize) -> bool {
        if !self.counted.0.contains(&at) {
            let line = self.line_of(at);
            let is_usual = self.cells(&self.text[line.clone()]) == self.usual;
            self.counted = (line, is_usual);
        }
        self.counted.1
    }

    fn cells(&self, line: &str) -> usize {
        let separators = line.bytes().filter(|&byte| byte == self.separator);
        separators.count() + 1
    }

    fn line_of(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..].find('\n');
        start..end.map_or(self.text.len(), |end| at + end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        mended(text, b',', 4).lines
    }

    #[test]
    fn marks_that_fit_their_cells_are_left_as_they_are() {
        for text in [
            "1,\"one, two\",Head,x\n",
            "1,\"one\ntwo, three\n\nfour\",Head,x\n",
            "1,\"say \"\"now\"\"\",\"\",x\n",
            "1,6\" screens,Head,x\n2,\"one\" ,Head,x\n",
            "1,\"never closed,Head,x\n2,two,Head,x\n",
        ] {
            assert_eq!(lines(text), [0; 0], "{text}");
            assert_eq!(mended(text, b',', 4).text, text);
        }
    }

    #[test]
    fn a_mark_that_opens_no_cell_is_written_as_a_word() {
        for (text, means, line) in [
            (
                "1,\"Think first\" training,Head,x\n",
                "1,\"\"\"Think first\"\" training\",Head,x\n",
                1,
            ),
            // A separator between the marks parts nothing where the row would have too many cells.
            (
                "1,\"Think, then\" training,Head,x\n",
                "1,\"\"\"Think, then\"\" training\",Head,x\n",
                1,
            ),
            (
                "1,one,Head,x\n2,\"Think first,Head,x\n3,\"three\",Head,x\n",
                "1,one,Head,x\n2,\"\"\"Think first\",Head,x\n3,\"three\",Head,x\n",
                2,
            ),
            (
                "1,\"Think first,Head,x\n2,two,Head,x\n3,over 6\",Head,x\n",
                "1,\"\"\"Think first\",Head,x\n2,two,Head,x\n3,over 6\",Head,x\n",
                1,
            ),
        ] {
            let found = mended(text, b',', 4);
            assert_eq!((found.text.as_ref(), found.lines), (means, vec![line]));
        }
    }

    #[test]
    fn many_stray_marks_take_no_more_time_than_their_length() {
        let text = "1,\"stray,Head,x\n".repeat(200_000) + "1,\"one\",Head,x\n";
        assert_eq!(lines(&text).len(), 200_000);
        let text = "\"a\"b,".repeat(200_000);
        assert_eq!(lines(&text), [1]);
    }
}
