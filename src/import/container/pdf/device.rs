//! Takes the glyphs, the rules and the pictures off a page while it is drawn.

use std::collections::HashMap;

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, Name, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};

use super::drawn::{Drawn, Mark};
use super::glyph::{Face, advance, decoded, face, ink, is_blank, raised, says_something};
use super::letters::{Letter, letter, symbol};
use super::piece::{Piece, SPACE};

/// No page of a report has as many glyphs; one that has is not read further.
const MOST_GLYPHS: usize = 400_000;

/// Where a glyph stands.
#[derive(Clone, Copy)]
struct Spot {
    left: f32,
    right: f32,
    baseline: f32,
    size: f32,
}

impl Spot {
    /// The place of a figure that its font itself draws small and raised.
    fn raised(self) -> Spot {
        Spot {
            baseline: self.baseline - 0.35 * self.size,
            size: 0.6 * self.size,
            ..self
        }
    }
}

/// Listens to the drawing of a page.
#[derive(Default)]
pub(super) struct Listener {
    drawn: Drawn,
    marks: Vec<Mark>,
    space: bool,
    /// Whether a run of glyphs has just begun
    begun: bool,
    /// The glyphs by character and place, so that a second stroke at the same place is known
    seen: HashMap<(char, i32, i32), (f32, f32, usize)>,
}

impl Listener {
    /// Begins a page of a width and a height.
    pub fn new(extent: (f32, f32)) -> Self {
        let drawn = Drawn {
            extent,
            ..Drawn::default()
        };
        Listener {
            drawn,
            ..Listener::default()
        }
    }

    /// Ends the page.
    pub fn finish(self) -> Drawn {
        self.drawn
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, face: &Face, invisible: bool) {
        self.drawn.glyphs += 1;
        let [a, b, c, d, x, y] = transform.as_coeffs().map(|value| value as f32);
        let (scale, size) = (a.hypot(b) * 1000.0, c.hypot(d) * 1000.0);
        if !(0.5..5_000.0).contains(&size) || self.drawn.glyphs > MOST_GLYPHS {
            return;
        }
        let upright = a > 0.0 && b.abs() < a * 0.05 && d < 0.0;
        if !upright {
            self.drawn.rotated += usize::from(says_something(glyph));
            return;
        }
        let (width, height) = self.drawn.extent;
        if !(-2.0..=width + 2.0).contains(&x) || !(-2.0..=height + 2.0).contains(&y) {
            return;
        }
        let advance = advance(glyph) / 1000.0 * scale;
        let spot = Spot {
            left: x,
            right: x + advance,
            baseline: y,
            size,
        };
        self.text(glyph, spot, face, invisible);
    }

