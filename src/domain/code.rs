//! The short readable code of an inspection, `west-kent-2022`, and the number within it.

use super::body::{Body, BodyKind};
use super::inspection::{InspectionFacts, InspectionKind};
use super::name::{is_abbreviation, is_kind_word, words_of};

/// The longest code that is made; a typed one may be longer.
const LONGEST: usize = 40;

/// What stays free for the year and a further number: `-2022-12`.
const TAIL: usize = 8;

/// How many words of a title make a code.
const TITLE_WORDS: usize = 4;

/// Words at the beginning of a title that say only that it is a report.
const OPENING: [&str; 14] = [
    "a",
    "an",
    "the",
    "of",
    "on",
    "into",
    "thematic",
    "joint",
    "national",
    "inspection",
    "review",
    "report",
    "follow",
    "up",
];

/// Words of a title that carry no meaning of their own.
const SMALL: [&str; 18] = [
    "a", "an", "and", "are", "at", "by", "for", "from", "how", "in", "is", "of", "on", "the",
    "their", "to", "who", "with",
];

/// Makes the code of an inspection: the abbreviation that the report introduces for the
/// body, else the body's short name, else the first words of the title; then the year. `-2`
/// and so on follow where `taken` says that the code is another's.
pub fn code_for(
    body: Option<&Body>,
    abbreviation: Option<&str>,
    facts: &InspectionFacts,
    taken: impl Fn(&str) -> bool,
) -> String {
    let year = facts
        .published_on
        .map_or("draft".to_owned(), |date| date.year().to_string());
    let code = format!("{}-{year}", stem(body, abbreviation, facts));
    if !taken(&code) {
        return code;
    }
    (2..)
        .map(|further| format!("{code}-{further}"))
        .find(|code| !taken(code))
        .expect("numbers do not end")
}

/// Tells whether a text may be the code of an inspection: small letters, digits and hyphens.
pub fn is_code(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && !text.starts_with('-') && !text.ends_with('-') && text.chars().all(allowed)
}

/// Returns a printed number as it stands in a reference: `4.2` as `4-2`, since a dot there
/// begins the number of an action. Empty when nothing printed can stand there.
pub fn number_for_reference(printed: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric();
    let parts: Vec<&str> = printed
        .split(|c| !kept(c))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("-")
}

/// Returns the code without its year.
fn stem(body: Option<&Body>, abbreviation: Option<&str>, facts: &InspectionFacts) -> String {
    let is_plan = facts.kind == InspectionKind::Plan;
    let (name, ending) = match body {
        Some(body) => (short_name(body, abbreviation), kind_word(body.kind)),
        None => (title_words(facts.title.as_deref().unwrap_or("")), None),
    };
    let has = |word: &str| name.iter().any(|part| part == word);
    // What a plan restates is a region's or a company's own: `kss-plan-2021`, but `london-crc-plan-2021`.
    let ending = ending.filter(|word| !has(word) && (!is_plan || *word != "region"));
    let mut endings: Vec<&str> = ending.into_iter().collect();
    if is_plan && !has("plan") {
        endings.push("plan");
    }
    let room = LONGEST - TAIL - endings.iter().map(|word| word.len() + 1).sum::<usize>();
    let slug = slug(&name, room);
    let named = (!slug.is_empty()).then_some(slug.as_str());
    let parts: Vec<&str> = named.into_iter().chain(endings).collect();
    if parts.is_empty() {
        facts.kind.word().to_owned()
    } else {
        parts.join("-")
    }
}

/// Returns the word of a kind that a code keeps.
fn kind_word(kind: BodyKind) -> Option<&'static str> {
    match kind {
        BodyKind::Region => Some("region"),
        BodyKind::Crc => Some("crc"),
        BodyKind::Trust => Some("trust"),
        BodyKind::NpsDivision => Some("division"),
        BodyKind::Pdu
        | BodyKind::National
        | BodyKind::Department
        | BodyKind::Group
        | BodyKind::Other => None,
    }
}

/// Returns the words of what a body is called for short: an abbreviation where there is one.
fn short_name(body: &Body, introduced: Option<&str>) -> Vec<String> {
    let shortest = introduced
        .into_iter()
        .chain(body.aliases.iter().map(String::as_str))
        .map(without_kind)
        .find(|name| is_abbreviation(name) && !is_kind_word(name));
    words_of(&shortest.unwrap_or_else(|| without_kind(&body.name)))
        .into_iter()
        .skip_while(|word| word == "the")
        .collect()
}

