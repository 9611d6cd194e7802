//! Which words look like the name of a body, and where a joint heading names two.

/// Words that say what sort of organisation a name belongs to.
const SURE: [&str; 23] = [
    "pdu",
    "pdus",
    "crc",
    "crcs",
    "nps",
    "hmpps",
    "probation",
    "region",
    "regions",
    "rehabilitation",
    "division",
    "divisions",
    "yos",
    "yot",
    "yjs",
    "yjb",
    "hmip",
    "moj",
    "noms",
    "lau",
    "nomu",
    "apcc",
    "lcjb",
];
const LIKELY: [&str; 64] = [
    "board",
    "boards",
    "council",
    "councils",
    "police",
    "constables",
    "manager",
    "managers",
    "director",
    "directors",
    "service",
    "services",
    "trust",
    "trusts",
    "ministry",
    "department",
    "agency",
    "agencies",
    "partnership",
    "partnerships",
    "inspectorate",
    "office",
    "government",
    "company",
    "companies",
    "unit",
    "units",
    "team",
    "teams",
    "authority",
    "authorities",
    "commissioner",
    "commissioners",
    "governor",
    "governors",
    "prisons",
    "secretary",
    "minister",
    "ministers",
    "college",
    "association",
    "judiciary",
    "head",
    "heads",
    "chief",
    "executive",
    "executives",
    "leaders",
    "leader",
    "officer",
    "officers",
    "providers",
    "committee",
    "group",
    "groups",
    "courts",
    "hmcts",
    "nhs",
    "england",
    "ofsted",
    "cps",
    "welsh",
    "apex",
    "partners",
];
/// Words in small letters that a name may contain.
const SMALL: [&str; 60] = [
    "and",
    "of",
    "the",
    "for",
    "in",
    "at",
    "with",
    "to",
    "or",
    "on",
    "all",
    "each",
    "its",
    "both",
    "area",
    "areas",
    "local",
    "national",
    "regional",
    "senior",
    "deputy",
    "assistant",
    "delivery",
    "justice",
    "youth",
    "offending",
    "adult",
    "children's",
    "children’s",
    "social",
    "care",
    "health",
    "public",
    "community",
    "safeguarding",
    "criminal",
    "court",
    "prison",
    "strategic",
    "operational",
    "contract",
    "management",
    "quality",
    "approved",
    "premises",
    "women's",
    "women’s",
    "victim",
    "their",
    "every",
    "new",
    "relevant",
    "reconviction",
    "responsible",
    "leadership",
    "performance",
    "business",
    "human",
    "resources",
    "integrated",
];
/// Words with which a sentence begins rather than a name.
const SENTENCE: [&str; 40] = [
    "we", "in", "to", "where", "when", "if", "this", "these", "it", "they", "he", "she", "as",
    "there", "what", "who", "how", "that", "while", "although", "however", "because", "after",
    "before", "during", "on", "by", "you", "i", "our", "for", "with", "more", "not", "nothing",
    "such", "no", "some", "any", "but",
];

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '/' | '(' | ')' | '-' | '–' | '—' | '&' | '+')
    })
    .filter(|word| !word.is_empty())
}

fn is_one_of(list: &[&str], word: &str) -> bool {
    let word = word.trim_end_matches(['\'', '’', '.', ':']).to_lowercase();
    let owned = word.trim_end_matches("'s").trim_end_matches("’s");
    list.contains(&word.as_str()) || list.contains(&owned)
}

/// Tells whether the words are the name of a body beyond doubt: `Fenmarsh PDU`.
pub(super) fn is_sure_body(name: &str) -> bool {
    looks_like_a_name(name) && words(name).any(|word| is_one_of(&SURE, word))
}

/// Tells whether the words look like the name of a body: a name with a word for an
/// organisation or an office in it.
pub(super) fn is_body(name: &str) -> bool {
    looks_like_a_name(name)
        && words(name)
            .any(|word| is_one_of(&SURE, word) || is_one_of(&LIKELY, word) || is_abbreviation(word))
}

fn is_abbreviation(word: &str) -> bool {
    let length = word.chars().count();
    (2..=8).contains(&length) && word.chars().all(|c| c.is_uppercase())
}

/// Tells whether the words could be a name at all: capitals, joined by small words.
pub(super) fn looks_like_a_name(name: &str) -> bool {
    let name = name.trim();
    let mut all = words(name).peekable();
    let Some(&first) = all.peek() else {
        return false;
    };
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    (capital(first) || first == "the" || first == "all")
        && !is_one_of(&SENTENCE, first)
        && name.chars().count() <= 220
        && !name.contains(['.', '?', '!', ';', '"', '“', '\t'])
        && all.all(|word| {
            capital(word)
                || is_one_of(&SMALL, word)
                || is_one_of(&SURE, word)
                || is_one_of(&LIKELY, word)
        })
}

/// Takes `the` off the front of a name that follows another one.
fn bare(name: &str) -> &str {
    let name = name.trim().trim_end_matches(',');
    name.strip_prefix("the ").unwrap_or(name).trim()
}

