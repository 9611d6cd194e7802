//! The head that each paper prints: the number of a change and the beginning of its hash.

use std::fmt;
use std::str::FromStr;

/// How many digits of a hash name a change at the least.
const SHORTEST: usize = 4;

/// How many digits a hash has.
const LONGEST: usize = 64;

/// What a person typed from a paper: `change 214 · 9f3a 77c0 21de`, `214`, `9f3a77c021de`.
/// One of the two is there at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the change
    pub number: Option<i64>,
    /// The beginning of its hash
    pub hash: Option<String>,
}

/// What cannot be a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "it is no head; write it as papers print it, such as \"change 214 · 9f3a 77c0 21de\", or 214"
)]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    /// Reads a head with or without the words around it, its digits together or in groups.
    fn from_str(text: &str) -> Result<Head, NotAHead> {
        let text = text.to_lowercase();
        let text = text.trim().trim_start_matches("register head:").trim();
        let (is_named, text) = match text.strip_prefix("change") {
            Some(rest) => (true, rest.trim()),
            None => (false, text),
        };
        let words = text.split(|c: char| c.is_whitespace() || c == '·');
        let mut words = words.filter(|word| !word.is_empty()).peekable();
        let is_parted = text.contains('·');
        let first_is_number = words.peek().is_some_and(|first| {
            let rest_is_hash = text.split_whitespace().count() == 1;
            (is_named || is_parted || rest_is_hash) && is_number(first)
        });
        let number = words.next_if(|_| first_is_number);
        let number = number.map(|number| number.parse().map_err(|_| NotAHead));
        let hash: String = words.collect();
        let is_hash = hash.chars().all(|digit| digit.is_ascii_hexdigit());
        let hash = Some(hash).filter(|hash| !hash.is_empty());
        let fits = |hash: &String| (SHORTEST..=LONGEST).contains(&hash.len());
        if !is_hash || !hash.as_ref().is_none_or(fits) || (number.is_none() && hash.is_none()) {
            return Err(NotAHead);
        }
        Ok(Head {
            number: number.transpose()?,
            hash,
        })
    }
}

/// Tells whether a word is the number of a change rather than the beginning of a hash.
fn is_number(word: &str) -> bool {
    word.len() <= 9 && word.chars().all(|digit| digit.is_ascii_digit())
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Head { number, hash } = self;
        match (number, hash) {
            (Some(number), Some(hash)) => write!(f, "change {number} · {hash}"),
            (Some(number), None) => write!(f, "change {number}"),
            (None, hash) => f.write_str(hash.as_deref().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Option<(Option<i64>, Option<String>)> {
        let head: Head = text.parse().ok()?;
        Some((head.number, head.hash))
    }

    #[test]
    fn a_head_is_taken_as_it_is_printed_and_in_part() {
        let whole = Some((Some(214), Some("9f3a77c021de".to_owned())));
        for text in [
            "change 214 · 9f3a 77c0 21de",
            "Register head: change 214 · 9f3a 77c0 21de",
            "Change 214 9F3A 77C0 21DE",
            "214 · 9f3a77c021de",
        ] {
            assert_eq!(head(text), whole, "{text}");
        }
        assert_eq!(head("214"), Some((Some(214), None)));
        assert_eq!(head("change 214"), Some((Some(214), None)));
        for text in ["9f3a 77c0 21de", "9f3a77c021de"] {
            assert_eq!(head(text), Some((None, Some("9f3a77c021de".to_owned()))));
        }
        assert_eq!(
            head("1234 5678 9012"),
            Some((None, Some("123456789012".to_owned())))
        );
    }

    #[test]
    fn what_is_no_head_is_none() {
        for text in [
            "",
            "change",
            "·",
            "9f3",
            "head of PDU",
            "change x",
            &"a".repeat(65),
        ] {
            assert_eq!(head(text), None, "{text:?}");
        }
    }
}
