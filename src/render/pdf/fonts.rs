//! The faces that are compiled in, and words set in them.

use std::collections::HashMap;
use std::fmt::Write;
use std::rc::Rc;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};

use crate::document::Style;
use crate::render::wrap::is_mark;

const REGULAR: &[u8] = include_bytes!("../../../data/fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../data/fonts/NotoSans-Bold.ttf");
const ITALIC: &[u8] = include_bytes!("../../../data/fonts/NotoSans-Italic.ttf");

/// A word, or what stands between two, as the glyphs of one face. All measures are for size one.
#[derive(Clone, Debug)]
pub struct Word {
    /// The characters
    pub text: String,
    /// The face
    pub style: Style,
    /// The glyphs, in order
    pub glyphs: Vec<KrillaGlyph>,
    /// How far the next word is
    pub width: f32,
}

/// The faces, and every word that was set in them.
///
/// A report says the same words again and again: each is set once.
pub struct Faces {
    faces: [Face<'static>; 3],
    fonts: [Font; 3],
    set: [HashMap<String, Rc<Word>>; 3],
}

impl Faces {
    /// Opens the faces.
    pub fn new() -> Faces {
        let bytes = [REGULAR, BOLD, ITALIC];
        let face = |bytes| Face::from_slice(bytes, 0).expect("the compiled-in faces are whole");
        let font = |bytes: &'static [u8]| {
            Font::new(bytes.into(), 0).expect("the compiled-in faces are whole")
        };
        Faces {
            faces: bytes.map(face),
            fonts: bytes.map(font),
            set: Default::default(),
        }
    }

    /// Returns the face of a style as the library draws it.
    pub fn font(&self, style: Style) -> Font {
        self.fonts[place(style)].clone()
    }

    /// Sets a word.
    pub fn word(&mut self, text: &str, style: Style) -> Rc<Word> {
        if let Some(word) = self.set[place(style)].get(text) {
            return Rc::clone(word);
        }
        let word = Rc::new(shaped(&self.faces[place(style)], text, style));
        self.set[place(style)].insert(text.to_owned(), Rc::clone(&word));
        word
    }

    /// Tells whether the faces have a character; they all have the same. Glyph 0 is none.
    fn has(&self, c: char) -> bool {
        let glyph = self.faces[0].glyph_index(c);
        glyph.is_some_and(|glyph| glyph.0 != 0)
    }

    /// Returns the text with each character that the faces lack as its number: `\u{4fdd}`.
    ///
    /// A box in its place would say that something stood there, but not what.
    pub fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            if c.is_whitespace() || self.has(c) {
                out.push(c);
            } else {
                write!(out, "\\u{{{:x}}}", u32::from(c)).expect("memory takes every character");
            }
        }
        out
    }
}

fn place(style: Style) -> usize {
    match style {
        Style::Plain => 0,
        Style::Bold => 1,
        Style::Italic => 2,
    }
}

fn shaped(face: &Face<'_>, text: &str, style: Style) -> Word {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    // Nothing that is written from right to left is in the faces.
    buffer.set_direction(Direction::LeftToRight);
    let output = rustybuzz::shape(face, &[], buffer);
    let size = face.units_per_em() as f32;
    let starts: Vec<usize> = output
        .glyph_infos()
        .iter()
        .map(|info| info.cluster as usize)
        .collect();
    let glyphs: Vec<KrillaGlyph> = output
        .glyph_infos()
        .iter()
        .zip(output.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let next = starts.partition_point(|&other| other <= start);
            let end = starts.get(next).copied().unwrap_or(text.len());
            KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                position.x_advance as f32 / size,
                position.x_offset as f32 / size,
                position.y_offset as f32 / size,
                0.0,
                start..end,
                None,
            )
        })
        .collect();
    Word {
        text: text.to_owned(),
        style,
        width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
        glyphs,
    }
}

impl Word {
    /// Breaks the word into pieces of at most `width`, the first of at most `first`.
    ///
    /// A letter stays with its marks, and each piece has one letter at least.
    pub fn pieces(&self, first: f32, width: f32) -> Vec<Word> {
        let mut pieces = Vec::new();
        let (mut start, mut room, mut so_far) = (0, first, 0.0);
        // The last place after a hyphen or a stroke, and what stands before it.
        let mut mark: Option<(usize, f32)> = None;
        for (at, glyph) in self.glyphs.iter().enumerate() {
            let begins =
                at > start && glyph.text_range.start != self.glyphs[at - 1].text_range.start;
            if begins && so_far + glyph.x_advance > room {
                let marked = mark.filter(|(_, before)| before * 2.0 > room);
                let (place, before) = marked.unwrap_or((at, so_far));
                pieces.push(self.piece(start, place));
                (start, room, so_far, mark) = (place, width, so_far - before, None);
            }
            so_far += glyph.x_advance;
            if self.text[glyph.text_range.clone()].ends_with(is_mark) {
                mark = Some((at + 1, so_far));
            }
        }
        pieces.push(self.piece(start, self.glyphs.len()));
        pieces
    }

    /// Returns the glyphs from one place to another as a word of its own.
    fn piece(&self, from: usize, to: usize) -> Word {
        let byte = |at: usize| {
            let glyph = self.glyphs.get(at);
            glyph.map_or(self.text.len(), |glyph| glyph.text_range.start)
        };
        let (start, end) = (byte(from), byte(to));
        let moved = |glyph: &KrillaGlyph| KrillaGlyph {
            text_range: glyph.text_range.start - start..glyph.text_range.end - start,
            ..glyph.clone()
        };
        let glyphs: Vec<KrillaGlyph> = self.glyphs[from..to].iter().map(moved).collect();
        Word {
            text: self.text[start..end].to_owned(),
            style: self.style,
            width: glyphs.iter().map(|glyph| glyph.x_advance).sum(),
            glyphs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_britain_and_its_neighbours_are_in_every_face() {
        let letters = "Ŵŵ Ŷŷ Ẁẁ Ẃẃ Ẅẅ Ỳỳ ÿ Łódź Çığ Ωμέγα Жук “naïve” – — … • → ≥ ≤ − × ½ £ € ␛ ✓ \u{fffd} e\u{301}";
        let mut faces = Faces::new();
        assert_eq!(faces.printable(letters), letters);
        for style in [Style::Plain, Style::Bold, Style::Italic] {
            for text in letters.split(' ') {
                let word = faces.word(text, style);
                assert!(
                    word.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0),
                    "{text} {style:?}"
                );
            }
        }
    }

    #[test]
    fn a_character_that_the_faces_lack_is_told_by_its_number() {
        let faces = Faces::new();
        assert_eq!(faces.printable("保 a\n🙂"), "\\u{4fdd} a\n\\u{1f642}");
    }

    #[test]
    fn the_pieces_of_a_word_are_as_wide_as_they_may_be_and_lose_nothing() {
        let mut faces = Faces::new();
        let word = faces.word("cafe\u{301}teria-cafe\u{301}teria", Style::Plain);
        let pieces = word.pieces(1.0, 2.0);
        let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(joined, word.text);
        assert!(pieces[0].width <= 1.0 && pieces.len() > 3);
        assert!(pieces[1..].iter().all(|piece| piece.width <= 2.0));
        assert!(
            pieces
                .iter()
                .all(|piece| !piece.text.starts_with('\u{301}'))
        );
        let whole = word.glyphs.len();
        assert_eq!(word.pieces(0.0, 0.0).len(), whole, "one letter at least");
    }
}
