//! Plain and Markdown text: which encoding it is in, and its lines.

use super::super::NotReadable;
use super::line::Line;
use super::{columns, marks};
use crate::domain::draft::DraftNote;

const LARGEST: usize = 100 * 1024 * 1024;

/// The lines of a file and what was noticed while they were taken out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Every line, blank ones too
    pub lines: Vec<Line>,
    /// The encoding, where it is not UTF-8; characters that were dropped
    pub notes: Vec<DraftNote>,
}

/// Reads bytes as text, or says what they are instead.
pub fn read(bytes: &[u8], name: &str) -> Result<Text, NotReadable> {
    if bytes.len() > LARGEST {
        let why = format!("{} MB, and the limit is 100 MB", bytes.len() / 1024 / 1024);
        return Err(NotReadable::TooLarge {
            name: name.to_owned(),
            why,
        });
    }
    if let Some(why) = other_than_text(bytes) {
        return Err(NotReadable::Unreadable {
            name: name.to_owned(),
            why,
        });
    }
    let (decoded, encoding) = decode(bytes);
    let mut notes: Vec<DraftNote> = encoding.map(|words| note(words, "")).into_iter().collect();
    let (clean, dropped) = without_controls(&decoded);
    if let Some((count, line)) = dropped {
        let plural = if count == 1 { "" } else { "s" };
        notes.push(note(
            format!("{count} control character{plural} dropped, the first on line {line}"),
            &line.to_string(),
        ));
    }
    let (rows, parted) = columns::parted((1..).zip(clean.lines()).collect());
    notes.extend(parted);
    let mut lines: Vec<Line> = rows
        .into_iter()
        .map(|(number, raw)| marks::line(number, raw))
        .collect();
    give_lone_bullets_their_words(&mut lines);
    Ok(Text { lines, notes })
}

/// A bullet on a line of its own belongs to the words on the next one.
fn give_lone_bullets_their_words(lines: &mut [Line]) {
    for at in 0..lines.len() {
        if !is_lone_bullet(&lines[at].text) {
            continue;
        }
        let near = at + 1..lines.len().min(at + 3);
        let next = near.into_iter().find(|&next| !lines[next].is_blank());
        if let Some(next) = next.filter(|&next| !is_lone_bullet(&lines[next].text)) {
            let bullet = std::mem::take(&mut lines[at].text);
            lines[next].text = format!("{bullet} {}", lines[next].text);
            lines[next].indent = lines[at].indent;
        }
    }
}

fn is_lone_bullet(text: &str) -> bool {
    matches!(text, "•" | "●" | "▪" | "■" | "◦" | "·" | "o")
}

fn note(words: String, place: &str) -> DraftNote {
    DraftNote {
        words,
        about: None,
        place: place.to_owned(),
    }
}

/// Says what the bytes are when they are a file of another kind, known by how it begins.
fn other_than_text(bytes: &[u8]) -> Option<String> {
    let kinds: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF"),
        (
            b"PK\x03\x04",
            "a document or workbook (docx, xlsx) or a zip archive",
        ),
        (b"\xD0\xCF\x11\xE0", "an old Office document (doc, xls)"),
        (b"{\\rtf", "rich text (rtf)"),
        (b"\x1F\x8B", "a compressed archive"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"SQLite format 3\0", "a database"),
    ];
    if let Some((_, kind)) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format!(
            "is {kind}; this version reads text: save it as text first"
        ));
    }
    if is_html(bytes) {
        return Some("is a web page; this version reads text: save it as text first".into());
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("is empty".into());
    }
    is_binary(bytes).then(|| "is not text".into())
}

fn is_html(bytes: &[u8]) -> bool {
    let start: Vec<u8> = bytes
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(14)
        .map(u8::to_ascii_lowercase)
        .collect();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

/// More than one control character in a hundred bytes is no text, unless it is UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(found, _)| found != encoding_rs::UTF_8) {
        return false;
    }
    if utf_16_without_mark(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let controls = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C))
        .count();
    controls * 100 > sample.len().max(200)
}

/// Text in UTF-16 has a zero in nearly every second byte, and hardly one in the others.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let zeros = |from: usize| {
        let every_second = sample.iter().skip(from).step_by(2);
        every_second.filter(|&&byte| byte == 0).count()
    };
    let (first, second, most) = (zeros(0), zeros(1), sample.len() * 2 / 5);
    match (first > most, second > most) {
        (false, true) if first * 20 < second => Some(encoding_rs::UTF_16LE),
        (true, false) if second * 20 < first => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Decodes the bytes; says the encoding where it is not UTF-8.
fn decode(bytes: &[u8]) -> (String, Option<String>) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let (decoded, wrong) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let unsure = if wrong {
            ", and some of it could not be read"
        } else {
            ""
        };
        let said = (wrong || encoding != encoding_rs::UTF_8)
            .then(|| format!("read as {}{unsure}", encoding.name()));
        return (decoded.into_owned(), said);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        let (decoded, _) = encoding.decode_without_bom_handling(bytes);
        let said = format!(
            "read as {}, though no mark at its start says so",
            encoding.name()
        );
        return (decoded.into_owned(), Some(said));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => {
            let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            (
                decoded.into_owned(),
                Some("read as Windows-1252, because it is not UTF-8".into()),
            )
        }
    }
}

/// Drops control characters; returns how many there were and the line of the first.
fn without_controls(text: &str) -> (String, Option<(usize, usize)>) {
    let mut clean = String::with_capacity(text.len());
    let (mut count, mut first, mut line) = (0, 0, 1);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                clean.push('\n');
                line += 1;
            }
            // A page break, a soft hyphen and marks without width say nothing.
            '\u{C}' | '\u{AD}' | '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' => {}
            '\t' => clean.push(c),
            c if c.is_control() => {
                count += 1;
                if first == 0 {
                    first = line;
                }
            }
            c => clean.push(c),
        }
    }
    (clean, (count > 0).then_some((count, first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(bytes: &[u8]) -> Vec<String> {
        let text = read(bytes, "a.txt").unwrap();
        text.lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn the_encoding_is_found_and_said_when_it_is_not_utf_8() {
        assert_eq!(
            words(b"\xEF\xBB\xBFplan \xE2\x80\x93 made"),
            ["plan – made"]
        );
        assert_eq!(words(b"plan \x96 made\r\nit\x92s"), ["plan – made", "it’s"]);
        assert_eq!(words(b"\xFF\xFEa\0b\0\n\0c\0"), ["ab", "c"]);
        let text = read(b"plan \x96 made", "a.txt").unwrap();
        assert_eq!(
            text.notes[0].words,
            "read as Windows-1252, because it is not UTF-8"
        );
    }

    #[test]
    fn control_characters_are_dropped_and_noted() {
        let long = "a line of words that is long enough to be text ".repeat(8);
        let text = read(format!("{long}\nse\u{1}t").as_bytes(), "a.txt").unwrap();
        assert_eq!(text.lines[1].text, "set");
        assert_eq!(
            text.notes[0].words,
            "1 control character dropped, the first on line 2"
        );
    }

    #[test]
    fn what_is_no_text_is_refused_in_one_line() {
        for (bytes, message) in [
            (
                &b"%PDF-1.7"[..],
                "report.pdf is a PDF; this version reads text: save it as text first",
            ),
            (b" \n", "report.pdf is empty"),
            (b"\0\x01\x02\x03", "report.pdf is not text"),
        ] {
            assert_eq!(read(bytes, "report.pdf").unwrap_err().to_string(), message);
        }
    }
}
