//! `report unconfirmed`: reported complete by the owners, not confirmed by an inspection. Two voices side by side.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::item::with_place;
use super::listing::total;
use super::{Filter, section, selection, titled, untitled, without_empty};
use crate::document::{Cell, Column, Document, Layout, Section, Total, plain};
use crate::domain::action::{Action, ActionOf, Update};
use crate::domain::evidence::{Evidence, Shown};
use crate::domain::progress::Progress;
use crate::domain::standing::{Found, State};
use crate::error::Result;
use crate::store::{Line, Store, Survey};

const COLUMNS: [Column; 7] = [
    Column::new("reference", "Reference"),
    Column::new("recommendation", "Recommendation"),
    Column::new("owner_said", "Owners reported"),
    Column::new("inspectorate_found", "Inspectors found"),
    Column::in_data("evidence", "Pieces of evidence"),
    Column::in_data("progress", "Progress"),
    Column::in_data("found_on", "Found on"),
];

/// What inspectors found of what is reported complete: the key, the label of the total, the heading.
const VERDICTS: [(&str, &str, &str); 4] = [
    (
        "contradicted",
        "Reported complete, found since to be no or some progress",
        "Found since to be no or some progress",
    ),
    (
        "not_inspected_since",
        "Reported complete after no or some progress was found, nothing found since",
        "Nothing found since; before, no or some progress",
    ),
    (
        "at_a_part",
        "Reported complete, found sufficient at a part only",
        "Found sufficient at a part only, which settles nothing for the whole",
    ),
    (
        "not_inspected",
        "Reported complete, nothing ever found",
        "Nothing ever found",
    ),
];

/// Returns the outstanding recommendations all of whose actions are reported complete, by what
/// inspectors found of them.
///
/// # Errors
/// When the register cannot be read.
pub fn unconfirmed(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let mut rows: BTreeMap<&str, Vec<Vec<Cell>>> = BTreeMap::new();
    for reported in reported(&survey, filter) {
        let of = ActionOf::Recommendation(reported.lines[0].item.recommendation_id);
        let evidence = store.evidence_of(of, day)?;
        let verdict = rows.entry(reported.verdict()).or_default();
        verdict.push(reported.row(&survey, &evidence));
    }
    let title = titled("Reported complete, not confirmed", filter, &survey.bodies);
    let mut document = untitled(store, "unconfirmed", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = vec![plain(
        "Every action is reported complete by its owner, or was discontinued. What inspectors found stands beside it; neither is taken for the other.",
    )];
    document.totals = totals(&rows);
    document.sections = sections(rows);
    Ok(document)
}

/// Counts each verdict; that of parts is seldom, and is left out where there is none.
fn totals(rows: &BTreeMap<&str, Vec<Vec<Cell>>>) -> Vec<Total> {
    VERDICTS
        .into_iter()
        .map(|(key, label, _)| total(key, label, rows.get(key).map_or(0, Vec::len)))
        .filter(|total| total.count > 0 || total.key != "at_a_part")
        .collect()
}

fn sections(mut rows: BTreeMap<&str, Vec<Vec<Cell>>>) -> Vec<Section> {
    let sections = VERDICTS.into_iter().map(|(key, _, heading)| {
        let rows = rows.remove(key).unwrap_or_default();
        section(key, Some(heading), Layout::Table, &COLUMNS, rows)
    });
    without_empty(sections.collect())
}

/// A recommendation all of whose actions are reported complete.
struct Reported<'s> {
    /// Where it is outstanding: the lines whose grades count
    lines: Vec<Line<'s>>,
    /// Whether it stands elsewhere too, so that each grade is said with whose it is
    is_one_of_several: bool,
    /// All of its actions, whoever was asked about
    actions: &'s [Action],
}

/// Returns what is reported complete in order of entry; whose actions were asked for narrows what is
/// listed, never what makes it complete.
fn reported<'s>(survey: &'s Survey, filter: &Filter) -> Vec<Reported<'s>> {
    let mut standing: BTreeMap<i64, Vec<Line<'s>>> = BTreeMap::new();
    let lines = selection(survey, filter).into_iter();
    for line in lines.filter(|line| line.heading.counts()) {
        let of = standing.entry(line.item.recommendation_id).or_default();
        of.push(line);
    }
    standing
        .into_iter()
        .filter_map(|(id, lines)| Reported::of(survey, id, lines))
        .collect()
}

