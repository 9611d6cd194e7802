//! What belongs to the page and not to the text: headers and footers that come again at the
//! same height, and page numbers.

use std::collections::{HashMap, HashSet};

use super::page::Page;
use super::printed::Printed;

/// How many lines from the edge of a page a header or footer may stand.
const DEEP: usize = 3;

/// A page and a line on it.
pub(super) type Spot = (usize, usize);

/// Finds the lines of headers, footers and page numbers.
pub(super) fn lines(pages: &[Page]) -> HashSet<Spot> {
    let mut found = HashSet::new();
    for outer in [Edge::Top, Edge::Bottom] {
        found.extend(repeated(pages, outer));
    }
    let numbers = page_numbers(pages, &found);
    found.extend(numbers);
    found
}

#[derive(Clone, Copy)]
enum Edge {
    Top,
    Bottom,
}

/// The lines of a page from an edge inwards.
fn from_edge(page: &Page, edge: Edge) -> Vec<&Printed> {
    match edge {
        Edge::Top => page.seen.iter().take(DEEP).collect(),
        Edge::Bottom => page.seen.iter().rev().take(DEEP).collect(),
    }
}

/// Words and height of a line, its figures put aside.
fn key(line: &Printed) -> (String, i32) {
    let words: String = line
        .text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_ascii_digit() { '#' } else { c })
        .collect();
    let mut words = words;
    while words.contains("##") {
        words = words.replace("##", "#");
    }
    (words, (line.baseline / 4.0).round() as i32)
}

/// Finds lines that come again at the same height on most pages between the first and the last.
fn repeated(pages: &[Page], edge: Edge) -> HashSet<Spot> {
    let mut places: HashMap<(String, i32), Vec<Spot>> = HashMap::new();
    for page in pages {
        for line in from_edge(page, edge)
            .into_iter()
            .filter(|line| could_be(line))
        {
            let (words, height) = key(line);
            // Heights are counted in steps; one that lies at the edge of a step may fall to either.
            for height in [height - 1, height, height + 1] {
                let spots = places.entry((words.clone(), height)).or_default();
                spots.push((page.number, line.number));
            }
        }
    }
    let runs = places
        .into_values()
        .filter(|spots| is_running(spots, pages));
    runs.flatten().collect()
}

/// Three times or more, on at least two of five pages between the first and the last; of a file
/// of two or three pages on two, where it stands apart.
fn is_running(spots: &[Spot], pages: &[Page]) -> bool {
    let mut on: Vec<usize> = spots.iter().map(|(page, _)| *page).collect();
    on.sort_unstable();
    on.dedup();
    let (Some(first), Some(last)) = (on.first(), on.last()) else {
        return false;
    };
    let dense = on.len() * 5 >= (last - first + 1) * 2;
    let few = on.len() == 2 && last - first == 1 && pages.len() <= 3;
    (on.len() >= 3 && dense) || few && spots.iter().all(|spot| is_apart(pages, *spot))
}

/// Tells whether a line is the outermost of its page and stands apart from the others.
fn is_apart(pages: &[Page], (page, number): Spot) -> bool {
    let seen = &pages[page - 1].seen;
    let at = seen.iter().position(|line| line.number == number);
    let neighbour = match at {
        Some(0) => seen.get(1),
        Some(at) if at + 1 == seen.len() => seen.get(at - 1),
        _ => None,
    };
    let line = at.and_then(|at| seen.get(at));
    line.zip(neighbour).is_some_and(|(line, next)| {
        (line.baseline - next.baseline).abs() > 1.8 * line.size.max(next.size)
    })
}

/// A line that begins an item, heads a list or is the row of a table is text.
fn could_be(line: &Printed) -> bool {
    let heads = [
        "recommendation",
        "action",
        "response",
        "owner",
        "target",
        "progress",
        "finding",
    ];
    let lower = line.text.to_lowercase();
    let named = heads.iter().filter(|word| lower.contains(**word)).count();
    let row = line.text.contains('\t') && named >= 2;
    let bulleted = super::cells::begins_item(&line.text);
    !(line.text.ends_with(':') || row || bulleted || lower.ends_with("should"))
}

/// Finds numbers alone, or `Page 3 of 40`, at an edge that count with the pages.
fn page_numbers(pages: &[Page], known: &HashSet<Spot>) -> HashSet<Spot> {
    let mut found: Vec<(Spot, i64)> = Vec::new();
    for page in pages {
        for edge in [Edge::Top, Edge::Bottom] {
            let mut lines = from_edge(page, edge).into_iter();
            let outer = lines.find(|line| !known.contains(&(page.number, line.number)));
            if let Some((line, number)) = outer.and_then(|line| Some((line, number(&line.text)?))) {
                found.push(((page.number, line.number), number - page.number as i64));
            }
        }
    }
    let mut offsets: HashMap<i64, usize> = HashMap::new();
    for (_, offset) in &found {
        *offsets.entry(*offset).or_insert(0) += 1;
    }
    let counted = |offset: &i64| offsets[offset] >= 2 || (pages.len() == 1 && *offset == 0);
    let numbers = found.into_iter().filter(|(_, offset)| counted(offset));
    numbers.map(|(spot, _)| spot).collect()
}

/// Reads the number of a page.
fn number(text: &str) -> Option<i64> {
    let lower = text.to_lowercase();
    let inner = lower.trim_matches(|c: char| matches!(c, '-' | '–' | '|' | '[' | ']' | ' '));
    let inner = inner.strip_prefix("page ").unwrap_or(inner);
    let first = inner.split([' ', '/', '|']).next()?;
    let rest = inner[first.len()..].trim();
    let of = rest.is_empty() || rest.starts_with("of ") || rest.starts_with('/');
    first
        .parse()
        .ok()
        .filter(|number| of && (0..10_000).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(number: usize, lines: &[&str]) -> Page {
        let line = |(at, text): (usize, &&str)| Printed {
            page: number,
            number: at + 1,
            text: (*text).to_owned(),
            baseline: 40.0 + 20.0 * at as f32,
            ..Printed::default()
        };
        Page {
            number,
            seen: lines.iter().enumerate().map(line).collect(),
            ..Page::default()
        }
    }

    #[test]
    fn headers_footers_and_numbers_of_pages_are_found() {
        let body = ["improve a", "improve b", "improve c", "improve d"];
        let pages: Vec<Page> = (1..=4)
            .map(|number| {
                let text = format!("1. {}", body[number - 1]);
                let lines = [
                    "Inspection of Fenmarsh",
                    &text,
                    "or other words",
                    "of it",
                    "end",
                ];
                let last = format!("{}", number + 2);
                let mut page = page(number, &lines);
                page.seen.push(Printed {
                    text: last,
                    number: 6,
                    baseline: 780.0,
                    page: number,
                    ..Printed::default()
                });
                page
            })
            .collect();
        let mut found: Vec<Spot> = lines(&pages)
            .into_iter()
            .filter(|(page, _)| *page == 2)
            .collect();
        found.sort_unstable();
        assert!(found.contains(&(2, 1)) && found.contains(&(2, 6)));
        assert!(!found.contains(&(2, 2)));
    }

    #[test]
    fn a_line_that_comes_on_distant_pages_is_text() {
        let pages: Vec<Page> = (1..=20)
            .map(|number| match number % 9 {
                0 => page(number, &["Progress was made"]),
                _ => page(number, &[&"x".repeat(number)]),
            })
            .collect();
        assert!(lines(&pages).is_empty());
    }
}
