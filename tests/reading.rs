//! Reading reports into drafts: the published reports at hand, and samples of other forms.

use std::fs;
use std::path::PathBuf;

use annexe::domain::draft::{Draft, DraftAlert, DraftRecommendation, EarlierPublication};
use annexe::domain::inspection::{InspectionFacts, InspectionKind};
use annexe::import::{NotReadable, read_report as read};

/// Reads one of the published reports, which are not part of the project.
fn report(name: &str) -> Option<Draft> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
    let path = folder.join(format!("{name}.txt"));
    match fs::read(&path) {
        Ok(bytes) => Some(read(&bytes, name).unwrap()),
        Err(_) if std::env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("{} is missing", path.display())
        }
        Err(_) => {
            println!("skipped: {} is missing", path.display());
            None
        }
    }
}

fn ratings(draft: &Draft) -> Vec<String> {
    let shown = |rating: &annexe::domain::inspection::Rating| {
        format!(
            "{} {} {}",
            rating.standard,
            rating.name.as_deref().unwrap_or("-"),
            rating.rating
        )
    };
    draft
        .ratings
        .iter()
        .map(|read| shown(&read.value))
        .collect()
}

fn percentages(draft: &Draft) -> Vec<(String, i64, i64)> {
    let questions = draft.key_questions.iter().map(|read| &read.value);
    questions
        .map(|question| {
            (
                question.standard.clone(),
                question.position,
                question.percent,
            )
        })
        .collect()
}

fn expected(rows: &[(&str, &[i64])]) -> Vec<(String, i64, i64)> {
    let positions = |values: &[i64]| (1..).zip(values.to_vec()).collect::<Vec<_>>();
    rows.iter()
        .flat_map(|(standard, values)| {
            positions(values)
                .into_iter()
                .map(|(at, value)| ((*standard).to_owned(), at, value))
        })
        .collect()
}

fn addressees(draft: &Draft) -> Vec<String> {
    draft
        .recommendations
        .iter()
        .map(|item| item.addressees.join(" + "))
        .collect()
}

#[test]
fn the_report_on_hfkcw_is_read() {
    let Some(draft) = report("hfkcw-pdu-2022-10") else {
        return;
    };
    let facts = &draft.publication.facts;
    assert_eq!(facts.kind, InspectionKind::Core);
    assert_eq!(
        draft.publication.body.as_ref().unwrap().value,
        "Hammersmith, Fulham, Kensington, Chelsea, and Westminster PDU"
    );
    assert_eq!(
        draft.publication.area.as_deref(),
        Some("The Probation Service – London region")
    );
    assert_eq!(draft.publication.abbreviation.as_deref(), Some("HFKCW"));
    assert_eq!(facts.isbn.as_deref(), Some("9781914478994"));
    assert_eq!(facts.published_on.unwrap().to_string(), "2022-10");
    assert_eq!(facts.fieldwork_on.unwrap().to_string(), "2022-08-01");
    assert_eq!(facts.led_by.as_deref(), Some("HM Inspector Laura Frampton"));
    assert_eq!(facts.rating.unwrap().words(), "Inadequate");
    assert_eq!(facts.score.unwrap().to_string(), "0/27");
    assert_eq!(ratings(&draft).len(), 9);
    assert_eq!(
        ratings(&draft)[7],
        "2.4 Implementation and delivery Inadequate"
    );
    assert_eq!(
        percentages(&draft),
        expected(&[
            ("2.1", &[17]),
            ("2.2", &[37, 24, 15]),
            ("2.3", &[29, 37, 29]),
            ("2.4", &[29, 29, 24]),
            ("2.5", &[37, 32, 29]),
            ("2.6", &[17])
        ])
    );
    let whom = ["HFKCW"; 8]
        .into_iter()
        .chain(["London region"; 4])
        .chain(["Her Majesty's Prison and Probation Service"; 2]);
    assert_eq!(addressees(&draft), whom.collect::<Vec<_>>());
    let numbers: Vec<_> = draft
        .recommendations
        .iter()
        .map(|item| item.printed_number.clone().unwrap())
        .collect();
    assert_eq!(
        numbers,
        (1..=14)
            .map(|number| number.to_string())
            .collect::<Vec<_>>()
    );
    let words = |number: usize| draft.recommendations[number - 1].words.as_str();
    assert_eq!(
        words(1),
        "improve the quality of work to assess, plan for, manage and review risk of harm"
    );
    assert_eq!(
        words(8),
        "complete all actions identified as part of the organisational alert."
    );
    assert!(words(12).ends_with("analysed effectively to increase the use of available services."));
    assert_eq!(
        words(14),
        "improve the support provision to sites assessed as red under the Prioritising Probation Framework (PPF)."
    );
    let alert = draft.alert.as_ref().unwrap();
    assert!(
        alert
            .words
            .starts_with("An organisational-level alert was raised")
            && alert.words.ends_with("consisting of:")
    );
    assert_eq!(alert.concerns.len(), 8);
    let states: Vec<_> = alert
        .responses
        .iter()
        .map(|response| response.state.unwrap())
        .collect();
    assert_eq!(
        states,
        ["in progress", "completed", "in progress", "in progress"]
    );
    assert!(
        alert
            .responses
            .iter()
            .all(|response| response.said_on.unwrap().to_string() == "2022-08")
    );
    assert!(draft.earlier.is_empty() && draft.questions.is_empty());
}

