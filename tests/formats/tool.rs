//! Programs that open what was written. Where one is missing its test says so and is skipped; with
//! `CI=true` it fails.

use std::path::Path;
use std::process::{Command, Output};

/// Runs a program in a folder; nothing, with a word, where it is missing.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Option<Output> {
    let tried = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output();
    match tried {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let in_ci = std::env::var("CI").is_ok_and(|ci| ci == "true");
            assert!(!in_ci, "{program} is missing");
            println!("skipped: {program} is missing");
            None
        }
        output => Some(output.unwrap()),
    }
}

/// Prints a page of HTML to a PDF beside it, as Chromium does, and returns its text.
pub fn printed(folder: &Path, page: &str) -> Option<String> {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let pdf = folder.join("printed.pdf");
    let to = format!("--print-to-pdf={}", pdf.display());
    let page = folder.join(page);
    let arguments = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-pdf-header-footer",
        &profile,
        &to,
        page.to_str().unwrap(),
    ];
    let output = run(folder, "chromium", &arguments)?;
    assert!(pdf.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    text_of(folder, "printed.pdf")
}

/// Makes a PDF of a file of an office suite, as LibreOffice does, and returns its text.
pub fn converted(folder: &Path, file: &str) -> Option<String> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let arguments = ["--headless", &profile, "--convert-to", "pdf", file];
    let output = run(folder, "soffice", &arguments)?;
    let pdf = Path::new(file).with_extension("pdf");
    assert!(
        folder.join(&pdf).exists(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text_of(folder, pdf.to_str().unwrap())
}

/// Returns the text of a PDF.
pub fn text_of(folder: &Path, pdf: &str) -> Option<String> {
    let output = run(folder, "pdftotext", &["-layout", pdf, "-"])?;
    Some(String::from_utf8(output.stdout).unwrap())
}
