//! The faithful corpus: each sample in `tests/data` that has a truth beside it is read, and what was
//! read is compared with the truth fact by fact.
//!
//! A truth (`NAME.truth` beside `NAME.txt`, `NAME.docx` and so on) is written by hand from the sample,
//! never from what the program prints. Its form is told in `truth.rs`. The measure: no wrong fact
//! without a mark, which is a question or a note at its place or about it.

mod compare;
mod dress;
mod found;
#[path = "../setting/mod.rs"]
mod setting;
mod taking;
mod truth;

use std::fs;
use std::path::PathBuf;

use compare::Tally;

/// One sample with its truth.
pub struct Sample {
    /// The name of the file with its ending
    pub name: String,
    /// What it holds
    pub bytes: Vec<u8>,
    /// What stands in it
    pub truth: truth::Truth,
}

/// Returns all samples that have a truth, in the order of their names.
pub fn samples() -> Vec<Sample> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect();
    paths.sort();
    let not_samples = ["truth", "expected", "sql", "toml"];
    paths
        .into_iter()
        .filter(|path| {
            let ending = path.extension().and_then(|ending| ending.to_str());
            !not_samples.contains(&ending.unwrap_or_default())
        })
        .filter_map(|path| {
            let truth = fs::read_to_string(path.with_extension("truth")).ok()?;
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let truth = truth::Truth::read(&truth).unwrap_or_else(|why| panic!("{name}: {why}"));
            Some(Sample {
                bytes: fs::read(&path).unwrap(),
                name,
                truth,
            })
        })
        .collect()
}

/// Compares samples with their truths, prints the table and returns the facts that are wrong.
fn judged(samples: &[Sample]) -> Vec<String> {
    println!("{:<36} facts  right  marked  wrong without a mark", "file");
    let (mut all, mut wrong) = (Tally::default(), Vec::new());
    for sample in samples {
        let tally = compare::sample(sample);
        println!("{:<36} {}", sample.name, tally.row());
        let named = |fact: &String| format!("{}: {fact}", sample.name);
        wrong.extend(tally.wrong.iter().map(named));
        all.marked.extend(tally.marked.iter().map(named));
        all.add(&Tally {
            marked: Vec::new(),
            ..tally
        });
    }
    let whole = format!("all {} files", samples.len());
    println!("{whole:<36} {}", all.row());
    for fact in &all.marked {
        println!("marked: {fact}");
    }
    wrong
}

#[test]
fn no_fact_of_the_corpus_is_wrong_without_a_mark() {
    let samples = samples();
    let wrong = judged(&samples);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(samples.len() >= 40, "{} files with a truth", samples.len());
}

/// The samples of text in the dress of web pages.
fn pages() -> Vec<Sample> {
    // Their sense is in the places of the lines and blanks, which a page has not.
    let lined = ["narrow_pdf.txt", "wrapped_key_questions.txt"];
    let is_text = |sample: &Sample| {
        let ending = sample.name.ends_with(".txt") || sample.name.ends_with(".md");
        ending && !lined.contains(&sample.name.as_str())
    };
    let mut pages: Vec<Sample> = samples().into_iter().filter(is_text).collect();
    for sample in &mut pages {
        let text = String::from_utf8_lossy(&sample.bytes).into_owned();
        sample.bytes = dress::page(&text).into_bytes();
        sample.name = format!("{}.html", sample.name);
    }
    pages
}

#[test]
fn no_fact_is_wrong_without_a_mark_where_a_text_is_set_as_a_web_page() {
    let wrong = judged(&pages());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[cfg(feature = "pdf")]
#[test]
fn no_fact_is_wrong_without_a_mark_where_a_page_is_printed_without_tags_and_lines() {
    // The list under a heading that fills its line; a table that is noted, of whose last column
    // nothing is said; a cell of two paragraphs beside a number, whose first item is not noted.
    let known = [
        "annexe_2022_pairs.txt.html",
        "annexe_2024_table.md.html",
        "pair_of_tables.md.html",
    ];
    let mut printed = pages();
    printed.retain(|sample| !known.contains(&sample.name.as_str()));
    let folder = tempfile::tempdir().unwrap();
    let write = |sample: &Sample| {
        fs::write(folder.path().join(&sample.name), &sample.bytes).unwrap();
        sample.name.clone()
    };
    let names: Vec<String> = printed.iter().map(write).collect();
    if setting::print::office_pages(&names, folder.path()).is_none() {
        return;
    }
    for sample in &mut printed {
        sample.name = sample.name.replace(".html", ".pdf");
        sample.bytes = fs::read(folder.path().join(&sample.name)).unwrap();
    }
    let wrong = judged(&printed);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
