//! The same demand made again: which recommendations may repeat which. A suggestion is never a link.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;

use super::body::{Bodies, BodyId};
use super::chains::Chains;
use super::likeness::{Nearest, Texts, per_cent};
use super::partial_date::PartialDate;
use super::stems::{self, Word};
use super::words::folded;

/// A recommendation as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The register's number
    pub id: i64,
    /// The inspection that made it
    pub inspection_id: i64,
    /// Its reference: `west-kent-2022/3`
    pub reference: String,
    /// Whether its publication is a plan, which restates and does not demand
    pub is_plan: bool,
    /// When it was published
    pub published: PartialDate,
    /// Word for word
    pub words: String,
    /// Whom it is addressed to
    pub addressees: Vec<BodyId>,
    /// The themes that a person gave it
    pub themes: Vec<String>,
}

/// What persons said of pairs already, by the register's numbers, in either order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// One repeats, restates or supersedes the other
    pub linked: Vec<(i64, i64)>,
    /// Neither repeats the other
    pub parted: Vec<(i64, i64)>,
}

/// Two recommendations that read alike, by their places among those that were made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Which was made first
    pub earlier: usize,
    /// Which was made again
    pub later: usize,
    /// Out of a hundred, how like their words are; 100 only where they are the same
    pub per_cent: u32,
    /// The words of the later one that the earlier one has too, as they stand, in order
    pub shared: Vec<String>,
    /// The themes that both were given
    pub themes: Vec<String>,
    /// Whether the later one is asked of the same body, or of one that took over from it
    pub line: Option<Line>,
}

/// How the addressees of two recommendations follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// Asked of the same body
    Same(BodyId),
    /// Asked of a body that took over from the one that was asked before
    TakenOver {
        /// Who was asked before
        from: BodyId,
        /// Who was asked again
        by: BodyId,
    },
}

/// What reads alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Asked again in a later publication, the likeliest first
    pub again: Vec<Alike>,
    /// Asked of several at once, within one publication: not again
    pub at_once: Vec<Alike>,
}

/// How like words must be to be suggested.
const LEAST: f64 = 0.35;

/// How like words of one publication must be to be mentioned.
const LEAST_AT_ONCE: f64 = 0.6;

/// What else speaks for a repeat, in hundredths of likeness.
const OF_THE_LINE: u32 = 6;
const OF_A_THEME: u32 = 4;

impl Alike {
    /// Returns what suggestions are sorted by: the likeness, and what else speaks for it.
    pub fn weight(&self) -> u32 {
        let line = if self.line.is_some() { OF_THE_LINE } else { 0 };
        let theme = if self.themes.is_empty() {
            0
        } else {
            OF_A_THEME
        };
        self.per_cent + line + theme
    }
}

/// Returns what may be the same demand made again, in order of likelihood; of a chain only the pairs
/// that would join it, each once. Of one recommendation, by its number, every pair is told.
pub fn suggested(
    made: &[Made],
    said: &Said,
    bodies: &Bodies,
    day: NaiveDate,
    of: Option<i64>,
) -> Suggested {
    let mut comparing = Comparing::of(made, said, bodies, day);
    let one = of.and_then(|id| made.iter().position(|made| made.id == id));
    let near = match (of, one) {
        (None, _) => comparing.near_pairs(),
        (Some(_), Some(one)) => comparing.near_to(one),
        (Some(_), None) => Vec::new(),
    };
    let mut found = comparing.told(near);
    let order = |pair: &Alike| {
        let days = made[pair.later].published.last_day() - made[pair.earlier].published.last_day();
        let latest = std::cmp::Reverse((pair.later, pair.earlier));
        (std::cmp::Reverse(pair.weight()), days, latest)
    };
    found.again.sort_by_key(order);
    found.at_once.sort_by_key(order);
    found
        .again
        .retain(|pair| of.is_some() || comparing.would_join(pair));
    found
        .again
        .iter_mut()
        .chain(&mut found.at_once)
        .for_each(|pair| {
            pair.shared = comparing.shared(pair);
        });
    found
}

/// The later one, the earlier one, and how like they are.
type Near = (usize, usize, f64);

/// What comparing needs, made once.
struct Comparing<'m> {
    made: &'m [Made],
    bodies: &'m Bodies,
    day: NaiveDate,
    texts: Texts,
    folded: Vec<String>,
    /// What persons linked
    linked: Vec<usize>,
    /// Chains that a person parted
    parted: HashSet<(usize, usize)>,
    /// What was linked, and what was suggested so far
    chains: Chains,
    taken_over: HashMap<BodyId, BTreeSet<BodyId>>,
}

