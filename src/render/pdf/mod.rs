//! PDF: pages for a board, tagged for those who hear them.
//!
//! A document becomes strips (`composition`, `charts`, `sections`, `table`), strips are shared
//! out to pages (`pages`), pages are drawn (`paint`); so "Page 2 of 9" is known before the
//! first is drawn. Widths come from the faces (`fonts`), which are compiled in.

mod charts;
mod columns;
mod composition;
mod fonts;
mod lines;
mod pages;
mod paint;
mod sections;
mod strip;
mod table;
mod tags;

use krilla::SerializeSettings;
use krilla::configure::{Accessibility, Archival, Configuration, ConfigurationBuilder};
use krilla::metadata::{DateTime, Metadata, TextDirection};

use self::composition::short;
use self::paint::{Frame, Painter, Paper};
use crate::document::Document;
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};
use crate::render::paper;
use crate::render::text::{visible, visible_on_one_line};

/// A4.
const SHORT_SIDE: f32 = 595.28;
const LONG_SIDE: f32 = 841.89;

/// Writes a document as PDF.
pub fn render(document: &Document) -> Result<Vec<u8>> {
    let mut why = String::new();
    for configuration in configurations(document) {
        match write(document, configuration) {
            Ok(bytes) => return Ok(bytes),
            Err(error) => why = format!("{error:?}"),
        }
    }
    Err(Error::Refused(format!(
        "this report cannot be written as PDF ({why}); write another format"
    )))
}

/// Returns what the file promises, the most first.
///
/// PDF/UA-1 is for those who hear the page, PDF/A-2a for archives. The latter wants a date:
/// without the day of the report there is none, because the same report gives the same bytes.
fn configurations(document: &Document) -> Vec<Configuration> {
    let accessible = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1);
    let archival = accessible.with_archival_validator(Archival::A2_A);
    let promises = [
        document.as_at.map(|_| archival),
        Some(accessible),
        Some(ConfigurationBuilder::new()),
    ];
    let promises = promises.into_iter().flatten();
    promises
        .filter_map(|promise| promise.finish().ok())
        .collect()
}

fn write(
    document: &Document,
    configuration: Configuration,
) -> krilla::error::KrillaResult<Vec<u8>> {
    let paper = paper_of(document);
    let mut set = composition::compose(document, paper.width - 2.0 * paint::MARGIN);
    let room = paper.height - paint::ABOVE - paint::BELOW;
    let pages = pages::pages(std::mem::take(&mut set.strips), &set.heads, room);
    let mut file = krilla::Document::new_with(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    });
    file.set_metadata(metadata(document));
    let mut painter = Painter {
        file: &mut file,
        faces: &mut set.faces,
        tags: &mut set.tags,
        paper,
    };
    painter.draw(&pages, &frame(document));
    file.set_tag_tree(set.tags.tree());
    file.finish()
}

fn paper_of(document: &Document) -> Paper {
    let (width, height) = if paper::is_wide(document) {
        (LONG_SIDE, SHORT_SIDE)
    } else {
        (SHORT_SIDE, LONG_SIDE)
    };
    Paper { width, height }
}

fn frame(document: &Document) -> Frame {
    Frame {
        title: paper::title(document),
        marking: paper::marking(document),
        head: (!document.head.is_empty()).then(|| paper::register_head(document)),
    }
}

fn metadata(document: &Document) -> Metadata {
    let title = paper::title(document);
    let subject = visible(&paper::circumstances(document).join(". "));
    let author = document.imprint.author.as_deref().map(visible_on_one_line);
    let metadata = Metadata::new()
        .title(short(if title.is_empty() {
            document.key
        } else {
            &title
        }))
        .description(short(&subject))
        .authors(author.iter().map(|author| short(author)).collect())
        .creator("annexe".into())
        .language("en-GB".into())
        .text_direction(TextDirection::LeftToRight)
        // The same report of the same state is the same paper.
        .document_id(format!("{} {} {}", document.key, title, document.head));
    match document.as_at {
        Some(day) => metadata.creation_date(date(day)),
        None => metadata,
    }
}

fn date(day: PartialDate) -> DateTime {
    use chrono::Datelike;
    let day = day.last_day();
    let year = day.year().clamp(0, 9999) as u16;
    DateTime::new(year)
        .month(day.month() as u8)
        .day(day.day() as u8)
}
