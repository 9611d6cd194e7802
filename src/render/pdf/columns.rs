//! How wide the columns of a table are. All measures are in points.

/// A column of words is not made narrower than this.
const LEGIBLE: f32 = 44.0;
/// A column of sentences is not made narrower than this.
const LEGIBLE_SENTENCES: f32 = 84.0;
/// A text that is wider than this is a sentence.
const SENTENCE: f32 = 240.0;
/// A word that is wider than this may be broken.
const LONG_WORD: f32 = 84.0;
/// A column whose texts are all narrower than this is made whole if there is room.
const SHORT: f32 = 92.0;
/// In how many steps the room is shared out.
const STEPS: usize = 120;
/// How much of a line is left empty at its end, as a rule.
const RAGGED: f32 = 10.0;
/// Nobody sees less than this.
const ENOUGH: f32 = 0.01;

/// What a column needs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measure {
    /// Below this it cannot be read, or a reference would break
    pub least: f32,
    /// Beyond this it gains nothing
    pub most: f32,
    /// How wide the heading is on one line
    pub heading: f32,
    /// How wide the text of each row is on one line
    pub texts: Vec<f32>,
}

impl Measure {
    /// Begins a column with its heading, which may stand on several lines.
    pub fn headed(whole: f32, longest_word: f32) -> Measure {
        Measure {
            least: longest_word,
            most: longest_word.max(whole.min(LEGIBLE)),
            heading: whole,
            texts: Vec::new(),
        }
    }

    /// Adds the cell of a row: a text that may be broken, or one that may not.
    pub fn add(&mut self, whole: f32, longest_word: f32, is_broken: bool) {
        let least = match is_broken {
            false => whole,
            true => {
                let legible = if whole > SENTENCE {
                    LEGIBLE_SENTENCES
                } else {
                    LEGIBLE
                };
                whole.min(legible.max(longest_word.min(LONG_WORD)))
            }
        };
        self.least = self.least.max(least);
        self.most = self.most.max(whole);
        self.texts.push(whole);
    }
}

/// Shares out the room between the columns; nothing when they cannot all be read.
///
/// Short columns are made whole first. The rest goes, step by step, to the column that makes
/// the rows lower than any other would, so that the table has as few lines as it can.
pub fn fit(measures: &[Measure], room: f32) -> Option<Vec<f32>> {
    let mut widths: Vec<f32> = measures.iter().map(|measure| measure.least).collect();
    let mut spare = room - widths.iter().sum::<f32>();
    if spare < 0.0 {
        return None;
    }
    spare -= complete_short_columns(measures, &mut widths, spare);
    let step = spare / STEPS as f32;
    while spare > ENOUGH {
        let Some(column) = worthiest(measures, &widths, step) else {
            complete_headings(measures, &mut widths, spare);
            break;
        };
        let given = step.min(measures[column].most - widths[column]).min(spare);
        widths[column] += given;
        spare -= given.max(ENOUGH);
    }
    Some(widths)
}

/// Gives short columns all they need, while sentences keep room; returns what was given.
fn complete_short_columns(measures: &[Measure], widths: &mut [f32], spare: f32) -> f32 {
    let kept: f32 = measures.iter().map(kept).sum();
    let mut given = 0.0;
    for (measure, width) in measures.iter().zip(widths) {
        let missing = measure.most - *width;
        if measure.most <= SHORT && given + missing + kept <= spare {
            *width += missing;
            given += missing;
        }
    }
    given
}

/// Gives headings, of what the texts do not need, as much of one line as there is for each.
fn complete_headings(measures: &[Measure], widths: &mut [f32], spare: f32) {
    let missing = |(measure, width): (&Measure, &f32)| (measure.heading - *width).max(0.0);
    let all: f32 = measures.iter().zip(&*widths).map(missing).sum();
    let part = (spare / all.max(ENOUGH)).min(1.0);
    for (measure, width) in measures.iter().zip(widths) {
        *width += missing((measure, width)) * part;
    }
}

/// Returns what is kept for a column before short ones are made whole.
fn kept(measure: &Measure) -> f32 {
    let wanted = match measure.most {
        most if most > SENTENCE => LEGIBLE_SENTENCES * 1.25,
        most if most > SHORT => LEGIBLE * 1.5,
        _ => 0.0,
    };
    (wanted - measure.least).max(0.0)
}

/// Returns the column that makes the rows lower than any other would, if it has one step more.
/// Nothing where every column has all that it needs.
fn worthiest(measures: &[Measure], widths: &[f32], step: f32) -> Option<usize> {
    let mut gains = vec![0.0_f32; measures.len()];
    let rows = measures.iter().map(|measure| measure.texts.len()).max()?;
    for row in 0..rows {
        add_gain(measures, widths, (row, step), &mut gains);
    }
    let is_wanting = |column: &usize| measures[*column].most - widths[*column] > ENOUGH;
    let (worthiest, gain) = (0..measures.len())
        .filter(is_wanting)
        .map(|column| (column, gains[column]))
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    (gain > 0.0)
        .then_some(worthiest)
        .or_else(|| neediest(measures, widths))
}

