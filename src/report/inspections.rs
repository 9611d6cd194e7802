//! `inspection list` and `inspection show`.

use chrono::NaiveDate;

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout, Section};
use crate::domain::body::Bodies;
use crate::domain::inspection::{InspectionFacts, sum_of};
use crate::error::Result;
use crate::store::{Inspection, Store};

/// Returns every inspection, drafts on top, then the newest first; with a day those published by then.
pub fn inspections(store: &Store, day: Option<NaiveDate>) -> Result<Document> {
    const COLUMNS: [Column; 6] = [
        Column::new("code", "Code"),
        Column::new("body", "Unit or organisation"),
        Column::new("kind", "Kind"),
        Column::new("published_on", "Published"),
        Column::new("recommendations", "Items"),
        Column::in_data("known_through", "Known through"),
    ];
    let bodies = store.bodies()?;
    let mut document = untitled(store, "inspections", "Inspections".to_owned())?;
    document.as_at = day.map(Into::into);
    let is_listed = |inspection: &Inspection| {
        let published = inspection.facts.published_on;
        day.is_none_or(|day| published.is_some_and(|date| date.last_day() <= day))
    };
    let rows = store
        .inspections()?
        .into_iter()
        .filter(is_listed)
        .map(|inspection| {
            vec![
                Cell::Reference(inspection.code.clone()),
                Cell::text_or_nothing(inspection.body_id.map(|body| bodies.name(body))),
                Cell::Text(inspection.facts.kind.to_string()),
                inspection
                    .facts
                    .published_on
                    .map_or(Cell::Text("draft".to_owned()), Cell::Date),
                Cell::Number(inspection.recommendations),
                inspection
                    .known_through
                    .map_or(Cell::Nothing, Cell::Reference),
            ]
        });
    document.sections = vec![section(
        "inspections",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}

/// Returns one inspection with its ratings, key questions, recommendations, findings, alert, sources and notes.
pub fn inspection(store: &Store, inspection: &Inspection) -> Result<Document> {
    const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];
    let bodies = store.bodies()?;
    let mut document = untitled(store, "inspection", inspection.code.clone())?;
    document.sections = vec![section(
        "facts",
        None,
        Layout::Facts,
        &FACTS,
        facts(store, &bodies, inspection)?,
    )];
    let more = [
        ratings(store, inspection)?,
        key_questions(store, inspection)?,
        recommendations(store, &bodies, inspection)?,
        findings(store, inspection)?,
        alert(store, inspection)?,
        sources(store, inspection)?,
        notes(store, inspection)?,
    ];
    document
        .sections
        .extend(more.into_iter().filter(|section| !section.rows.is_empty()));
    Ok(document)
}

fn facts(store: &Store, bodies: &Bodies, inspection: &Inspection) -> Result<Vec<Vec<Cell>>> {
    let InspectionFacts {
        kind,
        title,
        taken_from,
        published_on,
        fieldwork_on,
        fieldwork_words,
        ..
    } = &inspection.facts;
    let InspectionFacts {
        announced_on,
        led_by,
        isbn,
        rating,
        score,
        ..
    } = &inspection.facts;
    let text = |value: &Option<String>| value.clone().map(Cell::Text);
    let inspected = inspection
        .body_id
        .map(|body| Cell::Text(bodies.name(body).to_owned()));
    let fieldwork = text(fieldwork_words).or(fieldwork_on.map(Cell::Date));
    let known = [
        ("Unit or organisation", inspected),
        ("Kind", Some(Cell::Text(kind.to_string()))),
        ("Title", text(title)),
        ("Restates", text(taken_from)),
        (
            "Published",
            Some(published_on.map_or(Cell::Text("not yet: a draft".to_owned()), Cell::Date)),
        ),
        ("Announced", announced_on.map(Cell::Date)),
        ("Fieldwork", fieldwork),
        ("Led by", text(led_by)),
        ("ISBN", text(isbn)),
        (
            "Overall rating",
            rating.map(|rating| Cell::Text(rating.to_string())),
        ),
        ("Score", score.map(|score| Cell::Text(score.to_string()))),
        (
            "Known through",
            inspection.known_through.clone().map(Cell::Reference),
        ),
        (
            "Sum of the ratings",
            disagreement(store, inspection)?.map(Cell::Text),
        ),
    ];
    let known = known
        .into_iter()
        .filter_map(|(name, value)| Some(vec![Cell::Text(name.to_owned()), value?]));
    Ok(known.collect())
}

/// Says where the ratings do not add up to the printed score; nothing is corrected.
fn disagreement(store: &Store, inspection: &Inspection) -> Result<Option<String>> {
    let ratings = store.ratings(inspection.id)?;
    let sum = sum_of(&ratings);
    let printed = inspection
        .facts
        .score
        .filter(|printed| !ratings.is_empty() && *printed != sum);
    Ok(printed.map(|printed| format!("{sum}, which is not the printed {printed}")))
}

fn ratings(store: &Store, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 3] = [
        Column::new("standard", "Standard"),
        Column::new("name", "Name"),
        Column::new("rating", "Rating"),
    ];
    let rows = store.ratings(inspection.id)?.into_iter().map(|rating| {
        vec![
            Cell::Reference(rating.standard),
            Cell::text_or_nothing(rating.name),
            Cell::Text(rating.rating.to_string()),
        ]
    });
    Ok(section(
        "ratings",
        Some("Ratings"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    ))
}

fn key_questions(store: &Store, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 3] = [
        Column::new("standard", "Standard"),
        Column::new("question", "Key question"),
        Column::new("percent", "% yes"),
    ];
    let rows = store
        .key_questions(inspection.id)?
        .into_iter()
        .map(|question| {
            vec![
                Cell::Reference(question.standard),
                Cell::Text(question.words),
                Cell::Number(question.percent),
            ]
        });
    Ok(section(
        "key_questions",
        Some("Key questions"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    ))
}

fn recommendations(store: &Store, bodies: &Bodies, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 3] = [
        Column::new("reference", "Reference"),
        Column::new("recommendation", "Recommendation"),
        Column::new("addressee", "Addressed to"),
    ];
    let rows = store
        .recommendations(inspection.id)?
        .into_iter()
        .map(|recommendation| {
            let names = recommendation
                .addressees
                .iter()
                .map(|&body| bodies.name(body).to_owned())
                .collect();
            vec![
                Cell::Reference(recommendation.reference()),
                Cell::Text(recommendation.words),
                Cell::List(names),
            ]
        });
    Ok(section(
        "recommendations",
        Some("Recommendations"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    ))
}

fn findings(store: &Store, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 4] = [
        Column::new("reference", "Reference"),
        Column::new("finding", "Finding"),
        Column::new("progress", "Progress"),
        Column::new("handle", "Handle"),
    ];
    let mut rows = Vec::new();
    for finding in store.findings_at(inspection.id)? {
        for covered in &finding.covers {
            rows.push(vec![
                Cell::Reference(
                    store
                        .recommendation_of_id(covered.recommendation_id)?
                        .reference(),
                ),
                Cell::Text(finding.words.clone()),
                Cell::Text(finding.progress.words().to_owned()),
                Cell::Reference(format!("#f{}", finding.id)),
            ]);
        }
    }
    Ok(section(
        "findings",
        Some("Findings about earlier recommendations"),
        Layout::Table,
        &COLUMNS,
        rows,
    ))
}