impl<'s> Reported<'s> {
    /// Nothing where an action is open, or where nothing is outstanding any more.
    fn of(survey: &'s Survey, id: i64, mut lines: Vec<Line<'s>>) -> Option<Reported<'s>> {
        let actions = survey.actions_of(id);
        let is_one_of_several = lines.len() > 1;
        lines.retain(|line| line.standing.state == State::Outstanding);
        let reported = Reported {
            lines,
            is_one_of_several,
            actions,
        };
        (is_reported_complete(actions) && !reported.lines.is_empty()).then_some(reported)
    }

    /// Returns the grades that count where it is outstanding, each once, the newest last: what
    /// settles, and what was found at parts.
    fn grades(&self) -> Vec<&'s Found> {
        let mut grades: Vec<&Found> = self.lines.iter().flat_map(grades).collect();
        grades.sort_by_key(|found| (found.published.last_day(), found.finding_id));
        grades.dedup_by_key(|found| found.finding_id);
        grades
    }

    /// Returns the newest grade of no or some progress since all was reported complete: only then do
    /// the two voices speak of the same time.
    fn contradiction(&self) -> Option<&'s Found> {
        let said = self.actions.iter().filter_map(Action::newest_update);
        let reported = said.map(|update| update.said_on.last_day()).max()?;
        let mut grades = self.grades().into_iter();
        grades.rfind(|found| {
            found.progress != Progress::Sufficient && found.published.last_day() > reported
        })
    }

    fn verdict(&self) -> &'static str {
        match self.grades().last() {
            _ if self.contradiction().is_some() => "contradicted",
            Some(found) if found.progress == Progress::Sufficient => "at_a_part",
            Some(_) => "not_inspected_since",
            None => "not_inspected",
        }
    }

    fn row(&self, survey: &Survey, evidence: &[Evidence]) -> Vec<Cell> {
        let item = self.lines[0].item;
        let said = self.actions.iter();
        let said = said.filter_map(|action| said_of(action, evidence));
        let pieces = self.actions.iter().map(|action| shown(action, evidence));
        let found = self.contradiction();
        let found = found.or_else(|| self.grades().last().copied());
        vec![
            Cell::Reference(item.reference.clone()),
            Cell::Text(item.words.clone()),
            Cell::Text(said.collect::<Vec<_>>().join("\n")),
            Cell::Text(self.found(survey)),
            Cell::Number(pieces.sum::<usize>() as i64),
            Cell::text_or_nothing(found.map(|found| found.progress.words())),
            Cell::date_or_nothing(found.map(|found| found.published)),
        ]
    }

    /// Returns what was found where it is outstanding: `Fenmarsh PDU: nothing yet` where it stands
    /// under several.
    fn found(&self, survey: &Survey) -> String {
        let of = |line: &Line<'_>| {
            let grades = grades(line).map(|found| with_place(&survey.bodies, found));
            let grades = grades.collect::<Vec<_>>().join("; ");
            let found = if grades.is_empty() {
                "nothing yet"
            } else {
                &grades
            };
            if self.is_one_of_several {
                format!("{}: {found}", survey.bodies.name(line.standing.holder))
            } else {
                found.to_owned()
            }
        };
        self.lines.iter().map(of).collect::<Vec<_>>().join("\n")
    }
}

/// The grade that settles a line, then the newest at each part.
fn grades<'s>(line: &Line<'s>) -> impl Iterator<Item = &'s Found> + use<'s> {
    let parts = line.standing.at_parts.clone();
    line.standing.grade.into_iter().chain(parts)
}

/// Tells whether all actions are reported complete, but for those that were discontinued.
fn is_reported_complete(actions: &[Action]) -> bool {
    actions.iter().all(Action::is_ended) && actions.iter().any(Action::is_completed)
}

/// Returns what an owner said last, with how much was shown for it.
fn said_of(action: &Action, evidence: &[Evidence]) -> Option<String> {
    let update = action.newest_update()?;
    let owner = action.owner.as_deref().unwrap_or("owner not named");
    let shown = match shown(action, evidence) {
        0 => "no evidence".to_owned(),
        1 => "1 piece of evidence".to_owned(),
        many => format!("{many} pieces of evidence"),
    };
    let (reference, said_on) = (&action.reference, update.said_on.for_people());
    let state = update.state;
    Some(format!(
        "{reference}: {state}, {said_on} ({owner}), {shown}"
    ))
}

/// Says how much was shown for what an owner says of an action.
fn shown(action: &Action, evidence: &[Evidence]) -> usize {
    let is_own = |item: &&Evidence| {
        let for_it = |update: &Update| item.shown == Shown::ForUpdate(update.id);
        action.updates.iter().any(for_it)
    };
    evidence.iter().filter(is_own).count()
}
