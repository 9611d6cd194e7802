//! The headings under which recommendations stand: `X should:`.

use super::{joint, names, timescale};

/// A heading that addresses what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The names as printed, several under a joint heading
    pub addressees: Vec<String>,
    /// What stood before the name: `In collaboration with the police`
    pub together_with: Option<String>,
    /// By when: `Within three months`
    pub timescale: Option<String>,
    /// Whether the name surely is that of a body of probation
    pub sure: bool,
}

impl Heading {
    /// A heading that names nobody: whom its items ask must be told.
    pub(super) fn of_nobody() -> Self {
        Heading {
            addressees: Vec::new(),
            together_with: None,
            timescale: None,
            sure: false,
        }
    }
}

const ENDINGS: [&str; 24] = [
    " should ensure that",
    " should also ensure that",
    " should make sure that",
    " should work together to",
    " should jointly",
    " should urgently",
    " should therefore",
    " should ensure",
    " should also",
    " should each",
    " should both",
    " should now",
    " should take steps to",
    " should take action to",
    " should continue to",
    " should",
    " must ensure that",
    " must",
    " needs to",
    " need to",
    " will",
    " to",
    " is recommended to",
    " are recommended to",
];

/// Reads `X should:` as a heading; nothing where X is no name of a body.
///
/// Inside a section of recommendations (`in_section`) any short name will do.
pub(super) fn read(text: &str, in_section: bool) -> Option<Heading> {
    let text = without_footnote(text.trim());
    if !ends_like_a_heading(text) {
        return None;
    }
    let text = without_number(text);
    let stem = text
        .strip_suffix(':')
        .or_else(|| text.strip_suffix("…"))
        .unwrap_or(text)
        .trim_end();
    let colon = text.len() != stem.len();
    if let Some((timescale, stem)) = timescale::parted(stem) {
        let mut heading = addressed(subject_of(&stem, colon)?, in_section)?;
        heading.timescale = Some(timescale);
        return Some(heading);
    }
    if let Some(heading) = in_section
        .then(|| with_partner_after(stem).or_else(|| recommended(stem, colon)))
        .flatten()
    {
        return Some(heading);
    }
    addressed(subject_of(stem, colon)?, in_section)
}

/// `Fenmarsh PDU should:3` carries the mark of a footnote: `3`, `[3]`, `(3)`, `*`.
fn without_footnote(text: &str) -> &str {
    let text = match text.find("(continued)").or(text.find("(cont")) {
        Some(at) if at > 0 => text[..at].trim_end(),
        _ => text.strip_suffix("(continued):").unwrap_or(text),
    };
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit() || "[]()*†‡ ".contains(c));
    let mark = &text[stem.len()..];
    match stem.ends_with(':') && mark.len() <= 5 {
        true => stem,
        false => text,
    }
}

/// `HMPPS should work with Saltmere region to:`.
fn with_partner_after(stem: &str) -> Option<Heading> {
    let (name, rest) = stem.split_once(" should")?;
    let partner = rest.trim_start_matches([',', ' ']);
    let ensures = partner.starts_with("ensure ") || partner.starts_with("make sure ");
    let partner = match ensures {
        true => Some(partner),
        false => partner.strip_suffix(" to"),
    }?;
    let openings = [
        "ensure ",
        "ensure that ",
        "make sure that ",
        "work with ",
        "work together with ",
        "work jointly with ",
        "in collaboration with ",
        "in partnership with ",
        "with ",
        "continue to work with ",
    ];
    let joined = openings.iter().any(|opening| partner.starts_with(opening));
    let mut heading = (joined && names::is_body(name))
        .then(|| addressed(name, true))
        .flatten()?;
    heading.together_with = Some(partner.trim_end_matches(',').to_owned());
    Some(heading)
}

/// `We recommend that Fenmarsh PDU:`.
fn recommended(stem: &str, colon: bool) -> Option<Heading> {
    let name = without_opening(stem);
    (colon && name.len() < stem.len() && names::is_body(name))
        .then(|| addressed(name, false))
        .flatten()
}

