//! Footnotes of a file without tags: small lines at the foot of a page that begin with a mark.
//! The mark is raised, or stands raised in the text; small print that is set off at the foot of
//! a page is one too, whatever its mark looks like.

use super::cells;
use super::printed::{Printed, Role};

/// Lines that the footnotes of a page have at most.
const MOST: usize = 40;

/// What is said of small print whose marks stand nowhere in the text.
const UNCALLED: &str = "small print at the foot of the page was read as a footnote, though its mark is not raised in the text; compare the page";
/// What is said of a line whose mark is not raised.
const GLUED: &str = "a figure at the end of a word was read as the mark of a footnote, which stands at the foot of the page, and left out";

/// Returns the marks of footnotes that stand in the text of a page.
pub(super) fn calls(lines: &[Printed]) -> Vec<String> {
    lines.iter().flat_map(|line| line.calls.clone()).collect()
}

/// Marks the footnotes among the lines of one page. `body` is the size of the text, `before` the
/// marks on the page before, whose footnotes may have found no room there.
pub(super) fn mark(lines: &mut [Printed], before: &[String], body: f32) {
    let mut calls = [before, &calls(lines)].concat();
    let print = small_print(lines, body);
    if let Some(print) = print {
        let (text, print) = lines.split_at_mut(print);
        calls.extend(
            print
                .iter()
                .filter_map(own_mark)
                .filter(|mark| take_out(text, mark)),
        );
    }
    let called = first(lines, &calls, body);
    let Some(first) = called.into_iter().chain(print).min() else {
        return;
    };
    let size = lines[first].size;
    for line in &mut lines[first..] {
        let uncalled = own_mark(line).filter(|mark| print.is_some() && !calls.contains(mark));
        if (line.size - size).abs() > 0.12 * size || line.row.is_some() {
            continue;
        }
        line.role = Role::Footnote;
        line.doubt = line.doubt.or(uncalled.as_ref().map(|_| UNCALLED));
        let calls: Vec<String> = uncalled.into_iter().chain(calls.iter().cloned()).collect();
        if let Some(words) = self::called(line, &calls) {
            let words = words.to_owned();
            let number = line.text.len() - words.len();
            line.mark = Some(line.text[..number].trim().to_owned());
            line.text = words;
        }
    }
}

/// Finds where small print begins that is set off from the text above it at the foot of a page:
/// its first line with a mark.
fn small_print(lines: &[Printed], body: f32) -> Option<usize> {
    let is_small = |line: &&Printed| line.row.is_none() && line.size < 0.93 * body;
    let count = lines.iter().rev().take(MOST).take_while(is_small).count();
    let from = lines.len() - count;
    let (above, first) = (lines.get(from.checked_sub(1)?)?, lines.get(from)?);
    let before = &lines[from.saturating_sub(12)..from];
    let gaps = before
        .windows(2)
        .map(|pair| pair[1].baseline - pair[0].baseline);
    let pitch = gaps
        .filter(|gap| *gap > 0.9 * body)
        .fold(1.5 * body, f32::min);
    let apart = first.baseline - above.baseline > 1.15 * pitch;
    // What a heading announces is a list in small letters.
    let announced = above.text.ends_with(':') || above.size > 1.05 * body || above.bold;
    let marked = lines[from..]
        .iter()
        .position(|line| own_mark(line).is_some())?;
    (apart && !announced).then_some(from + marked)
}

/// The mark that a line of small print begins with: raised, or a number with a full stop.
fn own_mark(line: &Printed) -> Option<String> {
    let words = cells::numbered(&line.text).filter(|words| !words.is_empty());
    let printed = words.map(|words| line.text[..line.text.len() - words.len()].to_owned());
    let bare = |mark: String| mark.trim().trim_matches(['.', '(', ')']).to_owned();
    line.mark.clone().or(printed.map(bare))
}

/// Takes a mark out of the text of a page that stands there once, at the end of a word.
fn take_out(text: &mut [Printed], mark: &str) -> bool {
    let mut found = text
        .iter_mut()
        .filter_map(|line| line.holds(mark).then_some(line));
    match (found.next(), found.next()) {
        (Some(line), None) => {
            for words in line.words_mut() {
                if let Some(at) = glued(words, mark) {
                    words.replace_range(at..at + mark.len(), "");
                    words.truncate(words.trim_end().len());
                }
            }
            line.doubt = line.doubt.or(Some(GLUED));
            true
        }
        _ => false,
    }
}

impl Printed {
    fn holds(&mut self, mark: &str) -> bool {
        self.words_mut().any(|words| glued(words, mark).is_some())
    }

    /// The words of a line, or those of the cells of a row.
    fn words_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let own = self.row.is_none().then_some(&mut self.text);
        let cells = self.row.iter_mut().flat_map(|(_, cells)| cells);
        own.into_iter().chain(cells)
    }
}

/// Where a figure stands at the end of a word: `services2`, `plans.3`, or after the end of all.
fn glued(text: &str, mark: &str) -> Option<usize> {
    const CLOSERS: [char; 11] = ['.', ',', ';', ':', '?', '!', ')', '’', '”', '\'', '"'];
    let is_end = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + mark.len()..]);
        let stem = before.trim_end_matches(CLOSERS);
        let letters = stem.chars().rev().take(2).filter(|c| c.is_alphabetic());
        let word = letters.count() == 2 || before.ends_with([')', '’', '”']);
        let last = after.is_empty() && before.trim_end().ends_with(['.', '?', '!']);
        let ends = after.starts_with(|c: char| c.is_whitespace() || CLOSERS.contains(&c));
        last || word && (ends || after.is_empty())
    };
    text.match_indices(mark).map(|(at, _)| at).find(is_end)
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
        let from = (at.saturating_sub(MOST)..=at).rev().find(|&at| {
            let line = &lines[at];
            let marked = line.role == Role::Footnote && line.mark.is_some();
            marked || cells::begins_item(&line.text) || line.begins == Some(true)
        });
        for line in &mut lines[from.unwrap_or(at)..=at] {
            line.role = Role::Footnote;
            line.doubt = None;
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
    fn small_print_at_the_foot_is_a_footnote_whatever_its_mark_looks_like() {
        let at = |line: Printed, baseline: f32| Printed { baseline, ..line };
        let page = |foot: f32| {
            vec![
                at(line("4. improve the services6", 11.0), 100.0),
                at(line("5. train staff", 11.0), 115.0),
                at(line("6. Those of June", 9.0), foot),
                at(line("and of July", 9.0), foot + 11.0),
                at(line("7. Those of May", 9.0), foot + 22.0),
            ]
        };
        let mut lines = page(700.0);
        mark(&mut lines, &[], 11.0);
        assert_eq!(lines[0].text, "4. improve the services");
        let notes: Vec<&str> = lines[2..].iter().map(|line| line.text.as_str()).collect();
        assert_eq!(notes, ["Those of June", "and of July", "Those of May"]);
        assert!(lines[2..].iter().all(|line| line.role == Role::Footnote));
        let doubted: Vec<bool> = lines.iter().map(|line| line.doubt.is_some()).collect();
        assert_eq!(doubted, [true, false, false, false, true]);
        // What follows the list without a gap belongs to it.
        assert_eq!(marked(&page(130.0)), Vec::<String>::new());
    }

    #[test]
    fn a_raised_mark_begins_a_footnote_of_any_size() {
        let mut note = line("We asked all.", 11.0);
        note.mark = Some("2".into());
        assert_eq!(marked(&[line("text", 11.0), note]), ["We asked all."]);
    }
}
