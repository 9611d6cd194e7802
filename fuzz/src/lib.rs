//! Containers around fuzzed bytes: what is inside a file is reached only where its wrapping is whole.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Packs parts into an archive, as docx and xlsx are.
pub fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
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

/// Parts bytes in two at the first `\n---\n`; without one the second part is empty.
pub fn parted(bytes: &[u8]) -> (&[u8], &[u8]) {
    const MARK: &[u8] = b"\n---\n";
    let at = bytes.windows(MARK.len()).position(|window| window == MARK);
    match at {
        Some(at) => (&bytes[..at], &bytes[at + MARK.len()..]),
        None => (bytes, &[]),
    }
}

/// Writes a PDF of one page whose content is given.
pub fn page(content: &[u8]) -> Vec<u8> {
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
pub fn tracked(file: &[u8], name: &str) {
    if let Ok(annexe::import::Found::Tracker(tracker)) = annexe::import::read(file, name)
        && let Some(proposal) = tracker.propose()
    {
        let said = annexe::import::reading::tracker::Said::default();
        let draft = tracker.read(&proposal.mapping, said, &mut |_| {});
        let draft = draft.expect("a proposal fits what it was made of");
        let tally = draft.tally.expect("a sheet has one");
        let left_out: usize = tally.left_out.iter().map(|(_, count, _)| count).sum();
        assert_eq!(tally.rows, draft.rows.len() + left_out, "every row is accounted for");
    }
}
