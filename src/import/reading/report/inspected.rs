//! What the cover says was inspected: the kind of inspection and the body.

use super::{dates, folded, names, repairs};
use crate::domain::draft::Read;
use crate::domain::inspection::InspectionKind;
use crate::import::container::line::Line;

/// Reads the kind of inspection from the first lines of the cover.
pub(super) fn kind(cover: &[&Line]) -> InspectionKind {
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
pub(super) struct Inspected {
    pub(super) name: Read<String>,
    pub(super) announced: String,
    /// The place in the cover of the words that announce it
    pub(super) at: usize,
    /// The place in the cover after the name
    pub(super) after: usize,
}

const OPENINGS: [&str; 31] = [
    "a national inspection of",
    "an inspection of the probation service in",
    "a regional inspection of probation services in",
    "a regional inspection of the probation service in",
    "a dynamic inspection of probation services in",
    "an inspection of approved premises in",
    "an inspection of approved premises",
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

/// Takes off what was looked at: `public protection: Saltmere region`, `public protection in`.
fn without_subject(rest: &str) -> &str {
    match rest.split_once(':') {
        _ if !rest.starts_with(char::is_lowercase) => rest,
        Some((_, name)) => name.trim_start(),
        None if rest.ends_with(" in") => "",
        None => rest,
    }
}

/// Finds the body that the cover names.
pub(super) fn inspected(cover: &[&Line], kind: InspectionKind) -> Option<Inspected> {
    if matches!(kind, InspectionKind::Thematic | InspectionKind::Plan) {
        return None;
    }
    cover
        .iter()
        .enumerate()
        .filter(|(_, line)| line.text.len() < 300)
        .find_map(|(at, line)| {
            // A bilingual cover says it in Welsh first: `Arolygiad … / An inspection …`.
            let text = line.text.rsplit(" / ").find(|half| begins_like_one(half));
            let text = without_kind(text.unwrap_or(line.text.as_str()));
            let lower = text.to_lowercase();
            let opening = OPENINGS
                .iter()
                .find(|opening| lower.len() == text.len() && is_opened(&lower, opening))?;
            let rest = text[opening.len()..].trim_matches(|c: char| c == ':' || c.is_whitespace());
            let rest = without_subject(rest);
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
            // A national inspection is of a body only where it names one that is known to be one.
            let is_one = kind != InspectionKind::National || names::is_sure_body(&name);
            (is_name && is_one).then(|| Inspected {
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

fn begins_like_one(half: &str) -> bool {
    let lower = half.to_lowercase();
    OPENINGS.iter().any(|opening| is_opened(&lower, opening))
}

/// Takes the kind of an inspection off the title: `Quality & Impact inspection: The …`.
fn without_kind(text: &str) -> &str {
    let parts = text.split_once(": ");
    let parts = parts.filter(|(kind, _)| kind.to_lowercase().ends_with("inspection"));
    parts.map_or(text, |(_, rest)| rest.trim_start())
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
        || (name == "National Probation Service"
            && next.text.to_lowercase().ends_with(" division"))
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
    repairs::spaced(name)
}
