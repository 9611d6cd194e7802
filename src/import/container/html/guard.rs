//! A look at the tags of a page before it is parsed: what nests or repeats itself so that a parser
//! would never come to an end is refused.

use super::super::Refused;

/// A page of more is no report; what is large in a page are its pictures, which go first.
const LARGEST: usize = 40 * 1024 * 1024;
/// Elements opened inside each other. The parser looks at all of them again for each new one.
const MOST_WORK: usize = 3_000_000_000;
/// Looks that the parser opens again in each paragraph.
const MOST_REOPENED: usize = 3_000_000;

/// Refuses a page that cannot be parsed in time.
pub(super) fn look(page: &str) -> Result<(), Refused> {
    if page.len() > LARGEST {
        let why = format!(
            "{} MB of page, and the limit is 40 MB",
            page.len() / 1024 / 1024
        );
        return Err(Refused::TooLarge(why));
    }
    let tags = count(page);
    let work = tags.all.saturating_mul(tags.deepest);
    let reopened = tags.all.saturating_mul(tags.looks);
    if work > MOST_WORK || reopened > MOST_REOPENED.max(tags.all.saturating_mul(40)) {
        return Err(Refused::unreadable(format!(
            "is damaged: {} of its elements are never closed; open it in a browser and save it again",
            tags.deepest.max(tags.looks)
        )));
    }
    Ok(())
}

#[derive(Default)]
struct Tags {
    all: usize,
    deepest: usize,
    looks: usize,
}

/// Counts tags, and how many are open at once.
fn count(page: &str) -> Tags {
    let bytes = page.as_bytes();
    let mut tags = Tags::default();
    let (mut depth, mut looks) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|&byte| byte == b'<') {
        at += found + 1;
        let closes = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closes);
        let rest = &bytes[start.min(bytes.len())..];
        let length = rest
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .count();
        let name = rest[..length].to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        tags.all += 1;
        let step = |open: &mut usize| match closes {
            true => *open = open.saturating_sub(1),
            false => *open += 1,
        };
        if is_look(&name) {
            step(&mut looks);
        }
        if !ends_by_itself(&name) {
            step(&mut depth);
        }
        tags.deepest = tags.deepest.max(depth);
        tags.looks = tags.looks.max(looks);
    }
    tags
}

fn is_look(name: &[u8]) -> bool {
    [
        &b"a"[..],
        b"b",
        b"big",
        b"code",
        b"em",
        b"font",
        b"i",
        b"nobr",
        b"s",
        b"small",
        b"strike",
        b"strong",
        b"tt",
        b"u",
    ]
    .contains(&name)
}

/// Elements without an end, or whose end may be left out.
fn ends_by_itself(name: &[u8]) -> bool {
    [
        &b"area"[..],
        b"base",
        b"br",
        b"col",
        b"embed",
        b"hr",
        b"img",
        b"input",
        b"link",
        b"meta",
        b"param",
        b"source",
        b"track",
        b"wbr",
        b"p",
        b"li",
        b"dt",
        b"dd",
        b"tr",
        b"td",
        b"th",
        b"thead",
        b"tbody",
        b"tfoot",
        b"option",
        b"path",
        b"rect",
        b"circle",
        b"use",
    ]
    .contains(&name)
}
