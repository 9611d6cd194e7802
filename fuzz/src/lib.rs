//! What each target does with the bytes it is given. The containers around them are whole, because what is
//! inside a file is reached only then.

use std::io::{Cursor, Write};

use annexe::domain::plan_draft::PlanDraft;
use annexe::import::{self, Found};
use import::reading::tracker::{Mapping, Said};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A target: its name and what it does.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 13] = [
    ("archive", archive),
    ("docx", docx),
    ("html", html),
    ("mapping", mapping),
    ("mhtml", mhtml),
    ("ods", ods),
    ("pdf", pdf),
    ("pdf_page", pdf_page),
    ("plan", plan),
    ("table", table),
    ("text", text),
    ("tracker", tracker),
    ("xlsx", xlsx),
];

/// Any bytes as a file that is not packed: text in every encoding, sections, whole reports.
pub fn text(bytes: &[u8]) {
    let _ = import::read(bytes, "fuzzed.txt");
}

/// A web page.
pub fn html(bytes: &[u8]) {
    let _ = import::read(&begun(b"<!DOCTYPE html>\n", bytes), "fuzzed.html");
}

/// A web page saved in one file.
pub fn mhtml(bytes: &[u8]) {
    const HEAD: &[u8] = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n";
    let _ = import::read(&[HEAD, bytes].concat(), "fuzzed.mht");
}

/// Any bytes as an archive: a docx, xlsx or ods that is damaged.
pub fn archive(bytes: &[u8]) {
    tracked(&begun(b"PK\x03\x04", bytes), "fuzzed.docx");
}

/// The text of a Word document, and behind lines `---` its numbering and its styles.
pub fn docx(bytes: &[u8]) {
    let [document, numbering, styles] = parted(bytes);
    let file = packed(&[
        ("word/document.xml", document),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles),
    ]);
    let _ = import::read(&file, "fuzzed.docx");
}

/// Any bytes as a PDF.
pub fn pdf(bytes: &[u8]) {
    let _ = import::read(&begun(b"%PDF-1.7\n", bytes), "fuzzed.pdf");
}

/// What a page of a PDF draws.
pub fn pdf_page(bytes: &[u8]) {
    let _ = import::read(&page(bytes), "fuzzed.pdf");
}

/// The rows of an action plan in the form of HMPPS.
pub fn plan(bytes: &[u8]) {
    const HEADER: &[u8] = b"Action plan submitted: 12 June 2026\n\n\
        | Rec. no | Recommendation | Agreed / Partly agreed / Not agreed \
        | Response and action taken or planned | Responsible owner | Target date |\n\
        |---|---|---|---|---|---|\n";
    let _ = import::read(&[HEADER, bytes].concat(), "fuzzed.md");
}

/// Any bytes as a table as text: separators, quotation marks, headers, and what is read of the rows.
pub fn table(bytes: &[u8]) {
    tracked(bytes, "fuzzed.csv");
}

/// A table as text, and behind a line `---` the mapping that a person wrote for it.
pub fn tracker(bytes: &[u8]) {
    let [table, mapping] = parted(bytes);
    mapped(table, mapping);
}

/// Any text as the mapping of a sheet.
pub fn mapping(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(mapping) = Mapping::from_toml(&text, "fuzzed.toml") {
        let written = mapping.to_toml("fuzzed.csv", |_, _| None);
        let again = Mapping::from_toml(&written, "written.toml");
        assert_eq!(again.expect("it was written by us"), mapping);
    }
}

/// A sheet of an Excel workbook, and behind lines `---` its shared strings and its styles.
pub fn xlsx(bytes: &[u8]) {
    let [sheet, strings, styles] = parted(bytes);
    let rels = relations(&[("r1", "officeDocument", "xl/workbook.xml")]);
    let book_rels = relations(&[
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("r2", "sharedStrings", "sharedStrings.xml"),
        ("r3", "styles", "styles.xml"),
    ]);
    let book = r#"<workbook xmlns:r="r"><sheets><sheet name="Open" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    let file = packed(&[
        ("_rels/.rels", rels.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_rels.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
    ]);
    tracked(&file, "fuzzed.xlsx");
}

