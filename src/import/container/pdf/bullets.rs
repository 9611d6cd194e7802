//! Bullets that are drawn as shapes, as browsers do: they become the sign that they stand for.

use super::drawn::{Dot, Drawn};
use super::piece::Piece;

/// Adds a bullet before each line that a small shape stands before.
pub(super) fn add(drawn: &mut Drawn) {
    let mut by_height: Vec<usize> = (0..drawn.pieces.len()).collect();
    by_height.sort_by(|&a, &b| {
        let (a, b) = (&drawn.pieces[a], &drawn.pieces[b]);
        a.baseline.total_cmp(&b.baseline)
    });
    let dots = std::mem::take(&mut drawn.dots);
    let mut found: Vec<(usize, Piece)> = dots
        .iter()
        .filter_map(|dot| bullet(dot, &drawn.pieces, &by_height))
        .collect();
    // A shape that is filled and then outlined is one bullet.
    found.sort_by_key(|(at, _)| *at);
    found.dedup_by_key(|(at, _)| *at);
    // Each stands right before its line, as a bullet that is printed.
    for (at, bullet) in found.into_iter().rev() {
        drawn.pieces.insert(at, bullet);
    }
}

/// Finds the piece that a shape stands before, and makes a bullet of it.
fn bullet(dot: &Dot, pieces: &[Piece], by_height: &[usize]) -> Option<(usize, Piece)> {
    let from = by_height.partition_point(|&at| pieces[at].baseline < dot.y);
    let level = by_height[from..]
        .iter()
        .take_while(|&&at| pieces[at].baseline < dot.y + 20.0)
        .take(200)
        .copied()
        .filter(|&at| is_level(dot, &pieces[at]));
    let mut beside: Vec<usize> = level.collect();
    beside.sort_by(|&a, &b| pieces[a].left.total_cmp(&pieces[b].left));
    let next = beside.iter().copied().find(|&at| pieces[at].left > dot.x)?;
    let word = &pieces[next];
    let gap = word.left - dot.x - dot.width / 2.0;
    let first = beside
        .iter()
        .all(|&at| pieces[at].left > dot.x || pieces[at].right < dot.x - 3.0 * word.size);
    let near = (0.1 * word.size..3.0 * word.size).contains(&gap);
    let is_one = near && first && dot.width < 0.65 * word.size && !begins_with_sign(&word.text);
    is_one.then(|| (next, sign(dot, word)))
}

/// A bullet stands in the middle of small letters.
fn is_level(dot: &Dot, piece: &Piece) -> bool {
    let up = (piece.baseline - dot.y) / piece.size;
    (0.1..0.6).contains(&up)
}

fn begins_with_sign(text: &str) -> bool {
    text.starts_with(['•', '●', '▪', '■', '◦', '□'])
}

fn sign(dot: &Dot, word: &Piece) -> Piece {
    Piece {
        text: if dot.hollow { "◦" } else { "•" }.to_owned(),
        left: dot.x - dot.width / 2.0,
        right: dot.x + dot.width / 2.0,
        baseline: word.baseline,
        size: word.size,
        bold: word.bold,
        space_after: true,
        content: dot.content.or(word.content),
        artifact: dot.artifact && dot.content.is_none() && word.artifact,
        ..Piece::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(dot: Dot) -> Vec<String> {
        let piece = Piece {
            text: "train staff".into(),
            left: 40.0,
            right: 90.0,
            baseline: 100.0,
            size: 11.0,
            ..Piece::default()
        };
        let mut drawn = Drawn {
            pieces: vec![piece],
            dots: vec![dot, dot],
            ..Drawn::default()
        };
        add(&mut drawn);
        drawn.pieces.into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_dot_before_a_line_is_its_bullet_and_others_are_none() {
        let dot = Dot {
            x: 30.0,
            y: 96.0,
            width: 4.0,
            hollow: false,
            content: None,
            artifact: false,
        };
        assert_eq!(drawn(dot), ["•", "train staff"]);
        assert_eq!(
            drawn(Dot {
                hollow: true,
                ..dot
            }),
            ["◦", "train staff"]
        );
        assert_eq!(drawn(Dot { y: 80.0, ..dot }), ["train staff"]);
        assert_eq!(drawn(Dot { x: 95.0, ..dot }), ["train staff"]);
    }
}
