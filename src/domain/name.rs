//! Names of organisations, folded: what is left of a name when the many ways of printing
//! it are taken away.
//!
//! "The Probation Service – London region", "London probation region" and "London
//! Probation Service" fold to one value. The word that says what sort of body it is stays
//! apart from the other words, so that a region is never found under the name of a PDU.

use super::body_kind::BodyKind::{self, Crc, NpsDivision, Pdu, Region, Trust};

/// A name without its spelling: case, punctuation, order of words, "and", "the" and the
/// forms of a kind word make no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The kind that a word of the name says
    pub kind: Option<BodyKind>,
    /// Whether words of several kinds stand in it: it is then no name of one body
    pub mixed: bool,
    /// Whether the kind is in the plural, or with "all": a class of bodies
    pub many: bool,
    /// Whether it names people of the body rather than the body: "head of", "leaders"
    pub role: bool,
    /// The other words, sorted
    pub words: Vec<String>,
    /// The other words as they stand, for likeness
    pub spelled: String,
    /// An abbreviation in brackets beside the words: `(KSS)`
    pub abbreviation: Option<String>,
}

/// What a phrase of a name says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Kind(BodyKind),
    Kinds(BodyKind),
    Nps,
    Service,
    Hmpps,
    Every,
    Regional,
    Role,
    Roles,
}

/// The phrases that are more than words, each longer one before those that it holds.
const PHRASES: [(&str, Mark); 45] = [
    ("her majestys prison probation service", Mark::Hmpps),
    ("his majestys prison probation service", Mark::Hmpps),
    ("h m prison probation service", Mark::Hmpps),
    ("hm prison probation service", Mark::Hmpps),
    ("national probation service", Mark::Nps),
    ("nps", Mark::Nps),
    ("probation delivery unit", Mark::Kind(Pdu)),
    ("probation delivery units", Mark::Kinds(Pdu)),
    ("pdu", Mark::Kind(Pdu)),
    ("pdus", Mark::Kinds(Pdu)),
    ("community rehabilitation company", Mark::Kind(Crc)),
    ("community rehabilitation companies", Mark::Kinds(Crc)),
    ("crc", Mark::Kind(Crc)),
    ("crcs", Mark::Kinds(Crc)),
    ("probation trust", Mark::Kind(Trust)),
    ("probation trusts", Mark::Kinds(Trust)),
    ("probation region", Mark::Kind(Region)),
    ("probation regions", Mark::Kinds(Region)),
    ("region", Mark::Kind(Region)),
    ("regions", Mark::Kinds(Region)),
    ("division", Mark::Kind(NpsDivision)),
    ("divisions", Mark::Kinds(NpsDivision)),
    ("probation service", Mark::Service),
    ("all", Mark::Every),
    ("each", Mark::Every),
    ("every", Mark::Every),
    ("regional probation", Mark::Regional),
    ("regional", Mark::Regional),
    ("head", Mark::Role),
    ("heads", Mark::Roles),
    ("director", Mark::Role),
    ("directors", Mark::Roles),
    ("chief executive", Mark::Role),
    ("chief executives", Mark::Roles),
    ("executive", Mark::Role),
    ("deputy", Mark::Role),
    ("senior", Mark::Role),
    ("leader", Mark::Role),
    ("leaders", Mark::Role),
    ("leadership", Mark::Role),
    ("manager", Mark::Role),
    ("managers", Mark::Role),
    ("management", Mark::Role),
    ("team", Mark::Role),
    ("teams", Mark::Roles),
];

/// Words that make no difference between two names.
const JOINERS: [&str; 6] = ["and", "the", "of", "in", "for", "at"];

impl Folded {
    /// Folds a name as typed or printed.
    pub fn of(text: &str) -> Self {
        let (text, abbreviation) = take_abbreviation(text);
        let mut words = words_of(&text);
        words.retain(|word| !JOINERS.contains(&word.as_str()));
        let (marks, rest) = take_phrases(&words);
        let mut folded = of_marks(&marks, rest);
        folded.abbreviation = abbreviation;
        folded
    }

    /// Tells whether two names are one: the same kind word and the same other words.
    pub fn is_same(&self, other: &Folded) -> bool {
        !self.mixed
            && !other.mixed
            && (self.kind, self.many, self.role) == (other.kind, other.many, other.role)
            && self.words == other.words
            && !self.is_empty()
    }

