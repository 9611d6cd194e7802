//! The words of a text, folded, with their place.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Calls for each word of a text with the word folded and its place in bytes. A word is a run of letters
/// and digits; an apostrophe within it is dropped, with the `s` of a genitive.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str, Range<usize>)) {
    let mut word = String::new();
    let (mut start, mut end) = (0, 0);
    let mut letters = text.char_indices().peekable();
    while let Some((place, c)) = letters.next() {
        let after = place + c.len_utf8();
        if c.is_alphanumeric() {
            if word.is_empty() {
                start = place;
            }
            fold(c, &mut word);
            end = after;
        } else if !word.is_empty() && is_combining_mark(c) {
            end = after;
        } else if !word.is_empty() && is_apostrophe(c) {
            let next = letters.peek().map(|(_, next)| *next);
            if next.is_some_and(char::is_alphanumeric) {
                word.push('\'');
            }
        } else if !word.is_empty() {
            take(plain(&mut word), start..end);
            word.clear();
        }
    }
    if !word.is_empty() {
        take(plain(&mut word), start..end);
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

/// Adds a letter in lower case and without its accents.
fn fold(c: char, word: &mut String) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    let parts = c.nfkd().filter(|part| !is_combining_mark(*part));
    word.extend(parts.flat_map(char::to_lowercase));
}

/// Drops what an apostrophe parts: the genitive, and the sign itself.
fn plain(word: &mut String) -> &str {
    if word.contains('\'') {
        let kept = word.strip_suffix("'s").unwrap_or(word).replace('\'', "");
        *word = kept;
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, &str)> {
        let mut words = Vec::new();
        each_word(text, |word, place| {
            words.push((word.to_owned(), &text[place]))
        });
        words
    }

    #[test]
    fn words_are_folded_and_keep_their_place() {
        let found = words("Môn’s risk-of-harm “DON'T”, 2.1!");
        let folded: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(folded, ["mon", "risk", "of", "harm", "dont", "2", "1"]);
        assert_eq!(found[0].1, "Môn’s");
        assert_eq!(found[4].1, "DON'T");
        assert_eq!(words("Mo\u{302}n")[0], ("mon".to_owned(), "Mo\u{302}n"));
    }
}
