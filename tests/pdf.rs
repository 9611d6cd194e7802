//! The published reports printed as PDF by several programs, and small PDFs that show one damage
//! each.

#![cfg(feature = "pdf")]

mod setting;

use std::fs;

use annexe::domain::draft::{Draft, DraftRecommendation};
use annexe::import::read_report;
use setting::print::Printer;

/// What a draft says, without places and notes: a line for each fact.
fn said(draft: &Draft) -> String {
    let mut said = Vec::new();
    let publication = &draft.publication;
    said.push(format!("facts {:?}", publication.facts));
    let body = publication.body.as_ref().map(|body| &body.value);
    said.push(format!("body {body:?}, area {:?}", publication.area));
    said.push(format!("abbreviation {:?}", publication.abbreviation));
    said.extend(
        draft
            .ratings
            .iter()
            .map(|read| format!("rating {:?}", read.value)),
    );
    let questions = draft.key_questions.iter();
    said.extend(questions.map(|read| format!("key question {:?}", read.value)));
    said.extend(draft.recommendations.iter().map(item));
    if let Some(alert) = &draft.alert {
        said.push(format!("alert {}", alert.words));
        said.extend(
            alert
                .concerns
                .iter()
                .map(|read| format!("concern {}", read.value)),
        );
        let responses = alert.responses.iter();
        said.extend(responses.map(|response| {
            format!(
                "response {} {:?} {:?}",
                response.words, response.state, response.said_on
            )
        }));
    }
    for earlier in &draft.earlier {
        let body = earlier.body.as_ref().map(|body| &body.value);
        said.push(format!("earlier {:?} of {body:?}", earlier.facts));
        for again in &earlier.items {
            let finding = again.finding.as_ref();
            let finding = finding
                .map(|finding| (&finding.words, finding.progress, &finding.printed_progress));
            said.push(format!(
                "{}\n  found {finding:?}",
                item(&again.recommendation)
            ));
        }
    }
    said.extend(
        draft
            .questions
            .iter()
            .map(|question| format!("question {}", question.words)),
    );
    said.join("\n") + "\n"
}

fn item(item: &DraftRecommendation) -> String {
    let number = item.printed_number.as_deref().unwrap_or("-");
    format!("{number} [{}] {}", item.addressees.join(" + "), item.words)
}

/// The lines in which two texts differ.
fn difference(wanted: &str, found: &str) -> String {
    let missing = wanted
        .lines()
        .filter(|line| !found.lines().any(|other| other == *line));
    let more = found
        .lines()
        .filter(|line| !wanted.lines().any(|other| other == *line));
    let missing = missing.map(|line| format!("- {line}\n"));
    missing
        .chain(more.map(|line| format!("+ {line}\n")))
        .collect()
}

/// Of a list whose first number is lost in the text the setting prints it.
fn restore_first_numbers(items: &mut [DraftRecommendation]) {
    for at in 1..items.len() {
        if items[at - 1].printed_number.is_none()
            && items[at].printed_number.as_deref() == Some("2")
        {
            items[at - 1].printed_number = Some("1".to_owned());
        }
    }
}

