//! The text of a tagged file: its blocks with the words that their content draws.

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, Content, Kind};
use super::cells;
use super::page::Page;
use super::piece::Piece;
use super::printed::{Printed, Role};

/// The pieces of a file by the content they are part of.
pub(super) struct Contents<'a> {
    pages: &'a [Page],
    pieces: HashMap<Content, Vec<&'a Piece>>,
    /// Where the columns of tables end, as far as words reach
    ends: HashMap<(usize, usize), f32>,
}

impl<'a> Contents<'a> {
    /// Sorts the pieces of all pages.
    pub fn of(pages: &'a [Page]) -> Self {
        let mut pieces: HashMap<Content, Vec<&Piece>> = HashMap::new();
        for page in pages {
            for piece in page.drawn.pieces.iter().filter(|piece| !piece.artifact) {
                if let Some(number) = piece.content {
                    pieces.entry((page.number, number)).or_default().push(piece);
                }
            }
        }
        Contents {
            pages,
            pieces,
            ends: HashMap::new(),
        }
    }

    /// Measures how far the words of each column of a table reach, so that a line that ends early
    /// in a cell is known.
    pub fn measure(&mut self, blocks: &[Block], on: &HashSet<usize>) {
        let rows = blocks.iter().filter_map(|block| block.row.as_ref());
        let mut ends: HashMap<(usize, usize), f32> = HashMap::new();
        for (table, cells) in rows {
            for (column, cell) in cells.iter().enumerate() {
                let lines = cell.iter().flat_map(|block| self.read(&block.words, on));
                let right = lines.map(|line| line.right).fold(0.0, f32::max);
                let end = ends.entry((*table, column)).or_insert(0.0);
                *end = end.max(right);
            }
        }
        self.ends = ends;
    }

    /// Finds the pages of which the tags tell all that is printed, but for headers and footers.
    pub fn trusted(&self, blocks: &[Block], furniture: &HashSet<(usize, usize)>) -> HashSet<usize> {
        let told: HashSet<Content> = blocks.iter().flat_map(Block::contents).collect();
        let is_told = |page: &Page, piece: &Piece| {
            let content = piece.content.map(|number| (page.number, number));
            piece.artifact
                || content.is_some_and(|content| told.contains(&content))
                || !piece.text.chars().any(char::is_alphanumeric)
                || furniture.contains(&(page.number, page.line_at(piece.baseline)))
        };
        let all_told = |page: &&Page| page.drawn.pieces.iter().all(|piece| is_told(page, piece));
        let has_told = |page: &&Page| page.drawn.pieces.iter().any(|piece| !piece.artifact);
        let trusted = self.pages.iter().filter(all_told).filter(has_told);
        trusted.map(|page| page.number).collect()
    }

    /// Reads a block: its lines, one with cells for a row. Those on other pages are left out.
    pub fn lines(&self, block: &Block, on: &HashSet<usize>) -> Vec<Printed> {
        let begins = block.kind != Kind::Item;
        let mut lines = match &block.row {
            Some((table, cells)) => self.row(*table, cells, on).into_iter().collect(),
            None => self.paragraph(block, on),
        };
        for (at, line) in lines.iter_mut().enumerate() {
            line.begins = Some(at == 0 && begins);
            line.role = match block.kind {
                Kind::Heading => Role::Heading,
                Kind::Note => Role::Footnote,
                Kind::Text | Kind::Item => Role::Text,
            };
        }
        lines
    }

    fn row(&self, table: usize, cells: &[Vec<Block>], on: &HashSet<usize>) -> Option<Printed> {
        let cells: Vec<Vec<Printed>> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let end = self.ends.get(&(table, column)).copied().unwrap_or(0.0);
                let lines = cell.iter().flat_map(|block| self.cell_block(block, on));
                let lines = lines.map(|line| Printed {
                    column: (line.left, end),
                    ..line
                });
                without_repeats(lines.collect())
            })
            .collect();
        let all = || cells.iter().flatten();
        let first = all().next()?.clone();
        let words: Vec<String> = cells.iter().map(|lines| cells::words(lines)).collect();
        Some(Printed {
            text: words.join("\t"),
            bold: all().all(|line| line.bold),
            row: Some((table, words)),
            ..first
        })
    }

    fn cell_block(&self, block: &Block, on: &HashSet<usize>) -> Vec<Printed> {
        let mut lines = self.paragraph(block, on);
        if let Some(first) = lines.first_mut() {
            first.begins = Some(true);
        }
        lines
    }

    /// Reads the lines of a paragraph; the label stands before the first.
    fn paragraph(&self, block: &Block, on: &HashSet<usize>) -> Vec<Printed> {
        let mut lines = self.read(&block.words, on);
        let label = self.read(&block.label, on);
        let Some(label) = label.into_iter().next() else {
            return lines;
        };
        match lines.first_mut() {
            Some(first) => {
                // Some programs repeat the label as the first of the words.
                if !first.text.starts_with(label.text.as_str()) {
                    first.text = format!("{} {}", label.text, first.text);
                }
                first.left = first.left.min(label.left);
                (first.page, first.number) = (label.page, label.number);
            }
            None => lines.push(label),
        }
        lines
    }

    /// Reads content in its own order: a line ends where the next piece stands lower or higher.
    fn read(&self, contents: &[Content], on: &HashSet<usize>) -> Vec<Printed> {
        let mut lines: Vec<(usize, Vec<&Piece>)> = Vec::new();
        let read = contents.iter().filter(|(page, _)| on.contains(page));
        for &(page, number) in read {
            for piece in self.pieces.get(&(page, number)).into_iter().flatten() {
                let goes_on = lines
                    .last_mut()
                    .filter(|(last, line)| *last == page && is_level(line, piece));
                match goes_on {
                    Some((_, line)) => line.push(piece),
                    None => lines.push((page, vec![piece])),
                }
            }
        }
        let printed = |(page, pieces): (usize, Vec<&Piece>)| {
            let line = Printed::of(pieces, page)?;
            let on = &self.pages[page - 1];
            Some(Printed {
                number: on.line_at(line.baseline),
                ..line
            })
        };
        lines.into_iter().filter_map(printed).collect()
    }
}

/// The head of a table comes again on each page that the table goes over; once is enough.
fn without_repeats(lines: Vec<Printed>) -> Vec<Printed> {
    let mut pages = lines.chunk_by(|a, b| a.page == b.page);
    let Some(first) = pages.next() else {
        return lines;
    };
    let again = |page: &&[Printed]| {
        let same = page.iter().zip(first).all(|(a, b)| a.text == b.text);
        same && page.len() == first.len()
    };
    let others = pages.filter(|page| !again(page)).flatten();
    first.iter().chain(others).cloned().collect()
}

/// Tells whether a piece goes on a line: as high, or raised or lowered and small.
fn is_level(line: &[&Piece], piece: &Piece) -> bool {
    let large = |a: &&&Piece, b: &&&Piece| a.size.total_cmp(&b.size);
    let Some(base) = line.iter().rev().take(40).max_by(large) else {
        return true;
    };
    let apart = (piece.baseline - base.baseline).abs();
    let (less, more) = (piece.size.min(base.size), piece.size.max(base.size));
    let small = less < 0.9 * more;
    apart < 0.3 * less || small && apart < 0.6 * more
}
