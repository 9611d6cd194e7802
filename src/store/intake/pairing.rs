//! Which recommendation each item of an annexe is: by its words, or as a person says.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::likeness::{Known, Suggestion};
use super::names::Namer;
use super::{Answers, Earlier, EarlierEntry, Entry};
use crate::domain::body::BodyId;
use crate::domain::draft::{DraftNote, flag};
use crate::domain::recommendation::Recommendation;
use crate::domain::words::folded;
use crate::error::{Error, Result};
use crate::store::{Inspection, Store};

/// How many recommendations are offered for an item.
const OFFERED: usize = 5;

/// How like words must be to be offered where nothing else says which recommendation it is.
const WORTH_ASKING: u32 = 40;

/// How like words must be for an item that is as likely new to be asked about.
const LIKELY_THE_SAME: u32 = 70;

impl Store {
    /// Pairs items with recommendations that are here: by their words, or as a person said. Others
    /// are new ones where the publication is known only through reprints; else they are asked about.
    pub(super) fn pair_with_known(
        &self,
        earlier: &mut Earlier,
        answers: &Answers,
        printed_in: Option<&Inspection>,
        namer: &mut Namer<'_>,
    ) -> Result<()> {
        let Some(here) = &earlier.here else {
            return Ok(());
        };
        let known = Known::of(self.recommendations(here.id)?);
        let before = self.read_before(printed_in)?;
        let mut last = known
            .items()
            .iter()
            .map(|item| item.position)
            .max()
            .unwrap_or(0);
        let mut taken: HashSet<i64> = HashSet::new();
        for item in &mut earlier.entries {
            let same = self.same_of(&item.entry, &known, &before, answers, &taken)?;
            if let Some(same) = same {
                taken_once(&mut taken, &same)?;
                is_here(&mut item.entry, &same);
                continue;
            }
            number_anew(&mut item.entry, known.items(), &mut last);
            if !known.items().is_empty() {
                offer(item, &known, here, answers, namer);
            }
        }
        Ok(())
    }

    /// Returns the recommendation that an item is: as a person said, by its words, or as it was read before.
    fn same_of(
        &self,
        entry: &Entry,
        known: &Known,
        before: &HashMap<String, i64>,
        answers: &Answers,
        taken: &HashSet<i64>,
    ) -> Result<Option<Recommendation>> {
        match said(answers, entry) {
            Some("new") => return Ok(None),
            Some(reference) => return self.recommendation_called(reference).map(Some),
            None => {}
        }
        let same = known
            .exact(&entry.words)
            .find(|known| !taken.contains(&known.id));
        match (same, before.get(&folded(&entry.words))) {
            (Some(same), _) => Ok(Some(same.clone())),
            (None, Some(&id)) => self.recommendation_of_id(id).map(Some),
            (None, None) => Ok(None),
        }
    }

    /// Finds the recommendations that an annexe grades without saying whose they are: those that
    /// stood at the body, its predecessors and its region. Returns what was found, by inspection,
    /// and last the items that were not.
    pub(super) fn pair_with_any(
        &self,
        earlier: Earlier,
        answers: &Answers,
        printed_in: Option<&Inspection>,
        namer: &mut Namer<'_>,
    ) -> Result<Vec<Earlier>> {
        let known = Known::of(self.standing_before(printed_in, namer)?);
        let before = self.read_before(printed_in)?;
        let mut taken: HashSet<i64> = HashSet::new();
        let mut found: Vec<(Recommendation, EarlierEntry)> = Vec::new();
        let mut rest = Vec::new();
        let Earlier {
            here,
            code,
            body_id,
            facts,
            entries,
        } = earlier;
        for mut item in entries {
            let same = match said(answers, &item.entry) {
                Some("new") => None,
                Some(reference) => Some(self.recommendation_called(reference)?),
                None => match before.get(&folded(&item.entry.words)) {
                    Some(&id) => Some(self.recommendation_of_id(id)?),
                    None => the_only(known.exact(&item.entry.words)),
                },
            };
            if let Some(same) = same {
                taken_once(&mut taken, &same)?;
                is_here(&mut item.entry, &same);
                found.push((same, item));
                continue;
            }
            item.suggestions = known.likeliest(&item.entry.words, OFFERED);
            let near = item
                .suggestions
                .first()
                .filter(|near| near.per_cent >= WORTH_ASKING);
            if near.is_some() && said(answers, &item.entry).is_none() {
                let words = format!(
                    "the annexe does not say which recommendation this is{}; which one is it, or is it none of these?",
                    alike(near)
                );
                ask(namer, &item.entry, words, near);
            }
            rest.push(item);
        }
        let mut all = self.by_inspection(found)?;
        if !rest.is_empty() {
            all.push(Earlier {
                here,
                code,
                body_id,
                facts,
                entries: rest,
            });
        }
        Ok(all)
    }

