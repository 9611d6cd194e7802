//! The cover and the front matter: who was inspected, when, under which title and number.

use crate::import::container::line::Line;

use super::inspected::{Inspected, inspected, kind};
use super::sections::Pages;

use super::{dates, folded, names, note};

use crate::domain::draft::{DraftNote, Publication, Read};

use crate::domain::inspection::{InspectionFacts, isbn_digits};

use crate::domain::partial_date::PartialDate;

/// Reads the publication from its cover; the notes say what was odd.
pub(super) fn read(pages: &Pages, end: usize) -> (Publication, Vec<DraftNote>) {
    let cover = cover_lines(pages);
    let mut facts = InspectionFacts::of_kind(kind(&cover));
    let mut notes = Vec::new();
    let inspected = inspected(&cover, facts.kind);
    facts.title = title(&cover, inspected.as_ref());
    facts.led_by = led_by(pages.lines);
    facts.isbn = isbn(pages.lines, &mut notes);
    let published = published(pages, &cover, end);
    facts.published_on = published.as_ref().map(|found| found.value);
    let published_place = published.map_or(String::new(), |found| found.place);
    let area = area(&cover, inspected.as_ref());
    let body = inspected.map(|inspected| inspected.name);
    let abbreviation = body
        .as_ref()
        .and_then(|body| abbreviation(pages.lines, &body.value));
    let has_cover = facts.title.is_some() || facts.isbn.is_some() || is_front_matter(pages.lines);
    let address = address(pages.lines);
    let publication = Publication {
        facts,
        body,
        area,
        abbreviation,
        published_place,
        address,
        has_cover,
    };
    (publication, notes)
}

/// The lines of the cover: the first that are short, up to the contents or the foreword.
fn cover_lines<'a>(pages: &Pages<'a>) -> Vec<&'a Line> {
    let lines = pages.lines;
    if is_letter(lines) {
        return Vec::new();
    }
    let ends = |line: &Line| {
        let name = folded(&line.text);
        [
            "contents",
            "foreword",
            "acknowledgements",
            "introduction",
            "recommendations",
            "ratings",
            "executive summary",
        ]
        .contains(&name.as_str())
    };
    lines
        .iter()
        .take(80)
        .take_while(|line| !ends(line))
        .filter(|line| !line.is_blank())
        .take(40)
        .collect()
}

/// A letter or email is no report, though its subject may be an inspection: it has no cover.
fn is_letter(lines: &[Line]) -> bool {
    let headed = |line: &&Line| {
        ["From:", "To:", "Subject:", "Sent:", "Cc:", "Dear "]
            .iter()
            .any(|opening| line.text.starts_with(opening))
    };
    lines.iter().take(15).filter(headed).count() >= 2
}

fn is_front_matter(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        line.text.starts_with("© Crown copyright")
            || line.text.starts_with("This inspection was led by")
    })
}

/// The title: what announces the body, and the body; else the line that names an inspection.
fn title(cover: &[&Line], inspected: Option<&Inspected>) -> Option<String> {
    if let Some(inspected) = inspected {
        let before = inspected.at.checked_sub(1).filter(|&at| {
            cover[at].text.ends_with(':') && folded(&cover[at].text).contains("inspection")
        });
        let words = &cover[before.unwrap_or(inspected.at)..inspected.after];
        return Some(joined(words));
    }
    let start = cover.iter().position(|line| {
        let words = folded(&line.text);
        let long = words.split(' ').count() >= 3;
        long && super::markers::marked(&line.text).is_none()
            && line.text.len() < 200
            && !line.text.ends_with('.')
            && (words.contains("inspection")
                || words.contains("review of")
                || words.contains("action plan"))
            && !words.starts_with("hm inspectorate")
            && !words.contains("inspection by hm")
    })?;
    let goes_on = |at: &usize| {
        let (line, before) = (cover[*at], cover[at - 1]);
        let own = !line.text.contains("Inspectorate")
            && dates::alone(&line.text).is_none()
            && line.text.len() < 120;
        let open = before.text.ends_with(':') || breaks_off(&before.text);
        own && (open || line.text.starts_with(char::is_lowercase))
    };
    let end = start + 1 + (start + 1..cover.len()).take_while(goes_on).count();
    Some(joined(&cover[start..end]))
}

/// `The effectiveness of probation work by the`: the next line goes on.
fn breaks_off(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    ["the", "of", "by", "in", "and", "for", "at", "with"].contains(&last)
}

fn joined(lines: &[&Line]) -> String {
    let words: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    super::repairs::spaced(&words.join(" "))
}

/// The region that the cover names beside the body.
fn area(cover: &[&Line], inspected: Option<&Inspected>) -> Option<String> {
    let own = inspected.map_or("", |inspected| inspected.name.value.as_str());
    let is_region = |line: &&&Line| {
        let lower = line.text.to_lowercase();
        line.text.len() < 120
            && lower.ends_with("region")
            && line.text != own
            && names::looks_like_a_name(&line.text)
    };
    let announced = inspected.map_or("", |inspected| inspected.announced.as_str());
    cover
        .iter()
        .take(14)
        .filter(is_region)
        .map(|line| line.text.clone())
        .find(|text| text != announced && !own.ends_with(text.as_str()))
}

