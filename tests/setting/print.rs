//! A report printed as a PDF, by the programs that people print with.

use std::path::Path;
use std::process::Command;

use super::blocks::Block;
use super::page::{Around, page};
use super::word;

/// A program that makes PDFs, and what is particular about those of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Printer {
    /// A browser: tagged, headers and footers in the margin, lists numbered by it, footnotes last
    Chromium,
    /// The same page without tags
    ChromiumUntagged,
    /// Untagged, footnotes at the foot of each page, ruled tables, hyphens at line ends
    WeasyPrint,
    /// A Word document through LibreOffice: tagged
    Office,
    /// The same without tags
    OfficeUntagged,
}

impl Printer {
    /// Prints blocks to a PDF in a folder; nothing, with a word, where the program is missing.
    pub fn print(self, blocks: &[Block], folder: &Path) -> Option<Vec<u8>> {
        match self {
            Printer::Chromium | Printer::ChromiumUntagged => {
                let html = styled(&page(blocks, Around::Nothing), BROWSER);
                self.page(&html, folder)
            }
            Printer::WeasyPrint => {
                let html = with_footnotes(&page(blocks, Around::Nothing), blocks);
                self.page(&styled(&html, WEASYPRINT), folder)
            }
            Printer::Office | Printer::OfficeUntagged => {
                std::fs::write(folder.join("report.docx"), word::document(blocks)).unwrap();
                self.file("report.docx", folder)
            }
        }
    }

    /// Prints a web page.
    pub fn page(self, html: &str, folder: &Path) -> Option<Vec<u8>> {
        std::fs::write(folder.join("report.html"), html).unwrap();
        self.file("report.html", folder)
    }

    /// Prints a file of a folder.
    pub fn file(self, file: &str, folder: &Path) -> Option<Vec<u8>> {
        let profile = folder.join("profile").display().to_string();
        let (program, arguments) = match self {
            Printer::Chromium | Printer::ChromiumUntagged => (
                "chromium",
                vec![
                    "--headless".to_owned(),
                    "--no-sandbox".to_owned(),
                    "--disable-gpu".to_owned(),
                    "--disable-quic".to_owned(),
                    "--no-first-run".to_owned(),
                    "--disable-background-networking".to_owned(),
                    "--disable-component-update".to_owned(),
                    "--disable-sync".to_owned(),
                    "--no-pdf-header-footer".to_owned(),
                    match self {
                        Printer::Chromium => "--export-tagged-pdf",
                        _ => "--disable-pdf-tagging",
                    }
                    .to_owned(),
                    format!("--user-data-dir={profile}"),
                    format!("--print-to-pdf={}", folder.join("report.pdf").display()),
                    folder.join(file).display().to_string(),
                ],
            ),
            Printer::WeasyPrint => ("weasyprint", vec![file.to_owned(), "report.pdf".to_owned()]),
            Printer::Office | Printer::OfficeUntagged => {
                let tagged = self == Printer::Office;
                let filter = format!(
                    "pdf:writer_pdf_Export:{{\"UseTaggedPDF\":{{\"type\":\"boolean\",\"value\":\"{tagged}\"}}}}"
                );
                let profile = format!("-env:UserInstallation=file://{profile}");
                (
                    "soffice",
                    vec![
                        "--headless".to_owned(),
                        profile,
                        "--convert-to".to_owned(),
                        filter,
                        file.to_owned(),
                    ],
                )
            }
        };
        run(program, &arguments, folder)?;
        Some(std::fs::read(folder.join("report.pdf")).unwrap())
    }
}

/// Prints web pages of a folder through LibreOffice without tags, all at once; nothing, with a word,
/// where the program is missing.
pub fn office_pages(names: &[String], folder: &Path) -> Option<()> {
    let profile = folder.join("profile").display().to_string();
    let mut arguments = vec![
        "--headless".to_owned(),
        format!("-env:UserInstallation=file://{profile}"),
        "--infilter=HTML (StarWriter)".to_owned(),
        "--convert-to".to_owned(),
        "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"false\"}}"
            .to_owned(),
    ];
    arguments.extend_from_slice(names);
    started("soffice", &arguments, folder).map(|_| ())
}

fn run(program: &str, arguments: &[String], folder: &Path) -> Option<()> {
    let said = started(program, arguments, folder)?;
    assert!(folder.join("report.pdf").exists(), "{program}: {said}");
    Some(())
}

/// Runs a program and returns what it said; nothing, with a word, where it is missing.
fn started(program: &str, arguments: &[String], folder: &Path) -> Option<String> {
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
        output => {
            let output = output.unwrap();
            Some(String::from_utf8_lossy(&output.stderr).into_owned())
        }
    }
}

fn styled(html: &str, style: &str) -> String {
    html.replacen("</style>", &format!("{style}</style>"), 1)
}

/// Puts the words of each footnote where its mark stands, to be printed at the foot of the page.
fn with_footnotes(html: &str, blocks: &[Block]) -> String {
    let notes = html.find("<section class=\"footnotes\"");
    let mut out = html[..notes.unwrap_or(html.len())].to_owned();
    for block in blocks {
        if let Block::Footnote(mark, words) = block {
            let call = format!(
                "<sup id=\"fnref{mark}\"><a href=\"#fn{mark}\" role=\"doc-noteref\">{mark}</a></sup>"
            );
            let words = super::escaped(&super::blocks::plain(words));
            out = out.replacen(&call, &format!("<span class=\"note\">{words}</span>"), 1);
        }
    }
    // It does not know where a list starts.
    let mut parts = out.split("<ol start=\"");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (start, rest) = part.split_once('"').unwrap();
        let before = start.parse::<i32>().unwrap() - 1;
        whole += &format!("<ol style=\"counter-reset: list-item {before}\"{rest}");
    }
    whole + "</body></html>"
}

const BROWSER: &str = "
@page { size: A4; margin: 25mm 22mm;
  @top-left { content: 'Inspection of probation services'; font: 8pt sans-serif }
  @bottom-center { content: counter(page); font: 9pt sans-serif } }
body { font: 11pt/1.35 'Liberation Sans', sans-serif }
h1 { font-size: 20pt; break-before: auto } h2 { font-size: 15pt } h3 { font-size: 12pt } h4 { font-size: 11pt }
table { border-collapse: collapse; width: 100% } td { border: 1px solid #666; padding: 3pt 5pt }
sup { font-size: 65%; line-height: 0 } .footnotes { font-size: 9pt }";

const WEASYPRINT: &str = "
@page { size: A4; margin: 25mm 22mm; @footnote { border-top: 0.5pt solid; padding-top: 4pt }
  @top-right { content: 'Inspection of probation services'; font: 8pt 'DejaVu Sans' }
  @bottom-right { content: 'Page ' counter(page) ' of ' counter(pages); font: 8pt 'DejaVu Sans' } }
body { font: 10.5pt/1.4 'Liberation Serif', serif; text-align: justify }
h1 { font: bold 19pt 'DejaVu Sans' } h2 { font: bold 14pt 'DejaVu Sans' } h3 { font: bold 12pt 'DejaVu Sans' } h4 { font-size: 10.5pt }
h1, h2, h3, h4 { text-align: left }
table { border-collapse: collapse; width: 100% } td { border: 0.5pt solid #333; padding: 2pt 4pt; text-align: left }
.note { float: footnote; font-size: 8.5pt; text-align: left } sup { font-size: 60%; line-height: 0 }";
