//! Ratings and key questions that are not here yet; what is printed otherwise is noted.

use super::facts::disagreement;
use crate::domain::draft::{Draft, DraftNote, Read};
use crate::domain::inspection::{KeyQuestion, Rating};
use crate::domain::recommendation::Cited;
use crate::error::Result;
use crate::store::{Inspection, Printed, Store};

/// Returns the ratings of standards that are not rated here.
pub(super) fn new_ratings(
    store: &Store,
    draft: &Draft,
    here: Option<&Inspection>,
    notes: &mut Vec<DraftNote>,
) -> Result<Vec<Printed<Rating>>> {
    let known = here.map_or(Ok(Vec::new()), |here| store.ratings(here.id))?;
    let mut new = Vec::new();
    for read in &draft.ratings {
        let Rating {
            standard, rating, ..
        } = &read.value;
        match known.iter().find(|known| known.standard == *standard) {
            None => new.push(printed(read)),
            Some(known) if known.rating != *rating => {
                let what = format!("the rating of {standard}");
                notes.push(disagreement(
                    &what,
                    rating.words(),
                    known.rating.words(),
                    &read.place,
                ));
            }
            Some(_) => {}
        }
    }
    Ok(new)
}

/// Returns the key questions that are not here.
pub(super) fn new_key_questions(
    store: &Store,
    draft: &Draft,
    here: Option<&Inspection>,
    notes: &mut Vec<DraftNote>,
) -> Result<Vec<Printed<KeyQuestion>>> {
    let known = here.map_or(Ok(Vec::new()), |here| store.key_questions(here.id))?;
    let mut new = Vec::new();
    for read in &draft.key_questions {
        let KeyQuestion {
            standard,
            position,
            percent,
            ..
        } = &read.value;
        let same =
            |known: &&KeyQuestion| known.standard == *standard && known.position == *position;
        match known.iter().find(same) {
            None => new.push(printed(read)),
            Some(known) if known.percent != *percent => {
                let what = format!("the percentage of key question {position} of {standard}");
                let (printed, here) = (format!("{percent}%"), format!("{}%", known.percent));
                notes.push(disagreement(&what, &printed, &here, &read.place));
            }
            Some(_) => {}
        }
    }
    Ok(new)
}

fn printed<T: Clone>(read: &Read<T>) -> Printed<T> {
    // The number of the source is known only when it is written.
    let cited = Cited {
        source_id: 0,
        place: read.place.clone(),
    };
    Printed {
        value: read.value.clone(),
        cited: Some(cited),
    }
}