fn relations(targets: &[(&str, &str, &str)]) -> String {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let each = targets.iter().map(|(id, kind, target)| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    });
    format!(
        "<Relationships>{}</Relationships>",
        each.collect::<String>()
    )
}

/// The content of a spreadsheet of LibreOffice, and behind a line `---` its styles.
pub fn ods(bytes: &[u8]) {
    let [content, styles] = parted(bytes);
    let file = packed(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content),
        ("styles.xml", styles),
    ]);
    tracked(&file, "fuzzed.ods");
}

/// Bytes with the beginning that tells what they are; samples have it already.
fn begun(beginning: &[u8], bytes: &[u8]) -> Vec<u8> {
    match bytes.starts_with(&beginning[..4]) {
        true => bytes.to_vec(),
        false => [beginning, bytes].concat(),
    }
}

/// Packs parts into an archive, as docx and xlsx are.
fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, stored)
            .expect("the names are few and differ");
        archive.write_all(bytes).expect("memory takes all");
    }
    archive.finish().expect("memory takes all").into_inner()
}

/// Parts bytes at lines `---`; what is not there is empty.
fn parted<const N: usize>(bytes: &[u8]) -> [&[u8]; N] {
    const MARK: &[u8] = b"\n---\n";
    let mut parts = [&bytes[..0]; N];
    let mut rest = bytes;
    for (at, part) in parts.iter_mut().enumerate() {
        let mark = rest.windows(MARK.len()).position(|window| window == MARK);
        let end = mark.filter(|_| at + 1 < N).unwrap_or(rest.len());
        *part = &rest[..end];
        rest = rest.get(end + MARK.len()..).unwrap_or_default();
    }
    parts
}

/// Writes a PDF of one page whose content is given.
fn page(content: &[u8]) -> Vec<u8> {
    let stream = [
        format!("<< /Length {} >>\nstream\n", content.len()).as_bytes(),
        content,
        b"\nendstream",
    ]
    .concat();
    let objects: [&[u8]; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        &stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", at + 1).bytes());
        file.extend(*object);
        file.extend(b"\nendobj\n");
    }
    let xref = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let trailer = format!(
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n",
        objects.len() + 1
    );
    file.extend(trailer.bytes());
    file
}

/// Reads a sheet as far as it goes: its columns as they are proposed, and its rows by them.
fn tracked(file: &[u8], name: &str) {
    if let Ok(Found::Tracker(tracker)) = import::read(file, name)
        && let Some(proposal) = tracker.propose()
    {
        let draft = tracker.read(&proposal.mapping, Said::default(), &mut |_| {});
        accounted(&draft.expect("a proposal fits what it was made of"));
        let written = proposal.to_toml(name);
        let again = Mapping::from_toml(&written, "written.toml");
        let again = again.expect("it was written by us");
        assert_eq!(again.columns, proposal.mapping.columns);
    }
}

/// Reads a sheet by a mapping that a person wrote.
fn mapped(file: &[u8], mapping: &[u8]) {
    let mapping = Mapping::from_toml(&String::from_utf8_lossy(mapping), "fuzzed.toml");
    if let Ok(mut mapping) = mapping
        && let Ok(Found::Tracker(tracker)) = import::read(file, "fuzzed.csv")
        && let Ok(draft) = tracker.read(&mapping, Said::default(), &mut |_| {})
    {
        accounted(&draft);
        tracker.words(&mut mapping);
    }
}

fn accounted(draft: &PlanDraft) {
    let tally = draft.tally.as_ref().expect("a sheet has one");
    let left_out: usize = tally.left_out.iter().map(|left| left.places.len()).sum();
    assert_eq!(
        tally.rows,
        draft.rows.len() + left_out,
        "every row is accounted for"
    );
}
