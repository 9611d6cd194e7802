//! Trackers: the live lists that grew for years in Excel, from the file to the register and back.

mod sample;

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use sample::{printed, run, said, sample};
use serde_json::Value;

/// The recommendations that the tracker speaks of: report as it calls it, number, words.
const ASKED: [(&str, u32, &str); 10] = [
    (
        "Fenmarsh PDU (October 2024)",
        1,
        "make sure that each assessment draws on what the police and children's services know",
    ),
    (
        "Fenmarsh PDU (October 2024)",
        2,
        "hold case discussions in which middle managers test the plan",
    ),
    (
        "Fenmarsh PDU (October 2024)",
        3,
        "see people on probation at home where others may be at risk.",
    ),
    (
        "Fenmarsh PDU (October 2024)",
        4,
        "fill the posts of middle managers in Fenmarsh",
    ),
    (
        "Fenmarsh PDU (October 2024)",
        5,
        "tell practitioners which work may wait while posts are empty.",
    ),
    (
        "Fenmarsh PDU (October 2024)",
        6,
        "shorten the vetting of new staff.",
    ),
    (
        "Saltmere CRC, 2019",
        1,
        "bring caseloads in its coastal offices to a level at which home visits can be made",
    ),
    (
        "Saltmere CRC, 2019",
        2,
        "check with the police and children's services in every case before a first plan is agreed",
    ),
    (
        "Saltmere CRC, 2019",
        3,
        "give each person on probation one responsible officer for the whole of the sentence.",
    ),
    (
        "Saltmere CRC, 2019",
        4,
        "let officers see the court's papers in the system that they work in.",
    ),
];

/// How many actions each recommendation has in the open list and in the closed one.
const OPEN: u32 = 18;
const CLOSED: u32 = 2;

/// A cell that is written in the place of the one that would stand there: sheet, row, column, words.
type Instead = (&'static str, u32, u16, &'static str);

struct Writer<'b> {
    sheet: &'b mut Worksheet,
    name: &'static str,
    instead: &'b [Instead],
    day: Format,
    month: Format,
    plain: Format,
}

impl Writer<'_> {
    fn replaced(&mut self, row: u32, column: u16) -> bool {
        let found = self
            .instead
            .iter()
            .find(|(sheet, at, of, _)| *sheet == self.name && (*at, *of) == (row + 1, column));
        if let Some((.., words)) = found {
            self.sheet.write(row, column, *words).unwrap();
        }
        found.is_some()
    }

    fn text(&mut self, row: u32, column: u16, words: &str) {
        if !self.replaced(row, column) {
            self.sheet.write(row, column, words).unwrap();
        }
    }

    fn date(&mut self, row: u32, column: u16, (year, month, day): (u16, u8, u8), is_month: bool) {
        if !self.replaced(row, column) {
            let date = ExcelDateTime::from_ymd(year, month, day).unwrap();
            let format = if is_month { &self.month } else { &self.day };
            self.sheet
                .write_with_format(row, column, &date, format)
                .unwrap();
        }
    }

    fn merged(&mut self, (top, left): (u32, u16), (bottom, right): (u32, u16), words: &str) {
        let instead = self
            .instead
            .iter()
            .find(|(sheet, at, of, _)| *sheet == self.name && (*at, *of) == (top + 1, left));
        let words = instead.map_or(words, |(.., words)| words);
        let plain = self.plain.clone();
        self.sheet
            .merge_range(top, left, bottom, right, words, &plain)
            .unwrap();
    }
}

/// Writes the messy tracker: titles above a header of two rows, merged and blank and "ditto" cells, headings
/// within the list, the header once more, totals, words of its own, dates of every kind, four sheets.
fn messy(instead: &[Instead]) -> Vec<u8> {
    let mut book = Workbook::new();
    let guidance = book.add_worksheet().set_name("Guidance").unwrap();
    guidance
        .write(0, 0, "Write what you did, not what you mean to do.")
        .unwrap();
    guidance.write(1, 0, "Green").unwrap();
    guidance.write(1, 1, "all is well").unwrap();
    for (name, actions) in [("Open", OPEN), ("Closed", CLOSED)] {
        let mut writer = Writer {
            sheet: book.add_worksheet().set_name(name).unwrap(),
            name,
            instead,
            day: Format::new().set_num_format("dd/mm/yyyy"),
            month: Format::new().set_num_format("mmm-yy"),
            plain: Format::new(),
        };
        list(&mut writer, actions);
    }
    let old = book.add_worksheet().set_name("Old").unwrap();
    old.set_hidden(true);
    for (column, heading) in (0..).zip(["Rec. no.", "Recommendation", "Agreed action", "RAG"]) {
        old.write(0, column, heading).unwrap();
    }
    old.write(1, 1, "an older copy").unwrap();
    book.save_to_buffer().unwrap()
}

