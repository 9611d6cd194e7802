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

use self::paint::{Frame, Painter, Paper};
use crate::document::Document;
use crate::domain::partial_date::PartialDate;
use crate::error::{Error, Result};
use crate::render::paper::{self, short};

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
    let head = paper::register_head(document);
    Frame {
        title: short(&paper::title(document)),
        marking: paper::marking(document).as_deref().map(short),
        head: head.as_deref().map(short),
    }
}

fn metadata(document: &Document) -> Metadata {
    let properties = paper::properties(document);
    let id = format!(
        "{} {} {}",
        document.key,
        paper::title(document),
        document.head
    );
    let metadata = Metadata::new()
        .title(properties.title)
        .description(properties.subject)
        .authors(properties.author.into_iter().collect())
        .creator("annexe".into())
        .language("en-GB".into())
        .text_direction(TextDirection::LeftToRight)
        // The same report of the same state is the same paper.
        .document_id(id);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cell, Imprint};
    use crate::render::sample;

    fn keeps_all_promises(document: &Document) {
        let promise = configurations(document)[0];
        assert_eq!(promise.validators().len(), 2);
        write(document, promise).unwrap();
    }

    #[test]
    fn whatever_is_written_is_accessible_and_fit_for_archives() {
        keeps_all_promises(&sample::document());
        keeps_all_promises(&sample::empty());
        let mut bare = sample::empty();
        bare.imprint = Imprint::default();
        bare.title.clear();
        bare.head.clear();
        bare.sections.clear();
        keeps_all_promises(&bare);
    }

    #[test]
    fn no_character_breaks_a_promise() {
        let ranges = (0..=0x33ff).chain(0xd7f0..=0xe010).chain(0xfb00..=0xffff);
        let all: Vec<char> = ranges
            .chain([0x1f642, 0xe0041, 0xfffff, 0x10ffff])
            .filter_map(char::from_u32)
            .collect();
        let row = |part: &[char]| {
            let text: String = part.iter().collect();
            sample::row("fenmarsh-2022/1", &text, Cell::Nothing)
        };
        let mut document = sample::with_rows(all.chunks(256).map(row).collect());
        document.title = all.iter().collect();
        document.imprint.marking = Some(document.title.clone());
        document.sections[0].heading = Some(all[..1_000].iter().collect());
        document.charts[0].description = document.title.clone();
        keeps_all_promises(&document);
    }

    #[test]
    fn without_a_day_there_is_no_date_and_no_promise_to_archives() {
        let mut document = sample::document();
        document.as_at = None;
        assert_eq!(configurations(&document)[0].validators().archival(), None);
        let file = render(&document).unwrap();
        let has = |words: &[u8]| file.windows(words.len()).any(|part| part == words);
        assert!(!has(b"CreationDate") && !has(b"pdfaid") && has(b"pdfuaid"));
    }
}
