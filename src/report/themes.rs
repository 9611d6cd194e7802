//! `report themes`: what was recommended by theme. A theme is a person's; where nobody gave one, that is counted.
//! And what theme may fit, by the words.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::item::{Age, months_in_words};
use super::listing::{distinct, total};
use super::{Filter, section, selection, titled, untitled};
use crate::document::{Bar, Cell, Chart, Column, Document, Layout, Place, Shown, Total, plain};
use crate::domain::progress::Progress;
use crate::domain::recommendation::Recommendation;
use crate::domain::standing::State;
use crate::domain::theme::{Fits, fitting};
use crate::error::Result;
use crate::store::{Line, Store, Survey};

/// Returns the controlled list, with how many recommendations have each theme.
pub fn theme_list(store: &Store) -> Result<Document> {
    const COLUMNS: [Column; 2] = [
        Column::new("theme", "Theme"),
        Column::new("recommendations", "Recommendations"),
    ];
    let mut document = untitled(store, "theme-list", "Themes".to_owned())?;
    let themes = store.themes()?.into_iter();
    let rows = themes.map(|theme| vec![Cell::Text(theme.name), Cell::Number(theme.given)]);
    document.sections = vec![section(
        "themes",
        None,
        Layout::Table,
        &COLUMNS,
        rows.collect(),
    )];
    Ok(document)
}

const LINES: Shown = Shown::in_one(Place::Lines);
const NOT_LINES: Shown = Shown::EVERYWHERE.without(Place::Lines);

const COLUMNS: [Column; 12] = [
    Column::new("theme", "Theme"),
    Column::new("recommendations", "Recommended"),
    Column::new("outstanding", "Outstanding"),
    Column::new("progress", "Progress: no, some, sufficient, not graded").shown(LINES),
    Column::new("no_progress", "No progress").shown(NOT_LINES),
    Column::new("some_progress", "Some progress").shown(NOT_LINES),
    Column::new("sufficient_progress", "Sufficient").shown(NOT_LINES),
    Column::new("not_graded", "Not graded").shown(NOT_LINES),
    Column::on_paper("oldest", "Oldest outstanding"),
    Column::on_paper("median", "Median age"),
    Column::in_data("oldest_months", "Oldest outstanding, months"),
    Column::in_data("median_months", "Median outstanding, months"),
];

const NO_THEME: &str = "(no theme)";

