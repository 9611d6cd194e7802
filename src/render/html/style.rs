//! The style sheet of the page, and the policy that lets in nothing else.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::document::Document;
use crate::render::paper;

const SHEET: &str = include_str!("style.css");

/// More letters of a running line do not fit beside the others.
const RUNNING: usize = 90;

/// Returns the style sheet with the sheets of paper for one document.
pub fn sheet(document: &Document) -> String {
    format!("{SHEET}{}", paper_rules(document))
}

/// Returns the policy of the page: the style of this text, and nothing from anywhere.
pub fn policy(sheet: &str) -> String {
    let hash = base64(&Sha256::digest(sheet.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

/// Says how the paper lies, and what stands in the margins of each page.
fn paper_rules(document: &Document) -> String {
    let size = if paper::is_wide(document) {
        "A4 landscape"
    } else {
        "A4"
    };
    let marking = paper::marking(document).map_or("none".to_owned(), |words| quoted(&words));
    let title = quoted(&paper::title(document));
    let day = paper::day(document);
    let day = day.map_or("none".to_owned(), |words| quoted(&words));
    let head = paper::register_head(document).map_or("none".to_owned(), |words| quoted(&words));
    format!(
        "@page {{ size: {size}; \
         @top-left {{ content: {title} }} @top-center {{ content: {marking} }} @top-right {{ content: {day} }} \
         @bottom-left {{ content: {head} }} @bottom-center {{ content: {marking} }} }}\n\
         @page :first {{ @top-left {{ content: none }} @top-right {{ content: none }} }}\n"
    )
}

/// Returns a text as a string of CSS: whatever is no letter, digit or space is written by its
/// number, so that nothing in it ends the string or the style sheet.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for (place, c) in text.chars().enumerate() {
        match c {
            _ if place == RUNNING => {
                out.push_str("\\2026 ");
                break;
            }
            'A'..='Z' | 'a'..='z' | '0'..='9' | ' ' => out.push(c),
            c => write!(out, "\\{:x} ", u32::from(c)).expect("memory takes every letter"),
        }
    }
    out + "\""
}

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    bytes.chunks(3).flat_map(four_letters).collect()
}

fn four_letters(three: &[u8]) -> impl Iterator<Item = char> + use<> {
    let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    let written = three.len() + 1;
    (0..4).map(move |at| match at {
        at if at < written => BASE64[(bits >> (18 - 6 * at) & 63) as usize].into(),
        _ => '=',
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn base64_is_written_as_the_standard_shows_it() {
        for (bytes, letters) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("\u{ff}\u{fe}", "w7/Dvg=="),
        ] {
            assert_eq!(base64(bytes.as_bytes()), letters);
        }
    }

    #[test]
    fn the_policy_lets_in_the_style_sheet_and_nothing_else() {
        assert_eq!(
            policy(""),
            "default-src 'none'; style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='; \
             base-uri 'none'; form-action 'none'"
        );
        assert!(!SHEET.contains("url(") && !SHEET.contains("@import") && !SHEET.contains('<'));
    }

    #[test]
    fn words_from_outside_stay_within_their_string() {
        assert_eq!(
            quoted("A b–\"}\\</style>"),
            r#""A b\2013 \22 \7d \5c \3c \2f style\3e ""#
        );
        let long = quoted(&"x".repeat(100));
        assert_eq!(long, format!("\"{}\\2026 \"", "x".repeat(90)));
    }

    #[test]
    fn the_paper_lies_on_its_long_side_for_many_columns_only() {
        let mut document = sample::document();
        assert!(sheet(&document).contains("size: A4 landscape;"));
        document.sections.remove(0);
        let upright = sheet(&document);
        assert!(upright.contains("size: A4;"), "{upright}");
        assert!(upright.contains(r#"@top-center { content: "OFFICIAL\2d SENSITIVE" }"#));
    }
}
