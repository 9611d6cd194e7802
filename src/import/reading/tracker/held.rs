//! What a row holds of each field: its own cells, those that are merged over it, and those that say
//! that it is as above.

use super::field::Field;
use super::layout::Layout;
use crate::domain::draft::Place;
use crate::import::container::sheet::{Row, Value};

const FIELDS: usize = Field::ALL.len();

/// A merged range that reaches over rows of a column: first row, last row, first column.
type Reaching = (usize, usize, usize);

/// A value with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<'s> {
    /// What the cell holds
    pub(super) value: &'s Value,
    /// The row it stands in, from 1
    pub(super) row: usize,
    /// The column it stands in, from 0
    pub(super) column: usize,
    /// Whether it, or a part of it, is struck out
    pub(super) struck: bool,
    /// How it came to the row
    pub(super) from: From,
}

/// How a value came to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// It stands there
    Itself,
    /// A merged cell reaches over the row
    Merged,
    /// The cell says "as above"
    Ditto,
    /// The cell is blank, and the row above has it
    Above,
    /// A heading within the list says it
    Heading,
}

/// What a row holds. Of a field that stands in several columns, the values in order.
#[derive(Clone, Debug)]
pub(super) struct Given<'s> {
    held: [Option<Held<'s>>; FIELDS],
    /// The revised dates
    pub(super) revised: Vec<Held<'s>>,
    /// Cells that say "as above" below nothing
    pub(super) without_above: Vec<(usize, usize)>,
}

impl<'s> Given<'s> {
    /// Returns what is held of a field.
    pub(super) fn get(&self, field: Field) -> Option<Held<'s>> {
        self.held[field as usize]
    }

    /// Returns what is held of a column; of fields that stand in one, whichever column it came from.
    fn of_column(&self, field: Field, column: usize) -> Option<Held<'s>> {
        if field == Field::Revised {
            let mut revised = self.revised.iter().copied();
            return revised.find(|held| held.column == column);
        }
        self.get(field)
    }

    /// Returns what stands in the row itself, or is said there to be as above.
    pub(super) fn own(&self, field: Field) -> Option<Held<'s>> {
        self.get(field)
            .filter(|held| matches!(held.from, From::Itself | From::Ditto))
    }

    /// Returns what stands in the row itself, or in a cell that is merged over it and others: an owner, a date and
    /// a status are those of each action beside which they reach.
    pub(super) fn beside(&self, field: Field) -> Option<Held<'s>> {
        self.get(field)
            .filter(|held| matches!(held.from, From::Itself | From::Ditto | From::Merged))
    }

    /// Gives a field what another row has of it.
    pub(super) fn put(&mut self, field: Field, held: Option<Held<'s>>) {
        self.held[field as usize] = held;
    }

    /// Drops what stands in some cells of the row. Returns those cells. What names the recommendation is
    /// never dropped: the row would be taken for one of the recommendation above.
    pub(super) fn drop_those(
        &mut self,
        row: usize,
        which: impl Fn(usize, usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let is_one = |held: &mut Held<'s>| which(held.said_in(row), held.column);
        let mut dropped = Vec::new();
        for field in Field::ALL
            .into_iter()
            .filter(|field| !field.is_of_the_recommendation())
        {
            dropped.extend(self.held[field as usize].take_if(is_one));
        }
        dropped.extend(self.revised.extract_if(.., is_one));
        let place = |held: &Held<'_>| (held.said_in(row), held.column);
        dropped.iter().map(place).collect()
    }

    /// Returns everything that is held, in the order of the fields.
    pub(super) fn all(&self) -> impl Iterator<Item = (Field, Held<'s>)> + '_ {
        let of_fields = Field::ALL
            .into_iter()
            .filter_map(|field| Some((field, self.get(field)?)));
        let revised = self.revised.iter().map(|held| (Field::Revised, *held));
        of_fields.chain(revised)
    }
}

impl Held<'_> {
    /// Returns the row whose cell says it to a row: that one, where its cell says "as above".
    pub(super) fn said_in(&self, row: usize) -> usize {
        match self.from {
            From::Ditto => row,
            From::Itself | From::Merged | From::Above | From::Heading => self.row,
        }
    }

    /// Returns what the cell shows, in words.
    pub(super) fn words(&self) -> String {
        self.value.words()
    }

    /// Returns its place.
    pub(super) fn place(&self, layout: &Layout<'_>) -> Place {
        layout.sheet.place(self.row, self.column)
    }
}

