//! Several numbered actions in one cell: `1. Train staff. 2. Write a guide.` They are parted as those of a plan.

use super::field::Field;
use super::held::Given;
use super::row::Reading;
use super::words::on_one_line;
use crate::domain::plan_draft::DraftAction;
use crate::import::reading::plan::cell::{Item, parts};
use crate::import::reading::plan::pairing::{Column, Paired, pair};

impl<'s> Reading<'_, 's> {
    /// Parts the action of a row where its cell numbers several; each has the dates and the status of the row.
    pub(super) fn parted(&mut self, action: DraftAction, given: &Given<'s>) -> Vec<DraftAction> {
        let found = parts(&action.words, "", false);
        if !is_numbered(&found.items) {
            return vec![action];
        }
        let count = found.items.len();
        if !found.before.is_empty() || action.number.is_some() {
            let words = format!("{count} numbered actions in one cell are kept as one");
            self.note(words, action.place.clone());
            return vec![action];
        }
        self.note(
            format!("{count} numbered actions in one cell are parted; the dates and the status of the row are said of each"),
            action.place.clone(),
        );
        let owners = self.owners(given, &found.items);
        let one = |(item, owner): (Item, Option<String>)| DraftAction {
            words: item.words,
            owner,
            ..action.clone()
        };
        found.items.into_iter().zip(owners).map(one).collect()
    }

    /// Gives each action its owner: one for all, or one for each; others are left out.
    fn owners(&mut self, given: &Given<'s>, items: &[Item]) -> Vec<Option<String>> {
        let nobody = vec![None; items.len()];
        let Some(held) = given.beside(Field::Owner) else {
            return nobody;
        };
        match pair(&held.words(), Column::Owner, items) {
            Paired::Nothing => nobody,
            Paired::All(owner) => vec![Some(on_one_line(&owner)); items.len()],
            Paired::Each(owners) => {
                let line = |owner: String| on_one_line(&owner);
                owners.into_iter().map(|owner| owner.map(line)).collect()
            }
            Paired::Unsure(whole) => {
                let words =
                    "it is not certain which owner is of which action: each has all of them";
                self.note(words, held.place(self.layout));
                vec![Some(on_one_line(&whole)); items.len()]
            }
            Paired::Not(count) => {
                let words = format!(
                    "{count} owners do not go with {} actions: none is taken",
                    items.len()
                );
                self.leave(words, "owners that do not go with the actions", held);
                nobody
            }
        }
    }
}

/// Tells whether marks count items up from the first: `1.`, `2.` or `a)`, `b)`.
fn is_numbered(items: &[Item]) -> bool {
    let counts = |first: char| {
        items.iter().enumerate().all(|(at, item)| {
            let letter = || {
                (first as u8)
                    .checked_add(at as u8)
                    .map(|byte| char::from(byte).to_string())
            };
            let wanted = if first == '1' {
                Some((at + 1).to_string())
            } else {
                letter()
            };
            item.label == wanted
        })
    };
    (2..=26).contains(&items.len()) && (counts('1') || counts('a'))
}
