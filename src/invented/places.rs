//! Names of places that do not exist.

use std::collections::BTreeSet;

use super::chance::Chance;
use super::words::Words;

/// Makes up names, each once.
#[derive(Default)]
pub struct Places {
    taken: BTreeSet<String>,
}

impl Places {
    /// Returns the name of a region: `Farrinshire`.
    pub fn region(&mut self, words: &Words, chance: &mut Chance) -> String {
        self.free(|| format!("{}shire", words.one("name beginnings", chance)))
    }

    /// Returns the name of a PDU, one in five of two towns: `Ashelmere`, `North Ashelmere`.
    pub fn unit(&mut self, words: &Words, chance: &mut Chance) -> String {
        match chance.weighed(&[65, 15, 20]) {
            0 => self.town(words, chance),
            1 => {
                let direction = words.one("directions", chance);
                format!("{direction} {}", self.town(words, chance))
            }
            _ => {
                let (one, other) = (self.town(words, chance), self.town(words, chance));
                format!("{one} and {other}")
            }
        }
    }

    fn town(&mut self, words: &Words, chance: &mut Chance) -> String {
        self.free(|| {
            let beginning = words.one("name beginnings", chance);
            format!("{beginning}{}", words.one("name endings", chance))
        })
    }

    /// Returns the first name that nobody has: there are three times as many as are asked for.
    fn free(&mut self, mut drawn: impl FnMut() -> String) -> String {
        loop {
            let name = drawn();
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
