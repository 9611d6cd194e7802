//! PDF, read back by poppler: nothing of a report is lost on its way to the page.

use std::fs;
use std::path::Path;
use std::process::Command;

use annexe::document::{
    Bar, Cell, Chart, Column, Document, Imprint, Layout, Section, Span, Style, Total, plain,
};
use annexe::render::{Format, Page, render};
use serde_json::Value;

const PAGE: Page = Page {
    width: 80,
    colour: false,
};

/// What units are asked for in reports, in invented words.
const ASKED: [&str; 6] = [
    "Make sure that every handover to a resettlement team is written down before release.",
    "Review the management oversight of cases that are held by newly qualified officers, so that each \
     of them is discussed with a manager at least once in eight weeks, that the reasons for decisions \
     are recorded, and that actions from these discussions are followed up until they are done.",
    "Check addresses before release – with children’s services where a child lives there.",
    "Work with the courts and with the other organisations of the area to shorten the time between \
     sentence and first appointment; publish the figures each quarter, by team and by kind of order.",
    "Give every practitioner access to the training on domestic abuse (≥ two days a year).",
    "Ensure that enforcement follows the published guidance, that absences which are accepted are \
     accepted for a reason that is recorded, and that people on probation are told in writing, in \
     words they understand, what happens next → and by when. Where Welsh is spoken (Llŷn, Dŵr Uchel) \
     the letter is in Welsh.",
];

/// A board paper of many rows.
pub fn board_paper(rows: usize) -> Document {
    let row = |number: usize| {
        let day = format!("20{:02}-{:02}-18", 19 + number % 6, 1 + number % 12);
        vec![
            Cell::Reference(format!("fenmarsh-20{:02}/{}", 19 + number % 6, number + 1)),
            Cell::Text(ASKED[number % ASKED.len()].into()),
            Cell::Date(day.parse().unwrap()),
            Cell::Rich(vec![
                Span {
                    text: "Some progress".into(),
                    style: Style::Bold,
                },
                Span {
                    text: ", found at the inspection of May 2024".into(),
                    style: Style::Plain,
                },
            ]),
            Cell::Text(["Agreed", "Agreed in part", "Not agreed"][number % 3].into()),
            Cell::Text(ASKED[(number + 2) % ASKED.len()].into()),
            Cell::List(vec![
                "Head of Fenmarsh PDU".into(),
                "Regional director".into(),
            ]),
            Cell::Date("2025-03-31".parse().unwrap()),
            if number.is_multiple_of(4) {
                Cell::Nothing
            } else {
                Cell::Number(37 * number as i64)
            },
        ]
    };
    let columns = vec![
        Column::new("reference", "Reference"),
        Column::new("recommendation", "Recommendation"),
        Column::new("published_on", "Published"),
        Column::new("progress", "Progress"),
        Column::new("response", "Response"),
        Column::new("next_action", "Next action"),
        Column::new("owners", "Responsible Owner"),
        Column::new("target_on", "Target date"),
        Column::new("days_late", "Days late"),
    ];
    let section = |key, heading: &str, from: usize, to: usize| Section {
        key,
        heading: Some(heading.into()),
        intro: vec![plain(
            "The oldest first. What is shared with another unit is listed under both.",
        )],
        layout: Layout::Table,
        columns: columns.clone(),
        rows: (from..to).map(row).collect(),
    };
    Document {
        key: "outstanding",
        title: "Outstanding recommendations: Fenmarsh PDU".into(),
        as_at: "2026-11-24".parse().ok(),
        head: "change 214 · 9f3a 77c0 21de".into(),
        imprint: Imprint {
            meeting: "2026-12-03".parse().ok(),
            marking: Some("OFFICIAL-SENSITIVE".into()),
            author: Some("Performance and quality".into()),
        },
        filters: vec![
            ("body", "Fenmarsh PDU".into()),
            ("progress", "none, some".into()),
        ],
        intro: vec![plain(
            "Sorted by unit, then the oldest first. One that is addressed jointly is counted once.",
        )],
        totals: totals(rows),
        charts: vec![by_progress(), by_age()],
        sections: vec![
            section("own", "Asked of Fenmarsh PDU", 0, rows * 2 / 3),
            section(
                "inherited",
                "Inherited from Saltmere CRC",
                rows * 2 / 3,
                rows,
            ),
        ],
    }
}

fn totals(rows: usize) -> Vec<Total> {
    let total = |key: &str, label: &str, count: usize, of: Option<usize>| Total {
        key: key.into(),
        label: label.into(),
        count: count as u64,
        of: of.map(|of| of as u64),
    };
    vec![
        total(
            "outstanding",
            "Recommendations outstanding",
            rows,
            Some(rows + 17),
        ),
        total("no_progress", "No progress", 31, Some(rows)),
        total("some_progress", "Some progress", 23, Some(rows)),
        total("not_graded", "Not graded", 6, Some(rows)),
        total("not_agreed", "of these not agreed by HMPPS", 4, Some(rows)),
        total(
            "asked_above",
            "Apart from the total: asked of bodies above",
            12,
            None,
        ),
    ]
}

