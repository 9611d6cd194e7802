//! By what recommendations are counted together.

use std::fmt;

use crate::document::Column;
use crate::domain::body::BodyKind;
use crate::domain::inspection::InspectionKind;
use crate::domain::response::Answer;
use crate::domain::words::capitalised;
use crate::store::{Line, Survey};

/// By what recommendations are counted together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Per {
    /// The body under which they stand
    #[default]
    Body,
    /// The region of that body
    Region,
    /// The year of their publication
    Year,
    /// The kind of inspection that made them
    Kind,
    /// The kind of body that they are addressed to
    AddresseeKind,
    /// The themes that a person gave them
    Theme,
    /// What HMPPS answered last
    Answer,
}

impl Per {
    /// Returns the column that names each group.
    pub(super) fn column(self) -> Column {
        match self {
            Per::Body => Column::new("unit", "Unit or organisation"),
            Per::Region => Column::new("region", "Region"),
            Per::Year => Column::new("year", "Published in"),
            Per::Kind => Column::new("inspection_kind", "Kind of inspection"),
            Per::AddresseeKind => Column::new("addressee_kind", "Addressed to"),
            Per::Theme => Column::new("theme", "Theme"),
            Per::Answer => Column::new("response", "Answer"),
        }
    }

    /// Returns the groups of a line, each with its place in the order.
    pub(super) fn groups(self, survey: &Survey, line: &Line<'_>) -> Vec<Group> {
        let bodies = &survey.bodies;
        let holder = line.standing.holder;
        let group = match self {
            Per::Body => named(bodies.name(holder)),
            Per::Region => match bodies.region_of(holder) {
                Some(region) => named(bodies.name(region)),
                None => last("Of no region"),
            },
            Per::Year => (
                line.item.published.year().into(),
                line.item.published.year().to_string(),
            ),
            Per::Kind => placed(&InspectionKind::ALL, line.item.kind, line.item.kind.word()),
            Per::AddresseeKind => {
                let kind = bodies.get(line.item.addressee).kind;
                placed(&BodyKind::ALL, kind, kind.for_people())
            }
            Per::Theme => {
                let themes = survey.themes_of(line.item.recommendation_id);
                return match themes {
                    [] => vec![last("Without a theme")],
                    themes => themes.iter().map(|theme| named(theme)).collect(),
                };
            }
            Per::Answer => match line.standing.response.map(|response| response.answer) {
                Some(answer) => placed(&Answer::ALL, answer, answer.words()),
                None => last("not answered"),
            },
        };
        vec![group]
    }
}

impl fmt::Display for Per {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Per::Body => "unit or organisation",
            Per::Region => "region",
            Per::Year => "year of publication",
            Per::Kind => "kind of inspection",
            Per::AddresseeKind => "kind of addressee",
            Per::Theme => "theme",
            Per::Answer => "answer",
        })
    }
}

/// A place in the order, and a name.
pub(super) type Group = (i64, String);

fn named(name: &str) -> Group {
    (0, name.to_owned())
}

fn last(name: &str) -> Group {
    (i64::MAX, capitalised(name))
}

fn placed<T: PartialEq>(all: &[T], of: T, word: &str) -> Group {
    let place = all.iter().position(|known| *known == of);
    (place.unwrap_or(all.len()) as i64, capitalised(word))
}