/// Splits a joint heading at `and` and commas where every part looks like a body;
/// otherwise the name is left whole, because regions and units have such names too.
pub(super) fn split_joint(name: &str) -> Vec<String> {
    let name = name.trim();
    let joints = joints(name);
    // A comma alone joins nothing: `Director, Saltmere region` is one name.
    let listed = joints
        .iter()
        .any(|&(at, length)| &name[at..at + length] != ", ");
    let parts = (listed && joints.len() <= 8)
        .then(|| parted(name, 0, &joints))
        .flatten();
    match parts {
        Some(parts) if parts.len() > 1 => parts.into_iter().map(str::to_owned).collect(),
        _ => vec![name.to_owned()],
    }
}

/// Parts a name into bodies, the finest way that leaves no part without its own word.
fn parted<'a>(name: &'a str, from: usize, joints: &[(usize, usize)]) -> Option<Vec<&'a str>> {
    for (index, &(at, length)) in joints.iter().enumerate() {
        let left = bare(&name[from..at]);
        if !stands_alone(left) {
            continue;
        }
        if let Some(rest) = parted(name, at + length, &joints[index + 1..]) {
            return Some([vec![left], rest].concat());
        }
    }
    let whole = bare(&name[from..]);
    stands_alone(whole).then(|| vec![whole])
}

/// Names that have `and` inside them.
const WHOLE: [&str; 9] = [
    "prison and probation",
    "prisons and probation",
    "police and crime",
    "courts and tribunals",
    "health and social",
    "children and famil",
    "fire and rescue",
    "crime and justice",
    "performance and quality",
];

/// Returns where a name may be joined, with the length of what joins.
fn joints(name: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for joint in [", and ", " and ", ", ", " & ", " together with ", " / "] {
        found.extend(name.match_indices(joint).map(|(at, _)| (at, joint.len())));
    }
    found.sort_by_key(|&(at, length)| (at, std::cmp::Reverse(length)));
    let lower = name.to_lowercase();
    let inside = |at: usize| {
        WHOLE.iter().any(|whole| {
            lower
                .match_indices(whole)
                .any(|(start, _)| start < at && at < start + whole.len())
        })
    };
    let mut end = 0;
    found.retain(|&(at, length)| {
        let kept = at >= end && !inside(at);
        if kept {
            end = at + length;
        }
        kept
    });
    found
}

/// Words that make the end of a body's name: a part that has none is no body of its own.
const ENDS: [&str; 38] = [
    "office",
    "divisions",
    "regions",
    "pdus",
    "pdu",
    "crc",
    "nps",
    "hmpps",
    "moj",
    "noms",
    "yos",
    "yot",
    "yjs",
    "yjb",
    "hmcts",
    "nhs",
    "region",
    "division",
    "service",
    "company",
    "companies",
    "crcs",
    "trust",
    "trusts",
    "board",
    "boards",
    "council",
    "councils",
    "police",
    "government",
    "agency",
    "inspectorate",
    "commissioner",
    "commissioners",
    "manager",
    "managers",
    "director",
    "directors",
];

fn stands_alone(part: &str) -> bool {
    let last = words(part).last().unwrap_or_default();
    let opens = words(part)
        .find(|word| !word.eq_ignore_ascii_case("the"))
        .unwrap_or_default();
    let department =
        ["Ministry", "Department", "Secretary", "College"].contains(&opens) && part.contains(' ');
    is_body(part) && (is_one_of(&ENDS, last) || department) && !is_one_of(&["service"], part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_bodies_are_told_from_sentences() {
        for name in [
            "Fenmarsh PDU",
            "The Saltmere probation region",
            "Kent, Surrey and Sussex (KSS) probation region",
            "Her Majesty's Prison and Probation Service",
            "the Reedham Youth Justice Management Board",
            "The Fenmarsh Youth Offending Service manager",
            "HMPPS",
            "FENMARSH PDU",
            "Regional Probation Directors",
        ] {
            assert!(is_body(name), "{name}");
        }
        for words in [
            "We recommend that staff",
            "In these cases practitioners",
            "staff",
            "Where risk is high, the Probation Service",
            "Effective plans",
            "",
        ] {
            assert!(!is_body(words), "{words}");
        }
    }

    #[test]
    fn a_joint_heading_is_split_only_between_two_bodies() {
        for (name, parts) in [
            (
                "The Fen CRC and National Probation Service",
                vec!["The Fen CRC", "National Probation Service"],
            ),
            (
                "Kent, Surrey and Sussex region",
                vec!["Kent, Surrey and Sussex region"],
            ),
            ("Camden and Islington PDU", vec!["Camden and Islington PDU"]),
            (
                "HM Prison and Probation Service",
                vec!["HM Prison and Probation Service"],
            ),
            (
                "Her Majesty's Prison and Probation Service and the Ministry of Justice",
                vec![
                    "Her Majesty's Prison and Probation Service",
                    "Ministry of Justice",
                ],
            ),
            (
                "The Ministry of Justice, HMPPS and the Youth Justice Board",
                vec!["The Ministry of Justice", "HMPPS", "Youth Justice Board"],
            ),
            ("Hale, Wick and Marsh PDU", vec!["Hale, Wick and Marsh PDU"]),
            (
                "The Ministry of Justice, HM Prison and Probation Service and the Home Office",
                vec![
                    "The Ministry of Justice",
                    "HM Prison and Probation Service",
                    "Home Office",
                ],
            ),
            (
                "Regional Probation Director, Saltmere region",
                vec!["Regional Probation Director, Saltmere region"],
            ),
            (
                "Department of Health and Social Care",
                vec!["Department of Health and Social Care"],
            ),
        ] {
            assert_eq!(split_joint(name), parts, "{name}");
        }
    }
}
