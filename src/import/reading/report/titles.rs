//! What the titles of sections announce.

use super::folded;

/// What a title announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// The report's own recommendations; `true` where items may stand without an addressee's heading
    Recommendations(bool),
    /// Recommendations of earlier publications
    Previous,
    /// An organisational alert
    Alert,
    /// The ratings
    Ratings,
    /// Any other annexe or appendix
    Annexe,
    /// Any other section that is known by its name
    Other,
    /// A word that heads a section or a group of recommendations: `Staffing`
    Theme,
}

const THEMES: [&str; 14] = [
    "leadership",
    "staff",
    "staffing",
    "services",
    "information and facilities",
    "court work",
    "assessment",
    "planning",
    "implementation and delivery",
    "reviewing",
    "outcomes",
    "case supervision",
    "resettlement",
    "public protection",
];

const OTHER: [&str; 50] = [
    "related content",
    "related links",
    "about us",
    "contact us",
    "share this page",
    "print this page",
    "back to top",
    "follow us",
    "privacy",
    "cookies",
    "accessibility",
    "support links",
    "crown copyright",
    "sign up",
    "newsletter",
    "skip to main content",
    "related documents",
    "is this page useful",
    "background",
    "introduction",
    "foreword",
    "acknowledgements",
    "contents",
    "key facts",
    "executive summary",
    "overall findings",
    "organisational delivery",
    "court work and case supervision",
    "methodology",
    "glossary",
    "our methodology",
    "about this inspection",
    "inspection methodology",
    "key findings",
    "context",
    "contextual facts",
    "strengths",
    "areas for improvement",
    "references",
    "the evidence",
    "what we found",
    "our findings",
    "findings",
    "conclusion",
    "conclusions",
    "next steps",
    "further information",
    "aims and objectives",
    "scope of the inspection",
    "our standards",
];

/// Says what a title announces; `marked` where it is a heading by its marks.
pub(super) fn title_of(text: &str, marked: bool) -> Option<Title> {
    let colon = text.trim_end().ends_with(':');
    let text = text.trim().trim_end_matches(':');
    if let Some((one, other)) = text.split_once(" / ") {
        // The title of a bilingual report: `Recommendations / Argymhellion`.
        return title_of(one, marked).or_else(|| title_of(other, marked));
    }
    let annexe = is_annexe(text);
    let name = folded(without_prefix(text));
    if is_alert(&name) && (annexe || marked || name.split(' ').count() <= 5) {
        return Some(Title::Alert);
    }
    if is_previous(&name) && (annexe || marked || name.split(' ').count() <= 8) {
        return Some(Title::Previous);
    }
    if colon && is_opening(&name) {
        return Some(Title::Recommendations(false));
    }
    if let Some(bare) = recommendations(&name, marked) {
        return Some(Title::Recommendations(bare));
    }
    match name.as_str() {
        "ratings" | "our ratings" | "summary of ratings" | "ratings table" | "overall ratings"
        | "rating" | "scores" => Some(Title::Ratings),
        _ if annexe => Some(Title::Annexe),
        name if OTHER.contains(&name) => Some(Title::Other),
        name if THEMES.contains(&name) && text.starts_with(|c: char| c.is_ascii_digit()) => {
            Some(Title::Other)
        }
        name if THEMES.contains(&name) => Some(Title::Theme),
        _ => None,
    }
}

/// A line that opens the recommendations in a report that has no section of them.
fn is_opening(name: &str) -> bool {
    matches!(
        name,
        "we recommend"
            | "we recommend that"
            | "we recommend the following"
            | "we therefore recommend"
            | "we therefore recommend that"
            | "we make the following recommendations"
            | "we have made the following recommendations"
            | "our recommendations are"
            | "the following recommendations are made"
    )
}

fn recommendations(name: &str, marked: bool) -> Option<bool> {
    match name {
        "recommendations"
        | "our recommendations"
        | "summary of recommendations"
        | "key recommendations"
        | "the recommendations"
        | "list of recommendations"
        | "recommendations summary"
        | "main recommendations"
        | "full list of recommendations"
        | "new recommendations"
        | "final recommendations"
        | "all recommendations" => Some(true),
        "conclusions and recommendations"
        | "conclusion and recommendations"
        | "findings and recommendations" => Some(false),
        name if marked && name.starts_with("recommendations ") => Some(false),
        _ => None,
    }
}

/// Concerns so urgent that inspectors raised them during fieldwork.
fn is_alert(name: &str) -> bool {
    let raised = name.contains("organisational") && name.contains("alert");
    raised
        || matches!(
            name,
            "urgent concern" | "urgent concerns" | "alert raised" | "alerts raised"
        )
}

/// Recommendations that were made before this report.
fn is_previous(name: &str) -> bool {
    let earlier = [
        "previous",
        "progress against",
        "progress on",
        "progress since",
        "earlier",
        "past",
        "last inspection",
        "made in",
    ];
    let about = name.contains("recommendation")
        || name.contains("previous quality impact")
        || name.contains("action plan");
    (about && earlier.iter().any(|word| name.contains(word)))
        || name.starts_with("progress since the last inspection")
}

/// Takes `Annexe one –`, `Appendix 3:` or `5.` off a title.
fn without_prefix(text: &str) -> &str {
    if is_annexe(text) {
        let second = text.split_whitespace().nth(1).unwrap_or_default();
        let at = text.find(second).map_or(text.len(), |at| at + second.len());
        return text[at..].trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    text.trim_start_matches(|c: char| c == ')' || c.is_whitespace())
}

pub(super) fn starts_with_annexe(text: &str) -> bool {
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    matches!(
        first.as_str(),
        "annex" | "annexe" | "appendix" | "annexes" | "appendices"
    )
}

/// Tells whether a line is the title of an annexe or appendix: its word, its number, its name.
pub(super) fn is_annexe(text: &str) -> bool {
    let mut words = text.split_whitespace();
    if !starts_with_annexe(text)
        || text.starts_with(char::is_lowercase)
        || text.ends_with('.')
        || text.len() > 200
    {
        return false;
    }
    let first = words.next().unwrap_or_default().to_lowercase();
    if first == "annexes" || first == "appendices" {
        return words.next().is_none();
    }
    let Some(second) = words.next() else {
        return true;
    };
    let number = second.trim_end_matches(|c: char| !c.is_alphanumeric());
    let counted = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let is_number = number.len() <= 2 || counted.contains(&number.to_lowercase().as_str());
    let parted = number.len() < second.len();
    let next = words.next();
    let named =
        next.is_none_or(|word| word.starts_with(|c: char| !c.is_alphabetic() || c.is_uppercase()));
    is_number && (parted || named)
}
