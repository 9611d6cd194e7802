//! Samples of sheets, one for each oddity: what is read of each, and what is asked and noted.
//!
//! Beside a sample stands what a careful reader finds in it (`.expected`), and where it needs one its mapping.

use std::fmt::Write;
use std::path::PathBuf;

use annexe::domain::plan_draft::{DraftAction, Named, PlanDraft, PlanRow};
use annexe::import::reading::tracker::{Mapping, Said, Tracker};
use annexe::import::{self, Found};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/sheets")
}

fn tracker(name: &str) -> Tracker {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    match import::read(&bytes, name).unwrap() {
        Found::Tracker(tracker) => *tracker,
        other => panic!("{name} is no sheet: {other:?}"),
    }
}

fn mapping(name: &str, tracker: &Tracker) -> Mapping {
    let file = folder().join(name).with_extension("toml");
    match std::fs::read_to_string(file) {
        Ok(text) => Mapping::from_toml(&text, name).unwrap(),
        Err(_) => tracker.propose().expect("its columns are known").mapping,
    }
}

fn read(name: &str) -> PlanDraft {
    let tracker = tracker(name);
    let mapping = mapping(name, &tracker);
    tracker
        .read(&mapping, Said::default(), &mut |_| {})
        .unwrap()
}

fn shown(draft: &PlanDraft) -> String {
    let mut text = String::new();
    if let Some(title) = &draft.title {
        writeln!(text, "title: {title}").unwrap();
    }
    if let Some(on) = &draft.said_on {
        writeln!(text, "speaks of {} ({})", on.value, on.place).unwrap();
    }
    draft.rows.iter().for_each(|row| show_row(&mut text, row));
    for question in &draft.questions {
        writeln!(
            text,
            "question {}: {} -> {}",
            question.place, question.words, question.answer
        )
        .unwrap();
    }
    for note in &draft.notes {
        writeln!(text, "note {}: {}", note.place, note.words).unwrap();
    }
    let tally = draft.tally.as_ref().unwrap();
    let left_out = tally.left_out.iter().map(|left| {
        format!(
            " + {} {} ({})",
            left.places.len(),
            left.why,
            left.places.join(", ")
        )
    });
    writeln!(
        text,
        "rows: {} = {}{}",
        tally.rows,
        draft.rows.len(),
        left_out.collect::<String>()
    )
    .unwrap();
    let columns = tally
        .columns
        .iter()
        .map(|(heading, filled, taken)| format!("{heading} {taken}/{filled}"));
    writeln!(text, "columns: {}", columns.collect::<Vec<_>>().join(", ")).unwrap();
    for left in &tally.left_cells {
        writeln!(text, "not taken: {} ({})", left.why, left.places.join(", ")).unwrap();
    }
    text
}

