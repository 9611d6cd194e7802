//! `report annexe-one`: what an inspection found of earlier recommendations, in the form of the published annexe.

use std::collections::BTreeMap;

use super::untitled;
use crate::document::{Cell, Column, Document, Layout, Paragraph, Section, Span, Style, plain};
use crate::domain::finding::Finding;
use crate::domain::recommendation::Recommendation;
use crate::error::Result;
use crate::store::{Inspection, Store};

const COLUMNS: [Column; 9] = [
    Column::in_data("reference", "Reference"),
    Column::new("recommendation", "Recommendation:"),
    Column::on_paper("finding_and_progress", "Inspection findings:"),
    Column::in_data("finding", "Inspection findings"),
    Column::in_data("progress", "Progress"),
    Column::in_data("printed_progress", "Printed progress"),
    Column::in_data("remark", "Remark"),
    Column::in_data("handle", "Handle"),
    Column::in_data("inspection", "Found at"),
];

/// Returns annexe one of an inspection; of one that is not published yet, a draft.
pub fn annexe_one(store: &Store, inspection: &Inspection) -> Result<Document> {
    let findings = store.findings_at(inspection.id)?;
    let reprinted: BTreeMap<i64, String> = store.reprinted_at(inspection.id)?.into_iter().collect();
    let mut sources = Vec::new();
    let mut rows = Vec::new();
    for (finding, recommendation) in in_order(store, &findings)? {
        if !sources.contains(&recommendation.inspection_id) {
            sources.push(recommendation.inspection_id);
        }
        let words = reprinted
            .get(&recommendation.id)
            .unwrap_or(&recommendation.words);
        rows.push(row(&recommendation, words, finding, inspection));
    }
    let mut document = untitled(store, "annexe-one", title(inspection))?;
    document.intro = intro(store, inspection, &sources)?;
    document.sections = vec![Section {
        key: "findings",
        heading: None,
        intro: Vec::new(),
        layout: Layout::Record,
        columns: COLUMNS.to_vec(),
        rows,
    }];
    Ok(document)
}

/// Returns each finding with what it covers: what was read from the report in its order; then what
/// was typed, which has the order of its recommendations, because it may be typed in any.
fn in_order<'f>(
    store: &Store,
    findings: &'f [Finding],
) -> Result<Vec<(&'f Finding, Recommendation)>> {
    let mut found = Vec::new();
    for finding in findings {
        for covered in &finding.covers {
            let recommendation = store.recommendation_of_id(covered.recommendation_id)?;
            found.push((finding, recommendation));
        }
    }
    found.sort_by_key(|(finding, of)| match finding.cited {
        Some(_) => None,
        None => Some((of.inspection_id, of.position)),
    });
    Ok(found)
}

fn title(inspection: &Inspection) -> String {
    let draft = if inspection.facts.published_on.is_none() {
        " (draft)"
    } else {
        ""
    };
    format!("Annexe one – Progress against previous recommendations{draft}")
}

/// Whose inspection it is; the sentence on The Probation Service, which is the authority for
/// listing what successors inherited; where the recommendations are taken from.
fn intro(store: &Store, inspection: &Inspection, sources: &[i64]) -> Result<Vec<Paragraph>> {
    if sources.is_empty() {
        return Ok(vec![plain(format!(
            "No earlier recommendation has been marked at {}.",
            inspection.code
        ))]);
    }
    let bodies = store.bodies()?;
    let inspected = inspection
        .body_id
        .map_or("no one body", |body| bodies.name(body));
    let mut said = vec![Span { text: "The recommendations below were made to former Community Rehabilitation Companies (CRCs) and National Probation Service (NPS) divisions, or to units of today. Since probation services were unified, inspectors have expected The Probation Service to continue to implement what was recommended to its predecessors. ".to_owned(), style: Style::Plain }];
    said.push(Span {
        text: format!("These are the findings of the inspection of {inspected}"),
        style: Style::Plain,
    });
    let published = inspection
        .facts
        .published_on
        .map(|date| format!(", published {}", date.for_people()));
    said.push(Span {
        text: format!("{}.", published.unwrap_or_default()),
        style: Style::Plain,
    });
    let mut taken = vec![Span {
        text: "All recommendations are taken from: ".to_owned(),
        style: Style::Bold,
    }];
    for (place, &source) in sources.iter().enumerate() {
        if place > 0 {
            taken.push(Span {
                text: "; ".to_owned(),
                style: Style::Plain,
            });
        }
        taken.extend(named(store, source)?);
    }
    Ok(vec![said, taken])
}

/// Returns where recommendations are taken from, its title in italics.
fn named(store: &Store, source: i64) -> Result<Paragraph> {
    let source = store.inspection_of_id(source)?;
    let bodies = store.bodies()?;
    let title = source.facts.title.clone().unwrap_or_else(|| {
        let of = source
            .body_id
            .map_or("no one body", |body| bodies.name(body));
        format!("Inspection of {of}")
    });
    let printed = source
        .facts
        .published_on
        .map(|date| format!(" ({})", date.for_people()))
        .unwrap_or_default();
    let taken_from = source
        .facts
        .taken_from
        .as_ref()
        .map(|words| format!(", which restates {words}"));
    let rest = if title.contains(printed.trim_matches([' ', '(', ')'])) {
        String::new()
    } else {
        printed
    };
    Ok(vec![
        Span {
            text: title,
            style: Style::Italic,
        },
        Span {
            text: format!("{rest}{}", taken_from.unwrap_or_default()),
            style: Style::Plain,
        },
    ])
}

fn row(
    recommendation: &Recommendation,
    words: &str,
    finding: &Finding,
    found_at: &Inspection,
) -> Vec<Cell> {
    vec![
        Cell::Reference(recommendation.reference()),
        Cell::Text(words.to_owned()),
        Cell::Rich(found(finding)),
        Cell::Text(finding.words.clone()),
        Cell::Text(finding.progress.words().to_owned()),
        Cell::text_or_nothing(finding.printed_progress.clone()),
        Cell::text_or_nothing(finding.remark.clone()),
        Cell::Reference(format!("#f{}", finding.id)),
        Cell::Reference(found_at.code.clone()),
    ]
}

/// The finding, an en dash, and the grade in bold; a finding without a grade stands alone.
fn found(finding: &Finding) -> Paragraph {
    let mut paragraph = vec![Span {
        text: finding.words.clone(),
        style: Style::Plain,
    }];
    if finding.progress.is_grade() {
        paragraph.push(Span {
            text: " – ".to_owned(),
            style: Style::Plain,
        });
        let grade = finding
            .printed_progress
            .clone()
            .unwrap_or_else(|| finding.progress.printed().to_owned());
        paragraph.push(Span {
            text: grade,
            style: Style::Bold,
        });
    }
    if let Some(remark) = &finding.remark {
        paragraph.push(Span {
            text: format!(" ({remark})"),
            style: Style::Plain,
        });
    }
    paragraph
}
