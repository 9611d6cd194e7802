//! What an import would write, before anything is written.

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, Section, plain};
use crate::domain::body::Bodies;
use crate::domain::draft::Place;
use crate::domain::inspection::{InspectionFacts, InspectionKind};
use crate::error::Result;
use crate::store::{Earlier, Entry, Intake, Outcome, Store};

const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];

/// Returns everything that an intake would write, with every question and note and its place.
pub fn preview(store: &Store, intake: &Intake) -> Result<Document> {
    let bodies = store.bodies()?;
    let mut document = untitled(
        store,
        "import",
        format!("{}: {}", intake.source.name, intake.code),
    )?;
    document.intro = vec![plain(what_becomes_of_it(intake))];
    document.sections = vec![
        section(
            "questions",
            Some("Questions: nothing is written until these are answered"),
            Layout::Table,
            &QUESTIONS,
            questions(intake),
        ),
        section(
            "notes",
            Some("Notes, kept with what they are about"),
            Layout::Table,
            &NOTES,
            notes(intake),
        ),
        section(
            "publication",
            Some("The report"),
            Layout::Facts,
            &FACTS,
            publication(&bodies, intake),
        ),
        section(
            "ratings",
            Some("Ratings"),
            Layout::Table,
            &RATINGS,
            ratings(intake),
        ),
        section(
            "key_questions",
            Some("Key questions"),
            Layout::Table,
            &KEY_QUESTIONS,
            key_questions(intake),
        ),
        section(
            "recommendations",
            Some("Recommendations"),
            Layout::Table,
            &ITEMS,
            items(&bodies, intake),
        ),
    ];
    document.sections.extend(alert(intake));
    document.sections.extend(
        intake
            .earlier
            .iter()
            .map(|earlier| earlier_items(&bodies, earlier)),
    );
    document.sections.retain(|section| !section.rows.is_empty());
    Ok(document)
}

fn what_becomes_of_it(intake: &Intake) -> String {
    let code = &intake.code;
    match &intake.outcome {
        _ if intake.adds_nothing() => format!("{code} is already in the register: nothing to add."),
        Outcome::New => format!("{code} is new."),
        Outcome::Here(_) => format!(
            "{code} is already in the register. What it lacks of this file is added; nothing is changed."
        ),
        Outcome::KnownThrough(here) => format!(
            "{code} is known so far only through {}, which prints it again. This is the report itself: it completes it.",
            here.known_through.as_deref().unwrap_or("a later report")
        ),
        Outcome::Belongs(_) => format!("These items belong to {code}, which is in the register."),
    }
}

fn place(intake: &Intake, place: &Place) -> Cell {
    let name = &intake.source.name;
    Cell::Text(if place.is_empty() {
        name.clone()
    } else {
        format!("{name}:{place}")
    })
}

const QUESTIONS: [Column; 3] = [
    Column::new("question", "Question"),
    Column::new("answer", "Answer with"),
    Column::new("place", "Place"),
];

fn questions(intake: &Intake) -> Vec<Vec<Cell>> {
    let row = |question: &crate::domain::draft::Question| {
        vec![
            Cell::Text(question.words.clone()),
            Cell::Text(question.answer.clone()),
            place(intake, &question.place),
        ]
    };
    intake.questions.iter().map(row).collect()
}

const NOTES: [Column; 3] = [
    Column::new("note", "Note"),
    Column::new("about", "About"),
    Column::new("place", "Place"),
];

fn notes(intake: &Intake) -> Vec<Vec<Cell>> {
    let about = |about: Option<usize>| {
        let entry = about.and_then(|at| intake.entries.get(at));
        entry.map_or(Cell::Nothing, |entry| {
            Cell::Reference(format!("{}/{}", intake.code, entry.number))
        })
    };
    intake
        .notes
        .iter()
        .map(|note| {
            vec![
                Cell::Text(note.words.clone()),
                about(note.about),
                place(intake, &note.place),
            ]
        })
        .collect()
}

fn publication(bodies: &Bodies, intake: &Intake) -> Vec<Vec<Cell>> {
    let InspectionFacts {
        kind,
        title,
        taken_from,
        published_on,
        fieldwork_on,
        fieldwork_words,
        ..
    } = &intake.facts;
    let InspectionFacts {
        announced_on,
        led_by,
        isbn,
        rating,
        score,
        ..
    } = &intake.facts;
    let text = |value: &Option<String>| value.clone().map(Cell::Text);
    let known = [
        ("Code", Some(Cell::Reference(intake.code.clone()))),
        ("Unit or organisation", Some(inspected(bodies, intake))),
        ("Kind", Some(Cell::Text(kind.to_string()))),
        ("Title", text(title)),
        ("Restates", text(taken_from)),
        ("Published", published_on.map(Cell::Date)),
        ("Announced", announced_on.map(Cell::Date)),
        (
            "Fieldwork",
            text(fieldwork_words).or(fieldwork_on.map(Cell::Date)),
        ),
        ("Led by", text(led_by)),
        ("ISBN", text(isbn)),
        (
            "Overall rating",
            rating.map(|rating| Cell::Text(rating.to_string())),
        ),
        ("Score", score.map(|score| Cell::Text(score.to_string()))),
        ("Address", text(&intake.address)),
    ];
    known
        .into_iter()
        .filter_map(|(name, value)| Some(vec![Cell::Text(name.to_owned()), value?]))
        .collect()
}

fn inspected(bodies: &Bodies, intake: &Intake) -> Cell {
    use InspectionKind::{National, Other, Thematic};
    Cell::Text(match intake.body_id {
        Some(body) => bodies.name(body).to_owned(),
        None if !asks_for_body(intake)
            && matches!(intake.facts.kind, National | Other | Thematic) =>
        {
            "none: a report on no one body".to_owned()
        }
        None => "not known yet: see the questions".to_owned(),
    })
}

