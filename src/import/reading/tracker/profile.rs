//! What stands in a column, and what it may hold by that and by its heading.

use std::collections::HashSet;

use super::dates::{self, Dated};
use super::doubts::short;
use super::field::Field;
use super::header::Header;
use super::held::is_ditto;
use super::mapping::{Vocabulary, in_small_letters};
use super::order::{Declared, Order};
use super::proposal::MOST_WORDS;
use super::totals::Sum;
use crate::domain::reference::Typed;
use crate::domain::response::Answer;
use crate::import::container::sheet::{Row, Sheet, Value};

/// How many cells of a column are looked at.
const LOOKED_AT: usize = 500;

/// What stands in a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Its heading
    pub(super) heading: String,
    /// The first three different things in it
    pub(super) samples: Vec<String>,
    filled: usize,
    dates: usize,
    figures: usize,
    references: usize,
    actions: usize,
    letters: usize,
    different: usize,
    answers: usize,
    counts_up: bool,
}

impl Profile {
    /// Looks at the columns of a sheet, from left to right.
    pub(super) fn all(sheet: &Sheet, header: &Header) -> Vec<Profile> {
        let rows = sheet.rows[header.rows.end..].iter();
        let listed = rows.filter(|row| !is_beside_the_list(row) && !header.is_repeated_by(row));
        let listed: Vec<&Row> = listed.collect();
        let headings = header.headings.iter();
        headings
            .map(|(column, heading)| Profile::of(&listed, *column, heading))
            .collect()
    }

    fn of(listed: &[&Row], column: usize, heading: &str) -> Profile {
        let mut profile = Profile {
            heading: heading.to_owned(),
            counts_up: true,
            ..Profile::default()
        };
        let mut seen = HashSet::new();
        let mut last = 0.0;
        let cells = listed.iter().filter_map(|row| row.cell(column));
        for cell in cells.filter(|cell| !is_ditto(&cell.value)).take(LOOKED_AT) {
            let words = short(&cell.value.words());
            profile.take(&cell.value, &words);
            let number: Option<f64> = words.parse().ok();
            profile.counts_up &=
                number.is_some_and(|number| std::mem::replace(&mut last, number) + 1.0 == number);
            if seen.insert(in_small_letters(&words)) && profile.samples.len() < 3 {
                profile.samples.push(words);
            }
        }
        profile.different = seen.len();
        profile
    }

    fn take(&mut self, value: &Value, words: &str) {
        self.filled += 1;
        self.letters += value.words().chars().count();
        let declared = Declared {
            order: Some(Order::DayFirst),
            century: Some(2000),
        };
        let is_date = matches!(value, Value::Date(..))
            || matches!(value, Value::Text(_))
                && matches!(
                    dates::read(value, declared),
                    Dated::Date(_) | Dated::Noted(..)
                );
        self.dates += usize::from(is_date);
        let digits = words.chars().filter(char::is_ascii_digit).count();
        self.figures += usize::from(
            !is_date && digits > 0 && words.len() <= 8 && words.len() <= digits * 2 + 4,
        );
        match words.parse::<Typed>() {
            Ok(Typed::Recommendation { .. } | Typed::Alert { .. }) => self.references += 1,
            Ok(Typed::Action { .. } | Typed::AlertAction { .. }) => self.actions += 1,
            _ => {}
        }
        self.answers += usize::from(Answer::meaning(words).is_some());
    }

    fn most(&self, count: usize) -> bool {
        count * 2 > self.filled
    }

    fn length(&self) -> usize {
        self.letters / self.filled.max(1)
    }

    /// Tells whether the column counts the rows of the list, and numbers no recommendations: several rows
    /// have the same one, or there are several reports.
    fn counts_the_rows(&self, beside: Beside) -> bool {
        self.counts_up
            && self.filled > 2
            && self.filled >= beside.most
            && (beside.reports > 1 || beside.is_repeated || self.filled > 60)
    }

    /// Returns what the column may hold, and how surely.
    fn field(&self, beside: Beside) -> Option<(Field, u8)> {
        let suggested = Field::of_heading(&self.heading);
        if self.filled > 0 && self.most(self.references + self.actions) {
            return Some((Field::Reference, 3));
        }
        let (field, surely) = suggested?;
        let field = match field {
            _ if self.filled == 0 => field,
            Field::Action | Field::Recommendation | Field::Owner | Field::Status
                if self.most(self.dates) =>
            {
                return None;
            }
            Field::UpdatedOn if !self.most(self.dates) => Field::Update,
            Field::Update if self.most(self.dates) => Field::UpdatedOn,
            Field::Status if self.length() > 40 || self.different > MOST_WORDS => Field::Update,
            Field::Answer if self.length() > 40 => Field::Response,
            Field::Response if !beside.has_answers && self.most(self.answers) => Field::Answer,
            Field::Published | Field::CompletedOn | Field::AnsweredOn if self.dates == 0 => {
                return None;
            }
            Field::Reference | Field::Number if self.counts_the_rows(beside) => return None,
            Field::Reference | Field::Number if self.most(self.figures) => Field::Number,
            Field::Reference | Field::Number => return None,
            field => field,
        };
        Some((field, surely))
    }
}

/// What the other columns say of one that may number the recommendations.
#[derive(Clone, Copy)]
struct Beside {
    /// How many cells the fullest column has
    most: usize,
    /// How many different reports there are
    reports: usize,
    /// Whether some rows have the same recommendation, or leave it blank
    is_repeated: bool,
    /// Whether a heading speaks of answers
    has_answers: bool,
}

impl Beside {
    fn of(profiles: &[Profile]) -> Beside {
        let suggested =
            |profile: &Profile| Field::of_heading(&profile.heading).map(|(field, _)| field);
        let of_field = |field| {
            profiles
                .iter()
                .filter(move |profile| suggested(profile) == Some(field))
        };
        let most = profiles
            .iter()
            .map(|profile| profile.filled)
            .max()
            .unwrap_or(0);
        Beside {
            most,
            reports: of_field(Field::Report)
                .map(|profile| profile.different)
                .max()
                .unwrap_or(0),
            has_answers: of_field(Field::Answer).next().is_some(),
            is_repeated: of_field(Field::Recommendation).any(|profile| profile.different < most),
        }
    }
}

/// Rows of totals, and lone cells, which are headings within the list or remarks below it.
fn is_beside_the_list(row: &Row) -> bool {
    let first = row.cells.first();
    row.cells.len() == 1 || first.is_some_and(|cell| Sum::of(&cell.value.words()).is_some())
}

/// Gives each field the column that fits it best: the surest, of two that are as sure the first.
pub(super) fn assigned(profiles: &[Profile]) -> Vec<(Field, String)> {
    let beside = Beside::of(profiles);
    let may: Vec<Option<(Field, u8)>> = profiles
        .iter()
        .map(|profile| profile.field(beside))
        .collect();
    let mut assigned = Vec::new();
    for field in Field::ALL {
        let of_field = may.iter().enumerate().filter_map(|(at, may)| match may {
            Some((known, surely)) if *known == field => Some((at, *surely)),
            _ => None,
        });
        let best: Vec<usize> = if field == Field::Revised {
            of_field.map(|(at, _)| at).collect()
        } else {
            let best = of_field.max_by_key(|(at, surely)| {
                (profiles[*at].filled > 0, *surely, std::cmp::Reverse(*at))
            });
            best.map(|(at, _)| at).into_iter().collect()
        };
        assigned.extend(
            best.into_iter()
                .map(|at| (field, profiles[at].heading.clone())),
        );
    }
    assigned
}
