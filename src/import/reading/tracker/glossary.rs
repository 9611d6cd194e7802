//! What the words of a sheet mean, found at once however many a mapping has: each cell asks for one.

use std::collections::HashMap;

use super::mapping::{Mapping, Meant, Vocabulary, in_small_letters};
use crate::domain::action::ActionState;
use crate::domain::response::{Answer, Reason};

/// The words of a mapping.
pub(super) struct Glossary {
    status: Terms<ActionState>,
    answer: Terms<Answer>,
    reason: Terms<Reason>,
}

/// The words of one vocabulary that somebody gave a meaning, in small letters.
pub(super) struct Terms<T>(HashMap<String, Meant<T>>);

impl Glossary {
    /// Takes the words of a mapping in.
    pub(super) fn of(mapping: &Mapping) -> Glossary {
        Glossary {
            status: Terms::of(&mapping.status),
            answer: Terms::of(&mapping.answer),
            reason: Terms::of(&mapping.reason),
        }
    }
}

impl<T: Vocabulary> Terms<T> {
    /// Takes words in; of none only those of the register have a meaning.
    pub(super) fn of(words: &[(String, Option<Meant<T>>)]) -> Terms<T> {
        let given = words
            .iter()
            .filter_map(|(word, meaning)| Some((in_small_letters(word), (*meaning)?)));
        Terms(given.collect())
    }

    /// Returns what a word means, and whether the mapping says it: otherwise it is a word of the register.
    /// Nothing: nobody has said.
    pub(super) fn meaning(&self, word: &str) -> Option<(Meant<T>, bool)> {
        let wanted = in_small_letters(word);
        match self.0.get(&wanted) {
            Some(meaning) => Some((*meaning, true)),
            None => T::meaning(&wanted)
                .filter(|meaning| matches!(meaning, Meant::Word(_)))
                .map(|meaning| (meaning, false)),
        }
    }
}

/// The words of one vocabulary.
pub(super) trait Words<T> {
    /// Returns them.
    fn terms(&self) -> &Terms<T>;
}

impl Words<ActionState> for Glossary {
    fn terms(&self) -> &Terms<ActionState> {
        &self.status
    }
}

impl Words<Answer> for Glossary {
    fn terms(&self) -> &Terms<Answer> {
        &self.answer
    }
}

impl Words<Reason> for Glossary {
    fn terms(&self) -> &Terms<Reason> {
        &self.reason
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_of_the_register_need_no_mapping() {
        let none = Glossary::of(&Mapping::default());
        let word = |word| none.status.meaning(word).map(|(meaning, _)| meaning);
        assert_eq!(
            word("In progress"),
            Some(Meant::Word(ActionState::InProgress))
        );
        assert_eq!(
            word("NOT-STARTED"),
            Some(Meant::Word(ActionState::NotStarted))
        );
        for other in ["Complete", "Done", "Green", "nothing", ""] {
            assert_eq!(word(other), None, "{other}");
        }
    }

    #[test]
    fn a_word_means_what_the_mapping_says_in_any_capitals() {
        let mut mapping = Mapping::default();
        assert!(mapping.add_word("Not started", "completed"));
        assert!(mapping.add_word("n/a", "nothing"));
        mapping.status.push(("Amber".to_owned(), None));
        let said = Glossary::of(&mapping);
        let completed = Meant::Word(ActionState::Completed);
        assert_eq!(said.status.meaning("NOT-STARTED"), Some((completed, true)));
        assert_eq!(said.status.meaning("N/A"), Some((Meant::Nothing, true)));
        assert_eq!(said.answer.meaning("N/A"), Some((Meant::Nothing, true)));
        assert_eq!(said.status.meaning("Amber"), None);
    }
}