fn list(writer: &mut Writer<'_>, actions: u32) {
    writer.merged(
        (0, 0),
        (0, 10),
        "Fenmarsh and Saltmere: live list of actions",
    );
    writer.text(1, 0, "Updated:");
    writer.date(1, 1, (2026, 10, 31), false);
    header(writer, 3, true);
    let mut row = 5;
    for (at, (report, number, words)) in (0..).zip(ASKED) {
        if number == 1 {
            writer.merged((row, 0), (row, 10), report);
            row += 1;
        }
        if writer.name == "Open" && at == 5 {
            header(writer, row, false);
            row += 2;
        }
        let last = row + actions - 1;
        for (step, row) in (1..).zip(row..=last) {
            writer.text(row, 0, &(row - 4).to_string());
            match (at % 3, step) {
                (_, 1) | (1, _) => named(writer, row, (report, number, words), last, at % 3 == 0),
                (2, 2) => (1..=3).for_each(|column| writer.text(row, column, "ditto")),
                _ => {}
            }
            action(writer, row, at, step);
        }
        row = last + 1;
    }
    writer.text(row, 0, "Total");
    writer.sheet.write(row, 2, f64::from(10 * actions)).unwrap();
}

fn header(writer: &mut Writer<'_>, top: u32, merged: bool) {
    let headings = [
        "No",
        "Inspection report",
        "Rec. no.",
        "Recommendation",
        "Agreed action",
        "Action owner",
        "Target date",
        "",
        "RAG",
        "Progress update",
        "Date of update",
        "Priority",
    ];
    for (column, heading) in (0_u16..)
        .zip(headings)
        .filter(|(_, heading)| !heading.is_empty())
    {
        match (merged, column) {
            (true, 6) => writer.merged((top, 6), (top, 7), heading),
            (true, _) => writer.merged((top, column), (top + 1, column), heading),
            (false, _) => writer.text(top, column, heading),
        }
    }
    writer.text(top + 1, 6, "Original");
    writer.text(top + 1, 7, "Revised");
}

/// The recommendation of a row: in merged cells over all of its rows, or in each.
fn named(
    writer: &mut Writer<'_>,
    row: u32,
    (report, number, words): (&str, u32, &str),
    last: u32,
    merged: bool,
) {
    for (column, words) in [(1, report), (2, &format!("{number}")), (3, words)] {
        if merged && last > row {
            writer.merged((row, column), (last, column), words);
        } else {
            writer.text(row, column, words);
        }
    }
}

fn action(writer: &mut Writer<'_>, row: u32, at: u32, step: u32) {
    let is_open = writer.name == "Open";
    let list = if is_open { "open" } else { "closed" };
    writer.text(
        row,
        4,
        &format!(
            "Step {step} of {list} demand {}: write\nto the partners",
            at + 1
        ),
    );
    writer.text(
        row,
        5,
        [
            "Head of PDU",
            "Head of learning",
            "Deputy head",
            "Regional lead",
        ][(step % 4) as usize],
    );
    let due = (2027, (step % 12) as u8 + 1, 28);
    match step % 6 {
        0 => writer.text(row, 6, "31/03/2027"),
        1 => writer.date(row, 6, (2027, 3, 1), true),
        2 => writer.text(row, 6, "TBC"),
        3 => writer.text(row, 6, "Mar-27"),
        _ => writer.date(row, 6, due, false),
    }
    if step == 5 {
        writer.date(row, 7, (2028, 1, 31), false);
    }
    let rag = ["Green", "Amber", "Red", "Not started", "Complete"];
    writer.text(
        row,
        8,
        if is_open {
            rag[(step % 4) as usize]
        } else {
            rag[4]
        },
    );
    if step.is_multiple_of(3) {
        writer.text(row, 9, "Letters were sent");
    }
    writer.date(row, 10, (2026, 10, 1 + (step % 20) as u8), false);
    writer.text(row, 11, "High");
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    serde_json::from_str(&printed(
        folder,
        &[arguments, &["--format", "json"]].concat(),
    ))
    .unwrap()
}

fn rows<'v>(document: &'v Value, section: &str) -> Vec<&'v Value> {
    let rows = document["rows"].as_array().unwrap().iter();
    rows.filter(|row| row["section"] == section).collect()
}

