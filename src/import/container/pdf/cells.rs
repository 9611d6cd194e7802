//! The words of a cell: its lines become paragraphs, a paragraph one line.

use super::printed::Printed;

/// Puts the lines of a cell together; paragraphs and items of lists stay apart.
pub(super) fn words(lines: &[Printed]) -> String {
    let pitch = pitch(lines);
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &lines[at]);
        match before {
            None => {}
            Some(before) if begins(before, line, pitch) => out.push('\n'),
            Some(_) if is_parted(&out, &line.text) => {}
            Some(_) => out.push(' '),
        }
        out.push_str(&line.text.replace('\t', " "));
    }
    out
}

/// The least distance between its lines.
fn pitch(lines: &[Printed]) -> f32 {
    let gaps = lines
        .windows(2)
        .map(|pair| pair[1].baseline - pair[0].baseline);
    gaps.filter(|gap| *gap > 0.0).fold(f32::MAX, f32::min)
}

fn begins(before: &Printed, line: &Printed, pitch: f32) -> bool {
    let gap = line.baseline - before.baseline;
    let apart = line.page == before.page && gap > 1.3 * pitch.max(before.size);
    // The next word had room on the line before: in a cell that is another action, another date.
    let forced = line.text.starts_with(char::is_uppercase) && before.ends_early(line);
    line.begins == Some(true) || begins_item(&line.text) || apart || forced
}

/// Tells whether a text begins with a bullet or with a number and a full stop or bracket.
pub(super) fn begins_item(text: &str) -> bool {
    let mut rest = text.chars();
    let bullet = rest.next().is_some_and(|c| "•●▪◦■□►‣∙➢✓".contains(c))
        || ["- ", "– ", "o "].iter().any(|sign| text.starts_with(sign));
    bullet || numbered(text).is_some_and(|words| !words.is_empty())
}

/// Splits `12.`, `(3)` or `R4.` off; what follows may be nothing.
pub(super) fn numbered(text: &str) -> Option<&str> {
    let text = text.strip_prefix('R').unwrap_or(text);
    let open = text.strip_prefix('(');
    let rest = open.unwrap_or(text);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = rest.get(digits..)?.strip_prefix(['.', ')'])?;
    let parted = after.is_empty() || after.starts_with(char::is_whitespace);
    ((1..=3).contains(&digits) && parted).then(|| after.trim_start())
}

/// A hyphen at the end of a line, with a small letter after it, takes no space.
fn is_parted(before: &str, after: &str) -> bool {
    let stem = before.strip_suffix('-');
    stem.is_some_and(|stem| stem.ends_with(char::is_alphabetic))
        && after.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, baseline: f32) -> Printed {
        Printed {
            text: text.into(),
            baseline,
            size: 10.0,
            ..Printed::default()
        }
    }

    #[test]
    fn lines_of_a_cell_become_paragraphs() {
        let lines = [
            line("improve multi-", 10.0),
            line("agency work", 22.0),
            line("• train staff", 34.0),
            line("of all grades", 46.0),
            line("Completed", 66.0),
        ];
        assert_eq!(
            words(&lines),
            "improve multi-agency work\n• train staff of all grades\nCompleted"
        );
    }

    #[test]
    fn a_number_begins_an_item_where_it_is_marked_as_one() {
        assert!(begins_item("3. improve") && begins_item("(12) improve"));
        assert!(!begins_item("3 of them") && !begins_item("3.2 per cent") && !begins_item("o"));
        assert_eq!(numbered("R4."), Some(""));
    }
}
