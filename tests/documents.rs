//! The published reports set as Word documents and as web pages.

mod setting;

use setting::{Block, blocks, page, word};

/// The words of all blocks, in their order.
fn words(blocks: &[Block]) -> String {
    let mut words: Vec<String> = Vec::new();
    for block in blocks {
        let runs: Vec<&setting::blocks::Words> = match block {
            Block::Heading(_, words)
            | Block::Paragraph(words)
            | Block::Item(_, words)
            | Block::Bullet(_, words)
            | Block::Contents(words, _)
            | Block::Footnote(_, words)
            | Block::Running(words) => vec![words],
            Block::Table(rows) => rows.iter().flatten().collect(),
        };
        words.extend(runs.into_iter().map(|runs| setting::blocks::plain(runs)));
    }
    words.join(" ")
}

/// The words of more than four letters, sorted; of a link its words, not its address.
fn long_words(text: &str) -> Vec<String> {
    let parts = text.split("<a ").enumerate();
    let shown = parts.map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('>').map_or(part, |(_, after)| after),
    });
    let text: String = shown.collect();
    let words = text.split(|c: char| !c.is_alphabetic());
    let mut words: Vec<String> = words
        .filter(|word| word.len() > 4)
        .map(str::to_owned)
        .collect();
    words.sort();
    words
}

#[test]
fn a_setting_loses_no_word_of_a_report() {
    for name in setting::REPORTS {
        let Some(text) = setting::report(name) else {
            return;
        };
        let blocks = blocks(&text);
        let set = long_words(&words(&blocks));
        let all = long_words(&text);
        let lost: Vec<_> = all.iter().filter(|word| !set.contains(word)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
        // `Ove<tab>rall` is one long word where it is mended.
        assert!((all.len()..all.len() + 3).contains(&set.len()), "{name}");
        assert!(page::page(&blocks, page::Around::Site).contains("</html>"));
        assert!(word::document(&blocks).starts_with(b"PK"));
    }
}
