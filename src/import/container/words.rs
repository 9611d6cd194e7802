//! The words of a paragraph while they are put together out of pieces of different looks.

use super::marks::{is_measure, is_superscript};

/// The words of a paragraph so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// The words; a line break inside is a line break
    pub text: String,
    /// Whether they begin with the mark of a footnote
    pub footnote: bool,
    bold: bool,
    plain: bool,
}

impl Words {
    /// Adds words: blanks of every width are blanks, soft hyphens and marks without width go.
    pub fn add(&mut self, words: &str, bold: bool) {
        if words.chars().any(char::is_alphanumeric) {
            self.bold |= bold;
            self.plain |= !bold;
        }
        for c in words.chars() {
            match c {
                '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
                    self.text.push(' ');
                }
                '\n' | '\r' => self.text.push(' '),
                '\t' => self.text.push('\t'),
                '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
                '\u{2011}' => self.text.push('-'),
                '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F0FC}' | '\u{F02D}' | '\u{F076}' => {
                    self.text.push('•');
                }
                '\u{FB00}'..='\u{FB04}' => self.text.push_str(ligature(c)),
                c if c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}') => {}
                c if is_superscript(c) && !is_measure(&self.text) => self.mark(),
                c => self.text.push(c),
            }
        }
    }

    /// Adds words that stand raised: figures are the mark of a footnote and go, unless they follow
    /// a measure; letters stay (`1st`).
    pub fn add_raised(&mut self, words: &str, bold: bool) {
        let marks = |c: char| c.is_ascii_digit() || c.is_whitespace() || ",;[]()*†‡§".contains(c);
        if !words.chars().all(marks) {
            return self.add(words, bold);
        }
        match (words.trim(), is_measure(&self.text)) {
            ("", _) => self.add(words, bold),
            ("2", true) => self.text.push('²'),
            ("3", true) => self.text.push('³'),
            _ => self.mark(),
        }
    }

    /// Notes the mark of a footnote.
    pub fn mark(&mut self) {
        self.footnote |= self.text.trim().is_empty();
    }

    /// Breaks the line.
    pub fn break_line(&mut self) {
        self.text.push('\n');
    }

    /// Tells whether there are no words yet.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Tells whether all words are bold.
    pub fn is_bold(&self) -> bool {
        self.bold && !self.plain
    }

    /// Adds the words of another paragraph behind these.
    pub fn append(&mut self, other: Words) {
        self.footnote |= other.footnote && self.is_empty();
        self.text.push_str(&other.text);
        self.bold |= other.bold;
        self.plain |= other.plain;
    }
}

fn ligature(c: char) -> &'static str {
    match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        _ => "ffl",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_plain_and_marks_of_footnotes_go() {
        let mut words = Words::default();
        words.add("the self\u{2011}assess\u{AD}ment\u{A0}of ", true);
        words.add_raised("12", false);
        words.add("the 1", false);
        words.add_raised("st", false);
        words.add(" 40 km", false);
        words.add_raised("2", false);
        words.add(" of\u{1} fen³", false);
        assert_eq!(words.text, "the self-assessment of the 1st 40 km² of fen");
        assert!(!words.is_bold() && !words.footnote);
    }

    #[test]
    fn a_mark_before_all_words_makes_a_footnote() {
        let mut words = Words::default();
        words.add_raised(" 3", true);
        words.add(" We use this measure.", true);
        assert!(words.footnote && words.is_bold());
    }
}