fn chart(key: &'static str, title: &str, description: &str, bars: &[(&str, u64)]) -> Chart {
    let bar = |&(label, count): &(&str, u64)| Bar {
        label: label.into(),
        count,
    };
    Chart {
        key,
        title: title.into(),
        description: description.into(),
        bars: bars.iter().map(bar).collect(),
    }
}

fn by_progress() -> Chart {
    chart(
        "by_progress",
        "By progress",
        "Outstanding recommendations by the newest grade, the least first",
        &[
            ("No progress", 31),
            ("Some progress", 23),
            ("Not graded", 6),
            ("Graded at a part", 0),
        ],
    )
}

fn by_age() -> Chart {
    chart(
        "by_age",
        "By age",
        "Outstanding recommendations by the years since the report, the youngest first",
        &[
            ("less than a year", 3),
            ("1 to 2 years", 14),
            ("3 to 4 years", 28),
            ("5 years and more", 15),
        ],
    )
}

fn written(document: &Document, format: Format) -> Vec<u8> {
    render(document, format, &PAGE).unwrap()
}

/// Runs a program of poppler on a document; nothing, said aloud, where there is no poppler.
fn read_by(program: &str, arguments: &[&str], document: &Document) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    fs::write(&file, written(document, Format::Pdf)).unwrap();
    read_file_by(program, arguments, &file)
}

