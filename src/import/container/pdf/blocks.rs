//! The blocks of a tagged file: paragraphs, items and rows, each with the content it is made of.

use super::tags::{Step, Tag};

/// A page and the number of a marked content on it.
pub(super) type Content = (usize, i32);

/// What stands in a block besides a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph
    #[default]
    Text,
    /// A heading
    Heading,
    /// An item of a list
    Item,
    /// A footnote
    Note,
}

/// A paragraph, or a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is
    pub kind: Kind,
    /// Its number or bullet
    pub label: Vec<Content>,
    /// Its words
    pub words: Vec<Content>,
    /// The table and the cells of a row, each with its paragraphs
    pub row: Option<(usize, Vec<Vec<Block>>)>,
}

impl Block {
    fn is_empty(&self) -> bool {
        self.label.is_empty() && self.words.is_empty() && self.row.is_none()
    }

    /// Returns all content of the block.
    pub fn contents(&self) -> Vec<Content> {
        let cells = self.row.iter().flat_map(|(_, cells)| cells).flatten();
        let inside = cells.flat_map(|block| block.label.iter().chain(&block.words));
        let own = self.label.iter().chain(&self.words);
        own.chain(inside).copied().collect()
    }
}

/// A table while its rows are read.
#[derive(Debug, Default)]
struct Table {
    number: usize,
    rows: Vec<Vec<Vec<Block>>>,
    /// For each column, how many further rows a cell above reaches into
    reach: Vec<usize>,
    /// Tables inside its cells that are open
    inner: usize,
    /// The column of the cell that is open
    cell: Option<usize>,
}

/// Reads the walk through a tree.
pub(super) fn blocks(steps: &[Step]) -> Vec<Block> {
    let mut reader = Reader::default();
    for step in steps {
        reader.step(*step);
    }
    reader.end_block();
    reader.end_notes();
    reader.blocks
}

#[derive(Debug, Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Block,
    /// Blocks that a footnote stands inside of
    around: Vec<Block>,
    notes: Vec<Block>,
    table: Option<Table>,
    tables: usize,
    /// How many labels are open
    labels: usize,
}

impl Reader {
    fn step(&mut self, step: Step) {
        match step {
            // The mark of a footnote is none of its words.
            Step::Content(..) if self.labels > 0 && self.is_in_note() => {}
            Step::Content(page, number) if self.labels > 0 => {
                self.open.label.push((page, number));
            }
            Step::Content(page, number) => self.open.words.push((page, number)),
            Step::Enter(tag) => self.enter(tag),
            Step::Leave(tag) => self.leave(tag),
        }
    }