/// What reports say of a register, byte for byte, without its head.
fn reports(folder: &Path) -> Vec<String> {
    let asked: [&[&str]; 4] = [
        &["list"],
        &["report", "outstanding"],
        &["report", "action-plan"],
        &["action", "list"],
    ];
    let both = |report: &&[&str]| {
        ["csv", "json"].map(|format| printed(folder, &[report, &["--format", format][..]].concat()))
    };
    asked
        .iter()
        .flat_map(both)
        .map(|text| without_head(&text))
        .collect()
}

fn without_head(text: &str) -> String {
    let heads = text.lines().map(|line| match line.find("change ") {
        Some(at) if line[at..].contains(" · ") => &line[..at],
        _ => line,
    });
    heads.collect::<Vec<_>>().join("\n")
}

/// A register with the sample's reports and the tracker beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    sample(folder.path());
    std::fs::write(folder.path().join("tracker.xlsx"), messy(&[])).unwrap();
    folder
}

/// Corrects the proposed mapping as a person would: each word of its own gets its meaning.
fn mapped(folder: &Path) {
    printed(
        folder,
        &[
            "import",
            "tracker.xlsx",
            "--propose-mapping",
            "tracker.toml",
        ],
    );
    let mut text = std::fs::read_to_string(folder.join("tracker.toml")).unwrap();
    for (word, meaning) in [
        ("Green", "in progress"),
        ("Amber", "in progress"),
        ("Red", "not started"),
        ("Complete", "completed"),
    ] {
        let asked = format!("\"{word}\" = \"?\"");
        assert!(text.contains(&asked), "{asked} in {text}");
        text = text.replace(&asked, &format!("\"{word}\" = \"{meaning}\""));
    }
    std::fs::write(folder.join("tracker.toml"), text).unwrap();
}

const MAPPED: [&str; 4] = ["import", "tracker.xlsx", "--mapping", "tracker.toml"];

