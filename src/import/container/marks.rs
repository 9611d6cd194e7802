//! The marks that a text carries beside its words: Markdown, HTML, footnotes.

use super::line::Line;

/// Makes a line of its raw words: marks are understood and taken out.
pub(super) fn line(number: usize, raw: &str) -> Line {
    let indent = raw
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\t' { 4 } else { 1 })
        .sum();
    let (heading, rest) = without_hashes(without_quote_marks(raw.trim()));
    let bold = rest.len() > 4 && rest.starts_with("**") && rest.ends_with("**");
    let (plain, footnote) = without_footnote_marks(&without_tags(&repaired(&cells(rest))));
    Line {
        number,
        place: number.to_string(),
        text: without_double_blanks(without_emphasis(&plain).trim()),
        indent,
        heading,
        bold,
        footnote,
        row: None,
    }
}

/// Two blanks between words are one; wider gaps may part columns and stay.
fn without_double_blanks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blanks = 0;
    for c in text.chars() {
        match (c, blanks) {
            (' ', _) => blanks += 1,
            (_, 0) => {}
            (_, count) => out.extend(std::iter::repeat_n(' ', if count == 2 { 1 } else { count })),
        }
        if c != ' ' {
            blanks = 0;
            out.push(c);
        }
    }
    out
}

/// Takes the marks of a quoted letter off: `> `.
fn without_quote_marks(text: &str) -> &str {
    let mut rest = text;
    while let Some(inside) = rest
        .strip_prefix('>')
        .filter(|inside| inside.is_empty() || inside.starts_with([' ', '>']))
    {
        rest = inside.trim_start();
    }
    rest
}

fn without_hashes(text: &str) -> (bool, &str) {
    let rest = text.trim_start_matches('#');
    let hashes = text.len() - rest.len();
    if (1..=6).contains(&hashes) && (rest.is_empty() || rest.starts_with([' ', '\t', '*'])) {
        (true, rest.trim())
    } else {
        (false, text)
    }
}

/// Reads a row of a Markdown table into its cells, a `<br>` in them as a break; its rule has none.
pub(super) fn row(raw: &str) -> Option<Vec<String>> {
    let text = without_quote_marks(raw.trim());
    if !is_row(text) {
        return None;
    }
    let inside = text[1..text.len() - 1].replace("\\|", "\u{1}");
    if is_rule(&inside) {
        return Some(Vec::new());
    }
    let cell = |cell: &str| {
        let cell = cell
            .replace('\u{1}', "|")
            .replace("<br/>", "<br>")
            .replace("<br />", "<br>");
        let lines: Vec<String> = cell
            .split("<br>")
            .map(|words| line(0, words).text)
            .collect();
        lines.join("\n").trim().to_owned()
    };
    Some(inside.split('|').map(cell).collect())
}

fn is_row(text: &str) -> bool {
    text.len() > 2 && text.starts_with('|') && text.ends_with('|')
}

fn is_rule(inside: &str) -> bool {
    inside.chars().all(|c| matches!(c, '-' | ':' | '|' | ' '))
}

/// A row of a Markdown table becomes cells between tabs; its rule becomes nothing.
fn cells(text: &str) -> String {
    if !is_row(text) {
        return text.to_owned();
    }
    let inside = &text[1..text.len() - 1];
    if is_rule(inside) {
        return String::new();
    }
    let cells: Vec<&str> = inside.split('|').map(str::trim).collect();
    cells.join("\t")
}

/// Mends a footnote mark that an extraction wrote half as an entity.
fn repaired(text: &str) -> String {
    if !text.contains('<') && !text.contains('&') {
        return text.to_owned();
    }
    text.replace("<sup>&</sup>lt;sup>", "<sup>")
        .replace("&lt;sup&gt;", "<sup>")
        .replace("&lt;/sup&gt;", "</sup>")
}

const TAGS: [&str; 17] = [
    "u", "b", "i", "em", "strong", "a", "br", "span", "p", "li", "ul", "ol", "sup", "sub", "td",
    "tr", "div",
];

/// Takes known tags out; of `<sup>` the content goes with it where it is the mark of a
/// footnote. A mark is kept as a bell character, which no text carries any more.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match tag(rest) {
            Some(("sup", length)) => {
                let inside = &rest[length..];
                match closing(inside).filter(|&end| is_mark(&inside[..end])) {
                    Some(end) => {
                        out.push(MARK);
                        rest = &inside[end + "</sup>".len()..];
                    }
                    None => rest = inside,
                }
            }
            Some((name, length)) => {
                if name == "br" {
                    out.push(' ');
                }
                rest = &rest[length..];
            }
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    with_entities(&out)
}

/// A mark is short, so its end is looked for nearby only.
fn closing(inside: &str) -> Option<usize> {
    let end = b"</sup>";
    inside
        .as_bytes()
        .windows(end.len())
        .take(40)
        .position(|window| window == end)
}

const MARK: char = '\u{7}';

fn is_mark(inside: &str) -> bool {
    inside.len() <= 24
        && (inside.chars().any(|c| c.is_ascii_digit()) || !inside.chars().any(char::is_alphabetic))
}

