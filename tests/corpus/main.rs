//! The faithful corpus: each sample in `tests/data` and its folders that has a truth beside it is read,
//! and what was read is compared with the truth fact by fact.
//!
//! A truth (`NAME.truth` beside `NAME.txt`, `NAME.docx` and so on) is written by hand from the sample,
//! as a person sees it, never from what the program prints. Its form is told in `truth.rs` and
//! `plan_truth.rs`. A tracker is read by the mapping beside it (`NAME.toml`), where there is none by the
//! one that is proposed. The measure: no wrong fact without a mark, which is a question or a note at its
//! place or about it.

mod compare;
mod dress;
mod found;
mod plan_compare;
mod plan_found;
mod plan_truth;
#[cfg(feature = "pdf")]
#[path = "../setting/mod.rs"]
mod setting;
mod taking;
mod truth;

use std::fs;
use std::path::{Path, PathBuf};

use compare::Tally;
use truth::Kind;

/// How a file holds its words, as the table counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Plain text and Markdown
    Text,
    /// A web page
    Web,
    /// A Word document
    Word,
    /// A PDF
    Pdf,
    /// A workbook, or a table as text
    Sheet,
}

impl Container {
    const ALL: [Container; 5] = [
        Container::Text,
        Container::Web,
        Container::Word,
        Container::Pdf,
        Container::Sheet,
    ];

    fn of(path: &Path) -> Container {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("html" | "htm" | "mhtml") => Container::Web,
            Some("docx") => Container::Word,
            Some("pdf") => Container::Pdf,
            Some("xlsx" | "ods" | "csv" | "tsv") => Container::Sheet,
            _ => Container::Text,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Container::Text => "text",
            Container::Web => "web",
            Container::Word => "Word",
            Container::Pdf => "PDF",
            Container::Sheet => "sheet",
        }
    }
}

/// One sample with its truth.
pub struct Sample {
    /// The name of the file with its ending
    pub name: String,
    /// The folder in `tests/data` and the name
    pub path: String,
    /// How it holds them
    pub container: Container,
    /// What it holds
    pub bytes: Vec<u8>,
    /// What stands in it
    pub truth: truth::Truth,
    /// The mapping beside it
    pub mapping: Option<String>,
}

/// Returns the files of a folder and of the folders in it, in the order of their paths.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut within, mut found): (Vec<_>, Vec<_>) =
        paths.into_iter().partition(|path| path.is_dir());
    found.extend(within.drain(..).flat_map(|folder| files(&folder)));
    found
}

/// Returns all samples that have a truth.
pub fn samples() -> Vec<Sample> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let not_samples = ["truth", "expected", "sql", "toml"];
    let mut found = Vec::new();
    for path in files(&folder) {
        let ending = path.extension().and_then(|ending| ending.to_str());
        let is_left_out = Container::of(&path) == Container::Pdf && !cfg!(feature = "pdf");
        if is_left_out || not_samples.contains(&ending.unwrap_or_default()) {
            continue;
        }
        if let Ok(truth) = fs::read_to_string(path.with_extension("truth")) {
            found.push(sample(&folder, &path, &truth));
        }
    }
    found
}

fn sample(folder: &Path, path: &Path, truth: &str) -> Sample {
    let within = path.strip_prefix(folder).unwrap().components();
    let parts = within.map(|part| part.as_os_str().to_str().unwrap());
    let shown = parts.collect::<Vec<_>>().join("/");
    Sample {
        name: path.file_name().unwrap().to_str().unwrap().to_owned(),
        container: Container::of(path),
        bytes: fs::read(path).unwrap(),
        truth: truth::Truth::read(truth).unwrap_or_else(|why| panic!("{shown}: {why}")),
        mapping: fs::read_to_string(path.with_extension("toml")).ok(),
        path: shown,
    }
}

/// The lines of a table that are sums.
struct Sums(Vec<(String, usize, Tally)>);

impl Sums {
    fn new() -> Sums {
        let containers = Container::ALL.map(|container| container.words().to_owned());
        let kinds = Kind::ALL.map(|kind| kind.words().to_owned());
        let names = containers
            .into_iter()
            .chain(kinds)
            .chain(["all".to_owned()]);
        Sums(names.map(|name| (name, 0, Tally::default())).collect())
    }

    fn add(&mut self, sample: &Sample, tally: &Tally) {
        let names = [sample.container.words(), sample.truth.kind.words(), "all"];
        for (name, files, sum) in &mut self.0 {
            if names.contains(&name.as_str()) {
                *files += 1;
                sum.add(tally);
            }
        }
    }

    fn print(&self) {
        for (name, files, sum) in self.0.iter().filter(|(_, files, _)| *files > 0) {
            let name = format!("{name}: {files} files");
            println!("{name:<44} {}", sum.row());
        }
    }
}

/// Compares samples with their truths, prints the table and returns the facts that are wrong.
fn judged(samples: &[Sample]) -> Vec<String> {
    let file = "file";
    println!("{file:<44} facts  right  marked  wrong without a mark");
    let (mut sums, mut marked, mut wrong) = (Sums::new(), Vec::new(), Vec::new());
    for sample in samples {
        let tally = compare::sample(sample);
        println!("{:<44} {}", sample.path, tally.row());
        let named = |fact: &String| format!("{}: {fact}", sample.path);
        wrong.extend(tally.wrong.iter().map(named));
        marked.extend(tally.marked.iter().map(named));
        sums.add(sample, &tally);
    }
    for fact in &marked {
        println!("marked: {fact}");
    }
    sums.print();
    wrong
}

#[test]
fn no_fact_of_the_corpus_is_wrong_without_a_mark() {
    let samples = samples();
    let wrong = judged(&samples);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for container in Container::ALL {
        let is_of_it = |sample: &&Sample| sample.container == container;
        let count = samples.iter().filter(is_of_it).count();
        let is_left_out = container == Container::Pdf && !cfg!(feature = "pdf");
        assert!(
            count > 0 || is_left_out,
            "no sample of {}",
            container.words()
        );
    }
    assert!(samples.len() >= 40, "{} files with a truth", samples.len());
}

/// The samples of text in the dress of web pages.
fn pages() -> Vec<Sample> {
    // Their sense is in the places of the lines and blanks, which a page has not.
    let lined = ["narrow_pdf.txt", "wrapped_key_questions.txt"];
    let is_text = |sample: &Sample| {
        let is_report = sample.truth.kind == Kind::Report;
        let is_utf8 = std::str::from_utf8(&sample.bytes).is_ok();
        is_report
            && is_utf8
            && sample.container == Container::Text
            && !lined.contains(&sample.path.as_str())
    };
    let mut pages: Vec<Sample> = samples().into_iter().filter(is_text).collect();
    for sample in &mut pages {
        let text = String::from_utf8_lossy(&sample.bytes).into_owned();
        sample.bytes = dress::page(&text).into_bytes();
        sample.name = format!("{}.html", sample.name);
        sample.path = format!("{}.html", sample.path);
        sample.container = Container::Web;
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
        sample.path = sample.path.replace(".html", ".pdf");
        sample.container = Container::Pdf;
        sample.bytes = fs::read(folder.path().join(&sample.name)).unwrap();
    }
    let wrong = judged(&printed);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
