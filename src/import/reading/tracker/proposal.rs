//! A mapping proposed from headings and contents: for a person to confirm or correct.

use std::collections::BTreeMap;

use super::dates::{self, Dated};
use super::field::Field;
use super::glossary::Terms;
use super::header::Header;
use super::layout::{Layout, Sort};
use super::mapping::{Mapping, Meant, Vocabulary, in_small_letters};
use super::order::{Declared, Order};
use super::profile::Profile;
use super::words::on_one_line;
use crate::domain::action::ActionState;
use crate::domain::draft::Place;
use crate::domain::response::{Answer, Reason};
use crate::import::container::sheet::{Sheet, Value, Workbook};

/// A mapping that nobody has confirmed, and what it was made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The mapping
    pub mapping: Mapping,
    /// The columns of its sheets, from left to right
    pub columns: Vec<Proposed>,
    /// Words that need a meaning: the table of the mapping, the word, in how many cells, the first of them
    pub words: Vec<(&'static str, String, usize, Place)>,
}

/// A column with what it may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Its heading
    pub heading: String,
    /// The first three different things in it
    pub samples: Vec<String>,
}

/// More different words than these are not proposed to be given a meaning.
pub(super) const MOST_WORDS: usize = 60;

/// Proposes a mapping; nothing where no sheet has columns that are known.
pub(super) fn propose(workbook: &Workbook) -> Option<Proposal> {
    let main = main_sheet(&workbook.sheets)?;
    let header = Header::find(main)?;
    let profiles = Profile::all(main, &header);
    let mut mapping = Mapping::default();
    for (field, heading) in super::profile::assigned(&profiles) {
        mapping.set(field, Some(&heading));
    }
    fit(&mut mapping, main);
    let taken: Vec<&str> = mapping.headings().collect();
    let left_out = profiles.iter().map(|profile| profile.heading.clone());
    mapping.left_out = left_out
        .filter(|heading| !taken.contains(&heading.as_str()))
        .collect();
    choose_sheets(&mut mapping, workbook, main);
    let layouts = layouts(&mapping, workbook);
    mapping.dates = declared(&layouts, &mapping);
    if !mapping
        .columns
        .iter()
        .any(|(field, _)| *field == Field::Report)
        && has_headings_within(&layouts)
    {
        mapping.subheadings = Some(Field::Report);
    }
    let words = unknown_words(&layouts, &mut mapping);
    let columns = profiles.into_iter().map(|profile| Proposed {
        heading: profile.heading,
        samples: profile.samples,
    });
    Some(Proposal {
        columns: columns.collect(),
        mapping,
        words,
    })
}

impl Proposal {
    /// Writes the mapping as a file, with what stands in the columns behind their headings.
    pub fn to_toml(&self, source: &str) -> String {
        self.mapping.to_toml(source, |table, word| {
            if table == "columns" {
                let column = self.columns.iter().find(|column| column.heading == word)?;
                return Some(column.samples.join(" | ")).filter(|samples| !samples.is_empty());
            }
            let found = self
                .words
                .iter()
                .find(|(of, known, ..)| *of == table && known == word)?;
            let cells = if found.2 == 1 {
                "1 cell".to_owned()
            } else {
                format!("{} cells", found.2)
            };
            Some(format!("{cells}, the first {}", found.3))
        })
    }
}

/// The sheet with the most columns that are known; of two the one with more rows; a hidden one last.
fn main_sheet(sheets: &[Sheet]) -> Option<&Sheet> {
    let known = |sheet: &Sheet| {
        let header = Header::find(sheet)?;
        let profiles: Vec<Option<(Field, u8)>> = header
            .headings
            .iter()
            .map(|(_, heading)| Field::of_heading(heading))
            .collect();
        let mut fields: Vec<Field> = profiles
            .into_iter()
            .flatten()
            .map(|(field, _)| field)
            .collect();
        fields.sort_unstable();
        fields.dedup();
        Some(fields.len())
    };
    let ranked = sheets.iter().enumerate().filter_map(|(at, sheet)| {
        Some((
            (
                !sheet.hidden,
                known(sheet)?,
                sheet.rows.len(),
                std::cmp::Reverse(at),
            ),
            sheet,
        ))
    });
    ranked.max_by_key(|(rank, _)| *rank).map(|(_, sheet)| sheet)
}

/// Drops columns that the sheet would not have by this mapping: among rows that look alike, the header that a
/// mapping finds may be another than the one that it was made of.
fn fit(mapping: &mut Mapping, sheet: &Sheet) {
    while let Some(header) = Header::with(sheet, mapping.headings()) {
        let count = mapping.columns.len();
        mapping
            .columns
            .retain(|(_, heading)| header.column(heading).is_some());
        if mapping.columns.len() == count {
            break;
        }
    }
}

