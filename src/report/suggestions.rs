//! `suggest`: what may be a repeat, and what theme may fit. A suggestion is for a person to judge: none is
//! ever recorded by itself.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::listing::total;
use super::{Filter, section, selection, titled, untitled};
use crate::document::{
    Cell, Column, Document, Layout, Paragraph, Place, Section, Shown, Total, plain,
};
use crate::domain::body::Bodies;
use crate::domain::recommendation::Recommendation;
use crate::domain::repeat::{Alike, Line, Made, suggested};
use crate::error::Result;
use crate::store::Store;

/// What may be repeats, as the register stood on a day.
pub struct Repeats {
    /// All bodies
    pub bodies: Bodies,
    /// Every recommendation that was published by the day, in order of date
    pub made: Vec<Made>,
    /// What may have been asked again, the likeliest first
    pub again: Vec<Alike>,
    /// What reads alike within one report
    pub at_once: Vec<Alike>,
}

/// What is shown of the suggestions.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this recommendation only
    pub of: Option<Recommendation>,
    /// How many at most
    pub most: usize,
}

/// Finds what may be repeats as at a day, where one of the two is of the filter.
pub fn repeats_to_suggest(
    store: &Store,
    filter: &Filter,
    of: Option<&Recommendation>,
    day: NaiveDate,
) -> Result<Repeats> {
    let (bodies, made) = (store.bodies()?, store.made_by(day)?);
    let said = store.said_of_pairs()?;
    let mut found = suggested(&made, &said, &bodies, day, of.map(|of| of.id));
    if filter.narrows(&bodies) {
        let survey = store.survey(filter.asked, day)?;
        let lines = selection(&survey, filter);
        let taken: BTreeSet<i64> = lines
            .iter()
            .map(|line| line.item.recommendation_id)
            .collect();
        retain(&mut found.again, &made, |id| taken.contains(&id));
        retain(&mut found.at_once, &made, |id| taken.contains(&id));
    }
    Ok(Repeats {
        bodies,
        made,
        again: found.again,
        at_once: found.at_once,
    })
}

fn retain(pairs: &mut Vec<Alike>, made: &[Made], takes: impl Fn(i64) -> bool) {
    pairs.retain(|pair| takes(made[pair.later].id) || takes(made[pair.earlier].id));
}

/// Tells what may be repeats, the likeliest first.
pub fn suggested_repeats(
    store: &Store,
    repeats: &Repeats,
    filter: &Filter,
    wanted: &Wanted,
    day: NaiveDate,
) -> Result<Document> {
    let title = match &wanted.of {
        Some(of) => format!("Possible repeats: {}", of.reference()),
        None => titled("Possible repeats", filter, &repeats.bodies),
    };
    let mut document = untitled(store, "suggest-repeats", title)?;
    document.as_at = Some(day.into());
    document.filters = filter.in_words(&repeats.bodies);
    document.intro = intro(repeats);
    document.totals = totals(repeats, wanted.most);
    let shown = |pairs: &[Alike]| -> Vec<Vec<Cell>> {
        let pairs = pairs.iter().take(wanted.most);
        pairs.map(|pair| repeats.cells(pair)).collect()
    };
    let columns = COLUMNS;
    document.sections = vec![section(
        "again",
        None,
        Layout::Table,
        &columns,
        shown(&repeats.again),
    )];
    if !repeats.at_once.is_empty() {
        let mut at_once = shown_at_once(shown(&repeats.at_once));
        at_once.intro = vec![plain(
            "Made in one report to several, or twice in one list: the demand was not made again. A link can still say so.",
        )];
        document.sections.push(at_once);
    }
    Ok(document)
}

fn shown_at_once(rows: Vec<Vec<Cell>>) -> Section {
    let heading = "Alike within one report (not counted as suggestions)";
    section("at_once", Some(heading), Layout::Table, &COLUMNS, rows)
}

/// Tells of one suggestion, for a person to answer.
pub fn suggested_repeat(repeats: &Repeats, pair: &Alike, place: &str) -> Document {
    const SIDES: [Column; 2] = [Column::new("side", "Side"), Column::new("words", "Words")];
    let (later, earlier) = (&repeats.made[pair.later], &repeats.made[pair.earlier]);
    let side = |name: &str, words: String| vec![Cell::Text(name.to_owned()), Cell::Text(words)];
    let rows = vec![
        side("Asked", repeats.in_words(earlier)),
        side("Asked again?", repeats.in_words(later)),
        side(
            "Alike",
            format!("{}%: {}", pair.per_cent, repeats.speaks_for(pair)),
        ),
    ];
    Document {
        key: "suggestion",
        title: format!(
            "{place}: {} repeats {}?",
            later.reference, earlier.reference
        ),
        as_at: None,
        head: String::new(),
        imprint: Default::default(),
        filters: Vec::new(),
        intro: Vec::new(),
        totals: Vec::new(),
        charts: Vec::new(),
        sections: vec![section("suggestion", None, Layout::Facts, &SIDES, rows)],
    }
}

