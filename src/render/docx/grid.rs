//! How wide the columns of a table are in print.

use super::letters;
use crate::document::{Column, Document, Layout, Place, Section};
use crate::render::paper::{self, Field, Numeric, bold};
use crate::render::widths::{self, Measure};

/// What stands beside the words of a cell, left and right together.
pub const PADDING: usize = 140;

/// A cell that needs more than this counts as if it needed this, or the whole list would be made
/// for one text.
const COUNTED: usize = 1000;

/// A column that needs no more than this on one line keeps it.
const SHORT: usize = 20;

/// So many rows show well enough how a list is best shared out.
const SHOWN: usize = 250;

/// The columns of one or of several tables. Tables of the same columns are parts of one list, and
/// their columns stand below each other.
pub struct Columns<'a> {
    /// The columns that are printed
    pub columns: Vec<&'a Column>,
    /// Which of them stand to the right
    pub right: Vec<bool>,
    measures: Vec<Measure>,
    /// What each heading needs to stand on one line
    headings: Vec<usize>,
    /// What each cell of each row needs
    needs: Vec<Vec<usize>>,
}

impl<'a> Columns<'a> {
    /// Measures the columns of every table of a document.
    pub fn of_all(document: &'a Document) -> Vec<Columns<'a>> {
        let mut all: Vec<Columns<'a>> = Vec::new();
        let numeric = Numeric::of(document);
        let is_table = |section: &&Section| section.layout == Layout::Table;
        for section in document.sections.iter().filter(is_table) {
            let place = all.iter().position(|columns| columns.are_of(section));
            let place = place.unwrap_or_else(|| {
                all.push(Columns::new(section, &numeric));
                all.len() - 1
            });
            let rows = paper::rows(section, Place::Pages);
            rows.iter().for_each(|row| all[place].measure(row));
        }
        all
    }

    /// Tells whether a section has these columns.
    pub fn are_of(&self, section: &Section) -> bool {
        self.columns == paper::columns(section, Place::Pages)
    }

    fn new(section: &'a Section, numeric: &Numeric) -> Columns<'a> {
        let columns = paper::columns(section, Place::Pages);
        let heading = |column: &&Column| {
            let (most, least) = letters::widest(&bold(column.heading));
            Measure { least, most }
        };
        let measures: Vec<Measure> = columns.iter().map(heading).collect();
        Columns {
            headings: measures.iter().map(|measure| measure.most).collect(),
            right: (columns.iter())
                .map(|column| paper::is_numeric(numeric, column))
                .collect(),
            measures,
            columns,
            needs: Vec::new(),
        }
    }

    fn measure(&mut self, row: &[Field<'_>]) {
        let mut needs = vec![0; self.measures.len()];
        for ((measure, need), field) in self.measures.iter_mut().zip(&mut needs).zip(row) {
            let (line, word) = letters::widest(&field.words);
            measure.most = measure.most.max(line);
            measure.least = measure.least.max(widths::least(field.cell, line, word));
            *need = line.min(COUNTED);
        }
        self.needs.push(needs);
    }

    /// Returns the widths that make the rows lowest in a room, given half an em of the letters.
    pub fn widths(&self, room: usize, half_em: usize) -> Vec<usize> {
        let mut shared = shared(&self.measures, room, half_em);
        let step = self.needs.len().div_ceil(SHOWN).max(1);
        let mut rows: Vec<&[usize]> = self.needs.iter().step_by(step).map(Vec::as_slice).collect();
        // The headings stand above some eight rows on each page.
        rows.extend(vec![self.headings.as_slice(); rows.len() / 8 + 1]);
        lower(&mut shared, &self.measures, &rows);
        stretched(printed(&shared, half_em), room)
    }
}

/// Returns the widths of columns that share a room by what each needs at most.
pub fn widths(measures: &[Measure], room: usize, half_em: usize) -> Vec<usize> {
    printed(&shared(measures, room, half_em), half_em)
}

fn shared(measures: &[Measure], room: usize, half_em: usize) -> Vec<usize> {
    let room = room.saturating_sub(PADDING * measures.len()) / half_em;
    widths::fit(measures, room).unwrap_or_else(|| squeezed(measures, room))
}

fn printed(widths: &[usize], half_em: usize) -> Vec<usize> {
    widths
        .iter()
        .map(|width| width * half_em + PADDING)
        .collect()
}

/// Makes a table that is nearly as wide as its page as wide as its page, by its widest column.
fn stretched(mut widths: Vec<usize>, room: usize) -> Vec<usize> {
    let sum: usize = widths.iter().sum();
    let missing = room.saturating_sub(sum);
    if let Some(widest) = widths.iter_mut().max()
        && missing * 3 < room
    {
        *widest += missing;
    }
    widths
}

/// Makes columns narrower than their words would have it, each in proportion: there are too many.
fn squeezed(measures: &[Measure], room: usize) -> Vec<usize> {
    let wanted: usize = measures.iter().map(|measure| measure.least).sum();
    let share = |measure: &Measure| (measure.least * room / wanted.max(1)).max(1);
    measures.iter().map(share).collect()
}

/// Moves width from column to column for as long as the rows become lower by it: one text that is
/// very long must not leave the others a strip.
fn lower(widths: &mut [usize], measures: &[Measure], rows: &[&[usize]]) {
    let mut lowest = height(widths, rows);
    for step in [8, 4, 2, 1] {
        while let Some((better, height)) = best_move(widths, measures, rows, step)
            && height < lowest
        {
            widths.copy_from_slice(&better);
            lowest = height;
        }
    }
}

/// Returns the widths after the best single move of so many half ems, with the height of the rows.
fn best_move(
    widths: &[usize],
    measures: &[Measure],
    rows: &[&[usize]],
    step: usize,
) -> Option<(Vec<usize>, usize)> {
    let all = || 0..widths.len();
    let moves = all().flat_map(|from| all().map(move |to| (from, to)));
    let is_possible = |&(from, to): &(usize, usize)| {
        let can_give = measures[from].most > SHORT && widths[from] >= measures[from].least + step;
        from != to && can_give && widths[to] < measures[to].most
    };
    let moved = moves.filter(is_possible).map(|(from, to)| {
        let mut widths = widths.to_vec();
        widths[from] -= step;
        widths[to] += step;
        let height = height(&widths, rows);
        (widths, height)
    });
    moved.min_by_key(|(_, height)| *height)
}

/// Returns how high the rows are together, in hundredths of a line.
fn height(widths: &[usize], rows: &[&[usize]]) -> usize {
    let cell = |(need, width): (&usize, &usize)| need * 100 / (*width).max(1);
    let row = |row: &&[usize]| row.iter().zip(widths).map(cell).max().unwrap_or(0).max(100);
    rows.iter().map(row).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cell;
    use crate::render::sample;

    fn widths_of(document: &Document, room: usize) -> Vec<usize> {
        Columns::of_all(document)[0].widths(room, 85)
    }

    #[test]
    fn the_columns_fill_the_room_and_no_more() {
        let widths = widths_of(&sample::document(), 15_000);
        let sum: usize = widths.iter().sum();
        assert!(sum <= 15_000 && sum > 14_000, "{widths:?}");
    }

    #[test]
    fn one_long_text_does_not_leave_the_others_a_strip() {
        let mut rows = vec![sample::row("f/1", sample::ASKED, Cell::Nothing); 20];
        for row in &mut rows {
            row[4] = Cell::Text("No progress (at Fenmarsh PDU, May 2022); reopened".into());
        }
        let even = widths_of(&sample::with_rows(rows.clone()), 12_000);
        rows[7][1] = Cell::Text(sample::ASKED.repeat(20));
        let widths = widths_of(&sample::with_rows(rows), 12_000);
        assert!(widths[4] * 4 > even[4] * 3, "{even:?} {widths:?}");
    }

    #[test]
    fn a_long_heading_over_short_words_is_no_tower() {
        let heading = "Agreed / Partly agreed / Not agreed";
        let mut document =
            sample::with_rows(vec![sample::row("f/1", sample::ASKED, Cell::Nothing)]);
        let narrow = widths_of(&document, 14_000)[0];
        document.sections[0].columns[0] = Column::new("agreed", heading);
        let wide = widths_of(&document, 14_000)[0];
        assert!(wide * 2 > narrow * 3, "{narrow} {wide}");
    }

    #[test]
    fn short_references_dates_and_numbers_have_a_column_that_holds_them() {
        let reference = "saltmere-crc-2019/112";
        let row = sample::row(reference, &sample::ASKED.repeat(9), Cell::Number(1204));
        let widths = widths_of(&sample::with_rows(vec![row]), 11_000);
        let needed = letters::widest(&crate::document::plain(reference)).0;
        assert!(widths[2] >= needed * 85 + PADDING, "{widths:?}");
    }

    #[test]
    fn too_many_columns_share_what_there_is() {
        let measures = [Measure {
            least: 30,
            most: 90,
        }; 40];
        let widths = widths(&measures, 15_000, 85);
        assert!(
            widths.iter().sum::<usize>() <= 15_000 && widths[0] > PADDING,
            "{widths:?}"
        );
    }
}
