//! The target cell of a plan: only dates become dates, other words are kept as they are, noted.

use super::Reading;
use crate::domain::draft::Place;
use crate::domain::partial_date::PartialDate;
use crate::domain::plan_draft::DraftTarget;
use crate::import::reading::target::{Said, as_written, said};

/// What a target cell says of one action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Aim {
    /// Its targets: the first, then the one in force
    pub(super) targets: Vec<DraftTarget>,
    /// That it is completed, with the day where one is printed
    pub(super) completed: Option<Option<PartialDate>>,
}

/// Reads a target cell. What is no date is noted.
pub(super) fn read(cell: &str, row: usize, place: &Place, reading: &mut Reading) -> Aim {
    let text = cell.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = text.trim_matches(['“', '”']);
    let targets = match said(&text, &as_written) {
        Said::Nothing => Vec::new(),
        Said::Completed(on) => {
            return Aim {
                targets: Vec::new(),
                completed: Some(on),
            };
        }
        Said::Moved(first, now) => vec![target(first, None, place), target(now, None, place)],
        Said::On(date) => vec![target(date, None, place)],
        Said::About(date) => {
            let said = format!("the target `{words}` is taken as {}", date.for_people());
            reading.note(said, Some(row), place);
            vec![target(date, Some(words.to_owned()), place)]
        }
        Said::Words(why) => {
            let said = format!("the target `{words}` is no date: kept as words{why}");
            reading.note(said, Some(row), place);
            vec![DraftTarget {
                due_on: None,
                words: Some(words.to_owned()),
                place: place.clone(),
            }]
        }
    };
    Aim {
        targets,
        completed: None,
    }
}

fn target(date: PartialDate, words: Option<String>, place: &Place) -> DraftTarget {
    DraftTarget {
        due_on: Some(date),
        words,
        place: place.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aim(text: &str) -> (Vec<String>, Option<Option<String>>, usize) {
        let mut reading = Reading::default();
        let aim = read(text, 0, &"1".to_owned(), &mut reading);
        let due = |target: DraftTarget| match target.due_on {
            Some(date) => date.to_string(),
            None => format!("“{}”", target.words.unwrap()),
        };
        let completed = aim.completed.map(|on| on.map(|on| on.to_string()));
        (
            aim.targets.into_iter().map(due).collect(),
            completed,
            reading.notes.len(),
        )
    }

    #[test]
    fn only_dates_become_dates() {
        for (text, due, notes) in [
            ("March 2027", "2027-03", 0),
            ("31/03/2027", "2027-03-31", 0),
            ("31 March 2027", "2027-03-31", 0),
            ("By end of March 2027", "2027-03", 0),
            ("Before March 2027", "2027-03", 1),
            ("March 2027 (subject to funding)", "2027-03", 1),
            ("Mar-27", "“Mar-27”", 1),
            ("31/03/27", "“31/03/27”", 1),
            ("Q4 2026/27", "“Q4 2026/27”", 1),
            ("Ongoing", "“Ongoing”", 1),
            ("“Ongoing”", "“Ongoing”", 1),
            ("N/A", "“N/A”", 1),
            ("TBC", "“TBC”", 1),
            ("Completed and ongoing", "“Completed and ongoing”", 1),
            ("From April 2027", "“From April 2027”", 1),
            ("April 2027 onwards", "“April 2027 onwards”", 1),
        ] {
            assert_eq!(aim(text), (vec![due.to_owned()], None, notes), "{text}");
        }
        assert_eq!(aim("–"), (vec![], None, 0));
        assert_eq!(aim("q"), (vec!["“q”".to_owned()], None, 1));
    }

    #[test]
    fn what_is_completed_has_no_target() {
        for (text, on) in [
            ("Completed", None),
            ("Complete.", None),
            ("Completed - June 2026", Some("2026-06".to_owned())),
            ("Completed (3 June 2026)", Some("2026-06-03".to_owned())),
            ("Completed in June 2026", Some("2026-06".to_owned())),
        ] {
            assert_eq!(aim(text), (vec![], Some(on), 0), "{text}");
        }
    }

    #[test]
    fn a_date_that_was_moved_is_read_with_the_first() {
        for text in [
            "31 March 2027 (first 31 December 2026)",
            "31 December 2026 - revised to 31 March 2027",
            "Original: 31/12/2026 Revised: 31/03/2027",
        ] {
            assert_eq!(aim(text).0, ["2026-12-31", "2027-03-31"], "{text}");
        }
    }
}
