//! The sections of the paper: what the unit itself is asked, what those below it are, unit by unit;
//! what was inherited; what was not agreed; what was asked of others; and apart from the total
//! what stands elsewhere.

use super::Detail;
use crate::document::{Cell, Column, Layout, Paragraph, Section, Shown, plain};
use crate::domain::action::Action;
use crate::domain::body::BodyId;
use crate::domain::escalation::{Escalated, Escalation};
use crate::domain::scope::Heading;
use crate::report::{item, without_empty};
use crate::store::{Line, Survey};

/// Where a line stands: under its heading, but for what was not agreed, waits for others, or for an
/// answer of the unit itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Under(Heading),
    NotAgreed,
    Escalated,
    Waiting,
    Apart(Heading),
}

/// The order of the paper: what the unit controls, what it asked of others, what stands apart.
const ORDER: [Place; 9] = [
    Place::Under(Heading::Own),
    Place::Waiting,
    Place::Under(Heading::Below),
    Place::Under(Heading::Inherited),
    Place::Under(Heading::AskedOfAll),
    Place::NotAgreed,
    Place::Escalated,
    Place::Apart(Heading::GradedHere),
    Place::Apart(Heading::AskedAbove),
];

/// Returns the sections of what is outstanding; `body` is the name of the unit that was asked about.
pub(super) fn sections(
    survey: &Survey,
    lines: &[&Line<'_>],
    body: Option<&str>,
    detail: Detail,
) -> Vec<Section> {
    let placed: Vec<(Place, &Line<'_>)> = lines
        .iter()
        .map(|line| (place(survey, line), *line))
        .collect();
    let sections = ORDER.into_iter().flat_map(|at| {
        let own = placed.iter().filter(|(place, _)| *place == at);
        let own: Vec<&Line<'_>> = own.map(|(_, line)| *line).collect();
        units(at, body, &own)
            .into_iter()
            .map(|unit| section(survey, at, body, &unit, detail))
            .collect::<Vec<_>>()
    });
    without_empty(sections.collect())
}

fn place(survey: &Survey, line: &Line<'_>) -> Place {
    match line.heading {
        heading if !heading.counts() => Place::Apart(heading),
        _ if line.standing.is_not_agreed() => Place::NotAgreed,
        heading => match waits_for(survey, line) {
            None => Place::Under(heading),
            Some(to) if survey.scope.asked.body == Some(to) => Place::Waiting,
            Some(_) => Place::Escalated,
        },
    }
}

/// Tells whether an item as a whole waits for another body: then it stands under a heading of its own.
pub(super) fn is_escalated(survey: &Survey, line: &Line<'_>) -> bool {
    matches!(place(survey, line), Place::Escalated | Place::Waiting)
}

/// Returns the body that an item waits for: the whole of it was escalated, or every action that has
/// not ended. Where only some were, the rest is still in the hands of the unit.
fn waits_for(survey: &Survey, line: &Line<'_>) -> Option<BodyId> {
    let open = survey.open_escalations(line.item);
    let is_whole = |one: &&&Escalation| matches!(one.of, Escalated::Recommendation(_));
    if let Some(whole) = open.iter().find(is_whole) {
        return Some(whole.to);
    }
    let actions = survey.actions_of(line.item.recommendation_id).iter();
    let mut left = actions.filter(|action| !action.is_ended());
    let waits = |action: &Action| {
        open.iter()
            .any(|one| one.of == Escalated::Action(action.id))
    };
    let first = open.first()?;
    left.all(waits).then_some(first.to)
}

/// Cuts the lines of a place by unit, where it lists several; they are sorted by unit already.
fn units<'l, 's>(at: Place, body: Option<&str>, own: &[&'l Line<'s>]) -> Vec<Vec<&'l Line<'s>>> {
    let by_unit = match at {
        Place::Under(Heading::Below) => true,
        Place::Under(Heading::Own) => body.is_none(),
        _ => false,
    };
    if !by_unit || own.is_empty() {
        return vec![own.to_vec()];
    }
    own.chunk_by(|one, next| one.standing.holder == next.standing.holder)
        .map(<[_]>::to_vec)
        .collect()
}

fn section(
    survey: &Survey,
    at: Place,
    body: Option<&str>,
    lines: &[&Line<'_>],
    detail: Detail,
) -> Section {
    let holder = lines.first().map(|line| line.standing.holder);
    let unit = holder.map(|holder| survey.bodies.name(holder));
    let (key, heading) = heading(at, body, unit);
    let rows: Vec<Vec<Cell>> = lines.iter().map(|line| item::cells(survey, line)).collect();
    // What the heading says is not said again in every row.
    let is_asked = at == Place::Under(Heading::Own) && body.is_some();
    let is_headed = unit.is_some_and(|unit| heading.ends_with(unit));
    let is_said = is_asked || is_headed && is_one_unit(&rows, unit);
    let columns = item::COLUMNS.into_iter().map(|column| match detail {
        Detail::Brief => item::in_brief(column),
        Detail::Full => column,
    });
    let columns = columns.map(|column| match column.key {
        "unit" if is_said => column.shown(Shown::NOWHERE),
        _ => column,
    });
    Section {
        key,
        heading: Some(heading),
        intro: intro(at),
        layout: Layout::Table,
        columns: columns.collect(),
        rows,
    }
}

fn is_one_unit(rows: &[Vec<Cell>], unit: Option<&str>) -> bool {
    let is_unit = |column: &Column| column.key == "unit";
    let at = item::COLUMNS.iter().position(is_unit);
    let says = |row: &Vec<Cell>| match at.and_then(|at| row.get(at)) {
        Some(Cell::Text(said)) => Some(said.as_str()) == unit,
        _ => false,
    };
    rows.iter().all(says)
}

fn intro(at: Place) -> Vec<Paragraph> {
    match at {
        Place::Escalated => vec![plain(
            "The units cannot do this alone: it was asked of others, who have not answered yet.",
        )],
        Place::Waiting => vec![plain(
            "Units below cannot do this alone and have asked; they wait for an answer.",
        )],
        Place::Under(_) | Place::NotAgreed | Place::Apart(_) => Vec::new(),
    }
}

fn heading(at: Place, body: Option<&str>, unit: Option<&str>) -> (&'static str, String) {
    let whole = body.unwrap_or("the whole register");
    match at {
        Place::Under(Heading::Own) => {
            let to = body.or(unit).map(|name| format!("Addressed to {name}"));
            ("addressed", to.unwrap_or("As addressed".to_owned()))
        }
        Place::Under(Heading::Below) => {
            let to = unit.map(|name| format!("Addressed to {name}"));
            (
                "below",
                to.unwrap_or(format!("Addressed to units below {whole}")),
            )
        }
        Place::Under(Heading::Inherited) => ("inherited", "Inherited from predecessors".to_owned()),
        Place::Under(Heading::AskedOfAll) => ("asked_of_all", "Asked of all".to_owned()),
        Place::NotAgreed => ("not_agreed", "Not agreed by HMPPS".to_owned()),
        Place::Waiting => (
            "waiting",
            format!("Escalated to {whole}: waiting for an answer"),
        ),
        Place::Escalated => (
            "escalated",
            "Escalated: what was asked of others".to_owned(),
        ),
        Place::Apart(Heading::AskedAbove) => (
            "asked_above",
            format!("Asked of bodies above, in reports about {whole} (not in the total)"),
        ),
        Place::Under(_) | Place::Apart(_) => (
            "graded_here",
            "Graded at inspections here (not in the total)".to_owned(),
        ),
    }
}
