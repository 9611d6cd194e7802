//! `annexe pack`: what an inspector is handed: an index, and the files that were kept as evidence.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::PathBuf;

use annexe::domain::evidence::Evidence;
use annexe::render::{self, Format, Page};
use annexe::report;
use annexe::store::Store;
use anyhow::{Context, Result};
use clap::Args;
use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::evidence;
use super::filter::Filters;
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
        let shown = evidence_of(&store, &filter, day)?;
        let page = Page {
            width: 80,
            colour: false,
        };
        let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for (name, document) in [
            ("index.md", report::action_plan(&store, &filter, day)?),
            ("evidence.md", report::evidence(&store, &shown, day)?),
        ] {
            files.insert(
                name.to_owned(),
                render::render(&document, Format::Markdown, &page)?,
            );
        }
        for item in &shown {
            if let Some((path, bytes)) = evidence::kept(session, item)? {
                let ending = path
                    .extension()
                    .map(|ending| format!(".{}", ending.to_string_lossy()));
                files.insert(
                    format!("files/v{}{}", item.id, ending.unwrap_or_default()),
                    bytes,
                );
            }
        }
        write_new(&self.output, &zipped(&files)?, self.force, session)
    }
}

fn evidence_of(
    store: &Store,
    filter: &report::Filter,
    day: chrono::NaiveDate,
) -> Result<Vec<Evidence>> {
    let survey = store.survey(filter.asked, day)?;
    let mut lines = report::selection(&survey, filter);
    lines.retain(|line| line.heading.counts());
    lines.sort_by_key(|line| line.item.recommendation_id);
    lines.dedup_by_key(|line| line.item.recommendation_id);
    let mut shown = Vec::new();
    for line in lines {
        shown.extend(store.evidence_of(line.item.recommendation_id)?);
    }
    Ok(shown)
}

/// Packs the files with their hashes, in order of name, so that the same content makes the same list.
fn zipped(files: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    let mut sums = String::new();
    for (name, bytes) in files {
        let hash: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        sums.push_str(&format!("{hash}  {name}\n"));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let sums = ("SHA256SUMS".to_owned(), sums.into_bytes());
    for (name, bytes) in files.iter().chain([(&sums.0, &sums.1)]) {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .context("cannot pack")?;
        zip.write_all(bytes).context("cannot pack")?;
    }
    Ok(zip.finish().context("cannot pack")?.into_inner())
}