    fn text(&mut self, glyph: &Glyph<'_>, spot: Spot, face: &Face, invisible: bool) {
        let own = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => String::new(),
        };
        let unmapped = own.is_empty() || own.chars().any(|c| letter(c) == Letter::Unknown);
        let text = match self.actual(&own, unmapped) {
            Some(actual) => actual,
            None if unmapped && is_blank(glyph) => " ".to_owned(),
            None if unmapped => {
                self.drawn.unmapped += 1;
                "\u{FFFD}".to_owned()
            }
            None => own,
        };
        let mut said = String::with_capacity(text.len());
        for c in text.chars() {
            match letter(symbol(c, &face.name).unwrap_or(c)) {
                Letter::Space => said.push(' '),
                Letter::Nothing => {}
                Letter::Printed(c) => said.push(c),
                Letter::Ligature(letters) => said.push_str(letters),
                Letter::Unknown => said.push('\u{FFFD}'),
            }
        }
        if said.trim().is_empty() {
            self.space |= !said.is_empty();
            self.widen(said.is_empty(), spot);
            return;
        }
        match raised(glyph, &said) {
            Some(figure) => self.print(&figure, spot.raised(), face, invisible),
            None => self.print(&said, spot, face, invisible),
        }
    }

    /// Returns what the marked content says that its glyphs are: short, as for a ligature or a
    /// hyphen, or where the font does not say it. A longer text is not what is printed.
    fn actual(&mut self, own: &str, unmapped: bool) -> Option<String> {
        let mark = self.marks.last_mut()?;
        let (actual, written) = mark.actual.as_mut()?;
        let short = actual.chars().count() <= 4;
        if !(short || unmapped) || (own == " " && actual.len() > 1) {
            return None;
        }
        match std::mem::replace(written, true) {
            true => Some("\u{200B}".to_owned()),
            false => Some(actual.clone()),
        }
    }

    /// A glyph whose words stand in the one before takes place all the same.
    fn widen(&mut self, is_silent: bool, spot: Spot) {
        let last = self.drawn.pieces.last_mut().filter(|_| is_silent);
        if let Some(piece) = last.filter(|piece| piece.baseline == spot.baseline) {
            let goes_on = (spot.left - piece.right).abs() < 0.3 * spot.size;
            piece.right = if goes_on { spot.right } else { piece.right };
        }
    }

    /// Adds a glyph to the piece that it goes on, or begins another.
    fn print(&mut self, said: &str, spot: Spot, face: &Face, invisible: bool) {
        let first = said.chars().next().unwrap_or(' ');
        if let Some(piece) = self.twin(first, spot) {
            // Bold that is made by printing twice; text under a picture is no second stroke.
            let piece = &mut self.drawn.pieces[piece];
            piece.bold |= !invisible && !piece.invisible;
            return;
        }
        let mark = self.marks.last().cloned().unwrap_or_default();
        let space = std::mem::take(&mut self.space);
        let bold = face.bold.unwrap_or(false);
        // Where a run begins, a gap may be that between two columns, the more so without a space.
        let reach = match (std::mem::take(&mut self.begun), space) {
            (true, true) => 0.45,
            (true, false) => SPACE,
            (false, _) => 1.0,
        };
        let goes_on = self.drawn.pieces.last_mut().filter(|piece| {
            let gap = spot.left - piece.right;
            (piece.baseline - spot.baseline).abs() < 0.02 * spot.size
                && (piece.size - spot.size).abs() < 0.02 * spot.size
                && (-0.4 * spot.size..reach * spot.size).contains(&gap)
                && piece.bold == bold
                && (piece.content, piece.artifact) == (mark.content, mark.artifact)
                && piece.invisible == invisible
        });
        match goes_on {
            Some(piece) => {
                let gap = spot.left - piece.right;
                if (space && gap > -0.1 * spot.size) || gap > SPACE * spot.size {
                    piece.text.push(' ');
                }
                piece.text.push_str(said.trim());
                piece.right = spot.right.max(piece.right);
            }
            None => {
                if let Some(last) = self.drawn.pieces.last_mut() {
                    last.space_after |= space;
                }
                self.drawn.pieces.push(Piece {
                    text: said.trim().to_owned(),
                    left: spot.left,
                    right: spot.right,
                    baseline: spot.baseline,
                    size: spot.size,
                    bold,
                    space_before: space,
                    content: mark.content,
                    artifact: mark.artifact,
                    invisible,
                    ..Piece::default()
                });
            }
        }
        self.space = said.ends_with(' ');
        let place = cell(spot);
        let at = self.drawn.pieces.len() - 1;
        self.seen
            .insert((first, place.0, place.1), (spot.left, spot.baseline, at));
    }

    /// Finds the piece in which the same character stands at nearly the same place.
    fn twin(&self, c: char, spot: Spot) -> Option<usize> {
        let (x, y) = cell(spot);
        let near = (spot.size * 0.1).min(1.4);
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        around
            .filter_map(|(x, y)| self.seen.get(&(c, x, y)))
            .find(|(left, baseline, _)| {
                (left - spot.left).abs() < near && (baseline - spot.baseline).abs() < near
            })
            .map(|&(_, _, piece)| piece)
    }
}

/// A glyph's place in the table of glyphs, in squares of one and a half points.
fn cell(spot: Spot) -> (i32, i32) {
    ((spot.left / 1.5) as i32, (spot.baseline / 1.5) as i32)
}

impl<'a> Device<'a> for Listener {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if run.writing_mode() == WritingMode::Vertical {
            self.drawn.rotated += run.glyphs().len();
            return;
        }
        let face = face(run);
        let invisible = matches!(mode, DrawMode::Invisible);
        let from = self.drawn.pieces.len();
        self.begun = true;
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), &face, invisible);
        }
        if face.bold.is_none() && self.drawn.pieces.len() > from {
            let ink = ink(run);
            for piece in &mut self.drawn.pieces[from..] {
                piece.ink = ink;
            }
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let hollow = matches!(mode, DrawMode::Stroke(_));
        let mark = self.marks.last().cloned().unwrap_or_default();
        self.drawn.path(path, props.transform, hollow, &mark);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let pixels = Rect::new(
            0.0,
            0.0,
            f64::from(image.width()),
            f64::from(image.height()),
        );
        let place = props.transform.transform_rect_bbox(pixels);
        let (width, height) = self.drawn.extent;
        let page = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let share = place.intersect(page).area() / page.area().max(1.0);
        self.drawn.picture = self.drawn.picture.max(share as f32);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let mut mark = self.marks.last().cloned().unwrap_or_default();
        mark.artifact |= tag == b"Artifact";
        if let Some(properties) = properties {
            mark.content = properties.get::<i32>("MCID").or(mark.content);
            if let Some(text) = properties.get::<PdfString<'_>>("ActualText") {
                mark.actual = Some((decoded(&text), false));
            }
            let kind = properties.get::<Name<'_>>("Type");
            mark.artifact |= kind.is_some_and(|kind| kind.as_str() == "Pagination");
        }
        self.marks.push(mark);
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
