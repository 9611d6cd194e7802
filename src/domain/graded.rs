//! By which grade a recommendation is counted: of the whole, only at a part, or by none (rules 4 and 15).

use super::progress::Progress;
use super::standing::Standing;

/// The grade by which one recommendation is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Graded {
    /// A grade of the whole is in force
    Whole(Progress),
    /// It was graded only at a part, which settles nothing for the whole
    AtAPart(Progress),
    /// It was never graded
    Never,
}

impl Graded {
    /// Returns the grade by which a standing is counted; of several parts the least counts.
    pub fn of(standing: &Standing<'_>) -> Graded {
        let parts = standing.at_parts.iter().map(|found| found.progress);
        match (standing.grade, parts.min()) {
            (Some(found), _) => Graded::Whole(found.progress),
            (None, Some(least)) => Graded::AtAPart(least),
            (None, None) => Graded::Never,
        }
    }

    /// Returns the grade by which a recommendation is counted that has several standings: as sufficient only where
    /// it is for each (rule 9); of the others a grade of the whole before one at a part, and the least of them.
    pub fn least(self, other: Graded) -> Graded {
        const SETTLED: Graded = Graded::Whole(Progress::Sufficient);
        match (self, other) {
            (SETTLED, other) | (other, SETTLED) => other,
            (one, other) => one.min(other),
        }
    }
}

/// How many recommendations were graded how, each counted once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grades {
    /// Those graded as a whole
    pub whole: Shares,
    /// Those graded only at a part
    pub at_parts: Shares,
    /// Those never graded
    pub never: usize,
}

/// How many were graded how, of those that were graded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// No progress
    pub none: usize,
    /// Some progress
    pub some: usize,
    /// Sufficient progress
    pub sufficient: usize,
}

impl Shares {
    fn add(&mut self, progress: Progress) {
        match progress {
            Progress::None => self.none += 1,
            Progress::Some => self.some += 1,
            Progress::Sufficient => self.sufficient += 1,
            // What is no grade settles nothing, and does not come here.
            Progress::NotGraded => {}
        }
    }

    /// Returns how many were graded.
    pub fn graded(&self) -> usize {
        self.none + self.at_least_some()
    }

    /// Returns how many made at least some progress.
    pub fn at_least_some(&self) -> usize {
        self.some + self.sufficient
    }
}

impl Grades {
    /// Counts one recommendation.
    pub fn add(&mut self, graded: Graded) {
        match graded {
            Graded::Whole(progress) => self.whole.add(progress),
            Graded::AtAPart(progress) => self.at_parts.add(progress),
            Graded::Never => self.never += 1,
        }
    }

    /// Returns how many recommendations were counted.
    pub fn all(&self) -> usize {
        self.whole.graded() + self.at_parts.graded() + self.never
    }
}

impl FromIterator<Graded> for Grades {
    fn from_iter<I: IntoIterator<Item = Graded>>(all: I) -> Grades {
        let mut grades = Grades::default();
        all.into_iter().for_each(|graded| grades.add(graded));
        grades
    }
}

/// Returns a part of a whole with its percentage: `1/7 (14%)`; of nothing there is no percentage.
/// What is rounded to nothing or to all is said to be near it.
pub fn share(part: usize, of: usize) -> String {
    let percent = match part {
        _ if of == 0 => return format!("{part}/{of}"),
        part if part > 0 && part * 200 < of => "under 1%".to_owned(),
        part if part < of && (of - part) * 200 < of => "over 99%".to_owned(),
        part => format!("{}%", (part * 200 + of) / (of * 2)),
    };
    format!("{part}/{of} ({percent})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_stands_with_its_numbers_and_claims_no_more() {
        for (part, of, said) in [
            (0, 0, "0/0"),
            (0, 7, "0/7 (0%)"),
            (1, 7, "1/7 (14%)"),
            (7, 7, "7/7 (100%)"),
            (1, 200, "1/200 (1%)"),
            (1, 201, "1/201 (under 1%)"),
            (200, 201, "200/201 (over 99%)"),
            (2, 3, "2/3 (67%)"),
        ] {
            assert_eq!(share(part, of), said);
        }
    }

    #[test]
    fn of_several_grades_only_those_that_are_all_sufficient_are_and_the_least_of_the_others_counts()
    {
        let (whole, part) = (Graded::Whole, Graded::AtAPart);
        let sufficient = whole(Progress::Sufficient);
        assert_eq!(sufficient.least(sufficient), sufficient);
        assert_eq!(sufficient.least(part(Progress::None)), part(Progress::None));
        assert_eq!(Graded::Never.least(sufficient), Graded::Never);
        assert_eq!(
            whole(Progress::Some).least(part(Progress::None)),
            whole(Progress::Some)
        );
        assert_eq!(
            whole(Progress::Sufficient).least(whole(Progress::Some)),
            whole(Progress::Some)
        );
        assert_eq!(
            Graded::Never.least(part(Progress::Some)),
            part(Progress::Some)
        );
    }

    #[test]
    fn each_is_counted_once() {
        let grades: Grades = [
            Graded::Whole(Progress::None),
            Graded::Whole(Progress::Sufficient),
            Graded::AtAPart(Progress::Some),
            Graded::Never,
        ]
        .into_iter()
        .collect();
        assert_eq!(grades.all(), 4);
        assert_eq!(
            (grades.whole.graded(), grades.whole.at_least_some()),
            (2, 1)
        );
        assert_eq!((grades.at_parts.graded(), grades.never), (1, 1));
    }
}
