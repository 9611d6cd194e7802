//! Changed bytes: whatever they are, an answer comes in time.

use std::time::{Duration, Instant};

use annexe::import::read_report;

use crate::setting::{self, page, word};
use crate::{item, paragraph};

/// A generator of numbers that is the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Changes a file in one of the ways in which files are changed.
fn changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let at = dice.roll(out.len());
    match dice.roll(6) {
        0 => out.truncate(at),
        1 => (0..1 + dice.roll(20)).for_each(|_| {
            let at = dice.roll(out.len());
            out[at] = dice.roll(256) as u8;
        }),
        2 => {
            let end = (at + dice.roll(200)).min(out.len());
            out.drain(at..end);
        }
        3 => {
            let end = (at + dice.roll(200)).min(out.len());
            let again = out[at..end].to_vec();
            out.splice(at..at, again);
        }
        4 => out.insert(at, [b'<', b'>', b'&', b'"', 0, 0xFF][dice.roll(6)]),
        _ => {
            let end = (at + 8).min(out.len());
            out[at..end].fill(0);
        }
    }
    out
}

fn withstands(bytes: &[u8], name: &str, repack: impl Fn(&[u8]) -> Vec<u8>) -> usize {
    let mut dice = Dice(0x00A1_1E2E);
    let mut read = 0;
    for round in 0..500 {
        let started = Instant::now();
        read += usize::from(read_report(&repack(&changed(bytes, &mut dice)), name).is_ok());
        assert!(started.elapsed() < Duration::from_secs(5), "round {round}");
    }
    read
}

fn sample() -> String {
    let cover = [
        "An inspection of probation services in:",
        "Fenmarsh PDU",
        "HM Inspectorate of Probation, May 2024",
    ];
    let cover: String = cover.iter().map(|words| paragraph("", words)).collect();
    let row = |code: &str| {
        let cell = |words: &str| {
            format!(
                "<w:tc><w:tcPr><w:gridSpan w:val=\"1\"/></w:tcPr>{}</w:tc>",
                paragraph("", words)
            )
        };
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell(code),
            cell("Leadership"),
            cell("Good")
        )
    };
    let items: String = (0..12)
        .map(|at| item(1, at % 3, "improve the plans of people on probation"))
        .collect();
    format!(
        "{cover}<w:tbl>{}{}</w:tbl>{}{}{items}",
        row("1.1"),
        row("1.2"),
        paragraph("<w:pStyle w:val=\"berschrift1\"/>", "Recommendations"),
        paragraph("", "Fenmarsh PDU should:")
    )
}

#[test]
fn a_word_document_may_be_changed_anywhere() {
    let whole = crate::packed(&sample(), crate::STYLES, crate::LISTS);
    assert!(read_report(&whole, "a.docx").is_ok());
    println!(
        "{} of 500 were read",
        withstands(&whole, "a.docx", <[u8]>::to_vec)
    );
}

#[test]
fn the_parts_of_a_word_document_may_be_changed_anywhere() {
    let body = sample();
    for (name, part) in [
        (
            "word/document.xml",
            word::part("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/styles.xml", word::part("styles", crate::STYLES)),
        ("word/numbering.xml", word::part("numbering", crate::LISTS)),
    ] {
        let read = withstands(part.as_bytes(), "a.docx", |changed| {
            let whole = word::part("document", &format!("<w:body>{body}</w:body>"));
            let parts = [("word/document.xml", whole.as_bytes()), (name, changed)];
            let own = if name == "word/document.xml" {
                &parts[1..]
            } else {
                &parts[..]
            };
            packed(own)
        });
        println!("{name}: {read} of 500 were read");
    }
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_web_page_may_be_changed_anywhere() {
    let text = "An inspection of probation services in:\n\nFenmarsh PDU\n\nHM Inspectorate of Probation, May 2024\n\n\
        Ratings\n\n1.1\tLeadership\tGood\n1.2\tStaff\tInadequate\n\nRecommendations\n\nFenmarsh PDU should:\n\n\
        1. improve plans\n2. visit people<sup>1</sup>\n\n<sup>1</sup> A note\n";
    let whole = page::page(&setting::blocks(text), page::Around::Site);
    assert!(read_report(whole.as_bytes(), "a.html").is_ok());
    println!(
        "{} of 500 were read",
        withstands(whole.as_bytes(), "a.html", <[u8]>::to_vec)
    );
}
