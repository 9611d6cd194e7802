//! `annexe demo`: a sample register in a new folder, with the main job played on it.

use std::path::{Path, PathBuf};

use annexe::domain::body::{BodyKind, NewBody, Succession};
use annexe::domain::finding::{Covered, NewFinding};
use annexe::domain::inspection::{InspectionFacts, InspectionKind};
use annexe::domain::partial_date::PartialDate;
use annexe::domain::progress::Progress;
use annexe::domain::scope::Asked;
use annexe::error::Result as Stored;
use annexe::import;
use annexe::report::{self, Filter};
use annexe::store::{Answers, Change, Store};
use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Args;

use super::message::message;
use super::output::Printing;
use super::session::Session;

/// Invented reports, the older one first.
const REPORTS: [(&str, &str); 2] = [
    (
        "saltmere-crc-2019.txt",
        include_str!("../../data/demo/saltmere-crc-2019.txt"),
    ),
    (
        "fenmarsh-2024.txt",
        include_str!("../../data/demo/fenmarsh-2024.txt"),
    ),
];

const REINSPECTION: &str = "fenmarsh-2025";

/// What the re-inspection found: recommendation, grade, words.
const FOUND: [(&str, Progress, &str); 6] = [
    (
        "saltmere-crc-2019/1",
        Progress::Some,
        "All three offices now have manageable caseloads; home visits have begun",
    ),
    (
        "saltmere-crc-2019/2",
        Progress::None,
        "Checks are still missing in most of the cases that we read",
    ),
    (
        "fenmarsh-2024/1",
        Progress::None,
        "Assessments are written before the police have answered",
    ),
    (
        "fenmarsh-2024/2",
        Progress::Sufficient,
        "Case discussions are held every week, and plans change because of them",
    ),
    (
        "fenmarsh-2024/3",
        Progress::Some,
        "Visits are planned where others may be at risk, and half of them are made",
    ),
    (
        "fenmarsh-2024/4",
        Progress::Some,
        "Two of four posts have been filled",
    ),
];

/// See it work: builds a sample register in a new temporary folder and plays the main job on it
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe demo
  annexe demo --color never > demo.txt

Your own register is not touched. All bodies and reports in the sample are invented.")]
pub struct Demo {}

impl Demo {
    pub fn run(&self, session: &Session) -> Result<()> {
        let session = session.on(new_folder()?.join("register.db"));
        message(
            "A sample register of invented units, reports and findings. Your own is not touched.",
        );
        let store = session.write("demo")?;
        add_bodies(&store, &session)?;
        for (step, (name, text)) in (2..).zip(REPORTS) {
            take_in(&store, &session, step, name, text)?;
        }
        reinspect(&store, &session)?;
        message("6. What is outstanding for Fenmarsh PDU today:\n");
        Printing::print_on(&session, &outstanding(&store, &session)?)?;
        message(&format!("\n7. Annexe one of {REINSPECTION}:\n"));
        let inspection = store.inspection_called(REINSPECTION)?;
        Printing::print_on(&session, &report::annexe_one(&store, &inspection)?)?;
        message(&what_next(session.register()));
        Ok(())
    }
}

/// Makes a folder that nobody had before.
fn new_folder() -> Result<PathBuf> {
    let mut number = 1;
    loop {
        let name = format!("annexe-demo-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        match std::fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => {
                return Err(error).with_context(|| format!("cannot make {}", folder.display()));
            }
        }
    }
}

fn add_bodies(store: &Store, session: &Session) -> Result<()> {
    let service = store.bodies()?.find("The Probation Service")?.id;
    let unified = day(2021, 6, 26);
    store.change(&session.meta("demo"), |change| {
        change.said("added Saltmere region, Fenmarsh PDU and the former Saltmere CRC");
        let crc = NewBody {
            valid_from: Some(day(2014, 6, 1)),
            valid_to: Some(unified),
            ..body("Saltmere CRC", BodyKind::Crc)
        };
        let region = NewBody {
            valid_from: Some(unified),
            parent_id: Some(service),
            aliases: vec!["Saltmere".to_owned()],
            ..body("Saltmere region", BodyKind::Region)
        };
        let (predecessor_id, successor_id) = (change.add_body(&crc)?, change.add_body(&region)?);
        change.add_body(&NewBody {
            valid_from: Some(unified),
            parent_id: Some(successor_id),
            aliases: vec!["Fenmarsh".to_owned()],
            ..body("Fenmarsh PDU", BodyKind::Pdu)
        })?;
        change.add_succession(&Succession {
            predecessor_id,
            successor_id,
            took_over_on: unified,
            note: Some("unification".to_owned()),
        })
    })?;
    message(
        "1. Saltmere region with Fenmarsh PDU was added; from 26 June 2021 the region stands in the place of Saltmere CRC.",
    );
    Ok(())
}

