//! What a glyph and its font say about themselves.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::String as PdfString;
use hayro_interpret::kurbo::Shape;

/// What is known of the font of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Face {
    /// Whether it is bold; nothing where it does not say
    pub bold: Option<bool>,
    /// Its name
    pub name: String,
}

/// Returns how far a glyph moves on, in thousandths of its size.
pub(super) fn advance(glyph: &Glyph<'_>) -> f32 {
    let width = match glyph {
        Glyph::Outline(glyph) => glyph.advance_width(),
        Glyph::Type3(glyph) => glyph.advance_width(),
    };
    width
        .filter(|width| (0.0..10_000.0).contains(width))
        .unwrap_or(500.0)
}

/// Tells whether nothing is drawn of it.
pub(super) fn is_blank(glyph: &Glyph<'_>) -> bool {
    match glyph {
        Glyph::Outline(glyph) => glyph.outline().elements().is_empty(),
        Glyph::Type3(_) => false,
    }
}

/// Tells whether it is a letter or a figure.
pub(super) fn says_something(glyph: &Glyph<'_>) -> bool {
    match glyph.as_unicode() {
        Some(BfString::Char(c)) => c.is_alphanumeric(),
        Some(BfString::String(text)) => text.chars().any(char::is_alphanumeric),
        None => false,
    }
}

/// Reads the weight of a run's font off its data or its name; some tell neither.
pub(super) fn face(run: &GlyphRun<'_, '_>) -> Face {
    let data = run.glyphs().first().and_then(|glyph| match &**glyph {
        Glyph::Outline(glyph) => glyph.font_data(),
        Glyph::Type3(_) => None,
    });
    let Some(data) = data else {
        return Face::default();
    };
    let name = data.postscript_name.unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let named = ["bold", "black", "heavy", "demi"];
    let by_name = named.iter().any(|word| lower.contains(word));
    let bold = match data.weight {
        Some(weight) => Some(weight >= 600 || by_name),
        None if name.is_empty() => None,
        None => Some(by_name),
    };
    Face { bold, name }
}

/// Returns how much of the place of a run's first letters is ink.
pub(super) fn ink(run: &GlyphRun<'_, '_>) -> Option<f32> {
    let (mut area, mut place) = (0.0, 0.0);
    let letters = run.glyphs().iter().filter(|glyph| says_something(glyph));
    for glyph in letters.take(8) {
        if let Glyph::Outline(outline) = &**glyph {
            area += outline.outline().area().abs();
            place += f64::from(advance(glyph)) * 1000.0;
        }
    }
    (place > 0.0).then_some((area / place) as f32)
}

/// Text in a PDF begins with the mark of its encoding, or is (nearly) Windows-1252.
pub(super) fn decoded(text: &PdfString<'_>) -> String {
    encoding_rs::WINDOWS_1252
        .decode(text.as_bytes())
        .0
        .into_owned()
}

/// Returns the figure that a glyph draws raised: as a sign of its own (`²`), or as a form of the
/// figure that a font has for marks of footnotes.
pub(super) fn raised(glyph: &Glyph<'_>, said: &str) -> Option<String> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut all = said.chars();
    let (Some(c), None) = (all.next(), all.next()) else {
        return None;
    };
    if let Some(figure) = RAISED.chars().position(|raised| raised == c) {
        return Some(figure.to_string());
    }
    let Glyph::Outline(outline) = glyph else {
        return None;
    };
    let high = || outline.outline().bounding_box().y0 > 220.0;
    (c.is_ascii_digit() && high()).then(|| said.to_owned())
}
