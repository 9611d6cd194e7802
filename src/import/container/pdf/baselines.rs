//! Which pieces stand on one line: by their baselines, whatever the order they are drawn in.

use super::piece::Piece;

/// Pieces in no order become lines from top to bottom. Small pieces that are raised beside the
/// words of a line, or lowered, belong to it.
pub(super) fn lines<'a>(pieces: &[&'a Piece]) -> Vec<Vec<&'a Piece>> {
    let mut sorted = pieces.to_vec();
    sorted.sort_by(|a, b| {
        let down = a.baseline.total_cmp(&b.baseline);
        down.then(a.left.total_cmp(&b.left))
    });
    let mut lines: Vec<Vec<&Piece>> = Vec::new();
    for piece in sorted {
        let goes_on = lines.last_mut().filter(|line| is_level(line[0], piece));
        match goes_on {
            Some(line) => line.push(piece),
            None => lines.push(vec![piece]),
        }
    }
    with_raised(lines)
}

/// Bullets and bold words may stand a little off; the lines of a paragraph are further apart.
fn is_level(first: &Piece, piece: &Piece) -> bool {
    (piece.baseline - first.baseline).abs() < 0.3 * first.size.min(piece.size)
}

/// Gives raised and lowered pieces to the line that they stand beside.
fn with_raised(lines: Vec<Vec<&Piece>>) -> Vec<Vec<&Piece>> {
    let mut out: Vec<Vec<&Piece>> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(mut line) = lines.next() {
        if let Some(next) = lines.peek_mut() {
            give(&mut line, next, 0.75);
        }
        if let Some(before) = out.last_mut() {
            give(&mut line, before, 0.45);
        }
        if !line.is_empty() {
            out.push(line);
        }
    }
    out
}

/// Moves those pieces of a line to another that are smaller and stand close beside its words.
fn give<'a>(from: &mut Vec<&'a Piece>, to: &mut Vec<&'a Piece>, reach: f32) {
    // No line of a page has thousands of pieces; one that has is not searched through for each.
    if from.len().saturating_mul(to.len()) > 1_000_000 {
        return;
    }
    let largest = to.iter().map(|piece| piece.size).fold(0.0, f32::max);
    let near = |piece: &&Piece| {
        let small = piece.size < 0.9 * largest;
        small && to.iter().any(|word| stands_beside(piece, word, reach))
    };
    let (given, kept): (Vec<_>, Vec<_>) = from.drain(..).partition(near);
    to.extend(given);
    *from = kept;
}

fn stands_beside(piece: &Piece, word: &Piece, reach: f32) -> bool {
    let gap = (piece.left - word.right)
        .abs()
        .min((word.left - piece.right).abs());
    let apart = (piece.baseline - word.baseline).abs();
    piece.size < 0.9 * word.size && gap < 0.6 * word.size && apart < reach * word.size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, left: f32, baseline: f32, size: f32) -> Piece {
        Piece {
            text: text.into(),
            left,
            right: left + size * 0.5 * text.len() as f32,
            baseline,
            size,
            ..Piece::default()
        }
    }

    fn shown(pieces: &[Piece]) -> Vec<String> {
        let all: Vec<&Piece> = pieces.iter().collect();
        let said = |line: Vec<&Piece>| {
            let words: Vec<&str> = line.iter().map(|piece| piece.text.as_str()).collect();
            words.join("|")
        };
        lines(&all).into_iter().map(said).collect()
    }

    #[test]
    fn pieces_on_a_baseline_are_a_line_in_any_order_of_drawing() {
        let pieces = [
            piece("second", 20.0, 114.0, 10.0),
            piece("first", 20.0, 100.0, 10.0),
            piece("•", 5.0, 101.0, 12.0),
        ];
        assert_eq!(shown(&pieces), ["first|•", "second"]);
    }

    #[test]
    fn a_raised_mark_belongs_to_the_words_beside_it() {
        let pieces = [
            piece("word", 20.0, 100.0, 10.0),
            piece("2", 40.0, 96.0, 6.0),
            piece("above", 200.0, 88.0, 10.0),
        ];
        assert_eq!(shown(&pieces), ["above", "word|2"]);
    }
}
