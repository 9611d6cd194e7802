//! A saved view: a name for a report or list with its filters.

/// The longest name of a view, in characters: so much every heading has room for.
const LONGEST: usize = 60;

/// A name for a report or list with its filters, in the words that were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// What it is called
    pub name: String,
    /// What it was saved from: `report outstanding`, `list`
    pub command: String,
    /// The filters as arguments: `--body`, `KSS`
    pub filters: Vec<String>,
}

impl View {
    /// Returns the filters as one types them: `--body "West Kent" --progress none`.
    pub fn in_words(&self) -> String {
        let quoted = |word: &String| {
            if word.contains(char::is_whitespace) || word.is_empty() {
                format!("\"{word}\"")
            } else {
                word.clone()
            }
        };
        let words: Vec<String> = self.filters.iter().map(quoted).collect();
        words.join(" ")
    }

    /// Tells whether it goes by a name, in capitals or not.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.trim().to_lowercase()
    }
}

/// Returns a name for a view, without the blanks around it.
///
/// # Errors
/// In words, when it is empty, of several lines or too long, or begins like a flag.
pub fn valid_name(words: &str) -> Result<String, String> {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let words = words.trim();
    if words.is_empty()
        || words.chars().count() > LONGEST
        || words.contains(is_break)
        || words.starts_with('-')
    {
        return Err(format!(
            "a name of a view is one line of 1 to {LONGEST} characters, such as board"
        ));
    }
    Ok(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_and_no_flag() {
        assert_eq!(valid_name(" board "), Ok("board".to_owned()));
        for refused in ["", " ", "--body", "a\nb", &"é".repeat(61)] {
            assert!(valid_name(refused).is_err(), "{refused:?}");
        }
    }

    #[test]
    fn filters_are_said_as_one_types_them() {
        let view = View {
            name: "board".to_owned(),
            command: "list".to_owned(),
            filters: ["--body", "West Kent", "--exact"]
                .map(str::to_owned)
                .to_vec(),
        };
        assert_eq!(view.in_words(), "--body \"West Kent\" --exact");
        assert!(view.is_called("Board "));
    }
}
