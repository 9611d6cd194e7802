//! What a row has of the row above: what it leaves blank, as people leave it who write a report once.

use super::field::Field;
use super::held::{From, Given, Held};
use super::layout::Layout;
use super::row::Reading;

/// What a row has of the row above.
pub(super) enum Carried {
    Nothing,
    Report,
    /// All of it; the row that names the recommendation
    Recommendation(usize),
}

/// Gives a row what it leaves blank: the recommendation, where it names none; the report, where it leaves
/// that blank alone; what a heading above says.
pub(super) fn carry<'s>(
    layout: &Layout<'s>,
    given: &mut Given<'s>,
    above: Option<&Given<'s>>,
) -> Carried {
    const NAMES: [Field; 3] = [Field::Reference, Field::Number, Field::Recommendation];
    let Some(above) = above else {
        return Carried::Nothing;
    };
    let names = |given: &Given<'s>| NAMES.iter().find_map(|field| given.get(*field));
    if names(given).is_none()
        && given.get(Field::Report).is_none()
        && let Some(named) = names(above)
    {
        let of_it = Field::ALL
            .into_iter()
            .filter(|field| field.is_of_the_recommendation());
        of_it.for_each(|field| take_over(given, above, field));
        return Carried::Recommendation(named.row);
    }
    if above
        .get(Field::Addressee)
        .is_some_and(|held| held.from == From::Heading)
    {
        take_over(given, above, Field::Addressee);
    }
    let report = above
        .get(Field::Report)
        .filter(|_| given.get(Field::Report).is_none());
    let Some(report) = report else {
        return Carried::Nothing;
    };
    take_over(given, above, Field::Report);
    take_over(given, above, Field::Published);
    if report.from != From::Heading && layout.has(Field::Report) {
        Carried::Report
    } else {
        Carried::Nothing
    }
}

/// Gives a row what the one above has of a field that it leaves blank.
fn take_over<'s>(given: &mut Given<'s>, above: &Given<'s>, field: Field) {
    if let Some(held) = above.get(field).filter(|_| given.get(field).is_none()) {
        let from = if held.from == From::Heading {
            From::Heading
        } else {
            From::Above
        };
        given.put(field, Some(Held { from, ..held }));
    }
}

impl Reading<'_, '_> {
    /// Says what the row has of the row above.
    pub(super) fn say_what_is_carried(&mut self, carried: Carried) {
        let place = self.layout.sheet.row_place(self.row.number);
        match carried {
            Carried::Nothing => {}
            Carried::Report => {
                let words = "the report is blank in {} row{s}, and is that of the row above";
                self.doubts.many(words, || place);
            }
            Carried::Recommendation(above) => {
                let words = "the row names no recommendation, and is read as of the one in row";
                self.note(format!("{words} {above}"), place);
            }
        }
    }
}
