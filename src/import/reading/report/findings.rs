//! What an inspection found of an earlier recommendation: its words and its grade.

use super::folded;
use crate::domain::draft::{DraftFinding, Place, Question};
use crate::domain::progress::Progress;

/// A finding with what must be asked about its grade.
pub(super) struct Graded {
    /// The finding
    pub finding: DraftFinding,
    /// The question about an unknown grade
    pub question: Option<Question>,
}

/// Parts the words of a finding from its grade; `given` is a grade that stands apart.
pub(super) fn graded(words: &str, given: Option<&str>, place: &Place) -> Graded {
    let (words, printed) = match given.map(trimmed) {
        Some(printed) => (words.trim().to_owned(), Some(printed.to_owned())),
        None => split(words),
    };
    let (progress, question) = match &printed {
        None => (Some(Progress::NotGraded), None),
        Some(printed) => match printed.parse() {
            Ok(progress) => (Some(progress), None),
            Err(_) => (None, Some(asked(printed, place))),
        },
    };
    let finding = DraftFinding {
        words,
        progress,
        printed_progress: printed,
        place: place.clone(),
    };
    Graded { finding, question }
}

fn asked(printed: &str, place: &Place) -> Question {
    Question {
        words: format!("which grade is `{printed}`: none, some, sufficient or not-graded"),
        answer: format!("--map \"{printed}=some\""),
        place: place.clone(),
    }
}

fn trimmed(printed: &str) -> &str {
    printed
        .trim()
        .trim_end_matches('.')
        .trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '*'))
        .trim()
}

/// Splits `… – No progress`, `… (No progress)` or `… Progress: some` off the end.
fn split(words: &str) -> (String, Option<String>) {
    let words = words.trim();
    let end = words.trim_end_matches(['.', ')', ']', ' ']);
    let open = end.rfind(['–', '—', '(', '[', '-', ':', '\n']);
    if let Some(split) = last_sentence(words) {
        return split;
    }
    let Some(at) = open else {
        return (words.to_owned(), None);
    };
    let sign = end[at..]
        .chars()
        .next()
        .expect("the place of a sign that was found");
    let grade = end[at + sign.len_utf8()..].trim();
    if !is_grade(grade) {
        return (words.to_owned(), None);
    }
    let before = &words[..at];
    let kept = match sign {
        ':' => match strip_label(before) {
            Some(kept) => kept,
            None => return (words.to_owned(), None),
        },
        '-' if !before.ends_with(' ') => return (words.to_owned(), None),
        _ => before,
    };
    (kept.trim().to_owned(), Some(grade.to_owned()))
}

/// A last sentence of two words may be the grade: `Plans are kept. Some progress.`
fn last_sentence(words: &str) -> Option<(String, Option<String>)> {
    let (before, last) = words.trim_end_matches('.').rsplit_once(['.', '\n'])?;
    let grade = last.trim();
    let known = grade.parse::<Progress>().is_ok() && folded(grade).ends_with(" progress");
    (known && grade.chars().all(|c| c.is_alphabetic() || c == ' ')).then(|| {
        let end = before.len() + usize::from(words[before.len()..].starts_with('.'));
        (words[..end].trim().to_owned(), Some(grade.to_owned()))
    })
}

/// Takes `Progress` off the end, before its colon.
fn strip_label(before: &str) -> Option<&str> {
    let lower = before.to_lowercase();
    let label = ["progress", "grade", "category", "rating", "judgement"]
        .into_iter()
        .find(|label| lower.ends_with(label))?;
    (lower.len() == before.len()).then(|| &before[..before.len() - label.len()])
}

/// Tells whether the words are a grade, known or not: `No progress`, `Limited progress`.
pub(super) fn is_grade(words: &str) -> bool {
    let name = folded(words);
    let count = name.split(' ').count();
    let others = [
        "achieved",
        "met",
        "not met",
        "partially met",
        "partly met",
        "not achieved",
        "partially achieved",
        "partly achieved",
        "implemented",
        "not implemented",
        "partially implemented",
        "complete",
        "completed",
        "sufficient",
        "some",
        "none",
        "no",
        "limited",
        "good",
        "insufficient",
        "not graded",
    ];
    others.contains(&name.as_str())
        || (count <= 4 && count > 1 && name.ends_with(" progress") && !name.contains(" of "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grade_is_parted_from_the_words() {
        for (words, kept, progress, printed) in [
            (
                "Plans are late – No progress",
                "Plans are late",
                Some(Progress::None),
                Some("No progress"),
            ),
            (
                "Plans are late — Some progress.",
                "Plans are late",
                Some(Progress::Some),
                Some("Some progress"),
            ),
            (
                "Plans are kept. (Sufficient progress)",
                "Plans are kept.",
                Some(Progress::Sufficient),
                Some("Sufficient progress"),
            ),
            (
                "Plans are kept. Progress: some",
                "Plans are kept.",
                Some(Progress::Some),
                Some("some"),
            ),
            (
                "Plans are kept. Some progress.",
                "Plans are kept.",
                Some(Progress::Some),
                Some("Some progress"),
            ),
            (
                "Plans are late – Limited progress",
                "Plans are late",
                None,
                Some("Limited progress"),
            ),
            (
                "Plans – as we said – are late.",
                "Plans – as we said – are late.",
                Some(Progress::NotGraded),
                None,
            ),
            (
                "Little of well-made progress",
                "Little of well-made progress",
                Some(Progress::NotGraded),
                None,
            ),
        ] {
            let graded = graded(words, None, &"1".into());
            let finding = graded.finding;
            assert_eq!(
                (
                    finding.words.as_str(),
                    finding.progress,
                    finding.printed_progress.as_deref()
                ),
                (kept, progress, printed)
            );
            assert_eq!(graded.question.is_some(), progress.is_none(), "{words}");
        }
    }
}
