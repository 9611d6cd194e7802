//! What is read of trackers, and whether all of it is accounted for.

mod complete;
mod rows;

use super::*;
use crate::domain::draft::{DraftNote, Question};
use crate::import::container::sheet;

/// Reads a table as text by the mapping that is proposed for it, a few words having their meaning.
fn read(table: &str, leave_out: &[&str]) -> PlanDraft {
    let tracker = tracker(table);
    let mut mapping = tracker.propose().expect("it has a header").mapping;
    mapping.dates.order = Some(Order::DayFirst);
    mapping.add_word("n/a", "nothing");
    let leave_out: Vec<String> = leave_out.iter().map(|&place| place.to_owned()).collect();
    let said = Said {
        leave_out: &leave_out,
        is_proposed: false,
    };
    tracker.read(&mapping, said, &mut |_| {}).expect("it fits")
}

fn tracker(table: &str) -> Tracker {
    let name = "tracker.csv".to_owned();
    Tracker {
        workbook: sheet::read(table.as_bytes(), &name).expect("it is a table"),
        source: Source { name, sha256: None },
    }
}

/// Writes each row in one line: what it is about, its action, owner, target and state.
fn told(draft: &PlanDraft) -> Vec<String> {
    let row = |row: &crate::domain::plan_draft::PlanRow| {
        let about = [&row.about.inspection, &row.about.number, &row.about.words];
        let mut parts: Vec<String> = about.into_iter().flatten().cloned().collect();
        for action in &row.actions {
            parts.push(action.words.clone());
            parts.extend(action.owner.clone());
            let dates = action.targets.iter().filter_map(|target| target.due_on);
            parts.extend(dates.map(|date| date.to_string()));
            let state = action.update.as_ref().and_then(|update| update.state);
            parts.extend(state.map(|state| state.words().to_owned()));
        }
        parts.join(" | ")
    };
    draft.rows.iter().map(row).collect()
}

fn questions(draft: &PlanDraft) -> Vec<String> {
    let said = |question: &Question| format!("{}: {}", question.place, question.words);
    draft.questions.iter().map(said).collect()
}

fn notes(draft: &PlanDraft) -> Vec<String> {
    let said = |note: &DraftNote| format!("{}: {}", note.place, note.words);
    draft.notes.iter().map(said).collect()
}
