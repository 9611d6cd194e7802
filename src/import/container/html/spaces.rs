//! White space, line breaks and markers: how the words of a paragraph are set as lines.

/// White space of any length is one blank, and none at the beginning of a line; `before` is what
/// stands before the text.
pub(super) fn collapsed(text: &str, before: &str) -> String {
    let is_space = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
    let mut out = String::with_capacity(text.len());
    let fresh = before.is_empty() || before.ends_with([' ', '\n']);
    if text.starts_with(is_space) && !fresh {
        out.push(' ');
    }
    let words = text.split(is_space).filter(|word| !word.is_empty());
    for (at, word) in words.enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    if text.ends_with(is_space) && !out.ends_with(' ') && !(out.is_empty() && fresh) {
        out.push(' ');
    }
    out
}

/// Two line breaks after each other end a paragraph.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    text.split("\n\n").filter(|part| !part.trim().is_empty())
}

/// Puts the marker before an item; one that prints its own number again gets none.
pub(super) fn marked(marker: Option<&str>, text: &str) -> String {
    let text = text.trim();
    match marker {
        Some(marker) if !text.starts_with(marker) => format!("{marker} {text}"),
        _ => text.to_owned(),
    }
}
