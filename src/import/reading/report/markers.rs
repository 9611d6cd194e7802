//! How an item of a list begins: its bullet, its number.

/// The manner in which a list is numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `1.`
    Dot,
    /// `1)` or `(1)`
    Bracket,
    /// `R1.` or `Recommendation 1:`
    Lettered,
    /// `1` and a space
    Bare,
    /// `1.2`
    Nested,
}

/// What stands before the words of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// A bullet and the sign that it is
    Bullet(char),
    /// A number: as printed, its value, and how it is written
    Number(String, u32, Style),
    /// `a)`, `(b)`, `iv.`, `A.`: a part of an item, or its number
    Letter(String),
}

impl Marker {
    /// Tells whether it is a number alone, which may as well count something: `20 places`.
    pub(super) fn is_bare_number(&self) -> bool {
        matches!(self, Marker::Number(_, _, Style::Bare))
    }
}

/// Splits the marker off a line; nothing where the line has none.
pub(super) fn marked(text: &str) -> Option<(Marker, &str)> {
    if let Some((bullet, rest)) = bullet(text) {
        // "• 3. improve" has lost its list; "• 234 cases" begins with a number of cases.
        return match number(rest) {
            Some((Marker::Number(_, _, Style::Bare), _)) | None => {
                Some((Marker::Bullet(bullet), rest))
            }
            marked => marked,
        };
    }
    number(text).or_else(|| letter(text))
}

/// Splits a bullet off.
pub(super) fn bullet(text: &str) -> Option<(char, &str)> {
    let sign = text.chars().next()?;
    let rest = &text[sign.len_utf8()..];
    let spaced = rest.starts_with(char::is_whitespace);
    let is_bullet = match sign {
        '•' | '●' | '▪' | '◦' | '■' | '□' | '►' | '‣' | '∙' | '➢' | '✓' => {
            true
        }
        '-' | '–' | '—' | '*' | '·' | 'o' | '+' | '>' => spaced,
        _ => false,
    };
    let rest = rest.trim_start();
    (is_bullet && !rest.is_empty()).then_some((sign, rest))
}

/// Splits `Recommendation one:` off.
fn number_in_words(text: &str) -> Option<(Marker, &str)> {
    const NUMBERS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let rest = text.strip_prefix("Recommendation ")?;
    let (word, words) = rest.split_once([':', '.'])?;
    let value = NUMBERS
        .iter()
        .position(|number| number.eq_ignore_ascii_case(word.trim()))?
        + 1;
    let marker = Marker::Number(
        value.to_string(),
        u32::try_from(value).ok()?,
        Style::Lettered,
    );
    Some((marker, words.trim_start()))
}

/// Splits a number off; the words may be empty where a number stands on a line of its own.
pub(super) fn number(text: &str) -> Option<(Marker, &str)> {
    if let Some(found) = number_in_words(text) {
        return Some(found);
    }
    let (lettered, rest) = without_letter(text);
    let bracketed = rest.strip_prefix('(');
    let rest = bracketed.unwrap_or(rest);
    // Four figures are a year as often as a number: a list of a thousand items says which.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let value: u32 = rest[..digits].parse().ok().filter(|&value| value > 0)?;
    let printed = format!(
        "{}{}",
        if lettered == "R" { "R" } else { "" },
        &rest[..digits]
    );
    let after = &rest[digits..];
    // A scan may set the full stop apart: `1 . improve`.
    let after = after
        .strip_prefix(' ')
        .filter(|after| after.starts_with(". "))
        .unwrap_or(after);
    let found = |style, words: &str| (Marker::Number(printed.clone(), value, style), words.len());
    let (marker, length) = if bracketed.is_some() {
        found(Style::Bracket, opened(after.strip_prefix(')')?)?)
    } else if let Some(words) = after.strip_prefix(')') {
        found(Style::Bracket, opened(words)?)
    } else if !lettered.is_empty() {
        let words = after.strip_prefix(['.', ':', ')']).unwrap_or(after);
        found(Style::Lettered, opened(words)?)
    } else if let Some(words) = after.strip_prefix('.') {
        match opened(words) {
            Some(words) => found(Style::Dot, words),
            None if digits == 4 => return None,
            None => return nested(&rest[..digits], words),
        }
    } else if digits == 4 {
        return None;
    } else {
        let words = after
            .starts_with(char::is_whitespace)
            .then(|| after.trim_start())?;
        found(Style::Bare, words)
    };
    Some((marker, &text[text.len() - length..]))
}