    fn enter(&mut self, tag: Tag) {
        match tag {
            Tag::Inline => {}
            Tag::Label => {
                if !self.is_in_note() && !self.open.words.is_empty() {
                    self.end_block();
                }
                self.labels += 1;
            }
            Tag::Note => {
                self.around.push(std::mem::take(&mut self.open));
                self.open.kind = Kind::Note;
            }
            Tag::Table => self.begin_table(),
            Tag::Row if self.is_outer() => {
                self.end_block();
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Cell(columns, rows) if self.is_outer() => self.begin_cell(columns, rows),
            Tag::Block | Tag::Heading | Tag::Item | Tag::Row | Tag::Cell(..) => {
                self.break_block();
                match tag {
                    Tag::Heading => self.open.kind = Kind::Heading,
                    Tag::Item => self.open.kind = Kind::Item,
                    _ => {}
                }
            }
        }
    }

    fn leave(&mut self, tag: Tag) {
        match tag {
            Tag::Inline => {}
            Tag::Label => self.labels = self.labels.saturating_sub(1),
            Tag::Note => {
                let note = std::mem::take(&mut self.open);
                self.notes
                    .extend(Some(note).filter(|note| !note.is_empty()));
                self.open = self.around.pop().unwrap_or_default();
            }
            Tag::Table => self.end_table(),
            Tag::Cell(..) if self.is_outer() => {
                self.end_block();
                if let Some(table) = &mut self.table {
                    table.cell = None;
                }
            }
            Tag::Item | Tag::Heading => {
                self.end_block();
            }
            Tag::Block | Tag::Row | Tag::Cell(..) => self.break_block(),
        }
    }

    fn is_in_note(&self) -> bool {
        self.open.kind == Kind::Note
    }

    fn is_outer(&self) -> bool {
        self.table.as_ref().is_some_and(|table| table.inner == 0) && !self.is_in_note()
    }

    /// Ends a paragraph, if it has begun; a label waits for its words, and a footnote is one
    /// paragraph.
    fn break_block(&mut self) {
        let waits = self.open.words.is_empty();
        if !waits && !self.is_in_note() {
            self.end_block();
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.open);
        if block.kind == Kind::Note && !self.around.is_empty() {
            self.open = block;
            return;
        }
        if block.is_empty() {
            return;
        }
        match &mut self.table {
            Some(Table {
                rows,
                cell: Some(column),
                ..
            }) => {
                let cell = rows.last_mut().and_then(|row| row.get_mut(*column));
                cell.into_iter().for_each(|cell| cell.push(block.clone()));
            }
            _ => {
                self.blocks.push(block);
                self.end_notes();
            }
        }
    }

    fn end_notes(&mut self) {
        if self.table.is_none() {
            self.blocks.append(&mut self.notes);
        }
    }

    fn begin_table(&mut self) {
        self.break_block();
        match &mut self.table {
            Some(table) => table.inner += 1,
            None => {
                self.end_block();
                self.tables += 1;
                self.table = Some(Table {
                    number: self.tables,
                    ..Table::default()
                });
            }
        }
    }

    fn begin_cell(&mut self, columns: usize, rows: usize) {
        self.end_block();
        let Some(table) = &mut self.table else { return };
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let row = table.rows.last_mut().expect("a row was added");
        fill(row, &mut table.reach);
        table.cell = Some(row.len());
        for _ in 0..columns {
            let at = row.len();
            row.push(Vec::new());
            table.reach.resize(table.reach.len().max(at + 1), 0);
            table.reach[at] = rows.saturating_sub(1);
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = &mut self.table
            && table.inner > 0
        {
            table.inner -= 1;
            self.break_block();
            return;
        }
        self.end_block();
        let Some(table) = self.table.take() else {
            return;
        };
        let wide = table
            .rows
            .iter()
            .any(|row| row.iter().filter(|cell| !cell.is_empty()).count() > 1);
        for row in table.rows {
            match wide {
                true => self.blocks.push(Block {
                    row: Some((table.number, row)),
                    ..Block::default()
                }),
                // A table of one column is a box around text.
                false => self.blocks.extend(row.into_iter().flatten()),
            }
        }
        self.end_notes();
    }
}

/// Adds the cells that cells of rows above reach into.
fn fill(row: &mut Vec<Vec<Block>>, reach: &mut [usize]) {
    while let Some(left) = reach.get_mut(row.len()).filter(|left| **left > 0) {
        *left -= 1;
        row.push(Vec::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(tag: Tag, steps: &[Step]) -> Vec<Step> {
        [&[Step::Enter(tag)], steps, &[Step::Leave(tag)]].concat()
    }

    fn words(number: i32) -> Vec<Step> {
        vec![Step::Content(1, number)]
    }

    #[test]
    fn an_item_is_its_label_and_its_words() {
        let label = inside(Tag::Label, &words(1));
        let body = inside(Tag::Block, &inside(Tag::Block, &words(2)));
        let steps = inside(Tag::Block, &inside(Tag::Item, &[label, body].concat()));
        let blocks = blocks(&steps);
        assert_eq!(blocks.len(), 1);
        assert_eq!((blocks[0].label[0], blocks[0].words[0]), ((1, 1), (1, 2)));
    }

    #[test]
    fn a_footnote_inside_a_paragraph_comes_after_it() {
        let note = inside(
            Tag::Note,
            &[inside(Tag::Label, &words(2)), words(3)].concat(),
        );
        let steps = inside(Tag::Block, &[words(1), note, words(4)].concat());
        let blocks = blocks(&steps);
        assert_eq!(blocks[0].words, [(1, 1), (1, 4)]);
        assert_eq!(
            (blocks[1].kind, blocks[1].words.as_slice()),
            (Kind::Note, &[(1, 3)][..])
        );
    }

    #[test]
    fn cells_over_several_columns_and_rows_leave_the_others_empty() {
        let cell = |columns, rows, number| inside(Tag::Cell(columns, rows), &words(number));
        let first = inside(Tag::Row, &[cell(1, 2, 1), cell(2, 1, 2)].concat());
        let second = inside(Tag::Row, &[cell(1, 1, 3), cell(1, 1, 4)].concat());
        let blocks = blocks(&inside(Tag::Table, &[first, second].concat()));
        let filled = |at: usize| -> Vec<usize> {
            let (_, cells): &(usize, Vec<Vec<Block>>) = blocks[at].row.as_ref().unwrap();
            cells.iter().map(Vec::len).collect()
        };
        assert_eq!((filled(0), filled(1)), (vec![1, 1, 0], vec![0, 1, 1]));
    }

    #[test]
    fn a_table_of_one_column_is_text() {
        let row = inside(Tag::Row, &inside(Tag::Cell(1, 1), &words(1)));
        let blocks = blocks(&inside(Tag::Table, &row));
        assert!(blocks[0].row.is_none() && blocks[0].words == [(1, 1)]);
    }
}