/// Goes down the rows of a sheet and tells what each holds.
pub(super) struct Holding<'l, 's> {
    layout: &'l Layout<'s>,
    /// For each field that is read: its column, and the ranges that reach over rows of it, by their first row
    columns: Vec<(Field, usize, Vec<Reaching>)>,
    above: Option<Given<'s>>,
}

impl<'l, 's> Holding<'l, 's> {
    /// Begins above the first row.
    pub(super) fn new(layout: &'l Layout<'s>) -> Self {
        let columns = Field::ALL
            .into_iter()
            .flat_map(|field| layout.columns(field).map(move |column| (field, column)))
            .map(|(field, column)| (field, column, reaching(layout, column)))
            .collect();
        Holding {
            layout,
            columns,
            above: None,
        }
    }

    /// Returns what the row above the next one holds.
    pub(super) fn above(&self) -> Option<&Given<'s>> {
        self.above.as_ref()
    }

    /// Keeps what a row holds, for those below.
    pub(super) fn keep(&mut self, given: Given<'s>) {
        self.above = Some(given);
    }

    /// Keeps what a heading within the list says of a field, for the rows below.
    pub(super) fn keep_heading(&mut self, field: Field, held: Held<'s>) {
        let mut given = Given::nothing();
        given.put(field, Some(held));
        self.above = Some(given);
    }

    /// Returns what a row holds.
    pub(super) fn of(&self, row: &'s Row) -> Given<'s> {
        let mut given = Given::nothing();
        for (field, column, reaching) in &self.columns {
            let Some(mut held) = self.cell(row, *column, reaching) else {
                continue;
            };
            if is_ditto(held.value) {
                let above = self.above.as_ref();
                let above = above.and_then(|above| above.of_column(*field, *column));
                let Some(above) = above else {
                    given.without_above.push((row.number, *column));
                    continue;
                };
                held = Held {
                    from: From::Ditto,
                    ..above
                };
            }
            if *field == Field::Revised {
                given.revised.push(held);
            } else {
                given.put(*field, Some(held));
            }
        }
        given
    }

    fn cell(&self, row: &'s Row, column: usize, reaching: &[Reaching]) -> Option<Held<'s>> {
        if let Some(cell) = row.cell(column) {
            return (!is_nothing(&cell.value)).then_some(Held {
                value: &cell.value,
                row: row.number,
                column,
                struck: cell.struck,
                from: From::Itself,
            });
        }
        let at = reaching
            .partition_point(|(top, ..)| *top < row.number)
            .checked_sub(1)?;
        let (top, bottom, left) = reaching[at];
        let rows = &self.layout.sheet.rows;
        let first = (row.number <= bottom)
            .then(|| rows.binary_search_by_key(&top, |row| row.number).ok())
            .flatten()?;
        let cell = rows[first].cell(left)?;
        Some(Held {
            value: &cell.value,
            row: top,
            column: left,
            struck: cell.struck,
            from: From::Merged,
        })
    }
}

impl Given<'_> {
    fn nothing() -> Self {
        Given {
            held: [None; FIELDS],
            revised: Vec::new(),
            without_above: Vec::new(),
        }
    }
}

/// Returns the merged ranges that reach over several rows of a column: first row, last row, first column.
fn reaching(layout: &Layout<'_>, column: usize) -> Vec<Reaching> {
    let below = layout.rows().first().map_or(0, |row| row.number);
    let over = layout.sheet.merged.iter().filter(|merged| {
        merged.bottom > merged.top
            && merged.top >= below
            && (merged.left..=merged.right).contains(&column)
    });
    let mut over: Vec<_> = over
        .map(|merged| (merged.top, merged.bottom, merged.left))
        .collect();
    over.sort_unstable();
    over
}

/// Tells whether a cell says that it is as the one above.
pub(super) fn is_ditto(value: &Value) -> bool {
    let Value::Text(words) = value else {
        return false;
    };
    let words = words.trim().trim_end_matches('.').to_lowercase();
    matches!(
        words.as_str(),
        "\"" | "''"
            | "″"
            | "”"
            | "“"
            | "〃"
            | "ditto"
            | "do"
            | "as above"
            | "same as above"
            | "see above"
    )
}

/// A dash alone says that there is nothing.
pub(super) fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Text(words) if matches!(words.trim(), "-" | "–" | "—" | "--" | "/" | "."))
}