    /// Tells whether two names are one but for the kind word.
    pub fn has_same_words(&self, other: &Folded) -> bool {
        !self.mixed
            && !other.mixed
            && (self.many, self.role) == (other.many, other.role)
            && !self.words.is_empty()
            && self.words == other.words
    }

    /// Tells whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.kind.is_none() && self.words.is_empty()
    }

    /// Returns the name without the people, "the head of West Kent PDU" as "West Kent PDU";
    /// nothing when it names no people.
    pub fn without_role(&self) -> Option<Folded> {
        self.role.then(|| Folded {
            role: false,
            ..self.clone()
        })
    }
}

/// Returns a name as plain words in order, without a leading "the": what an exact name is
/// compared by.
pub fn plain(text: &str) -> String {
    let words = words_of(text);
    let from = usize::from(words.first().is_some_and(|word| word == "the"));
    words[from..].join(" ")
}

/// Tells whether a text looks like an abbreviation: one word, mostly capitals (`KSS`, `BeNCH`).
pub fn is_abbreviation(text: &str) -> bool {
    let length = text.chars().count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    (2..=8).contains(&length)
        && text.chars().all(char::is_alphanumeric)
        && capitals >= 2
        && capitals * 2 >= length
}

/// Tells whether a text is a word for a kind of body and nothing more: `CRC`, `PDU`, `NPS`.
pub fn is_kind_word(text: &str) -> bool {
    let words = words_of(text);
    PHRASES.iter().any(|(phrase, mark)| {
        matches!(mark, Mark::Kind(_) | Mark::Kinds(_) | Mark::Nps)
            && words.iter().eq(phrase.split(' '))
    })
}

/// Returns the words of a text in lower case: `&` is "and", apostrophes and full stops go,
/// all other punctuation parts words, accents go from the letters of Welsh and its neighbours.
pub fn words_of(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => spaced.push_str(" and "),
            '\'' | '‘' | '’' | 'ʼ' | '`' | '.' | '\u{ad}' | '\u{200b}' => {}
            c if c.is_alphanumeric() => spaced.extend(c.to_lowercase().map(without_accent)),
            _ => spaced.push(' '),
        }
    }
    spaced.split_whitespace().map(str::to_owned).collect()
}

fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' => 'a',
        'ç' => 'c',
        'è'..='ë' | 'ē' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => 'w',
        'ŷ' | 'ỳ' | 'ý' | 'ÿ' => 'y',
        _ => letter,
    }
}

/// Takes an abbreviation in brackets out of a name that has other words too. A kind word in
/// brackets, "(CRC)", stays: it may be the only one.
fn take_abbreviation(text: &str) -> (String, Option<String>) {
    let taken = text.split_once('(').and_then(|(before, after)| {
        let (inside, behind) = after.split_once(')')?;
        let rest = format!("{before} {behind}");
        let inside = inside.trim();
        let stands_beside = is_abbreviation(inside) && !is_kind_word(inside);
        (stands_beside && !words_of(&rest).is_empty()).then(|| (rest, inside.to_lowercase()))
    });
    match taken {
        Some((rest, abbreviation)) => (rest, Some(abbreviation)),
        None => (text.to_owned(), None),
    }
}

/// Parts the words of a name into what its phrases say and the other words.
fn take_phrases(words: &[String]) -> (Vec<Mark>, Vec<String>) {
    let mut marks = Vec::new();
    let mut rest = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = PHRASES.iter().find(|(phrase, _)| {
            let here = words[at..].iter().take(phrase.split(' ').count());
            here.eq(phrase.split(' '))
        });
        if let Some((phrase, mark)) = found {
            marks.push(*mark);
            at += phrase.split(' ').count();
        } else {
            rest.push(words[at].clone());
            at += 1;
        }
    }
    (marks, rest)
}

