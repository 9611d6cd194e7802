//! What is read of plans in the form of HMPPS and of others like it.

mod forms;
mod oddities;

use super::*;
use crate::import::container::line::{Line, Row};

/// Makes the lines of a plan: lines of text, and rows of one table.
fn text(before: &[&str], rows: &[&[&str]]) -> Text {
    let mut lines: Vec<Line> = (1..)
        .zip(before)
        .map(|(number, line)| Line::new(format!("{number}"), *line))
        .collect();
    for (number, cells) in (1..).zip(rows) {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        lines.push(Line::of_row(
            format!("table 1, row {number}"),
            Row { table: 1, cells },
        ));
    }
    Text {
        lines,
        ..Text::default()
    }
}

fn plan(before: &[&str], rows: &[&[&str]]) -> PlanDraft {
    let source = Source {
        name: "plan.docx".to_owned(),
        sha256: None,
    };
    read(&text(before, rows), &source).expect("it is a plan")
}

const HEADER: [&str; 6] = [
    "1. Rec No",
    "2. Recommendation",
    "3. Agreed/ Partly Agreed/ Not Agreed",
    "4. Response Action Taken/Planned",
    "5. Responsible Owner (including policy and operational)",
    "6. Target Date",
];

/// Writes a draft as lines: each recommendation, its answer, its actions.
fn told(draft: &PlanDraft) -> Vec<String> {
    let mut told = Vec::new();
    for row in &draft.rows {
        let about = &row.about;
        told.push(format!(
            "{} {}{}",
            about
                .reference
                .as_ref()
                .or(about.number.as_ref())
                .map_or("-", String::as_str),
            about.words.as_deref().unwrap_or("-"),
            about
                .addressees
                .iter()
                .map(|name| format!(" [{name}]"))
                .collect::<String>()
        ));
        if let Some(response) = &row.response {
            let reason = response
                .reason
                .map(|reason| format!(" ({})", reason.words()));
            told.push(format!(
                "  {}{}: {}",
                response.printed_answer,
                reason.unwrap_or_default(),
                response.words
            ));
        }
        for action in &row.actions {
            let due = action.targets.iter().map(|target| match target.due_on {
                Some(date) => date.to_string(),
                None => format!("“{}”", target.words.as_deref().unwrap_or_default()),
            });
            let due: Vec<String> = due.collect();
            let update = action
                .update
                .as_ref()
                .map(|update| format!(" {}", update.printed_state));
            told.push(format!(
                "  {}> {} | {} | {}{}",
                action.number.as_deref().unwrap_or_default(),
                action.words,
                action.owner.as_deref().unwrap_or("-"),
                due.join(" > "),
                update.unwrap_or_default()
            ));
        }
    }
    told
}

fn noted(draft: &PlanDraft) -> Vec<&str> {
    draft.notes.iter().map(|note| note.words.as_str()).collect()
}
