//! Which earlier publication an annexe prints again: its title, date and body, as the
//! annexe itself says.

use super::{dates, folded, names};
use crate::domain::draft::{EarlierPublication, Place, Question, Read};
use crate::domain::inspection::{InspectionFacts, InspectionKind};
use crate::domain::partial_date::PartialDate;

/// The introduction of an annexe, by which its source is known.
pub(super) struct Introduction<'a> {
    /// The title of the annexe
    pub title: &'a str,
    /// The words before its first item
    pub words: &'a str,
    /// The kind of the report itself
    pub kind: InspectionKind,
    /// Where the words begin
    pub place: Place,
}

/// Describes the earlier publication; what is not printed of it is asked.
pub(super) fn describe(introduction: &Introduction) -> (EarlierPublication, Vec<Question>) {
    match plan(introduction) {
        Some(plan) => {
            let missing = plan.facts.published_on.is_none();
            let questions = if missing {
                vec![asked(introduction)]
            } else {
                Vec::new()
            };
            (plan, questions)
        }
        None => inspection(introduction),
    }
}

/// Reads the title of a plan after `taken from`.
fn plan(introduction: &Introduction) -> Option<EarlierPublication> {
    let words = introduction.words;
    let lower = words.to_lowercase();
    if lower.len() != words.len() || !lower.contains("action plan") {
        return None;
    }
    let after = lower.find("taken from").map(|at| at + "taken from".len())?;
    let rest = words[after..].trim_start_matches([':', ' ']);
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    let title = dates::sentences(rest)
        .first()?
        .trim_end_matches(['.', ' '])
        .to_owned();
    if !title.to_lowercase().contains("action plan") {
        return None;
    }
    let mut facts = InspectionFacts::of_kind(InspectionKind::Plan);
    facts.published_on = date_in(&title).or_else(|| year_in(&title));
    facts.taken_from = restated(words);
    let body = title
        .split_once(": ")
        .map(|(_, body)| body.trim())
        .filter(|body| names::is_body(body));
    let body = body.map(|body| Read {
        value: body.to_owned(),
        place: introduction.place.clone(),
    });
    facts.title = Some(title);
    Some(EarlierPublication {
        facts,
        body,
        items: Vec::new(),
        place: introduction.place.clone(),
    })
}

/// Whose recommendations a plan says it restates, in its words.
fn restated(words: &str) -> Option<String> {
    let at = words.find("recommendations made to ")?;
    let sentence = dates::sentences(&words[at..]).first().copied()?;
    Some(sentence.trim_end_matches(['.', ' ']).to_owned())
}

fn inspection(introduction: &Introduction) -> (EarlierPublication, Vec<Question>) {
    let all = format!("{} {}", introduction.title, introduction.words);
    let named = dated_bodies(introduction.words);
    let mut facts = InspectionFacts::of_kind(kind(&all, introduction.kind));
    let [title, words] = [introduction.title, introduction.words]
        .map(|text| date_in(text).or_else(|| year_in(text)));
    facts.published_on = match (title, words) {
        // A finer date wins over a coarser one that it fits; of two others the words know better.
        (Some(title), Some(words)) if words.is_sharpened_by(title) => Some(title),
        (title, words) => words.or(title),
    };
    let mut body = None;
    if let [(_, date)] = named.as_slice() {
        facts.published_on = Some(*date);
    }
    if named.len() > 1 {
        facts.published_on = None;
    }
    let bodies = match named.is_empty() {
        true => bodies(introduction.words),
        false => named.into_iter().map(|(name, _)| name).collect(),
    };
    let several = bodies.len() > 1;
    if let [name] = bodies.as_slice() {
        body = Some(Read {
            value: name.clone(),
            place: introduction.place.clone(),
        });
    }
    if facts.kind == InspectionKind::Thematic && is_named(introduction.words) {
        facts.title = Some(introduction.words.to_owned());
    }
    let unsure = several || facts.published_on.is_none() || differ(title, words);
    let questions = if unsure {
        vec![asked(introduction)]
    } else {
        Vec::new()
    };
    (
        EarlierPublication {
            facts,
            body,
            items: Vec::new(),
            place: introduction.place.clone(),
        },
        questions,
    )
}