/// A quick look at the end of a line: most lines are none.
fn ends_like_a_heading(text: &str) -> bool {
    let end = text.trim_end();
    let last = end
        .rsplit(|c: char| c.is_whitespace())
        .next()
        .unwrap_or_default();
    end.ends_with([':', '…'])
        || ["should", "that", "must"]
            .iter()
            .any(|word| last.eq_ignore_ascii_case(word))
}

/// Splits the ending off: `should:`; without a colon only the bare `should` is a heading.
fn subject_of(stem: &str, colon: bool) -> Option<&str> {
    let lower = stem.to_lowercase();
    if lower.len() != stem.len() {
        return None;
    }
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(**ending))?;
    let bare = matches!(*ending, " should" | " should ensure that" | " must");
    (colon || bare).then(|| stem[..stem.len() - ending.len()].trim())
}

fn without_number(text: &str) -> &str {
    match super::markers::marked(text) {
        Some((_, words)) if !words.is_empty() => words,
        _ => text,
    }
}

/// Reads the subject of a heading.
fn addressed(subject: &str, in_section: bool) -> Option<Heading> {
    let subject = without_opening(subject).trim_end_matches(',');
    let (together_with, name) = match in_section.then(|| after_a_phrase(subject)).flatten() {
        Some((phrase, name)) => (Some(phrase), name),
        None => without_partner(subject),
    };
    let known = names::is_body(name);
    let short =
        in_section && names::looks_like_a_name(name) && name.split_whitespace().count() <= 8;
    let classes = in_section && is_class(name);
    (known || short || classes).then(|| Heading {
        addressees: joint::split_joint(name),
        together_with: together_with.map(str::to_owned),
        timescale: None,
        sure: names::is_sure_body(name),
    })
}

/// `As a result of this, Fenmarsh PDU should:`: the name stands after a phrase that is none.
fn after_a_phrase(subject: &str) -> Option<(&str, &str)> {
    let (phrase, name) = subject.split_once(", ")?;
    let bodiless = !names::is_body(phrase)
        && !names::words(phrase).any(|word| names::is_one_of(&PARTNERS, word));
    (bodiless && phrase.contains(' ') && names::is_sure_body(name)).then_some((phrase, name))
}

/// Words after which a partner is named rather than a phrase that says when or why.
const PARTNERS: [&str; 8] = [
    "with",
    "together",
    "supported",
    "partnership",
    "collaboration",
    "conjunction",
    "consultation",
    "by",
];

/// `Probation practitioners should:` inside a section of recommendations.
fn is_class(name: &str) -> bool {
    let count = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let begins = lower.split_whitespace().next().unwrap_or_default();
    (1..=6).contains(&count)
        && name.starts_with(char::is_uppercase)
        && !name.contains([',', '.', ':', '?', '"'])
        && ![
            "we", "this", "these", "it", "they", "he", "she", "you", "i", "there", "what", "in",
            "to", "where", "when", "if",
        ]
        .contains(&begins)
}

/// Takes `We recommend that` and `Recommendations for` off.
fn without_opening(subject: &str) -> &str {
    let lower = subject.to_lowercase();
    if lower.len() != subject.len() {
        return subject;
    }
    for opening in [
        "we recommend that ",
        "we therefore recommend that ",
        "we also recommend that ",
        "it is recommended that ",
        "recommendation: ",
        "recommendations: ",
    ] {
        if lower.starts_with(opening) {
            return &subject[opening.len()..];
        }
    }
    subject
}

/// `In collaboration with X, Y`: Y is asked, with X beside it.
fn without_partner(subject: &str) -> (Option<&str>, &str) {
    let lower = subject.to_lowercase();
    let openings = [
        "in collaboration with ",
        "in partnership with ",
        "in conjunction with ",
        "together with ",
        "working with ",
        "along with ",
        "in consultation with ",
        "with support from ",
        "supported by ",
    ];
    if lower.len() != subject.len() {
        return (None, subject);
    }
    let inserted = openings.iter().chain(&["with "]).find_map(|opening| {
        let (name, partner) = subject.split_once(", ")?;
        partner
            .starts_with(opening)
            .then_some((Some(partner), name))
    });
    if let Some(inserted) = inserted {
        return inserted;
    }
    if !openings.iter().any(|opening| lower.starts_with(opening)) {
        return (None, subject);
    }
    // The last comma that leaves a body on its right parts the two.
    let comma = subject.match_indices(", ").map(|(at, _)| at).find(|&at| {
        names::is_body(subject[at + 2..].trim()) && !subject[at + 2..].starts_with("and ")
    });
    match comma {
        Some(at) => (Some(&subject[..at]), subject[at + 2..].trim()),
        None => (None, subject),
    }
}

