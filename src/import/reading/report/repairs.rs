//! The repairs that keep an item word for word: lines joined, hyphens at their ends.

use std::collections::HashSet;

use crate::domain::words::begins_compound;
use crate::import::container::line::Line;

/// The words of a document, by which a hyphen at a line's end is judged.
pub(super) struct Vocabulary {
    words: HashSet<String>,
    /// What stands before a hyphen inside a line: `multi` of `multi-agency`
    compounds: HashSet<String>,
}

/// Words that begin single words as well: `under-/standing`, `with-/draw`.
const SYLLABLES: [&str; 14] = [
    "with", "into", "under", "over", "some", "every", "there", "where", "what", "when", "them",
    "your", "fore", "here",
];

impl Vocabulary {
    /// Collects the words of all lines.
    pub fn of(lines: &[Line]) -> Self {
        let mut words = HashSet::new();
        let mut compounds = HashSet::new();
        for word in lines.iter().flat_map(|line| line.text.split(is_between)) {
            if word.is_empty() || word.ends_with('-') {
                continue;
            }
            let word = word.to_lowercase();
            if let Some((before, _)) = word.split_once('-') {
                compounds.insert(before.to_owned());
            }
            words.insert(word);
        }
        Vocabulary { words, compounds }
    }

    /// Tells whether two halves that the document joins nowhere are two words: the first begins
    /// a compound, or both stand alone in the document.
    fn keeps_hyphen(&self, before: &str, after: &str) -> bool {
        let first = before.to_lowercase();
        if self.compounds.contains(&first) || begins_compound(before) || after.contains('-') {
            return true;
        }
        let long = before.chars().count() >= 4 && after.chars().count() >= 4;
        long && !SYLLABLES.contains(&first.as_str()) && self.holds(before) && self.holds(after)
    }

    fn holds(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }
}

fn is_between(c: char) -> bool {
    !(c.is_alphanumeric() || c == '-')
}

/// The words of an item while its lines are put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// What there is so far
    pub text: String,
    /// What was unsure about it
    pub doubts: Vec<String>,
}

impl Words {
    /// Begins with the words of a line.
    pub fn new(text: &str) -> Self {
        Words {
            text: spaced(text),
            doubts: Vec::new(),
        }
    }

    /// Adds a line that continues the words: the break becomes one space, or a hyphen is judged.
    pub fn join(&mut self, line: &str, vocabulary: &Vocabulary) {
        let line = spaced(line);
        let Some((before, after)) = hyphenated(&self.text, &line) else {
            if !self.text.is_empty() && !line.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(&line);
            return;
        };
        let (joined, compound) = (format!("{before}{after}"), format!("{before}-{after}"));
        let known = vocabulary.holds(&joined) != vocabulary.holds(&compound);
        let goes = match known {
            true => vocabulary.holds(&joined),
            false => !vocabulary.keeps_hyphen(&before, &after),
        };
        if goes {
            self.text.pop();
        }
        if !known {
            let read = if goes { joined } else { compound };
            self.doubts.push(format!(
                "a hyphen at the end of a line was judged: read as `{read}`"
            ));
        }
        self.text.push_str(&line);
    }

    /// Adds a nested bullet as a line of its own.
    pub fn add_line(&mut self, line: &str) {
        self.text.push('\n');
        self.text.push_str(&spaced(line));
    }
}

/// Returns the two halves of a word that is parted at the end of a line.
fn hyphenated(before: &str, line: &str) -> Option<(String, String)> {
    let stem = before.strip_suffix('-')?;
    let start = stem.rfind(is_between).map_or(0, |at| {
        at + stem[at..].chars().next().map_or(1, char::len_utf8)
    });
    let first = line.split(is_between).next().unwrap_or_default();
    let parted =
        stem[start..].ends_with(char::is_alphabetic) && first.starts_with(char::is_lowercase);
    parted.then(|| (stem[start..].to_owned(), first.to_owned()))
}

/// Tabs and runs of blanks become one space.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Takes a footnote mark off that is glued to a full stop (`cases.3`); returns the mark.
pub(super) fn without_glued_mark(words: &mut String) -> Option<String> {
    let stem = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let mark = words[stem.len()..].to_owned();
    let sentence = stem
        .strip_suffix('.')
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_alphabetic() || c == ')'));
    if !sentence || !(1..=2).contains(&mark.len()) {
        return None;
    }
    words.truncate(stem.len());
    Some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(text: &str) -> Vocabulary {
        Vocabulary::of(&[Line::new("1", text)])
    }

    #[test]
    fn a_hyphen_at_a_lines_end_is_judged_by_the_document() {
        let known = vocabulary(
            "a sentence of multi-disciplinary teams, case-management, information sharing, under no standing",
        );
        for (first, second, whole, doubts) in [
            ("each sen-", "tence counts", "each sentence counts", 0),
            ("each multi-", "agency plan", "each multi-agency plan", 1),
            ("good case-", "management", "good case-management", 0),
            ("the super-", "vision", "the supervision", 1),
            (
                "from day-to-",
                "day practice",
                "from day-to-day practice",
                1,
            ),
            (
                "from day-",
                "to-day practice",
                "from day-to-day practice",
                1,
            ),
            ("of pre-", "release work", "of pre-release work", 1),
            (
                "an information-",
                "sharing plan",
                "an information-sharing plan",
                1,
            ),
            ("an under-", "standing of it", "an understanding of it", 1),
            ("plans -", "made", "plans - made", 0),
            ("the", "next  line", "the next line", 0),
        ] {
            let mut words = Words::new(first);
            words.join(second, &known);
            assert_eq!((words.text.as_str(), words.doubts.len()), (whole, doubts));
        }
    }

    #[test]
    fn a_mark_glued_to_the_full_stop_goes() {
        let mut words = String::from("in all cases.3");
        assert_eq!(without_glued_mark(&mut words).as_deref(), Some("3"));
        assert_eq!(words, "in all cases.");
        let mut version = String::from("use version 1.2");
        assert_eq!(without_glued_mark(&mut version), None);
    }
}
