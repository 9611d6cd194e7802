//! How wide the columns of a table are.

use crate::document::Cell;
use crate::render::paper::Field;
use crate::render::text::without_weight;
use crate::render::wrap::{widest, width_of};

/// A column of words is not made narrower than this.
const LEGIBLE: usize = 10;
/// A column of sentences is not made narrower than this.
const LEGIBLE_SENTENCES: usize = 18;
/// A text that is wider than this is a sentence.
const SENTENCE: usize = 60;
/// A word that is wider than this may be broken.
const LONG_WORD: usize = 20;

/// A reference that is wider than this may be broken, after a hyphen or a stroke: codes are made of
/// the names of units, and some have long ones.
pub const LONG_REFERENCE: usize = 24;

/// What a column needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Below this it cannot be read, or a short reference would break
    pub least: usize,
    /// Beyond this it gains nothing
    pub most: usize,
}

impl Measure {
    /// Measures a column by its heading and its cells.
    pub fn of<'a>(heading: &str, fields: impl Iterator<Item = &'a Field<'a>>) -> Measure {
        let mut measure = Measure {
            least: widest(heading).1,
            most: width_of(heading),
        };
        for field in fields {
            let (line, word) = widest(&without_weight(&field.words));
            measure.most = measure.most.max(line);
            measure.least = measure.least.max(least(field.cell, line, word));
        }
        measure
    }
}

/// Returns the least width of one cell, given its widest line and word.
pub fn least(cell: &Cell, line: usize, word: usize) -> usize {
    match cell {
        Cell::Reference(_) => line.min(LONG_REFERENCE),
        Cell::Date(_) | Cell::Number(_) | Cell::Nothing | Cell::Continued => line,
        Cell::Text(_) | Cell::Rich(_) | Cell::List(_) => {
            let legible = if line > SENTENCE {
                LEGIBLE_SENTENCES
            } else {
                LEGIBLE
            };
            line.min(legible.max(word.min(LONG_WORD)))
        }
    }
}

/// Shares out the room between the columns; nothing when they cannot all be read.
///
/// Short columns are made whole first. The rest goes, column by column of the screen, to
/// the one whose text is longest for its width, so that rows are as low as they can be.
pub fn fit(measures: &[Measure], room: usize) -> Option<Vec<usize>> {
    let mut widths: Vec<usize> = measures.iter().map(|measure| measure.least).collect();
    let mut spare = room.checked_sub(widths.iter().sum())?;
    spare -= complete_short_columns(measures, &mut widths, spare);
    for _ in 0..spare {
        match neediest(measures, &widths) {
            Some(column) => widths[column] += 1,
            None => break,
        }
    }
    Some(widths)
}

/// Gives short columns all they need, while sentences keep room; returns what was given.
fn complete_short_columns(measures: &[Measure], widths: &mut [usize], spare: usize) -> usize {
    let mut given = 0;
    let kept: usize = measures
        .iter()
        .filter(|measure| measure.most > LONG_WORD)
        .map(|measure| LONG_WORD.saturating_sub(measure.least))
        .sum();
    for (measure, width) in measures.iter().zip(widths) {
        let missing = measure.most.saturating_sub(*width);
        if measure.most <= LONG_WORD && given + missing + kept <= spare {
            *width += missing;
            given += missing;
        }
    }
    given
}

fn neediest(measures: &[Measure], widths: &[usize]) -> Option<usize> {
    (0..measures.len())
        .filter(|&column| widths[column] < measures[column].most)
        .max_by(|&one, &other| {
            // one.most / one.width against other.most / other.width, without fractions
            (measures[one].most * widths[other]).cmp(&(measures[other].most * widths[one]))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain;

    fn measure(least: usize, most: usize) -> Measure {
        Measure { least, most }
    }

    #[test]
    fn a_table_is_as_wide_as_the_room_or_as_its_text() {
        let columns = [measure(10, 12), measure(18, 300), measure(10, 40)];
        let widths = fit(&columns, 76).unwrap();
        assert_eq!(widths.iter().sum::<usize>(), 76);
        assert_eq!(widths[0], 12);
        assert!(widths[1] > widths[2], "{widths:?}");
        assert_eq!(fit(&columns, 500), Some(vec![12, 300, 40]));
    }

    #[test]
    fn columns_that_cannot_be_read_are_no_table() {
        let columns = [measure(17, 17), measure(18, 300)];
        assert_eq!(fit(&columns, 35), Some(vec![17, 18]));
        assert_eq!(fit(&columns, 34), None);
    }

    #[test]
    fn dates_and_short_references_are_never_broken_and_long_ones_may_be() {
        let least = |cell: Cell, words: &str| {
            let words = plain(words);
            let heading = "Ref";
            let field = Field {
                heading,
                cell: &cell,
                words,
            };
            Measure::of(heading, std::iter::once(&field)).least
        };
        let long = "hammersmith-fulham-kensington-2022/12";
        assert_eq!(least(Cell::Reference(long.into()), long), LONG_REFERENCE);
        let short = "hammersmith-2022/12";
        assert_eq!(least(Cell::Reference(short.into()), short), 19);
        assert_eq!(least(Cell::Text(long.into()), long), LONG_WORD);
        let day = "2022-09-18".parse().unwrap();
        assert_eq!(least(Cell::Date(day), "18 September 2022"), 17);
        assert_eq!(least(Cell::Text("a".into()), "a b c d e f g"), LEGIBLE);
    }
}
