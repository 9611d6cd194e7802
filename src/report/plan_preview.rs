//! What the import of a plan or a tracker would write, before anything is written.

use super::{plan_tally, section, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, Total, plain};
use crate::domain::body::Bodies;
use crate::domain::words::capitalised;
use crate::error::Result;
use crate::store::{PlanIntake, Step, Store};

/// Returns everything that a plan would add and change, what stays, and every question and note with its place.
pub fn plan_preview(store: &Store, intake: &PlanIntake) -> Result<Document> {
    let bodies = store.bodies()?;
    let mut document = untitled(store, "import", title(intake))?;
    document.intro = vec![plain(what_becomes_of_it(intake))];
    document.totals = totals(intake);
    // What a person decides comes first, then what changes what is here, then what is added.
    document.sections = vec![
        questions(intake),
        notes(intake),
        about(intake),
        changes(intake),
        recommendations(&bodies, intake),
        responses(&bodies, intake),
        actions(intake),
        updates(intake),
        left_alone(intake),
        plan_tally::rows(intake),
        plan_tally::columns(intake),
        plan_tally::cells(intake),
    ];
    document.sections.retain(|section| !section.rows.is_empty());
    Ok(document)
}

fn title(intake: &PlanIntake) -> String {
    match intake.inspections.as_slice() {
        [one] => format!("{}: {one}", intake.source.name),
        _ => intake.source.name.clone(),
    }
}

fn what_becomes_of_it(intake: &PlanIntake) -> String {
    let reports = match intake.inspections.as_slice() {
        [] => "No row names a recommendation that is here.".to_owned(),
        [one] => format!("Answers and actions for {one}."),
        several => format!("Answers and actions for {} reports.", several.len()),
    };
    if intake.adds_nothing() && intake.questions.is_empty() {
        return format!("{reports} The register has all of it: nothing to add.");
    }
    reports
}

fn totals(intake: &PlanIntake) -> Vec<Total> {
    let total = |key: &str, label: &str, count: usize| super::listing::total(key, label, count);
    vec![
        total("added", "Facts added", intake.added()),
        total("changed", "changed", intake.changed()),
        total("same", "the same", intake.same),
        total("questions", "Questions", intake.questions.len()),
        total("notes", "Notes", intake.notes.len()),
    ]
}

fn place(intake: &PlanIntake, place: &str) -> Cell {
    let name = &intake.source.name;
    Cell::Text(match place {
        "" => name.clone(),
        place => format!("{name}:{place}"),
    })
}

fn questions(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 3] = [
        Column::new("question", "Question"),
        Column::new("answer", "Answer with"),
        Column::new("place", "Place"),
    ];
    let rows = intake.questions.iter().map(|question| {
        vec![
            Cell::Text(question.words.clone()),
            Cell::Text(question.answer.clone()),
            place(intake, &question.place),
        ]
    });
    let heading = "Questions: nothing is written until these are answered";
    section(
        "questions",
        Some(heading),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )
}

fn about(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];
    let reports = intake.inspections.clone();
    let facts = [
        ("Title", intake.title.clone().map(Cell::Text)),
        (
            "Report",
            (!reports.is_empty()).then_some(Cell::List(reports)),
        ),
        ("Speaks of", intake.said_on.map(Cell::Date)),
        ("Left out", places(&intake.left_out)),
        ("Left out before", places(&intake.left_before)),
    ];
    let rows = facts
        .into_iter()
        .filter_map(|(name, value)| Some(vec![Cell::Text(name.to_owned()), value?]));
    section(
        "plan",
        Some("The file"),
        Layout::Facts,
        &COLUMNS,
        rows.collect(),
    )
}

/// Places that a person leaves out, or left out when the file was read before: they are offered again.
fn places(places: &[String]) -> Option<Cell> {
    (!places.is_empty()).then(|| Cell::List(places.to_vec()))
}

fn recommendations(bodies: &Bodies, intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 4] = [
        Column::new("reference", "Reference"),
        Column::new("recommendation", "Recommendation"),
        Column::new("addressee", "Addressed to"),
        Column::new("place", "Place"),
    ];
    let rows = intake.recommendations.iter().map(|added| {
        let names = added
            .addressees
            .iter()
            .map(|&body| bodies.name(body).to_owned());
        vec![
            Cell::Reference(added.reference.clone()),
            Cell::Text(added.words.clone()),
            Cell::List(names.collect()),
            Cell::Reference(added.place.clone()),
        ]
    });
    let heading = "Recommendations that the register lacks: they are added";
    section(
        "recommendations",
        Some(heading),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )
}

/// A column that says the same in each row, or nothing, takes no room: programs have it all the same.
fn shown_if(is_shown: bool, key: &'static str, heading: &'static str) -> Column {
    if is_shown {
        Column::new(key, heading)
    } else {
        Column::in_data(key, heading)
    }
}

