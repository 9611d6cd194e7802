//! Words as they are compared and shortened.

/// Returns the beginning of a text, cut at a word with an ellipsis when it is longer than `length` characters.
pub fn beginning(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= length {
        return line;
    }
    let cut: String = line.chars().take(length.saturating_sub(1)).collect();
    let whole_words = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", whole_words.trim_end_matches([',', ';', ':']))
}

/// Returns a text with a capital first letter, to stand by itself.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Tells whether the half of a word that is parted at the end of a line begins a compound, whose
/// hyphen stays: `multi-/agency`, `pre-/release`, `day-to-/day`.
pub fn begins_compound(half: &str) -> bool {
    const FIRST_HALVES: [&str; 14] = [
        "multi",
        "self",
        "non",
        "pre",
        "post",
        "ex",
        "cross",
        "well",
        "decision",
        "risk",
        "information",
        "evidence",
        "trauma",
        "follow",
    ];
    half.contains('-') || FIRST_HALVES.contains(&half.to_lowercase().as_str())
}

/// Returns a text folded for comparison: lower case, letters and digits only, single spaces.
/// Two printings of the same sentence fold alike whatever their quotes, dashes and full stops.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parted = false;
    for c in text.chars() {
        if !c.is_alphanumeric() {
            parted = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut parted) {
            out.push(' ');
        }
        match c.is_ascii() {
            true => out.push(c.to_ascii_lowercase()),
            false => out.extend(c.to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_ends_at_a_word() {
        assert_eq!(beginning("improve the quality of work", 18), "improve the…");
        assert_eq!(beginning("improve", 18), "improve");
        assert_eq!(
            beginning("improve\nthe  quality", 40),
            "improve the quality"
        );
    }

    #[test]
    fn printings_of_one_sentence_fold_alike() {
        assert_eq!(
            folded("Ensure “all” cases – are assessed."),
            folded("ensure 'all' cases - are  assessed")
        );
    }
}
