//! The words of cells: kept as they stand, but for space.

/// Joins the lines of a cell: of a name, a number, a role.
pub(super) fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Keeps the lines of a cell, without blank ones and without space around them.
pub(super) fn paragraphs(words: &str) -> String {
    let lines = words
        .lines()
        .map(on_one_line)
        .filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Joins the lines of a sentence; nested bullets stay lines of their own.
pub(super) fn sentence(words: &str) -> String {
    let mut sentence = String::new();
    for line in paragraphs(words).lines() {
        if !sentence.is_empty() {
            sentence.push(if is_bullet(line) { '\n' } else { ' ' });
        }
        sentence += line;
    }
    sentence
}

fn is_bullet(line: &str) -> bool {
    let mut letters = line.chars();
    let mark = letters.next();
    mark.is_some_and(|mark| "•●▪■◦·–-*o".contains(mark)) && letters.next() == Some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_sentence_are_joined_and_its_bullets_are_not() {
        assert_eq!(
            sentence(" see people\n at  home:\n\n• where others\nmay be at risk"),
            "see people at home:\n• where others may be at risk"
        );
        assert_eq!(paragraphs(" one\r\n\n two  three "), "one\ntwo three");
    }
}