/// Adds, for one row, how much lower it is when its highest cell gets wider.
fn add_gain(measures: &[Measure], widths: &[f32], (row, step): (usize, f32), gains: &mut [f32]) {
    let (mut first, mut second, mut highest) = (1.0_f32, 1.0_f32, None);
    for (column, measure) in measures.iter().enumerate() {
        let text = measure.texts.get(row).copied().unwrap_or(0.0);
        let lines = text / (widths[column] - RAGGED).max(1.0);
        if lines > first {
            (first, second, highest) = (lines, first, Some(column));
        } else {
            second = second.max(lines);
        }
    }
    if let Some(column) = highest {
        let gain = first * step / (widths[column] - RAGGED + step).max(step);
        // Beyond the second highest cell the row gets lower only when that gets wider too.
        let alone = gain.min(first - second);
        gains[column] += alone + (gain - alone) / 2.0;
    }
}

/// Returns the column that lacks the most of what it would take to stand on one line.
fn neediest(measures: &[Measure], widths: &[f32]) -> Option<usize> {
    let lack = |column: usize| measures[column].most - widths[column];
    (0..measures.len())
        .filter(|&column| lack(column) > ENOUGH)
        .max_by(|&one, &other| lack(one).total_cmp(&lack(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measure(least: f32, texts: &[f32]) -> Measure {
        Measure {
            least,
            heading: least,
            most: texts.iter().copied().fold(least, f32::max),
            texts: texts.to_vec(),
        }
    }

    #[test]
    fn short_columns_are_whole_and_long_ones_share_the_rest() {
        let columns = [
            measure(30.0, &[80.0, 60.0]),
            measure(84.0, &[2400.0, 1200.0]),
            measure(84.0, &[600.0, 300.0]),
        ];
        let widths = fit(&columns, 700.0).unwrap();
        assert!(
            (widths.iter().sum::<f32>() - 700.0).abs() < 1.0,
            "{widths:?}"
        );
        assert_eq!(widths[0], 80.0);
        assert!(widths[1] > 2.5 * widths[2], "{widths:?}");
    }

    #[test]
    fn a_narrow_column_that_makes_short_rows_high_is_made_wider() {
        let columns = [
            measure(84.0, &[300.0, 330.0, 900.0]),
            measure(44.0, &[200.0, 200.0, 200.0]),
        ];
        let widths = fit(&columns, 300.0).unwrap();
        assert!(widths[1] > 85.0, "{widths:?}");
    }

    #[test]
    fn a_table_is_no_wider_than_its_text() {
        let columns = [measure(30.0, &[80.0]), measure(40.0, &[120.0])];
        let widths = fit(&columns, 700.0).unwrap();
        assert!(
            (widths[0] - 80.0).abs() < 0.1 && (widths[1] - 120.0).abs() < 0.1,
            "{widths:?}"
        );
    }

    #[test]
    fn a_heading_stands_on_one_line_where_there_is_room() {
        let mut column = Measure::headed(160.0, 50.0);
        column.add(20.0, 20.0, true);
        let text = measure(84.0, &[500.0]);
        let narrow = fit(&[column.clone(), text.clone()], 300.0).unwrap();
        assert_eq!(narrow[0], 50.0);
        assert_eq!(fit(&[column, text], 700.0).unwrap()[0], 160.0);
    }

    #[test]
    fn columns_that_cannot_be_read_are_no_table() {
        let columns = [measure(80.0, &[80.0]), measure(84.0, &[2400.0])];
        assert!(fit(&columns, 165.0).is_some());
        assert_eq!(fit(&columns, 163.0), None);
        assert_eq!(fit(&[], 163.0), Some(vec![]));
    }

    #[test]
    fn references_are_never_broken_and_long_words_may_be() {
        let least = |whole: f32, word: f32, is_broken: bool| {
            let mut measure = Measure::headed(20.0, 20.0);
            measure.add(whole, word, is_broken);
            measure.least
        };
        assert_eq!(least(150.0, 150.0, false), 150.0);
        assert_eq!(least(150.0, 150.0, true), LONG_WORD);
        assert_eq!(least(150.0, 20.0, true), LEGIBLE);
        assert_eq!(least(900.0, 20.0, true), LEGIBLE_SENTENCES);
        assert_eq!(least(5.0, 5.0, true), 20.0, "as wide as the heading");
    }
}
