//! The ratings of standards, the overall rating and the score.

use super::rating_words::{
    last_word, overall_in_sentence, rating_alone, score, split_rating, squeezed, standard_code,
    tidy_name,
};
use super::sections::Pages;
use super::titles::Title;

use super::{folded, note, rating_table};

use crate::domain::draft::{DraftNote, Read};

use crate::domain::inspection::{Rating, RatingWord, Score, sum_of};

/// What was read of the ratings.
#[derive(Debug, Default)]
pub(super) struct Ratings {
    /// Of each standard
    pub ratings: Vec<Read<Rating>>,
    /// Overall
    pub overall: Option<RatingWord>,
    /// Points and the most that there were
    pub score: Option<Score>,
    /// What is said about them
    pub notes: Vec<DraftNote>,
}

/// Reads the ratings: from their section, else from under the headings of the standards.
pub(super) fn read(pages: &Pages, end: usize) -> Ratings {
    let mut ratings = Ratings::default();
    for (from, to) in sections(pages, end) {
        ratings.read_table(pages, from, to);
    }
    if ratings.ratings.is_empty() {
        ratings.ratings = rating_table::read(pages, end);
    }
    if ratings.ratings.is_empty() {
        ratings.read_table(pages, 0, end);
    }
    if ratings.overall.is_none() || ratings.score.is_none() {
        ratings.read_whole(pages, end);
    }
    ratings.check();
    ratings.notes.extend(ratings.unread(pages, end));
    ratings
}

fn sections(pages: &Pages, end: usize) -> Vec<(usize, usize)> {
    let starts = (0..end).filter(|&at| pages.title(at) == Some(Title::Ratings));
    starts.map(|at| (at, section_end(pages, at, end))).collect()
}

/// Titles inside the table are rows of it (`1. Organisational delivery`), others end it.
fn section_end(pages: &Pages, from: usize, end: usize) -> usize {
    (from + 1..end)
        .find(|&at| {
            let ends = matches!(
                pages.title(at),
                Some(Title::Recommendations(_) | Title::Annexe | Title::Previous | Title::Alert)
            );
            ends || ["background", "foreword", "introduction", "contents"]
                .contains(&folded(&pages.lines[at].text).as_str())
        })
        .unwrap_or(end)
        .min(from + 120)
}

/// A standard whose rating has not come yet.
struct Pending {
    code: String,
    name: String,
    half: bool,
    at: usize,
    lines: usize,
}

impl Ratings {
    fn read_table(&mut self, pages: &Pages, from: usize, to: usize) {
        let mut pending: Option<Pending> = None;
        for at in from..to {
            let text = pages.lines[at].text.as_str();
            if text.is_empty() || pages.is_contents(at) {
                continue;
            }
            self.read_overall(pages, at);
            self.score = self
                .score
                .or_else(|| score(text).filter(|_| is_of_the_whole(text)));
            pending = match standard_code(text) {
                Some((code, rest)) => self.begin(pages, at, code, rest),
                None => {
                    if from > 0 {
                        self.without_code(pages, at, pending.is_some());
                    }
                    pending.and_then(|pending| self.go_on(pages, at, pending))
                }
            };
        }
    }

    fn begin(&mut self, pages: &Pages, at: usize, code: String, rest: &str) -> Option<Pending> {
        let (name, rating) = split_rating(rest);
        match rating {
            Some(rating) => {
                self.add(pages, at, code, name, rating);
                None
            }
            None => {
                let half = last_word(rest).eq_ignore_ascii_case("requires");
                let name = if half {
                    rest.trim_end_matches(char::is_alphabetic)
                } else {
                    rest
                };
                Some(Pending {
                    code,
                    name: name.to_owned(),
                    half,
                    at,
                    lines: 0,
                })
            }
        }
    }

    /// A row of the table without a code cannot be kept; that is said.
    fn without_code(&mut self, pages: &Pages, at: usize, pending: bool) {
        let line = &pages.lines[at];
        let (name, rating) = split_rating(&line.text);
        let row = line.text.contains('\t') && line.text.len() < 80 && !folded(name).is_empty();
        if let Some(rating) =
            rating.filter(|_| row && !pending && !squeezed(name).contains("overall"))
        {
            self.notes.push(note(
                format!(
                    "a rating without the code of a standard was left out: {} {rating}",
                    tidy_name(name)
                ),
                line,
            ));
        }
    }

