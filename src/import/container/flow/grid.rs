//! A table by rows and columns, and the judgement whether it is one.

use std::cell::Cell as Count;
use std::rc::Rc;

use super::{Block, Paragraph};

/// A cell that claims more columns is not believed.
const WIDEST: usize = 100;
/// No table of words is wider; what stands beyond goes to the last column.
const MOST_COLUMNS: usize = 500;
/// Cells may reach over others, but an empty cell costs room as well.
const MOST_REACHED: usize = 500_000;

/// How many more cells of a document may stay empty because others reach over them.
#[derive(Clone, Debug)]
pub(super) struct Room(Rc<Count<usize>>);

impl Default for Room {
    fn default() -> Self {
        Room(Rc::new(Count::new(MOST_REACHED)))
    }
}

impl Room {
    /// Takes room for some cells: as much as there is.
    fn take(&self, wanted: usize) -> usize {
        let taken = wanted.min(self.0.get());
        self.0.set(self.0.get() - taken);
        taken
    }
}

/// One cell of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub blocks: Vec<Block>,
}

impl Cell {
    /// Returns its paragraphs as lines; of a table inside it each row is one.
    pub fn text(&self) -> String {
        let lines = self.blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph, _) => paragraph.text.clone(),
            // Tables nest no deeper than `DEEPEST`, so this goes no deeper either.
            Block::Table(grid) => grid.text(),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph, _) => Some(paragraph),
            Block::Table(_) => None,
        })
    }

    fn holds_table(&self) -> bool {
        let tables = |block: &Block| matches!(block, Block::Table(_));
        self.blocks.iter().any(tables)
    }

    /// A heading with more under it: a part of a page, not a cell of a table.
    fn is_section(&self) -> bool {
        let mut paragraphs = self.paragraphs();
        let headed = paragraphs.by_ref().any(|paragraph| paragraph.heading);
        headed && paragraphs.next().is_some()
    }
}

/// What of a table was deleted by a tracked change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dropped {
    Nothing,
    Cell,
    Row,
}

/// A table while it is read, and afterwards.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Which table of the document it is, from 1
    pub number: usize,
    /// Its rows, each with its cells by column
    pub rows: Vec<Vec<Cell>>,
    /// For how many more rows a cell from above reaches down, by column
    reaching: Vec<usize>,
    room: Room,
    /// The column that words go to
    column: usize,
    /// Whether words that come now are left out
    pub dropped: Dropped,
}

impl Grid {
    pub fn new(number: usize, room: Room) -> Self {
        Grid {
            number,
            rows: Vec::new(),
            reaching: Vec::new(),
            room,
            column: 0,
            dropped: Dropped::Nothing,
        }
    }

    pub fn begin_row(&mut self) {
        self.rows.push(Vec::new());
        self.dropped = Dropped::Nothing;
        self.fill_from_above();
    }

    /// Cells that reach down from a row above leave their columns empty.
    fn fill_from_above(&mut self) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        while let Some(left) = self.reaching.get_mut(row.len()) {
            if *left == 0 || self.room.take(1) == 0 {
                break;
            }
            *left -= 1;
            row.push(Cell::default());
        }
    }

    pub fn begin_cell(&mut self, columns: usize, rows: usize) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        self.fill_from_above();
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        if row.len() >= MOST_COLUMNS {
            return;
        }
        self.column = row.len();
        if self.dropped == Dropped::Cell {
            self.dropped = Dropped::Nothing;
        }
        for _ in 0..1 + self.room.take(columns.clamp(1, WIDEST) - 1) {
            let at = row.len();
            row.push(Cell::default());
            if rows > 1 {
                self.reaching.resize(self.reaching.len().max(at + 1), 0);
                self.reaching[at] = rows - 1;
            }
        }
        self.fill_from_above();
    }

    /// Lets the cell that was begun last reach over more columns.
    pub fn widen_cell(&mut self, columns: usize) {
        if let Some(row) = self.rows.last_mut() {
            let most = MOST_COLUMNS.saturating_sub(row.len()).min(WIDEST);
            let count = self.room.take(columns.min(most));
            row.extend(std::iter::repeat_with(Cell::default).take(count));
        }
    }

    /// Adds to the cell that was begun last; words outside any cell begin one.
    pub fn add(&mut self, block: Block) {
        if self.dropped != Dropped::Nothing {
            return;
        }
        if self.rows.last().is_none_or(Vec::is_empty) {
            self.begin_cell(1, 1);
        }
        let column = self.column;
        if let Some(row) = self.rows.last_mut() {
            let at = column.min(row.len().saturating_sub(1));
            row[at].blocks.push(block);
        }
    }

    /// A table of one column, or a small one whose cells are parts of a page.
    pub fn only_arranges(&self) -> bool {
        let used = |column: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.any(|cell| !cell.is_empty())
        };
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let columns = (0..widest).filter(|&column| used(column)).count();
        let mut cells = self.rows.iter().flatten();
        // A plan of three columns may hold tables and headings in its cells and is still a plan.
        let small = self.rows.len() <= 3 && columns <= 2;
        columns <= 1
            || small
                && (self.is_pair() || cells.any(|cell| cell.holds_table() || cell.is_section()))
    }

    /// One row with two columns of running text side by side.
    fn is_pair(&self) -> bool {
        let mut rows = self
            .rows
            .iter()
            .filter(|row| row.iter().any(|cell| !cell.is_empty()));
        let (Some(row), None) = (rows.next(), rows.next()) else {
            return false;
        };
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let items = |cell: &Cell| cell.paragraphs().filter(|paragraph| paragraph.item).count();
        filled == 2 && row.iter().any(|cell| items(cell) > 1)
    }

    /// Returns the blocks of all cells, each with its place.
    pub fn unrolled(self) -> Vec<Block> {
        let number = self.number;
        let mut blocks = Vec::new();
        for (at, row) in (1..).zip(self.rows) {
            for block in row.into_iter().flat_map(|cell| cell.blocks) {
                blocks.push(match block {
                    Block::Paragraph(paragraph, None) => {
                        Block::Paragraph(paragraph, Some((number, at)))
                    }
                    other => other,
                });
            }
        }
        blocks
    }

    /// Returns the words of a table that stands in a cell: each row is a line.
    fn text(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| cell.text().replace('\n', " "));
            let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
            cells.join(" ")
        });
        let rows: Vec<String> = rows.filter(|row| !row.is_empty()).collect();
        rows.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_reach_over_others_take_no_more_room_than_there_is() {
        let mut grid = Grid::new(1, Room::default());
        for _ in 0..20_000 {
            grid.begin_row();
            (0..5).for_each(|_| grid.begin_cell(100, 65_534));
            (0..5).for_each(|_| grid.widen_cell(100));
        }
        let cells: usize = grid.rows.iter().map(Vec::len).sum();
        assert!(cells <= MOST_REACHED + 20_000 * 5, "{cells}");
        assert!(
            grid.rows
                .iter()
                .all(|row| row.len() <= MOST_COLUMNS + WIDEST)
        );
    }
}