/// Reads a name alone as a heading, inside a section of recommendations: `HMPPS:`,
/// `For the National Probation Service`, `Recommendations for Fenmarsh PDU`.
pub(super) fn read_name_alone(text: &str, marked: bool) -> Option<Heading> {
    let text = text.trim();
    let stem = text.strip_suffix(':').unwrap_or(text).trim();
    let openings = [
        "Recommendations for ",
        "Recommendation for ",
        "Recommendations to ",
        "Recommendation to ",
        "For ",
        "To ",
    ];
    let opened = openings
        .iter()
        .find_map(|opening| stem.strip_prefix(opening));
    let name = opened.unwrap_or(stem);
    let said = marked || text.ends_with(':') || opened.is_some();
    let announced = stem.starts_with("Recommendation") && opened.is_some();
    let known = names::is_body(name) || announced && names::looks_like_a_name(name);
    (said && known && name.split_whitespace().count() <= 14).then(|| Heading {
        addressees: joint::split_joint(name),
        together_with: None,
        timescale: None,
        sure: names::is_sure_body(name),
    })
}

/// Finds the addressee inside a sentence: `The National Probation Service should make …`.
pub(super) fn in_sentence(text: &str, verbs: &[&str]) -> Option<Vec<String>> {
    let (at, _) = verbs
        .iter()
        .filter_map(|verb| text.find(verb).map(|at| (at, verb)))
        .min_by_key(|&(at, _)| at)?;
    let subject = text[..at].trim();
    (names::is_body(subject) && subject.split_whitespace().count() <= 16)
        .then(|| joint::split_joint(subject))
}

/// Finds an addressee in brackets at the end of an item: `… has one plan (YOT manager)`.
pub(super) fn in_brackets(text: &str) -> Option<Vec<String>> {
    let stem = text.trim_end().trim_end_matches(['.', ';']);
    let (_, name) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let named = names::is_body(name) && name.split_whitespace().count() <= 10;
    let abbreviation = !name.contains(' ') && !names::is_sure_body(name);
    (named && !abbreviation).then(|| joint::split_joint(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        read(text, false).map_or_else(Vec::new, |heading| heading.addressees)
    }

    #[test]
    fn headings_name_their_addressees_as_printed() {
        for (text, addressee) in [
            ("Fenmarsh PDU should:", "Fenmarsh PDU"),
            ("FENMARSH PDU SHOULD:", "FENMARSH PDU"),
            (
                "The Reedham Management Board should:",
                "The Reedham Management Board",
            ),
            (
                "His Majesty's Prison and Probation Service should:",
                "His Majesty's Prison and Probation Service",
            ),
            ("Saltmere region should ensure that:", "Saltmere region"),
            ("• HMPPS should:", "HMPPS"),
            (
                "In collaboration with Reedham Council, Fenmarsh PDU should:",
                "Fenmarsh PDU",
            ),
        ] {
            assert_eq!(names(text), [addressee], "{text}");
        }
        assert!(names("we recommend that staff should:").is_empty());
        assert!(names("In these cases, practitioners should:").is_empty());
        assert!(names("Plans of good quality should:").is_empty());
    }

    #[test]
    fn a_sentence_carries_its_addressee() {
        let found = in_sentence(
            "The National Probation Service should make plans",
            &[" should "],
        );
        assert_eq!(found.unwrap(), ["The National Probation Service"]);
        assert_eq!(
            in_sentence("ensure that staff should not wait", &[" should "]),
            None
        );
    }
}
