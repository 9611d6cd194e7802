//! Readers' comments below a web page: they imitate and quote, and are not the report.

use super::folded;
use super::sections::Pages;
use super::titles::Title;
use crate::import::container::line::Line;

/// Finds the line where readers' comments begin.
///
/// A word such as `Comments` counts only after the recommendations have begun or in the
/// second half, because pages print it above the text as well.
pub(super) fn begin(pages: &Pages) -> Option<usize> {
    let lines = pages.lines;
    let recommended = (0..lines.len()).find(|&at| {
        matches!(pages.title(at), Some(Title::Recommendations(_)))
            || super::headings::read(&lines[at].text, false).is_some()
    });
    let weak_from = recommended.map_or(lines.len() / 2, |at| at + 2);
    (0..lines.len()).find(|&at| {
        let line = &lines[at];
        if !may_be(line) {
            return false;
        }
        (at >= weak_from && is_weak(line)) || (is_strong(line) && (at >= weak_from || at >= 15))
    })
}

/// A quick look: most lines have none of the words.
fn may_be(line: &Line) -> bool {
    let parts = [
        "omment",
        "OMMENT",
        "espon",
        "repl",
        "Repl",
        "said",
        "osted",
        "onversation",
        "houghts",
    ];
    line.text.len() < 200 && parts.iter().any(|part| line.text.contains(part))
}

fn is_strong(line: &Line) -> bool {
    let text = folded(&line.text);
    let counted = text.starts_with(|c: char| c.is_ascii_digit()) || text.starts_with("one ");
    let responses = [
        "responses to",
        "response to",
        "comments on",
        "thoughts on",
        "replies to",
    ];
    line.text.len() < 200
        && ((counted
            && responses
                .iter()
                .any(|word| second_words(&text).starts_with(word)))
            || [
                "leave a reply",
                "leave a comment",
                "post a comment",
                "join the conversation",
                "reader comments",
                "readers comments",
            ]
            .contains(&text.as_str())
            || text == "anonymous said"
            || text.starts_with("anonymous said ")
            || text.starts_with("anonymous") && text.contains(" said"))
}

fn second_words(text: &str) -> &str {
    text.split_once(' ').map_or("", |(_, rest)| rest)
}

fn is_weak(line: &Line) -> bool {
    let text = folded(&line.text);
    let count = text
        .split(' ')
        .next()
        .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    text == "comments"
        || text.starts_with("posted by ") && text.split(' ').count() <= 12
        || (count && ["comments", "comment", "responses", "replies"].contains(&second_words(&text)))
        || (text.starts_with("comments ") && text.len() <= 14)
}
