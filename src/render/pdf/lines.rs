//! Lines of a given width, broken between words.

use std::rc::Rc;

use super::fonts::{Faces, Word};
use crate::document::{Paragraph, Span, Style};
use crate::render::wrap::is_gap;

/// One line: words and the gaps between them. All measures are for size one.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// The words, with the gaps as words of their own
    pub words: Vec<Rc<Word>>,
    /// How wide it is
    pub width: f32,
}

impl Line {
    /// Sets a text on one line, whatever its width.
    pub fn whole(faces: &mut Faces, text: &str, style: Style) -> Line {
        let mut line = Line::default();
        line.push(faces.word(&faces.printable(text).replace('\n', " "), style));
        line
    }

    /// Sets a text on one line; what does not fit is cut off, and three dots say so.
    pub fn cut(faces: &mut Faces, text: &str, style: Style, width: f32) -> Line {
        let mut line = Line::whole(faces, text, style);
        if line.width > width {
            let dots = faces.word("…", style);
            let words = std::mem::take(&mut line.words);
            let room = (width - dots.width).max(0.0);
            line = Line::default();
            line.push(Rc::new(words[0].pieces(room, room).swap_remove(0)));
            line.push(dots);
        }
        line
    }

    fn push(&mut self, word: Rc<Word>) {
        self.width += word.width;
        self.words.push(word);
    }
}

/// What is never parted: the words between two gaps, which may change their weight.
struct Token {
    words: Vec<Rc<Word>>,
    width: f32,
}

/// A paragraph whose words are set, before it has lines.
pub struct Text {
    lines: Vec<Vec<Token>>,
}

impl Text {
    /// Sets the words of a paragraph. Of one that is never broken, each line is one word.
    pub fn of(faces: &mut Faces, paragraph: &[Span], is_broken: bool) -> Text {
        let mut lines = vec![Vec::new()];
        let mut glued = false;
        for span in paragraph {
            let text = faces.printable(&span.text);
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    lines.push(Vec::new());
                    glued = false;
                }
                let tokens = lines.last_mut().expect("there is always a line");
                glued = set(faces, tokens, line, span.style, is_broken, glued);
            }
        }
        Text { lines }
    }

    /// Returns the width of the longest line.
    pub fn widest(&self, faces: &mut Faces) -> f32 {
        let gap = faces.word(" ", Style::Plain).width;
        let width = |line: &Vec<Token>| {
            let words: f32 = line.iter().map(|token| token.width).sum();
            words + gap * line.len().saturating_sub(1) as f32
        };
        self.lines.iter().map(width).fold(0.0, f32::max)
    }

    /// Returns the width of the longest word.
    pub fn longest_word(&self) -> f32 {
        let tokens = self.lines.iter().flatten();
        tokens.map(|token| token.width).fold(0.0, f32::max)
    }

    /// Returns the lines at a width. Only a word that is wider than a line is broken.
    pub fn lines(&self, faces: &mut Faces, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        for tokens in &self.lines {
            end(faces, &mut lines);
            lines.push(Line::default());
            for token in tokens {
                place(faces, &mut lines, token, width);
            }
        }
        lines
    }
}

/// Sets the words of one line of a span; the first is glued to the word before it if no gap
/// is between them. Tells whether the next span may be glued on.
fn set(
    faces: &mut Faces,
    tokens: &mut Vec<Token>,
    line: &str,
    style: Style,
    is_broken: bool,
    mut glued: bool,
) -> bool {
    if line.is_empty() {
        return glued;
    }
    let is_gap = |c: char| is_broken && is_gap(c);
    for (at, word) in line.split(is_gap).enumerate() {
        glued &= at == 0;
        if word.is_empty() {
            continue;
        }
        let word = faces.word(word, style);
        match tokens.last_mut().filter(|_| glued) {
            Some(token) => {
                token.width += word.width;
                token.words.push(word);
            }
            None => tokens.push(Token {
                width: word.width,
                words: vec![word],
            }),
        }
    }
    !line.ends_with(is_gap)
}

