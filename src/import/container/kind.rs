//! What a file is, by its bytes: the ending of its name may be wrong.

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text in any encoding
    Text,
    /// A PDF
    Pdf,
    /// A Word document (docx)
    Docx,
    /// A workbook of Excel (xlsx, xlsm)
    Xlsx,
    /// A spreadsheet of LibreOffice (ods)
    Ods,
    /// A web page
    Html,
    /// An archive that is none of these
    Zip,
    /// A document or workbook of before 2007 (doc, xls), or one with a password
    OldOffice,
    /// Rich text
    Rtf,
    /// A compressed archive
    Compressed,
    /// A picture
    Picture,
    /// A database
    Database,
    /// Nothing but white space
    Empty,
    /// None of these
    Other,
}

impl Kind {
    /// Tells what bytes are.
    pub(super) fn of(bytes: &[u8]) -> Kind {
        const BEGINNINGS: [(&[u8], Kind); 8] = [
            (b"%PDF-", Kind::Pdf),
            (b"PK\x03\x04", Kind::Zip),
            (b"\xD0\xCF\x11\xE0", Kind::OldOffice),
            (b"{\\rtf", Kind::Rtf),
            (b"\x1F\x8B", Kind::Compressed),
            (b"\x89PNG", Kind::Picture),
            (b"\xFF\xD8\xFF", Kind::Picture),
            (b"SQLite format 3\0", Kind::Database),
        ];
        let known = BEGINNINGS
            .iter()
            .find(|(beginning, _)| bytes.starts_with(beginning));
        match known {
            Some((_, Kind::Zip)) => packed(bytes),
            Some((_, kind)) => *kind,
            None if is_html(bytes) => Kind::Html,
            None if bytes.iter().all(u8::is_ascii_whitespace) => Kind::Empty,
            None if is_binary(bytes) => Kind::Other,
            None => Kind::Text,
        }
    }

    /// Returns what it is, in words: `a PDF`.
    pub(super) fn words(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Pdf => "a PDF",
            Kind::Docx => "a Word document",
            Kind::Xlsx => "an Excel workbook",
            Kind::Ods => "a spreadsheet",
            Kind::Html => "a web page",
            Kind::Zip => "a zip archive",
            Kind::OldOffice => "an old Office document (doc, xls), or one with a password",
            Kind::Rtf => "rich text (rtf)",
            Kind::Compressed => "a compressed archive",
            Kind::Picture => "a picture",
            Kind::Database => "a database",
            Kind::Empty => "empty",
            Kind::Other => "neither text nor a document",
        }
    }
}

/// Tells what an archive holds by the names of its parts, which stand in it uncompressed.
fn packed(bytes: &[u8]) -> Kind {
    const PARTS: [(&[u8], Kind); 3] = [
        // Word on the web calls it `word/document2.xml`.
        (b"word/document", Kind::Docx),
        (b"xl/workbook.", Kind::Xlsx),
        (
            b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            Kind::Ods,
        ),
    ];
    let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
    let found = PARTS.iter().find(|(part, _)| holds(part));
    found.map_or(Kind::Zip, |(_, kind)| *kind)
}

fn is_html(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start: Vec<u8> = bytes
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace())
        .take(14)
        .map(u8::to_ascii_lowercase)
        .collect();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

/// More than one control character in a hundred bytes is no text, unless it is UTF-16.
fn is_binary(bytes: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(bytes).is_some_and(|(found, _)| found != encoding_rs::UTF_8) {
        return false;
    }
    if utf_16_without_mark(bytes).is_some() {
        return false;
    }
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let controls = sample
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0C))
        .count();
    controls * 100 > sample.len().max(200)
}

/// Text in UTF-16 has a zero in nearly every second byte, and hardly one in the others.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let zeros = |from: usize| {
        let every_second = sample.iter().skip(from).step_by(2);
        every_second.filter(|&&byte| byte == 0).count()
    };
    let (first, second, most) = (zeros(0), zeros(1), sample.len() * 2 / 5);
    match (first > most, second > most) {
        (false, true) if first * 20 < second => Some(encoding_rs::UTF_16LE),
        (true, false) if second * 20 < first => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_bytes() {
        for (bytes, kind) in [
            (&b"%PDF-1.7"[..], Kind::Pdf),
            (b"PK\x03\x04..word/document.xml..", Kind::Docx),
            (b"PK\x03\x04..xl/workbook.xml..", Kind::Xlsx),
            (
                b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                Kind::Ods,
            ),
            (b"PK\x03\x04..notes.txt..", Kind::Zip),
            (b"\xEF\xBB\xBF\n<!DOCTYPE html>", Kind::Html),
            (b"\r\n\t ", Kind::Empty),
            (b"\0\x01\x02\x03", Kind::Other),
            (b"\xFF\xFEa\0b\0", Kind::Text),
            (b"plan \x96 made", Kind::Text),
        ] {
            assert_eq!(Kind::of(bytes), kind, "{bytes:?}");
        }
    }
}
