//! The published reports set as Word documents and as web pages.

mod setting;

use annexe::domain::draft::{Draft, DraftRecommendation};
use annexe::import::read_report;
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

/// What a draft says, a fact a line: without places and notes, with every word.
fn facts(draft: &Draft) -> Vec<String> {
    let mut facts = vec![
        format!("facts {:?}", draft.publication.facts),
        format!(
            "body {:?}",
            draft.publication.body.as_ref().map(|body| &body.value)
        ),
        format!("area {:?}", draft.publication.area),
        format!("abbreviation {:?}", draft.publication.abbreviation),
    ];
    facts.extend(
        draft
            .ratings
            .iter()
            .map(|read| format!("rating {:?}", read.value)),
    );
    let questions = draft.key_questions.iter();
    facts.extend(questions.map(|read| format!("question {:?}", read.value)));
    let item = |at: usize, item: &DraftRecommendation| {
        // The number of a first item that the text lost is printed in a setting.
        let number = item.printed_number.clone().unwrap_or((at + 1).to_string());
        format!("{number} {:?} {}", item.addressees, item.words)
    };
    let own = draft.recommendations.iter().enumerate();
    facts.extend(own.map(|(at, own)| format!("recommendation {}", item(at, own))));
    if let Some(alert) = &draft.alert {
        facts.push(format!("alert {}", alert.words));
        facts.extend(
            alert
                .concerns
                .iter()
                .map(|concern| format!("concern {}", concern.value)),
        );
        let said = alert.responses.iter();
        facts.extend(said.map(|said| {
            format!(
                "response {} {:?} {:?}",
                said.words, said.state, said.said_on
            )
        }));
    }
    for earlier in &draft.earlier {
        facts.push(format!(
            "earlier {:?} {:?}",
            earlier.facts,
            earlier.body.as_ref().map(|body| &body.value)
        ));
        for (at, known) in earlier.items.iter().enumerate() {
            let finding = known.finding.as_ref();
            let finding = finding.map(|finding| (&finding.words, &finding.printed_progress));
            facts.push(format!(
                "earlier item {} {finding:?}",
                item(at, &known.recommendation)
            ));
        }
    }
    facts
}

/// Asserts that a setting of each report says what the text says.
fn says_the_same(ending: &str, set: impl Fn(&[Block]) -> Vec<u8>) {
    for name in setting::REPORTS {
        let Some(text) = setting::report(name) else {
            return;
        };
        let expected = facts(&read_report(text.as_bytes(), "report.txt").unwrap());
        let file = format!("{name}.{ending}");
        let draft = read_report(&set(&blocks(&text)), &file).unwrap();
        let found = facts(&draft);
        for (expected, found) in expected.iter().zip(&found) {
            assert_eq!(found, expected, "{file}");
        }
        assert_eq!(found.len(), expected.len(), "{file}");
        assert_eq!(draft.questions, [], "{file}");
        println!(
            "{file}: {} facts, {} notes {:#?}",
            found.len(),
            draft.notes.len(),
            draft.notes
        );
    }
}

#[test]
fn reports_set_as_word_documents_say_what_their_texts_say() {
    says_the_same("docx", word::document);
}

#[test]
fn reports_set_as_web_pages_say_what_their_texts_say() {
    says_the_same("html", |blocks| {
        page::page(blocks, page::Around::Nothing).into_bytes()
    });
}

#[test]
fn reports_on_the_pages_of_a_site_say_what_their_texts_say() {
    says_the_same("htm", |blocks| {
        page::page(blocks, page::Around::Site).into_bytes()
    });
}
