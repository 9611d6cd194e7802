//! `body list` and `body show`: the tree, and one body with all that is known of it.

use chrono::NaiveDate;

use super::{section, untitled};
use crate::document::{Cell, Column, Document, Layout};
use crate::domain::body::{Bodies, Body, BodyId};
use crate::error::Result;
use crate::store::Store;

const TREE: [Column; 6] = [
    Column::new("name", "Unit or organisation"),
    Column::new("kind", "Kind"),
    Column::in_data("parent", "Lies below"),
    Column::new("valid_from", "From"),
    Column::new("valid_to", "Until"),
    Column::new("replaced_by", "Replaced by"),
];

/// Returns the tree of bodies, those that existed on a day or, without one, all.
pub fn bodies(store: &Store, day: Option<NaiveDate>) -> Result<Document> {
    let bodies = store.bodies()?;
    let mut document = untitled(store, "bodies", "Units and organisations".to_owned())?;
    document.as_at = day.map(Into::into);
    let mut rows = Vec::new();
    for top in bodies.all().iter().filter(|body| body.parent_id.is_none()) {
        branch(&bodies, top.id, 0, day, &mut rows);
    }
    document.sections = vec![section("bodies", None, Layout::Table, &TREE, rows)];
    Ok(document)
}

fn branch(
    bodies: &Bodies,
    id: BodyId,
    depth: usize,
    day: Option<NaiveDate>,
    rows: &mut Vec<Vec<Cell>>,
) {
    let body = bodies.get(id);
    let is_listed = day.is_none_or(|day| body.is_alive(day));
    if is_listed {
        rows.push(row(bodies, body, depth));
    }
    for &child in bodies.children(id) {
        branch(bodies, child, depth + usize::from(is_listed), day, rows);
    }
}

fn row(bodies: &Bodies, body: &Body, depth: usize) -> Vec<Cell> {
    let successors = bodies
        .successions()
        .iter()
        .filter(|succession| succession.predecessor_id == body.id);
    let successors: Vec<String> = successors
        .map(|s| bodies.name(s.successor_id).to_owned())
        .collect();
    // No-break spaces: ordinary ones at the beginning of a cell would be taken off.
    let indent = "\u{a0}\u{a0}".repeat(depth);
    vec![
        Cell::Text(format!("{indent}{}", body.name)),
        Cell::Text(body.kind.for_people().to_owned()),
        Cell::text_or_nothing(body.parent_id.map(|parent| bodies.name(parent))),
        Cell::date_or_nothing(body.valid_from.map(Into::into)),
        Cell::date_or_nothing(body.valid_to.map(Into::into)),
        if successors.is_empty() {
            Cell::Nothing
        } else {
            Cell::List(successors)
        },
    ]
}

/// Returns one body: names, life, place in the tree, predecessors and successors.
pub fn body(store: &Store, id: BodyId) -> Result<Document> {
    const FACTS: [Column; 2] = [Column::new("fact", "Fact"), Column::new("value", "Value")];
    const SUCCESSIONS: [Column; 4] = [
        Column::new("day", "On"),
        Column::new("predecessor", "Unit or organisation"),
        Column::new("successor", "Replaced by"),
        Column::new("note", "How"),
    ];
    let bodies = store.bodies()?;
    let mut document = untitled(store, "body", bodies.name(id).to_owned())?;
    let successions = bodies
        .successions()
        .iter()
        .filter(|s| s.predecessor_id == id || s.successor_id == id);
    let successions = successions.map(|s| {
        vec![
            Cell::Date(s.took_over_on.into()),
            Cell::Text(bodies.name(s.predecessor_id).to_owned()),
            Cell::Text(bodies.name(s.successor_id).to_owned()),
            Cell::text_or_nothing(s.note.clone()),
        ]
    });
    let successions: Vec<Vec<Cell>> = successions.collect();
    document.sections = vec![section(
        "facts",
        None,
        Layout::Facts,
        &FACTS,
        facts(&bodies, id),
    )];
    if !successions.is_empty() {
        let heading = Some("Predecessors and successors");
        document.sections.push(section(
            "successions",
            heading,
            Layout::Table,
            &SUCCESSIONS,
            successions,
        ));
    }
    Ok(document)
}

fn facts(bodies: &Bodies, id: BodyId) -> Vec<Vec<Cell>> {
    let Body {
        name: _,
        kind,
        member_kind,
        valid_from,
        valid_to,
        aliases,
        ..
    } = bodies.get(id);
    let fact = |name: &str, value: Cell| vec![Cell::Text(name.to_owned()), value];
    let names =
        |ids: &[BodyId]| Cell::List(ids.iter().map(|&id| bodies.name(id).to_owned()).collect());
    let mut facts = vec![fact("Kind", Cell::Text(kind.for_people().to_owned()))];
    facts.extend(member_kind.map(|kind| {
        fact(
            "Members",
            Cell::Text(format!("every {}", kind.for_people())),
        )
    }));
    facts.push(fact(
        "From",
        Cell::date_or_nothing(valid_from.map(Into::into)),
    ));
    facts.push(fact(
        "Until",
        Cell::date_or_nothing(valid_to.map(Into::into)),
    ));
    for (label, ids) in [
        ("Lies below", bodies.above(id)),
        ("Has below it", bodies.children(id).to_vec()),
    ] {
        if !ids.is_empty() {
            facts.push(fact(label, names(&ids)));
        }
    }
    if !aliases.is_empty() {
        facts.push(fact("Also called", Cell::List(aliases.clone())));
    }
    facts
}
