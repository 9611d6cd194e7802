//! Names of sheets: what Excel allows, each once.

use std::collections::HashSet;

use super::text::{beginning, units};
use crate::document::Section;
use crate::render::paper;

/// The first sheet, which says what the report is about.
pub const ABOUT: &str = "About";

/// Excel allows so many letters.
const MOST: usize = 31;

/// Returns a name for each list: its heading, or what its key says.
pub fn names(lists: &[Vec<&Section>]) -> Vec<String> {
    // Excel keeps `History` for itself.
    let mut taken = HashSet::from([ABOUT.to_lowercase(), "history".to_owned()]);
    let mut names = Vec::new();
    for sections in lists {
        let name = free(&allowed(&heading(sections)), &taken);
        taken.insert(name.to_lowercase());
        names.push(name);
    }
    names
}

fn heading(sections: &[&Section]) -> String {
    match sections {
        [only] => paper::heading(only).unwrap_or_else(|| sentence(only.key)),
        [first, ..] => sentence(first.key),
        [] => String::new(),
    }
}

/// Returns a key as words: `by_body` is `By body`.
fn sentence(key: &str) -> String {
    let words = key.replace(['_', '-'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

fn allowed(name: &str) -> String {
    let name = name.replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['\'', ' ']);
    if name.is_empty() {
        "Sheet".to_owned()
    } else {
        cut(name, MOST)
    }
}

/// Returns the name, with a number where others have it. Excel does not tell large from small letters.
fn free(name: &str, taken: &HashSet<String>) -> String {
    let mut candidates = (2..).map(|number| {
        let number = format!(" ({number})");
        cut(name, MOST - number.len()) + &number
    });
    let is_free = |name: &String| !taken.contains(&name.to_lowercase());
    let name = name.to_owned();
    if is_free(&name) {
        return name;
    }
    candidates
        .find(is_free)
        .expect("there are more numbers than sheets")
}

fn cut(name: &str, most: usize) -> String {
    if units(name) <= most {
        return name.to_owned();
    }
    let kept = beginning(name, most - 1).trim_end_matches([' ', '\'']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn named(headings: &[Option<&str>]) -> Vec<String> {
        let sample = sample::document();
        let section = |heading: &Option<&str>| Section {
            heading: heading.map(str::to_owned),
            ..sample.sections[3].clone()
        };
        let sections: Vec<Section> = headings.iter().map(section).collect();
        names(&sections.iter().map(|one| vec![one]).collect::<Vec<_>>())
    }

    #[test]
    fn a_sheet_is_called_as_its_list_as_far_as_excel_allows() {
        let long = "Asked of bodies above, in reports about Fenmarsh";
        for (heading, name) in [
            (Some("Annexe one"), "Annexe one"),
            (None, "Inherited"),
            (Some("a[b]:c*d?e/f\\g"), "a b c d e f g"),
            (Some("'quoted'"), "quoted"),
            (Some("/*?"), "Sheet"),
            (Some("about"), "about (2)"),
            (Some("History"), "History (2)"),
            (Some(long), "Asked of bodies above, in repo…"),
            (Some("\u{202e}x"), "u{202e}x"),
        ] {
            assert_eq!(named(&[heading]), [name]);
        }
    }

    #[test]
    fn no_two_sheets_have_one_name() {
        let long = "🚪".repeat(20);
        let names = named(&[
            Some("One"),
            Some("one"),
            Some("ONE"),
            Some(&long),
            Some(&long),
        ]);
        assert_eq!(names[..3], ["One", "one (2)", "ONE (3)"]);
        assert!(names[4].ends_with("… (2)"), "{names:?}");
        assert!(names.iter().all(|name| units(name) <= MOST), "{names:?}");
    }

    #[test]
    fn a_thousand_lists_of_one_heading_have_a_name_each() {
        let names = named(&[Some("Same"); 1_000]);
        assert_eq!(names[999], "Same (1000)");
    }

    #[test]
    fn parts_of_one_list_are_called_by_its_key() {
        let sample = sample::document();
        let parts = vec![&sample.sections[1], &sample.sections[2]];
        assert_eq!(names(&[parts]), ["Annexe one"]);
        assert_eq!(sentence("by_body"), "By body");
    }
}
