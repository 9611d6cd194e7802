//! Columns that are read as words of the register, and hold anything but: a column of comments read as one of
//! status would be asked about cell by cell.

use std::collections::HashSet;

use super::doubts::short;
use super::field::Field;
use super::glossary::{Glossary, Terms, Words};
use super::layout::{Layout, Misfit};
use super::mapping::{Mapping, Vocabulary};
use crate::domain::action::ActionState;
use crate::domain::response::{Answer, Reason};

/// More different words than these are no vocabulary.
pub(super) const MOST_WORDS: usize = 200;

/// Refuses a mapping by which a column of a few words has hundreds of others.
pub(super) fn check(layouts: &[Layout<'_>], mapping: &Mapping) -> Result<(), Misfit> {
    let glossary = Glossary::of(mapping);
    let known = (mapping, &glossary);
    check_column::<ActionState>(layouts, known, Field::Status)?;
    check_column::<Answer>(layouts, known, Field::Answer)?;
    check_column::<Reason>(layouts, known, Field::Reason)
}

fn check_column<T: Vocabulary>(
    layouts: &[Layout<'_>],
    (mapping, glossary): (&Mapping, &Glossary),
    field: Field,
) -> Result<(), Misfit>
where
    Glossary: Words<T>,
{
    let terms: &Terms<T> = glossary.terms();
    let mut seen: HashSet<String> = HashSet::new();
    let mut unknown: Vec<String> = Vec::new();
    for layout in layouts {
        for column in layout.columns(field) {
            for cell in layout.rows().iter().filter_map(|row| row.cell(column)) {
                let word = cell.value.words();
                let is_new = !seen.contains(&word);
                if is_new && terms.meaning(&word).is_none() {
                    unknown.push(short(&word));
                }
                if is_new {
                    seen.insert(word);
                }
                if unknown.len() > MOST_WORDS {
                    return Err(misfit(mapping, field, &unknown));
                }
            }
        }
    }
    Ok(())
}

fn misfit(mapping: &Mapping, field: Field, unknown: &[String]) -> Misfit {
    let heading = mapping.heading(field).unwrap_or_default();
    Misfit::Words {
        heading: heading.to_owned(),
        field: field.key(),
        such_as: format!("`{}`, `{}`", unknown[0], unknown[1]),
    }
}
