//! The README and the pages in `tests/cmd/`: manual and test at once.
//!
//! Each page runs in a folder of its own with the files of `data/demo/` and
//! `tests/cmd/files/`. One that says "Begins with the sample register" finds that there.
//! `TRYCMD=overwrite cargo test --test cmd` writes what is printed now into the pages.

mod sample;

use std::path::{Path, PathBuf};

use sample::{BY, NOW, copy_files, root, sample};

#[test]
fn the_readme_and_the_pages_print_what_they_show() {
    let folder = tempfile::tempdir().unwrap();
    let laid_out: Vec<(PathBuf, PathBuf)> = pages()
        .into_iter()
        .map(|page| (page.clone(), lay_out(&page, folder.path())))
        .collect();
    let run = std::panic::catch_unwind(|| run(folder.path()));
    if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
        for (page, copy) in laid_out {
            let printed = std::fs::read_to_string(copy).unwrap();
            std::fs::write(page, with_open_heads(&printed)).unwrap();
        }
    }
    if let Err(failed) = run {
        std::panic::resume_unwind(failed);
    }
}

/// Writes `[..]`, which stands for anything, where a page shows the hash of a register's head:
/// it depends on all that a new register holds.
fn with_open_heads(page: &str) -> String {
    let mut parts = page.split(" · ");
    let mut open = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let hash = part.get(..14).filter(|hash| is_hash(hash));
        open.push_str(" · ");
        open.push_str(if hash.is_some() { "[..]" } else { "" });
        open.push_str(hash.map_or(part, |hash| &part[hash.len()..]));
    }
    open
}

/// Tells whether it is the printed beginning of a hash: `9f3a 77c0 21de`.
fn is_hash(text: &str) -> bool {
    let mut groups = text.split(' ');
    let is_group =
        |group: &str| group.len() == 4 && group.chars().all(|digit| digit.is_ascii_hexdigit());
    groups.clone().count() == 3 && groups.all(is_group)
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md")];
    let found = std::fs::read_dir(root().join("tests/cmd")).unwrap();
    pages.extend(found.map(|page| page.unwrap().path()));
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    pages
}

/// Copies a page with what it needs: `x.md`, `x.in/` with its files, `x.out/` for a folder of its own.
fn lay_out(page: &Path, folder: &Path) -> PathBuf {
    let copy = folder.join(page.file_name().unwrap());
    let files = copy.with_extension("in");
    std::fs::create_dir(&files).unwrap();
    std::fs::create_dir(copy.with_extension("out")).unwrap();
    let text = std::fs::read_to_string(page).unwrap();
    if page.ends_with("README.md") {
        // A reader of the README stands in the checkout.
        let demo = files.join("data/demo");
        std::fs::create_dir_all(&demo).unwrap();
        copy_files(&demo);
    } else if text.contains("Begins with the sample register") {
        sample(&files);
    } else {
        copy_files(&files);
    }
    std::fs::write(&copy, text).unwrap();
    copy
}

fn run(folder: &Path) {
    trycmd::TestCases::new()
        .register_bin("annexe", Path::new(env!("CARGO_BIN_EXE_annexe")))
        .register_bin("cargo", trycmd::schema::Bin::Ignore)
        .env("ANNEXE_REGISTER", "register.db")
        .env("ANNEXE_NOW", NOW)
        .env("ANNEXE_BY", BY)
        .env("COLUMNS", "80")
        .case(folder.join("*.md"))
        .run();
}