/// Tells whether a line names a dated publication: `Thematic inspection of … (May 2020)`.
pub(super) fn is_named(text: &str) -> bool {
    let words = folded(text);
    let publication = ["inspection", "report", "action plan", "review"]
        .iter()
        .any(|word| words.contains(word));
    publication && text.len() < 200 && (date_in(text).is_some() || year_in(text).is_some())
}

fn differ(one: Option<PartialDate>, other: Option<PartialDate>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            one != other && !one.is_sharpened_by(other) && !other.is_sharpened_by(one)
        }
        _ => false,
    }
}

fn asked(introduction: &Introduction) -> Question {
    Question {
        words: "which earlier publication do these recommendations come from; one that is not here is added first with `annexe inspection add`".into(),
        answer: "--previous CODE".into(),
        place: introduction.place.clone(),
    }
}

fn kind(text: &str, own: InspectionKind) -> InspectionKind {
    let words = folded(text);
    if words.contains("quality impact") || words.contains("quality and impact") {
        InspectionKind::QualityAndImpact
    } else if words.contains("thematic") && !words.contains("core") {
        InspectionKind::Thematic
    } else {
        own
    }
}

fn date_in(text: &str) -> Option<PartialDate> {
    dates::all(text).into_iter().map(|found| found.date).next()
}

/// The first year that is printed alone.
fn year_in(text: &str) -> Option<PartialDate> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
        .find_map(|word| word.parse().ok())
}

/// Finds bodies with a date at once after them: `Saltmere CRC (June 2019)`.
fn dated_bodies(words: &str) -> Vec<(String, PartialDate)> {
    let mut found = Vec::new();
    for opening in [
        "inspection of ",
        "inspections of ",
        "report on ",
        "made to ",
    ] {
        for (at, _) in words.match_indices(opening) {
            let rest = &words[at + opening.len()..];
            let Some(end) = rest
                .find([',', '.', ';'])
                .into_iter()
                .chain(Some(rest.len()))
                .min()
            else {
                continue;
            };
            found.extend(rest[..end].split(" and ").filter_map(dated_body));
        }
    }
    found
}

/// Finds the bodies whose inspection is spoken of: `our inspection of Saltmere CRC`,
/// `we inspected Saltmere CRC`, `Saltmere CRC inspection`.
fn bodies(words: &str) -> Vec<String> {
    let after = [
        "nspection of ",
        "nspections of ",
        "eport on ",
        "made to ",
        "inspected ",
    ]
    .iter()
    .flat_map(|opening| {
        words
            .match_indices(opening)
            .map(|(at, _)| &words[at + opening.len()..])
    });
    let before = [" inspection", " report"]
        .iter()
        .filter_map(|ending| words.find(ending).map(|at| &words[..at]));
    let mut found: Vec<String> = Vec::new();
    for name in after.map(up_to_its_end).chain(before).filter_map(named) {
        if !found.iter().any(|known| folded(known) == folded(name)) {
            found.push(name.to_owned());
        }
    }
    found
}

/// Ends a name where its sentence goes on.
fn up_to_its_end(rest: &str) -> &str {
    let ends = [
        ",",
        ".",
        ";",
        ":",
        " (",
        " in ",
        " published ",
        " and ",
        " that ",
        " carried ",
        " report",
    ];
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    &rest[..end.unwrap_or(rest.len())]
}

/// Tells whether the words name one body; classes are of no one inspection.
fn named(name: &str) -> Option<&str> {
    let name = name.trim();
    let name = ["the ", "The "]
        .iter()
        .find_map(|the| name.strip_prefix(the))
        .unwrap_or(name);
    let last = folded(name.rsplit(' ').next().unwrap_or_default());
    let class = [
        "crcs",
        "divisions",
        "regions",
        "pdus",
        "companies",
        "services",
    ]
    .contains(&last.as_str());
    (names::is_sure_body(name) && !class && name.contains(' ')).then_some(name)
}

fn dated_body(text: &str) -> Option<(String, PartialDate)> {
    let (name, after) = text
        .split_once(" (")
        .or_else(|| text.split_once(" in "))
        .or_else(|| text.split_once(" published "))?;
    let date = date_in(after).or_else(|| year_in(after))?;
    let name = name.trim().trim_start_matches("the ");
    names::is_body(name).then(|| (name.to_owned(), date))
}