/// Returns the name and length of a known tag at the start of the text.
fn tag(text: &str) -> Option<(&'static str, usize)> {
    let inside = text.strip_prefix('<')?;
    let name_at = inside.strip_prefix('/').unwrap_or(inside);
    let name = TAGS
        .iter()
        .filter(|name| {
            name_at
                .get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
                && name_at[name.len()..].starts_with(['>', ' ', '/'])
        })
        .max_by_key(|name| name.len())?;
    // A tag is short; a `<` that is closed far away is a sign of the text.
    let end = text.bytes().take(600).position(|byte| byte == b'>')?;
    Some((name, end + 1))
}

fn with_entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (entity, sign)| {
        text.replace(entity, sign)
    })
}

/// Takes the marks of footnotes out, and says whether the line begins with one.
fn without_footnote_marks(text: &str) -> (String, bool) {
    let plain = without_latex(text);
    let mut out = String::with_capacity(plain.len());
    let mut footnote = false;
    for c in plain.chars() {
        match c {
            MARK => footnote |= out.trim().is_empty(),
            c if is_superscript(c) && !is_measure(&out) => footnote |= out.trim().is_empty(),
            // Blanks of other widths are blanks, bullets of symbol fonts are bullets.
            '\u{A0}' | '\u{2007}' | '\u{202F}' | '\u{2009}' => out.push(' '),
            '\u{F0B7}' | '\u{F0A7}' | '\u{F0D8}' | '\u{F0FC}' | '\u{F02D}' => out.push('•'),
            c => out.push(c),
        }
    }
    (out, footnote)
}

pub(super) fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// After a unit a raised figure is a power: `km²`.
pub(super) fn is_measure(before: &str) -> bool {
    let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
    // No unit is longer: a line may be one word, and each of its letters may be raised.
    let end: String = letters.take(3).collect();
    matches!(end.as_str(), "m" | "mk" | "mc" | "tf")
}

/// Turns LaTeX marks (`$^{2}$`) into marks of footnotes.
fn without_latex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let inside = &rest[at + 1..];
        match inside
            .find('$')
            .filter(|&end| is_latex_mark(&inside[..end]))
        {
            Some(end) => {
                out.push(MARK);
                rest = &inside[end + 1..];
            }
            None => {
                out.push('$');
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    out
}

fn is_latex_mark(inside: &str) -> bool {
    inside.len() <= 24 && (inside.contains('^') || inside.chars().all(|c| c == MARK || c == ' '))
}

/// Takes the asterisks of Markdown out, and its backslashes; a bullet stays.
fn without_emphasis(text: &str) -> String {
    let text = text.replace("**", "").replace("__", "");
    if !text.contains(['*', '\\']) {
        return text;
    }
    let characters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (i, &c) in characters.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| characters[i]);
        let after = characters.get(i + 1).copied();
        match c {
            '\\' if after.is_some_and(|c| "*.-_#()[]".contains(c)) => {}
            '*' if before == Some('\\') => out.push('*'),
            // Emphasis may go on over lines, so a mark need not be closed on this one.
            '*' if opens(before, after) || closes(before, after) => {}
            c => out.push(c),
        }
    }
    out
}

fn opens(before: Option<char>, after: Option<char>) -> bool {
    let edge = before.is_none_or(|c| !c.is_alphanumeric());
    edge && after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '‘' | '“' | '"' | '\'' | '('))
}

fn closes(before: Option<char>, after: Option<char>) -> bool {
    let edge = after.is_none_or(|c| !c.is_alphanumeric());
    edge && before.is_some_and(|c| !c.is_whitespace() && c != '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_words_stay() {
        for (raw, plain) in [
            ("### **West Fen PDU**", "West Fen PDU"),
            ("quality of services.<sup>2</sup>", "quality of services."),
            (" $<sup>^2</sup>$  Progress", "Progress"),
            (" $^{^{m 1}$ Progress", "Progress"),
            ("<sup>&</sup>lt;sup>12</sup> The plan", "The plan"),
            ("on <u>our website</u>.", "on our website."),
            ("a <a href=\"x\">link</a> &amp; more", "a link & more"),
            ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
            (
                "taken from: *PLAN 2021: Fen.* A plan",
                "taken from: PLAN 2021: Fen. A plan",
            ),
            ("* one bullet", "* one bullet"),
            ("from *PLAN 2021: Fen", "from PLAN 2021: Fen"),
            ("Service.* A plan", "Service. A plan"),
            ("2*3 is six", "2*3 is six"),
            ("costs $5 and $6", "costs $5 and $6"),
            ("our rating³ is", "our rating is"),
            ("12 km² of fen", "12 km² of fen"),
            ("the 1<sup>st</sup> visit", "the 1st visit"),
            ("| 1.1 | Leadership | Good |", "1.1\tLeadership\tGood"),
            ("|---|:--|", ""),
        ] {
            assert_eq!(line(1, raw).text, plain, "{raw}");
        }
    }

    #[test]
    fn headings_bold_lines_and_footnotes_are_known() {
        assert!(line(1, "#### **HMPPS** should:").heading);
        assert!(line(1, "**London Company** ").bold);
        assert!(line(1, "² We use").footnote && line(1, "<sup>2</sup> We").footnote);
        assert!(!line(1, "services.²").footnote && !line(1, "#hashtag").heading);
    }
}
