//! What became of a recommendation between two days, in words.

use chrono::NaiveDate;

use super::Comparison;
use crate::document::{Cell, Column, Place, Shown};
use crate::domain::movement::{Came, Left, Movement};
use crate::domain::partial_date::PartialDate;
use crate::domain::words::beginning;
use crate::report::item;
use crate::store::{Line, Survey};

/// The columns of what moved.
pub(in crate::report) const COLUMNS: [Column; 6] = [
    Column::new("reference", "Reference"),
    Column::new("changed", "What changed"),
    Column::new("how", "How"),
    Column::on_paper("recommendation_in_brief", "Recommendation"),
    Column::in_data("recommendation", "Recommendation"),
    Column::new("unit", "Unit or organisation").shown(Shown::IN_DATA.and(Place::Pages)),
];

/// Makes the cells of what moved.
pub(in crate::report) fn row(
    survey: &Survey,
    line: &Line<'_>,
    what: &str,
    how: String,
) -> Vec<Cell> {
    vec![
        Cell::Reference(line.item.reference.clone()),
        Cell::Text(what.to_owned()),
        Cell::Text(how),
        Cell::Text(beginning(&line.item.words, 120)),
        Cell::Text(line.item.words.clone()),
        Cell::Text(item::unit(survey, line)),
    ]
}

/// What became of one recommendation.
pub(in crate::report) struct Moved<'c, 's> {
    pub(super) comparison: &'c Comparison<'s>,
    /// The register that its line is of
    pub(in crate::report) survey: &'s Survey,
    /// The line by which it is named
    pub(in crate::report) line: &'s Line<'s>,
    /// What became of it
    pub(in crate::report) movement: Movement,
}

impl Moved<'_, '_> {
    /// Returns the row of what came or left; nothing for what stayed.
    pub(in crate::report) fn row(&self) -> Option<Vec<Cell>> {
        let (what, how) = match self.movement {
            Movement::Came(why) => (came(why).to_owned(), self.came_how(why)),
            Movement::Left(why) => (format!("Left: {}", left(why)), self.left_how(why)),
            Movement::Stayed => return None,
        };
        Some(row(self.survey, self.line, &what, how))
    }

    fn came_how(&self, why: Came) -> String {
        let (line, bodies) = (self.line, &self.comparison.after.survey.bodies);
        let published = format!("published {}", line.item.published.for_people());
        match why {
            Came::New => published,
            Came::RecordedLate => format!("{published}, recorded since"),
            Came::TakenOver => self.taken_over(),
            Came::Readdressed => {
                format!("it is addressed to {}", bodies.name(line.item.addressee))
            }
            Came::Reopened if !line.standing.reopened => {
                "what had settled or closed it was taken back".to_owned()
            }
            Came::Reopened | Came::NoLongerCarried | Came::Listed => {
                item::found(bodies, &line.standing)
            }
        }
    }

    /// Says under whom an item stood that the question did not take in then.
    fn taken_over(&self) -> String {
        let bodies = &self.comparison.before.survey.bodies;
        let (addressee, holder) = (self.line.item.addressee, self.line.standing.holder);
        let holders = bodies.holders(addressee, self.comparison.then);
        if holders.contains(&holder) {
            return "with a unit that was taken over, or has ended, since".to_owned();
        }
        let holders: Vec<&str> = holders.iter().map(|&id| bodies.name(id)).collect();
        format!("from {}", holders.join(" and "))
    }

    fn left_how(&self, why: Left) -> String {
        let standing = &self.line.standing;
        let then = self.comparison.then;
        let found = item::found(&self.comparison.after.survey.bodies, standing);
        let late = |on: Option<PartialDate>| on.map_or("", |on| if_recorded_since(on, then));
        match why {
            Left::Settled if self.comparison.is_of_two_states => {
                found + late(standing.grade.map(|found| found.published))
            }
            Left::Closed if self.comparison.is_of_two_states => {
                found + late(standing.closure.map(|closure| closure.on))
            }
            Left::Settled | Left::Closed | Left::Carried => found,
            Left::HandedOver => self.handed_over(),
            Left::TakenBack => "it is no longer in the register; `annexe log` says why".to_owned(),
            Left::Unlisted => "it stands, but not within the filters".to_owned(),
        }
    }

    /// Says under whom an item stands now that the question does not take in.
    fn handed_over(&self) -> String {
        let after = self.comparison.after.survey;
        let (bodies, day) = (&after.bodies, after.scope.day);
        let addressee = self.line.item.addressee;
        let holders = bodies.holders(addressee, day);
        if !holders.contains(&addressee) {
            let holders: Vec<&str> = holders.iter().map(|&id| bodies.name(id)).collect();
            return format!("to {}", holders.join(" and "));
        }
        let name = bodies.name(addressee);
        if bodies.has(addressee) && bodies.get(addressee).has_ended(day) {
            format!("{name} has ended, and nobody took over from it")
        } else {
            format!("it stands under {name}, corrected since")
        }
    }
}

/// Says of a fact that it is older than the first day and was recorded after it.
pub(in crate::report) fn if_recorded_since(on: PartialDate, then: NaiveDate) -> &'static str {
    if on.last_day() <= then {
        ", recorded since"
    } else {
        ""
    }
}

/// Says why a recommendation came.
pub(in crate::report) fn came(why: Came) -> &'static str {
    match why {
        Came::New => "New",
        Came::RecordedLate => "New to the register",
        Came::TakenOver => "Taken over",
        Came::Readdressed => "Addressee or unit corrected",
        Came::Reopened => "Outstanding again",
        Came::NoLongerCarried => "No longer carried by a plan",
        Came::Listed => "Newly within the filters",
    }
}

/// Says why a recommendation left.
pub(in crate::report) fn left(why: Left) -> &'static str {
    match why {
        Left::Settled => "sufficient progress",
        Left::Closed => "closed",
        Left::Carried => "carried by a plan",
        Left::HandedOver => "handed over",
        Left::TakenBack => "record taken back",
        Left::Unlisted => "no longer within the filters",
    }
}
