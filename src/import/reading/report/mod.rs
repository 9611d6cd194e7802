//! What the lines of a report say: one file per noun, called in order, then what must be asked.

mod alert;
mod annexe;
mod annexe_paragraphs;
mod annexe_rows;
mod annexe_tables;
mod columns;
mod comments;
mod contents;
mod cover;
mod fieldwork;
mod findings;
mod footnotes;
mod headings;
mod inspected;
mod item;
mod joint;
mod key_questions;
mod layout;
mod list;
mod markers;
mod names;
mod rating_table;
mod rating_words;
mod ratings;
mod recommendations;
mod repairs;
mod sections;
mod source;
mod tables;
mod timescale;
mod titles;

use super::dates;
use crate::domain::draft::{Draft, DraftNote, DraftRecommendation, Question, Source};
use crate::domain::inspection::InspectionKind;
use crate::domain::words::folded;
use crate::import::NotReadable;
use crate::import::container::{Text, line::Line};
use repairs::Vocabulary;
use sections::Pages;
use titles::Title;

/// A report has a handful of recommendations, the largest 68; more than this is another thing.
const MOST_RECOMMENDATIONS: usize = 5_000;
/// As many bytes as a paragraph or cell may have.
const LONGEST_ITEM: usize = 1024 * 1024;

/// Reads the lines of a report, or of a section of one.
pub fn read(text: Text, source: Source) -> Result<Draft, NotReadable> {
    let Text {
        mut lines,
        mut notes,
        address,
    } = text;
    lines = layout::unfolded(lines);
    notes.extend(cut_comments(&mut lines));
    let pages = Pages::of(&lines);
    let vocabulary = Vocabulary::of(&lines);
    let body_end = first_annexe(&pages);
    let (mut publication, said) = cover::read(&pages, body_end);
    publication.address = publication.address.or(address);
    notes.extend(said);
    notes.extend(fieldwork::read(&pages, lines.len(), &mut publication.facts));
    let ratings = ratings::read(&pages, body_end);
    (publication.facts.rating, publication.facts.score) = (ratings.overall, ratings.score);
    notes.extend(ratings.notes);
    let earlier_at = annexe::ranges(&pages);
    let (key_questions, said) = key_questions::read(&pages, body_end, &earlier_at);
    notes.extend(said);
    let mut annexes = annexe::read(&pages, &vocabulary, &earlier_at, publication.facts.kind);
    annexe::nothing_read(&pages, &earlier_at, &mut annexes);
    let (alert, said) = alert::read(&pages, &vocabulary);
    notes.extend(said);
    let apart = apart(&pages, earlier_at);
    let found = recommendations::read(&pages, &vocabulary, &apart);
    let sure = found.sure || !annexes.earlier.is_empty();
    notes.extend(found.notes);
    let questions = [found.questions, annexes.questions].concat();
    let mut draft = Draft {
        source,
        publication,
        ratings: ratings.ratings,
        key_questions,
        recommendations: found.items,
        alert,
        earlier: annexes.earlier,
        questions,
        notes: [notes, annexes.notes].concat(),
    };
    judge(&draft, sure, &lines)?;
    ask(&mut draft, &pages);
    Ok(draft)
}

/// Cuts readers' comments off and says so.
fn cut_comments(lines: &mut Vec<Line>) -> Option<DraftNote> {
    let at = comments::begin(&Pages::of(lines))?;
    let said = note(
        "readers' comments begin here; they are no part of the report and were not read",
        &lines[at],
    );
    lines.truncate(at);
    Some(said)
}

/// What stands before the ratings is an entry of the contents, whatever it looks like.
fn first_annexe(pages: &Pages) -> usize {
    let rated = |at: &usize| pages.title(*at) == Some(Title::Ratings);
    let from = (0..pages.lines.len()).rev().find(rated).unwrap_or(0);
    (from..pages.lines.len())
        .find(|&at| {
            matches!(
                pages.title(at),
                Some(Title::Annexe | Title::Previous | Title::Alert)
            )
        })
        .unwrap_or(pages.lines.len())
}

/// The lines in which no recommendation of the report's own stands: earlier ones, the alert.
fn apart(pages: &Pages, earlier: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    let alerts = (0..pages.lines.len())
        .filter(|&at| pages.title(at) == Some(Title::Alert))
        .map(|at| at..pages.end_of_alert(at));
    earlier.into_iter().chain(alerts).collect()
}

