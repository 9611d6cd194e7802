//! A response cell: the paragraphs before the first action are the response, the rest are actions.

use super::markers::{Style, marker, parted, parted_under};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import::reading) struct Parts {
    /// Paragraphs before the first mark; all of them where there is none
    pub(in crate::import::reading) before: Vec<String>,
    /// The marked items
    pub(in crate::import::reading) items: Vec<Item>,
    /// Paragraphs after the last item that are no part of it
    pub(in crate::import::reading) after: Vec<String>,
}

/// One marked item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import::reading) struct Item {
    /// The label of its mark: `a`, `2`, `3.2`
    pub(in crate::import::reading) label: Option<String>,
    /// Word for word; nested items are lines
    pub(in crate::import::reading) words: String,
}

/// Returns the paragraphs of a cell, those put together that its width broke.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match paragraphs.last_mut().filter(|before| goes_on(before, line)) {
            Some(before) => {
                // What was broken after a hyphen keeps it: nothing here says otherwise.
                if !before.ends_with(['-', '/']) {
                    before.push(' ');
                }
                before.push_str(line);
            }
            None => paragraphs.push(line.to_owned()),
        }
    }
    paragraphs
}

/// Tells whether a line goes on in the middle of the sentence before it.
fn goes_on(before: &str, line: &str) -> bool {
    let ended = before.ends_with(['.', '!', '?', ';', ':']);
    let begins_small = line.starts_with(|c: char| c.is_lowercase() || c == '(');
    !ended && begins_small && marker(line).is_none()
}

/// Parts a cell into what stands before its items, and the items. `own` is the number of the recommendation:
/// items may be numbered under it. Where the cell holds a response too, a paragraph after the last item that no
/// mark and no unfinished sentence makes a part of it is none.
pub(in crate::import::reading) fn parts(text: &str, own: &str, holds_response: bool) -> Parts {
    let mut parts = Parts::default();
    let mut level: Option<Style> = None;
    let paragraphs = paragraphs(text);
    let under = paragraphs
        .iter()
        .flat_map(|paragraph| parted_under(paragraph, own));
    for paragraph in under.flat_map(|paragraph| parted(&paragraph)) {
        let found = marker(&paragraph);
        let style = found
            .as_ref()
            .map(|found| as_in(found.style, found.label.as_deref(), level));
        match (found, style) {
            (Some(found), Some(style)) if level.is_none_or(|level| level == style) => {
                level = Some(style);
                parts.take_back();
                parts.items.push(Item {
                    label: found.label,
                    words: found.rest.trim().to_owned(),
                });
            }
            (None, _) if parts.items.is_empty() => parts.before.push(paragraph),
            (None, _) => parts.add_below(paragraph),
            (Some(_), _) => parts.go_on(&paragraph),
        }
    }
    parts.set_apart(holds_response);
    parts
}

impl Parts {
    /// A mark of another style is a line of the item, or of what stands before the items.
    fn go_on(&mut self, paragraph: &str) {
        self.take_back();
        match self.items.last_mut() {
            Some(item) => {
                item.words.push('\n');
                item.words.push_str(paragraph);
            }
            None => self.before.push(paragraph.to_owned()),
        }
    }

    /// A paragraph without a mark may be a part of the item above it: what follows tells.
    fn add_below(&mut self, paragraph: String) {
        self.after.push(paragraph);
    }

    /// What stands between two items is of the one above.
    fn take_back(&mut self) {
        for paragraph in std::mem::take(&mut self.after) {
            if let Some(item) = self.items.last_mut() {
                item.words.push('\n');
                item.words.push_str(&paragraph);
            }
        }
    }

    /// Decides what stands after the last item: the items above it tell whether paragraphs are parts of them.
    fn set_apart(&mut self, holds_response: bool) {
        let have_parts = |items: &[Item]| items.iter().any(|item| item.words.contains('\n'));
        let is_open = |item: &Item| !item.words.ends_with(['.', ';', '!', '?']);
        let others = self.items.len().saturating_sub(1);
        if !holds_response
            || have_parts(&self.items[..others])
            || self.items.last().is_some_and(is_open)
        {
            self.take_back();
        }
    }
}

/// `i)` after `h)` is a letter.
fn as_in(style: Style, label: Option<&str>, level: Option<Style>) -> Style {
    let is_one_letter = label.is_some_and(|label| label.len() == 1);
    match level {
        Some(Style::Letter) if style == Style::Roman && is_one_letter => Style::Letter,
        _ => style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<String> {
        parts(text, "", true)
            .items
            .into_iter()
            .map(|item| item.words)
            .collect()
    }

    #[test]
    fn what_stands_before_the_first_mark_is_no_item() {
        let found = parts(
            "We agree.\na) train staff\nb) write a guide\nwith pictures",
            "",
            true,
        );
        assert_eq!(found.before, ["We agree."]);
        let labels: Vec<_> = found
            .items
            .iter()
            .map(|item| item.label.as_deref())
            .collect();
        assert_eq!(labels, [Some("a"), Some("b")]);
        assert_eq!(found.items[1].words, "write a guide with pictures");
    }

    #[test]
    fn marks_of_another_style_are_lines_of_the_item() {
        assert_eq!(
            items("1. train staff:\n• in Fenmarsh\n• in Saltmere\n2. write a guide"),
            [
                "train staff:\n• in Fenmarsh\n• in Saltmere",
                "write a guide"
            ]
        );
    }

    #[test]
    fn a_paragraph_after_the_last_item_is_no_part_of_it() {
        let text = "a) train staff.\nb) write a guide.\nThe board will look at both.";
        let found = parts(text, "", true);
        assert_eq!(found.items[1].words, "write a guide.");
        assert_eq!(found.after, ["The board will look at both."]);
        // A column of actions holds no response, and what is unfinished goes on.
        for (text, holds_response) in [
            (text, false),
            (
                "a) train staff.\nb) write a guide\nThe board looks at it.",
                true,
            ),
            ("a) train.\nIn May.\nb) write.\nIn June.", true),
        ] {
            assert_eq!(parts(text, "", holds_response).after, [""; 0], "{text}");
        }
    }

    #[test]
    fn lines_that_the_width_broke_are_put_together() {
        assert_eq!(
            paragraphs("Head of Probation\nDelivery Unit"),
            ["Head of Probation", "Delivery Unit"]
        );
        assert_eq!(
            paragraphs("train every\nmember of staff.\nWrite"),
            ["train every member of staff.", "Write"]
        );
    }
}
