//! PDF: glyphs with their places become lines. `device` listens to the drawing of a page,
//! `tags` and `blocks` read the tree of a tagged file, `gutter`, `grid` and `baselines` find
//! the order of one without, `furniture` and `footnotes` what is no part of the text, and
//! `flow` makes paragraphs of the lines.

mod aligned;
mod baselines;
mod blocks;
mod bullets;
mod cells;
mod columns;
mod device;
mod drawn;
mod flow;
mod footnotes;
mod furniture;
mod gaps;
mod glyph;
mod grid;
mod gutter;
mod letters;
mod notes;
mod page;
mod piece;
mod printed;
mod rows;
mod spans;
mod tagged;
mod tags;

use std::collections::HashSet;

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page,
};

use super::{Refused, Text, note};
use crate::domain::draft::DraftNote;
use blocks::Block;
use device::Listener;
use flow::Look;
use furniture::Spot;
use page::Page;
use printed::Printed;
use tagged::Contents;

/// A report has some hundred pages; a file with more is another thing.
const MOST_PAGES: usize = 3_000;
/// A page of a report has some thousand letters.
const MOST_GLYPHS: usize = 30_000_000;

fn unreadable<T>(why: &str) -> Result<T, Refused> {
    Err(Refused::unreadable(why))
}

/// Reads the lines of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Text, Refused> {
    let pdf = opened(bytes)?;
    let pages = drawn(&pdf)?;
    notes::refuse(&pages)?;
    let furniture = furniture::lines(&pages);
    let printed = without(in_order(&pdf, &pages, &furniture), &furniture);
    let look = Look::of(&printed);
    let printed = with_footnotes(rows::joined(printed), look.body);
    let doubts = notes::doubts(&printed);
    Ok(Text {
        lines: flow::lines(printed, &look),
        notes: [lost_pages(&pdf), notes::of(&pages, &furniture), doubts].concat(),
        address: None,
    })
}

fn opened(bytes: &[u8]) -> Result<Pdf, Refused> {
    if is_cut_off(bytes) {
        return unreadable(
            "is a PDF that is cut off: its end is missing; get it anew, or open it and print it to a new PDF",
        );
    }
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
            return unreadable("is a PDF with a password; open it and save it without one");
        }
        Err(LoadPdfError::Decryption(_)) => {
            return unreadable(
                "is a PDF that is locked in a manner annexe does not know; open it and print it to a new PDF",
            );
        }
        Err(LoadPdfError::Invalid) => {
            return unreadable(
                "is a broken or cut off PDF; get it anew, or open it and print it to a new PDF",
            );
        }
    };
    match pdf.pages().len() {
        0 => unreadable("is a PDF without pages; it may be cut off: get it anew"),
        count if count > MOST_PAGES => Err(Refused::TooLarge(format!(
            "{count} pages, and the limit is {MOST_PAGES}"
        ))),
        _ => Ok(pdf),
    }
}

/// A file that was not loaded whole has objects after its last end, or no end; one made for the
/// web has an end near its beginning as well.
fn is_cut_off(bytes: &[u8]) -> bool {
    let last = |sign: &[u8]| bytes.windows(sign.len()).rposition(|window| window == sign);
    match (last(b"%%EOF"), last(b"endobj")) {
        (None, _) => true,
        (Some(end), object) => object.is_some_and(|object| object > end),
    }
}

/// Says that a file counts more pages than can be found in it.
fn lost_pages(pdf: &Pdf) -> Vec<DraftNote> {
    let count = || {
        let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
        catalog.get::<Dict<'_>>("Pages")?.get::<i64>("Count")
    };
    let found = pdf.pages().len() as i64;
    let lost = count().filter(|count| *count > found);
    let said = lost.map(|count| {
        let words = format!("the file counts {count} pages, and {found} were found; it is damaged");
        note(words, "")
    });
    said.into_iter().collect()
}

/// Draws all pages and keeps what is drawn.
fn drawn(pdf: &Pdf) -> Result<Vec<Page>, Refused> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let mut pages = Vec::new();
    let mut glyphs = 0;
    for (at, page) in pdf.pages().iter().enumerate() {
        let drawn = draw(page, pdf, &cache, &settings);
        glyphs += drawn.glyphs;
        if glyphs > MOST_GLYPHS {
            return Err(Refused::TooLarge(format!(
                "more than {MOST_GLYPHS} letters up to page {}",
                at + 1
            )));
        }
        pages.push(Page::of(drawn, at + 1));
    }
    Ok(pages)
}

fn draw<'a>(
    page: &'a PdfPage<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> drawn::Drawn {
    let (width, height) = page.render_dimensions();
    let mut listener = Listener::new((width, height));
    let mut context = Context::new(
        page.initial_transform(true).to_kurbo(),
        Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        cache,
        pdf.xref(),
        settings.clone(),
    );
    interpret_page(page, &mut context, &mut listener);
    listener.finish()
}

/// Puts the lines of all pages in the order of reading: by the tags where they tell all that is
/// printed on a page, by place on the other pages.
fn in_order(pdf: &Pdf, pages: &[Page], furniture: &HashSet<Spot>) -> Vec<Printed> {
    let blocks = tags::steps(pdf).map_or_else(Vec::new, |steps| blocks::blocks(&steps));
    let mut contents = Contents::of(pages);
    let trusted = contents.trusted(&blocks, furniture);
    contents.measure(&blocks, &trusted);
    let mut parts: Vec<(usize, Vec<Printed>)> = pages
        .iter()
        .filter(|page| !trusted.contains(&page.number))
        .map(|page| (page.number, page.by_place()))
        .collect();
    parts.extend(
        blocks
            .iter()
            .filter_map(|block| by_tags(&contents, block, &trusted)),
    );
    parts.sort_by_key(|(page, _)| *page);
    parts.into_iter().flat_map(|(_, lines)| lines).collect()
}

fn by_tags(
    contents: &Contents<'_>,
    block: &Block,
    trusted: &HashSet<usize>,
) -> Option<(usize, Vec<Printed>)> {
    let lines = contents.lines(block, trusted);
    Some((lines.first()?.page, lines))
}

/// Leaves the headers and footers out.
fn without(mut printed: Vec<Printed>, furniture: &HashSet<Spot>) -> Vec<Printed> {
    printed.retain(|line| line.row.is_some() || !furniture.contains(&(line.page, line.number)));
    printed
}

/// Marks the footnotes of each page that has no tags to tell them.
fn with_footnotes(mut printed: Vec<Printed>, body: f32) -> Vec<Printed> {
    let mut before = Vec::new();
    for page in printed.chunk_by_mut(|a, b| a.page == b.page) {
        let calls = footnotes::calls(page);
        if page.iter().all(|line| line.begins.is_none()) {
            footnotes::mark(page, &before, body);
        }
        before = calls;
    }
    footnotes::mark_returning(&mut printed);
    printed
}