#[test]
fn the_report_on_west_kent_is_read() {
    let Some(draft) = report("west-kent-pdu-2022-05") else {
        return;
    };
    let facts = &draft.publication.facts;
    assert_eq!(
        facts.title.as_deref(),
        Some("An inspection of probation services in: West Kent PDU")
    );
    assert_eq!(
        draft.publication.body.as_ref().unwrap().value,
        "West Kent PDU"
    );
    assert_eq!(
        draft.publication.area.as_deref(),
        Some("Probation Service – Kent, Surrey and Sussex region")
    );
    assert_eq!(
        (facts.isbn.as_deref(), facts.fieldwork_on),
        (Some("9781914478765"), None)
    );
    assert_eq!(facts.published_on.unwrap().to_string(), "2022-05");
    assert_eq!(facts.score.unwrap().to_string(), "1/27");
    assert_eq!(facts.rating.unwrap().words(), "Inadequate");
    assert_eq!(ratings(&draft).len(), 9);
    assert_eq!(
        ratings(&draft)[3],
        "1.4 Information and facilities Requires improvement"
    );
    assert_eq!(
        percentages(&draft),
        expected(&[
            ("2.1", &[26]),
            ("2.2", &[53, 41, 27]),
            ("2.3", &[41, 42, 27]),
            ("2.4", &[47, 29, 21]),
            ("2.5", &[54, 39, 24]),
            ("2.6", &[27])
        ])
    );
    let region = "Kent, Surrey and Sussex (KSS) probation region";
    let whom = ["West Kent PDU"; 5]
        .into_iter()
        .chain([region; 5])
        .chain(["HMPPS"; 2]);
    assert_eq!(addressees(&draft), whom.collect::<Vec<_>>());
    assert_eq!(draft.recommendations[0].printed_number, None);
    assert_eq!(
        draft.recommendations[0].words,
        "ensure all cases are accurately risk assessed and allocated to the correct grade of probation practitioner"
    );
    assert!(
        draft
            .notes
            .iter()
            .any(|note| note.about == Some(0) && note.words.contains("by its place it is 1"))
    );
    assert_eq!(
        draft.recommendations[11].printed_number.as_deref(),
        Some("12")
    );
    assert_eq!(
        draft.recommendations[11].words,
        "support KSS probation region to expedite the vetting of newly joining staff as a matter of urgency."
    );
    let [plan] = draft.earlier.as_slice() else {
        panic!("one plan")
    };
    assert_eq!(plan.facts.kind, InspectionKind::Plan);
    assert_eq!(
        plan.facts.title.as_deref(),
        Some("HMIP ACTION PLAN 2021: Kent, Surrey, Sussex Probation Service")
    );
    assert_eq!(plan.facts.published_on.unwrap().to_string(), "2021");
    assert_eq!(
        plan.facts.taken_from.as_deref(),
        Some(
            "recommendations made to East of England NPS (September 2019) and Kent, Surrey & Sussex CRC (June 2019)"
        )
    );
    assert_eq!(
        plan.body.as_ref().unwrap().value,
        "Kent, Surrey, Sussex Probation Service"
    );
    let whom: Vec<_> = plan
        .items
        .iter()
        .map(|item| item.recommendation.addressees.join(" + "))
        .collect();
    assert_eq!(whom[0], "Kent, Surrey, Sussex (KSS) Probation Service");
    assert_eq!(whom[1..], vec!["KSS Probation Service"; 6]);
    let findings: Vec<_> = plan
        .items
        .iter()
        .map(|item| item.finding.as_ref().unwrap())
        .collect();
    let grades: Vec<_> = findings
        .iter()
        .map(|finding| finding.printed_progress.as_deref().unwrap())
        .collect();
    assert_eq!(
        grades,
        [&["Some progress"][..], &["No progress"; 6]].concat()
    );
    assert!(
        findings[0]
            .words
            .ends_with("the quality of risk assessments")
    );
    assert!(findings[6].words.ends_with("set up in the community"));
    assert!(draft.alert.is_none() && draft.questions.is_empty());
}