fn responses(bodies: &Bodies, intake: &PlanIntake) -> Section {
    let all = &intake.responses;
    let is_own = all
        .iter()
        .any(|one| Some(one.answered_on) != intake.said_on);
    let is_other = all.iter().any(|one| one.before.is_some());
    let columns = [
        Column::new("reference", "Reference"),
        Column::new("answer", "Answer"),
        Column::new("response", "Response"),
        shown_if(is_own, "answered_on", "On"),
        shown_if(is_other, "before", "Instead of"),
        Column::new("place", "Place"),
    ];
    let rows = intake.responses.iter().map(|added| {
        let reason = added.reason.map(|reason| format!(" ({})", reason.words()));
        let part = added.part.as_ref().map(|part| format!(": {part}"));
        let body = added
            .body_id
            .map(|body| format!(" for {}", bodies.name(body)));
        let parts = [Some(added.answer.to_string()), body, reason, part];
        vec![
            Cell::Reference(added.reference.clone()),
            Cell::Text(capitalised(
                &parts.into_iter().flatten().collect::<String>(),
            )),
            Cell::Text(added.words.clone()),
            Cell::Date(added.answered_on),
            Cell::text_or_nothing(added.before.clone()),
            Cell::Reference(added.place.clone()),
        ]
    });
    section(
        "responses",
        Some("Answers added"),
        Layout::Table,
        &columns,
        rows.collect(),
    )
}

/// New actions, each with its first target.
fn actions(intake: &PlanIntake) -> Section {
    let all = &intake.actions;
    let is_own = all.iter().any(|one| Some(one.planned_on) != intake.said_on);
    let columns = [
        Column::new("reference", "Action"),
        Column::new("action", "What is to be done"),
        Column::new("owner", "Responsible Owner"),
        Column::new("target", "Target date"),
        shown_if(is_own, "planned_on", "Planned on"),
        Column::new("place", "Place"),
    ];
    let mut first = vec![None; intake.actions.len()];
    for target in intake
        .targets
        .iter()
        .filter(|target| target.before.is_none())
    {
        if let Step::Added(at) = target.step {
            first[at] = Some(&target.due);
        }
    }
    let rows = intake.actions.iter().zip(first).map(|(added, first)| {
        vec![
            Cell::Reference(added.reference.clone()),
            Cell::Text(added.words.clone()),
            Cell::text_or_nothing(added.owner.clone()),
            Cell::text_or_nothing(first.map(|due| due.quoted())),
            Cell::Date(added.planned_on),
            Cell::Reference(added.place.clone()),
        ]
    });
    section(
        "actions",
        Some("Actions added"),
        Layout::Table,
        &columns,
        rows.collect(),
    )
}

/// What moves or is reworded, from what to what.
fn changes(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 5] = [
        Column::new("reference", "Action"),
        Column::new("what", "What"),
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("place", "Place"),
    ];
    let row = |reference: &str, what: &str, from: Option<String>, to: String, place: &str| {
        vec![
            Cell::Reference(reference.to_owned()),
            Cell::Text(what.to_owned()),
            Cell::text_or_nothing(from),
            Cell::Text(to),
            Cell::Reference(place.to_owned()),
        ]
    };
    let mut rows = Vec::new();
    for amended in &intake.amended {
        if let Some((from, to)) = &amended.words {
            rows.push(row(
                &amended.reference,
                "words",
                Some(from.clone()),
                to.clone(),
                &amended.place,
            ));
        }
        if let Some((from, to)) = &amended.owner {
            rows.push(row(
                &amended.reference,
                "owner",
                from.clone(),
                to.clone(),
                &amended.place,
            ));
        }
    }
    let is_shown = |step: Step, is_first: bool| !(is_first && matches!(step, Step::Added(_)));
    for target in intake
        .targets
        .iter()
        .filter(|one| is_shown(one.step, one.before.is_none()))
    {
        let from = target.before.as_ref().map(|due| due.quoted());
        rows.push(row(
            &target.reference,
            "target date",
            from,
            target.due.quoted(),
            &target.place,
        ));
    }
    section("changes", Some("Changes"), Layout::Table, &COLUMNS, rows)
}

fn updates(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 6] = [
        Column::new("reference", "Action"),
        Column::new("state", "The owner says"),
        Column::new("note", "Note"),
        Column::new("said_on", "On"),
        Column::new("before", "Before"),
        Column::new("place", "Place"),
    ];
    let rows = intake.updates.iter().map(|added| {
        vec![
            Cell::Reference(added.reference.clone()),
            Cell::Text(added.state.to_string()),
            Cell::text_or_nothing(added.note.clone()),
            Cell::Date(added.said_on),
            Cell::text_or_nothing(added.before.map(|state| state.words())),
            Cell::Reference(added.place.clone()),
        ]
    });
    section(
        "updates",
        Some("Updates added"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )
}

fn left_alone(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 2] = [
        Column::new("reference", "Reference"),
        Column::new("why", "Why"),
    ];
    let rows = intake
        .left_alone
        .iter()
        .map(|(reference, why)| vec![Cell::Reference(reference.clone()), Cell::Text(why.clone())]);
    let heading = "Left as it is in the register";
    section(
        "left_alone",
        Some(heading),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )
}

fn notes(intake: &PlanIntake) -> Section {
    const COLUMNS: [Column; 3] = [
        Column::new("note", "Note"),
        Column::new("about", "About"),
        Column::new("place", "Place"),
    ];
    let rows = intake.notes.iter().map(|note| {
        let about = note.reference.clone();
        vec![
            Cell::Text(note.words.clone()),
            about.map_or(Cell::Nothing, Cell::Reference),
            place(intake, &note.place),
        ]
    });
    let heading = "Notes, kept with what they are about";
    section(
        "notes",
        Some(heading),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )
}
