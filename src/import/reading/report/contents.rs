//! Contents pages: entries of a title and a page's number.

use std::collections::HashSet;

use super::folded;
use super::sections::is_page_number;
use super::titles::{starts_with_annexe, title_of};
use crate::import::container::line::Line;

/// Tells whether a line is an entry of a contents page: a title and a page's number.
pub(super) fn is_contents_entry(text: &str) -> bool {
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - stem.len();
    if !(1..=3).contains(&digits) {
        return false;
    }
    let title =
        stem.trim_end_matches(|c: char| c.is_whitespace() || c == '.' || c == '…' || c == '·');
    let gap = &stem[title.len()..];
    let leader = gap.contains("..") || gap.contains(". .") || gap.contains('…');
    let tabbed = gap.contains('\t') || gap.contains("   ");
    let begins = title.starts_with(|c: char| c.is_alphanumeric());
    let named = gap == " "
        && !title.contains('\t')
        && title_of(title, false).is_some()
        && !is_annexe_alone(title);
    begins && title.len() > 2 && (leader || tabbed && !title.contains('\t') || named)
}

fn is_annexe_alone(title: &str) -> bool {
    title.split_whitespace().count() == 1 && starts_with_annexe(title)
}

/// Finds the lines of contents pages: from the word to the last entry of the run.
pub(super) fn lines_of_contents(lines: &[Line]) -> HashSet<usize> {
    let mut inside = HashSet::new();
    for (start, _) in lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_contents_title(&line.text))
    {
        let mut last = start;
        let mut strangers = 0;
        for (at, line) in lines.iter().enumerate().skip(start + 1).take(150) {
            // The number of a title that is broken over lines may stand alone.
            let alone = last > start && is_page_number(&line.text);
            let entry = is_contents_entry(&line.text) || alone;
            strangers = if entry {
                0
            } else {
                strangers + usize::from(!line.is_blank())
            };
            if entry {
                last = at;
            }
            if strangers > 3 {
                break;
            }
        }
        if last > start {
            let rest = lines.get(last + 1);
            let goes_on = rest.is_some_and(|line| line.text.starts_with(char::is_lowercase));
            inside.extend(start..=last + usize::from(goes_on));
        }
    }
    inside
}

fn is_contents_title(text: &str) -> bool {
    matches!(
        folded(text).as_str(),
        "contents" | "table of contents" | "contents page"
    )
}