    fn by_inspection(&self, found: Vec<(Recommendation, EarlierEntry)>) -> Result<Vec<Earlier>> {
        let mut all: Vec<Earlier> = Vec::new();
        for (recommendation, item) in found {
            if let Some(known) = all
                .iter_mut()
                .find(|known| known.code == recommendation.code)
            {
                known.entries.push(item);
                continue;
            }
            let here = self.inspection_called(&recommendation.code)?;
            all.push(Earlier {
                code: here.code.clone(),
                body_id: here.body_id,
                facts: here.facts.clone(),
                here: Some(Box::new(here)),
                entries: vec![item],
            });
        }
        Ok(all)
    }

    /// Returns the words that this report was read to print again before, with the recommendation of each.
    fn read_before(&self, printed_in: Option<&Inspection>) -> Result<HashMap<String, i64>> {
        let Some(printed_in) = printed_in else {
            return Ok(HashMap::new());
        };
        let reprints = self.reprinted_at(printed_in.id)?;
        let words = reprints.into_iter().map(|(id, words)| (folded(&words), id));
        Ok(words.collect())
    }

    /// Returns what was recommended before this report to its body, its predecessors, and what lies above.
    fn standing_before(
        &self,
        printed_in: Option<&Inspection>,
        namer: &Namer<'_>,
    ) -> Result<Vec<Recommendation>> {
        let (Some(own), Some(day)) = (namer.context.own, namer.context.day) else {
            return Ok(Vec::new());
        };
        let line = std::iter::once(own).chain(namer.bodies.above(own));
        let asked: BTreeSet<BodyId> = line
            .flat_map(|body| namer.bodies.taken_over(body, day))
            .collect();
        let is_asked =
            |body: &BodyId| asked.contains(body) || namer.bodies.is_member(*body, own, day);
        let mut all = self.recommendations_before(day)?;
        all.retain(|item| {
            let own = printed_in.is_some_and(|printed_in| printed_in.id == item.inspection_id);
            !own && item.addressees.iter().any(is_asked)
        });
        Ok(all)
    }
}

/// Offers what an item may be, and asks where it may be one of them; else it is new, which is said.
fn offer(
    item: &mut EarlierEntry,
    known: &Known,
    here: &Inspection,
    answers: &Answers,
    namer: &mut Namer<'_>,
) {
    let EarlierEntry {
        entry, suggestions, ..
    } = item;
    *suggestions = known.likeliest(&entry.words, OFFERED);
    let of_its_own = here.known_through.is_none();
    let near = suggestions.first();
    let near = near.filter(|near| of_its_own || near.per_cent >= LIKELY_THE_SAME);
    let unlike = format!("no recommendation of {} has these words", here.code);
    if (of_its_own || near.is_some()) && said(answers, entry).is_none() {
        let words = format!("{unlike}{}; which one is it, or is it new?", alike(near));
        ask(namer, entry, words, near);
    } else {
        namer.notes.push(DraftNote {
            words: format!("{unlike}; it is added as {}", entry.number),
            about: None,
            place: entry.place.clone(),
        });
    }
}

fn said<'a>(answers: &'a Answers, entry: &Entry) -> Option<&'a str> {
    let said = answers.is.iter().find(|(place, _)| *place == entry.place);
    said.map(|(_, is)| is.as_str())
}

fn the_only<'k>(mut same: impl Iterator<Item = &'k Recommendation>) -> Option<Recommendation> {
    let first = same.next()?;
    same.next().is_none().then(|| first.clone())
}

fn is_here(entry: &mut Entry, same: &Recommendation) {
    entry.here = Some(same.id);
    entry.number.clone_from(&same.number);
}

fn taken_once(taken: &mut HashSet<i64>, same: &Recommendation) -> Result<()> {
    if taken.insert(same.id) {
        return Ok(());
    }
    let reference = same.reference();
    Err(Error::Misused(format!(
        "--is gives {reference} twice; two items are not one recommendation"
    )))
}

/// `; west-kent-2022/3 is 87% alike`.
fn alike(near: Option<&Suggestion>) -> String {
    near.map_or(String::new(), |near| {
        format!("; {} is {}% alike", near.reference, near.per_cent)
    })
}

fn ask(namer: &mut Namer<'_>, entry: &Entry, words: String, near: Option<&Suggestion>) {
    let near = near.map_or("new", |near| near.reference.as_str());
    let answer = flag("--is", &format!("{}={near}", entry.place));
    namer.ask(words, answer, &entry.place);
}

/// Gives an item the next free number of a publication.
fn number_anew(entry: &mut Entry, known: &[Recommendation], last: &mut i64) {
    *last += 1;
    entry.position = *last;
    let is_taken = known.iter().any(|item| item.number == entry.number);
    if is_taken || entry.printed_number.is_none() {
        entry.number = last.to_string();
    }
}