/// Sheets with most of the columns are read, too, unless they are hidden.
fn choose_sheets(mapping: &mut Mapping, workbook: &Workbook, main: &Sheet) {
    let headings: Vec<String> = mapping.headings().map(str::to_owned).collect();
    for sheet in workbook
        .sheets
        .iter()
        .filter(|sheet| !sheet.name.is_empty())
    {
        let header = Header::with(sheet, headings.iter().map(String::as_str));
        let missing = |header: &Header| -> Vec<String> {
            let gone = headings
                .iter()
                .filter(|heading| header.column(heading).is_none());
            gone.cloned().collect()
        };
        let missing = header.as_ref().map(missing);
        let is_main = sheet.name == main.name;
        match missing {
            Some(missing) if is_main || !sheet.hidden && missing.len() * 3 <= headings.len() => {
                mapping.sheets.push(sheet.name.clone());
                mapping.without.extend(
                    missing
                        .into_iter()
                        .map(|heading| (sheet.name.clone(), heading)),
                );
            }
            _ => mapping.left_out_sheets.push(sheet.name.clone()),
        }
    }
}

/// Lays a mapping over each sheet that it fits.
pub(super) fn layouts<'s>(mapping: &Mapping, workbook: &'s Workbook) -> Vec<Layout<'s>> {
    let is_read =
        |sheet: &&Sheet| mapping.sheets.is_empty() || mapping.sheets.contains(&sheet.name);
    workbook
        .sheets
        .iter()
        .filter(is_read)
        .filter_map(|sheet| Layout::of(sheet, mapping).ok())
        .collect()
}

/// The order of dates in figures, where some of them can be read in one order and none in the other alone.
fn declared(layouts: &[Layout<'_>], mapping: &Mapping) -> Declared {
    let (mut day_first, mut month_first) = (0, 0);
    let read = |words: &Value, order| {
        let century = Some(2000);
        let order = Some(order);
        matches!(
            dates::read(words, Declared { order, century }),
            Dated::Date(_)
        )
    };
    for layout in layouts {
        let columns: Vec<usize> = mapping
            .columns
            .iter()
            .filter(|(field, _)| field.is_date())
            .flat_map(|(field, _)| layout.columns(*field))
            .collect();
        for row in layout.rows() {
            let cells = columns.iter().filter_map(|column| row.cell(*column));
            for cell in cells.filter(|cell| matches!(cell.value, Value::Text(_))) {
                match (
                    read(&cell.value, Order::DayFirst),
                    read(&cell.value, Order::MonthFirst),
                ) {
                    (true, false) => day_first += 1,
                    (false, true) => month_first += 1,
                    _ => {}
                }
            }
        }
    }
    let order = match (day_first, month_first) {
        (1.., 0) => Some(Order::DayFirst),
        (0, 1..) => Some(Order::MonthFirst),
        _ => None,
    };
    Declared {
        order,
        century: None,
    }
}

fn has_headings_within(layouts: &[Layout<'_>]) -> bool {
    layouts.iter().any(|layout| {
        let is_one = |row| matches!(layout.sort(row), Sort::Heading(..));
        layout.rows().iter().any(is_one)
    })
}

/// Finds the words that are none of the register, and gives each a place in the mapping.
pub(super) fn unknown_words(
    layouts: &[Layout<'_>],
    mapping: &mut Mapping,
) -> Vec<(&'static str, String, usize, Place)> {
    let status = unknown::<ActionState>(layouts, Field::Status);
    let answer = unknown::<Answer>(layouts, Field::Answer);
    let reason = unknown::<Reason>(layouts, Field::Reason);
    mapping.status = without_meaning(&status);
    mapping.answer = without_meaning(&answer);
    mapping.reason = without_meaning(&reason);
    let named = |table, words: Vec<(String, usize, Place)>| {
        words
            .into_iter()
            .map(move |(word, count, place)| (table, word, count, place))
    };
    named("status", status)
        .chain(named("answer", answer))
        .chain(named("reason", reason))
        .collect()
}

fn without_meaning<T>(words: &[(String, usize, Place)]) -> Vec<(String, Option<Meant<T>>)> {
    words
        .iter()
        .map(|(word, ..)| (word.clone(), None))
        .collect()
}

fn unknown<T: Vocabulary>(layouts: &[Layout<'_>], field: Field) -> Vec<(String, usize, Place)> {
    let mut words: BTreeMap<String, (String, usize, Place)> = BTreeMap::new();
    let of_the_register = Terms::<T>::of(&[]);
    for layout in layouts {
        let columns: Vec<usize> = layout.columns(field).collect();
        for row in layout
            .rows()
            .iter()
            .filter(|row| layout.sort(row) == Sort::Listed)
        {
            for cell in columns.iter().filter_map(|column| row.cell(*column)) {
                let word = on_one_line(&cell.value.words());
                if of_the_register.meaning(&word).is_some() || words.len() > MOST_WORDS {
                    continue;
                }
                let place = || layout.sheet.place(row.number, cell.column);
                words
                    .entry(in_small_letters(&word))
                    .or_insert_with(|| (word, 0, place()))
                    .1 += 1;
            }
        }
    }
    words.into_values().collect()
}
