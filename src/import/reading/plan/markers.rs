//! The marks that begin an item within a cell: `a)`, `(1)`, `2.`, `1.2`, a bullet.

/// What sort of mark it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Letter,
    Number,
    Roman,
    /// `3.2`: the number of the recommendation and that of the action
    Dotted,
    Bullet,
}

/// A mark at the beginning of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker<'t> {
    pub(super) style: Style,
    /// `a`, `2`, `3.2`; nothing for a bullet
    pub(super) label: Option<String>,
    /// The words after it
    pub(super) rest: &'t str,
}

/// Returns the mark with which a paragraph begins.
pub(super) fn marker(text: &str) -> Option<Marker<'_>> {
    bullet(text).or_else(|| labelled(text))
}

fn bullet(text: &str) -> Option<Marker<'_>> {
    let rest = text.strip_prefix(['•', '●', '▪', '■', '◦', '·', '‣', '*', '-', '–', 'o'])?;
    let is_sign = !text.starts_with(['•', '●', '▪', '■', '◦', '·', '‣']);
    // A hyphen or an `o` begins an item where a space follows.
    (!is_sign || rest.starts_with([' ', '\t'])).then(|| Marker {
        style: Style::Bullet,
        label: None,
        rest: rest.trim_start(),
    })
}

fn labelled(text: &str) -> Option<Marker<'_>> {
    let (word, rest) = text.split_once([' ', '\t', '\n']).unwrap_or((text, ""));
    let word = match word.to_lowercase().as_str() {
        "action" => {
            return labelled(rest.trim_start()).filter(|found| found.style == Style::Number);
        }
        _ => word,
    };
    let bare = word
        .trim_start_matches('(')
        .trim_end_matches([')', '.', ':']);
    let is_closed = word.ends_with([')', '.', ':']);
    let style = style(bare, word.ends_with(')'))?;
    let is_mark = is_closed || style == Style::Dotted;
    (is_mark && !rest.trim().is_empty()).then(|| Marker {
        style,
        label: Some(bare.to_lowercase()),
        rest: rest.trim_start(),
    })
}

fn style(bare: &str, in_brackets: bool) -> Option<Style> {
    let is_number = |part: &str| {
        !part.is_empty() && part.len() <= 3 && part.bytes().all(|c| c.is_ascii_digit())
    };
    if is_number(bare) {
        return Some(Style::Number);
    }
    if let Some((one, other)) = bare.split_once('.')
        && is_number(one)
        && is_number(other)
    {
        return Some(Style::Dotted);
    }
    let lower = bare.to_lowercase();
    let is_letter = lower.len() == 1 && lower.bytes().all(|c| c.is_ascii_lowercase());
    match lower.as_str() {
        "i" | "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" => Some(Style::Roman),
        // `A. Nother` is a name; a capital letter begins an item in brackets alone.
        _ if is_letter && (in_brackets || bare == lower) => Some(Style::Letter),
        _ => None,
    }
}

/// Parts a paragraph in which items follow one another: `a) … b) …`, `1) … 2) …`, `• … • …`.
pub(super) fn parted(text: &str) -> Vec<String> {
    if text.contains('•') {
        let (before, items) = text.split_once('•').expect("it contains one");
        let items = items.split('•').map(|item| format!("• {}", item.trim()));
        let before = Some(before.trim().to_owned()).filter(|before| !before.is_empty());
        return before
            .into_iter()
            .chain(items.filter(|item| item.len() > "• ".len()))
            .collect();
    }
    let letters: Vec<String> = ('a'..='z').map(String::from).collect();
    let numbers: Vec<String> = (1..30).map(|number: i32| number.to_string()).collect();
    for (labels, closing) in [
        (&letters, ")"),
        (&numbers, ")"),
        (&letters, "."),
        (&numbers, "."),
    ] {
        let starts = sequence(text, labels, closing);
        // `a) and b) of the policy` names two, and parts nothing.
        let are_items = starts.windows(2).all(|pair| {
            let words = text[pair[0]..pair[1]].split_whitespace().nth(1);
            !matches!(words, Some("and" | "or" | "&"))
        });
        if starts.len() > 1 && are_items && begins_a_sentence(text, starts[0]) {
            return cut(text, &starts);
        }
    }
    vec![text.to_owned()]
}

