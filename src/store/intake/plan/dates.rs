//! The dates of facts: a row's own or the file's, none in the future, none before the recommendation.

use chrono::NaiveDate;

use super::matching::{Group, Matching};
use crate::domain::draft::{Place, flag};
use crate::domain::partial_date::PartialDate;
use crate::error::Error;
use crate::store::aftermath::refuse_before;

impl Matching<'_> {
    /// Returns the date of a fact that was done on the row's own date, else on the day of which the file
    /// speaks; asks where it cannot be. A file that says no day is compared with what holds today.
    pub(super) fn date(
        &mut self,
        group: &Group,
        row: usize,
        own: Option<PartialDate>,
        done: &str,
        place: &Place,
    ) -> Option<PartialDate> {
        let today = self.answers.today.unwrap_or(NaiveDate::MAX);
        let Some(on) = own.or(self.intake.said_on) else {
            return Some(today.into());
        };
        if own.is_some() && on.last_day() > today {
            let ahead = if on.first_day() > today {
                "lies ahead"
            } else {
                "has not ended"
            };
            let words = format!("{} {ahead}; nothing was {done} then", on.for_people());
            self.asking
                .ask(row, words, flag("--leave-out", place), place);
            return None;
        }
        if own.is_none() {
            self.speaks_after_the_report(group, row, on)?;
        }
        self.allowed(
            row,
            refuse_before(&group.reference, group.made, done, on),
            place,
        )?;
        Some(on)
    }

    /// Asks of which day the file speaks, once something new depends on it.
    pub(super) fn is_dated(&mut self, row: usize, own: Option<PartialDate>) -> Option<()> {
        if own.or(self.intake.said_on).is_some() {
            return Some(());
        }
        let today = self.answers.today;
        let today = today.map_or("DATE".to_owned(), |today| today.to_string());
        let words = "nothing says of which day this speaks".to_owned();
        self.asking
            .ask(row, words, format!("--on {today}"), &String::new());
        None
    }

    /// A file that speaks of a day before its report was made is asked about once.
    fn speaks_after_the_report(
        &mut self,
        group: &Group,
        row: usize,
        on: PartialDate,
    ) -> Option<()> {
        let Some(made) = group.made.filter(|made| on.is_surely_before(*made)) else {
            return Some(());
        };
        let code = group.reference.split('/').next().unwrap_or_default();
        let words = format!(
            "the file speaks of {}, and {code} was published {}",
            on.for_people(),
            made.for_people()
        );
        let today = self
            .answers
            .today
            .map_or("DATE".to_owned(), |today| today.to_string());
        self.asking
            .ask(row, words, format!("--on {today}"), &String::new());
        None
    }

    /// Turns what the register refuses into a question that names the place.
    pub(super) fn allowed(
        &mut self,
        row: usize,
        refused: Result<(), Error>,
        place: &Place,
    ) -> Option<()> {
        match refused {
            Ok(()) => Some(()),
            Err(error) => {
                let words = error.to_string();
                self.asking
                    .ask(row, words, flag("--leave-out", place), place);
                None
            }
        }
    }
}
