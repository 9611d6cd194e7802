//! Drawing pages, once it is known how many there are.

use krilla::color::rgb;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Tag as Kind};
use krilla::text::KrillaGlyph;

use super::fonts::{Faces, Word};
use super::lines::Line;
use super::pages::Placed;
use super::strip::{Ink, Item, Mark};
use super::tags::{Tag, Tags};
use crate::document::Style;

/// The margins at the left and the right: 12 mm.
pub const MARGIN: f32 = 34.0;
/// What is above the room for strips.
pub const ABOVE: f32 = 46.0;
/// What is below it.
pub const BELOW: f32 = 48.0;
/// The gap between the edge of the paper and the lines at the head and the foot.
const EDGE: f32 = 27.0;
const SMALL: f32 = 8.0;
const MARKING: f32 = 9.5;
/// A long marking is made smaller down to this before it is cut off.
const SMALLEST_MARKING: f32 = 6.5;

/// The size of a page.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Its width
    pub width: f32,
    /// Its height
    pub height: f32,
}

/// What stands on each page around the strips.
pub struct Frame {
    /// The title, from the second page on
    pub title: String,
    /// The protective marking
    pub marking: Option<String>,
    /// The head of the register
    pub head: Option<String>,
}

/// Draws pages into a file.
pub struct Painter<'a> {
    /// The file
    pub file: &'a mut krilla::Document,
    /// The faces
    pub faces: &'a mut Faces,
    /// What the marks are parts of
    pub tags: &'a mut Tags,
    /// The size of the pages
    pub paper: Paper,
}

impl Painter<'_> {
    /// Draws all pages, and makes their bookmarks.
    pub fn draw(&mut self, pages: &[Vec<Placed>], frame: &Frame) {
        let settings = PageSettings::from_wh(self.paper.width, self.paper.height)
            .expect("a sheet of paper has a size");
        // Who hears the page hears the marking first and the head of the register last.
        let marking = frame
            .marking
            .as_ref()
            .map(|_| self.tags.first_root(Kind::P));
        let head = frame.head.as_ref().map(|_| self.tags.root(Kind::P));
        for (number, page) in pages.iter().enumerate() {
            let mut sheet = self.file.start_page_with(settings.clone());
            let mut pen = Pen {
                surface: sheet.surface(),
                faces: self.faces,
                tags: self.tags,
                paper: self.paper,
            };
            pen.head(frame, number, marking.filter(|_| number == 0));
            for placed in page {
                pen.strip(placed);
            }
            pen.foot(
                frame,
                (number, pages.len()),
                head.filter(|_| number + 1 == pages.len()),
            );
            pen.surface.finish();
        }
        self.file.set_outline(outline(pages));
    }
}

/// The bookmarks: the title, and under it the headings of the sections.
fn outline(pages: &[Vec<Placed>]) -> Outline {
    let mut marks = pages.iter().enumerate().flat_map(|(page, placed)| {
        placed.iter().filter_map(move |placed| {
            let point = Point::from_xy(MARGIN, ABOVE + placed.top);
            let text = placed.strip.bookmark.clone()?;
            Some(OutlineNode::new(text, XyzDestination::new(page, point)))
        })
    });
    let mut outline = Outline::new();
    if let Some(title) = marks.next() {
        let mut title = title.with_open(true);
        marks.for_each(|section| title.push_child(section));
        outline.push_child(title);
    }
    outline
}

/// Draws one page.
struct Pen<'a> {
    surface: Surface<'a>,
    faces: &'a mut Faces,
    tags: &'a mut Tags,
    paper: Paper,
}

/// Where a line stands between the margins.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Middle,
    Right,
}