/// Finds when it was published: by a label, beside the inspectorate's name, or alone on the cover.
fn published(pages: &Pages, cover: &[&Line], end: usize) -> Option<Read<PartialDate>> {
    let found = |line: &Line, date: PartialDate| Read {
        value: date,
        place: line.place(),
    };
    let labelled = pages.lines[..end]
        .iter()
        .enumerate()
        .filter(|(_, line)| line.text.len() < 120)
        .find_map(|(at, line)| {
            let rest = label_off(&line.text)?;
            let date = whole_date(rest).or_else(|| {
                // The date may stand on the line below its label.
                let next = pages.lines.get(at + 1).filter(|_| rest.is_empty())?;
                dates::alone(&next.text)
            })?;
            Some(found(line, date))
        });
    let beside = || {
        let line = cover.iter().find(|line| {
            let lower = line.text.to_lowercase();
            lower.contains("inspectorate")
                && line.text.len() < 120
                && !lower.contains("fieldwork")
                && dates::all(&line.text).len() == 1
        })?;
        Some(found(line, dates::all(&line.text)[0].date))
    };
    let alone = || {
        cover
            .iter()
            .find_map(|line| dates::alone(&line.text).map(|date| found(line, date)))
    };
    labelled.or_else(beside).or_else(alone)
}

fn label_off(text: &str) -> Option<&str> {
    [
        "Report published:",
        "Report published",
        "Published on:",
        "Published on",
        "Published:",
        "Publication date:",
        "Date of publication:",
        "Date published:",
        "First published:",
        "Published",
    ]
    .iter()
    .find_map(|label| text.strip_prefix(label))
    .map(str::trim)
    .filter(|rest| !rest.starts_with("by"))
}

fn whole_date(text: &str) -> Option<PartialDate> {
    dates::alone(text).or_else(|| {
        let found = dates::all(text);
        (found.len() == 1 && text.split_whitespace().count() <= 5).then(|| found[0].date)
    })
}

/// `This inspection was led by HM Inspector A B, supported by …`.
fn led_by(lines: &[Line]) -> Option<String> {
    let opening = "inspection was led by ";
    lines.iter().find_map(|line| {
        let at = line.text.find(opening)?;
        let rest = &line.text[at + opening.len()..];
        let end = [",", " supported", ". ", " and supported", " with "]
            .iter()
            .filter_map(|sign| rest.find(sign))
            .min();
        let name = rest[..end.unwrap_or(rest.len())]
            .trim_end_matches('.')
            .trim();
        (!name.is_empty() && name.len() < 120).then(|| name.to_owned())
    })
}

fn isbn(lines: &[Line], notes: &mut Vec<DraftNote>) -> Option<String> {
    for line in lines {
        let Some(at) = line.text.find("ISBN") else {
            continue;
        };
        let rest = line.text[at + 4..].trim_start_matches(|c: char| !c.is_ascii_digit());
        let printed: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | 'X'))
            .collect();
        match isbn_digits(printed.trim()) {
            Some(isbn) => return Some(isbn),
            None if !printed.is_empty() => {
                notes.push(note(
                    format!(
                        "the printed ISBN `{}` is not one: its check digit does not hold",
                        printed.trim()
                    ),
                    line,
                ));
            }
            None => {}
        }
    }
    None
}

/// Finds the abbreviation that the report introduces at once after the body's name.
fn abbreviation(lines: &[Line], body: &str) -> Option<String> {
    let stem = folded(body.trim_end_matches("PDU").trim_end_matches("region"));
    if stem.is_empty() {
        return None;
    }
    let classes = ["PDU", "CRC", "NPS", "YOS", "YJS", "YOT", "YJB", "HMPPS"];
    lines
        .iter()
        .enumerate()
        .flat_map(|(index, line)| line.text.match_indices('(').map(move |(at, _)| (index, at)))
        .find_map(|(index, at)| {
            let line = &lines[index];
            let inside: String = line.text[at + 1..]
                .chars()
                .take(12)
                .take_while(|&c| c != ')')
                .collect();
            let short = (2..=10).contains(&inside.len())
                && inside.chars().all(|c| c.is_ascii_uppercase() || c == '&');
            let start = line.text[..at]
                .char_indices()
                .rev()
                .nth(body.len() + 20)
                .map_or(0, |(i, _)| i);
            let fits = short
                && !classes.contains(&inside.as_str())
                && folded(&with_line_before(lines, index, &line.text[start..at]))
                    .ends_with(stem.trim());
            fits.then_some(inside)
        })
}

/// A name may be broken over two lines.
fn with_line_before(lines: &[Line], index: usize, words: &str) -> String {
    let before = index
        .checked_sub(1)
        .map_or("", |before| lines[before].text.as_str());
    match before.len() < 200 {
        true => format!("{before} {words}"),
        false => words.to_owned(),
    }
}

/// Tells whether an address leads further than to a site or one part of it.
fn leads_to_a_page(address: &str) -> bool {
    let site = address
        .trim_start_matches("https://")
        .trim_start_matches("http://");
    site.trim_end_matches('/').matches('/').count() >= 2
}

/// The first address that the report prints of itself; that of the inspectorate's site is none.
fn address(lines: &[Line]) -> Option<String> {
    let at = lines
        .iter()
        .position(|line| line.text.contains("available for download at"));
    let near = at.map_or(&lines[..0], |at| &lines[at..lines.len().min(at + 4)]);
    let own = lines
        .iter()
        .take(40)
        .filter(|line| line.text.contains("://"));
    near.iter()
        .chain(own)
        .flat_map(|line| line.text.split_whitespace())
        .find_map(|word| {
            let word = word
                .trim_matches(|c: char| matches!(c, '(' | ')' | '<' | '>' | ',' | ';'))
                .trim_end_matches('.');
            (word.starts_with("www.")
                || word.starts_with("http://")
                || word.starts_with("https://"))
            .then(|| word.to_owned())
            .filter(|word| leads_to_a_page(word))
        })
}
