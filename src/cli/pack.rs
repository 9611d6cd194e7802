//! `annexe pack`: what an inspector is handed: an index, and the files that were kept as evidence.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use std::path::PathBuf;

use annexe::domain::action::ActionOf;
use annexe::domain::evidence::Evidence;
use annexe::render::{self, Format, Page};
use annexe::report;
use annexe::store::Store;
use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Args;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::evidence::{self, Found};
use super::filter::Filters;
use super::message::message;
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
        for (name, document) in [
            ("index.md", report::action_plan(&store, &filter, day)?),
            ("evidence.md", report::evidence(&store, &packed, day)?),
        ] {
            let page = Page {
                width: 80,
                colour: false,
            };
            let bytes = render::render(&document, Format::Markdown, &page)?;
            files.insert(name.to_owned(), bytes);
        }
        write_new(&self.output, &zipped(&files)?, self.force, session)
    }
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
            let name = format!("files/v{}{}", shown.id, evidence::ending(&shown.address));
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
