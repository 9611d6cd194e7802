//! `annexe pack`: what an inspector is handed: an index, and the files that were kept as evidence.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use annexe::document::Document;
use annexe::domain::action::ActionOf;
use annexe::domain::evidence::Evidence;
use annexe::render::{self, Format, Page};
use annexe::report;
use annexe::store::Store;
use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::Args;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::evidence::{self, Found};
use super::filter::Filters;
use super::message::message;
use super::misuse::Misused;
use super::output::write_new;
use super::session::Session;

/// Pack an index (words, answers, actions, evidence) and the kept files, to hand to an inspector
#[derive(Args)]
#[command(after_help = "\
Examples:
  annexe pack --body \"West Kent\" -o west-kent.zip
  annexe pack --inspection west-kent-2022 -o west-kent-2022.zip

SHA256SUMS in the pack proves that nothing in it was changed: sha256sum -c SHA256SUMS")]
pub struct Pack {
    #[command(flatten)]
    filters: Filters,
    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    force: bool,
}

impl Pack {
    pub fn run(&self, session: &Session) -> Result<()> {
        self.refuse_what_is_no_zip()?;
        let store = session.read()?;
        let filter = self.filters.filter(&store)?;
        let day = self.filters.day(session)?;
        let mut files = BTreeMap::new();
        let mut packed = Vec::new();
        for shown in evidence_of(&store, &filter, day)? {
            let (place, bytes) = kept(session, &store, &shown)?;
            files.extend(bytes.map(|bytes| (place.clone(), bytes)));
            packed.push((shown, place));
        }
        for document in [
            Document {
                key: "index",
                ..report::action_plan(&store, &filter, day)?
            },
            report::evidence(&store, &packed, day)?,
        ] {
            for format in INDEX_FORMATS {
                let name = format!("{}.{}", document.key, format.ending());
                files.insert(name, render::render(&document, format, &PAGE)?);
            }
        }
        write_new(&self.output, &zipped(&files)?, self.force, session)
    }
}

impl Pack {
    /// What ends in anything else would not be opened as what it is.
    fn refuse_what_is_no_zip(&self) -> Result<()> {
        let ending = self.output.extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("zip") {
            return Ok(());
        }
        bail!(Misused(format!(
            "a pack is a zip file, and {} does not end in .zip; name it with -o pack.zip",
            self.output.display()
        )))
    }
}

/// The index is read on paper, in a spreadsheet, and without any program of an office.
const INDEX_FORMATS: [Format; 3] = [Format::Docx, Format::Csv, Format::Markdown];

const PAGE: Page = Page {
    width: 80,
    colour: false,
};

/// So much of a file's name is kept in the pack.
const LONGEST_NAME: usize = 60;

/// Returns a file's name with its ending, in letters that every system takes.
fn safe_name(name: &str) -> String {
    let ending = evidence::ending(name);
    let stem = Path::new(name).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy();
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(LONGEST_NAME).collect();
    format!("{stem}{ending}")
}

/// Returns where evidence is in the pack, with its bytes; or why it is not in it. What is gone or
/// was changed is not packed, and said.
fn kept(session: &Session, store: &Store, shown: &Evidence) -> Result<(String, Option<Vec<u8>>)> {
    Ok(match evidence::look(session, shown) {
        Found::Faulty(why) => {
            let fault = evidence::fault(store, shown, &why)?;
            message(&format!("Not packed: {fault}"));
            ("no: gone or changed".to_owned(), None)
        }
        Found::AsShown(bytes) if shown.kept => {
            let name = format!("files/v{}-{}", shown.id, safe_name(shown.name()));
            (name, Some(bytes))
        }
        Found::AsShown(_) => ("no: not kept".to_owned(), None),
        Found::Address => ("no: an address".to_owned(), None),
    })
}

/// Returns the evidence shown by a day for what a filter takes, alerts included.
fn evidence_of(store: &Store, filter: &report::Filter, day: NaiveDate) -> Result<Vec<Evidence>> {
    let survey = store.survey(filter.asked, day)?;
    let lines = report::selection(&survey, filter);
    let counted = lines.iter().filter(|line| line.heading.counts());
    let recommendations: BTreeSet<i64> = counted.map(|line| line.item.recommendation_id).collect();
    let mut shown = Vec::new();
    for id in recommendations {
        shown.extend(store.evidence_of(ActionOf::Recommendation(id), day)?);
    }
    let steps = report::steps(store, filter, day)?;
    let alerts: BTreeSet<i64> = steps.iter().filter_map(|step| step.alert()).collect();
    for id in alerts {
        shown.extend(store.evidence_of(ActionOf::Alert(id), day)?);
    }
    shown.sort_by_key(|shown| shown.id);
    Ok(shown)
}

/// Packs the files with their hashes, in order of name, so that the same content makes the same list.
fn zipped(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    let sums: String = files
        .iter()
        .map(|(name, bytes)| format!("{}  {name}\n", evidence::hash(bytes)))
        .collect();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let sums = ("SHA256SUMS".to_owned(), sums.into_bytes());
    for (name, bytes) in files.iter().chain([(&sums.0, &sums.1)]) {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .context("cannot pack")?;
        zip.write_all(bytes).context("cannot pack")?;
    }
    Ok(zip.finish().context("cannot pack")?.into_inner())
}