/// Puts together what the phrases and the other words say.
fn of_marks(marks: &[Mark], mut rest: Vec<String>) -> Folded {
    let has = |mark| marks.contains(&mark);
    if has(Mark::Hmpps) {
        rest.push("hmpps".to_owned());
    }
    let role = has(Mark::Role) || has(Mark::Roles);
    if has(Mark::Regional) && !role {
        rest.push("regional".to_owned());
    }
    let mut kinds = kinds_of(marks, role);
    let nothing_else = kinds.is_empty() && rest.is_empty();
    // "National Probation Service" and "The Probation Service" alone are bodies themselves;
    // beside other words they say that a division or a region is meant.
    if has(Mark::Nps) && nothing_else {
        rest.extend(["national", "probation", "service"].map(str::to_owned));
    } else if has(Mark::Service) && nothing_else {
        rest.extend(["probation", "service"].map(str::to_owned));
    } else if has(Mark::Nps) && !kinds.contains(&NpsDivision) {
        kinds.push(NpsDivision);
    } else if has(Mark::Service) && kinds.is_empty() {
        kinds.push(Region);
    }
    let is_plural = |mark: &Mark| matches!(mark, Mark::Kinds(_) | Mark::Roles | Mark::Every);
    let spelled = rest.join(" ");
    rest.sort_unstable();
    Folded {
        kind: kinds.first().copied(),
        mixed: kinds.len() > 1,
        many: marks.iter().any(is_plural),
        role,
        words: rest,
        spelled,
        abbreviation: None,
    }
}

/// Returns the kinds that the words name, each once.
fn kinds_of(marks: &[Mark], role: bool) -> Vec<BodyKind> {
    let mut kinds = Vec::new();
    for mark in marks {
        let kind = match mark {
            Mark::Kind(kind) | Mark::Kinds(kind) => *kind,
            Mark::Regional if role => Region,
            _ => continue,
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(names: &[&str]) {
        for name in names {
            let (first, other) = (Folded::of(names[0]), Folded::of(name));
            assert!(
                first.is_same(&other),
                "{} / {name}: {first:?} {other:?}",
                names[0]
            );
        }
    }

    fn different(one: &str, other: &str) {
        assert!(
            !Folded::of(one).is_same(&Folded::of(other)),
            "{one} / {other}"
        );
    }

    #[test]
    fn the_printed_forms_of_one_name_fold_to_one() {
        same(&[
            "Kent, Surrey and Sussex region",
            "Kent, Surrey & Sussex Region",
            "Kent, Surrey, and Sussex probation region",
            "kent surrey sussex region",
            "The Probation Service – Kent, Surrey and Sussex region",
            "Probation Service - Kent, Surrey and Sussex",
            "Kent, Surrey, Sussex (KSS) Probation Service",
            "Sussex, Surrey and Kent region",
        ]);
        same(&[
            "HMPPS",
            "HM Prison and Probation Service",
            "Her Majesty’s Prison & Probation Service",
            "His Majesty's Prison and Probation Service (HMPPS)",
        ]);
        same(&[
            "NPS London division",
            "National Probation Service London",
            "NPS (London division)",
            "National Probation Service (London Division)",
            "The London division of the NPS",
        ]);
        same(&["London CRC", "The London Community Rehabilitation Company"]);
        same(&[
            "West Kent PDU",
            "WEST-KENT Probation Delivery Unit (PDU)",
            "The Probation Service – West Kent PDU",
        ]);
        same(&["Ynys Môn PDU", "Ynys Mon PDU"]);
    }

    #[test]
    fn the_national_services_stay_themselves() {
        same(&["The Probation Service", "Probation Service"]);
        same(&[
            "National Probation Service",
            "the NPS",
            "National Probation Service (NPS)",
        ]);
        different("The Probation Service", "National Probation Service");
        different("The Probation Service", "HM Prison and Probation Service");
    }

    #[test]
    fn a_kind_word_keeps_bodies_apart() {
        different("Surrey region", "Surrey PDU");
        different("Wales CRC", "Wales region");
        different("London", "London region");
        different("London CRC", "London CRC and National Probation Service");
        different("the CRC", "CRCs");
    }

    #[test]
    fn people_of_a_body_are_told_from_the_body() {
        let head = Folded::of("the head of West Kent PDU");
        let body = head.without_role().expect("a role");
        assert!(head.role && body.is_same(&Folded::of("West Kent PDU")));
        let directors = Folded::of("Regional Probation Directors");
        assert_eq!((directors.kind, directors.many), (Some(Region), true));
        assert!(directors.words.is_empty());
    }

    #[test]
    fn an_abbreviation_is_known_by_its_capitals() {
        assert!(is_abbreviation("HFKCW") && is_abbreviation("BeNCH") && is_abbreviation("GM"));
        assert!(!is_abbreviation("London") && !is_abbreviation("West Kent"));
        assert!(is_kind_word("CRCs") && !is_kind_word("KSS"));
    }
}
