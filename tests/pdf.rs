//! The published reports printed as PDF by several programs, and small PDFs that show one damage
//! each.

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
