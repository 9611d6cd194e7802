//! The lists of words that come with the program for invented registers.

use std::collections::HashMap;

use super::chance::Chance;
use crate::domain::words::capitalised;

const DEMANDS: &str = include_str!("../../data/invented/demands.txt");
const WORDS: &str = include_str!("../../data/invented/words.txt");

/// The wordings of one entry, parted by `|` in the file.
pub type Wordings = Vec<&'static str>;

/// Every list by its name. Read when a register is invented, not when the program starts.
pub struct Words {
    lists: HashMap<&'static str, Vec<Wordings>>,
}

impl Words {
    /// Reads the lists.
    pub fn read() -> Words {
        let mut lists: HashMap<_, Vec<Wordings>> = HashMap::new();
        let mut name = "";
        for line in DEMANDS.lines().chain(WORDS.lines()).map(str::trim) {
            if let Some(title) = line.strip_prefix('[') {
                name = title.trim_end_matches(']');
            } else if !line.is_empty() && !line.starts_with('#') {
                let entry = line.split('|').map(str::trim).collect();
                lists.entry(name).or_default().push(entry);
            }
        }
        Words { lists }
    }

    /// Returns a list.
    ///
    /// # Panics
    /// When there is no list of that name, which a test rules out.
    pub fn list(&self, name: &str) -> &[Wordings] {
        &self.lists[name]
    }

    /// Returns the first wording of an entry, whichever chance picks.
    pub fn one(&self, name: &str, chance: &mut Chance) -> &'static str {
        let list = self.list(name);
        list[chance.below(list.len())][0]
    }

    /// Returns an entry with what it is about, and numbers, in it.
    pub fn about(&self, name: &str, topic: &str, chance: &mut Chance) -> String {
        filled(self.one(name, chance), topic, chance)
    }
}

/// Fills in what an entry is about, and numbers.
pub fn filled(entry: &str, topic: &str, chance: &mut Chance) -> String {
    let words = entry.replace(". {topic}", &format!(". {}", capitalised(topic)));
    let words = words.replace("{topic}", topic);
    let of = chance.between(18, 60);
    let words = words.replace("{n}", &chance.between(6, of - 6).to_string());
    let words = words.replace("{t}", &of.to_string());
    capitalised(&words.replace("{m}", &chance.between(2, 5).to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demand_has_a_theme_an_opening_and_two_wordings() {
        let words = Words::read();
        let topics = words.list("topics").len();
        for demand in words.list("demands") {
            assert_eq!(demand.len(), 4, "{demand:?}");
            assert!(demand[0].parse::<usize>().unwrap() < topics, "{demand:?}");
            assert!(
                ["that", "quality", "own"].contains(&demand[1]),
                "{demand:?}"
            );
            assert_ne!(demand[2], demand[3]);
        }
        for (list, length) in [("groups", 2), ("aims", 3), ("means", 3), ("points", 3)] {
            let all = words.list(list).iter();
            assert!(all.clone().all(|entry| entry.len() == length), "{list}");
        }
        assert!(words.list("actions").iter().all(|entry| entry.len() == 3));
    }

    #[test]
    fn a_sentence_says_what_it_is_about() {
        let words = Words::read();
        let mut chance = Chance::of(1, 1);
        for name in ["actions", "some progress", "no progress", "alert"] {
            let said = words.about(name, "court work", &mut chance);
            assert!(!said.contains(['{', '}']), "{said}");
            assert!(said.starts_with(char::is_uppercase), "{said}");
        }
    }
}
