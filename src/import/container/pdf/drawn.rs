//! What is drawn on a page: pieces of text, rules, small shapes.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Rect};

use super::piece::Piece;

const MOST_RULES: usize = 5_000;

/// A thin line, or the side of a box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    /// Its left end, in points from the page's upper left corner
    pub left: f32,
    /// Its upper end
    pub top: f32,
    /// Its right end
    pub right: f32,
    /// Its lower end
    pub bottom: f32,
}

/// What is drawn on one page.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Its text in the order of drawing
    pub pieces: Vec<Piece>,
    /// Its thin lines
    pub rules: Vec<Rule>,
    /// The width and height of the page
    pub extent: (f32, f32),
    /// How much of the page its largest picture takes, from 0 to 1
    pub picture: f32,
    /// Glyphs whose font does not say what they are
    pub unmapped: usize,
    /// All glyphs that are seen
    pub glyphs: usize,
    /// Letters that do not stand upright
    pub rotated: usize,
    /// Small shapes that may be the bullets of lists
    pub dots: Vec<Dot>,
}

/// A small shape, as wide as high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dot {
    /// Where its middle is from the left
    pub x: f32,
    /// Where its middle is from the top
    pub y: f32,
    /// How wide it is
    pub width: f32,
    /// Whether it is a ring or a hollow square
    pub hollow: bool,
    /// The number of the marked content that it is part of
    pub content: Option<i32>,
    /// Whether it is marked as no part of the text
    pub artifact: bool,
}

/// What a sequence of marked content says about the glyphs inside.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark {
    /// Its number
    pub content: Option<i32>,
    /// Whether it is no part of the text
    pub artifact: bool,
    /// What its glyphs say in truth, and whether that has been written
    pub actual: Option<(String, bool)>,
}

impl Drawn {
    /// Keeps what may be a rule, or the bullet of a list.
    pub fn path(&mut self, path: &BezPath, transform: Affine, hollow: bool, mark: &Mark) {
        self.dot(
            transform.transform_rect_bbox(path.control_box()),
            hollow,
            mark,
        );
        let mut part: Option<Rect> = None;
        for element in path.elements() {
            let ends = matches!(element, PathEl::MoveTo(_));
            if ends {
                self.rule(part.take());
            }
            if let Some(point) = element.end_point() {
                let at = Rect::from_points(transform * point, transform * point);
                part = Some(part.map_or(at, |part| part.union(at)));
            }
        }
        self.rule(part);
    }

    /// Keeps a shape that could be the bullet of a list.
    fn dot(&mut self, shape: Rect, hollow: bool, mark: &Mark) {
        let (wide, high) = (shape.width() as f32, shape.height() as f32);
        let small = (1.2..8.0).contains(&wide) && (wide - high).abs() < 0.25 * wide;
        if small && self.dots.len() < MOST_RULES {
            self.dots.push(Dot {
                x: shape.center().x as f32,
                y: shape.center().y as f32,
                width: wide,
                hollow,
                content: mark.content,
                artifact: mark.artifact,
            });
        }
    }

    /// Keeps what is long and thin, and the sides of boxes.
    fn rule(&mut self, part: Option<Rect>) {
        let Some(part) = part.filter(|_| self.rules.len() < MOST_RULES) else {
            return;
        };
        let [left, top, right, bottom] = [part.x0, part.y0, part.x1, part.y1].map(|at| at as f32);
        let (wide, high) = (right - left, bottom - top);
        let mut keep = |left, top, right, bottom| {
            self.rules.push(Rule {
                left,
                top,
                right,
                bottom,
            });
        };
        if (high <= 3.0 && wide > 6.0) || (wide <= 3.0 && high > 6.0) {
            keep(left, top, right, bottom);
        } else if high > 8.0 && wide > 12.0 {
            keep(left, top, right, top);
            keep(left, bottom, right, bottom);
            keep(left, top, left, bottom);
            keep(right, top, right, bottom);
        }
    }
}