fn without_letter(text: &str) -> (&'static str, &str) {
    for (word, kept) in [("Recommendation ", "word"), ("RECOMMENDATION ", "word")] {
        if let Some(rest) = text.strip_prefix(word) {
            return (kept, rest);
        }
    }
    match text.strip_prefix('R') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => ("R", rest),
        _ => ("", text),
    }
}

/// The words after a number begin after a space, or at once with a letter or a quote.
fn opened(words: &str) -> Option<&str> {
    let begins =
        |c: char| c.is_whitespace() || c.is_alphabetic() || matches!(c, '"' | '‘' | '“' | '\'');
    (words.is_empty() || words.starts_with(begins)).then(|| words.trim_start())
}

/// `1.2 improve …`, `4.1.2 improve …`: a number under a number.
fn nested<'a>(major: &str, rest: &'a str) -> Option<(Marker, &'a str)> {
    let length = rest
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b'.')
        .count();
    let minor = rest[..length].trim_end_matches('.');
    let parts: Vec<&str> = minor.split('.').collect();
    if parts.len() > 2 || parts.iter().any(|part| !(1..=2).contains(&part.len())) {
        return None;
    }
    let value = parts.last()?.parse().ok()?;
    let words = rest[length..].strip_prefix(')').unwrap_or(&rest[length..]);
    let words = words
        .starts_with(char::is_whitespace)
        .then(|| words.trim_start())?;
    Some((
        Marker::Number(format!("{major}.{minor}"), value, Style::Nested),
        words,
    ))
}

/// `a)`, `(b)`, `iv.`, `A.`: a letter or Roman number with a bracket or a full stop.
fn letter(text: &str) -> Option<(Marker, &str)> {
    let bracketed = text.strip_prefix('(');
    let rest = bracketed.unwrap_or(text);
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let sign = &rest[..length];
    let roman = |signs: &[u8]| sign.bytes().all(|byte| signs.contains(&byte));
    if length == 0 || (length > 1 && !roman(b"ivx") && !roman(b"IVX")) {
        return None;
    }
    let after = rest[length..].strip_prefix([')', '.'])?;
    let words = after
        .starts_with(char::is_whitespace)
        .then(|| after.trim_start())?;
    (!words.is_empty()).then(|| (Marker::Letter(sign.to_owned()), words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match marked(text) {
            None => "none".into(),
            Some((Marker::Bullet(sign), words)) => format!("{sign}|{words}"),
            Some((Marker::Number(printed, value, style), words)) => {
                format!("{printed}={value} {style:?}|{words}")
            }
            Some((Marker::Letter(letter), words)) => format!("{letter}|{words}"),
        }
    }

    #[test]
    fn markers_of_every_manner_are_known() {
        for (text, parts) in [
            ("- 1. improve", "1=1 Dot|improve"),
            ("1) improve", "1=1 Bracket|improve"),
            ("(12) improve", "12=12 Bracket|improve"),
            ("R1. improve", "R1=1 Lettered|improve"),
            ("Recommendation 3: improve", "3=3 Lettered|improve"),
            ("Recommendation two: improve", "2=2 Lettered|improve"),
            ("4\timprove", "4=4 Bare|improve"),
            ("1.improve", "1=1 Dot|improve"),
            ("1.", "1=1 Dot|"),
            ("1 . improve", "1=1 Dot|improve"),
            ("1.2 improve", "1.2=2 Nested|improve"),
            ("4.1.2 improve", "4.1.2=2 Nested|improve"),
            ("• improve", "•|improve"),
            ("– improve", "–|improve"),
            ("* improve", "*|improve"),
            ("o improve", "o|improve"),
            ("a) improve", "a|improve"),
            ("(iv) improve", "iv|improve"),
            ("of the service", "none"),
            ("-improve", "none"),
            ("2022 was", "none"),
            ("15", "none"),
            ("0 / 27", "none"),
            ("i.e. improve", "none"),
        ] {
            assert_eq!(shown(text), parts, "{text}");
        }
    }
}