fn show_row(text: &mut String, row: &PlanRow) {
    let Named {
        reference,
        inspection,
        number,
        words,
        addressees,
        published_on,
    } = &row.about;
    let parts = [
        reference.clone(),
        inspection.clone(),
        number.as_ref().map(|number| format!("no. {number}")),
        words.as_ref().map(|words| format!("“{words}”")),
        (!addressees.is_empty()).then(|| format!("to {}", addressees.join(" and "))),
        published_on.map(|on| format!("published {on}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    writeln!(text, "{}: {}", row.place, parts.join(" | ")).unwrap();
    if let Some(response) = &row.response {
        let answer = response
            .answer
            .map_or(format!("{}?", response.printed_answer), |answer| {
                answer.to_string()
            });
        let reason = response
            .reason
            .map(|reason| format!(" ({reason:?})"))
            .unwrap_or_default();
        let on = response
            .answered_on
            .map(|on| format!(" on {on}"))
            .unwrap_or_default();
        writeln!(text, "  {answer}{reason}: “{}”{on}", response.words).unwrap();
    }
    row.actions
        .iter()
        .for_each(|action| show_action(text, action));
}

fn show_action(text: &mut String, action: &DraftAction) {
    let number = action
        .number
        .as_ref()
        .map(|number| format!("{number} "))
        .unwrap_or_default();
    let owner = action
        .owner
        .as_ref()
        .map(|owner| format!(", {owner}"))
        .unwrap_or_default();
    writeln!(
        text,
        "  action {number}“{}”{owner}",
        action.words.replace('\n', "/")
    )
    .unwrap();
    for target in &action.targets {
        let due = target.due_on.map(|due| due.to_string());
        let words = target.words.as_ref().map(|words| format!("“{words}”"));
        let parts: Vec<String> = due.into_iter().chain(words).collect();
        writeln!(text, "    by {} ({})", parts.join(" "), target.place).unwrap();
    }
    if let Some(update) = &action.update {
        let state = update
            .state
            .map_or(format!("{}?", update.printed_state), |state| {
                state.to_string()
            });
        let on = update
            .said_on
            .map(|on| format!(" on {on}"))
            .unwrap_or_default();
        let note = update
            .note
            .as_ref()
            .map(|note| format!(": “{note}”"))
            .unwrap_or_default();
        writeln!(text, "    {state}{on}{note}").unwrap();
    }
}

fn check(name: &str) {
    let found = shown(&read(name));
    let file = folder().join(name).with_extension("expected");
    if std::env::var_os("SHEETS_OVERWRITE").is_some() {
        std::fs::write(&file, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert_eq!(found, expected, "{name}");
}

macro_rules! samples {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            check($name);
        })*
    };
}

samples! {
    cells_parted_by_commas_are_read: "commas.csv",
    cells_parted_by_semicolons_in_windows_1252_are_read: "semicolons_windows.csv",
    cells_parted_by_tabs_in_utf_16_are_read: "tabs_utf16.tsv",
    a_file_that_names_its_separator_is_read_by_it: "bars.csv",
    dates_are_read_or_doubted_one_by_one: "dates.csv",
    the_order_of_dates_is_asked_once: "order_not_declared.csv",
    blank_cells_and_ditto_are_as_above: "blank_and_ditto.csv",
    headings_and_totals_within_the_list_are_none_of_its_rows: "headings_within.csv",
    a_header_of_two_rows_is_joined: "two_row_header.csv",
    a_separator_within_words_breaks_its_row: "more_cells_than_headings.csv",
    answers_and_their_reasons_are_read: "answers.csv",
    references_of_the_register_are_known: "references.csv",
    words_of_its_own_mean_what_the_mapping_says: "own_words.csv",
    a_day_of_completion_is_that_of_the_status: "completed.csv",
    what_counts_the_rows_is_no_number: "running_numbers.csv",
    without_a_column_of_actions_the_recommendation_is_one: "no_action_column.csv",
    every_broken_row_is_named: "broken_rows.csv",
    numbers_before_the_words_are_parted_from_them: "numbers_in_the_words.csv",
    a_key_below_the_list_is_not_taken_for_rows: "key_below.csv",
    a_workbook_of_libreoffice_is_read: "workbook.ods",
    a_workbook_that_libreoffice_wrote_for_excel_is_read_alike: "workbook_of_excel.xlsx",
    text_that_is_named_as_a_workbook_is_read_as_text: "text_named.xlsx",
}

/// Reads a file as far as it goes, and accounts for its rows.
fn read_what_can_be(bytes: &[u8], name: &str) {
    let Ok(Found::Tracker(tracker)) = import::read(bytes, name) else {
        return;
    };
    let Some(proposal) = tracker.propose() else {
        return;
    };
    let draft = tracker
        .read(&proposal.mapping, Said::default(), &mut |_| {})
        .unwrap();
    let tally = draft.tally.unwrap();
    let left_out: usize = tally.left_out.iter().map(|left| left.places.len()).sum();
    assert_eq!(tally.rows, draft.rows.len() + left_out, "{name}");
    let written = proposal.to_toml(name);
    let again =
        Mapping::from_toml(&written, name).unwrap_or_else(|fault| panic!("{fault} in {written}"));
    assert_eq!(again.columns, proposal.mapping.columns);
}

/// A part of an archive, and the archive without it.
fn repacked(bytes: &[u8], change: &mut dyn FnMut(&str, &mut Vec<u8>)) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut content).unwrap();
        change(&name, &mut content);
        let stored = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        packed.start_file(&*name, stored).unwrap();
        std::io::Write::write_all(&mut packed, &content).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

#[test]
fn no_damage_to_a_sheet_is_a_panic_or_loses_a_row() {
    let mut chance = 1_u64;
    let mut next = move |below: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (chance >> 33) as usize % below.max(1)
    };
    let mut damage = |content: &mut Vec<u8>| {
        for _ in 0..=next(4) {
            let at = next(content.len());
            match next(4) {
                0 => content.truncate(at),
                1 if at < content.len() => content[at] = b"\"<>,;/&09\n\0"[next(11)],
                2 => content.insert(at.min(content.len()), next(256) as u8),
                _ => {
                    let to = (at + next(40)).min(content.len());
                    let copied = content[at.min(to)..to].to_vec();
                    let to = next(content.len() + 1);
                    content.splice(to..to, copied);
                }
            }
        }
    };
    for name in [
        "commas.csv",
        "dates.csv",
        "headings_within.csv",
        "two_row_header.csv",
        "tabs_utf16.tsv",
    ] {
        let whole = std::fs::read(folder().join(name)).unwrap();
        for _ in 0..150 {
            let mut bytes = whole.clone();
            damage(&mut bytes);
            read_what_can_be(&bytes, name);
        }
    }
    for name in ["workbook.ods", "workbook_of_excel.xlsx"] {
        let whole = std::fs::read(folder().join(name)).unwrap();
        for _ in 0..60 {
            let packed = repacked(&whole, &mut |part, content| {
                if part.contains("sheet") || part.contains("content") || part.contains("tring") {
                    damage(content);
                }
            });
            read_what_can_be(&packed, name);
            let mut bytes = whole.clone();
            damage(&mut bytes);
            read_what_can_be(&bytes, name);
        }
    }
}
