//! What a status cell says: the state, the day, and what is said beside it.

use super::Reading;
use crate::domain::action::ActionState;
use crate::domain::draft::Place;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::DraftUpdate;

/// Longer words tell a story and are no state.
const LONGEST_STATE: usize = 40;

/// Reads a status cell; a story without a state is left out, noted.
pub(super) fn read(
    cell: &str,
    row: usize,
    place: &Place,
    reading: &mut Reading,
) -> Option<DraftUpdate> {
    let text = cell.trim();
    let lower = text.to_lowercase();
    if matches!(lower.as_str(), "" | "-" | "–" | "—" | "n/a") || lower.starts_with("nothing yet")
    {
        return None;
    }
    let (state, rest) = match known(text) {
        Some((state, rest)) => (Some(state), rest),
        None => (None, ""),
    };
    if state.is_none() && text.chars().count() > LONGEST_STATE {
        reading.note(
            "what is said of its progress names no state and is left out",
            Some(row),
            place,
        );
        return None;
    }
    let (said_on, note) = beside(rest);
    Some(DraftUpdate {
        state,
        printed_state: state.map_or(
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            |state| state.words().to_owned(),
        ),
        said_on,
        note,
        place: place.clone(),
    })
}

/// Tells whether a text begins with a state.
pub(super) fn is_known(text: &str) -> bool {
    known(text.trim()).is_some()
}

/// Returns the state with which a text begins.
fn known(text: &str) -> Option<(ActionState, &str)> {
    const WORDS: [(&str, ActionState); 6] = [
        ("not started", ActionState::NotStarted),
        ("not yet started", ActionState::NotStarted),
        ("in progress", ActionState::InProgress),
        ("completed", ActionState::Completed),
        ("complete", ActionState::Completed),
        ("discontinued", ActionState::Discontinued),
    ];
    let plain = text.to_lowercase().replace('-', " ");
    let fits = WORDS.iter().filter(|(words, _)| {
        let rest = plain.strip_prefix(words);
        // `Completed and ongoing` is neither; what is said beside a state is set apart from it.
        rest.is_some_and(|rest| {
            rest.is_empty()
                || rest.starts_with([',', '.', ':', ';', '(', '\n'])
                || rest.starts_with(" –")
                || rest.starts_with("  ")
                || rest.starts_with(" (")
        })
    });
    let (words, state) = fits.max_by_key(|(words, _)| words.len())?;
    Some((*state, text.get(words.len()..)?))
}

/// Reads `, 1 June 2026: note; 12 days late`: the day, and the note without what is counted from the dates.
fn beside(rest: &str) -> (Option<PartialDate>, Option<String>) {
    let rest = without_lateness(rest);
    let rest = rest
        .trim()
        .trim_start_matches([',', '(', '–', '-', ' ', '.'])
        .trim_end_matches(')');
    let end = rest.find([':', ',', ';', ')']).unwrap_or(rest.len());
    let (head, tail) = rest.split_at(end);
    let date = head.trim().trim_start_matches("on ").parse().ok();
    let note = if date.is_some() { tail } else { rest };
    let note = note
        .trim_start_matches([':', ',', ';', ')', '–', '-', ' ', '\n'])
        .trim();
    (date, Some(note.to_owned()).filter(|note| !note.is_empty()))
}

/// Takes off what `annexe` counts itself: `, 3 days after its target date`, `; 12 days late`.
fn without_lateness(text: &str) -> String {
    let mut parts: Vec<&str> = text.split("; ").collect();
    let is_late = |part: &str| {
        let part = part.trim();
        (part.ends_with(" late") || part.ends_with(" late against the first date"))
            && part.starts_with(|c: char| c.is_ascii_digit())
    };
    while parts.len() > 1 && parts.last().is_some_and(|part| is_late(part)) {
        parts.pop();
    }
    let mut text = parts.join("; ");
    for ending in [" after its first target date", " after its target date"] {
        if let Some(at) = text.find(ending)
            && let Some(from) = text[..at].rfind(", ")
        {
            text.replace_range(from..at + ending.len(), "");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_with_its_day_and_its_note() {
        let read = |text: &str| {
            let found = read(text, 0, &"1".to_owned(), &mut Reading::default())?;
            let date = found.said_on.map(|date| date.to_string());
            Some((found.state.map(ActionState::words), date, found.note))
        };
        let said = |state, date: Option<&str>, note: Option<&str>| {
            Some((state, date.map(str::to_owned), note.map(str::to_owned)))
        };
        for (text, expected) in [
            ("Completed", said(Some("completed"), None, None)),
            (
                "in progress, 1 June 2026",
                said(Some("in progress"), Some("2026-06-01"), None),
            ),
            (
                "in progress, 1 June 2026: two of five; 12 days late; 40 days late against the first date",
                said(Some("in progress"), Some("2026-06-01"), Some("two of five")),
            ),
            (
                "completed, 3 June 2026, 3 days after its target date, 9 days after its first target date: done",
                said(Some("completed"), Some("2026-06-03"), Some("done")),
            ),
            (
                "Not started: no money",
                said(Some("not started"), None, Some("no money")),
            ),
            ("Green", said(None, None, None)),
            ("Completed and ongoing", said(None, None, None)),
            ("nothing yet", None),
            ("nothing yet; 12 days late", None),
            (
                "we have met four times and hope to meet again in spring",
                None,
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