/// Returns a name without the words that the code drops or adds itself.
fn without_kind(name: &str) -> String {
    let kept = |word: &&str| !["PDU", "CRC", "region", "division", "trust"].contains(word);
    name.split_whitespace()
        .filter(kept)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the first words of a title that say what it is about.
fn title_words(title: &str) -> Vec<String> {
    words_of(title)
        .into_iter()
        .skip_while(|word| OPENING.contains(&word.as_str()))
        .filter(|word| !SMALL.contains(&word.as_str()))
        .take(TITLE_WORDS)
        .collect()
}

/// Joins words with hyphens as far as they fit; without "and" where all do not.
fn slug(words: &[String], room: usize) -> String {
    let ascii: Vec<String> = words
        .iter()
        .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
        .filter(|word: &String| !word.is_empty())
        .collect();
    let whole = ascii.join("-");
    if whole.len() <= room {
        return whole;
    }
    let mut short = String::new();
    for word in ascii.iter().filter(|word| *word != "and") {
        let with = if short.is_empty() {
            word.clone()
        } else {
            format!("{short}-{word}")
        };
        if with.len() > room {
            break;
        }
        short = with;
    }
    if short.is_empty() {
        whole.chars().take(room).collect()
    } else {
        short
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partial_date::PartialDate;
    use crate::domain::sample::reference;

    fn facts(kind: InspectionKind, year: i32) -> InspectionFacts {
        InspectionFacts {
            published_on: Some(PartialDate::Year(year)),
            ..InspectionFacts::of_kind(kind)
        }
    }

    fn code(body: &str, abbreviation: Option<&str>, kind: InspectionKind, year: i32) -> String {
        let bodies = reference();
        let body = bodies.find(body).unwrap();
        code_for(Some(body), abbreviation, &facts(kind, year), |_| false)
    }

    fn titled(title: &str) -> String {
        let facts = InspectionFacts {
            title: Some(title.to_owned()),
            ..facts(InspectionKind::Thematic, 2023)
        };
        code_for(None, None, &facts, |_| false)
    }

    #[test]
    fn a_code_is_the_short_name_of_the_body_and_the_year() {
        use InspectionKind::{Core, National, Plan};
        assert_eq!(code("West Kent PDU", None, Core, 2022), "west-kent-2022");
        assert_eq!(code("HFKCW", Some("HFKCW"), Core, 2022), "hfkcw-2022");
        assert_eq!(code("London CRC", None, Core, 2016), "london-crc-2016");
        assert_eq!(
            code("London CRC", Some("CRC"), Core, 2018),
            "london-crc-2018"
        );
        assert_eq!(code("KSS", None, Core, 2024), "kss-region-2024");
        assert_eq!(code("KSS CRC", None, Core, 2019), "kss-crc-2019");
        assert_eq!(
            code("London region", None, Core, 2024),
            "london-region-2024"
        );
        assert_eq!(code("KSS", Some("KSS"), Plan, 2021), "kss-plan-2021");
        assert_eq!(
            code("West Kent PDU", None, Plan, 2023),
            "west-kent-plan-2023"
        );
        assert_eq!(code("London CRC", None, Plan, 2019), "london-crc-plan-2019");
        assert_eq!(code("HMPPS", None, National, 2023), "hmpps-2023");
        assert_eq!(
            code("The Probation Service", None, National, 2024),
            "probation-service-2024"
        );
        assert_eq!(
            code("NPS London", None, Core, 2018),
            "nps-london-division-2018"
        );
    }

    #[test]
    fn a_report_without_a_body_is_called_by_its_title() {
        assert_eq!(
            titled("A thematic inspection of Offender Personality Disorder services"),
            "offender-personality-disorder-2023"
        );
        assert_eq!(titled("A joint thematic inspection of MAPPA"), "mappa-2023");
        assert_eq!(titled("Dŵr a’r Gymraeg"), "dwr-ar-gymraeg-2023");
        assert_eq!(titled(""), "thematic-2023");
        assert_eq!(titled("🏛 –"), "thematic-2023");
    }

    #[test]
    fn a_second_one_in_a_year_is_numbered_and_a_draft_has_no_year() {
        let bodies = reference();
        let body = bodies.find("West Kent").unwrap();
        let taken = ["west-kent-2022", "west-kent-2022-2"];
        let facts = facts(InspectionKind::Core, 2022);
        let third = code_for(Some(body), None, &facts, |code| taken.contains(&code));
        assert_eq!(third, "west-kent-2022-3");
        let draft = InspectionFacts::of_kind(InspectionKind::Core);
        assert_eq!(
            code_for(Some(body), None, &draft, |_| false),
            "west-kent-draft"
        );
    }

    #[test]
    fn every_body_of_the_reference_data_has_a_code_of_its_own() {
        let bodies = reference();
        let mut codes = std::collections::BTreeMap::new();
        for body in bodies.all() {
            let code = code_for(Some(body), None, &facts(InspectionKind::Core, 2022), |_| {
                false
            });
            assert!(is_code(&code) && code.len() <= LONGEST, "{code}");
            if let Some(other) = codes.insert(code.clone(), &body.name) {
                panic!("{code} is {other} and {}", body.name);
            }
        }
    }

    #[test]
    fn a_code_is_small_letters_digits_and_hyphens() {
        for code in ["west-kent-2022", "hfkcw", "2022"] {
            assert!(is_code(code), "{code}");
        }
        for code in ["", "-a", "a-", "West", "a/b", "a.b", "a#b", "a b", "môn"] {
            assert!(!is_code(code), "{code}");
        }
    }

    #[test]
    fn a_printed_number_has_no_dot_in_a_reference() {
        for (printed, number) in [
            ("11", "11"),
            ("11.", "11"),
            ("4.2", "4-2"),
            ("(a)", "a"),
            ("R14", "R14"),
            ("1–2", "1-2"),
            ("–", ""),
        ] {
            assert_eq!(number_for_reference(printed), number);
        }
    }
}
