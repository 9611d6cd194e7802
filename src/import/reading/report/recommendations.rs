//! The report's own recommendations: their sections, and lists that are printed twice.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Line;
use super::list::{self, List, Rules};
use super::repairs::Vocabulary;
use super::sections::Pages;
use super::titles::Title;
use super::{folded, headings, markers, note};
use crate::domain::draft::{DraftNote, DraftRecommendation, Question};

/// The verbs that follow an addressee inside a sentence.
const VERBS: [&str; 3] = [" should ", " must ", " needs to "];

/// What was read of the recommendations.
#[derive(Debug, Default)]
pub(super) struct Recommendations {
    /// In order
    pub items: Vec<DraftRecommendation>,
    /// What is said about them
    pub notes: Vec<DraftNote>,
    /// What must be asked about them
    pub questions: Vec<Question>,
    /// Whether a section or a heading that surely addresses a body of probation was seen
    pub sure: bool,
}

/// Reads the recommendations; lines of annexes on earlier ones are left out.
pub(super) fn read(
    pages: &Pages,
    vocabulary: &Vocabulary,
    apart: &[Range<usize>],
) -> Recommendations {
    let marked = mask(apart, pages.lines.len());
    let is_apart = |at: usize| marked[at];
    let found = in_sections(pages, vocabulary, &is_apart);
    let in_sections = !found.lists.is_empty();
    let others = outside(pages, vocabulary, &is_apart, &found.read);
    let (lists, apart) = match in_sections {
        true => (found.lists, others),
        false => (
            others.into_iter().map(|(_, list)| list).collect(),
            Vec::new(),
        ),
    };
    let sure = in_sections || lists.iter().flat_map(|list| &list.items).any(is_sure);
    let mut all = Recommendations {
        sure,
        ..Recommendations::default()
    };
    for list in lists {
        all.add(list);
    }
    for (at, list) in apart {
        all.leave_out(&pages.lines[at], &list);
    }
    all.notes.extend(restarts(&all.items));
    all.notes
        .extend(other_count(pages, &is_apart, all.items.len()));
    all
}

/// Marks the lines of ranges, so that a line is looked up at once.
fn mask(ranges: &[Range<usize>], lines: usize) -> Vec<bool> {
    let mut marked = vec![false; lines];
    for range in ranges {
        marked[range.clone()].fill(true);
    }
    marked
}

fn is_sure(item: &DraftRecommendation) -> bool {
    item.addressees
        .iter()
        .any(|name| super::names::is_sure_body(name))
}

/// The lists of a document and the lines that they took.
#[derive(Default)]
struct Found {
    lists: Vec<List>,
    read: Vec<Range<usize>>,
}

fn in_sections(pages: &Pages, vocabulary: &Vocabulary, is_apart: &dyn Fn(usize) -> bool) -> Found {
    let mut found = Found::default();
    let mut at = 0;
    while at < pages.lines.len() {
        let title = pages.title(at).filter(|_| !is_apart(at));
        let Some(Title::Recommendations(bare_items)) = title else {
            at += 1;
            continue;
        };
        let end = end_of(pages, at, is_apart);
        let rules = Rules {
            in_section: true,
            bare_items,
            verbs: &VERBS,
            end,
        };
        let list = list::read(pages, vocabulary, at + 1, rules);
        let next = list.end.max(at + 1);
        if !list.items.is_empty() || !list.questions.is_empty() {
            found.read.push(at..next);
            found.lists.push(list);
        }
        at = next;
    }
    found
}

fn end_of(pages: &Pages, from: usize, is_apart: &dyn Fn(usize) -> bool) -> usize {
    (from + 1..pages.lines.len())
        .find(|&at| is_apart(at) || matches!(pages.title(at), Some(Title::Recommendations(_))))
        .unwrap_or(pages.lines.len())
}

/// Finds lists under a body's heading that stand in no section of recommendations.
fn outside(
    pages: &Pages,
    vocabulary: &Vocabulary,
    is_apart: &dyn Fn(usize) -> bool,
    read: &[Range<usize>],
) -> Vec<(usize, List)> {
    let taken = mask(read, pages.lines.len());
    let is_free = |at: usize| !is_apart(at) && !taken[at];
    let mut lists = Vec::new();
    let mut at = 0;
    while at < pages.lines.len() {
        if !is_free(at) || !heads_a_list(pages, at) {
            at += 1;
            continue;
        }
        let end = (at..pages.lines.len())
            .find(|&line| !is_free(line))
            .unwrap_or(pages.lines.len());
        let rules = Rules {
            in_section: false,
            bare_items: false,
            verbs: &VERBS,
            end,
        };
        let list = list::read(pages, vocabulary, at, rules);
        let next = list.end.max(at + 1);
        if !list.items.is_empty() {
            lists.push((at, list));
        }
        at = next;
    }
    lists
}

/// A heading that stands alone with an item after it; it may be broken over two lines.
pub(super) fn heads_a_list(pages: &Pages, at: usize) -> bool {
    let line = &pages.lines[at];
    if line.is_blank() || line.text.len() > 240 {
        return false;
    }
    let item_follows = |at: usize| {
        let next = pages.next_words(at).next();
        next.is_some_and(|next| markers::marked(&pages.lines[next].text).is_some())
    };
    if let Some(heading) = headings::read(&line.text, false) {
        return item_follows(at)
            || heading.sure && line.text.ends_with("should:")
            || pages
                .next_words(at)
                .next()
                .is_some_and(|next| pages.lines[next].text.starts_with(char::is_lowercase));
    }
    let broken = pages
        .lines
        .get(at + 1)
        .map(|next| format!("{} {}", line.text, next.text));
    !line.text.ends_with(['.', ':'])
        && item_follows(at + 1)
        && broken.is_some_and(|text| text.len() < 300 && headings::read(&text, false).is_some())
}

