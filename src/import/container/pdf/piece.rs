//! A stretch of glyphs on one baseline, and the line that several make.

/// A gap between glyphs, in parts of their size, from which on it is a space.
pub(super) const SPACE: f32 = 0.17;
/// From which on it is a tab.
pub(super) const TAB: f32 = 2.0;

/// Glyphs that are printed one after another on one baseline, in one font. Places are in points
/// from the page's upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Piece {
    /// What it says
    pub text: String,
    /// Where it begins
    pub left: f32,
    /// Where its last glyph ends
    pub right: f32,
    /// How far down its baseline is
    pub baseline: f32,
    /// The size of its font
    pub size: f32,
    /// Whether it is bold
    pub bold: bool,
    /// How much of the place of its letters is ink, where the font does not say its weight
    pub ink: Option<f32>,
    /// Whether a space is printed before it
    pub space_before: bool,
    /// Whether a space is printed after it
    pub space_after: bool,
    /// The number of the marked content that it is part of
    pub content: Option<i32>,
    /// Whether it is marked as no part of the text: a header, a page's number
    pub artifact: bool,
    /// Whether it is not painted: the text under a scanned picture
    pub invisible: bool,
}

impl Piece {
    /// Returns how many characters it has.
    pub fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Returns what stands between it and the next piece of its line.
    pub fn parted_from(&self, next: &Piece) -> &'static str {
        let gap = next.left - self.right;
        let size = self.size.min(next.size);
        if gap > TAB * size.max(self.size.max(next.size) * 0.8) {
            "\t"
        } else if gap > SPACE * size || self.space_after || next.space_before {
            " "
        } else {
            ""
        }
    }
}

/// A piece of ten points whose letters are half as wide as high.
#[cfg(test)]
pub(super) fn sample(text: &str, left: f32, baseline: f32) -> Piece {
    Piece {
        text: text.into(),
        left,
        right: left + 5.0 * text.len() as f32,
        baseline,
        size: 10.0,
        ..Piece::default()
    }
}
