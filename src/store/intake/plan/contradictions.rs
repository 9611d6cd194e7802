//! What rows say of a recommendation and its report, and the register or another row says otherwise: whom it is
//! addressed to, when the report was published. What is here stays, and that is said.

use std::collections::{HashMap, HashSet};

use super::asking::Fate;
use super::inspections::agree;
use super::matching::{Group, Matching};
use crate::domain::body::BodyId;
use crate::domain::partial_date::PartialDate;

/// What rows said of reports so far.
#[derive(Default)]
struct Said {
    /// The date that the first row gives of each report, and where
    published: HashMap<i64, (PartialDate, String)>,
    /// What was noted of reports
    noted: HashSet<(i64, PartialDate)>,
}

impl Matching<'_> {
    /// Notes where rows that bring something contradict the register or one another.
    pub(super) fn note_contradictions(&mut self, groups: &[Group]) {
        let (draft, mut said) = (self.draft, Said::default());
        for group in groups {
            let mut noted: HashSet<&[String]> = HashSet::new();
            for &row in &group.rows {
                self.compare_published(group, row, &mut said);
                let printed = draft.rows[row].about.addressees.as_slice();
                let is_news = !printed.is_empty() && self.brings_something(row);
                if is_news && noted.insert(printed) {
                    self.compare_addressees(group, row);
                }
            }
        }
    }

    fn brings_something(&self, row: usize) -> bool {
        !matches!(self.asking.fate(row), Fate::Same | Fate::LeftOut)
    }

    fn compare_published(&mut self, group: &Group, row: usize, said: &mut Said) {
        let draft = self.draft;
        let row_place = &draft.rows[row].place;
        let Some(printed) = draft.rows[row].about.published_on else {
            return;
        };
        let here = self.known.published(group.report);
        let code = &self.known.inspection(group.report).code;
        let other = match here.filter(|here| !agree(*here, printed)) {
            Some(here) => format!("{code} has {} here, which stays", here.for_people()),
            None => {
                let first = said.published.entry(group.report);
                let (first, place) = &*first.or_insert_with(|| (printed, row_place.clone()));
                if agree(*first, printed) {
                    return;
                }
                format!("the row at {place} says {}", first.for_people())
            }
        };
        if self.brings_something(row) && said.noted.insert((group.report, printed)) {
            let words = format!(
                "the row gives {} as the date of the report; {other}",
                printed.for_people()
            );
            let about = Some((group.subject, group.reference.as_str()));
            self.asking.note(words, about, row_place);
        }
    }

    fn compare_addressees(&mut self, group: &Group, row: usize) {
        let draft = self.draft;
        let row = &draft.rows[row];
        let mut bodies: Vec<BodyId> = Vec::new();
        let mut is_known = true;
        for name in &row.about.addressees {
            let (found, ..) = self.resolved(group.report, name, &row.place);
            is_known &= !found.is_empty();
            bodies.extend(found);
        }
        bodies.sort_unstable();
        bodies.dedup();
        let mut here = group.addressees.clone();
        here.sort_unstable();
        if here.is_empty() || is_known && bodies == here {
            return;
        }
        let names: Vec<&str> = here.iter().map(|&body| self.bodies.name(body)).collect();
        let words = format!(
            "the row addresses it to {}; {} is addressed to {}, and stays so",
            row.about.addressees.join(" and "),
            group.reference,
            names.join(" and ")
        );
        let about = Some((group.subject, group.reference.as_str()));
        self.asking.note(words, about, &row.place);
    }
}
