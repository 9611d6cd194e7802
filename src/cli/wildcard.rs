//! Names of files with `*`: Windows shells leave them to the program.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Returns the files that names mean, those of a `*` in order. A file of that very name goes first.
pub fn expand(names: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for name in names {
        match pattern(name) {
            Some(pattern) => files.extend(fitting(name, pattern)?),
            None => files.push(name.clone()),
        }
    }
    Ok(files)
}

fn pattern(name: &Path) -> Option<&str> {
    let last = name.file_name()?.to_str()?;
    (last.contains('*') && !name.exists()).then_some(last)
}

fn fitting(name: &Path, pattern: &str) -> Result<Vec<PathBuf>> {
    let folder = name.parent().unwrap_or(Path::new(""));
    let place = if folder == Path::new("") {
        Path::new(".")
    } else {
        folder
    };
    let listed = std::fs::read_dir(place)
        .with_context(|| format!("cannot look into {}", place.display()))?;
    let mut found: Vec<PathBuf> = listed
        .filter_map(|file| file.ok()?.file_name().into_string().ok())
        .filter(|file| fits(pattern, file))
        .map(|file| folder.join(file))
        .filter(|file| file.is_file())
        .collect();
    if found.is_empty() {
        bail!("no file is called {}", name.display());
    }
    found.sort();
    Ok(found)
}

/// Tells whether a name fits a pattern in which each `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((before, after)) => name.strip_prefix(before).is_some_and(|rest| {
            rest.char_indices()
                .map(|(at, _)| at)
                .chain([rest.len()])
                .any(|at| fits(after, &rest[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_text() {
        assert!(fits("*.txt", "report.txt") && fits("a*b*c", "abbc") && fits("*", ""));
        assert!(
            !fits("*.txt", "report.md") && !fits("a*b", "abc") && !fits("report", "report.txt")
        );
    }
}