fn asks_for_body(intake: &Intake) -> bool {
    let asks = |question: &crate::domain::draft::Question| {
        ["--inspection", "--body"]
            .iter()
            .any(|flag| question.answer.starts_with(flag))
    };
    intake.questions.iter().any(asks)
}

const RATINGS: [Column; 3] = [
    Column::new("standard", "Standard"),
    Column::new("name", "Name"),
    Column::new("rating", "Rating"),
];

fn ratings(intake: &Intake) -> Vec<Vec<Cell>> {
    let row = |rating: &crate::domain::inspection::Rating| {
        vec![
            Cell::Reference(rating.standard.clone()),
            Cell::text_or_nothing(rating.name.clone()),
            Cell::Text(rating.rating.to_string()),
        ]
    };
    intake
        .ratings
        .iter()
        .map(|printed| row(&printed.value))
        .collect()
}

const KEY_QUESTIONS: [Column; 3] = [
    Column::new("standard", "Standard"),
    Column::new("question", "Key question"),
    Column::new("percent", "% yes"),
];

fn key_questions(intake: &Intake) -> Vec<Vec<Cell>> {
    let row = |question: &crate::domain::inspection::KeyQuestion| {
        vec![
            Cell::Reference(question.standard.clone()),
            Cell::Text(question.words.clone()),
            Cell::Number(question.percent),
        ]
    };
    intake
        .key_questions
        .iter()
        .map(|printed| row(&printed.value))
        .collect()
}

const ITEMS: [Column; 4] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::new("addressee", "Addressed to"),
    Column::new("place", "Place"),
];

fn items(bodies: &Bodies, intake: &Intake) -> Vec<Vec<Cell>> {
    intake
        .entries
        .iter()
        .map(|entry| item(bodies, &intake.code, entry))
        .collect()
}

fn item(bodies: &Bodies, code: &str, entry: &Entry) -> Vec<Cell> {
    let names = entry
        .addressees
        .iter()
        .map(|&body| bodies.name(body).to_owned())
        .collect::<Vec<_>>();
    let names = if names.is_empty() && entry.here.is_none() {
        let printed = entry
            .printed_addressees
            .iter()
            .map(|name| format!("{name} (?)"))
            .collect::<Vec<_>>();
        if printed.is_empty() {
            vec!["?".to_owned()]
        } else {
            printed
        }
    } else {
        names
    };
    let is_here = if entry.here.is_some() {
        " (in the register)"
    } else {
        ""
    };
    vec![
        Cell::Reference(format!("{code}/{}", entry.number)),
        Cell::Text(format!("{}{is_here}", entry.words)),
        if names.is_empty() {
            Cell::Nothing
        } else {
            Cell::List(names)
        },
        Cell::Reference(entry.place.clone()),
    ]
}

fn alert(intake: &Intake) -> Vec<Section> {
    const CONCERNS: [Column; 2] = [
        Column::new("concern", "Concern"),
        Column::new("place", "Place"),
    ];
    const RESPONSES: [Column; 4] = [
        Column::new("response", "What the service announced"),
        Column::new("state", "State"),
        Column::new("said_on", "As of"),
        Column::new("place", "Place"),
    ];
    let Some(alert) = &intake.alert else {
        return Vec::new();
    };
    let concerns = alert
        .concerns
        .iter()
        .map(|read| vec![Cell::Text(read.value.clone()), place(intake, &read.place)]);
    let responses = alert.responses.iter().map(|response| {
        vec![
            Cell::Text(response.words.clone()),
            Cell::text_or_nothing(response.state),
            Cell::date_or_nothing(response.said_on),
            place(intake, &response.place),
        ]
    });
    let mut first = section(
        "alert",
        Some("Organisational alert: concerns"),
        Layout::Table,
        &CONCERNS,
        concerns.collect(),
    );
    first.intro = vec![plain(alert.words.clone())];
    let second = section(
        "alert_responses",
        Some("Organisational alert: responses"),
        Layout::Table,
        &RESPONSES,
        responses.collect(),
    );
    vec![first, second]
}

fn earlier_items(bodies: &Bodies, earlier: &Earlier) -> Section {
    const COLUMNS: [Column; 6] = [
        Column::new("reference", "Reference"),
        Column::new("recommendation", "Recommendation"),
        Column::new("addressee", "Addressed to"),
        Column::new("finding", "Finding"),
        Column::new("progress", "Progress"),
        Column::new("place", "Place"),
    ];
    let rows = earlier.entries.iter().map(|entry| {
        let mut cells = item(bodies, &earlier.code, &entry.entry);
        let place = cells.pop().expect("an item has a place");
        let finding = entry.finding.as_ref();
        let grade =
            finding.map(|finding| finding.progress.map_or("?", |progress| progress.words()));
        cells.push(Cell::text_or_nothing(
            finding.map(|finding| finding.words.clone()),
        ));
        cells.push(Cell::text_or_nothing(grade));
        cells.push(place);
        cells
    });
    let known = if earlier.here.is_some() {
        "in the register"
    } else {
        "new, known through this report"
    };
    let heading = format!("Printed again here: {} ({known})", earlier.code);
    let title = earlier.facts.title.clone().map(plain).into_iter();
    let restates = earlier
        .facts
        .taken_from
        .clone()
        .map(|words| plain(format!("Restates {words}")))
        .into_iter();
    let mut section = section(
        "earlier",
        Some(&heading),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    );
    section.intro = title.chain(restates).collect();
    section
}