fn read_file_by(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let (options, last): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|word| **word != "-");
    match Command::new(program)
        .args(options)
        .arg(file)
        .args(last)
        .output()
    {
        Ok(output) => {
            // Some versions of pdfinfo take exception to a key that they read wrongly.
            let errors = String::from_utf8_lossy(&output.stderr).replace(
                "Syntax Error: Suspects object is wrong type (boolean)\n",
                "",
            );
            assert!(
                output.status.success() && errors.is_empty(),
                "{program}: {errors}"
            );
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        Err(error) if std::env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("{program} is missing, and nothing may be skipped: {error}")
        }
        Err(_) => {
            eprintln!("skipped: {program} is missing (on Debian: apt-get install poppler-utils)");
            None
        }
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_words_and_numbers_of_the_page_are_those_of_the_data() {
    let document = board_paper(60);
    let Some(text) = read_by("pdftotext", &["-raw", "-"], &document) else {
        return;
    };
    // What stands around the pages may part a row from its continuation, never one of its cells.
    let text = folded(&text);
    let json: Value = serde_json::from_slice(&written(&document, Format::Json)).unwrap();
    let rows = json["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 60);
    for row in rows {
        for key in ["reference", "recommendation", "next_action", "response"] {
            let words = row[key].as_str().unwrap();
            assert!(text.contains(&folded(words)), "{words}\nin\n{text}");
        }
    }
    for (_, total) in json["totals"].as_object().unwrap() {
        let (label, count) = (total["label"].as_str().unwrap(), &total["count"]);
        let of = total["of"]
            .as_u64()
            .map(|of| format!(" of {of}"))
            .unwrap_or_default();
        let words = format!("{label} {count}{of}");
        assert!(text.contains(&words), "{words}\nin\n{text}");
    }
    for (_, chart) in json["charts"].as_object().unwrap() {
        for bar in chart["bars"].as_array().unwrap() {
            let words = format!("{} {}", bar["label"].as_str().unwrap(), bar["count"]);
            assert!(text.contains(&words), "{words}\nin\n{text}");
        }
    }
}

#[test]
fn every_page_says_what_it_is_and_every_page_of_a_table_has_its_head() {
    let document = board_paper(60);
    let Some(text) = read_by("pdftotext", &["-layout", "-"], &document) else {
        return;
    };
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert!(pages.len() > 5, "{}", pages.len());
    for (at, page) in pages.iter().enumerate() {
        let number = format!("Page {} of {}", at + 1, pages.len());
        for words in [
            &number,
            "Outstanding recommendations: Fenmarsh PDU",
            "Days late",
        ] {
            assert!(page.contains(words), "{words}\nin\n{page}");
        }
        assert!(
            page.contains("Register head: change 214 · 9f3a 77c0 21de"),
            "{page}"
        );
        assert_eq!(page.matches("OFFICIAL-SENSITIVE").count(), 2, "{page}");
    }
    for words in [
        "For the meeting of 3 December 2026",
        "As at 24 November 2026",
        "unit or organisation: Fenmarsh PDU",
    ] {
        assert!(pages[0].contains(words), "{words}\nin\n{}", pages[0]);
    }
}

#[test]
fn a_row_higher_than_a_page_and_a_word_longer_than_a_page_lose_nothing() {
    let mut document = board_paper(6);
    let mut rows = document.sections[0].rows.iter_mut();
    rows.next().unwrap()[1] = Cell::Text("What nobody else says. ".repeat(400));
    rows.next().unwrap()[1] = Cell::Text("Z".repeat(20_000));
    let Some(text) = read_by("pdftotext", &["-raw", "-"], &document) else {
        return;
    };
    assert_eq!(text.matches('Z').count(), 20_000);
    assert_eq!(folded(&text).matches("nobody").count(), 400);
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    for page in &pages {
        let number_of_heads = page.matches("Responsible").count();
        assert!(number_of_heads >= 1, "{page}");
    }
    let continued = pages
        .iter()
        .filter(|page| page.contains("fenmarsh-2019/1, continued"));
    assert!(continued.count() >= 2, "{text}");
}

#[test]
fn annexe_one_and_what_is_empty_are_pages_too() {
    let mut document = board_paper(2);
    document.sections[0].layout = Layout::Record;
    document.sections[1].rows.clear();
    let Some(text) = read_by("pdftotext", &["-layout", "-"], &document) else {
        return;
    };
    assert!(
        folded(&text).contains("Recommendation: Make sure that every handover"),
        "{text}"
    );
    assert!(folded(&text).contains("listed under both. None."), "{text}");
    let info = read_by("pdfinfo", &[], &document).unwrap();
    assert!(
        folded(&info).contains("Page size: 595.28 x 841.89 pts (A4)"),
        "{info}"
    );
}

#[test]
fn the_file_is_tagged_says_its_title_and_carries_its_fonts() {
    let document = board_paper(12);
    let Some(info) = read_by("pdfinfo", &[], &document) else {
        return;
    };
    for line in [
        "Title: Outstanding recommendations: Fenmarsh PDU",
        "Subject: For the meeting of 3 December 2026. As at 24 November 2026. Filters: unit or organisation: Fenmarsh PDU; progress: none, some",
        "Author: Performance and quality",
        "Tagged: yes",
        "Page size: 841.89 x 595.28 pts (A4)",
        "JavaScript: no",
    ] {
        assert!(folded(&info).contains(line), "{line}\nin\n{info}");
    }
    let fonts = read_by("pdffonts", &[], &document).unwrap();
    let fonts: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!fonts.is_empty());
    for font in fonts {
        let yes = font
            .split_whitespace()
            .filter(|word| *word == "yes")
            .count();
        assert_eq!(yes, 3, "embedded, a part, with its characters: {font}");
    }
}

#[test]
fn those_who_hear_the_page_hear_headings_and_tables() {
    let Some(tree) = read_by("pdfinfo", &["-struct-text"], &board_paper(12)) else {
        return;
    };
    let tree = folded(&tree);
    for part in [
        "Document",
        "H1 \"Outstanding recommendations: Fenmarsh PDU\" (block)",
        "H2 \"Asked of Fenmarsh PDU\" (block)",
        "Lbl (block) \"Recommendations outstanding\" LBody (block) \"12 of 29\"",
        "TR TH: /Scope /Row \"No progress\" TD \"31\"",
        "TH: /Scope /Column \"Reference\" TH: /Scope /Column \"Recommendation\"",
        "TH: /Scope /Row \"fenmarsh-2019/1\" TD \"Make sure that every handover",
        "P (block) \"Register head: change 214 · 9f3a 77c0 21de\"",
    ] {
        assert!(tree.contains(part), "{part}\nin\n{tree}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let document = board_paper(12);
    assert_eq!(
        written(&document, Format::Pdf),
        written(&document, Format::Pdf)
    );
}

#[test]
fn words_from_outside_do_no_harm() {
    let hostile = "\u{1b}[31mred \u{202e}drow\u{202c} a\u{200b}b\0 (see) \\) /JavaScript << >> endstream \
                   保護 \u{1f642} \u{fffe} \u{e000} e\u{301}\u{301}\u{301} العربية";
    let mut document = board_paper(3);
    document.title = format!("Hostile {hostile}");
    document.imprint.marking = Some(hostile.into());
    document.imprint.author = Some(hostile.into());
    document.head = hostile.into();
    document.charts[0].description = hostile.repeat(1000);
    document.sections[0].heading = Some(hostile.repeat(1000));
    document.sections[0].rows[0][1] = Cell::Text(hostile.into());
    document.sections[0].rows[1][0] = Cell::Reference(hostile.into());
    let Some(text) = read_by("pdftotext", &["-raw", "-"], &document) else {
        return;
    };
    let text = folded(&text);
    for words in [
        "␛[31mred \\u{202e}drow\\u{202c} a\\u{200b}b␀ (see) \\) /JavaScript",
        "endstream \\u{4fdd}\\u{8b77} \\u{1f642}",
    ] {
        assert!(text.contains(words), "{words}\nin\n{text}");
    }
    assert!(
        text.contains("Reference Recommendation Published"),
        "still a table: {text}"
    );
    let info = folded(&read_by("pdfinfo", &[], &document).unwrap());
    assert!(
        info.contains("JavaScript: no") && info.contains("Tagged: yes"),
        "{info}"
    );
}
