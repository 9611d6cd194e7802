//! Footnotes whose marks a text carries as plain figures: `the tool2`, and `2 A tool that …` below.

use std::collections::{HashMap, HashSet};

use super::markers::{self, Marker, Style};
use crate::import::container::line::Line;

/// Finds the lines that begin such footnotes, with their numbers: the number stands bare before a
/// capital, and glued to a word on a line before.
pub(super) fn glued(lines: &[Line]) -> HashMap<usize, u32> {
    let mut marks: HashSet<u32> = HashSet::new();
    let mut found = HashMap::new();
    for (at, line) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.row.is_none())
    {
        if let Some((Marker::Number(_, value, Style::Bare), words)) = markers::number(&line.text)
            && words.starts_with(char::is_uppercase)
            && words.split_whitespace().count() >= 3
            && marks.contains(&value)
        {
            found.insert(at, value);
            continue;
        }
        let words = line.text.split_whitespace();
        marks.extend(
            words
                .filter_map(mark)
                .filter_map(|(_, mark)| mark.parse::<u32>().ok()),
        );
    }
    found
}

/// Parts the mark from a word that has one glued to it: `Tool2`, `place,12`, `MAPPA3`.
pub(super) fn mark(word: &str) -> Option<(&str, &str)> {
    let end = word.trim_end_matches(['.', ',', ';', ':', ')', '?']);
    let stem = end.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &end[stem.len()..];
    let letters = stem.trim_end_matches([',', ';', ')', '’', '”']);
    let lettered = letters
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .count()
        >= 3;
    ((1..=2).contains(&digits.len()) && lettered && !digits.starts_with('0'))
        .then_some((stem, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_behind_a_word_is_a_mark_where_a_footnote_has_it() {
        let lines = [
            "use the Tool2 first",
            "3. keep it",
            "2 A tool that helps",
            "4 Another one here",
        ];
        let lines: Vec<Line> = lines.iter().map(|&text| Line::new("1", text)).collect();
        assert_eq!(glued(&lines), HashMap::from([(2, 2)]));
        assert_eq!(mark("Tool2"), Some(("Tool", "2")));
        assert_eq!(mark("tests1."), Some(("tests", "1")));
        assert_eq!(mark("A1"), None);
        assert_eq!(mark("2019"), None);
    }
}
