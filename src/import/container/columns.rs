//! Two columns that stand side by side on the same lines, parted again.

use crate::domain::draft::DraftNote;

/// The lines of a text with their numbers.
type Numbered<'a> = Vec<(usize, &'a str)>;

/// Parts two columns whose headings stand on one line (`A should:      B should:`): the lines
/// of the right one follow those of the left one.
pub(super) fn parted(lines: Numbered<'_>) -> (Numbered<'_>, Vec<DraftNote>) {
    let mut out = Vec::with_capacity(lines.len());
    let mut notes = Vec::new();
    let mut rest = lines.as_slice();
    while let Some((&(number, line), others)) = rest.split_first() {
        let Some(column) = right_heading(line) else {
            out.push((number, line));
            rest = others;
            continue;
        };
        let (region, after) = rest.split_at(length(rest, column));
        let split = |line: &str| line.len().min(column);
        out.extend(
            region
                .iter()
                .map(|&(number, line)| (number, &line[..split(line)])),
        );
        out.extend(
            region
                .iter()
                .map(|&(number, line)| (number, &line[split(line)..])),
        );
        notes.push(DraftNote {
            words: "two columns stand side by side here; they were read one after the other".into(),
            about: None,
            place: number.to_string(),
        });
        rest = after;
    }
    (out, notes)
}

/// Returns where the second of two headings on a line begins.
fn right_heading(line: &str) -> Option<usize> {
    let left = line.find("should:").map(|at| at + "should:".len())?;
    let right = &line[left..];
    let gap = right.len() - right.trim_start_matches(' ').len();
    (gap >= 2 && right.trim_end().ends_with("should:")).then_some(left + gap)
}

/// Returns how many lines have two columns: up to the last that has words in the right one.
fn length(lines: &[(usize, &str)], column: usize) -> usize {
    let inside = lines
        .iter()
        .take_while(|(_, line)| is_parted(line, column))
        .count();
    let has_right = |at: &usize| {
        lines[*at]
            .1
            .get(column..)
            .is_some_and(|right| !right.trim().is_empty())
    };
    (0..inside).rev().find(has_right).map_or(1, |last| last + 1)
}

/// Tells whether nothing crosses from one column to the other.
fn is_parted(line: &str, column: usize) -> bool {
    line.len() <= column || line.get(column - 2..column).is_some_and(|gap| gap == "  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_with_headings_on_one_line_are_read_one_after_the_other() {
        let text = "A should:      B should:\n1. one         3. three\n               and more\n2. two\n\nBackground";
        let lines = (1..).zip(text.lines()).collect();
        let (parted, notes) = parted(lines);
        let words: Vec<&str> = parted.iter().map(|(_, words)| words.trim()).collect();
        assert_eq!(
            words,
            [
                "A should:",
                "1. one",
                "",
                "B should:",
                "3. three",
                "and more",
                "2. two",
                "",
                "Background"
            ]
        );
        assert_eq!(notes.len(), 1);
    }
}