fn place(faces: &mut Faces, lines: &mut Vec<Line>, token: &Token, width: f32) {
    let line = lines.last_mut().expect("there is always a line");
    if let Some(last) = line.words.last() {
        let gap = faces.word(" ", gap_style(last.style, token.words[0].style));
        if line.width + gap.width + token.width <= width + TOLERANCE {
            line.push(gap);
        } else {
            end(faces, lines);
            lines.push(Line::default());
        }
    }
    for word in &token.words {
        push_broken(lines, word, width);
    }
}

/// Ends a line that is followed by another with a gap, so that whoever hears or copies the
/// words has it too.
fn end(faces: &mut Faces, lines: &mut [Line]) {
    if let Some(line) = lines.last_mut()
        && let Some(last) = line.words.last()
    {
        line.words.push(faces.word(" ", last.style));
    }
}

/// Sums of widths are not exact; a hair's breadth is no reason for a new line.
const TOLERANCE: f32 = 0.001;

fn push_broken(lines: &mut Vec<Line>, word: &Rc<Word>, width: f32) {
    let line = lines.last_mut().expect("there is always a line");
    if line.width + word.width <= width + TOLERANCE {
        line.push(Rc::clone(word));
        return;
    }
    let pieces = word.pieces((width - line.width).max(0.0), width);
    for (at, piece) in pieces.into_iter().enumerate() {
        if at > 0 {
            lines.push(Line::default());
        }
        let line = lines.last_mut().expect("there is always a line");
        line.push(Rc::new(piece));
    }
}

fn gap_style(before: Style, after: Style) -> Style {
    if before == after {
        before
    } else {
        Style::Plain
    }
}

/// Makes a paragraph of one style.
pub fn styled(text: &str, style: Style) -> Paragraph {
    vec![Span {
        text: text.to_owned(),
        style,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::plain;

    fn lines(paragraph: &[Span], ems: f32, is_broken: bool) -> Vec<String> {
        let mut faces = Faces::new();
        let text = Text::of(&mut faces, paragraph, is_broken);
        let lines = text.lines(&mut faces, ems);
        assert!(
            lines
                .iter()
                .all(|line| line.width <= ems + TOLERANCE || !is_broken)
        );
        let words = |line: &Line| line.words.iter().map(|word| word.text.as_str()).collect();
        lines.iter().map(words).collect()
    }

    #[test]
    fn lines_break_between_words_and_where_the_text_breaks() {
        assert_eq!(
            lines(&plain("one two three"), 4.5, true),
            ["one two ", "three"]
        );
        assert_eq!(lines(&plain("one\n\n two"), 9.0, true), ["one ", "", "two"]);
        assert_eq!(
            lines(&plain("18\u{a0}May 2022"), 4.0, true),
            ["18\u{a0}May ", "2022"]
        );
        assert_eq!(lines(&plain(""), 9.0, true), [""]);
    }

    #[test]
    fn what_is_not_to_be_broken_keeps_its_gaps_and_stays_whole() {
        assert_eq!(
            lines(&plain("18 September 2022"), 40.0, false),
            ["18 September 2022"]
        );
    }

    #[test]
    fn a_word_that_changes_its_weight_is_still_one_word() {
        let paragraph = [plain("so–"), styled("Some", Style::Bold), plain(". On")].concat();
        assert_eq!(lines(&paragraph, 5.5, true), ["so–Some. ", "On"]);
    }

    #[test]
    fn a_word_wider_than_a_line_is_broken_and_loses_nothing() {
        let word = "Unterstützungsmaßnahmenverwaltung";
        let broken = lines(&plain(format!("a {word} b")), 4.0, true);
        assert!(broken.len() > 4);
        assert_eq!(broken.concat(), format!("a {word} b"));
    }

    #[test]
    fn a_line_that_is_cut_off_says_so() {
        let mut faces = Faces::new();
        let line = Line::cut(&mut faces, "Outstanding recommendations", Style::Plain, 5.0);
        let words: String = line.words.iter().map(|word| word.text.as_str()).collect();
        assert!(words.ends_with('…') && line.width <= 5.0, "{words}");
    }
}
