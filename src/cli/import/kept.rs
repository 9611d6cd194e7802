//! Mappings that were kept beside a sheet: one whose columns are all there is offered for it, so that nobody
//! answers the same twice.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use annexe::domain::draft::{Question, flag};
use annexe::import::reading::tracker::{Mapping, Tracker};
use anyhow::Result;

use super::tracker::read_mapping;
use crate::cli::message::message;
use crate::cli::prompt;
use crate::cli::session::Session;

/// A folder may hold anything: so many files of it are looked at, and none that is larger.
const MOST_FILES: usize = 50;
const LARGEST: u64 = 256 * 1024;

/// Offers the mapping that was kept; nothing where there is none, or a person wants another.
pub(super) fn offered(
    session: &Session,
    (tracker, file): (&Tracker, &Path),
) -> Result<Option<Mapping>> {
    let Some((kept, mapping)) = found(tracker, file) else {
        return Ok(None);
    };
    let name = tracker.source.name.as_str();
    message(&format!("{} has all the columns of {name}", kept.display()));
    let is_taken = prompt::confirm(session, "Read it by this mapping?")?;
    Ok(is_taken.then_some(mapping))
}

/// Names the mapping that was kept in the question for one.
pub(super) fn name_in(questions: &mut [Question], tracker: &Tracker, file: &Path) {
    let asks = |question: &&mut Question| question.answer.starts_with("--mapping");
    let Some(question) = questions.iter_mut().find(asks) else {
        return;
    };
    if let Some((kept, _)) = found(tracker, file) {
        question.answer = flag("--mapping", &kept.display().to_string());
    }
}

/// Finds the mapping of the same name beside the file, else the newest one in its folder that fits.
fn found(tracker: &Tracker, file: &Path) -> Option<(PathBuf, Mapping)> {
    let own = file.with_extension("toml");
    let beside = beside(file);
    let others = beside.into_iter().filter(|kept| *kept != own);
    std::iter::once(own.clone()).chain(others).find_map(|kept| {
        let is_small = kept.metadata().is_ok_and(|about| about.len() <= LARGEST);
        let mapping = is_small.then(|| read_mapping(&kept).ok()).flatten()?;
        tracker.fits(&mapping).then_some((kept, mapping))
    })
}

/// The files of mappings in the folder of a file, the newest first.
fn beside(file: &Path) -> Vec<PathBuf> {
    let folder = match file.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let kept = entries
        .map(|entry| folder.join(entry.file_name()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let mut kept: Vec<(SystemTime, PathBuf)> = kept
        .take(MOST_FILES)
        .filter_map(|path| Some((path.metadata().ok()?.modified().ok()?, path)))
        .collect();
    kept.sort_by(|one, other| other.cmp(one));
    kept.into_iter().map(|(_, path)| path).collect()
}