#[test]
fn a_messy_tracker_of_two_hundred_rows_goes_in_and_comes_out_again() {
    let folder = folder();
    let path = folder.path();
    let before = reports(path);
    mapped(path);
    let preview = json(path, &MAPPED);
    assert_eq!(rows(&preview, "questions"), Vec::<&Value>::new());
    let counts: Vec<(String, i64)> = rows(&preview, "rows")
        .iter()
        .map(|row| {
            (
                row["what"].as_str().unwrap().to_owned(),
                row["count"].as_i64().unwrap(),
            )
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    let expected = [
        ("read", 208),
        ("added", 200),
        ("left out: headings within the list", 4),
        ("left out: the header once more", 2),
        ("left out: totals", 2),
    ];
    assert_eq!(
        counts,
        expected.map(|(what, count)| (what.to_owned(), count))
    );
    assert_eq!(rows(&preview, "actions").len(), 200);
    assert_eq!(rows(&preview, "updates").len(), 200);
    assert!(reports(path) == before, "a preview writes nothing");

    printed(path, &[&MAPPED[..], &["--apply"]].concat());
    each_action_stands_where_it_belongs(path);
    let with = reports(path);
    let again = run(path, &[&MAPPED[..], &["--apply"]].concat());
    assert!(said(&again).contains("nothing to add"), "{}", said(&again));
    assert!(reports(path) == with);

    printed(path, &["undo", "--yes"]);
    assert!(reports(path) == before, "undo takes all of it back");
    printed(path, &["check"]);
}

/// The words of each action say which demand it is a step of, and its step what stands beside it.
fn each_action_stands_where_it_belongs(folder: &Path) {
    let listed = json(folder, &["action", "list"]);
    let actions = listed["rows"].as_array().unwrap();
    assert_eq!(actions.len(), 200);
    for action in actions {
        let words = action["action"].as_str().unwrap();
        let numbers: Vec<usize> = words
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .collect();
        let [step, demand] = numbers[..] else {
            panic!("{words}")
        };
        let (report, number, _) = ASKED[demand - 1];
        let code = if report.starts_with("Fenmarsh") {
            "fenmarsh-2024"
        } else {
            "saltmere-crc-2019"
        };
        let reference = action["reference"].as_str().unwrap();
        assert!(
            reference.starts_with(&format!("{code}/{number}.")),
            "{reference}: {words}"
        );
        let owner = [
            "Head of PDU",
            "Head of learning",
            "Deputy head",
            "Regional lead",
        ][step % 4];
        assert_eq!(action["owner"], owner, "{words}");
        let first = match step % 6 {
            0 => "2027-03-31".to_owned(),
            1 | 3 => "2027-03".to_owned(),
            2 => "TBC".to_owned(),
            _ => format!("2027-{:02}-28", step % 12 + 1),
        };
        let target = if step == 5 {
            "2028-01-31".to_owned()
        } else {
            first.clone()
        };
        let shown = |key: &str| action[key].as_str().unwrap_or("-").to_owned();
        match first.as_str() {
            "TBC" => assert_eq!(shown("target_words"), first, "{words}"),
            _ => assert_eq!(
                (shown("first_target"), shown("current_target")),
                (first, target),
                "{words}"
            ),
        }
        let state = match (words.contains("open"), step % 4) {
            (false, _) => "completed",
            (true, 2 | 3) => "not started",
            (true, _) => "in progress",
        };
        assert_eq!(action["state"], state, "{words}");
        assert_eq!(
            action["said_on"],
            format!("2026-10-{:02}", 1 + step % 20),
            "{words}"
        );
    }
}

#[test]
fn one_changed_cell_is_one_change() {
    let folder = folder();
    let path = folder.path();
    mapped(path);
    printed(path, &[&MAPPED[..], &["--apply"]].concat());
    // Row 10 is step 4 of the first demand; its owner is another one now.
    std::fs::write(
        path.join("tracker.xlsx"),
        messy(&[("Open", 10, 5, "Head of operations")]),
    )
    .unwrap();
    let preview = json(path, &MAPPED);
    let changes = rows(&preview, "changes");
    let [change] = changes[..] else {
        panic!("{changes:?}")
    };
    assert_eq!(
        (&change["from"], &change["to"]),
        (&"Head of PDU".into(), &"Head of operations".into())
    );
    assert_eq!(change["place"], "Open!E10");
    let changed = rows(&preview, "rows")
        .into_iter()
        .find(|row| row["what"] == "changed");
    assert_eq!(changed.unwrap()["count"], 1);
    assert_eq!(preview["totals"]["added"]["count"], 0);
    assert_eq!(preview["totals"]["changed"]["count"], 1);
}

#[test]
fn one_broken_row_stops_all_and_every_bad_row_is_named() {
    let folder = folder();
    let path = folder.path();
    mapped(path);
    let before = reports(path);
    let broken = [
        ("Open", 8, 6, "31/03/25 30/09/25"),
        ("Open", 12, 6, "end of Dec 26"),
        ("Open", 14, 4, "#REF!"),
        ("Open", 20, 8, "Purple"),
        ("Closed", 9, 10, "45931"),
    ];
    std::fs::write(path.join("tracker.xlsx"), messy(&broken)).unwrap();
    let preview = json(path, &MAPPED);
    let questions = rows(&preview, "questions");
    let places: Vec<&str> = questions
        .iter()
        .map(|row| row["place"].as_str().unwrap())
        .collect();
    for place in ["Open!G8", "Open!G12", "Open!I20", "Closed!K9"] {
        let place = format!("tracker.xlsx:{place}");
        assert!(places.contains(&place.as_str()), "{place} in {places:?}");
    }
    let refused = run(path, &[&MAPPED[..], &["--apply"]].concat());
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(
        said(&refused).contains("nothing was written"),
        "{}",
        said(&refused)
    );
    assert!(reports(path) == before);
}

#[test]
fn a_mapping_that_does_not_fit_is_refused_with_what_is_gone() {
    let folder = folder();
    let path = folder.path();
    mapped(path);
    std::fs::write(
        path.join("tracker.xlsx"),
        messy(&[
            ("Open", 4, 5, "Who does it"),
            ("Closed", 4, 5, "Who does it"),
        ]),
    )
    .unwrap();
    let refused = run(path, &MAPPED);
    assert_eq!(refused.status.code(), Some(1));
    let says = "error: tracker.xlsx: the mapping reads `Action owner`, and the sheet `Open` has no such heading; its headings are ";
    assert!(said(&refused).starts_with(says), "{}", said(&refused));
    assert_eq!(said(&refused).lines().count(), 1);
}

#[test]
fn without_a_mapping_the_columns_are_shown_and_nothing_is_written() {
    let folder = folder();
    let path = folder.path();
    let before = reports(path);
    let preview = json(path, &["import", "tracker.xlsx"]);
    let columns = rows(&preview, "proposed_columns");
    let owner = columns.iter().find(|row| row["holds"] == "owner").unwrap();
    assert_eq!(owner["heading"], "Action owner");
    let asked = rows(&preview, "questions")[0]["answer"].clone();
    assert_eq!(asked, "--mapping FILE");
    let refused = run(path, &["import", "tracker.xlsx", "--apply"]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(reports(path) == before);
}
