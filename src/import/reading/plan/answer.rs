//! The words of an answer: what they mean, the reason and the part that are printed beside them.

use crate::domain::response::{Answer, Reason};

/// An answer as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    /// What it means; nothing where that is a question
    pub(super) answer: Option<Answer>,
    /// Why not
    pub(super) reason: Option<Reason>,
    /// Which part is agreed
    pub(super) part: Option<String>,
    /// The words
    pub(super) words: String,
}

/// Reads the words of an answer; nothing where none is given.
pub(super) fn read(cell: &str) -> Option<Printed> {
    let words = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = words.to_lowercase();
    if matches!(lower.as_str(), "" | "-" | "–" | "—" | "not answered") {
        return None;
    }
    let (answer, rest) = match answer_at_the_start(&words) {
        Some((answer, rest)) => (Some(answer), rest),
        None => (None, ""),
    };
    let beside = beside(rest);
    // What stands beside an answer and is neither its reason nor its part may turn it.
    let understood = beside.is_some() && answer.is_some();
    let (reason, part) = beside.unwrap_or_default();
    let is_part_of_agreed = answer == Some(Answer::Agreed) && (reason.is_some() || part.is_some());
    Some(Printed {
        answer: answer.filter(|_| understood && !is_part_of_agreed),
        reason,
        part: part.filter(|_| answer == Some(Answer::PartlyAgreed)),
        words,
    })
}

/// Returns the answer with which a text begins, and the rest.
fn answer_at_the_start(text: &str) -> Option<(Answer, &str)> {
    const WORDS: [(&str, Answer); 6] = [
        ("agreed", Answer::Agreed),
        ("partly agreed", Answer::PartlyAgreed),
        ("partially agreed", Answer::PartlyAgreed),
        ("agreed in part", Answer::PartlyAgreed),
        ("part agreed", Answer::PartlyAgreed),
        ("not agreed", Answer::NotAgreed),
    ];
    let plain = text.replace('-', " ").to_lowercase();
    let longest = WORDS
        .iter()
        .filter(|(words, _)| begins_with(&plain, words))
        .max_by_key(|(words, _)| words.len());
    longest.and_then(|(words, answer)| Some((*answer, text.get(words.len()..)?)))
}

fn begins_with(text: &str, words: &str) -> bool {
    let rest = text.strip_prefix(words);
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Reads `(policy): the part that is agreed`, in any order; nothing where there is more.
fn beside(rest: &str) -> Option<(Option<Reason>, Option<String>)> {
    let rest = rest.trim().trim_end_matches('.').trim();
    if rest.is_empty() {
        return Some((None, None));
    }
    if let Some(inside) = rest.strip_prefix('(') {
        let (inside, after) = inside.split_once(')')?;
        let reason = reason(inside)?;
        let after = after.trim();
        let part = after
            .strip_prefix([':', '–', '-', '—'])
            .map(|part| part.trim().to_owned());
        return (after.is_empty() || part.is_some()).then_some((Some(reason), part));
    }
    let after = rest.strip_prefix([':', '–', '-', '—', ','])?.trim();
    match reason(after) {
        Some(reason) => Some((Some(reason), None)),
        None => Some((None, Some(after.to_owned()))),
    }
}

/// Reads a reason as printed: `Policy`, `Reason: affordability`.
pub(super) fn reason(text: &str) -> Option<Reason> {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let bare = ["reason:", "reason –", "reason -", "reason"]
        .iter()
        .find_map(|word| lower.strip_prefix(word));
    let word = bare.unwrap_or(&lower).trim();
    // Nobody types it, but `annexe` prints it.
    let not_stated = (word == Reason::NotStated.words()).then_some(Reason::NotStated);
    not_stated.or_else(|| word.parse().ok())
}

/// Tells whether a paragraph says no more than an answer: `Partly.`, `Agreed`, `Not agreed.`
pub(super) fn is_nothing_else(paragraph: &str) -> bool {
    let words = paragraph.trim().trim_end_matches(['.', ':', '!']);
    let bare = matches!(
        words.to_lowercase().as_str(),
        "partly" | "partially" | "in part" | "accepted" | "partly accepted" | "not accepted"
    );
    let rest = answer_at_the_start(words).map(|(_, rest)| rest);
    bare || rest.is_some_and(str::is_empty)
}

/// Returns the answer with which a response begins, where no column gives one: `Agreed. We will …`.
pub(super) fn at_the_start_of(response: &str) -> Option<Answer> {
    let (answer, rest) = answer_at_the_start(response.trim())?;
    let is_apart = rest.is_empty()
        || rest.starts_with(['.', ':', ';', '\n'])
        || rest.starts_with(" –")
        || rest.starts_with(" -");
    is_apart.then_some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_known_and_what_may_turn_them_is_a_question() {
        let read = |text: &str| read(text).map(|found| (found.answer, found.reason, found.part));
        let known = |answer| Some((Some(answer), None, None));
        assert_eq!(read("Agreed"), known(Answer::Agreed));
        assert_eq!(read("Partially\nAgreed"), known(Answer::PartlyAgreed));
        assert_eq!(read("NOT AGREED."), known(Answer::NotAgreed));
        assert_eq!(
            read("Partly agreed (policy): the first half"),
            Some((
                Some(Answer::PartlyAgreed),
                Some(Reason::Policy),
                Some("the first half".to_owned())
            ))
        );
        assert_eq!(
            read("Not agreed – Affordability"),
            Some((Some(Answer::NotAgreed), Some(Reason::Affordability), None))
        );
        for unknown in [
            "Accepted",
            "Agreed subject to funding",
            "Agreed (in principle)",
            "Agreed – with changes",
        ] {
            assert_eq!(read(unknown).unwrap().0, None, "{unknown}");
        }
        assert_eq!(read("–"), None);
        for answer in ["Partly.", "Agreed", "Not agreed:"] {
            assert!(is_nothing_else(answer), "{answer}");
        }
        assert!(!is_nothing_else("Agreed. Staff will be trained."));
    }
}