#[test]
fn the_report_on_the_london_crc_is_read() {
    let Some(draft) = report("london-crc-2018-03") else {
        return;
    };
    let facts = &draft.publication.facts;
    assert_eq!(facts.kind, InspectionKind::QualityAndImpact);
    assert_eq!(
        draft.publication.body.as_ref().unwrap().value,
        "London Community Rehabilitation Company"
    );
    assert_eq!(
        (
            facts.isbn.as_deref(),
            draft.publication.abbreviation.as_deref()
        ),
        (Some("9781840998108"), None)
    );
    assert_eq!(facts.published_on.unwrap().to_string(), "2018-03");
    assert_eq!(facts.fieldwork_on.unwrap().to_string(), "2017-10");
    assert_eq!(
        facts.fieldwork_words.as_deref(),
        Some("October and November 2017")
    );
    assert_eq!((facts.rating, facts.score), (None, None));
    assert!(draft.ratings.is_empty() && draft.key_questions.is_empty());
    assert_eq!(
        addressees(&draft),
        ["The London Community Rehabilitation Company"; 6]
    );
    assert_eq!(
        draft.recommendations[2].words,
        "deliver unpaid work effectively"
    );
    let [earlier] = draft.earlier.as_slice() else {
        panic!("one inspection")
    };
    assert_eq!(
        (earlier.facts.kind, &earlier.body),
        (InspectionKind::QualityAndImpact, &None)
    );
    assert_eq!(earlier.facts.published_on.unwrap().to_string(), "2016-09");
    let whom: Vec<_> = earlier
        .items
        .iter()
        .map(|item| item.recommendation.addressees.join(" + "))
        .collect();
    assert_eq!(
        whom[..2],
        ["The Community Rehabilitation Company + National Probation Service"; 2]
    );
    assert_eq!(whom[2..], ["The Community Rehabilitation Company"; 7]);
    assert!(earlier.items.iter().all(|item| item.finding.is_none()));
    assert!(draft.alert.is_none() && draft.questions.is_empty());
}

/// Breaks long lines without tabs at a width, as other extractions of the same report do.
/// Tells whether words stand in a text from the sign that begins an item to the end of it.
fn stand_whole(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].trim_end();
        let begins = before.ends_with(['-', '•', '.', ':', '\n']) || before.ends_with("\u{1}");
        let after = &text[at + words.len()..];
        let grade = after.trim_start().starts_with(['–', '—']);
        begins && (grade || after.trim_start_matches(' ').starts_with(['\u{1}', '\0']))
    })
}

/// A text without markup, its lines joined; a line that begins an item or a paragraph begins with `\u{1}`.
fn lines_joined(text: &str) -> String {
    let plain = text.replace("**", "").replace('#', "");
    let mut joined = String::new();
    for line in plain.lines().map(str::trim) {
        let first = line.split(' ').next().unwrap_or_default();
        let begins =
            line.is_empty() || first == "-" || first.trim_end_matches('.').parse::<u32>().is_ok();
        joined.push_str(if begins { "\u{1}" } else { " " });
        joined.push_str(line);
    }
    joined.push('\0');
    joined
}

#[test]
fn every_item_of_the_published_reports_is_whole() {
    for name in [
        "hfkcw-pdu-2022-10",
        "west-kent-pdu-2022-05",
        "london-crc-2018-03",
    ] {
        let Some(draft) = report(name) else { return };
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../shared/reports")
            .join(format!("{name}.txt"));
        let text = lines_joined(&fs::read_to_string(path).unwrap());
        let earlier = || draft.earlier.iter().flat_map(|earlier| &earlier.items);
        let alert = draft.alert.iter();
        let words: Vec<&str> = draft
            .recommendations
            .iter()
            .map(|item| item.words.as_str())
            .chain(earlier().map(|item| item.recommendation.words.as_str()))
            .chain(
                earlier()
                    .filter_map(|item| item.finding.as_ref())
                    .map(|finding| finding.words.as_str()),
            )
            .chain(
                alert
                    .clone()
                    .flat_map(|alert| &alert.concerns)
                    .map(|concern| concern.value.as_str()),
            )
            .chain(
                alert
                    .flat_map(|alert| &alert.responses)
                    .map(|response| response.words.as_str()),
            )
            .collect();
        for words in words {
            assert!(stand_whole(&text, words), "{name}: {words}");
        }
    }
}