/// Parts a paragraph at the numbers of actions under a recommendation: `We agree. 3.1 train staff 3.2 …`.
pub(super) fn parted_under(text: &str, own: &str) -> Vec<String> {
    let begins = |at: usize| {
        let before = at == 0 || text[..at].ends_with(' ');
        let rest = &text[at + own.len()..];
        let number = rest.strip_prefix('.').unwrap_or_default();
        let digits = number.len()
            - number
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        before && (1..=3).contains(&digits) && number[digits..].starts_with(' ')
    };
    let number = |at: usize| {
        let digits = text[at + own.len() + 1..].split(' ').next();
        digits.and_then(|digits| digits.parse::<usize>().ok())
    };
    let found = text.match_indices(own).map(|(at, _)| at);
    let mut starts: Vec<usize> = Vec::new();
    for at in found.filter(|&at| !own.is_empty() && begins(at)) {
        // `In line with standard 2.1 …` speaks of another number; the first one begins a sentence.
        if number(at) == Some(starts.len() + 1)
            && (!starts.is_empty() || begins_a_sentence(text, at))
        {
            starts.push(at);
        }
    }
    match starts.as_slice() {
        [] => vec![text.to_owned()],
        starts => cut(text, starts),
    }
}

/// Tells whether nothing, or the end of a sentence or of a part of one, stands before a place.
fn begins_a_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(['(', ' ']);
    before.is_empty() || before.ends_with(['.', ';', ':', ','])
}

/// Returns where the marks of a sequence begin, each after the one before.
fn sequence(text: &str, labels: &[String], closing: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut from = 0;
    for label in labels {
        let token = format!("{label}{closing} ");
        let Some(at) = next_mark(text, from, &token, closing) else {
            break;
        };
        starts.push(at);
        from = at + token.len();
    }
    starts
}

fn next_mark(text: &str, from: usize, token: &str, closing: &str) -> Option<usize> {
    let mut from = from;
    while let Some(found) = text.get(from..)?.find(token) {
        let at = from + found;
        let opened = text[..at].strip_suffix('(');
        let before = opened.unwrap_or(&text[..at]).trim_end_matches(' ');
        let apart = before.len() < opened.unwrap_or(&text[..at]).len() || before.is_empty();
        // `2.` in the middle of a sentence is no mark; after its end it is.
        let ended = closing == ")" || before.is_empty() || before.ends_with(['.', ';', ':', ',']);
        if apart && ended {
            return Some(at - usize::from(opened.is_some()));
        }
        from = at + token.len();
    }
    None
}

fn cut(text: &str, starts: &[usize]) -> Vec<String> {
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let items = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| text[start..end].trim().to_owned());
    let before = Some(text[..starts[0]].trim().to_owned()).filter(|before| !before.is_empty());
    before.into_iter().chain(items).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_within_a_sentence_part_nothing() {
        for text in [
            "We agree. In line with standard 2.1 managers will review. They set aside 2.5 hours a week.",
            "We do not agree. a) and b) of the policy stand.",
        ] {
            assert_eq!(parted_under(text, "2"), [text]);
            assert_eq!(parted(text), [text]);
        }
        assert_eq!(
            parted_under("We agree. 2.1 train staff 2.2 write a guide", "2"),
            ["We agree.", "2.1 train staff", "2.2 write a guide"]
        );
    }

    #[test]
    fn items_in_one_paragraph_are_parted_where_their_marks_follow_one_another() {
        for (text, parts) in [
            (
                "a) train staff b) write a guide",
                vec!["a) train staff", "b) write a guide"],
            ),
            (
                "We agree. (a) train staff; (b) write",
                vec!["We agree.", "(a) train staff;", "(b) write"],
            ),
            (
                "1. Train all. 2. Write a guide.",
                vec!["1. Train all.", "2. Write a guide."],
            ),
            ("We hold 2. meetings", vec!["We hold 2. meetings"]),
            ("see annexe a) of it", vec!["see annexe a) of it"]),
            ("• one • two", vec!["• one", "• two"]),
        ] {
            assert_eq!(parted(text), parts, "{text}");
        }
    }

    #[test]
    fn numbers_under_the_recommendation_part_a_paragraph() {
        let parts = parted_under("We agree. 3.1 train 4.2 staff 3.2 write", "3");
        assert_eq!(parts, ["We agree.", "3.1 train 4.2 staff", "3.2 write"]);
        assert_eq!(parted_under("by 3.15pm", "3"), ["by 3.15pm"]);
        assert_eq!(
            parted_under("it grew to 13.1 or 3. then", "3"),
            ["it grew to 13.1 or 3. then"]
        );
    }

    #[test]
    fn marks_are_known() {
        for (text, label) in [
            ("a) do", Some("a")),
            ("(b) do", Some("b")),
            ("3. do", Some("3")),
            ("1.2 do", Some("1.2")),
            ("Action 2: do", Some("2")),
            ("iv) do", Some("iv")),
            ("A. Nother will", None),
            ("2026 will be", None),
            ("we will", None),
            ("on the day", None),
        ] {
            assert_eq!(
                marker(text).and_then(|found| found.label).as_deref(),
                label,
                "{text}"
            );
        }
    }
}
