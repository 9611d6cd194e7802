//! The cover and the front matter: who was inspected, when, under which title and number.

use super::super::container::text::Line;
use super::sections::Pages;
use super::{dates, folded, names, note};
use crate::domain::draft::{DraftNote, Publication, Read};
use crate::domain::inspection::{InspectionFacts, InspectionKind, isbn_digits};
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

fn is_front_matter(lines: &[Line]) -> bool {
    lines.iter().any(|line| {
        line.text.starts_with("© Crown copyright")
            || line.text.starts_with("This inspection was led by")
    })
}

/// Reads the kind of inspection from the first lines of the cover.
fn kind(cover: &[&Line]) -> InspectionKind {
    let words: Vec<String> = cover
        .iter()
        .take(14)
        .filter(|line| line.text.len() < 160)
        .map(|line| folded(&line.text))
        .collect();
    let all = words.join(" ");
    let has = |sign: &str| all.contains(sign);
    if has("quality impact inspection") || has("quality and impact inspection") {
        InspectionKind::QualityAndImpact
    } else if has("thematic") {
        InspectionKind::Thematic
    } else if has("action plan") && !has("inspection of") {
        InspectionKind::Plan
    } else if has("approved premises") {
        InspectionKind::ApprovedPremises
    } else if has("youth justice services")
        || has("youth offending services")
        || has("youth offending work")
        || has("youth justice service")
        || has("youth offending service")
        || has("youth offending team")
    {
        InspectionKind::Youth
    } else if has("dynamic inspection") {
        InspectionKind::Dynamic
    } else if has("national inspection")
        || has("central functions")
        || has("inspection of the national") && !has("division")
    {
        InspectionKind::National
    } else if has("inspection of")
        || has("inspection report")
        || has("the quality of probation")
        || has("the effectiveness of probation")
    {
        InspectionKind::Core
    } else {
        InspectionKind::Other
    }
}

/// The inspected body and the words of the cover that announce it.
struct Inspected {
    name: Read<String>,
    announced: String,
    /// The place in the cover of the words that announce it
    at: usize,
    /// The place in the cover after the name
    after: usize,
}

const OPENINGS: [&str; 25] = [
    "an inspection of the probation service in",
    "an inspection of the youth justice service in",
    "a joint inspection of youth offending work in",
    "a full joint inspection of youth offending services in",
    "a regional review of",
    "an inspection of probation services in",
    "an inspection of the probation services in",
    "inspection of probation services in",
    "an inspection of youth justice services in",
    "an inspection of youth offending services in",
    "an inspection of youth justice service in",
    "an inspection of youth offending work in",
    "inspection of youth justice services in",
    "a joint inspection of youth offending services in",
    "a joint inspection of youth justice services in",
    "an inspection of youth justice services delivered in",
    "the quality of probation services delivered in",
    "the quality of probation work delivered in",
    "the effectiveness of probation work by",
    "the effectiveness of probation work in",
    "a regional inspection of",
    "a dynamic inspection of",
    "an inspection of",
    "a joint inspection of",
    "inspection of",
];

/// Finds the body that the cover names.
fn inspected(cover: &[&Line], kind: InspectionKind) -> Option<Inspected> {
    if matches!(kind, InspectionKind::Thematic | InspectionKind::Plan) {
        return None;
    }
    cover
        .iter()
        .enumerate()
        .filter(|(_, line)| line.text.len() < 300)
        .find_map(|(at, line)| {
            let lower = line.text.to_lowercase();
            let text = line.text.as_str();
            let opening = OPENINGS
                .iter()
                .find(|opening| lower.len() == text.len() && is_opened(&lower, opening))?;
            let rest = text[opening.len()..].trim_matches(|c: char| c == ':' || c.is_whitespace());
            let inside = !rest.is_empty() && rest != "the";
            let first = if inside { at } else { at + 1 };
            let line = cover.get(first)?;
            let mut name = if inside {
                rest.to_owned()
            } else {
                line.text.clone()
            };
            let mut after = first + 1;
            while let Some(next) = cover
                .get(after)
                .filter(|next| continues(&name, next, cover[after - 1]))
            {
                name = format!("{name} {}", next.text);
                after += 1;
            }
            let name = cleaned(&name);
            let is_name =
                name.len() < 200 && name.starts_with(char::is_uppercase) && !name.ends_with('.');
            is_name.then(|| Inspected {
                name: Read {
                    value: name,
                    place: line.place(),
                },
                at,
                announced: if inside {
                    String::new()
                } else {
                    text.to_owned()
                },
                after,
            })
        })
}

fn is_opened(lower: &str, opening: &str) -> bool {
    lower
        .strip_prefix(opening)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
}

/// A name goes on on the next line where it is not whole: it ends in a comma or `and`,
/// or the next line is its last word.
fn continues(name: &str, next: &Line, before: &Line) -> bool {
    let unfinished = name.ends_with([',', '&', '–'])
        || name.ends_with(" and")
        || name.ends_with(" the")
        || name.ends_with(" of");
    let glued = next.number == before.number + 1;
    let last = ["PDU", "region", "Region", "CRC", "division", "Division"]
        .contains(&next.text.as_str())
        || next.text.starts_with("Community Rehabilitation")
        || next.text.starts_with("and ")
        || next.text.starts_with("& ");
    let other = next.text.starts_with("HM ")
        || next.text.contains("Inspectorate")
        || dates::alone(&next.text).is_some();
    (unfinished || (glued && last)) && !other
}

/// Takes `the` and `Probation Services` openings off a name.
fn cleaned(name: &str) -> String {
    let name = name.trim_matches(|c: char| c == ':' || c.is_whitespace());
    let name = name.strip_prefix("the ").unwrap_or(name);
    super::repairs::spaced(name)
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
        own && (before.text.ends_with(':') || line.text.starts_with(char::is_lowercase))
    };
    let end = start + 1 + (start + 1..cover.len()).take_while(goes_on).count();
    Some(joined(&cover[start..end]))
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
        .flat_map(|line| line.text.match_indices('(').map(move |(at, _)| (line, at)))
        .find_map(|(line, at)| {
            let inside = line.text[at + 1..].split(')').next().unwrap_or_default();
            let short = (2..=10).contains(&inside.len())
                && inside.chars().all(|c| c.is_ascii_uppercase() || c == '&');
            let start = line.text[..at]
                .char_indices()
                .rev()
                .nth(body.len() + 20)
                .map_or(0, |(i, _)| i);
            let fits = short
                && !classes.contains(&inside)
                && folded(&line.text[start..at]).ends_with(stem.trim());
            fits.then(|| inside.to_owned())
        })
}

/// The first address that the report prints of itself.
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
        })
}
