//! A mapping: which columns of a tracker hold what, and what its own words mean. Kept as a small file.

use super::field::Field;
use super::order::{Declared, Order};
use crate::domain::action::ActionState;
use crate::domain::response::{Answer, Reason};

/// What a mapping says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The sheets that are read, in order; none for a table as text
    pub sheets: Vec<String>,
    /// The sheets that are not
    pub left_out_sheets: Vec<String>,
    /// The columns by what they hold, with their headings as the sheet has them
    pub columns: Vec<(Field, String)>,
    /// The headings of columns that are not read
    pub left_out: Vec<String>,
    /// Columns that a sheet does not have: sheet, heading
    pub without: Vec<(String, String)>,
    /// What a row says that is a heading within the list; nothing: it is left out
    pub subheadings: Option<Field>,
    /// What is declared of its dates
    pub dates: Declared,
    /// What the words of its status mean; nothing: nobody has said
    pub status: Meanings<ActionState>,
    /// What the words of its answers mean
    pub answer: Meanings<Answer>,
    /// What the words of its reasons mean
    pub reason: Meanings<Reason>,
}

/// Words with what they mean; nothing: nobody has said.
pub type Meanings<T> = Vec<(String, Option<Meant<T>>)>;

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meant<T> {
    /// A word of the register
    Word(T),
    /// It says nothing
    Nothing,
}

/// Words that stand for words of the register.
pub trait Vocabulary: Copy + Sized + 'static {
    /// Every word of the register.
    const ALL: &'static [Self];

    /// Returns the word as the register has it.
    fn word(self) -> &'static str;

    /// Returns the meaning of a word of the register, or of `nothing`.
    fn meaning(word: &str) -> Option<Meant<Self>> {
        let word = in_small_letters(word);
        if word == "nothing" {
            return Some(Meant::Nothing);
        }
        let known = Self::ALL
            .iter()
            .find(|known| in_small_letters(known.word()) == word);
        known.map(|known| Meant::Word(*known))
    }
}

impl Vocabulary for ActionState {
    const ALL: &'static [Self] = &ActionState::ALL;

    fn word(self) -> &'static str {
        self.words()
    }
}

impl Vocabulary for Answer {
    const ALL: &'static [Self] = &Answer::ALL;

    fn word(self) -> &'static str {
        self.words()
    }
}

impl Vocabulary for Reason {
    const ALL: &'static [Self] = &Reason::ALL;

    fn word(self) -> &'static str {
        self.words()
    }
}

impl<T: Vocabulary> Meant<T> {
    /// Returns the word, as a mapping has it.
    pub fn words(self) -> &'static str {
        match self {
            Meant::Word(word) => word.word(),
            Meant::Nothing => "nothing",
        }
    }
}

/// Writes a word for comparison in small letters, with single spaces, hyphens as spaces; what else is no
/// letter stays: `N/A` and `R/A/G` are words.
pub(super) fn in_small_letters(word: &str) -> String {
    let word = word.to_lowercase().replace(['-', '_'], " ");
    word.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Mapping {
    /// Returns the headings of the columns that are read.
    pub fn headings(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.iter().map(|(_, heading)| heading.as_str())
    }

    /// Returns the heading of what is in one column at most.
    pub fn heading(&self, wanted: Field) -> Option<&str> {
        let found = self.columns.iter().find(|(field, _)| *field == wanted);
        found.map(|(_, heading)| heading.as_str())
    }

    /// Gives a field to a heading; what it had before is left out, and so is what else the heading had.
    pub fn set(&mut self, field: Field, heading: Option<&str>) {
        let several = field == Field::Revised && heading.is_some();
        let before: Vec<String> = self
            .columns
            .extract_if(.., |(known, _)| *known == field && !several)
            .map(|(_, heading)| heading)
            .collect();
        if let Some(heading) = heading {
            self.columns.retain(|(_, own)| own != heading);
            self.columns.push((field, heading.to_owned()));
            self.columns.sort_by_key(|(field, _)| *field);
        }
        self.left_out.extend(before);
        let taken: Vec<String> = self.headings().map(str::to_owned).collect();
        self.left_out.retain(|heading| !taken.contains(heading));
    }

    /// Says what a word means that was given as `Green=in progress`: a status, an answer or a reason,
    /// whichever has the meaning; one that says nothing is one of each. Returns false where none has.
    pub fn add_word(&mut self, word: &str, meaning: &str) -> bool {
        let status = ActionState::meaning(meaning);
        let answer = Answer::meaning(meaning);
        let reason = Reason::meaning(meaning);
        give(&mut self.status, word, status);
        give(&mut self.answer, word, answer);
        give(&mut self.reason, word, reason);
        status.is_some() || answer.is_some() || reason.is_some()
    }
}

fn give<T>(words: &mut Vec<(String, Option<Meant<T>>)>, word: &str, meaning: Option<Meant<T>>) {
    let Some(meaning) = meaning else { return };
    words.retain(|(known, _)| in_small_letters(known) != in_small_letters(word));
    words.push((word.to_owned(), Some(meaning)));
}

impl Mapping {
    /// Returns the order of its dates in words, or none.
    pub fn order(&self) -> Option<Order> {
        self.dates.order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_what_the_mapping_says() {
        let mut mapping = Mapping::default();
        assert!(mapping.add_word("Green", "in progress"));
        assert!(mapping.add_word("green", "completed"));
        assert!(!mapping.add_word("Green", "fine"));
        assert_eq!(
            mapping.status,
            [(
                "green".to_owned(),
                Some(Meant::Word(ActionState::Completed))
            )]
        );
    }

    #[test]
    fn a_column_holds_one_thing_and_a_thing_stands_in_one_column() {
        let mut mapping = Mapping::default();
        mapping.set(Field::Action, Some("Step"));
        mapping.set(Field::Action, Some("Milestone"));
        mapping.set(Field::Recommendation, Some("Milestone"));
        assert_eq!(mapping.left_out, ["Step"]);
        mapping.set(Field::Owner, Some("Milestone"));
        mapping.set(Field::Revised, Some("Second date"));
        mapping.set(Field::Revised, Some("Third date"));
        let columns: Vec<_> = mapping
            .columns
            .iter()
            .map(|(field, heading)| (*field, heading.as_str()))
            .collect();
        assert_eq!(
            columns,
            [
                (Field::Owner, "Milestone"),
                (Field::Revised, "Second date"),
                (Field::Revised, "Third date")
            ]
        );
    }
}
