//! Telling the response and the actions of a cell apart where no mark does.

use super::Reading;
use super::actions::{Context, is_no_target};
use super::answer;
use super::cell::Item;
use super::entry::Block;
use super::pairing::{Column, count};

/// Tells paragraphs of the response from actions: by the number of owners and dates, else by their words.
pub(super) fn tell(
    mut paragraphs: Vec<String>,
    block: &Block,
    context: &Context,
    reading: &mut Reading,
) -> (Vec<String>, Vec<Item>) {
    let says_nobody = says_nobody(block);
    if paragraphs.is_empty() {
        let silent = !says_nobody && !context.is_refused;
        let item = silent.then(|| item(""));
        return (Vec::new(), item.into_iter().collect());
    }
    if block.action.is_empty() && (says_nobody || context.is_refused && is_no_target(&block.owner))
    {
        return (paragraphs, Vec::new());
    }
    // `Partly.` above the actions answers, and is none of them.
    let said_again = paragraphs
        .iter()
        .take_while(|paragraph| answer::is_nothing_else(paragraph))
        .count();
    let mut response: Vec<String> = paragraphs.drain(..said_again).collect();
    if paragraphs.is_empty() {
        return (response, Vec::new());
    }
    let answers = answers(&paragraphs, block, context, reading);
    let actions = paragraphs.split_off(answers);
    response.extend(paragraphs);
    (response, actions.iter().map(|words| item(words)).collect())
}

fn item(words: &str) -> Item {
    Item {
        label: None,
        words: words.to_owned(),
    }
}

fn says_nobody(block: &Block) -> bool {
    [&block.owner, &block.target, &block.status]
        .into_iter()
        .all(|cell| is_no_target(cell))
}

/// Returns how many paragraphs at the start are the response.
fn answers(
    paragraphs: &[String],
    block: &Block,
    context: &Context,
    reading: &mut Reading,
) -> usize {
    let owners = count(&block.owner, Column::Owner);
    let counted = owners.max(count(&block.target, Column::Target));
    match counted {
        2.. if counted <= paragraphs.len() => paragraphs.len() - counted,
        _ if paragraphs.len() == 1 => 0,
        _ if context.has_one_each => paragraphs.len() - 1,
        _ => by_words(paragraphs, block, context, reading),
    }
}

/// Nothing but the words tells: what is taken is said.
fn by_words(
    paragraphs: &[String],
    block: &Block,
    context: &Context,
    reading: &mut Reading,
) -> usize {
    let answers = match block.action.is_empty() {
        true => leading_answers(paragraphs),
        false => 0,
    };
    let words = format!(
        "nothing marks where actions begin: of {} paragraphs {answers} are taken as the response and {} as actions",
        paragraphs.len(),
        paragraphs.len() - answers
    );
    reading.note(words, Some(context.row), &block.place);
    answers
}

/// Counts the paragraphs at the start that answer and undertake nothing; the last one is an action.
fn leading_answers(paragraphs: &[String]) -> usize {
    let lower: Vec<String> = paragraphs
        .iter()
        .map(|paragraph| format!(" {} ", paragraph.to_lowercase()))
        .collect();
    let undertakes = |text: &String| text.contains(" will ") || text.contains(" shall ");
    let any_undertakes = lower.iter().any(undertakes);
    let answers = |text: &&String| {
        let agrees = ["agree", "accept", "acknowledg", "recognis", "welcome"];
        agrees.iter().any(|word| text.contains(word)) || any_undertakes && !undertakes(text)
    };
    lower[..lower.len() - 1].iter().take_while(answers).count()
}