impl Recommendations {
    /// Leaves a list out that stands outside the recommendations: what is no summary of
    /// them must be asked about.
    fn leave_out(&mut self, line: &Line, list: &List) {
        let count = list.items.len();
        let plural = if count == 1 { "" } else { "s" };
        let words = format!(
            "`{}` stands outside the recommendations: its {count} item{plural} were left out",
            line.text
        );
        let is_read = |item: &DraftRecommendation| {
            self.items
                .iter()
                .any(|known| is_alike(&known.words, &item.words))
        };
        if list.items.iter().all(is_read) {
            self.notes.push(note(words, line));
        } else {
            self.questions.push(list::lost_list(&words, line));
        }
    }

    /// Adds a list; what an earlier list of the same report prints already is not added again.
    fn add(&mut self, list: List) {
        let known: HashMap<(String, String), usize> = self
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| ((folded(&item.words), addressed(item)), at))
            .collect();
        let numbered: HashMap<(Option<&str>, String), usize> = self
            .items
            .iter()
            .enumerate()
            .map(|(at, item)| ((item.printed_number.as_deref(), addressed(item)), at))
            .collect();
        let judged: Vec<Option<usize>> =
            list.items
                .iter()
                .map(|item| {
                    known
                        .get(&(folded(&item.words), addressed(item)))
                        .copied()
                        .or_else(|| {
                            let same = item.printed_number.as_deref().and_then(|number| {
                                numbered.get(&(Some(number), addressed(item)))
                            })?;
                            is_alike(&self.items[*same].words, &item.words).then_some(*same)
                        })
                })
                .collect();
        self.questions.extend(list.questions.iter().cloned());
        self.take(list, &judged);
    }

    /// Takes the items of a list that are new; `judged` says which stand already.
    fn take(&mut self, list: List, judged: &[Option<usize>]) {
        let again: Vec<&DraftRecommendation> = list
            .items
            .iter()
            .zip(judged)
            .filter(|(_, known)| known.is_some())
            .map(|(item, _)| item)
            .collect();
        if let Some(first) = again.first() {
            self.notes.push(DraftNote {
                words: format!(
                    "{} of the recommendations are printed again here; they were read once",
                    again.len()
                ),
                about: None,
                place: first.place.clone(),
            });
        }
        let mut index = Vec::new();
        for (item, known) in list.items.iter().zip(judged) {
            index.push(self.index_of(item, *known));
        }
        self.notes
            .extend(list.notes.into_iter().filter_map(|note| match note.about {
                None => Some(note),
                Some(local) if judged[local].is_some() => None,
                Some(local) => Some(DraftNote {
                    about: Some(index[local]),
                    ..note
                }),
            }));
    }

    fn index_of(&mut self, item: &DraftRecommendation, known: Option<usize>) -> usize {
        let Some(known) = known else {
            self.items.push(item.clone());
            return self.items.len() - 1;
        };
        if self.items[known].printed_number.is_none() {
            self.items[known]
                .printed_number
                .clone_from(&item.printed_number);
        }
        if self.items[known].words != item.words {
            self.notes.push(DraftNote {
                words: format!(
                    "it is printed again with other words: `{}`",
                    item.words.replace('\n', " ")
                ),
                about: Some(known),
                place: item.place.clone(),
            });
        }
        known
    }
}

fn addressed(item: &DraftRecommendation) -> String {
    folded(&item.addressees.join(" "))
}

/// Whether two wordings are the same demand, of which one list is the summary.
fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let near = one.len() < 2000
        && other.len() < 2000
        && strsim::normalized_levenshtein(&one, &other) >= 0.8;
    near || one.starts_with(&other) || other.starts_with(&one)
}

/// Says where the report announces another number of recommendations than were read.
fn other_count(pages: &Pages, is_apart: &dyn Fn(usize) -> bool, read: usize) -> Option<DraftNote> {
    let said = |at: usize| announced_count(&pages.lines[at].text).map(|count| (at, count));
    let (at, count) = (0..pages.lines.len())
        .filter(|&at| !is_apart(at))
        .find_map(said)?;
    (count != read).then(|| {
        note(
            format!("the report speaks of {count} recommendations here, and {read} were read"),
            &pages.lines[at],
        )
    })
}

/// `We have made seven recommendations`.
fn announced_count(text: &str) -> Option<usize> {
    if !text.contains("recommendation") {
        return None;
    }
    let words = folded(text);
    let after = [
        "we have made ",
        "we make ",
        "we made ",
        "have made the following ",
    ]
    .iter()
    .find_map(|opening| words.find(opening).map(|at| &words[at + opening.len()..]))?;
    let mut words = after.split(' ');
    let count = words.next()?;
    let counts = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let count = counts
        .iter()
        .position(|word| *word == count)
        .map(|at| at + 1)
        .or_else(|| count.parse().ok())?;
    words
        .next()
        .filter(|word| word.starts_with("recommendation"))
        .map(|_| count)
}

/// Says that printed numbers come more than once.
fn restarts(items: &[DraftRecommendation]) -> Option<DraftNote> {
    let mut seen = HashSet::new();
    let again = items.iter().find(|item| {
        item.printed_number
            .as_ref()
            .is_some_and(|number| !seen.insert(number))
    })?;
    let number = again.printed_number.as_deref().unwrap_or_default();
    Some(DraftNote {
        words: format!(
            "the printed numbers are not unique ({number} comes again): the place in the whole list counts"
        ),
        about: None,
        place: again.place.clone(),
    })
}