impl Pen<'_> {
    fn room(&self) -> f32 {
        self.paper.width - 2.0 * MARGIN
    }

    /// The marking in the middle; from the second page on the title at the left.
    fn head(&mut self, frame: &Frame, number: usize, marking: Option<Tag>) {
        let taken = self.marking(frame, EDGE, marking);
        if number > 0 {
            let room = if taken > 0.0 {
                (self.room() - taken) / 2.0 - MARGIN / 2.0
            } else {
                self.room()
            };
            let title = Line::cut(self.faces, &frame.title, Style::Plain, room / SMALL);
            self.beside(&title, EDGE, Side::Left, None);
        }
    }

    /// The head of the register at the left, the marking in the middle, the page at the right.
    fn foot(&mut self, frame: &Frame, (number, count): (usize, usize), head: Option<Tag>) {
        let baseline = self.paper.height - EDGE + SMALL / 2.0;
        self.artifact(|pen| {
            let top = pen.paper.height - BELOW + 10.0;
            pen.block((MARGIN, top), (pen.room(), 0.4), Ink::Pale);
        });
        let taken = self.marking(frame, baseline, None);
        let page = format!("Page {} of {count}", number + 1);
        let page = Line::whole(self.faces, &page, Style::Plain);
        self.beside(&page, baseline, Side::Right, None);
        if let Some(text) = &frame.head {
            let room = (self.room() - taken.max(page.width * SMALL)) / 2.0 - MARGIN / 2.0;
            let line = Line::cut(self.faces, text, Style::Plain, room / SMALL);
            self.beside(&line, baseline, Side::Left, head);
        }
    }

    /// Writes the marking; returns how much of the width it takes.
    fn marking(&mut self, frame: &Frame, baseline: f32, tag: Option<Tag>) -> f32 {
        let Some(marking) = &frame.marking else {
            return 0.0;
        };
        let most = self.room() * 0.5;
        let whole = Line::whole(self.faces, marking, Style::Bold);
        let size = (most / whole.width.max(1.0)).clamp(SMALLEST_MARKING, MARKING);
        let line = Line::cut(self.faces, marking, Style::Bold, most / size);
        self.beside_in(&line, (baseline, size), Side::Middle, Ink::Black, tag);
        line.width * size
    }

    fn beside(&mut self, line: &Line, baseline: f32, side: Side, tag: Option<Tag>) {
        self.beside_in(line, (baseline, SMALL), side, Ink::Grey, tag);
    }

    fn beside_in(
        &mut self,
        line: &Line,
        (baseline, size): (f32, f32),
        side: Side,
        ink: Ink,
        tag: Option<Tag>,
    ) {
        let spare = self.room() - line.width * size;
        let x = MARGIN
            + match side {
                Side::Left => 0.0,
                Side::Middle => spare / 2.0,
                Side::Right => spare,
            };
        self.tagged(tag, |pen| pen.words(line, (x, baseline), size, ink));
    }

    /// Draws what stands across the page; what belongs together is tagged together.
    fn strip(&mut self, placed: &Placed) {
        let tag = |item: &Item| item.tag.filter(|_| !placed.is_repeated);
        let seen: Vec<&Item> = placed
            .strip
            .items
            .iter()
            .filter(|item| is_seen(item))
            .collect();
        for run in seen.chunk_by(|one, next| tag(one) == tag(next)) {
            self.tagged(tag(run[0]), |pen| {
                for item in run {
                    pen.item(item, ABOVE + placed.top);
                }
            });
        }
    }

    fn tagged(&mut self, tag: Option<Tag>, draw: impl FnOnce(&mut Self)) {
        let Some(tag) = tag else {
            return self.artifact(draw);
        };
        let mark = self.surface.start_tagged(ContentTag::Other);
        draw(self);
        self.surface.end_tagged();
        self.tags.mark(tag, mark);
    }

    fn artifact(&mut self, draw: impl FnOnce(&mut Self)) {
        let artifact = Artifact::with_kind(ArtifactType::Layout);
        self.surface.start_tagged(ContentTag::Artifact(artifact));
        draw(self);
        self.surface.end_tagged();
    }

    fn item(&mut self, item: &Item, top: f32) {
        let (x, top) = (MARGIN + item.x, top + item.top);
        match &item.mark {
            Mark::Words(line, size) => {
                self.words(line, (x, top + size * BASELINE), *size, item.ink)
            }
            Mark::Block(width) => self.block((x, top), (*width, item.height), item.ink),
        }
    }

    fn block(&mut self, place: (f32, f32), size: (f32, f32), ink: Ink) {
        let mut path = PathBuilder::new();
        if let Some(rect) = Rect::from_xywh(place.0, place.1, size.0, size.1) {
            path.push_rect(rect);
        }
        if let Some(path) = path.finish() {
            self.surface.set_fill(Some(fill(ink)));
            self.surface.draw_path(&path);
        }
    }

    fn words(&mut self, line: &Line, place: (f32, f32), size: f32, ink: Ink) {
        self.surface.set_fill(Some(fill(ink)));
        let (mut x, y) = place;
        for run in line.words.chunk_by(|one, next| one.style == next.style) {
            let (text, glyphs) = joined(run);
            let font = self.faces.font(run[0].style);
            let at = Point::from_xy(x, y);
            self.surface
                .draw_glyphs(at, &glyphs, font, &text, size, false);
            x += size * run.iter().map(|word| word.width).sum::<f32>();
        }
    }
}

/// Where the letters of a line stand below its top, in parts of their size.
const BASELINE: f32 = 1.02;

fn is_seen(item: &Item) -> bool {
    match &item.mark {
        Mark::Words(line, _) => line.words.iter().any(|word| !word.glyphs.is_empty()),
        Mark::Block(_) => true,
    }
}

/// Joins words of one face to one text with its glyphs.
fn joined(words: &[std::rc::Rc<Word>]) -> (String, Vec<KrillaGlyph>) {
    let mut text = String::new();
    let mut glyphs = Vec::new();
    for word in words {
        let start = text.len();
        glyphs.extend(word.glyphs.iter().map(|glyph| KrillaGlyph {
            text_range: glyph.text_range.start + start..glyph.text_range.end + start,
            ..glyph.clone()
        }));
        text.push_str(&word.text);
    }
    (text, glyphs)
}

fn fill(ink: Ink) -> Fill {
    let (red, green, blue) = match ink {
        Ink::Black => (0x1c, 0x1c, 0x1c),
        Ink::Grey => (0x55, 0x55, 0x55),
        Ink::Accent => (0x1b, 0x3a, 0x5f),
        Ink::Pale => (0xb4, 0xb8, 0xbd),
    };
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        ..Fill::default()
    }
}