    /// Looks for the rating of a standard on the lines after its code.
    fn go_on(&mut self, pages: &Pages, at: usize, mut pending: Pending) -> Option<Pending> {
        let text = pages.lines[at].text.as_str();
        pending.lines += 1;
        if pending.half && folded(text) == "improvement" {
            self.add(
                pages,
                pending.at,
                pending.code,
                &pending.name,
                RatingWord::RequiresImprovement,
            );
            return None;
        }
        if let Some(rating) = rating_alone(text) {
            self.add(pages, pending.at, pending.code, &pending.name, rating);
            return None;
        }
        if folded(text) == "requires" {
            pending.half = true;
        } else if pending.name.is_empty() && pending.lines == 1 {
            let (name, rating) = split_rating(text);
            if let Some(rating) = rating {
                self.add(pages, pending.at, pending.code, name, rating);
                return None;
            }
            pending.name = text.to_owned();
        }
        (pending.lines < 6).then_some(pending)
    }

    fn add(&mut self, pages: &Pages, at: usize, code: String, name: &str, rating: RatingWord) {
        let line = &pages.lines[at];
        let name = tidy_name(name);
        if let Some(known) = self
            .ratings
            .iter()
            .find(|known| known.value.standard == code)
        {
            if known.value.rating != rating {
                let words = format!(
                    "standard {code} is also printed as {rating}; the first rating, {}, was kept",
                    known.value.rating
                );
                self.notes.push(note(words, line));
            }
            return;
        }
        let value = Rating {
            standard: code,
            name: (!name.is_empty()).then_some(name),
            rating,
        };
        self.ratings.push(Read {
            value,
            place: line.place(),
        });
    }

    /// `Overall rating`, also where a tab breaks the word.
    fn read_overall(&mut self, pages: &Pages, at: usize) {
        let text = pages.lines[at].text.as_str();
        if self.overall.is_some() || text.len() > 120 {
            return;
        }
        let squeezed = squeezed(text);
        if !(squeezed.starts_with("overall") || squeezed.contains("overallrating"))
            || squeezed.starts_with("overalljudgements")
        {
            return;
        }
        let named = squeezed.starts_with("overallrating")
            || squeezed.ends_with("overallrating")
            || split_rating(text).1.is_some();
        self.overall = split_rating(text)
            .1
            .or_else(|| named.then(|| rating_after(pages, at)).flatten());
    }

    /// Looks for the overall rating and the score outside a table.
    fn read_whole(&mut self, pages: &Pages, end: usize) {
        for at in 0..end {
            let text = pages.lines[at].text.as_str();
            if text.is_empty() || text.len() > 600 {
                continue;
            }
            if self.overall.is_none() {
                self.read_overall(pages, at);
                let next = pages.next_words(at).next();
                let next = next.map_or("", |next| pages.lines[next].text.as_str());
                let sentence = || overall_in_sentence(&format!("{text} {next}"));
                self.overall = self.overall.or_else(|| overall_in_sentence(text));
                self.overall = self.overall.or_else(sentence);
            }
            if self.score.is_none() && text.to_lowercase().contains("score") {
                self.score = score(text);
            }
        }
    }

    /// Says that the ratings of standards seem to be printed, where only those of the whole were read.
    fn unread(&self, pages: &Pages, end: usize) -> Option<DraftNote> {
        let whole = self.overall.is_some() || self.score.is_some();
        let (at, _) = sections(pages, end)
            .into_iter()
            .filter(|_| whole && self.ratings.is_empty())
            .find(|&(from, to)| {
                let words = (from..to).map(|at| pages.lines[at].text.as_str());
                words.clone().any(|text| standard_code(text).is_some())
                    && words.filter(|text| split_rating(text).1.is_some()).count() > 1
            })?;
        let words = "no standard's rating was read, though codes of standards and ratings are printed here; compare the page, and add them by hand";
        Some(note(words.to_owned(), &pages.lines[at]))
    }

    /// Says where the printed score is not the sum of the ratings.
    fn check(&mut self) {
        let Some(score) = self.score else {
            return;
        };
        let ratings: Vec<Rating> = self.ratings.iter().map(|read| read.value.clone()).collect();
        let sum = sum_of(&ratings);
        if sum != score && !ratings.is_empty() {
            let words =
                format!("the printed score is {score}, and the ratings that were read make {sum}");
            let place = self
                .ratings
                .first()
                .map_or(String::new(), |read| read.place.clone());
            self.notes.push(DraftNote {
                words,
                about: None,
                place,
            });
        }
    }
}

/// Tells whether points are those of the report: cases are counted in tables of percentages too.
fn is_of_the_whole(text: &str) -> bool {
    let words = folded(text);
    !text.contains('%')
        && (text.contains('/')
            || words.contains("score")
            || words.contains("points")
            || words.contains("out of"))
}

/// A rating on the lines after `Overall rating`.
fn rating_after(pages: &Pages, at: usize) -> Option<RatingWord> {
    let mut next = pages.next_words(at);
    let first = pages.lines[next.next()?].text.as_str();
    if folded(first) == "requires" {
        let second = pages.lines[next.next()?].text.as_str();
        return (folded(second) == "improvement").then_some(RatingWord::RequiresImprovement);
    }
    rating_alone(first)
}
