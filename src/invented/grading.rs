//! What an inspection finds of what was asked earlier.

use std::collections::{HashMap, VecDeque};

use chrono::NaiveDate;

use super::chance::Chance;
use super::demand::{Demand, Wording};
use super::occasion::Occasion;
use super::words::Words;
use crate::domain::body::BodyId;
use crate::domain::finding::{Covered, NewFinding};
use crate::domain::progress::Progress;
use crate::error::Result;
use crate::store::Change;

/// How many recommendations of one body are remembered for a later grade; what comes while so many
/// wait is never graded. So memory does not grow with the register.
const REMEMBERED: usize = 60;

/// How many days lie at least between a recommendation, or its last grade, and a grade.
const REST: i64 = 270;

/// How many grades one inspection gives at most to its own items, and at a part.
const MOST: [usize; 2] = [14, 4];

/// A recommendation that may be graded.
pub struct Asked {
    /// Its number in the register
    pub id: i64,
    /// What it is about
    pub topic: &'static str,
    /// How much its owners do for it, of a hundred
    pub zeal: i64,
    /// What it demands, and in which words
    pub demand: (Demand, Wording),
    /// When it was made, or graded last
    pub since: NaiveDate,
    /// How often it was graded
    pub grades: u8,
}

/// What an inspection found undone, which may be asked again: its number, and what it demands.
pub type Failed = (i64, Demand, Wording);

/// What may be graded, by the body that it is addressed to.
#[derive(Default)]
pub struct Remembered {
    lists: HashMap<BodyId, VecDeque<Asked>>,
}

impl Remembered {
    /// Keeps a recommendation in mind for a later inspection.
    pub fn keep(&mut self, addressee: BodyId, asked: Asked) {
        let list = self.lists.entry(addressee).or_default();
        if list.len() < REMEMBERED {
            list.push_back(asked);
        }
    }

    /// Takes out what rests long enough, the oldest first.
    fn due(&mut self, from: &[BodyId], day: NaiveDate, most: usize) -> Vec<(BodyId, Asked)> {
        let mut due = Vec::new();
        for &body in from {
            let list = self.lists.entry(body).or_default();
            let rested = |asked: &Asked| (day - asked.since).num_days() >= REST;
            while due.len() < most && list.front().is_some_and(rested) {
                due.extend(list.pop_front().map(|asked| (body, asked)));
            }
        }
        due
    }

    /// Writes what an inspection found. Returns how much, and what had come to nothing.
    pub fn grade(
        &mut self,
        change: &Change<'_>,
        words: &Words,
        chance: &mut Chance,
        inspection_id: i64,
        occasion: &Occasion,
    ) -> Result<(usize, Vec<Failed>)> {
        let (mut count, mut failed) = (0, Vec::new());
        for (bodies, most, is_whole) in [
            (&occasion.settles, MOST[0], true),
            (&occasion.at_part, MOST[1], false),
        ] {
            for (body, asked) in self.due(bodies, occasion.published, most) {
                let progress = progress(asked.zeal, asked.grades, chance);
                change.add_finding(&finding(words, chance, inspection_id, &asked, progress))?;
                count += 1;
                if progress == Progress::None && is_whole {
                    failed.push((asked.id, asked.demand.0.clone(), asked.demand.1));
                }
                // A grade at a part settles nothing, so that the whole is graded another time.
                if progress != Progress::Sufficient || !is_whole {
                    self.again(body, asked, occasion.published);
                }
            }
        }
        Ok((count, failed))
    }

    /// Keeps what is not done for one more inspection.
    fn again(&mut self, body: BodyId, asked: Asked, day: NaiveDate) {
        if asked.grades < 2 {
            let (since, grades) = (day, asked.grades + 1);
            let zeal = asked.zeal + 10;
            self.keep(
                body,
                Asked {
                    since,
                    grades,
                    zeal,
                    ..asked
                },
            );
        }
    }
}

fn progress(zeal: i64, grades: u8, chance: &mut Chance) -> Progress {
    let done = zeal + 10 * i64::from(grades) + chance.between(-30, 30);
    match done {
        _ if chance.percent(4) => Progress::NotGraded,
        ..=34 => Progress::None,
        35..=69 => Progress::Some,
        _ => Progress::Sufficient,
    }
}

fn finding(
    words: &Words,
    chance: &mut Chance,
    inspection_id: i64,
    asked: &Asked,
    progress: Progress,
) -> NewFinding {
    let remark = chance.percent(3).then(|| words.one("remarks", chance));
    NewFinding {
        inspection_id,
        words: words.about(progress.words(), asked.topic, chance),
        progress,
        printed_progress: progress.is_grade().then(|| progress.printed().to_owned()),
        remark: remark.map(str::to_owned),
        covers: vec![Covered {
            recommendation_id: asked.id,
            body_id: None,
        }],
        cited: None,
    }
}
