//! Plain and Markdown text: which encoding it is in, and its lines.

use super::kind::utf_16_without_mark;
use super::line::{Line, Row};
use super::{Refused, Text, columns, marks, note};
use crate::domain::draft::DraftNote;

/// A line of more is none that a person wrote.
const LONGEST: usize = 1024 * 1024;

/// Reads bytes as text.
pub(super) fn read(bytes: &[u8]) -> Result<Text, Refused> {
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
    if let Some((number, _)) = (1..)
        .zip(clean.lines())
        .find(|(_, line)| line.len() > LONGEST)
    {
        return Err(Refused::too_long(format!("line {number}")));
    }
    let (rows, parted) = columns::parted((1..).zip(clean.lines()).collect());
    notes.extend(parted);
    let mut lines = marked(rows);
    give_lone_bullets_their_words(&mut lines);
    Ok(Text {
        lines,
        notes,
        ..Text::default()
    })
}

/// Makes lines of the raw ones; rows of a Markdown table are rows of a table.
fn marked(rows: Vec<(usize, &str)>) -> Vec<Line> {
    let (mut table, mut inside) = (0, false);
    let mut lines = Vec::with_capacity(rows.len());
    for (number, raw) in rows {
        let row = marks::row(raw);
        table += usize::from(row.is_some() && !inside);
        inside = row.is_some();
        lines.push(match row {
            Some(cells) if !cells.is_empty() => Line {
                number,
                ..Line::of_row(number.to_string(), Row { table, cells })
            },
            _ => marks::line(number, raw),
        });
    }
    lines
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

/// Decodes the bytes; says the encoding where it is not UTF-8.
pub(super) fn decode(bytes: &[u8]) -> (String, Option<String>) {
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
        let text = read(bytes).unwrap();
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
        let text = read(b"plan \x96 made").unwrap();
        assert_eq!(
            text.notes[0].words,
            "read as Windows-1252, because it is not UTF-8"
        );
    }

    #[test]
    fn control_characters_are_dropped_and_noted() {
        let long = "a line of words that is long enough to be text ".repeat(8);
        let text = read(format!("{long}\nse\u{1}t").as_bytes()).unwrap();
        assert_eq!(text.lines[1].text, "set");
        assert_eq!(
            text.notes[0].words,
            "1 control character dropped, the first on line 2"
        );
    }

    #[test]
    fn a_line_that_no_person_wrote_is_refused_with_its_number() {
        let line = "a".repeat(LONGEST + 1);
        let refused = read(format!("one\n{line}").as_bytes());
        assert_eq!(refused, Err(Refused::too_long("line 2".to_owned())));
    }
}
