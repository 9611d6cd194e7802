//! Footnotes of a file without tags: small lines at the foot of a page that begin with a mark.

use super::cells;
use super::printed::{Printed, Role};

/// Lines that the footnotes of a page have at most.
const MOST: usize = 40;

/// Returns the marks of footnotes that stand in the text of a page.
pub(super) fn calls(lines: &[Printed]) -> Vec<String> {
    lines.iter().flat_map(|line| line.calls.clone()).collect()
}

/// Marks the footnotes among the lines of one page. `body` is the size of the text, `before` the
/// marks on the page before, whose footnotes may have found no room there.
pub(super) fn mark(lines: &mut [Printed], before: &[String], body: f32) {
    let calls = [before, &calls(lines)].concat();
    let Some(first) = first(lines, &calls, body) else {
        return;
    };
    let size = lines[first].size;
    for line in &mut lines[first..] {
        if (line.size - size).abs() > 0.12 * size || line.row.is_some() {
            continue;
        }
        line.role = Role::Footnote;
        if let Some(words) = called(line, &calls) {
            let words = words.to_owned();
            let number = line.text.len() - words.len();
            line.mark = Some(line.text[..number].trim().to_owned());
            line.text = words;
        }
    }
}

/// Finds the first of the footnotes: nothing but their lines follows it on the page.
fn first(lines: &[Printed], calls: &[String], body: f32) -> Option<usize> {
    let mut first = None;
    for (at, line) in lines.iter().enumerate().rev().take(MOST) {
        let small = line.size < 0.93 * body;
        // A line that goes on one with a raised mark has the size of the text in some files.
        let may_go_on = !cells::begins_item(&line.text) && line.size < 1.05 * body;
        if line.row.is_some() || !(small || line.mark.is_some() || may_go_on) {
            break;
        }
        if line.mark.is_some() || small && called(line, calls).is_some() {
            first = Some(at);
        }
    }
    first
}

/// A browser puts footnotes last, each with an arrow back to its mark.
pub(super) fn mark_returning(lines: &mut [Printed]) {
    for at in 0..lines.len() {
        let Some(words) = lines[at].text.strip_suffix(['↩', '↑', '\u{FE0E}']) else {
            continue;
        };
        let words = words.trim_end_matches(['↩', ' ']).to_owned();
        lines[at].text = words;
        let from = (at.saturating_sub(MOST)..=at)
            .rev()
            .find(|&at| cells::begins_item(&lines[at].text) || lines[at].begins == Some(true));
        for line in &mut lines[from.unwrap_or(at)..=at] {
            line.role = Role::Footnote;
        }
        let first = &mut lines[from.unwrap_or(at)];
        if let Some(words) = cells::numbered(&first.text) {
            let number = first.text.len() - words.len();
            first.mark = Some(first.text[..number].trim().to_owned());
            first.text = first.text[number..].to_owned();
        }
    }
}

/// Takes a number off that stands as a raised mark in the text of the page.
fn called<'a>(line: &'a Printed, calls: &[String]) -> Option<&'a str> {
    calls.iter().find_map(|call| {
        let rest = line.text.strip_prefix(call.as_str())?;
        let rest = rest.strip_prefix(['.', ')']).unwrap_or(rest);
        let parted = rest.starts_with(char::is_whitespace);
        parted.then(|| rest.trim_start())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, size: f32) -> Printed {
        Printed {
            text: text.into(),
            size,
            ..Printed::default()
        }
    }

    fn marked(lines: &[Printed]) -> Vec<String> {
        let mut lines = lines.to_vec();
        mark(&mut lines, &[], 11.0);
        let notes = lines.iter().filter(|line| line.role == Role::Footnote);
        notes.map(|line| line.text.clone()).collect()
    }

    #[test]
    fn a_small_line_is_a_footnote_where_its_number_is_called() {
        let mut text = line("6. improve the plans", 11.0);
        let note = [
            line("1. Staffing data of June", 9.0),
            line("and of July", 9.0),
        ];
        let without = [&[text.clone()], &note[..]].concat();
        assert_eq!(marked(&without), Vec::<String>::new());
        text.calls.push("1".into());
        let with = [&[text], &note[..]].concat();
        assert_eq!(marked(&with), ["Staffing data of June", "and of July"]);
    }

    #[test]
    fn a_raised_mark_begins_a_footnote_of_any_size() {
        let mut note = line("We asked all.", 11.0);
        note.mark = Some("2".into());
        assert_eq!(marked(&[line("text", 11.0), note]), ["We asked all."]);
    }
}
