//! Columns of text that stand side by side on a page: found by the gutter between them.

use super::baselines;
use super::piece::Piece;

/// Lines that a column must have at least.
const LEAST: usize = 4;
/// Most columns that are looked for.
const MOST: usize = 4;

/// A stretch of a page that is set in columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Band {
    /// Where it begins
    pub top: f32,
    /// Where it ends
    pub bottom: f32,
    /// Where each column but the first begins
    pub starts: Vec<f32>,
}

/// Words of one line without a wide gap.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
}

impl Stretch {
    fn width(&self) -> f32 {
        self.right - self.left
    }
}

/// Finds the stretches of a page that are set in columns, from top to bottom.
pub(super) fn bands(pieces: &[&Piece]) -> Vec<Band> {
    let stretches = stretches(pieces);
    let mut bands: Vec<Band> = Vec::new();
    for start in starts(&stretches) {
        for (top, bottom) in sides(&stretches, start) {
            let inside = bands
                .iter_mut()
                .find(|band| top < band.bottom && bottom > band.top);
            match inside {
                Some(band) => {
                    let apart = band.starts.iter().all(|known| (known - start).abs() > 40.0);
                    if apart && band.starts.len() + 1 < MOST {
                        band.starts.push(start);
                        band.starts.sort_by(f32::total_cmp);
                    }
                }
                None => bands.push(Band {
                    top,
                    bottom,
                    starts: vec![start],
                }),
            }
        }
    }
    bands.sort_by(|a, b| a.top.total_cmp(&b.top));
    bands
}

fn stretches(pieces: &[&Piece]) -> Vec<Stretch> {
    let mut out: Vec<Stretch> = Vec::new();
    for mut line in baselines::lines(pieces) {
        line.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut open: Option<Stretch> = None;
        for piece in line {
            match open
                .as_mut()
                .filter(|open| piece.left - open.right < 1.1 * piece.size)
            {
                Some(open) => open.right = open.right.max(piece.right),
                None => {
                    out.extend(open.replace(Stretch {
                        left: piece.left,
                        right: piece.right,
                        baseline: piece.baseline,
                        size: piece.size,
                    }));
                }
            }
        }
        out.extend(open);
    }
    out
}

/// The places where several lines begin that are not at the left edge.
fn starts(stretches: &[Stretch]) -> Vec<f32> {
    let left = stretches
        .iter()
        .map(|line| line.left)
        .fold(f32::MAX, f32::min);
    let right = stretches.iter().map(|line| line.right).fold(0.0, f32::max);
    let width = right - left;
    let mut at: Vec<f32> = stretches
        .iter()
        .map(|line| line.left)
        .filter(|at| *at > left + 0.18 * width && *at < left + 0.82 * width)
        .collect();
    at.sort_by(f32::total_cmp);
    let mut groups: Vec<(f32, usize)> = Vec::new();
    for at in at {
        match groups.last_mut().filter(|(start, _)| at - *start < 3.0) {
            Some((_, count)) => *count += 1,
            None => groups.push((at, 1)),
        }
    }
    groups.retain(|(_, count)| *count >= LEAST);
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups.into_iter().take(8).map(|(start, _)| start).collect()
}

/// Finds where, from top to bottom, columns of text stand on both sides of a start.
fn sides(stretches: &[Stretch], start: f32) -> Vec<(f32, f32)> {
    let crosses = |line: &Stretch| line.left < start - 2.0 && line.right > start - 0.5 * line.size;
    let mut found = Vec::new();
    for run in stretches.split(crosses) {
        let (left, right): (Vec<Stretch>, Vec<Stretch>) =
            run.iter().partition(|line| line.right <= start);
        if is_text(&left, start) && is_text(&right, f32::MAX) && !are_rows(&left, &right) {
            let top = left[0].baseline.max(right[0].baseline) - 2.0 * left[0].size;
            let first = run[0].baseline - run[0].size;
            let last = run[run.len() - 1].baseline + 1.0;
            found.push((first.max(top.min(first)), last));
        }
    }
    found
}

/// Tells whether lines are a column of text: enough of them, most of them filled to its edge.
fn is_text(lines: &[Stretch], end: f32) -> bool {
    if lines.len() < LEAST {
        return false;
    }
    let left = lines.iter().map(|line| line.left).fold(f32::MAX, f32::min);
    let right = lines.iter().map(|line| line.right).fold(0.0, f32::max);
    let wide = right - left > 10.0 * lines[0].size;
    let apart = end == f32::MAX || end - right > 0.5 * lines[0].size;
    let filled = lines
        .iter()
        .filter(|line| line.width() > 0.7 * (right - left))
        .count();
    wide && apart && filled * 3 >= lines.len()
}

/// Tells whether lines on both sides are the rows of a table: what begins anew on the one side
/// begins on the same line as something on the other.
fn are_rows(left: &[Stretch], right: &[Stretch]) -> bool {
    let (left, right) = (beginnings(left), beginnings(right));
    let (few, many) = match left.len() < right.len() {
        true => (left, right),
        false => (right, left),
    };
    let level = |at: &&f32| many.iter().any(|other| (*at - other).abs() < 2.0);
    few.len() >= 3 && few.iter().filter(level).count() * 5 >= few.len() * 4
}

/// Where paragraphs begin: after a gap wider than between lines.
fn beginnings(lines: &[Stretch]) -> Vec<f32> {
    let mut gaps: Vec<f32> = lines
        .windows(2)
        .map(|pair| pair[1].baseline - pair[0].baseline)
        .filter(|gap| *gap > 1.0)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let usual = gaps.get(gaps.len() / 4).copied().unwrap_or(0.0);
    let first = lines.first().map(|line| line.baseline);
    let begins = lines
        .windows(2)
        .filter(|pair| pair[1].baseline - pair[0].baseline > 1.25 * usual)
        .map(|pair| pair[1].baseline);
    first.into_iter().chain(begins).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, left: f32, baseline: f32) -> Piece {
        Piece {
            text: text.into(),
            left,
            right: left + 5.0 * text.len() as f32,
            baseline,
            size: 10.0,
            ..Piece::default()
        }
    }

    fn found(pieces: &[Piece]) -> Vec<Band> {
        bands(&pieces.iter().collect::<Vec<_>>())
    }

    const WORDS: &str = "the plans of the unit were made late and weak";

    #[test]
    fn two_columns_of_text_are_found_below_a_title() {
        let mut pieces = vec![line(&WORDS.repeat(2), 50.0, 80.0)];
        for at in 0..8u8 {
            pieces.push(line(WORDS, 50.0, 100.0 + 12.0 * f32::from(at)));
            pieces.push(line(WORDS, 300.0, 103.0 + 12.0 * f32::from(at)));
        }
        let bands = found(&pieces);
        assert_eq!(bands.len(), 1);
        assert_eq!(bands[0].starts, [300.0]);
        assert!(bands[0].top > 80.0 && bands[0].bottom > 187.0);
    }

    #[test]
    fn text_and_lists_of_numbers_are_no_columns() {
        let mut pieces = Vec::new();
        for at in 0..8u8 {
            pieces.push(line(&WORDS.repeat(2), 50.0, 100.0 + 12.0 * f32::from(at)));
            pieces.push(line("12", 50.0, 300.0 + 12.0 * f32::from(at)));
            pieces.push(line(WORDS, 250.0, 300.0 + 12.0 * f32::from(at)));
        }
        assert_eq!(found(&pieces), []);
    }
}
