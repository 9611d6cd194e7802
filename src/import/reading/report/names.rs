//! Which words look like the name of a body.

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

const LIKELY: [&str; 70] = [
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
    "chair",
    "chairs",
    "forces",
    "commissioning",
    "commission",
    "estyn",
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

pub(super) fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '/' | '(' | ')' | '-' | '–' | '—' | '&' | '+')
    })
    .filter(|word| !word.is_empty())
}

pub(super) fn is_one_of(list: &[&str], word: &str) -> bool {
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
}