/// Refuses what is no report, with the reason.
fn judge(draft: &Draft, sure: bool, lines: &[Line]) -> Result<(), NotReadable> {
    let refused = |why: String| NotReadable::NotAReport {
        name: draft.source.name.clone(),
        why,
    };
    if let Some(why) = too_large(draft) {
        let name = draft.source.name.clone();
        return Err(NotReadable::TooLarge { name, why });
    }
    let listed = items(draft).next().is_some();
    let of_probation = is_of_probation(lines);
    let covered = draft.publication.has_cover
        && of_probation
        && draft.publication.facts.kind != InspectionKind::Other;
    if covered
        || (listed && (sure && (of_probation || names_a_body(draft))))
        || (draft.ratings.len() >= 3 && of_probation)
    {
        return Ok(());
    }
    let table = lines
        .iter()
        .filter(|line| line.text.matches(',').count() >= 2 && !line.text.contains(". "))
        .count();
    if table * 2 > lines.len() {
        return Err(refused(
            "it looks like comma-separated values, which this version does not read".into(),
        ));
    }
    Err(refused("it has neither the cover of an inspection nor a list under a heading like `Fenmarsh PDU should:`".into()))
}

/// Says what there is more of than any report has.
fn too_large(draft: &Draft) -> Option<String> {
    let count = items(draft).count();
    if count > MOST_RECOMMENDATIONS {
        // How many there are nobody counted: reading stopped at some number above the limit.
        return Some(format!(
            "more than {MOST_RECOMMENDATIONS} recommendations, which is the limit for a report"
        ));
    }
    let long = items(draft).find(|item| item.words.len() > LONGEST_ITEM)?;
    Some(format!(
        "the recommendation at {} holds more than 1 MB, the limit for one",
        long.place
    ))
}

/// Returns its own recommendations, and the earlier ones that it reprints.
fn items(draft: &Draft) -> impl Iterator<Item = &DraftRecommendation> {
    let earlier = draft.earlier.iter().flat_map(|earlier| &earlier.items);
    let earlier = earlier.map(|item| &item.recommendation);
    draft.recommendations.iter().chain(earlier)
}

fn names_a_body(draft: &Draft) -> bool {
    items(draft)
        .flat_map(|item| &item.addressees)
        .any(|name| names::is_sure_body(name))
}

fn is_of_probation(lines: &[Line]) -> bool {
    let words = [
        "probation",
        "inspectorate",
        "hmpps",
        "youth justice",
        "youth offending",
        "pdu",
        "rehabilitation company",
    ];
    lines.iter().any(|line| {
        let text = format!(" {} ", folded(&line.text));
        words.iter().any(|word| text.contains(&format!(" {word} ")))
    })
}

/// Asks for the facts that are missing, and says what is not there.
fn ask(draft: &mut Draft, pages: &Pages) {
    let published = draft.publication.facts.published_on.is_some();
    let bodiless = matches!(
        draft.publication.facts.kind,
        InspectionKind::Thematic | InspectionKind::National | InspectionKind::Plan
    );
    let mut questions = Vec::new();
    if !draft.publication.has_cover {
        questions.push(asked(
            "which report does this belong to; of a new one give --body NAME and --published DATE",
            "--inspection CODE",
        ));
    } else {
        if !published {
            questions.push(asked("when was it published", "--published DATE"));
        }
        if draft.publication.body.is_none() && !bodiless {
            questions.push(asked("which body was inspected", "--body NAME"));
        }
        if draft.publication.facts.kind == InspectionKind::Other {
            questions.push(asked("what kind of inspection was it", "--kind KIND"));
        }
    }
    questions.extend(without_addressee(draft));
    questions.append(&mut draft.questions);
    draft.questions = questions;
    if draft.recommendations.is_empty() {
        let words = "no recommendations were found in it";
        let place = announced(pages).map_or(String::new(), |at| pages.lines[at].place());
        draft.notes.push(DraftNote {
            words: words.into(),
            about: None,
            place,
        });
    }
}

fn announced(pages: &Pages) -> Option<usize> {
    (0..pages.lines.len()).find(|&at| matches!(pages.title(at), Some(Title::Recommendations(_))))
}

fn asked(words: &str, answer: &str) -> Question {
    Question {
        words: words.into(),
        answer: answer.into(),
        place: String::new(),
    }
}

fn counted(count: usize) -> String {
    match count {
        1 => "1 recommendation is".into(),
        count => format!("{count} recommendations are"),
    }
}

/// Asks whom recommendations are addressed to where nothing says it.
fn without_addressee(draft: &Draft) -> Option<Question> {
    let without = || {
        draft
            .recommendations
            .iter()
            .filter(|item| item.addressees.is_empty())
    };
    let first = without().next()?;
    let count = without().count();
    Some(Question {
        words: format!("no heading says whom {} addressed to", counted(count)),
        answer: "--addressee NAME".into(),
        place: first.place.clone(),
    })
}

/// Makes a note that is about no one recommendation.
fn note(words: impl Into<String>, line: &Line) -> DraftNote {
    DraftNote {
        words: words.into(),
        about: None,
        place: line.place(),
    }
}