/// Prints the published reports with a program; each must say what its text says.
fn says_the_same(printer: Printer) {
    let mut wrong = String::new();
    for name in setting::REPORTS {
        let Some(text) = setting::report(name) else {
            return;
        };
        let mut wanted = read_report(text.as_bytes(), name).unwrap();
        restore_first_numbers(&mut wanted.recommendations);
        let folder = tempfile::tempdir().unwrap();
        let Some(pdf) = printer.print(&setting::blocks(&text), folder.path()) else {
            return;
        };
        if let Ok(keep) = std::env::var("KEEP_PDFS") {
            fs::write(format!("{keep}/{name}-{printer:?}.pdf"), &pdf).unwrap();
        }
        let found = read_report(&pdf, &format!("{name}.pdf")).unwrap();
        let (wanted, found) = (said(&wanted), said(&found));
        if wanted != found {
            wrong += &format!("{name} by {printer:?}:\n{}", difference(&wanted, &found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_browsers_pdf_says_what_the_report_says() {
    says_the_same(Printer::Chromium);
}

#[test]
fn a_browsers_pdf_without_tags_says_what_the_report_says() {
    says_the_same(Printer::ChromiumUntagged);
}

#[test]
fn a_pdf_of_weasyprint_says_what_the_report_says() {
    says_the_same(Printer::WeasyPrint);
}

#[test]
fn a_pdf_of_an_office_suite_says_what_the_report_says() {
    says_the_same(Printer::Office);
}

#[test]
fn a_pdf_of_an_office_suite_without_tags_says_what_the_report_says() {
    says_the_same(Printer::OfficeUntagged);
}

/// Reads a small PDF of an invented report.
fn sample(name: &str) -> Result<Draft, String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf");
    let file = format!("{name}.pdf");
    let bytes = fs::read(path.join(&file)).unwrap();
    read_report(&bytes, &file).map_err(|refused| refused.to_string())
}

/// The items of a sample, each with its number and whom it asks.
fn items(name: &str) -> Vec<String> {
    sample(name)
        .unwrap()
        .recommendations
        .iter()
        .map(item)
        .collect()
}

fn has_note(draft: &Draft, words: &str) -> bool {
    draft.notes.iter().any(|note| note.words.contains(words))
}

const SIX: [&str; 6] = [
    "1 [Fenmarsh PDU] improve the quality of plans so that each one keeps people safe, and review it when something changes in the life of the person",
    "2 [Fenmarsh PDU] ensure that every practitioner has time for reflective supervision and that it is recorded",
    "3 [Fenmarsh PDU] provide enough interventions for people who were convicted of offences in the home",
    "4 [Fenmarsh PDU] agree with partners how information about children is shared within two working days",
    "5 [Fenmarsh PDU] make sure that managers countersign plans for cases of high risk of serious harm",
    "6 [Fenmarsh PDU] train all staff of the unit in professional curiosity and measure what it changes",
];

#[test]
fn headers_and_footers_inside_an_item_are_left_out_and_that_is_said_once() {
    let draft = sample("header-in-item").unwrap();
    assert_eq!(items("header-in-item"), SIX);
    let said = draft
        .notes
        .iter()
        .filter(|note| note.words.contains("headers, footers"));
    assert_eq!(said.count(), 1);
}

#[test]
fn a_footnote_that_looks_like_an_item_is_none() {
    assert_eq!(items("footnote-in-list"), SIX);
}

#[test]
fn numbers_on_a_line_of_their_own_are_joined_to_their_words() {
    assert_eq!(items("numbers-apart"), SIX);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let found = items("two-columns");
    assert_eq!(found[..6], SIX);
    assert_eq!(
        found[6..],
        [
            "7 [Saltmere region] fund two posts for the victim liaison unit",
            "8 [Saltmere region] share what other units have learnt about enforcement"
        ]
    );
}

#[test]
fn hyphens_at_line_ends_go_and_printed_ones_stay() {
    assert_eq!(
        items("hyphens"),
        [
            "1 [Fenmarsh PDU] strengthen multi-agency arrangements for countersigning the assessments of practitioners",
            "2 [Fenmarsh PDU] improve supervision, interventions and pre-sentence information for magistrates",
            "3 [Fenmarsh PDU] communicate organisational responsibilities to administrative colleagues immediately"
        ]
    );
}

#[test]
fn ligatures_are_taken_apart_and_raised_figures_stay() {
    assert_eq!(
        items("ligatures"),
        [
            "1 [Fenmarsh PDU] use the office in Reedham effectively, and staff it",
            "2 [Fenmarsh PDU] find officers for the floating workflow of 12 km²"
        ]
    );
}

#[test]
fn text_that_was_recognised_in_a_picture_is_read_and_noted() {
    let draft = sample("recognised").unwrap();
    assert_eq!(draft.recommendations.len(), 2);
    assert!(has_note(&draft, "recognised in a picture"));
}

#[test]
fn a_page_that_is_a_picture_among_others_is_named() {
    let draft = sample("half-scan").unwrap();
    assert!(has_note(&draft, "page 2 holds a picture and no text"));
}

#[test]
fn what_cannot_be_read_is_refused_in_one_sentence_each() {
    for (name, why) in [
        (
            "scan",
            "page 1 holds a picture and no text: this PDF is a scan",
        ),
        (
            "locked",
            "is a PDF with a password; open it and save it without one",
        ),
        ("cut-off", "is a PDF that is cut off"),
        (
            "no-map",
            "page 1 is set in a font that does not say which letters it prints",
        ),
    ] {
        let refused = sample(name).unwrap_err();
        assert!(refused.starts_with(&format!("{name}.pdf ")), "{refused}");
        assert!(refused.contains(why), "{refused}");
    }
}

/// The rows of the tables of a sample.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf");
    let bytes = fs::read(path.join(format!("{name}.pdf"))).unwrap();
    let text = annexe::import::container::read(&bytes, name).unwrap();
    let rows = text.lines.into_iter().filter_map(|line| line.row);
    rows.map(|row| row.cells).collect()
}

#[test]
fn an_action_plan_is_rows_with_rules_and_without() {
    let head = [
        "No",
        "Recommendation",
        "Response",
        "Action",
        "Owner",
        "Target date",
    ];
    let first = [
        "1",
        "Improve the quality of plans so that each keeps people safe",
        "Agreed",
        "Train all staff of the unit in planning\nReview ten plans a month",
        "Head of Fenmarsh PDU",
        "March 2027",
    ];
    for (name, count) in [("plan-ruled", 13), ("plan-open", 4)] {
        let rows = rows(name);
        assert_eq!(rows.len(), count, "{name}");
        assert_eq!(
            (rows[0].as_slice(), rows[1].as_slice()),
            (&head.map(String::from)[..], &first.map(String::from)[..])
        );
        assert_eq!(rows[2][5], "30 September 2026");
    }
}

#[test]
fn a_file_that_swells_is_stopped_by_the_limit_of_memory() {
    let folder = tempfile::tempdir().unwrap();
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf/swells.pdf");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_annexe"))
        .env("ANNEXE_REGISTER", folder.path().join("register.annexe"))
        .arg("import")
        .arg(file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("swells.pdf could not be read: it took more than 1 GB of memory"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn the_program_reads_a_pdf_in_a_process_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let file =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf/two-columns.pdf");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_annexe"))
        .env("ANNEXE_REGISTER", folder.path().join("register.annexe"))
        .arg("import")
        .arg(file)
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("victim liaison unit"), "{shown}");
}

/// Changed files are read or refused; a reader that breaks down is a failure.
#[test]
fn changed_samples_are_read_or_refused() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/pdf");
    for name in ["ligatures", "plan-open", "recognised", "footnote-in-list"] {
        let bytes = fs::read(folder.join(format!("{name}.pdf"))).unwrap();
        let mut seed = 7u64;
        for _ in 0..40 {
            let mut changed = bytes.clone();
            for _ in 0..6 {
                seed = seed
                    .wrapping_mul(6364136223846793005)
                    .wrapping_add(1442695040888963407);
                let at = (seed >> 33) as usize % changed.len();
                changed[at] = (seed >> 24) as u8;
            }
            let _ = read_report(&changed, name);
        }
    }
}
