//! Items that letters or small Roman numbers count: `(a)`, `iv.`.

use super::Reader;

impl Reader<'_> {
    /// A letter begins an item where letters count the items; elsewhere a part of one.
    pub(super) fn letter(&mut self, at: usize, letter: &str, words: &str) -> bool {
        let first = self.block.count == 0 && self.heading.is_some() && self.block.style.is_none();
        let next = self
            .block
            .letter
            .as_deref()
            .is_some_and(|last| follows(last, letter));
        let capital = letter.starts_with(char::is_uppercase);
        let begun = self.letter.as_deref();
        let counts = begun.map_or(letter == "A" || letter == "I", |last| follows(last, letter));
        // A capital may as well be an initial: it counts items where it is the next one.
        if capital && !(counts && (first || next)) {
            return self.prose(at);
        }
        if !(first || next) {
            return self.part(at);
        }
        self.begin(at, Some(letter.to_owned()), words, None);
        self.block.letter = Some(letter.to_owned());
        if capital {
            self.letter = Some(letter.to_owned());
        }
        true
    }
}

/// Tells whether a letter comes after another, as letters or as Roman numbers.
fn follows(last: &str, letter: &str) -> bool {
    let small = |text: &str| text.starts_with(char::is_lowercase);
    if small(last) != small(letter) {
        return false;
    }
    let (last, letter) = (&last.to_lowercase(), &letter.to_lowercase());
    let single = |text: &str| text.bytes().next().filter(|_| text.len() == 1);
    let alphabetic = single(last)
        .zip(single(letter))
        .is_some_and(|(last, next)| next == last + 1);
    alphabetic || roman(last).is_some() && roman(letter) == roman(last).map(|value| value + 1)
}

fn roman(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let values: Option<Vec<u32>> = text.chars().map(value).collect();
    let values = values?;
    let smaller = |at: usize| values.get(at + 1).is_some_and(|next| values[at] < *next);
    let (less, more): (Vec<usize>, Vec<usize>) = (0..values.len()).partition(|&at| smaller(at));
    let sum = |places: Vec<usize>| places.into_iter().map(|at| values[at]).sum::<u32>();
    sum(more).checked_sub(sum(less))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_roman_numbers_follow_each_other() {
        for (last, next) in [
            ("a", "b"),
            ("h", "i"),
            ("i", "ii"),
            ("iii", "iv"),
            ("ix", "x"),
        ] {
            assert!(follows(last, next), "{last} {next}");
        }
        assert!(!follows("a", "c") && !follows("a", "i") && !follows("ii", "i"));
    }
}