fn body(name: &str, kind: BodyKind) -> NewBody {
    NewBody {
        name: name.to_owned(),
        kind,
        member_kind: None,
        parent_id: None,
        valid_from: None,
        valid_to: None,
        aliases: Vec::new(),
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the days of the demonstration exist")
}

/// Imports a report as `annexe import --apply` does, and says what came of it.
fn take_in(store: &Store, session: &Session, step: u8, name: &str, text: &str) -> Result<()> {
    let draft = import::read_report(text.as_bytes(), name)?;
    let intake = store.match_draft(&draft, &Answers::default())?;
    store.change(&session.meta("import"), |change| {
        change.write_intake(&intake)
    })?;
    let found = match intake.new_findings() {
        0 => String::new(),
        findings => {
            format!(" and, from its annexe one, {findings} findings on what was recommended before")
        }
    };
    message(&format!(
        "{step}. {name} was read: {} recommendations{found}.",
        intake.new_recommendations()
    ));
    Ok(())
}

/// Adds the re-inspection and marks what it found.
fn reinspect(store: &Store, session: &Session) -> Result<()> {
    let inspected = store.bodies()?.find("Fenmarsh PDU")?.id;
    let facts = InspectionFacts {
        published_on: Some(PartialDate::Day(day(2025, 11, 18))),
        ..InspectionFacts::of_kind(InspectionKind::Core)
    };
    let meta = session.meta("inspection add");
    let inspection = store.change(&meta, |change| {
        change.said(format!("added inspection {REINSPECTION}"));
        change.add_inspection(REINSPECTION, Some(inspected), &facts, None)
    })?;
    message(&format!(
        "4. The re-inspection {REINSPECTION} was added, published on 18 November 2025."
    ));
    store.change(&session.meta("mark"), |change| {
        change.said(format!("marked six recommendations at {REINSPECTION}"));
        FOUND
            .into_iter()
            .try_for_each(|found| mark(change, inspection.value, found))
    })?;
    message(
        "5. Six recommendations were marked: one with sufficient progress, three with some, two with none.",
    );
    Ok(())
}

fn mark(
    change: &Change<'_>,
    inspection_id: i64,
    (reference, progress, words): (&str, Progress, &str),
) -> Stored<()> {
    let recommendation_id = change.recommendation_called(reference)?.id;
    change.add_finding(&NewFinding {
        inspection_id,
        words: words.to_owned(),
        progress,
        printed_progress: None,
        remark: None,
        covers: vec![Covered {
            recommendation_id,
            body_id: None,
        }],
        cited: None,
    })?;
    Ok(())
}

fn outstanding(store: &Store, session: &Session) -> Result<annexe::document::Document> {
    let filter = Filter {
        asked: Asked {
            body: Some(store.bodies()?.find("Fenmarsh PDU")?.id),
            exact: false,
        },
        ..Filter::default()
    };
    Ok(report::outstanding(
        store,
        &filter,
        session.today,
        report::Paper::default(),
    )?)
}

/// Returns where the register is and three commands that can be pasted into any shell.
fn what_next(register: &Path) -> String {
    let (program, register) = (program(), register.display());
    format!(
        "\nThe sample register is {register}. Try next:
  {program} show fenmarsh-2024/1 --register \"{register}\"
  {program} report outstanding --body Saltmere --register \"{register}\"
  {program} log --register \"{register}\""
    )
}

/// Returns the program as it was called: `cargo run` does not put it on the path.
fn program() -> String {
    std::env::args()
        .next()
        .filter(|name| !name.contains(char::is_whitespace))
        .unwrap_or_else(|| "annexe".to_owned())
}
