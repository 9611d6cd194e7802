//! Words from outside, made safe to print.

use super::wrap::wrap;
use crate::document::{Span, plain};

/// Returns the text with everything made visible that could steer a terminal, change the
/// order of the words or hide in them.
///
/// Control characters become their pictures (`␛`), the others their number (`\u{202e}`). Line
/// breaks stay; a tab becomes a space, because it only ever stands for one.
pub fn visible(text: &str) -> String {
    // Most text is plain ASCII, of which only control characters hide.
    if text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\n' => out.push('\n'),
            '\t' => out.push(' '),
            c => push_visible(&mut out, c),
        }
    }
    out
}

/// Returns the text as [`visible`] does, with line breaks made visible too (`␊`).
///
/// For titles, references and messages, where a second line would be taken for another thing.
pub fn visible_on_one_line(text: &str) -> String {
    visible(text).replace('\n', "␊")
}

/// Breaks a text that is visible already into lines of at most `width` columns, between words.
pub fn in_lines(text: &str, width: usize) -> String {
    let lines = wrap(&plain(text), width);
    let lines: Vec<String> = lines.iter().map(|line| without_weight(line)).collect();
    lines.join("\n")
}

/// Returns the words of a paragraph without their weight.
pub fn without_weight(paragraph: &[Span]) -> String {
    paragraph.iter().map(|span| span.text.as_str()).collect()
}

fn push_visible(out: &mut String, c: char) {
    match c {
        '\0'..='\x1f' => out.push(picture(0x2400 + u32::from(c))),
        '\x7f' => out.push('␡'),
        c if is_hidden(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
        c => out.push(c),
    }
}

fn picture(code: u32) -> char {
    char::from_u32(code).expect("the pictures of C0 are characters")
}

/// Tells whether a character shows nothing of itself: a control, a bidi control, one without
/// width, or one that will never be a character, which files must not hold.
///
/// Marks that combine with the letter before them are seen, and are not hidden.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{fdd0}'..='\u{fdef}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_made_visible() {
        for (text, seen) in [
            ("\u{1b}[2Jgone", "␛[2Jgone"),
            ("nul\0", "nul␀"),
            ("rub\u{7f}out", "rub␡out"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("\u{202e}drow", "\\u{202e}drow"),
            ("in\u{200b}visible", "in\\u{200b}visible"),
            ("tag\u{e0041}", "tag\\u{e0041}"),
            ("over\rwritten", "over␍written"),
            ("no\u{ffff}ne\u{10fffe}", "no\\u{ffff}ne\\u{10fffe}"),
        ] {
            assert_eq!(visible(text), seen);
        }
    }

    #[test]
    fn what_people_write_is_left_alone() {
        let text = "Café “naïve”\u{a0}– 保護観察, cafe\u{301}";
        assert_eq!(visible(text), text);
        assert_eq!(visible("one\r\ntwo\n\tthree"), "one\ntwo\n three");
        assert_eq!(visible_on_one_line("one\r\ntwo"), "one␊two");
    }
}
