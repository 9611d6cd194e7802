//! A line as it is printed: pieces put together, the marks of footnotes taken out.

use super::piece::Piece;

/// What a line is besides words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Not known, or text
    #[default]
    Text,
    /// A heading, as the file or the size says
    Heading,
    /// A footnote
    Footnote,
}

/// A line of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Printed {
    /// Its page, from 1
    pub page: usize,
    /// Which line of the page it is, from 1
    pub number: usize,
    /// Its words; cells of a row and what is set far apart between tabs
    pub text: String,
    /// Where it begins, in points from the left
    pub left: f32,
    /// Where it ends
    pub right: f32,
    /// How far down its baseline is
    pub baseline: f32,
    /// The size that most of it is set in
    pub size: f32,
    /// Whether all of it is bold
    pub bold: bool,
    /// The raised mark of a footnote that it begins with
    pub mark: Option<String>,
    /// The marks of footnotes inside it
    pub calls: Vec<String>,
    /// What it is
    pub role: Role,
    /// Where the text of its column begins and ends
    pub column: (f32, f32),
    /// Whether a paragraph begins with it, where the file says so
    pub begins: Option<bool>,
    /// Whether it was printed without paint, under a picture
    pub invisible: bool,
    /// The row of a table that it is: the table, and the cells
    pub row: Option<(usize, Vec<String>)>,
    /// What is unsure about it
    pub doubt: Option<&'static str>,
    /// Where the second column of its table begins, if that is known
    pub second: Option<f32>,
}

impl Printed {
    /// Puts the pieces of one line together; nothing where they say nothing.
    pub fn of(mut pieces: Vec<&Piece>, page: usize) -> Option<Printed> {
        pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
        let base = base(&pieces)?;
        let mut line = Printed {
            page,
            left: pieces[0].left,
            baseline: base.baseline,
            size: base.size,
            bold: is_bold(&pieces),
            invisible: pieces.iter().all(|piece| piece.invisible),
            ..Printed::default()
        };
        let mut before: Option<&Piece> = None;
        for piece in pieces {
            line.right = line.right.max(piece.right);
            if let Some(mark) = footnote_mark(piece, base, &line.text) {
                match line.text.is_empty() {
                    true => line.mark = Some(mark),
                    false => line.calls.push(mark),
                }
                before = Some(piece).filter(|_| !line.text.is_empty());
                continue;
            }
            if let Some(before) = before {
                line.text.push_str(before.parted_from(piece));
            }
            line.text.push_str(&raised(piece, base));
            before = Some(piece);
        }
        line.text = line.text.trim().to_owned();
        (!line.text.is_empty() || line.mark.is_some()).then_some(line)
    }

    /// Returns how wide the first word is, with the space before it.
    pub fn first_word(&self) -> f32 {
        let first = self.text.split_whitespace().next().unwrap_or_default();
        let all = self.text.chars().count().max(1);
        (self.right - self.left) * (first.chars().count() + 1) as f32 / all as f32
    }

    /// Tells whether the first word of the next line would have found room on this one: its
    /// end is meant.
    pub fn ends_early(&self, next: &Printed) -> bool {
        let room = self.column.1 - self.right;
        room > next.first_word() + 0.3 * self.size
    }
}

/// The piece in whose size most of the line is set.
fn base<'a>(pieces: &[&'a Piece]) -> Option<&'a Piece> {
    let weight = |piece: &&&Piece| {
        let letters = piece.text.chars().filter(|c| c.is_alphanumeric()).count();
        (letters + 1) as f32 * piece.size
    };
    let heaviest = |a: &&&Piece, b: &&&Piece| weight(a).total_cmp(&weight(b));
    pieces.iter().max_by(heaviest).copied()
}

fn is_bold(pieces: &[&Piece]) -> bool {
    let says = |piece: &&&Piece| piece.text.chars().any(char::is_alphanumeric);
    let mut saying = pieces.iter().filter(says).peekable();
    saying.peek().is_some() && saying.all(|piece| piece.bold)
}

/// How far a piece is raised above the line, in parts of the line's size.
fn rise(piece: &Piece, base: &Piece) -> f32 {
    (base.baseline - piece.baseline) / base.size
}

/// Returns the mark of a footnote: small, raised, figures or signs. `km²` keeps its figure.
fn footnote_mark(piece: &Piece, base: &Piece, before: &str) -> Option<String> {
    let small = piece.size < 0.9 * base.size && rise(piece, base) > 0.12;
    let text = piece
        .text
        .trim_matches(|c| matches!(c, '[' | ']' | '(' | ')' | ',' | ' '));
    let figures = (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let signs = !text.is_empty() && text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
    let listed = text
        .split([',', ' '])
        .all(|part| part.parse::<u16>().is_ok());
    let unit = ["km", " m", " cm", "m2"]
        .iter()
        .any(|unit| before.ends_with(unit));
    (small && (figures || signs || listed) && !unit).then(|| text.to_owned())
}

/// The words of a piece; raised figures that are no mark of a footnote stay raised.
fn raised(piece: &Piece, base: &Piece) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let small = piece.size < 0.9 * base.size && rise(piece, base) > 0.12;
    if !small || !piece.text.bytes().all(|byte| byte.is_ascii_digit()) {
        return piece.text.clone();
    }
    let figures = piece.text.bytes();
    figures
        .map(|byte| RAISED[usize::from(byte - b'0')])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, right: f32) -> Piece {
        Piece {
            text: text.into(),
            left,
            right,
            baseline: 100.0,
            size: 10.0,
            ..Piece::default()
        }
    }

    fn small(text: &str, left: f32, right: f32) -> Piece {
        Piece {
            size: 6.0,
            baseline: 96.5,
            ..piece(text, left, right)
        }
    }

    fn text(pieces: &[Piece]) -> String {
        Printed::of(pieces.iter().collect(), 1).unwrap().text
    }

    #[test]
    fn gaps_become_spaces_and_tabs() {
        let pieces = [
            piece("1.1", 0.0, 14.0),
            piece("Lead", 40.0, 60.0),
            piece("ership", 60.5, 85.0),
            piece("is weak", 88.0, 120.0),
        ];
        assert_eq!(text(&pieces), "1.1\tLeadership is weak");
    }

    #[test]
    fn a_raised_figure_is_a_footnotes_mark_unless_it_belongs_to_a_unit() {
        let services = [piece("services.", 0.0, 40.0), small("2", 40.0, 43.0)];
        assert_eq!(text(&services), "services.");
        let area = [
            piece("12 km", 0.0, 25.0),
            small("2", 25.0, 28.0),
            piece("of fen", 31.0, 60.0),
        ];
        assert_eq!(text(&area), "12 km² of fen");
        let first = [
            piece("the 1", 0.0, 22.0),
            small("st", 22.0, 27.0),
            piece("visit", 30.0, 50.0),
        ];
        assert_eq!(text(&first), "the 1st visit");
        let note = [small("3", 0.0, 3.0), piece("We asked.", 5.0, 50.0)];
        let line = Printed::of(note.iter().collect(), 1).unwrap();
        assert_eq!(
            (line.text.as_str(), line.mark.as_deref()),
            ("We asked.", Some("3"))
        );
    }

    #[test]
    fn a_line_is_bold_where_all_its_words_are() {
        let mut pieces = [piece("Good", 0.0, 25.0), piece("–", 28.0, 33.0)];
        pieces[0].bold = true;
        assert!(Printed::of(pieces.iter().collect(), 1).unwrap().bold);
        pieces[1].text = "and".into();
        assert!(!Printed::of(pieces.iter().collect(), 1).unwrap().bold);
    }
}
