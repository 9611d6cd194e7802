//! What was read of an action plan or a tracker, in the form of a truth, with the places of each part.

use annexe::domain::plan_draft::{DraftAction, DraftResponse, DraftTarget, PlanDraft, PlanRow};

use super::plan_truth::{Action, Row};

/// A row with the rows of the table or sheet that it was read in.
pub struct ReadRow {
    pub row: Row,
    /// Where the row and its parts stand
    pub rows: Vec<String>,
}

/// Returns the facts of the whole file.
pub fn facts(draft: &PlanDraft) -> Vec<(&'static str, String, String)> {
    let mut found = Vec::new();
    let title = draft.title.clone();
    found.extend(title.map(|title| ("title", title, String::new())));
    let answers = draft.answers.as_ref();
    found.extend(answers.map(|read| ("answers", read.value.clone(), read.place.clone())));
    let said_on = draft.said_on.as_ref();
    found.extend(said_on.map(|read| ("speaks of", read.value.to_string(), read.place.clone())));
    if let Some(tally) = &draft.tally {
        let left_out: usize = tally.left_out.iter().map(|left| left.places.len()).sum();
        found.push(("rows", tally.rows.to_string(), String::new()));
        found.push(("left out", left_out.to_string(), String::new()));
    }
    found
}

/// Returns the rows of a draft.
pub fn rows(draft: &PlanDraft) -> Vec<ReadRow> {
    draft.rows.iter().map(row).collect()
}

fn row(read: &PlanRow) -> ReadRow {
    let about = &read.about;
    let mut facts = Vec::new();
    let report = about.inspection.clone();
    facts.extend(report.map(|report| ("report", report)));
    if !about.addressees.is_empty() {
        facts.push(("addressees", about.addressees.join(" + ")));
    }
    facts.extend(about.published_on.map(|on| ("published", on.to_string())));
    let mut places = vec![&read.place];
    if let Some(response) = &read.response {
        facts.extend(answer(response));
        places.push(&response.place);
    }
    for action in &read.actions {
        places.push(&action.place);
        places.extend(action.targets.iter().map(|target| &target.place));
        places.extend(action.update.iter().map(|update| &update.place));
    }
    let rows = places.into_iter().map(|place| row_of(place)).collect();
    let row = Row {
        number: about.reference.clone().or_else(|| about.number.clone()),
        words: about.words.clone(),
        facts,
        actions: read.actions.iter().map(action).collect(),
    };
    ReadRow { row, rows }
}

fn answer(response: &DraftResponse) -> Vec<(&'static str, String)> {
    let printed = || format!("\"{}\"", response.printed_answer);
    let answer = response
        .answer
        .map_or_else(printed, |answer| answer.to_string());
    let mut facts = vec![("answer", answer)];
    let reason = response.reason.map(|reason| reason.words().to_owned());
    facts.extend(reason.map(|reason| ("reason", reason)));
    facts.extend(response.part.clone().map(|part| ("part", part)));
    facts.extend(response.answered_on.map(|on| ("answered", on.to_string())));
    // A cell that holds the answer alone says nothing more.
    if !response.words.is_empty()
        && !response
            .words
            .eq_ignore_ascii_case(&response.printed_answer)
    {
        facts.push(("response", response.words.clone()));
    }
    facts
}

fn action(read: &DraftAction) -> Action {
    let mut facts = Vec::new();
    facts.extend(read.owner.clone().map(|owner| ("owner", owner)));
    facts.extend(read.targets.iter().map(|read| ("target", target(read))));
    if let Some(update) = &read.update {
        let printed = || format!("\"{}\"", update.printed_state);
        let state = update.state.map_or_else(printed, |state| state.to_string());
        facts.push(("state", state));
        facts.extend(update.said_on.map(|on| ("on", on.to_string())));
        facts.extend(update.note.clone().map(|note| ("said", note)));
    }
    Action {
        number: read.number.clone(),
        words: read.words.clone(),
        facts,
    }
}

fn target(target: &DraftTarget) -> String {
    match (target.due_on, &target.words) {
        (Some(due), _) => due.to_string(),
        (None, words) => format!("\"{}\"", words.as_deref().unwrap_or_default()),
    }
}

/// The row in which a place stands: `Open!14` of `Open!F14` and `Open!row 14`, `table 2, row 3` of one of its cells.
pub fn row_of(place: &str) -> String {
    let (sheet, cell) = match place.rsplit_once('!') {
        Some((sheet, cell)) => (sheet, cell),
        None => ("", place),
    };
    if let Some(row) = cell.strip_prefix("row ") {
        return format!("{sheet}!{row}");
    }
    let number = cell.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
    let is_cell = !number.is_empty() && number.len() < cell.len();
    if is_cell && number.chars().all(|digit| digit.is_ascii_digit()) {
        return format!("{sheet}!{number}");
    }
    let cell = place.find(", column ").or_else(|| place.find(", cell "));
    place[..cell.unwrap_or(place.len())].to_owned()
}