fn alert(store: &Store, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 4] = [
        Column::new("reference", "Reference"),
        Column::new("alert", "Words"),
        Column::new("concerns", "Concerns"),
        Column::new("responses", "Responses"),
    ];
    let rows = store.alerts(inspection.id)?.into_iter().map(|alert| {
        vec![
            Cell::Reference(alert.reference),
            Cell::Text(alert.words),
            Cell::Number(alert.concerns.len() as i64),
            Cell::Number(alert.responses.len() as i64),
        ]
    });
    Ok(section(
        "alerts",
        Some("Organisational alerts"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    ))
}

fn sources(store: &Store, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 3] = [
        Column::new("source", "Source"),
        Column::new("how", "How"),
        Column::new("sha256", "SHA-256"),
    ];
    let rows = store.sources_of(inspection.id)?.into_iter().map(|source| {
        let how = if source.also_printed {
            "also printed in"
        } else if source.sha256.is_some() {
            "read"
        } else {
            "address"
        };
        vec![
            Cell::Text(source.name),
            Cell::Text(how.to_owned()),
            Cell::text_or_nothing(source.sha256),
        ]
    });
    Ok(section(
        "sources",
        Some("Sources"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    ))
}

fn notes(store: &Store, inspection: &Inspection) -> Result<Section> {
    const COLUMNS: [Column; 2] = [Column::new("note", "Note"), Column::new("place", "Place")];
    let rows = store.notes(inspection.id, None)?;
    let rows = rows
        .into_iter()
        .map(|note| vec![Cell::Text(note.words), Cell::Text(note.place)]);
    Ok(section(
        "notes",
        Some("What the import noted"),
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    ))
}