impl<'m> Comparing<'m> {
    fn of(made: &'m [Made], said: &Said, bodies: &'m Bodies, day: NaiveDate) -> Self {
        let places: HashMap<i64, usize> = made
            .iter()
            .enumerate()
            .map(|(at, made)| (made.id, at))
            .collect();
        let placed = |&(one, other): &(i64, i64)| Some((*places.get(&one)?, *places.get(&other)?));
        let mut chains = Chains::of(made.len());
        for (one, other) in said.linked.iter().filter_map(placed) {
            chains.join(one, other);
        }
        let linked = chains.firsts();
        let both_ways = |(one, other): (usize, usize)| {
            [(linked[one], linked[other]), (linked[other], linked[one])]
        };
        let parted = said
            .parted
            .iter()
            .filter_map(placed)
            .flat_map(both_ways)
            .collect();
        let stems = |made: &Made| {
            stems::words(&made.words)
                .into_iter()
                .map(|word| word.stem)
                .collect()
        };
        Comparing {
            made,
            bodies,
            day,
            texts: Texts::of(made.iter().map(stems)),
            folded: made.iter().map(|made| folded(&made.words)).collect(),
            linked,
            parted,
            chains,
            taken_over: HashMap::new(),
        }
    }

    /// Returns the pairs with what speaks for them, those of one publication apart, in no order.
    fn told(&mut self, near: Vec<Near>) -> Suggested {
        let mut found = Suggested::default();
        for pair in near {
            let (later, earlier) = (&self.made[pair.0], &self.made[pair.1]);
            let at_once = later.inspection_id == earlier.inspection_id;
            let alike = self.alike(pair);
            match at_once {
                true if pair.2 >= LEAST_AT_ONCE => found.at_once.push(alike),
                true => {}
                false => found.again.push(alike),
            }
        }
        found
    }

    /// Returns the pairs of one recommendation that are near and that nobody has spoken of.
    fn near_to(&self, one: usize) -> Vec<Near> {
        let mut nearest = Nearest::among(&self.texts);
        let near = nearest.near(one, self.made.len(), LEAST, |other| {
            self.is_known(one, other)
        });
        let pairs = near
            .into_iter()
            .map(|(other, likeness)| (one.max(other), one.min(other), likeness));
        // A plan restates; it does not demand again.
        pairs
            .filter(|&(later, ..)| !self.made[later].is_plan)
            .collect()
    }

    /// Returns every pair that is near and that nobody has spoken of.
    fn near_pairs(&self) -> Vec<Near> {
        let mut nearest = Nearest::among(&self.texts);
        let (mut pairs, mut newest) = (Vec::new(), HashMap::new());
        for (later, made) in self.made.iter().enumerate() {
            // Whatever stands between: the same sentence is met at its last time.
            let before = newest.insert(self.folded[later].as_str(), later);
            // A plan restates; it does not demand again.
            if made.is_plan {
                continue;
            }
            let is_known = |earlier: usize| self.is_known(later, earlier);
            let near = nearest.near(later, later, LEAST, is_known);
            let same = before
                .filter(|&before| !is_known(before) && near.iter().all(|near| near.0 != before));
            pairs.extend(
                near.into_iter()
                    .map(|(earlier, likeness)| (later, earlier, likeness)),
            );
            pairs.extend(same.map(|earlier| (later, earlier, 1.0)));
        }
        pairs
    }

    fn is_known(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.linked[one], self.linked[other]);
        one == other || (!self.parted.is_empty() && self.parted.contains(&(one, other)))
    }

    fn alike(&mut self, (later, earlier, likeness): Near) -> Alike {
        let (again, before) = (&self.made[later], &self.made[earlier]);
        let themes = again
            .themes
            .iter()
            .filter(|theme| before.themes.contains(theme));
        Alike {
            earlier,
            later,
            per_cent: per_cent(likeness, self.folded[later] == self.folded[earlier]),
            shared: Vec::new(),
            themes: themes.cloned().collect(),
            line: self.line(again, before),
        }
    }

    fn line(&mut self, again: &Made, before: &Made) -> Option<Line> {
        let asked = &before.addressees;
        if let Some(&same) = again.addressees.iter().find(|body| asked.contains(body)) {
            return Some(Line::Same(same));
        }
        again.addressees.iter().find_map(|&by| {
            let taken_over = self.taken_over.entry(by);
            let from = taken_over.or_insert_with(|| self.bodies.taken_over(by, self.day));
            let from = asked.iter().copied().find(|body| from.contains(body))?;
            Some(Line::TakenOver { from, by })
        })
    }

    /// Tells whether a pair joins two chains, and joins them: what follows from it is not said twice.
    fn would_join(&mut self, pair: &Alike) -> bool {
        self.chains.join(pair.later, pair.earlier)
    }

    /// Returns the words of the later one that the earlier one has too, as they stand, each once.
    fn shared(&self, pair: &Alike) -> Vec<String> {
        let stems: BTreeSet<&str> = self
            .texts
            .shared_words(pair.later, pair.earlier)
            .into_iter()
            .collect();
        let mut said = BTreeSet::new();
        let words = stems::words(&self.made[pair.later].words).into_iter();
        let shared = words
            .filter(|Word { stem, .. }| stems.contains(stem.as_str()) && said.insert(stem.clone()));
        shared.map(|word| word.word).collect()
    }
}
