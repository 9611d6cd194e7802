//! The ratings of standards, the overall rating and the score.

use super::sections::{Pages, Title};
use super::{folded, note};
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
        ratings.read_table(pages, 0, end);
    }
    if ratings.overall.is_none() || ratings.score.is_none() {
        ratings.read_whole(pages, end);
    }
    ratings.check();
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
            self.score = self.score.or_else(|| score(text));
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
                self.overall = self.overall.or_else(|| overall_in_sentence(text));
            }
            if self.score.is_none() && text.to_lowercase().contains("score") {
                self.score = score(text);
            }
        }
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

/// `Overall, Fenmarsh PDU is rated as: Requires improvement`.
fn overall_in_sentence(text: &str) -> Option<RatingWord> {
    let lower = text.to_lowercase();
    let rated = [
        "is rated as",
        "was rated as",
        "is rated",
        "was rated",
        "overall rating of",
        "rated overall as",
    ];
    let at = rated
        .iter()
        .filter_map(|words| lower.find(words).map(|at| at + words.len()))
        .max()?;
    let starts_overall = lower.starts_with("overall")
        || lower[..at].contains(" overall")
        || lower[at..].contains(" overall");
    let rest = lower
        .get(at..)?
        .trim_start_matches(|c: char| !c.is_alphabetic());
    starts_overall
        .then(|| {
            RatingWord::ALL
                .into_iter()
                .find(|rating| rest.starts_with(&rating.words().to_lowercase()))
        })
        .flatten()
}

/// Reads the code of a standard at the start of a line: `1.1`, `P 1.1`, `1.1.1`.
pub(super) fn standard_code(text: &str) -> Option<(String, &str)> {
    let first = text.chars().next()?;
    let letter = first.is_ascii_uppercase()
        && text[1..]
            .trim_start()
            .starts_with(|c: char| c.is_ascii_digit());
    let rest = if letter { text[1..].trim_start() } else { text };
    let spaced = letter && text[1..].starts_with(char::is_whitespace);
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let number = rest[..length].trim_end_matches('.');
    let parts: Vec<&str> = number.split('.').collect();
    let is_code =
        (2..=3).contains(&parts.len()) && parts.iter().all(|part| (1..=2).contains(&part.len()));
    let after = &rest[length..];
    if !is_code || !(after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == ':'))
    {
        return None;
    }
    let prefix = if letter {
        format!("{first}{}", if spaced { " " } else { "" })
    } else {
        String::new()
    };
    let rest = after.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    // A figure in running text is followed by a small word: `2.5 days`.
    (!rest.starts_with(char::is_lowercase)).then(|| (format!("{prefix}{number}"), rest))
}

/// Parts a rating at the end from what stands before it.
fn split_rating(text: &str) -> (&str, Option<RatingWord>) {
    let text = text.trim_end_matches(|c: char| !c.is_alphabetic());
    let last = last_word(text);
    let before = &text[..text.len() - last.len()];
    let simple = [
        RatingWord::Outstanding,
        RatingWord::Good,
        RatingWord::Inadequate,
    ];
    if let Some(rating) = simple
        .into_iter()
        .find(|rating| rating.words().eq_ignore_ascii_case(last))
    {
        return (before.trim_end_matches(is_edge), Some(rating));
    }
    // A tab may stand between the two words, or inside one of them.
    let squeezed = squeezed(text);
    let lower = text.to_lowercase();
    match lower.rfind("requires") {
        Some(at) if squeezed.ends_with("requiresimprovement") && lower.len() == text.len() => (
            text[..at].trim_end_matches(is_edge),
            Some(RatingWord::RequiresImprovement),
        ),
        _ => (text, None),
    }
}

fn is_edge(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '–' | '-' | '—' | '\'' | '‘' | '“' | '"' | '(')
}

fn last_word(text: &str) -> &str {
    let text = text.trim_end();
    &text[text.trim_end_matches(char::is_alphabetic).len()..]
}

/// A line that is a rating and nothing else, or `Rating: Good`.
pub(super) fn rating_alone(text: &str) -> Option<RatingWord> {
    if text.len() > 60 {
        return None;
    }
    let (before, rating) = split_rating(text);
    let label = folded(before);
    rating.filter(|_| {
        matches!(
            label.as_str(),
            "" | "rating" | "our rating" | "rated" | "rated as"
        )
    })
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

const NAMES: [&str; 12] = [
    "Leadership",
    "Staff",
    "Staffing",
    "Services",
    "Information and facilities",
    "Court work",
    "Assessment",
    "Planning",
    "Implementation and delivery",
    "Reviewing",
    "Outcomes",
    "Resettlement",
];

/// A name that a tab broke is put together where it is a known one.
fn tidy_name(name: &str) -> String {
    let name = name.trim_matches(is_edge);
    let squeezed = squeezed(name);
    NAMES
        .iter()
        .find(|known| self::squeezed(known) == squeezed)
        .map_or_else(|| super::repairs::spaced(name), |known| (*known).to_owned())
}

/// Finds points and maximum: `1/27`, `0 / 27`, `12 out of 27`.
fn score(text: &str) -> Option<Score> {
    let plain = text.replace(" out of ", "/").replace(" of ", "/");
    for (at, _) in plain.match_indices('/') {
        let before = plain[..at].trim_end();
        let points = &before[before.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
        let after = plain[at + 1..].trim_start();
        let most = &after[..after.bytes().take_while(u8::is_ascii_digit).count()];
        let parted = !after[most.len()..].starts_with('/')
            && !before[..before.len() - points.len()].ends_with('/');
        let score: Option<Score> = format!("{points}/{most}").parse().ok();
        // Three points a standard, and a report has a handful of them.
        if let Some(score) =
            score.filter(|score| parted && score.of % 3 == 0 && (9..=90).contains(&score.of))
        {
            return Some(score);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_standards_are_told_from_figures() {
        for (text, code) in [
            ("1.1\tLeadership", Some("1.1")),
            ("2.2. Assessment", Some("2.2")),
            ("P 1.1 Leadership", Some("P 1.1")),
            ("R1.2 Staffing", Some("R1.2")),
            ("1.1.1 Vision", Some("1.1.1")),
            ("1. Organisational delivery", None),
            ("2.5 days later", None),
            ("2022.5 Good", None),
            ("Good", None),
        ] {
            assert_eq!(
                standard_code(text).map(|(code, _)| code).as_deref(),
                code,
                "{text}"
            );
        }
    }

    #[test]
    fn a_rating_is_read_from_the_end_of_a_row() {
        let improvement = Some(RatingWord::RequiresImprovement);
        assert_eq!(
            split_rating("Staff\tRequires\timprovement"),
            ("Staff", improvement)
        );
        assert_eq!(
            split_rating("Staff Requires impro\tvement"),
            ("Staff", improvement)
        );
        assert_eq!(
            split_rating("Court work: Good ★★"),
            ("Court work", Some(RatingWord::Good))
        );
        assert_eq!(split_rating("Staff"), ("Staff", None));
        assert_eq!(rating_alone("Rating: Good"), Some(RatingWord::Good));
        assert_eq!(rating_alone("The work is good"), None);
    }

    #[test]
    fn a_score_has_a_maximum_of_threes() {
        let shown = |text| score(text).map(|score| score.to_string());
        assert_eq!(
            shown("Fieldwork started August 2022\t\t0 / 27").as_deref(),
            Some("0/27")
        );
        assert_eq!(shown("Score: 12 out of 27").as_deref(), Some("12/27"));
        assert_eq!(shown("on 12/27/2022"), None);
        assert_eq!(shown("in 2021/22"), None);
    }
}