fn wrapped(text: &str, width: usize) -> String {
    let wrap = |line: &str| {
        let mut out = String::new();
        let mut length = 0;
        for word in line.split(' ') {
            if length > 0 {
                out.push(if length + word.len() > width {
                    '\n'
                } else {
                    ' '
                });
                length = if out.ends_with('\n') { 0 } else { length + 1 };
            }
            out.push_str(word);
            length += word.len();
        }
        out
    };
    let lines = text.lines().map(|line| {
        if line.contains('\t') {
            line.to_owned()
        } else {
            wrap(line.trim_end())
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Puts a page's header and number between the lines, as pages do.
fn paged(text: &str) -> String {
    let page = |(at, line): (usize, &str)| match at % 37 {
        36 => format!(
            "{line}\n\nInspection of probation services: Fenmarsh\n\n{}\n\n",
            at / 37 + 2
        ),
        _ => format!("{line}\n"),
    };
    text.lines().enumerate().map(page).collect()
}

/// What a draft says, without places and notes.
fn facts_only(draft: &Draft) -> String {
    let described = described(Ok(draft.clone()));
    let kept = described.lines().filter(|line| !line.starts_with("note "));
    let without_place = |line: &str| match line.split_once("line ") {
        Some((before, after)) => format!(
            "{before}{}",
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        ),
        None => line.to_owned(),
    };
    kept.map(without_place).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_report_says_the_same_however_its_lines_are_broken() {
    for name in [
        "hfkcw-pdu-2022-10",
        "west-kent-pdu-2022-05",
        "london-crc-2018-03",
    ] {
        let Some(draft) = report(name) else { return };
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
        let text = fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let plain: String = text
            .replace("**", "")
            .lines()
            .map(|line| format!("{}\n", line.trim_start_matches('#').trim_start()))
            .collect();
        let dense = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        for (how, changed) in [
            ("wrapped at 60", wrapped(&text, 60)),
            ("wrapped at 80", wrapped(&text, 80)),
            ("without markup, wrapped", wrapped(&plain, 80)),
            ("without markup", plain),
            ("without blank lines", dense),
            ("with spaces for tabs", text.replace('\t', " ")),
            ("with page headers", paged(&text)),
            ("with other line ends", text.replace('\n', "\r\n")),
        ] {
            let read = read(changed.as_bytes(), name).unwrap();
            assert_eq!(facts_only(&read), facts_only(&draft), "{name} {how}");
        }
    }
}

/// Writes what a draft says, a line for each fact, for comparison.
fn described(result: Result<Draft, NotReadable>) -> String {
    let draft = match result {
        Ok(draft) => draft,
        Err(refusal) => return format!("refused: {refusal}\n"),
    };
    let mut out = publication(&draft);
    for rating in ratings(&draft) {
        out += &format!("rating {rating}\n");
    }
    for question in draft.key_questions.iter().map(|read| &read.value) {
        out += &format!(
            "key question {}.{} {}% {}\n",
            question.standard, question.position, question.percent, question.words
        );
    }
    for item in &draft.recommendations {
        out += &format!("recommendation {}\n", recommendation(item));
    }
    if let Some(alert) = &draft.alert {
        out += &described_alert(alert);
    }
    for earlier in &draft.earlier {
        out += &described_earlier(earlier);
    }
    for question in &draft.questions {
        out += &format!(
            "question {}: {} ({})\n",
            question.place, question.words, question.answer
        );
    }
    for note in &draft.notes {
        let about = note
            .about
            .map_or(String::new(), |at| format!(" on {}", at + 1));
        out += &format!("note {}{about}: {}\n", note.place, note.words);
    }
    out
}

fn publication(draft: &Draft) -> String {
    let publication = &draft.publication;
    let facts = facts(&publication.facts);
    let body = publication
        .body
        .as_ref()
        .map_or("no body", |body| &body.value);
    let mut out = format!("body {body}\n{facts}\n");
    for (what, value) in [
        ("area", &publication.area),
        ("abbreviation", &publication.abbreviation),
        ("address", &publication.address),
    ] {
        out += &value
            .as_ref()
            .map_or(String::new(), |value| format!("{what} {value}\n"));
    }
    out
}

fn facts(facts: &InspectionFacts) -> String {
    let InspectionFacts {
        kind,
        title,
        taken_from,
        published_on,
        fieldwork_on,
        fieldwork_words,
        announced_on,
        led_by,
        isbn,
        rating,
        score,
    } = facts;
    let shown = [
        ("title", title.clone()),
        ("taken from", taken_from.clone()),
        ("published", published_on.map(|date| date.to_string())),
        ("fieldwork", fieldwork_on.map(|date| date.to_string())),
        ("printed as", fieldwork_words.clone()),
        ("announced", announced_on.map(|date| date.to_string())),
        ("led by", led_by.clone()),
        ("isbn", isbn.clone()),
        ("overall", rating.map(|rating| rating.to_string())),
        ("score", score.map(|score| score.to_string())),
    ];
    let known = shown
        .into_iter()
        .filter_map(|(what, value)| value.map(|value| format!("; {what} {value}")));
    format!("kind {kind}{}", known.collect::<String>())
}

fn recommendation(item: &DraftRecommendation) -> String {
    let number = item.printed_number.as_deref().unwrap_or("-");
    format!(
        "{number} [{}] line {}: {}",
        item.addressees.join(" + "),
        item.place,
        item.words.replace('\n', " / ")
    )
}

fn described_alert(alert: &DraftAlert) -> String {
    let mut out = format!("alert line {}: {}\n", alert.place, alert.words);
    for concern in &alert.concerns {
        out += &format!("  concern {}\n", concern.value);
    }
    for response in &alert.responses {
        let said_on = response
            .said_on
            .map_or("no date".into(), |date| date.to_string());
        out += &format!(
            "  response {} ({}, {said_on})\n",
            response.words,
            response.state.unwrap_or("no state")
        );
    }
    out
}

fn described_earlier(earlier: &EarlierPublication) -> String {
    let body = earlier
        .body
        .as_ref()
        .map_or("its own body", |body| &body.value);
    let mut out = format!(
        "earlier line {}: {body}; {}\n",
        earlier.place,
        facts(&earlier.facts)
    );
    for item in &earlier.items {
        out += &format!("  item {}\n", recommendation(&item.recommendation));
        if let Some(finding) = &item.finding {
            let progress = finding
                .progress
                .map_or("unknown".into(), |progress| progress.to_string());
            let printed = finding.printed_progress.as_deref().unwrap_or("nothing");
            out += &format!(
                "    finding {} ({progress}, printed {printed})\n",
                finding.words
            );
        }
    }
    out
}

/// The samples beside this file, each with what is to be read from it in `.expected`.
fn samples() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths
        .iter()
        .map(|path| (name(path), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn every_sample_is_read_exactly() {
    let samples = samples();
    assert!(samples.len() >= 20);
    let mut wrong = Vec::new();
    for (name, bytes) in samples {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/{name}.expected"));
        // A sample without this file has a truth, which `corpus` compares.
        let Ok(expected) = fs::read_to_string(&path) else {
            assert!(path.with_extension("truth").exists(), "{name} has neither");
            continue;
        };
        let found = described(read(&bytes, &format!("{name}.txt")));
        if found != expected {
            wrong.push(format!(
                "--- {name}, expected:\n{expected}--- found:\n{found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Parts of texts must not stop the program: each is a draft or a refusal.
#[test]
fn cut_and_changed_samples_are_read_or_refused() {
    for (name, bytes) in samples() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for (at, _) in text.char_indices().step_by(13) {
            let _ = read(&text.as_bytes()[..at], &name);
            let _ = read(&text.as_bytes()[at..], &name);
        }
        for (from, to) in [
            ("\n", "\n\n"),
            ("\n\n", "\n"),
            (" ", "\t"),
            (".", ""),
            ("- ", "• "),
            (":", ""),
            ("\n", " "),
            ("e", "é"),
            ("1", "¹"),
            ("a", "İ"),
        ] {
            let _ = read(text.replace(from, to).as_bytes(), &name);
        }
        let lines: Vec<&str> = text.lines().collect();
        for at in 0..lines.len() {
            let without = [&lines[..at], &lines[at + 1..]].concat().join("\n");
            let _ = read(without.as_bytes(), &name);
        }
    }
}

#[test]
fn long_lists_and_large_texts_take_no_more_than_their_length() {
    let cover = "An inspection of probation services in:\nFenmarsh PDU\nHM Inspectorate of Probation, May 2023\n\nRecommendations\n\nFenmarsh PDU should:\n\n";
    let numbered = |number: usize| format!("{number}. improve the work of office {number}\n");
    let list: String = (1..=5000).map(numbered).collect();
    assert_eq!(
        read(format!("{cover}{list}").as_bytes(), "list.txt")
            .unwrap()
            .recommendations
            .len(),
        5000
    );
    let refused = read(
        format!("{cover}{list}5001. one more\n").as_bytes(),
        "list.txt",
    );
    let refused = refused.unwrap_err().to_string();
    assert!(
        refused.contains("more than 5000 recommendations, which is the limit for a report"),
        "{refused}"
    );
    let bullets: String = (1..=5000)
        .map(|number| format!("- improve the work of office {number}\n"))
        .collect();
    assert_eq!(
        read(format!("{cover}{bullets}").as_bytes(), "list.txt")
            .unwrap()
            .recommendations
            .len(),
        5000
    );
    assert!(
        read(
            format!("{cover}{bullets}- one more\n").as_bytes(),
            "list.txt"
        )
        .is_err()
    );
    let headings: String = (1..=2000)
        .map(|number| format!("\nOffice {number} PDU should:\n1. improve\n- its plans\n"))
        .collect();
    assert!(
        read(
            format!("{cover}1. improve\n{headings}").as_bytes(),
            "list.txt"
        )
        .is_ok()
    );
    let line = "The inspectorate found that plans of probation were made in time (most of them), and that * few < were $ late.\n";
    let large = format!(
        "{cover}1. improve\n\nBackground\n\n{}",
        line.repeat(10 * 1024 * 1024 / line.len())
    );
    assert_eq!(
        read(large.as_bytes(), "large.txt")
            .unwrap()
            .recommendations
            .len(),
        1
    );
    let one_line = |times| format!("{cover}1. improve {}", "<sup> * $ ( should ".repeat(times));
    assert!(read(one_line(40_000).as_bytes(), "line.txt").is_ok());
    let refused = read(one_line(100_000).as_bytes(), "line.txt");
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("1 MB"), "{refused}");
}

/// What is asked about a short report with a cover of these lines.
fn read_with_cover(cover: &str) -> annexe::domain::draft::Draft {
    let text = format!(
        "{cover}\n\nRecommendations\n\nFenmarsh PDU should:\n\n1. train staff\n2. count the days\n"
    );
    annexe::import::read_report(text.as_bytes(), "cover.txt").unwrap()
}

#[test]
fn the_date_behind_report_published_is_the_publications() {
    let draft = read_with_cover(
        "A report by HM Inspectorate of Probation\n\nAn inspection of probation services in: Fenmarsh PDU\n\nFieldwork: November 2023\n\nReport published: February 2024",
    );
    let published = draft.publication.facts.published_on.unwrap();
    assert_eq!(published.to_string(), "2024-02");
}

#[test]
fn a_dynamic_inspection_names_its_body_behind_its_subject() {
    for cover in [
        "A dynamic inspection of public protection: Saltmere region",
        "A dynamic inspection of public protection in:\n\nSaltmere region",
    ] {
        let draft = read_with_cover(&format!(
            "{cover}\n\nHM Inspectorate of Probation, July 2025"
        ));
        let body = draft.publication.body.map(|body| body.value);
        assert_eq!(body.as_deref(), Some("Saltmere region"), "{cover}");
    }
}

#[test]
fn ratings_that_are_printed_and_not_read_are_said() {
    let draft = read_with_cover(
        "An inspection of probation services in: Fenmarsh PDU\n\nHM Inspectorate of Probation, May 2024\n\nRatings\n\nScore 5/21\n\nOverall rating Requires improvement\n\nP 1.1 P 1.2 P 1.3\n\nGood Inadequate Good",
    );
    assert!(draft.ratings.is_empty());
    let said = draft
        .notes
        .iter()
        .filter(|note| note.words.contains("no standard's rating was read"));
    assert_eq!(said.count(), 1);
}