const COLUMNS: [Column; 15] = [
    Column::in_data("reference", "Reference"),
    Column::on_paper("asked_again", "Asked again?"),
    Column::on_paper("asked_before", "Asked before"),
    Column::in_data("repeats", "Repeats?"),
    Column::new("likeness", "Alike, %"),
    Column::on_paper("speaks_for_it", "What they share"),
    Column::in_data("shared_words", "Words that both have"),
    Column::in_data("recommendation", "Recommendation"),
    Column::in_data("earlier_recommendation", "Earlier recommendation"),
    Column::in_data("addressee", "Addressed to"),
    Column::in_data("earlier_addressee", "Earlier addressed to"),
    Column::in_data("published_on", "Published on"),
    Column::in_data("earlier_published_on", "Earlier published on"),
    Column::in_data("unit", "Same unit, or one that took over"),
    Column::new("themes", "Themes in common").shown(Shown::IN_DATA.without(Place::Lines)),
];

impl Repeats {
    fn cells(&self, pair: &Alike) -> Vec<Cell> {
        let (later, earlier) = (&self.made[pair.later], &self.made[pair.earlier]);
        let names = |made: &Made| Cell::List(self.names(made).map(str::to_owned).collect());
        vec![
            Cell::Reference(later.reference.clone()),
            Cell::Text(self.in_words(later)),
            Cell::Text(self.in_words(earlier)),
            Cell::Reference(earlier.reference.clone()),
            Cell::Number(i64::from(pair.per_cent)),
            Cell::Text(self.speaks_for(pair)),
            Cell::List(pair.shared.clone()),
            Cell::Text(later.words.clone()),
            Cell::Text(earlier.words.clone()),
            names(later),
            names(earlier),
            Cell::Date(later.published),
            Cell::Date(earlier.published),
            Cell::text_or_nothing(self.line(pair)),
            Cell::List(pair.themes.clone()),
        ]
    }

    fn names(&self, made: &Made) -> impl Iterator<Item = &str> {
        made.addressees.iter().map(|&body| self.bodies.name(body))
    }

    /// `hfkcw-2022/10, October 2022, London region: ensure …`.
    fn in_words(&self, made: &Made) -> String {
        let to: Vec<&str> = self.names(made).collect();
        format!(
            "{}, {}, {}:\n{}",
            made.reference,
            made.published.for_people(),
            to.join(" and "),
            made.words
        )
    }

    fn line(&self, pair: &Alike) -> Option<String> {
        pair.line.map(|line| match line {
            Line::Same(body) => self.bodies.name(body).to_owned(),
            Line::TakenOver { from, by } => {
                let (from, by) = (self.bodies.name(from), self.bodies.name(by));
                format!("{by} took over from {from}")
            }
        })
    }

    /// Says what speaks for a repeat: the words, whose it is, the themes.
    fn speaks_for(&self, pair: &Alike) -> String {
        let mut said = vec![match pair.per_cent {
            100 => "the same words".to_owned(),
            _ => pair.shared.join(", "),
        }];
        said.extend(self.line(pair).map(|line| match pair.line {
            Some(Line::Same(_)) => format!("both asked of {line}"),
            _ => line,
        }));
        if !pair.themes.is_empty() {
            said.push(format!("theme: {}", pair.themes.join(", ")));
        }
        said.join("; ")
    }
}

fn intro(repeats: &Repeats) -> Vec<Paragraph> {
    let mut intro = vec![plain(
        "The likeliest first: by the words that both have, of which rare ones weigh more; the same unit or one that took over from it adds 6 to the order, a theme in common 4. Of a chain only the pairs that would join it are offered.",
    )];
    if let Some(first) = repeats.again.first() {
        let (later, earlier) = (&repeats.made[first.later], &repeats.made[first.earlier]);
        intro.push(plain(format!(
            "A suggestion is not a link. `annexe link {} repeats {}` makes one; `annexe suggest repeats --walk` asks one after the other.",
            later.reference, earlier.reference
        )));
    }
    intro
}

fn totals(repeats: &Repeats, most: usize) -> Vec<Total> {
    let all = repeats.again.len();
    let mut totals = vec![Total {
        of: Some(all as u64),
        ..total("suggestions", "Suggestions shown", all.min(most))
    }];
    if !repeats.at_once.is_empty() {
        let label = "Apart from these: alike within one report";
        totals.push(total("at_once", label, repeats.at_once.len()));
    }
    totals
}