/// Returns what was recommended by theme as at a day: counts, progress, and the age of what is outstanding.
pub fn themes(store: &Store, filter: &Filter, day: NaiveDate) -> Result<Document> {
    let survey = store.survey(filter.asked, day)?;
    let mut lines = selection(&survey, filter);
    lines.retain(|line| line.heading.counts() && line.standing.carried_by.is_none());
    let list: Vec<String> = store
        .themes()?
        .into_iter()
        .map(|theme| theme.name)
        .collect();
    let groups = groups(&survey, &lines, list);
    let mut document = untitled(store, "themes", titled("Themes", filter, &survey.bodies))?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&survey.bodies);
    document.intro = vec![plain(
        "In the order of the list of themes. A recommendation may have several themes and is counted under each, so that the lines add up to more than the total; jointly addressed ones are counted once, under their least progress. What a plan restates is counted as the plan's. Progress is the newest grade as a whole: what was graded only at a part is not graded here. Ages run from publication; of an even number the lower of the two in the middle is the median.",
    )];
    document.totals = totals(&survey, &lines);
    document.charts = chart(&groups).into_iter().collect();
    let rows = groups
        .iter()
        .map(|(name, counted)| counted.cells(name))
        .collect();
    document.sections = vec![section("themes", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}

/// What was counted under a theme.
#[derive(Default)]
struct Counted {
    /// Of each recommendation the least progress
    progress: BTreeMap<i64, Progress>,
    /// Of each that is outstanding the age in months, and whether it is at least that
    ages: BTreeMap<i64, (i64, bool)>,
}

impl Counted {
    fn take(&mut self, line: &Line<'_>, day: NaiveDate) {
        let id = line.item.recommendation_id;
        let grade = line.standing.grade;
        let progress = grade.map_or(Progress::NotGraded, |found| found.progress);
        let least = self.progress.entry(id).or_insert(progress);
        *least = progress.min(*least);
        if line.standing.state == State::Outstanding {
            let age = Age::of(&line.standing, day);
            self.ages.insert(id, (age.months, age.at_least));
        }
    }

    fn graded(&self, wanted: Progress) -> i64 {
        let grades = self.progress.values();
        grades.filter(|&&progress| progress == wanted).count() as i64
    }

    fn cells(&self, name: &str) -> Vec<Cell> {
        let mut ages: Vec<(i64, bool)> = self.ages.values().copied().collect();
        ages.sort_unstable();
        // Of an even number the lower of the two in the middle: an age that one of them has.
        let median = ages.get(ages.len().saturating_sub(1) / 2).copied();
        let oldest = ages.last().copied();
        let in_words = |age: Option<(i64, bool)>| {
            Cell::text_or_nothing(age.map(|(months, at_least)| months_in_words(months, at_least)))
        };
        let months =
            |age: Option<(i64, bool)>| age.map_or(Cell::Nothing, |age| Cell::Number(age.0));
        let grades = Progress::ALL.map(|progress| self.graded(progress));
        let mut cells = vec![
            Cell::Text(name.to_owned()),
            Cell::Number(self.progress.len() as i64),
            Cell::Number(ages.len() as i64),
            Cell::Text(grades.map(|count| count.to_string()).join(", ")),
        ];
        cells.extend(grades.map(Cell::Number));
        cells.extend([
            in_words(oldest),
            in_words(median),
            months(oldest),
            months(median),
        ]);
        cells
    }
}

/// Counts by theme, in the order of the list, and last what has none; themes without any are left out.
fn groups(survey: &Survey, lines: &[Line<'_>], list: Vec<String>) -> Vec<(String, Counted)> {
    let mut counted: BTreeMap<&str, Counted> = BTreeMap::new();
    for line in lines {
        let themes = survey.themes_of(line.item.recommendation_id);
        let none = themes.is_empty().then_some(NO_THEME);
        for name in themes.iter().map(String::as_str).chain(none) {
            let group = counted.entry(name).or_default();
            group.take(line, survey.scope.day);
        }
    }
    let names = list.into_iter().chain([NO_THEME.to_owned()]);
    let groups = names.filter_map(|name| {
        let group = counted.remove(name.as_str())?;
        Some((name, group))
    });
    groups.collect()
}

/// With a theme and without one add up to the total.
fn totals(survey: &Survey, lines: &[Line<'_>]) -> Vec<Total> {
    let all = distinct(lines);
    let has = |line: &&Line<'_>| !survey.themes_of(line.item.recommendation_id).is_empty();
    let with = distinct(lines.iter().filter(has));
    let part = |key, label, count| Total {
        of: Some(all as u64),
        ..total(key, label, count)
    };
    vec![
        total("recommendations", "Recommendations", all),
        part("with_theme", "of these with a theme", with),
        part("without_theme", "of these without one", all - with),
    ]
}

fn chart(groups: &[(String, Counted)]) -> Option<Chart> {
    let bar = |(name, counted): &(String, Counted)| Bar {
        label: name.clone(),
        count: counted.ages.len() as u64,
    };
    (!groups.is_empty()).then(|| Chart {
        key: "outstanding_by_theme",
        title: "Outstanding by theme".to_owned(),
        description:
            "How many outstanding recommendations have which theme, in the order of the list"
                .to_owned(),
        bars: groups.iter().map(bar).collect(),
    })
}

/// Returns what themes may fit recommendations of a filter that have none, or one that is named; the surest first.
pub fn suggested_themes(
    store: &Store,
    filter: &Filter,
    of: Option<&Recommendation>,
    most: usize,
    day: NaiveDate,
) -> Result<Document> {
    const COLUMNS: [Column; 5] = [
        Column::new("reference", "Reference"),
        Column::new("recommendation", "Recommendation"),
        Column::new("theme", "Theme?"),
        Column::new("words", "Because of"),
        Column::in_data("like", "Like"),
    ];
    let made = store.made_by(day)?;
    let taken: BTreeSet<i64> = match of {
        Some(of) => [of.id].into(),
        None => {
            let survey = store.survey(filter.asked, day)?;
            let lines = selection(&survey, filter).into_iter();
            lines.map(|line| line.item.recommendation_id).collect()
        }
    };
    let list: Vec<String> = store
        .themes()?
        .into_iter()
        .map(|theme| theme.name)
        .collect();
    let wants = |made: &crate::domain::repeat::Made| {
        taken.contains(&made.id) && (of.is_some() || made.themes.is_empty())
    };
    let asked = made.iter().filter(|made| wants(made)).count();
    let found = fitting(&made, &list, wants);
    let bodies = store.bodies()?;
    let mut document = untitled(
        store,
        "suggest-themes",
        titled("Possible themes", filter, &bodies),
    )?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&bodies);
    document.intro = vec![plain(
        "The surest first: half of a theme's name or more stands in the words, or they are like those of a recommendation to which a person gave the theme. A suggestion sets nothing: `annexe theme REF THEME` does.",
    )];
    let suggested: BTreeSet<usize> = found.iter().map(|fits| fits.at).collect();
    document.totals = vec![
        Total {
            of: Some(found.len() as u64),
            ..total("suggestions", "Suggestions shown", found.len().min(most))
        },
        Total {
            of: Some(asked as u64),
            ..total(
                "nothing_fits",
                "Recommendations for which nothing fits",
                asked - suggested.len(),
            )
        },
    ];
    let row = |fits: &Fits| {
        let like = fits.like.map(|like| made[like].reference.clone());
        let because = like.as_ref().map(|like| format!(" (as in {like})"));
        vec![
            Cell::Reference(made[fits.at].reference.clone()),
            Cell::Text(made[fits.at].words.clone()),
            Cell::Text(fits.theme.clone()),
            Cell::Text(fits.words.join(", ") + &because.unwrap_or_default()),
            like.map_or(Cell::Nothing, Cell::Reference),
        ]
    };
    let rows = found.iter().take(most).map(row).collect();
    document.sections = vec![section("suggestions", None, Layout::Table, &COLUMNS, rows)];
    Ok(document)
}
