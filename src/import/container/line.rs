//! A line of a text, whatever file it was taken out of.

/// One line of a text, its marks understood and taken out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the file, from 1
    pub number: usize,
    /// Its words without markup and without space around them; tabs inside stay
    pub text: String,
    /// How far it is indented
    pub indent: usize,
    /// Whether it is marked as a heading (`#`)
    pub heading: bool,
    /// Whether all of it is bold
    pub bold: bool,
    /// Whether it begins with the mark of a footnote
    pub footnote: bool,
}

impl Line {
    /// Returns the place of the line, as questions and notes give it.
    pub fn place(&self) -> String {
        self.number.to_string()
    }

    /// Tells whether nothing is on it.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}
